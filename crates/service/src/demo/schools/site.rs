//! Where an invented school is: in a postcode area that does not exist, with a number that rings nobody.

use domain::id::SchoolId;

use super::super::district::District;

const LANES: &[&str] =
    &["Schoolhouse Lane", "Beckside", "Tarn View", "Quarry Road", "Chapel Brow", "Fellgate", "Low Mill Road"];

/// A lane of the town, the town, and a postcode of the school's own.
pub(super) fn address(town: &str, id: SchoolId) -> Vec<String> {
    let lane = LANES[id.0.unsigned_abs() as usize % LANES.len()];
    vec![lane.into(), town.into(), format!("FS{} {}SC", id.0 % 9 + 1, District::place(id.0) / 9 + 1)]
}

/// A number that Ofcom keeps for stories.
pub(super) fn telephone(id: SchoolId) -> String {
    format!("01632 960{:03}", 100 + District::place(id.0))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::{super::places, *};

    #[test]
    fn every_school_has_an_address_of_its_own_and_a_number_that_rings_nobody() {
        let places = places(District::FIRST, None);
        let addresses: HashSet<&[String]> = places.iter().map(|place| place.school.address.as_slice()).collect();
        assert_eq!(addresses.len(), places.len());
        let numbers: HashSet<&str> = places.iter().map(|place| place.school.telephone.as_str()).collect();
        assert_eq!(numbers.len(), places.len());
        assert!(numbers.iter().all(|number| number.starts_with("01632 960") && number.len() == 12), "{numbers:?}");
        assert!(places.iter().all(|place| place.school.address[1] == place.town));
    }
}
