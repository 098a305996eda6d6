//! Where the children of all schools shown stand.

use service::authority::Line;

use crate::{
    pages::school::{BandCount, BandSet, small::Reader},
    words,
};

type Set<'a> = (&'a str, u64, Vec<BandCount>);

fn sets(shown: &[Line]) -> Vec<Set<'_>> {
    let mut sets: Vec<Set<'_>> = Vec::new();
    for (name, bands) in shown.iter().filter_map(|line| line.of.known.digest()).map(|digest| &digest.bands) {
        let children: u64 = bands.iter().map(|band| band.1).sum();
        let at = sets.iter().position(|(known, ..)| known == name).unwrap_or_else(|| {
            let count = |(name, _): &(String, u64)| BandCount {
                name: name.clone(),
                children: 0,
                range: String::new(),
                href: String::new(),
            };
            sets.push((name, 0, bands.iter().map(count).collect()));
            sets.len() - 1
        });
        sets[at].1 += children;
        for (count, band) in sets[at].2.iter_mut().zip(bands) {
            count.children += band.1;
        }
    }
    sets
}

/// Where the children stand, over the schools whose pack has the set that most children are in, and a word about the others.
pub(super) fn of_bands(shown: &[Line]) -> (BandSet, String) {
    let sets = sets(shown);
    let all = sets.len();
    let largest = sets.into_iter().max_by_key(|(_, children, _)| *children);
    let (name, children, counts) = largest.unwrap_or_default();
    let beside = match all {
        0 | 1 => String::new(),
        _ => format!(
            " The bar shows the {} whose school’s pack has the bands {name}; others stand in their school’s row.",
            words::counted(children as i64, "child", "children")
        ),
    };
    (BandSet::new(&format!("Where the children stand: {name}"), counts, Reader::Staff), beside)
}

/// The names of the bands of that set, in order.
pub(super) fn largest(shown: &[Line]) -> Vec<String> {
    let largest = sets(shown).into_iter().max_by_key(|(_, children, _)| *children).unwrap_or_default();
    largest.2.into_iter().map(|band| band.name).collect()
}
