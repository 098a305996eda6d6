//! Who comes late, how late, on which weekdays and in which weeks.

use analysis::figures::{Counted, Lates, Weekdays};
use axum::response::Response;
use documents::table::Kind;
use domain::{Date, id::SchoolId};
use service::{
    App,
    school::{
        lateness::{self, Class, Late, Lateness},
        scope::Scope,
    },
};

use super::{Asked, LATENESS, Shown, answer, definitions, figure, filter, linked::Entry, linked::LinkedTable, share};
use crate::{
    chart::weeks::{Week, weeks},
    error::Problem,
    form::Fields,
    pages::school::absence::Part,
    reader::Reader,
    urls, words,
};

/// So many children stand on the page; the file has all.
const MOST: usize = 30;

pub(in super::super) fn page(app: &App, reader: &Reader, id: SchoolId, fields: &Fields) -> Result<Response, Problem> {
    let asked = Asked::read((app, reader), id, LATENESS, fields)?;
    let found = lateness::lateness(app, &reader.actor, id, &asked.scope)?;
    let class = found.classes.first().map(|class| class.name.clone()).unwrap_or_default();
    let parts =
        vec![by_week(&asked, &found), by_weekday(&asked, &found), classes(&asked, &found), most(&asked, &found)];
    answer(&asked, fields, Shown { figures: figures(&asked, &found), parts, class })
}

const LATES: [(&str, Kind); 4] = [
    ("Before the close", Kind::Number),
    ("After the close", Kind::Number),
    ("All", Kind::Number),
    ("Minutes recorded", Kind::Number),
];

fn figures(asked: &Asked<'_>, found: &Lateness) -> Vec<crate::pages::school::Figure> {
    let number = |count: u32| words::number(count.into());
    let percent = |count: u32| share(count, found.tally.possible()).map(words::percent).unwrap_or_default();
    let lates = found.lates;
    let open = |filter: &str| Some(asked.open(filter));
    vec![
        figure("Late arrivals", number(lates.all()), percent(lates.all()), open(filter::LATE)),
        figure(
            "Before the close",
            number(lates.before_close),
            String::from("attended"),
            open("counted=late-before-close"),
        ),
        figure("After the close", number(lates.after_close), String::from("missed"), open("counted=late-after-close")),
        figure("Minutes recorded", number(lates.minutes), String::from("min"), None),
        figure(
            "Children who came late",
            number(found.late.len() as u32),
            format!("of {}", number(found.children)),
            open(filter::CAME_LATE),
        ),
    ]
}

fn entries(lates: Lates, open: &dyn Fn(&str) -> String, all: &str) -> Vec<Entry> {
    vec![
        Entry::number(lates.before_close).opening(open("counted=late-before-close")),
        Entry::number(lates.after_close).opening(open("counted=late-after-close")),
        Entry::number(lates.all()).opening(open(all)),
        Entry::number(lates.minutes),
    ]
}

fn by_week(asked: &Asked<'_>, found: &Lateness) -> (Part, Option<LinkedTable>) {
    let drawn: Vec<Week> = found
        .weeks
        .iter()
        .map(|&(monday, lates)| Week { monday, before: lates.before_close.into(), after: lates.after_close.into() })
        .collect();
    let row = |&(monday, lates): &(Date, Lates)| {
        let week = analysis::Period::week_of(monday);
        let scope = Scope {
            from: Some(monday.max(asked.scope.period().first)),
            to: week.last.min(asked.scope.to),
            ..asked.scope.clone()
        };
        let open = |filter: &str| asked.open_among(filter, scope.clone());
        let name = format!("{} {} {}", monday.day(), words::month(monday), monday.year());
        [vec![Entry::text(name)], entries(lates, &open, filter::LATE)].concat()
    };
    let rows: Vec<Vec<Entry>> = found.weeks.iter().map(row).collect();
    let part = Part::new("weeks", "Week by week", "There is no school day in these days.");
    let part = Part {
        chart: if drawn.len() > 1 { weeks("Late arrivals", &drawn) } else { None },
        words: String::from(
            "Before and after the register closed. A week's lists name everybody who was on the roll in it.",
        ),
        definitions: definitions(&["late", "late_before_close", "late_after_close"]),
        ..part
    };
    let columns = [vec![("Week of", Kind::Text)], LATES.to_vec()].concat();
    (part, (!rows.is_empty()).then(|| LinkedTable::new("weeks", "Late arrivals by week", &columns, rows)))
}

