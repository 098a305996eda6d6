//! The editions of a school's handbook by their days: what was so on a day is decided by the edition of that day.

use domain::{
    Date,
    case::Event,
    clock,
    decide::{Decided, Facts, decide, since_each},
    id::SchoolId,
    rule::Rules,
};

use crate::{App, Error, packs::Shelf};

/// The editions that have applied to a school, the latest first.
pub(crate) struct Editions<'a>(Vec<Edition<'a>>);

struct Edition<'a> {
    /// Its first day; nothing for the one built into the program.
    first: Option<Date>,
    rules: &'a Rules,
}

impl<'a> Editions<'a> {
    /// Those up to `day`. One that changed only the handbooks of others is none.
    pub(crate) fn to(app: &'a App, school: SchoolId, day: Date) -> Result<Editions<'a>, Error> {
        Editions::of(app.shelf(), &app.school(school)?.pack, day)
    }

    /// Those of `pack` out of any editions.
    pub(crate) fn of(shelf: &'a Shelf, pack: &str, day: Date) -> Result<Editions<'a>, Error> {
        let mut all: Vec<Edition<'a>> = Vec::new();
        let mut at = Some(day);
        while let Some(day) = at {
            let first = shelf.since(day);
            let rules = shelf.on(day).rules(pack)?;
            match all.last_mut().filter(|younger| younger.rules == rules) {
                Some(younger) => younger.first = first,
                None => all.push(Edition { first, rules }),
            }
            at = first.and_then(|first| first.yesterday().ok());
        }
        Ok(Editions(all))
    }

    /// Since when each of these entries has held without a break, by the edition of each day; nothing for one that does not
    /// hold. Looks back as far as anything is known.
    pub(crate) fn since_each<'n>(&self, facts: &Facts<'_>, names: &[&'n str]) -> Vec<(&'n str, Option<Date>)> {
        self.since_in(0, facts, names)
    }

    /// The first day of the youngest edition on whose eve this was not so; nothing when it was so on all of them.
    pub(crate) fn begun_with(
        &self,
        mut was_so: impl FnMut(Date) -> Result<bool, Error>,
    ) -> Result<Option<Date>, Error> {
        for first in self.0.iter().filter_map(|edition| edition.first) {
            if let Ok(eve) = first.yesterday()
                && !was_so(eve)?
            {
                return Ok(Some(first));
            }
        }
        Ok(None)
    }

    fn since_in<'n>(&self, place: usize, facts: &Facts<'_>, names: &[&'n str]) -> Vec<(&'n str, Option<Date>)> {
        let Some(edition) = self.0.get(place) else { return names.iter().map(|name| (*name, None)).collect() };
        let mut found = since_each(edition.rules, facts, names);
        let older = self.0.get(place + 1);
        let Some((first, older)) = edition.first.zip(older) else { return found };
        // What began after the first school day of this edition began in it.
        let opens = facts.sheet.calendar.on_or_after(first).unwrap_or(first);
        let reaches_back = |since: Option<Date>| since.is_some_and(|day| day <= opens);
        let back: Vec<&'n str> =
            found.iter().filter(|(_, since)| reaches_back(*since)).map(|(name, _)| *name).collect();
        let Ok(eve) = first.yesterday() else { return found };
        if back.is_empty() {
            return found;
        }
        let history: Vec<Event> =
            facts.history.iter().filter(|event| clock::local(event.at).date() <= eve).cloned().collect();
        let on_eve = Facts { day: eve, history: &history, ..*facts };
        let (now, then) = (decide(edition.rules, facts), decide(older.rules, &on_eve));
        // The older edition may have called them otherwise.
        let called = |name: &'n str| edition.rules.name_in(name, older.rules).unwrap_or(name);
        let were: Vec<&str> = back.iter().map(|name| called(name)).collect();
        let earlier = self.since_in(place + 1, &on_eve, &were);
        for (name, since) in found.iter_mut().filter(|(_, since)| reaches_back(*since)) {
            let was = called(name);
            let held = earlier.iter().find(|(known, _)| *known == was).and_then(|(_, since)| *since);
            let band_then = band(&then, was).map(|band| edition.rules.word_now(name, band));
            *since = match held {
                Some(day) if band(&now, name) == band_then => Some(day),
                _ => since.map(|day| day.max(first)),
            };
        }
        found
    }
}

/// The band of the set called `name`; nothing for what is no set.
fn band<'a>(decided: &'a Decided, name: &str) -> Option<&'a str> {
    decided.bands.iter().find(|band| band.set == name).map(|band| band.band.as_str())
}
