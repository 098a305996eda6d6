//! Cohorts: overlapping groups, of which one may lie in another.

use super::{
    Child, Level, OfCohort, SMALLEST, Shape,
    column::{self, Column},
};

/// What is shown of each cohort, in their order. The largest is opened first.
pub(super) fn publish(children: &[Child], shape: &Shape, all: &Column, levels: [&Column; 2]) -> Vec<OfCohort> {
    let column = |cohort: usize| Column::with_sums(children, shape, |child| is_in(child, cohort));
    let mut columns: Vec<Column> = (0..shape.cohorts).map(column).collect();
    let mut order: Vec<usize> = (0..shape.cohorts).collect();
    order.sort_by_key(|&cohort| (core::cmp::Reverse(columns[cohort].total()), cohort));
    for (at, &cohort) in order.iter().enumerate() {
        let before = &order[..at];
        columns[cohort] = open(children, (cohort, before), &columns, all, levels);
    }
    let mut of_levels: Vec<[Option<u32>; 2]> = vec![[None; 2]; shape.cohorts];
    for (at, &cohort) in order.iter().enumerate() {
        let is_nested = |other: &usize| columns[*other].is_total_shown && lies_in(children, cohort, *other).is_some();
        if columns[cohort].is_total_shown && !order[..at].iter().any(is_nested) {
            of_levels[cohort] = shown_levels(children, cohort, levels);
        }
    }
    hide_narrowed(children, &order, &columns, &mut of_levels);
    let of = |(column, [persistent, severe]): (Column, [Option<u32>; 2])| OfCohort {
        children: column.line(),
        persistent,
        severe,
    };
    columns.into_iter().zip(of_levels).map(of).collect()
}

fn is_in(child: &Child, cohort: usize) -> bool {
    (child.cohorts >> cohort) & 1 == 1
}

/// How many of `outer` are not in `inner`, where all of `inner` are in `outer`.
fn lies_in(children: &[Child], inner: usize, outer: usize) -> Option<u32> {
    let is_stray = |child: &Child| is_in(child, inner) && !is_in(child, outer);
    let rest = children.iter().filter(|child| is_in(child, outer) && !is_in(child, inner)).count();
    (!children.iter().any(is_stray)).then_some(rest as u32)
}

fn open(
    children: &[Child],
    (cohort, before): (usize, &[usize]),
    columns: &[Column],
    all: &Column,
    levels: [&Column; 2],
) -> Column {
    let column = columns[cohort].clone();
    let is_open = |level: Level| levels[level as usize - 1].is_total_shown;
    let mut open = [Level::Persistent, Level::Severe].into_iter().filter(|&level| is_open(level));
    if open.any(|level| crossed(children, cohort, Level::Neither, level).is_narrowed()) {
        return column;
    }
    let outer: Vec<usize> = before.iter().copied().filter(|&other| columns[other].is_total_shown).collect();
    let outer: Vec<usize> = outer.into_iter().filter(|&other| lies_in(children, cohort, other).is_some()).collect();
    let leaves_few = |&outer: &usize| {
        let inside = before.iter().copied().filter(|&other| {
            other != outer && columns[other].is_total_shown && lies_in(children, other, outer).is_some()
        });
        let inside: Vec<usize> = inside.chain([cohort]).collect();
        let is_left = |child: &&Child| is_in(child, outer) && !inside.iter().any(|&one| is_in(child, one));
        (1..SMALLEST as usize).contains(&children.iter().filter(is_left).count())
    };
    if outer.iter().any(leaves_few) {
        return column;
    }
    let around: Vec<&Column> = core::iter::once(all).chain(outer.iter().map(|&other| &columns[other])).collect();
    let column = column::within(&around, column);
    if levels.into_iter().any(|level| column.is_total_shown && is_narrowed_by_rows(all, level, &column)) {
        return column::without_rows(&around, column);
    }
    column
}

