//! Conditions: the closed English of a pack, as a tree.

use alloc::{boxed::Box, string::String, vec, vec::Vec};

pub use super::amount::{Amount, Bound, Range, Side, Unit};

/// Which sessions are counted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum What {
    /// Every session missed.
    Absent,
    /// Every session missed but leave.
    AbsentOtherThanLeave,
    /// Sessions missed on the first school day after a weekend or holiday.
    AbsentOnFirstDayBack,
    /// Sessions missed on that weekday on which most were missed.
    AbsentOnOneWeekday,
    /// Sessions missed without the school's authority.
    Unauthorised,
    /// Sessions with one of these codes.
    Coded(Vec<String>),
}

/// The stretch of time in which something is counted, or was done.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub enum Window {
    /// The school year to the day (C-G-05).
    #[default]
    Year,
    /// The term that contains the day, or the last one begun.
    Term,
    /// The half term that contains the day, or the last one begun.
    HalfTerm,
    /// The day alone.
    Day,
    /// So long before the day, which is its last; the anniversary itself lies outside (C-LBO-16).
    Last(Amount),
    /// The fullest run of this many school weeks, across terms and years (C-G-11).
    SchoolWeeks(u32),
    /// The fullest stretch whose first and last day lie at most this many days apart.
    Days(u32),
    /// After something was last done.
    Since {
        /// What was done.
        thing: String,
        /// To whom.
        whom: Whom,
    },
    /// The period of a notice, plan or letter: as it was last begun, for anybody or for one parent.
    PeriodOf(String, Whom),
    /// As far back as the records go.
    Ever,
}

/// A field that somebody fills in.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FieldOf {
    /// The field.
    pub field: String,
    /// What it was filled in for the last time; nothing for what is being done now.
    pub of: Option<String>,
    /// To whom that was done.
    pub whom: Whom,
}

/// A stretch between dates that were filled in.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Dates {
    /// From the day to a date.
    Until(FieldOf),
    /// From a date to the day.
    Since(FieldOf),
    /// From a date to another, both counted.
    From(FieldOf, FieldOf),
    /// From a date to the day, both counted.
    ToTheDay(FieldOf),
}

/// What is measured.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Attended out of possible sessions (C-G-01).
    Attendance(Window),
    /// Missed out of possible sessions.
    Absence(Window),
    /// A count of sessions, in days or sessions.
    Count {
        /// Days or sessions.
        unit: Unit,
        /// Which.
        what: What,
        /// When.
        window: Window,
    },
    /// How many separate absences there were.
    Spells(Window),
    /// How many separate absences that are over were short and had nothing but these codes.
    ShortSpells {
        /// The letters of the codes.
        codes: Vec<String>,
        /// The most sessions of a short one.
        most: Amount,
        /// When.
        window: Window,
    },
    /// How many whole school days in a row up to the day, or how many sessions in a row that reach into its last day of school.
    Run {
        /// School days or sessions.
        unit: Unit,
        /// Which sessions.
        what: What,
        /// What begins the run anew.
        without: Option<String>,
    },
    /// How long since something was last done, whenever that was.
    Since {
        /// Days, school days, weeks or months.
        unit: Unit,
        /// What was done.
        thing: String,
        /// To whom.
        whom: Whom,
    },
    /// How often something was done.
    Times {
        /// What was done.
        thing: String,
        /// How it ended, if that matters.
        value: Option<String>,
        /// To whom.
        whom: Whom,
        /// When.
        window: Window,
    },
    /// Days or school days between dates.
    Between {
        /// Days or school days.
        unit: Unit,
        /// Which dates.
        dates: Dates,
    },
    /// Whole years since the pupil was born.
    Age,
    /// The smallest of several, as far as they are known: of two counts of days, the one that gives the later date.
    Least(Vec<Measure>),
}

/// To whom something was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Whom {
    /// Anybody.
    #[default]
    Anybody,
    /// The parent to whom it is being done now.
    ThatParent,
}

impl Measure {
    /// The unit that a range over it has to have.
    pub fn unit(&self) -> Unit {
        match self {
            Measure::Attendance(_) | Measure::Absence(_) => Unit::Percent,
            Measure::Count { unit, .. }
            | Measure::Run { unit, .. }
            | Measure::Since { unit, .. }
            | Measure::Between { unit, .. } => *unit,
            Measure::Times { .. } | Measure::Spells(_) | Measure::ShortSpells { .. } => Unit::Times,
            Measure::Age => Unit::Years,
            Measure::Least(parts) => parts.first().map_or(Unit::Days, Measure::unit),
        }
    }

    /// The fields whose dates are read.
    pub fn fields(&self) -> Vec<&FieldOf> {
        match self {
            Measure::Between { dates: Dates::Until(one) | Dates::Since(one) | Dates::ToTheDay(one), .. } => vec![one],
            Measure::Between { dates: Dates::From(first, last), .. } => vec![first, last],
            Measure::Least(parts) => parts.iter().flat_map(Measure::fields).collect(),
            _ => Vec::new(),
        }
    }

