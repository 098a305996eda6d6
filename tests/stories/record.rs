//! A pupil's record: what the admission register says of them.

use domain::id::{GroupId, SchoolId};
use jiff::civil::date;
use store::{
    StoreError, group,
    pupil::{self, Span},
};
use web::urls;

use crate::{
    hillside::{AMARA, ELLIS, LEAD},
    house::on_both,
};

#[test]
fn a_past_enrolment_says_the_class_of_its_last_day() {
    on_both(|house| {
        let written = house.store().write::<(), StoreError>(|tx| {
            let last = date(2026, 7, 15);
            let here = Span { from: date(2024, 9, 2), until: Some(last) };
            pupil::enrol(tx, SchoolId(2), &[(ELLIS, here), (AMARA, here)])?;
            let larch = domain::school::Group { id: GroupId(22), school: SchoolId(2), name: "3 Larch".into(), year: 3 };
            group::add(tx, &larch)?;
            let third_year = Span { from: here.from, until: Some(date(2025, 7, 18)) };
            let fourth_year = Span { from: date(2025, 9, 1), until: Some(last) };
            pupil::join(tx, &[(ELLIS, larch.id, third_year), (ELLIS, GroupId(21), fourth_year)])
        });
        written.expect("the records can be written");
        let lead = house.signed_in(LEAD);
        let page = lead.page(&urls::record(ELLIS));
        page.must_say("Hillside Primary School 5 Hazel 1 September 2026 still on roll");
        page.must_say("Moorgate Primary School 4 Ash 2 September 2024 15 July 2026");
        lead.page(&urls::record(AMARA))
            .must_say("Moorgate Primary School none on record 2 September 2024 15 July 2026");
    });
}
