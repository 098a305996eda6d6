//! Writing a copy.

use std::{collections::BTreeMap, path::Path};

use domain::{
    act::Act, calendar::Calendar, case::Event, code::CodeTable, decide::Who, id::SchoolId, log::Entry, pupil::Pupil,
};
use store::Chained;

use super::{
    ENDS, ExportError, README, SCHOOLS, admission,
    end::{self, End},
    evidence,
    folder::Folder,
    message::{self, Messages},
    part::{self, Listed, OnRoll, Part, check, file, hex, letters},
    proposal, receipts, retention,
    submission::{self, Submissions},
};
use crate::{App, Error};

/// What was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Written {
    /// Schools.
    pub schools: usize,
    /// Pupils on the roll on the day.
    pub pupils: usize,
    /// Entries of the registers.
    pub entries: usize,
    /// Events of the case logs, the school logs, the retention logs and the log of the authority itself.
    pub events: usize,
    /// Messages.
    pub messages: usize,
    /// Entries of the admission registers.
    pub admissions: usize,
    /// Forms that were submitted on devices.
    pub submissions: usize,
    /// Files that families sent.
    pub evidence: usize,
    /// Events of the log of changes of handbooks.
    pub proposals: usize,
    /// Lines of receipts.
    pub receipts: usize,
    /// The hash of the manifest. Whoever notes it elsewhere knows the copy again.
    pub manifest: String,
}

impl Written {
    /// Counts what there is of one school more.
    fn add(&mut self, part: &Part) {
        self.schools += 1;
        self.entries += part.entries.len();
        self.events += part.events.len() + part.duties.len() + part.retention.len();
        self.messages += part.messages.sent.len();
        self.admissions += part.admissions.len();
        self.submissions += part.submissions.received.len();
        self.evidence += part.evidence.len();
    }
}

/// Copies everything of these schools, with the decisions of today, into a new folder.
pub fn write(app: &App, schools: &[SchoolId], folder: &Path) -> Result<Written, ExportError> {
    let mut copy = Folder::create(folder)?;
    copy.put("README.md", README.as_bytes())?;
    let built_in = app.shelf().built_in();
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    for &school in schools {
        texts.extend(built_in.files_of(&app.school(school)?.pack));
    }
    for (path, text) in &texts {
        copy.put(&format!("packs/{path}"), text.as_bytes())?;
    }
    let proposals = app.store.read(store::proposal::chained)?;
    proposal::put(&mut copy, &proposals)?;
    let shelf = proposal::editions(built_in.clone(), &proposals)?;
    let authority = app.store.read(store::authority_event::chained)?;
    admission::put_authority(&mut copy, &authority)?;
    let mut ends = vec![end::row("", "proposals", end::of(&proposals)), end::row("", "authority", end::of(&authority))];
    let mut written = Written { proposals: proposals.len(), events: authority.len(), ..Written::default() };
    let mut listed = Vec::new();
    for &school in schools {
        let Gathered { part, pupils, register } = gather(app, school)?;
        let receipts = receipts::of(&shelf, &part)?;
        put_part(&mut copy, app.codes(), &part, &pupils)?;
        copy.put_table(&file(&part.school.urn, "receipts"), &part::RECEIPTS, &receipts)?;
        listed.push(row(&part.school));
        ends.extend(end::rows(&part, register));
        written.pupils += pupils.len();
        written.receipts += receipts.len();
        written.add(&part);
    }
    copy.put_table(SCHOOLS, &part::SCHOOLS, &listed)?;
    copy.put_table(ENDS, &end::COLUMNS, &ends)?;
    written.manifest = copy.close()?;
    Ok(written)
}

/// What the records hold of a school, and where its register ends.
struct Gathered {
    part: Part,
    pupils: Vec<Pupil>,
    register: End,
}

fn gather(app: &App, id: SchoolId) -> Result<Gathered, Error> {
    let (school, day) = (app.school(id)?, app.today());
    // One transaction, so that the parts belong together.
    app.store.read::<_, Error>(|tx| {
        let head = store::log::head(tx, id)?;
        let mut entries: Vec<Entry> = Vec::new();
        store::log::each(tx, id, 0, &mut |entry| {
            entries.push(entry);
            Ok(())
        })?;
        let pupils = store::pupil::of_school(tx, id, day)?;
        let on_roll = |pupil: &Pupil| OnRoll {
            id: pupil.id,
            upn: pupil.upn.clone(),
            who: Who::of(pupil, day),
            cohorts: pupil.cohorts.clone(),
        };
        let part = Part {
            school: Listed { id, urn: school.urn.clone(), name: school.name.clone(), pack: school.pack.clone(), day },
            calendar: store::calendar::find(tx, id)?,
            pupils: pupils.iter().map(on_roll).collect(),
            entries,
            events: store::case::chained(tx, id)?,
            duties: store::school_event::chained(tx, id)?,
            messages: Messages::of(tx, id)?,
            admissions: store::admission::chained(tx, id)?,
            submissions: Submissions::of(tx, id)?,
            evidence: store::evidence::of_school(tx, id)?,
            retention: store::retention::chained(tx, id)?,
        };
        Ok(Gathered { part, pupils, register: (head.number, head.hash) })
    })
}

