//! Pupils, their enrolments, groups and cohorts.

use std::collections::HashMap;

use domain::{
    Date,
    id::{GroupId, PupilId, SchoolId},
    pupil::Pupil,
};

use crate::{Row, StoreError, Tx, Value, error::changed};

/// A pupil as the admission register first knows them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPupil {
    /// The identifier.
    pub id: PupilId,
    /// The unique pupil number.
    pub upn: String,
    /// What they are called.
    pub forename: String,
    /// Their family name.
    pub surname: String,
    /// As registered.
    pub sex: char,
    /// Their birthday.
    pub born: Date,
    /// Children of one household share its number.
    pub household: i64,
}

/// A dated fact: from a day, until a day once known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub until: Option<Date>,
}

/// A dated membership of a cohort.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cohort {
    /// The cohort's name in the packs.
    pub name: String,
    /// When.
    pub span: Span,
    /// Where the fact comes from.
    pub source: String,
}

/// Adds a pupil.
pub fn add(tx: &mut dyn Tx, pupil: &NewPupil) -> Result<(), StoreError> {
    changed("adding a pupil", 1, tx.bulk("pupils", &PUPIL_COLUMNS, &mut std::iter::once(values(pupil)))?)
}

/// Adds many pupils.
pub fn add_many(tx: &mut dyn Tx, pupils: &[NewPupil]) -> Result<(), StoreError> {
    changed("adding pupils", pupils.len() as u64, tx.bulk("pupils", &PUPIL_COLUMNS, &mut pupils.iter().map(values))?)
}

const PUPIL_COLUMNS: [&str; 7] = ["id", "upn", "forename", "surname", "sex", "born", "household"];

fn values(pupil: &NewPupil) -> Vec<Value> {
    vec![
        pupil.id.0.into(),
        (&pupil.upn).into(),
        (&pupil.forename).into(),
        (&pupil.surname).into(),
        pupil.sex.to_string().into(),
        pupil.born.into(),
        pupil.household.into(),
    ]
}

/// Enrols pupils in a school.
pub fn enrol(tx: &mut dyn Tx, school: SchoolId, enrolments: &[(PupilId, Span)]) -> Result<(), StoreError> {
    let mut rows = enrolments
        .iter()
        .map(|(pupil, span)| vec![pupil.0.into(), school.0.into(), span.from.into(), span.until.into()]);
    let columns = ["pupil_id", "school_id", "from_day", "until_day"];
    changed("enrolling pupils", enrolments.len() as u64, tx.bulk("enrolments", &columns, &mut rows)?)
}

/// Puts pupils into groups.
pub fn join(tx: &mut dyn Tx, memberships: &[(PupilId, GroupId, Span)]) -> Result<(), StoreError> {
    let mut rows = memberships
        .iter()
        .map(|(pupil, group, span)| vec![pupil.0.into(), group.0.into(), span.from.into(), span.until.into()]);
    let columns = ["pupil_id", "group_id", "from_day", "until_day"];
    changed("putting pupils into groups", memberships.len() as u64, tx.bulk("memberships", &columns, &mut rows)?)
}

/// Records cohorts of pupils.
pub fn add_cohorts(tx: &mut dyn Tx, cohorts: &[(PupilId, Cohort)]) -> Result<(), StoreError> {
    let mut rows = cohorts.iter().map(|(pupil, cohort)| {
        vec![
            pupil.0.into(),
            (&cohort.name).into(),
            cohort.span.from.into(),
            cohort.span.until.into(),
            (&cohort.source).into(),
        ]
    });
    let columns = ["pupil_id", "cohort", "from_day", "until_day", "source"];
    changed("recording cohorts", cohorts.len() as u64, tx.bulk("cohorts", &columns, &mut rows)?)
}

