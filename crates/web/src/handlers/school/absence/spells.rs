//! Spells of absence: how many, how long, and whose.

use std::ops::RangeInclusive;

use analysis::figures::Lengths;
use axum::response::Response;
use documents::table::Kind;
use domain::id::SchoolId;
use service::{
    App,
    school::{
        scope::Scope,
        spells::{self, LENGTHS, NUMBERS, OfChild, Spells},
    },
};

use super::{
    Asked, SPELLS, Shown, answer, definitions, figure, filter,
    linked::{Entry, LinkedTable},
    meaning, share,
};
use crate::{error::Problem, form::Fields, pages::school::absence::Part, reader::Reader, urls, words};

/// So many children stand on the page; the file has all.
const MOST: usize = 30;

pub(in super::super) fn page(app: &App, reader: &Reader, id: SchoolId, fields: &Fields) -> Result<Response, Problem> {
    let asked = Asked::read((app, reader), id, SPELLS, fields)?;
    let found = spells::spells(app, &reader.actor, id, &asked.scope)?;
    let class = found.of_children.first().map(|one| one.child.group.clone()).unwrap_or_default();
    let parts = vec![lengths(&asked, &found), numbers(&asked, &found), most(&asked, &found)];
    answer(&asked, fields, Shown { figures: figures(&asked, &found.lengths), parts, class })
}

fn figures(asked: &Asked<'_>, lengths: &Lengths) -> Vec<crate::pages::school::Figure> {
    let days = |half_days: u32| words::days(half_days.into());
    let of = |range: &RangeInclusive<u32>| share(lengths.within(range.clone()).missed(), lengths.missed());
    let percent = |range: &RangeInclusive<u32>| of(range).map_or_else(|| String::from("none"), words::percent);
    let open = |range: &RangeInclusive<u32>| Some(asked.open(&filter::spell_of(range)));
    let [short, _, long] = &LENGTHS;
    let beside = |range: &RangeInclusive<u32>| {
        format!("{} days", meaning::length(range).replace(" days", "").replace(" day", ""))
    };
    vec![
        figure(
            "Spells",
            words::number(lengths.spells().into()),
            String::new(),
            Some(asked.open(&filter::spells(&(1..=u32::MAX)))),
        ),
        figure("Median spell", lengths.median().map_or_else(|| String::from("none"), days), String::new(), None),
        figure("Longest spell", days(lengths.longest()), String::new(), open(&(lengths.longest().max(1)..=u32::MAX))),
        figure("Missed in single days", percent(short), days(lengths.within(short.clone()).missed()), open(short)),
        figure("Missed in long spells", percent(long), beside(long), open(long)),
    ]
}

fn lengths(asked: &Asked<'_>, found: &Spells) -> (Part, Option<LinkedTable>) {
    let all = &found.lengths;
    let row = |(range, &children): (&RangeInclusive<u32>, &u32)| {
        let within = all.within(range.clone());
        vec![
            Entry::text(words::sentence(&meaning::length(range))),
            Entry::number(within.spells()),
            Entry::percent(share(within.spells(), all.spells())),
            Entry::days(within.missed()),
            Entry::percent(share(within.missed(), all.missed())),
            Entry::number(children).opening(asked.open(&filter::spell_of(range))),
        ]
    };
    let columns = [
        ("Length", Kind::Text),
        ("Spells", Kind::Number),
        ("Of all spells", Kind::Percent),
        ("Days missed in them", Kind::Number),
        ("Of all days missed", Kind::Percent),
        ("Children with one", Kind::Number),
    ];
    let rows: Vec<Vec<Entry>> = LENGTHS.iter().zip(&found.children_by_length).map(row).collect();
    let part = Part::new("lengths", "Single days against long spells", "Nobody missed a session in these days.");
    let part = Part { definitions: definitions(&["spells", "median_spell", "longest_spell"]), ..part };
    (part, (all.spells() > 0).then(|| LinkedTable::new("lengths", "Spells by length", &columns, rows)))
}

fn numbers(asked: &Asked<'_>, found: &Spells) -> (Part, Option<LinkedTable>) {
    let counted = NUMBERS.iter().zip(found.children_by_number.iter().zip(&found.missed_by_number));
    let all: u32 = found.missed_by_number.iter().sum();
    let row = |(range, (&children, &missed)): (&RangeInclusive<u32>, (&u32, &u32))| {
        vec![
            Entry::text(words::sentence(&meaning::spells(range).replace(" of absence", ""))),
            Entry::number(children).opening(asked.open(&filter::spells(range))),
            Entry::percent(share(children, found.children)),
            Entry::days(missed),
            Entry::percent(share(missed, all)),
        ]
    };
    let columns = [
        ("Spells", Kind::Text),
        ("Children", Kind::Number),
        ("Of all children", Kind::Percent),
        ("Days missed by them", Kind::Number),
        ("Of all days missed", Kind::Percent),
    ];
    let part = Part::new("numbers", "Children by number of spells", "No child is on the roll in these days.");
    (
        part,
        (found.children > 0)
            .then(|| LinkedTable::new("numbers", "Children by number of spells", &columns, counted.map(row).collect())),
    )
}

fn most(asked: &Asked<'_>, found: &Spells) -> (Part, Option<LinkedTable>) {
    let row = |one: &OfChild| {
        let child = &one.child;
        let missed =
            filter::of(filter::MISSED, &Scope { group: None, year: None, cohort: None, ..asked.scope.clone() });
        let has_left = child.pupil.enrolled_until.is_some_and(|last| last < asked.app.today());
        let link = |href: String| if has_left { String::new() } else { href };
        vec![
            Entry::text(child.pupil.name()).opening(link(urls::pupil(child.pupil.id))),
            Entry::text(child.group.clone()),
            Entry::number(one.spells),
            Entry::days(one.longest),
            Entry::days(child.tally.absent()).opening(link(urls::sessions(child.pupil.id, &missed))),
            Entry::percent(child.tally.attendance()),
        ]
    };
    let columns = [
        ("Child", Kind::Text),
        ("Class", Kind::Text),
        ("Spells", Kind::Number),
        ("Longest, days", Kind::Number),
        ("Days missed", Kind::Number),
        ("Attendance", Kind::Percent),
    ];
    let rows: Vec<Vec<Entry>> = found.of_children.iter().map(row).collect();
    let count = rows.len();
    let part = Part::new("most", "Who has most spells", "Nobody missed a session in these days.");
    let shows = (count > MOST).then_some(MOST);
    let words = shows
        .map(|most| format!("{most} of {}. The files have all.", words::counted(count as i64, "child", "children")));
    let part = Part { words: words.unwrap_or_default(), shows, ..part };
    (part, (count > 0).then(|| LinkedTable::new("most", "Who has most spells", &columns, rows)))
}
