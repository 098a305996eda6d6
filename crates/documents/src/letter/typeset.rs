//! Setting a letter with Typst. The template is fixed; the letter goes in as values, so no word of it can be a command.

use std::sync::LazyLock;

use domain::Date;
use typst::{
    Library, LibraryExt, World, comemo,
    diag::{FileError, FileResult, SourceDiagnostic},
    foundations::{Array, Bytes, Datetime, Dict, Duration, IntoValue, Smart, Value, dict},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

use super::{Block, Letter, LetterError};

/// How many letters ago something may last have been of use before the typesetter forgets it.
const REMEMBERED_LETTERS: usize = 10;

static FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::load);
static TEMPLATE: LazyLock<Source> = LazyLock::new(|| {
    let path = VirtualPath::new("/letter.typ").expect("a plain absolute path");
    Source::new(RootedPath::new(VirtualRoot::Project, path).intern(), String::from(include_str!("letter.typ")))
});

pub(super) fn pdf(letter: &Letter) -> Result<Vec<u8>, LetterError> {
    check_printable(letter)?;
    let page = Page { library: LazyHash::new(Library::builder().with_inputs(values(letter)).build()) };
    let document = typst::compile::<PagedDocument>(&page).output.map_err(|faults| refused(&faults))?;
    let bytes = typst_pdf::pdf(&document, &options(letter)?).map_err(|faults| refused(&faults))?;
    comemo::evict(REMEMBERED_LETTERS);
    Ok(bytes)
}

fn options(letter: &Letter) -> Result<PdfOptions, LetterError> {
    let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a])
        .map_err(|fault| LetterError::Typesetting(fault.message().to_string()))?;
    Ok(PdfOptions {
        // Unit separators keep `ab` + `c` apart from `a` + `bc`.
        ident: Smart::Custom(words(letter).join("\u{1f}")),
        creator: Smart::Custom(Some(String::from("Rollbook"))),
        timestamp: midnight(letter.date).map(Timestamp::new_utc),
        standards,
        ..PdfOptions::default()
    })
}

fn refused(faults: &[SourceDiagnostic]) -> LetterError {
    let sentences = faults.iter().flat_map(|fault| {
        let hints = fault.hints.iter().map(|hint| hint.v.to_string());
        core::iter::once(fault.message.to_string()).chain(hints)
    });
    LetterError::Typesetting(sentences.collect::<Vec<_>>().join("; "))
}

/// Every word that the sender chose, in the order of the page.
fn words(letter: &Letter) -> Vec<&str> {
    let Letter { title, school, to, date: _, reference, about, body, sender, receipt } = letter;
    let mut words: Vec<&str> = vec![title, &school.name, &school.telephone, &to.name, reference];
    words.extend([&about.name, &about.group, &sender.name, &sender.position, receipt].map(String::as_str));
    words.extend(school.address.iter().chain(&to.address).map(String::as_str));
    for block in body {
        match block {
            Block::Heading(text) | Block::Paragraph(text) => words.push(text),
            Block::List(items) => words.extend(items.iter().map(String::as_str)),
            Block::Table { caption, header, rows } => {
                words.push(caption);
                words.extend(header.iter().chain(rows.iter().flatten()).map(String::as_str));
            }
        }
    }
    words
}

fn check_printable(letter: &Letter) -> Result<(), LetterError> {
    for text in words(letter) {
        let has_glyph = |character: &char| FONTS.has_glyph(*character);
        if let Some(character) = plain(text).chars().find(|character| !has_glyph(character)) {
            return Err(LetterError::Unprintable { character, text: text.to_owned() });
        }
    }
    Ok(())
}

/// The text without characters that print nothing: control characters become spaces, invisible marks go.
fn plain(text: &str) -> String {
    let is_invisible = |character: &char| {
        matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
            || matches!(character, '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
    };
    let spaced = |character: char| if character.is_control() { ' ' } else { character };
    text.chars().filter(|character| !is_invisible(character)).map(spaced).collect()
}

fn values(letter: &Letter) -> Dict {
    let Letter { title, school, to, date, reference, about, body, sender, receipt } = letter;
    dict! {
        "title" => plain(title),
        "school" => dict! {
            "name" => plain(&school.name),
            "address" => list(&school.address),
            "telephone" => plain(&school.telephone),
        },
        "to" => dict! { "name" => plain(&to.name), "address" => list(&to.address) },
        "date" => midnight(*date),
        "printed-date" => date.strftime("%A %-d %B %Y").to_string(),
        "reference" => plain(reference),
        "about" => dict! { "name" => plain(&about.name), "group" => plain(&about.group) },
        "body" => body.iter().map(block).collect::<Array>(),
        "sender" => dict! { "name" => plain(&sender.name), "position" => plain(&sender.position) },
        "receipt" => plain(receipt),
    }
}

fn block(block: &Block) -> Value {
    let values = match block {
        Block::Heading(text) => dict! { "kind" => "heading", "text" => plain(text) },
        Block::Paragraph(text) => dict! { "kind" => "paragraph", "text" => plain(text) },
        Block::List(items) => dict! { "kind" => "list", "items" => list(items) },
        Block::Table { caption, header, rows } => dict! {
            "kind" => "table",
            "caption" => plain(caption),
            "header" => list(header),
            "rows" => rows.iter().map(|row| list(row).into_value()).collect::<Array>(),
        },
    };
    values.into_value()
}

fn list(texts: &[String]) -> Array {
    texts.iter().map(|text| plain(text).into_value()).collect()
}

fn midnight(date: Date) -> Option<Datetime> {
    let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
    Datetime::from_ymd_hms(i32::from(date.year()), month, day, 0, 0, 0)
}

/// The typeface in its four cuts.
struct Fonts {
    fonts: Vec<Font>,
    book: LazyHash<FontBook>,
}

impl Fonts {
    fn load() -> Fonts {
        let files: [&[u8]; 4] = [
            include_bytes!("../../fonts/LiberationSans-Regular.ttf"),
            include_bytes!("../../fonts/LiberationSans-Bold.ttf"),
            include_bytes!("../../fonts/LiberationSans-Italic.ttf"),
            include_bytes!("../../fonts/LiberationSans-BoldItalic.ttf"),
        ];
        let fonts: Vec<Font> = files.into_iter().flat_map(|file| Font::iter(Bytes::new(file))).collect();
        let book = LazyHash::new(FontBook::from_fonts(&fonts));
        Fonts { fonts, book }
    }

    fn has_glyph(&self, character: char) -> bool {
        let covers = |font: &Font| font.info().coverage.contains(character.into());
        self.fonts.iter().all(covers)
    }
}

/// What Typst may see: the template, the typeface, and nothing else of the machine.
struct Page {
    library: LazyHash<Library>,
}

impl World for Page {
    fn library(&self) -> &LazyHash<Library> {
        &self.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FONTS.book
    }

    fn main(&self) -> FileId {
        TEMPLATE.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == TEMPLATE.id() { Ok(TEMPLATE.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, _: FileId) -> FileResult<Bytes> {
        Err(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.fonts.get(index).cloned()
    }

    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}
