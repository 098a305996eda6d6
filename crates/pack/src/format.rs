//! A chapter in its canonical form: one way to set headings, points, tables and quotations, and every word where it was.

use crate::{
    Fault, File,
    text::{Block, Entry, Piece, Point, Table, chapter},
};

/// The text of a chapter in its canonical form, which is its own canonical form. A chapter with a sentence or heading that the
/// reader cannot place is refused: its words could not be kept.
pub fn canonical(file: File<'_>) -> Result<String, Vec<Fault>> {
    let (chapter, faults) = chapter(file);
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut sections = Vec::new();
    chapter.blocks.iter().for_each(|block| set(block, &mut sections));
    let mut text = sections.join("\n\n");
    if !text.is_empty() {
        text.push('\n');
    }
    Ok(text)
}

/// A block as sections, each of which stands between blank lines.
fn set(block: &Block, sections: &mut Vec<String>) {
    match block {
        Block::Title(level, title) => sections.push(heading(*level, &plain(title))),
        Block::Quote(lines) => {
            let lines: Vec<String> =
                lines.iter().map(|line| format!("> {}", plain(line)).trim_end().to_owned()).collect();
            sections.push(lines.join("\n"));
        }
        Block::Points(list) => {
            let mut lines = Vec::new();
            points(list, 0, &mut lines);
            sections.push(lines.join("\n"));
        }
        Block::Table(table) => sections.push(rows(table)),
        Block::Entry(entry) => {
            sections.push(heading(entry.level, &title(entry)));
            sections.extend(entry.citation.as_ref().map(citation));
            entry.blocks.iter().for_each(|block| set(block, sections));
        }
    }
}

fn heading(level: usize, words: &str) -> String {
    format!("{} {words}", "#".repeat(level)).trim_end().to_owned()
}

/// `Kind: Name`, or a plural alone.
fn title(entry: &Entry) -> String {
    let kind = plain(&entry.kind);
    // A name that was left out stands where the colon is.
    if entry.name.span.line == 0 { kind } else { format!("{kind}: {}", plain(&entry.name)).trim_end().to_owned() }
}

/// A citation stands on one line and ends with a full stop.
fn citation(piece: &Piece) -> String {
    format!("{}.", plain(piece).trim_end_matches(['.', ' ']))
}

fn points(list: &[Point], depth: usize, lines: &mut Vec<String>) {
    for point in list {
        let (indent, key) = ("  ".repeat(depth), plain(&point.key));
        // Without a colon the value has no place.
        let line = match point.value.span.line {
            0 => format!("{indent}- {key}"),
            _ => format!("{indent}- {key}: {}", plain(&point.value)),
        };
        lines.push(line.trim_end().to_owned());
        points(&point.below, depth + 1, lines);
    }
}

fn rows(table: &Table) -> String {
    let header: Vec<String> = table.header.iter().map(plain).collect();
    let mut lines = vec![row(&header), format!("|{}", "---|".repeat(table.header.len()))];
    for cells in &table.rows {
        let cells: Vec<String> =
            cells.iter().map(|cell| if cell.is_empty() { String::from("–") } else { plain(cell) }).collect();
        lines.push(row(&cells));
    }
    lines.join("\n")
}

fn row(cells: &[String]) -> String {
    let mut line = String::from("|");
    for cell in cells {
        line.push_str(&format!(" {cell} |"));
    }
    // A quotation that was never closed reaches to the end of its line; a pipe there would become part of it.
    if cells.last().is_some_and(|cell| cell.matches('"').count() % 2 == 1) {
        line.truncate(line.len() - " |".len());
    }
    line
}

/// The words of a piece with one space between them; a value in quotation marks stays as it is.
fn plain(piece: &Piece) -> String {
    let (mut text, mut is_quoted) = (String::with_capacity(piece.text.len()), false);
    for letter in piece.text.chars() {
        match letter {
            ' ' | '\t' if !is_quoted => {
                if !text.ends_with(' ') {
                    text.push(' ');
                }
            }
            letter => {
                is_quoted ^= letter == '"';
                text.push(letter);
            }
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn formatted(text: &str) -> String {
        canonical(File { path: "hillside/1-rules.md", text }).expect("it can be read")
    }

    #[test]
    fn each_block_is_set_in_one_way() {
        let loose = "#  Pack:Hillside\n- kind :  school\n\n\n\n##Flag: Late\nDefines — LAN-062,\n  LAN-063\n\n* no\n"
            .replace("* no\n", "- when:any of\n    - days absent is at least 1 day\n    - [X]\n>Said.\n>\n>  More.\n\n\n|flag|when|\n|:--|--|\n|A|-|\n| B \t| \"x  |  y\" |");
        let expected = "# Pack: Hillside\n\n- kind: school\n\n## Flag: Late\n\nDefines — LAN-062, LAN-063.\n\n- when:any of\n  \
                        - days absent is at least 1 day\n  - [X]\n\n> Said.\n>\n> More.\n\n| flag | when |\n|---|---|\n| A | – |\n\
                        | B | \"x  |  y\" |\n";
        assert_eq!(formatted(&loose), expected);
        assert_eq!(formatted(expected), expected);
    }

    #[test]
    fn quotations_parted_by_a_blank_line_stay_apart() {
        let text = "# Pack: Hillside\n\n> One.\n\n> Two.\n";
        assert_eq!(formatted(text), text);
    }

    #[test]
    fn a_chapter_whose_words_could_be_lost_is_refused() {
        let text = "# Pack: Hillside\n\nThis is no rule.\n";
        let faults = canonical(File { path: "hillside/1-rules.md", text }).expect_err("a stray sentence");
        assert_eq!(faults[0].what, "this sentence would not be carried out");
    }
}
