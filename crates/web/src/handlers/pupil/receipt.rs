//! The receipt of one decision about a pupil, as a page and as a file.

mod paper;

use axum::{extract::Path, response::Response};
use domain::{
    decide::{OPEN, OWED, Truth},
    id::PupilId,
};
use service::{App, receipt::Derived};

use super::{Address, event, header::date_of, id, place, plain, year::marks_from};
use crate::{
    error::Problem,
    frame::Section,
    handlers::{Visit, older},
    link::Link,
    pages::{
        pupil::year::{Run, runs},
        receipt::{Condition, Reading, Receipt, Said, SumLine, Words},
    },
    reader::Reader,
    urls, words,
};

pub(super) async fn page(visit: Visit, Path((pupil, pack, slug)): Address) -> Response {
    visit.answer(move |app, reader| show(app, reader, id(&pupil)?, &pack, &slug)).await
}

pub(super) async fn pdf(visit: Visit, Path((pupil, pack, slug)): Address) -> Response {
    visit
        .answer(move |app, reader| {
            let (derived, view) = view(app, reader, id(&pupil)?, &pack, &slug)?;
            paper::answer(app, &derived, title(&derived), &view)
        })
        .await
}

fn show(app: &App, reader: &Reader, pupil: PupilId, pack: &str, slug: &str) -> Result<Response, Problem> {
    let (derived, view) = view(app, reader, pupil, pack, slug)?;
    let frame = reader.frame(&title(&derived), Some(Section::Pupils));
    Ok(reader.show(&frame, "receipt/receipt.html", view))
}

fn view(app: &App, reader: &Reader, pupil: PupilId, pack: &str, slug: &str) -> Result<(Derived, Receipt), Problem> {
    let derived = service::receipt::receipt(app, &reader.actor, pupil, pack, slug)?;
    let runs = absences(app, &derived)?;
    let head = &derived.explained.receipt.head;
    let view = Receipt {
        back: Link::new(derived.pupil.name(), urls::pupil(pupil)),
        sentence: sentence(app, &derived)?,
        says: says(&derived),
        source: source(&derived),
        heading: derived.explained.name.clone(),
        place: place(head, "Read the page"),
        older: older::of(app.rules_on(derived.pupil.school, derived.explained.receipt.day)?, &derived.source),
        conditions: conditions(&derived),
        readings: head.readings.iter().filter_map(|id| reading(app, &derived, id)).collect(),
        sum: if derived.explained.counts_absence { sum(&derived) } else { Vec::new() },
        runs,
        who: who(app, &derived),
        fingerprint: fingerprint(&derived),
        links: vec![
            Link::new("This receipt as a PDF", urls::receipt_file(pupil, pack, slug)),
            Link::new("The sessions", sessions(&derived)),
            Link::new("The pathway", urls::pathway(pupil)),
        ],
    };
    Ok((derived, view))
}

/// What is decided, as the name of a thing: `Pathway: Improvement`.
fn thing(derived: &Derived) -> String {
    let (name, band) = (&derived.name, &derived.explained.band);
    band.as_ref().map_or_else(|| name.clone(), |band| format!("{name}: {band}"))
}

fn title(derived: &Derived) -> String {
    let (thing, name) = (thing(derived), derived.pupil.name());
    match (derived.explained.kind, derived.holds_today == Truth::Yes) {
        (OPEN, true) => format!("Why “{thing}” can be done for {name}"),
        (OPEN, false) => format!("“{thing}” cannot be done for {name} today"),
        (_, true) => format!("Why “{thing}” applies to {name}"),
        (_, false) => format!("“{thing}” does not apply to {name} today"),
    }
}

