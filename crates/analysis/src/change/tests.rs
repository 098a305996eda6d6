//! Help without any effect must not look like help, and help with an effect must be found.

use domain::{id::PupilId, tally::Tally};
use jiff::civil::date;

use super::{resample::Chance, *};

const WEEKS: u32 = 6;

/// An invented child: weeks earlier, before and after, and the weeks after had they been helped.
struct Child {
    around: Around,
    helped: Tally,
}

/// Sessions missed in one week of ten: some children are often ill and some hardly ever, and colds take whole days.
fn week(chance: &mut Chance, share: usize) -> u32 {
    (0..5).map(|_| if chance.below(1000) < share { 2 } else { u32::from(chance.below(1000) < share / 8) }).sum()
}

fn tally(missed: u32, weeks: u32) -> Tally {
    Tally { attended: weeks * 10 - missed, authorised: missed, unauthorised: 0 }
}

/// A child whose days off come and go around a habit of their own. Help takes away `effect` of a hundred sessions missed.
fn child(chance: &mut Chance, effect: usize) -> Child {
    let habit = 15 + chance.below(60) * chance.below(60) / 18;
    let mut missed = |weeks: u32, child: &mut dyn FnMut(u32)| {
        for _ in 0..weeks {
            // A bad spell in the family: a week in twelve is three times as bad.
            let share = if chance.below(12) == 0 { habit * 3 } else { habit };
            child(week(chance, share));
        }
    };
    let (mut earlier, mut before, mut after) = (0, 0, Vec::new());
    missed(2 * WEEKS, &mut |week| earlier += week);
    missed(WEEKS, &mut |week| before += week);
    missed(WEEKS, &mut |week| after.push(week));
    let after: u32 = after.iter().sum();
    let kept = (0..after).filter(|_| chance.below(100) >= effect).count() as u32;
    let around =
        Around { earlier: tally(earlier, 2 * WEEKS), before: tally(before, WEEKS), after: tally(after, WEEKS) };
    Child { around, helped: tally(kept, WEEKS) }
}

/// What a run found, and what the help really did to those who got it.
struct Run {
    change: Change,
    real: i64,
}

/// A third of the children who missed most before get help; the others stand beside them.
fn run(seed: u64, effect: usize) -> Run {
    let mut chance = Chance(seed);
    let children: Vec<Child> = (0..1200).map(|_| child(&mut chance, effect)).collect();
    let (mut helped, mut others): (Vec<&Child>, Vec<(PupilId, Around)>) = (Vec::new(), Vec::new());
    for (number, child) in (1..).zip(&children) {
        if child.around.before.absent() >= 12 && chance.below(3) == 0 {
            helped.push(child);
        } else {
            others.push((PupilId(number), child.around));
        }
    }
    let seek = |after: &dyn Fn(&Child) -> Tally| {
        let of =
            |child: &&Child| Sought { child: Around { after: after(child), ..child.around }, others: others.clone() };
        change(&matched(&helped.iter().map(of).collect::<Vec<Sought>>()), Resampling { draws: 1000, seed })
    };
    // What they would have missed without help nobody ever sees outside of a test.
    let without = seek(&|child| child.around.after).expect("somebody was helped");
    let change = seek(&|child| child.helped).expect("somebody was helped");
    let real = (change.after - without.after).0;
    Run { change, real }
}

#[test]
fn help_without_effect_looks_like_help_beside_the_weeks_before_and_not_beside_other_children() {
    let runs: Vec<Run> = (0..100).map(|seed| run(seed, 0)).collect();
    let fallen = runs.iter().filter(|run| run.change.after.0 < run.change.before.0 - 3_000).count();
    assert!(fallen >= 95, "beside the weeks before, absence fell by more than 3 of a hundred in {fallen} runs");
    let open = runs.iter().filter(|run| run.change.is_open()).count();
    println!("{fallen} of 100 runs fall by more than 3 of a hundred; the range has nothing in it in {open}");
    assert!((88..=100).contains(&open), "the range has nothing in it in {open} of 100 runs");
    let mean = runs.iter().map(|run| run.change.difference.0).sum::<i64>() / 100;
    assert!(mean.abs() < 700, "on average the difference is {mean} thousandths");
}

