//! Every shown number of a school as an equation over kinds of children, and every hidden number tried against them.

use std::collections::BTreeSet;

use analysis::suppression::{Child, Level, Line, Published, SMALLEST, Shape};

use super::adversary::{Known, Worked};

/// How many numbers were hidden and shown.
pub struct Counted {
    pub hidden: usize,
    pub shown: usize,
}

/// A cohort of which everybody knows that it lies in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nested {
    pub inner: usize,
    pub outer: usize,
}

/// A kind of child: whatever tells one from another in what is published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Kind {
    row: usize,
    level: Level,
    cohorts: u64,
    band: Option<usize>,
}

/// Fails where something of what is published about these children gives a small number away.
pub fn attack_on(children: &[Child], shape: &Shape, nested: &[Nested], published: &Published) -> Counted {
    let kinds = kinds(children, shape, nested);
    let claims = claims(shape, nested, published);
    let (mut counts, mut sums) = (Known::of(kinds.len()), Known::of(kinds.len()));
    let mut counted = Counted { hidden: 0, shown: 0 };
    for claim in claims.iter().filter(|claim| claim.shown.is_some()) {
        counted.shown += 1;
        let unknowns = claim.of(&kinds);
        let number = count(children, claim);
        assert_eq!(claim.shown, Some(number), "{} is shown wrong", claim.name);
        counts.learn(unknowns.clone(), f64::from(number));
        if claim.has_sum {
            sums.learn(unknowns, sum(children, claim));
        }
    }
    let (mut counts, mut sums) = (counts.solve(), sums.solve());
    for claim in claims.iter().filter(|claim| claim.shown.is_none()) {
        counted.hidden += 1;
        let (number, unknowns) = (count(children, claim), claim.of(&kinds));
        must_be_open(&mut counts, claim, number, &unknowns);
        if claim.has_sum && number < SMALLEST {
            let (least, most) = sums.range(&unknowns);
            let truth = sum(children, claim);
            // Half as much again, or half as much: that says next to nothing of so few.
            assert!(
                most - least > truth / 2.0 - 1e-4,
                "the absence of {} ({truth}) can be worked out: {least} to {most}",
                claim.name
            );
        }
    }
    counted
}

fn must_be_open(counts: &mut Worked, claim: &Claim, number: u32, unknowns: &[usize]) {
    let (least, most) = counts.range(unknowns);
    let width = f64::from(SMALLEST - 1);
    let name = &claim.name;
    assert!(claim.is_rest || most - least > width - 1e-4, "{name} ({number}) can be worked out: {least} to {most}");
    if number < SMALLEST {
        assert!(least < 1e-4 && most > width - 1e-4, "{name} ({number}) can be worked out: {least} to {most}");
    }
}

/// Kinds that there can be: of every row, level and cohort, without those who are in an inner cohort and not in its outer one.
fn kinds(children: &[Child], shape: &Shape, nested: &[Nested]) -> Vec<Kind> {
    let may_be =
        |cohorts: u64| !nested.iter().any(|&Nested { inner, outer }| has(cohorts, inner) && !has(cohorts, outer));
    // Which bands go with which level is no secret: both follow from the same share.
    let places: BTreeSet<(Level, Option<usize>)> = children.iter().map(|child| (child.level, band(child))).collect();
    let mut places: Vec<(Level, Option<usize>)> = places.into_iter().collect();
    for level in [Level::Neither, Level::Persistent, Level::Severe] {
        if !places.iter().any(|(known, _)| *known == level) {
            let last =
                shape.bands.first().map(|bands| bands.saturating_sub(if level == Level::Severe { 1 } else { 2 }));
            places.push((level, last));
        }
    }
    // A band in which nobody is could hold children like those of the band before it.
    for empty in 0..shape.bands.first().copied().unwrap_or_default() {
        if !places.iter().any(|(_, band)| *band == Some(empty)) {
            let before = places.iter().filter(|(_, band)| *band < Some(empty)).max_by_key(|(_, band)| *band);
            places.push((before.map_or(Level::Neither, |(level, _)| *level), Some(empty)));
        }
    }
    let mut kinds = Vec::new();
    for row in 0..shape.rows {
        for &(level, band) in &places {
            let cohorts = (0..1_u64 << shape.cohorts).filter(|&cohorts| may_be(cohorts));
            kinds.extend(cohorts.map(|cohorts| Kind { row, level, cohorts, band }));
        }
    }
    kinds
}

const fn has(cohorts: u64, cohort: usize) -> bool {
    (cohorts >> cohort) & 1 == 1
}

fn band(child: &Child) -> Option<usize> {
    child.bands.first().copied().flatten()
}

