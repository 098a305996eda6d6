use domain::{
    code::{CodeTable, Role as CodeRole, Situation},
    example,
    id::{GroupId, SchoolId},
    permission::Role,
    register::{Given, TakeError, Terms},
    session::{Half, Session},
};
use jiff::civil::{date, time};

use super::*;
use crate::{
    form::Fields,
    frame::{self, Section},
    templates::sample,
};

const DAY: Date = date(2027, 3, 12);
const NAMES: [&str; 5] = ["John Anderson", "Charlie Baker", "Tyler Burgess", "Ellis Hargreaves", "George Wilkins"];

struct Hazel {
    group: Group,
    register: Register,
    pupils: Vec<RollPupil>,
    codes: CodeTable,
}

/// Five children on a Friday morning: Charlie's illness is announced, Tyler is dual registered.
fn hazel() -> Hazel {
    let codes = example::codes();
    let code = |letters: &str| codes.find(letters, DAY);
    let planned = [None, code("I"), code("D"), None, None];
    let line = |(at, planned)| register::Line { pupil: PupilId(at as i64 + 1), mark: None, planned };
    let register = Register {
        group: GroupId(12),
        session: Session::new(DAY, Half::Morning),
        version: 0,
        lines: planned.into_iter().enumerate().map(line).collect(),
    };
    let pupils = NAMES.into_iter().enumerate().map(|(at, name)| pupil(at as i64 + 1, name, &codes)).collect();
    let group = Group { id: GroupId(12), school: SchoolId(1), name: "5 Hazel".into(), year: 5 };
    Hazel { group, register, pupils, codes }
}

/// Everybody of compulsory age, full time, at one school.
fn terms(codes: &CodeTable) -> Terms<'_> {
    Terms { today: DAY, codes, situation: &|_| Situation::ordinary(Session::new(DAY, Half::Morning)) }
}

fn pupil(id: i64, name: &str, codes: &CodeTable) -> RollPupil {
    let days = [8, 9, 10, 11].map(|day| date(2027, 3, day));
    let sessions = days.into_iter().flat_map(|day| Half::BOTH.map(|half| Session::new(day, half)));
    let code = |session: Session| {
        if id == 5 { codes.with_role(CodeRole::Illness, DAY) } else { codes.present(session.half, DAY) }
    };
    let marks: Vec<_> = sessions.map(|session| (session, code(session))).collect();
    RollPupil {
        pupil: PupilId(id),
        name: name.into(),
        recent: Strip::new("Last ten sessions", codes, &marks),
        planned_reason: if id == 2 { "his mother wrote at 08:12".into() } else { String::new() },
        welcome: if id == 5 { "Back after 4 days: welcome".into() } else { String::new() },
        minutes_late: None,
        note: String::new(),
    }
}

impl Hazel {
    fn roll(&self) -> Roll<'_> {
        Roll {
            group: &self.group,
            register: &self.register,
            pupils: &self.pupils,
            times: example::school().morning,
            marking: Marking::Everyone,
            codes: &self.codes,
            last: None,
            today: DAY,
            now: time(8, 55, 0, 0),
        }
    }

    fn letters(&self, given: &[Given]) -> Vec<&str> {
        given.iter().map(|one| self.codes.letters(one.code)).collect()
    }

    fn taken_as(mut self, letters: &str) -> Hazel {
        for (line, letter) in self.register.lines.iter_mut().zip(letters.chars()) {
            line.mark = self.codes.find(&letter.to_string(), DAY);
        }
        self.register.version = 3;
        self
    }
}

fn typed(marks: [&str; 5]) -> Fields {
    let marks = marks.into_iter().enumerate().filter(|(_, mark)| !mark.is_empty());
    Fields::new(
        marks.map(|(at, mark)| (format!("mark-{}", at + 1), mark.to_owned())).chain([("version".into(), "0".into())]),
    )
}

fn render(title: &str, view: &TakeRegister) -> String {
    let frame = frame::sample(title, Section::Registers, Role::Teacher).as_of("Friday 12 March. Opened 08:50.");
    sample::render(&frame, "register/register.html", view)
}

#[test]
fn the_register_is_made_from_its_sample() {
    let hazel = hazel();
    let roll = hazel.roll();
    assert_eq!(roll.title(), "5 Hazel, Friday morning");
    assert_eq!(roll.as_of(), "Friday 12 March. Opened 08:50, closes 09:20. 5 children.");
    let html = render("5 Hazel, Friday morning", &roll.view());
    assert!(html.contains("2 of 5 marked.") && html.contains("href=\"#pupil-1-present\">John Anderson</a>"));
    assert!(html.contains("(I): his mother wrote at 08:12") && html.contains("Back after 4 days: welcome"));
}

#[test]
fn a_school_that_marks_exceptions_starts_with_everybody_present() {
    let hazel = hazel();
    let view = Roll { marking: Marking::Exceptions, ..hazel.roll() }.view();
    let choices: Vec<_> = view.lines.iter().filter_map(|line| line.choice).collect();
    assert_eq!(choices, [Choice::Present, Choice::Absent, Choice::Kept, Choice::Present, Choice::Present]);
    assert!(view.to_mark.is_empty());
    assert!(render("5 Hazel, exceptions", &view).contains("5 of 5 marked."));
}

