use domain::{
    case::Reached,
    example,
    id::ContactId,
    permission::Role,
    pupil::Contact,
    session::{Half, Session},
};
use jiff::civil::{date, time};

use super::{
    arrival::{Found, Outcome, SignIn},
    call::Call,
    reason::{Reason, ReasonForm},
    *,
};
use crate::{
    form::Fields,
    frame::{self, Section},
    templates::sample,
};

const SESSION: Session = Session::new(date(2027, 3, 12), Half::Morning);

fn contact(id: i64, relationship: &str, name: &str, phone: &str, tried: &str) -> ContactLine {
    let contact = Contact {
        id: ContactId(id),
        pupil: PupilId(4),
        order: 1,
        name: name.into(),
        relationship: relationship.into(),
        phone: phone.into(),
        email: String::new(),
        is_parent: true,
        lives_with: true,
        address: String::new(),
        is_protected: false,
    };
    ContactLine::new(&contact, tried)
}

fn unexplained(pupils: &[(i64, &str)], detail: &str, next: &str) -> Unexplained {
    let pupils: Vec<(PupilId, String)> = pupils.iter().map(|&(id, name)| (PupilId(id), name.into())).collect();
    let contacts = vec![
        contact(1, "mother", "Gail", "07700 900361", "rung 08:56, message left"),
        contact(2, "father", "Dean", "07700 900118", ""),
    ];
    Unexplained {
        contacts: contacts.clone(),
        next: next.into(),
        call: Some(CallForm::new(&pupils, SESSION, contacts, Some(ContactId(2)))),
        ..Unexplained::new(&pupils, detail.into(), SESSION)
    }
}

fn a_morning() -> Board {
    let codes = example::codes();
    let found = |id, name: &str, detail: &str| Found { id, name: name.into(), detail: detail.into(), is_chosen: false };
    let outcome = Outcome::new(SESSION, example::school().morning, time(9, 5, 0, 0), &codes);
    let arrival = Arrival::at(time(9, 5, 0, 0))
        .finding("wi", vec![found(31, "William Rogers", "1 Rowan"), found(32, "Vincent Williams", "R Acorn")]);
    let late = MarkCell::new(&codes, codes.find("L", SESSION.date));
    let untaken = |group: &str, teacher: &str| Untaken {
        group: group.into(),
        teacher: teacher.into(),
        since: "15 minutes since it opened".into(),
        href: urls::registers(),
    };
    let holding = |name: &str, sessions: &[Session], by| Holding {
        who: Link::new(name, urls::pupil(PupilId(9))),
        sessions: reason::said(sessions),
        tried: "Mother rung twice, no answer".into(),
        by,
        settle: Some(Link::new("Settle it", urls::reason_about(&[PupilId(9)], sessions))),
    };
    let thursday = [Half::Morning, Half::Afternoon].map(|half| Session::new(date(2027, 3, 4), half));
    Board {
        note: String::new(),
        untaken: vec![untaken("Year 2 Alder", "Mr Fenton"), untaken("Year 3 Cedar", "Ms Amin")],
        unexplained: vec![
            unexplained(&[(4, "Emilia Buckley")], "Year 6 Oak. Severe absence, SEN support", "Next: ring Dean now"),
            unexplained(&[(7, "Thomas Cooper"), (8, "Oscar Cooper")], "Year 1 Maple, Year 6 Oak. One call", ""),
        ],
        write: Some(Link::new("Write to 2 families", urls::messages::to_families())),
        arrival: Arrival { outcome: Some(outcome), ..arrival },
        arrived: vec![Arrived { who: Link::new("Finley Awamil", urls::pupil(PupilId(6))), minutes: 14, mark: late }],
        arrived_title: "Signed in since 08:50".into(),
        holding: vec![
            holding("Maddison O’Brien, 5 Hazel", &thursday, Status::now("Yesterday")),
            holding("Hafsa Edwards, 3 Elm", &thursday[..1], Status::due("Today")),
        ],
        out: vec![SignedOut {
            who: Link::new("Amara Osei", urls::pupil(PupilId(2))),
            words: "10:42, Dentist, with her mother".into(),
        }],
        work: vec![Link::new("Closures", urls::closing::list())],
        holding_rule: "Code N has to give way to a reason within 5 school days of the session.".into(),
    }
}

fn render(title: &str, template: &str, view: &impl Serialize) -> String {
    let frame = frame::sample(title, Section::Board, Role::Office).wide();
    let as_of = "Friday 12 March 2027, as of 09:05. 11 of 14 registers taken: 324 children, 311 in, 13 absent, 7 with no reason yet.";
    sample::render(&frame.as_of(as_of), template, view)
}

#[test]
fn the_board_is_made_from_its_sample() {
    let html = render("This morning", "board/board.html", &a_morning());
    assert!(html.contains("href=\"tel:07700900361\""));
    assert!(html.contains("Thursday 4 March, all day") && html.contains("Thursday 4 March, morning"));
    assert!(html.contains("name=\"pupil\" value=\"7\"") && html.contains("name=\"pupil\" value=\"8\""));
}

