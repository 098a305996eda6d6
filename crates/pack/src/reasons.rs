//! The reasons that a family can give for an absence, `reasons.csv`: its words, and the code that they may mean.

use domain::{
    Date,
    code::{Code, CodeTable},
};

use crate::{Fault, text::Span};

/// A reason that a family can give. A person decides what the register says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// In the words of a parent, such as `Ill`.
    pub words: String,
    /// The letters of the code that it may mean; empty when it says too little.
    pub letters: String,
}

impl Reason {
    /// The code that it may mean on `day`.
    pub fn code(&self, codes: &CodeTable, day: Date) -> Option<Code> {
        codes.find(&self.letters, day)
    }
}

/// Reads a list of reasons. `path` is named in faults; a text without a line is a list without a reason.
pub fn read(path: &str, text: &str, codes: &CodeTable) -> Result<Vec<Reason>, Vec<Fault>> {
    let mut reader = csv::ReaderBuilder::new().from_reader(text.as_bytes());
    let (mut reasons, mut faults) = (Vec::<Reason>::new(), Vec::new());
    let mut fault = |line: usize, what: String, help: &str| {
        faults.push(Fault::new(path, Span { line, column: 1, length: 1 }, what, help));
    };
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                let line = error.position().map_or(1, |position| position.line() as usize);
                fault(
                    line,
                    error.to_string(),
                    "write the words of a reason, a comma, and the letters of a code or nothing",
                );
                continue;
            }
        };
        let line = record.position().map_or(1, |position| position.line() as usize);
        let (words, letters) = (record.get(0).unwrap_or("").trim(), record.get(1).unwrap_or("").trim());
        if words.is_empty() {
            fault(line, String::from("this reason has no words"), "write what a parent would say");
        } else if reasons.iter().any(|known| known.words == words) {
            fault(line, format!("the reason `{words}` is listed twice"), "remove one of the two");
        } else if !letters.is_empty() && codes.entries().iter().all(|entry| entry.letters != letters) {
            fault(line, format!("no code has the letters `{letters}`"), "take the letters from `codes.csv`");
        } else {
            reasons.push(Reason { words: words.to_owned(), letters: letters.to_owned() });
        }
    }
    if faults.is_empty() { Ok(reasons) } else { Err(faults) }
}

#[cfg(test)]
mod tests {
    use domain::example;

    use super::*;

    #[test]
    fn a_reason_is_words_with_the_code_that_they_may_mean() {
        let codes = example::codes();
        let day = Date::constant(2026, 11, 24);
        let read = read("england/reasons.csv", "words,code\nIll,I\nSomething else,\n", &codes).expect("readable");
        assert_eq!(read[0].code(&codes, day), codes.find("I", day));
        assert_eq!((read[1].words.as_str(), read[1].code(&codes, day)), ("Something else", None));
    }

    #[test]
    fn each_slip_in_a_list_of_reasons_is_named_with_its_line() {
        let text = "words,code\nIll,I\n,I\nIll,M\nAway,ZZ\n";
        let faults = read("england/reasons.csv", text, &example::codes()).expect_err("three slips");
        let said: Vec<(usize, &str)> = faults.iter().map(|fault| (fault.span.line, fault.what.as_str())).collect();
        let expected = [
            (3, "this reason has no words"),
            (4, "the reason `Ill` is listed twice"),
            (5, "no code has the letters `ZZ`"),
        ];
        assert_eq!(said, expected);
    }
}
