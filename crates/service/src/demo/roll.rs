//! Who is on which roll: children, the groups they are in from year to year, joiners and leavers.

use std::collections::HashMap;

use domain::{Date, id::PupilId, school::Phase};
use jiff::{ToSpan, civil::date};

use super::{
    calendars::YEAR_STARTS,
    district::District,
    draw::Draw,
    schools::{AREAS, AUTHORITY_NUMBER, Place},
    upn::upn,
};

/// A child's place in one group during one school year.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stay {
    /// 0 is 2025/26.
    pub(super) year: usize,
    /// A place in the list of schools.
    pub(super) school: usize,
    /// A place in the list of the school's groups.
    pub(super) group: usize,
    pub(super) from: Date,
    pub(super) until: Option<Date>,
    /// School days for which the child stood in the register before joining.
    pub(super) waits: usize,
}

/// A child, before anything else is known about them.
#[derive(Debug)]
pub(super) struct Child {
    pub(super) id: PupilId,
    pub(super) upn: String,
    pub(super) sex: char,
    pub(super) born: Date,
    pub(super) area: usize,
    /// When they came to the school of their first stay.
    pub(super) entered: Date,
    pub(super) stays: Vec<Stay>,
}

/// Fills the schools for each school year that has begun by `day`.
pub(super) fn enrol(district: District, places: &[Place], day: Date) -> Vec<Child> {
    let years = YEAR_STARTS.iter().filter(|&&start| start <= day).count();
    let mut office =
        Admissions { district, places, day, draw: district.draw(21), children: Vec::new(), serials: HashMap::new() };
    office.first_year();
    if years > 1 {
        office.second_year();
    }
    office.children
}

/// How many weekdays of a school year a mid-year change may fall on.
const CHANGE_DAYS: (usize, usize) = (12, 165);

struct Admissions<'a> {
    district: District,
    places: &'a [Place],
    day: Date,
    draw: Draw,
    children: Vec<Child>,
    serials: HashMap<(u32, i16), u32>,
}

impl Admissions<'_> {
    fn first_year(&mut self) {
        for school in 0..self.places.len() {
            for group in 0..self.places[school].groups.len() {
                for _ in 0..self.size(school) {
                    self.admit(school, group, 0, YEAR_STARTS[0]);
                }
            }
        }
        self.mid_year(0);
    }

    /// Everybody moves up, the oldest of each area's primary schools go to its secondary school, and newcomers fill the places.
    fn second_year(&mut self) {
        let mut going_up: Vec<Vec<usize>> = vec![Vec::new(); AREAS];
        let mut sizes: HashMap<(usize, usize), u32> = HashMap::new();
        for child in 0..self.children.len() {
            let Some(&stay) = self.children[child].stays.last().filter(|stay| stay.until.is_none()) else { continue };
            let place = &self.places[stay.school];
            let next = stay.group + place.streams;
            let ends = YEAR_STARTS[1].saturating_sub(1.day());
            if let Some(last) = self.children[child].stays.last_mut() {
                last.until = Some(ends);
            }
            if next < place.groups.len() {
                *sizes.entry((stay.school, next)).or_default() += 1;
                self.stay(child, stay.school, next, YEAR_STARTS[1]);
            } else if place.years.1 < 7 && place.school.phase == Phase::Primary && self.draw.chance(0.85) {
                going_up[place.area].push(child);
            }
        }
        for school in 0..self.places.len() {
            let streams = self.places[school].streams;
            if self.places[school].school.phase == Phase::Secondary {
                for (at, child) in std::mem::take(&mut going_up[self.places[school].area]).into_iter().enumerate() {
                    *sizes.entry((school, at % streams)).or_default() += 1;
                    self.stay(child, school, at % streams, YEAR_STARTS[1]);
                }
            }
            for group in 0..streams {
                let wanted = self.size(school);
                for _ in sizes.get(&(school, group)).copied().unwrap_or(0)..wanted {
                    self.admit(school, group, 1, YEAR_STARTS[1]);
                }
            }
        }
        self.mid_year(1);
    }

    fn size(&mut self, school: usize) -> u32 {
        match self.places[school].school.phase {
            Phase::Special => self.draw.between(8, 10),
            Phase::Primary | Phase::Secondary => self.draw.between(24, 29),
        }
    }

    /// Families move away and others arrive.
    fn mid_year(&mut self, year: usize) {
        for child in 0..self.children.len() {
            let Some(stay) = self.children[child].stays.last().filter(|stay| stay.year == year) else { continue };
            let school = stay.school;
            let leaves = self.draw.chance(0.025);
            let last = self.change_day(school, year);
            if leaves
                && last < self.day
                && let Some(stay) = self.children[child].stays.last_mut()
            {
                stay.until = Some(last);
            }
        }
        for school in 0..self.places.len() {
            for group in 0..self.places[school].groups.len() {
                let joins = self.draw.chance(0.6);
                let from = self.change_day(school, year);
                let waits = self.draw.between(2, 5) as usize;
                if joins && from <= self.day {
                    let child = self.admit(school, group, year, from);
                    self.children[child].stays[0].waits = waits;
                }
            }
        }
    }

    fn change_day(&mut self, school: usize, year: usize) -> Date {
        let days =
            self.places[school].calendar.between(YEAR_STARTS[year], YEAR_STARTS[year].saturating_add(350.days()));
        days[self.draw.between(CHANGE_DAYS.0 as u32, CHANGE_DAYS.1 as u32) as usize]
    }

    fn admit(&mut self, school: usize, group: usize, year: usize, from: Date) -> usize {
        let place = &self.places[school];
        let national_year = i16::from(place.groups[group].year);
        let first_birthday = date(YEAR_STARTS[year].year() - national_year - 5, 9, 1);
        let born = first_birthday.saturating_add(i64::from(self.draw.between(0, 364)).days());
        // In September those who are not new have been here since the school's first year.
        let is_new = from != YEAR_STARTS[year] || year > 0;
        let since = i16::from(place.groups[group].year - place.years.0);
        let entered = if is_new { from } else { date(YEAR_STARTS[0].year() - since, 9, 3) };
        // Numbers are given by the first school: for older newcomers one that has closed.
        let is_first_school = place.years.0 == 0 && (!is_new || national_year == 0);
        let establishment = if is_first_school {
            place.establishment
        } else {
            self.district.closed_establishments() + self.draw.between(0, 19)
        };
        let allocated = YEAR_STARTS[year].year() - national_year;
        let serial = self.serials.entry((establishment, allocated)).or_default();
        *serial += 1;
        let number = upn(AUTHORITY_NUMBER, establishment, allocated.unsigned_abs().into(), *serial);
        let sex =
            if self.draw.chance(if place.school.phase == Phase::Special { 0.3 } else { 0.49 }) { 'F' } else { 'M' };
        let id = PupilId(self.district.number(self.children.len()));
        let area = place.area;
        self.children.push(Child { id, upn: number, sex, born, area, entered, stays: Vec::new() });
        let child = self.children.len() - 1;
        self.children[child].stays.push(Stay { year, school, group, from, until: None, waits: 0 });
        child
    }

    fn stay(&mut self, child: usize, school: usize, group: usize, from: Date) {
        self.children[child].stays.push(Stay { year: 1, school, group, from, until: None, waits: 0 });
    }
}
