//! The register of requirement rows and of readings, which every citation is held against.

use std::collections::BTreeMap;

/// A requirement row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its identifier, such as `LAN-062`.
    pub id: String,
    /// The folder name of the pack whose document it comes from.
    pub pack: String,
    /// The heading it stands under in the document.
    pub heading: String,
    /// Its kind: threshold, timescale, workflow …
    pub kind: String,
    /// The requirement in our words.
    pub text: String,
}

/// A reading: how an unclear place of a document is settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Its identifier, such as `C-LAN-06`.
    pub id: String,
    /// What is unclear.
    pub matter: String,
    /// How we read it.
    pub adopted: String,
}

/// All rows and readings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Register {
    rows: Vec<Row>,
    places: BTreeMap<String, usize>,
    readings: BTreeMap<String, Reading>,
}

impl Register {
    /// Reads `rows.csv` (id, pack, heading, kind, text) and `readings.csv` (id, matter, adopted).
    pub fn read(rows: &str, readings: &str) -> Result<Register, csv::Error> {
        let mut register = Register::default();
        for record in csv::Reader::from_reader(rows.as_bytes()).into_records() {
            let record = record?;
            let field = |at: usize| record.get(at).unwrap_or("").to_owned();
            register.places.insert(field(0), register.rows.len());
            register.rows.push(Row { id: field(0), pack: field(1), heading: field(2), kind: field(3), text: field(4) });
        }
        for record in csv::Reader::from_reader(readings.as_bytes()).into_records() {
            let record = record?;
            let field = |at: usize| record.get(at).unwrap_or("").to_owned();
            register.readings.insert(field(0), Reading { id: field(0), matter: field(1), adopted: field(2) });
        }
        Ok(register)
    }

    /// Every row, in the order of the register.
    pub fn rows(&self) -> &[Row] {
        &self.rows
    }

    /// The row called `id`.
    pub fn row(&self, id: &str) -> Option<&Row> {
        self.places.get(id).map(|&at| &self.rows[at])
    }

    /// The reading called `id`.
    pub fn reading(&self, id: &str) -> Option<&Reading> {
        self.readings.get(id)
    }

    /// Whether `id` is a row or a reading.
    pub fn knows(&self, id: &str) -> bool {
        self.places.contains_key(id) || self.readings.contains_key(id)
    }
}
