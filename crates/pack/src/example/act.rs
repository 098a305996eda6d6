//! What is done in a line of an example.

use crate::{text::Piece, words};

/// Something done in an example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Act {
    /// Nothing; the pupil is looked at, by or for this parent where one is named.
    Looks { to: String },
    /// Something of the pack is tried.
    Does(Box<Does>),
    /// The pupil now belongs to a cohort, or no longer.
    Joins { cohort: String },
    /// The pupil no longer belongs to a cohort.
    Leaves { cohort: String },
    /// The register is corrected: what is said of a pupil's absence, such as `2 I from Mon 5 Oct 2026`.
    Marked { absence: String },
}

/// Something of the pack that is tried.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Does {
    pub(super) action: String,
    pub(super) outcome: String,
    pub(super) to: String,
    pub(super) role: Option<String>,
    /// Minutes after midnight.
    pub(super) at: Option<i64>,
    pub(super) fields: Vec<(String, String)>,
    pub(super) without: Vec<String>,
}

/// `does [thing] as "value" to "parent" by [role] at 10:15 with "field" value, … without "part"`, or what else a line can do.
pub(super) fn read(does: &Piece) -> Result<Act, String> {
    let text = does.text.as_str();
    if text == "looks" {
        return Ok(Act::Looks { to: String::new() });
    }
    if let Some(rest) = text.strip_prefix("looks to ") {
        return Ok(Act::Looks { to: quoted("looks to", rest)? });
    }
    if let Some(rest) = text.strip_prefix("is marked ") {
        return Ok(Act::Marked { absence: rest.to_owned() });
    }
    let cohort = |rest: &str| words::names(rest).pop().ok_or_else(|| format!("`{text}` names no cohort"));
    if let Some(rest) = text.strip_prefix("is now ") {
        return Ok(Act::Joins { cohort: cohort(rest)? });
    }
    if let Some(rest) = text.strip_prefix("is no longer ") {
        return Ok(Act::Leaves { cohort: cohort(rest)? });
    }
    let rest = text.strip_prefix("does ").or_else(|| text.strip_prefix("starts ")).map(str::trim_start);
    let named = rest.and_then(|rest| rest.strip_prefix('[')?.split_once(']'));
    let Some((action, rest)) = named else { return Err(format!("`{text}` does not say what is done")) };
    let mut does = Does { action: action.to_owned(), ..Does::default() };
    clauses(rest.trim(), &mut does)?;
    Ok(Act::Does(Box::new(does)))
}

fn clauses(mut rest: &str, does: &mut Does) -> Result<(), String> {
    while !rest.is_empty() {
        let (clause, after) = next_clause(rest);
        let (word, said) = clause.split_once(' ').unwrap_or((clause, ""));
        match word {
            "as" => does.outcome = quoted(word, said)?,
            "to" => does.to = quoted(word, said)?,
            "by" => does.role = Some(bracketed(said)?),
            "at" => does.at = Some(words::clock(said).ok_or_else(|| format!("`{said}` is no time of day"))?),
            "with" => does.fields = words::parted(said).into_iter().map(field).collect::<Result<_, String>>()?,
            "without" => {
                does.without =
                    words::parted(said).into_iter().map(|part| quoted(word, part)).collect::<Result<_, String>>()?;
            }
            _ => return Err(format!("`{clause}` is not said of something done")),
        }
        rest = after.trim();
    }
    Ok(())
}

/// The one value in quotation marks that stands behind `word`, and nothing else.
fn quoted(word: &str, said: &str) -> Result<String, String> {
    let value = said.trim().strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
    let value = value.filter(|value| !value.contains('"'));
    value.map(str::to_owned).ok_or_else(|| format!("`{word} {said}` is not in quotation marks: write `{word} \"…\"`"))
}

/// The one role in square brackets.
fn bracketed(said: &str) -> Result<String, String> {
    let name = said.trim().strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
    let name = name.filter(|name| !name.contains(['[', ']']));
    name.map(str::to_owned)
        .ok_or_else(|| format!("`by {said}` names no role: write one in square brackets, `by [role]`"))
}

/// The clause that `text` begins with, and what comes after it. Words in quotation marks or brackets open no clause.
fn next_clause(text: &str) -> (&str, &str) {
    const OPENINGS: [&str; 6] = [" as ", " to ", " by ", " at ", " with ", " without "];
    let (mut is_quoted, mut depth) = (false, 0);
    for (at, letter) in text.char_indices() {
        match letter {
            '"' => is_quoted = !is_quoted,
            '[' if !is_quoted => depth += 1,
            ']' if !is_quoted => depth -= 1,
            ' ' if !is_quoted && depth == 0 && OPENINGS.iter().any(|word| text[at..].starts_with(word)) => {
                return text.split_at(at);
            }
            _ => {}
        }
    }
    (text, "")
}

/// `"field" value`, `"field" "words"` or `[role] 2`. A date becomes `2027-03-12`.
fn field(part: &str) -> Result<(String, String), String> {
    let named = part.strip_prefix('"').and_then(|rest| rest.split_once('"'));
    let named = named.or_else(|| part.strip_prefix('[').and_then(|rest| rest.split_once(']')));
    let Some((name, value)) = named else {
        return Err(format!("`{part}` does not say what is filled in: write it like `\"reason\" \"illness\"`"));
    };
    let value = value.trim();
    let value = match value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(words) => words.to_owned(),
        None => match words::date(value) {
            Ok(date) => date.to_string(),
            Err(what) if what.contains("write `") => return Err(what),
            // Numbers of a list stand behind each other: `4, 6, 8`.
            Err(_) => value.to_owned(),
        },
    };
    Ok((name.to_owned(), value))
}
