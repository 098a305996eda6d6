//! One school among others: where its figure stands, and which schools are most like it.

use domain::tally::Percent;

/// A part of a whole: sessions of sessions, or children of children. Compared by multiplying out, never as what is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// The part.
    pub part: u64,
    /// The whole; more than nothing.
    pub whole: u64,
}

impl Share {
    /// A share of something; nothing of nothing.
    pub fn new(part: u64, whole: u64) -> Option<Share> {
        (whole > 0).then_some(Share { part, whole })
    }

    /// In thousandths of one percent, rounded half up, for showing and for ranks between two schools.
    pub fn percent(self) -> Percent {
        Percent::thousandths(((self.part * 200_000 + self.whole) / (2 * self.whole)) as u32)
    }

    fn compare(self, other: Share) -> std::cmp::Ordering {
        (u128::from(self.part) * u128::from(other.whole)).cmp(&(u128::from(other.part) * u128::from(self.whole)))
    }
}

/// How the figures of other schools lie, and how many of them are below or above one school’s.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spread {
    /// How many other schools.
    pub schools: u32,
    /// A quarter of them are at or below this.
    pub lower_quartile: Percent,
    /// Half are.
    pub median: Percent,
    /// Three quarters are.
    pub upper_quartile: Percent,
    /// The share of all of them together.
    pub together: Percent,
    /// Schools whose figure is lower than this school’s.
    pub lower: u32,
    /// Schools whose figure is higher.
    pub higher: u32,
}

impl Spread {
    /// Sets `own` among `others`. Nothing where there are fewer than `fewest`, of whom a middle would give one school away.
    pub fn of(own: Share, others: &[Share], fewest: usize) -> Option<Spread> {
        if others.len() < fewest.max(1) {
            return None;
        }
        let mut sorted = others.to_vec();
        sorted.sort_by(|one, other| one.compare(*other));
        let together = Share {
            part: others.iter().map(|share| share.part).sum(),
            whole: others.iter().map(|share| share.whole).sum(),
        };
        let count = |wanted| others.iter().filter(|share| share.compare(own) == wanted).count() as u32;
        Some(Spread {
            schools: others.len() as u32,
            lower_quartile: quantile(&sorted, 1),
            median: quantile(&sorted, 2),
            upper_quartile: quantile(&sorted, 3),
            together: together.percent(),
            lower: count(std::cmp::Ordering::Less),
            higher: count(std::cmp::Ordering::Greater),
        })
    }
}

/// The value that `quarters` of four are at or below, between two schools where it falls between them: as spreadsheets do it
/// (`QUARTILE.INC`), so that anybody can check it.
fn quantile(sorted: &[Share], quarters: usize) -> Percent {
    let place = (sorted.len() - 1) * quarters;
    let (at, rest) = (place / 4, (place % 4) as u64);
    let value = |at: usize| u64::from(sorted[at.min(sorted.len() - 1)].percent().in_thousandths());
    Percent::thousandths(((value(at) * (4 - rest) + value(at + 1) * rest + 2) / 4) as u32)
}

/// By what schools are alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Traits {
    /// Children on the roll.
    pub children: u32,
    /// Of them, with free school meals.
    pub meals: u32,
    /// Of them, with support or a plan for special educational needs.
    pub needs: u32,
}

impl Traits {
    /// Size, and the two shares in thousandths of one percent.
    fn values(self) -> [i64; 3] {
        let share = |part: u32| {
            Share::new(part.into(), self.children.into()).map_or(0, |share| share.percent().in_thousandths().into())
        };
        [self.children.into(), share(self.meals), share(self.needs)]
    }
}

/// How unlike two schools are, in hundredths of a standard deviation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Distance(pub u32);

