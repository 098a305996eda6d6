//! A table as an Excel workbook: one sheet with the table, one with its notes.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::{Cell, Table, guarded};

/// Why a table could not become a workbook: too many rows or columns for Excel, or a day before 1900.
#[derive(Debug, thiserror::Error)]
#[error("`{title}` cannot be written as a workbook: {cause}; ask for CSV instead")]
pub struct XlsxFault {
    title: String,
    cause: XlsxError,
}

/// The table as a workbook. The same table gives the same bytes.
pub fn xlsx(table: &Table) -> Result<Vec<u8>, XlsxFault> {
    workbook(table).map_err(|cause| XlsxFault { title: table.title.clone(), cause })
}

fn workbook(table: &Table) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // A fixed day stands where the library would put the time of writing, so that equal tables are equal files.
    let made = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_title(&table.title).set_creation_datetime(&made));
    write_table(workbook.add_worksheet().set_name("Table")?, table)?;
    write_notes(workbook.add_worksheet().set_name("Notes")?, table)?;
    workbook.save_to_buffer()
}

fn write_table(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let [day, percent] = ["d mmmm yyyy", "0.0%"].map(|pattern| Format::new().set_num_format(pattern));
    for (at, column) in (0_u16..).zip(&table.columns) {
        sheet.write_string_with_format(0, at, &*guarded(&column.heading), &bold)?;
    }
    for (down, row) in (1_u32..).zip(&table.rows) {
        for (at, cell) in (0_u16..).zip(row) {
            match cell {
                Cell::Text(text) => sheet.write_string(down, at, &*guarded(text))?,
                Cell::Number(number) => sheet.write_number(down, at, *number as f64)?,
                Cell::Percent(share) => {
                    let fraction = f64::from(share.in_thousandths()) / 100_000.0;
                    sheet.write_number_with_format(down, at, fraction, &percent)?
                }
                Cell::Date(date) => {
                    let [month, day_of_month] = [date.month(), date.day()].map(i8::unsigned_abs);
                    let date = ExcelDateTime::from_ymd(date.year().unsigned_abs(), month, day_of_month)?;
                    sheet.write_datetime_with_format(down, at, &date, &day)?
                }
                Cell::Empty => continue,
            };
        }
    }
    sheet.set_freeze_panes(1, 0)?;
    sheet.autofit();
    Ok(())
}

fn write_notes(sheet: &mut Worksheet, table: &Table) -> Result<(), XlsxError> {
    let wrapped = Format::new().set_text_wrap();
    sheet.set_column_width(0, 100)?;
    sheet.write_string_with_format(0, 0, &*guarded(&table.title), &Format::new().set_bold())?;
    for (down, note) in (1_u32..).zip(&table.notes) {
        sheet.write_string_with_format(down, 0, &*guarded(note), &wrapped)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example;

    #[test]
    fn the_same_table_gives_the_same_workbook() {
        let first = xlsx(&example::table()).unwrap();
        assert!(first.starts_with(b"PK"), "a workbook is a zip archive");
        assert_eq!(first, xlsx(&example::table()).unwrap());
    }

    #[test]
    fn a_day_that_excel_does_not_know_is_refused_with_a_way_out() {
        let mut table = example::table();
        table.rows[0][2] = Cell::Date(domain::Date::constant(1850, 3, 12));
        let fault = xlsx(&table).unwrap_err().to_string();
        assert!(fault.starts_with("`Attendance by class` cannot be written as a workbook"), "{fault}");
        assert!(fault.ends_with("ask for CSV instead"), "{fault}");
    }
}
