//! An invented authority to look around in: fourteen schools of Fellshire, their pupils and families, and their registers
//! since September 2025.
//!
//! Nobody in it exists. The same day gives the same authority to the last mark: chance is seeded, and no clock is read.

use std::sync::mpsc;

use domain::{Date, id::PlanId, pupil::Plan};
use jiff::civil::date;
use store::pupil::{Cohort, NewPupil, Span};

mod admissions;
mod around;
mod authority;
mod calendars;
mod casework;
mod clock;
mod codes;
mod district;
mod draw;
mod families;
mod happening;
mod holds;
mod leave;
mod load;
mod names;
mod occasions;
mod outlook;
mod planning;
mod posts;
mod profile;
mod proposals;
mod records;
mod register;
mod returns;
mod roll;
mod schools;
mod shares;
mod spells;
mod staff;
mod staging;
mod submissions;
mod upn;

pub use authority::{Authority, EnrolledPupil, Person, Planned, SchoolRecords, SignIn, sign_ins};
pub use district::District;
pub use load::{load, load_district};
pub use proposals::propose;
pub use shares::{Shares, shares};

use calendars::YEAR_STARTS;
use clock::Midnight;
use families::{Families, Household};
use profile::Traits;
use records::{County, MORNING_STANDS_AT, Records};
use roll::Child;
use schools::Place;
use staff::Staff;

use crate::Packs;

/// The first and the last day that can be shown.
pub const DAYS_SHOWN: (Date, Date) = (date(2025, 10, 1), date(2027, 7, 31));

/// Invents the authority as it stands on the morning of `today`, or of the last school day before it; a day outside
/// [`DAYS_SHOWN`] is taken for the nearest inside. Every school follows `pack`, or each its own. `progress` hears what is
/// being made, how much is done and of how much.
///
/// # Panics
/// When the code table lacks a code for one of the roles that every register needs.
pub fn generate(today: Date, packs: &Packs, pack: Option<&str>, progress: &dyn Fn(&str, u64, u64)) -> Authority {
    generate_district(District::FIRST, today, packs, pack, progress)
}

/// The same of one district of an authority that has several; each is an authority for itself until all are loaded together.
pub fn generate_district(
    district: District,
    today: Date,
    packs: &Packs,
    pack: Option<&str>,
    progress: &dyn Fn(&str, u64, u64),
) -> Authority {
    let places = schools::places(district, pack);
    let day = day_shown(&places[0], today);
    progress("Enrolling pupils", 0, places.len() as u64);
    let names = names::Names::read();
    let (people, staff) = staff::hire(district, &places, &names);
    let children = roll::enrol(district, &places, day);
    let families = families::families(district, &children, &places, &names);
    let household = |child: usize| &families.households[families.named[child].household];
    let traits: Vec<Traits> =
        children.iter().enumerate().map(|(at, child)| profile::traits(child, &places, household(at))).collect();
    let cohorts: Vec<Vec<Cohort>> =
        (0..children.len()).map(|at| cohorts(day, &places, &children[at], &traits[at], household(at))).collect();
    let county = County {
        day,
        packs,
        codes: &codes::Codes::of(&packs.codes, day),
        children: &children,
        families: &families,
        traits: &traits,
        cohorts: &cohorts,
        contacts: &contact_ranges(&children, &families),
    };
    let records = keep_all(&county, &places, &staff, progress);
    let pupils =
        children.iter().enumerate().map(|(at, child)| pupil(child, at, &families, &cohorts, &places)).collect();
    assemble(today, day, Invented { district, places, people, staff, pupils, families, records })
}

/// The cohorts of a child; in the second year they know of the first.
fn cohorts(day: Date, places: &[Place], child: &Child, traits: &Traits, household: &Household) -> Vec<Cohort> {
    let first_stay = child.stays.first().filter(|stay| stay.year == 0 && day >= YEAR_STARTS[1]);
    let phase = |stay: &roll::Stay| places[stay.school].school.phase;
    let last_year = first_stay.map(|stay| profile::profile(child, traits, household, 0, phase(stay)));
    profile::cohorts(child, traits, household, last_year.as_ref())
}

/// The day that is shown when `today` is asked for.
fn day_shown(hillside: &Place, today: Date) -> Date {
    let within = today.clamp(DAYS_SHOWN.0, DAYS_SHOWN.1);
    hillside.calendar.on_or_before(within).unwrap_or(within)
}

