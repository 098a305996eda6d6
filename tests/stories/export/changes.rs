//! Everything of a copy is held against what was written: each kind of thing, changed, is named.

use std::fs;

use domain::{
    act::{By, Mark},
    case::{Done, Event},
    id::{ContactId, PersonId, SchoolId},
    message::{Channel, NewMessage},
    permission::{Actor, Role},
    proposal::{Answer, Draft, Findings, Rewritten, Verdict},
    retention::{Event as Kept, Happened},
    session::{Half, Session},
    submission::{Kind, Open, Settlement, Submission, SubmissionId, Why},
};
use jiff::civil::date;
use post::{Carrier, CarryError, Progress};
use service::{
    export::write,
    message::{self, ABSENT_TODAY, Write},
    proposal,
};
use store::{StoreError, evidence::Evidence};
use tempfile::TempDir;
use web::urls;

use super::{change, checked, forge, must_name, school};
use crate::{
    hillside::{DAY, DORA, ELLIS, HAZEL, LEAD},
    house::{House, on_both},
};

const CHAPTER: &str = "1-pathway";

/// A carrier that takes everything.
struct Takes;

impl Carrier for Takes {
    fn channel(&self) -> Channel {
        Channel::Text
    }

    fn carry(&self, _message: &NewMessage) -> Result<String, CarryError> {
        Ok(String::from("number-17"))
    }

    fn progress(&self, _number: &str) -> Result<Progress, CarryError> {
        Ok(Progress::Travelling)
    }
}

/// A copy at the end of a week in which a letter and a message went out, a duty was done, and a handbook was changed.
fn whole_copy(house: &mut House) -> TempDir {
    let lead = house.signed_in(LEAD);
    let letter = urls::letter(DORA, "lancashire", "attendance-letter");
    assert_eq!(lead.submit(&lead.page(&letter), &letter, &[("contact", "42")]).status, 303);
    let duty = urls::duty(SchoolId(1), "lancashire", "analysis-of-attendance");
    let form = lead.page(&duty);
    let fields: Vec<(String, String)> = form.form(&duty).into_iter().map(filled).collect();
    let done = lead.post(&duty, &fields);
    assert_eq!(done.status, 303, "{}", done.words());
    send(house);
    amend_the_handbook(house);
    receive(house);
    drop(lead);
    house.at(date(2026, 11, 27), "08:55");
    let folder = tempfile::tempdir().expect("a folder");
    let written = write(&house.app, &[SchoolId(1)], folder.path()).expect("the records can be copied");
    // A letter, a message in the case, a reply, a duty, the authority's duty, a hold; of the proposal its chapter, its check, its approval.
    assert_eq!((written.events, written.messages, written.proposals), (6, 1, 3));
    assert_eq!((written.submissions, written.evidence), (1, 1));
    assert!(written.admissions > 0, "{written:?}");
    folder
}

/// Whatever a form asks in words is answered.
fn filled((name, text): (String, String)) -> (String, String) {
    let answer = if text.is_empty() && name != "csrf" { String::from("Looked at, class by class") } else { text };
    (name, answer)
}

fn send(house: &House) {
    let (person, school) = (PersonId(2), Some(SchoolId(1)));
    let office = Actor { person, name: "Joan Prescott".into(), role: Role::Office, school, groups: Vec::new() };
    let about = [Session::new(DAY, Half::Morning)];
    let to = ContactId(11);
    let asking =
        Write { template: ABSENT_TODAY, channel: Channel::Text, to, pupils: &[ELLIS], about: &about, link: None };
    message::write(&house.app, &office, &asking).expect("written");
    let carried = message::carry(&house.app, &[Box::new(Takes)]).expect("a round");
    assert_eq!(carried.sent, 1);
}

/// What comes from outside: a file that a family sent with a reply, a form of a device that a person settled; and what the
/// authority did.
fn receive(house: &House) {
    let (at, by) =
        (house.app.now(), By { person: PersonId(1), name: "Grace Hartley".into(), position: "teacher".into() });
    let received = house.store().write::<(), StoreError>(move |tx| {
        let school = SchoolId(1);
        let sent = Evidence {
            school,
            pupil: ELLIS,
            contact: ContactId(11),
            name: "letter.txt".into(),
            kind: "text/plain".into(),
            at,
            bytes: b"The hospital says Monday".to_vec(),
        };
        let evidence = vec![store::evidence::add(tx, &sent)?];
        let session = Session::new(DAY, Half::Morning);
        let done =
            Done::Replied { contact: ContactId(11), reason: "Ill".into(), about: vec![session], back: None, evidence };
        let reply = Event { school, pupil: ELLIS, at, by: by.clone(), done, note: String::new() };
        store::case::append(tx, &reply)?;
        let held = Happened::Held {
            place: "Fellshire Family Court".into(),
            reason: "Proceedings are open".into(),
            review: date(2027, 1, 29),
        };
        store::retention::append(tx, &Kept { school, pupil: ELLIS, at, by: by.clone(), what: held })?;
        let done = Done::TaskDone { task: "Meeting of the year".into() };
        store::authority_event::append(tx, &Event { done, note: "Held in the hall".into(), ..reply })?;
        let code = domain::code::Code::from_number(1).expect("not 0");
        let mark = Mark { pupil: ELLIS, session, was: None, code, minutes_late: None, note: String::new() };
        let id = SubmissionId(17);
        let submission = Submission {
            id,
            school,
            by: by.clone(),
            kind: Kind::Register,
            group: HAZEL,
            session,
            made: at,
            received: at,
            seen: 1,
            own: Vec::new(),
            fingerprint: [7; 32],
            entry: Some(1),
            given: vec![mark],
            open: vec![Open { pupil: ELLIS, why: Why::Differs }],
        };
        store::submission::add(tx, &submission)?;
        store::submission::settle(
            tx,
            &Settlement { submission: id, at, by, entry: None, reason: "It stood right".into() },
        )
    });
    received.expect("the records can be written");
}

