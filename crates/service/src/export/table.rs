//! A table of a copy, line by line, as far as it can be read.

use std::str::FromStr;

use domain::{act::By, id::PersonId};

use super::{Fault, folder::Files};

/// A line of a table, by the names of its header.
pub(super) struct Row<'a> {
    header: &'a [&'a str],
    pub(super) record: csv::StringRecord,
    pub(super) place: String,
}

impl Row<'_> {
    pub(super) fn text(&self, name: &str) -> &str {
        let at = self.header.iter().position(|column| *column == name);
        at.and_then(|at| self.record.get(at)).unwrap_or_default()
    }

    pub(super) fn fault(&self, name: &str) -> Fault {
        Fault::new(&self.place, format!("`{}` cannot be a {name}", self.text(name)))
    }

    pub(super) fn read<T>(&self, name: &str, read: impl FnOnce(&str) -> Option<T>) -> Result<T, Fault> {
        read(self.text(name)).ok_or_else(|| self.fault(name))
    }

    pub(super) fn value<T: FromStr>(&self, name: &str) -> Result<T, Fault> {
        self.read(name, |text| text.parse().ok())
    }

    pub(super) fn by(&self) -> Result<By, Fault> {
        let person = PersonId(self.value("person")?);
        Ok(By { person, name: self.text("name").to_owned(), position: self.text("position").to_owned() })
    }
}

/// Gives `each` every line of a table. What it cannot read is a fault, and the line is left out.
pub(super) fn table<T>(
    (files, name): (&Files, &str),
    header: &[&str],
    faults: &mut Vec<Fault>,
    each: impl Fn(&Row<'_>) -> Result<T, Fault>,
) -> Vec<T> {
    let mut all = Vec::new();
    let Some(bytes) = files.get(name) else { return all };
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes.as_slice());
    if reader.headers().is_ok_and(|found| found != header) {
        faults.push(Fault::new(name, format!("its columns are not {}", header.join(", "))));
        return all;
    }
    for record in reader.records() {
        let Ok(record) = record else {
            faults.push(Fault::new(name, "a line of it cannot be read"));
            continue;
        };
        let line = record.position().map_or(0, csv::Position::line);
        let row = Row { header, record, place: format!("{name} line {line}") };
        match each(&row) {
            Ok(one) => all.push(one),
            Err(fault) => faults.push(fault),
        }
    }
    all
}
