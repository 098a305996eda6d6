//! Pupils whom a school brings along when it begins to use Rollbook: from a list onto its admission register.

use std::collections::{BTreeMap, HashSet};

use domain::{
    Date,
    id::{GroupId, PupilId, SchoolId},
    school::Group,
    upn::Upn,
};
use imports::pupil_list::ListedPupil;
use store::{
    Store, StoreError, Tx, group, pupil,
    pupil::{NewPupil, Span},
};

use crate::{Clock, admission::opening};

/// Why pupils were not enrolled. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum EnrolError {
    /// No such school.
    #[error("no school with the number `{0}` is here: add it with `rollbook school load`")]
    NoSchool(String),
    /// Rows that lack something.
    #[error("{}", .0.join("\n"))]
    Rows(Vec<String>),
    /// The database could not be used.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Who was enrolled.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Enrolled {
    /// Pupils added to the roll.
    pub added: usize,
    /// Pupils who were on it already.
    pub already: usize,
    /// Classes made for them.
    pub groups: usize,
}

/// A row with everything that the admission register needs.
struct Complete {
    upn: Upn,
    forename: String,
    surname: String,
    sex: char,
    born: Date,
    group: String,
    year: u8,
    entered: Date,
}

/// Enrols the pupils of a list, each in their class, which is made when the school has none of that name.
pub fn enrol(store: &Store, urn: &str, listed: &[ListedPupil]) -> Result<Enrolled, EnrolError> {
    let rows: Vec<Result<Complete, String>> = listed.iter().map(complete).collect();
    let (complete, refused): (Vec<_>, Vec<_>) = rows.into_iter().partition(Result::is_ok);
    let refused: Vec<String> = refused.into_iter().filter_map(Result::err).collect();
    if !refused.is_empty() {
        return Err(EnrolError::Rows(refused));
    }
    let (urn, at) = (urn.to_owned(), Clock::Machine.now());
    store.write(move |tx| {
        let school = store::school::with_urn(tx, &urn)?.ok_or(EnrolError::NoSchool(urn))?.id;
        let known = pupil::by_upn(tx, school)?;
        let is_new = |row: &Complete| !known.contains_key(row.upn.as_str());
        let rows: Vec<Complete> = complete.into_iter().flatten().collect();
        let already = rows.iter().filter(|row| !is_new(row)).count();
        let rows: Vec<Complete> = rows.into_iter().filter(is_new).collect();
        let (groups, made) = groups(tx, school, &rows)?;
        add(tx, school, &rows, &groups)?;
        opening::fill(tx, school, opening::Made::At(at))?;
        Ok(Enrolled { added: rows.len(), already, groups: made })
    })
}

fn complete(one: &ListedPupil) -> Result<Complete, String> {
    let line = one.line;
    let missing = |what: &str| format!("line {line}: {what}: fill it in and try again");
    let filled = |text: &str, what: &str| if text.is_empty() { Err(missing(what)) } else { Ok(text.to_owned()) };
    let upn = Upn::parse(&one.key).map_err(|error| format!("line {line}: {error}"))?;
    let sex = one.sex.filter(|sex| matches!(sex, 'F' | 'M'));
    Ok(Complete {
        upn,
        forename: filled(&one.forename, "the column `forename` is empty")?,
        surname: filled(&one.surname, "the column `surname` is empty")?,
        sex: sex.ok_or_else(|| missing("the column `sex` says neither F nor M"))?,
        born: one.born.ok_or_else(|| missing("the column `dob` has no day written as 2014-04-20"))?,
        group: filled(&one.group, "the column `reg_group` names no class")?,
        year: one.year.ok_or_else(|| missing("the column `nc_year` has no national curriculum year"))?,
        entered: one.entered.ok_or_else(|| missing("the column `entry_date` has no day written as 2025-09-01"))?,
    })
}

/// The classes of the school by name, with those that had to be made, and how many those were.
fn groups(
    tx: &mut dyn Tx,
    school: SchoolId,
    rows: &[Complete],
) -> Result<(BTreeMap<String, GroupId>, usize), StoreError> {
    let there = group::of_school(tx, school)?;
    let mut groups: BTreeMap<String, GroupId> = there.into_iter().map(|group| (group.name, group.id)).collect();
    let mut made = 0;
    for row in rows {
        if !groups.contains_key(&row.group) {
            let id = group::next_id(tx)?;
            group::add(tx, &Group { id, school, name: row.group.clone(), year: row.year })?;
            groups.insert(row.group.clone(), id);
            made += 1;
        }
    }
    Ok((groups, made))
}

fn add(
    tx: &mut dyn Tx,
    school: SchoolId,
    rows: &[Complete],
    groups: &BTreeMap<String, GroupId>,
) -> Result<(), StoreError> {
    let first = pupil::next_id(tx)?.0;
    let mut seen = HashSet::new();
    let (mut pupils, mut enrolments, mut memberships) = (Vec::new(), Vec::new(), Vec::new());
    for (row, number) in rows.iter().filter(|row| seen.insert(row.upn)).zip(first..) {
        let id = PupilId(number);
        let span = Span { from: row.entered, until: None };
        pupils.push(NewPupil {
            id,
            upn: row.upn.to_string(),
            forename: row.forename.clone(),
            surname: row.surname.clone(),
            sex: row.sex,
            born: row.born,
            household: number,
        });
        enrolments.push((id, span));
        memberships.push((id, groups[&row.group], span));
    }
    pupil::add_many(tx, &pupils)?;
    pupil::enrol(tx, school, &enrolments)?;
    pupil::join(tx, &memberships)
}
