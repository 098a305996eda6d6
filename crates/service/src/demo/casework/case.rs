//! One child's case while it is worked.

use domain::{
    Date,
    act::By,
    case::{Done, Event},
    decide::{self, Attempt, Decided, Facts, Standing, Truth, attempt},
    permission::Role,
    rule::{About, Action, Kind, Rules, Stages, Test},
    tally::Percent,
};

use super::{Subject, desk::Desk, filling};
use crate::{
    case::possible::catalogue,
    demo::{
        clock::{Midnight, Minute},
        draw::Draw,
    },
};

/// When the first thing of a day is recorded: in the afternoon, once school is over.
const BEGINS_AT: Minute = 925;
/// How deep what is missing is done first.
const DEPTH: usize = 3;
/// The share of the year missed from which a case is carried further than the handbook makes due.
const CARRIED_FURTHER_FROM: Percent = Percent::whole(12);
/// Half days missed without the school's authority from which a notice is thought of.
const NOTICE_FROM: u32 = 12;
/// Half days missed in the year below which a child without a cohort is hardly looked at.
const LOOKED_AT_FROM: u32 = 6;

const NOTES: [&str; 6] = [
    "Spoke with home; agreed to try a morning routine and to look again in two weeks.",
    "Met the family. Breakfast club from Monday.",
    "Talked with the pupil: friendship worries. The class teacher checks in each morning.",
    "Rang home. Illness each time; the school nurse will be asked.",
    "Met the family with the SENCO. A quiet start to the day has been arranged.",
    "The parents had not seen how the days added up. We went through them together.",
];

/// One child's case while it is worked.
pub(super) struct Case<'d, 'a> {
    desk: &'d Desk<'a>,
    subject: &'d Subject<'a>,
    draw: Draw,
    history: Vec<Event>,
    made: Vec<Event>,
    day: Date,
    minute: Minute,
}

impl<'d, 'a> Case<'d, 'a> {
    /// The case of `subject` before anything but `calls` is on record.
    pub(super) fn new(desk: &'d Desk<'a>, subject: &'d Subject<'a>, calls: Vec<Event>) -> Case<'d, 'a> {
        Case {
            desk,
            subject,
            draw: Draw::seeded(&[73, subject.id.0.unsigned_abs()]),
            history: calls,
            made: Vec::new(),
            day: subject.from,
            minute: BEGINS_AT,
        }
    }

    /// Works it day by day. What was done, in order.
    pub(super) fn work(mut self) -> Vec<Event> {
        let sheet = self.desk.roll.sheet_or_blank(self.subject.id);
        let days: Vec<Date> = self.desk.days.iter().copied().filter(|&day| day >= self.subject.from).collect();
        for (at, &day) in days.iter().enumerate() {
            (self.day, self.minute) = (day, BEGINS_AT + self.draw.between(0, 25) as Minute);
            let tally = sheet.between(domain::calendar::school_year_start(day), day).tally();
            let is_quiet = tally.absent() < LOOKED_AT_FROM && self.cohorts().is_empty();
            // Who is nearly always there is looked at now and then.
            if is_quiet && at % 6 != 3 {
                continue;
            }
            let decided = self.ask(decide::decide);
            self.do_tasks(&decided);
            if !is_quiet {
                self.consider(&decided);
            }
            let is_serious = tally.absent() >= NOTICE_FROM && tally.has_missed(CARRIED_FURTHER_FROM) == Some(true);
            if is_serious && self.draw.chance(0.4) {
                self.carry_further(&decided, tally.unauthorised);
            }
        }
        self.made
    }

    fn cohorts(&self) -> Vec<String> {
        let on = |cohort: &&store::pupil::Cohort| {
            cohort.span.from <= self.day && cohort.span.until.is_none_or(|until| self.day <= until)
        };
        self.subject.cohorts.iter().filter(on).map(|cohort| cohort.name.clone()).collect()
    }

