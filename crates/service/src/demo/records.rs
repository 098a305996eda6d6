//! The records of one school: its log, casework and plans through the school years.

use std::{cell::RefCell, sync::Arc};

use analysis::SchoolRoll;
use domain::{
    Date,
    act::NewEntry,
    case::Event,
    decide::Who,
    id::{GroupId, PupilId},
    pupil::Contact,
    session::Half,
};

use super::{
    calendars::YEAR_STARTS,
    casework::{
        self, Basis, Subject,
        desk::{Desk, Posts},
    },
    clock::minute,
    codes::Codes,
    draw::Draw,
    families::Families,
    happening::{PupilYear, Slot},
    leave,
    occasions::{self, Circumstances},
    planning::{self, Draft},
    profile::{self, Pattern, Profile, Traits},
    register::{self, Book, Reach},
    returns,
    roll::{Child, Stay},
    schools::Place,
    spells::{self, Climate},
    staff::Staff,
    staging,
};
use crate::Packs;

/// The minute of the day at which everything stands: half past ten.
pub(super) const MORNING_STANDS_AT: u16 = 630;

/// Everything that all schools share.
pub(super) struct County<'a> {
    pub(super) day: Date,
    pub(super) packs: &'a Packs,
    pub(super) codes: &'a Codes,
    pub(super) children: &'a [Child],
    pub(super) families: &'a Families,
    pub(super) traits: &'a [Traits],
    pub(super) cohorts: &'a [Vec<store::pupil::Cohort>],
    /// For each child, where their contacts begin and end.
    pub(super) contacts: &'a [std::ops::Range<usize>],
}

impl County<'_> {
    fn contacts_of(&self, child: usize) -> &[Contact] {
        &self.families.contacts[self.contacts[child].clone()]
    }
}

/// What one school has on record.
#[derive(Default)]
pub(super) struct Records {
    pub(super) entries: Vec<NewEntry>,
    pub(super) events: Vec<Event>,
    pub(super) school_events: Vec<Event>,
    pub(super) plans: Vec<Draft>,
}

/// Keeps the records of the school at `place` in the list of schools.
pub(super) fn keep(county: &County, places: &[Place], staff: &Staff, place: usize) -> Records {
    let mut records = Records::default();
    let begun = YEAR_STARTS.iter().enumerate().filter(|(_, start)| **start <= county.day);
    let years: Vec<usize> = begun.map(|(year, _)| year).collect();
    for &year in &years {
        let school = SchoolYear {
            county,
            place: &places[place],
            at: place,
            staff,
            year,
            is_current: Some(&year) == years.last(),
        };
        school.keep(&mut records);
        if school.is_current {
            school.work_cases(&mut records);
        }
    }
    records
}

/// School days before today on which cases are looked at; what arose since the last of them is left for today.
const LOOKED_BACK_DAYS: [usize; 9] = [70, 54, 41, 30, 21, 14, 9, 6, 4];
/// School days of each year before on which they were.
const LOOKED_AT_IN_A_YEAR: [usize; 2] = [75, 140];

struct SchoolYear<'a> {
    county: &'a County<'a>,
    place: &'a Place,
    at: usize,
    staff: &'a Staff,
    year: usize,
    is_current: bool,
}

