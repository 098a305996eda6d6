//! Every table of the page as a file, with what the reader of the page may see and no more.

use std::collections::BTreeMap;

use axum::response::Response;
use documents::table::Kind;
use domain::{school::year_name, session::Half};
use service::school::{Week, classes::Row};

use super::Shown;
use crate::{
    error::Problem,
    handlers::school::absence::linked::{Entry, LinkedTable},
    link::Link,
    pages::{
        count::Count,
        school::{School, small::Reader as Eyes},
    },
    urls,
};

const TABLES: [&str; 8] = ["weeks", "weekdays", "bands", "classes", "cohorts", "nearest", "crossed", "counted"];

/// The address of the page, with its filters.
pub(super) fn address(shown: &Shown<'_>, for_governors: bool) -> String {
    match (for_governors, shown.kept) {
        (true, kept) => urls::school_for_governors(shown.school(), kept),
        (false, Some(day)) => urls::school_to(shown.school(), day),
        (false, None) => urls::school(shown.school()),
    }
}

/// The links to the files of each table that the template draws by itself.
pub(super) fn links(address: &str) -> BTreeMap<&'static str, Vec<Link>> {
    let joint = if address.contains('?') { '&' } else { '?' };
    TABLES.into_iter().map(|name| (name, crate::table::links(&format!("{address}{joint}table={name}")))).collect()
}

/// One of the tables of the page as a file. `drawn` are those that the page has at hand.
pub(super) fn file(
    shown: &Shown<'_>,
    view: &School,
    (name, kind): (&str, &str),
    drawn: &[&LinkedTable],
) -> Result<Response, Problem> {
    match drawn.iter().find(|table| table.name == name) {
        Some(table) => table.file(kind),
        None => table(shown, view, name).ok_or(Problem::NotFound)?.file(kind),
    }
}

/// The table called `name`, of what `view` shows.
fn table(shown: &Shown<'_>, view: &School, name: &str) -> Option<LinkedTable> {
    match name {
        "weeks" if shown.is_counted() => Some(weeks(shown)),
        "weekdays" if shown.is_counted() => Some(weekdays(shown)),
        "bands" => Some(bands(view)),
        "cohorts" => Some(cohorts(view)),
        "crossed" if shown.eyes == Eyes::Staff => Some(crossed(view)),
        "classes" if shown.eyes == Eyes::Staff => Some(classes(shown)),
        "nearest" if shown.eyes == Eyes::Staff => Some(nearest(shown)),
        "counted" => view.count.as_ref().map(counted),
        _ => None,
    }
}

fn weeks(shown: &Shown<'_>) -> LinkedTable {
    let is_staff = shown.eyes == Eyes::Staff;
    let row = |week: &Week| {
        let mut entries = vec![
            Entry::date(week.monday),
            Entry::percent(shown.share(week.this_year.attendance())),
            Entry::percent(shown.share(week.last_year.attendance())),
        ];
        if is_staff {
            entries.extend([week.this_year, week.last_year].map(|tally| Entry::number(tally.possible())));
        }
        entries
    };
    let mut columns = vec![("Week of", Kind::Date), ("This year", Kind::Percent), ("Last year", Kind::Percent)];
    if is_staff {
        columns.extend([("Possible sessions this year", Kind::Number), ("Possible sessions last year", Kind::Number)]);
    }
    LinkedTable::new("weeks", "Attendance by week", &columns, shown.figures.weeks.iter().map(row).collect())
}

fn weekdays(shown: &Shown<'_>) -> LinkedTable {
    let all = &shown.figures.weekdays;
    let row = |weekday| {
        let halves = Half::BOTH.map(|half| Entry::percent(shown.share(all.at(weekday, half).absence())));
        let day = Entry::percent(shown.share(all.on(weekday).absence()));
        [Entry::text(crate::words::weekday(weekday)), day].into_iter().chain(halves).collect()
    };
    let columns = [
        ("Weekday", Kind::Text),
        ("Sessions missed", Kind::Percent),
        ("Mornings", Kind::Percent),
        ("Afternoons", Kind::Percent),
    ];
    let rows = analysis::figures::Weekdays::DAYS.into_iter().map(row).collect();
    LinkedTable::new("weekdays", "Share of sessions missed, by weekday", &columns, rows)
}

fn bands(view: &School) -> LinkedTable {
    let columns = [("Bands", Kind::Text), ("Band", Kind::Text), ("Children", Kind::Number), ("Range", Kind::Text)];
    let of = |set: &crate::pages::school::BandSet| -> Vec<Vec<Entry>> {
        let line = |line: &crate::pages::school::BandLine| {
            let words = [line.name.clone(), line.range.clone()].map(Entry::text);
            let [name, range] = words;
            vec![Entry::text(set.title.clone()), name, said_number(&line.count), range]
        };
        set.bands.iter().map(line).collect()
    };
    LinkedTable::new("bands", "Where the children stand", &columns, view.bands.iter().flat_map(of).collect())
}

