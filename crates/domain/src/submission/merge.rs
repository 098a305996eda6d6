//! Merging what was submitted on a device with what others did meanwhile: per pupil, from what the person saw, what they
//! submitted, and what stands now. Nothing that somebody else chose is overwritten, and where two people disagree neither
//! is right until a person says so.

use alloc::{collections::BTreeMap, string::String, vec::Vec};

use jiff::Timestamp;

use super::{Open, Why};
use crate::{
    act::{Act, Mark},
    code::{Class, Code, CodeTable, Role},
    id::PupilId,
    log::Entry,
    register::Given,
    session::Session,
};

#[cfg(test)]
mod tests;

/// A mark that stands, with the act that set it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The number of that entry in the log.
    pub entry: i64,
    /// What was done.
    pub act: Act,
    /// By whom.
    pub by: String,
    /// When.
    pub at: Timestamp,
    /// The mark.
    pub mark: Mark,
}

/// The marks of one session that stand after some entries of the log.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stands(BTreeMap<PupilId, Standing>);

impl Stands {
    /// What stands for `session` after those of `entries`, which come in order, whose number `counts`.
    pub fn after(entries: &[Entry], session: Session, counts: impl Fn(i64) -> bool) -> Stands {
        let mut stands = BTreeMap::new();
        for entry in entries.iter().filter(|entry| counts(entry.number)) {
            for mark in entry.what.marks.iter().filter(|mark| mark.session == session) {
                let standing = Standing {
                    entry: entry.number,
                    act: entry.what.act.clone(),
                    by: entry.what.by.name.clone(),
                    at: entry.what.at,
                    mark: mark.clone(),
                };
                stands.insert(mark.pupil, standing);
            }
        }
        Stands(stands)
    }

    /// The mark of one pupil.
    pub fn get(&self, pupil: PupilId) -> Option<&Standing> {
        self.0.get(&pupil)
    }

    /// The code of one pupil.
    pub fn code(&self, pupil: PupilId) -> Option<Code> {
        self.get(pupil).map(|standing| standing.mark.code)
    }
}

/// What the person saw, and what stands now.
#[derive(Debug, Clone, Copy)]
pub struct Sides<'a> {
    /// What the person saw.
    pub base: &'a Stands,
    /// What stands now.
    pub now: &'a Stands,
}

/// What a submission is judged by.
#[derive(Clone, Copy)]
pub struct Terms<'a> {
    /// For which session.
    pub session: Session,
    /// The codes.
    pub codes: &'a CodeTable,
    /// Whether a mark may stand in a register as it was submitted.
    pub fits: &'a dyn Fn(&Given) -> bool,
}

/// What becomes of a submission. Every pupil of the group, and every pupil submitted, is in exactly one of the lists.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Merge {
    /// Marks to set.
    pub marks: Vec<Mark>,
    /// Marks that stand already as they were submitted.
    pub same: Vec<Mark>,
    /// Pupils of whom something newer stands that the submission does not speak against.
    pub stays: Vec<PupilId>,
    /// Pupils about whom a person has to decide.
    pub open: Vec<Open>,
}

impl Merge {
    /// The same, when the session is over and the register complete: then a mark that would change is an amendment.
    #[must_use]
    pub fn closed(mut self) -> Merge {
        self.open.extend(self.marks.drain(..).map(|mark| Open { pupil: mark.pupil, why: Why::Closed }));
        self
    }
}

/// Merges a register: `given` was submitted for a group that is `pupils` now.
pub fn register(pupils: &[PupilId], given: &[Given], sides: Sides<'_>, terms: Terms<'_>) -> Merge {
    let mut merge = Merge::default();
    for &pupil in pupils {
        match given.iter().find(|one| one.pupil == pupil) {
            Some(one) => place(&mut merge, one, sides, terms),
            None if sides.now.get(pupil).is_some() => merge.stays.push(pupil),
            None => merge.open.push(Open { pupil, why: Why::NoMark }),
        }
    }
    let strangers = given.iter().filter(|one| !pupils.contains(&one.pupil));
    merge.open.extend(strangers.map(|one| Open { pupil: one.pupil, why: Why::Left }));
    merge
}

