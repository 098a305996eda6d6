//! What was counted to a day, in rows: the same for a pupil, a class, a year and a school.

use analysis::figures::{Thresholds, definition};
use domain::{
    Date,
    calendar::Calendar,
    code::Code,
    tally::{Percent, Tally},
};
use service::App;

use crate::{
    form::{self, Fields},
    link::Link,
    pages::count::{Count, Counted},
    words,
};

/// The day that was asked for with `to`: today unless it is a day up to today; and what to say of another.
pub(super) fn day(fields: &Fields, today: Date) -> (Date, String) {
    match (fields.text("to"), form::day(fields.text("to"))) {
        ("", _) => (today, String::new()),
        (_, Some(day)) if day <= today => (day, String::new()),
        _ => (today, String::from("Give a day up to today. Counted to today instead.")),
    }
}

/// What was counted, and where.
pub(super) struct Source<'a> {
    pub app: &'a App,
    pub calendar: &'a Calendar,
    pub thresholds: Thresholds,
    pub tally: Tally,
    pub by_code: Vec<(Code, u32)>,
    pub to: Date,
    pub error: String,
    /// Where the form goes.
    pub action: String,
    /// Where the sessions stand that a word (`counted=absent`) or a code (`code=I`) counts; nothing without an address.
    pub link: &'a dyn Fn(&str) -> Option<String>,
}

/// The view of it.
pub(super) fn view(source: &Source<'_>) -> Count {
    let today = source.app.today();
    let first = source.calendar.year_start(source.to).unwrap_or_else(|| domain::calendar::school_year_start(source.to));
    let tally = source.tally;
    let mut rows = vec![
        named(source, "sessions_possible", "possible", tally.possible(), None),
        named(source, "sessions_attended", "attended", tally.attended, tally.attendance()),
        named(source, "sessions_missed", "absent", tally.absent(), tally.absence()),
        named(source, "sessions_authorised", "authorised", tally.authorised, share(tally.authorised, tally)),
        named(source, "sessions_unauthorised", "unauthorised", tally.unauthorised, share(tally.unauthorised, tally)),
    ];
    rows.extend(source.by_code.iter().map(|&(code, count)| coded(source, code, count)));
    Count {
        action: source.action.clone(),
        to: source.to.to_string(),
        latest: today.to_string(),
        period: format!("{} to {}.", words::full_day(first), words::full_day(source.to)),
        choices: Vec::new(),
        error: source.error.clone(),
        rows,
    }
}

fn named(source: &Source<'_>, name: &str, word: &str, count: u32, share: Option<Percent>) -> Counted {
    let meaning = definition(name);
    let title = meaning.map_or(word, |meaning| meaning.title);
    let words = meaning.map(|meaning| meaning.words(source.thresholds)).unwrap_or_default();
    counted(source, title.to_owned(), words, &format!("counted={word}"), count, share)
}

fn coded(source: &Source<'_>, code: Code, count: u32) -> Counted {
    let entry = source.app.codes().entry(code);
    let letters = source.app.codes().letters(code);
    let name = entry.map_or_else(|| letters.to_owned(), |entry| format!("{letters}: {}", entry.description));
    let means = entry.map_or_else(String::new, |entry| words::sentence(entry.class.words()));
    let is_possible = entry.is_some_and(|entry| entry.class.is_possible());
    let share = if is_possible { share(count, source.tally) } else { None };
    counted(source, name, means, &format!("code={}", crate::urls::encode(letters)), count, share)
}

fn counted(
    source: &Source<'_>,
    name: String,
    meaning: String,
    filter: &str,
    count: u32,
    share: Option<Percent>,
) -> Counted {
    let number = words::number(count.into());
    Counted {
        name,
        meaning,
        sessions: Link::new(number, (source.link)(filter).unwrap_or_default()),
        days: words::days(count.into()),
        share: share.map(words::percent).unwrap_or_default(),
    }
}

/// Rounded half up, for showing only.
fn share(count: u32, tally: Tally) -> Option<Percent> {
    Tally { attended: tally.possible() - count.min(tally.possible()), authorised: count, unauthorised: 0 }.absence()
}
