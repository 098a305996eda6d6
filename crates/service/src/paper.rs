//! Registers on paper: a certificate of one pupil's attendance, a week of a class as it was kept, and the roll of a day to be
//! taken with a pen when the network is down.

mod certificate;

use documents::table::{Cell, Column, Kind, Table};
use domain::{
    Date,
    code::CodeTable,
    id::GroupId,
    permission::{Actor, Permission, Place},
    pupil::Pupil,
    school::Group,
    session::{Half, Session},
};
use jiff::civil::Weekday;

pub use certificate::{Certificate, Day, Signed, certificate, document};

use crate::{App, Error};

/// Blank lines at the end of a roll, for children who came meanwhile.
const SPARE_LINES: usize = 3;

/// The register of a class in the week of `day`, Monday to Friday, as the log has it now: each pupil, each session.
pub fn week(app: &App, by: &Actor, group: GroupId, day: Date) -> Result<Table, Error> {
    let monday = monday(day);
    let friday = monday.saturating_add(jiff::Span::new().days(4));
    let (group, pupils) = class(app, by, group, (monday, friday))?;
    let school = app.school(group.school)?;
    let calendar = app.calendar(school.id)?;
    let days: Vec<Date> = calendar.between(monday, friday).to_vec();
    if days.is_empty() {
        return Err(Error::NotFound("school day in that week"));
    }
    app.follow(school.id)?;
    let view = app.view(school.id);
    let roll = view.roll()?;
    let sessions: Vec<Session> =
        days.iter().flat_map(|&date| Half::BOTH.map(|half| Session::new(date, half))).collect();
    let mut columns = vec![text("Name"), text("UPN")];
    columns.extend(sessions.iter().map(|one| text(&format!("{} {}", one.date.strftime("%a %-d"), one.half.short()))));
    let codes = app.codes();
    let mark = |pupil: &Pupil, session: Session| {
        let letters = roll.mark(pupil.id, session).map(|code| codes.letters(code));
        match (letters, roll.minutes_late(pupil.id, session)) {
            (Some(letters), Some(minutes)) => Cell::Text(format!("{letters} {minutes}")),
            (Some(letters), None) => Cell::Text(letters.to_owned()),
            (None, _) => Cell::Empty,
        }
    };
    let rows = pupils.iter().map(|pupil| {
        let marks = sessions.iter().map(|&session| mark(pupil, session));
        [Cell::Text(listed(pupil)), Cell::Text(pupil.upn.clone())].into_iter().chain(marks).collect()
    });
    Ok(Table {
        title: format!("{}, {}: week of {}", school.name, group.name, monday.strftime("%-d %B %Y")),
        columns,
        rows: rows.collect(),
        notes: vec![
            format!("As the register stands at entry {}. Minutes late stand after the code.", roll.last_entry()),
            key(codes, monday),
        ],
    })
}

/// The roll of a class for `day`, to be marked with a pen: the codes already known, and room for the rest.
pub fn roll(app: &App, by: &Actor, group: GroupId, day: Date) -> Result<Table, Error> {
    let (group, pupils) = class(app, by, group, (day, day))?;
    let school = app.school(group.school)?;
    if !app.calendar(school.id)?.is_school_day(day) {
        return Err(Error::NotFound("school on that day"));
    }
    let plans = app.store.read(|tx| store::plan::of_group(tx, group.id, day))?;
    let planned = |pupil: &Pupil, half: Half| {
        let plan = plans.iter().find(|plan| plan.pupil == pupil.id && plan.covers(Session::new(day, half)));
        plan.map_or(Cell::Empty, |plan| Cell::Text(format!("({})", app.codes().letters(plan.code))))
    };
    let row = |pupil: &Pupil| {
        let half = |half| planned(pupil, half);
        vec![
            Cell::Text(listed(pupil)),
            half(Half::Morning),
            Cell::Empty,
            half(Half::Afternoon),
            Cell::Empty,
            Cell::Empty,
        ]
    };
    let blank = [vec![Cell::Text(String::from("______________________"))], vec![Cell::Empty; 5]].concat();
    let spare = std::iter::repeat_n(blank, SPARE_LINES);
    let opens = |half| {
        let times = school.times_of(group.id, half);
        format!("{} to {}", times.opens.strftime("%H:%M"), times.closes.strftime("%H:%M"))
    };
    let headings = [
        "Name".to_owned(),
        format!("Morning, {}", opens(Half::Morning)),
        "Came at".to_owned(),
        format!("Afternoon, {}", opens(Half::Afternoon)),
        "Came at".to_owned(),
        "Note".to_owned(),
    ];
    Ok(Table {
        title: format!("{}, {}: {}", school.name, group.name, day.strftime("%A %-d %B %Y")),
        columns: headings.iter().map(|heading| text(heading)).collect(),
        rows: pupils.iter().map(row).chain(spare).collect(),
        notes: vec![
            String::from(
                "Write a code for every child while the register is open. A code in brackets was planned: check it. \
                 Bring this to the office, which enters it with your name.",
            ),
            String::from("Taken by: ____________________   Morning at: ________   Afternoon at: ________"),
            key(app.codes(), day),
        ],
    })
}

/// The class with whoever was in it between two days, by surname; each once.
fn class(app: &App, by: &Actor, group: GroupId, (first, last): (Date, Date)) -> Result<(Group, Vec<Pupil>), Error> {
    let group = app.store.read(|tx| store::group::find(tx, group))?.ok_or(Error::NotFound("class"))?;
    by.require(Permission::TakeRegister, Place::Group(group.school, group.id))?;
    let mut pupils: Vec<Pupil> = Vec::new();
    let mut day = first;
    while day <= last {
        for pupil in app.store.read(|tx| store::pupil::of_group(tx, group.id, day))? {
            if pupils.iter().all(|known| known.id != pupil.id) {
                pupils.push(pupil);
            }
        }
        day = day.saturating_add(jiff::Span::new().days(1));
    }
    pupils
        .sort_by(|one, other| (&one.surname, &one.forename, one.id).cmp(&(&other.surname, &other.forename, other.id)));
    Ok((group, pupils))
}

/// `Hargreaves, Ellis`.
fn listed(pupil: &Pupil) -> String {
    format!("{}, {}", pupil.surname, pupil.forename)
}

/// The Monday of the week of `day`.
fn monday(day: Date) -> Date {
    let since = day.weekday().since(Weekday::Monday);
    day.saturating_sub(jiff::Span::new().days(since))
}

/// Every code in force with its words, so that a sheet explains itself.
fn key(codes: &CodeTable, day: Date) -> String {
    let each = codes.in_force(day).map(|entry| format!("{} {}", entry.letters, entry.description));
    format!("Codes: {}.", each.collect::<Vec<String>>().join("; "))
}

fn text(heading: &str) -> Column {
    Column { heading: heading.to_owned(), kind: Kind::Text }
}