fn by_weekday(asked: &Asked<'_>, found: &Lateness) -> (Part, Option<LinkedTable>) {
    let row = |(weekday, &lates): (domain::Weekday, &Lates)| {
        let all = Counted::LateOn(weekday).word().map(|word| asked.open(&format!("counted={word}")));
        vec![
            Entry::text(words::weekday(weekday)),
            Entry::number(lates.before_close),
            Entry::number(lates.after_close),
            Entry::number(lates.all()).opening(all.unwrap_or_default()),
            Entry::number(lates.minutes),
        ]
    };
    let rows: Vec<Vec<Entry>> = Weekdays::DAYS.into_iter().zip(&found.weekdays).map(row).collect();
    let part = Part::new("weekdays", "By weekday", "");
    let part = Part { definitions: definitions(&["minutes_late"]), ..part };
    let columns = [vec![("Weekday", Kind::Text)], LATES.to_vec()].concat();
    (part, Some(LinkedTable::new("weekdays", "Late arrivals by weekday", &columns, rows)))
}

fn classes(asked: &Asked<'_>, found: &Lateness) -> (Part, Option<LinkedTable>) {
    let row = |class: &Class| {
        let scope = Scope { group: Some(class.group), ..asked.scope.clone() };
        let open = |filter: &str| asked.open_among(filter, scope.clone());
        let name = Entry::text(class.name.clone()).opening(open(filter::EVERYBODY));
        [vec![name, Entry::number(class.children)], entries(class.lates, &open, filter::LATE)].concat()
    };
    let rows: Vec<Vec<Entry>> = found.classes.iter().map(row).collect();
    let part = Part::new("classes", "By class", "No child is in these classes in these days.");
    let columns = [vec![("Class", Kind::Text), ("Children", Kind::Number)], LATES.to_vec()].concat();
    (part, (!rows.is_empty()).then(|| LinkedTable::new("classes", "Late arrivals by class", &columns, rows)))
}

fn most(asked: &Asked<'_>, found: &Lateness) -> (Part, Option<LinkedTable>) {
    let row = |late: &Late| {
        let child = &late.child;
        let days = filter::of("counted=late", &Scope { group: None, year: None, cohort: None, ..asked.scope.clone() });
        let has_left = child.pupil.enrolled_until.is_some_and(|last| last < asked.app.today());
        let link = |href: String| if has_left { String::new() } else { href };
        vec![
            Entry::text(child.pupil.name()).opening(link(urls::pupil(child.pupil.id))),
            Entry::text(child.group.clone()),
            Entry::number(late.lates.before_close),
            Entry::number(late.lates.after_close),
            Entry::number(late.lates.all()).opening(link(urls::sessions(child.pupil.id, &days))),
            Entry::number(late.lates.minutes),
            Entry::number(late.timed),
        ]
    };
    let columns =
        [vec![("Child", Kind::Text), ("Class", Kind::Text)], LATES.to_vec(), vec![("Of how many", Kind::Number)]]
            .concat();
    let rows: Vec<Vec<Entry>> = found.late.iter().map(row).collect();
    let count = rows.len();
    let part = Part::new("most", "Who is late most", "Nobody came late in these days.");
    if count == 0 {
        return (part, None);
    }
    let table = LinkedTable::new("most", "Who is late most", &columns, rows).noted(
        "Minutes are added up over the arrivals whose minutes were recorded; of how many they are stands beside them.",
    );
    if count <= MOST {
        return (part, Some(table));
    }
    let words = format!("{} of {}. The files have all.", MOST, words::counted(count as i64, "child", "children"));
    (Part { words, shows: Some(MOST), ..part }, Some(table))
}
