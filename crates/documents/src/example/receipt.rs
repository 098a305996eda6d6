use domain::Date;

use crate::{letter::Block, receipt::Receipt};

/// Why a child of Hillside Primary School is on a pathway.
pub fn receipt() -> Receipt {
    let text = String::from;
    let row = |cells: [&str; 4]| cells.map(String::from).to_vec();
    Receipt {
        title: text("Why “Pathway: Improvement” applies to Amélie O’Connor"),
        particulars: vec![
            (text("Pupil"), text("Amélie O’Connor, 5 Hazel")),
            (text("Handbook"), text("Marlbeck, edition 2026")),
        ],
        date: Date::constant(2027, 3, 12),
        body: vec![
            Block::Heading(text("What the handbook says")),
            Block::Paragraph(text("Help begins at ten days.")),
            Block::Table {
                caption: text("Every session counted"),
                header: row(["Date", "Half", "Code", "Meaning"]),
                rows: vec![row(["Monday 1 March 2027", "morning", "I", "ill"])],
            },
            Block::List(vec![text("Decided by nobody: it follows from the register.")]),
        ],
        fingerprint: text("Fingerprint 7c41 09ab 5f20 e3d8."),
    }
}
