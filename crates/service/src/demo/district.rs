//! A part of the invented authority. The demo is one district; an authority as large as the largest real ones is as many as it
//! takes, each with its own schools, people and chance, and with numbers that no other district gives.

use domain::id::SchoolId;

use super::{draw::Draw, schools::AUTHORITY_NUMBER};

/// A number of pupils, schools or people within a district stays below this.
const NUMBERS_EACH: i64 = 1_000_000;
/// Schools of one kind in a district are numbered by the Department within this many.
const ESTABLISHMENTS_EACH: u32 = 20;

const STEMS: [&str; 30] = [
    "Ashen", "Bracken", "Crag", "Dove", "Eller", "Furze", "Gras", "Hawks", "Ingle", "Kirk", "Ling", "Moss", "Nab",
    "Otters", "Pike", "Rush", "Skyre", "Tarn", "Ulls", "Whin", "Ald", "Barrow", "Cald", "Dun", "Esk", "Fall", "Gats",
    "Hether", "Irt", "Jack",
];
const ENDINGS: [&str; 21] = [
    "beck", "bridge", "brow", "by", "cross", "dale", "field", "garth", "gill", "ham", "head", "how", "keld", "ley",
    "mere", "pool", "rigg", "side", "thwaite", "wath", "wick",
];

/// One of the districts. The first is the demo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct District(u32);

impl District {
    /// The demo.
    pub const FIRST: District = District(0);
    /// There are names and numbers for so many districts.
    pub const MOST: u32 = 40;

    /// So many districts, [`District::MOST`] at most.
    pub fn first(count: u32) -> impl Iterator<Item = District> {
        (0..count.min(District::MOST)).map(District)
    }

    /// The identifier of whatever is at a place, counted from 0, in a list of the district.
    pub(super) fn number(self, place: usize) -> i64 {
        i64::from(self.0) * NUMBERS_EACH + place as i64 + 1
    }

    /// Where an identifier of the district stands, counted from 1.
    pub(super) const fn place(number: i64) -> i64 {
        number % NUMBERS_EACH
    }

    /// Chance for something of which there is one in each district.
    pub(super) fn draw(self, of: u64) -> Draw {
        match self.0 {
            0 => Draw::seeded(&[of]),
            district => Draw::seeded(&[of, district.into()]),
        }
    }

    /// The Department's number of a school that has `number` in the first district.
    pub(super) const fn establishment(self, number: u32) -> u32 {
        number + self.0 * ESTABLISHMENTS_EACH
    }

    /// The first of twenty numbers of schools that have closed.
    pub(super) const fn closed_establishments(self) -> u32 {
        if self.0 == 0 { 2900 } else { 5000 + self.0 * ESTABLISHMENTS_EACH }
    }

    /// The Department's reference of a school, which no real one has.
    pub(super) fn urn(self, school: SchoolId) -> String {
        (999_000 - i64::from(self.0) * 100 + District::place(school.0)).to_string()
    }

    /// The school's number with that of its authority.
    pub(super) fn laestab(self, establishment: u32) -> String {
        format!("{AUTHORITY_NUMBER}{}", self.establishment(establishment))
    }

    /// Name, first part of the addresses and town of a school; the first district has its own.
    pub(super) fn names(self, own: [&'static str; 3], place: usize, kind: &str) -> [String; 3] {
        if self.0 == 0 {
            return own.map(String::from);
        }
        let at = (self.0 as usize - 1) * 14 + place;
        // Both go round, and one step more each time the stems begin again, so that every pair comes before one comes twice.
        let town = format!("{}{}", STEMS[at % STEMS.len()], ENDINGS[(at / STEMS.len() + at) % ENDINGS.len()]);
        [format!("{town} {kind}"), town.to_lowercase(), town]
    }

    /// What the e-mail addresses of the authority's own people end in.
    pub(super) fn office(self) -> String {
        if self.0 == 0 { String::from("fellshire") } else { format!("district{}.fellshire", self.0 + 1) }
    }

    /// Whether it is the demo.
    pub(super) fn is_first(self) -> bool {
        self == District::FIRST
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{super::schools::places, *};

    #[test]
    fn no_two_schools_of_all_districts_share_a_name_an_address_or_a_number() {
        let all: Vec<_> = District::first(District::MOST).flat_map(|district| places(district, None)).collect();
        assert_eq!(all.len(), 14 * District::MOST as usize);
        let different =
            |what: fn(&super::super::schools::Place) -> String| all.iter().map(what).collect::<HashSet<_>>().len();
        for (what, count) in [
            ("name", different(|place| place.school.name.clone())),
            ("slug", different(|place| place.slug.clone())),
            ("identifier", different(|place| place.school.id.to_string())),
            ("reference", different(|place| place.school.urn.clone())),
            ("establishment", different(|place| place.school.laestab.clone())),
        ] {
            assert_eq!(count, all.len(), "{what}");
        }
        assert!(all.iter().all(|place| place.school.urn.len() == 6 && place.school.laestab.len() == 7));
    }
}
