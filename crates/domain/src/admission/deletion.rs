//! Taking a name off the register: only on a ground of the law, with each of its conditions met and shown, and never for a
//! day that is over. The grounds themselves stand in the national pack.

use alloc::{string::String, vec::Vec};

use jiff::civil::Date;

use super::{Deletion, Particular, Record};
use crate::{code::fit::Age, compulsory_age::CompulsoryAge, permission::Role, session::Session};

/// The grounds of the law, in its order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Grounds(pub Vec<Ground>);

impl Grounds {
    /// The ground with this paragraph.
    pub fn find(&self, paragraph: &str) -> Option<&Ground> {
        self.0.iter().find(|ground| ground.paragraph == paragraph)
    }
}

/// A ground on which a name has to be deleted, and without which it must not be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ground {
    /// The paragraph, such as `9(1)(a)`.
    pub paragraph: String,
    /// What it says, in our words.
    pub words: String,
    /// Whose decision it is.
    pub decided_by: Vec<Role>,
    /// Whether everything that would still be sent to the family is held back at once.
    pub stops_messages: bool,
    /// What has to be so.
    pub conditions: Vec<Condition>,
}

/// Something that has to be so, or to be done first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Condition {
    /// What it is known by, the name of its control.
    pub name: String,
    /// What has to be so, as a sentence.
    pub words: String,
    /// How it is found out.
    pub asked: Asked,
}

/// How it is found out whether a condition is met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asked {
    /// A person says that it is so and what shows it.
    Evidence,
    /// The same, in a special school only.
    EvidenceInSpecialSchool,
    /// The same, for a pupil of one of these cohorts only.
    EvidenceOfCohorts(Vec<String>),
    /// The birthday says so: the pupil is of compulsory school age on the day of deletion.
    CompulsoryAge,
    /// The birthday says so: the pupil is not.
    OtherAge,
    /// The attendance register says so: every session of the last `days` school days has one of these codes.
    Absence {
        /// How many school days.
        days: usize,
        /// The letters of the codes.
        codes: Vec<String>,
    },
    /// At least one joint enquiry with the authority is in the register.
    Enquiry,
    /// The return to the authority was made, on a day that is not after the deletion.
    Return,
}

/// What a person says of one condition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// Which.
    pub condition: String,
    /// Whether it is so.
    pub is_so: bool,
    /// What shows it; of a return, the day on which it was made.
    pub evidence: String,
}

/// A ground that somebody wants to delete a name on, with what they say of its conditions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The paragraph.
    pub paragraph: String,
    /// The day of deletion.
    pub on: Option<Date>,
    /// One for each condition that asks a person.
    pub answers: Vec<Answer>,
}

/// What is known where it is decided.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The day.
    pub today: Date,
    /// Who decides.
    pub role: Role,
    /// The register of the pupil.
    pub record: &'a Record,
    /// Whether the school is a special school.
    pub is_special: bool,
    /// When children are of compulsory school age; nothing when the packs do not say.
    pub age: Option<CompulsoryAge>,
    /// The cohorts of the pupil.
    pub cohorts: &'a [String],
    /// The marked sessions with the letters of their codes, newest first.
    pub marks: &'a [(Session, String)],
}

