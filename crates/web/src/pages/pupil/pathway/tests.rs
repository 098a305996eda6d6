use domain::id::PupilId;

use super::*;
use crate::{
    pages::pupil::{Tab, sample},
    templates::sample::render,
    urls,
};

fn step(strength: Strength, text: &str, source: &str, answer: Answer) -> Step {
    Step {
        strength,
        text: text.into(),
        due: None,
        detail: String::new(),
        opens: None,
        source: Link::new(source, urls::chapter_entry("lancashire", "pathways", "improvement-pathway")),
        readings: Vec::new(),
        receipt: None,
        answer,
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
        kind: "Meeting".into(),
        status: (!missing.is_empty()).then(|| Status::wait("1 missing")),
        missing: missing.iter().map(|words| (*words).into()).collect(),
        last: last.iter().map(|words| (*words).into()).collect(),
    };
    let asked = line("AIM", &[], &["Last on Friday 5 March 2027: close, by Priya Nair, attendance lead."]);
    let group = |title: &str, is_open, lines| ActionGroup {
        title: title.into(),
        id: domain::rule::slug(title),
        is_open,
        lines,
    };
    vec![
        group("Due or offered now, 1", true, vec![asked]),
        group("Something is missing first, 1", false, vec![line("Pre-Court Panel", &["Level 3 evidence"], &[])]),
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

fn view(form: StepForm) -> PathwayPage {
    let ellis = PupilId(4);
    let task = vec![Hidden::new("pack", "lancashire"), Hidden::new("task", "Formal intervention")];
    let link = Link::new("Find out why", urls::board_pupil(ellis));
    PathwayPage {
        header: sample::header(Tab::Pathway),
        errors: Vec::new(),
        standing: "Improvement Pathway, 15 to 55½ days. Led by the school with the authority’s attendance team.".into(),
        handbook: Link::new("Read it in the handbook", urls::chapter("lancashire", "pathways")),
        stands: vec![stand()],
        older: "The document behind the Lincolnshire handbook was issued before 19 August 2024.".into(),
        services: vec![young_carers()],
        actions: actions(),
        steps: vec![
            Step {
                detail: "For attendance lead. School Attendance Team is told.".into(),
                due: Some(Status::due("By Tue 16 March")),
                ..step(
                    Strength::MUST,
                    "2 sessions on 9 March need a reason.",
                    "Pupil registration law; code N",
                    Answer::Elsewhere { link },
                )
            },
            Step {
                receipt: Some(urls::receipt(ellis, "lancashire", "formal-intervention")),
                readings: vec![Link::new("C-G-18", urls::chapter_entry("lancashire", "readings", "c-g-18"))],
                ..step(
                    Strength::EXPECTED,
                    "Day 5 missed, has a social worker: support begins.",
                    "The Universal pathway",
                    Answer::Form { form: Box::new(StepForm::task("formal-intervention", urls::tasks(ellis), task)) },
                )
            },
            step(
                Strength::CONSIDER,
                "Early Help: it opens further support, and what Ellis says is written down.",
                "The Improvement Pathway",
                Answer::Form { form: Box::new(form) },
            ),
            step(
                Strength::MAY,
                "Ask the authority for a letter, or to join a panel; it may decline for capacity.",
                "The Improvement Pathway",
                Answer::None,
            ),
        ],
        barred: vec![step(
            Strength::NOT_NOW,
            "legal action. The family is recorded as cooperating (Priya Nair, 5 March); the handbook does not expect it.",
            "Targeted and Intensive Support Pathways",
            Answer::None,
        )],
        also: vec![Note { text: "First attendance concern".into(), why: Some(Link::new("Why", urls::pupil(ellis))) }],
        done: vec![
            done("Done: Formal intervention", "met Dawn and Ellis; two actions agreed", "Friday 5 March 2027, 10:02"),
            done("Considered: Early Help. Not taken up", "", "Thursday 4 March 2027, 15:40"),
        ],
    }
}

#[test]
fn the_pathway_is_made_from_its_sample() {
    let html = render(&sample::frame("Ellis Hargreaves: pathway"), "pupil/pathway.html", &view(early_help()));
    assert!(html.contains("rb-strength--consider"));
    assert!(html.contains("Is Early Help taken up?"));
    assert!(html.contains("By Tue 16 March"));
    assert!(html.contains("Done: Formal intervention: met Dawn and Ellis"));
    assert!(html.contains("Friday 5 March 2027, 10:02, by Priya Nair, attendance lead"));
    assert!(html.contains("aria-current=\"step\""), "the stage is said to be the present one");
    assert!(html.contains("href=\"/pupils/4/actions/knowsley/aim\""));
    assert!(html.contains("Level 3 evidence"));
    assert_eq!(html.matches("name=\"csrf\"").count(), 3, "sign out and two forms");
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
    let view =
        PathwayPage { steps: Vec::new(), barred: Vec::new(), also: Vec::new(), done: Vec::new(), ..view(early_help()) };
    let html = render(&sample::frame("Ellis Hargreaves: pathway, empty"), "pupil/pathway.html", &view);
    assert!(html.contains("The handbook asks for nothing now."));
    assert!(html.contains("Nothing is on record yet."));
}