#[test]
fn an_empty_board_says_why_it_is_empty() {
    let view = Board {
        untaken: Vec::new(),
        unexplained: Vec::new(),
        arrived: Vec::new(),
        holding: Vec::new(),
        arrival: Arrival::at(time(9, 5, 0, 0)).finding("x", Vec::new()),
        ..a_morning()
    };
    let html = render("This morning, quiet", "board/board.html", &view);
    for words in [
        "Every register that has opened is taken",
        "Every absence in the registers",
        "Nobody yet",
        "at least two letters",
    ] {
        assert!(html.contains(words), "{words}");
    }
}

#[test]
fn an_arrival_is_late_to_the_closing_minute_and_too_late_after_it() {
    let (times, codes) = (example::school().morning, example::codes());
    let at = |hour, minute| Outcome::new(SESSION, times, time(hour, minute, 0, 0), &codes);
    assert_eq!((at(9, 20).minutes, at(9, 20).mark.letters.as_str()), (30, "L"));
    assert_eq!((at(9, 21).minutes, at(9, 21).mark.letters.as_str()), (31, "U"));
    assert_eq!(at(9, 21).because, "The register closed 09:20, so");
}

#[test]
fn an_arrival_needs_a_child_and_a_time() {
    let good = SignIn::parse(&Fields::new([("pupil", "31"), ("time", "9.05"), ("reason", " bus ")])).expect("complete");
    assert_eq!((good.pupil, good.time, good.reason.as_str()), (PupilId(31), time(9, 5, 0, 0), "bus"));
    let fields = Fields::new([("time", "soon"), ("reason", "bus")]);
    let errors = SignIn::parse(&fields).expect_err("neither");
    assert_eq!(errors.len(), 2);
    let view = Board { arrival: a_morning().arrival.again(&fields, errors), ..a_morning() };
    let html = render("This morning, again", "board/board.html", &view);
    assert!(html.contains("value=\"soon\"") && html.contains("value=\"bus\""), "what was typed is kept");
}

#[test]
fn a_call_is_about_every_brother_and_sister_at_once() {
    let about = [("pupil", "7"), ("pupil", "8"), ("session", "2027-03-12 am")];
    let whole = about.into_iter().chain([("contact", "2"), ("reached", "answered"), ("note", "sick")]);
    let call = Call::parse(&Fields::new(whole)).expect("about somebody").expect("complete");
    assert_eq!((call.pupils.len(), call.session, call.reached), (2, SESSION, Reached::Spoken));
    assert_eq!(Call::parse(&Fields::new([("pupil", "7"), ("session", "never")])), None);
    let fields = Fields::new(about.into_iter().chain([("reached", "answered"), ("note", "sick")]));
    let errors = Call::parse(&fields).expect("about somebody").expect_err("nobody chosen");
    let form = unexplained(&[(7, "Thomas Cooper"), (8, "Oscar Cooper")], "", "").call.expect("given");
    let html = render("Record a call", "board/call.html", &form.again(&fields, errors));
    assert!(html.contains("href=\"#call-7-contact\"") && html.contains("value=\"sick\""));
}

#[test]
fn a_reason_is_one_code_for_all_the_sessions_of_a_day() {
    let codes = example::codes();
    let about = [("pupil", "9"), ("session", "2027-03-04 am"), ("session", "2027-03-04 pm")];
    let whole = Fields::new(about.into_iter().chain([("code", "I"), ("note", "sick, says mother")]));
    let reason = Reason::parse(&whole, &codes).expect("about somebody").expect("complete");
    assert_eq!((reason.sessions.len(), codes.letters(reason.code)), (2, "I"));
    let fields = Fields::new(about.into_iter().chain([("note", "sick")]));
    let errors = Reason::parse(&fields, &codes).expect("about somebody").expect_err("no code");
    let back = Link::new("Board", urls::board());
    let form = ReasonForm::new(back, &reason.pupils, &reason.sessions, &codes);
    let title = reason::title(&["Maddison O’Brien".into()]);
    assert_eq!(title, "Why was Maddison O’Brien absent?");
    let html = render(&title, "board/reason.html", &form.again(&fields, errors));
    assert!(html.contains("Thursday 4 March, all day") && html.contains(">sick</textarea>"));
}

#[test]
fn a_long_absence_is_said_by_its_first_and_its_last_day() {
    let days = |last| (1..=last).flat_map(|day| Half::BOTH.map(|half| Session::new(date(2027, 3, day), half)));
    let spans = [1, 2, 3].map(|last| reason::span(&days(last).collect::<Vec<_>>()));
    let two = "Monday 1 March, all day; Tuesday 2 March, all day";
    assert_eq!(spans, ["Monday 1 March, all day", two, "Monday 1 March to Wednesday 3 March"]);
}

#[test]
fn only_codes_that_explain_an_absence_are_offered_as_its_reason() {
    let offered: Vec<String> =
        reason::choices(&example::codes(), SESSION, "I").into_iter().map(|one| one.value).collect();
    assert_eq!(offered, ["", "I", "O", "D", "X"]);
}
