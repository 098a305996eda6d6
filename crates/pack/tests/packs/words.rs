//! A condition can be printed back as it stands in the handbook.

use domain::rule::Condition;

use crate::shelf::{NAMES, Shelf};

#[test]
fn every_condition_reads_the_same_after_it_was_printed() {
    let shelf = Shelf::open();
    let mut read = 0;
    for name in NAMES {
        let rules = shelf.rules(name);
        let flags = rules.flags.iter().chain(&rules.lists).map(|flag| &flag.when);
        let tasks = rules.tasks.iter().flat_map(|task| std::iter::once(&task.when).chain(&task.overdue_when));
        let needs = rules.actions.iter().flat_map(|action| &action.needs).map(|need| &need.holds);
        let menus = rules.menus.iter().map(|menu| &menu.when);
        // The words of a layer below keep the name of what was replaced.
        let is_replaced = |words: &str| rules.renamed.keys().any(|old| words.contains(&format!("[{old}]")));
        let conditions = flags.chain(tasks).chain(needs).chain(menus);
        let conditions: Vec<&Condition> = conditions.filter(|one| !is_replaced(&one.words())).collect();
        for condition in conditions {
            assert_eq!(
                pack::condition(&condition.words(), &rules.settings).as_ref(),
                Ok(condition),
                "{}",
                condition.words()
            );
            read += 1;
        }
    }
    assert!(read > 50, "only {read} conditions");
}