/// Whether the rows of a cohort and of a level together say something of the few who are in both, or in one of them only.
fn is_narrowed_by_rows(all: &Column, level: &Column, column: &Column) -> bool {
    if !level.is_total_shown {
        return false;
    }
    let is_apart = |row: &usize| all.shown[*row] && level.shown[*row] && column.shown[*row];
    let of = |row: usize| [all.values[row], level.values[row], column.values[row]];
    let rows = 0..column.values.len();
    let mut parts: Vec<[u32; 3]> = rows.clone().filter(is_apart).map(of).collect();
    let together = rows.filter(|row| !is_apart(row)).map(of).fold([0; 3], |[a, b, c], [x, y, z]| [a + x, b + y, c + z]);
    parts.push(together);
    let both = |one: Count, other: Count| {
        parts.iter().map(|&part| (one(part) + other(part)).saturating_sub(part[0])).sum::<u32>()
    };
    let (at, not_at): (Count, Count) = (|part| part[1], |part| part[0] - part[1]);
    let (inside, outside): (Count, Count) = (|part| part[2], |part| part[0] - part[2]);
    let least = [both(at, inside), both(at, outside), both(not_at, inside), both(not_at, outside)];
    least.into_iter().any(|least| (1..SMALLEST).contains(&least))
}

/// A number that follows from three: all, those of a level, those of a cohort.
type Count = fn([u32; 3]) -> u32;

/// The numbers in and outside a cohort, of a level and not.
#[derive(Clone, Copy)]
struct Crossed {
    inside: [u32; 2],
    outside: [u32; 2],
}

impl Crossed {
    fn all(self) -> [u32; 4] {
        let ([out, inn], [no, yes]) = (self.outside, self.inside);
        [out, inn, no, yes]
    }

    /// Whether the two margins alone say something of the few who are in both, or in one of them only: then fewer stand on
    /// the other side than could take their place.
    fn is_narrowed(self) -> bool {
        let ([out, inn], [no, yes]) = (self.outside, self.inside);
        let pairs = [(yes, out), (out, yes), (no, inn), (inn, no)];
        pairs.into_iter().any(|(few, opposite)| few < SMALLEST && opposite < few)
    }
}

/// Counts a cohort against the children at `level` or beyond, among those who are at `from` or beyond.
fn crossed(children: &[Child], cohort: usize, from: Level, level: Level) -> Crossed {
    let mut crossed = Crossed { inside: [0; 2], outside: [0; 2] };
    for child in children.iter().filter(|child| child.level >= from) {
        let side = if is_in(child, cohort) { &mut crossed.inside } else { &mut crossed.outside };
        side[usize::from(child.level >= level)] += 1;
    }
    crossed
}

fn shown_levels(children: &[Child], cohort: usize, levels: [&Column; 2]) -> [Option<u32>; 2] {
    let persistent = crossed(children, cohort, Level::Neither, Level::Persistent);
    let severe = crossed(children, cohort, Level::Persistent, Level::Severe);
    let is_large = |crossed: Crossed| crossed.all().into_iter().all(|count| count >= SMALLEST);
    let is_severe_open = levels[1].is_total_shown;
    if !levels[0].is_total_shown || !is_large(persistent) || (is_severe_open && severe.is_narrowed()) {
        return [None; 2];
    }
    [Some(persistent.inside[1]), (is_severe_open && is_large(severe)).then_some(severe.inside[1])]
}

/// Hides the levels of a cohort that would narrow down those of a smaller one inside it.
fn hide_narrowed(children: &[Child], order: &[usize], columns: &[Column], of_levels: &mut [[Option<u32>; 2]]) {
    for &inner in order.iter().filter(|&&inner| columns[inner].is_total_shown) {
        for &outer in order {
            if outer == inner || of_levels[outer][0].is_none() || lies_in(children, inner, outer).is_none() {
                continue;
            }
            let rest = |is_absent: bool| {
                let is_left = |child: &&Child| {
                    is_in(child, outer) && !is_in(child, inner) && (child.level >= Level::Persistent) == is_absent
                };
                children.iter().filter(is_left).count() as u32
            };
            if rest(true) < SMALLEST || rest(false) < SMALLEST {
                of_levels[outer] = [None; 2];
            }
        }
    }
}
