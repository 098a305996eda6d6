//! Letters: previewed, made by a named person, kept unchanged with their receipt.

use documents::letter::{Addressee, Block, Child, Letter, Letterhead, Sender};
use domain::{
    Date,
    case::{Done, Event},
    decide::{Attempt, CORRECTION_LETTER, Facts, PARTED, TAKEN_BACK, Truth, Unsaid, attempt},
    id::{ContactId, DocumentId, PupilId},
    permission::{Actor, Permission, Place, Role},
    pupil::{Contact, Pupil},
    rule::{Action, Kind, Rules},
    school::School,
};
use store::document::{Document, NewDocument};

use crate::{
    App, Error,
    case::{
        self,
        asked::{Field, fields, misfit},
    },
    unsay,
};

/// A letter before it is made.
#[derive(Debug, Clone, PartialEq)]
pub struct Preview {
    /// The child.
    pub pupil: Pupil,
    /// The letter's entry in its pack.
    pub action: Action,
    /// Parents it may be sent to: nobody whose address is protected.
    pub recipients: Vec<Contact>,
    /// Parents it is never offered to, since their address is protected.
    pub barred: Vec<Contact>,
    /// What is filled in for it.
    pub asks: Vec<Field>,
    /// The tasks that it closes by taking back what was sent, by name.
    pub takes_back: Vec<String>,
    /// Why it may not be made now whatever is filled in, in the pack's words; empty when it may.
    pub held_back: Vec<String>,
    /// The letter as it would be made to the recipient asked for, or else to the first; nothing when there is nobody. It is
    /// also here when the letter is held back, to be read and never made.
    pub letter: Option<Letter>,
}

/// The letters of the pack of a pupil's school: folder of the pack and entry.
pub fn offered(app: &App, pupil: &Pupil) -> Result<Vec<Action>, Error> {
    let letters = app.rules(pupil.school)?.actions.iter();
    Ok(letters.filter(|action| action.kind == Kind::Letter && action.wording.is_some()).cloned().collect())
}

/// Whether a letter is a school's, with words of the handbook: those of others are sent by them, and recorded as sent.
pub fn is_made_here(rules: &Rules, letter: &Action) -> bool {
    let is_school_s = |owner: &String| {
        let holder = rules.role(owner).and_then(|role| Role::parse(&role.held_by));
        holder.is_some_and(|role| role.may(Permission::MakeLetters))
    };
    letter.wording.is_some() && (letter.by.is_empty() || letter.by.iter().any(is_school_s))
}

/// The letters that somebody of the pupil's school may make and that the handbook opens today, held back or not.
pub fn open(app: &App, by: &Actor, pupil: &Pupil, history: &[Event]) -> Result<Vec<Action>, Error> {
    if !by.may(Permission::MakeLetters, Place::School(pupil.school)) {
        return Ok(Vec::new());
    }
    let rules = app.rules(pupil.school)?;
    let mut letters = offered(app, pupil)?;
    letters.retain(|letter| is_made_here(rules, letter));
    if unsay::of_pupil(app, pupil, history)?.iter().all(|one| one.kind != Kind::Letter) {
        letters.retain(|letter| letter.head.name != CORRECTION_LETTER);
    }
    app.with_facts((pupil, app.today()), history, |rules, facts| {
        let is_open = |letter: &Action| {
            letter.when.as_ref().is_none_or(|when| domain::decide::holds(rules, facts, when) == Truth::Yes)
        };
        letters.retain(is_open);
        letters
    })
}

/// A letter about a pupil, to be read before it is made.
pub fn preview(
    app: &App,
    by: &Actor,
    pupil: PupilId,
    pack: &str,
    slug: &str,
    to: Option<ContactId>,
) -> Result<Preview, Error> {
    let pupil = crate::pupil::seen(app, by, pupil, app.today())?;
    app.permit(by, Permission::MakeLetters, pupil.school)?;
    let action = offered(app, &pupil)?.into_iter().find(|action| action.head.answers_to(pack, slug));
    let action = action.ok_or(Error::NotFound("letter"))?;
    let (contacts, history) = app
        .store
        .read::<_, Error>(|tx| Ok((store::contact::of_pupil(tx, pupil.id)?, store::case::of_pupil(tx, pupil.id)?)))?;
    let parents = contacts.into_iter().filter(|contact| contact.is_parent);
    let (barred, recipients): (Vec<Contact>, Vec<Contact>) = parents.partition(|contact| contact.is_protected);
    let (mut held_back, asks) = app.with_facts((&pupil, app.today()), &history, |rules, facts| {
        let mut missing = tried(rules, facts, &action, &[]);
        missing
            .retain(|words| !action.needs.iter().any(|need| need.otherwise == *words && case::asks_field(&need.holds)));
        (missing, fields(rules, &action))
    })?;
    let is_correction = action.head.name == CORRECTION_LETTER;
    let unsaid = if is_correction { unsay::of_pupil(app, &pupil, &history)? } else { Vec::new() };
    let was_sent_to = |contact: &&Contact| !unsay::by_letter_to(&unsaid, contact).is_empty();
    if is_correction && !recipients.iter().any(|contact| was_sent_to(&contact)) {
        held_back.push(String::from(unsay::NOTHING_TO_TAKE_BACK));
    }
    let mut possible = recipients.iter().filter(|contact| to.is_none_or(|to| contact.id == to));
    let chosen = possible.clone().find(was_sent_to).or_else(|| possible.next());
    let taken_back = chosen.map(|contact| unsay::by_letter_to(&unsaid, contact)).unwrap_or_default();
    let letter = chosen.map(|contact| compose(app, by, &pupil, (&action, &taken_back), contact)).transpose()?;
    let takes_back = taken_back.iter().map(|one| one.task.name.clone()).collect();
    Ok(Preview { pupil, action, recipients, barred, asks, takes_back, held_back, letter })
}

