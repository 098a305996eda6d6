//! What is true of every handbook, seen from its bytes.
#![cfg(feature = "pdf")]

use documents::{
    example,
    handbook::{Block, HandbookError, Part, Row, Span, Table, pdf},
};

fn contains(bytes: &[u8], part: &str) -> bool {
    bytes.windows(part.len()).any(|window| window == part.as_bytes())
}

#[test]
fn a_handbook_is_a_tagged_pdf_that_claims_its_standards() {
    let bytes = pdf(&example::handbook()).unwrap();
    for part in [
        "/StructTreeRoot",
        "/MarkInfo",
        "/Lang",
        "/DisplayDocTitle true",
        "<pdfuaid:part>1</pdfuaid:part>",
        "<pdfaid:part>2</pdfaid:part>",
        "<pdfaid:conformance>A</pdfaid:conformance>",
        "2026-11-22T00:00:00",
    ] {
        assert!(contains(&bytes, part), "{part} is missing");
    }
    assert!(contains(&bytes, "Hillside’s own handbook"), "the title stands in the metadata");
}

#[test]
fn the_same_handbook_is_the_same_bytes_and_another_is_not() {
    let mut handbook = example::handbook();
    let first = pdf(&handbook).unwrap();
    assert!(first == pdf(&handbook).unwrap(), "two makings of one handbook differ");
    handbook.readings[0].adopted = String::from("Otherwise");
    assert!(first != pdf(&handbook).unwrap());
}

#[test]
fn bands_and_stages_are_pictures_that_say_what_they_show() {
    let bytes = pdf(&example::handbook()).unwrap();
    assert_eq!(bytes.windows(9).filter(|window| window == b"/S/Figure").count(), 2);
    for says in ["Pathway, to scale: Universal", "Level: Level 1, then Level 2"] {
        let alt: String = says.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
        assert!(contains(&bytes, says) || contains(&bytes, &alt), "nobody who cannot see it hears `{says}`");
    }
}

#[test]
fn no_character_of_a_chapter_is_a_command() {
    let mut handbook = example::handbook();
    for words in ["#panic()", "$x$", "\\", "*bold*", "`raw`", "<label>", "@cite", "#{", "]", "// x", "="] {
        let span = || vec![Span::Words(String::from(words))];
        handbook.title = format!("About {words}");
        handbook.chapters[0].title = format!("é {words}");
        let Some(Part::Entry(entry)) = handbook.chapters[0].parts.last_mut() else { panic!("the example ends so") };
        entry.id = String::from(words);
        entry.name = String::from(words);
        entry.blocks = vec![
            Block::Paragraph(span()),
            Block::Table(Table {
                header: vec![String::from(words)],
                rows: vec![Row { id: format!("row {words}"), cells: vec![span()] }],
            }),
        ];
        let bytes = pdf(&handbook).unwrap();
        let units: String = format!("é {words}").encode_utf16().map(|unit| format!("{unit:04X}")).collect();
        assert!(contains(&bytes, &format!("/Title<FEFF{units}>")), "the chapter `{words}` is not printed as it is");
    }
}

#[test]
fn a_link_to_what_is_not_there_is_words() {
    let mut handbook = example::handbook();
    let lost = vec![Span::Link(String::from("Lost"), String::from("nowhere"))];
    handbook.chapters[0].parts.push(Part::Said(Block::Paragraph(lost)));
    assert!(pdf(&handbook).is_ok());
}

#[test]
fn what_cannot_be_printed_or_does_not_fit_is_named() {
    let mut handbook = example::handbook();
    handbook.note = String::from("Well done 🙂");
    let expected = HandbookError::Unprintable { character: '🙂', text: String::from("Well done 🙂") };
    assert_eq!(pdf(&handbook), Err(expected));

    let mut handbook = example::handbook();
    let rows = vec![Row { id: String::new(), cells: vec![vec![Span::Words(String::from("one"))], Vec::new()] }];
    let table = Table { header: vec![String::from("only")], rows };
    handbook.chapters[0].parts.push(Part::Said(Block::Table(table)));
    assert_eq!(pdf(&handbook), Err(HandbookError::UnevenTable(String::from("one"))));
}