#[test]
fn what_is_planned_keeps_its_code_and_its_reason() {
    let hazel = hazel();
    let fields = typed(["present", "absent", "kept", "absent", "late"]);
    let submitted = submitted(&fields, &hazel.roll()).expect("complete");
    assert_eq!(hazel.letters(&submitted.given), ["/", "I", "D", "N", "L"]);
    assert_eq!(submitted.given[1].note, "his mother wrote at 08:12");
    assert_eq!(submitted.given[4].minutes_late, Some(5), "by the clock, while the register is open");
    assert_eq!(submitted.version, 0);
}

#[test]
fn a_plan_that_did_not_come_true_leaves_no_note() {
    let hazel = hazel();
    let mut pairs = vec![("mark-2", "present"), ("note-2", "his mother wrote at 08:12")];
    let one = submitted(&Fields::new(pairs.clone()), &hazel.roll()).expect("complete");
    assert_eq!((hazel.letters(&one.given), one.given[0].note.as_str()), (vec!["/"], ""));
    pairs[1].1 = "came after all";
    assert_eq!(submitted(&Fields::new(pairs), &hazel.roll()).expect("complete").given[0].note, "came after all");
}

#[test]
fn minutes_decide_between_late_and_too_late() {
    let hazel = hazel();
    let late = |minutes: &str| {
        let fields = Fields::new([("mark-1", "late"), ("minutes-1", minutes)]);
        submitted(&fields, &hazel.roll()).map(|one| hazel.codes.letters(one.given[0].code).to_owned())
    };
    assert_eq!(late("30").as_deref(), Ok("L"));
    assert_eq!(late("31").as_deref(), Ok("U"));
    for wrong in ["-3", "soon", "900", "70000"] {
        let again = late(wrong).expect_err("no number of minutes");
        assert_eq!((again.errors.len(), again.lines[0].minutes.as_str()), (1, wrong));
        assert!(render("5 Hazel, minutes", &again).contains("Say how many minutes after 08:50 John Anderson arrived"));
    }
}

#[test]
fn without_minutes_a_late_mark_is_asked_for_them_once_the_register_is_closed() {
    let hazel = hazel();
    let after = Roll { now: time(9, 21, 0, 0), ..hazel.roll() };
    assert!(submitted(&typed(["late", "", "", "", ""]), &after).is_err());
}

#[test]
fn a_register_with_a_pupil_unmarked_comes_back_with_everything_typed() {
    let hazel = hazel();
    let fields = typed(["present", "absent", "kept", "", "late"]);
    let error = TakeError::Unmarked(vec![PupilId(4)]);
    let view = hazel.roll().refused(&fields, &error);
    assert_eq!(view.error_title, "1 pupil has no mark yet");
    assert_eq!(view.errors[0].text, "Mark Ellis Hargreaves");
    assert_eq!(view.lines[4].choice, Some(Choice::Late));
    assert!(view.lines[3].has_error && !view.lines[0].has_error);
    render("5 Hazel, unmarked", &view);
}

#[test]
fn two_people_on_one_register_see_both_marks_and_choose() {
    let hazel = hazel().taken_as("//DN/");
    let roll = Roll { last: Some(("Mr Fenton".into(), time(8, 53, 0, 0))), ..hazel.roll() };
    let fields = typed(["present", "absent", "kept", "present", "present"]);
    let view = roll.refused(&fields, &TakeError::Changed { version: 3 });
    let told: Vec<&str> = view.errors.iter().map(|error| error.text.as_str()).collect();
    assert_eq!(
        told,
        [
            "Charlie Baker: you chose “absent (I)”, Mr Fenton saved “present”",
            "Ellis Hargreaves: you chose “present”, Mr Fenton saved “absent (N)”",
        ]
    );
    assert_eq!(view.lines[3].theirs, "Mr Fenton saved “absent (N)” at 08:53");
    assert_eq!(view.lines[3].choice, Some(Choice::Present), "what was typed is kept");
    assert_eq!(view.version, 3, "submitting again is on the version that stands");
    render("5 Hazel, changed", &view);
}

#[test]
fn after_its_session_a_complete_register_is_amended_and_an_incomplete_one_still_taken() {
    let taken = hazel().taken_as("/I/N/");
    let evening = |hazel: &Hazel| Roll { now: time(16, 0, 0, 0), ..hazel.roll() }.view();
    let view = evening(&taken);
    assert_eq!((view.mode, taken.roll().view().mode), (Mode::Amend, Mode::Take));
    let html = render("5 Hazel, over", &view);
    assert!(html.contains("/pupils/2/marks/2027-03-12/am") && !html.contains("type=\"radio\""));
    assert_eq!(evening(&hazel()).mode, Mode::Take);
}

#[test]
fn a_pupil_who_left_the_group_meanwhile_is_not_silently_dropped() {
    let hazel = hazel();
    let fields = Fields::new([("mark-1", "present"), ("mark-99", "present")]);
    let submitted = submitted(&fields, &hazel.roll()).expect("readable");
    let taken = hazel.register.take(&submitted.given, 0, terms(&hazel.codes));
    assert_eq!(taken, Err(TakeError::NotInGroup(vec![PupilId(99)])));
}

#[test]
fn what_was_saved_is_said_with_its_counts() {
    let hazel = hazel();
    let given =
        submitted(&typed(["present", "absent", "kept", "absent", "late"]), &hazel.roll()).expect("complete").given;
    let marks = hazel.register.take(&given, 0, terms(&hazel.codes)).expect("valid");
    assert_eq!(saved(&marks, 5, &hazel.codes, time(8, 53, 10, 0)), "5 of 5, 2 present. Saved 08:53.");
}
