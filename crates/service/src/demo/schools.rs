//! The fourteen invented schools of Fellshire. None of their names is a real school's, Hillside apart, which every county has.

use domain::{
    Date,
    calendar::Calendar,
    id::{GroupId, SchoolId},
    school::{Group, Marking, Phase, School, SessionTimes},
};
use jiff::civil::{date, time};

use super::{calendars, district::District};

mod site;

/// The authority's number: no real authority has it.
pub(super) const AUTHORITY_NUMBER: u32 = 979;

/// How the registers of a school are timed: opening of the morning and afternoon register, in minutes since midnight.
struct Times {
    morning: (i8, i8),
    afternoon: (i8, i8),
    window_minutes: i8,
    noon: (i8, i8),
    home: (i8, i8),
}

const PRIMARY: Times =
    Times { morning: (8, 50), afternoon: (13, 0), window_minutes: 30, noon: (12, 0), home: (15, 20) };
const EARLY_PRIMARY: Times =
    Times { morning: (8, 45), afternoon: (13, 10), window_minutes: 30, noon: (12, 10), home: (15, 15) };
const LADY_BOSWELLS: Times =
    Times { morning: (8, 50), afternoon: (13, 20), window_minutes: 10, noon: (12, 20), home: (15, 20) };
const SECONDARY: Times =
    Times { morning: (8, 40), afternoon: (13, 30), window_minutes: 30, noon: (12, 40), home: (15, 10) };
const SPECIAL: Times = Times { morning: (9, 0), afternoon: (13, 0), window_minutes: 30, noon: (12, 0), home: (15, 0) };

/// One invented school, as it is written down here.
struct Outline {
    name: &'static str,
    slug: &'static str,
    town: &'static str,
    establishment: u32,
    phase: Phase,
    years: (u8, u8),
    streams: &'static [&'static str],
    pack: &'static str,
    marking: Marking,
    times: &'static Times,
    pattern: usize,
    sudden: &'static [(Date, &'static str)],
}

const LANCASHIRE: &str = "lancashire";
const TREES: &[&str] = &[
    "Acorn", "Willow", "Rowan", "Ash", "Alder", "Birch", "Cedar", "Elm", "Holly", "Maple", "Hazel", "Lime", "Oak",
    "Beech",
];
const BIRDS: &[&str] = &["Wren", "Robin", "Swift", "Dipper", "Plover", "Kestrel", "Osprey"];
const WATERS: &[&str] = &["Beck", "Brook", "Mere", "Tarn", "Force", "Esk", "Derwent"];
const FLOWERS: &[&str] = &["Daisy", "Clover", "Bluebell", "Foxglove", "Heather", "Thistle", "Gorse"];
const BEASTS: &[&str] = &["Mouse", "Hedgehog", "Otter", "Badger", "Hare", "Fox", "Stag"];
const STONES: &[&str] = &["Pebble", "Flint", "Slate", "Quartz", "Granite", "Marble", "Amber"];
const STARS: &[&str] = &["Comet", "Moon", "Vega", "Rigel", "Sirius", "Polaris", "Orion"];
const SAINTS: &[&str] = &[
    "Aidan",
    "Hild",
    "Bede",
    "Cuthbert",
    "Oswin",
    "Ebba",
    "Chad",
    "Cedd",
    "Alban",
    "Wilfrid",
    "Edith",
    "Kentigern",
    "Bega",
    "Herbert",
];
const FORMS: &[&str] = &["A", "B", "C", "D", "E", "F"];
const PAIRS: &[&str] = &["1", "2"];

const fn primary(
    name: &'static str,
    slug: &'static str,
    town: &'static str,
    streams: &'static [&'static str],
) -> Outline {
    Outline {
        name,
        slug,
        town,
        establishment: 0,
        phase: Phase::Primary,
        years: (0, 6),
        streams,
        pack: LANCASHIRE,
        marking: Marking::Exceptions,
        times: &PRIMARY,
        pattern: 0,
        sudden: &[],
    }
}

const fn secondary(name: &'static str, slug: &'static str, town: &'static str) -> Outline {
    Outline { phase: Phase::Secondary, years: (7, 11), times: &SECONDARY, ..primary(name, slug, town, FORMS) }
}

