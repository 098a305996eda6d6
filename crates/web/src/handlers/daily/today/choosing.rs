//! Choosing among many tasks: by when they are due, by class or school, and by what there is to do. What is chosen stands in
//! the address, so that it can be kept, sent to somebody and come back to.

use service::today::Due;

use crate::{
    form::Fields,
    link::{Filter, Hidden},
    pages::{
        today::{ChoiceList, Choosing, Kind},
        what_if::Choice,
    },
    urls, words,
};

/// A task of the list, with where the child is.
#[derive(Clone, Copy)]
pub(super) struct Listed<'a> {
    pub due: &'a Due,
    /// The class, or the school for somebody who looks after several.
    pub place: &'a str,
    /// Its rank among the places, such as the year of a class.
    pub rank: u8,
}

/// By when a task is due, as the address and the page name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum When {
    All,
    Overdue,
    Dated,
    Undated,
}

impl When {
    const ALL: [When; 4] = [When::All, When::Overdue, When::Dated, When::Undated];

    const fn words(self) -> (&'static str, &'static str) {
        match self {
            When::All => ("", "All"),
            When::Overdue => ("overdue", "Overdue"),
            When::Dated => ("dated", "With a date to come"),
            When::Undated => ("undated", "Without a date"),
        }
    }

    fn fits(self, due: &Due) -> bool {
        match self {
            When::All => true,
            When::Overdue => due.is_overdue,
            When::Dated => !due.is_overdue && due.deadline.is_some(),
            When::Undated => !due.is_overdue && due.deadline.is_none(),
        }
    }
}

/// What was chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Chosen {
    when: When,
    place: String,
    task: String,
}

impl Chosen {
    pub(super) fn read(fields: &Fields) -> Chosen {
        let due = fields.text("due");
        Chosen {
            when: When::ALL.into_iter().find(|when| when.words().0 == due).unwrap_or(When::All),
            place: fields.text("place").to_owned(),
            task: fields.text("task").to_owned(),
        }
    }

    /// Whether nothing is left out.
    pub(super) fn is_everything(&self) -> bool {
        self.when == When::All && self.place.is_empty() && self.task.is_empty()
    }

    fn fits(&self, listed: &Listed<'_>) -> bool {
        self.when.fits(listed.due) && self.fits_lists(listed)
    }

    fn fits_lists(&self, listed: &Listed<'_>) -> bool {
        (self.place.is_empty() || self.place == listed.place)
            && (self.task.is_empty() || self.task == listed.due.task.name)
    }

    /// Of `all` what fits, in the same order.
    pub(super) fn of<'a>(&self, all: &[Listed<'a>]) -> Vec<Listed<'a>> {
        all.iter().filter(|listed| self.fits(listed)).copied().collect()
    }

    /// The choice again, as the query of an address.
    pub(super) fn query(&self) -> String {
        let parts = [("due", self.when.words().0), ("place", self.place.as_str()), ("task", self.task.as_str())];
        let parts = parts.into_iter().filter(|(_, value)| !value.is_empty());
        parts.map(|(name, value)| format!("{name}={}", urls::encode(value))).collect::<Vec<String>>().join("&")
    }
}

/// What there is to choose among `all`. `label` says what the places are.
pub(super) fn choosing(all: &[Listed<'_>], chosen: &Chosen, label: &'static str) -> Choosing {
    let filter = |when: When| {
        let other = Chosen { when, ..chosen.clone() };
        let count = all.iter().filter(|listed| other.fits(listed)).count();
        Filter {
            text: format!("{}, {}", when.words().1, words::number(count as i64)),
            href: urls::today_choosing(Kind::Handbook.id(), &other.query()),
            is_current: when == chosen.when,
        }
    };
    let mut places: Vec<(u8, &str)> = all.iter().map(|listed| (listed.rank, listed.place)).collect();
    let mut tasks: Vec<(u8, &str)> = all.iter().map(|listed| (0, listed.due.task.name.as_str())).collect();
    let lists =
        [("place", label, list(&mut places, &chosen.place)), ("task", "What to do", list(&mut tasks, &chosen.task))];
    let kept = [("all", Kind::Handbook.id()), ("due", chosen.when.words().0)];
    Choosing {
        filters: When::ALL.map(filter).into(),
        action: urls::today_at(Kind::Handbook.id()),
        kept: kept
            .into_iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| Hidden::new(name, value))
            .collect(),
        lists: lists.map(|(name, label, choices)| ChoiceList { name, label, choices }).into(),
    }
}

/// Each name once, with how many tasks it has, all of them first.
fn list(names: &mut [(u8, &str)], chosen: &str) -> Vec<Choice> {
    names.sort_unstable();
    let choice = |value: &str, text: String| Choice { value: value.to_owned(), text, is_chosen: value == chosen };
    let each = names.chunk_by(|one, other| one == other).map(|same| {
        let name = same[0].1;
        choice(name, format!("{name} ({})", words::number(same.len() as i64)))
    });
    std::iter::once(choice("", String::from("All"))).chain(each).collect()
}
