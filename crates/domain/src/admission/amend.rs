//! What may be entered about a pupil, and what is wrong with what was typed.

use alloc::{format, string::String, vec::Vec};

use jiff::civil::Date;

use super::{Fact, Particular, Record};
use crate::{
    pupil::Contact,
    upn::{Upn, UpnError},
};

/// Particulars to be entered, as they were typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amendment {
    /// Each with its new value; those that are as they were say nothing.
    pub values: Vec<(Particular, String)>,
    /// The day from which they are true.
    pub from: Date,
    /// Why they change.
    pub reason: String,
}

/// What an amendment is judged by.
#[derive(Debug, Clone, Copy)]
pub struct Stand<'a> {
    /// The register as it is.
    pub record: &'a Record,
    /// The day.
    pub today: Date,
}

/// Why something cannot be entered in the admission register.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// A particular that nobody can be without.
    #[error("{} cannot be empty: the law wants it of every pupil", .0.label())]
    Needed(Particular),
    /// Neither F nor M.
    #[error("`{0}` is not a sex that the register has: choose female or male")]
    Sex(String),
    /// No day, or one that has not come.
    #[error("`{0}` is not a birthday: write the day as 3 May 2017")]
    Born(String),
    /// The number is not one.
    #[error("{1}")]
    Upn(Particular, UpnError),
    /// Another pupil has it.
    #[error("another pupil has the unique pupil number {0}: look there first, it may be the same child")]
    UpnTaken(String),
    /// A day after today.
    #[error(
        "this is entered when it is true, and {} has not come: a move that is planned has places of its own, the future address and the future school", super::said(*.0)
    )]
    Future(Date),
    /// No day could be read.
    #[error("say from which day it is true, such as 24 November 2026")]
    NoDay(&'static str),
    /// Nothing is different.
    #[error("nothing is different from what the register says: change what is to be entered")]
    Nothing,
    /// Nobody says why.
    #[error("say why it is entered: the register keeps the reason with your name and the day")]
    NoReason,
    /// A contact without a name.
    #[error("give the name of the parent or contact")]
    NoName,
    /// It is not said what they are to the pupil.
    #[error("say what they are to the pupil, such as mother, grandfather or neighbour")]
    NoRelationship,
    /// No telephone number.
    #[error("`{0}` is not a telephone number: write digits and spaces, such as 01632 960123")]
    Phone(String),
    /// No address of electronic mail.
    #[error("`{0}` is not an e-mail address: write it as name@home.example, or leave it empty")]
    Email(String),
    /// Another school has the pupil on its register.
    #[error("the pupil is on the register of {0}: choose a dual registration, or wait until the name comes off there")]
    Elsewhere(String),
    /// The other school is not named.
    #[error("name the other school: a dual registration and a guest have one")]
    NoOtherSchool,
    /// A sole registration beside another school.
    #[error("a pupil registered here only has no other school: empty it, or choose a dual registration")]
    OtherSchool,
    /// A starting day that goes back too far or runs into another.
    #[error("the pupil is on the register from {} already: choose a later day", super::said(*.0))]
    AlreadyFrom(Date),
    /// A last day before the first.
    #[error("the last day is before the first: compare the two")]
    Ends,
    /// It has been said already for that time.
    #[error("the register says this of the pupil already: end it, or choose another day")]
    Twice,
    /// A cohort that no handbook of the school has.
    #[error("choose a cohort of the list: other names mean nothing to the handbook")]
    NoCohort,
    /// No post whose holder is told of absences.
    #[error("choose what they are to the pupil: the list has those whom a school tells of absences")]
    NoPost,
    /// Neither a telephone number nor an e-mail address.
    #[error("give a telephone number or an e-mail address: one of them is needed to tell them anything")]
    NoWay,
    /// It is not said where the fact comes from.
    #[error("say where this comes from, such as the admission form or the authority")]
    NoSource,
    /// There is no deletion to take back.
    #[error("no deletion is to come: once its day is over, a name comes back by a new admission only")]
    NoDeletion,
    /// No class of the school.
    #[error("choose the class whose register the pupil stands in")]
    NoGroup,
    /// It is not said who of the authority took part.
    #[error("name who of the authority took part: the law wants the two of you to look together")]
    NoAuthority,
    /// It is not said what was done or found.
    #[error("say what was done and what was found")]
    NoFinding(&'static str),
}

impl Fault {
    /// The control that it is about.
    pub const fn control(&self) -> &'static str {
        match self {
            Fault::Needed(particular) | Fault::Upn(particular, _) => particular.word(),
            Fault::Sex(_) => Particular::Sex.word(),
            Fault::Born(_) => Particular::Born.word(),
            Fault::UpnTaken(_) => Particular::Upn.word(),
            Fault::NoDay(control) | Fault::NoFinding(control) => control,
            Fault::Future(_) | Fault::AlreadyFrom(_) | Fault::Twice => "from",
            Fault::Nothing | Fault::NoDeletion => "reason",
            Fault::NoReason => "reason",
            Fault::NoName => "name",
            Fault::NoRelationship => "relationship",
            Fault::Phone(_) => "phone",
            Fault::Email(_) => "email",
            Fault::Elsewhere(_) => "kind",
            Fault::NoOtherSchool | Fault::OtherSchool => "other-school",
            Fault::Ends => "until",
            Fault::NoCohort => "cohort",
            Fault::NoPost => "post",
            Fault::NoWay => "phone",
            Fault::NoSource => "source",
            Fault::NoGroup => "group",
            Fault::NoAuthority => "with",
        }
    }
}

