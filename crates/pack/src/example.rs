//! Examples: timelines of what is done and what is expected, which prove the rules they look at.

mod expect;
mod fixture;
mod run;

use domain::{Date, rule::Head};

use crate::{
    Fault, condition,
    text::{Entry, Piece, Table},
    words,
};

pub use run::{Outcome, Seen, run};

/// A pupil of an example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Child {
    pub(crate) name: String,
    pub(crate) cohorts: Vec<String>,
    /// So many possible sessions to a day: the joining day is counted back from it.
    pub(crate) possible: Option<(usize, Date)>,
    pub(crate) absences: Vec<Absence>,
}

/// Sessions with a code, from a day or wherever they fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Absence {
    pub(crate) count: usize,
    pub(crate) letters: String,
    pub(crate) from: Option<Date>,
}

/// A line of the timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) day: Date,
    pub(crate) child: String,
    pub(crate) does: Piece,
    pub(crate) expect: Vec<Piece>,
}

/// An example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// Its name and what it tests.
    pub head: Head,
    pub(crate) path: String,
    pub(crate) children: Vec<Child>,
    pub(crate) lines: Vec<Line>,
}

/// Reads an example; nothing and a fault when its tables are not there. What is expected as a condition goes through `conditions`.
pub(crate) fn read(head: Head, path: &str, entry: &Entry, conditions: &mut condition::Reader<'_>) -> Option<Example> {
    let mut reader = Reader { path, conditions };
    let tables: Vec<&Table> = entry.tables().collect();
    let [pupils, timeline] = tables.as_slice() else {
        reader.fault(
            &entry.name,
            "an example has two tables",
            "write first the pupils, then the days with what is expected",
        );
        return None;
    };
    let children: Vec<Child> = pupils.rows.iter().filter_map(|row| reader.child(pupils, row)).collect();
    let lines: Vec<Line> = timeline.rows.iter().filter_map(|row| reader.line(timeline, row, &children)).collect();
    Some(Example { head, path: path.to_owned(), children, lines })
}

struct Reader<'a, 'c> {
    path: &'a str,
    conditions: &'a mut condition::Reader<'c>,
}

impl Reader<'_, '_> {
    fn fault(&mut self, piece: &Piece, what: &str, help: &str) {
        self.conditions.faults.push(Fault::new(self.path, piece.span, what, help));
    }

    fn day(&mut self, piece: &Piece, text: &str) -> Option<Date> {
        let day = words::date(text);
        if let Err(what) = &day {
            self.fault(piece, what, "");
        }
        day.ok()
    }

    fn cell<'t>(&mut self, table: &Table, row: &'t [Piece], name: &str) -> Option<&'t Piece> {
        let cell = table.column(name).and_then(|at| row.get(at));
        if cell.is_none()
            && let Some(first) = row.first()
        {
            let help = "pupils have `pupil`, `is`, `possible`, `absent`; days have `day`, `pupil`, `does`, `expect`";
            self.fault(first, &format!("the column `{name}` is missing"), help);
        }
        cell
    }

    fn child(&mut self, table: &Table, row: &[Piece]) -> Option<Child> {
        let name = self.cell(table, row, "pupil")?.text.clone();
        let cohorts = self.cell(table, row, "is").map(|cell| words::names(&cell.text)).unwrap_or_default();
        let possible = match table.column("possible").and_then(|at| row.get(at)) {
            Some(cell) if !cell.is_empty() => Some(self.possible(cell)?),
            _ => None,
        };
        let absent = self.cell(table, row, "absent")?;
        let mut absences = Vec::new();
        if !absent.is_empty() {
            for part in absent.text.split(',') {
                absences.push(self.absence(absent, part.trim())?);
            }
        }
        Some(Child { name, cohorts, possible, absences })
    }

    /// `302 sessions to Fri 14 May 2027`
    fn possible(&mut self, cell: &Piece) -> Option<(usize, Date)> {
        let parts = cell.text.split_once(" sessions to ").and_then(|(count, day)| Some((count.parse().ok()?, day)));
        let Some((count, day)) = parts else {
            self.fault(
                cell,
                "this does not say how many sessions were possible",
                "write it like `302 sessions to Fri 14 May 2027`",
            );
            return None;
        };
        Some((count, self.day(cell, day)?))
    }

    /// `14 I`, `3 U from Mon 5 Oct 2026`, `1 O on Tue 24 Nov 2026`
    fn absence(&mut self, cell: &Piece, text: &str) -> Option<Absence> {
        let mut words = text.splitn(4, ' ');
        let count = words.next().and_then(|count| count.parse().ok());
        let letters = words.next();
        let from = match (words.next(), words.next()) {
            (Some("from" | "on"), Some(day)) => Some(self.day(cell, day)?),
            (None, _) => None,
            _ => return self.not_an_absence(cell, text),
        };
        match (count, letters) {
            (Some(count), Some(letters)) => Some(Absence { count, letters: letters.to_owned(), from }),
            _ => self.not_an_absence(cell, text),
        }
    }

    fn not_an_absence(&mut self, cell: &Piece, text: &str) -> Option<Absence> {
        let what = format!("`{text}` does not say which sessions were missed");
        self.fault(cell, &what, "write it like `14 I`, `3 U from Mon 5 Oct 2026` or `1 O on Tue 24 Nov 2026`");
        None
    }

    fn line(&mut self, table: &Table, row: &[Piece], children: &[Child]) -> Option<Line> {
        let day_cell = self.cell(table, row, "day")?.clone();
        let day = self.day(&day_cell, &day_cell.text)?;
        let child = self.cell(table, row, "pupil")?.clone();
        if children.iter().all(|known| known.name != child.text) {
            self.fault(
                &child,
                &format!("there is no pupil `{}` in this example", child.text),
                "name one of the first table",
            );
            return None;
        }
        let does = self.cell(table, row, "does")?.clone();
        if let Err(what) = run::act(&does) {
            self.fault(&does, &what, "write `looks`, or `does [thing]` with `as \"value\"` or `with \"field\" value`");
        }
        let expect = parts(self.cell(table, row, "expect")?);
        for part in expect.iter().filter(|part| !expect::has_own_form(&part.text)) {
            self.conditions.read(part);
        }
        Some(Line { day, child: child.text, does, expect })
    }
}

/// The expectations of a cell, parted by semicolons outside quotation marks.
fn parts(cell: &Piece) -> Vec<Piece> {
    let (mut parts, mut from, mut quoted) = (Vec::new(), 0, false);
    for (at, letter) in cell.text.char_indices().chain([(cell.text.len(), ';')]) {
        match letter {
            '"' => quoted = !quoted,
            ';' if !quoted || at == cell.text.len() => {
                let raw = &cell.text[from..at];
                let leading = raw.chars().take_while(|letter| letter.is_whitespace()).count();
                let text = raw.trim().to_owned();
                let column = cell.span.column + cell.text[..from].chars().count() + leading;
                let span = crate::text::Span { column, length: text.chars().count(), ..cell.span };
                if !text.is_empty() {
                    parts.push(Piece { text, span });
                }
                from = at + 1;
            }
            _ => {}
        }
    }
    parts
}
