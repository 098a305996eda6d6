//! Today: everybody's own list of work, in order of harm.

use serde::Serialize;

use super::{figures::Paging, what_if::Choice};
use crate::{
    link::{Button, Filter, Hidden, Link},
    status::Status,
    words,
};

#[cfg(test)]
mod tests;

/// What Today shows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Today {
    /// Said first when the day is special, such as a day without school. Empty otherwise.
    pub note: String,
    /// Ways to look at the list. Empty when there is only one.
    pub filters: Vec<Filter>,
    /// The figures of the reader's school, for a reader who sees no names; empty for the others.
    pub figures: Vec<Figure>,
    /// The sections, in order of harm. Those of the reader's post are there even when they are empty.
    pub sections: Vec<Section>,
    /// The reports about the reader's school.
    pub reports: Vec<Link>,
}

/// A figure of a school, said with how it stood before.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// `Persistently absent`.
    pub label: String,
    /// `73`.
    pub number: String,
    /// `17.7%`, `sessions`; may be empty.
    pub beside: String,
    /// `last week 72`, `last year 79`.
    pub lines: Vec<String>,
}

/// What a section holds. The order is the order of harm, and the order on the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// Children whose whereabouts nobody knows.
    Whereabouts,
    /// Registers that are open and not taken.
    Registers,
    /// Dates set by law: holding codes, returns.
    Law,
    /// Returns and notices that are due.
    Returns,
    /// What a pathway makes due.
    Handbook,
    /// What the school as a whole owes.
    Duties,
    /// Children who entered a band lately.
    Entered,
    /// What is offered.
    Offers,
    /// What is waiting on somebody else.
    Waiting,
    /// Schools that need the authority.
    Schools,
    /// People, calendars, imports and packs that need the administrator.
    Administration,
    /// Marks that were brought in from elsewhere.
    Imports,
    /// The schools that are looked after.
    LookedAfter,
    /// The packs in use.
    Packs,
    /// What a reader without tasks comes for.
    Figures,
}

impl Kind {
    /// The word for it in addresses and anchors.
    pub const fn id(self) -> &'static str {
        match self {
            Kind::Whereabouts => "whereabouts",
            Kind::Registers => "registers",
            Kind::Law => "law",
            Kind::Returns => "returns",
            Kind::Handbook => "handbook",
            Kind::Duties => "duties",
            Kind::Entered => "entered",
            Kind::Offers => "offers",
            Kind::Waiting => "waiting",
            Kind::Schools => "schools",
            Kind::Administration => "administration",
            Kind::Imports => "imports",
            Kind::LookedAfter => "looked-after",
            Kind::Packs => "packs",
            Kind::Figures => "figures",
        }
    }

    /// `165 tasks`, `1 child`.
    pub fn counted(self, count: i64) -> String {
        let (one, many) = match self {
            Kind::Whereabouts | Kind::Entered => ("child", "children"),
            Kind::Registers => ("register", "registers"),
            Kind::Returns => ("row", "rows"),
            Kind::Law | Kind::Handbook | Kind::Duties | Kind::Waiting | Kind::Administration => ("task", "tasks"),
            Kind::Offers => ("offer", "offers"),
            Kind::Schools | Kind::LookedAfter | Kind::Figures => ("school", "schools"),
            Kind::Imports => ("import", "imports"),
            Kind::Packs => ("handbook", "handbooks"),
        };
        words::counted(count, one, many)
    }

    const fn title(self) -> &'static str {
        match self {
            Kind::Whereabouts => "Nobody knows where they are",
            Kind::Registers => "Registers to take",
            Kind::Law => "Dates set by law",
            Kind::Returns => "Returns and notices",
            Kind::Handbook => "What the handbook makes due",
            Kind::Duties => "What the school owes",
            Kind::Entered => "Entered a band in the last five school days",
            Kind::Offers => "Offered: consider it, and say yes or no",
            Kind::Waiting => "Waiting for somebody else",
            Kind::Schools => "Schools that need you",
            Kind::Administration => "Needs looking after",
            Kind::Imports => "Marks imported in the last 30 days",
            Kind::LookedAfter => "Schools",
            Kind::Packs => "Handbooks in use",
            Kind::Figures => "Your school in figures",
        }
    }

    const fn empty(self) -> &'static str {
        match self {
            Kind::Whereabouts => {
                "Every child in the registers taken so far is in school or has a reason. A child appears here when a \
                 register says absent and nobody has said why."
            }
            Kind::Registers => "Every register that is open has been taken. The next one appears here when it opens.",
            Kind::Law => {
                "No date is running. A session without a reason appears here with the day by which it needs one."
            }
            Kind::Returns => "No return is due. One appears here when the registers make it due.",
            Kind::Handbook => {
                "Nothing is due. A pupil appears here on reaching a trigger of the handbook whose task is not yet on record."
            }
            Kind::Duties => {
                "Nothing is due within four weeks. What the handbook asks of the school as a whole appears here by its date."
            }
            Kind::Entered => {
                "Nobody. A pupil appears here for five school days after days missed or attendance reach the next band."
            }
            Kind::Offers => {
                "Nothing is offered. A pupil appears here when the handbook says that something may be done."
            }
            Kind::Waiting => {
                "Nobody else owes anything. What the handbook makes due of the authority or of partners stays here until it is done."
            }
            Kind::Schools => {
                "No school needs the authority today. One appears here when a register or a return is late."
            }
            Kind::Administration => {
                "Everything is in order. A change of a handbook that waits for your answer, a calendar that ends soon, a class \
                 without a teacher, a school without an attendance lead or an address, and somebody who is locked out appear here."
            }
            Kind::Imports => {
                "None. Marks that somebody brings in from another system with rollbook import appear here, with who did it."
            }
            Kind::LookedAfter => "No school is here. One appears once rollbook school load has added it.",
            Kind::Packs => "No handbook is here. Put the folder of a pack into packs.",
            Kind::Figures => "There are no figures for your post.",
        }
    }
}

