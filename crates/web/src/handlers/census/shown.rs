//! What the page of the census shows.

use domain::{clock, id::SchoolId};
use service::{
    App,
    census::{self, Asked, Census, Made, Part, Problem as Wrong, ProblemKind},
};

use crate::{
    error::Problem,
    link::{Filter, Hidden, Link},
    mark::MarkCell,
    pages::census::{CensusPage, CodeRow, MadeRow, PART, Preview, ProblemRow},
    reader::Reader,
    urls, words,
};

/// How many sessions to mend are linked for a child.
const LINKED: usize = 4;
/// How many things to put right are listed; the rest comes up when these are mended.
const LISTED: usize = 200;
/// How many files that were made are listed.
const MADE_LISTED: usize = 20;

/// The page before a period is known.
pub(super) fn page(app: &App, reader: &Reader, school: SchoolId) -> Result<CensusPage, Problem> {
    let terms = census::collections(app, &reader.actor, school)?.into_iter().map(|one| Filter {
        text: one.name,
        href: urls::census::of_sessions(school, one.asked),
        is_current: false,
    });
    let made = census::made(app, &reader.actor, school)?;
    Ok(CensusPage {
        back: Link::new("Returns and notices", urls::returns::of_school(school)),
        action: urls::census::of_school(school),
        terms: terms.collect(),
        second_half: Part::SecondHalf.element().into(),
        made: made.iter().take(MADE_LISTED).map(|one| made_row(school, one)).collect(),
        ..CensusPage::default()
    })
}

/// The page with what the file would say.
pub(super) fn with(
    app: &App,
    reader: &Reader,
    (school, known): (SchoolId, &Census),
    page: CensusPage,
) -> Result<CensusPage, Problem> {
    let (asked, here) = (known.asked, urls::census::of_sessions(school, known.asked));
    let made = census::made(app, &reader.actor, school)?;
    let last_made = made.iter().find(|one| one.asked == asked).map(stamp);
    let period = asked.period;
    let fields =
        [Hidden::new("first", period.first), Hidden::new("last", period.last), Hidden::new(PART, asked.part.element())];
    let preview = Preview {
        title: days(asked),
        facts: facts(known),
        codes: known.by_code(app.codes()).iter().map(|&one| code_row(app, one)).collect(),
        problems: known.problems.iter().take(LISTED).map(problem).collect(),
        made: last_made.unwrap_or_default(),
        fields: if known.pupils.is_empty() { Vec::new() } else { fields.to_vec() },
    };
    let terms = page.terms.into_iter().map(|term| Filter { is_current: term.href == here, ..term });
    Ok(CensusPage {
        terms: terms.collect(),
        first: date(period.first),
        last: date(period.last),
        is_second_half: asked.part == Part::SecondHalf,
        preview: Some(preview),
        ..page
    })
}

fn facts(known: &Census) -> Vec<(String, String)> {
    let number = |count: u32| words::number(count.into());
    let total = known.total;
    let mut facts = vec![
        ("Pupils in the file", words::number(known.pupils.len() as i64)),
        ("Possible sessions", number(total.possible())),
        ("Attended", number(total.attended)),
        ("Missed, authorised", number(total.authorised)),
        ("Missed, unauthorised", number(total.unauthorised)),
    ];
    if let Some(ages) = known.ages.filter(|_| known.of_other_ages > 0) {
        let pupils = words::counted(known.of_other_ages as i64, "pupil is", "pupils are");
        let (youngest, oldest) = (ages.youngest_years, ages.oldest_years);
        let day = date(ages.taken_on(known.asked.period.first));
        facts.push(("Not in the file", format!("{pupils} not {youngest} to {oldest} years old on {day}")));
    }
    facts.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn code_row(app: &App, (code, count): (domain::code::Code, u32)) -> CodeRow {
    let words = app.codes().entry(code).map(|entry| entry.description.clone()).unwrap_or_default();
    CodeRow { mark: MarkCell::new(app.codes(), Some(code)), words, count: words::number(count.into()) }
}

fn problem(one: &Wrong) -> ProblemRow {
    let sessions = one.kind.sessions();
    let at = |session: &domain::session::Session| Link::new(words::session(*session), urls::mark(one.pupil, *session));
    let mend = match one.kind {
        ProblemKind::NoNumber(_) => vec![Link::new("Correct the number", urls::admission::amend(one.pupil))],
        _ => sessions.iter().take(LINKED).map(at).collect(),
    };
    let more = match sessions.len().saturating_sub(LINKED) {
        0 => String::new(),
        more => format!("and {} more", words::number(more as i64)),
    };
    let what = words::sentence(&one.kind.to_string());
    ProblemRow { who: Link::new(&one.name, urls::pupil(one.pupil)), what, mend, more }
}

fn made_row(school: SchoolId, one: &Made) -> MadeRow {
    let of = Link::new(days(one.asked), urls::census::of_sessions(school, one.asked));
    MadeRow { of, pupils: one.pupils.clone(), by: stamp(one) }
}

/// `1 September 2026 to 18 December 2026`.
fn days(asked: Asked) -> String {
    let days = format!("{} to {}", date(asked.period.first), date(asked.period.last));
    if asked.part == Part::SecondHalf { format!("{days}, second half of the summer") } else { days }
}

/// `1 September 2026`.
fn date(day: domain::Date) -> String {
    format!("{} {} {}", day.day(), words::month(day), day.year())
}

fn stamp(one: &Made) -> String {
    let at = clock::local(one.at);
    format!("{} {}, {}, {}", date(at.date()), words::time(at.time()), one.by.name, one.by.position)
}
