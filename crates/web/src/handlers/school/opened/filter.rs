//! The queries that open a school's figures, what they ask for, and what the figure is called.

use analysis::figures::Counted;
use domain::{
    id::{GroupId, SchoolId},
    school::year_name,
};
use service::{
    App,
    school::{
        bands::CLOSE_HALF_DAYS,
        behind::{What, Who},
    },
};

use crate::{error::Problem, form::Fields, link::Link, pages::figures::Definition, urls, words};

pub(in super::super) const MISSED: &str = "figure=missed";
pub(in super::super) const UNAUTHORISED: &str = "figure=unauthorised";
pub(in super::super) const PERSISTENT: &str = "figure=persistent";
pub(in super::super) const SEVERE: &str = "figure=severe";
pub(in super::super) const LATE: &str = "figure=late";
pub(in super::super) const NO_REASON: &str = "figure=no-reason";
pub(in super::super) const NEAR: &str = "figure=near";

/// The children of a band of a set.
pub(in super::super) fn band(set: &str, place: usize) -> String {
    format!("set={}&band={place}", urls::encode(set))
}

/// The children of a year, a cohort, or both.
pub(in super::super) fn group(year: Option<u8>, cohort: Option<&str>) -> String {
    let year = year.map(|year| format!("year={year}"));
    let cohort = cohort.map(|name| format!("cohort={}", urls::encode(name)));
    let parts: Vec<String> = year.into_iter().chain(cohort).collect();
    if parts.is_empty() { String::from("figure=everybody") } else { parts.join("&") }
}

/// A figure that somebody wants opened.
pub(super) struct Asked {
    pub(super) asks: Asks,
    /// The query for it, without the part of the list.
    pub(super) filter: String,
}

pub(super) enum Asks {
    Children(Who),
    Sessions(What),
}

impl Asked {
    /// Reads a query; nothing when it names no figure.
    pub(super) fn read(app: &App, fields: &Fields) -> Option<Asked> {
        let set = fields.text("set");
        if !set.is_empty() {
            let place = usize::try_from(fields.number("band")?).ok()?;
            let who = Who::Band { set: set.to_owned(), place };
            return Some(Asked { asks: Asks::Children(who), filter: band(set, place) });
        }
        let (year, cohort) = (fields.text("year"), fields.text("cohort"));
        if !year.is_empty() || !cohort.is_empty() {
            let year = if year.is_empty() { None } else { Some(year.parse().ok()?) };
            let cohort = Some(cohort).filter(|cohort| !cohort.is_empty());
            let who = Who::Group { year, cohort: cohort.map(str::to_owned) };
            return Some(Asked { asks: Asks::Children(who), filter: group(year, cohort) });
        }
        if !fields.text("counted").is_empty() || !fields.text("code").is_empty() {
            return counted(app, fields);
        }
        let asks = match fields.text("figure") {
            "everybody" => Asks::Children(Who::Everybody),
            "persistent" => Asks::Children(Who::Persistent),
            "severe" => Asks::Children(Who::Severe),
            "near" => Asks::Children(Who::Near),
            "missed" => Asks::Sessions(What::Missed),
            "unauthorised" => Asks::Sessions(What::Unauthorised),
            "late" => Asks::Sessions(What::LateThisWeek),
            "no-reason" => Asks::Sessions(What::NoReasonYet),
            _ => return None,
        };
        Some(Asked { asks, filter: format!("figure={}", fields.text("figure")) })
    }
}

/// Sessions that a word or a code counts, of a class or of everybody, to the end of a day.
fn counted(app: &App, fields: &Fields) -> Option<Asked> {
    let to = match fields.text("to") {
        "" => app.today(),
        text => crate::form::day(text).filter(|&day| day <= app.today())?,
    };
    let (word, letters) = (fields.text("counted"), fields.text("code"));
    let counted = if word.is_empty() { Counted::Coded(app.codes().find(letters, to)?) } else { Counted::parse(word)? };
    let group = match fields.text("group") {
        "" => None,
        text => Some(GroupId(text.parse().ok()?)),
    };
    let what = if word.is_empty() { format!("code={}", urls::encode(letters)) } else { format!("counted={word}") };
    let of = group.map(|group| format!("&group={group}")).unwrap_or_default();
    let asks = Asks::Sessions(What::Counted { counted, group, to });
    Some(Asked { asks, filter: format!("{what}{of}&to={to}") })
}

