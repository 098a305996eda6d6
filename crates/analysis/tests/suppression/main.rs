//! What is shown to readers without names, attacked: nobody can work out a small number from all that is shown.

mod adversary;
mod attack;

use analysis::suppression::{Child, Level, Shape, publish, publish_whole};

use attack::{Counted, Nested, attack_on};

fn attack(children: &[Child], shape: &Shape, nested: &[Nested]) -> Counted {
    attack_on(children, shape, nested, &publish(children, shape))
}

/// The same numbers on every machine.
struct Draw(u64);

impl Draw {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }
}

/// A school of a few rows, drawn: how far absence goes decides level and bands, and the second cohort may lie in the first.
fn school(draw: &mut Draw, rows: usize, bands: usize) -> (Vec<Child>, Shape, Vec<Nested>) {
    let (persistent, severe) = (1 + draw.below(30), 1 + draw.below(15));
    let chances: Vec<usize> = (0..3).map(|_| 2 + draw.below(60)).collect();
    let is_nested = draw.below(2) == 0;
    let mut children = Vec::new();
    for row in 0..rows {
        for _ in 0..draw.below(36) {
            let level = match draw.below(100) {
                at if at < severe => Level::Severe,
                at if at < severe + persistent => Level::Persistent,
                _ => Level::Neither,
            };
            let has = |draw: &mut Draw, cohort: usize| draw.below(100) < chances[cohort];
            let first = has(draw, 0);
            let second = has(draw, 1) && (first || !is_nested);
            let band = match level {
                Level::Neither => draw.below(bands.max(3) - 2),
                level => bands.max(3) - 3 + level as usize,
            };
            let bands = if bands == 0 { Vec::new() } else { vec![Some(band)] };
            let missed = level as u32 * 20 + draw.below(9) as u32;
            let third = has(draw, 2);
            let cohorts = u64::from(first) | u64::from(second) << 1 | u64::from(third) << 2;
            children.push(Child { row, level, missed, cohorts, bands });
        }
    }
    let nested = if is_nested { vec![Nested { inner: 1, outer: 0 }] } else { Vec::new() };
    (children, Shape { rows, cohorts: 3, bands: if bands == 0 { Vec::new() } else { vec![bands] } }, nested)
}

#[test]
fn no_small_number_of_two_thousand_drawn_schools_can_be_worked_out() {
    let mut draw = Draw(0x5EED_2026);
    let (mut hidden, mut shown) = (0, 0);
    for _ in 0..2000 {
        let rows = 1 + draw.below(6);
        let (children, shape, nested) = school(&mut draw, rows, 0);
        let counted = attack(&children, &shape, &nested);
        hidden += counted.hidden;
        shown += counted.shown;
    }
    assert!(hidden > 5000, "only {hidden} numbers were hidden: the attack had nothing to find");
    assert!(shown > 5000, "only {shown} numbers were shown: there was nothing to attack with");
}

#[test]
fn no_small_number_of_a_thousand_drawn_schools_can_be_worked_out_with_the_bands_beside_it() {
    let mut draw = Draw(0xBA2D_0001);
    for _ in 0..1000 {
        let bands = 3 + draw.below(3);
        let rows = 1 + draw.below(3);
        let (children, shape, nested) = school(&mut draw, rows, bands);
        attack(&children, &shape, &nested);
    }
}

#[test]
#[should_panic(expected = "can be worked out")]
fn the_attack_finds_a_number_that_only_a_total_gives_away() {
    let children: Vec<Child> = (0..40)
        .map(|at| Child {
            row: at / 10,
            level: if at < 20 { Level::Persistent } else { Level::Neither },
            ..Child::default()
        })
        .collect();
    let shape = Shape { rows: 4, cohorts: 0, bands: Vec::new() };
    let mut published = publish(&children, &shape);
    // A row that is hidden alone.
    published.children.rows = vec![Some(10), Some(10), Some(10), None];
    published.children.total = Some(40);
    attack_on(&children, &shape, &[], &published);
}

#[test]
fn a_school_of_ordinary_size_keeps_most_of_its_numbers() {
    let children: Vec<Child> = (0..210)
        .map(|at| Child {
            row: at / 30,
            level: match at % 10 {
                0 | 5 => Level::Persistent,
                1 if at % 30 == 1 => Level::Severe,
                _ => Level::Neither,
            },
            missed: at as u32 % 10 * 3,
            cohorts: u64::from(at % 3 == 0),
            bands: vec![Some(at % 10 / 4)],
        })
        .collect();
    let shape = Shape { rows: 7, cohorts: 1, bands: vec![3] };
    attack(&children, &shape, &[]);
    let published = publish(&children, &shape);
    assert_eq!(published.children.rows, vec![Some(30); 7]);
    assert_eq!(published.persistent.total, Some(49));
    assert_eq!(published.persistent.rows, vec![Some(7); 7]);
    assert_eq!(published.severe.total, Some(7));
    assert_eq!(published.severe.rows, vec![None; 7], "one in each row stays hidden");
    assert_eq!(published.cohorts[0].children.rows, vec![Some(10); 7]);
    assert_eq!(published.bands[0].len(), 3);
}

#[test]
fn the_whole_is_shown_as_it_is_beside_the_rows() {
    assert_eq!(publish_whole(412, 73, 8), [Some(412), Some(73), Some(8)]);
    assert_eq!(publish_whole(412, 73, 4), [Some(412), Some(73), None]);
    assert_eq!(publish_whole(412, 11, 8), [Some(412), Some(11), None], "three of eleven would be left");
    assert_eq!(publish_whole(412, 4, 0), [Some(412), None, None]);
    assert_eq!(publish_whole(40, 38, 9), [Some(40), None, None], "two of forty would be left");
    assert_eq!(publish_whole(4, 2, 0), [None; 3]);
}
