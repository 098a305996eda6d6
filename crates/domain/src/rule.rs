//! Rules as a typed tree: what a pack's text becomes. The evaluator knows nothing of the text it came from.

mod action;
mod amount;
pub mod condition;
mod due;
mod gives;
mod parent;
mod plain;
mod setting;
mod source;
mod stage;
mod succession;
mod told;

use alloc::{collections::BTreeMap, string::String, vec::Vec};

use jiff::civil::Date;

pub use action::{About, Action, Advice, Consent, Cycle, Kind, Limit, Need, Needed, Part, Period};
pub use condition::{
    Amount, Atom, Bound, Condition, Dates, FieldOf, Measure, Range, Side, Test, Unit, What, Whom, Window,
};
pub use due::{Anchor, Due};
pub use gives::{Applies, Gives};
pub use parent::ForEachParent;
pub use setting::{Setting, Tighter, Value};
pub use source::Source;
pub use stage::{Stage, StageLimit, Stages};
pub use succession::{Earlier, Succession};
pub use told::{Page, Role, Service};

/// How binding an entry is, as its document puts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Strength {
    /// It has to be done.
    Must,
    /// It is done unless somebody says why not.
    Expected,
    /// It is thought about, and the answer recorded.
    Consider,
    /// It is allowed.
    May,
    /// It says what something is.
    Defines,
    /// It tests other entries.
    Tests,
}

impl Strength {
    /// Every strength, strongest first.
    pub const ALL: [Strength; 6] =
        [Strength::Must, Strength::Expected, Strength::Consider, Strength::May, Strength::Defines, Strength::Tests];

    /// The word that opens a citation.
    pub const fn word(self) -> &'static str {
        match self {
            Strength::Must => "Must",
            Strength::Expected => "Expected",
            Strength::Consider => "Consider",
            Strength::May => "May",
            Strength::Defines => "Defines",
            Strength::Tests => "Tests",
        }
    }

    /// Reads [`Strength::word`] in any case.
    pub fn parse(text: &str) -> Option<Strength> {
        Strength::ALL.into_iter().find(|strength| strength.word().eq_ignore_ascii_case(text.trim()))
    }
}

/// Where an entry stands, what it is called and what it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its name.
    pub name: String,
    /// Its stable identifier within the pack: the name in lower case with hyphens.
    pub slug: String,
    /// The folder name of its pack.
    pub pack: String,
    /// The file name of its chapter, without folder and ending.
    pub chapter: String,
    /// The line of its heading or row, from 1.
    pub line: usize,
    /// How binding it is.
    pub strength: Strength,
    /// The rows of the requirements register that it carries out.
    pub rows: Vec<String>,
    /// The readings adopted where its document is unclear.
    pub readings: Vec<String>,
    /// The first day on which it applies, when that is not its pack's.
    pub from: Option<Date>,
    /// The last day on which it applies, when that is not its pack's.
    pub until: Option<Date>,
    /// What it was called before, and whose place it takes.
    pub succession: Succession,
}

impl Head {
    /// Whether the entry's own dates contain `day`.
    pub fn is_in_force(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// A pack itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackHead {
    /// Its name.
    pub name: String,
    /// Its folder name.
    pub slug: String,
    /// `national`, `authority` or `school`.
    pub kind: String,
    /// The packs it extends, by name.
    pub extends: Vec<String>,
    /// The edition of its document.
    pub edition: String,
    /// The document it carries out, when there is one.
    pub document: String,
    /// The first day on which it applies.
    pub from: Option<Date>,
    /// The last day on which it applies.
    pub until: Option<Date>,
    /// The day on which it was last held against its document.
    pub checked: Option<Date>,
    /// The day on which its document was issued, as far as it says.
    pub issued: Option<Date>,
}

impl PackHead {
    /// Whether the pack applies on `day`.
    pub fn is_in_force(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// A group of pupils.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cohort {
    /// Name and source.
    pub head: Head,
    /// Whether somebody may record it of a pupil.
    pub is_recorded: bool,
    /// When it follows from something else.
    pub when: Option<Condition>,
}

/// One band.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Band {
    /// Its name in the document.
    pub name: String,
    /// The values that it covers.
    pub range: Range,
    /// Who leads in it.
    pub led_by: Vec<String>,
    /// Who else takes part.
    pub with: Vec<String>,
    /// Its line in the chapter.
    pub line: usize,
}

/// A set of bands over one measure. Every value falls in exactly one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bands {
    /// Name and source.
    pub head: Head,
    /// What is measured.
    pub measure: Measure,
    /// What is measured, in the handbook's words.
    pub measure_words: String,
    /// The bands in the order of the table.
    pub bands: Vec<Band>,
    /// The set that this one is shown beside and does not decide.
    pub second_opinion_to: Option<String>,
    /// Who alone sees it; empty for everybody.
    pub shown_to: Vec<String>,
    /// Who may record another band, with a reason; empty when nobody may.
    pub overridden_by: Vec<String>,
}