const BURST_PIPE: &[(Date, &str)] = &[(date(2026, 1, 14), "burst water main: the whole school was closed")];

const OUTLINES: [Outline; 14] = [
    Outline { establishment: 2001, ..primary("Hillside Primary School", "hillside", "Marlbeck", TREES) },
    Outline {
        establishment: 3002,
        pack: "lady-boswells",
        times: &LADY_BOSWELLS,
        pattern: 1,
        ..primary("St Oswin's Church of England Primary School", "stoswins", "Elmsgarth", SAINTS)
    },
    Outline { establishment: 2003, pattern: 1, ..primary("Thornbeck Primary School", "thornbeck", "Thornbeck", BIRDS) },
    Outline {
        establishment: 2004,
        times: &EARLY_PRIMARY,
        ..primary("Larkrigg Community Primary School", "larkrigg", "Larkrigg", WATERS)
    },
    Outline {
        establishment: 2005,
        sudden: BURST_PIPE,
        ..primary("Skelhow Primary School", "skelhow", "Skelhow", FLOWERS)
    },
    Outline {
        establishment: 2006,
        marking: Marking::Everyone,
        pattern: 2,
        ..primary("Millrigg Primary School", "millrigg", "Millrigg", BEASTS)
    },
    Outline {
        establishment: 2007,
        times: &EARLY_PRIMARY,
        pattern: 1,
        ..primary("Wrayholme Primary School", "wrayholme", "Wrayholme", STONES)
    },
    Outline {
        establishment: 2008,
        pattern: 2,
        ..primary("Netherbeck Primary School", "netherbeck", "Netherbeck", STARS)
    },
    Outline { establishment: 4001, ..secondary("Marlrigg High School", "marlrigg", "Marlbeck") },
    Outline {
        establishment: 4002,
        marking: Marking::Everyone,
        pattern: 1,
        ..secondary("Elmsgarth Academy", "elmsgarth", "Elmsgarth")
    },
    Outline { establishment: 4003, pattern: 2, ..secondary("Castlehow School", "castlehow", "Castlehow") },
    Outline { establishment: 4004, ..secondary("Ravenholme Academy", "ravenholme", "Ravenholme") },
    Outline {
        establishment: 7001,
        phase: Phase::Special,
        times: &SPECIAL,
        marking: Marking::Everyone,
        ..primary("Marlbeck Special School", "marlbeck", "Marlbeck", &["Harbour"])
    },
    Outline {
        establishment: 7002,
        phase: Phase::Special,
        times: &SPECIAL,
        pattern: 1,
        years: (7, 11),
        ..primary("Rowanscar School", "rowanscar", "Castlehow", PAIRS)
    },
];

/// An invented school with what the rest of the demo needs to know of it.
pub(super) struct Place {
    pub(super) school: School,
    pub(super) slug: String,
    pub(super) town: String,
    pub(super) establishment: u32,
    pub(super) calendar: Calendar,
    /// By year, then by stream: group of year `years.0 + i / streams`.
    pub(super) groups: Vec<Group>,
    pub(super) years: (u8, u8),
    /// Groups in each year.
    pub(super) streams: usize,
    /// Schools of one area send their oldest pupils to its secondary.
    pub(super) area: usize,
}

/// How many areas Fellshire has, each with one secondary school.
pub(super) const AREAS: usize = 4;

/// The invented schools of a district, each with the pack that it follows: `pack` for all of them, or each its own.
pub(super) fn places(district: District, pack: Option<&str>) -> Vec<Place> {
    let mut next_group = district.number(0);
    OUTLINES
        .iter()
        .enumerate()
        .map(|(at, outline)| {
            let id = SchoolId(district.number(at));
            let [name, slug, town] =
                district.names([outline.name, outline.slug, outline.town], at, kind(outline.phase));
            let groups = groups(outline, id, &mut next_group);
            let streams = groups.len() / usize::from(outline.years.1 - outline.years.0 + 1);
            Place {
                school: School {
                    name,
                    address: site::address(&town, id),
                    urn: district.urn(id),
                    laestab: district.laestab(outline.establishment),
                    ..school(outline, id, pack.unwrap_or(outline.pack))
                },
                slug,
                town,
                establishment: district.establishment(outline.establishment),
                calendar: calendars::calendar(outline.pattern, outline.sudden),
                groups,
                years: outline.years,
                streams,
                area: at % AREAS,
            }
        })
        .collect()
}