/// A number of children that is shown or hidden.
struct Claim {
    name: String,
    shown: Option<u32>,
    /// Whether rates are shown with it.
    has_sum: bool,
    /// Whether it is no number of the tables, but what one of them leaves of another.
    is_rest: bool,
    is_in: Box<dyn Fn(&Kind) -> bool>,
}

impl Claim {
    fn of(&self, kinds: &[Kind]) -> Vec<usize> {
        (0..kinds.len()).filter(|&at| (self.is_in)(&kinds[at])).collect()
    }
}

fn kind(child: &Child) -> Kind {
    Kind { row: child.row, level: child.level, cohorts: child.cohorts, band: band(child) }
}

fn count(children: &[Child], claim: &Claim) -> u32 {
    children.iter().filter(|child| (claim.is_in)(&kind(child))).count() as u32
}

fn sum(children: &[Child], claim: &Claim) -> f64 {
    children.iter().filter(|child| (claim.is_in)(&kind(child))).map(|child| f64::from(child.missed)).sum()
}

type Is = fn(&Kind) -> bool;

fn claims(shape: &Shape, nested: &[Nested], published: &Published) -> Vec<Claim> {
    let mut claims = Vec::new();
    let levels: [(&str, &Line, bool, Is); 3] = [
        ("children", &published.children, true, |_| true),
        ("persistent", &published.persistent, false, |kind| kind.level >= Level::Persistent),
        ("severe", &published.severe, false, |kind| kind.level == Level::Severe),
    ];
    for (name, line, has_sum, is) in levels {
        add_line(&mut claims, name, line, has_sum, is);
    }
    let rests: [(&str, Is); 2] = [
        ("not persistent", |kind| kind.level == Level::Neither),
        ("not severe", |kind| kind.level == Level::Persistent),
    ];
    for (name, is) in rests {
        add_rest(&mut claims, name, shape.rows, is);
    }
    for (cohort, of) in published.cohorts.iter().enumerate() {
        let within = move |kind: &Kind| has(kind.cohorts, cohort);
        add_line(&mut claims, &format!("cohort {cohort}"), &of.children, true, within);
        add_rest(&mut claims, &format!("not in cohort {cohort}"), shape.rows, move |kind| !within(kind));
        for (level, shown) in [(Level::Persistent, of.persistent), (Level::Severe, of.severe)] {
            add(&mut claims, format!("{level:?} in cohort {cohort}"), shown, move |kind| {
                within(kind) && kind.level >= level
            });
        }
        add_unshown(&mut claims, format!("not persistent in cohort {cohort}"), move |kind| {
            within(kind) && kind.level == Level::Neither
        });
    }
    for &Nested { inner, outer } in nested {
        let rest = move |kind: &Kind| has(kind.cohorts, outer) && !has(kind.cohorts, inner);
        add_rest(&mut claims, &format!("cohort {outer} without cohort {inner}"), shape.rows, rest);
    }
    for (set, blocks) in published.bands.iter().enumerate() {
        for block in blocks.iter().copied() {
            let name = format!("bands {} to {} of set {set}", block.first, block.last);
            add(&mut claims, name, Some(block.children), move |kind| {
                kind.band.is_some_and(|band| (block.first..=block.last).contains(&band))
            });
        }
        for at in 0..shape.bands[set] {
            add_unshown(&mut claims, format!("band {at} of set {set}"), move |kind| kind.band == Some(at));
        }
    }
    claims
}

fn add_line(
    claims: &mut Vec<Claim>,
    name: &str,
    line: &Line,
    has_sum: bool,
    is: impl Fn(&Kind) -> bool + Copy + 'static,
) {
    let claim = |name: String, shown, is_in| Claim { name, shown, has_sum, is_rest: false, is_in };
    claims.push(claim(format!("all {name}"), line.total, Box::new(is)));
    for (row, &shown) in line.rows.iter().enumerate() {
        claims.push(claim(format!("{name} of row {row}"), shown, Box::new(move |kind| kind.row == row && is(kind))));
    }
}

/// Those whom a table leaves out: they are never shown, and must not be had from what is, where they are few.
fn add_rest(claims: &mut Vec<Claim>, name: &str, rows: usize, is: impl Fn(&Kind) -> bool + Copy + 'static) {
    add_unshown(claims, format!("all {name}"), is);
    for row in 0..rows {
        add_unshown(claims, format!("{name} of row {row}"), move |kind| kind.row == row && is(kind));
    }
}

fn add(claims: &mut Vec<Claim>, name: String, shown: Option<u32>, is: impl Fn(&Kind) -> bool + 'static) {
    claims.push(Claim { name, shown, has_sum: false, is_rest: false, is_in: Box::new(is) });
}

fn add_unshown(claims: &mut Vec<Claim>, name: String, is: impl Fn(&Kind) -> bool + 'static) {
    claims.push(Claim { name, shown: None, has_sum: false, is_rest: true, is_in: Box::new(is) });
}
