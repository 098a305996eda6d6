//! Setting a page with Typst. A template is fixed; what it shows goes in as values, so no word of it can be a command.

use std::sync::LazyLock;

use domain::Date;
use typst::{
    Library, LibraryExt, World, comemo,
    diag::{FileError, FileResult, SourceDiagnostic},
    foundations::{Array, Bytes, Datetime, Dict, Duration, IntoValue, Smart},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards, Timestamp};

/// How many documents ago something may last have been of use before the typesetter forgets it.
const REMEMBERED_DOCUMENTS: usize = 10;

static FONTS: LazyLock<Fonts> = LazyLock::new(Fonts::load);

/// The template called `name`, such as `/letter.typ`.
pub(crate) fn template(name: &str, text: &str) -> Source {
    let path = VirtualPath::new(name).expect("a plain absolute path");
    Source::new(RootedPath::new(VirtualRoot::Project, path).intern(), text.to_owned())
}

/// The document as a tagged PDF that meets PDF/UA-1 and PDF/A-2a, or the typesetter's words for why not. `identity` tells it
/// from every other document, and the same one gives the same bytes.
pub(crate) fn pdf(template: &Source, values: Dict, identity: String, date: Option<Date>) -> Result<Vec<u8>, String> {
    let library = LazyHash::new(Library::builder().with_inputs(values).build());
    let page = Page { template: template.clone(), library };
    let document = typst::compile::<PagedDocument>(&page).output.map_err(|faults| refused(&faults))?;
    let bytes = typst_pdf::pdf(&document, &options(identity, date)?).map_err(|faults| refused(&faults))?;
    comemo::evict(REMEMBERED_DOCUMENTS);
    Ok(bytes)
}

fn options(identity: String, date: Option<Date>) -> Result<PdfOptions, String> {
    let standards = PdfStandards::new(&[PdfStandard::Ua_1, PdfStandard::A_2a]);
    Ok(PdfOptions {
        ident: Smart::Custom(identity),
        creator: Smart::Custom(Some(String::from("Rollbook"))),
        timestamp: date.and_then(midnight).map(Timestamp::new_utc),
        standards: standards.map_err(|fault| fault.message().to_string())?,
        ..PdfOptions::default()
    })
}

fn refused(faults: &[SourceDiagnostic]) -> String {
    let sentences = faults.iter().flat_map(|fault| {
        let hints = fault.hints.iter().map(|hint| hint.v.to_string());
        core::iter::once(fault.message.to_string()).chain(hints)
    });
    sentences.collect::<Vec<_>>().join("; ")
}

/// The first character of `text` that the typeface cannot print.
pub(crate) fn unprintable(text: &str) -> Option<char> {
    plain(text).chars().find(|character| !FONTS.has_glyph(*character))
}

/// The text without characters that print nothing: control characters become spaces, invisible marks go.
pub(crate) fn plain(text: &str) -> String {
    let is_invisible = |character: &char| {
        matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}')
            || matches!(character, '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
    };
    let spaced = |character: char| if character.is_control() { ' ' } else { character };
    text.chars().filter(|character| !is_invisible(character)).map(spaced).collect()
}

pub(crate) fn list(texts: &[String]) -> Array {
    texts.iter().map(|text| plain(text).into_value()).collect()
}

pub(crate) fn midnight(date: Date) -> Option<Datetime> {
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
            include_bytes!("../fonts/LiberationSans-Regular.ttf"),
            include_bytes!("../fonts/LiberationSans-Bold.ttf"),
            include_bytes!("../fonts/LiberationSans-Italic.ttf"),
            include_bytes!("../fonts/LiberationSans-BoldItalic.ttf"),
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
    template: Source,
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
        self.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == self.template.id() { Ok(self.template.clone()) } else { Err(FileError::AccessDenied) }
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