    /// Whether marks of the register are counted.
    pub fn counts_marks(&self) -> bool {
        match self {
            Measure::Attendance(_)
            | Measure::Absence(_)
            | Measure::Count { .. }
            | Measure::Spells(_)
            | Measure::ShortSpells { .. }
            | Measure::Run { .. } => true,
            Measure::Since { .. } | Measure::Times { .. } | Measure::Between { .. } | Measure::Age => false,
            Measure::Least(parts) => parts.iter().any(Measure::counts_marks),
        }
    }
}

/// A question that can be answered yes, no or not known.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Test {
    /// A measure lies in a range.
    Measured(Measure, Range),
    /// A measure lies on this side of another, which has the same unit.
    Compared {
        /// The measure.
        measure: Box<Measure>,
        /// On which side.
        side: Side,
        /// Of which other.
        other: Box<Measure>,
    },
    /// The pupil belongs to a cohort.
    Cohort(String),
    /// A band set gives this band, or stages have come to this stage.
    In {
        /// The band set, or the stages.
        set: String,
        /// The band or stage.
        band: String,
    },
    /// Something was started, done, held, sent, issued, recorded or completed.
    Done {
        /// The thing.
        thing: String,
        /// When.
        window: Window,
    },
    /// Something ended in this way the last time, a finding has this value, or a setting these words.
    EndedAs {
        /// The thing.
        thing: String,
        /// The value.
        value: String,
        /// When.
        window: Window,
    },
    /// The period of a thing has begun and not ended.
    Running(String, Whom),
    /// The period of a thing has ended, or a case is in a stage longer than that may last.
    Over(String, Whom),
    /// What breaks a thing came true in its period.
    Broken(String, Whom),
    /// A flag or list holds.
    Holds(String),
    /// A field is given.
    Given(FieldOf),
    /// A field has this value.
    FieldIs {
        /// The field.
        field: FieldOf,
        /// The value.
        value: String,
    },
    /// A field lies in a range.
    FieldIn {
        /// The field.
        field: FieldOf,
        /// The range.
        range: Range,
    },
    /// The numbers of a field rise from first to last.
    Rises(FieldOf),
    /// What is being done is to end in this way.
    OutcomeIs(String),
    /// Every session missed was leave.
    AllLeave,
    /// The pupil is in one of these national curriculum years; 0 is Reception.
    InYear(Vec<u8>),
    /// The pupil is of compulsory school age, as the settings of the country's pack say.
    OfCompulsoryAge,
}

impl Condition {
    /// Whether marks of the register decide it, directly or through a band, flag or list.
    pub fn rests_on_marks(&self) -> bool {
        self.atoms().into_iter().any(|atom| match &atom.test {
            Test::In { .. } | Test::Holds(_) | Test::AllLeave => true,
            test => test.measures().any(Measure::counts_marks),
        })
    }
}

impl Test {
    /// What is measured for it: nothing, one measure or two.
    pub fn measures(&self) -> impl Iterator<Item = &Measure> {
        let (one, other) = match self {
            Test::Measured(measure, _) => (Some(measure), None),
            Test::Compared { measure, other, .. } => (Some(&**measure), Some(&**other)),
            _ => (None, None),
        };
        one.into_iter().chain(other)
    }
}

/// A test with the handbook's words for it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Atom {
    /// The words, as they stand in the chapter.
    pub words: String,
    /// What they ask.
    pub test: Test,
    /// Whether the words ask for the opposite, as in `is not`.
    pub is_negated: bool,
}

/// A condition.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Condition {
    /// All of these.
    All(Vec<Condition>),
    /// Any of these.
    Any(Vec<Condition>),
    /// Not this.
    Not(Box<Condition>),
    /// One test.
    Atom(Atom),
}

impl Condition {
    /// Every atom, from left to right.
    pub fn atoms(&self) -> Vec<&Atom> {
        match self {
            Condition::All(parts) | Condition::Any(parts) => parts.iter().flat_map(Condition::atoms).collect(),
            Condition::Not(part) => part.atoms(),
            Condition::Atom(atom) => alloc::vec![atom],
        }
    }

    /// The condition in the handbook's words, with brackets where a part joins others.
    pub fn words(&self) -> String {
        match self {
            Condition::All(parts) => joined(parts, " and "),
            Condition::Any(parts) => joined(parts, " or "),
            Condition::Not(part) => alloc::format!("not {}", part.as_part()),
            Condition::Atom(atom) => atom.words.clone(),
        }
    }

    fn as_part(&self) -> String {
        match self {
            Condition::All(parts) | Condition::Any(parts) if parts.len() > 1 => alloc::format!("({})", self.words()),
            _ => self.words(),
        }
    }
}

fn joined(parts: &[Condition], word: &str) -> String {
    parts.iter().map(Condition::as_part).collect::<Vec<String>>().join(word)
}
