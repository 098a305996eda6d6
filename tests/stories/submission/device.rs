//! What a device is told while there is network.

use super::*;

fn told(visitor: &Visitor<'_>) -> String {
    String::from_utf8(visitor.page(&urls::submission::device()).bytes).expect("text")
}

fn key(told: &str) -> &str {
    told.split_once("\"key\":\"").and_then(|(_, rest)| rest.split_once('"')).map_or("", |(key, _)| key)
}

#[test]
fn a_teacher_s_device_keeps_their_own_registers_of_the_day_and_the_office_s_the_late_arrivals() {
    on_both(|house| {
        let teacher = told(&house.signed_in(TEACHER));
        assert!(teacher.contains(&urls::register(HAZEL, MORNING)) && !teacher.contains(&urls::submission::arrival()));
        assert!(!teacher.contains("/registers/13/"), "nobody else's class");
        assert!(told(&house.signed_in(OFFICE)).contains(&urls::submission::arrival()));
    });
}

#[test]
fn everybody_has_a_key_of_their_own_which_is_the_same_at_each_sign_in() {
    on_both(|house| {
        let [first, again] = [(); 2].map(|()| told(&house.signed_in(TEACHER)));
        let other = told(&house.signed_in(OFFICE));
        assert_eq!((key(&first).len(), key(&first)), (64, key(&again)));
        assert_ne!(key(&first), key(&other));
    });
}
