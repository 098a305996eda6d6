//! The columns of both tables, in the order and with the names of the reference.

use analysis::refresh::{Group, PupilFacts, School};

use crate::{
    checksum::{Checksums, Table},
    data::{CODES, calendar},
};

const KEYS_AND_SUMS: [&str; 17] = [
    "pupil_id",
    "school_id",
    "year_group",
    "flags",
    "possible",
    "attended",
    "authorised",
    "unauthorised",
    "lates",
    "absence_bp",
    "pa",
    "sa",
    "band",
    "max_unauth_10w",
    "longest_run",
    "days_absent",
    "first_pn_day",
];
const GROUPS: [&str; 18] = [
    "school_id",
    "year_group",
    "cohort",
    "pupils",
    "possible",
    "attended",
    "authorised",
    "unauthorised",
    "lates",
    "pa",
    "sa",
    "band0",
    "band1",
    "band2",
    "band3",
    "band4",
    "pn",
    "absence_bp",
];

/// The sums of both tables of these schools.
pub fn checksums(schools: &[School]) -> Checksums {
    let (mut facts, mut groups, mut id) = (Table::default(), Table::default(), 0);
    for (number, school) in schools.iter().enumerate() {
        for (place, found) in (0..school.pupils().len()).filter_map(|place| Some((place, school.facts(place)?))) {
            facts.add(of_pupil(id, number, school, place, &found));
            id += 1;
        }
        school.aggregate().iter().for_each(|group| groups.add(of_group(number, group)));
    }
    let mut sums = Checksums::default();
    let codes = (0..CODES).map(|code| format!("c{code:02}"));
    let weekdays = (0..5).map(|weekday| format!("wd{weekday}"));
    sums.take(&facts, "facts", KEYS_AND_SUMS.map(str::to_owned).into_iter().chain(codes).chain(weekdays));
    sums.take(&groups, "agg", GROUPS.map(str::to_owned));
    sums
}

fn of_pupil(id: i64, number: usize, school: &School, place: usize, facts: &PupilFacts) -> impl Iterator<Item = i64> {
    let pupil = school.pupils()[place];
    let day = facts.notice_reached.and_then(|session| school.timetable().day(session)).map_or(-1, calendar::number);
    let keys = [id, number as i64, i64::from(pupil.year_group), i64::from(pupil.cohorts)];
    let sums = [facts.possible, facts.attended, facts.authorised, facts.unauthorised, facts.lates];
    let standing = [i64::from(facts.is_persistent), i64::from(facts.is_severe), i64::from(facts.band)];
    let order = [facts.largest_window, facts.longest_run, facts.days_absent];
    keys.into_iter()
        .chain(sums.map(i64::from))
        .chain([i64::from(facts.absence_basis_points)])
        .chain(standing)
        .chain(order.map(i64::from))
        .chain([day])
        .chain(facts.codes.iter().copied().map(i64::from))
        .chain(facts.weekdays.map(i64::from))
}

fn of_group(number: usize, group: &Group) -> impl Iterator<Item = i64> {
    let keys = [number as u32, u32::from(group.year_group), u32::from(group.cohort), group.pupils];
    let sums = [group.possible, group.attended, group.authorised, group.unauthorised, group.lates];
    let standing = [group.persistent, group.severe];
    let rest = [group.notices, group.absence_basis_points];
    keys.into_iter().chain(sums).chain(standing).chain(group.bands).chain(rest).map(i64::from)
}
