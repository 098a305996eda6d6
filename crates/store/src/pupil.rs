//! Pupils, their enrolments, groups and cohorts.

mod enrolment;
mod roll;

use std::collections::{BTreeSet, HashMap};

use domain::{
    Date,
    id::{GroupId, PupilId, SchoolId},
};

use crate::{StoreError, Tx, Value, error::changed, search_key};

pub use enrolment::{Terms, begin, set_terms, terms, terms_of_school};
pub use roll::{find, find_at, of_group, of_school, of_school_during, search, siblings};

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
    add_many(tx, std::slice::from_ref(pupil))
}

/// Adds many pupils.
pub fn add_many(tx: &mut dyn Tx, pupils: &[NewPupil]) -> Result<(), StoreError> {
    changed("adding pupils", pupils.len() as u64, tx.bulk("pupils", &PUPIL_COLUMNS, &mut pupils.iter().map(values))?)?;
    add_words(tx, pupils)
}

fn add_words(tx: &mut dyn Tx, pupils: &[NewPupil]) -> Result<(), StoreError> {
    let words = pupils.iter().flat_map(|pupil| {
        let key = format!("{} {}", search_key::of(&pupil.forename), search_key::of(&pupil.surname));
        let words: BTreeSet<String> = key.split_whitespace().map(str::to_owned).collect();
        words.into_iter().map(|word| vec![word.into(), pupil.id.0.into()])
    });
    tx.bulk("pupil_words", &["word", "pupil_id"], &mut { words })?;
    Ok(())
}

const ON_RECORD: &str = "select id, upn, forename, surname, sex, born, household from pupils";

/// A pupil of any school, as they are on record, whether enrolled or not.
pub fn on_record(tx: &mut dyn Tx, id: PupilId) -> Result<Option<NewPupil>, StoreError> {
    tx.first(&format!("{ON_RECORD} where id = $1"), &[id.0.into()], read)
}

/// Everybody who is, was or will be enrolled in a school, as they are on record.
pub fn on_record_of_school(tx: &mut dyn Tx, school: SchoolId) -> Result<Vec<NewPupil>, StoreError> {
    let sql = format!(
        "{ON_RECORD} where id in (select pupil_id from enrolments where school_id = $1) order by sort_key, id limit 20000"
    );
    tx.list(&sql, &[school.0.into()], read)
}

fn read(row: &crate::Row) -> Result<NewPupil, StoreError> {
    Ok(NewPupil {
        id: PupilId(row.int(0)?),
        upn: row.text(1)?,
        forename: row.text(2)?,
        surname: row.text(3)?,
        sex: row.parsed(4, "F or M", |text| text.chars().next())?,
        born: row.date(5)?,
        household: row.int(6)?,
    })
}

/// Gives a pupil everything that `pupil` says. Found by the new name from then on.
pub fn change(tx: &mut dyn Tx, pupil: &NewPupil) -> Result<(), StoreError> {
    let sql = "update pupils set upn = $2, forename = $3, surname = $4, sex = $5, born = $6, household = $7, \
         search_key = $8, sort_key = $9 where id = $1";
    changed("changing a pupil", 1, tx.exec(sql, &values(pupil))?)?;
    tx.exec("delete from pupil_words where pupil_id = $1", &[pupil.id.0.into()])?;
    add_words(tx, std::slice::from_ref(pupil))
}

/// Who has this UPN, in any school.
pub fn with_upn(tx: &mut dyn Tx, upn: &str) -> Result<Option<PupilId>, StoreError> {
    tx.first("select id from pupils where upn = $1", &[upn.into()], |row| Ok(PupilId(row.int(0)?)))
}

const PUPIL_COLUMNS: [&str; 9] =
    ["id", "upn", "forename", "surname", "sex", "born", "household", "search_key", "sort_key"];

