//! A letter about a pupil: read, made by a named person, kept unchanged.

use axum::{
    extract::Path,
    http::header,
    response::{IntoResponse, Response},
};
use documents::letter::{self, Block as Piece};
use domain::{
    id::{ContactId, DocumentId},
    pupil::Contact,
};
use service::{
    App,
    letter::{Make, Preview},
};

use super::{Address, Of, action::controls, event, of};
use crate::{
    error::Problem,
    form::{Fields, FormError},
    frame::{Frame, Section},
    handlers::Visit,
    link::Link,
    pages::letter::{Block, Letter, LetterPage, Recipient, State},
    reader::Reader,
    urls, words,
};

pub(super) async fn page(visit: Visit, address: Address, fields: Fields) -> Response {
    visit
        .answer(move |app, reader| {
            let of = of(address)?;
            let preview = preview(app, reader, &of, &fields)?;
            let made = fields.number("made").map(DocumentId);
            let state = match made {
                Some(made) => made_state(app, reader, &of, made)?,
                None => state(&of, &preview),
            };
            let (frame, page) = view(app, reader, &preview, state, &fields)?;
            Ok(reader.show(&frame, "letter/letter.html", page))
        })
        .await
}

pub(super) async fn make(visit: Visit, address: Address, fields: Fields) -> Response {
    visit.answer(move |app, reader| save(app, reader, &of(address)?, &fields)).await
}

/// The bytes of a kept letter. The name of the file says when it was made, never about whom.
pub(super) async fn document(visit: Visit, Path(number): Path<String>) -> Response {
    visit
        .answer(move |app, reader| {
            let number = number.parse().map_err(|_| Problem::NotFound)?;
            let (kept, pdf) = service::letter::document(app, &reader.actor, DocumentId(number))?;
            let day = domain::clock::local(kept.made_at).date();
            let name = format!("inline; filename=\"letter-{day}-{number}.pdf\"");
            let headers =
                [(header::CONTENT_TYPE, String::from("application/pdf")), (header::CONTENT_DISPOSITION, name)];
            Ok((headers, pdf).into_response())
        })
        .await
}

fn preview(app: &App, reader: &Reader, of: &Of, fields: &Fields) -> Result<Preview, Problem> {
    let contact = fields.number("contact").map(ContactId);
    Ok(service::letter::preview(app, &reader.actor, of.pupil, &of.pack, &of.slug, contact)?)
}

fn state(of: &Of, preview: &Preview) -> State {
    if preview.held_back.is_empty() {
        return State::Ready { action: urls::letter(of.pupil, &of.pack, &of.slug) };
    }
    State::HeldBack {
        reason: format!("{}.", words::sentence(&preview.held_back.join("; "))),
        instead: vec![Link::new("See what the handbook offers", urls::pathway(of.pupil))],
    }
}

fn made_state(app: &App, reader: &Reader, of: &Of, made: DocumentId) -> Result<State, Problem> {
    let record = service::pupil::record(app, &reader.actor, of.pupil)?;
    let kept = record.documents.iter().find(|document| document.id == made).ok_or(Problem::NotFound)?;
    Ok(State::Made {
        document: Link::new("Open the letter (PDF)", urls::document(made)),
        words: format!("Made by {}, on {}.", kept.made_by, event::when(kept.made_at)),
    })
}

fn view(
    app: &App,
    reader: &Reader,
    preview: &Preview,
    state: State,
    sent: &Fields,
) -> Result<(Frame, LetterPage), Problem> {
    let pupil = &preview.pupil;
    let (tally, _) = service::pupil::glance(app, pupil)?;
    let (only, chosen) = (preview.recipients.len() == 1, sent.number("contact"));
    let may = preview.recipients.iter().map(|contact| {
        let is_chosen = only || chosen == Some(contact.id.0);
        Recipient { is_chosen, ..recipient(contact, contact.address.clone(), "") }
    });
    const NEVER: &str = "The address is protected: no letter is ever made for it.";
    let never = preview.barred.iter().map(|contact| recipient(contact, String::new(), NEVER));
    let page = LetterPage {
        back: Link::new(pupil.name(), urls::pupil(pupil.id)),
        who: format!("{}: {} missed", pupil.name(), words::days(tally.half_days_missed().into())),
        errors: Vec::new(),
        state,
        recipients: may.chain(never).collect(),
        recipient_error: String::new(),
        controls: controls::of_fields(&preview.asks, sent),
        maker: format!("{}, {}", reader.actor.name, reader.actor.role.words()),
        reading_age: String::new(),
        letter: preview.letter.as_ref().map(printed),
        because: because(preview),
    };
    Ok((reader.frame(&preview.action.head.name, Some(Section::Pupils)), page))
}

