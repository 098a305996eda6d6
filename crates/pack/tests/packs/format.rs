//! The canonical form: every pack is in it, it is stable, and it keeps every word of whatever it is given.

use std::{fs, path::Path};

use pack::{File, format::canonical};

use crate::{chance::Chance, shelf};

/// Every chapter of the packs, by its path in the folder of the packs.
fn chapters() -> Vec<(String, String)> {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs"));
    let mut chapters = Vec::new();
    for name in shelf::NAMES {
        for entry in fs::read_dir(root.join(name)).expect("the pack has a folder") {
            let file = entry.expect("readable").file_name().into_string().expect("plain letters");
            if file.ends_with(".md") {
                let text = fs::read_to_string(root.join(name).join(&file)).expect("readable");
                chapters.push((format!("{name}/{file}"), text));
            }
        }
    }
    chapters
}

/// The letters and digits of `text`, word by word.
fn words(text: &str) -> Vec<&str> {
    text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

#[test]
fn every_chapter_of_every_pack_is_in_its_canonical_form() {
    let others: Vec<String> = chapters()
        .into_iter()
        .filter(|(path, text)| canonical(File { path, text }).as_ref() != Ok(text))
        .map(|(path, _)| path)
        .collect();
    assert!(others.is_empty(), "run `rollbook pack format packs`: {}", others.join(", "));
}

/// White space and pieces of structure, such as an editor or a hurried hand leaves them.
const PIECES: [&str; 16] =
    [" ", "  ", "\n", "\n\n", "\t", "| ", "|", "\"", "> ", "- ", "  - ", "## ", ": ", "–", " -", "\r\n"];

#[test]
fn the_canonical_form_keeps_every_word_and_is_its_own() {
    let chapters = chapters();
    let mut chance = Chance(29);
    let mut formatted = 0;
    for _ in 0..600 {
        let (path, text) = chance.one(&chapters).expect("there are chapters").clone();
        let mut letters: Vec<char> = text.chars().collect();
        for _ in 0..=chance.below(6) {
            let at = chance.below(letters.len());
            let piece = PIECES[chance.below(PIECES.len())];
            match chance.below(3) {
                0 => drop(letters.splice(at..(at + chance.below(3)).min(letters.len()), piece.chars())),
                _ => drop(letters.splice(at..at, piece.chars())),
            }
        }
        let damaged: String = letters.into_iter().collect();
        // What cannot be placed is refused, and its words stay where they are.
        let Ok(once) = canonical(File { path: &path, text: &damaged }) else { continue };
        formatted += 1;
        assert_eq!(words(&once), words(&damaged), "{path} lost or moved a word");
        assert_eq!(canonical(File { path: &path, text: &once }).as_ref(), Ok(&once), "{path} is not stable");
    }
    assert!(formatted > 200, "only {formatted} chapters could be set");
}
