//! The words of a letter: a title, then paragraphs, headings and lists, with fields in double round brackets.

use domain::rule::Kind;

use crate::{Fault, Pack, text::Span};

/// Fields that a letter may use.
pub const FIELDS: [&str; 14] = [
    "child",
    "days missed",
    "possible days",
    "percent",
    "year",
    "school",
    "parent",
    "class",
    "sender",
    "position",
    "date",
    "pathway",
    "reasons",
    "taken back",
];

/// Fields that a message may use.
pub const MESSAGE_FIELDS: [&str; 10] =
    ["child", "parent", "worker", "school", "telephone", "sessions", "link", "sender", "position", "date"];

/// A block of a letter, with its fields still in brackets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Block {
    /// A heading.
    Heading(String),
    /// A paragraph.
    Paragraph(String),
    /// A list.
    List(Vec<String>),
    /// The table of days by reason.
    Reasons,
}

/// The words of a letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording {
    /// Its title.
    pub title: String,
    /// Its blocks.
    pub blocks: Vec<Block>,
}

/// Reads a letter's words.
pub fn read(path: &str, text: &str) -> Result<Wording, Vec<Fault>> {
    read_with(&FIELDS, path, text)
}

/// Reads the words of a message, an e-mail or a text message, which are written like those of a letter.
pub fn read_message(path: &str, text: &str) -> Result<Wording, Vec<Fault>> {
    read_with(&MESSAGE_FIELDS, path, text)
}

fn read_with(fields: &[&str], path: &str, text: &str) -> Result<Wording, Vec<Fault>> {
    let mut faults = Vec::new();
    let mut lines = text.lines().enumerate();
    let title = lines.next().and_then(|(_, line)| line.strip_prefix("title:")).map(|title| title.trim().to_owned());
    let Some(title) = title else {
        let help = "begin the letter with `title: …`";
        return Err(vec![Fault::new(path, Span { line: 1, column: 1, length: 1 }, "the letter has no title", help)]);
    };
    refuse_unknown(fields, (path, 1), &title, &mut faults);
    let mut blocks: Vec<Block> = Vec::new();
    let mut goes_on = false;
    for (at, line) in lines {
        refuse_unknown(fields, (path, at + 1), line, &mut faults);
        let line = line.trim();
        match (line, blocks.last_mut()) {
            ("", _) => {}
            ("((reasons))", _) => blocks.push(Block::Reasons),
            _ if line.starts_with("## ") => blocks.push(Block::Heading(line[3..].trim().to_owned())),
            (_, Some(Block::List(items))) if line.starts_with("- ") => items.push(line[2..].trim().to_owned()),
            _ if line.starts_with("- ") => blocks.push(Block::List(vec![line[2..].trim().to_owned()])),
            (_, Some(Block::Paragraph(words))) if goes_on => {
                words.push(' ');
                words.push_str(line);
            }
            _ => blocks.push(Block::Paragraph(line.to_owned())),
        }
        goes_on = !line.is_empty() && matches!(blocks.last(), Some(Block::Paragraph(_)));
    }
    if faults.is_empty() { Ok(Wording { title, blocks }) } else { Err(faults) }
}

