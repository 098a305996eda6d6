//! A name taken off the register: the grounds of the law, then the form of one with everything that it asks.

use axum::response::Response;
use domain::{
    Date,
    admission::{Answer, Asked, Condition, DeletionFault, Ground, Proof},
    id::PupilId,
    permission::Role,
    rule::slug,
};
use service::{
    App,
    admission::deletion::{Asking, asking},
    returns::LEAVER,
};

use super::{Address, Visit, answer, back, date_of, day, pupil, show, urls};
use crate::{
    error::Problem,
    form::{Fields, typed_day},
    frame::Section,
    link::Link,
    pages::{
        admission::{FormPage, GroundLine, GroundsPage, control},
        pupil::action::{Choice, Control, ControlShape},
    },
    reader::Reader,
    words,
};

pub(super) async fn page(visit: Visit, address: Address, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            let asking = asking(app, &reader.actor, pupil(&address)?)?;
            match fields.text("ground") {
                "" => Ok(grounds(reader, &asking)),
                paragraph => {
                    let form = form(app, &asking, paragraph).ok_or(Problem::NotFound)?;
                    Ok(show(reader, &title(paragraph), form))
                }
            }
        })
        .await
}

pub(super) async fn enter(visit: Visit, address: Address, fields: Fields) -> Response {
    visit.answer(move |app, reader| save(app, reader, pupil(&address)?, &fields)).await
}

fn title(paragraph: &str) -> String {
    format!("Delete the name under {paragraph}")
}

fn grounds(reader: &Reader, asking: &Asking) -> Response {
    let pupil = asking.pupil.id;
    let line = |(ground, _): &(Ground, Vec<Option<String>>)| GroundLine {
        paragraph: Link::new(&ground.paragraph, urls::deletion_under(pupil, &ground.paragraph)),
        words: ground.words.clone(),
        decided_by: decided_by(ground),
    };
    let view = GroundsPage {
        back: back(pupil),
        who: asking.pupil.name(),
        closed: asking
            .until
            .map(|day| format!("The name stands to the end of {} and is deleted then.", date_of(day)))
            .unwrap_or_default(),
        grounds: asking.grounds.iter().map(line).collect(),
        transfer: Link::new("Make the common transfer file", crate::urls::transfer::of_pupil(pupil)),
        enquire: Link::new("Record a joint enquiry with the authority", urls::enquiries(pupil)),
        report: Link::new("Send it", crate::urls::action(pupil, "england", &slug(LEAVER))),
        reported: asking
            .returned
            .map(|day| format!("The return about the leaver was sent on {}.", date_of(day)))
            .unwrap_or_default(),
    };
    reader.show(&reader.frame("Delete the name", Some(Section::Pupils)), "admission/grounds.html", view)
}

fn decided_by(ground: &Ground) -> String {
    let roles: Vec<String> = ground.decided_by.iter().map(|role: &Role| role.words().to_owned()).collect();
    format!("Decided by the {}.", words::either(&roles))
}

/// The form of one ground; nothing when there is none with this paragraph.
fn form(app: &App, asking: &Asking, paragraph: &str) -> Option<FormPage> {
    let (ground, found) = asking.grounds.iter().find(|(ground, _)| ground.paragraph == paragraph)?;
    let pupil = asking.pupil.id;
    let hint = "Today or later. The name stands to the end of that day.";
    let mut controls = vec![control("on", "Day of deletion", hint, ControlShape::Day, &app.today().to_string())];
    for (condition, found) in ground.conditions.iter().zip(found) {
        controls.push(asked(condition, found.as_deref(), asking.returned));
    }
    Some(FormPage {
        back: Link::new("The grounds", urls::deletion(pupil)),
        who: asking.pupil.name(),
        lede: vec![format!("{}. {}", ground.words, decided_by(ground))],
        errors: Vec::new(),
        action: urls::deletion(pupil),
        hidden: vec![(String::from("ground"), ground.paragraph.clone())],
        controls,
        button: "Delete the name".into(),
    })
}

/// What is asked of a person about a condition; of one that the registers answer, what they say.
fn asked(condition: &Condition, found: Option<&str>, returned: Option<Date>) -> Control {
    let name = condition.name.as_str();
    match condition.asked {
        Asked::Return => {
            let hint = match returned {
                Some(_) => "It was sent on this day.",
                None => {
                    "No later than the day of deletion. Send it from the page of the grounds, or say when it went in another way."
                }
            };
            let day = returned.map(|day| day.to_string()).unwrap_or_default();
            control(name, &condition.words, hint, ControlShape::Day, &day)
        }
        Asked::CompulsoryAge | Asked::OtherAge | Asked::Absence { .. } | Asked::Enquiry => {
            let said = format!("The registers say: {}. Nothing is to be filled in.", found.unwrap_or("nothing"));
            let of = vec![Choice { value: "seen".into(), text: "I have read it".into(), hint: String::new() }];
            Control::new(name, &condition.words, &said, ControlShape::Any { of })
        }
        Asked::Evidence | Asked::EvidenceInSpecialSchool | Asked::EvidenceOfCohorts(_) => {
            let hint = "What shows it: who said it, which paper, from which day. Left empty, it is not so.";
            control(name, &condition.words, hint, ControlShape::Area, "")
        }
    }
}

fn save(app: &App, reader: &Reader, pupil: PupilId, fields: &Fields) -> Result<Response, Problem> {
    reader.check(fields)?;
    let asking = asking(app, &reader.actor, pupil)?;
    let paragraph = fields.text("ground").to_owned();
    let Some(form) = form(app, &asking, &paragraph) else {
        let fault = service::Error::Deletion(vec![DeletionFault::NoGround]);
        return Err(fault.into());
    };
    let of_ground = asking.grounds.iter().find(|(ground, _)| ground.paragraph == paragraph);
    let conditions = of_ground.map(|(ground, _)| ground.conditions.as_slice()).unwrap_or_default();
    let answers = conditions.iter().map(|condition| {
        let text = fields.text(&condition.name);
        let day = typed_day(text).filter(|_| condition.asked == Asked::Return);
        let evidence = day.map_or_else(|| text.to_owned(), |day| day.to_string());
        Answer { condition: condition.name.clone(), is_so: !text.is_empty(), evidence }
    });
    let proof = Proof { paragraph: paragraph.clone(), on: day(fields, "on"), answers: answers.collect() };
    let deleted = service::admission::deletion::delete(app, &reader.actor, pupil, &proof);
    answer(reader, &title(&paragraph), (form, fields), deleted.map(|()| urls::record(pupil)))
}
