//! Who somebody is in the words of a handbook: each of its roles is held by a post of the program.

use domain::{
    permission::{Actor, Permission, Role},
    rule::Rules,
};

/// The roles of the handbook that somebody in this post holds.
///
/// A headteacher holds what the attendance lead holds. What partners, parents and governors do, who do not sign in or see no
/// pupil, is recorded by whoever leads cases.
pub fn held(rules: &Rules, post: Role) -> Vec<&str> {
    let mut names: Vec<&str> = rules.roles.iter().map(|role| role.head.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    names.retain(|name| holds(rules, post, name));
    names
}

/// Whether somebody in this post holds the role called `name`; nobody holds a role that the handbook does not know.
pub fn holds(rules: &Rules, post: Role, name: &str) -> bool {
    let Some(role) = rules.role(name) else { return false };
    match Role::parse(&role.held_by) {
        Some(holder) if holder == post => true,
        Some(Role::AttendanceLead) => post == Role::Headteacher,
        Some(holder) if holder.may(Permission::SeePupils) => false,
        _ => post.may(Permission::LeadCases),
    }
}

/// Whether somebody may do what is done by `by`: one of those roles is theirs, or anybody who leads cases does it.
pub fn is_one_of(rules: &Rules, actor: &Actor, by: &[String]) -> bool {
    match by {
        [] => actor.role.may(Permission::LeadCases),
        by => by.iter().any(|name| holds(rules, actor.role, name)),
    }
}

/// Whether the role called `name` is a parent's.
pub fn is_parent(rules: &Rules, name: &str) -> bool {
    rules.role(name).is_some_and(|role| role.held_by == "parent")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Packs;

    #[test]
    fn a_role_of_a_handbook_is_held_by_a_post_and_that_of_a_partner_is_recorded_by_whoever_leads_cases() {
        let packs = Packs::built_in().expect("the packs have no fault");
        let rules = packs.rules("knowsley").expect("the pack is here");
        let who = |name: &str| Role::ALL.into_iter().filter(|&post| holds(rules, post, name)).collect::<Vec<Role>>();
        assert_eq!(who("Traded Officer"), [Role::AuthorityOfficer]);
        assert_eq!(who("attendance lead"), [Role::AttendanceLead, Role::Headteacher]);
        assert_eq!(who("headteacher"), [Role::Headteacher]);
        assert_eq!(who("class teacher"), [Role::Teacher]);
        assert_eq!(who("Family First"), [Role::AttendanceLead, Role::Headteacher, Role::AuthorityOfficer]);
        assert_eq!(who("nobody of that name"), []);
        assert!(held(rules, Role::Teacher).contains(&"class teacher"));
        assert!(is_parent(rules, "parent") && !is_parent(rules, "Family First"));
    }
}