/// A number that the page says, or what stands in its place.
fn said_number(said: &str) -> Entry {
    said.replace(',', "").parse::<i64>().map_or_else(|_| Entry::text(said), Entry::number)
}

fn classes(shown: &Shown<'_>) -> LinkedTable {
    let table = &shown.figures.classes;
    let row = |row: &Row| {
        let name = match (&row.group, row.year) {
            (Some((_, name)), _) => name.clone(),
            (None, Some(year)) => year_name(year),
            (None, None) => String::from("School"),
        };
        let tally = row.tally;
        let counts = [row.children, tally.possible(), tally.attended, tally.authorised, tally.unauthorised];
        let more = [row.late, row.late_after_close, row.persistent, row.severe].map(Entry::number);
        let mut entries = vec![Entry::text(name)];
        entries.extend(counts.map(Entry::number));
        entries.push(Entry::percent(super::classes::shown_attendance(row)));
        entries.extend(more);
        entries
    };
    let columns = [
        ("Class", Kind::Text),
        ("Children", Kind::Number),
        ("Possible sessions", Kind::Number),
        ("Attended", Kind::Number),
        ("Authorised", Kind::Number),
        ("Unauthorised", Kind::Number),
        ("Attendance", Kind::Percent),
        ("Late arrivals", Kind::Number),
        ("Late, after the close", Kind::Number),
        ("Persistently absent", Kind::Number),
        ("Severely absent", Kind::Number),
    ];
    let rows = table.classes.iter().chain(&table.years).chain([&table.school]).map(row).collect();
    LinkedTable::new("classes", "Classes side by side", &columns, rows)
}

fn cohorts(view: &School) -> LinkedTable {
    let table = &view.cohorts;
    let heads: Vec<String> = table
        .columns
        .iter()
        .flat_map(|name| [format!("{name}, days missed per child"), format!("{name}, attendance")])
        .collect();
    let columns: Vec<(&str, Kind)> =
        std::iter::once(("Year", Kind::Text)).chain(heads.iter().map(|head| (head.as_str(), Kind::Text))).collect();
    let row = |name: &str, cells: &[crate::pages::school::small::Average]| {
        let cells = cells.iter().flat_map(|cell| [Entry::text(cell.days.clone()), Entry::text(cell.beside.clone())]);
        std::iter::once(Entry::text(name)).chain(cells).collect::<Vec<Entry>>()
    };
    let years = table.rows.iter().map(|year| row(&year.name, &year.cells));
    LinkedTable::new("cohorts", "By year and cohort", &columns, years.chain([row("School", &table.total)]).collect())
}

fn crossed(view: &School) -> LinkedTable {
    let columns = [("Crossed", Kind::Text), ("Child", Kind::Text), ("Class and days missed", Kind::Text)];
    let of = |crossed: &crate::pages::school::Crossed| -> Vec<Vec<Entry>> {
        let title = || Entry::text(crossed.title.clone());
        let child = |child: &crate::pages::school::CrossedChild| {
            vec![title(), Entry::text(child.who.text.clone()), Entry::text(child.detail.clone())]
        };
        let more =
            (!crossed.words.is_empty()).then(|| vec![title(), Entry::text(crossed.words.clone()), Entry::text("")]);
        crossed.children.iter().map(child).chain(more).collect()
    };
    LinkedTable::new("crossed", "Crossed a threshold", &columns, view.crossed.iter().flat_map(of).collect())
}

fn nearest(shown: &Shown<'_>) -> LinkedTable {
    let row = |near: &service::school::bands::Near| {
        let child = &shown.figures.children[near.child];
        vec![
            Entry::text(child.pupil.name()),
            Entry::text(child.group.clone()),
            Entry::days(child.tally.half_days_missed()),
            Entry::percent(child.tally.attendance()),
            Entry::days(near.half_days),
            Entry::text(near.reaches.clone()),
        ]
    };
    let columns = [
        ("Child", Kind::Text),
        ("Class", Kind::Text),
        ("Days missed", Kind::Number),
        ("Attendance", Kind::Percent),
        ("Days to it", Kind::Number),
        ("Band", Kind::Text),
    ];
    LinkedTable::new(
        "nearest",
        "Nearest to the next band",
        &columns,
        shown.figures.near.children.iter().map(row).collect(),
    )
}

fn counted(count: &Count) -> LinkedTable {
    let columns = [
        ("What", Kind::Text),
        ("Sessions", Kind::Number),
        ("Days", Kind::Text),
        ("Of possible", Kind::Text),
        ("Means", Kind::Text),
    ];
    let row = |row: &crate::pages::count::Counted| {
        vec![
            Entry::text(row.name.clone()),
            said_number(&row.sessions.text),
            Entry::text(row.days.clone()),
            Entry::text(row.share.clone()),
            Entry::text(row.meaning.clone()),
        ]
    };
    LinkedTable::new("counted", "What was counted", &columns, count.rows.iter().map(row).collect())
}
