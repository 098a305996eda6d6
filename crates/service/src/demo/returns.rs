//! What stands in the returns that the invented schools sent, and for which of them the officer has answered.

use domain::{
    Date,
    case::{Done, Event},
    clock,
    id::PupilId,
    permission::Role,
    returns::receipt_of,
    rule::{Kind, Rules, Source},
};
use jiff::ToSpan;

use super::staff::Staff;
use crate::{case::FROM_THE_RECORD, returns::is_to_authority};

/// After how many hours the officer answers.
const HOURS: i64 = 43;

/// A pupil in the words of a return.
pub(super) struct Said {
    /// `Dora Finch, 5 Hazel`.
    pub(super) class: String,
    /// `Dora Finch, 3 Mill Lane`.
    pub(super) address: String,
}

/// Fills in who each return is about, and answers for those sent by the third day before `day`.
pub(super) fn answer(
    (rules, staff, day): (&Rules, &Staff, Date),
    said: &dyn Fn(PupilId) -> Option<Said>,
    events: &mut Vec<Event>,
) {
    let last = day.saturating_sub(3.days());
    let mut receipts = Vec::new();
    for event in events.iter_mut() {
        let Done::Did { action, fields, .. } = &mut event.done else { continue };
        let Some(action) = rules.action(action).filter(|action| action.kind == Kind::Return) else { continue };
        let Some(said) = said(event.pupil) else { continue };
        let mut untouched: Vec<&str> = Vec::new();
        for part in &action.parts {
            let words = match part.filled_from {
                Some(Source::NameAndClass) => &said.class,
                Some(Source::NameAndAddress) => &said.address,
                _ => continue,
            };
            fields.push((part.head.name.clone(), words.clone()));
            untouched.push(&part.head.name);
        }
        if !untouched.is_empty() {
            fields.push((FROM_THE_RECORD.into(), untouched.join("; ")));
        }
        if is_to_authority(rules, action) && clock::local(event.at).date() <= last {
            let at = event.at.saturating_add(HOURS.hours()).unwrap_or(event.at);
            let by = staff.by(Role::AuthorityOfficer).clone();
            receipts.push(Event { at, by, done: receipt_of(event), note: String::new(), ..event.clone() });
        }
    }
    events.extend(receipts);
    events.sort_by_key(|event| event.at);
}