#[test]
fn a_true_effect_is_found_about_as_large_as_it_is() {
    let runs: Vec<Run> = (0..100).map(|seed| run(seed, 50)).collect();
    let found = runs.iter().filter(|run| run.change.range.1.0 < 0).count();
    assert!(found >= 80, "found in {found} of 100 runs");
    // What it does to children like these: each run has a few of them.
    let known = runs.iter().map(|run| run.real).sum::<i64>() / 100;
    let covered = runs.iter().filter(|run| (run.change.range.0.0..=run.change.range.1.0).contains(&known)).count();
    assert!(covered >= 88, "the range has the real effect in it in {covered} of 100 runs");
    println!("an effect of {known} is found in {found} of 100 runs, and in the range in {covered}");
    let off = runs.iter().map(|run| run.change.difference.0 - run.real).sum::<i64>() / 100;
    assert!(off.abs() < 700, "on average it is {off} thousandths off");
}

#[test]
fn the_same_seed_gives_the_same_range_and_another_seed_another() {
    let one = run(7, 0).change;
    assert_eq!(run(7, 0).change, one);
    assert_ne!(run(8, 0).change.range, one.range);
}

#[test]
fn a_change_is_worked_out_as_on_paper() {
    let child = Around { earlier: tally(0, 12), before: tally(30, 6), after: tally(15, 6) };
    let other =
        |before: u32, after: u32| Around { earlier: tally(0, 12), before: tally(before, 6), after: tally(after, 6) };
    // The fourth is in another band, half and more being the last.
    let others = [other(30, 27), other(31, 24), other(32, 21), other(29, 0)];
    let others = (1..).map(PupilId).zip(others).collect();
    let matched = matched(&[Sought { child, others }]);
    assert_eq!((matched.len(), matched[0].beside), (1, 3));
    let change = change(&matched, Resampling { draws: 10, seed: 1 }).expect("one child");
    assert_eq!((change.before, change.after), (PerHundred(50_000), PerHundred(25_000)));
    // The others went from 93 to 72 of 180: by 11.667 of a hundred; the child by 25.
    assert_eq!(change.difference, PerHundred(-13_333));
    assert_eq!(change.expected, PerHundred(38_333));
    assert_eq!(change.range, (PerHundred(-13_333), PerHundred(-13_333)));
    assert!(!change.is_open());
}

#[test]
fn nobody_stands_beside_two_children_and_a_child_without_anybody_is_left_out() {
    let child = Around { earlier: tally(10, 12), before: tally(30, 6), after: tally(15, 6) };
    let far = Around { earlier: tally(60, 12), ..child };
    let others = vec![(PupilId(1), child), (PupilId(2), child), (PupilId(3), child), (PupilId(4), far)];
    let sought = Sought { child, others };
    let both = matched(&[sought.clone(), sought.clone()]);
    assert_eq!([both[0].beside, both[1].beside], [2, 1]);
    assert_eq!(matched(&vec![sought; 4]).len(), 3);
    assert_eq!(change(&[], Resampling { draws: 10, seed: 1 }), None);
}

#[test]
fn windows_are_whole_school_weeks_and_pass_over_holidays() {
    // Ten weeks with a holiday after the sixth.
    let weeks: Vec<_> =
        [7, 14, 21, 28, 35, 42, 56, 63, 70, 77].map(|day| date(2026, 8, 31).saturating_add((day - 7).days())).into();
    let start = date(2026, 10, 7);
    let windows = Windows::around(&weeks, start, 2).expect("two weeks on each side");
    assert_eq!(windows.before, Period { first: date(2026, 9, 21), last: date(2026, 10, 4) });
    assert_eq!(windows.after, Period { first: date(2026, 10, 19), last: date(2026, 11, 1) });
    assert_eq!(windows.earlier, Period { first: date(2026, 8, 31), last: date(2026, 9, 20) });
    assert_eq!(Windows::around(&weeks, date(2026, 9, 8), 2), None, "only one week before");
    assert_eq!(Windows::around(&weeks, date(2026, 11, 10), 2), None, "only one week after");
}
