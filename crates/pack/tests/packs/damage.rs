//! A chapter that was damaged on its way gives faults with places in it, whatever the damage.

use pack::{File, read, render};

const CHAPTERS: [&str; 2] = [
    include_str!("../../../../packs/lancashire/2-casework.md"),
    include_str!("../../../../packs/lady-boswells/1-registers-and-leave.md"),
];

/// Pieces that the language gives a meaning to, and letters of more than one byte.
const PIECES: [&str; 16] =
    ["[", "]", "\"", "|", "- ", "# ", "> ", "(", ")", ": ", ";", " and ", "½", "–", "\n", " is at least "];

#[test]
fn a_damaged_chapter_is_read_or_refused_and_never_brings_the_program_down() {
    let mut number = 11_u64;
    let mut below = |limit: usize| {
        number = number.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (number >> 33) as usize % limit
    };
    let mut refused = 0;
    for chapter in CHAPTERS {
        for _ in 0..150 {
            let mut letters: Vec<char> = chapter.chars().collect();
            let at = below(letters.len());
            match below(3) {
                0 => letters.truncate(at),
                1 => drop(letters.splice(at..(at + below(40)).min(letters.len()), [])),
                _ => drop(letters.splice(at..at, PIECES[below(PIECES.len())].chars())),
            }
            let text: String = "# Pack: Damaged\n\n".chars().chain(letters).collect();
            let file = File { path: "damaged/1.md", text: &text };
            if let Err(faults) = read(&[file]) {
                let lines = text.lines().count();
                assert!(faults.iter().all(|fault| (1..=lines).contains(&fault.span.line)), "{faults:?}");
                assert!(render(&faults, &[file]).contains("damaged/1.md"));
                refused += 1;
            }
        }
    }
    assert!(refused > 60, "only {refused} damaged chapters were refused");
}