fn row(school: &Listed) -> Vec<String> {
    let Listed { id, urn, name, pack, day } = school;
    vec![id.to_string(), urn.clone(), name.clone(), pack.clone(), day.to_string()]
}

fn put_part(copy: &mut Folder, codes: &CodeTable, part: &Part, pupils: &[Pupil]) -> Result<(), ExportError> {
    let name = |name: &str| file(&part.school.urn, name);
    put_calendar(copy, &name, &part.calendar)?;
    copy.put_table(&name("pupils"), &part::PUPILS, &pupils.iter().map(pupil_row).collect::<Vec<_>>())?;
    let cohorts = part
        .pupils
        .iter()
        .flat_map(|pupil| pupil.cohorts.iter().map(|cohort| vec![pupil.id.to_string(), cohort.clone()]));
    copy.put_table(&name("cohorts"), &part::COHORTS, &cohorts.collect::<Vec<_>>())?;
    copy.put_table(&name("entries"), &part::ENTRIES, &part.entries.iter().map(entry_row).collect::<Vec<_>>())?;
    let marks: Vec<Vec<String>> = part.entries.iter().flat_map(|entry| mark_rows(codes, entry)).collect();
    copy.put_table(&name("marks"), &part::MARKS, &marks)?;
    let events = part.events.iter().map(|one| {
        let mut row = duty_row(one);
        row.insert(1, one.event.pupil.to_string());
        row
    });
    copy.put_table(&name("events"), &part::EVENTS, &events.collect::<Vec<_>>())?;
    copy.put_table(&name("duties"), &part::DUTIES, &part.duties.iter().map(duty_row).collect::<Vec<_>>())?;
    let urn = &part.school.urn;
    message::put(copy, urn, &part.messages)?;
    admission::put(copy, urn, &part.admissions)?;
    submission::put(copy, urn, codes, &part.submissions)?;
    evidence::put(copy, urn, &part.evidence)?;
    retention::put(copy, urn, &part.retention)
}

fn put_calendar(copy: &mut Folder, name: &dyn Fn(&str) -> String, calendar: &Calendar) -> Result<(), ExportError> {
    let terms = calendar.terms().iter();
    let terms = terms.map(|term| vec![term.name.clone(), term.first.to_string(), term.last.to_string()]);
    copy.put_table(&name("terms"), &part::TERMS, &terms.collect::<Vec<_>>())?;
    let closures = calendar.closures().iter().map(|closure| {
        let kind = store::calendar::kind_word(closure.kind).to_owned();
        vec![closure.first.to_string(), closure.last.to_string(), kind, closure.label.clone()]
    });
    copy.put_table(&name("closures"), &part::CLOSURES, &closures.collect::<Vec<_>>())
}

fn pupil_row(pupil: &Pupil) -> Vec<String> {
    vec![
        pupil.id.to_string(),
        pupil.upn.clone(),
        pupil.forename.clone(),
        pupil.surname.clone(),
        pupil.born.to_string(),
        pupil.year.to_string(),
        pupil.enrolled_from.to_string(),
        pupil.enrolled_until.map_or_else(String::new, |day| day.to_string()),
    ]
}

fn entry_row(entry: &Entry) -> Vec<String> {
    let what = &entry.what;
    let act: &Act = &what.act;
    vec![
        entry.number.to_string(),
        what.at.to_string(),
        what.by.person.to_string(),
        what.by.name.clone(),
        what.by.position.clone(),
        act.word().to_owned(),
        store::log::subject(act),
        what.reason.clone(),
        hex(&entry.previous),
        hex(&entry.hash),
    ]
}

fn mark_rows<'a>(codes: &'a CodeTable, entry: &'a Entry) -> impl Iterator<Item = Vec<String>> + 'a {
    entry.what.marks.iter().map(move |mark| {
        let day = mark.session.date;
        vec![
            entry.number.to_string(),
            mark.pupil.to_string(),
            day.to_string(),
            mark.session.half.short().to_owned(),
            mark.was.map_or_else(String::new, |code| letters(codes, code, day)),
            letters(codes, mark.code, day),
            mark.minutes_late.map_or_else(String::new, |minutes| minutes.to_string()),
            mark.note.clone(),
            check(mark),
        ]
    })
}

/// An event without the pupil that it may be about.
pub(super) fn duty_row(chained: &Chained<Event>) -> Vec<String> {
    let event = &chained.event;
    let (kind, subject, detail) = store::case::parts(&event.done);
    vec![
        chained.number.to_string(),
        event.at.to_string(),
        event.by.person.to_string(),
        event.by.name.clone(),
        event.by.position.clone(),
        kind.to_owned(),
        subject,
        detail,
        event.note.clone(),
        hex(&chained.previous),
        hex(&chained.hash),
    ]
}
