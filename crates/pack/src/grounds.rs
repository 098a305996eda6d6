//! The grounds on which a name comes off the admission register, `grounds.csv`, what each asks, `grounds-conditions.csv`, and which
//! cohorts need care in who sees them, `cohorts.csv`.

use std::collections::{BTreeMap, BTreeSet};

use domain::{
    admission::{Asked, Condition, Ground, Grounds},
    permission::Role,
};

use crate::{Fault, text::Span};

/// A file of the pack: its path and its text.
pub type Source<'a> = (&'a str, &'a str);

/// Reads the grounds with their conditions.
pub fn read(grounds: Source<'_>, conditions: Source<'_>) -> Result<Grounds, Vec<Fault>> {
    let rows = rows(grounds)?.into_iter().map(|row| {
        let decided_by = list(row.cell("decided by"));
        let roles: Option<Vec<Role>> = decided_by.iter().map(|role| Role::parse(role)).collect();
        let roles = roles.filter(|roles| !roles.is_empty());
        Ok(Ground {
            paragraph: row.filled("paragraph")?,
            words: row.filled("ground")?,
            decided_by: roles
                .ok_or_else(|| row.fault("`decided by` names no post: write posts as sign-ins have them"))?,
            stops_messages: row.yes("stops messages")?,
            conditions: Vec::new(),
        })
    });
    let mut grounds = Grounds(sound(rows)?);
    let conditions = self::rows(conditions)?;
    sound(conditions.iter().map(|row| give(&mut grounds, row)))?;
    Ok(grounds)
}

/// Gives a condition to each ground that it is for.
fn give(grounds: &mut Grounds, row: &Row<'_>) -> Result<(), Fault> {
    let condition = Condition { name: row.filled("name")?, words: row.filled("condition")?, asked: asked(row)? };
    let (whose, except) = (row.filled("for")?, list(row.cell("except")));
    let is_for = |ground: &&mut Ground| {
        (whose == "*" || ground.paragraph.starts_with(&whose))
            && !except.iter().any(|not| ground.paragraph.starts_with(not.as_str()))
    };
    let mut given = 0;
    for ground in grounds.0.iter_mut().filter(is_for) {
        ground.conditions.push(condition.clone());
        given += 1;
    }
    if given == 0 { Err(row.fault("no ground has this paragraph: name one of `grounds.csv`")) } else { Ok(()) }
}

fn asked(row: &Row<'_>) -> Result<Asked, Fault> {
    Ok(match row.cell("found by") {
        "evidence" => Asked::Evidence,
        "evidence in a special school" => Asked::EvidenceInSpecialSchool,
        "evidence of cohorts" => Asked::EvidenceOfCohorts(list(row.cell("cohorts"))),
        "compulsory age" => Asked::CompulsoryAge,
        "other age" => Asked::OtherAge,
        "absence" => {
            let days = row.cell("days").parse().map_err(|_| row.fault("`days` has no number of school days"))?;
            Asked::Absence { days, codes: list(row.cell("codes")) }
        }
        "enquiry" => Asked::Enquiry,
        "return" => Asked::Return,
        other => return Err(row.fault(&format!("`{other}` is no way to find a condition out"))),
    })
}

/// Reads which cohorts are shown only to whoever may see what needs care.
pub fn sensitive(cohorts: Source<'_>) -> Result<BTreeSet<String>, Vec<Fault>> {
    let rows = rows(cohorts)?.into_iter().map(|row| {
        let is_sensitive = row.yes("sensitive")?;
        row.filled("cohort").map(|name| is_sensitive.then_some(name))
    });
    Ok(sound(rows)?.into_iter().flatten().collect())
}

/// Reads who is told of an absence that nobody has explained, by cohort: the posts, such as `social worker`.
pub fn told(cohorts: Source<'_>) -> Result<BTreeMap<String, Vec<String>>, Vec<Fault>> {
    let rows = rows(cohorts)?.into_iter();
    Ok(sound(rows.map(|row| Ok((row.filled("cohort")?, list(row.cell("told of an absence"))))))?
        .into_iter()
        .filter(|(_, posts)| !posts.is_empty())
        .collect())
}

struct Row<'a> {
    path: &'a str,
    line: usize,
    cells: Vec<(String, String)>,
}

