//! What an example expects of a session's code: `[Leave decision] gives "C" on Mon 7 Dec 2026 am`, `nothing gives a code on …`.

use domain::{
    decide::{Given, given},
    rule::Applies,
    session::{Half, Session},
};

use super::{expect::Look, run::Seen};
use crate::words;

const HELP: &str = "write a day and a half of it, like `Mon 7 Dec 2026 am`";

/// Nothing when it is as `text` says, else what is so instead.
pub(super) fn check(look: &Look<'_>, text: &str, seen: &mut Seen) -> Option<String> {
    let (said, when) = text.rsplit_once(" on ").unwrap_or((text, ""));
    let session = match session(when) {
        Ok(session) => session,
        Err(what) => return Some(format!("{what}: {HELP}")),
    };
    let all = given(look.stage.rules, &look.facts);
    let found = all.iter().find(|one| one.covers(session));
    seen.extend(words::names(said));
    seen.extend(found.map(|one| one.head.name.clone()));
    let is = found.map_or_else(|| String::from("nothing gives a code"), words_of);
    (is != said).then(|| format!("{is} on {when}"))
}

fn words_of(given: &Given) -> String {
    let applies = match given.applies {
        Applies::Always => "",
        Applies::IfAbsent => " if absent",
    };
    format!("[{}] gives \"{}\"{applies}", given.head.name, given.code)
}

fn session(text: &str) -> Result<Session, String> {
    let (day, half) = text.trim().rsplit_once(' ').ok_or("no session is named")?;
    let half = Half::BOTH.into_iter().find(|known| known.short() == half).ok_or("no half of the day is named")?;
    Ok(Session::new(words::date(day)?, half))
}
