//! A pupil on a day, as somebody would work it out with the register, the log and a calendar on the desk: slowly, and with
//! nothing of the program's own counting.

use std::{cell::RefCell, collections::HashMap};

use cel::{Context, Program, Value};
use domain::{
    Date,
    calendar::Calendar,
    code::{CodeEntry, CodeTable},
    decide::Truth,
    rule::{Action, Bands, Condition, Flag, Head, Rules, Test},
};

use super::calendar::{days_on, school_weeks};
use crate::pupil::Pupil;

/// What every answer rests on.
pub(super) struct World<'a> {
    pub(super) rules: &'a Rules,
    pub(super) codes: &'a CodeTable,
    pub(super) calendar: &'a Calendar,
    /// The Mondays of the weeks with a school day.
    pub(super) weeks: Vec<Date>,
    /// What withdraws something, and what it withdraws.
    pub(super) withdrawals: Vec<(&'a str, &'a str)>,
    lines: HashMap<u8, &'a CodeEntry>,
    programs: RefCell<HashMap<String, Program>>,
}

impl<'a> World<'a> {
    pub(super) fn new(rules: &'a Rules, codes: &'a CodeTable, calendar: &'a Calendar) -> World<'a> {
        let withdrawn = |action: &'a Action| Some((action.withdrawn_by.as_deref()?, action.head.name.as_str()));
        let withdrawals = rules.actions.iter().filter_map(withdrawn).collect();
        let lines = codes.entries().iter().map(|entry| (entry.code.number(), entry)).collect();
        let weeks = school_weeks(calendar);
        World { rules, codes, calendar, weeks, withdrawals, lines, programs: RefCell::default() }
    }

    /// The line of the code table with this number.
    pub(super) fn line(&self, number: u8) -> &'a CodeEntry {
        self.lines[&number]
    }

    /// Whether the entry applies on `day`.
    pub(super) fn is_in_force(&self, head: &Head, day: Date) -> bool {
        let is_within = |from: Option<Date>, until: Option<Date>| {
            from.is_none_or(|from| from <= day) && until.is_none_or(|until| day <= until)
        };
        let pack = self.rules.packs.iter().find(|pack| pack.slug == head.pack).expect("every entry has its pack");
        is_within(pack.from, pack.until) && is_within(head.from, head.until)
    }

    /// What the interpreter says of `condition` where `known` is all that it can read.
    fn run(&self, condition: &Condition, known: Known) -> Truth {
        let text = pack::cel::of(condition);
        let mut programs = self.programs.borrow_mut();
        let program = programs
            .entry(text.clone())
            .or_insert_with(|| Program::compile(&text).unwrap_or_else(|error| panic!("{text}: {error:?}")));
        match program.execute(&known.into_context()) {
            Ok(Value::Bool(true)) => Truth::Yes,
            Ok(Value::Bool(false)) => Truth::No,
            Ok(other) => panic!("{text} gives {other:?}"),
            Err(_) => Truth::NotKnown,
        }
    }
}

/// Everything that an expression may read.
#[derive(Default)]
pub(super) struct Known {
    pub(super) count: HashMap<String, i64>,
    pub(super) cohorts: Vec<String>,
    pub(super) band: HashMap<String, String>,
    pub(super) flag: HashMap<String, bool>,
    pub(super) done: Vec<String>,
    pub(super) outcome: HashMap<String, String>,
    pub(super) field: HashMap<String, String>,
    pub(super) amount: HashMap<String, i64>,
    pub(super) rising: Vec<String>,
    pub(super) all_leave: Option<bool>,
}

impl Known {
    fn into_context(self) -> Context<'static, 'static> {
        let mut context = Context::default();
        context.add_variable_from_value("count", self.count);
        context.add_variable_from_value("cohorts", self.cohorts);
        context.add_variable_from_value("band", self.band);
        context.add_variable_from_value("flag", self.flag);
        context.add_variable_from_value("done", self.done);
        context.add_variable_from_value("outcome", self.outcome);
        context.add_variable_from_value("field", self.field);
        context.add_variable_from_value("amount", self.amount);
        context.add_variable_from_value("rising", self.rising);
        if let Some(all_leave) = self.all_leave {
            context.add_variable_from_value("all_leave", all_leave);
        }
        context
    }
}

/// What somebody fills in while they do something, to which parent they do it, and how it ends.
pub(super) struct Tried {
    pub(super) outcome: String,
    pub(super) fields: Vec<(String, String)>,
    pub(super) to: String,
}

/// A pupil on a day.
#[derive(Clone, Copy)]
pub(super) struct Hand<'a> {
    pub(super) world: &'a World<'a>,
    pub(super) pupil: &'a Pupil,
    /// Marks before this day are not looked at.
    pub(super) first: Date,
    pub(super) day: Date,
    pub(super) tried: Option<&'a Tried>,
    /// The thing whose breach by one parent is asked about.
    pub(super) whose: Option<&'a str>,
}

impl<'a> Hand<'a> {
    pub(super) fn truth(&self, condition: &Condition) -> Truth {
        let mut known = Known::default();
        for atom in condition.atoms() {
            self.learn(&atom.test, &mut known);
        }
        self.world.run(condition, known)
    }

    fn is_both(&self, when: &Condition, unless: Option<&Condition>) -> Truth {
        let unless = unless.map(|unless| Condition::Not(Box::new(unless.clone())));
        let parts = [Some(when.clone()), unless].into_iter().flatten().collect();
        self.truth(&Condition::All(parts))
    }

