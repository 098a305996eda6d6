//! The index of a handbook: every name in it, what it is, how binding, and where it stands.

use documents::handbook::Indexed;
use domain::rule::{Head, Strength, slug};
use pack::Pack;

/// A name of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named<'a> {
    /// What it is: `Task`, `Meeting`, `Part`.
    pub kind: &'static str,
    /// Its name, and what it rests on.
    pub head: &'a Head,
    /// The entry that it stands in, for an item of a menu or a part of a form.
    pub inside: Option<&'a Head>,
}

/// Every name of a pack by its letters.
pub fn names(pack: &Pack) -> Vec<Named<'_>> {
    let mut names: Vec<Named<'_>> =
        pack.rules.heads().into_iter().map(|(kind, head)| Named { kind, head, inside: None }).collect();
    names.retain(|one| !matches!(one.kind, "Item" | "Part"));
    for menu in &pack.rules.menus {
        let inside = Some(&menu.head);
        names.extend(menu.items.iter().map(|item| Named { kind: "Item", head: &item.head, inside }));
    }
    for action in &pack.rules.actions {
        let inside = Some(&action.head);
        names.extend(action.parts.iter().map(|part| Named { kind: "Part", head: &part.head, inside }));
    }
    names.sort_by_key(|one| (one.head.name.to_lowercase(), one.kind));
    names
}

/// What leads to the row called `name` of a table inside an entry.
pub(super) fn inside(entry: &str, name: &str) -> String {
    if entry.is_empty() { String::new() } else { format!("{entry}--{}", slug(name)) }
}

pub(super) fn of(pack: &Pack) -> Vec<Indexed> {
    let indexed = |one: Named<'_>| {
        let kind = one.kind.to_lowercase();
        let within = one.inside.map(|head| format!(" of {}", head.name)).unwrap_or_default();
        let binding = match one.head.strength {
            Strength::Defines | Strength::Tests => String::new(),
            strength => format!(", {}", strength.word().to_lowercase()),
        };
        Indexed {
            about: format!("{kind}{within}{binding}"),
            id: match one.inside {
                Some(head) => inside(&head.slug, &one.head.name),
                None => one.head.slug.clone(),
            },
            name: one.head.name.clone(),
        }
    };
    names(pack).into_iter().map(indexed).collect()
}