/// From the day after on Improvement begins at 14 days.
fn amend_the_handbook(house: &House) {
    let said = house.app.packs().text(&format!("lancashire/{CHAPTER}.md")).expect("it stands there").to_owned();
    let text = said
        .replace("less than 15 days |", "less than 14 days |")
        .replace("at least 15 days and less than 56", "at least 14 days and less than 56");
    let draft = Draft {
        pack: "lancashire".into(),
        first: Rewritten { chapter: CHAPTER.into(), text, begun_from: proposal::hash(&said) },
        beside: Vec::new(),
        from: date(2026, 11, 25),
        reason: "The panel asked for it".into(),
    };
    let by = |name: &str| domain::act::By { person: PersonId(7), name: name.into(), position: "administrator".into() };
    let (first, second, at) = (by("Maggie Thwaite"), by("Idris Penhallow"), house.app.now());
    let kept = house.store().write::<(), StoreError>(move |tx| {
        let id = store::proposal::append(tx, &draft, Findings::default(), &first, at)?;
        let verdict = Verdict { at, by: second, answer: Answer::Approved, reason: "Agreed".into() };
        store::proposal::decide(tx, id, &verdict, None)
    });
    kept.expect("it can be approved");
}

/// The same copy in a folder of its own.
fn again(folder: &TempDir) -> TempDir {
    let copy = tempfile::tempdir().expect("a folder");
    for (name, bytes) in files(folder.path(), folder.path()) {
        let path = copy.path().join(&name);
        fs::create_dir_all(path.parent().expect("it is in the folder")).expect("writable");
        fs::write(path, bytes).expect("writable");
    }
    copy
}

fn files(root: &std::path::Path, folder: &std::path::Path) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let mut all = Vec::new();
    for item in fs::read_dir(folder).expect("readable") {
        let path = item.expect("readable").path();
        if path.is_dir() {
            all.extend(files(root, &path));
        } else {
            let name = path.strip_prefix(root).expect("it is in the folder").to_owned();
            all.push((name, fs::read(&path).expect("readable")));
        }
    }
    all
}

