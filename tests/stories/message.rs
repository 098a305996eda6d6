//! Messages to families: written once, kept, carried when a carrier takes them, and links that only we can make.

use std::sync::Mutex;

use domain::{
    case::Done,
    id::{ContactId, PersonId, SchoolId},
    message::{Channel, Delivery, NewMessage},
    permission::{Actor, Role},
    session::{Half, Session},
};
use post::{Carrier, CarryError, Progress};
use service::{
    link::{self, Link, Purpose},
    message::{self, ABSENT_TODAY, Write},
};

use crate::{
    hillside::{DAY, ELLIS},
    house::{House, on_both},
};

const MORNING: Session = Session::new(DAY, Half::Morning);

/// A carrier that answers one message after another with these, and then takes everything.
struct Answers(Mutex<Vec<Result<String, CarryError>>>);

impl Carrier for Answers {
    fn channel(&self) -> Channel {
        Channel::Text
    }

    fn carry(&self, _message: &NewMessage) -> Result<String, CarryError> {
        let mut answers = self.0.lock().expect("one at a time");
        if answers.is_empty() { Ok(String::from("taken")) } else { answers.remove(0) }
    }

    fn progress(&self, number: &str) -> Result<Progress, CarryError> {
        Ok(if number == "taken" { Progress::Delivered } else { Progress::Travelling })
    }
}

fn carriers(answers: Vec<Result<String, CarryError>>) -> Vec<Box<dyn Carrier>> {
    vec![Box::new(Answers(Mutex::new(answers)))]
}

fn office() -> Actor {
    let (person, school) = (PersonId(2), Some(SchoolId(1)));
    Actor { person, name: "Sam Office".into(), role: Role::Office, school, groups: Vec::new() }
}

fn asking(channel: Channel) -> Write<'static> {
    Write {
        template: ABSENT_TODAY,
        channel,
        to: ContactId(11),
        pupils: &[ELLIS],
        about: &[MORNING],
        link: Some(Purpose::Absence),
    }
}

fn became(house: &House) -> Vec<Delivery> {
    let kept = message::of_school(&house.app, &office(), SchoolId(1)).expect("the outbox");
    kept[0].became.iter().map(|(_, delivery)| delivery.clone()).collect()
}

#[test]
fn a_message_waits_is_tried_again_and_arrives_and_stands_in_the_case() {
    on_both(|house| {
        let id = message::write(&house.app, &office(), &asking(Channel::Text)).expect("written");
        let kept = message::find(&house.app, &office(), id).expect("kept");
        assert_eq!(kept.message.what.to, "07700 900011");
        assert!(kept.message.what.body.contains("Ellis is not at school"), "{}", kept.message.what.body);
        assert!(kept.became.is_empty());
        // Nobody carries text messages yet: it waits.
        assert_eq!(message::carry(&house.app, &[]).expect("a round").sent, 0);
        let busy = carriers(vec![Err(CarryError::Later("busy".into()))]);
        assert_eq!(message::carry(&house.app, &busy).expect("a round").delayed, 1);
        // Too early to try again; a minute later it goes.
        assert_eq!(message::carry(&house.app, &busy).expect("a round").sent, 0);
        house.at(DAY, "08:57");
        assert_eq!(message::carry(&house.app, &busy).expect("a round").sent, 1);
        assert_eq!(
            became(house),
            [
                Delivery::Taken,
                Delivery::Delayed("busy".into()),
                Delivery::Taken,
                Delivery::Sent("taken".into()),
                Delivery::Delivered
            ]
        );
        assert_eq!(message::carry(&house.app, &busy).expect("a round"), message::Carried::default());
        let history = house.store().read(|tx| store::case::of_pupil(tx, ELLIS)).expect("a case");
        let is_ours = |done: &Done| matches!(done, Done::Messaged { message, about, .. } if *message == id && *about == [MORNING]);
        assert!(history.iter().any(|event| is_ours(&event.done)));
    });
}