    /// What `ask` makes of the case as it stands on the day.
    fn ask<T>(&self, ask: impl FnOnce(&Rules, &Facts<'_>) -> T) -> T {
        let cohorts = self.cohorts();
        let sheet = self.desk.roll.sheet_or_blank(self.subject.id);
        ask(
            self.desk.rules,
            &Facts { day: self.day, who: self.subject.who, sheet, cohorts: &cohorts, history: &self.history },
        )
    }

    /// Most of what is due gets done; what arose last is left for today.
    fn do_tasks(&mut self, decided: &Decided) {
        for task in &decided.tasks {
            // A case seldom goes up a stage, and never because nothing else was to do.
            let enters = |set: &Stages| {
                set.stages.iter().any(|stage| {
                    stage.entered_by.iter().any(|(thing, _)| *thing == task.name || task.opens.as_ref() == Some(thing))
                })
            };
            let share = if self.desk.rules.stages.iter().any(enters) { 0.08 } else { 0.7 };
            if self.draw.chance(share) {
                self.do_task(task);
            }
        }
    }

    fn do_task(&mut self, task: &Standing) {
        let rules = self.desk.rules;
        let opened = task.opens.as_deref().unwrap_or(&task.name);
        match rules.action(opened) {
            // A letter is read and made by a person; what is on record here is that the task was seen to.
            Some(action) if action.kind != Kind::Letter => {
                self.try_to(opened, None, DEPTH - 1);
            }
            _ if rules.tasks.iter().any(|known| known.head.name == task.name) => self.say_done(task),
            _ => {
                // The review of a plan has no form of its own.
                let _ = self.try_with((&task.name, ""), &task.owner, Vec::new(), "");
            }
        }
    }

    fn say_done(&mut self, task: &Standing) {
        let Some((post, held)) = self.desk.posts.find(&task.owner) else { return };
        let tried = Attempt { action: &task.name, roles: Some(held), ..Attempt::default() };
        if self.ask(|rules, facts| attempt(rules, facts, &tried)).is_ok() {
            self.record(post, Done::TaskDone { task: task.name.clone() });
        }
    }

    /// A few of the offers are looked at; what is taken up is done where it is something to do.
    fn consider(&mut self, decided: &Decided) {
        let open: Vec<_> = decided.offers.iter().filter(|offer| offer.considered.is_none()).collect();
        if open.is_empty() || self.draw.chance(0.65) {
            return;
        }
        let offer = open[self.draw.below(open.len())];
        let is_done_here = self.desk.rules.action(&offer.opens).is_some_and(|action| action.kind != Kind::Letter);
        let wants = self.draw.chance(0.6);
        let taken_up = wants && (!is_done_here || self.try_to(&offer.opens, None, 1));
        self.record(Role::AttendanceLead, Done::Considered { item: offer.item.clone(), taken_up });
    }

    /// Steps that nothing makes due: up a stage, a plan, a judgement, an answer to a request for leave, a notice.
    fn carry_further(&mut self, decided: &Decided, unauthorised: u32) {
        let rules = self.desk.rules;
        for stage in &decided.stages {
            let set = rules.stages.iter().rev().find(|set| set.head.name == stage.set);
            let next = set.and_then(|set| set.stages.get(stage.place + 1));
            for (thing, outcome) in next.iter().flat_map(|next| &next.entered_by) {
                if self.draw.chance(0.6) && self.try_to(thing, outcome.as_deref(), DEPTH) {
                    break;
                }
            }
        }
        let all = self.ask(catalogue);
        for (kind, share) in [(Kind::Finding, 0.35), (Kind::Plan, 0.3), (Kind::Meeting, 0.25), (Kind::Referral, 0.2)] {
            let of_kind: Vec<&Action> = all.iter().filter(|action| action.kind == kind).collect();
            if !of_kind.is_empty() && self.draw.chance(share) {
                let name = of_kind[self.draw.below(of_kind.len())].head.name.clone();
                self.try_to(&name, None, 1);
            }
        }
        if self.missed_for_leave() && self.draw.chance(0.5) {
            self.refuse_leave(&all);
        }
        if unauthorised >= NOTICE_FROM && self.draw.chance(0.5) {
            let notices = all.iter().filter(|action| action.kind == Kind::Notice);
            for name in notices.map(|action| action.head.name.clone()).collect::<Vec<String>>() {
                self.try_to(&name, None, DEPTH);
            }
        }
    }

    fn missed_for_leave(&self) -> bool {
        let codes = self.desk.codes;
        let sheet = self.desk.roll.sheet_or_blank(self.subject.id);
        let is_leave = |code| codes.entry(code).is_some_and(|entry| entry.is_leave);
        sheet.absences().any(|(session, code)| session.date <= self.day && is_leave(code))
    }

    /// The handbook's own words say which answer to a request for leave is no.
    fn refuse_leave(&mut self, all: &[Action]) {
        let about_leave = |action: &&Action| action.head.name.to_lowercase().contains("leave");
        for action in all.iter().filter(about_leave) {
            let refused =
                action.ends_as.iter().find(|end| matches!(end.as_str(), "refused" | "declined" | "not granted"));
            if refused.is_some() || action.head.name.to_lowercase().contains("refused") {
                self.try_to(&action.head.name, refused.map(String::as_str), 1);
            }
        }
    }

    /// Does the thing called `name`, and first what is missing for it. Whether it is on record then.
    fn try_to(&mut self, name: &str, outcome: Option<&str>, depth: usize) -> bool {
        let rules = self.desk.rules;
        let Some(action) = rules.action(name) else { return false };
        let is_open = action
            .when
            .as_ref()
            .is_none_or(|when| self.ask(|rules, facts| decide::holds(rules, facts, when)) == Truth::Yes);
        if action.about != About::Pupil || action.kind == Kind::Letter || !is_open {
            return false;
        }
        if self.fill_in(action, outcome) {
            return true;
        }
        depth > 0 && self.do_what_is_missing(action, depth - 1) && self.fill_in(action, outcome)
    }

    /// Fills the form in until it is taken, or gives up.
    fn fill_in(&mut self, action: &'a Action, outcome: Option<&str>) -> bool {
        let rules = self.desk.rules;
        let name = action.head.name.as_str();
        if !self.ask(|rules, facts| decide::bars(rules, facts, name)).is_empty() {
            return false;
        }
        let asked = self.desk.asked(action);
        let parent = self.subject.contacts.iter().find(|contact| contact.is_parent && asked.is_to_a_parent);
        if asked.is_to_a_parent && parent.is_none() {
            return false;
        }
        let to = parent.map_or("", |parent| parent.name.as_str());
        let mut missing = None;
        for number in 0..filling::TRIES {
            let at = (self.day, &self.desk.place.calendar);
            let fields = filling::fields(rules, (action, &asked.fields), at, number, &mut self.draw);
            let outcome = outcome.map_or_else(|| self.outcome(action), str::to_owned);
            match self.try_with((name, &outcome), &action.by, fields, to) {
                Ok(()) => return true,
                // Other days and numbers change nothing.
                Err(refused) if missing.as_ref() == Some(&refused) => return false,
                Err(refused) => missing = Some(refused),
            }
        }
        false
    }

    /// How it ends: mostly well, or not yet.
    fn outcome(&mut self, action: &Action) -> String {
        let is_answered_later = matches!(action.kind, Kind::Referral | Kind::Notice);
        if action.ends_as.is_empty() || (is_answered_later && self.draw.chance(0.6)) {
            return String::new();
        }
        if self.draw.chance(0.5) { action.ends_as[0].clone() } else { self.draw.pick(&action.ends_as).clone() }
    }

    /// Each thing that a need or a limit asks for and that is not on record. Whether any was done.
    fn do_what_is_missing(&mut self, action: &'a Action, depth: usize) -> bool {
        let rules = self.desk.rules;
        let limits = rules.limits.iter().filter(|limit| limit.on == action.head.name).map(|limit| &limit.allows);
        let needs = action.needs.iter().map(|need| &need.holds).chain(limits);
        let mut did_any = false;
        for condition in needs {
            if self.ask(|rules, facts| decide::holds(rules, facts, condition)) == Truth::Yes {
                continue;
            }
            for atom in condition.atoms() {
                did_any |= match &atom.test {
                    Test::Done { thing, .. } | Test::Running(thing, _) => self.try_to(thing, None, depth),
                    Test::EndedAs { thing, value, .. } => self.try_to(thing, Some(value), depth),
                    _ => false,
                };
            }
        }
        did_any
    }

    /// Tries it as it is filled in, and records it where the handbook lets it be.
    fn try_with(
        &mut self,
        (name, outcome): (&str, &str),
        by: &[String],
        fields: Vec<(String, String)>,
        to: &str,
    ) -> Result<(), Vec<String>> {
        let Some((post, held)) = self.desk.posts.find(by) else { return Err(Vec::new()) };
        let given: Vec<(&str, &str)> = fields.iter().map(|(field, value)| (field.as_str(), value.as_str())).collect();
        let tried = Attempt { action: name, outcome, fields: &given, to, roles: Some(held) };
        self.ask(|rules, facts| attempt(rules, facts, &tried)).map_err(|refused| refused.missing)?;
        self.record(post, Done::Did { action: name.into(), outcome: outcome.into(), to: to.into(), fields });
        Ok(())
    }

    fn record(&mut self, post: Role, done: Done) {
        let by: &By = match post {
            Role::Teacher => self.subject.teacher,
            post => self.desk.staff.by(post),
        };
        let note = if matches!(done, Done::TaskDone { .. }) { *self.draw.pick(&NOTES) } else { "" };
        let at = Midnight::of(self.day).at(self.minute, self.draw.between(0, 59));
        self.minute += 2;
        let (pupil, school) = (self.subject.id, self.desk.place.school.id);
        let event = Event { pupil, school, at, by: by.clone(), done, note: note.into() };
        let place = self.history.partition_point(|known| known.at <= event.at);
        self.history.insert(place, event.clone());
        self.made.push(event);
    }
}