/// What keeps a letter from being made with these fields.
fn tried(rules: &Rules, facts: &Facts<'_>, letter: &Action, fields: &[(&str, &str)]) -> Vec<String> {
    let tried = Attempt { action: &letter.head.name, fields, ..Attempt::default() };
    attempt(rules, facts, &tried).err().map(|refused| refused.missing).unwrap_or_default()
}

/// A letter to be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Make<'a> {
    /// The folder of its pack.
    pub pack: &'a str,
    /// Its entry there.
    pub slug: &'a str,
    /// The parent to whom it goes.
    pub to: ContactId,
    /// What was filled in. Days are written as `2027-03-12`.
    pub fields: &'a [(&'a str, &'a str)],
}

/// Makes a letter to one parent, keeps it and records it. Refuses whatever the preview would not offer.
pub fn make(app: &App, by: &Actor, pupil: PupilId, make: &Make<'_>) -> Result<DocumentId, Error> {
    let preview = preview(app, by, pupil, make.pack, make.slug, Some(make.to))?;
    let missing = missing(app, &preview, make.fields)?;
    if !missing.is_empty() {
        return Err(Error::Refused(domain::decide::Refused { missing }));
    }
    let letter = preview.letter.ok_or(Error::Missing("choose a parent whom the letter may be sent to"))?;
    let pdf = documents::letter::pdf(&letter)?;
    let new = NewDocument {
        school: preview.pupil.school,
        pupil: preview.pupil.id,
        letter: preview.action.head.name.clone(),
        title: letter.title.clone(),
        made_at: app.now(),
        made_by: format!("{}, {}", by.name, by.role.words()),
        receipt: letter.receipt.clone(),
        pdf,
    };
    let filled = make.fields.iter().filter(|(_, value)| !value.trim().is_empty());
    let filled = filled.map(|(name, value)| ((*name).to_owned(), value.trim().to_owned()));
    let taken_back = (!preview.takes_back.is_empty()).then(|| (TAKEN_BACK.to_owned(), preview.takes_back.join(PARTED)));
    let fields = filled.chain(taken_back).collect();
    let to = letter.to.name.clone();
    let made = Done::LetterMade { document: DocumentId(0), letter: preview.action.head.name, to, fields };
    let event =
        crate::case::event(app, by, preview.pupil.id, preview.pupil.school, made, &format!("to {}", letter.to.name));
    let id = app.store.write::<DocumentId, store::StoreError>(move |tx| {
        let id = store::document::add(tx, &new)?;
        let done = match event.done {
            Done::LetterMade { letter, to, fields, .. } => Done::LetterMade { document: id, letter, to, fields },
            done => done,
        };
        store::case::append(tx, &domain::case::Event { done, ..event })?;
        Ok(id)
    })?;
    app.cache.forget();
    Ok(id)
}

/// All that is missing with these fields.
fn missing(app: &App, preview: &Preview, fields: &[(&str, &str)]) -> Result<Vec<String>, Error> {
    let pupil = &preview.pupil;
    let history = app.store.read(|tx| store::case::of_pupil(tx, pupil.id))?;
    let value = |field: &Field| fields.iter().find(|(name, value)| *name == field.name && !value.is_empty());
    let misfits = preview.asks.iter().filter_map(|field| misfit(field, value(field)?.1));
    let mut missing: Vec<String> = misfits.collect();
    if preview.action.head.name == CORRECTION_LETTER && preview.takes_back.is_empty() {
        missing.push(String::from(unsay::NOTHING_TO_TAKE_BACK));
    }
    missing.extend(
        app.with_facts((pupil, app.today()), &history, |rules, facts| tried(rules, facts, &preview.action, fields))?,
    );
    Ok(missing)
}