/// Something that somebody changes in a copy, who makes the list of hashes again, and what is said of it.
struct Change {
    file: String,
    after: &'static str,
    old: &'static str,
    new: &'static str,
    said: Vec<(String, &'static str)>,
}

/// A change of the first `old` behind `after` into `new`, and what is said of it.
fn one(
    file: String,
    (after, old): (&'static str, &'static str),
    new: &'static str,
    said: &[(&str, &'static str)],
) -> Change {
    let said = said.iter().map(|(place, words)| ((*place).to_owned(), *words)).collect();
    Change { file, after, old, new, said }
}

/// In what was done and sent.
fn in_what_was_sent() -> Vec<Change> {
    let of_school = |name: &str| format!("{}/{name}.csv", school());
    vec![
        one(
            of_school("duties"),
            ("Analysis of attendance", "Looked at"),
            "Glanced at",
            &[("duties.csv", "event 1 is not as it was written")],
        ),
        one(
            of_school("messages"),
            ("Ellis is not", "Ellis is not"),
            "Ellis is now",
            &[("messages.csv", "message 1 is not as it was written")],
        ),
        one(
            of_school("deliveries"),
            ("number-17", "number-17"),
            "number-18",
            &[("deliveries.csv", "line 2 of what became of message 1 is not as it was written")],
        ),
        one(
            of_school("message_log"),
            ("\n1,1,0,", "1,1,0,"),
            "1,1,1,",
            &[("message_log.csv", "event 1 is not as it was written")],
        ),
    ]
}

/// In the changes of handbooks, and in where logs end.
fn in_handbooks() -> Vec<Change> {
    let ellis = "pupil A888990100001, band `Pathway` on 2026-11-27";
    vec![
        one(
            format!("proposals/1/lancashire/{CHAPTER}.md"),
            ("| Universal |", "less than 14 days"),
            "less than 13 days",
            &[("proposals.csv", "event 1, proposal 1 for `lancashire/1-pathway`, is not as it was written")],
        ),
        one(
            String::from("proposals.csv"),
            ("Idris Penhallow", "approved"),
            "declined",
            &[
                ("proposals.csv", "event 3, proposal 1, is not as it was written"),
                (ellis, "value was `Improvement` and comes to `Universal`"),
            ],
        ),
        one(
            format!("proposals/1/lancashire/{CHAPTER}.md"),
            ("| Improvement |", "at least 14 days"),
            "around 14 days",
            &[("proposals.csv", "which side owns the edge")],
        ),
        one(
            String::from("ends.csv"),
            (",duties,", ",duties,1"),
            ",duties,2",
            &[("duties.csv", "it ends at event 1 and not as it did, at event 2")],
        ),
    ]
}

/// In what came in, and in the logs of admissions, of records and of the authority.
fn in_what_came() -> Vec<Change> {
    let of_school = |name: &str| format!("{}/{name}.csv", school());
    vec![
        one(
            of_school("admissions"),
            ("2026-", "Hargreaves"),
            "Hargreave",
            &[("admissions.csv", "is not as it was written")],
        ),
        one(
            String::from("authority.csv"),
            ("Meeting of the year", "in the hall"),
            "in the yard",
            &[("authority.csv", "event 1 is not as it was written")],
        ),
        one(
            of_school("retention"),
            ("Family Court", "2027-01-29"),
            "2027-01-30",
            &[("retention.csv", "event 1 is not as it was written")],
        ),
        one(
            of_school("submissions"),
            ("Grace Hartley", "register"),
            "arrival",
            &[("submissions.csv", "submission 00000000-0000-0000-0000-000000000011 is not as it was received")],
        ),
        one(
            of_school("submitted_marks"),
            ("000011", ",1,2026-11-24,am"),
            ",2,2026-11-24,am",
            &[("submissions.csv", "submission 00000000-0000-0000-0000-000000000011 is not as it was received")],
        ),
        one(
            of_school("settlements"),
            ("Grace Hartley", "stood right"),
            "stood wrong",
            &[("settlements.csv", "how submission 00000000-0000-0000-0000-000000000011 was settled")],
        ),
        one(
            format!("{}/evidence/1", school()),
            ("The hospital", "Monday"),
            "Friday",
            &[("evidence/1", "evidence 1 is not the file that the family sent")],
        ),
        one(
            of_school("evidence"),
            ("\n1,", "1,1,"),
            "1,2,",
            &[("evidence.csv", "evidence 1 of event 3 of the case log is missing")],
        ),
    ]
}

#[test]
fn a_copy_has_duties_messages_and_editions_and_each_change_of_them_is_named() {
    on_both(|house| {
        let folder = whole_copy(house);
        let found = checked(folder.path());
        assert_eq!(found.faults, []);
        assert_eq!((found.events, found.messages, found.proposals), (6, 1, 3));
        assert_eq!((found.submissions, found.evidence), (1, 1));
        for Change { file, after, old, new, said } in
            in_what_was_sent().into_iter().chain(in_handbooks()).chain(in_what_came())
        {
            let copy = again(&folder);
            change(&copy, &file, (after, old), new);
            let found = checked(copy.path());
            must_name(&found, &file, "it is not as it was exported");
            forge(&copy);
            let found = checked(copy.path());
            for (place, words) in said {
                must_name(&found, &place, words);
            }
        }
    });
}

#[test]
fn each_receipt_of_a_copy_is_of_its_own_day_and_by_the_edition_of_that_day() {
    on_both(|house| {
        let folder = whole_copy(house);
        let receipts = fs::read_to_string(folder.path().join(format!("{}/receipts.csv", school())));
        let receipts = receipts.expect("the receipts are there");
        // Ellis was away for 14½ days in September: Improvement since the edition began by which that is enough.
        for day in ["2026-11-25", "2026-11-27"] {
            let line = format!("A888990100001,band,Pathway,{day},Improvement,lancashire/1-pathway.md pathway");
            assert!(receipts.contains(&line), "{line} is not in {receipts}");
        }
        let trigger = "A888990100004,task,Formal intervention,2026-09-";
        assert!(receipts.contains(trigger), "{trigger} is not in {receipts}");
        // What began in September is told by the handbook of September, which stands in the packs.
        let file = format!("packs/lancashire/{CHAPTER}.md");
        let text = fs::read_to_string(folder.path().join(&file)).expect("it is there");
        let changed = text.replace("10 days", "11 days");
        assert_ne!(text, changed);
        fs::write(folder.path().join(&file), changed).expect("it can be written");
        forge(&folder);
        let found = checked(folder.path());
        must_name(&found, "pupil A888990100004, task `Formal intervention` on 2026-09-", "it does not follow");
        let faults: Vec<String> = found.faults.iter().map(ToString::to_string).collect();
        assert!(faults.iter().all(|fault| !fault.contains("band `Pathway` on 2026-11-27")), "{faults:#?}");
    });
}
