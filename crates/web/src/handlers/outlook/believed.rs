//! How far the early warning can be believed: on invented years, and on the school's own last year.

use analysis::outlook::{Group, Measured, Model, Part, Range, Row};
use axum::response::Response;
use documents::table::{Cell, Column, Kind, Table};
use domain::{Date, id::SchoolId, tally::Percent};
use service::{
    App,
    outlook::{self, Calibration, Own, Tested},
};

use super::{frame, standing, to_switch};
use crate::{
    chart::reliability::{Said, reliability},
    error::Problem,
    form::Fields,
    link::Link,
    pages::outlook::{CalibrationPage, sentences::of_ten},
    reader::Reader,
    table::{self, TableView},
    urls, words,
};

pub(super) fn page(app: &App, reader: &Reader, id: SchoolId, fields: &Fields) -> Result<Response, Problem> {
    let found = outlook::calibration(app, &reader.actor, id)?;
    let tables = [parts(&found), groups(found.measured), own(&found), agreement(found.measured)];
    let names = ["parts", "groups", "own", "reliability"];
    let kind = fields.text("file");
    if !kind.is_empty() {
        let chosen = names.iter().position(|&name| name == fields.text("table")).ok_or(Problem::NotFound)?;
        return table::file(&tables[chosen], kind, &format!("early-warning-{}", names[chosen]));
    }
    let address = |name: &str| format!("{}?table={name}", urls::outlook::calibration(id));
    let view = |at: usize| Some(TableView::with_files(&tables[at], &address(names[at])));
    let may_list = reader.actor.may(domain::permission::Permission::LeadCases, domain::permission::Place::School(id));
    let links = [
        may_list.then(|| Link::new("What it says of each child", urls::outlook::of_school(id))),
        Some(Link::new("What the words mean", urls::definition("early_warning"))),
        to_switch(&found.switch),
    ];
    let page = CalibrationPage {
        back: Link::new(format!("About {}", found.switch.school.name), urls::particulars(id)),
        standing: standing(&found.switch),
        picture: reliability("reliability", &said(found.measured)),
        reliability: view(3),
        parts: view(0),
        groups: view(1),
        own_picture: reliability("own-reliability", &own_said(&found.own)),
        own: if found.own.is_empty() { None } else { view(2) },
        own_words: own_words(&found.own),
        links: links.into_iter().flatten().collect(),
    };
    let frame = frame(reader, "Early warning: how far it can be believed", &found.switch);
    Ok(reader.show(&frame, "outlook/calibration.html", page))
}

fn said(measured: &Measured) -> Vec<Said> {
    let everybody = measured.reliability.iter().filter(|one| one.group == Group::Everybody);
    everybody.map(|one| point(one.range, one.reached, one.children)).collect()
}

fn own_said(own: &[Tested]) -> Vec<Said> {
    let point = |tested: &Tested| match tested.own {
        Own::Checked(count) => Some(point(count.range(), count.reached, count.children)),
        Own::TooFew(_) => None,
    };
    own.iter().filter_map(point).collect()
}

fn point(range: Range, reached: u32, children: u32) -> Said {
    Said { range: (range.low, range.high), middle: range.middle, observed: reached * 1000 / children.max(1) }
}

fn own_words(own: &[Tested]) -> String {
    if own.is_empty() {
        return "No whole school year of this school before this one is in the log, so it could not be tested here. What follows \
                rests on invented years alone."
            .into();
    }
    let failed = own.iter().filter(|tested| tested.own.has_failed()).count();
    let tested = own.iter().filter(|tested| matches!(tested.own, Own::Checked(_))).count();
    match (tested, failed) {
        (0, _) => "Too few children were here last year to test it on them.".into(),
        (tested, 0) => format!(
            "It was asked about last year at {} and agreed with what happened each time, better than the simple rule.",
            words::counted(tested as i64, "time of the year", "times of the year")
        ),
        (tested, failed) => format!(
            "It was asked about last year at {}. At {failed} of them what it would have said was not what happened, or the \
             simple rule was as good: there it is silent in this school.",
            words::counted(tested as i64, "time of the year", "times of the year")
        ),
    }
}

fn columns(all: &[(&str, Kind)]) -> Vec<Column> {
    all.iter().map(|&(heading, kind)| Column { heading: heading.into(), kind }).collect()
}

fn share(thousandths: u32) -> Cell {
    Cell::Percent(Percent::thousandths(thousandths * 100))
}

/// Hundred thousandths as `0.0845`.
fn squared(error: u32) -> Cell {
    Cell::Text(format!("0.{error:05}"))
}

fn number(count: u32) -> Cell {
    Cell::Number(count.into())
}

fn weeks(model: &Model, stage: usize) -> String {
    let stage = &model.stages[stage];
    format!("School weeks {} to {}", stage.first_week, stage.last_week)
}

const MEASURED: [(&str, Kind); 9] = [
    ("", Kind::Text),
    ("Invented children", Kind::Number),
    ("Reached the line", Kind::Percent),
    ("Said: at least", Kind::Percent),
    ("Said: at most", Kind::Percent),
    ("Squared error", Kind::Text),
    ("Of the simple rule", Kind::Text),
    ("Of one answer for all", Kind::Text),
    ("So it", Kind::Text),
];