fn sentence(app: &App, derived: &Derived) -> Result<Vec<Words>, Problem> {
    let receipt = &derived.explained.receipt;
    let start = app.calendar(derived.pupil.school)?.year_start(receipt.day).unwrap_or(receipt.from);
    let start = start.max(derived.pupil.enrolled_from);
    let since = if start == derived.pupil.enrolled_from {
        format!("since {} joined the roll on {}", derived.pupil.forename, date_of(start))
    } else {
        format!("since the school year began on {}", date_of(start))
    };
    let missed = words::days(receipt.tally.half_days_missed().into());
    let of = format!(
        " ({} of {} possible sessions)",
        words::number(receipt.tally.absent().into()),
        words::number(receipt.tally.possible().into())
    );
    let day = Words::strong(words::full_day(receipt.day));
    let (holds, holds_not) = match derived.explained.kind {
        OPEN => ("It can be done on ", "It cannot be done on "),
        _ => ("It applies on ", "It does not apply on "),
    };
    Ok(match derived.holds_today {
        Truth::Yes if derived.began.is_none() => vec![
            Words::plain(holds),
            day,
            Words::plain(". By now "),
            Words::strong(missed),
            Words::plain(format!(" have been missed {since}{of}.")),
        ],
        Truth::Yes => vec![
            Words::plain("It applies without a break from "),
            day,
            Words::plain(". By the end of that day "),
            Words::strong(missed),
            Words::plain(format!(" had been missed {since}{of}.")),
        ],
        Truth::No | Truth::NotKnown => vec![
            Words::plain(holds_not),
            day,
            Words::plain(". By now "),
            Words::strong(missed),
            Words::plain(format!(" have been missed {since}{of}. Below is what it asks and what was found.")),
        ],
    })
}

/// The chapter's own text; where the entry has none, the words of its conditions.
fn says(derived: &Derived) -> Vec<String> {
    if !derived.says.is_empty() {
        return derived.says.clone();
    }
    let asked = derived.explained.receipt.proofs.iter().map(|proof| plain(&proof.words));
    vec![format!("{}: {}.", derived.explained.name, asked.collect::<Vec<_>>().join("; "))]
}

fn source(derived: &Derived) -> String {
    let pack = &derived.source;
    let edition = if pack.edition.is_empty() { String::new() } else { format!(", edition {}", pack.edition) };
    let document = if pack.document.is_empty() { &pack.name } else { &pack.document };
    format!("In our words. {document}{edition}, under the heading")
}

fn conditions(derived: &Derived) -> Vec<Condition> {
    let proofs = derived.explained.receipt.proofs.iter();
    proofs
        .map(|proof| Condition { asked: plain(&proof.words), found: proof.found.clone(), holds: proof.holds.word() })
        .collect()
}

fn reading(app: &App, derived: &Derived, id: &str) -> Option<Reading> {
    let reading = app.packs_on(derived.explained.receipt.day).register.reading(id)?;
    let head = &derived.explained.receipt.head;
    let href = urls::chapter_entry(&head.pack, &head.chapter, &id.to_lowercase());
    Some(Reading {
        title: reading.matter.trim_end_matches('.').to_owned(),
        text: reading.adopted.clone(),
        link: Link::new(format!("Reading {id}"), href),
    })
}

/// The absences of the year to the day, oldest first.
fn absences(app: &App, derived: &Derived) -> Result<Vec<Run>, Problem> {
    if !derived.explained.counts_absence {
        return Ok(Vec::new());
    }
    let receipt = &derived.explained.receipt;
    let pupil = derived.pupil.id;
    let view = app.view(derived.pupil.school);
    let sheet = view.roll()?.sheet_or_blank(pupil).between(receipt.from, receipt.day);
    Ok(runs(sheet, &|first, last| marks_from(pupil, "absent", first, last)))
}

fn sessions(derived: &Derived) -> String {
    let receipt = &derived.explained.receipt;
    urls::sessions(derived.pupil.id, &format!("counted=absent&from={}&to={}", receipt.from, receipt.day))
}

