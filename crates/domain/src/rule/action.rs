//! What people do: steps, forms, meetings, referrals, letters, notices, findings, and what has to be on record first.

use alloc::{string::String, vec::Vec};

use super::{Condition, Head};

/// A condition that has to hold before something is done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Need {
    /// What has to hold.
    pub holds: Condition,
    /// When it is asked at all.
    pub when: Option<Condition>,
    /// When it is not asked, all the same.
    pub unless: Option<Condition>,
    /// What to say when it does not hold.
    pub otherwise: String,
}

/// Words said when a condition holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advice {
    /// The words.
    pub words: String,
    /// When they are said.
    pub when: Condition,
}

/// What kind of thing somebody does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A step of casework.
    Step,
    /// A form with parts.
    Form,
    /// A meeting.
    Meeting,
    /// A referral to somebody else.
    Referral,
    /// A letter.
    Letter,
    /// A legal notice.
    Notice,
    /// A judgement that a named person records.
    Finding,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 7] =
        [Kind::Step, Kind::Form, Kind::Meeting, Kind::Referral, Kind::Letter, Kind::Notice, Kind::Finding];

    /// The word that opens its heading.
    pub const fn word(self) -> &'static str {
        match self {
            Kind::Step => "Step",
            Kind::Form => "Form",
            Kind::Meeting => "Meeting",
            Kind::Referral => "Referral",
            Kind::Letter => "Letter",
            Kind::Notice => "Notice",
            Kind::Finding => "Finding",
        }
    }
}

/// Something that a person can do, and what has to be on record first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// Name and source.
    pub head: Head,
    /// What kind of thing it is.
    pub kind: Kind,
    /// Who does it.
    pub by: Vec<String>,
    /// When it is open at all.
    pub when: Option<Condition>,
    /// What has to be on record first.
    pub needs: Vec<Need>,
    /// What is said beside it.
    pub advice: Vec<Advice>,
    /// How it can end, or the values of a finding.
    pub ends_as: Vec<String>,
    /// When it is not sent, all the same, with what to say then.
    pub suppressed: Option<Advice>,
    /// The file with a letter's words, within the pack.
    pub wording: Option<String>,
    /// The parts of a form, the members or agenda of a meeting, and other fields that are shown as they stand.
    pub parts: Vec<String>,
}
