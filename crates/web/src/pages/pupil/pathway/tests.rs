use domain::id::PupilId;

use super::*;
use crate::{
    link::Hidden,
    pages::pupil::{Tab, sample},
    templates::sample::render,
    urls,
};

fn step(strength: Strength, name: &str, because: &str) -> Step {
    Step {
        id: domain::rule::slug(name),
        strength,
        name: Link::new(name, ""),
        because: because.into(),
        due: None,
        missing: Vec::new(),
        detail: String::new(),
        source: Link::new("Lancashire handbook", urls::chapter_entry("lancashire", "pathways", "improvement-pathway")),
        readings: Vec::new(),
        receipt: None,
        answer: None,
    }
}

fn done(what: &str, note: &str, when: &str) -> DoneLine {
    DoneLine { what: what.into(), note: note.into(), when: when.into(), by: "Priya Nair, attendance lead".into() }
}

fn stand() -> Stand {
    let rung = |name: &str, shade, is_current| Rung { name: name.into(), shade, is_current };
    Stand {
        title: "Level".into(),
        rungs: vec![rung("Level 1", "1", false), rung("Level 2", "2", true), rung("Level 3", "3", false)],
        says: "Level 2 since Monday 1 March 2027, until Friday 26 March 2027 at the latest. Led by Traded Officer."
            .into(),
        source: Link::new("Read it in the handbook", urls::chapter("knowsley", "1-levels")),
        why: None,
    }
}

fn actions() -> Vec<ActionGroup> {
    let line = |name: &str, missing: &[&str], last: &[&str]| ActionLine {
        name: Link::new(name, urls::action(PupilId(4), "knowsley", &domain::rule::slug(name))),
        whose: String::new(),
        missing: missing.iter().map(|words| (*words).into()).collect(),
        last: last.iter().map(|words| (*words).into()).collect(),
    };
    let open = line("AIM", &[], &["Last on Friday 5 March 2027: close, by Priya Nair, attendance lead."]);
    let group = |title: &str, line| ActionGroup {
        title: title.into(),
        id: domain::rule::slug(title),
        kinds: vec![ActionKind { title: "Meetings", lines: vec![line] }],
    };
    vec![
        group("Open, 1", open),
        group("Something is missing first, 1", line("Pre-Court Panel", &["Level 3 evidence is missing."], &[])),
    ]
}

fn early_help() -> StepForm {
    let fields = vec![Hidden::new("pack", "lancashire"), Hidden::new("item", "Early Help")];
    StepForm::offer("early-help", "Is Early Help taken up?", urls::offers(PupilId(4)), fields)
}

/// A service that is listed for the child.
fn young_carers() -> Line {
    Line {
        name: "Young carers".into(),
        helps: "Children who look after somebody".into(),
        offers: "Somebody to talk to".into(),
        reached_by: "The school".into(),
        listed_for: String::new(),
        refer_with: Some(Link::new(
            "Young carers referral",
            urls::action(PupilId(4), "lancashire", "young-carers-referral"),
        )),
        source: Link::new("Lancashire handbook", urls::chapter("lancashire", "8-people-and-services")),
    }
}

fn due() -> Vec<Step> {
    let ellis = PupilId(4);
    let task = vec![Hidden::new("pack", "lancashire"), Hidden::new("task", "Formal intervention")];
    vec![
        Step {
            name: Link::new("Find out why a child is away", urls::action(ellis, "lancashire", "find-out-why")),
            detail: "For attendance lead. School Attendance Team is told.".into(),
            due: Some(Status::due("By Tue 16 March")),
            missing: vec!["Nobody was rung.".into()],
            ..step(Strength::MUST, "", "2 sessions coded N this school year.")
        },
        Step {
            receipt: Some(urls::receipt(ellis, "lancashire", "formal-intervention")),
            readings: vec![Link::new("C-G-18", urls::chapter_entry("lancashire", "readings", "c-g-18"))],
            answer: Some(Box::new(StepForm::task("formal-intervention", urls::tasks(ellis), task))),
            ..step(Strength::EXPECTED, "Formal intervention", "17 days (34 sessions) missed this school year.")
        },
    ]
}

fn menus(form: StepForm) -> Vec<Menu> {
    let menu = |title: &str, is_open, steps, answered| Menu {
        title: title.into(),
        id: domain::rule::slug(title),
        count: "1 to answer".into(),
        is_open,
        strength: Some(Strength::CONSIDER),
        source: Link::new("Lancashire handbook", urls::chapter("lancashire", "pathways")),
        steps,
        answered,
    };
    let early_help = Step { answer: Some(Box::new(form)), ..step(Strength::CONSIDER, "Early Help", "") };
    let toolkit = Step {
        due: Some(Status::done("Taken up")),
        detail: "Tuesday 6 October 2026, 15:25, by Priya Nair, attendance lead: given to the mother".into(),
        ..step(Strength::CONSIDER, "Attendance toolkit", "")
    };
    vec![
        menu("Improvement actions", true, vec![early_help], Vec::new()),
        menu("Universal actions", false, vec![step(Strength::CONSIDER, "Local attendance network", "")], vec![toolkit]),
    ]
}

