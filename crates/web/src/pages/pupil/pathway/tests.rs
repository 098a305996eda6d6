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
        source: Link::new(source, urls::chapter_entry("lancashire", "pathways", "improvement-pathway")),
        readings: Vec::new(),
        receipt: None,
        answer,
    }
}

fn early_help() -> StepForm {
    let fields = vec![Hidden::new("pack", "lancashire"), Hidden::new("item", "Early Help")];
    StepForm::offer("early-help", "Is Early Help taken up?", urls::offers(PupilId(4)), fields)
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
        steps: vec![
            Step {
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
            "5 March: met Dawn and Ellis; two actions agreed".into(),
            "4 March: Improvement pathway begins".into(),
        ],
    }
}

#[test]
fn the_pathway_is_made_from_its_sample() {
    let html = render(&sample::frame("Ellis Hargreaves: pathway"), "pupil/pathway.html", &view(early_help()));
    assert!(html.contains("rb-strength--consider"));
    assert!(html.contains("Is Early Help taken up?"));
    assert!(html.contains("By Tue 16 March"));
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
