//! Everything about one person as one file: a page to read, the same tables to be read by machines, and the files that belong to them.

use std::{
    fmt::Write as _,
    io::{Cursor, Write as _},
};

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use crate::table::html::escaped;

const STYLE: &str = "body{font:1rem/1.5 Arial,sans-serif;color:#0b0c0c;background:#fff;margin:1.5rem;max-width:80rem}\
    .scroll{overflow-x:auto}table{border-collapse:collapse;font-size:.9rem}\
    caption{position:absolute;left:-10000px}th,td{text-align:left;vertical-align:top;padding:.3rem 1rem .3rem 0;\
    border-bottom:1px solid #b1b4b6;white-space:pre-line}tbody th{font-weight:normal}\
    @media print{thead{display:table-header-group}tr{break-inside:avoid}}";

/// The whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Dossier {
    /// What it is, and about whom.
    pub title: String,
    /// What stands first: who made it, when, for whom.
    pub opening: Vec<String>,
    /// What was left out, and why.
    pub left_out: Vec<String>,
    /// The tables, in their order.
    pub sections: Vec<Section>,
    /// Files as they are, each with its name in the archive.
    pub files: Vec<(String, Vec<u8>)>,
}

/// One table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// The name of its file without an ending, such as `marks`.
    pub name: &'static str,
    /// Its heading on the page.
    pub title: &'static str,
    /// The columns.
    pub columns: &'static [&'static str],
    /// The rows; each has a cell for every column.
    pub rows: Vec<Vec<String>>,
}

/// Why no archive could be made.
#[derive(Debug, thiserror::Error)]
pub enum DossierError {
    /// A table could not be written.
    #[error("a table cannot be written: {0}")]
    Table(#[from] csv::Error),
    /// The archive could not be written.
    #[error("the archive cannot be written: {0}")]
    Archive(#[from] zip::result::ZipError),
    /// A file could not be put into it.
    #[error("a file cannot be put into the archive: {0}")]
    File(#[from] std::io::Error),
}

/// The whole as a ZIP archive: `read-me-first.html`, a CSV for each table, and the files.
pub fn zip(dossier: &Dossier) -> Result<Vec<u8>, DossierError> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let mut put = |name: &str, bytes: &[u8]| -> Result<(), DossierError> {
        // No time of day stands in it, so that the same value gives the same bytes.
        let how = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .last_modified_time(zip::DateTime::default());
        archive.start_file(name, how)?;
        Ok(archive.write_all(bytes)?)
    };
    put("read-me-first.html", html(dossier).as_bytes())?;
    for section in &dossier.sections {
        put(&format!("{}.csv", section.name), &csv(section)?)?;
    }
    for (name, bytes) in &dossier.files {
        put(name, bytes)?;
    }
    Ok(archive.finish()?.into_inner())
}

/// A table as CSV.
pub fn csv(section: &Section) -> Result<Vec<u8>, DossierError> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(section.columns)?;
    for row in &section.rows {
        writer.write_record(row)?;
    }
    writer.into_inner().map_err(|error| DossierError::File(error.into_error()))
}

/// The page to read.
pub fn html(dossier: &Dossier) -> String {
    let mut page = String::new();
    write_page(dossier, &mut page).expect("writing to memory cannot fail");
    page
}

fn write_page(dossier: &Dossier, page: &mut String) -> std::fmt::Result {
    let title = escaped(&dossier.title);
    write!(page, "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n")?;
    writeln!(page, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>")?;
    write!(page, "<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n")?;
    for line in &dossier.opening {
        writeln!(page, "<p>{}</p>", escaped(line))?;
    }
    list(page, "What was left out", &dossier.left_out)?;
    for section in &dossier.sections {
        table(page, section)?;
    }
    let files: Vec<String> = dossier.files.iter().map(|(name, _)| name.clone()).collect();
    list(page, "Files beside this page", &files)?;
    write!(page, "</main>\n</body>\n</html>\n")
}

fn list(page: &mut String, heading: &str, lines: &[String]) -> std::fmt::Result {
    if lines.is_empty() {
        return Ok(());
    }
    writeln!(page, "<h2>{heading}</h2>\n<ul>")?;
    for line in lines {
        writeln!(page, "<li>{}</li>", escaped(line))?;
    }
    writeln!(page, "</ul>")
}

fn table(page: &mut String, section: &Section) -> std::fmt::Result {
    let (name, title) = (section.name, escaped(section.title));
    writeln!(page, "<h2 id=\"{name}\">{title}</h2>")?;
    if section.rows.is_empty() {
        return writeln!(page, "<p>Nothing is kept.</p>");
    }
    write!(page, "<div class=\"scroll\" role=\"region\" aria-labelledby=\"{name}\" tabindex=\"0\">\n<table>\n")?;
    write!(page, "<caption>{title}</caption>\n<thead>\n<tr>")?;
    for column in section.columns {
        write!(page, "<th scope=\"col\">{}</th>", escaped(column))?;
    }
    write!(page, "</tr>\n</thead>\n<tbody>\n")?;
    for row in &section.rows {
        write!(page, "<tr>")?;
        for (at, cell) in row.iter().enumerate() {
            let (open, close) = if at == 0 { ("th scope=\"row\"", "th") } else { ("td", "td") };
            write!(page, "<{open}>{}</{close}>", escaped(cell))?;
        }
        writeln!(page, "</tr>")?;
    }
    writeln!(page, "</tbody>\n</table>\n</div>")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dossier() -> Dossier {
        let section = Section {
            name: "marks",
            title: "Marks",
            columns: &["day", "note"],
            rows: vec![vec!["2026-11-24".into(), "<b>ill</b>, says \"the\" mother".into()]],
        };
        Dossier {
            title: "What is kept about Ellis".into(),
            opening: vec!["Made for the mother".into()],
            left_out: vec!["The names of other children".into()],
            sections: vec![section],
            files: vec![("letters/1.pdf".into(), vec![1, 2, 3])],
        }
    }

    #[test]
    fn the_archive_holds_the_page_the_tables_and_the_files_and_is_the_same_twice() {
        let bytes = zip(&dossier()).expect("it can be written");
        assert_eq!(zip(&dossier()).expect("it can be written"), bytes);
        let archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("an archive");
        let names: Vec<String> = archive.file_names().map(|name| name.expect("a name").into_owned()).collect();
        assert_eq!(names, ["read-me-first.html", "marks.csv", "letters/1.pdf"]);
    }

    #[test]
    fn what_people_wrote_is_shown_and_never_taken_for_markup() {
        let page = html(&dossier());
        assert!(page.contains("&lt;b&gt;ill&lt;/b&gt;"), "{page}");
        let text = String::from_utf8(csv(&dossier().sections[0]).expect("it can be written")).expect("text");
        assert_eq!(text, "day,note\n2026-11-24,\"<b>ill</b>, says \"\"the\"\" mother\"\n");
    }
}
