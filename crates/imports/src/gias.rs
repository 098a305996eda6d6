//! The national list of schools ("Get information about schools"), under its own headers or those of its public copies.

use std::collections::HashMap;

use domain::school::Phase;

use crate::{
    column::plain,
    encoding::{Encoding, decode},
    fault::{FaultKind, Faults, RowFault},
    table::{ReadError, Row, Table},
};

/// A school of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedSchool {
    /// Where it stands.
    pub line: u64,
    /// The unique reference number, six digits.
    pub urn: String,
    /// The authority's number and the establishment's, seven digits, where known.
    pub laestab: Option<String>,
    /// Its name.
    pub name: String,
    /// The list's own word for its phase, such as `Middle deemed secondary`.
    pub phase_words: String,
    /// What kind of school that is here; nothing for nurseries, colleges and others without one.
    pub phase: Option<Phase>,
    /// The type of establishment, such as `Academy converter`; empty where unknown.
    pub kind: String,
    /// The authority's three digits.
    pub la_code: String,
    /// The authority's name.
    pub la_name: String,
    /// The lines of the address above the town, such as street and locality; those that are known.
    pub street: Vec<String>,
    /// The town; empty where unknown.
    pub town: String,
    /// The county; empty where unknown.
    pub county: String,
    /// The postcode; empty where unknown.
    pub postcode: String,
    /// The number of its office, with its first nought; empty where unknown.
    pub telephone: String,
    /// `Open`, `Closed` or another word of the list; empty where unknown.
    pub status: String,
    /// How many pupils it has, where known.
    pub pupils: Option<u32>,
}

impl ListedSchool {
    /// Where it is, one line each, as an envelope has them.
    pub fn address(&self) -> Vec<String> {
        let mut lines = self.street.clone();
        lines.extend([&self.town, &self.county, &self.postcode].into_iter().filter(|line| !line.is_empty()).cloned());
        // The list often names a village as locality and as town.
        lines.dedup();
        lines
    }
}

/// What the list holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchoolList {
    /// In which letters the file is written.
    pub encoding: Encoding,
    /// Every school that can be taken, in the order of the file.
    pub schools: Vec<ListedSchool>,
    /// What is wrong, by line.
    pub faults: Vec<RowFault>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Urn,
    Laestab,
    Estab,
    Name,
    Phase,
    Kind,
    LaCode,
    LaName,
    Street,
    Locality,
    ThirdLine,
    Town,
    County,
    Postcode,
    Telephone,
    Status,
    Pupils,
}

/// Each field's headers, in lower case letters and digits only.
const HEADERS: [(Field, &[&str]); 17] = [
    (Field::Urn, &["urn"]),
    (Field::Laestab, &["laestab"]),
    (Field::Estab, &["estab", "establishmentnumber"]),
    (Field::Name, &["name", "establishmentname"]),
    (Field::Phase, &["phase", "phaseofeducationname"]),
    (Field::Kind, &["type", "typeofestablishmentname"]),
    (Field::LaCode, &["lacode", "laid"]),
    (Field::LaName, &["laname"]),
    (Field::Street, &["street"]),
    (Field::Locality, &["locality"]),
    (Field::ThirdLine, &["address3"]),
    (Field::Town, &["town"]),
    (Field::County, &["county", "countyname"]),
    (Field::Postcode, &["postcode"]),
    (Field::Telephone, &["telephonenum", "telephone"]),
    (Field::Status, &["status", "establishmentstatusname"]),
    (Field::Pupils, &["pupils", "totalpupils", "numberofpupils"]),
];

/// Reads the list. An error means that the file is no list of schools; rows that cannot be taken are faults.
pub fn read(bytes: &[u8]) -> Result<SchoolList, ReadError> {
    let (text, encoding) = decode(bytes);
    let table = Table::read(&text, |header| header.iter().any(|name| plain(name) == "urn"))?;
    let places = Places::of(&table.header);
    if places.at(Field::Urn).is_none() || places.at(Field::Name).is_none() {
        return Err(ReadError::UnknownLayout { headers: table.header });
    }
    let mut faults = Faults::default();
    let mut lines: HashMap<String, u64> = HashMap::new();
    let mut schools = Vec::with_capacity(table.rows.len());
    for row in &table.rows {
        let Some(school) = Cells { header: &table.header, places: &places, row }.school(&mut faults) else { continue };
        match lines.get(&school.urn) {
            Some(&line) => faults.add(row.line, "URN", &school.urn, FaultKind::Twice { line }),
            None => {
                lines.insert(school.urn.clone(), row.line);
                schools.push(school);
            }
        }
    }
    Ok(SchoolList { encoding, schools, faults: faults.finish() })
}