fn view(form: StepForm) -> PathwayPage {
    let ellis = PupilId(4);
    PathwayPage {
        header: sample::header(Tab::Pathway),
        errors: Vec::new(),
        standing: "Improvement Pathway, 15 to 55½ days. Led by the school with the authority’s attendance team.".into(),
        handbook: Link::new("Read it in the handbook", urls::chapter("lancashire", "pathways")),
        stands: vec![stand()],
        older: "The document behind the Lincolnshire handbook was issued before 19 August 2024.".into(),
        services: vec![young_carers()],
        actions: actions(),
        weeks: vec![AgreedWeek {
            says: "Part-time timetable from Monday 11 January 2027 to Friday 22 January 2027".into(),
            days: vec![("Friday".into(), "in school".into(), "C2".into())],
        }],
        due: due(),
        menus: menus(form),
        barred: vec![Step {
            missing: vec!["The family is recorded as cooperating.".into()],
            ..step(Strength::NOT_NOW, "Prosecution", "")
        }],
        also: vec![Note { text: "First attendance concern".into(), why: Some(Link::new("Why", urls::pupil(ellis))) }],
        done: vec![
            done("Done: Formal intervention", "met Dawn and Ellis; two actions agreed", "Friday 5 March 2027, 10:02"),
            done("Considered: Early Help. Not taken up", "", "Thursday 4 March 2027, 15:40"),
        ],
        done_before: vec![done("AIM: close", "", "Thursday 5 November 2026, 15:40")],
    }
}

#[test]
fn the_pathway_is_made_from_its_sample() {
    let html = render(&sample::frame("Ellis Hargreaves: pathway"), "pupil/pathway.html", &view(early_help()));
    assert!(html.contains("rb-strength--consider"));
    assert!(html.contains("<th scope=\"row\">Friday</th><td>in school</td><td>C2</td>"));
    assert!(html.contains("Is Early Help taken up?"));
    assert!(html.contains("By Tue 16 March"));
    assert!(html.contains("Done: Formal intervention: met Dawn and Ellis"));
    assert!(html.contains("Friday 5 March 2027, 10:02, by Priya Nair, attendance lead"));
    assert!(html.contains("aria-current=\"step\""), "the stage is said to be the present one");
    assert!(html.contains("href=\"/pupils/4/actions/knowsley/aim\""));
    assert!(html.contains("Level 3 evidence is missing."));
    assert!(html.contains(">Find out why a child is away</a>"), "what is due is named by itself");
    assert!(html.contains("Missing:</span> Nobody was rung."));
    assert!(html.contains("by Priya Nair, attendance lead: given to the mother"), "an answer says who gave it");
    assert_eq!(html.matches("name=\"csrf\"").count(), 3, "sign out and two forms");
    let place = |words: &str| html.find(words).unwrap_or_else(|| panic!("{words} is missing"));
    assert!(
        place("Formal intervention</span>") < place("Improvement actions"),
        "what is due stands before what is offered"
    );
    let is_open = |id: &str| html.contains(&format!("id=\"{id}\" open>"));
    assert!(is_open("improvement-actions") && !is_open("universal-actions"), "the band's own menu alone stands open");
}

#[test]
fn an_offer_without_an_answer_is_refused_and_keeps_what_was_typed() {
    let errors = vec![FormError::new("early-help-answer", "Say whether Early Help is taken up")];
    let form = early_help().sent("", "Dawn would like time to think", &errors);
    let view = PathwayPage { errors, ..view(form) };
    let frame = sample::frame("Ellis Hargreaves: pathway, error").with_errors();
    let html = render(&frame, "pupil/pathway.html", &view);
    assert!(html.contains("href=\"#early-help-answer\""));
    assert!(html.contains("Dawn would like time to think</textarea>"));
    assert!(html.contains("<details class=\"govuk-details rb-answer\" open>"));
}

#[test]
fn a_pupil_for_whom_nothing_is_due_gets_a_page_that_says_so() {
    let view = PathwayPage {
        weeks: Vec::new(),
        due: Vec::new(),
        menus: Vec::new(),
        barred: Vec::new(),
        also: Vec::new(),
        done: Vec::new(),
        done_before: Vec::new(),
        ..view(early_help())
    };
    let html = render(&sample::frame("Ellis Hargreaves: pathway, empty"), "pupil/pathway.html", &view);
    assert!(html.contains("The handbook asks for nothing now."));
    assert!(html.contains("The handbook offers nothing now.") && html.contains("Nothing is on record yet."));
}
