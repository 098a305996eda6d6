//! The pack itself: the entry that opens its first chapter.

use domain::rule::PackHead;
use jiff::civil::Date;

use super::record;
use crate::{Fault, text::Entry, words};

/// What the pack in `folder` is, as its opening entry says.
pub(super) fn head(entry: &Entry, folder: &str, path: &str, faults: &mut Vec<Fault>) -> PackHead {
    let mut head = PackHead {
        name: entry.name.text.clone(),
        slug: folder.to_owned(),
        kind: String::new(),
        extends: Vec::new(),
        edition: String::new(),
        document: String::new(),
        from: None,
        until: None,
        checked: None,
        issued: None,
    };
    let mut taken: Vec<&str> = Vec::new();
    for point in entry.points() {
        if taken.contains(&point.key.text.as_str()) {
            faults.push(record::given_twice(path, &point.key));
            continue;
        }
        taken.push(&point.key.text);
        let value = point.value.text.clone();
        let mut day = |text: &str| -> Option<Date> {
            let read = words::date(text);
            if let Err(what) = &read {
                faults.push(Fault::new(path, point.value.span, what.clone(), ""));
            }
            read.ok()
        };
        match point.key.text.as_str() {
            "kind" if ["national", "authority", "school"].contains(&value.as_str()) => head.kind = value,
            "kind" => faults.push(Fault::new(
                path,
                point.value.span,
                format!("there is no pack of kind `{value}`"),
                "write `national`, `authority` or `school`",
            )),
            "extends" => head.extends = words::names(&value),
            "edition" => head.edition = value,
            "document" => head.document = value,
            "checked" => head.checked = day(&value),
            "issued" => head.issued = day(&value),
            "in force" => {
                let span = value.strip_prefix("from ").unwrap_or(&value);
                let (from, until) =
                    span.split_once(" until ").map_or((span, None), |(from, until)| (from, Some(until)));
                head.from = day(from);
                head.until = until.and_then(&mut day);
                if head.from.zip(head.until).is_some_and(|(from, until)| until < from) {
                    let help = "exchange the two days";
                    faults.push(Fault::new(path, point.value.span, "the pack ends before it begins", help));
                }
            }
            key => faults.push(Fault::new(
                path,
                point.key.span,
                format!("a pack has no key `{key}`"),
                "the keys are kind, extends, edition, in force, document, issued and checked",
            )),
        }
    }
    head
}