fn values(pupil: &NewPupil) -> Vec<Value> {
    let (forename, surname) = (search_key::of(&pupil.forename), search_key::of(&pupil.surname));
    vec![
        pupil.id.0.into(),
        (&pupil.upn).into(),
        (&pupil.forename).into(),
        (&pupil.surname).into(),
        pupil.sex.to_string().into(),
        pupil.born.into(),
        pupil.household.into(),
        // Every word follows a space, so that a word can be looked for by its beginning.
        format!(" {forename} {surname} {forename}").into(),
        format!("{surname} {forename}").into(),
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

/// Records a cohort of a pupil, in place of what was said of it from the same day on.
pub fn set_cohort(tx: &mut dyn Tx, pupil: PupilId, cohort: &Cohort) -> Result<(), StoreError> {
    withdraw_cohort(tx, pupil, &cohort.name, cohort.span.from)?;
    add_cohorts(tx, &[(pupil, cohort.clone())])
}

/// Takes back that a pupil was in a cohort from `from` on.
pub fn withdraw_cohort(tx: &mut dyn Tx, pupil: PupilId, name: &str, from: Date) -> Result<(), StoreError> {
    let sql = "delete from cohorts where pupil_id = $1 and cohort = $2 and from_day = $3";
    tx.exec(sql, &[pupil.0.into(), name.into(), from.into()]).map(drop)
}

/// Takes a pupil off the roll of a school and out of its groups; `last` is their last day there.
pub fn leave(tx: &mut dyn Tx, school: SchoolId, pupil: PupilId, last: Date) -> Result<(), StoreError> {
    let values = [last.into(), pupil.0.into(), school.0.into()];
    let sql = "update enrolments set until_day = $1 where pupil_id = $2 and school_id = $3 \
         and from_day <= $1 and (until_day is null or until_day > $1)";
    changed("taking a pupil off the roll", 1, tx.exec(sql, &values)?)?;
    let sql = "update memberships set until_day = $1 where pupil_id = $2 \
         and group_id in (select id from groups where school_id = $3) \
         and from_day <= $1 and (until_day is null or until_day > $1)";
    tx.exec(sql, &values)?;
    Ok(())
}

/// Keeps a pupil on the roll of a school, and in its groups, who was to leave after `last`.
pub fn stay(tx: &mut dyn Tx, school: SchoolId, pupil: PupilId, last: Date) -> Result<(), StoreError> {
    let values = [last.into(), pupil.0.into(), school.0.into()];
    let sql = "update enrolments set until_day = null where until_day = $1 and pupil_id = $2 and school_id = $3";
    changed("keeping a pupil on the roll", 1, tx.exec(sql, &values)?)?;
    let sql = "update memberships set until_day = null where until_day = $1 and pupil_id = $2 \
         and group_id in (select id from groups where school_id = $3)";
    tx.exec(sql, &values).map(drop)
}

/// The next number for a new pupil.
pub fn next_id(tx: &mut dyn Tx) -> Result<PupilId, StoreError> {
    crate::next_id::of(tx, "pupils").map(PupilId)
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

/// Every stay of each pupil on the roll of a school, oldest first.
pub fn stays(tx: &mut dyn Tx, school: SchoolId) -> Result<HashMap<PupilId, Vec<Span>>, StoreError> {
    let sql = "select pupil_id, from_day, until_day from enrolments where school_id = $1 \
         order by pupil_id, from_day limit 50000";
    let read = |row: &crate::Row| Ok((PupilId(row.int(0)?), Span { from: row.date(1)?, until: row.date_or_null(2)? }));
    Ok(by_pupil(tx.list(sql, &[school.0.into()], read)?))
}

/// Every cohort fact of each pupil who was ever on the roll of a school, by name.
pub fn cohorts_of_school(tx: &mut dyn Tx, school: SchoolId) -> Result<HashMap<PupilId, Vec<Cohort>>, StoreError> {
    let sql = "select pupil_id, cohort, from_day, until_day, source from cohorts where pupil_id in \
         (select enrolments.pupil_id from enrolments where enrolments.school_id = $1) \
         order by pupil_id, cohort, from_day limit 100000";
    let read = |row: &crate::Row| {
        let span = Span { from: row.date(2)?, until: row.date_or_null(3)? };
        Ok((PupilId(row.int(0)?), Cohort { name: row.text(1)?, span, source: row.text(4)? }))
    };
    Ok(by_pupil(tx.list(sql, &[school.0.into()], read)?))
}

fn by_pupil<T>(rows: Vec<(PupilId, T)>) -> HashMap<PupilId, Vec<T>> {
    let mut each: HashMap<PupilId, Vec<T>> = HashMap::new();
    rows.into_iter().for_each(|(pupil, one)| each.entry(pupil).or_default().push(one));
    each
}

impl Span {
    /// Whether `day` is one of its days.
    pub fn contains(self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

/// Every cohort fact of a pupil, newest first.
pub fn cohorts(tx: &mut dyn Tx, id: PupilId) -> Result<Vec<Cohort>, StoreError> {
    let sql = "select cohort, from_day, until_day, source from cohorts where pupil_id = $1 order by from_day desc, cohort limit 100";
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
