//! Who is on the roll on a day.

use std::collections::HashMap;

use domain::{
    Date,
    id::{GroupId, PupilId, SchoolId},
    pupil::Pupil,
};

use crate::{Row, StoreError, Tx, Value, search_key};

const SELECT: &str = "select pupils.id, pupils.upn, pupils.forename, pupils.surname, pupils.sex, pupils.born, \
     enrolments.school_id, memberships.group_id, groups.year, enrolments.from_day, enrolments.until_day \
     from pupils join enrolments on enrolments.pupil_id = pupils.id \
     join memberships on memberships.pupil_id = pupils.id \
     join groups on groups.id = memberships.group_id and groups.school_id = enrolments.school_id";

/// Who was on a roll and in a group on the day $1.
const ON_THE_DAY: &str = "enrolments.from_day <= $1 and (enrolments.until_day is null or enrolments.until_day >= $1) \
     and memberships.from_day <= $1 and (memberships.until_day is null or memberships.until_day >= $1)";

/// Who was on a roll and in a group on some day until $1, from $3 on.
const IN_THE_STRETCH: &str = "enrolments.from_day <= $1 \
     and (enrolments.until_day is null or enrolments.until_day >= $3) \
     and memberships.from_day <= $1 and (memberships.until_day is null or memberships.until_day >= $3)";

const BY_NAME: &str = "order by pupils.sort_key, pupils.id";

/// One pupil as enrolled on `day`.
pub fn find(tx: &mut dyn Tx, id: PupilId, day: Date) -> Result<Option<Pupil>, StoreError> {
    find_at(tx, id, day, None)
}

/// One pupil as enrolled on `day`: of two schools, in `first`, else in the one that answers for them.
pub fn find_at(tx: &mut dyn Tx, id: PupilId, day: Date, first: Option<SchoolId>) -> Result<Option<Pupil>, StoreError> {
    let sql = format!(
        "{SELECT} where {ON_THE_DAY} and pupils.id = $2 \
         order by case when enrolments.school_id = $3 then 0 else 1 end, \
         case enrolments.kind when 'sole' then 0 when 'dual, main' then 0 when 'dual, subsidiary' then 1 else 2 end, \
         enrolments.school_id limit 1"
    );
    let school = first.map_or(0, |school| school.0);
    let found = tx.list(&sql, &[day.into(), id.0.into(), school.into()], read)?;
    Ok(with_cohorts(tx, found, day, "cohorts.pupil_id = $2", &[id.0.into()])?.pop())
}

/// A guest takes part and is on no roll: marked in the register of the class, in no figure.
const NO_GUEST: &str = "enrolments.kind <> 'guest'";

/// The pupils on the roll of a school on `day`, by name.
pub fn of_school(tx: &mut dyn Tx, school: SchoolId, day: Date) -> Result<Vec<Pupil>, StoreError> {
    let sql = format!("{SELECT} where {ON_THE_DAY} and enrolments.school_id = $2 and {NO_GUEST} {BY_NAME} limit 5000");
    let found = tx.list(&sql, &[day.into(), school.0.into()], read)?;
    with_cohorts(tx, found, day, OF_SCHOOL, &[school.0.into()])
}

/// The pupils who were on the roll of a school on some day from `first` to `last`, by name: each once, in the group and
/// with the cohorts that they had last.
pub fn of_school_during(tx: &mut dyn Tx, school: SchoolId, first: Date, last: Date) -> Result<Vec<Pupil>, StoreError> {
    let sql = format!(
        "{SELECT} where {IN_THE_STRETCH} and enrolments.school_id = $2 and {NO_GUEST} \
         {BY_NAME}, enrolments.from_day desc, memberships.from_day desc limit 20000"
    );
    let mut found = tx.list(&sql, &[last.into(), school.0.into(), first.into()], read)?;
    found.dedup_by_key(|pupil| pupil.id);
    with_cohorts(tx, found, last, OF_SCHOOL, &[school.0.into()])
}

