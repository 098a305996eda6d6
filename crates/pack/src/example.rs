//! Examples: timelines of what is done and what is expected, which prove the rules they look at.

mod act;
mod age;
mod code;
mod expect;
mod fixture;
mod known;
mod run;

use domain::{Date, calendar::Calendar, decide::Who, rule::Head};

use crate::{
    Fault,
    condition::{self, Said, Use, Wanted},
    text::{Entry, Piece, Span, Table},
    words,
};

use act::Act;
pub use run::{Outcome, Seen, run};

/// A pupil of an example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Child {
    pub(crate) name: String,
    /// Where the row of the pupil begins.
    pub(crate) span: Span,
    pub(crate) cohorts: Vec<String>,
    /// How old they are and in which year, on the first day of the calendar's school year.
    pub(crate) who: Who,
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
    /// Where the day stands.
    pub(crate) span: Span,
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
    /// The calendar of its pack that it names; nothing for the one that it is run on like any other.
    pub(crate) calendar: Option<Calendar>,
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
    reader.refuse_columns(pupils, &["pupil", "is", "possible", "absent", "born", "year"]);
    reader.refuse_columns(timeline, &["day", "pupil", "does", "expect"]);
    reader.refuse_twice(pupils);
    let children: Vec<Child> = pupils.rows.iter().filter_map(|row| reader.child(pupils, row)).collect();
    // Of one whose row has a fault the timeline may speak all the same: one mistake, one message.
    let known = pupils.rows.iter().filter_map(|row| Some(row.get(pupils.column("pupil").unwrap_or(0))?.text.as_str()));
    let known: Vec<&str> = known.collect();
    let lines: Vec<Line> = timeline.rows.iter().filter_map(|row| reader.line(timeline, row, &known)).collect();
    Some(Example { head, path: path.to_owned(), children, lines, calendar: None })
}

struct Reader<'a, 'c> {
    path: &'a str,
    conditions: &'a mut condition::Reader<'c>,
}

impl Reader<'_, '_> {
    fn fault(&mut self, piece: &Piece, what: &str, help: &str) {
        self.conditions.faults.push(Fault::new(self.path, piece.span, what, help));
    }

    /// A column that nobody reads would be left out without a word.
    fn refuse_columns(&mut self, table: &Table, known: &[&str]) {
        // One that is misspelt is missing as well, and the rows say so.
        let needed = known.iter().filter(|name| !["possible", "born", "year"].contains(name));
        if needed.into_iter().any(|name| table.column(name).is_none()) {
            return;
        }
        for cell in table.header.iter().filter(|cell| !known.contains(&cell.text.as_str())) {
            let help = format!("the columns of this table are `{}`", known.join("`, `"));
            self.fault(&cell.clone(), &format!("no column is called `{}`", cell.text), &help);
        }
    }

    /// Of two pupils with one name the timeline could mean either.
    fn refuse_twice(&mut self, pupils: &Table) {
        let column = pupils.column("pupil").unwrap_or(0);
        let mut names: Vec<&str> = Vec::new();
        for cell in pupils.rows.iter().filter_map(|row| row.get(column)) {
            if names.contains(&cell.text.as_str()) {
                self.fault(cell, &format!("there are two pupils `{}`", cell.text), "give each a name of their own");
            }
            names.push(&cell.text);
        }
    }

    fn day(&mut self, piece: &Piece, text: &str) -> Option<Date> {
        let day = words::date(text).and_then(|day| match text.starts_with(char::is_alphabetic) {
            true => Ok(day),
            false => Err(format!("nothing says which weekday {text} is: write `{} {text}`", day.strftime("%a"))),
        });
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
        let cell = self.cell(table, row, "pupil")?;
        let (name, span) = (cell.text.clone(), cell.span);
        let cohorts = self.cell(table, row, "is").map(|cell| self.cohorts(cell)).unwrap_or_default();
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
        let who = self.who(table, row)?;
        Some(Child { name, span, cohorts, who, possible, absences })
    }