/// A kept document with its bytes, for somebody who may see the pupil.
pub fn document(app: &App, by: &Actor, id: DocumentId) -> Result<(Document, Vec<u8>), Error> {
    // Of a letter that a purge emptied there is nothing to show.
    let found = app.store.read(|tx| store::document::find(tx, id))?.filter(|(_, pdf)| !pdf.is_empty());
    let found = found.ok_or(Error::NotFound("document"))?;
    crate::pupil::seen(app, by, found.0.pupil, app.today())?;
    app.permit(by, Permission::SeeContacts, found.0.school)?;
    Ok(found)
}

fn compose(
    app: &App,
    by: &Actor,
    pupil: &Pupil,
    (action, taken_back): (&Action, &[&Unsaid]),
    to: &Contact,
) -> Result<Letter, Error> {
    let school = app.school(pupil.school)?;
    let group = app.store.read(|tx| store::group::find(tx, pupil.group))?.ok_or(Error::NotFound("class"))?;
    let wording = action.wording.as_ref().and_then(|file| app.packs().wording(&action.head.pack, file));
    let wording = wording.ok_or(Error::NotFound("wording of this letter"))?;
    let today = app.today();
    let view = app.view(pupil.school);
    let sheet = view.roll()?.sheet_or_blank(pupil.id);
    let year = sheet.between(domain::calendar::school_year_start(today), today);
    let tally = year.tally();
    let half_days = |sessions: u32| {
        let half = if sessions % 2 == 1 { "½" } else { "" };
        if sessions == 1 { String::from("½") } else { format!("{}{half}", sessions / 2) }
    };
    let filled = wording.fill(|field| match field {
        "child" => pupil.forename.clone(),
        "days missed" => half_days(tally.absent()),
        "possible days" => half_days(tally.possible()),
        "percent" => {
            tally.attendance().map_or_else(String::new, |percent| format!("{}%", percent.in_thousandths() / 1000))
        }
        "year" => format!("{} to {}", year_of(today), year_of(today) + 1),
        "school" => school.name.clone(),
        "parent" => to.name.clone(),
        "class" => group.name.clone(),
        "sender" => by.name.clone(),
        "position" => by.role.words().to_owned(),
        "date" => today.strftime("%-d %B %Y").to_string(),
        "taken back" => unsay::in_words(taken_back),
        _ => String::new(),
    });
    let receipt = receipt(app, pupil, action, tally, view.roll()?.last_entry());
    let blocks = filled.blocks.iter().map(|block| match block {
        pack::letter::Block::Heading(text) => Block::Heading(text.clone()),
        pack::letter::Block::Paragraph(text) => Block::Paragraph(text.clone()),
        pack::letter::Block::List(items) => Block::List(items.clone()),
        pack::letter::Block::Reasons => reasons(app, year, &half_days),
    });
    Ok(Letter {
        title: filled.title.clone(),
        school: letterhead(school),
        to: Addressee { name: to.name.clone(), address: to.address.split(", ").map(str::to_owned).collect() },
        date: today,
        reference: format!("{}-{}", school.laestab, pupil.id),
        about: Child { name: pupil.name(), group: group.name.clone() },
        body: blocks.collect(),
        sender: Sender { name: by.name.clone(), position: by.role.words().to_owned() },
        receipt,
    })
}

fn year_of(day: Date) -> i16 {
    domain::calendar::school_year_start(day).year()
}

fn letterhead(school: &School) -> Letterhead {
    Letterhead { name: school.name.clone(), address: school.address.clone(), telephone: school.telephone.clone() }
}

/// Days missed by reason, in words to a parent.
fn reasons(app: &App, year: domain::sheet::Sheet<'_>, half_days: &impl Fn(u32) -> String) -> Block {
    let is_missed = |code| app.codes().class(code).is_some_and(|class| class.is_absent());
    let by_code = year.by_code();
    let missed = by_code.iter().filter(|(code, _)| is_missed(*code));
    let rows = missed.map(|&(code, count)| {
        let words = app.codes().entry(code).map_or_else(String::new, |entry| entry.plain.clone());
        vec![words, half_days(count)]
    });
    Block::Table {
        caption: String::from("Days missed, and why"),
        header: vec![String::from("Why"), String::from("Days")],
        rows: rows.collect(),
    }
}

/// What the letter rests on, in words, with a fingerprint of them: of this pupil, but without a name.
fn receipt(app: &App, pupil: &Pupil, action: &Action, tally: domain::tally::Tally, entry: i64) -> String {
    let pack =
        app.packs().packs.get(&action.head.pack).map_or(action.head.pack.as_str(), |pack| pack.head.name.as_str());
    let school = app.school(pupil.school).map_or("", |school| school.name.as_str());
    let text = format!(
        "{} of the handbook {pack} ({}): {} of {} sessions missed to {}, from entries 1 to {entry} of the register of {school}",
        action.head.name,
        action.head.rows.join(", "),
        tally.absent(),
        tally.possible(),
        app.today().strftime("%-d %B %Y"),
    );
    let fingerprint = blake3::hash(format!("{} {text}", pupil.upn).as_bytes()).to_hex();
    format!("{text}. Fingerprint {}", &fingerprint[..16])
}
