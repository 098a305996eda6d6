//! From blocks to entries with a meaning: one function for each kind, and a fault for whatever no kind reads.

mod action;
mod bands;
mod decision;
mod due;
mod gives;
mod names;
mod opening;
mod record;
mod stage;
mod succession;
mod task;
mod told;

use domain::rule::{Head, PackHead, Rules, Setting, Strength, slug};

use crate::{
    Fault, File,
    condition::{Reader, Use},
    example::Example,
    text::{Chapter, Entry, Piece, chapter, of_plural},
    words,
};
pub(crate) use action::filled_in;
pub(crate) use record::Record;

/// A pack as it is written: its chapters, its rules, its examples.
#[derive(Debug, Clone)]
pub struct Pack {
    /// What it is.
    pub head: PackHead,
    /// The chapters as they stand.
    pub chapters: Vec<Chapter>,
    /// Its own rules alone.
    pub rules: Rules,
    /// Its examples.
    pub examples: Vec<Example>,
    /// The calendars that examples run on.
    pub calendars: Vec<(String, domain::calendar::Calendar)>,
    pub(crate) uses: Vec<Use>,
    pub(crate) cited: Vec<(String, Piece)>,
}

impl Pack {
    /// The chapter with this slug.
    pub fn chapter(&self, slug: &str) -> Option<&Chapter> {
        self.chapters.iter().find(|chapter| chapter.slug == slug)
    }
}