    /// The flag or list: as it stands, or reached on any earlier day since what ends it was last done.
    pub(super) fn flagged(&self, flag: &'a Flag) -> Truth {
        let Some(until) = &flag.stands_until else { return self.is_both(&flag.when, flag.unless.as_ref()) };
        let ended = self.last_of_test(until);
        let first = ended.map_or(Date::MIN, |day| days_on(day, 1));
        // On an earlier day nothing was being filled in, for whichever parent.
        let to = self.tried.map(|tried| tried.to.clone()).unwrap_or_default();
        let nothing = Tried { outcome: String::new(), fields: Vec::new(), to };
        let at = |day| {
            let then = Hand { first, day, tried: Some(&nothing), ..*self };
            then.is_both(&flag.when, flag.unless.as_ref())
        };
        let days = self.world.calendar.days().iter().copied();
        if days.filter(|day| first <= *day && *day <= self.day).any(|day| at(day) == Truth::Yes) {
            return Truth::Yes;
        }
        at(self.day)
    }

    /// The name of the band: what somebody recorded this year while the figures still say what they said then, or the figures.
    pub(super) fn band(&self, set: &'a Bands) -> Option<&'a str> {
        let measured = self.measured_band(set);
        let recorded = self.this_year().into_iter().rfind(|event| event.name() == Some(&set.head.name));
        if let Some(recorded) = recorded.filter(|_| !set.overridden_by.is_empty())
            && let Some(band) = set.bands.iter().find(|band| band.name == recorded.outcome())
        {
            let then = Hand { day: super::acts::day_of(recorded), ..*self };
            if then.measured_band(set) == measured {
                return Some(&band.name);
            }
        }
        measured
    }

    fn measured_band(&self, set: &'a Bands) -> Option<&'a str> {
        let is_in = |range: &domain::rule::Range| {
            let test = Test::Measured(set.measure.clone(), range.clone());
            let atom = domain::rule::Atom { words: String::from("a band"), test, is_negated: false };
            self.truth(&Condition::Atom(atom)) == Truth::Yes
        };
        let inside: Vec<&str> =
            set.bands.iter().filter(|band| is_in(&band.range)).map(|band| band.name.as_str()).collect();
        assert!(inside.len() <= 1, "{} is in one band only, not {inside:?}", set.head.name);
        inside.first().copied()
    }

    /// Writes down everything that the interpreter needs to answer `test`.
    fn learn(&self, test: &Test, known: &mut Known) {
        match test {
            Test::Measured(..) | Test::Compared { .. } => {
                test.measures().for_each(|measure| self.count(measure, &mut known.count));
            }
            Test::Cohort(name) => {
                if self.belongs(name) == Truth::Yes {
                    known.cohorts.push(name.clone());
                }
            }
            Test::In { set, .. } => self.learn_place(set, known),
            Test::Holds(name) => {
                if let Some(so) = as_known(self.holds(name)) {
                    known.flag.insert(name.clone(), so);
                }
            }
            Test::InYear(_) => known.count.extend(self.year().map(|year| (String::from("year group"), year))),
            Test::OfCompulsoryAge => {
                let is_of_age = self.is_of_compulsory_age();
                known.flag.extend(is_of_age.map(|so| (String::from("of compulsory school age"), so)));
            }
            Test::AllLeave => known.all_leave = self.is_all_leave(),
            _ => self.learn_acts(test, known),
        }
    }

    fn learn_place(&self, name: &str, known: &mut Known) {
        let rules = self.world.rules;
        let is_in_force = |head: &Head| head.name == name && self.world.is_in_force(head, self.day);
        let place = if let Some(stages) = rules.stages.iter().rfind(|stages| is_in_force(&stages.head)) {
            Some(self.stage(stages).0.name.clone())
        } else if let Some(set) = rules.bands.iter().rfind(|set| is_in_force(&set.head)) {
            self.band(set).map(str::to_owned)
        } else {
            Some(String::new())
        };
        known.band.extend(place.map(|place| (name.to_owned(), place)));
    }

    fn holds(&self, name: &str) -> Truth {
        let rules = self.world.rules;
        let mut flags = rules.flags.iter().chain(&rules.lists);
        let flag = flags.rfind(|flag| flag.head.name == name && self.world.is_in_force(&flag.head, self.day));
        flag.map_or(Truth::No, |flag| self.flagged(flag))
    }

    fn belongs(&self, name: &str) -> Truth {
        if self.pupil.cohorts.iter().any(|cohort| cohort == name) {
            return Truth::Yes;
        }
        let rules = self.world.rules;
        let mut cohorts = rules.cohorts.iter();
        let cohort = cohorts.rfind(|one| one.head.name == name && self.world.is_in_force(&one.head, self.day));
        let follows = cohort.and_then(|cohort| cohort.when.as_ref()).map(|when| self.truth(when));
        assert_ne!(follows, Some(Truth::NotKnown), "whether the pupil is {name} is always known");
        follows.unwrap_or(Truth::No)
    }
}

/// Yes and no can be written down; what is not known is left out.
pub(super) const fn as_known(truth: Truth) -> Option<bool> {
    match truth {
        Truth::Yes => Some(true),
        Truth::No => Some(false),
        Truth::NotKnown => None,
    }
}