/// The facts of an amendment, or everything that is wrong with it.
pub fn check(amendment: &Amendment, stand: &Stand<'_>) -> Result<Vec<Fact>, Vec<Fault>> {
    let (mut facts, mut faults) = (Vec::new(), Vec::new());
    for (particular, typed) in &amendment.values {
        match value(*particular, typed.trim(), stand.today) {
            Ok(value) if value == stand.record.is(*particular) => {}
            Ok(value) => facts.push(Fact::Is(*particular, value)),
            // What was entered before there was a check may stay as it is.
            Err(_) if !typed.trim().is_empty() && typed.trim() == stand.record.is(*particular) => {}
            Err(fault) => faults.push(fault),
        }
    }
    if amendment.from > stand.today {
        faults.push(Fault::Future(amendment.from));
    }
    if amendment.reason.trim().is_empty() {
        faults.push(Fault::NoReason);
    }
    if facts.is_empty() && faults.is_empty() {
        faults.push(Fault::Nothing);
    }
    if faults.is_empty() { Ok(facts) } else { Err(faults) }
}

/// What was typed, as the register keeps it.
fn value(particular: Particular, typed: &str, today: Date) -> Result<String, Fault> {
    if typed.is_empty() {
        return if particular.is_needed() { Err(Fault::Needed(particular)) } else { Ok(String::new()) };
    }
    match particular {
        Particular::Sex if !matches!(typed, "F" | "M") => Err(Fault::Sex(typed.into())),
        Particular::Born => {
            let born = typed.parse::<Date>().ok().filter(|born| *born < today);
            born.map(|born| format!("{born}")).ok_or_else(|| Fault::Born(typed.into()))
        }
        Particular::Upn | Particular::FormerUpn => {
            let read = Upn::parse(typed).map_err(|error| Fault::Upn(particular, error))?;
            Ok(read.as_str().into())
        }
        _ => Ok(typed.into()),
    }
}

/// What is wrong with a parent or contact.
pub fn contact_faults(contact: &Contact) -> Vec<Fault> {
    let mut faults = Vec::new();
    if contact.name.is_empty() {
        faults.push(Fault::NoName);
    }
    if contact.relationship.is_empty() {
        faults.push(Fault::NoRelationship);
    }
    faults.extend(way_faults(&contact.phone, &contact.email));
    faults
}

/// What is wrong with a telephone number and an e-mail address, each of which may be empty.
pub fn way_faults(phone: &str, email: &str) -> Vec<Fault> {
    let mut faults = Vec::new();
    let is_number = |letter: char| letter.is_ascii_digit() || matches!(letter, ' ' | '+' | '(' | ')' | '-');
    let digits = phone.chars().filter(char::is_ascii_digit).count();
    if !phone.is_empty() && (digits < 3 || !phone.chars().all(is_number)) {
        faults.push(Fault::Phone(phone.into()));
    }
    let parts = email.split_once('@');
    let is_address = parts.is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.contains(' '));
    if !email.is_empty() && !is_address {
        faults.push(Fault::Email(email.into()));
    }
    faults
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use jiff::civil::date;

    use super::*;

    fn checked(values: Vec<(Particular, &str)>, from: Date) -> Result<Vec<Fact>, Vec<Fault>> {
        let record = Record::default();
        let values = values.into_iter().map(|(particular, value)| (particular, value.into())).collect();
        let stand = Stand { record: &record, today: date(2026, 11, 24) };
        check(&Amendment { values, from, reason: "the parent told us".into() }, &stand)
    }

    #[test]
    fn only_what_is_different_becomes_a_fact() {
        let values = vec![(Particular::Address, " 2 Beckside "), (Particular::LastSchool, "")];
        let expected = vec![Fact::Is(Particular::Address, "2 Beckside".into())];
        assert_eq!(checked(values, date(2026, 11, 24)), Ok(expected));
        assert_eq!(checked(vec![(Particular::Called, "")], date(2026, 11, 24)), Err(vec![Fault::Nothing]));
    }

    #[test]
    fn each_thing_that_is_wrong_is_said_for_itself() {
        let values = vec![
            (Particular::Surname, ""),
            (Particular::Sex, "X"),
            (Particular::Born, "2027-01-01"),
            (Particular::Upn, "A801200005001"),
        ];
        let faults = checked(values, date(2026, 11, 25)).expect_err("all of it is wrong");
        let controls: Vec<&str> = faults.iter().map(Fault::control).collect();
        assert_eq!(controls, ["surname", "sex", "born", "upn", "from"]);
    }

    #[test]
    fn a_contact_has_a_name_a_relationship_and_a_number_that_can_be_rung() {
        let contact = |phone: &str, email: &str| Contact {
            id: crate::id::ContactId(1),
            pupil: crate::id::PupilId(1),
            order: 1,
            name: "Rowan Finch".into(),
            relationship: "mother".into(),
            phone: phone.into(),
            email: email.into(),
            is_parent: true,
            lives_with: true,
            address: String::new(),
            is_protected: false,
        };
        assert_eq!(contact_faults(&contact("01632 960 123", "rowan@home.example")), vec![]);
        assert_eq!(contact_faults(&contact("", "")), vec![]);
        let faults = contact_faults(&contact("ask Jude", "rowan at home"));
        assert_eq!(faults, vec![Fault::Phone("ask Jude".into()), Fault::Email("rowan at home".into())]);
    }
}
