//! Who may read the early warning: its own pages and a pupil's. It is never a trigger: whatever decides, owes, writes, lists or sends
//! does not know the word.

use super::{File, Finding};

/// The files that may name it: where it is worked out, its pages, and the places that lead to it. All others are kept from it.
const READERS: [&str; 16] = [
    "crates/analysis/src/lib.rs",
    "crates/analysis/src/outlook",
    "crates/service/src/demo.rs",
    "crates/service/src/demo/load.rs",
    "crates/service/src/demo/outlook.rs",
    "crates/service/src/lib.rs",
    "crates/service/src/outlook",
    "crates/web/src/handlers.rs",
    "crates/web/src/handlers/outlook",
    "crates/web/src/handlers/pupil/year.rs",
    "crates/web/src/handlers/school/particulars.rs",
    "crates/web/src/pages.rs",
    "crates/web/src/pages/outlook",
    "crates/web/src/pages/pupil/year.rs",
    "crates/web/src/urls.rs",
    "crates/web/src/urls/outlook.rs",
];

/// The templates that may: its own and that of a pupil's year.
const TEMPLATES: [&str; 2] = ["crates/web/templates/outlook/", "crates/web/templates/pupil/year.html"];

/// What stands in a file that may not.
pub fn check(file: &File) -> Vec<Finding> {
    if !(file.path.starts_with("crates/") || file.path.starts_with("packs/")) || may_read(&file.path) {
        return Vec::new();
    }
    let names = |line: &str| line.to_lowercase().contains("outlook");
    let message = "the early warning is never a trigger: nothing but its own pages and a pupil's year may read it";
    file.lines().filter(|(_, line)| names(line)).map(|(index, _)| file.finding(index, message)).collect()
}

fn may_read(path: &str) -> bool {
    let begins = |start: &&str| path.starts_with(*start);
    match path.starts_with("crates/web/templates/") {
        true => TEMPLATES.iter().any(begins),
        false => READERS.iter().any(begins),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(path: &str) -> usize {
        let text = String::from("use crate::{\n    outlook::of_pupil,\n};\n");
        check(&File { path: String::from(path), text }).len()
    }

    #[test]
    fn nothing_that_decides_owes_writes_lists_or_sends_may_read_the_early_warning() {
        let kept_out = [
            "crates/domain/src/decide.rs",
            "crates/domain/src/rule.rs",
            "crates/pack/src/condition.rs",
            "crates/service/src/today.rs",
            "crates/service/src/standing.rs",
            "crates/service/src/message.rs",
            "crates/service/src/message/families.rs",
            "crates/service/src/letter.rs",
            "crates/service/src/case.rs",
            "crates/service/src/case/prefill.rs",
            "crates/service/src/family.rs",
            "crates/service/src/board.rs",
            "crates/service/src/worker.rs",
            "crates/service/src/returns.rs",
            "crates/documents/src/letter.rs",
            "crates/post/src/mail.rs",
            "crates/web/src/handlers/daily/today.rs",
            "crates/web/src/handlers/family.rs",
            "crates/web/templates/today/today.html",
            "crates/web/templates/family/family.html",
            "packs/england/1-base.md",
        ];
        for path in kept_out {
            assert_eq!(findings(path), 1, "{path}");
        }
        assert_eq!(findings("crates/service/src/outlook/children.rs"), 0);
        assert_eq!(findings("crates/web/templates/pupil/year.html"), 0);
        assert_eq!(findings("tests/stories/outlook.rs"), 0);
    }
}