/// Reads the chapters of one pack, in the order of their names.
pub fn read(files: &[File<'_>]) -> Result<Pack, Vec<Fault>> {
    let mut files: Vec<File<'_>> = files.to_vec();
    files.sort_by_key(|file| file.path);
    let mut faults = Vec::new();
    let mut chapters = Vec::new();
    for file in &files {
        let (read, found) = chapter(*file);
        chapters.push(read);
        faults.extend(found);
    }
    let first = chapters.first();
    let opening = first.and_then(|chapter| Some((chapter, chapter.entries().find(|entry| entry.kind.text == "Pack")?)));
    let Some((chapter, opening)) = opening else {
        let path = first.map_or("", |chapter| &chapter.path);
        let help = "begin the first chapter with `# Pack: Name`";
        faults.push(Fault::new(
            path,
            crate::text::Span { line: 1, column: 1, length: 1 },
            "the pack has no name",
            help,
        ));
        return Err(faults);
    };
    let folder = chapter.path.rsplit('/').nth(1).unwrap_or("").to_owned();
    let head = opening::head(opening, &folder, &chapter.path, &mut faults);
    build(head, chapters, &[], faults)
}

/// Builds a pack from its chapters. `below` are settings of other packs that its conditions may name.
pub(crate) fn build(
    head: PackHead,
    chapters: Vec<Chapter>,
    below: &[Setting],
    mut faults: Vec<Fault>,
) -> Result<Pack, Vec<Fault>> {
    let mut builder = Builder::new(head, below);
    // Settings first: conditions may name them, wherever they stand.
    let is_setting = |entry: &Entry| entry.kind.text.starts_with("Setting");
    for chapter in &chapters {
        chapter.entries().filter(|entry| is_setting(entry)).for_each(|entry| builder.entry(chapter, entry));
    }
    for chapter in &chapters {
        chapter.entries().filter(|entry| !is_setting(entry)).for_each(|entry| builder.entry(chapter, entry));
        builder.pack.uses.extend(names::uses(chapter));
    }
    builder.give_calendars();
    faults.append(&mut builder.faults);
    if !faults.is_empty() {
        return Err(faults);
    }
    Ok(Pack { chapters, ..builder.pack })
}

/// What is being built, and what was found wrong on the way.
pub(crate) struct Builder {
    pub(crate) pack: Pack,
    /// Settings of other packs that conditions may name.
    below: Vec<Setting>,
    pub(crate) faults: Vec<Fault>,
    /// Fields of what is being done that the entry being read has named, with chapter and place.
    fields: Vec<(String, String, crate::text::Span)>,
    /// Examples that name their calendar, which may stand in a later chapter.
    named_calendars: Vec<(String, String, Piece)>,
}

impl Builder {
    fn new(head: PackHead, below: &[Setting]) -> Builder {
        let pack = Pack {
            head,
            chapters: Vec::new(),
            rules: Rules::default(),
            examples: Vec::new(),
            calendars: Vec::new(),
            uses: Vec::new(),
            cited: Vec::new(),
        };
        Builder { pack, below: below.to_vec(), faults: Vec::new(), fields: Vec::new(), named_calendars: Vec::new() }
    }

    fn entry(&mut self, chapter: &Chapter, entry: &Entry) {
        let is_plural = entry.name.text.is_empty();
        let kind = of_plural(&entry.kind.text).filter(|_| is_plural).unwrap_or(&entry.kind.text);
        if kind == "Pack" {
            return;
        }
        if !self.are_rows_whole(chapter, entry) {
            return;
        }
        let records = Record::all(chapter, entry, is_plural);
        for record in records {
            self.refuse_uncited(kind, chapter, &record);
            self.record(kind, chapter, entry, record);
        }
    }

    /// A cell left out would shift the others or be lost.
    fn are_rows_whole(&mut self, chapter: &Chapter, entry: &Entry) -> bool {
        let before = self.faults.len();
        for table in entry.tables() {
            for row in table.rows.iter().filter(|row| row.len() != table.header.len()) {
                let what = format!("the row has {} cells and the table {} columns", row.len(), table.header.len());
                let span = row.first().unwrap_or(&entry.kind).span;
                self.faults.push(Fault::new(&chapter.path, span, what, "write `–` in a cell that stays empty"));
            }
        }
        self.faults.len() == before
    }

    /// Gives each example that names a calendar that one.
    fn give_calendars(&mut self) {
        for (name, path, cell) in std::mem::take(&mut self.named_calendars) {
            let wanted = words::names(&cell.text).pop();
            let known = self.pack.calendars.iter().find(|(known, _)| Some(known) == wanted.as_ref());
            match (known, self.pack.examples.iter_mut().find(|example| example.head.name == name)) {
                (Some((_, calendar)), Some(example)) => example.calendar = Some(calendar.clone()),
                _ => {
                    let help = "name a calendar of this pack in brackets; without this point the example is set in that of the country";
                    self.faults.push(Fault::new(&path, cell.span, "this pack has no such calendar", help));
                }
            }
        }
    }

    /// Every entry says what it rests on, but those that only name things.
    fn refuse_uncited(&mut self, kind: &str, chapter: &Chapter, record: &Record<'_>) {
        let may_be_bare = ["Setting", "Role", "Cohort", "Calendar"].contains(&kind);
        // What the program itself needs, no document asks for; it stands in the national pack, with a strength alone.
        let is_own = self.pack.head.kind == "national";
        let cites = |citation: &Piece| is_own || !crate::page::cited(&citation.text).1.is_empty();
        let in_cells = ["rows", "reading"].into_iter().any(|key| record.field(key).is_some());
        if !may_be_bare && !in_cells && !record.citation.as_ref().is_some_and(cites) {
            let name = record.name.clone();
            let what = format!("`{}` cites nothing", name.text);
            let help = "write below the heading what it rests on, like `Must — LAN-055.`, with the long dash";
            self.fault(chapter, &name, &what, help);
        }
    }

    fn record(&mut self, kind: &str, chapter: &Chapter, entry: &Entry, mut record: Record<'_>) {
        match kind {
            "Setting" => self.setting(&mut record),
            "Role" => self.role(&mut record),
            "Cohort" => self.cohort(&mut record),
            "Calendar" => self.calendar(&mut record, entry),
            "Bands" => self.bands(&mut record, entry),
            "Decision" => self.decision(&mut record, entry),
            "Flag" | "List" => self.flag(&mut record, kind),
            "Task" | "Notification" => self.task(&mut record),
            "Menu" => self.menu(&mut record, entry),
            "Example" => {
                let head = self.head(&mut record);
                self.refuse_succession(&record, &head);
                let mut conditions = self.reader(chapter);
                let built = crate::example::read(head, &chapter.path, entry, &mut conditions);
                if let (Some(example), Some(cell)) = (&built, record.take("calendar")) {
                    self.named_calendars.push((example.head.name.clone(), chapter.path.clone(), cell));
                }
                let is_same = |one: &&Example| built.as_ref().is_some_and(|built| built.head.name == one.head.name);
                if self.pack.examples.iter().any(|one| is_same(&one)) {
                    let what = format!("two examples are called `{}`", entry.name.text);
                    self.fault(chapter, &entry.name, &what, "give each a name of its own");
                }
                self.pack.examples.extend(built);
                self.keep(conditions);
            }
            "Limit" => self.limit(&mut record),
            "Stages" => self.stages(&mut record, entry),
            "Page" => self.page(&mut record, entry),
            "Service" => self.service(&mut record),
            kind => self.action(&mut record, kind, entry),
        }
        record.refuse_unread(kind, &mut self.faults);
        if kind == "Example" {
            self.fields.clear();
        }
        self.refuse_unasked(&[]);
    }

    /// The head of a record: its name, its citation, its place.
    pub(crate) fn head(&mut self, record: &mut Record<'_>) -> Head {
        let mut head = Head {
            name: record.name.text.clone(),
            slug: slug(&record.name.text),
            pack: self.pack.head.slug.clone(),
            chapter: record.chapter.slug.clone(),
            line: record.name.span.line,
            strength: Strength::Defines,
            rows: Vec::new(),
            readings: Vec::new(),
            from: None,
            until: None,
            succession: self.succession(record),
        };
        let citation = record.citation.clone();
        if let Some(citation) = &citation {
            self.cite(record.chapter, citation, &mut head);
        }
        if let Some(cell) = record.take("strength") {
            match Strength::parse(&cell.text) {
                Some(strength) => head.strength = strength,
                None => self.fault(
                    record.chapter,
                    &cell,
                    "this is no strength",
                    "say must, expected, consider, may or defines",
                ),
            }
        }
        head.from = record.take("from").and_then(|cell| self.day(record, &cell, &cell.text));
        head.until = record.take("until").and_then(|cell| self.day(record, &cell, &cell.text));
        self.refuse_outside_edition(record, &head);
        for (key, is_row) in [("rows", true), ("reading", false)] {
            let Some(cell) = record.take(key) else { continue };
            for id in cell.text.split(',').map(str::trim).filter(|id| !id.is_empty() && *id != "–") {
                self.pack.cited.push((record.chapter.path.clone(), Piece { text: id.to_owned(), span: cell.span }));
                let ids = if is_row { &mut head.rows } else { &mut head.readings };
                ids.push(id.to_owned());
            }
        }
        head
    }

    /// An entry applies only while its pack does.
    fn refuse_outside_edition(&mut self, record: &Record<'_>, head: &Head) {
        let pack = &self.pack.head;
        let outside = [head.from, head.until].into_iter().flatten().find(|day| !pack.is_in_force(*day));
        let is_reversed = head.from.zip(head.until).is_some_and(|(from, until)| until < from);
        if let Some(day) = outside {
            let what = format!("{} lies outside the edition of the pack", day.strftime("%-d %B %Y"));
            self.fault(record.chapter, &record.name.clone(), &what, "write a day within the pack's `in force`");
        } else if is_reversed {
            self.fault(record.chapter, &record.name.clone(), "it ends before it begins", "exchange `from` and `until`");
        }
    }

    fn cite(&mut self, chapter: &Chapter, citation: &Piece, head: &mut Head) {
        let (strength, rest) = citation.text.split_once('—').unwrap_or((&citation.text, ""));
        head.strength = Strength::parse(strength.trim_end_matches('.')).unwrap_or(Strength::Defines);
        let (rows, readings) = rest.trim().trim_end_matches('.').split_once("reading ").unwrap_or((rest, ""));
        let rows = rows.trim().trim_end_matches('.').trim_end_matches(';');
        let ids = |text: &str| -> Vec<String> {
            text.trim()
                .trim_end_matches('.')
                .split(',')
                .map(|id| id.trim().to_owned())
                .filter(|id| !id.is_empty())
                .collect()
        };
        head.rows = ids(rows);
        head.readings = ids(readings);
        for id in head.rows.iter().chain(&head.readings) {
            let at = citation.text.find(id.as_str()).map_or(0, |at| citation.text[..at].chars().count());
            let span = crate::text::Span { column: citation.span.column + at, length: id.len(), ..citation.span };
            self.pack.cited.push((chapter.path.clone(), Piece { text: id.clone(), span }));
        }
    }

    pub(crate) fn fault(&mut self, chapter: &Chapter, piece: &Piece, what: &str, help: &str) {
        self.faults.push(Fault::new(&chapter.path, piece.span, what, help));
    }

    /// The condition in a cell or point, with its names kept for the link.
    pub(crate) fn condition(&mut self, record: &Record<'_>, field: &record::Field) -> Option<domain::rule::Condition> {
        let mut reader = self.reader(record.chapter);
        let condition = reader.read_points(&field.value, &field.below);
        self.keep(reader);
        condition
    }

    /// A reader of conditions that knows the settings read so far.
    pub(crate) fn reader<'c>(&self, chapter: &'c Chapter) -> Reader<'c> {
        let settings: Vec<Setting> = self.below.iter().chain(&self.pack.rules.settings).cloned().collect();
        Reader::new(&chapter.path).knowing(&settings)
    }

    /// Keeps the names of `reader` for the link. What is filled in can only be asked about where something is being done.
    pub(crate) fn keep(&mut self, mut reader: Reader<'_>) {
        for (field, span) in std::mem::take(&mut reader.fields) {
            self.fields.push((field, reader.path.to_owned(), span));
        }
        self.pack.uses.append(&mut reader.uses);
        self.faults.append(&mut reader.faults);
    }

    /// Refuses fields that `asked` does not name: nobody would be asked for them.
    pub(crate) fn refuse_unasked(&mut self, asked: &[String]) {
        for (field, path, span) in std::mem::take(&mut self.fields) {
            if !asked.contains(&field) {
                let help = match asked {
                    [] => String::from("name the thing for which it was filled in: `\"field\" of [Thing]`"),
                    asked => format!("add it to `asks`; what is filled in here is {}", asked.join(", ")),
                };
                self.faults.push(Fault::new(&path, span, format!("nobody is asked for `{field}` here"), help));
            }
        }
    }
}
