//! Why sessions were missed: by code, weekday and half of the day, class and year.

use analysis::figures::{Counted, Weekdays};
use axum::response::Response;
use documents::table::Kind;
use domain::{id::SchoolId, school::year_name, session::Half, tally::Tally};
use service::{
    App,
    school::{
        reasons::{self, Coded, Reasons},
        scope::Scope,
        stretch::Stretch,
    },
};

use super::{
    Asked, Noun, REASONS, Shown, answer, definitions, figure, filter, linked::Entry, linked::LinkedTable, share,
};
use crate::{error::Problem, form::Fields, pages::school::absence::Part, reader::Reader, words};

pub(in super::super) fn page(app: &App, reader: &Reader, id: SchoolId, fields: &Fields) -> Result<Response, Problem> {
    const NOUN: Noun = REASONS;
    let asked = Asked::read((app, reader), id, NOUN, fields)?;
    let found = reasons::reasons(app, &reader.actor, id, &asked.scope)?;
    let class = found.classes.first().and_then(|row| row.group.clone()).map(|(_, name)| name).unwrap_or_default();
    let parts = vec![
        by_code(&asked, &found),
        by_session(&asked, &found.weekdays),
        classes(&asked, &found),
        years(&asked, &found),
    ];
    answer(&asked, fields, Shown { figures: figures(&asked, &found), parts, class })
}

fn figures(asked: &Asked<'_>, found: &Reasons) -> Vec<crate::pages::school::Figure> {
    let Tally { authorised, unauthorised, .. } = found.tally;
    let possible = found.tally.possible();
    let percent = |part: u32| share(part, possible).map(words::percent).unwrap_or_default();
    let days = |half_days: u32| words::days(half_days.into());
    let open = |filter: &str| Some(asked.open(filter));
    let number = |count: u32| words::number(count.into());
    vec![
        figure("Attendance", percent(found.tally.attended), String::new(), open("counted=attended")),
        figure("Missed", days(found.tally.absent()), percent(found.tally.absent()), open(filter::MISSED)),
        figure("Authorised", days(authorised), percent(authorised), open(filter::AUTHORISED)),
        figure("Unauthorised", days(unauthorised), percent(unauthorised), open(filter::UNAUTHORISED)),
        figure(
            "Late, before the close",
            number(found.lates.before_close),
            String::new(),
            open("counted=late-before-close"),
        ),
        figure(
            "Late, after the close",
            number(found.lates.after_close),
            String::new(),
            open("counted=late-after-close"),
        ),
    ]
}

fn by_code(asked: &Asked<'_>, found: &Reasons) -> (Part, Option<LinkedTable>) {
    let codes = asked.app.codes();
    let possible = found.tally.possible();
    let row = |coded: &Coded| {
        let entry = codes.entry(coded.code)?;
        let href = asked.open(&format!("code={}", crate::urls::encode(&entry.letters)));
        let of = share(coded.sessions, possible).filter(|_| entry.class.is_possible());
        Some(vec![
            Entry::text(entry.letters.clone()).opening(href.clone()),
            Entry::text(entry.description.clone()),
            Entry::text(entry.class.words()),
            Entry::number(coded.sessions).opening(href),
            Entry::days(coded.sessions),
            Entry::percent(of),
            Entry::number(coded.children),
        ])
    };
    let columns = [
        ("Code", Kind::Text),
        ("Means", Kind::Text),
        ("Counts as", Kind::Text),
        ("Sessions", Kind::Number),
        ("Days", Kind::Number),
        ("Of possible", Kind::Percent),
        ("Children", Kind::Number),
    ];
    let rows: Vec<Vec<Entry>> = found.codes.iter().filter_map(row).collect();
    let part = Part::new("codes", "By reason", "No register was taken in these days.");
    let part = Part {
        definitions: definitions(&["sessions_possible", "sessions_authorised", "sessions_unauthorised"]),
        ..part
    };
    (part, (!rows.is_empty()).then(|| LinkedTable::new("codes", "Sessions by code", &columns, rows)))
}

