//! Arguments that several commands read alike.

use std::path::Path;

use domain::{Date, Time, permission::Actor, school::SessionTimes};
use imports::{Layout, Wanted};
use store::Store;

use crate::outcome::Failure;

/// Reads a day.
pub fn day(text: &str) -> Result<Date, String> {
    text.parse().map_err(|_| format!("`{text}` is not a day: write it as 2026-11-24"))
}

/// Reads `field=Column`.
pub fn wanted(text: &str) -> Result<Wanted, String> {
    let advice = "write it as `code=Mark`, the field first: upn, key, name, surname, forename, group, date, session, am, pm, \
                  code, minutes_late, possible or count";
    Wanted::parse(text).ok_or_else(|| format!("`{text}` names no field and column: {advice}"))
}

/// Reads the word of a layout.
pub fn layout(text: &str) -> Result<Layout, String> {
    let words = Layout::ALL.map(|layout| format!("`{}`", layout.word())).join(", ");
    Layout::parse(text).ok_or_else(|| format!("`{text}` is no layout: choose one of {words}"))
}

/// Reads `08:50-09:20-12:00`: when a register opens, when it closes, and when the half of the day ends.
pub fn times(text: &str) -> Result<SessionTimes, String> {
    let unreadable = || format!("`{text}` are no session times: write opening, close and end as 08:50-09:20-12:00");
    let read = |part: &str| part.trim().parse::<Time>().map_err(|_| unreadable());
    let parts = text.split('-').map(read).collect::<Result<Vec<Time>, String>>()?;
    match parts[..] {
        [opens, closes, ends] if opens < closes && closes < ends => Ok(SessionTimes { opens, closes, ends }),
        _ => Err(unreadable()),
    }
}

/// Reads a whole file.
pub fn file(path: &Path) -> Result<Vec<u8>, Failure> {
    std::fs::read(path).map_err(|error| Failure::file(path, &error))
}

/// Opens records that are there already.
pub fn open_existing(address: &str) -> Result<Store, Failure> {
    if let Some(path) = address.strip_prefix("sqlite:")
        && !Path::new(path).exists()
    {
        return Err(Failure::new(format!("there is no file `{path}`: look at how it is written")));
    }
    Ok(Store::open(address)?)
}

/// Who signs in with an e-mail address.
pub fn person(store: &store::Store, email: &str) -> Result<Actor, Failure> {
    let found = store.read(|tx| store::person::with_email(tx, email))?;
    let nobody = || Failure::new(format!("nobody signs in with `{email}`: look at how it is written"));
    found.map(|person| person.actor).ok_or_else(nobody)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn session_times_are_three_times_in_order() {
        let read = times("08:50-09:20-12:00").expect("in order");
        assert_eq!((read.opens.hour(), read.closes.minute(), read.ends.hour()), (8, 20, 12));
        for text in ["08:50-09:20", "09:20-08:50-12:00", "ten-eleven-twelve", ""] {
            assert!(times(text).is_err(), "{text}");
        }
    }
}