/// One section of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Section {
    /// Its place in the page.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// `2 children. Oldest: since Wednesday`.
    pub summary: String,
    /// The work, most urgent first.
    pub rows: Vec<Row>,
    /// Why there is none, and what would bring some.
    pub empty: String,
    /// A link to the rest, when not all are shown.
    pub more: Option<Link>,
    /// Ways to choose among the work; nothing where there is little.
    pub choosing: Option<Choosing>,
    /// Which part of a long list this is.
    pub paging: Paging,
}

/// Ways to choose among the work of a section. What is chosen stands in the address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choosing {
    /// By when it is due, each with its count.
    pub filters: Vec<Filter>,
    /// Where the form goes.
    pub action: String,
    /// What the form carries on.
    pub kept: Vec<Hidden>,
    /// The lists to choose from.
    pub lists: Vec<ChoiceList>,
}

/// A list to choose from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ChoiceList {
    /// Its name in the address.
    pub name: &'static str,
    /// `Class`.
    pub label: &'static str,
    /// What there is, all of them first.
    pub choices: Vec<Choice>,
}

impl Section {
    /// The section of `kind` with `rows`. `oldest` ends the summary, such as `Oldest: 4 days overdue`; it may be empty.
    pub fn new(kind: Kind, rows: Vec<Row>, oldest: &str) -> Section {
        let count = kind.counted(rows.len() as i64);
        Section {
            id: kind.id().into(),
            title: kind.title().into(),
            summary: if oldest.is_empty() { count } else { format!("{count}. {oldest}") },
            rows,
            empty: kind.empty().into(),
            more: None,
            choosing: None,
            paging: Paging::default(),
        }
    }

    /// The same section when it shows the first rows of `total` only, and `more` shows the rest.
    #[must_use]
    pub fn of_more(self, kind: Kind, total: usize, more: Link) -> Section {
        let summary = format!("{}, the first {} here", kind.counted(total as i64), self.rows.len());
        Section { summary, more: Some(more), ..self }
    }
}

/// One piece of work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// About whom: a pupil, a group or a school.
    pub who: Link,
    /// What identifies them, such as `Year 5 Hazel`.
    pub detail: String,
    /// What, and why, in one line.
    pub what: String,
    /// A second, quieter line: days missed and trend, a brother or sister with work too. May be empty.
    pub beside: String,
    /// Where the derivation stands, for what a pack decided.
    pub receipt: Option<Link>,
    /// By when.
    pub due: Status,
    /// The one button that does it.
    pub button: Button,
    /// What the button's form asks in words before it can be sent, such as `What was done`. Empty when it asks nothing.
    pub asks: String,
    /// What else there is to do about the same child, most urgent first.
    pub others: Vec<Work>,
}

/// A further thing to do about a child who has a row already.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Work {
    /// What.
    pub what: String,
    /// Where the derivation stands.
    pub receipt: Option<Link>,
    /// By when.
    pub due: Status,
    /// The one button that does it.
    pub button: Button,
    /// What the button's form asks in words; empty when it asks nothing.
    pub asks: String,
}

impl Row {
    /// A row about `who`, with a button that opens a page, without anything beside it.
    pub fn new(who: Link, detail: String, what: String, due: Status, button: Button) -> Row {
        Row {
            who,
            detail,
            what,
            beside: String::new(),
            receipt: None,
            due,
            button,
            asks: String::new(),
            others: Vec::new(),
        }
    }
}
