//! Chance that falls the same way every time.

use rand::{Rng, SeedableRng, rngs::StdRng};

/// A stream of chance. The same seed gives the same stream.
pub(super) struct Draw(StdRng);

impl Draw {
    /// The stream for these numbers, such as a school and a year.
    pub(super) fn seeded(parts: &[u64]) -> Draw {
        let seed = parts.iter().fold(0x9e37_79b9_7f4a_7c15_u64, |seed, part| {
            (seed ^ part).wrapping_mul(0xbf58_476d_1ce4_e5b9).rotate_left(29).wrapping_add(0x94d0_49bb_1331_11eb)
        });
        Draw(StdRng::seed_from_u64(seed))
    }

    /// A number from 0 up to, but not including, 1.
    pub(super) fn share(&mut self) -> f64 {
        self.0.random()
    }

    /// Yes, with this probability.
    pub(super) fn chance(&mut self, probability: f64) -> bool {
        self.share() < probability
    }

    /// A whole number from `least` to `most`, both included.
    pub(super) fn between(&mut self, least: u32, most: u32) -> u32 {
        self.0.random_range(least..=most)
    }

    /// A place in a list of `length`, which is not empty.
    pub(super) fn below(&mut self, length: usize) -> usize {
        self.0.random_range(0..length)
    }

    /// One of a list that is not empty.
    pub(super) fn pick<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }

    /// One of a list, each as likely as its weight.
    pub(super) fn weighted<'a, T>(&mut self, list: &'a [(T, u32)]) -> &'a T {
        let total: u32 = list.iter().map(|(_, weight)| weight).sum();
        let mut left = self.0.random_range(0..total);
        let found = list.iter().find(|(_, weight)| {
            let is_here = left < *weight;
            left = left.saturating_sub(*weight);
            is_here
        });
        &found.expect("a number below the total falls in one of the weights").0
    }

    /// A normal deviate, near enough: the sum of twelve shares less six.
    pub(super) fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.share()).sum::<f64>() - 6.0
    }

    /// Puts a list in a chance order.
    pub(super) fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            list.swap(last, self.0.random_range(0..=last));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Draw;

    #[test]
    fn the_same_seed_gives_the_same_stream_and_another_seed_another() {
        let stream = |seed| {
            let mut draw = Draw::seeded(&[7, seed]);
            (0..20).map(|_| draw.between(1, 1000)).collect::<Vec<_>>()
        };
        assert_eq!(stream(1), stream(1));
        assert_ne!(stream(1), stream(2));
    }

    #[test]
    fn a_weight_of_nothing_is_never_drawn() {
        let mut draw = Draw::seeded(&[1]);
        assert!((0..200).all(|_| *draw.weighted(&[('a', 0), ('b', 3), ('c', 0)]) == 'b'));
    }
}
