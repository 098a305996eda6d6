//! The packs in force, and their chapters.

use std::collections::BTreeSet;

use axum::response::Response;
use domain::{
    permission::{Permission, Place},
    rule::{PackHead, Page},
};
use pack::{
    Pack,
    text::{Block, Chapter},
};
use service::{App, handbook::Open};

use crate::{
    error::Problem,
    frame::Section,
    handlers::older,
    link::Link,
    pages::handbook::{self, ChapterPage, Index, Reading},
    reader::Reader,
    urls, words,
};

mod about;
mod names;
mod pathway;
mod picture;

pub(super) use names::page as names;

pub(super) fn index(app: &App, reader: &Reader) -> Result<Response, Problem> {
    let packs = service::handbook::packs(app, &reader.actor)?;
    let may_see = reader.actor.may(Permission::SeeWhatIf, Place::Anywhere);
    let what_if = may_see.then(|| Link::new("What if another pack applied", urls::what_if()));
    let view = Index {
        packs: packs.into_iter().map(listed).collect(),
        what_if,
        pages: for_reader(app, reader)?,
        proposals: reader
            .actor
            .may(Permission::Administer, Place::Anywhere)
            .then(|| Link::new("Proposed changes of handbooks", urls::proposals())),
        others: others(reader),
    };
    let frame = reader.frame("Handbook", Some(Section::Handbook));
    Ok(reader.show(&frame, "handbook/index.html", view))
}

/// The pages that are for this reader, each in its chapter.
fn for_reader(app: &App, reader: &Reader) -> Result<Vec<Link>, Problem> {
    let pages = service::handbook::pages(app, &reader.actor)?;
    let link = |page: &&Page| {
        let head = &page.head;
        Link::new(&head.name, urls::chapter_entry(&head.pack, &head.chapter, &head.slug))
    };
    Ok(pages.iter().map(link).collect())
}

/// What else follows from the handbooks of the reader's school.
fn others(reader: &Reader) -> Vec<Link> {
    let own = reader.actor.school.map(|school| {
        [
            Link::new("What the handbook asks of the school", urls::duties(school)),
            Link::new("Who helps: the directory of services", urls::services(school)),
        ]
    });
    let parents = Link::new("What parents and carers read", urls::for_parents());
    own.into_iter().flatten().chain([parents]).collect()
}

fn listed(pack: &Pack) -> handbook::Pack {
    let chapter = |(at, chapter): (usize, &Chapter)| handbook::Chapter {
        link: Link::new(title(pack, chapter), urls::chapter(&pack.head.slug, &chapter.slug)),
        about: if at == 0 { String::new() } else { first_sentence(chapter) },
    };
    handbook::Pack {
        layer: layer(&pack.head),
        names: Link::new("Index of names", urls::handbook_index(&pack.head.slug)),
        id: pack.head.slug.clone(),
        title: pack.head.name.clone(),
        particulars: particulars(&pack.head),
        extends: match pack.head.extends.as_slice() {
            [] => String::new(),
            below => format!("Rests on {}.", words::list(below)),
        },
        chapters: pack.chapters.iter().enumerate().map(chapter).collect(),
    }
}

/// What is said of a pack that everybody's rests on.
fn layer(head: &PackHead) -> &'static str {
    if head.kind == "national" { "National layer" } else { "" }
}

/// `Attendance Handbook, edition 2025-28, in force since 1 September 2025 until …. Last checked against it on ….`
fn particulars(head: &PackHead) -> String {
    let day = |date: domain::Date| format!("{} {} {}", date.day(), words::month(date), date.year());
    let since = head.from.map(|from| format!("in force since {}", day(from)));
    let until = head.until.map(|until| format!(" until {}", day(until))).unwrap_or_default();
    let parts = [
        Some(head.document.clone()).filter(|document| !document.is_empty()),
        Some(format!("edition {}", head.edition)).filter(|_| !head.edition.is_empty()),
        since.map(|since| since + &until),
    ];
    let mut text = parts.into_iter().flatten().collect::<Vec<String>>().join(", ");
    if let Some(checked) = head.checked {
        text.push_str(&format!(". Last checked against the document on {}", day(checked)));
    }
    text.push('.');
    words::sentence(&text)
}

/// What a chapter is called in a list: its first title. A chapter that begins with an example holds nothing else.
pub(super) fn title(pack: &Pack, chapter: &Chapter) -> String {
    let titles = chapter.blocks.iter().find_map(|block| match block {
        Block::Title(_, title) => Some(title.text.clone()),
        _ => None,
    });
    titles.unwrap_or_else(|| match chapter.entries().next() {
        Some(entry) if entry.kind.text == "Example" => String::from("Worked examples"),
        Some(entry) if entry.kind.text == "Pack" => pack.head.name.clone(),
        _ => chapter.title().to_owned(),
    })
}

