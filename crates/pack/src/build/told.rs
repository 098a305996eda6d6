//! Pages and the directory of services.

use domain::rule::{Page, Service};

use super::{Builder, Record};
use crate::{
    text::{Block, Entry},
    words,
};

impl Builder {
    pub(super) fn page(&mut self, record: &mut Record<'_>, entry: &Entry) {
        let head = self.head(record);
        let shown_to = words::list(&record.text("shown to"));
        let quotes =
            entry.blocks.iter().filter_map(|block| if let Block::Quote(lines) = block { Some(lines) } else { None });
        let mut text: Vec<String> = Vec::new();
        for paragraph in quotes.flat_map(|lines| lines.split(|line| line.text.is_empty())) {
            let words: Vec<&str> = paragraph.iter().map(|line| line.text.as_str()).collect();
            text.push(words.join(" "));
        }
        text.retain(|paragraph| !paragraph.is_empty());
        if shown_to.is_empty() || text.is_empty() {
            let help = "write `shown to:` with parents, everybody or roles, and the words as a quotation";
            self.fault(record.chapter, &entry.name, "the page says nothing to anybody", help);
        }
        self.pack.rules.pages.push(Page { head, shown_to, text });
    }

    pub(super) fn service(&mut self, record: &mut Record<'_>) {
        let head = self.head(record);
        let when = record.take_field("when").and_then(|field| self.condition(record, &field));
        let service = Service {
            head,
            helps: record.text("for"),
            offers: record.text("offers"),
            reached_by: record.text("reach by"),
            refer_with: record.take("refer with").and_then(|cell| words::names(&cell.text).pop()),
            when,
        };
        self.pack.rules.services.push(service);
    }
}
