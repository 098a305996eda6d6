//! People who sign in.

use domain::{
    id::{GroupId, PersonId, SchoolId},
    permission::{Actor, Role},
};
use jiff::ToSpan;
use store::{person, post, sign_in, testing::on_both};

use crate::hillside::{hillside, now};

fn hartley() -> person::Person {
    let actor = Actor {
        person: PersonId(1),
        name: "Miss Hartley".into(),
        role: Role::Teacher,
        school: Some(SchoolId(1)),
        groups: vec![GroupId(12)],
    };
    person::Person { actor, email: "hartley@hillside.example".into(), password_hash: "hash".into() }
}

fn signed_in() -> sign_in::SignIn {
    sign_in::SignIn {
        token_hash: [7; 32],
        person: PersonId(1),
        csrf: "token".into(),
        created_at: now(),
        expires_at: now() + 8.hours(),
    }
}

#[test]
fn somebody_signs_in_until_it_expires_and_attempts_are_counted() {
    on_both(|store| {
        hillside(store);
        store
            .write(move |tx| {
                person::add(tx, &hartley())?;
                sign_in::add(tx, &signed_in())?;
                sign_in::add_attempt(tx, "hartley@hillside.example", now())
            })
            .expect("writable");
        let found = store.read(|tx| person::with_email(tx, " Hartley@Hillside.example")).expect("readable");
        assert_eq!(found, Some(hartley()));
        let at = |when| store.read(|tx| sign_in::find(tx, [7; 32], when)).expect("readable");
        assert_eq!(at(now() + 7.hours()), Some(signed_in()));
        assert_eq!(at(now() + 8.hours()), None);
        let since = |when| store.read(|tx| sign_in::since(tx, when)).expect("readable");
        assert_eq!(since(now() + 7.hours()), [(PersonId(1), now())].into());
        assert!(since(now() + 8.hours()).is_empty());
        let count = store.read(|tx| sign_in::attempts(tx, "hartley@hillside.example", now() - 1.minute()));
        assert_eq!(count.expect("readable"), 1);
    });
}

#[test]
fn attempts_and_sign_ins_that_are_over_are_forgotten() {
    on_both(|store| {
        hillside(store);
        store
            .write(|tx| {
                person::add(tx, &hartley())?;
                sign_in::add(tx, &signed_in())?;
                sign_in::add_attempt(tx, "x", now())?;
                sign_in::tidy(tx, now() + 8.hours(), now() + 1.second())
            })
            .expect("writable");
        store
            .write(|tx| {
                sign_in::add(tx, &sign_in::SignIn { token_hash: [8; 32], ..signed_in() })?;
                sign_in::end(tx, [8; 32])
            })
            .expect("writable");
        assert_eq!(store.read(|tx| sign_in::find(tx, [8; 32], now())).expect("readable"), None);
        let kept = store.read(|tx| sign_in::find(tx, [7; 32], now())).expect("readable");
        let counted = store.read(|tx| sign_in::attempts(tx, "x", now() - 1.hour())).expect("readable");
        assert_eq!((kept, counted), (None, 0));
    });
}

#[test]
fn a_new_password_ends_every_sign_in() {
    on_both(|store| {
        hillside(store);
        let ended = store.write(|tx| {
            person::add(tx, &hartley())?;
            sign_in::add(tx, &signed_in())?;
            sign_in::add(tx, &sign_in::SignIn { token_hash: [8; 32], ..signed_in() })?;
            person::set_password(tx, PersonId(1), "another")?;
            sign_in::end_all(tx, PersonId(1))
        });
        assert_eq!(ended.expect("writable"), 2);
        let person = store.read(|tx| person::find(tx, PersonId(1))).expect("readable").expect("added");
        assert_eq!(person.password_hash, "another");
        let nobody = store.write(|tx| person::set_password(tx, PersonId(2), "x")).expect_err("nobody").to_string();
        assert_eq!(nobody, "setting a password changed 0 rows instead of 1: nothing was saved");
    });
}

#[test]
fn a_changed_post_takes_the_place_of_the_old_one() {
    on_both(|store| {
        hillside(store);
        let officer = |id| person::Person {
            actor: Actor {
                person: PersonId(id),
                name: "Abdul Rahman".into(),
                role: Role::AuthorityOfficer,
                school: None,
                groups: vec![],
            },
            email: format!("Officer{id}@authority.example"),
            password_hash: "hash".into(),
        };
        let moved = Actor { groups: vec![GroupId(12), GroupId(13)], name: "Mrs Hartley".into(), ..hartley().actor };
        let saved = moved.clone();
        let next = store.write(move |tx| {
            person::add(tx, &hartley())?;
            person::add(tx, &officer(5))?;
            person::change(tx, &saved)?;
            person::next_id(tx)
        });
        assert_eq!(next.expect("writable"), PersonId(6));
        let people = store.read(|tx| person::list(tx, None, 10)).expect("readable");
        let listed: Vec<_> = people.iter().map(|person| (person.email.as_str(), &person.actor)).collect();
        assert_eq!(listed, [("officer5@authority.example", &officer(5).actor), ("hartley@hillside.example", &moved)]);
        assert_eq!(store.read(|tx| person::list(tx, Some(SchoolId(1)), 10)).expect("readable").len(), 1);
        assert_eq!(store.read(|tx| person::teachers(tx, GroupId(13))).expect("readable"), ["Mrs Hartley"]);
        let of_school = store.read(|tx| person::teachers_of_school(tx, SchoolId(1))).expect("readable");
        assert_eq!(of_school.len(), 2);
        assert!(store.write(move |tx| person::add(tx, &officer(5))).is_err());
    });
}

#[test]
fn what_somebody_looks_after_takes_the_place_of_what_they_did_before() {
    on_both(|store| {
        hillside(store);
        let written = store.write::<(), store::StoreError>(|tx| {
            person::add(tx, &hartley())?;
            post::look_after_schools(tx, PersonId(1), &[SchoolId(1)])?;
            post::look_after_cohorts(tx, PersonId(1), &["in care".into(), "SEN Support".into()])?;
            post::look_after_cohorts(tx, PersonId(1), &["young carer".into()])
        });
        written.expect("writable");
        assert_eq!(store.read(|tx| post::schools(tx, PersonId(1))).expect("readable"), [SchoolId(1)]);
        assert_eq!(store.read(|tx| post::cohorts(tx, PersonId(1))).expect("readable"), ["young carer"]);
        assert_eq!(store.read(|tx| post::cohorts(tx, PersonId(2))).expect("readable"), Vec::<String>::new());
        let nowhere = store.write(|tx| post::look_after_schools(tx, PersonId(1), &[SchoolId(99)]));
        assert!(nowhere.is_err(), "a school that is not there");
    });
}