fn recipient(contact: &Contact, address: String, barred: &str) -> Recipient {
    let lives_with = if contact.lives_with { ", lives with" } else { "" };
    let address = if address.is_empty() { address } else { format!(". {address}") };
    Recipient {
        value: contact.id.to_string(),
        name: contact.name.clone(),
        detail: format!("{}{lives_with}{address}", contact.relationship),
        barred: barred.into(),
        is_chosen: false,
    }
}

fn because(preview: &Preview) -> Vec<Link> {
    let head = &preview.action.head;
    vec![Link::new("What the handbook says", urls::chapter_entry(&head.pack, &head.chapter, &head.slug))]
}

fn printed(letter: &letter::Letter) -> Letter {
    let mut head = vec![letter.school.name.clone()];
    head.extend(letter.school.address.iter().cloned());
    if !letter.school.telephone.is_empty() {
        head.push(format!("Telephone {}", letter.school.telephone));
    }
    let to = std::iter::once(letter.to.name.clone()).chain(letter.to.address.iter().cloned());
    Letter {
        head,
        to: to.filter(|line| !line.is_empty()).collect(),
        date: words::full_day(letter.date),
        lines: vec![
            format!("Reference: {}", letter.reference),
            format!("About: {}, {}", letter.about.name, letter.about.group),
        ],
        greeting: format!("Dear {}", letter.to.name),
        title: letter.title.clone(),
        blocks: letter.body.iter().map(block).collect(),
        close: vec![
            String::from("Yours sincerely"),
            letter.sender.name.clone(),
            words::sentence(&letter.sender.position),
        ],
        foot: letter.receipt.clone(),
    }
}

fn block(piece: &Piece) -> Block {
    match piece {
        Piece::Heading(text) => Block::Heading { text: text.clone() },
        Piece::Paragraph(text) => Block::Paragraph { text: text.clone() },
        Piece::List(points) => Block::List { points: points.clone() },
        Piece::Table { caption, header, rows } => {
            Block::Table { caption: caption.clone(), header: header.clone(), rows: rows.clone() }
        }
    }
}

fn save(app: &App, reader: &Reader, of: &Of, fields: &Fields) -> Result<Response, Problem> {
    reader.check(fields)?;
    let preview = preview(app, reader, of, fields)?;
    let Some(contact) = fields.number("contact").map(ContactId) else {
        let error = FormError::new("contact", "Choose whom the letter goes to");
        return again(app, reader, of, &preview, (fields, vec![error]));
    };
    let filled = controls::filled_fields(&preview.asks, fields);
    let filled: Vec<(&str, &str)> = filled.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let letter = Make { pack: &of.pack, slug: &of.slug, to: contact, fields: &filled };
    match service::letter::make(app, &reader.actor, of.pupil, &letter) {
        Ok(made) => {
            let href = urls::letter_made(of.pupil, &of.pack, &of.slug, (made, contact));
            Ok(reader.go_on(&href, "The letter is made and kept."))
        }
        Err(service::Error::Refused(refused)) if preview.held_back.is_empty() && !preview.asks.is_empty() => {
            let errors = refused.missing.iter().map(|words| error(&preview, words)).collect();
            again(app, reader, of, &preview, (fields, errors))
        }
        Err(other) => Err(other.into()),
    }
}

/// The page again, with what was chosen and typed.
fn again(
    app: &App,
    reader: &Reader,
    of: &Of,
    preview: &Preview,
    (sent, errors): (&Fields, Vec<FormError>),
) -> Result<Response, Problem> {
    let (frame, page) = view(app, reader, preview, state(of, preview), sent)?;
    let status = Problem::Refused(String::new()).status();
    Ok(reader.show_again(status, frame, "letter/letter.html", page.refused(errors)).into_response())
}

/// What is missing, at the field that it is about, or at the first.
fn error(preview: &Preview, missing: &str) -> FormError {
    let need = preview.action.needs.iter().find(|need| need.otherwise == missing);
    let words = need.map_or(missing.to_owned(), |need| need.holds.words());
    let field = preview.asks.iter().find(|field| words.contains(&field.name)).or(preview.asks.first());
    let at = field.map_or_else(|| String::from("contact"), |field| controls::control_id(&field.name));
    FormError::new(&at, format!("{}.", words::sentence(missing)))
}
