//! A school looks at itself beside others and beside England.

use domain::id::SchoolId;
use web::urls;

use crate::{
    hillside::{GOVERNOR, LEAD, OFFICER},
    house::on_both,
};

const HERE: SchoolId = SchoolId(1);

#[test]
fn a_lead_finds_england_beside_the_school_with_the_stretch_of_each_figure_and_the_licence() {
    on_both(|house| {
        let lead = house.signed_in(LEAD);
        let page = lead.page(&urls::comparison::of_school(HERE, None));
        page.must_say("Beside England, the same weeks");
        page.must_say("Beside England, the year");
        page.must_say("England: 8 September 2025 to 30 June 2026, 16,677 schools.");
        page.must_say("94.7%");
        page.must_say("13.8%");
        page.must_say("Beside England, by code");
        page.must_say("Severe absence, and absence of groups of pupils, was published last for 2022/23.");
        page.must_say("Open Government Licence v3.0");
        assert!(page.links().contains(&urls::definition("persistently_absent")));
        assert!(page.links().contains(&urls::support::of_school(HERE)));
    });
}

#[test]
fn one_other_school_is_too_few_for_a_middle() {
    on_both(|house| {
        let lead = house.signed_in(LEAD);
        let page = lead.page(&urls::comparison::of_school(HERE, None));
        page.must_say("Of fewer than 5 no middle is shown: it would tell what one of them has.");
        page.must_not_say("Moorgate");
        let absent = lead.get("/schools/1/comparison?table=authority&file=csv");
        assert_eq!(absent.status, 404);
    });
}

#[test]
fn every_table_goes_out_as_a_file_with_where_it_comes_from() {
    on_both(|house| {
        let officer = house.signed_in(OFFICER);
        for (table, has) in [("year", "94.723"), ("codes", "2.786"), ("pupils", "16.212")] {
            let csv = officer.get(&format!("/schools/1/comparison?table={table}&file=csv"));
            assert_eq!(csv.status, 200);
            assert!(csv.html().contains(has), "{table}: {}", csv.html());
            let workbook = officer.get(&format!("/schools/1/comparison?table={table}&file=xlsx"));
            assert_eq!(workbook.status, 200);
        }
        assert_eq!(officer.get("/schools/1/comparison?table=nothing&file=csv").status, 404);
        assert_eq!(officer.get("/schools/1/comparison?table=year&file=doc").status, 404);
    });
}

#[test]
fn a_day_that_is_none_or_to_come_is_asked_for_again() {
    on_both(|house| {
        let governor = house.signed_in(GOVERNOR);
        for wrong in ["soon", "2027-01-01"] {
            let page = governor.get(&format!("/schools/1/comparison?to={wrong}"));
            assert_eq!(page.status, 422);
            page.must_say("Enter a day up to today, such as Tuesday 24 November 2026");
            assert!(page.html().contains(&format!("value=\"{wrong}\"")));
        }
        governor.page("/schools/1/comparison?to=2026-10-09").must_say("The school year to Friday 9 October 2026");
        assert_eq!(governor.get("/schools/one/comparison").status, 404);
    });
}