const SELECT: &str = "select pupils.id, pupils.upn, pupils.forename, pupils.surname, pupils.sex, pupils.born, \
     enrolments.school_id, memberships.group_id, groups.year, enrolments.from_day, enrolments.until_day \
     from pupils join enrolments on enrolments.pupil_id = pupils.id \
     join memberships on memberships.pupil_id = pupils.id \
     join groups on groups.id = memberships.group_id and groups.school_id = enrolments.school_id \
     where enrolments.from_day <= $1 and (enrolments.until_day is null or enrolments.until_day >= $1) \
     and memberships.from_day <= $1 and (memberships.until_day is null or memberships.until_day >= $1)";

/// One pupil as enrolled on `day`.
pub fn find(tx: &mut dyn Tx, id: PupilId, day: Date) -> Result<Option<Pupil>, StoreError> {
    let found = tx.list(&format!("{SELECT} and pupils.id = $2 limit 1"), &[day.into(), id.0.into()], read)?;
    Ok(with_cohorts(tx, found, day, "cohorts.pupil_id = $2", &[id.0.into()])?.pop())
}

/// The pupils on the roll of a school on `day`, by name.
pub fn of_school(tx: &mut dyn Tx, school: SchoolId, day: Date) -> Result<Vec<Pupil>, StoreError> {
    let sql = format!("{SELECT} and enrolments.school_id = $2 order by pupils.surname, pupils.forename, pupils.id limit 5000");
    let found = tx.list(&sql, &[day.into(), school.0.into()], read)?;
    let of_school = "cohorts.pupil_id in (select enrolments.pupil_id from enrolments where enrolments.school_id = $2)";
    with_cohorts(tx, found, day, of_school, &[school.0.into()])
}

/// The pupils of a group on `day`, by name.
pub fn of_group(tx: &mut dyn Tx, group: GroupId, day: Date) -> Result<Vec<Pupil>, StoreError> {
    let sql = format!("{SELECT} and memberships.group_id = $2 order by pupils.surname, pupils.forename, pupils.id limit 500");
    let found = tx.list(&sql, &[day.into(), group.0.into()], read)?;
    let of_group = "cohorts.pupil_id in (select memberships.pupil_id from memberships where memberships.group_id = $2)";
    with_cohorts(tx, found, day, of_group, &[group.0.into()])
}

/// Pupils whose name, UPN or class begins with `text`, whatever its case; of `school`, or of everywhere.
pub fn search(
    tx: &mut dyn Tx,
    school: Option<SchoolId>,
    text: &str,
    day: Date,
    limit: i64,
) -> Result<Vec<Pupil>, StoreError> {
    let pattern = format!("{}%", escaped(&text.trim().to_lowercase()));
    let sql = format!(
        "{SELECT} and ($2 = 0 or enrolments.school_id = $2) \
         and (lower(pupils.surname) like $3 escape '!' or lower(pupils.forename) like $3 escape '!' \
         or lower(pupils.forename || ' ' || pupils.surname) like $3 escape '!' \
         or lower(pupils.surname || ', ' || pupils.forename) like $3 escape '!' \
         or lower(pupils.upn) like $3 escape '!' or lower(groups.name) like $3 escape '!') \
         order by pupils.surname, pupils.forename, pupils.id limit $4"
    );
    let values = [day.into(), school.map_or(0, |school| school.0).into(), pattern.into(), limit.into()];
    let found = tx.list(&sql, &values, read)?;
    let mut complete = Vec::with_capacity(found.len());
    for pupil in found {
        let id = pupil.id.0;
        complete.extend(with_cohorts(tx, vec![pupil], day, "cohorts.pupil_id = $2", &[id.into()])?);
    }
    Ok(complete)
}

/// Other children of the pupil's household who are on a roll on `day`.
pub fn siblings(tx: &mut dyn Tx, id: PupilId, day: Date) -> Result<Vec<Pupil>, StoreError> {
    let sql = format!(
        "{SELECT} and pupils.id <> $2 and pupils.household = (select household from pupils where id = $2) \
         order by pupils.born limit 20"
    );
    tx.list(&sql, &[day.into(), id.0.into()], read)
}