fn sum(derived: &Derived) -> Vec<SumLine> {
    let receipt = &derived.explained.receipt;
    let (missed, possible) = (receipt.tally.absent(), receipt.tally.possible());
    let day = format!("{} {}", receipt.day.day(), words::month(receipt.day));
    let number = |count: u32| words::number(count.into());
    let line = |label: String, value: String, is_result| SumLine { label, value, is_result };
    let mut lines = vec![
        line(format!("Sessions missed to {day}"), number(missed), false),
        line(format!("Two sessions are one day: {} ÷ 2", number(missed)), words::days(missed.into()), false),
        line(format!("Sessions with a mark to {day}"), number(possible + receipt.not_counted), false),
    ];
    if receipt.not_counted > 0 {
        let label = String::from("Not counted: attendance was not possible");
        lines.push(line(label, format!("− {}", number(receipt.not_counted)), false));
    }
    lines.push(line(String::from("Possible sessions"), number(possible), false));
    if let Some(percent) = receipt.tally.attendance() {
        let (all, missed) = (number(possible), number(missed));
        lines.push(line(format!("Attendance ({all} − {missed}) ÷ {all}"), words::percent(percent), true));
    }
    lines
}

fn who(app: &App, derived: &Derived) -> Vec<Said> {
    let said = |key: &str, value: String| Said { key: key.into(), value };
    let mut lines = vec![
        said("Worked out by", format!("Rollbook, on {}, from the marks known now.", event::when(app.now()))),
        said("Decided by", decided(derived)),
        said("Changed since", changed(derived)),
    ];
    if derived.explained.counts_absence {
        let words = "It blames nobody. Illness counts as days missed because it is time to be made up.";
        lines.push(said("What it does not mean", words.into()));
    }
    lines
}

/// Who recorded something under this name, or whose it is, or that nobody has to.
fn decided(derived: &Derived) -> String {
    if let Some(event) = &derived.decided {
        let note = if event.note.is_empty() { String::new() } else { format!(": “{}”", event.note) };
        return format!("{}, on {}{note}", event::who(&event.by), event::when(event.at));
    }
    match derived.explained.kind {
        "Task" if derived.owner.is_empty() => String::from("Nobody yet. The task stands."),
        "Task" | OWED if !derived.owner.is_empty() => {
            format!("Nobody yet. It is the task of: {}.", plain(&derived.owner.join(", ")))
        }
        OPEN if !derived.owner.is_empty() => {
            format!("Nobody yet. It is done by: {}.", plain(&derived.owner.join(", ")))
        }
        OPEN | OWED => String::from("Nobody yet."),
        "Item" => String::from("Nobody yet. It is offered, and the answer is recorded on the pathway."),
        _ => String::from("Nobody: it follows from the register and the handbook alone."),
    }
}

fn changed(derived: &Derived) -> String {
    let count: usize = derived.changed.iter().map(|entry| entry.what.marks.len()).sum();
    match derived.changed.first() {
        None => String::from("No mark that it counts was amended after that day."),
        Some(last) => format!(
            "{} amended after that day, last by {} on {}. This page counts them as they stand now.",
            words::counted(count as i64, "mark was", "marks were"),
            event::who(&last.what.by),
            event::when(last.what.at)
        ),
    }
}

/// The fingerprint in groups of four, with what it rests on.
fn fingerprint(derived: &Derived) -> String {
    let head = &derived.explained.receipt.head;
    let groups: Vec<&str> =
        (0..derived.fingerprint.len()).step_by(4).filter_map(|at| derived.fingerprint.get(at..at + 4)).collect();
    let rows = match head.rows.as_slice() {
        [] => String::new(),
        [row] => format!(", row {row}"),
        rows => format!(", rows {}", words::list(rows)),
    };
    format!(
        "Rests on entries 1 to {} of the school’s register and on “{}” of the pack {}{rows}. Fingerprint {}.",
        words::number(derived.last_entry),
        derived.explained.name,
        derived.source.name,
        groups.join(" ")
    )
}