#[test]
fn a_message_goes_with_the_first_program_that_takes_it_and_not_twice() {
    on_both(|house| {
        let id = message::write(&house.app, &office(), &asking(Channel::Text)).expect("written");
        let at = house.app.now();
        let take = |known| house.store().write(move |tx| store::message::take(tx, id, known, at)).expect("asked");
        assert_eq!((take(0), take(0)), (true, false), "the second comes too late");
        // Another program has it: this one leaves it alone, until that has clearly been cut off.
        let all = carriers(Vec::new());
        assert_eq!(message::carry(&house.app, &all).expect("a round"), message::Carried::default());
        house.at(DAY, "09:12");
        assert_eq!(message::carry(&house.app, &all).expect("a round").sent, 1);
    });
}

#[test]
fn a_message_that_is_refused_for_good_is_not_tried_again() {
    on_both(|house| {
        message::write(&house.app, &office(), &asking(Channel::Text)).expect("written");
        let never = carriers(vec![Err(CarryError::Never("no such number".into()))]);
        assert_eq!(message::carry(&house.app, &never).expect("a round").failed, 1);
        house.at(DAY, "15:00");
        assert_eq!(message::carry(&house.app, &never).expect("a round"), message::Carried::default());
        assert_eq!(became(house), [Delivery::Taken, Delivery::Failed("no such number".into())]);
    });
}

#[test]
fn a_message_is_stopped_when_its_parent_is_no_contact_or_its_child_has_left() {
    on_both(|house| {
        let stops = [
            ("delete from contacts where id = 11", "whom it was for is no longer a contact of the child"),
            ("update enrolments set until_day = '2026-11-20' where pupil_id = 1", "the child is no longer on the roll"),
        ];
        for (change, why) in stops {
            // The second message goes to the other parent.
            let to = if change.starts_with("delete") { ContactId(11) } else { ContactId(12) };
            message::write(&house.app, &office(), &Write { to, ..asking(Channel::Text) }).expect("written");
            house.store().write(move |tx| tx.exec(change, &[])).expect("changed");
            assert_eq!(message::carry(&house.app, &carriers(Vec::new())).expect("a round").stopped, 1);
            assert_eq!(became(house), [Delivery::Stopped(why.into())]);
        }
    });
}

#[test]
fn a_message_to_nobody_known_or_by_somebody_without_the_post_is_refused() {
    on_both(|house| {
        let stranger = Write { to: ContactId(999), ..asking(Channel::Email) };
        assert!(message::write(&house.app, &office(), &stranger).is_err());
        let governor = Actor { role: Role::Governor, ..office() };
        assert!(message::write(&house.app, &governor, &asking(Channel::Email)).is_err());
        assert!(message::of_school(&house.app, &office(), SchoolId(1)).expect("the outbox").is_empty());
    });
}

#[test]
fn a_link_opens_for_its_parent_until_its_day_and_for_no_other() {
    on_both(|house| {
        let until = link::until(house.app.now(), 14);
        let made = Link { purpose: Purpose::Absence, pupil: ELLIS, contact: ContactId(11), until };
        let text = link::sign(&house.app, &made).expect("signed");
        assert_eq!(link::read(&house.app, &text).expect("read"), Some(made));
        assert_eq!(link::read(&house.another(), &text).expect("another server knows it"), Some(made));
        let changed = [
            text.replacen(".11.", ".21.", 1),
            text.replacen("absence", "leave", 1),
            text[1..].to_owned(),
            String::new(),
        ];
        for other in changed {
            assert_eq!(link::read(&house.app, &other).expect("read"), None, "{other}");
        }
        let stranger = Link { contact: ContactId(999), ..made };
        let text_of_stranger = link::sign(&house.app, &stranger).expect("signed");
        assert_eq!(link::read(&house.app, &text_of_stranger).expect("read"), None);
        house.at(until.tomorrow().expect("a day"), "08:55");
        assert_eq!(link::read(&house.app, &text).expect("read"), None);
    });
}
