//! What counts as a support: what a handbook calls a task of support, an offer, a step, a form, a meeting, a referral or a plan.

use domain::{
    case::{CONTACT, Done, Event},
    rule::{About, Action, Head, Kind as Sort, Rules},
};

/// A kind of support.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kind {
    /// Its name in its pack.
    pub name: String,
    /// `task`, `offer`, `meeting` and the like.
    pub sort: &'static str,
    /// The folder name of its pack.
    pub pack: String,
    /// The chapter that has it.
    pub chapter: String,
    /// Its identifier within the pack.
    pub slug: String,
}

impl Kind {
    fn of(sort: &'static str, head: &Head) -> Kind {
        Kind {
            name: head.name.clone(),
            sort,
            pack: head.pack.clone(),
            chapter: head.chapter.clone(),
            slug: head.slug.clone(),
        }
    }
}

/// All that the rules have, each once.
pub(super) fn of(rules: &Rules) -> Vec<Kind> {
    let actions =
        rules.actions.iter().filter(|action| is_support(action)).map(|action| (word(action.kind), &action.head));
    let tasks = rules.tasks.iter().map(|task| ("task", &task.head));
    let offers = rules.menus.iter().flat_map(|menu| &menu.items).map(|item| ("offer", &item.head));
    let mut kinds: Vec<Kind> = Vec::new();
    for (sort, head) in actions.chain(tasks).chain(offers) {
        if kinds.iter().all(|known| known.name != head.name) {
            kinds.push(Kind::of(sort, head));
        }
    }
    kinds
}

/// The name, as it is today, of the support that began with `event`; nothing where none did.
pub(super) fn began<'a>(rules: &'a Rules, event: &'a Event) -> Option<&'a str> {
    let is_one = match &event.done {
        Done::TaskDone { .. } => true,
        Done::Considered { taken_up, .. } => *taken_up,
        Done::Did { action, .. } => rules.action(action).is_some_and(is_support),
        _ => false,
    };
    let name = event.name().filter(|_| is_one)?;
    Some(rules.successor(name).unwrap_or(name))
}

/// Notices, letters, judgements and returns support nobody. What gives sessions a code of its own, such as leave or a part-time
/// timetable, changes what is counted, so that nothing could be set beside it.
fn is_support(action: &Action) -> bool {
    let is_one = matches!(action.kind, Sort::Step | Sort::Form | Sort::Meeting | Sort::Referral | Sort::Plan);
    is_one && action.about == About::Pupil && action.gives.is_empty() && action.head.name != CONTACT
}

const fn word(sort: Sort) -> &'static str {
    match sort {
        Sort::Form => "form",
        Sort::Meeting => "meeting",
        Sort::Referral => "referral",
        Sort::Plan => "plan",
        _ => "step",
    }
}
