//! A table for a terminal: as wide as it needs to be and no wider than the window, long words wrapped, nothing cut off.

use super::{Kind, Table};

/// Between two columns.
const GAP: &str = "  ";

/// A column of words is not made narrower than this many characters to fit the window.
const NARROWEST: usize = 10;

/// The table in at most `width` characters a line, unless its figures alone need more.
pub fn text(table: &Table, width: usize) -> String {
    let headings: Vec<String> = table.columns.iter().map(|column| plain(&column.heading)).collect();
    let rows: Vec<Vec<String>> =
        table.rows.iter().map(|row| row.iter().map(|cell| plain(&cell.shown())).collect()).collect();
    let widths = widths(table, &headings, &rows, width);
    let mut page = String::new();
    push_wrapped(&mut page, &table.title, width);
    page.push('\n');
    push_row(&mut page, table, &widths, &headings);
    let rule: Vec<String> = widths.iter().map(|&width| "─".repeat(width)).collect();
    push_line(&mut page, &rule.join(GAP));
    for row in &rows {
        push_row(&mut page, table, &widths, row);
    }
    if !table.notes.is_empty() {
        page.push('\n');
    }
    for note in &table.notes {
        push_wrapped(&mut page, note, width);
    }
    page
}

/// The width of each column: what its longest cell needs, the widest columns of words narrowed until the lines fit.
fn widths(table: &Table, headings: &[String], rows: &[Vec<String>], width: usize) -> Vec<usize> {
    let mut widths: Vec<usize> = headings.iter().map(|heading| length(heading)).collect();
    for row in rows {
        for (at, cell) in row.iter().enumerate().take(widths.len()) {
            widths[at] = widths[at].max(length(cell));
        }
    }
    let gaps = GAP.len() * widths.len().saturating_sub(1);
    while widths.iter().sum::<usize>() + gaps > width {
        let of_words = |&at: &usize| table.columns[at].kind == Kind::Text && widths[at] > NARROWEST;
        let Some(widest) = (0..widths.len()).filter(of_words).max_by_key(|&at| widths[at]) else { break };
        widths[widest] -= 1;
    }
    widths
}

fn push_row(page: &mut String, table: &Table, widths: &[usize], cells: &[String]) {
    let wrapped: Vec<Vec<String>> = cells.iter().zip(widths).map(|(cell, &width)| wrap(cell, width)).collect();
    let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
    for at in 0..height {
        let columns = wrapped.iter().zip(widths).zip(&table.columns);
        let parts: Vec<String> = columns
            .map(|((lines, &width), column)| {
                let line = lines.get(at).map_or("", String::as_str);
                if column.kind.is_figure() { format!("{line:>width$}") } else { format!("{line:<width$}") }
            })
            .collect();
        push_line(page, &parts.join(GAP));
    }
}

fn push_wrapped(page: &mut String, text: &str, width: usize) {
    for line in wrap(&plain(text), width.max(NARROWEST)) {
        push_line(page, &line);
    }
}

fn push_line(page: &mut String, line: &str) {
    page.push_str(line.trim_end());
    page.push('\n');
}

/// The text in lines of at most `width` characters, broken between words where it can be. At least one line.
fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        for piece in pieces(word, width.max(1)) {
            let line = lines.last_mut().expect("starts with one line and only grows");
            if line.is_empty() {
                line.push_str(&piece);
            } else if length(line) + 1 + length(&piece) <= width {
                line.push(' ');
                line.push_str(&piece);
            } else {
                lines.push(piece);
            }
        }
    }
    lines
}

fn pieces(word: &str, width: usize) -> Vec<String> {
    let characters: Vec<char> = word.chars().collect();
    characters.chunks(width).map(|piece| piece.iter().collect()).collect()
}

/// The text without control characters, which would move the cursor or change colours.
fn plain(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
}

fn length(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{example, table::Cell};

    #[test]
    fn words_stand_left_and_figures_right() {
        let expected = "\
Attendance by class

Class    Pupils  Last register  Attendance
───────  ──────  ─────────────  ──────────
5 Hazel      29  12 March 2027       89.5%
6 Rowan      31  11 March 2027       95.0%
4 Elm         0

Attendance is attended sessions over possible sessions, autumn term to the day.
";
        assert_eq!(text(&example::table(), 80), expected);
    }

    #[test]
    fn a_long_reason_is_wrapped_and_loses_no_word() {
        let mut table = example::table();
        let reason = "missed twelve half days and belongs to a cohort that is looked at from five days on";
        table.rows[0][0] = Cell::Text(String::from(reason));
        let page = text(&table, 60);
        assert!(page.lines().all(|line| line.chars().count() <= 60), "{page}");
        assert!(reason.split(' ').all(|word| page.contains(word)), "{page}");
    }

    #[test]
    fn a_word_longer_than_its_column_is_broken() {
        assert_eq!(wrap("Llanfairpwllgwyngyll", 10), ["Llanfairpw", "llgwyngyll"]);
        assert_eq!(wrap("", 10), [""]);
    }

    #[test]
    fn a_name_cannot_move_the_cursor() {
        let mut table = example::table();
        table.rows[0][0] = Cell::Text(String::from("Mal\u{1b}[2Jory"));
        assert!(!text(&table, 80).contains('\u{1b}'));
    }
}