/// The household of each pupil of a school, so that brothers and sisters stand together.
pub fn households(tx: &mut dyn Tx, school: SchoolId) -> Result<HashMap<PupilId, i64>, StoreError> {
    let sql = "select distinct pupils.id, pupils.household from pupils \
         join enrolments on enrolments.pupil_id = pupils.id where enrolments.school_id = $1 limit 20000";
    Ok(tx.list(sql, &[school.0.into()], |row| Ok((PupilId(row.int(0)?), row.int(1)?)))?.into_iter().collect())
}

/// Every enrolment of a pupil, oldest first, with the school.
pub fn enrolments(tx: &mut dyn Tx, id: PupilId) -> Result<Vec<(SchoolId, Span)>, StoreError> {
    let sql = "select school_id, from_day, until_day from enrolments where pupil_id = $1 order by from_day limit 100";
    tx.list(sql, &[id.0.into()], |row| {
        Ok((SchoolId(row.int(0)?), Span { from: row.date(1)?, until: row.date_or_null(2)? }))
    })
}

/// Every cohort fact of a pupil, newest first.
pub fn cohorts(tx: &mut dyn Tx, id: PupilId) -> Result<Vec<Cohort>, StoreError> {
    let sql = "select cohort, from_day, until_day, source from cohorts where pupil_id = $1 order by from_day desc limit 100";
    tx.list(sql, &[id.0.into()], |row| {
        let span = Span { from: row.date(1)?, until: row.date_or_null(2)? };
        Ok(Cohort { name: row.text(0)?, span, source: row.text(3)? })
    })
}

/// Who has which UPN, of all pupils ever enrolled in a school.
pub fn by_upn(tx: &mut dyn Tx, school: SchoolId) -> Result<HashMap<String, PupilId>, StoreError> {
    let sql = "select distinct pupils.upn, pupils.id from pupils \
         join enrolments on enrolments.pupil_id = pupils.id where enrolments.school_id = $1 limit 20000";
    Ok(tx.list(sql, &[school.0.into()], |row| Ok((row.text(0)?, PupilId(row.int(1)?))))?.into_iter().collect())
}

fn with_cohorts(
    tx: &mut dyn Tx,
    mut pupils: Vec<Pupil>,
    day: Date,
    whose: &str,
    values: &[Value],
) -> Result<Vec<Pupil>, StoreError> {
    let places: HashMap<PupilId, usize> = pupils.iter().enumerate().map(|(at, pupil)| (pupil.id, at)).collect();
    let sql = format!(
        "select pupil_id, cohort from cohorts where from_day <= $1 and (until_day is null or until_day >= $1) \
         and {whose} order by pupil_id, cohort limit 50000"
    );
    let values: Vec<Value> = std::iter::once(day.into()).chain(values.iter().cloned()).collect();
    for (pupil, cohort) in tx.list(&sql, &values, |row| Ok((PupilId(row.int(0)?), row.text(1)?)))? {
        if let Some(&at) = places.get(&pupil) {
            pupils[at].cohorts.push(cohort);
        }
    }
    Ok(pupils)
}

fn read(row: &Row) -> Result<Pupil, StoreError> {
    Ok(Pupil {
        id: PupilId(row.int(0)?),
        upn: row.text(1)?,
        forename: row.text(2)?,
        surname: row.text(3)?,
        sex: row.parsed(4, "F or M", |text| text.chars().next())?,
        born: row.date(5)?,
        school: SchoolId(row.int(6)?),
        group: GroupId(row.int(7)?),
        year: row.byte(8)?,
        enrolled_from: row.date(9)?,
        enrolled_until: row.date_or_null(10)?,
        cohorts: Vec::new(),
    })
}

fn escaped(text: &str) -> String {
    text.replace('!', "!!").replace('%', "!%").replace('_', "!_")
}
