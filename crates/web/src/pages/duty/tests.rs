use domain::{id::SchoolId, permission::Role};

use super::*;
use crate::{
    frame::{self, Section},
    pages::pupil::action::{ActionForm, Control, ControlShape},
    templates::sample::render,
    urls,
};

const HILLSIDE: SchoolId = SchoolId(1);

fn source() -> Link {
    Link::new("Lancashire handbook", urls::chapter_entry("lancashire", "7-school-and-council", "sickness-return"))
}

fn line(name: &str, status: Option<Status>) -> Line {
    Line {
        strength: Strength::MUST,
        name: Link::new(name, urls::duty(HILLSIDE, "lancashire", "sickness-return")),
        kind: "Return, for school.".into(),
        status,
        days: String::new(),
        last: vec!["Not on record yet.".into()],
        source: source(),
    }
}

fn duties() -> DutiesPage {
    DutiesPage {
        back: Link::new("Hillside Primary School", urls::school(HILLSIDE)),
        due: vec![Line {
            days: "in 3 days".into(),
            ..line("Make the policy clear to everybody", Some(Status::due("By Fri 23 July")))
        }],
        standing: vec![Group {
            id: "school".into(),
            title: "School".into(),
            held_by: "Held here by the attendance lead: these are yours.".into(),
            lines: vec![line("Sickness return", None)],
        }],
        done: vec![Line {
            last: vec!["Last on Wednesday 2 September 2026.".into()],
            ..line("Lead on attendance", None)
        }],
        services: Link::new("Who helps", urls::services(HILLSIDE)),
    }
}

#[test]
fn what_is_due_stands_first_with_its_days_and_what_is_done_last_and_folded() {
    let frame = frame::sample("What the handbook asks of the school", Section::School, Role::AttendanceLead);
    let html = render(&frame, "duty/duties.html", &duties());
    let place = |words: &str| html.find(words).unwrap_or_else(|| panic!("{words} is missing"));
    assert!(
        place("By Fri 23 July") < place("these are yours") && place("these are yours") < place("Lead on attendance")
    );
    assert!(html.contains("in 3 days"));
    assert!(place("<details") > place("Make the policy clear to everybody"), "nothing that is due is folded");
    assert_eq!(html.matches("<details").count(), 2, "what stands and what is done are folded");
    assert!(html.contains("href=\"/schools/1/duties/lancashire/sickness-return\">Sickness return</a>"));
    let nothing = DutiesPage { due: Vec::new(), standing: Vec::new(), done: Vec::new(), ..duties() };
    let html = render(&frame, "duty/duties.html", &nothing);
    assert!(html.contains("Nothing is due.") && html.contains("asks nothing of a school as a whole"));
}

#[test]
fn a_report_says_what_rollbook_knows_above_its_form() {
    let form = ActionForm {
        action: urls::duty(HILLSIDE, "lancashire", "sickness-return"),
        controls: vec![Control::new("f-groups", "groups", "", ControlShape::Area)],
        button: "Record it".into(),
    };
    let form = ActionPage {
        back: Link::new("What the handbook asks of the school", urls::duties(HILLSIDE)),
        who: "Hillside Primary School".into(),
        errors: Vec::new(),
        strength: Strength::MUST,
        says: "Report, for attendance champion.".into(),
        asked: String::new(),
        source: source(),
        readings: Vec::new(),
        before: Vec::new(),
        advice: Vec::new(),
        facts: Vec::new(),
        why: None,
        last: Vec::new(),
        form: Some(form),
        closed: String::new(),
    };
    let known = vec![Fact { label: "Persistently absent".into(), values: vec!["73".into()] }];
    let page =
        DutyPage { form, known, figures: Some(Link::new("Open the figures of the school", urls::school(HILLSIDE))) };
    let frame = frame::sample("Analysis of attendance", Section::School, Role::AttendanceLead);
    let html = render(&frame, "duty/duty.html", &page);
    assert!(html.contains("<dt>Persistently absent</dt><dd>73</dd>") && html.contains("name=\"f-groups\""));
    let again = page.refused(vec![FormError::new("f-groups", "Groups that need help soon.")]);
    let html = render(&frame.with_errors(), "duty/duty.html", &again);
    assert!(html.contains("This is not recorded yet: 1 thing is missing"));
}