/// What a list of children is called, and what puts a child in it.
pub(super) fn of_children(app: &App, school: SchoolId, who: &Who) -> Result<(String, Definition), Problem> {
    let days = "days_missed";
    Ok(match who {
        Who::Everybody => (String::from("Everybody on the roll"), defined(app, school, days)?),
        Who::Persistent => (String::from("Persistently absent"), defined(app, school, "persistently_absent")?),
        Who::Severe => (String::from("Severely absent"), defined(app, school, "severely_absent")?),
        Who::Near => {
            let text = format!(
                "Children for whom {} more of absence, or less, reach the next band; persistent absence, where the pack \
                 has no bands of days.",
                words::days(CLOSE_HALF_DAYS.into())
            );
            let link = Link::new("What each figure means", urls::definition("half_days_before"));
            (String::from("Close to the next band"), Definition { text, link })
        }
        Who::Band { set, place } => banded(app, school, set, *place)?,
        Who::Group { year, cohort } => {
            let year = year.map(year_name);
            let title: Vec<String> = year.into_iter().chain(cohort.clone()).collect();
            (words::sentence(&title.join(", ")), defined(app, school, days)?)
        }
    })
}

fn banded(app: &App, school: SchoolId, set: &str, place: usize) -> Result<(String, Definition), Problem> {
    let rules = app.rules(school)?;
    let set = rules.deciding_bands().find(|known| known.head.name == set).ok_or(Problem::NotFound)?;
    let band = set.bands.get(place).ok_or(Problem::NotFound)?;
    let range = super::super::ranges::range(band, set.measure.unit());
    let text = format!("{} of {}: {}, {range}, at the end of today.", band.name, set.head.name, set.measure_words);
    let href = urls::chapter_entry(&set.head.pack, &set.head.chapter, &set.head.slug);
    Ok((band.name.clone(), Definition { text, link: Link::new("Its place in the handbook", href) }))
}

/// What a list of sessions is called, and what puts a session in it.
pub(super) fn of_sessions(app: &App, school: SchoolId, what: What) -> Result<(String, Definition), Problem> {
    Ok(match what {
        What::Missed => (String::from("Sessions missed"), defined(app, school, "days_missed")?),
        What::Unauthorised => (String::from("Unauthorised absence"), defined(app, school, "sessions_unauthorised")?),
        What::LateThisWeek => {
            let before = defined(app, school, "late_before_close")?;
            let after = defined(app, school, "late_after_close")?;
            let text = format!("{} After it: {}", before.text, after.text);
            (String::from("Late this week"), Definition { text, ..before })
        }
        What::Counted { counted, to, .. } => {
            let (title, definition) = of_count(app, school, counted)?;
            (format!("{title} to {}", words::day(to)), definition)
        }
        What::NoReasonYet => {
            let text = String::from(
                "Sessions missed whose reason nobody has found yet. They count as unauthorised until one is recorded.",
            );
            let link = Link::new("What each figure means", urls::definition("sessions_unauthorised"));
            (String::from("No reason yet"), Definition { text, link })
        }
    })
}

fn of_count(app: &App, school: SchoolId, counted: Counted) -> Result<(String, Definition), Problem> {
    let name = match counted {
        Counted::Possible => "sessions_possible",
        Counted::Attended => "sessions_attended",
        Counted::Absent => "days_missed",
        Counted::Authorised => "sessions_authorised",
        Counted::Unauthorised => "sessions_unauthorised",
        Counted::Coded(code) => {
            let entry = app.codes().entry(code).ok_or(Problem::NotFound)?;
            let text = format!("{}: {}.", entry.description, entry.class.words());
            let link = Link::new("What each figure means", urls::definitions());
            return Ok((format!("Sessions with code {}", entry.letters), Definition { text, link }));
        }
        Counted::On(weekday) => {
            let title = format!("Sessions missed on {}s", words::weekday(weekday));
            return Ok((title, defined(app, school, "monday")?));
        }
        _ => return Err(Problem::NotFound),
    };
    let title = match (counted, analysis::figures::definition(name)) {
        (Counted::Absent, _) | (_, None) => "Sessions missed",
        (_, Some(definition)) => definition.title,
    };
    Ok((title.to_owned(), defined(app, school, name)?))
}

fn defined(app: &App, school: SchoolId, name: &str) -> Result<Definition, Problem> {
    let thresholds = service::school::thresholds(app, school)?;
    let text = analysis::figures::definition(name).map(|definition| definition.words(thresholds)).unwrap_or_default();
    Ok(Definition { text, link: Link::new("What each figure means", urls::definition(name)) })
}