fn by_session(asked: &Asked<'_>, weekdays: &Weekdays) -> (Part, Option<LinkedTable>) {
    let entries = |tally: Tally, counted: Counted| {
        let href = counted.word().map(|word| asked.open(&format!("counted={word}"))).unwrap_or_default();
        [Entry::number(tally.absent()).opening(href), Entry::percent(tally.absence())]
    };
    let row = |weekday| {
        let [am, pm] = Half::BOTH.map(|half| entries(weekdays.at(weekday, half), Counted::At(weekday, half)));
        let both = entries(weekdays.on(weekday), Counted::On(weekday));
        [vec![Entry::text(words::weekday(weekday))], am.into(), pm.into(), both.into()].concat()
    };
    let half = |half| Weekdays::DAYS.into_iter().map(|weekday| weekdays.at(weekday, half)).sum::<Tally>();
    let [am, pm] = Half::BOTH.map(half);
    let all: Tally = [am, pm].into_iter().sum();
    let week = [
        vec![Entry::text("All days")],
        entries(am, Counted::In(Half::Morning)).into(),
        entries(pm, Counted::In(Half::Afternoon)).into(),
        entries(all, Counted::Absent).into(),
    ]
    .concat();
    let columns = [
        ("Weekday", Kind::Text),
        ("Mornings missed", Kind::Number),
        ("Of possible", Kind::Percent),
        ("Afternoons missed", Kind::Number),
        ("Of possible", Kind::Percent),
        ("Both", Kind::Number),
        ("Of possible", Kind::Percent),
    ];
    let rows: Vec<Vec<Entry>> = Weekdays::DAYS.into_iter().map(row).chain([week]).collect();
    let part = Part::new("sessions", "By weekday and half of the day", "No session was possible in these days.");
    let part = Part { definitions: definitions(&["monday", "morning", "monday_morning"]), ..part };
    let table = LinkedTable::new("sessions", "Sessions missed by weekday and half of the day", &columns, rows);
    (part, (all.possible() > 0).then_some(table))
}

fn classes(asked: &Asked<'_>, found: &Reasons) -> (Part, Option<LinkedTable>) {
    let row = |row: &reasons::Part| {
        let (group, name) = row.group.clone()?;
        Some(side(asked, row, name, &Scope { group: Some(group), ..asked.scope.clone() }))
    };
    let rows: Vec<Vec<Entry>> = found.classes.iter().filter_map(row).collect();
    let part = Part::new("classes", "By class", "No child is in these classes in these days.");
    let part = Part { definitions: definitions(&MEASURES), ..part };
    (part, (!rows.is_empty()).then(|| side_by_side("classes", "By class", "Class", asked, rows)))
}

fn years(asked: &Asked<'_>, found: &Reasons) -> (Part, Option<LinkedTable>) {
    let row = |row: &reasons::Part| {
        side(asked, row, year_name(row.year), &Scope { year: Some(row.year), ..asked.scope.clone() })
    };
    let rows: Vec<Vec<Entry>> = found.years.iter().map(row).collect();
    let part = Part::new("years", "By year", "No child is on the roll in these days.");
    (part, (!rows.is_empty()).then(|| side_by_side("years", "By year", "Year", asked, rows)))
}

const MEASURES: [&str; 7] = [
    "attendance_percent",
    "sessions_authorised",
    "sessions_unauthorised",
    "late_before_close",
    "late_after_close",
    "persistently_absent",
    "severely_absent",
];

fn side(asked: &Asked<'_>, row: &reasons::Part, name: String, scope: &Scope) -> Vec<Entry> {
    let open = |filter: &str| asked.open_among(filter, scope.clone());
    let number = |count: u32, filter: &str| Entry::number(count).opening(open(filter));
    let days = |half_days: u32, filter: &str| Entry::days(half_days).opening(open(filter));
    let (tally, lates) = (row.tally, row.lates);
    let mut entries = vec![
        Entry::text(name).opening(open(filter::EVERYBODY)),
        number(row.children, filter::EVERYBODY),
        Entry::percent(tally.attendance()).opening(open(filter::POSSIBLE)),
        days(tally.authorised, filter::AUTHORISED),
        Entry::percent(share(tally.authorised, tally.possible())),
        days(tally.unauthorised, filter::UNAUTHORISED),
        Entry::percent(share(tally.unauthorised, tally.possible())),
        number(lates.before_close, "counted=late-before-close"),
        number(lates.after_close, "counted=late-after-close"),
    ];
    if asked.stretch == Stretch::Year {
        entries.extend([number(row.persistent, filter::PERSISTENT), number(row.severe, filter::SEVERE)]);
    }
    entries
}

fn side_by_side(name: &'static str, title: &str, head: &str, asked: &Asked<'_>, rows: Vec<Vec<Entry>>) -> LinkedTable {
    let mut columns = vec![
        (head, Kind::Text),
        ("Children", Kind::Number),
        ("Attendance", Kind::Percent),
        ("Authorised days", Kind::Number),
        ("Of possible", Kind::Percent),
        ("Unauthorised days", Kind::Number),
        ("Of possible", Kind::Percent),
        ("Late, before the close", Kind::Number),
        ("Late, after the close", Kind::Number),
    ];
    if asked.stretch == Stretch::Year {
        columns.extend([("Persistently absent", Kind::Number), ("Severely absent", Kind::Number)]);
    }
    LinkedTable::new(name, title, &columns, rows)
}
