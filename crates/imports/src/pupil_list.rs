//! A list of pupils that goes with a file of marks: names, classes, and the cohorts they belong to.

use domain::code::CodeTable;
use jiff::civil::Date;

use crate::{
    column::{Column, plain},
    encoding::decode,
    layout::Mapping,
    table::{ReadError, Row, Table},
};

/// A pupil of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedPupil {
    /// Where it stands.
    pub line: u64,
    /// The unique pupil number, or the admission number where the list has none.
    pub key: String,
    /// Forename and surname; empty where the list has none.
    pub name: String,
    /// The class or form; empty where the list has none.
    pub group: String,
    /// The cohorts, by the names that packs use, parted by semicolons in the column `cohorts`.
    pub cohorts: Vec<String>,
}

/// Reads the list. Its columns are known by the same headers as those of marks.
pub fn read(bytes: &[u8], codes: &CodeTable, on: Date) -> Result<Vec<ListedPupil>, ReadError> {
    let text = decode(bytes).0;
    let mapping_of = |header: &[String]| Mapping::of(header, &[], codes, on);
    let key_of = |mapping: &Mapping| mapping.at(Column::Upn).or_else(|| mapping.at(Column::Key));
    let is_header = |header: &[String]| mapping_of(header).is_ok_and(|mapping| key_of(&mapping).is_some());
    let table = Table::read(&text, is_header)?;
    let mapping = mapping_of(&table.header)?;
    let key = key_of(&mapping).ok_or_else(|| ReadError::UnknownLayout { headers: table.header.clone() })?;
    let cohorts = table.header.iter().position(|name| ["cohorts", "cohort"].contains(&plain(name).as_str()));
    let pupil = |row: &Row| ListedPupil {
        line: row.line,
        key: row.cell(key).to_uppercase(),
        name: name(row, &mapping),
        group: mapping.at(Column::Group).map_or("", |at| row.cell(at)).to_owned(),
        cohorts: cohorts.map(|at| parted(row.cell(at))).unwrap_or_default(),
    };
    Ok(table.rows.iter().map(pupil).collect())
}

fn name(row: &Row, mapping: &Mapping) -> String {
    let text = |column| mapping.at(column).map_or("", |at| row.cell(at));
    let whole = text(Column::Name);
    let name =
        if whole.is_empty() { format!("{} {}", text(Column::Forename), text(Column::Surname)) } else { whole.into() };
    name.trim().to_owned()
}

fn parted(cell: &str) -> Vec<String> {
    cell.split(';').map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const ON: Date = jiff::civil::date(2025, 10, 24);

    fn no_codes() -> CodeTable {
        CodeTable::new(Vec::new()).expect("no code contradicts another")
    }

    #[test]
    fn names_classes_and_cohorts_are_read() {
        let text = "UPN,Forename,Surname,Reg Group,Cohorts\nz888990119986,Olivia,Ashworth,7A,SEN Support; Vulnerable\n";
        let pupils = read(text.as_bytes(), &no_codes(), ON).expect("readable");
        assert_eq!(pupils.len(), 1);
        assert_eq!((pupils[0].key.as_str(), pupils[0].name.as_str()), ("Z888990119986", "Olivia Ashworth"));
        assert_eq!((pupils[0].group.as_str(), pupils[0].line), ("7A", 2));
        assert_eq!(pupils[0].cohorts, ["SEN Support", "Vulnerable"]);
    }

    #[test]
    fn a_list_without_a_number_for_each_pupil_is_refused() {
        assert!(read(b"Colour,Size\nred,2\n", &no_codes(), ON).is_err());
    }
}