/// Letters of `pack` whose words are not there; `is_there` is asked for the path in the pack's folder.
pub fn unwritten(pack: &Pack, is_there: impl Fn(&str) -> bool) -> Vec<Fault> {
    let mut faults = Vec::new();
    for chapter in &pack.chapters {
        let letters = chapter.entries().filter(|entry| entry.kind.text == "Letter");
        let wordings = letters.flat_map(|entry| entry.points().filter(|point| point.key.text == "wording"));
        for point in wordings.filter(|point| !is_there(&point.value.text)) {
            let what = format!("there is no file `{}`", point.value.text);
            let help = "write the letter there, beginning with `title: …`";
            faults.push(Fault::new(&chapter.path, point.value.span, what, help));
        }
    }
    // A letter without the point, or in a table, where it has a column.
    for letter in pack.rules.actions.iter().filter(|action| action.kind == Kind::Letter) {
        let chapter = pack.chapters.iter().find(|chapter| chapter.slug == letter.head.chapter);
        let path = chapter.map_or("", |chapter| chapter.path.as_str());
        let span = Span { line: letter.head.line, column: 1, length: 1 };
        let what = match &letter.wording {
            None => format!("the letter `{}` has no words", letter.head.name),
            Some(wording) if !is_there(wording) && faults.iter().all(|fault| !fault.what.contains(wording)) => {
                format!("there is no file `{wording}`")
            }
            Some(_) => continue,
        };
        let help = "write `wording: letters/name.md`, and the letter in that file of the pack's folder";
        faults.push(Fault::new(path, span, what, help));
    }
    faults
}

fn refuse_unknown(fields: &[&str], (path, line): (&str, usize), text: &str, faults: &mut Vec<Fault>) {
    for (at, _) in text.match_indices("((") {
        let field = text[at + 2..].split("))").next().unwrap_or("");
        if !fields.contains(&field) {
            let column = text[..at].chars().count() + 1;
            let span = Span { line, column, length: field.chars().count() + 4 };
            let help = format!("the fields are {}", fields.join(", "));
            faults.push(Fault::new(path, span, format!("a letter has no field `{field}`"), help));
        }
    }
}

impl Wording {
    /// The letter with its fields filled in by `value`. A field is filled once: what it is filled with is not looked at again.
    pub fn fill(&self, value: impl Fn(&str) -> String) -> Wording {
        let fill = |text: &String| filled(text, &value);
        let block = |block: &Block| match block {
            Block::Heading(text) => Block::Heading(fill(text)),
            Block::Paragraph(text) => Block::Paragraph(fill(text)),
            Block::List(items) => Block::List(items.iter().map(fill).collect()),
            Block::Reasons => Block::Reasons,
        };
        Wording { title: fill(&self.title), blocks: self.blocks.iter().map(block).collect() }
    }
}

fn filled(text: &str, value: &impl Fn(&str) -> String) -> String {
    let mut parts = text.split("((");
    let mut filled = parts.next().unwrap_or("").to_owned();
    for part in parts {
        match part.split_once("))") {
            Some((field, rest)) => {
                filled.push_str(&value(field));
                filled.push_str(rest);
            }
            None => filled.push_str(part),
        }
    }
    filled
}

#[cfg(test)]
mod tests {
    use super::*;

    const LETTER: &str =
        "title: ((child)) at school\n\nDear friend,\nhello.\n\n((reasons))\n\n## Help\n\n- one ((school))\n- two\n";

    #[test]
    fn a_letter_is_read_and_filled() {
        let filled = read("x.md", LETTER).expect("no fault").fill(|field| format!("<{field}>"));
        assert_eq!(filled.title, "<child> at school");
        let blocks = [
            Block::Paragraph("Dear friend, hello.".into()),
            Block::Reasons,
            Block::Heading("Help".into()),
            Block::List(vec!["one <school>".into(), "two".into()]),
        ];
        assert_eq!(filled.blocks, blocks);
    }

    #[test]
    fn an_unknown_field_is_named_with_its_place() {
        let faults = read("x.md", "title: T\n\nDear ((nmae)),\n").expect_err("no such field");
        assert_eq!((faults[0].place().as_str(), faults[0].what.as_str()), ("x.md:3:6", "a letter has no field `nmae`"));
    }

    #[test]
    fn a_message_has_fields_of_its_own() {
        assert!(read_message("m.md", "title: T\n\nTell us: ((link))\n").is_ok());
        assert!(read("x.md", "title: T\n\nTell us: ((link))\n").is_err());
        assert!(read_message("m.md", "title: T\n\n((reasons))\n").is_err());
    }
}