impl Row<'_> {
    fn cell(&self, column: &str) -> &str {
        self.cells.iter().find(|(name, _)| name == column).map_or("", |(_, text)| text.trim())
    }

    fn filled(&self, column: &str) -> Result<String, Fault> {
        match self.cell(column) {
            "" => Err(self.fault(&format!("`{column}` is empty"))),
            text => Ok(text.to_owned()),
        }
    }

    fn yes(&self, column: &str) -> Result<bool, Fault> {
        match self.cell(column) {
            "yes" => Ok(true),
            "no" => Ok(false),
            other => Err(self.fault(&format!("`{other}` is neither yes nor no"))),
        }
    }

    fn fault(&self, what: &str) -> Fault {
        Fault::new(self.path, Span { line: self.line, column: 1, length: 1 }, what.to_owned(), "")
    }
}

fn rows((path, text): Source<'_>) -> Result<Vec<Row<'_>>, Vec<Fault>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let fault = |error: csv::Error| {
        let line = error.position().map_or(1, |position| position.line() as usize);
        vec![Fault::new(path, Span { line, column: 1, length: 1 }, error.to_string(), "")]
    };
    let head: Vec<String> = reader.headers().map_err(fault)?.iter().map(str::to_owned).collect();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(fault)?;
        let line = record.position().map_or(1, |position| position.line() as usize);
        let cells = head.iter().cloned().zip(record.iter().map(str::to_owned)).collect();
        rows.push(Row { path, line, cells });
    }
    Ok(rows)
}

/// The parts of a cell, set apart by semicolons.
fn list(cell: &str) -> Vec<String> {
    cell.split(';').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

/// Everything, or every fault.
fn sound<T>(all: impl Iterator<Item = Result<T, Fault>>) -> Result<Vec<T>, Vec<Fault>> {
    let (mut sound, mut faults) = (Vec::new(), Vec::new());
    for one in all {
        match one {
            Ok(one) => sound.push(one),
            Err(fault) => faults.push(fault),
        }
    }
    if faults.is_empty() { Ok(sound) } else { Err(faults) }
}

#[cfg(test)]
mod tests {
    use super::*;

    const GROUNDS: &str = "paragraph,ground,decided by,stops messages\n9(1)(a),Elsewhere,headteacher,no\n9(3)(a),Older,attendance lead; headteacher,yes\n";
    const HEAD: &str = "for,except,name,condition,found by,days,codes,cohorts\n";

    fn grounds(conditions: &str) -> Result<Grounds, Vec<Fault>> {
        read(("grounds.csv", GROUNDS), ("grounds-conditions.csv", &format!("{HEAD}{conditions}")))
    }

    #[test]
    fn a_condition_is_given_to_every_ground_that_it_is_for() {
        let read = grounds("*,9(3),a,Everywhere,evidence,,,\n9(3),,b,Absent,absence,20,G; N,\n").expect("no fault");
        let names: Vec<Vec<&str>> =
            read.0.iter().map(|ground| ground.conditions.iter().map(|one| one.name.as_str()).collect()).collect();
        assert_eq!(names, [vec!["a"], vec!["b"]]);
        let codes = vec![String::from("G"), String::from("N")];
        assert_eq!(read.0[1].conditions[0].asked, Asked::Absence { days: 20, codes });
    }

    #[test]
    fn a_row_that_cannot_be_carried_out_is_a_fault_with_its_line() {
        for conditions in ["9(9),,a,Nowhere,evidence,,,\n", "*,,a,Vague,feeling,,,\n", "*,,a,Long,absence,many,G,\n"] {
            let faults = grounds(conditions).expect_err("it cannot be carried out");
            assert_eq!(faults.len(), 1, "{conditions}");
        }
        assert!(
            read(
                ("grounds.csv", "paragraph,ground,decided by,stops messages\n9(1)(a),Elsewhere,caretaker,no\n"),
                ("", HEAD)
            )
            .is_err()
        );
    }

    #[test]
    fn cohorts_that_need_care_are_named() {
        let text = "cohort,about,sensitive\nin care,social care,yes\nservice family,circumstances,no\n";
        let named = sensitive(("cohorts.csv", text)).expect("no fault");
        assert_eq!(named.into_iter().collect::<Vec<_>>(), ["in care"]);
        let posts = "cohort,about,sensitive,told of an absence\nin care,social care,yes,social worker; virtual school head\nservice family,circumstances,no,\n";
        let told = told(("cohorts.csv", posts)).expect("no fault");
        assert_eq!(
            told.into_iter().collect::<Vec<_>>(),
            [(String::from("in care"), vec![String::from("social worker"), String::from("virtual school head")])]
        );
        assert!(sensitive(("cohorts.csv", "cohort,about,sensitive\nin care,social care,perhaps\n")).is_err());
    }
}