fn measured(name: String, row: &Row, verdict: String) -> Vec<Cell> {
    let (model, rule, base) = row.brier;
    vec![
        Cell::Text(name),
        number(row.children),
        share(row.reached * 1000 / row.children.max(1)),
        share(row.range.low),
        share(row.range.high),
        squared(model),
        squared(rule),
        squared(base),
        Cell::Text(verdict),
    ]
}

/// The groups of which nothing is said in a part of the year.
fn silent(measured: &Measured, stage: usize) -> String {
    let of_part = measured.rows.iter().filter(|row| row.part == Part::Stage(stage) && !row.speaks);
    let names: Vec<String> = of_part.map(|row| row.group.words()).collect();
    match names.as_slice() {
        [] => String::from("speaks"),
        names if names.contains(&Group::Everybody.words()) => String::from("says nothing"),
        names => format!("speaks, but not of: {}", names.join(", ")),
    }
}

const SQUARED_NOTE: &str = "Squared error (Brier score): the mean of the squared distance between the middle of what was said and \
                            what happened; smaller is better. The simple rule is given its best chance: it says the share of \
                            children who reached the line among those whom it puts over it, and among those it puts under it.";

fn parts(found: &Calibration) -> Table {
    let mut heads = MEASURED;
    heads[0].0 = "Time of the year";
    let row = |stage: usize| {
        let row = found.measured.row(Part::Stage(stage), Group::Everybody)?;
        Some(measured(weeks(found.model, stage), row, silent(found.measured, stage)))
    };
    Table {
        title: "By time of the year, on invented years".into(),
        columns: columns(&heads),
        rows: (0..found.model.stages.len()).filter_map(row).collect(),
        notes: vec![
            SQUARED_NOTE.into(),
            "It speaks of a group at a time of the year only where it is better than the simple rule by more than two standard \
             errors, and what was said agrees with what happened. In the first two and the last school weeks it says nothing."
                .into(),
        ],
    }
}

fn groups(all: &Measured) -> Table {
    let mut heads = MEASURED;
    heads[0].0 = "Group";
    let rows = all.rows.iter().filter(|row| row.part == Part::All).map(|row| {
        let parts = all.rows.iter().filter(|one| one.group == row.group && one.part != Part::All);
        let (speaks, of) = parts.fold((0, 0), |(speaks, of), one| (speaks + u32::from(one.speaks), of + 1));
        measured(row.group.words(), row, format!("speaks at {speaks} of {of} times of the year"))
    });
    Table {
        title: "By group, on invented years".into(),
        columns: columns(&heads),
        rows: rows.collect(),
        notes: vec![
            "Of a group that is not here, such as a sixth form, it says nothing: nobody measured it. No group is an \
                     input; each is measured so that it is not wrong for some while it is right on average."
                .into(),
        ],
    }
}

fn agreement(all: &Measured) -> Table {
    let rows = all.reliability.iter().map(|one| {
        let observed = one.reached * 1000 / one.children.max(1);
        let holds = (one.range.low..=one.range.high).contains(&observed);
        vec![
            Cell::Text(format!("{}: {}", one.group.words(), of_ten(one.range))),
            number(one.children),
            share(one.range.low),
            share(one.range.middle),
            share(one.range.high),
            share(observed),
            Cell::Text(if holds { "within" } else { "outside" }.into()),
        ]
    });
    Table {
        title: "What was said and what happened, on invented years".into(),
        columns: columns(&[
            ("Group, and what was said", Kind::Text),
            ("Invented children", Kind::Number),
            ("At least", Kind::Percent),
            ("Middle", Kind::Percent),
            ("At most", Kind::Percent),
            ("Happened", Kind::Percent),
            ("What happened is", Kind::Text),
        ]),
        rows: rows.collect(),
        notes: Vec::new(),
    }
}

fn own(found: &Calibration) -> Table {
    let row = |tested: &Tested| {
        let name = format!("{}, asked at the end of {}", weeks(found.model, tested.stage), dated(tested.day));
        let verdict = if tested.own.has_failed() { "silent here" } else { "speaks" };
        match tested.own {
            Own::TooFew(children) => {
                let mut cells = vec![Cell::Text(name), number(children)];
                cells.resize(7, Cell::Empty);
                cells.push(Cell::Text("too few to tell".into()));
                cells
            }
            Own::Checked(count) => {
                let (model, rule, _) = count.brier();
                let range = count.range();
                vec![
                    Cell::Text(name),
                    number(count.children),
                    number(count.reached),
                    Cell::Number((u64::from(range.low) * u64::from(count.children) / 1000) as i64),
                    Cell::Number((u64::from(range.high) * u64::from(count.children)).div_ceil(1000) as i64),
                    squared(model),
                    squared(rule),
                    Cell::Text(verdict.into()),
                ]
            }
        }
    };
    Table {
        title: "In this school’s last year".into(),
        columns: columns(&[
            ("Time of the year", Kind::Text),
            ("Children it would have spoken of", Kind::Number),
            ("Of them over the line by July", Kind::Number),
            ("It would have said: at least", Kind::Number),
            ("At most", Kind::Number),
            ("Squared error", Kind::Text),
            ("Of the simple rule", Kind::Text),
            ("So it", Kind::Text),
        ]),
        rows: found.own.iter().map(row).collect(),
        notes: vec!["Agrees: as many as was said, give or take two standard deviations of chance, and a smaller squared error than \
                     that of the simple rule. Where it does not, it is silent in this school at that time of the year."
            .into()],
    }
}

fn dated(day: Date) -> String {
    format!("{} {} {}", day.day(), words::month(day), day.year())
}
