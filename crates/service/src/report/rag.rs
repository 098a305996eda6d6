//! Red, amber and green: a rating that a pack wants of a child's attendance (LAN-234, LAN-237).

use domain::rule::{Kind, Rules};

use crate::standing::Standing;

/// A rating.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rag {
    /// A concern.
    Red,
    /// To be watched.
    Amber,
    /// As it should be.
    Green,
}

impl Rag {
    /// Every rating, what needs somebody most first.
    pub const ALL: [Rag; 3] = [Rag::Red, Rag::Amber, Rag::Green];

    /// The word that stands beside the colour, so that nobody has to see colours.
    pub const fn word(self) -> &'static str {
        match self {
            Rag::Red => "red",
            Rag::Amber => "amber",
            Rag::Green => "green",
        }
    }

    /// Reads the first word of what a pack says: `amber`, `Red zone`.
    pub fn parse(words: &str) -> Option<Rag> {
        let first = words.split_whitespace().next()?.to_lowercase();
        Rag::ALL.into_iter().find(|rag| rag.word() == first)
    }
}

/// How the rules rate a child's attendance: as somebody recorded it last this school year, where a finding of the pack has the
/// three ratings as its values; otherwise by the band in which the child is, where a set of the pack has them as its bands.
/// Nothing where the pack has neither, and where it is for a person to rate and nobody has.
pub fn rag(rules: &Rules, standing: &Standing) -> Option<Rag> {
    let is_rating = |words: &[String]| Rag::ALL.iter().all(|rag| words.iter().any(|one| Rag::parse(one) == Some(*rag)));
    let mut findings =
        rules.actions.iter().filter(|action| action.kind == Kind::Finding && is_rating(&action.ends_as)).peekable();
    if findings.peek().is_some() {
        let names: Vec<&str> = findings.map(|action| action.head.name.as_str()).collect();
        let is_one = |name: &str| names.contains(&name);
        let last = standing.history.iter().rev().find(|event| event.name().is_some_and(is_one));
        return last.and_then(|event| Rag::parse(event.outcome()));
    }
    let sets = rules.bands.iter().filter(|set| {
        let names: Vec<String> = set.bands.iter().map(|band| band.name.clone()).collect();
        is_rating(&names)
    });
    let mut places = sets.filter_map(|set| crate::school::bands::in_set(standing, set));
    places.find_map(|band| Rag::parse(&band.band))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rating_is_read_from_the_words_of_the_packs() {
        assert_eq!(Rag::parse("amber"), Some(Rag::Amber));
        assert_eq!(Rag::parse("Red zone"), Some(Rag::Red));
        assert_eq!(Rag::parse("Greenhouse"), None);
        assert_eq!(Rag::parse(""), None);
    }
}
