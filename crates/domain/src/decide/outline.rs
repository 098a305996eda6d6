//! A pupil's days one after the other, without receipts: how they stand on each, and what has arisen since the one before.

use alloc::{collections::BTreeMap, format, rc::Rc, string::String, vec::Vec};

use jiff::civil::Date;

use super::{
    Facts,
    course::Course,
    due::cycle_of,
    events::day_of,
    explain::rests_on_what_is_given,
    judge::{Judge, Truth},
    standing,
};
use crate::{
    calendar::school_year_start,
    rule::{About, Action, Condition, Cycle, Due, Kind, Measure, Rules, Test},
    session::Half,
};

/// The cohorts recorded of a pupil from a day on, until the next record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recorded {
    /// The first day.
    pub from: Date,
    /// They.
    pub cohorts: Vec<String>,
}

/// How a pupil stands on a day, by the places of entries in the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// The day.
    pub day: Date,
    /// The band of each set: the place of the set in [`Rules::bands`], and that of the band in the set.
    pub bands: Vec<(usize, usize)>,
    /// The stage of each course of casework: its place in [`Rules::stages`], and that of the stage in it.
    pub stages: Vec<(usize, usize)>,
    /// The flags that hold, by their places in [`Rules::flags`].
    pub flags: Vec<usize>,
    /// The lists that the pupil is on, by their places in [`Rules::lists`].
    pub lists: Vec<usize>,
    /// What has arisen since the day before this one that was asked for, or since the school year began, in order.
    pub arisen: Vec<(Date, Arisen)>,
}

/// Something that comes to be so of a pupil, and that somebody then owes or may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Arisen {
    /// A task, by its place in [`Rules::tasks`]. It arises when its reason does, unless it was closed before, and anew in
    /// each cycle.
    Task(usize),
    /// What is owed again and again, by its place in [`Rules::actions`].
    Cycle(usize),
    /// The review of a plan, by the plan's place in [`Rules::actions`].
    Review(usize),
    /// A letter, notice or step that opens, by its place in [`Rules::actions`]: nothing is in its way but what is filled in.
    Open(usize),
}

impl Arisen {
    /// What it is called.
    pub fn name(self, rules: &Rules) -> String {
        match self {
            Arisen::Task(at) => rules.tasks[at].head.name.clone(),
            Arisen::Cycle(at) | Arisen::Open(at) => rules.actions[at].head.name.clone(),
            Arisen::Review(at) => format!("Review of {}", rules.actions[at].head.name),
        }
    }

    /// Whose it is.
    pub fn owner(self, rules: &Rules) -> &[String] {
        match self {
            Arisen::Task(at) => &rules.tasks[at].owner,
            Arisen::Cycle(at) | Arisen::Review(at) if !rules.actions[at].chair.is_empty() => &rules.actions[at].chair,
            Arisen::Cycle(at) | Arisen::Review(at) | Arisen::Open(at) => &rules.actions[at].by,
        }
    }

    /// What kind of thing it leads to: what a task opens, or what itself can be done.
    pub fn leads_to(self, rules: &Rules) -> Option<Kind> {
        match self {
            Arisen::Task(at) => rules.action(rules.tasks[at].opens.as_deref()?).map(|action| action.kind),
            Arisen::Cycle(at) | Arisen::Open(at) => Some(rules.actions[at].kind),
            Arisen::Review(_) => None,
        }
    }

    fn stands<'a>(self, judge: &Judge<'a>) -> bool {
        let rules: &'a Rules = judge.rules;
        match self {
            Arisen::Task(at) => {
                let task = &rules.tasks[at];
                judge.is_in_force(&task.head) && judge.applies(&task.when, task.unless.as_ref()) == Truth::Yes
            }
            Arisen::Cycle(at) => is_open(judge, &rules.actions[at]),
            Arisen::Review(at) => standing::of_review(judge, &rules.actions[at]).is_some(),
            Arisen::Open(at) => is_open(judge, &rules.actions[at]) && is_free(judge, &rules.actions[at]),
        }
    }

    /// Whether a mark can bring it about or end it. What rests on records and days alone is looked at less often.
    fn rests_on_marks(self, rules: &Rules) -> bool {
        let by_marks = |condition: &Condition| rests_on_marks(rules, condition);
        match self {
            Arisen::Task(at) => {
                let task = &rules.tasks[at];
                by_marks(&task.when) || task.unless.as_ref().is_some_and(by_marks)
            }
            Arisen::Cycle(at) => rules.actions[at].when.as_ref().is_some_and(by_marks),
            Arisen::Review(_) => false,
            Arisen::Open(at) => {
                let action = &rules.actions[at];
                let limits = rules.limits.iter().filter(|limit| rules.is_same(&limit.on, &action.head.name));
                let needs =
                    action.needs.iter().flat_map(|need| need.when.iter().chain(&need.unless).chain([&need.holds]));
                let suppressed = action.suppressed.iter().map(|advice| &advice.when);
                let mut all =
                    action.when.iter().chain(needs).chain(suppressed).chain(limits.map(|limit| &limit.allows));
                all.any(by_marks)
            }
        }
    }

    fn cycle(self, rules: &Rules) -> Option<Cycle> {
        match self {
            Arisen::Task(at) => match rules.tasks[at].due {
                Due::Every(cycle) => Some(cycle),
                _ => None,
            },
            Arisen::Cycle(at) => rules.actions[at].every,
            Arisen::Review(_) | Arisen::Open(_) => None,
        }
    }

    /// Whether what was done up to the day of `judge` closes it, should its reason come.
    fn is_closed(self, judge: &Judge<'_>) -> bool {
        match self {
            Arisen::Task(at) => {
                let task = &judge.rules.tasks[at];
                !task.arises_anew && standing::is_closed(judge, task)
            }
            Arisen::Cycle(at) => {
                let cycle = judge.rules.actions[at].every;
                let first = cycle.and_then(|cycle| cycle_of(cycle, judge.facts.day, judge.facts.sheet.calendar));
                let name = &judge.rules.actions[at].head.name;
                first.is_some_and(|(first, _)| standing::done_since(judge, name, first).is_some())
            }
            Arisen::Review(_) | Arisen::Open(_) => false,
        }
    }
}

