//! What is true of every letter, seen from its bytes.
#![cfg(feature = "pdf")]

use documents::{
    example,
    letter::{Block, LetterError, pdf},
};

fn contains(bytes: &[u8], part: &str) -> bool {
    bytes.windows(part.len()).any(|window| window == part.as_bytes())
}

#[test]
fn a_letter_is_a_tagged_pdf_that_claims_its_standards() {
    let bytes = pdf(&example::letter()).unwrap();
    assert!(bytes.starts_with(b"%PDF-1.7"));
    for part in ["/StructTreeRoot", "/MarkInfo", "/Lang", "/DisplayDocTitle true"] {
        assert!(contains(&bytes, part), "{part} is missing");
    }
    for part in
        ["<pdfuaid:part>1</pdfuaid:part>", "<pdfaid:part>2</pdfaid:part>", "<pdfaid:conformance>A</pdfaid:conformance>"]
    {
        assert!(contains(&bytes, part), "{part} is missing");
    }
    assert!(contains(&bytes, "Amélie’s attendance this term"), "the title stands in the metadata");
    assert!(contains(&bytes, "2027-03-12T00:00:00"), "the file has the date of the letter");
}

#[test]
fn the_same_letter_is_the_same_bytes_and_another_is_not() {
    let mut letter = example::letter();
    let first = pdf(&letter).unwrap();
    assert!(first == pdf(&letter).unwrap(), "two makings of one letter differ");
    letter.receipt = String::from("0000");
    assert!(first != pdf(&letter).unwrap());
}

#[test]
fn no_character_of_a_name_is_a_command() {
    let mut letter = example::letter();
    for name in
        ["#panic()", "$x$", "\\", "*bold*", "_e_", "O'Neil", "`raw`", "<label>", "@cite", "#{", "]", "// x", "="]
    {
        letter.about.name = String::from(name);
        letter.to.name = String::from(name);
        letter.title = format!("About {name}");
        letter.body = vec![
            Block::Heading(format!("é {name}")),
            Block::Paragraph(String::from(name)),
            Block::List(vec![String::from(name)]),
            Block::Table {
                caption: String::from(name),
                header: vec![String::from(name)],
                rows: vec![vec![String::from(name)]],
            },
        ];
        let bytes = pdf(&letter).unwrap();
        assert!(contains(&bytes, &bookmark(&format!("é {name}"))), "the heading `{name}` is not printed as it is");
    }
}

/// A heading with an accent as the outline of a PDF has it: UTF-16 in hexadecimal.
fn bookmark(heading: &str) -> String {
    let units: String = heading.encode_utf16().map(|unit| format!("{unit:04X}")).collect();
    format!("/Title<FEFF{units}>")
}

#[test]
fn a_picture_in_a_name_is_named_instead_of_printed_as_a_box() {
    let mut letter = example::letter();
    letter.about.name = String::from("Zoë 🙂");
    let expected = LetterError::Unprintable { character: '🙂', text: String::from("Zoë 🙂") };
    assert_eq!(pdf(&letter), Err(expected));
}

#[test]
fn names_from_across_europe_and_invisible_characters_print() {
    let mut letter = example::letter();
    for name in
        ["Łukasz Świątek", "Şeyma Yıldız", "Ŵyn Siôr", "Δήμητρα", "Оксана", "Zoe\u{301}", "A\u{200b}b\u{ad}c\td"]
    {
        letter.about.name = String::from(name);
        assert!(pdf(&letter).is_ok(), "`{name}`: {:?}", pdf(&letter).err());
    }
}

#[test]
fn a_long_letter_runs_over_several_pages() {
    let mut letter = example::letter();
    letter.body = vec![Block::Paragraph(String::from("Please ring the office. ").repeat(20)); 12];
    let bytes = pdf(&letter).unwrap();
    let pages = bytes.windows(11).filter(|window| window == b"/Type/Page/").count();
    assert_eq!(pages, 2);
}

#[test]
fn a_table_row_that_does_not_fit_its_header_is_refused() {
    let mut letter = example::letter();
    let rows = vec![vec![String::from("1")], vec![]];
    letter.body = vec![Block::Table { caption: String::from("Days"), header: vec![String::from("n")], rows }];
    let expected = LetterError::UnevenTable { caption: String::from("Days"), row: 2, cells: 0, columns: 1 };
    assert_eq!(pdf(&letter), Err(expected));
}
