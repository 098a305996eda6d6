//! The families whose children are absent and who have not said why: one message to each.

use domain::{
    case::{Done, Event},
    id::PupilId,
    message::Channel,
    permission::{Actor, Permission, Place},
    pupil::{Contact, Pupil},
    session::Session,
};

use super::{ABSENT_TODAY, Write, write};
use crate::{App, Error, board, link::Purpose, standing};

/// A family with children who are absent without a reason.
#[derive(Debug, Clone)]
pub struct Family {
    /// The children.
    pub children: Vec<Pupil>,
    /// To whom a message would go, and how; nothing when no parent has a number or an address.
    pub to: Option<(Contact, Channel)>,
    /// What was written to them about this session, oldest first.
    pub messages: Vec<Event>,
    /// What they have said about it, latest first.
    pub replies: Vec<Event>,
}

impl Family {
    /// Whether a message to them helps: somebody can be written to, nobody was, and they have said nothing.
    pub fn is_open(&self) -> bool {
        self.to.is_some() && self.messages.is_empty() && self.replies.is_empty()
    }

    /// The message to them about `session`.
    fn write<'a>(&self, session: &'a [Session], pupils: &'a [PupilId]) -> Option<Write<'a>> {
        let (contact, channel) = self.to.as_ref()?;
        Some(Write {
            template: ABSENT_TODAY,
            channel: *channel,
            to: contact.id,
            pupils,
            about: session,
            link: Some(Purpose::Absence),
        })
    }
}

/// The families of the actor's school whose children are absent without a reason in the current session.
pub fn families(app: &App, by: &Actor) -> Result<(Session, Vec<Family>), Error> {
    by.require(Permission::LogContact, Place::Anywhere)?;
    let school = app.own_school(by)?;
    app.permit(by, Permission::LogContact, school.id)?;
    app.permit(by, Permission::SeeContacts, school.id)?;
    let session = app.current_session(school)?.ok_or(Error::NotFound("school day"))?;
    let standings = standing::of_school(app, school.id)?;
    let unexplained = board::unexplained(app, school, session, &standings)?;
    let families = unexplained.into_iter().map(|one| Family {
        children: one.children.into_iter().map(|child| child.pupil).collect(),
        to: reachable(&one.contacts),
        messages: one.messages,
        replies: one.replies,
    });
    Ok((session, families.collect()))
}

/// The message to a family as it would be sent, for the first that would get one.
pub fn sample(app: &App, by: &Actor, session: Session, families: &[Family]) -> Result<Option<String>, Error> {
    let Some(family) = families.iter().find(|family| family.is_open()) else { return Ok(None) };
    let pupils: Vec<PupilId> = family.children.iter().map(|child| child.id).collect();
    let Some(write) = family.write(&[session], &pupils).map(|write| super::preview(app, by, &write)) else {
        return Ok(None);
    };
    Ok(Some(write?.body))
}

/// Writes to the families of the children chosen, each family once. Gives how many messages were written; a family that was
/// written to, or that has answered, since the list was shown gets none.
pub fn write_to_families(app: &App, by: &Actor, chosen: &[PupilId]) -> Result<usize, Error> {
    let (session, families) = families(app, by)?;
    let mut written = 0;
    for family in families.iter().filter(|family| family.is_open()) {
        let pupils: Vec<PupilId> = family.children.iter().map(|child| child.id).collect();
        if !pupils.iter().any(|pupil| chosen.contains(pupil)) {
            continue;
        }
        if let Some(new) = family.write(&[session], &pupils) {
            write(app, by, &new)?;
            written += 1;
        }
    }
    Ok(written)
}

/// The first parent who can be written to: by text to a mobile telephone, else by e-mail.
fn reachable(contacts: &[Contact]) -> Option<(Contact, Channel)> {
    contacts.iter().filter(|contact| contact.is_parent).find_map(|contact| {
        let channel = if is_mobile(&contact.phone) {
            Channel::Text
        } else if contact.email.is_empty() {
            return None;
        } else {
            Channel::Email
        };
        Some((contact.clone(), channel))
    })
}

/// Whether a number is a mobile telephone of the United Kingdom, which can be sent a text.
fn is_mobile(phone: &str) -> bool {
    let digits: String = phone.chars().filter(char::is_ascii_digit).collect();
    digits.strip_prefix("44").or(digits.strip_prefix('0')).is_some_and(|rest| rest.starts_with('7') && rest.len() == 10)
}

/// What was written about any session that `is_of` names, oldest first.
pub(crate) fn about(history: &[Event], is_of: impl Fn(Session) -> bool) -> Vec<Event> {
    let is_ours = |event: &&Event| matches!(&event.done, Done::Messaged { about, .. } if about.iter().any(|session| is_of(*session)));
    history.iter().filter(is_ours).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::is_mobile;

    #[test]
    fn a_text_goes_to_a_mobile_telephone_only() {
        assert!(["07700 900011", "+44 7700 900011", "44 7700 900011"].into_iter().all(is_mobile));
        assert!(!["01632 960123", "07700 9000", "", "+1 202 555 0100"].into_iter().any(is_mobile));
    }
}
