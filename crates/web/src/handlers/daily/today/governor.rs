//! A governor's own school: how it stands, in numbers without names, and the handbooks that it follows.

use domain::tally::{Percent, Tally};
use service::school::{AsOf, Figures};

use super::{Listing, upkeep};
use crate::{
    error::Problem,
    link::{Button, Link},
    pages::{
        school::small::{Reader as Eyes, days_per_child},
        today::{Figure, Kind, Row, Section},
    },
    status::Status,
    urls, words,
};

/// What a governor may see: numbers without names, small ones hidden.
const EYES: Eyes = Eyes::Governor;

/// The way to all figures, and what the school has to follow.
pub(super) fn sections(listing: &Listing<'_>) -> Result<Vec<Section>, Problem> {
    let packs = service::handbook::packs(listing.app, &listing.reader.actor)?;
    let rows: Vec<Row> = packs.iter().map(|pack| upkeep::handbook(listing.app, &pack.head, "")).collect();
    let count = rows.len();
    Ok(vec![own(listing)?, listing.section(Kind::Packs, rows, count, "")])
}

fn own(listing: &Listing<'_>) -> Result<Section, Problem> {
    let school = listing.app.own_school(&listing.reader.actor)?;
    let href = urls::school(school.id);
    let row = Row::new(
        Link::new(&school.name, href.clone()),
        words::sentence(school.phase.word()),
        String::from(
            "Week by week, by pathway, by year and by cohort, in numbers without names, to the end of whole weeks.",
        ),
        Status::done(""),
        Button::open("See all figures", &format!("of {}", school.name), href),
    );
    let report = Row::new(
        Link::new("Report for governors", urls::report::governors(school.id, None, None)),
        String::from("By year and cohort, beside other schools, and what was done"),
        String::from("On a page, to print, and as files."),
        Status::done(""),
        Button::open("Open the report", "for governors", urls::report::governors(school.id, None, None)),
    );
    Ok(Section { summary: String::new(), ..Section::new(Kind::Figures, vec![row, report], "") })
}

/// The figures that a governing board asks for, each with last week's and last year's.
pub(super) fn figures(listing: &Listing<'_>) -> Result<Vec<Figure>, Problem> {
    let school = listing.app.own_school(&listing.reader.actor)?.id;
    let veiled = service::report::small::veiled(listing.app, &listing.reader.actor, school, listing.app.today())?;
    let figures = veiled.figures;
    if figures.now.children == 0 {
        return Ok(Vec::new());
    }
    let figure = |label: &str, say: fn(&AsOf) -> (String, String)| {
        let (number, beside) = say(&figures.now);
        Figure { label: label.into(), number, beside, lines: before(&figures, say) }
    };
    let mut all = vec![
        figure("Days missed per child", missed),
        figure("Persistently absent", |as_of| children(as_of.persistent, as_of)),
        figure("Severely absent", |as_of| children(as_of.severe, as_of)),
        figure("Unauthorised days per child", unauthorised),
        unsettled(&figures),
    ];
    all.extend(registers(listing)?);
    Ok(all)
}

fn before(figures: &Figures, say: fn(&AsOf) -> (String, String)) -> Vec<String> {
    let said = |when: &str, then: &AsOf| match say(then) {
        (number, beside) if beside.is_empty() => format!("{when} {number}"),
        (number, beside) => format!("{when} {number}, {beside}"),
    };
    let week = figures.week_before.as_ref().filter(|then| then.children > 0);
    vec![
        week.map_or_else(|| String::from("first week of the year"), |then| said("last week", then)),
        figures
            .year_before
            .as_ref()
            .map_or_else(|| String::from("last year not known"), |then| said("last year", then)),
    ]
}

fn missed(as_of: &AsOf) -> (String, String) {
    (per_child(as_of.tally.half_days_missed(), as_of), percent(as_of.tally.attendance()))
}

fn unauthorised(as_of: &AsOf) -> (String, String) {
    let Tally { unauthorised, .. } = as_of.tally;
    (per_child(unauthorised, as_of), percent(as_of.tally.unauthorised_absence()))
}

fn per_child(half_days: u32, as_of: &AsOf) -> String {
    days_per_child(half_days.into(), as_of.children.into())
}

fn percent(percent: Option<Percent>) -> String {
    percent.map_or_else(String::new, words::percent)
}

fn children(count: u32, as_of: &AsOf) -> (String, String) {
    // What may not be shown is 0 here.
    match count {
        0 => (String::from("hidden"), String::new()),
        _ => (words::number(count.into()), EYES.share(count.into(), as_of.children.into())),
    }
}

fn unsettled(figures: &Figures) -> Figure {
    let past = EYES.count(figures.unsettled.past_their_day.into());
    Figure {
        label: String::from("No reason yet"),
        number: EYES.count(figures.unsettled.sessions.into()),
        beside: String::from("sessions"),
        lines: vec![format!("{past} past their date")],
    }
}

/// How many registers of the session that is on, or was last, are taken.
fn registers(listing: &Listing<'_>) -> Result<Option<Figure>, Problem> {
    let school = listing.app.own_school(&listing.reader.actor)?.id;
    let progress = service::register::progress(listing.app, &listing.reader.actor, school)?;
    Ok(progress.filter(|progress| progress.registers > 0).map(|progress| Figure {
        label: String::from("Registers taken"),
        number: words::number(progress.taken as i64),
        beside: format!("of {}", words::number(progress.registers as i64)),
        lines: vec![words::session(progress.session)],
    }))
}
