//! Circles: a cohort, flag, list or menu that in the end asks for itself could never be worked out.

use std::collections::BTreeMap;

use domain::rule::{Condition, Rules, Test};

/// The first chain of names that leads back to where it began, the beginning repeated at its end.
pub(super) fn first(rules: &Rules) -> Option<Vec<String>> {
    let asks = asks(rules);
    asks.keys().find_map(|name| walk(&asks, name, &mut Vec::new()))
}

fn asks(rules: &Rules) -> BTreeMap<&str, Vec<&str>> {
    let cohorts = rules.cohorts.iter().filter_map(|one| Some((one.head.name.as_str(), vec![one.when.as_ref()?])));
    let flags = rules.flags.iter().chain(&rules.lists);
    let flags = flags.map(|one| (one.head.name.as_str(), [Some(&one.when), one.unless.as_ref()].into_iter().flatten()));
    let flags = flags.map(|(name, conditions)| (name, conditions.collect::<Vec<&Condition>>()));
    let menus = rules.menus.iter().map(|menu| (menu.head.name.as_str(), menu.adds_to.iter().map(String::as_str)));
    let conditional = cohorts.chain(flags).map(|(name, conditions)| {
        let atoms = conditions.into_iter().flat_map(Condition::atoms);
        let names = atoms.filter_map(|atom| match &atom.test {
            Test::Cohort(name) | Test::Holds(name) => Some(name.as_str()),
            _ => None,
        });
        (name, names.collect::<Vec<&str>>())
    });
    conditional.chain(menus.map(|(name, below)| (name, below.collect()))).collect()
}

fn walk(asks: &BTreeMap<&str, Vec<&str>>, name: &str, path: &mut Vec<String>) -> Option<Vec<String>> {
    if let Some(at) = path.iter().position(|known| known == name) {
        let mut circle = path.split_off(at);
        circle.push(name.to_owned());
        return Some(circle);
    }
    path.push(name.to_owned());
    let found = asks.get(name).into_iter().flatten().find_map(|next| walk(asks, next, path));
    path.pop();
    found
}
