use domain::{id::PupilId, permission::Role};
use jiff::civil::date;

use super::*;
use crate::{
    chart::weeks::{Week, weeks},
    frame::{self, Frame, Section},
    pages::school::{BandCount, small::Reader},
    templates::sample::render,
    urls,
};

fn frame() -> Frame {
    frame::sample("What if", Section::Handbook, Role::AttendanceLead).wide()
}

fn choice(value: &str, text: &str, is_chosen: bool) -> Choice {
    Choice { value: value.into(), text: text.into(), is_chosen }
}

fn form() -> Form {
    Form {
        action: urls::what_if(),
        to: vec![choice("lancashire", "Lancashire, edition 2025-28", false), choice("knowsley", "Knowsley", true)],
        from: vec![choice("", "The pack that each school follows", true)],
        schools: vec![choice("", "All schools", true), choice("1", "Hillside Primary School", false)],
        first: "2025-08-01".into(),
        last: "2026-11-24".into(),
        latest: "2026-11-24".into(),
        is_always: true,
    }
}

fn set(title: &str, counts: &[(&str, u64)]) -> BandSet {
    let count = |&(name, children): &(&str, u64)| BandCount {
        name: name.into(),
        children,
        range: String::new(),
        href: String::new(),
    };
    BandSet::new(title, counts.iter().map(count).collect(), Reader::Staff)
}

fn answer() -> Answer {
    let pair = |name: &str, before: &str, after: &str| Pair {
        name: name.into(),
        before: before.into(),
        after: after.into(),
        a_week: "0.3 and 0.9".into(),
    };
    let group =
        |name: Link| GroupRow { name, counts: ["412", "38", "30", "8", "120", "245"].map(String::from).to_vec() };
    let drawn = [(7, 3, 10), (14, 0, 5), (21, 4, 4)];
    let drawn = drawn.map(|(day, before, after)| Week { monday: date(2026, 9, day), before, after });
    Answer {
        summary: "38 of 412 children change band: 30 to a later one and 8 to an earlier one.".into(),
        notes: vec!["Before: Lancashire. After: Knowsley.".into()],
        before: vec![set("Pathway", &[("Universal", 330), ("Improvement", 70), ("Targeted", 10), ("Intensive", 2)])],
        after: vec![set("Level", &[("Green", 300), ("Amber", 100), ("Red", 12)])],
        ways: vec![Way {
            before: "Pathway: Universal".into(),
            after: "Level: Amber".into(),
            change: "to a later band",
            children: "30".into(),
        }],
        more_ways: "And 3 more, of fewer children each.".into(),
        chart: weeks("Tasks that arise", &drawn),
        weeks: vec![WeekRow { week: "7 Sep 2026".into(), counts: vec!["3".into(); 8] }],
        work: vec![pair("School", "12", "41")],
        opens: vec![pair("Notices that open", "0", "2")],
        schools: vec![group(Link::new("Hillside Primary School", urls::what_if_asking("to=knowsley&school=1")))],
        cohorts: vec![group(Link::new("SEN Support", ""))],
        children: vec![ChildRow {
            who: Link::new("Ellis Hargreaves", urls::pathway(PupilId(1))),
            place: "5 Hazel".into(),
            before: "Pathway: Universal".into(),
            after: "Level: Amber".into(),
            why_before: "days absent is less than 15 days: 14½ days (29 sessions)".into(),
            why_after: "attendance is less than 95%: 92.0% (333 of 362 possible sessions)".into(),
            tasks: vec!["new: Call home".into()],
        }],
        hidden: String::new(),
        paging: Paging::default(),
        csv: Some(Link::new("Every pupil as a file (CSV)", urls::what_if_asking("to=knowsley&file=csv"))),
    }
}

fn shown(answer: Option<Answer>, errors: Vec<FormError>) -> String {
    let view = WhatIf {
        back: Link::new("Handbook", urls::handbook()),
        errors,
        form: form(),
        answer,
        is_asked: false,
        asked: String::new(),
    };
    render(&frame(), "what_if/what_if.html", &view)
}

#[test]
fn the_answer_names_who_changes_with_the_reason_in_the_handbook_s_words() {
    let html = shown(Some(answer()), Vec::new());
    assert!(html.contains("days absent is less than 15 days: 14½ days (29 sessions)"));
    assert!(html.contains("href=\"/pupils/1/pathway\""));
    assert!(html.contains("Tasks that arise week by week: 7 in all before, 19 after."));
    assert!(html.contains("And 3 more, of fewer children each."));
}

#[test]
fn whoever_sees_no_names_reads_why() {
    let hidden =
        Answer { hidden: "Children are named to their school.".into(), children: Vec::new(), csv: None, ..answer() };
    let html = shown(Some(hidden), Vec::new());
    assert!(html.contains("Children are named to their school.") && !html.contains("(CSV)"));
}

#[test]
fn nothing_is_shown_before_a_pack_is_chosen_and_a_wrong_day_is_said() {
    let html = shown(None, vec![FormError::new("last", "The last day must not be before the first")]);
    assert!(html.contains("Choose a pack and compare.") && html.contains("href=\"#last\""));
    let none = Answer { children: Vec::new(), chart: None, schools: Vec::new(), ways: Vec::new(), ..answer() };
    let html = shown(Some(none), Vec::new());
    assert!(html.contains("Nobody changes band.") && html.contains("No task arises under either pack"));
}

#[test]
fn while_the_answer_is_worked_out_the_page_says_what_is_asked_and_where_the_answer_will_stand() {
    let view = WhatIf {
        back: Link::new("Handbook", urls::handbook()),
        errors: Vec::new(),
        form: form(),
        answer: None,
        is_asked: true,
        asked: "Knowsley beside Lancashire, from 1 September 2026.".into(),
    };
    let html = render(&frame(), "what_if/what_if.html", &view);
    let (before, after) = html.split_once(crate::late::HERE).expect("the rest has its place");
    assert!(before.contains("Knowsley beside Lancashire") && before.contains("role=\"status\""));
    assert!(after.contains("</main>"), "the page ends behind it");
    let rest = crate::templates::page(&frame(), "what_if/answer.html", answer()).expect("the rest is made alone").0;
    assert!(rest.contains("38 of 412 children change band") && !rest.contains("<html"));
}
