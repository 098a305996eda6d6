//! Parents, in the wide sense of the law, and others who are rung about a pupil.

use domain::{
    admission::{Act, Fact, Fault, contact_faults},
    id::{ContactId, PupilId},
    permission::{Actor, Permission, Place},
    pupil::Contact,
};

use super::{New, enter, kept};
use crate::{App, Error};

/// The highest place in the order of ringing.
const LAST_PLACE: u8 = 20;

/// A parent or contact as they were typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Keep {
    /// Who; nothing for somebody new.
    pub id: Option<ContactId>,
    /// The place in the order of ringing, from 1; nothing puts them last.
    pub order: Option<u8>,
    /// Their name.
    pub name: String,
    /// What they are to the pupil.
    pub relationship: String,
    /// Their telephone number.
    pub phone: String,
    /// Their e-mail address.
    pub email: String,
    /// Whether they are a parent as the law means it.
    pub is_parent: bool,
    /// Whether the pupil normally lives with them.
    pub lives_with: bool,
    /// Their address.
    pub address: String,
    /// Whether nobody else may come to know it.
    pub is_protected: bool,
    /// Why it is entered.
    pub reason: String,
}

/// Enters a parent or contact, or what is different about one.
pub fn keep(app: &App, by: &Actor, pupil: PupilId, form: &Keep) -> Result<(), Error> {
    let pupil = kept(app, by, pupil)?;
    let may_see = by.may(Permission::SeeProtected, Place::School(pupil.school));
    let (form, id) = (form.clone(), pupil.id);
    let new = New { act: Act::Change, from: app.today(), reason: form.reason.clone() };
    enter(app, by, &pupil, new, move |tx, record| {
        let known = match form.id {
            Some(contact) => {
                let found = record.contacts.iter().find(|known| known.id == contact);
                Some(found.ok_or(Error::NotFound("contact"))?)
            }
            None => None,
        };
        let mut contact = typed(&form, id, record.contacts.len());
        match known {
            Some(known) => {
                contact.id = known.id;
                if known.is_protected && !may_see && contact.address.is_empty() {
                    contact.address.clone_from(&known.address);
                }
            }
            None => contact.id = store::contact::next_id(tx)?,
        }
        let mut faults = contact_faults(&contact);
        if form.reason.trim().is_empty() {
            faults.push(Fault::NoReason);
        }
        if known == Some(&contact) && faults.is_empty() {
            faults.push(Fault::Nothing);
        }
        if faults.is_empty() { Ok(vec![Fact::Contact(contact)]) } else { Err(Error::Admission(faults)) }
    })
}

fn typed(form: &Keep, pupil: PupilId, known: usize) -> Contact {
    let text = |text: &str| text.trim().to_owned();
    let last = u8::try_from(known + 1).unwrap_or(LAST_PLACE);
    Contact {
        id: ContactId(0),
        pupil,
        order: form.order.unwrap_or(last).clamp(1, LAST_PLACE),
        name: text(&form.name),
        relationship: text(&form.relationship),
        phone: text(&form.phone),
        email: text(&form.email),
        is_parent: form.is_parent,
        lives_with: form.lives_with,
        address: text(&form.address),
        is_protected: form.is_protected,
    }
}

/// Enters that somebody is no longer a parent or contact to ring. What was recorded about them stays.
pub fn retire(app: &App, by: &Actor, pupil: PupilId, contact: ContactId, reason: &str) -> Result<(), Error> {
    let pupil = kept(app, by, pupil)?;
    if reason.trim().is_empty() {
        return Err(Error::Admission(vec![Fault::NoReason]));
    }
    let new = New { act: Act::Change, from: app.today(), reason: reason.to_owned() };
    enter(app, by, &pupil, new, move |_, record| {
        let is_known = record.contacts.iter().any(|known| known.id == contact);
        if is_known { Ok(vec![Fact::ContactGone(contact)]) } else { Err(Error::NotFound("contact")) }
    })
}