/// What a school of this kind is called after its town.
const fn kind(phase: Phase) -> &'static str {
    match phase {
        Phase::Primary => "Primary School",
        Phase::Secondary => "High School",
        Phase::Special => "Special School",
    }
}

/// A school without what tells it from others.
fn school(outline: &Outline, id: SchoolId, pack: &str) -> School {
    let times = outline.times;
    let at = |(hour, minute): (i8, i8)| time(hour, minute, 0, 0);
    let closes = |(hour, minute): (i8, i8)| {
        let minutes = minute + times.window_minutes;
        time(hour + minutes / 60, minutes % 60, 0, 0)
    };
    School {
        id,
        urn: String::new(),
        laestab: String::new(),
        name: String::new(),
        address: Vec::new(),
        telephone: site::telephone(id),
        phase: outline.phase,
        pack: pack.into(),
        marking: outline.marking,
        morning: SessionTimes { opens: at(times.morning), closes: closes(times.morning), ends: at(times.noon) },
        afternoon: SessionTimes { opens: at(times.afternoon), closes: closes(times.afternoon), ends: at(times.home) },
        group_times: Vec::new(),
    }
}

fn groups(outline: &Outline, school: SchoolId, next: &mut i64) -> Vec<Group> {
    let years = outline.years.0..=outline.years.1;
    let count = usize::from(outline.years.1 - outline.years.0 + 1);
    // A name for each group (`5 Hazel`), or one for each stream of every year (`9B`).
    let names_each = outline.phase != Phase::Secondary && outline.streams.len() >= count;
    let streams = if names_each { outline.streams.len() / count } else { outline.streams.len() };
    years
        .flat_map(|year| (0..streams).map(move |stream| (year, stream)))
        .map(|(year, stream)| {
            let id = GroupId(*next);
            *next += 1;
            let name = match (names_each, outline.phase) {
                (true, _) => {
                    let letter = if year == 0 { String::from("R") } else { year.to_string() };
                    format!("{letter} {}", outline.streams[usize::from(year - outline.years.0) * streams + stream])
                }
                (false, Phase::Secondary) => format!("{year}{}", outline.streams[stream]),
                (false, _) if year == 0 => format!("R {}", outline.streams[stream]),
                (false, _) => format!("{year} {}", outline.streams[stream]),
            };
            Group { id, school, name, year }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn one_school_follows_lady_boswells_and_the_others_lancashire() {
        let places = places(District::FIRST, None);
        assert_eq!(places.iter().filter(|place| place.school.pack == "lady-boswells").count(), 1);
        assert_eq!(places.iter().filter(|place| place.school.pack == "lancashire").count(), 13);
        let oswin = places.iter().find(|place| place.school.pack == "lady-boswells").expect("counted above");
        assert_eq!((oswin.school.morning.opens, oswin.school.morning.closes), (time(8, 50, 0, 0), time(9, 0, 0, 0)));
        assert_eq!(
            (oswin.school.afternoon.opens, oswin.school.afternoon.closes),
            (time(13, 20, 0, 0), time(13, 30, 0, 0))
        );
    }

    #[test]
    fn a_pack_that_is_asked_for_is_every_school_s() {
        assert!(places(District::FIRST, Some("knowsley")).iter().all(|place| place.school.pack == "knowsley"));
    }

    #[test]
    fn no_two_groups_of_a_school_share_a_name_and_hillside_has_5_hazel() {
        for place in places(District::FIRST, None) {
            let names: HashSet<&str> = place.groups.iter().map(|group| group.name.as_str()).collect();
            assert_eq!(names.len(), place.groups.len(), "{}", place.school.name);
        }
        assert!(places(District::FIRST, None)[0].groups.iter().any(|group| group.name == "5 Hazel" && group.year == 5));
    }
}