/// Something that is so of a pupil, and is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flag {
    /// Name and source.
    pub head: Head,
    /// When it is so.
    pub when: Condition,
    /// When it is not, all the same.
    pub unless: Option<Condition>,
    /// For a list: to whom it is shown.
    pub shown_to: Vec<String>,
    /// Once reached, it stands until this was done; what was counted before that is not counted again.
    pub stands_until: Option<Test>,
}

/// Something that somebody owes while its condition holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Task {
    /// Name and source.
    pub head: Head,
    /// When it stands.
    pub when: Condition,
    /// When it does not, all the same.
    pub unless: Option<Condition>,
    /// Whom it is about.
    pub about: About,
    /// When it is due.
    pub due: Due,
    /// The latest day for it, whatever else is said.
    pub no_later_than: Option<Due>,
    /// Whether only what was done since it last arose closes it, and not all of the school year.
    pub arises_anew: bool,
    /// When it is overdue by a count rather than a date.
    pub overdue_when: Option<Condition>,
    /// Whose task it is.
    pub owner: Vec<String>,
    /// Who is told by it.
    pub to: Vec<String>,
    /// The letter or form by which it is done, when there is one.
    pub opens: Option<String>,
}

/// Something that may be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Name and source.
    pub head: Head,
    /// What it opens: `note`, `referral`, `information`, or the name of a thing.
    pub opens: String,
    /// For whom alone it is offered.
    pub when: Option<Condition>,
}

/// What is offered while a condition holds, with everything that the menus below offer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Menu {
    /// Name and source.
    pub head: Head,
    /// For whom.
    pub when: Condition,
    /// The menus it adds to.
    pub adds_to: Vec<String>,
    /// Its own items.
    pub items: Vec<Item>,
}

/// A cell of a decision's row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Case {
    /// Anything.
    Any,
    /// Exactly these words.
    Is(String),
    /// An amount in a range.
    In(Range),
}

/// A table that answers a question. Every combination stands in exactly one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Name and source.
    pub head: Head,
    /// What is asked for, in order.
    pub inputs: Vec<String>,
    /// The inputs that are measured, when nobody gives them: their place, and how.
    pub measured: Vec<(usize, Measure)>,
    /// The rows: a case for each input, and the answer.
    pub rows: Vec<(Vec<Case>, String)>,
}

/// All rules of the layers of a school, lowest layer first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rules {
    /// The packs, lowest first.
    pub packs: Vec<PackHead>,
    /// Settings.
    pub settings: Vec<Setting>,
    /// Cohorts, in the order in which they can be worked out.
    pub cohorts: Vec<Cohort>,
    /// Band sets.
    pub bands: Vec<Bands>,
    /// Decisions.
    pub decisions: Vec<Decision>,
    /// Flags.
    pub flags: Vec<Flag>,
    /// Lists.
    pub lists: Vec<Flag>,
    /// Tasks.
    pub tasks: Vec<Task>,
    /// Menus.
    pub menus: Vec<Menu>,
    /// What can be done.
    pub actions: Vec<Action>,
    /// Levels of casework.
    pub stages: Vec<Stages>,
    /// Gates beside those of the things themselves.
    pub limits: Vec<Limit>,
    /// Who is who.
    pub roles: Vec<Role>,
    /// What is said to somebody.
    pub pages: Vec<Page>,
    /// Who helps.
    pub services: Vec<Service>,
    /// Names that are no longer, and what is called by another one now.
    pub renamed: BTreeMap<String, String>,
    /// Bands, stages, outcomes and values of findings that were called otherwise: by their entry, what they were and what they are.
    pub renamed_words: BTreeMap<String, BTreeMap<String, String>>,
    /// What is counted for one parent alone: see [`Rules::note_parents`].
    pub for_each_parent: ForEachParent,
}