    /// The cohorts that `cell` names, each of which has to be one.
    fn cohorts(&mut self, cell: &Piece) -> Vec<String> {
        let names = words::names(&cell.text);
        let outside = names.iter().fold(cell.text.clone(), |rest, name| rest.replacen(&format!("[{name}]"), "", 1));
        let rest = outside.trim_matches([' ', ',', '–']);
        if !rest.is_empty() {
            self.fault(cell, &format!("`{rest}` is no cohort"), "write cohorts in square brackets, or `–` for none");
        }
        names.iter().for_each(|name| self.names_cohort(cell, name));
        names
    }

    fn names_cohort(&mut self, cell: &Piece, name: &str) {
        let at = cell.text.find(&format!("[{name}]")).unwrap_or(0) + 1;
        let (span, path) = (cell.part(at, name.chars().count()), self.path.to_owned());
        let name = name.to_owned();
        self.conditions.uses.push(Use { name, wanted: Wanted::Cohort, said: Said::Nothing, path, span, said_at: span });
    }

    /// The birthday and the year group; where one is not said, it follows from the other.
    fn who(&mut self, table: &Table, row: &[Piece]) -> Option<Who> {
        let of = |name: &str| table.column(name).and_then(|at| row.get(at)).filter(|cell| !cell.is_empty());
        let born = match of("born") {
            Some(cell) => Some(self.day(cell, &cell.text)?),
            None => None,
        };
        let year = match of("year") {
            Some(cell) => Some(self.year(cell)?),
            None => None,
        };
        Some(age::who(born, year))
    }

    fn year(&mut self, cell: &Piece) -> Option<u8> {
        let year = (0..=13).find(|&year| domain::school::year_name(year) == cell.text);
        if year.is_none() {
            self.fault(cell, &format!("`{}` is no year of school", cell.text), "write `Reception` or `Year 6`");
        }
        year
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

    fn absence(&mut self, cell: &Piece, text: &str) -> Option<Absence> {
        match absence(text) {
            Ok(absence) => Some(absence),
            Err(what) => {
                self.fault(cell, &what, "write it like `14 I`, `3 U from Mon 5 Oct 2026` or `1 O on Tue 24 Nov 2026`");
                None
            }
        }
    }

    fn line(&mut self, table: &Table, row: &[Piece], known: &[&str]) -> Option<Line> {
        let day_cell = self.cell(table, row, "day")?.clone();
        let day = self.day(&day_cell, &day_cell.text)?;
        let child = self.cell(table, row, "pupil")?.clone();
        if ![run::THE_SCHOOL, run::THE_AUTHORITY].contains(&child.text.as_str())
            && !known.contains(&child.text.as_str())
        {
            self.fault(
                &child,
                &format!("there is no pupil `{}` in this example", child.text),
                "name one of the first table, `the school` or `the authority`",
            );
            return None;
        }
        let does = self.cell(table, row, "does")?.clone();
        match act::read(&does) {
            Ok(Act::Joins { cohort } | Act::Leaves { cohort }) => self.names_cohort(&does, &cohort),
            Ok(_) => {}
            Err(what) => self.fault(&does, &what, "write `looks`, `does [thing]` with `as`, `to`, `by`, `at`, `with` or `without`, `is now [cohort]` or `is marked 2 I from Mon 5 Oct 2026`"),
        }
        let cell = self.cell(table, row, "expect")?;
        let expect: Vec<Piece> = if cell.is_empty() { Vec::new() } else { parts(cell) };
        if expect.is_empty() && does.text.starts_with("looks") {
            self.fault(&does, "nothing is expected of this look", "write what has to be so under `expect`");
        }
        for part in expect.iter().filter(|part| !expect::has_own_form(&part.text)) {
            self.conditions.read(part);
        }
        Some(Line { day, span: day_cell.span, child: child.text, does, expect })
    }
}

/// Reads `14 I`, `3 U from Mon 5 Oct 2026`, `1 O on Tue 24 Nov 2026`.
pub(crate) fn absence(text: &str) -> Result<Absence, String> {
    let wrong = || format!("`{text}` does not say which sessions were missed");
    let mut words = text.splitn(4, ' ');
    let count = words.next().and_then(|count| count.parse().ok()).ok_or_else(wrong)?;
    let letters = words.next().ok_or_else(wrong)?.to_owned();
    let from = match (words.next(), words.next()) {
        (Some("from" | "on"), Some(day)) => Some(words::date(day)?),
        (None, _) => None,
        _ => return Err(wrong()),
    };
    Ok(Absence { count, letters, from })
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
