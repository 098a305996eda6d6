//! A list of pupils: names, classes, and the cohorts they belong to; with birthdays and first days also who they are on the
//! admission register.

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
    /// What they are called; empty where the list has no such column.
    pub forename: String,
    /// The family name; empty where the list has no such column.
    pub surname: String,
    /// The class or form; empty where the list has none.
    pub group: String,
    /// `F` or `M`, where the list says so.
    pub sex: Option<char>,
    /// Their birthday, where the list says so as `2014-04-20`.
    pub born: Option<Date>,
    /// National curriculum year, where the list says so; 0 is Reception.
    pub year: Option<u8>,
    /// The first day on the school's roll, where the list says so as `2025-09-01`.
    pub entered: Option<Date>,
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
    let headed = |known: &[&str]| table.header.iter().position(|name| known.contains(&plain(name).as_str()));
    let cohorts = headed(&["cohorts", "cohort"]);
    let sex = headed(&["sex", "gender"]);
    let born = headed(&["dob", "dateofbirth", "born"]);
    let year = headed(&["ncyear", "ncyearactual", "year", "yeargroup"]);
    let entered = headed(&["entrydate", "enrolledfrom", "startdate"]);
    let pupil = |row: &Row| ListedPupil {
        line: row.line,
        key: row.cell(key).to_uppercase(),
        name: name(row, &mapping),
        forename: text_of(row, &mapping, Column::Forename).to_owned(),
        surname: text_of(row, &mapping, Column::Surname).to_owned(),
        group: text_of(row, &mapping, Column::Group).to_owned(),
        sex: sex.and_then(|at| row.cell(at).chars().next()).map(|letter| letter.to_ascii_uppercase()),
        born: born.and_then(|at| day(row.cell(at))),
        year: year.and_then(|at| national_year(row.cell(at))),
        entered: entered.and_then(|at| day(row.cell(at))),
        cohorts: cohorts.map(|at| parted(row.cell(at))).unwrap_or_default(),
    };
    Ok(table.rows.iter().map(pupil).collect())
}

fn text_of<'a>(row: &'a Row, mapping: &Mapping, column: Column) -> &'a str {
    mapping.at(column).map_or("", |at| row.cell(at))
}

fn name(row: &Row, mapping: &Mapping) -> String {
    let text = |column| text_of(row, mapping, column);
    let whole = text(Column::Name);
    let name =
        if whole.is_empty() { format!("{} {}", text(Column::Forename), text(Column::Surname)) } else { whole.into() };
    name.trim().to_owned()
}

/// A day, perhaps with a time behind it.
fn day(cell: &str) -> Option<Date> {
    cell.split([' ', 'T']).next()?.parse().ok()
}

/// `7`, `Year 7`, `R`.
fn national_year(cell: &str) -> Option<u8> {
    let word = cell.trim_start_matches(|letter: char| letter.is_alphabetic() && letter != 'R').trim();
    if word.starts_with('R') { Some(0) } else { word.parse().ok() }
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
        assert_eq!((pupils[0].born, pupils[0].entered), (None, None));
    }

    #[test]
    fn what_the_admission_register_needs_is_read() {
        let text = "upn,forename,surname,sex,dob,nc_year,reg_group,entry_date\n\
                    Z888990119986,Olivia,Ashworth,f,2014-04-20 00:00:00,Year 7,7A,2025-09-01\n\
                    P888990118977,Muhammad,Hussain,M,20 June,R,8B,\n";
        let pupils = read(text.as_bytes(), &no_codes(), ON).expect("readable");
        let [first, second] = &pupils[..] else { panic!("two pupils") };
        assert_eq!((first.sex, first.born, first.year), (Some('F'), Some(jiff::civil::date(2014, 4, 20)), Some(7)));
        assert_eq!(first.entered, Some(jiff::civil::date(2025, 9, 1)));
        assert_eq!((second.born, second.year, second.entered), (None, Some(0), None));
    }

    #[test]
    fn a_list_without_a_number_for_each_pupil_is_refused() {
        assert!(read(b"Colour,Size\nred,2\n", &no_codes(), ON).is_err());
    }
}