/// What stands over a chapter's page: the pack's name over its first.
fn heading(pack: &Pack, chapter: &Chapter) -> String {
    let is_first = chapter.entries().next().is_some_and(|entry| entry.kind.text == "Pack");
    if is_first { pack.head.name.clone() } else { title(pack, chapter) }
}

fn first_sentence(chapter: &Chapter) -> String {
    let quotes = chapter.blocks.iter().filter_map(|block| match block {
        Block::Quote(lines) => Some(lines),
        Block::Entry(entry) => entry.blocks.iter().find_map(|block| match block {
            Block::Quote(lines) => Some(lines),
            _ => None,
        }),
        _ => None,
    });
    let Some(lines) = quotes.into_iter().next() else { return String::new() };
    let lines = lines.iter().take_while(|line| !line.text.is_empty());
    let text = lines.map(|line| line.text.as_str()).collect::<Vec<&str>>().join(" ");
    let text = text.replace(['[', ']', '`', '*'], "");
    match text.split_once(". ") {
        Some((first, _)) => format!("{first}."),
        None => text,
    }
}

pub(super) fn chapter(app: &App, reader: &Reader, pack: &str, slug: &str) -> Result<Response, Problem> {
    let open = service::handbook::chapter(app, &reader.actor, pack, slug)?;
    let link =
        |chapter: &Chapter| Link::new(title(open.pack, chapter), urls::chapter(&open.pack.head.slug, &chapter.slug));
    let about = about::of(&open);
    let body = pack::page::chapter(&open.layers, &about::without(open.chapter), &app.packs().register);
    let scale = pathway::scale(&open);
    let view = ChapterPage {
        back: Link::new("Handbook", urls::handbook()),
        particulars: if about.is_empty() { particulars(&open.pack.head) } else { String::new() },
        about,
        older: older::of(app.packs().rules(pack)?, &open.pack.head),
        layer: layer(&open.pack.head),
        tools: tools(app, reader, &open),
        pictures: picture::all(&open, scale.is_some()),
        scale_words: match &scale {
            Some(_) => format!("Days missed in the school year, to scale: {} days.", open.year_days),
            None => String::new(),
        },
        scale,
        contents: contents(open.chapter),
        readings: readings(app, &open, &body),
        body,
        examples: examples(&open),
        previous: open.previous.map(link),
        next: open.next.map(link),
    };
    let frame = reader.frame(&heading(open.pack, open.chapter), Some(Section::Handbook)).wide();
    Ok(reader.show(&frame, "handbook/chapter.html", view))
}

fn tools(app: &App, reader: &Reader, open: &Open<'_>) -> Vec<Link> {
    let head = &open.pack.head;
    let names = Link::new(format!("Index of {}", head.name), urls::handbook_index(&head.slug));
    let may_change = service::proposal::may_change(app, &reader.actor, open.pack);
    let propose = may_change.then(|| Link::new("Propose a change", urls::propose(&head.slug, &open.chapter.slug)));
    [names].into_iter().chain(propose).collect()
}

fn contents(chapter: &Chapter) -> Vec<Link> {
    let entries = pack::page::contents(chapter);
    entries.into_iter().map(|(id, name)| Link::new(words::sentence(&name), format!("#{id}"))).collect()
}

/// Every reading that the page links to: those cited by its entries, and those that its words name.
fn readings(app: &App, open: &Open<'_>, body: &str) -> Vec<Reading> {
    let register = &app.packs().register;
    let mut numbers = pack::page::readings(open.pack, open.chapter);
    let named = body.split("href=\"#c-").skip(1).filter_map(|rest| rest.split_once('"'));
    numbers.extend(named.map(|(rest, _)| format!("C-{}", rest.to_uppercase())));
    let mut seen = BTreeSet::new();
    numbers.retain(|number| seen.insert(number.clone()));
    let reading = |number: String| {
        let reading = register.reading(&number)?;
        Some(Reading {
            id: number.to_lowercase(),
            document: reading.matter.replace('`', ""),
            reading: reading.adopted.replace('`', ""),
            number,
        })
    };
    numbers.into_iter().filter_map(reading).collect()
}

/// How many worked examples cite what the entries of the chapter carry out.
fn examples(open: &Open<'_>) -> String {
    let heads = open.pack.rules.heads();
    let here = heads.iter().filter(|(_, head)| head.chapter == open.chapter.slug);
    let rows: BTreeSet<&String> = here.flat_map(|(_, head)| &head.rows).collect();
    let proves = |example: &&pack::example::Example| example.head.rows.iter().any(|row| rows.contains(row));
    match open.pack.examples.iter().filter(proves).count() {
        0 => String::new(),
        count => format!(
            "{} run against this page whenever it changes.",
            words::counted(count as i64, "worked example", "worked examples")
        ),
    }
}
