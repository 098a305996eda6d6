//! The form that enters a parent or contact.

use axum::{extract::Path, response::Response};
use domain::{
    id::{ContactId, PupilId},
    pupil::Contact,
};
use service::{
    App,
    admission::{Shown, contact::Keep},
};

use super::{Address, Visit, answer, back, kept, pupil, reason, show, urls};
use crate::{
    error::Problem,
    form::Fields,
    pages::{
        admission::{FormPage, control},
        pupil::action::{Choice, Control, ControlShape},
    },
    reader::Reader,
};

/// Whose, and which of them.
type AddressOf = Path<(String, String)>;

pub(super) async fn page(visit: Visit, address: Address) -> Response {
    visit.answer(move |app, reader| open(app, reader, pupil(&address)?, None)).await
}

pub(super) async fn page_of(visit: Visit, address: AddressOf) -> Response {
    visit
        .answer(move |app, reader| {
            let (pupil, contact) = of(address)?;
            open(app, reader, pupil, Some(contact))
        })
        .await
}

pub(super) async fn enter(visit: Visit, address: Address, fields: Fields) -> Response {
    visit.answer(move |app, reader| save(app, reader, (pupil(&address)?, None), &fields)).await
}

pub(super) async fn enter_of(visit: Visit, address: AddressOf, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            let (pupil, contact) = of(address)?;
            save(app, reader, (pupil, Some(contact)), &fields)
        })
        .await
}

fn of(Path((whose, contact)): AddressOf) -> Result<(PupilId, ContactId), Problem> {
    let contact = contact.parse().map(ContactId).map_err(|_| Problem::NotFound)?;
    Ok((pupil(&Path(whose))?, contact))
}

fn open(app: &App, reader: &Reader, pupil: PupilId, contact: Option<ContactId>) -> Result<Response, Problem> {
    let shown = kept(app, reader, pupil)?;
    Ok(show(reader, title(contact), form(&shown, contact)?))
}

const fn title(contact: Option<ContactId>) -> &'static str {
    if contact.is_some() { "Change a parent or contact" } else { "Add a parent or contact" }
}

/// The words of the choices of a contact.
const PARENT: &str = "parent";
const LIVES_WITH: &str = "lives-with";
const PROTECTED: &str = "protected";

fn form(shown: &Shown, contact: Option<ContactId>) -> Result<FormPage, Problem> {
    let pupil = shown.pupil.id;
    let known = match contact {
        Some(contact) => {
            let found = shown.record.contacts.iter().find(|known| known.id == contact);
            Some(found.ok_or(Problem::NotFound)?)
        }
        None => None,
    };
    let mut controls = controls(known, shown.may_see_protected);
    if known.is_some() {
        let of = vec![Choice {
            value: "yes".into(),
            text: "No longer a parent or contact to ring".into(),
            hint: String::new(),
        }];
        controls.push(control(
            "gone",
            "Leave out",
            "What was recorded about them stays.",
            ControlShape::Any { of },
            "",
        ));
    }
    controls.push(reason());
    Ok(FormPage {
        back: back(pupil),
        who: shown.record.full_name(),
        lede: vec![
            "A parent is everybody who is one by birth, has parental responsibility, or has the care of the child."
                .into(),
        ],
        errors: Vec::new(),
        action: contact.map_or_else(|| urls::contacts(pupil), |contact| urls::contact(pupil, contact)),
        hidden: Vec::new(),
        controls,
        button: "Enter it".into(),
    })
}

fn controls(known: Option<&Contact>, may_see_protected: bool) -> Vec<Control> {
    let line = || ControlShape::Line { known: Vec::new() };
    let text = |read: fn(&Contact) -> &String| known.map(read).cloned().unwrap_or_default();
    let is_hidden = known.is_some_and(|contact| contact.is_protected) && !may_see_protected;
    let address = if is_hidden { String::new() } else { text(|contact| &contact.address) };
    let address_hint = match is_hidden {
        true => "Protected, so it is not shown here. Left empty, it stays as it is.",
        false => "Where letters go.",
    };
    let order = known.map(|contact| contact.order.to_string()).unwrap_or_default();
    let choice =
        |value: &str, text: &str, hint: &str| Choice { value: value.into(), text: text.into(), hint: hint.into() };
    let of = vec![
        choice(PARENT, "A parent as the law means it", ""),
        choice(LIVES_WITH, "The pupil normally lives with them", ""),
        choice(
            PROTECTED,
            "The address is protected",
            "Shown to nobody who need not see it, and never in a letter to another parent.",
        ),
    ];
    let is = |value: &str, yes: fn(&Contact) -> bool| known.is_some_and(yes).then(|| value.to_owned());
    let chosen = [
        is(PARENT, |contact| contact.is_parent),
        is(LIVES_WITH, |contact| contact.lives_with),
        is(PROTECTED, |contact| contact.is_protected),
    ];
    let kinds = Control::new("is", "What holds of them", "", ControlShape::Any { of });
    vec![
        control("name", "Full name", "", line(), &text(|contact| &contact.name)),
        control(
            "relationship",
            "What they are to the pupil",
            "Such as mother or grandfather.",
            line(),
            &text(|contact| &contact.relationship),
        ),
        control("phone", "Telephone", "", line(), &text(|contact| &contact.phone)),
        control("email", "E-mail", "", line(), &text(|contact| &contact.email)),
        control("address", "Address", address_hint, line(), &address),
        Control { values: chosen.into_iter().flatten().collect(), ..kinds },
        control(
            "order",
            "Place in the order of ringing",
            "1 is rung first. Empty puts them last.",
            ControlShape::Number { unit: String::new() },
            &order,
        ),
    ]
}

fn save(
    app: &App,
    reader: &Reader,
    (pupil, contact): (PupilId, Option<ContactId>),
    fields: &Fields,
) -> Result<Response, Problem> {
    reader.check(fields)?;
    let shown = kept(app, reader, pupil)?;
    let form = form(&shown, contact)?;
    let gone = contact.filter(|_| fields.text("gone") == "yes");
    let entered = match gone {
        Some(contact) => service::admission::contact::retire(app, &reader.actor, pupil, contact, fields.text("reason")),
        None => service::admission::contact::keep(app, &reader.actor, pupil, &typed(contact, fields)),
    };
    answer(reader, title(contact), (form, fields), entered.map(|()| urls::record(pupil)))
}

fn typed(id: Option<ContactId>, fields: &Fields) -> Keep {
    let text = |name: &str| fields.text(name).to_owned();
    let is = |value: &str| fields.all("is").any(|chosen| chosen == value);
    Keep {
        id,
        order: fields.text("order").parse().ok(),
        name: text("name"),
        relationship: text("relationship"),
        phone: text("phone"),
        email: text("email"),
        is_parent: is(PARENT),
        lives_with: is(LIVES_WITH),
        address: text("address"),
        is_protected: is(PROTECTED),
        reason: text("reason"),
    }
}
