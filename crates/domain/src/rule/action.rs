//! What people do: steps, forms, meetings, referrals, letters, notices, findings, and what has to be on record first.

use alloc::{string::String, vec::Vec};

use super::{Amount, Condition, Due, FieldOf, Gives, Head, Source};

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
    /// What was agreed for a stretch of time, such as a part-time timetable.
    Plan,
    /// Data that the school sends.
    Return,
    /// What somebody is told about how things stand.
    Report,
    /// A standing expectation on a role.
    Duty,
}

impl Kind {
    /// Every kind.
    pub const ALL: [Kind; 11] = [
        Kind::Step,
        Kind::Form,
        Kind::Meeting,
        Kind::Referral,
        Kind::Letter,
        Kind::Notice,
        Kind::Finding,
        Kind::Plan,
        Kind::Return,
        Kind::Report,
        Kind::Duty,
    ];

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
            Kind::Plan => "Plan",
            Kind::Return => "Return",
            Kind::Report => "Report",
            Kind::Duty => "Duty",
        }
    }

    /// The word that says that it was done.
    pub const fn done_word(self) -> &'static str {
        match self {
            Kind::Step | Kind::Duty => "done",
            Kind::Form => "complete",
            Kind::Meeting => "held",
            Kind::Referral | Kind::Letter | Kind::Return => "sent",
            Kind::Notice => "issued",
            Kind::Finding => "recorded",
            Kind::Plan => "agreed",
            Kind::Report => "made",
        }
    }

    /// Whom it is about where the entry does not say.
    pub const fn about(self) -> About {
        match self {
            Kind::Return | Kind::Report | Kind::Duty => About::School,
            _ => About::Pupil,
        }
    }
}

/// Whom a thing is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum About {
    /// One pupil.
    #[default]
    Pupil,
    /// The school as a whole.
    School,
    /// The authority itself, and no school of it.
    Authority,
}

/// Whether the agreement of the family is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Consent {
    /// Without it nothing is done.
    Needed,
    /// It is asked for, and the answer kept.
    Asked,
    /// It is not asked for.
    NotRequired,
}

/// How often something is owed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Cycle {
    /// Once in each week, Monday to Sunday.
    Week,
    /// Once in each calendar month.
    Month,
    /// Once in each half term.
    HalfTerm,
    /// Once in each term.
    Term,
    /// Once in each school year.
    Year,
    /// Once in each school year, by this month and day.
    YearBy(i8, i8),
    /// So long after the last time.
    Amount(Amount),
}

/// How long something runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Period {
    /// So long, from a date that was filled in, or from the day on which it was done. The first day counts.
    Lasting(Amount, Option<FieldOf>),
    /// From a date that was filled in until another, both included.
    Between(FieldOf, FieldOf),
}

/// When a part has to be given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Needed {
    /// Always.
    Always,
    /// Never.
    Optional,
    /// While this holds.
    When(Condition),
}

/// A part of a form, referral, plan, meeting or report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Name and source.
    pub head: Head,
    /// When it has to be given.
    pub needed: Needed,
    /// Where it comes from before anybody types it; nothing when somebody has to.
    pub filled_from: Option<Source>,
}

/// Something that a person can do, and what has to be on record first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// Name and source.
    pub head: Head,
    /// What kind of thing it is.
    pub kind: Kind,
    /// Whom it is about.
    pub about: About,
    /// Who does it; empty when the handbook leaves it open.
    pub by: Vec<String>,
    /// Who receives it.
    pub to: Vec<String>,
    /// When it is open at all.
    pub when: Option<Condition>,
    /// What has to be on record first.
    pub needs: Vec<Need>,
    /// What is said beside it.
    pub advice: Vec<Advice>,
    /// What is filled in.
    pub asks: Vec<String>,
    /// How it can end, or the values of a finding.
    pub ends_as: Vec<String>,
    /// Whether the family's agreement is asked for.
    pub consent: Option<Consent>,
    /// Who leads a meeting.
    pub chair: Vec<String>,
    /// Who takes part in a meeting.
    pub members: Vec<String>,
    /// What a meeting talks about.
    pub agenda: Vec<String>,
    /// How many of which members make a meeting able to decide.
    pub quorum: Vec<(u32, String)>,
    /// How often it is owed.
    pub every: Option<Cycle>,
    /// How long it runs.
    pub period: Option<Period>,
    /// What in its period breaks it.
    pub broken_by: Option<Condition>,
    /// What ends it early.
    pub ended_by: Option<String>,
    /// What withdraws it: afterwards it counts as never done.
    pub withdrawn_by: Option<String>,
    /// When it is looked at again.
    pub review: Option<Due>,
    /// When it is not sent, all the same, with what to say then.
    pub suppressed: Option<Advice>,
    /// The file with a letter's words, within the pack.
    pub wording: Option<String>,
    /// Its parts.
    pub parts: Vec<Part>,
    /// The codes that it gives sessions of the pupil.
    pub gives: Vec<Gives>,
    /// Other points, shown as they stand.
    pub shown: Vec<(String, String)>,
}

impl Action {
    /// An entry that says nothing but its name and kind.
    pub fn bare(head: Head, kind: Kind) -> Action {
        Action {
            head,
            kind,
            about: kind.about(),
            by: Vec::new(),
            to: Vec::new(),
            when: None,
            needs: Vec::new(),
            advice: Vec::new(),
            asks: Vec::new(),
            ends_as: Vec::new(),
            consent: None,
            chair: Vec::new(),
            members: Vec::new(),
            agenda: Vec::new(),
            quorum: Vec::new(),
            every: None,
            period: None,
            broken_by: None,
            ended_by: None,
            withdrawn_by: None,
            review: None,
            suppressed: None,
            wording: None,
            parts: Vec::new(),
            gives: Vec::new(),
            shown: Vec::new(),
        }
    }

    /// Every condition of the entry, in the order in which a chapter has them.
    pub fn conditions(&self) -> Vec<&Condition> {
        let needs = self.needs.iter().flat_map(|need| [Some(&need.holds), need.when.as_ref(), need.unless.as_ref()]);
        let advice = self.advice.iter().chain(&self.suppressed).map(|advice| &advice.when);
        let parts = self.parts.iter().filter_map(|part| match &part.needed {
            Needed::When(when) => Some(when),
            Needed::Always | Needed::Optional => None,
        });
        let gives = self.gives.iter().filter_map(|gives| gives.when.as_ref());
        self.when.iter().chain(needs.flatten()).chain(advice).chain(&self.broken_by).chain(parts).chain(gives).collect()
    }
}

/// One more gate on something of this layer or one below. All gates add up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// Name and source.
    pub head: Head,
    /// What it is on.
    pub on: String,
    /// What has to hold.
    pub allows: Condition,
    /// What to say when it does not.
    pub otherwise: String,
}
