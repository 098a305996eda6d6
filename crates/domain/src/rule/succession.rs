//! What an entry was called before, and whose place it takes: what is on record under the older name counts for it.

use alloc::{string::String, vec::Vec};

use super::{Head, Rules, slug};
use crate::case::Event;

/// An older name: one that the entry had itself, or that of the entry whose place it takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// The folder name of the pack in which it stood.
    pub pack: String,
    /// The name.
    pub name: String,
}

/// How an entry follows on others.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Succession {
    /// Its older names.
    pub earlier: Vec<Earlier>,
    /// The entry whose place it takes: one of a layer below, or an older one of its own pack.
    pub replaces: Option<String>,
    /// The kinds of pack that may replace it, such as `school`; empty when none may.
    pub replaceable_by: Vec<String>,
}

impl Head {
    /// Whether a link to the entry of `pack` with this identifier leads here, by what it is called now or was called before.
    pub fn answers_to(&self, pack: &str, called: &str) -> bool {
        let is_now = self.pack == pack && slug(&self.name) == called;
        is_now || self.succession.earlier.iter().any(|one| one.pack == pack && slug(&one.name) == called)
    }
}

impl Rules {
    /// What the thing that was once called `name` is called now; nothing for a name that still is one.
    pub fn successor(&self, name: &str) -> Option<&str> {
        if self.renamed.is_empty() { None } else { self.renamed.get(name).map(String::as_str) }
    }

    /// Whether both names are those of one thing, at whatever time.
    pub fn is_same(&self, one: &str, other: &str) -> bool {
        one == other
            || (!self.renamed.is_empty()
                && self.successor(one).unwrap_or(one) == self.successor(other).unwrap_or(other))
    }

    /// What the band, stage, outcome or value of `thing` that was once called `word` is called now.
    pub fn word_now<'w>(&'w self, thing: &str, word: &'w str) -> &'w str {
        let of_thing = self.renamed_words.iter().filter(|(of, _)| self.is_same(of, thing));
        of_thing.filter_map(|(_, words)| words.get(word)).next().map_or(word, String::as_str)
    }

    /// Whether `event` ended as `word`, by whatever name that went at the time.
    pub fn ended_as(&self, event: &Event, thing: &str, word: &str) -> bool {
        self.word_now(thing, event.outcome()) == word
    }

    /// What the entry that is called `name` here was called in `older` rules; nothing where it had this name already, or is new.
    pub fn name_in<'o>(&self, name: &str, older: &'o Rules) -> Option<&'o str> {
        let mut earlier = self.renamed.iter().filter(|(_, now)| *now == name).map(|(old, _)| old.as_str()).peekable();
        earlier.peek()?;
        let heads: Vec<(&str, &Head)> = older.heads();
        let find =
            |wanted: &str| heads.iter().find(|(_, head)| head.name == wanted).map(|(_, head)| head.name.as_str());
        if find(name).is_some() { None } else { earlier.find_map(find) }
    }

    /// Whether `event` is one of the thing called `name`.
    pub fn is_of(&self, event: &Event, name: &str) -> bool {
        event.name().is_some_and(|done| self.is_same(done, name))
    }
}