const OF_SCHOOL: &str =
    "cohorts.pupil_id in (select enrolments.pupil_id from enrolments where enrolments.school_id = $2)";

/// The pupils of a group on `day`, by name.
pub fn of_group(tx: &mut dyn Tx, group: GroupId, day: Date) -> Result<Vec<Pupil>, StoreError> {
    let sql = format!("{SELECT} where {ON_THE_DAY} and memberships.group_id = $2 {BY_NAME} limit 500");
    let found = tx.list(&sql, &[day.into(), group.0.into()], read)?;
    let of_group = "cohorts.pupil_id in (select memberships.pupil_id from memberships where memberships.group_id = $2)";
    with_cohorts(tx, found, day, of_group, &[group.0.into()])
}

/// Pupils on a roll on `day` whose UPN or class begins with `text`, or of whose name some words do, whatever the case,
/// the accents, the apostrophes and the hyphens; of `school`, or of everywhere. By name.
pub fn search(
    tx: &mut dyn Tx,
    school: Option<SchoolId>,
    text: &str,
    day: Date,
    limit: i64,
) -> Result<Vec<Pupil>, StoreError> {
    // A key holds letters, digits and spaces alone: nothing that `like` would take for a pattern.
    let key = search_key::of(text);
    let Some(word) = key.split(' ').max_by_key(|word| word.len()).filter(|word| !word.is_empty()) else {
        return Ok(Vec::new());
    };
    let mut values: Vec<Value> = vec![
        day.into(),
        format!("% {key}%").into(),
        format!("{}%", key.to_uppercase()).into(),
        format!("{key}%").into(),
    ];
    let among = match school {
        Some(school) => {
            values.push(school.0.into());
            "enrolments.school_id = $5"
        }
        None => {
            for beginning in [word, &key.to_uppercase(), &key] {
                values.extend([beginning.into(), format!("{beginning}{LAST_LETTER}").into()]);
            }
            FOUND_BY_INDEX
        }
    };
    values.push(limit.into());
    let sql = format!(
        "{SELECT} where {ON_THE_DAY} and (pupils.search_key like $2 or pupils.upn like $3 or groups.search_key like $4) \
         and {among} {BY_NAME} limit ${}",
        values.len()
    );
    let mut found = tx.list(&sql, &values, read)?;
    // Whoever is registered at two schools is one child.
    found.dedup_by_key(|pupil| pupil.id);
    each_with_cohorts(tx, found, day)
}

/// Stands behind every other letter, so that `word < beginning + LAST_LETTER` is the end of what begins so.
const LAST_LETTER: char = '\u{10ffff}';

/// Among all pupils of an authority, `like` alone would look at every one.
const FOUND_BY_INDEX: &str = "pupils.id in (select pupil_id from pupil_words where word >= $5 and word < $6 \
     union select id from pupils where upn >= $7 and upn < $8 \
     union select pupil_id from memberships where group_id in \
     (select id from groups where search_key >= $9 and search_key < $10))";

/// Other children of the pupil's household who are on a roll on `day`.
pub fn siblings(tx: &mut dyn Tx, id: PupilId, day: Date) -> Result<Vec<Pupil>, StoreError> {
    let sql = format!(
        "{SELECT} where {ON_THE_DAY} and pupils.id <> $2 and pupils.household = (select household from pupils where id = $2) \
         order by pupils.born, pupils.id limit 20"
    );
    let mut found = tx.list(&sql, &[day.into(), id.0.into()], read)?;
    found.dedup_by_key(|pupil| pupil.id);
    each_with_cohorts(tx, found, day)
}

/// For a short list of pupils of any school.
fn each_with_cohorts(tx: &mut dyn Tx, pupils: Vec<Pupil>, day: Date) -> Result<Vec<Pupil>, StoreError> {
    let mut complete = Vec::with_capacity(pupils.len());
    for pupil in pupils {
        let id = pupil.id.0;
        complete.extend(with_cohorts(tx, vec![pupil], day, "cohorts.pupil_id = $2", &[id.into()])?);
    }
    Ok(complete)
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
