//! How a pupil stands under a handbook on a day, and what differs under another.

use domain::decide::Decided;

/// How a pupil stands, by the names of the handbook.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stand {
    /// The band of each set that decides.
    pub bands: Vec<StandsIn>,
    /// The stage of each course of casework.
    pub stages: Vec<StandsIn>,
    /// Flags that hold.
    pub flags: Vec<String>,
    /// Lists that name the pupil.
    pub lists: Vec<String>,
    /// Tasks that stand.
    pub tasks: Vec<String>,
}

/// A band or stage in which a pupil is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StandsIn {
    /// Its set.
    pub set: String,
    /// Its name.
    pub name: String,
    /// Its place in the set, from 0.
    pub place: usize,
    /// Why, in the handbook's words: `days absent is at least 15 days: 16 days (32 sessions)`; empty for a stage.
    pub why: String,
}

impl Stand {
    /// What of a decision is compared.
    pub fn of(decided: &Decided) -> Stand {
        let bands = decided.bands.iter().filter(|band| band.decides()).map(|band| StandsIn {
            set: band.set.clone(),
            name: band.band.clone(),
            place: band.place,
            why: band.receipt.why(),
        });
        let stages = decided.stages.iter().map(|stage| StandsIn {
            set: stage.set.clone(),
            name: stage.stage.clone(),
            place: stage.place,
            why: String::new(),
        });
        Stand {
            bands: bands.collect(),
            stages: stages.collect(),
            flags: decided.flags.iter().map(|flag| flag.name.clone()).collect(),
            lists: decided.lists.iter().map(|list| list.name.clone()).collect(),
            tasks: decided.tasks.iter().map(|task| task.name.clone()).collect(),
        }
    }

    /// The bands and stages in which the pupil is.
    fn places(&self) -> impl Iterator<Item = &StandsIn> {
        self.bands.iter().chain(&self.stages)
    }

    /// The bands and stages in words: `Pathway: Improvement`; empty when the pupil is in none.
    pub fn words(&self) -> String {
        let words = self.places().map(|band| format!("{}: {}", band.set, band.name));
        words.collect::<Vec<String>>().join("; ")
    }

    /// Why, in the handbook's words.
    pub fn why(&self) -> String {
        let words = self.bands.iter().map(|band| band.why.as_str()).filter(|why| !why.is_empty());
        words.collect::<Vec<&str>>().join("; ")
    }
}

/// Whether a pupil changes band.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Change {
    /// They do not.
    Stays,
    /// To a later band of a set, or out of the first.
    Later,
    /// To an earlier band of a set, or into the first.
    Earlier,
    /// To a later band of one set and an earlier one of another.
    Both,
}

impl Change {
    /// Every answer.
    pub const ALL: [Change; 4] = [Change::Later, Change::Earlier, Change::Both, Change::Stays];

    /// The words shown.
    pub const fn words(self) -> &'static str {
        match self {
            Change::Stays => "stays",
            Change::Later => "to a later band",
            Change::Earlier => "to an earlier band",
            Change::Both => "later in one set, earlier in another",
        }
    }
}

/// Whether a pupil changes band or stage between `before` and `after`. A set of both handbooks is compared band by band. Sets
/// that only one of them has are compared in their order, and only by whether the pupil is in the first band or stage, where
/// nothing is asked.
pub fn change(before: &Stand, after: &Stand) -> Change {
    let is_shared = |band: &StandsIn, other: &Stand| other.places().any(|one| one.set == band.set);
    let shared = before.places().filter_map(|band| {
        let other = after.places().find(|other| other.set == band.set)?;
        Some((band.place, other.place))
    });
    let own = |stand: &Stand, other: &Stand| -> Vec<usize> {
        let own = stand.places().filter(|band| !is_shared(band, other));
        own.map(|band| usize::from(band.place > 0)).collect()
    };
    let (mine, theirs) = (own(before, after), own(after, before));
    let at = |places: &[usize], place: usize| places.get(place).copied().unwrap_or(0);
    let paired = (0..mine.len().max(theirs.len())).map(|place| (at(&mine, place), at(&theirs, place)));
    let pairs: Vec<(usize, usize)> = shared.chain(paired).collect();
    let is_later = pairs.iter().any(|(before, after)| before < after);
    let is_earlier = pairs.iter().any(|(before, after)| before > after);
    match (is_later, is_earlier) {
        (false, false) => Change::Stays,
        (true, false) => Change::Later,
        (false, true) => Change::Earlier,
        (true, true) => Change::Both,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stand(bands: &[(&str, &str, usize)]) -> Stand {
        let band = |&(set, name, place): &(&str, &str, usize)| StandsIn {
            set: set.into(),
            name: name.into(),
            place,
            why: String::new(),
        };
        Stand { bands: bands.iter().map(band).collect(), ..Stand::default() }
    }

    #[test]
    fn a_set_of_both_handbooks_is_compared_band_by_band() {
        let at = |place| stand(&[("Pathway", "a band", place)]);
        assert_eq!(change(&at(1), &at(2)), Change::Later);
        assert_eq!(change(&at(2), &at(1)), Change::Earlier);
        assert_eq!(change(&at(1), &at(1)), Change::Stays);
    }

    #[test]
    fn a_child_in_the_first_band_of_either_handbook_has_not_changed() {
        let (pathway, level) = (|place| stand(&[("Pathway", "a", place)]), |place| stand(&[("Level", "b", place)]));
        assert_eq!(change(&pathway(0), &level(0)), Change::Stays);
        assert_eq!(change(&pathway(1), &level(3)), Change::Stays, "beyond the first band under both");
        assert_eq!(change(&pathway(0), &level(2)), Change::Later);
        assert_eq!(change(&pathway(2), &Stand::default()), Change::Earlier);
    }

    #[test]
    fn stages_count_beside_bands() {
        let stage = StandsIn { set: "Level".into(), name: "Level 2".into(), place: 1, why: String::new() };
        let after = Stand { stages: vec![stage], ..Stand::default() };
        assert_eq!(change(&stand(&[("Pathway", "a", 0)]), &after), Change::Later);
        assert_eq!(after.words(), "Level: Level 2");
    }

    #[test]
    fn two_sets_can_move_apart() {
        let before = stand(&[("Days", "a", 0), ("Percent", "b", 1)]);
        let after = stand(&[("Days", "a", 1), ("Percent", "b", 0)]);
        assert_eq!(change(&before, &after), Change::Both);
    }
}
