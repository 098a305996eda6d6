//! Corrected late equals right from the start, but for what was sent: and each of that has its open task.

use analysis::SchoolRoll;
use domain::{
    Time,
    act::{Act, By, Mark, NewEntry},
    case::{Done, Event},
    clock,
    code::{Class, Code},
    decide::{Attempt, Decided, TAKE_BACK, Who, attempt, decide},
    id::{DocumentId, GroupId, PersonId},
    log::GENESIS,
    rule::{About, Kind},
    session::{Half, Session},
};
use jiff::{Timestamp, civil::date};

use super::*;
use crate::Packs;

const SCHOOL: SchoolId = SchoolId(1);
const PUPIL: PupilId = PupilId(4);
const LAST: Date = date(2027, 3, 12);
const PACKS: [&str; 5] = ["lancashire", "lincolnshire", "leicestershire", "lady-boswells", "knowsley"];

/// The same numbers in the same order each time.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % end
    }
}

fn by() -> By {
    By { person: PersonId(1), name: String::from("Priya Nair"), position: String::from("attendance lead") }
}

fn at(day: Date, hour: i8) -> Timestamp {
    clock::instant(day, Time::constant(hour, 0, 0, 0))
}

/// The school days of the trials.
fn days(packs: &Packs) -> Vec<Date> {
    let calendar = packs.example_calendar().expect("the country's pack has one");
    calendar.between(date(2026, 9, 1), LAST).to_vec()
}

/// A year in which stretches were missed: some codes of absence, and presence otherwise.
fn year(packs: &Packs, chance: &mut Chance) -> Vec<Mark> {
    let absences: Vec<Code> =
        packs.codes.in_force(LAST).filter(|entry| entry.class.is_absent()).map(|entry| entry.code).collect();
    let share = 1 + chance.below(12);
    let sessions = days(packs).into_iter().flat_map(|day| Half::BOTH.map(|half| Session::new(day, half)));
    let mark = |session: Session, chance: &mut Chance| {
        let present = packs.codes.present(session.half, session.date).expect("the table has one");
        let code = if chance.below(20) < share { absences[chance.below(absences.len())] } else { present };
        Mark { pupil: PUPIL, session, was: None, code, minutes_late: None, note: String::new() }
    };
    sessions.map(|session| mark(session, chance)).collect()
}

/// The register's log of a year whose marks were `wrong` until they were corrected on the evening of the last day.
fn log(wrong: &[Mark], right: &[Mark]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut append = |act: Act, day: Date, hour: i8, marks: Vec<Mark>| {
        let what = NewEntry { school: SCHOOL, at: at(day, hour), by: by(), act, reason: String::new(), marks };
        let (number, previous) = entries.last().map_or((1, GENESIS), |last| (last.number + 1, last.hash));
        entries.push(Entry::chain(what, number, previous));
    };
    for mark in wrong {
        append(Act::Taken { group: GroupId(1) }, mark.session.date, 9, vec![mark.clone()]);
    }
    for (was, is) in wrong.iter().zip(right).filter(|(was, is)| was.code != is.code) {
        append(Act::Amended, LAST, 20, vec![Mark { was: Some(was.code), ..is.clone() }]);
    }
    entries
}

fn roll(packs: &Packs, entries: &[Entry]) -> SchoolRoll {
    let calendar = packs.example_calendar().expect("the country's pack has one").clone();
    let mut roll = SchoolRoll::new(SCHOOL, packs.codes.clone(), calendar);
    entries.iter().for_each(|entry| roll.apply(entry).expect("the days are school days"));
    roll
}

fn on<'a>(roll: &'a SchoolRoll, day: Date, history: &'a [Event]) -> Facts<'a> {
    Facts { day, who: Who::default(), sheet: roll.sheet_or_blank(PUPIL), cohorts: &[], history }
}

/// The letters of a handbook that somebody makes by the marks known on each tenth school day, each once.
fn sent(packs: &Packs, rules: &Rules, roll: &SchoolRoll) -> Vec<Event> {
    let letters = || rules.actions.iter().filter(|one| one.kind == Kind::Letter && one.about == About::Pupil);
    let mut history: Vec<Event> = Vec::new();
    for &day in days(packs).iter().step_by(10) {
        for letter in letters().filter(|one| rests(rules, &on(roll, day, &[]), &one.head.name)) {
            if history.iter().all(|event| event.name() != Some(letter.head.name.as_str())) {
                history.push(made(&letter.head.name, day));
            }
        }
    }
    history
}

fn made(letter: &str, day: Date) -> Event {
    let done =
        Done::LetterMade { document: DocumentId(1), letter: letter.into(), to: String::new(), fields: Vec::new() };
    Event { pupil: PUPIL, school: SCHOOL, at: at(day, 16), by: by(), done, note: String::new() }
}

/// Whether a letter may be sent and, where a task of some day asks for it, is asked for.
fn rests(rules: &Rules, facts: &Facts<'_>, letter: &str) -> bool {
    let tried = Attempt { action: letter, ..Attempt::default() };
    letter != domain::decide::CORRECTION_LETTER && attempt(rules, facts, &tried).is_ok()
}

fn asks(decided: &Decided, letter: &str) -> bool {
    decided.tasks.iter().any(|task| task.name == letter || task.opens.as_deref() == Some(letter))
}