/// Why a name is not deleted.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DeletionFault {
    /// No ground of the law.
    #[error(
        "choose the ground: a name comes off the register only on one that the regulations list, and otherwise must stay"
    )]
    NoGround,
    /// No day.
    #[error("say on which day the name is deleted, such as 24 November 2026")]
    NoDay,
    /// A day that is over.
    #[error(
        "{} is over, and a name is never deleted for a past day: the register shows who was a pupil on each day, so the earliest is today", super::said(*.0)
    )]
    Backdated(Date),
    /// A name that is not there.
    #[error("the name is not on the register on {}: look at the enrolments", super::said(*.0))]
    NotOnRegister(Date),
    /// Somebody else decides.
    #[error("a deletion under {paragraph} is decided by the {deciders}: ask them to decide it")]
    NotYours {
        /// The ground.
        paragraph: String,
        /// Who decides.
        deciders: String,
    },
    /// A condition is not said to be met.
    #[error("{paragraph} does not apply as long as this is not so: {condition}")]
    NotSo {
        /// The ground.
        paragraph: String,
        /// The control.
        name: String,
        /// What would have to be so.
        condition: String,
    },
    /// It is not said what shows it.
    #[error("say what shows it: {condition}")]
    NoEvidence {
        /// The control.
        name: String,
        /// What has to be shown.
        condition: String,
    },
    /// The attendance register says otherwise.
    #[error("{paragraph} does not apply: it needs {needed} school days with only {codes}, and there are {are}{broken}")]
    Attended {
        /// The ground.
        paragraph: String,
        /// The control.
        name: String,
        /// How many days it needs.
        needed: usize,
        /// Which codes.
        codes: String,
        /// How many there are.
        are: usize,
        /// What broke them, such as `, broken by U on 3 November`; empty when the register begins there.
        broken: String,
    },
    /// Nobody looked for the pupil together with the authority.
    #[error(
        "{paragraph} does not apply yet: no joint enquiry with the authority is in the register, so record one first"
    )]
    NoEnquiry {
        /// The ground.
        paragraph: String,
        /// The control.
        name: String,
    },
    /// The return would come too late.
    #[error(
        "the leaver return has to reach the authority no later than the deletion: send it, and give the day on which it went"
    )]
    NoReturn {
        /// The control.
        name: String,
    },
}

impl DeletionFault {
    /// The control that it is about.
    pub fn control(&self) -> &str {
        match self {
            DeletionFault::NoGround | DeletionFault::NotYours { .. } => "ground",
            DeletionFault::NoDay | DeletionFault::Backdated(_) | DeletionFault::NotOnRegister(_) => "on",
            DeletionFault::NotSo { name, .. }
            | DeletionFault::NoEvidence { name, .. }
            | DeletionFault::Attended { name, .. }
            | DeletionFault::NoEnquiry { name, .. }
            | DeletionFault::NoReturn { name } => name,
        }
    }
}

/// The deletion, or everything that stands against it.
pub fn decide(grounds: &Grounds, proof: &Proof, facts: &Facts<'_>) -> Result<Deletion, Vec<DeletionFault>> {
    let Some(ground) = grounds.find(&proof.paragraph) else { return Err(alloc::vec![DeletionFault::NoGround]) };
    let mut faults = Vec::new();
    if !ground.decided_by.contains(&facts.role) {
        let deciders: Vec<&str> = ground.decided_by.iter().map(|role| role.words()).collect();
        let deciders = deciders.join(" or the ");
        faults.push(DeletionFault::NotYours { paragraph: ground.paragraph.clone(), deciders });
    }
    match proof.on {
        None => faults.push(DeletionFault::NoDay),
        Some(on) if on < facts.today => faults.push(DeletionFault::Backdated(on)),
        Some(on) if !facts.record.enrolments.iter().any(|one| one.until.is_none() && one.from <= on) => {
            faults.push(DeletionFault::NotOnRegister(on));
        }
        Some(_) => {}
    }
    let mut proofs = Vec::new();
    for condition in ground.conditions.iter().filter(|condition| condition.is_asked(facts)) {
        let answer = proof.answers.iter().find(|answer| answer.condition == condition.name);
        match met(ground, condition, answer, (proof.on, facts)) {
            Ok(shown) => proofs.push((condition.words.clone(), shown)),
            Err(fault) => faults.push(fault),
        }
    }
    match proof.on {
        Some(on) if faults.is_empty() => {
            Ok(Deletion { on, paragraph: ground.paragraph.clone(), ground: ground.words.clone(), proofs })
        }
        _ => Err(faults),
    }
}

impl Facts<'_> {
    /// Whether the pupil is of compulsory school age on `day`; nothing when the birthday or the packs do not say.
    fn is_of_compulsory_age(&self, day: Date) -> Option<bool> {
        let born = self.record.is(Particular::Born).parse::<Date>().ok()?;
        Some(self.age?.on(born, day) == Age::Compulsory)
    }
}

impl Condition {
    /// Whether it is asked of this pupil in this school.
    pub fn is_asked(&self, facts: &Facts<'_>) -> bool {
        match &self.asked {
            Asked::EvidenceInSpecialSchool => facts.is_special,
            Asked::EvidenceOfCohorts(names) => names.iter().any(|name| facts.cohorts.contains(name)),
            Asked::Evidence
            | Asked::CompulsoryAge
            | Asked::OtherAge
            | Asked::Absence { .. }
            | Asked::Enquiry
            | Asked::Return => true,
        }
    }

