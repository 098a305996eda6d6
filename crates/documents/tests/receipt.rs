//! What is true of every receipt, seen from its bytes.
#![cfg(feature = "pdf")]

use documents::{
    example,
    letter::{Block, LetterError},
    receipt::pdf,
};

fn contains(bytes: &[u8], part: &str) -> bool {
    bytes.windows(part.len()).any(|window| window == part.as_bytes())
}

#[test]
fn a_receipt_is_a_tagged_pdf_that_claims_its_standards() {
    let bytes = pdf(&example::receipt()).unwrap();
    for part in [
        "/StructTreeRoot",
        "/Lang",
        "/DisplayDocTitle true",
        "<pdfuaid:part>1</pdfuaid:part>",
        "<pdfaid:part>2</pdfaid:part>",
        "2027-03-12T00:00:00",
        "applies to Amélie O’Connor",
    ] {
        assert!(contains(&bytes, part), "{part} is missing");
    }
}

#[test]
fn the_same_receipt_is_the_same_bytes_and_another_is_not() {
    let mut receipt = example::receipt();
    let first = pdf(&receipt).unwrap();
    assert!(first == pdf(&receipt).unwrap(), "two makings of one receipt differ");
    receipt.fingerprint = String::from("0000");
    assert!(first != pdf(&receipt).unwrap());
}

#[test]
fn no_word_of_a_receipt_is_a_command() {
    let mut receipt = example::receipt();
    for words in ["#panic()", "$x$", "\\", "*bold*", "<label>", "@cite", "#{", "= no"] {
        receipt.title = String::from(words);
        receipt.particulars = vec![(String::from(words), String::from(words))];
        receipt.body = vec![Block::Paragraph(String::from(words)), Block::List(vec![String::from(words)])];
        assert!(pdf(&receipt).is_ok(), "{words}");
    }
}

#[test]
fn a_table_of_sessions_that_does_not_fit_its_header_is_refused() {
    let mut receipt = example::receipt();
    let rows = vec![vec![String::from("1"), String::from("2")]];
    receipt.body = vec![Block::Table { caption: String::from("Days"), header: vec![String::from("n")], rows }];
    let expected = LetterError::UnevenTable { caption: String::from("Days"), row: 1, cells: 2, columns: 1 };
    assert_eq!(pdf(&receipt), Err(expected));
}