/// How unlike each of `all` schools is to the one at `own`, in the order of `all`: of each trait the difference in standard
/// deviations of all of them, squared; the mean of the three; its root. A trait in which no two differ adds nothing.
pub fn distances(all: &[Traits], own: usize) -> Vec<Distance> {
    let values: Vec<[i64; 3]> = all.iter().map(|school| school.values()).collect();
    let count = values.len() as i128;
    // The variance times the square of how many there are, so that everything stays whole.
    let spread: [i128; 3] = std::array::from_fn(|of| {
        let each = || values.iter().map(|value| i128::from(value[of]));
        let sum: i128 = each().sum();
        count * each().map(|value| value * value).sum::<i128>() - sum * sum
    });
    let distance = |value: &[i64; 3]| {
        let squares = (0..3).filter(|&of| spread[of] > 0).map(|of| {
            let apart = i128::from(value[of] - values[own][of]);
            // In ten-thousandths of a variance: hundredths of a deviation, squared.
            apart * apart * count * count * 10_000 / spread[of]
        });
        Distance((squares.sum::<i128>().unsigned_abs() / 3).isqrt() as u32)
    };
    values.iter().map(distance).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(part: u64, whole: u64) -> Share {
        Share::new(part, whole).expect("more than nothing")
    }

    #[test]
    fn a_school_stands_among_the_others_and_quartiles_are_those_of_a_spreadsheet() {
        let others = [90, 92, 95, 96, 97, 98].map(|part| share(part, 100));
        let spread = Spread::of(share(95, 100), &others, 5).expect("six schools");
        assert_eq!((spread.lower, spread.higher, spread.schools), (2, 3, 6));
        let quartiles = [spread.lower_quartile, spread.median, spread.upper_quartile];
        assert_eq!(quartiles, [92_750, 95_500, 96_750].map(Percent::thousandths));
        assert_eq!(spread.together, Percent::thousandths(94_667));
    }

    #[test]
    fn the_schools_together_are_added_up_and_not_averaged() {
        let others = [share(1, 2), share(99, 100), share(99, 100)];
        let spread = Spread::of(share(1, 2), &others, 3).expect("three schools");
        assert_eq!(spread.together, share(199, 202).percent());
    }

    #[test]
    fn fewer_schools_than_asked_for_show_nothing() {
        let four = [share(1, 2); 4];
        assert_eq!(Spread::of(share(1, 2), &four, 5), None);
        assert_eq!(Spread::of(share(1, 2), &[], 0), None);
        assert!(Spread::of(share(1, 2), &[share(1, 2); 5], 5).is_some());
    }

    #[test]
    fn a_figure_is_compared_exactly_and_not_as_it_is_shown() {
        // Both are shown as 33.333%.
        let spread = Spread::of(share(1, 3), &[share(333_333, 1_000_000)], 1).expect("one school");
        assert_eq!((spread.lower, spread.higher), (1, 0));
    }

    #[test]
    fn distances_are_deviations_and_a_school_is_no_way_from_itself() {
        let traits = |children, meals, needs| Traits { children, meals, needs };
        // Sizes 100, 200, 300: one deviation is 81.65 children. The shares do not differ.
        let all = [traits(100, 10, 20), traits(200, 20, 40), traits(300, 30, 60)];
        let far = distances(&all, 0);
        assert_eq!(far[0], Distance(0));
        // 100 children are 1.2247 deviations; squared, a third, its root: 0.7071.
        assert_eq!(far[1], Distance(70));
        assert_eq!(far[2], Distance(141));
    }

    #[test]
    fn each_trait_weighs_the_same_whatever_it_is_counted_in() {
        let traits = |children, meals, needs| Traits { children, meals, needs };
        let by_size = [traits(200, 20, 20), traits(220, 22, 22), traits(200, 20, 20)];
        let by_meals = [traits(200, 20, 20), traits(200, 22, 20), traits(200, 20, 20)];
        assert_eq!(distances(&by_size, 0)[1], distances(&by_meals, 0)[1]);
        assert!(distances(&by_size, 0)[1] > Distance(0));
    }
}
