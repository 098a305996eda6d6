//! Late arrivals from a device.

use super::*;

fn arrive(visitor: &Visitor<'_>, id: &str, filled: &[(&str, &str)]) -> Page {
    let page = visitor.page(&urls::submission::arrival());
    let form = filled_in(page.form(&urls::arrivals()), &[("submission", id), ("age", "60"), ("reason", "Bus")]);
    visitor.post(&urls::submission::arrivals(), &filled_in(form, filled))
}

#[test]
fn an_arrival_is_signed_in_from_the_list_of_every_child_and_once() {
    on_both(|house| {
        let office = house.signed_in(OFFICE);
        office.page(&urls::submission::arrival()).must_say("Amara Osei");
        let before = entries(house);
        let answers = [(); 2].map(|()| arrive(&office, ID, &[("pupil", "2"), ("time", "08:54"), ("version", "0")]));
        is(&answers[0], "saved");
        assert_eq!(answers[0].bytes, answers[1].bytes);
        assert_eq!((entries(house), mark(house, AMARA)), (before + 1, String::from("L")));
    });
}

#[test]
fn two_devices_that_sign_the_same_child_in_agree_or_ask_a_person() {
    on_both(|house| {
        house.at(DAY, "09:40");
        let (office, lead) = (house.signed_in(OFFICE), house.signed_in(LEAD));
        let seen = ("version", "0");
        is(&arrive(&office, ID, &[("pupil", "2"), ("time", "09:10"), seen]), "saved");
        let before = entries(house);
        is(&arrive(&lead, OTHER, &[("pupil", "2"), ("time", "09:10"), seen]), "saved");
        assert_eq!(entries(house), before, "they say the same");
        let third = "3f2b8c1e-0d5a-4c77-9e21-7a64f0b1c2d5";
        is(&arrive(&lead, third, &[("pupil", "2"), ("time", "09:30"), seen]), "saved");
        assert_eq!(mark(house, AMARA), "L");
        let both = lead.page(&one(third));
        both.must_say("Joan Prescott");
        assert_eq!(lead.submit(&both, &one(third), &[("side-2", "device")]).status, 303);
        assert_eq!(mark(house, AMARA), "U");
    });
}

#[test]
fn an_arrival_that_cannot_be_is_refused_in_one_sentence() {
    on_both(|house| {
        let office = house.signed_in(OFFICE);
        for (filled, words) in [
            ([("pupil", ""), ("time", "08:54")], "Choose the child who has arrived"),
            ([("pupil", "2"), ("time", "soon")], "Enter the time of arrival"),
            ([("pupil", "2"), ("time", "23:59")], "time of arrival that has already been"),
        ] {
            let answer = arrive(&office, ID, &filled);
            assert_eq!(answer.status, 422);
            is(&answer, "refused");
            assert!(String::from_utf8_lossy(&answer.bytes).contains(words), "{words}");
        }
        assert_eq!(mark(house, AMARA), "");
    });
}
