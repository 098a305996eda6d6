//! Who is on site now: a list to call out in the yard, on paper or on a phone; and signing children out and back in.

use domain::{Time, id::PupilId};
use serde::Serialize;

use crate::{
    form::{self, Fields, FormError},
    link::{Button, Link},
    words,
};

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct OnSitePage {
    /// What keeps a form from being saved.
    pub errors: Vec<FormError>,
    /// `126 on site, 30 to look for, 14 not here`.
    pub summary: String,
    /// The children by class.
    pub groups: Vec<GroupList>,
    /// Why there is nobody; empty when there is.
    pub empty: String,
    /// Who is signed out and not back.
    pub out: Vec<Out>,
    /// The form that signs a child out, when the reader may.
    pub leave: Option<Leave>,
}

/// One class.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GroupList {
    /// Its name.
    pub name: String,
    /// Where its register is taken, while it is not.
    pub register: Option<Link>,
    /// On site, by name.
    pub here: Vec<Child>,
    /// Nobody has said: their register is not taken.
    pub not_known: Vec<Child>,
    /// Not here, each with why.
    pub away: Vec<String>,
}

/// A child to call out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Child {
    /// Their number, in the name of the box to tick.
    pub id: i64,
    /// What they are called.
    pub name: String,
    /// `since 09:40`, for somebody who came late or back; may be empty.
    pub since: String,
}

/// A child who is signed out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Out {
    /// Who.
    pub who: Link,
    /// `10:42, dentist, with her mother`.
    pub words: String,
    /// The button that signs them back in, when the reader may.
    pub back: Option<Button>,
}

/// The form that signs a child out.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Leave {
    /// What was typed to find the child.
    pub sought: String,
    /// The children found.
    pub found: Vec<Found>,
    /// Why none was found; empty when some were.
    pub none: String,
    /// When, as typed.
    pub time: String,
    /// Why, as typed.
    pub reason: String,
    /// With whom, as typed.
    pub companion: String,
    /// The error beside the time.
    pub time_error: String,
    /// The error beside the reason.
    pub reason_error: String,
    /// The error beside the companion.
    pub companion_error: String,
}

/// A child found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Found {
    /// Their number.
    pub id: i64,
    /// What they are called, with their class.
    pub name: String,
    /// Whether they are the one chosen.
    pub is_chosen: bool,
}

impl Leave {
    /// The form before anything is typed.
    pub fn at(now: Time) -> Leave {
        Leave { time: words::time(now), ..Leave::default() }
    }

    /// The form after a search.
    #[must_use]
    pub fn finding(self, sought: &str, mut found: Vec<Found>) -> Leave {
        let none = match (sought.is_empty(), found.is_empty()) {
            (false, true) => "Nobody on the roll today fits. Try fewer letters, or the class.",
            _ => "",
        };
        if let [only] = found.as_mut_slice() {
            only.is_chosen = true;
        }
        Leave { sought: sought.into(), found, none: none.into(), ..self }
    }

    /// The form after a try that failed, with what was typed.
    #[must_use]
    pub fn again(self, fields: &Fields, errors: &[FormError]) -> Leave {
        let chosen = fields.number("pupil");
        let error = |field: &str| form::message(errors, field).unwrap_or_default();
        let found = self.found.into_iter().map(|one| Found { is_chosen: Some(one.id) == chosen, ..one }).collect();
        Leave {
            found,
            time: fields.text("time").into(),
            reason: fields.text("reason").into(),
            companion: fields.text("companion").into(),
            time_error: error("time"),
            reason_error: error("reason"),
            companion_error: error("companion"),
            ..self
        }
    }
}

/// A child who leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leaving {
    /// Who.
    pub pupil: PupilId,
    /// When.
    pub time: Time,
    /// Why.
    pub reason: String,
    /// With whom.
    pub companion: String,
}

impl Leaving {
    /// Reads the form, or says what is wrong.
    pub fn parse(fields: &Fields) -> Result<Leaving, Vec<FormError>> {
        let (pupil, time) = (fields.number("pupil").map(PupilId), form::time(fields.text("time")));
        let (reason, companion) = (fields.text("reason"), fields.text("companion"));
        let faults = [
            (pupil.is_none(), "find", "Choose the child who leaves"),
            (time.is_none(), "time", "Enter the time at which the child leaves, such as 11:20"),
            (reason.is_empty(), "reason", "Say why the child leaves"),
            (companion.is_empty(), "companion", "Say with whom the child leaves, or that it is alone"),
        ];
        let errors: Vec<FormError> =
            faults.iter().filter(|(is, ..)| *is).map(|(_, field, text)| FormError::new(field, *text)).collect();
        match (pupil, time, errors.is_empty()) {
            (Some(pupil), Some(time), true) => {
                Ok(Leaving { pupil, time, reason: reason.into(), companion: companion.into() })
            }
            _ => Err(errors),
        }
    }
}

#[cfg(test)]
mod tests {
    use domain::permission::Role;

    use super::*;
    use crate::{
        frame::{self, Section},
        templates::sample,
        urls,
    };

    fn child(id: i64, name: &str, since: &str) -> Child {
        Child { id, name: name.into(), since: since.into() }
    }

    fn page() -> OnSitePage {
        let found = Found { id: 7, name: "Ellis Hargreaves, 5 Hazel".into(), is_chosen: false };
        OnSitePage {
            summary: "2 on site, 1 to look for, 1 not here".into(),
            groups: vec![GroupList {
                name: "5 Hazel".into(),
                register: Some(Link::new("Take the register", urls::registers())),
                here: vec![child(1, "Amara Osei", ""), child(2, "Dora Finch", "since 09:40")],
                not_known: vec![child(3, "Maya Lund", "")],
                away: vec!["Ellis Hargreaves: signed out 10:42".into()],
            }],
            out: vec![Out {
                who: Link::new("Ellis Hargreaves", urls::pupil(PupilId(7))),
                words: "10:42, dentist, with her mother".into(),
                back: Some(Button::send("Sign back in", "Ellis Hargreaves", urls::on_site::back(), Vec::new())),
            }],
            leave: Some(Leave { time: "10:42".into(), ..Leave::default() }.finding("ell", vec![found])),
            ..OnSitePage::default()
        }
    }

    #[test]
    fn the_list_is_made_from_its_sample_with_a_box_to_tick_for_everybody_to_call() {
        let frame = frame::sample("On site now", Section::Board, Role::Office);
        let html = sample::render(&frame, "on_site/on_site.html", &page());
        assert_eq!(html.matches("type=\"checkbox\"").count(), 3, "those here and those to look for");
        assert!(html.contains("since 09:40") && html.contains("signed out 10:42"));
        let nobody = OnSitePage { empty: "Nobody is on the roll today.".into(), ..OnSitePage::default() };
        let html =
            sample::render(&frame::sample("Nobody", Section::Board, Role::Teacher), "on_site/on_site.html", &nobody);
        assert!(html.contains("Nobody is on the roll today.") && !html.contains("Sign a child out"));
    }

    #[test]
    fn what_is_missing_of_a_child_who_leaves_is_said_field_by_field() {
        let errors = Leaving::parse(&Fields::new([("time", "soon")])).expect_err("nothing is right");
        assert_eq!(
            errors.iter().map(|error| error.href.as_str()).collect::<Vec<_>>(),
            ["#find", "#time", "#reason", "#companion"]
        );
        let typed = [("pupil", "7"), ("time", "1120"), ("reason", "Dentist"), ("companion", "Mother")];
        assert!(Leaving::parse(&Fields::new(typed)).is_ok());
    }
}
