use alloc::vec;

use jiff::civil::date;

use super::*;
use crate::{
    admission::{Enquiry, Enrolment, Kind},
    session::Half,
};

const TODAY: Date = date(2026, 11, 24);

fn grounds() -> Grounds {
    let condition = |name: &str, asked| Condition { name: name.into(), words: name.into(), asked };
    let absence = Asked::Absence { days: 2, codes: vec!["O".into(), "N".into()] };
    Grounds(vec![Ground {
        paragraph: "9(1)(i)".into(),
        words: "continuously absent".into(),
        decided_by: vec![Role::Headteacher],
        stops_messages: false,
        conditions: vec![
            condition("absent", absence),
            condition("enquiry", Asked::Enquiry),
            condition("not-ill", Asked::Evidence),
            condition("consent", Asked::EvidenceInSpecialSchool),
            condition("worker", Asked::EvidenceOfCohorts(vec!["in care".into()])),
            condition("return", Asked::Return),
        ],
    }])
}

fn record(enquiries: usize) -> Record {
    let enrolment = Enrolment {
        from: date(2026, 9, 1),
        kind: Kind::Sole,
        other_school: String::new(),
        other_from: None,
        until: None,
    };
    let enquiry = Enquiry { on: TODAY, with: "Daniel".into(), done: "a visit".into(), found: "moved abroad".into() };
    let mut record = Record::default();
    record.enrolments.push(enrolment);
    record.enquiries.extend(core::iter::repeat_n(enquiry, enquiries));
    record
}

fn answers(sent: &str) -> Vec<Answer> {
    let answer = |condition: &str, evidence: &str| Answer {
        condition: condition.into(),
        is_so: true,
        evidence: evidence.into(),
    };
    vec![answer("not-ill", "the doctor wrote"), answer("return", sent)]
}

fn marks(letters: &[&str]) -> Vec<(Session, String)> {
    let sessions = (1..).flat_map(|back| {
        let day = date(2026, 11, 24).saturating_sub(jiff::Span::new().days(back));
        [Half::Afternoon, Half::Morning].map(|half| Session::new(day, half))
    });
    sessions.zip(letters).map(|(session, letters)| (session, (*letters).into())).collect()
}

fn decided(on: Date, record: &Record, letters: &[&str], role: Role) -> Result<Deletion, Vec<DeletionFault>> {
    let proof = Proof { paragraph: "9(1)(i)".into(), on: Some(on), answers: answers("2026-11-24") };
    let marks = marks(letters);
    let facts = Facts { today: TODAY, role, record, is_special: false, age: None, cohorts: &[], marks: &marks };
    decide(&grounds(), &proof, &facts)
}

#[test]
fn a_name_is_deleted_when_every_condition_is_met_and_shown() {
    let deletion = decided(TODAY, &record(1), &["O", "O", "N", "O"], Role::Headteacher).expect("all is met");
    assert_eq!((deletion.on, deletion.paragraph.as_str(), deletion.proofs.len()), (TODAY, "9(1)(i)", 4));
}

#[test]
fn a_deletion_is_never_backdated_and_one_day_back_is_too_far() {
    let yesterday = date(2026, 11, 23);
    let faults = decided(yesterday, &record(1), &["O"; 4], Role::Headteacher).expect_err("it is over");
    assert_eq!(faults, vec![DeletionFault::Backdated(yesterday)]);
    assert!(decided(date(2026, 11, 25), &record(1), &["O"; 4], Role::Headteacher).is_ok());
}

#[test]
fn one_other_code_breaks_the_absence_and_the_day_it_stands_on_does_not_count() {
    let faults = decided(TODAY, &record(1), &["O", "O", "N", "U"], Role::Headteacher).expect_err("the pupil came");
    let [DeletionFault::Attended { are, broken, .. }] = faults.as_slice() else { panic!("{faults:?}") };
    assert_eq!((*are, broken.as_str()), (1, ", broken by U on 22 November 2026"));
}

#[test]
fn what_is_missing_is_said_each_for_itself_and_to_whoever_does_not_decide() {
    let faults = decided(TODAY, &record(0), &["O"; 4], Role::Office).expect_err("much is missing");
    let controls: Vec<&str> = faults.iter().map(DeletionFault::control).collect();
    assert_eq!(controls, ["ground", "enquiry"]);
}

#[test]
fn the_leaver_return_goes_no_later_than_the_deletion() {
    let record = record(1);
    let marks = marks(&["O"; 4]);
    let facts = Facts {
        today: TODAY,
        role: Role::Headteacher,
        record: &record,
        is_special: true,
        age: None,
        cohorts: &[],
        marks: &marks,
    };
    for sent in ["", "2026-11-25", "soon"] {
        let proof = Proof { paragraph: "9(1)(i)".into(), on: Some(TODAY), answers: answers(sent) };
        let faults = decide(&grounds(), &proof, &facts).expect_err("no return went");
        assert_eq!(faults.iter().map(DeletionFault::control).collect::<Vec<_>>(), ["consent", "return"], "{sent}");
    }
}
