//! Signing in and out.

use crate::{
    hillside::{HEAD, LEAD, PASSWORD, TEACHER},
    house::on_both,
};

#[test]
fn a_wrong_password_is_refused_without_saying_whether_the_address_is_known() {
    on_both(|house| {
        let visitor = house.visitor();
        let wrong = visitor.sign_in(TEACHER, "wrong");
        let unknown = visitor.sign_in("nobody@hillside.example", "wrong");
        assert_eq!((wrong.status, unknown.status), (422, 422));
        let plain = |page: &crate::page::Page, email: &str| page.html().replace(email, "");
        assert_eq!(plain(&wrong, TEACHER), plain(&unknown, "nobody@hillside.example"));
        assert_eq!(visitor.get("/").status, 303, "nobody is signed in");
    });
}

#[test]
fn somebody_who_signs_in_comes_to_where_they_were_going() {
    on_both(|house| {
        let visitor = house.visitor();
        let turned_away = visitor.get("/handbook");
        assert_eq!((turned_away.status, turned_away.location.as_str()), (303, "/sign-in?next=%2Fhandbook"));
        let page = visitor.page(&turned_away.location);
        let signed_in = visitor.submit(&page, "/sign-in", &[("email", LEAD), ("password", PASSWORD)]);
        assert_eq!(signed_in.location, "/handbook");
        visitor.follow(&signed_in).must_say("Lancashire");
    });
}

#[test]
fn nobody_can_try_passwords_without_end() {
    on_both(|house| {
        let visitor = house.visitor();
        let tries: Vec<u16> = (0..11).map(|_| visitor.sign_in(HEAD, "wrong").status).collect();
        assert_eq!(tries[..10], [422; 10]);
        assert_eq!(tries[10], 429);
        assert_eq!(visitor.sign_in(HEAD, PASSWORD).status, 429, "the right password comes too late");
        assert_eq!(visitor.sign_in(LEAD, PASSWORD).status, 303, "somebody else still gets in");
    });
}

#[test]
fn signing_out_ends_the_sign_in_for_every_copy_of_its_cookie() {
    on_both(|house| {
        let visitor = house.signed_in(LEAD);
        let copy = visitor.copy();
        let page = visitor.page("/handbook");
        let out = visitor.submit(&page, "/sign-out", &[]);
        assert_eq!((out.status, out.location.as_str()), (303, "/sign-in"));
        assert_eq!(copy.get("/handbook").status, 303, "the secret is worth nothing now");
    });
}

#[test]
fn a_form_of_another_sign_in_changes_nothing() {
    on_both(|house| {
        let (own, other) = (house.signed_in(LEAD), house.signed_in(LEAD));
        let form = other.page("/handbook").form("/sign-out");
        assert_eq!(own.post("/sign-out", &form).status, 403);
        assert_eq!(own.post("/sign-out", &[]).status, 403, "a form without proof");
        assert_eq!(own.get("/handbook").status, 200, "still signed in");
    });
}

#[test]
fn a_sign_in_ends_by_itself_after_a_school_day() {
    on_both(|house| {
        let cookies = house.signed_in(LEAD).cookies();
        house.at(crate::hillside::DAY, "18:54");
        assert_eq!(house.visitor().with(&cookies).get("/handbook").status, 200);
        house.at(crate::hillside::DAY, "18:56");
        assert_eq!(house.visitor().with(&cookies).get("/handbook").status, 303);
    });
}