#[test]
fn corrected_late_equals_right_from_the_start_but_for_what_was_sent_which_has_its_open_task() {
    let packs = Packs::built_in().expect("the packs have no fault");
    let mut chance = Chance(7);
    let (mut taken_back, mut stand) = (0, 0);
    for trial in 0..60 {
        let rules = packs.rules(PACKS[trial % PACKS.len()]).expect("it is built in");
        let (wrong, right) = (year(&packs, &mut chance), year(&packs, &mut chance));
        let entries = log(&wrong, &right);
        let (late, start) = (roll(&packs, &entries), roll(&packs, &log(&right, &right)));
        let known_then = roll(&packs, &log(&wrong, &wrong));
        let history = sent(&packs, rules, &known_then);

        // Bands, flags, tasks and offers follow the register alone, however late it was corrected.
        let day = LAST;
        assert_eq!(
            decide(rules, &on(&late, day, &history)),
            decide(rules, &on(&start, day, &history)),
            "trial {trial}"
        );

        // What would not have been sent by the right marks, and only that, has its task.
        let found = Corrections::of(&entries).unsaid((SCHOOL, PUPIL), &on(&late, day, &history), &|_| Ok(rules));
        let found: Vec<String> = found.expect("the rules are here").into_iter().map(|one| one.sent).collect();
        for (place, event) in history.iter().enumerate() {
            let (name, day) = (event.name().expect("a letter has one"), clock::local(event.at).date());
            let by = |roll| {
                let facts = on(roll, day, &history[..place]);
                (rests(rules, &facts, name), asks(&decide(rules, &facts), name))
            };
            let ((_, was_asked), (may, is_asked)) = (by(&known_then), by(&start));
            let is_wrong = !may || (was_asked && !is_asked);
            assert_eq!(found.iter().any(|sent| sent == name), is_wrong, "trial {trial}: {name} of {day}");
            if is_wrong { taken_back += 1 } else { stand += 1 }
        }
    }
    assert!(taken_back > 10 && stand > 10, "the trials saw too little: {taken_back} and {stand}");
}

/// A year of which the first 24 half days have this code, all of them corrected on the last evening.
fn corrected(packs: &Packs, letters: &str) -> Vec<Entry> {
    let missed = packs.codes.find(letters, LAST).expect("the table has it");
    let present = year(packs, &mut Chance(0)).into_iter().map(|mark| {
        let code = packs.codes.present(mark.session.half, mark.session.date).expect("the table has one");
        Mark { code, ..mark }
    });
    let right: Vec<Mark> = present.collect();
    let wrong: Vec<Mark> = right
        .iter()
        .enumerate()
        .map(|(at, mark)| if at < 24 { Mark { code: missed, ..mark.clone() } } else { mark.clone() })
        .collect();
    assert_eq!(packs.codes.class(missed), Some(Class::Unauthorised));
    log(&wrong, &right)
}

/// The tasks that stand after these events under Lancashire's handbook, the first a letter of 30 November.
fn standing(packs: &Packs, then: &[Done]) -> Vec<String> {
    let letter = made("Attendance letter", date(2026, 11, 30));
    standing_after(packs, ("lancashire", "O"), letter, then).into_iter().map(|one| one.task.name).collect()
}

fn standing_after(packs: &Packs, (pack, code): (&str, &str), first: Event, then: &[Done]) -> Vec<Unsaid> {
    let entries = corrected(packs, code);
    let roll = roll(packs, &entries);
    let rules = packs.rules(pack).expect("it is built in");
    let mut history = vec![first];
    let later = then.iter().map(|done| Event { done: done.clone(), ..made("", LAST) });
    history.extend(later);
    let found = Corrections::of(&entries).unsaid((SCHOOL, PUPIL), &on(&roll, LAST, &history), &|_| Ok(rules));
    found.expect("the rules are here")
}

#[test]
fn a_notice_that_rests_on_corrected_marks_stands_until_it_is_withdrawn_from_that_parent() {
    let packs = Packs::built_in().expect("the packs have no fault");
    let did = |action: &str, to: &str| Done::Did {
        action: action.into(),
        outcome: String::new(),
        to: to.into(),
        fields: Vec::new(),
    };
    let notice = Event { done: did("Penalty notice", "P"), ..made("", date(2026, 9, 30)) };
    let after = |then: &[Done]| standing_after(&packs, ("knowsley", "U"), notice.clone(), then);
    let open = after(&[]);
    assert_eq!(open.len(), 1, "{open:?}");
    assert_eq!(open[0].task.name, format!("{TAKE_BACK}Penalty notice of 30 September 2026 to P"));
    assert_eq!(open[0].task.opens.as_deref(), Some("Withdrawal of a penalty notice"));
    assert_eq!(open[0].task.owner, ["local authority"]);
    assert_eq!(after(&[did("Withdrawal of a penalty notice", "Q")]).len(), 1);
    assert!(after(&[did("Withdrawal of a penalty notice", "P")]).is_empty());
}

#[test]
fn a_task_to_take_back_is_closed_by_the_letter_that_names_it_or_by_an_answer_and_by_nothing_else() {
    let packs = Packs::built_in().expect("the packs have no fault");
    let task = format!("{TAKE_BACK}Attendance letter of 30 November 2026");
    let letter = |names: &str| Done::LetterMade {
        document: DocumentId(2),
        letter: domain::decide::CORRECTION_LETTER.into(),
        to: String::new(),
        fields: vec![(domain::decide::TAKEN_BACK.into(), names.into())],
    };
    let answer = |item: &str| Done::Considered { item: item.into(), taken_up: false };
    assert_eq!(standing(&packs, &[]), [task.as_str()]);
    assert_eq!(standing(&packs, &[letter("Take back something else")]), [task.as_str()]);
    assert_eq!(standing(&packs, &[answer("Attendance letter")]), [task.as_str()]);
    assert!(standing(&packs, &[letter(&format!("Take back something else; {task}"))]).is_empty());
    assert!(standing(&packs, &[answer(&task)]).is_empty());
}