/// Where each field stands, worked out once a file.
struct Places(Vec<(Field, usize)>);

impl Places {
    fn of(header: &[String]) -> Places {
        let plain: Vec<String> = header.iter().map(|name| plain(name)).collect();
        let place = |&(field, aliases): &(Field, &[&str])| {
            Some((field, plain.iter().position(|name| aliases.contains(&name.as_str()))?))
        };
        Places(HEADERS.iter().filter_map(place).collect())
    }

    fn at(&self, field: Field) -> Option<usize> {
        self.0.iter().find(|(known, _)| *known == field).map(|&(_, at)| at)
    }
}

struct Cells<'a> {
    header: &'a [String],
    places: &'a Places,
    row: &'a Row,
}

impl Cells<'_> {
    fn text(&self, field: Field) -> &str {
        self.places.at(field).map_or("", |at| self.row.cell(at))
    }

    fn refuse(&self, field: Field, kind: FaultKind, faults: &mut Faults) {
        let header = self.places.at(field).map_or("", |at| &self.header[at]);
        faults.add(self.row.line, header, self.text(field), kind);
    }

    fn school(&self, faults: &mut Faults) -> Option<ListedSchool> {
        let urn = self.text(Field::Urn);
        if !has_digits(urn, 6) {
            self.refuse(Field::Urn, FaultKind::Digits(6), faults);
            return None;
        }
        if self.text(Field::Name).is_empty() {
            self.refuse(Field::Name, FaultKind::Missing, faults);
            return None;
        }
        let own = |field| self.text(field).to_owned();
        Some(ListedSchool {
            line: self.row.line,
            urn: urn.to_owned(),
            laestab: self.laestab(faults),
            phase: phase(self.text(Field::Phase), self.text(Field::Kind)),
            phase_words: own(Field::Phase),
            name: own(Field::Name),
            kind: own(Field::Kind),
            la_code: own(Field::LaCode),
            la_name: own(Field::LaName),
            street: [Field::Street, Field::Locality, Field::ThirdLine]
                .map(own)
                .into_iter()
                .filter(|line| !line.is_empty())
                .collect(),
            town: own(Field::Town),
            county: own(Field::County).replace("Not recorded", ""),
            postcode: own(Field::Postcode),
            telephone: telephone(self.text(Field::Telephone)),
            status: own(Field::Status),
            pupils: self.text(Field::Pupils).parse().ok(),
        })
    }

    /// Authority and establishment in one number, as the file has it or as its parts make it.
    fn laestab(&self, faults: &mut Faults) -> Option<String> {
        let (la, estab) = (self.text(Field::LaCode), self.text(Field::Estab));
        let whole = self.text(Field::Laestab).replace('/', "");
        let made = (has_digits(la, 3) && has_digits(estab, 4)).then(|| format!("{la}{estab}"));
        if whole.is_empty() {
            return made;
        }
        if !has_digits(&whole, 7) {
            self.refuse(Field::Laestab, FaultKind::Digits(7), faults);
            return made;
        }
        if let Some(expected) = made.filter(|made| *made != whole) {
            self.refuse(Field::Laestab, FaultKind::OtherParts { expected }, faults);
        }
        Some(whole)
    }
}

/// A spreadsheet that took the number for an amount has lost its first nought.
fn telephone(text: &str) -> String {
    let has_lost_it = text.len() >= 9 && !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit());
    if has_lost_it { format!("0{text}") } else { text.to_owned() }
}

fn has_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn phase(words: &str, kind: &str) -> Option<Phase> {
    if kind.to_lowercase().contains("special") {
        return Some(Phase::Special);
    }
    match words {
        "Primary" | "Middle deemed primary" => Some(Phase::Primary),
        "Secondary" | "Middle deemed secondary" | "All-through" => Some(Phase::Secondary),
        _ => None,
    }
}