fn rests_on_marks(rules: &Rules, condition: &Condition) -> bool {
    condition.atoms().into_iter().any(|atom| match &atom.test {
        Test::Measured(..) | Test::Compared { .. } => atom.test.measures().any(Measure::counts_marks),
        Test::In { set, .. } => rules.stages.iter().all(|stages| stages.head.name != *set),
        Test::Cohort(name) => {
            let derived = rules.cohorts.iter().filter(|cohort| cohort.head.name == *name);
            derived.filter_map(|cohort| cohort.when.as_ref()).any(|when| rests_on_marks(rules, when))
        }
        Test::Done { .. } | Test::EndedAs { .. } | Test::Given(_) | Test::FieldIs { .. } | Test::FieldIn { .. } => {
            false
        }
        _ => true,
    })
}

fn is_open<'a>(judge: &Judge<'a>, action: &'a Action) -> bool {
    judge.is_in_force(&action.head) && action.when.as_ref().is_none_or(|when| judge.truth(when) == Truth::Yes)
}

/// Whether no gate is closed but those that ask for what is filled in.
fn is_free<'a>(judge: &Judge<'a>, action: &'a Action) -> bool {
    let limits = judge.rules.limits.iter().filter(|limit| judge.rules.is_same(&limit.on, &action.head.name));
    let is_suppressed = action.suppressed.as_ref().is_some_and(|advice| judge.truth(&advice.when) != Truth::No);
    !is_suppressed
        && judge.needs(action).all(|need| rests_on_what_is_given(judge.rules, &need.holds))
        && limits
            .filter(|limit| judge.is_in_force(&limit.head) && !rests_on_what_is_given(judge.rules, &limit.allows))
            .all(|limit| judge.truth(&limit.allows) == Truth::Yes)
}

/// Everything of `rules` that can arise of a pupil. What is always open never opens.
fn all(rules: &Rules) -> Vec<Arisen> {
    let tasks = rules.tasks.iter().enumerate().filter(|(_, task)| task.about == About::Pupil);
    let tasks = tasks.map(|(at, _)| Arisen::Task(at));
    let actions = rules.actions.iter().enumerate().filter(|(_, action)| action.about == About::Pupil);
    let of_action = |(at, action): (usize, &Action)| {
        let is_conditional =
            action.when.is_some() || action.needs.iter().any(|need| !rests_on_what_is_given(rules, &need.holds));
        let can_open = matches!(action.kind, Kind::Letter | Kind::Notice | Kind::Step) && is_conditional;
        let owed = (action.every.is_some() && action.when.is_some()).then_some(Arisen::Cycle(at));
        let review = action.review.is_some().then_some(Arisen::Review(at));
        [owed, review, can_open.then_some(Arisen::Open(at))]
    };
    tasks.chain(actions.flat_map(of_action).flatten()).collect()
}

