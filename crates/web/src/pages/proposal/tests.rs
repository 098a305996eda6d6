use domain::permission::Role;

use super::*;
use crate::{
    frame::{self, Frame, Section},
    templates::sample::render,
    urls,
};

fn frame(title: &str) -> Frame {
    frame::sample(title, Section::Handbook, Role::Administrator).wide()
}

fn fault() -> Fault {
    Fault {
        place: "Line 71, column 25".into(),
        line: "| Targeted | at least 56 days and less then 95 days |".into(),
        what: "This is no edge.".into(),
        help: "Write at least, more than, at most, less than or exactly.".into(),
    }
}

fn outcome() -> Outcome {
    Outcome {
        examples: "233 examples passed, 1 failed.".into(),
        bar: "1 worked example is not met.".into(),
        failed: vec![Failed { name: "Lancashire: The bands".into(), unmet: vec![fault()] }],
        changes: vec![Change {
            word: "Changed",
            title: "Bands `Pathway`".into(),
            lines: vec!["band Improvement was `at least 15 days`, and is `at least 14 days`".into()],
        }],
        effect: vec!["One school follows this handbook, with 8 children on its roll today.".into()],
        moves: vec![Move {
            before: "Pathway: Universal".into(),
            after: "Pathway: Improvement".into(),
            children: "3".into(),
        }],
        what_if: Link::new("What if another pack applied", urls::what_if()),
    }
}

fn propose() -> Propose {
    Propose {
        back: Link::new("Pathways", urls::chapter("lancashire", "1-pathway")),
        errors: Vec::new(),
        action: urls::propose("lancashire", "1-pathway"),
        text: "# Pack: Lancashire\n\n<script>\n".into(),
        text_error: None,
        begun_from: "07".repeat(32),
        beside: Vec::new(),
        from: "2026-11-25".into(),
        earliest: "2026-11-24".into(),
        from_error: None,
        reason: String::new(),
        reason_error: None,
        faults: Vec::new(),
        outcome: None,
    }
}

fn proposal(decision: Decision) -> Proposal {
    Proposal {
        back: Link::new("Proposed changes", urls::proposals()),
        errors: Vec::new(),
        lede: "Proposed by Maggie Thwaite. It is to apply from Tuesday 1 December 2026.".into(),
        reason: "The panel asked for it.".into(),
        verdict: String::new(),
        verdict_reason: String::new(),
        faults: Vec::new(),
        outcome: Some(outcome()),
        checks: vec!["Checked for Maggie Thwaite on 24 November 2026: 233 examples passed.".into()],
        texts: vec![Text { title: "Pathways".into(), text: "# Pack: Lancashire".into() }],
        chapter: Link::new("The chapter as it applies", urls::chapter("lancashire", "1-pathway")),
        decision,
    }
}

#[test]
fn a_chapter_is_a_form_with_its_text_in_it() {
    let html = render(&frame("Propose a change: Pathways"), "proposal/propose.html", &propose());
    assert!(html.contains("# Pack: Lancashire") && html.contains("&lt;script&gt;"));
    assert!(html.contains("action=\"/handbook/lancashire/1-pathway/propose\""));
}

#[test]
fn faults_stand_beside_the_text_with_their_line_and_what_to_do() {
    let error = FormError::new("text", "The text has 1 fault: see beside it");
    let view = Propose {
        errors: vec![error],
        text_error: Some("The text has 1 fault: see beside it".into()),
        faults: vec![fault()],
        ..propose()
    };
    let html = render(&frame("Propose a change: Pathways, with a fault"), "proposal/propose.html", &view);
    assert!(html.contains("Line 71, column 25") && html.contains("Write at least, more than"));
}

#[test]
fn a_change_that_stands_says_what_it_would_do() {
    let view = Propose { outcome: Some(outcome()), ..propose() };
    let html = render(&frame("Propose a change: Pathways, checked"), "proposal/propose.html", &view);
    for words in ["233 examples passed, 1 failed.", "Lancashire: The bands", "at least 14 days", "Pathway: Improvement"]
    {
        assert!(html.contains(words), "{words}");
    }
}

#[test]
fn chapters_whose_examples_are_not_met_come_into_the_form() {
    let beside = Beside {
        chapter: "9-examples".into(),
        title: "Examples".into(),
        text: "# Examples: the worked cases".into(),
        begun_from: "08".repeat(32),
    };
    let view = Propose { beside: vec![beside], outcome: Some(outcome()), ..propose() };
    let html = render(&frame("Propose a change: Pathways, with examples"), "proposal/propose.html", &view);
    for part in ["name=\"text-9-examples\"", "name=\"begun-9-examples\"", "1 worked example is not met."] {
        assert!(html.contains(part), "{part}");
    }
}

#[test]
fn a_proposal_is_decided_by_somebody_else_with_a_reason() {
    let form = Decision::Form {
        action: urls::proposal(domain::id::ProposalId(1)),
        answer: "approved".into(),
        answer_error: None,
        reason: "Agreed".into(),
        reason_error: Some("Write why".into()),
    };
    let html = render(&frame("A change of Pathways"), "proposal/proposal.html", &proposal(form));
    assert!(html.contains("action=\"/proposals/1\"") && html.contains("Write why"));
    let own = Decision::Own { action: "/proposals/1".into(), reason: String::new(), reason_error: None };
    let own = render(&frame("My change of Pathways"), "proposal/proposal.html", &proposal(own));
    assert!(own.contains("value=\"withdrawn\"") && own.contains("Another administrator"));
    assert!(!own.contains("value=\"approved\"") && own.contains("233 examples passed"));
    let decided = Proposal {
        verdict: "Approved by Idris Penhallow.".into(),
        verdict_reason: "Agreed.".into(),
        outcome: None,
        ..proposal(Decision::None)
    };
    let html = render(&frame("A decided change of Pathways"), "proposal/proposal.html", &decided);
    assert!(html.contains("Approved by Idris Penhallow."));
}

#[test]
fn proposals_are_a_list_that_says_what_became_of_each() {
    let line = Line {
        link: Link::new("Pathways", urls::proposal(domain::id::ProposalId(1))),
        pack: "Lancashire".into(),
        by: "Maggie Thwaite, 24 November 2026".into(),
        from: "1 December 2026".into(),
        state: "Waits for a second administrator".into(),
        is_open: true,
    };
    let back = || Link::new("Handbook", urls::handbook());
    let html = render(&frame("Proposed changes"), "proposal/list.html", &List { back: back(), proposals: vec![line] });
    assert!(html.contains("href=\"/proposals/1\"") && html.contains("Waits for a second administrator"));
    let none =
        render(&frame("No proposed changes"), "proposal/list.html", &List { back: back(), proposals: Vec::new() });
    assert!(none.contains("Nobody has proposed a change yet"));
}
