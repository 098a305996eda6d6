//! The admission register of a whole school, as it was known on a day, as a table.

use std::collections::BTreeMap;

use documents::table::{Cell, Column, Kind, Table};
use domain::{
    Date,
    admission::{Entry, Particular, Record},
    id::{PupilId, SchoolId},
    permission::{Actor, Permission, Place},
    pupil::Contact,
};

use super::WITHHELD;
use crate::{App, Error};

const COLUMNS: [(&str, Kind); 13] = [
    ("Name", Kind::Text),
    ("Name used at school", Kind::Text),
    ("Sex", Kind::Text),
    ("Born", Kind::Date),
    ("UPN", Kind::Text),
    ("Starting day", Kind::Date),
    ("Registered", Kind::Text),
    ("Address", Kind::Text),
    ("Lives with", Kind::Text),
    ("Other parents", Kind::Text),
    ("Last school", Kind::Text),
    ("Future address or school", Kind::Text),
    ("Boarder or day pupil", Kind::Text),
];

/// Everybody whose name stood on the register of a school on `day`, by name, with what was known then. Of a day to come it is
/// what is known today.
pub fn register(app: &App, by: &Actor, school: SchoolId, day: Date) -> Result<Table, Error> {
    app.permit(by, Permission::SeePupils, school)?;
    app.permit(by, Permission::SeeContacts, school)?;
    let may_see = by.may(Permission::SeeProtected, Place::School(school));
    let entries = app.store.read(|tx| store::admission::of_school(tx, school))?;
    let mut each: BTreeMap<PupilId, Vec<&Entry>> = BTreeMap::new();
    for entry in &entries {
        each.entry(entry.pupil).or_default().push(entry);
    }
    let records = each.values().filter_map(|entries| Record::on(entries.iter().copied(), day));
    let mut records: Vec<Record> = records.filter(Record::is_on_register).collect();
    if !may_see {
        records = records.into_iter().map(|record| record.withheld(WITHHELD)).collect();
    }
    records.sort_by_key(|record| {
        (record.is(Particular::Surname).to_lowercase(), record.is(Particular::Forenames).to_lowercase())
    });
    let columns = COLUMNS.map(|(heading, kind)| Column { heading: heading.into(), kind });
    Ok(Table {
        title: format!("Admission register of {}", app.school(school)?.name),
        columns: columns.into(),
        rows: records.iter().map(row).collect(),
        notes: vec![
            format!("As it was known at the end of {}.", day.strftime("%-d %B %Y")),
            format!("Printed on {} for {}, {}.", app.today().strftime("%-d %B %Y"), by.name, by.role.words()),
            String::from("Guests are not on the register and stand in no list of it."),
        ],
    })
}

fn row(record: &Record) -> Vec<Cell> {
    let text = |text: &str| if text.is_empty() { Cell::Empty } else { Cell::Text(text.into()) };
    let is = |particular| text(record.is(particular));
    let day = |text: &str| text.parse().map_or(Cell::Empty, Cell::Date);
    let parents = |lives_with: bool| {
        let own =
            record.contacts.iter().filter(move |one| one.lives_with == lives_with && (lives_with || one.is_parent));
        let said: Vec<String> = own.map(person).collect();
        text(&said.join("; "))
    };
    let enrolment = record.enrolment();
    let terms = enrolment.map(|one| match one.other_school.as_str() {
        "" => one.kind.words().to_owned(),
        other => format!("{}: {other}", one.kind.words()),
    });
    let future = [record.is(Particular::FutureAddress), record.is(Particular::FutureSchool)];
    let future: Vec<&str> = future.into_iter().filter(|words| !words.is_empty()).collect();
    vec![
        Cell::Text(format!("{}, {}", record.is(Particular::Surname), record.is(Particular::Forenames))),
        is(Particular::Called),
        is(Particular::Sex),
        day(record.is(Particular::Born)),
        is(Particular::Upn),
        enrolment.map_or(Cell::Empty, |one| Cell::Date(one.from)),
        text(&terms.unwrap_or_default()),
        is(Particular::Address),
        parents(true),
        parents(false),
        is(Particular::LastSchool),
        text(&future.join("; ")),
        is(Particular::Boarding),
    ]
}

fn person(contact: &Contact) -> String {
    let parts = [contact.relationship.as_str(), contact.phone.as_str(), contact.address.as_str()];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{} ({})", contact.name, parts.join(", "))
}
