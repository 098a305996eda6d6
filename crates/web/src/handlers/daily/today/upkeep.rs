//! What the administrator looks after: people, classes without a teacher, packs.

use domain::rule::PackHead;
use service::{App, people};

use super::Listing;
use crate::{
    error::Problem,
    link::{Button, Link},
    pages::today::{Kind, Row, Section},
    status::Status,
    urls, words,
};

pub(super) fn sections(listing: &Listing<'_>) -> Result<Vec<Section>, Problem> {
    let upkeep = people::upkeep(listing.app, &listing.reader.actor)?;
    let to_people = |whom: &str| Button::open("See the people", whom, urls::people());
    let missing = upkeep.without_teacher.iter().map(|(school, classes)| {
        let what = format!("{} no teacher.", words::counted(*classes as i64, "class has", "classes have"));
        let who = Link::new(school, urls::people());
        Row::new(who, String::new(), what, Status::due("Give a post"), to_people(&format!("of {school}")))
    });
    let leaderless = upkeep.without_lead.iter().map(|school| {
        let what = String::from("Nobody leads on attendance, so what the handbook makes due reaches nobody.");
        let who = Link::new(school, urls::people());
        Row::new(who, String::new(), what, Status::now("Now"), to_people(&format!("of {school}")))
    });
    let mut rows: Vec<Row> = leaderless.chain(missing).collect();
    let total = rows.len();
    rows.truncate(listing.shown(Kind::Administration, total));
    let packs: Vec<Row> = upkeep.packs.iter().map(|(pack, schools)| row(listing.app, pack, *schools)).collect();
    let count = packs.len();
    Ok(vec![
        listing.section(Kind::Administration, rows, total, ""),
        listing.section(
            Kind::Packs,
            packs,
            count,
            &words::counted(upkeep.people as i64, "person signs in", "people sign in"),
        ),
    ])
}

fn row(app: &App, pack: &PackHead, schools: usize) -> Row {
    let checked = pack.checked.map(|day| format!(" Held against its document on {}.", words::full_day(day)));
    let followed = match schools {
        0 => String::from("No school follows it directly."),
        some => format!("{} it.", words::counted(some as i64, "school follows", "schools follow")),
    };
    let due = match pack.until {
        Some(until) if until < app.today() => Status::now(format!("Ended {}", words::full_day(until))),
        Some(until) => Status::wait(format!("Until {} {}", words::month(until), until.year())),
        None => Status::wait("No end"),
    };
    Row::new(
        Link::new(&pack.name, urls::handbook()),
        if pack.edition.is_empty() { words::sentence(&pack.kind) } else { format!("Edition {}", pack.edition) },
        format!("{followed}{}", checked.unwrap_or_default()),
        due,
        Button::open("Read it", &pack.name, urls::handbook()),
    )
}
