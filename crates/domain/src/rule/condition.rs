//! Conditions: the closed English of a pack, as a tree.

use alloc::{boxed::Box, string::String, vec::Vec};
use core::fmt;

/// What an amount counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unit {
    /// Days; of absence, two sessions each (C-G-03).
    Days,
    /// Days on the school's calendar.
    SchoolDays,
    /// Half-days of school.
    Sessions,
    /// Seven days (C-G-08).
    Weeks,
    /// Weeks with a school day (C-G-11).
    SchoolWeeks,
    /// How often.
    Times,
    /// Minutes.
    Minutes,
    /// Hours.
    Hours,
    /// Calendar months.
    Months,
    /// Years.
    Years,
    /// Percent.
    Percent,
    /// Pounds.
    Pounds,
    /// A time of day, in minutes after midnight.
    Clock,
}

impl Unit {
    /// The word after one, and the word after several.
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Unit::Days => ("day", "days"),
            Unit::SchoolDays => ("school day", "school days"),
            Unit::Sessions => ("session", "sessions"),
            Unit::Weeks => ("week", "weeks"),
            Unit::SchoolWeeks => ("school week", "school weeks"),
            Unit::Times => ("time", "times"),
            Unit::Minutes => ("minute", "minutes"),
            Unit::Hours => ("hour", "hours"),
            Unit::Months => ("month", "months"),
            Unit::Years => ("year", "years"),
            Unit::Percent => ("%", "%"),
            Unit::Pounds => ("£", "£"),
            Unit::Clock => ("", ""),
        }
    }
}

/// A number with its unit, in thousandths, so that 92.5% and half a day are exact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Amount {
    /// Thousandths of one unit.
    pub thousandths: i64,
    /// The unit.
    pub unit: Unit,
}

impl fmt::Display for Amount {
    /// As a handbook writes it: `15 days`, `1 day`, `4.5 days`, `92%`, `£80`, `08:50`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, part) = (self.thousandths / 1000, self.thousandths % 1000);
        if self.unit == Unit::Clock {
            return write!(f, "{:02}:{:02}", whole / 60, whole % 60);
        }
        if self.unit == Unit::Pounds {
            f.write_str("£")?;
        }
        write!(f, "{whole}")?;
        if part > 0 {
            write!(f, ".{}", alloc::format!("{part:03}").trim_end_matches('0'))?;
        }
        match self.unit {
            Unit::Percent => f.write_str("%"),
            Unit::Pounds => Ok(()),
            unit => write!(f, " {}", if self.thousandths == 1000 { unit.words().0 } else { unit.words().1 }),
        }
    }
}

/// Which side of an edge a value has to be on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// The edge and above.
    AtLeast,
    /// Above the edge.
    MoreThan,
    /// The edge and below.
    AtMost,
    /// Below the edge.
    LessThan,
    /// The edge alone.
    Exactly,
}

impl Side {
    /// The words before an edge.
    pub const fn words(self) -> &'static str {
        match self {
            Side::AtLeast => "at least",
            Side::MoreThan => "more than",
            Side::AtMost => "at most",
            Side::LessThan => "less than",
            Side::Exactly => "exactly",
        }
    }
}

/// One edge of a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Bound {
    /// The side.
    pub side: Side,
    /// The edge.
    pub amount: Amount,
}

/// All of these edges. No edge means any value.
#[derive(Debug, Clone, PartialEq, Eq, Default, Hash)]
pub struct Range {
    /// The edges.
    pub bounds: Vec<Bound>,
}

impl Range {
    /// Whether `value`, in thousandths of the unit, is inside.
    pub fn contains(&self, value: i64) -> bool {
        self.bounds.iter().all(|bound| {
            let edge = bound.amount.thousandths;
            match bound.side {
                Side::AtLeast => value >= edge,
                Side::MoreThan => value > edge,
                Side::AtMost => value <= edge,
                Side::LessThan => value < edge,
                Side::Exactly => value == edge,
            }
        })
    }
}

impl fmt::Display for Range {
    /// `at least 15 days and less than 56 days`, or `any`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.bounds.is_empty() {
            return f.write_str("any");
        }
        for (at, bound) in self.bounds.iter().enumerate() {
            let joint = if at == 0 { "" } else { " and " };
            write!(f, "{joint}{} {}", bound.side.words(), bound.amount)?;
        }
        Ok(())
    }
}

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
    Since(String),
    /// The period of a notice, plan or letter.
    PeriodOf(String),
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
    /// How many whole school days in a row up to the day.
    Run {
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
}

/// To whom something was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Whom {
    /// Anybody.
    Anybody,
    /// The parent to whom it is being done now.
    ThatParent,
}

impl Measure {
    /// The unit that a range over it has to have.
    pub const fn unit(&self) -> Unit {
        match self {
            Measure::Attendance(_) | Measure::Absence(_) => Unit::Percent,
            Measure::Count { unit, .. } | Measure::Since { unit, .. } | Measure::Between { unit, .. } => *unit,
            Measure::Times { .. } | Measure::Spells(_) => Unit::Times,
            Measure::Run { .. } => Unit::SchoolDays,
        }
    }

    /// Whether marks of the register are counted.
    pub const fn counts_marks(&self) -> bool {
        matches!(
            self,
            Measure::Attendance(_)
                | Measure::Absence(_)
                | Measure::Count { .. }
                | Measure::Spells(_)
                | Measure::Run { .. }
        )
    }
}

/// A question that can be answered yes, no or not known.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Test {
    /// A measure lies in a range.
    Measured(Measure, Range),
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
    Running(String),
    /// The period of a thing has ended, or a case is in a stage longer than that may last.
    Over(String),
    /// What breaks a thing came true in its period.
    Broken(String),
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
}

impl Test {
    /// Whether it counts what was done to the parent to whom something is being done.
    pub const fn counts_that_parent(&self) -> bool {
        matches!(self, Test::Measured(Measure::Times { whom: Whom::ThatParent, .. }, _))
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
