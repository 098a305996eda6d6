//! An invented letter, handbook and table, for tests and for trying things out. Nobody in them exists.

mod handbook;
mod receipt;

use domain::{Date, tally::Percent};

use crate::{
    letter::{Addressee, Block, Child, Letter, Letterhead, Sender},
    table::{Cell, Column, Kind, Table},
};

pub use handbook::handbook;
pub use receipt::receipt;

/// A letter about days missed, from Hillside Primary School.
pub fn letter() -> Letter {
    let text = String::from;
    let row = |cells: [&str; 3]| cells.map(String::from).to_vec();
    Letter {
        title: text("Amélie’s attendance this term"),
        school: Letterhead {
            name: text("Hillside Primary School"),
            address: vec![text("Hillside Lane"), text("Hillside"), text("ZZ99 1AA")],
            telephone: text("01632 960001"),
        },
        to: Addressee {
            name: text("Mrs Siân O’Connor"),
            address: vec![text("4 Made Up Row"), text("Hillside"), text("ZZ99 2BB")],
        },
        date: day(2027, 3, 12),
        reference: text("HPS 2027-031"),
        about: Child { name: text("Amélie O’Connor"), group: text("5 Hazel") },
        body: vec![
            Block::Paragraph(text("Amélie has missed 8 days of school since September. We would like to help.")),
            Block::Heading(text("The days missed")),
            Block::Table {
                caption: text("Days missed, by month"),
                header: row(["Month", "School days", "Days missed"]),
                rows: vec![row(["January 2027", "20", "3"]), row(["February 2027", "15", "3½"])],
            },
            Block::Heading(text("What we can do together")),
            Block::List(vec![
                text("Ring the school office to say what makes mornings hard."),
                text("Meet Amélie’s teacher, at a time that suits you."),
            ]),
        ],
        sender: Sender { name: text("Dilys Pargeter"), position: text("Attendance lead") },
        receipt: text("7c41 09ab 5f20 e3d8"),
    }
}

/// A table of attendance by class.
pub fn table() -> Table {
    let column = |heading: &str, kind| Column { heading: String::from(heading), kind };
    let row = |group: &str, pupils, day, thousandths| {
        vec![
            Cell::Text(String::from(group)),
            Cell::Number(pupils),
            Cell::Date(day),
            Cell::Percent(Percent::thousandths(thousandths)),
        ]
    };
    let mut rows = vec![row("5 Hazel", 29, day(2027, 3, 12), 89_474), row("6 Rowan", 31, day(2027, 3, 11), 95_000)];
    rows.push(vec![Cell::Text(String::from("4 Elm")), Cell::Number(0), Cell::Empty, Cell::Empty]);
    Table {
        title: String::from("Attendance by class"),
        columns: vec![
            column("Class", Kind::Text),
            column("Pupils", Kind::Number),
            column("Last register", Kind::Date),
            column("Attendance", Kind::Percent),
        ],
        rows,
        notes: vec![String::from("Attendance is attended sessions over possible sessions, autumn term to the day.")],
    }
}

const fn day(year: i16, month: i8, day: i8) -> Date {
    Date::constant(year, month, day)
}