/// Merges a late arrival.
pub fn arrival(given: &Given, sides: Sides<'_>, terms: Terms<'_>) -> Merge {
    let (base, now) = (sides.base.get(given.pupil), sides.now.get(given.pupil));
    let mark = mark(given, now, terms.session);
    let mut merge = Merge::default();
    match now {
        Some(now) if now.mark.code == given.code && now.mark.minutes_late == given.minutes_late => {
            merge.same.push(mark)
        }
        Some(now) if is_untouched(base, now) || is_absent_in_register(now, terms.codes) => merge.marks.push(mark),
        Some(_) => merge.open.push(Open { pupil: given.pupil, why: Why::Differs }),
        None => merge.marks.push(mark),
    }
    merge
}

/// Coming in is what ends an absence that a register found.
fn is_absent_in_register(now: &Standing, codes: &CodeTable) -> bool {
    let code = now.mark.code;
    matches!(now.act, Act::Taken { .. }) && is_absent(code, codes) && !is_late(code, codes)
}

impl Standing {
    const fn is_sign_in(&self) -> bool {
        matches!(self.act, Act::SignedIn)
    }
}

fn place(merge: &mut Merge, given: &Given, sides: Sides<'_>, terms: Terms<'_>) {
    let (base, now) = (sides.base.get(given.pupil), sides.now.get(given.pupil));
    let mark = mark(given, now, terms.session);
    match verdict(given, base, now, terms.codes) {
        Verdict::Same => merge.same.push(mark),
        Verdict::Stays => merge.stays.push(given.pupil),
        Verdict::Differs => merge.open.push(Open { pupil: given.pupil, why: Why::Differs }),
        Verdict::Set if (terms.fits)(given) => merge.marks.push(mark),
        Verdict::Set => merge.open.push(Open { pupil: given.pupil, why: Why::Refused }),
    }
}

fn mark(given: &Given, now: Option<&Standing>, session: Session) -> Mark {
    Mark {
        pupil: given.pupil,
        session,
        was: now.map(|now| now.mark.code),
        code: given.code,
        minutes_late: given.minutes_late,
        note: given.note.clone(),
    }
}

enum Verdict {
    Set,
    Same,
    Stays,
    Differs,
}

fn verdict(given: &Given, base: Option<&Standing>, now: Option<&Standing>, codes: &CodeTable) -> Verdict {
    let Some(now) = now else { return Verdict::Set };
    if is_exactly(given, &now.mark) {
        return Verdict::Same;
    }
    if is_untouched(base, now) {
        return Verdict::Set;
    }
    // What was typed is never dropped: a note that nobody has yet goes to a person.
    let has_new_note = !given.note.is_empty()
        && given.note != now.mark.note
        && base.is_none_or(|base| base.mark.note != given.note || base.mark.code != given.code);
    if has_new_note {
        return Verdict::Differs;
    }
    let is_unchanged = base.is_some_and(|base| is_exactly(given, &base.mark));
    let has_same_code = given.code == now.mark.code;
    let says_no_more = has_same_code && (given.minutes_late.is_none() || given.minutes_late == now.mark.minutes_late);
    // The office saw the child come in, and knows the minute.
    let is_signed_in = now.is_sign_in() && (has_same_code || is_holding(given.code, codes));
    let is_explained =
        is_holding(given.code, codes) && is_absent(now.mark.code, codes) && !is_late(now.mark.code, codes);
    if is_unchanged || says_no_more || is_signed_in || is_explained { Verdict::Stays } else { Verdict::Differs }
}

fn is_exactly(given: &Given, mark: &Mark) -> bool {
    given.code == mark.code && given.minutes_late == mark.minutes_late && given.note == mark.note
}

/// Whether nobody has set the mark since the person saw it.
fn is_untouched(base: Option<&Standing>, now: &Standing) -> bool {
    base.is_some_and(|base| base.entry == now.entry)
}

fn is_holding(code: Code, codes: &CodeTable) -> bool {
    codes.entry(code).is_some_and(|entry| entry.role == Role::ReasonNotKnown)
}

fn is_absent(code: Code, codes: &CodeTable) -> bool {
    codes.class(code).is_some_and(Class::is_absent)
}

/// Late codes are absences once the register has closed, but the child is in school.
fn is_late(code: Code, codes: &CodeTable) -> bool {
    codes.entry(code).is_some_and(|entry| entry.role.is_late())
}