fn contact_ranges(children: &[Child], families: &Families) -> Vec<std::ops::Range<usize>> {
    let mut next = 0;
    children
        .iter()
        .map(|child| {
            let first = next;
            while families.contacts.get(next).is_some_and(|contact| contact.pupil == child.id) {
                next += 1;
            }
            first..next
        })
        .collect()
}

/// Keeps the records of every school, on all cores.
fn keep_all(county: &County, places: &[Place], staff: &[Staff], progress: &dyn Fn(&str, u64, u64)) -> Vec<Records> {
    let workers = std::thread::available_parallelism().map_or(1, usize::from).min(places.len());
    // The large schools take longest, so they come first.
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by_key(|&at| std::cmp::Reverse(places[at].groups.len()));
    let next = std::sync::atomic::AtomicUsize::new(0);
    let (done, finished) = mpsc::channel();
    let mut kept: Vec<Option<Records>> = places.iter().map(|_| None).collect();
    std::thread::scope(|scope| {
        for _ in 0..workers {
            let (done, next, order) = (done.clone(), &next, &order);
            scope.spawn(move || {
                while let Some(&at) = order.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed)) {
                    // The receiver outlives the scope, so sending cannot fail.
                    let _ = done.send((at, records::keep(county, places, &staff[at], at)));
                }
            });
        }
        drop(done);
        for (count, (at, records)) in (1..).zip(&finished) {
            kept[at] = Some(records);
            progress("Filling registers", count, places.len() as u64);
        }
    });
    kept.into_iter().map(|records| records.expect("every school was in the order")).collect()
}

fn pupil(child: &Child, at: usize, families: &Families, cohorts: &[Vec<Cohort>], places: &[Place]) -> EnrolledPupil {
    let named = &families.named[at];
    let mut enrolments: Vec<(_, Span)> = Vec::new();
    let mut memberships = Vec::new();
    for (number, stay) in child.stays.iter().enumerate() {
        let place = &places[stay.school];
        let span = Span { from: stay.from, until: stay.until };
        memberships.push((place.groups[stay.group].id, span));
        let from = if number == 0 { child.entered } else { stay.from };
        match enrolments.last_mut() {
            Some((school, last)) if *school == place.school.id => last.until = stay.until,
            _ => enrolments.push((place.school.id, Span { from, until: stay.until })),
        }
    }
    EnrolledPupil {
        pupil: NewPupil {
            id: child.id,
            upn: child.upn.clone(),
            forename: named.forename.into(),
            surname: named.surname.into(),
            sex: child.sex,
            born: child.born,
            household: families.households[named.household].number,
        },
        enrolments,
        memberships,
        cohorts: cohorts[at].clone(),
    }
}

/// What has been invented, before it is put together.
struct Invented {
    district: District,
    places: Vec<Place>,
    people: Vec<Person>,
    staff: Vec<Staff>,
    pupils: Vec<EnrolledPupil>,
    families: Families,
    records: Vec<Records>,
}

fn assemble(today: Date, day: Date, invented: Invented) -> Authority {
    let mut plans = Vec::new();
    let mut schools = Vec::new();
    for ((place, mut records), staff) in invented.places.into_iter().zip(invented.records).zip(invented.staff) {
        for draft in std::mem::take(&mut records.plans) {
            let id = PlanId(invented.district.number(plans.len()));
            let reason = String::from(draft.reason);
            let plan = Plan { id, pupil: draft.pupil, first: draft.first, last: draft.last, code: draft.code, reason };
            plans.push(Planned { plan, by: staff.office.person, at: draft.recorded });
        }
        let Place { school, calendar, groups, .. } = place;
        let Records { entries, events, school_events, .. } = records;
        schools.push(SchoolRecords { school, calendar, groups, entries, events, school_events });
    }
    Authority {
        name: String::from("Fellshire County Council"),
        today,
        day,
        now: Midnight::of(day).at(MORNING_STANDS_AT, 0),
        note: note(today, day),
        schools,
        people: invented.people,
        pupils: invented.pupils,
        contacts: invented.families.contacts,
        plans,
    }
}

fn note(today: Date, day: Date) -> Option<String> {
    let words = |date: Date| date.strftime("%A %-d %B %Y").to_string();
    let why = if (DAYS_SHOWN.0..=DAYS_SHOWN.1).contains(&today) {
        format!("{} is not a school day in Fellshire", words(today))
    } else {
        format!("Fellshire is invented for {} to {}", words(DAYS_SHOWN.0), words(DAYS_SHOWN.1))
    };
    (today != day).then(|| format!("{why}, so you see {} as it stood at 10:30.", words(day)))
}

#[cfg(test)]
mod tests;