    /// What the registers say of it; nothing for what a person has to say.
    pub fn found(&self, facts: &Facts<'_>) -> Option<String> {
        match &self.asked {
            Asked::Absence { codes, .. } => {
                let (days, broken) = unbroken(facts.marks, codes);
                Some(alloc::format!("{days} school days with only {}{broken}", codes.join(", ")))
            }
            Asked::Enquiry => Some(match facts.record.enquiries.len() {
                0 => String::from("no joint enquiry is in the register"),
                1 => String::from("1 joint enquiry is in the register"),
                many => alloc::format!("{many} joint enquiries are in the register"),
            }),
            Asked::CompulsoryAge | Asked::OtherAge => Some(match facts.is_of_compulsory_age(facts.today) {
                Some(true) => String::from("today the pupil is of compulsory school age"),
                Some(false) => String::from("today the pupil is not of compulsory school age"),
                None => String::from("the birthday does not say"),
            }),
            Asked::Evidence | Asked::EvidenceInSpecialSchool | Asked::EvidenceOfCohorts(_) | Asked::Return => None,
        }
    }
}

/// What shows that a condition is met, or why it is not.
fn met(
    ground: &Ground,
    condition: &Condition,
    answer: Option<&Answer>,
    (on, facts): (Option<Date>, &Facts<'_>),
) -> Result<String, DeletionFault> {
    let (paragraph, name) = (ground.paragraph.clone(), condition.name.clone());
    match &condition.asked {
        Asked::Evidence | Asked::EvidenceInSpecialSchool | Asked::EvidenceOfCohorts(_) => {
            let condition = condition.words.clone();
            match answer {
                Some(answer) if !answer.is_so => Err(DeletionFault::NotSo { paragraph, name, condition }),
                None => Err(DeletionFault::NotSo { paragraph, name, condition }),
                Some(answer) if answer.evidence.trim().is_empty() => Err(DeletionFault::NoEvidence { name, condition }),
                Some(answer) => Ok(answer.evidence.trim().into()),
            }
        }
        Asked::CompulsoryAge | Asked::OtherAge => {
            let is_asked = condition.asked == Asked::CompulsoryAge;
            match facts.is_of_compulsory_age(on.unwrap_or(facts.today)) {
                Some(is_of_age) if is_of_age == is_asked => Ok(String::from("by the birthday")),
                _ => Err(DeletionFault::NotSo { paragraph, name, condition: condition.words.clone() }),
            }
        }
        Asked::Absence { days, codes } => {
            let (are, broken) = unbroken(facts.marks, codes);
            if are >= *days {
                return Ok(alloc::format!("{are} school days"));
            }
            Err(DeletionFault::Attended { paragraph, name, needed: *days, codes: codes.join(", "), are, broken })
        }
        Asked::Enquiry => match facts.record.enquiries.last() {
            Some(last) => Ok(alloc::format!("{} with {}: {}", super::said(last.on), last.with, last.found)),
            None => Err(DeletionFault::NoEnquiry { paragraph, name }),
        },
        Asked::Return => {
            let sent = answer.and_then(|answer| answer.evidence.trim().parse::<Date>().ok());
            // The day of deletion is today or later, so what has gone by today has gone in time.
            match sent.filter(|sent| *sent <= facts.today) {
                Some(sent) => Ok(alloc::format!("sent on {}", super::said(sent))),
                None => Err(DeletionFault::NoReturn { name }),
            }
        }
    }
}

/// How many school days, back from the last one marked, have only these codes, and what stands before them.
fn unbroken(marks: &[(Session, String)], codes: &[String]) -> (usize, String) {
    let mut days: Vec<Date> = Vec::new();
    for (session, letters) in marks {
        if !codes.contains(letters) {
            days.retain(|day| *day != session.date);
            return (days.len(), alloc::format!(", broken by {letters} on {}", super::said(session.date)));
        }
        if days.last() != Some(&session.date) {
            days.push(session.date);
        }
    }
    (days.len(), String::new())
}

#[cfg(test)]
mod tests;
