//! A chapter as a page: as it stands, with each name a link and each citation with its heading.

mod inline;

use std::collections::BTreeSet;

use domain::rule::{Strength, slug};

use crate::{
    Pack,
    register::Register,
    text::{Block, Chapter, Entry, Piece, Point, Table},
    words,
};
use inline::escaped;
pub use inline::{Links, Place, Span};

/// The chapters of a pack: file name and title, in order.
pub fn chapters(pack: &Pack) -> Vec<(String, String)> {
    pack.chapters.iter().map(|chapter| (chapter.slug.clone(), chapter.title().to_owned())).collect()
}

/// The entries of a chapter: where each stands in its page, and its name. A table of entries counts as one.
pub fn contents(chapter: &Chapter) -> Vec<(String, String)> {
    let mut ids = Ids::default();
    let entries = chapter.entries().filter(|entry| entry.kind.text != "Pack");
    entries.map(|entry| (ids.take(&slug(named(entry)), "-"), named(entry).to_owned())).collect()
}

/// The readings that a chapter rests on, each once, in the order in which they are first cited.
pub fn readings(pack: &Pack, chapter: &Chapter) -> Vec<String> {
    let mut readings: Vec<String> = Vec::new();
    for (path, id) in pack.cited.iter().filter(|(_, id)| id.text.starts_with("C-")) {
        if *path == chapter.path && !readings.contains(&id.text) {
            readings.push(id.text.clone());
        }
    }
    readings
}

/// The chapter as HTML, to stand under the page's own first heading, which is [`Chapter::title`]. `packs` are the layers, lowest
/// first, with the chapter's own last. A reading is a link to an element of the page with its number in lower case as `id`.
pub fn chapter(packs: &[&Pack], chapter: &Chapter, register: &Register) -> String {
    let mut writer = Writer {
        links: Links::new(packs),
        register,
        html: String::new(),
        ids: Ids::default(),
        labels: Ids::default(),
        is_in_section: false,
        depth: Depth::Chapter,
    };
    for block in &chapter.blocks {
        writer.block(block);
    }
    writer.end_section();
    writer.html
}

fn named(entry: &Entry) -> &str {
    if entry.name.text.is_empty() { &entry.kind.text } else { &entry.name.text }
}

/// What a citation says: the word for how binding, and the rows and readings.
pub fn cited(citation: &str) -> (&str, Vec<&str>) {
    let (strength, rest) = citation.split_once('—').unwrap_or((citation, ""));
    let ids = rest.split([',', ';', '.']).map(|part| part.trim().trim_start_matches("reading "));
    (strength.trim(), ids.filter(|id| !id.is_empty()).collect())
}

/// Rows with their heading, said once for those beside each other that share it; readings with what is unclear.
pub fn sources<'a>(ids: &[&'a str], register: &Register) -> Vec<(String, Vec<&'a str>)> {
    let words = |id: &&str| match (register.row(id), register.reading(id)) {
        (Some(row), _) => row.heading.clone(),
        (None, Some(reading)) => reading.matter.clone(),
        (None, None) => String::new(),
    };
    let together = ids.chunk_by(|one, other| words(one) == words(other));
    together.map(|ids| (ids.first().map(words).unwrap_or_default(), ids.to_vec())).collect()
}

/// Identifiers or names given in a page: none twice.
#[derive(Default)]
struct Ids(BTreeSet<String>);

impl Ids {
    /// `wanted`, or where that is given already, `wanted` with the first free number behind `parted`.
    fn take(&mut self, wanted: &str, parted: &str) -> String {
        let numbered = (2..).map(|number| format!("{wanted}{parted}{number}"));
        let mut ids = std::iter::once(wanted.to_owned()).chain(numbered);
        let id = ids.find(|id| !self.0.contains(id)).unwrap_or_default();
        self.0.insert(id.clone());
        id
    }
}

/// Under which heading the writer is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    /// None yet: the first title is the page's own heading.
    Chapter,
    /// The page's own.
    Page,
    /// A title of the chapter.
    Title,
}

struct Writer<'a> {
    links: Links,
    register: &'a Register,
    html: String,
    ids: Ids,
    /// What tables are called to somebody who cannot see where they stand.
    labels: Ids,
    is_in_section: bool,
    depth: Depth,
}

