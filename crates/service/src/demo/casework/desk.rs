//! The desk at which a school's cases are worked: on some days of the year each child is looked at as the handbook sees them,
//! and a good part of what it makes due, offers or allows is done. What the handbook would refuse is not on record.

use std::{cell::RefCell, collections::HashMap, rc::Rc};

use analysis::SchoolRoll;
use domain::{
    Date,
    case::Event,
    code::CodeTable,
    permission::Role,
    rule::{Action, Rules},
};

use super::{Subject, case::Case, filling};
use crate::{
    case::{act as forms, asked::Field, roles},
    demo::{schools::Place, staff::Staff},
};

/// What the work on a school's cases rests on.
pub(in crate::demo) struct Desk<'a> {
    pub(in crate::demo) place: &'a Place,
    pub(in crate::demo) staff: &'a Staff,
    pub(in crate::demo) rules: &'a Rules,
    pub(in crate::demo) codes: &'a CodeTable,
    pub(in crate::demo) roll: &'a SchoolRoll,
    /// The school days on which cases are looked at, in order.
    pub(in crate::demo) days: Vec<Date>,
    pub(in crate::demo) subjects: &'a [Subject<'a>],
    /// The calls on record.
    pub(in crate::demo) calls: &'a [Event],
    pub(in crate::demo) posts: Posts<'a>,
    pub(in crate::demo) asked: RefCell<HashMap<&'a str, Rc<Asked>>>,
}

/// What a form asks, worked out once.
pub(in crate::demo) struct Asked {
    pub(super) fields: Vec<Field>,
    pub(super) is_to_a_parent: bool,
}

/// Who does what: the roles of the handbook that each post holds.
pub(in crate::demo) struct Posts<'a>(Vec<(Role, Vec<&'a str>)>);

impl<'a> Posts<'a> {
    /// Those of `rules`, in the order in which somebody is looked for.
    pub(in crate::demo) fn of(rules: &'a Rules) -> Posts<'a> {
        let posts = [
            Role::AttendanceLead,
            Role::Headteacher,
            Role::AuthorityOfficer,
            Role::Office,
            Role::Teacher,
            Role::Governor,
        ];
        Posts(posts.map(|post| (post, roles::held(rules, post))).into())
    }

    /// The first post that does what `by` does, with the roles it holds. What the handbook leaves open, the lead does.
    pub(super) fn find(&self, by: &[String]) -> Option<(Role, &[&'a str])> {
        let does = |held: &[&str]| by.is_empty() || by.iter().any(|name| held.contains(&name.as_str()));
        let (post, held) = self.0.iter().find(|(_, held)| does(held))?;
        Some((*post, held))
    }
}

impl<'a> Desk<'a> {
    /// What `action` asks.
    pub(super) fn asked(&self, action: &'a Action) -> Rc<Asked> {
        let mut known = self.asked.borrow_mut();
        let asked = known.entry(&action.head.name).or_insert_with(|| {
            let is_to_a_parent = forms::is_to_a_parent(self.rules, action);
            Rc::new(Asked { fields: filling::asked(self.rules, action), is_to_a_parent })
        });
        Rc::clone(asked)
    }
}

/// What was done about every child, in order.
pub(in crate::demo) fn work(desk: &Desk<'_>) -> Vec<Event> {
    let mut events: Vec<Event> = Vec::new();
    for subject in desk.subjects {
        let calls: Vec<Event> = desk.calls.iter().filter(|call| call.pupil == subject.id).cloned().collect();
        events.append(&mut Case::new(desk, subject, calls).work());
    }
    events.sort_by_key(|event| event.at);
    events
}