impl Rules {
    /// The highest layer: the pack that the school follows.
    pub fn pack(&self) -> Option<&PackHead> {
        self.packs.last()
    }

    /// The national layer that is younger than the document of `pack`: such a document speaks of the law before it, and the
    /// national layer is laid over it (C-G-15).
    pub fn younger_law(&self, pack: &PackHead) -> Option<&PackHead> {
        let national = self.packs.iter().find(|one| one.kind == "national")?;
        (pack.issued? < national.from?).then_some(national)
    }

    /// The setting called `name`, or the one of a layer above that moves it.
    pub fn setting(&self, name: &str) -> Option<&Setting> {
        let is_it = |setting: &&Setting| setting.head.name == name || setting.tightens.as_deref() == Some(name);
        self.settings.iter().rev().find(is_it)
    }

    /// The role called `name`.
    pub fn role(&self, name: &str) -> Option<&Role> {
        self.roles.iter().rev().find(|role| role.head.name == name)
    }

    /// The decision called `name`.
    pub fn decision(&self, name: &str) -> Option<&Decision> {
        self.decisions.iter().rev().find(|decision| decision.head.name == name)
    }

    /// What can be done under `name`.
    pub fn action(&self, name: &str) -> Option<&Action> {
        let called = |name: &str| self.actions.iter().rev().find(|action| action.head.name == name);
        called(name).or_else(|| called(self.successor(name)?))
    }

    /// The band sets that decide something, not second opinions and not the parents' colours.
    pub fn deciding_bands(&self) -> impl Iterator<Item = &Bands> {
        self.bands.iter().filter(|set| set.second_opinion_to.is_none() && set.shown_to.is_empty())
    }

    /// Every entry's head, with the word for its kind.
    pub fn heads(&self) -> Vec<(&'static str, &Head)> {
        let mut heads: Vec<(&'static str, &Head)> = Vec::new();
        heads.extend(self.settings.iter().map(|one| ("Setting", &one.head)));
        heads.extend(self.cohorts.iter().map(|one| ("Cohort", &one.head)));
        heads.extend(self.bands.iter().map(|one| ("Bands", &one.head)));
        heads.extend(self.decisions.iter().map(|one| ("Decision", &one.head)));
        heads.extend(self.flags.iter().map(|one| ("Flag", &one.head)));
        heads.extend(self.lists.iter().map(|one| ("List", &one.head)));
        heads.extend(self.tasks.iter().map(|one| ("Task", &one.head)));
        for menu in &self.menus {
            heads.push(("Menu", &menu.head));
            heads.extend(menu.items.iter().map(|item| ("Item", &item.head)));
        }
        for action in &self.actions {
            heads.push((action.kind.word(), &action.head));
            heads.extend(action.parts.iter().map(|part| ("Part", &part.head)));
        }
        heads.extend(self.stages.iter().map(|one| ("Stages", &one.head)));
        heads.extend(self.limits.iter().map(|one| ("Limit", &one.head)));
        heads.extend(self.roles.iter().map(|one| ("Role", &one.head)));
        heads.extend(self.pages.iter().map(|one| ("Page", &one.head)));
        heads.extend(self.services.iter().map(|one| ("Service", &one.head)));
        heads
    }
}

/// The stable identifier of a name: lower case, with hyphens for everything that is no letter or digit.
pub fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for letter in name.chars() {
        if letter.is_alphanumeric() {
            slug.extend(letter.to_lowercase());
        } else if !matches!(letter, '\'' | '’') && !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
    }
    while slug.ends_with('-') {
        slug.pop();
    }
    slug
}
