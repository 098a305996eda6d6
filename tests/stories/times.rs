//! When the registers of a school are open, for all of it and for single classes.

use domain::{
    id::SchoolId,
    session::{Half, Session},
};
use web::urls;

use crate::{
    hillside::{AMARA, DAY, HAZEL, HEAD, OFFICE, TEACHER},
    house::on_both,
};

const SCHOOL: SchoolId = SchoolId(1);

#[test]
fn a_class_with_a_grace_of_its_own_is_judged_by_it_on_every_server() {
    on_both(|house| {
        let other = house.another();
        let head = house.signed_in(HEAD);
        let page = head.page(&urls::times::of(SCHOOL));
        let own = [("am-opens-12", "09:00"), ("am-closes-12", "09:25"), ("am-ends-12", "12:00")];
        let saved = head.follow(&head.submit(&page, &urls::times::of(SCHOOL), &own));
        saved.must_say("5 Hazel morning 09:00 to 09:25 (Helen Marsh)");
        other.follow(SCHOOL).expect("the log can be followed");
        let times = other.school(SCHOOL).expect("the school is there").times_of(HAZEL, Half::Morning);
        assert_eq!(times.closes, domain::Time::constant(9, 25, 0, 0));
        let address = urls::register(HAZEL, Session::new(DAY, Half::Morning));
        house.signed_in(TEACHER).page(&address).must_say("Opens 09:00, closes 09:25");
        house.at(DAY, "09:30");
        let office = house.signed_in(OFFICE);
        for (time, letters) in [("08:59", "/"), ("09:25", "L"), ("09:26", "U")] {
            let board = office.page(&urls::board_finding("Amara"));
            let came = [("pupil", "2"), ("time", time), ("reason", "Bus")];
            assert_eq!(office.submit(&board, &urls::arrivals(), &came).status, 303);
            assert_eq!(house.mark(SCHOOL, AMARA, Session::new(DAY, Half::Morning)), letters, "{time}");
        }
    });
}

#[test]
fn no_register_is_open_for_longer_than_the_pack_says_or_out_of_order() {
    on_both(|house| {
        let head = house.signed_in(HEAD);
        let page = head.page(&urls::times::of(SCHOOL));
        let set = |filled: &[(&str, &str)]| head.submit(&page, &urls::times::of(SCHOOL), filled);
        let refusals: [(&[(&str, &str)], &str); 5] = [
            (&[("am-closes", "09:21")], "would be open for 31 minutes, and 30 is the most"),
            (&[("am-closes", "08:40")], "has to open before it closes"),
            (&[("am-ends", "13:05")], "cannot open before the morning session ends"),
            (&[("am-opens", "soon")], "Enter a time such as 08:50"),
            (&[], "Nothing is changed yet"),
        ];
        for (filled, words) in refusals {
            let answer = set(filled);
            assert_eq!(answer.status, 422, "{words}");
            answer.must_say(words);
        }
        assert_eq!(set(&[("am-closes", "09:10")]).status, 303);
        house.signed_in(TEACHER).page(&urls::registers()).must_say("09:10");
    });
}