impl Writer<'_> {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Title(_, title) => self.title(title),
            Block::Quote(lines) => self.quote(lines),
            Block::Entry(entry) => self.entry(entry),
            Block::Points(points) => self.points(points),
            Block::Table(table) => self.table(table, "Table", None),
        }
    }

    /// The first title is the page's own heading; the others part the chapter.
    fn title(&mut self, title: &Piece) {
        self.end_section();
        if self.depth == Depth::Chapter {
            self.depth = Depth::Page;
            return;
        }
        self.depth = Depth::Title;
        let id = self.ids.take(&format!("part-{}", slug(&title.text)), "-");
        let text = escaped(&title.text);
        self.html.push_str(&format!("<h2 class=\"govuk-heading-m\" id=\"{id}\">{text}</h2>\n"));
    }

    fn end_section(&mut self) {
        if std::mem::take(&mut self.is_in_section) {
            self.html.push_str("</section>\n");
        }
    }

    fn entry(&mut self, entry: &Entry) {
        self.end_section();
        if entry.kind.text == "Pack" {
            // The pack's name is the page's own heading.
            self.depth = Depth::Page;
            return entry.blocks.iter().for_each(|block| self.block(block));
        }
        if self.depth == Depth::Chapter {
            self.depth = Depth::Page;
        }
        self.open_section(entry);
        let formerly = entry.points().find(|point| point.key.text == "formerly").map(|point| &point.value);
        let places = self.older_places(formerly);
        self.html.push_str(&places);
        if let Some(citation) = &entry.citation {
            self.citation(citation);
        }
        let rows_are_entries = entry.name.text.is_empty();
        for block in &entry.blocks {
            match block {
                Block::Table(table) => self.table(table, named(entry), Some(rows_are_entries)),
                block => self.block(block),
            }
        }
    }

    /// Where links lead that were made when an entry had another name.
    fn older_places(&mut self, formerly: Option<&Piece>) -> String {
        let names = formerly.map(|names| words::values(&names.text)).unwrap_or_default();
        names.iter().map(|name| format!("<span id=\"{}\"></span>", self.ids.take(&slug(name), "-"))).collect()
    }

    fn open_section(&mut self, entry: &Entry) {
        let words = entry.citation.as_ref().and_then(|citation| citation.text.split('—').next());
        let class = match words.and_then(Strength::parse) {
            Some(Strength::Must) => "rb-strength",
            Some(Strength::Expected) => "rb-strength rb-strength--expected",
            Some(Strength::Consider) => "rb-strength rb-strength--consider",
            Some(Strength::May) => "rb-strength rb-strength--may",
            _ => "rb-entry",
        };
        let heading = if self.depth == Depth::Title { "h3" } else { "h2" };
        let kind = if entry.name.text.is_empty() {
            String::new()
        } else {
            format!("<span class=\"rb-kind\">{}</span> ", escaped(&entry.kind.text))
        };
        let id = self.ids.take(&slug(named(entry)), "-");
        let name = escaped(named(entry));
        self.html.push_str(&format!(
            "<section class=\"{class}\">\n<{heading} class=\"govuk-heading-s\" id=\"{id}\">{kind}{name}</{heading}>\n"
        ));
        self.is_in_section = true;
    }

    fn citation(&mut self, citation: &Piece) {
        let (strength, ids) = cited(&citation.text);
        let said = sources(&ids, self.register).into_iter().map(|(words, ids)| {
            let numbers: Vec<String> = ids.iter().map(|id| self.links.inline(id)).collect();
            let numbers = numbers.join(", ");
            if words.is_empty() {
                return numbers;
            }
            format!("{numbers} <span class=\"rb-quiet\">{}</span>", escaped(&words))
        });
        let said: Vec<String> = said.collect();
        // The word opens the entry; what it rests on stands beside it, in the margin where there is one.
        let line = format!(
            "<p class=\"rb-small\"><strong class=\"rb-strength__word\">{}.</strong></p>\n<p class=\"rb-cite rb-small\">{}</p>\n",
            escaped(strength),
            said.join(", ")
        );
        self.html.push_str(&line);
    }

    fn quote(&mut self, lines: &[Piece]) {
        for paragraph in lines.split(|line| line.text.is_empty()).filter(|paragraph| !paragraph.is_empty()) {
            let words: Vec<&str> = paragraph.iter().map(|line| line.text.as_str()).collect();
            self.html
                .push_str(&format!("<p class=\"govuk-body rb-said\">{}</p>\n", self.links.inline(&words.join(" "))));
        }
    }

    fn points(&mut self, points: &[Point]) {
        self.html.push_str("<ul class=\"govuk-list govuk-list--bullet rb-small\">\n");
        for point in points {
            let key = self.links.inline(&point.key.text);
            let line = if point.value.text.is_empty() {
                key
            } else {
                format!("<strong>{key}:</strong> {}", self.links.inline(&point.value.text))
            };
            self.html.push_str(&format!("<li>{line}"));
            if !point.below.is_empty() {
                self.html.push('\n');
                self.points(&point.below);
            }
            self.html.push_str("</li>\n");
        }
        self.html.push_str("</ul>\n");
    }

    fn table(&mut self, table: &Table, name: &str, rows_are_entries: Option<bool>) {
        let label = self.labels.take(name, ", part ");
        let label = escaped(&label);
        self.html.push_str(&format!(
            "<div class=\"rb-scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{label}\"><table class=\"rb-table\">\n\
             <caption class=\"govuk-visually-hidden\">{label}</caption>\n<thead><tr>"
        ));
        for cell in &table.header {
            self.html.push_str(&format!("<th scope=\"col\">{}</th>", escaped(&cell.text)));
        }
        self.html.push_str("</tr></thead>\n<tbody>\n");
        for row in &table.rows {
            let id = match (rows_are_entries, row.first()) {
                (Some(true), Some(first)) => format!(" id=\"{}\"", self.ids.take(&slug(&first.text), "-")),
                _ => String::new(),
            };
            self.html.push_str(&format!("<tr{id}>"));
            for (at, cell) in row.iter().enumerate() {
                let mut words = self.links.inline(&cell.text);
                if at == 0 && rows_are_entries == Some(true) {
                    let formerly = table.column("formerly").and_then(|column| row.get(column));
                    words.insert_str(0, &self.older_places(formerly));
                }
                let cell =
                    if at == 0 { format!("<th scope=\"row\">{words}</th>") } else { format!("<td>{words}</td>") };
                self.html.push_str(&cell);
            }
            self.html.push_str("</tr>\n");
        }
        self.html.push_str("</tbody></table></div>\n");
    }
}
