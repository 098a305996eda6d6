//! What a closure may write over, `closures.csv`: for each code of a closure, what it does to every mark it can meet.

use domain::{
    closing::{Answer, Line, Met, Overwrites},
    code::CodeTable,
};

use crate::{Fault, text::Span};

const COLUMNS: [&str; 4] = ["code", "meets", "answer", "why"];

/// Reads an overwrite table whose codes stand in `codes`. `path` is named in faults; an empty text is a table without a code.
pub fn read(path: &str, text: &str, codes: &CodeTable) -> Result<Overwrites, Vec<Fault>> {
    if text.is_empty() {
        return Ok(Overwrites::default());
    }
    let fault = |line: usize, what: String| Fault::new(path, Span { line, column: 1, length: 1 }, what, "");
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|error| vec![fault(1, error.to_string())])?.clone();
    let missing = COLUMNS.iter().filter(|name| header.iter().all(|known| known != **name));
    let missing: Vec<Fault> = missing.map(|name| fault(1, format!("the table has no column `{name}`"))).collect();
    if !missing.is_empty() {
        return Err(missing);
    }
    let (mut lines, mut faults) = (Vec::new(), Vec::new());
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                faults.push(fault(1, error.to_string()));
                continue;
            }
        };
        let at = record.position().map_or(1, |position| position.line() as usize);
        let place = |name: &str| header.iter().position(|known| known == name);
        let field = |name: &str| place(name).and_then(|place| record.get(place)).unwrap_or("");
        match line(&field, codes) {
            Ok(one) => lines.push(one),
            Err(what) => faults.push(fault(at, what)),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    Overwrites::new(lines).map_err(|error| vec![fault(1, error.to_string())])
}

fn line<'a>(field: &impl Fn(&str) -> &'a str, codes: &CodeTable) -> Result<Line, String> {
    let letters = field("code");
    if codes.entries().iter().all(|entry| entry.letters != letters) {
        return Err(format!("there is no code `{letters}`: take the letters from `codes.csv`"));
    }
    let met = Met::parse(field("meets")).ok_or_else(|| {
        format!(
            "`{}` is nothing that a closure can meet: write `nothing`, `reason not known` or a class",
            field("meets")
        )
    })?;
    let replaces = match field("answer") {
        "replaces" => true,
        "leaves" => false,
        other => return Err(format!("`{other}` under answer is neither `replaces` nor `leaves`")),
    };
    if field("why").trim().is_empty() {
        return Err(String::from("a line does not say why: give the reason in words"));
    }
    Ok(Line { letters: letters.into(), met, answer: Answer { replaces, why: field("why").into() } })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(text: &str) -> Vec<String> {
        let found = read("closures.csv", text, &domain::example::codes()).expect_err("something is wrong");
        found.into_iter().map(|fault| fault.what).collect()
    }

    #[test]
    fn what_is_wrong_with_a_line_is_said() {
        let head = "code,meets,answer,why\n";
        assert!(faults("code,meets,why\n")[0].contains("no column `answer`"));
        assert!(faults(&format!("{head}Y4,nothing,replaces,why\n"))[0].contains("no code `Y4`"));
        assert!(faults(&format!("{head}#,rain,replaces,why\n"))[0].contains("`rain`"));
        assert!(faults(&format!("{head}#,nothing,perhaps,why\n"))[0].contains("`perhaps`"));
        assert!(faults(&format!("{head}#,nothing,replaces,\n"))[0].contains("does not say why"));
        assert!(faults(&format!("{head}#,nothing,replaces,why\n"))[0].contains("does not say once"));
    }
}
