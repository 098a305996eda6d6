//! `rollbook pack handbook`: a whole handbook as one page, or as a PDF to print.

use std::{
    fmt::Write,
    path::{Path, PathBuf},
};

use clap::Args;
use pack::page;
use service::Packs;

use crate::outcome::{Failure, Outcome, print};

/// Write a handbook as one HTML page or as PDF
#[derive(Debug, Clone, Args)]
#[command(after_help = "Examples:
  rollbook pack handbook lancashire --out lancashire.pdf
  rollbook pack handbook lancashire --out lancashire.html

A file that ends in `.pdf` becomes an accessible PDF with contents and index; any other becomes a page of HTML.")]
pub struct Handbook {
    /// The pack, by its folder name
    name: String,
    /// Where to write it, instead of standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Writes the page.
pub fn run(handbook: &Handbook) -> Result<Outcome, Failure> {
    let packs = super::built_in()?;
    let known = || packs.packs.keys().map(|name| format!("`{name}`")).collect::<Vec<String>>().join(", ");
    let pack = packs.packs.get(&handbook.name);
    let pack =
        pack.ok_or_else(|| Failure::new(format!("there is no pack `{}`: choose one of {}", handbook.name, known())))?;
    match &handbook.out {
        Some(file) if is_pdf(file) => {
            let document = service::handbook::document(&packs, &handbook.name)?;
            let bytes = documents::handbook::pdf(&document).map_err(|error| Failure::new(error.to_string()))?;
            std::fs::write(file, bytes).map_err(|error| Failure::file(file, &error))?;
        }
        Some(file) => {
            std::fs::write(file, html(&packs, pack)).map_err(|error| Failure::file(file, &error))?;
        }
        None => print(html(&packs, pack).as_bytes())?,
    }
    Ok(Outcome::Done)
}

fn is_pdf(file: &Path) -> bool {
    file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("pdf"))
}

fn html(packs: &Packs, pack: &pack::Pack) -> String {
    let layers = packs.layers(&pack.head.slug);
    let mut chapters = String::new();
    let mut readings: Vec<String> = Vec::new();
    for chapter in &pack.chapters {
        let html = within(&page::chapter(&layers, chapter, &packs.register), &pack.head.slug);
        // Writing to a string cannot fail.
        let _ = writeln!(
            chapters,
            "<article id=\"{}\">\n<h1>{}</h1>\n{html}</article>",
            chapter.slug,
            escaped(chapter.title())
        );
        readings.extend(page::readings(pack, chapter));
    }
    readings.sort();
    readings.dedup();
    let mut notes = String::new();
    for reading in readings.iter().filter_map(|id| packs.register.reading(id)) {
        let (id, matter, adopted) = (&reading.id, escaped(&reading.matter), escaped(&reading.adopted));
        let _ = writeln!(notes, "<dt id=\"{}\">{id}: {matter}</dt>\n<dd>{adopted}</dd>", id.to_lowercase());
    }
    let title = escaped(&pack.head.name);
    format!(
        "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<main>\n{chapters}<section>\n<h1>Readings</h1>\n<dl>\n{notes}</dl>\n\
         </section>\n</main>\n</body>\n</html>\n"
    )
}

const STYLE: &str = "body{font:1rem/1.5 sans-serif;margin:0 auto;max-width:56rem;padding:1rem}table{border-collapse:collapse}\
                     th,td{border:1px solid #b1b4b6;padding:.25rem .5rem;text-align:left;vertical-align:top}\
                     .rb-scroll{overflow-x:auto}.govuk-visually-hidden{position:absolute;clip-path:inset(50%)}\
                     .rb-quiet{color:#505a5f}section{margin-block:1.5rem}";

/// The chapter with its links to chapters of the same pack leading down the page, and those to other packs taken away.
fn within(html: &str, pack: &str) -> String {
    let own = format!("href=\"/handbook/{pack}/");
    let mut page = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(at) = rest.find("href=\"/handbook/") {
        page.push_str(&rest[..at]);
        let end = rest[at + 6..].find('"').map_or(rest.len(), |length| at + 6 + length);
        let address = &rest[at..end];
        if let Some(place) = address.strip_prefix(&own) {
            let place = place.split_once('#').map_or(place, |(_, entry)| entry);
            page.push_str(&format!("href=\"#{place}"));
            rest = &rest[end..];
        } else {
            // The words stay; only the address goes.
            rest = rest[end..].strip_prefix('"').unwrap_or(&rest[end..]);
        }
    }
    page.push_str(rest);
    page
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_stay_on_the_page_and_those_to_other_packs_are_words() {
        let html = "<a class=\"x\" href=\"/handbook/lancashire/1-pathway#task\">a</a> \
                    <a href=\"/handbook/england/1-base#pa\">b</a> <a href=\"/handbook/lancashire/2-casework\">c</a>";
        let expected = "<a class=\"x\" href=\"#task\">a</a> <a >b</a> <a href=\"#2-casework\">c</a>";
        assert_eq!(within(html, "lancashire"), expected);
    }
}