/// How the pupil of `facts` stands on each of `days`, in order, where `recorded` says which cohorts they had when.
///
/// Between those days it is looked at each day with a mark that is not plainly present or with something on record, and at the
/// school days before and after it: in between a share only rises, and what it ends is ended on the last day of that stretch.
pub fn outlines<'a>(rules: &'a Rules, facts: &Facts<'a>, recorded: &'a [Recorded], days: &[Date]) -> Vec<Outline> {
    let candidates: Vec<(Arisen, bool)> =
        all(rules).into_iter().map(|candidate| (candidate, candidate.rests_on_marks(rules))).collect();
    let mut outlines = Vec::with_capacity(days.len());
    for year in days.chunk_by(|one, other| school_year_start(*one) == school_year_start(*other)) {
        let Some(&last) = year.last() else { continue };
        let facts = Facts { day: last, ..*facts };
        let course = Rc::new(Course::new(&facts));
        let stood = alloc::vec![Stood::default(); candidates.len()];
        let mut walk = Walk { candidates: &candidates, stood, before: None };
        let mut arisen = Vec::new();
        for (day, is_for_all) in looked_at(&facts, year) {
            let cohorts = recorded.iter().rev().find(|record| record.from <= day);
            let cohorts = cohorts.map_or(&[][..], |record| &record.cohorts);
            let judge = Judge::on(rules, &Facts { day, cohorts, ..facts }, &course);
            let outline = year.binary_search(&day).is_ok().then(|| outline(&judge));
            walk.step(judge, if is_for_all { Look::All } else { Look::AtWhatRestsOnMarks }, &mut arisen);
            outlines.extend(outline.map(|outline| Outline { arisen: core::mem::take(&mut arisen), ..outline }));
        }
    }
    outlines
}

/// The days that are looked at, and whether at everything or only at what rests on marks.
fn looked_at(facts: &Facts<'_>, days: &[Date]) -> BTreeMap<Date, bool> {
    let (first, last) = (school_year_start(facts.day), facts.day);
    let codes = facts.sheet.codes;
    let plain = Half::BOTH.map(|half| codes.present(half, last));
    let marked = facts.sheet.between(first, last).marked().filter(|(_, code)| !plain.contains(&Some(*code)));
    let calendar = facts.sheet.calendar;
    let with_neighbours = |day: Date| {
        let before = day.yesterday().ok().and_then(|day| calendar.on_or_before(day));
        let after = day.tomorrow().ok().and_then(|day| calendar.on_or_after(day));
        [before, Some(day), after].into_iter().flatten().filter(move |day| (first..=last).contains(day))
    };
    let mut all: BTreeMap<Date, bool> =
        marked.flat_map(|(session, _)| with_neighbours(session.date)).map(|day| (day, false)).collect();
    let eventful = facts.history.iter().map(day_of).filter(|day| (first..=last).contains(day));
    all.extend(eventful.flat_map(with_neighbours).chain(days.iter().copied()).map(|day| (day, true)));
    all
}

/// What is looked at on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Look {
    All,
    AtWhatRestsOnMarks,
}

/// Whether something stood when it was last looked at, and when that was.
#[derive(Debug, Clone, Copy, Default)]
struct Stood {
    stood: bool,
    on: Option<Date>,
}

struct Walk<'r, 'a> {
    candidates: &'r [(Arisen, bool)],
    /// How each of them was when it was last looked at.
    stood: Vec<Stood>,
    before: Option<Judge<'a>>,
}

impl<'a> Walk<'_, 'a> {
    fn step(&mut self, judge: Judge<'a>, look: Look, arisen: &mut Vec<(Date, Arisen)>) {
        let day = judge.facts.day;
        let each = self.candidates.iter().zip(&mut self.stood);
        for (&(candidate, _), stood) in each.filter(|((_, by_marks), _)| look == Look::All || *by_marks) {
            let stands = candidate.stands(&judge);
            let before = self.before.as_ref();
            let is_new_cycle = stands && stood.stood && begins_cycle(candidate, &judge, stood.on);
            let is_new = stands && !stood.stood && !before.is_some_and(|before| candidate.is_closed(before));
            if is_new || is_new_cycle {
                arisen.push((day, candidate));
            }
            *stood = Stood { stood: stands, on: Some(day) };
        }
        self.before = Some(judge);
    }
}

fn begins_cycle(candidate: Arisen, judge: &Judge<'_>, before: Option<Date>) -> bool {
    let (Some(cycle), Some(before)) = (candidate.cycle(judge.rules), before) else { return false };
    let first = cycle_of(cycle, judge.facts.day, judge.facts.sheet.calendar);
    first.is_some_and(|(first, _)| before < first)
}

fn outline(judge: &Judge<'_>) -> Outline {
    let rules = judge.rules;
    let bands = rules.bands.iter().enumerate().filter(|(_, set)| judge.is_in_force(&set.head));
    let stages = rules.stages.iter().enumerate().filter(|(_, set)| judge.is_in_force(&set.head));
    let flags = rules.flags.iter().enumerate();
    let lists = rules.lists.iter().enumerate();
    let holds = |flag: &'_ crate::rule::Flag| judge.is_in_force(&flag.head);
    Outline {
        day: judge.facts.day,
        bands: bands.filter_map(|(at, set)| Some((at, judge.band(set)?))).collect(),
        stages: stages.map(|(at, set)| (at, judge.stage(set).0)).collect(),
        flags: flags.filter(|(_, flag)| holds(flag) && judge.flagged(flag) == Truth::Yes).map(|(at, _)| at).collect(),
        lists: lists.filter(|(_, list)| holds(list) && judge.flagged(list) == Truth::Yes).map(|(at, _)| at).collect(),
        arisen: Vec::new(),
    }
}
