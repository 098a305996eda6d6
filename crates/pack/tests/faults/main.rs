//! What the checker says of a pack that cannot stand, word for word as its author reads it.

mod bands;
mod conditions;
mod entries;
mod examples;
mod gives;
mod idle;
mod layers;
mod printed;
mod promised;
mod reach;
mod succession;

use pack::{File, link, read, register::Register, render};

const OPENING: &str = "# Pack: Hillside\n\n- kind: school\n- edition: 2026\n\n";
const ROWS: &str = "id,pack,heading,kind,text\nLAN-062,lancashire,Pathways,threshold,A pathway\n";
const READINGS: &str = "id,matter,adopted\nC-LAN-06,Days,Whole days\n";

/// The first two lines of each fault of such a chapter: what, and where. Nothing when it has none.
pub(crate) fn said(chapter: &str) -> Vec<String> {
    let text = format!("{OPENING}{chapter}");
    let files = [File { path: "hillside/1-rules.md", text: &text }];
    let register = Register::read(ROWS, READINGS).expect("written above");
    let found = match read(&files) {
        Err(faults) => faults,
        Ok(pack) => link(&[&pack], &register).err().unwrap_or_default(),
    };
    let text = render(&found, &files);
    let lines: Vec<&str> = text.lines().collect();
    let openings = lines.iter().enumerate().filter(|(_, line)| line.starts_with("error: "));
    openings.map(|(at, line)| format!("{} {}", &line[7..], lines[at + 1].trim().trim_start_matches("--> "))).collect()
}

/// The faults of a chapter that stands under a short opening, as they are shown.
pub(crate) fn faults(chapter: &str) -> String {
    let text = format!("{OPENING}{chapter}");
    let files = [File { path: "hillside/1-rules.md", text: &text }];
    let register = Register::read(ROWS, READINGS).expect("written above");
    let found = match read(&files) {
        Err(faults) => faults,
        Ok(pack) => link(&[&pack], &register).expect_err("the chapter has a fault"),
    };
    render(&found, &files).trim_end().to_owned()
}
