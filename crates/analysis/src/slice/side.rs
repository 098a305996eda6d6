//! The sides by which figures can be sliced, and the rows to which a child and a session belong.

use domain::{
    calendar::{monday, school_year_start},
    id::SchoolId,
    session::Session,
};

use super::{Asked, Key, Member, Stretch, half_terms, terms};
use crate::SchoolRoll;

/// What the rows of a table are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// One row for everything.
    Whole,
    /// A row for each school.
    School,
    /// A row for each kind of school.
    Phase,
    /// A row for each national curriculum year.
    Year,
    /// A row for each class.
    Class,
    /// A row for girls and one for boys.
    Sex,
    /// A row for each cohort, and one for the children in none.
    Cohort,
    /// A row for each band of the pack's set.
    Band,
    /// Monday to Friday.
    Weekday,
    /// Morning and afternoon.
    Half,
    /// A row for each week.
    Week,
    /// A row for each half term.
    HalfTerm,
    /// A row for each term.
    Term,
    /// A row for each month.
    Month,
    /// A row for each code.
    Code,
    /// A row for each thing that marks count as: present, authorised absence and so on.
    CountsAs,
}

const WORDS: [(&str, Side); 15] = [
    ("school", Side::School),
    ("phase", Side::Phase),
    ("year", Side::Year),
    ("class", Side::Class),
    ("sex", Side::Sex),
    ("cohort", Side::Cohort),
    ("band", Side::Band),
    ("weekday", Side::Weekday),
    ("session", Side::Half),
    ("week", Side::Week),
    ("half-term", Side::HalfTerm),
    ("term", Side::Term),
    ("month", Side::Month),
    ("code", Side::Code),
    ("counts-as", Side::CountsAs),
];

impl Side {
    /// Every side that can be asked for, in the order in which a page offers them.
    pub fn all() -> impl Iterator<Item = Side> {
        WORDS.iter().map(|&(_, side)| side)
    }

    /// Reads what an address or a command says: `year`, `half-term`, `counts-as`.
    pub fn parse(text: &str) -> Option<Side> {
        WORDS.iter().find(|(word, _)| *word == text).map(|&(_, side)| side)
    }

    /// The word that [`Side::parse`] reads; empty for the whole.
    pub fn word(self) -> &'static str {
        WORDS.iter().find(|&&(_, side)| side == self).map_or("", |&(word, _)| word)
    }

    /// Whether its rows part the children, and not their sessions: only then are children of a row persistently absent in
    /// the sense of the whole period.
    pub const fn is_of_children(self) -> bool {
        matches!(
            self,
            Side::Whole | Side::School | Side::Phase | Side::Year | Side::Class | Side::Sex | Side::Cohort | Side::Band
        )
    }

    /// Whether its rows part marks by what stands in them.
    pub const fn is_of_marks(self) -> bool {
        matches!(self, Side::Code | Side::CountsAs)
    }

    /// Whether its rows follow each other in time.
    pub const fn is_of_stretches(self) -> bool {
        matches!(self, Side::Week | Side::HalfTerm | Side::Term | Side::Month)
    }
}

/// The sessions of the period, each with the place of its keys.
pub(super) struct Columns {
    pub(super) places: Vec<usize>,
    pub(super) keys: Vec<(Key, Key)>,
}

pub(super) fn columns(roll: &SchoolRoll, asked: &Asked) -> Columns {
    let (by, across) = (Dated::new(roll, asked.by), Dated::new(roll, asked.across));
    let mut columns = Columns { places: Vec::new(), keys: Vec::new() };
    for session in roll.sessions().iter().filter(|session| asked.period.contains(session.date)) {
        let keys = (by.key(*session), across.key(*session));
        // The same keys come again soon: those of the same week, weekday or half.
        let known = columns.keys.iter().rposition(|&known| known == keys);
        columns.places.push(known.unwrap_or_else(|| {
            columns.keys.push(keys);
            columns.keys.len() - 1
        }));
    }
    columns
}

/// What a side says of a session.
struct Dated {
    side: Side,
    stretches: Vec<Stretch>,
}

impl Dated {
    fn new(roll: &SchoolRoll, side: Side) -> Dated {
        let stretches = match side {
            Side::HalfTerm => half_terms(roll),
            Side::Term => terms(roll),
            _ => Vec::new(),
        };
        Dated { side, stretches }
    }

    fn key(&self, session: Session) -> Key {
        match self.side {
            Side::Weekday => Key::Weekday(session.date.weekday()),
            Side::Half => Key::Half(session.half),
            Side::Week => Key::Week(monday(session.date)),
            Side::Month => Key::Month(session.date.first_of_month()),
            Side::HalfTerm | Side::Term => {
                let at = self.stretches.partition_point(|stretch| stretch.days.last < session.date);
                self.stretches.get(at).map_or(Key::Whole, |stretch| stretch.key)
            }
            _ => Key::Whole,
        }
    }
}

/// The rows to which everything of a child belongs.
pub(super) fn keys_of(school: SchoolId, member: &Member, asked: &Asked) -> Vec<(Key, Key)> {
    let one = |side: Side| match side {
        Side::School => Key::School(school),
        Side::Phase => Key::Phase(asked.phase),
        Side::Year => Key::Year(member.year),
        Side::Class => Key::Class(member.class),
        Side::Sex => Key::Sex(member.sex),
        Side::Band => Key::Band(member.band),
        _ => Key::Whole,
    };
    let cohorts = || match member.cohorts.as_slice() {
        [] => vec![Key::Cohort(None)],
        some => some.iter().map(|&place| Key::Cohort(Some(place))).collect(),
    };
    match (asked.by, asked.across) {
        (Side::Cohort, Side::Cohort) => cohorts().into_iter().map(|key| (key, key)).collect(),
        (Side::Cohort, across) => cohorts().into_iter().map(|key| (key, one(across))).collect(),
        (by, Side::Cohort) => cohorts().into_iter().map(|key| (one(by), key)).collect(),
        (by, across) => vec![(one(by), one(across))],
    }
}

/// The year in which the school year of a day began.
pub(super) fn school_year(day: domain::Date) -> i16 {
    school_year_start(day).year()
}
