//! The code table of a pack, `codes.csv`.

use domain::{
    code::{Asks, Class, Code, CodeEntry, CodeTable, Only, Role},
    session::Half,
};

use crate::{Fault, text::Span};

const COLUMNS: [&str; 12] = [
    "number",
    "letters",
    "description",
    "plain",
    "class",
    "role",
    "half",
    "only",
    "asks",
    "counts for notice",
    "from",
    "until",
];

/// Reads a code table. `path` is named in faults.
pub fn read(path: &str, text: &str) -> Result<CodeTable, Vec<Fault>> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let fault = |line: usize, what: String| Fault::new(path, Span { line, column: 1, length: 1 }, what, "");
    let header = reader.headers().map_err(|error| vec![fault(1, error.to_string())])?.clone();
    let column = |name: &str| header.iter().position(|column| column == name);
    let missing: Vec<Fault> = COLUMNS
        .iter()
        .filter(|name| column(name).is_none())
        .map(|name| fault(1, format!("the code table has no column `{name}`")))
        .collect();
    if !missing.is_empty() {
        return Err(missing);
    }
    let (mut entries, mut faults) = (Vec::new(), Vec::new());
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                faults.push(fault(1, error.to_string()));
                continue;
            }
        };
        let line = record.position().map_or(1, |position| position.line() as usize);
        let field = |name: &str| column(name).and_then(|at| record.get(at)).unwrap_or("");
        match entry(&field) {
            Ok(entry) => entries.push(entry),
            Err(what) => faults.push(fault(line, what)),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    CodeTable::new(entries).map_err(|error| vec![fault(1, error.to_string())])
}

fn entry<'a>(field: &impl Fn(&str) -> &'a str) -> Result<CodeEntry, String> {
    let wrong = |name: &str| format!("`{}` is no {name}", field(name));
    let number = field("number").parse().ok().and_then(Code::from_number);
    let yes = |name: &str| match field(name) {
        "yes" => Ok(true),
        "no" | "" => Ok(false),
        other => Err(format!("`{other}` under {name} is neither yes nor no")),
    };
    let day = |name: &str| match field(name) {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| format!("`{text}` under {name} is no date like 2024-08-19")),
    };
    let half = match field("half") {
        "" => None,
        text => Some(Half::parse(text).ok_or_else(|| wrong("half"))?),
    };
    Ok(CodeEntry {
        code: number.ok_or_else(|| format!("`{}` is no number from 1 to 255", field("number")))?,
        letters: field("letters").to_owned(),
        description: field("description").to_owned(),
        plain: field("plain").to_owned(),
        class: Class::parse(field("class")).ok_or_else(|| wrong("class"))?,
        role: Role::parse(field("role")).ok_or_else(|| wrong("role"))?,
        half,
        only: Only::parse(field("only")).ok_or_else(|| wrong("restriction of a code"))?,
        asks: Asks::parse(field("asks")).ok_or_else(|| wrong("thing that a code asks for"))?,
        is_leave: yes("leave")?,
        counts_for_notice: yes("counts for notice")?,
        from: day("from")?,
        until: day("until")?,
    })
}
