//! A table as CSV: UTF-8, comma, lines ended as RFC 4180 says, days as 2027-03-12, percentages with three decimals.

use csv::{Terminator, WriterBuilder};
use domain::tally::Percent;

use super::{Cell, Table, guarded};

const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// The table as CSV, headings first.
pub fn csv(table: &Table) -> Vec<u8> {
    written(table, Vec::new())
}

/// The same behind a byte order mark, without which Excel takes `é` for two letters.
pub fn csv_for_excel(table: &Table) -> Vec<u8> {
    written(table, BYTE_ORDER_MARK.to_vec())
}

fn written(table: &Table, start: Vec<u8>) -> Vec<u8> {
    const IN_MEMORY: &str = "writing to memory cannot fail, and rows may differ in length";
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).flexible(true).from_writer(start);
    let headings = table.columns.iter().map(|column| guarded(&column.heading).into_owned());
    writer.write_record(headings).expect(IN_MEMORY);
    for row in &table.rows {
        writer.write_record(row.iter().map(field)).expect(IN_MEMORY);
    }
    writer.into_inner().expect(IN_MEMORY)
}

fn field(cell: &Cell) -> String {
    match cell {
        Cell::Text(text) => guarded(text).into_owned(),
        Cell::Number(number) => number.to_string(),
        Cell::Percent(percent) => three_decimals(*percent),
        Cell::Date(date) => date.to_string(),
        Cell::Empty => String::new(),
    }
}

fn three_decimals(percent: Percent) -> String {
    let thousandths = percent.in_thousandths();
    format!("{}.{:03}", thousandths / 1000, thousandths % 1000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        example,
        table::{Column, Kind},
    };

    #[test]
    fn a_table_becomes_lines_that_any_program_reads() {
        let lines = String::from_utf8(csv(&example::table())).unwrap();
        assert_eq!(
            lines,
            "Class,Pupils,Last register,Attendance\r\n\
             5 Hazel,29,2027-03-12,89.474\r\n\
             6 Rowan,31,2027-03-11,95.000\r\n\
             4 Elm,0,,\r\n"
        );
    }

    #[test]
    fn the_byte_order_mark_is_the_only_difference_for_excel() {
        let table = example::table();
        assert_eq!(csv_for_excel(&table), [BYTE_ORDER_MARK, &csv(&table)].concat());
    }

    #[test]
    fn a_name_can_hold_quotes_commas_and_formulas_and_a_negative_number_stays_one() {
        let name = |text: &str| vec![Cell::Text(String::from(text)), Cell::Number(-3)];
        let column = |heading: &str, kind| Column { heading: String::from(heading), kind };
        let table = Table {
            title: String::from("Names"),
            columns: vec![column("=Name", Kind::Text), column("Change", Kind::Number)],
            rows: vec![name("=HYPERLINK(\"x\")"), name("O’Neil, Zoë \"Zo\""), name("\\"), name("-")],
            notes: Vec::new(),
        };
        let lines = String::from_utf8(csv(&table)).unwrap();
        assert_eq!(
            lines,
            "'=Name,Change\r\n\"'=HYPERLINK(\"\"x\"\")\",-3\r\n\"O’Neil, Zoë \"\"Zo\"\"\",-3\r\n\\,-3\r\n'-,-3\r\n"
        );
    }
}