impl SchoolYear<'_> {
    fn keep(&self, records: &mut Records) {
        let start = YEAR_STARTS[self.year];
        let days = self.place.calendar.between(start, jiff::civil::date(start.year() + 1, 8, 31));
        let Some(reach) = self.reach(days) else { return };
        let roll = self.roll();
        let mut pupils: Vec<PupilYear> = roll.iter().map(|&(child, stay)| self.pupil(child, stay, days)).collect();
        if self.is_current {
            self.stage(&roll, &mut pupils, &reach);
        }
        let ids: Vec<PupilId> = roll.iter().map(|&(child, _)| self.county.children[child].id).collect();
        let book = Book {
            place: self.place,
            staff: self.staff,
            codes: self.county.codes,
            days,
            reach: reach.clone(),
            pupils: &pupils,
            ids: &ids,
            year: self.year as u64,
        };
        let written = register::write(&book);
        let subjects: Vec<Subject> = roll.iter().map(|one| self.subject(one)).collect();
        records.events.extend(casework::calls(&Basis {
            place: self.place,
            staff: self.staff,
            days,
            reach: &reach,
            written: &written,
            subjects: &subjects,
            is_current: self.is_current,
        }));
        records.entries.extend(written.entries);
        if self.is_current {
            let opens = minute(self.place.school.times(Half::Morning).opens);
            for (pupil, &id) in pupils.iter().zip(&ids) {
                records.plans.extend(planning::plans(pupil, id, days, reach.last, opens));
            }
        }
    }

    /// How far the log goes: to the end of the year, or to the morning of the day that is shown.
    fn reach(&self, days: &[Date]) -> Option<Reach> {
        let last = days.partition_point(|&day| day <= self.county.day).checked_sub(1)?;
        let is_open = days[last] == self.county.day;
        let not_taken = if is_open { self.not_taken() } else { Vec::new() };
        Some(Reach { last, until: is_open.then_some(MORNING_STANDS_AT), not_taken })
    }

    /// The groups whose register nobody has taken yet.
    fn not_taken(&self) -> Vec<GroupId> {
        let groups = &self.place.groups;
        if self.at == 0 {
            let late = ["2 Alder", "3 Cedar", "5 Hazel"];
            return groups.iter().filter(|group| late.contains(&group.name.as_str())).map(|group| group.id).collect();
        }
        let mut draw = Draw::seeded(&[81, self.at as u64, self.county.day.day_of_year().unsigned_abs().into()]);
        let mut ids: Vec<GroupId> = groups.iter().map(|group| group.id).collect();
        draw.shuffle(&mut ids);
        ids.truncate(if groups.len() > 10 { 3 } else { 2 });
        ids
    }

    /// Who is in the school in this year, by name.
    fn roll(&self) -> Vec<(usize, Stay)> {
        let is_here = |stay: &&Stay| stay.school == self.at && stay.year == self.year;
        let children = self.county.children.iter().enumerate();
        let mut roll: Vec<(usize, Stay)> =
            children.filter_map(|(at, child)| child.stays.iter().find(is_here).map(|&stay| (at, stay))).collect();
        let named = &self.county.families.named;
        roll.sort_by_key(|&(child, _)| (named[child].surname, named[child].forename, child));
        roll
    }

    fn profile(&self, child: usize) -> Profile {
        let county = self.county;
        let household = &county.families.households[county.families.named[child].household];
        profile::profile(&county.children[child], &county.traits[child], household, self.year, self.place.school.phase)
    }

    /// What happens to one pupil in the year.
    fn pupil(&self, child: usize, stay: Stay, days: &[Date]) -> PupilYear {
        let county = self.county;
        let from = days.partition_point(|&day| day < stay.from);
        let until = stay.until.map_or(days.len(), |last| days.partition_point(|&day| day <= last));
        let slot = |day: usize| match day {
            day if day >= from && day < until => Slot::Present,
            day if day < from && day + stay.waits >= from => Slot::Waiting,
            _ => Slot::Off,
        };
        let slots = (0..days.len()).map(|day| [slot(day); 2]).collect();
        let mut pupil = PupilYear { group: stay.group, slots, stories: Vec::new() };
        let profile = self.profile(child);
        let household = &county.families.households[county.families.named[child].household];
        let id = county.children[child].id;
        let mut draw = Draw::seeded(&[91, profile::seed(id), self.year as u64]);
        let about = Circumstances {
            codes: county.codes,
            days,
            phase: self.place.school.phase,
            national_year: self.place.groups[stay.group].year,
            born: county.children[child].born,
            school: self.at as u64,
            year: self.year as u64,
            household: household.number.unsigned_abs(),
            is_struggling: matches!(profile.pattern, Pattern::Reluctant),
        };
        occasions::put(&mut pupil, &about, &mut draw);
        let times = self.place.school.times(Half::Morning);
        let opens = minute(times.opens);
        let climate =
            Climate { codes: county.codes, days, profile: &profile, window: minute(times.closes) - opens, opens };
        spells::put(&mut pupil, &climate, &mut draw);
        pupil
    }

    fn stage(&self, roll: &[(usize, Stay)], pupils: &mut [PupilYear], reach: &Reach) {
        let whole_year = |at: &usize| {
            let (_, stay) = roll[*at];
            stay.until.is_none() && stay.waits == 0 && stay.from == YEAR_STARTS[self.year]
        };
        let of_pattern = |wanted: &[Pattern]| -> Vec<usize> {
            (0..roll.len())
                .filter(whole_year)
                .filter(|&at| wanted.contains(&self.profile(roll[at].0).pattern))
                .collect()
        };
        staging::cross_lines(pupils, &of_pattern(&[Pattern::Reluctant, Pattern::Away]), reach.last, self.county.codes);
        let is_taken = |at: &usize| !reach.not_taken.contains(&self.place.groups[pupils[*at].group].id);
        let usual = of_pattern(&[Pattern::Ordinary]);
        // Spread over the roll, so that they are not all of one group.
        let spread: Vec<usize> = usual.into_iter().filter(is_taken).skip(self.at + 3).step_by(5).take(8).collect();
        let (forgotten, silent) = spread.split_at(3.min(spread.len()));
        staging::forget(pupils, forgotten, reach.last, self.county.codes);
        if reach.until.is_some() {
            staging::keep_silent(pupils, silent, reach.last, self.county.codes);
        }
    }

    fn subject(&self, (child, stay): &(usize, Stay)) -> Subject<'_> {
        let county = self.county;
        Subject {
            id: county.children[*child].id,
            who: Who::default()
                .born(county.children[*child].born)
                .in_year(self.place.groups[stay.group].year, county.day),
            from: stay.from,
            teacher: self.staff.teacher(self.place.groups[stay.group].id),
            cohorts: &county.cohorts[*child],
            contacts: county.contacts_of(*child),
        }
    }

    /// The casework about everybody who is in the school now, and what was done for the school itself.
    fn work_cases(&self, records: &mut Records) {
        let Ok(rules) = self.county.packs.rules(&self.place.school.pack) else { return };
        let empty =
            SchoolRoll::new(self.place.school.id, Arc::clone(&self.county.packs.codes), self.place.calendar.clone());
        let roll = records.entries.iter().fold(empty, |roll, entry| roll.with_marks(&entry.marks));
        let is_here = |(_, stay): &&(usize, Stay)| stay.until.is_none_or(|until| until >= self.county.day);
        let subjects: Vec<Subject> = self.roll().iter().filter(is_here).map(|one| self.subject(one)).collect();
        let mut desk = Desk {
            place: self.place,
            staff: self.staff,
            rules,
            codes: &self.county.packs.codes,
            roll: &roll,
            days: self.looked_at(),
            subjects: &subjects,
            calls: &records.events,
            posts: Posts::of(rules),
            asked: RefCell::default(),
        };
        let mut made = casework::desk::work(&desk);
        made.extend(leave::stage(&desk, &made, self.county.day));
        made.sort_by_key(|event| event.at);
        desk.days.retain(|&day| day >= YEAR_STARTS[self.year]);
        records.school_events = casework::school::work(&desk);
        records.events.extend(made);
        let about = (rules, self.staff, self.county.day);
        let roll = self.roll();
        returns::answer(about, &|pupil| self.said(&roll, pupil), &mut records.events);
    }

    /// A pupil as a return names them.
    fn said(&self, roll: &[(usize, Stay)], pupil: PupilId) -> Option<returns::Said> {
        let (child, stay) = roll.iter().find(|(child, _)| self.county.children[*child].id == pupil)?;
        let named = &self.county.families.named[*child];
        let name = format!("{} {}", named.forename, named.surname);
        let home = self.county.contacts_of(*child).iter().find(|contact| contact.lives_with)?;
        let address = if home.is_protected { crate::admission::WITHHELD } else { &home.address };
        let class = format!("{name}, {}", self.place.groups[stay.group].name);
        Some(returns::Said { class, address: format!("{name}, {address}") })
    }

    /// The days on which cases are looked at, in order.
    fn looked_at(&self) -> Vec<Date> {
        let days = |year: usize| {
            let start = YEAR_STARTS[year];
            self.place.calendar.between(start, jiff::civil::date(start.year() + 1, 8, 31))
        };
        let before =
            (0..self.year).flat_map(|year| LOOKED_AT_IN_A_YEAR.iter().filter_map(move |&at| days(year).get(at)));
        let begun = days(self.year).partition_point(|&day| day < self.county.day);
        let now = LOOKED_BACK_DAYS.iter().filter_map(|&back| days(self.year).get(begun.checked_sub(back)?));
        before.chain(now).copied().collect()
    }
}
