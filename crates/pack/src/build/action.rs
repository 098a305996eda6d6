//! What somebody can do: steps, forms, meetings, referrals, letters, notices, findings.

use domain::rule::{Action, Advice, Condition, Kind, Need};

use super::{Builder, Record, task::alone};
use crate::{
    text::{Entry, Piece, Point},
    words,
};

/// Keys that are read and shown as they stand.
const SHOWN: [&str; 14] = [
    "to",
    "one per",
    "chair",
    "members",
    "every",
    "agenda",
    "reply due",
    "asks",
    "shown to",
    "shows",
    "never to",
    "also called",
    "due",
    "quorum",
];

impl Builder {
    pub(super) fn action(&mut self, record: &mut Record<'_>, kind: &str, entry: &Entry) {
        let head = self.head(record);
        let kind = Kind::ALL.into_iter().find(|one| one.word() == kind).unwrap_or(Kind::Step);
        let by = words::list(&record.text("by"));
        let mut ends_as = words::values(&record.text("ends as"));
        ends_as.extend(words::values(&record.text("values")));
        let when = record.take_field("when").and_then(|field| self.condition(record, &field));
        let mut needs = Vec::new();
        for key in ["needs", "advice", "warns", "suppressed when"] {
            if record.take_field(key).is_none() {
                continue;
            }
            let Some(point) = entry.points().find(|point| point.key.text == key) else { continue };
            if key == "needs" {
                needs = point.below.iter().filter_map(|need| self.need(record, need)).collect();
            }
        }
        let advice = ["advice", "warns"].iter().flat_map(|key| below(entry, key)).collect::<Vec<&Point>>();
        let advice = advice.into_iter().filter_map(|point| self.advice(record, point)).collect();
        let suppressed = entry.points().find(|point| point.key.text == "suppressed when");
        let suppressed = suppressed.and_then(|point| self.suppressed(record, &point.value));
        let wording = record.take("wording").map(|piece| piece.text);
        let mut parts: Vec<String> = entry
            .tables()
            .flat_map(|table| &table.rows)
            .filter_map(|row| row.first())
            .map(|cell| cell.text.clone())
            .collect();
        for key in SHOWN {
            if let Some(value) = record.take(key) {
                parts.push(format!("{key}: {}", value.text));
            }
        }
        let action = Action { head, kind, by, when, needs, advice, ends_as, suppressed, wording, parts };
        self.pack.rules.actions.push(action);
    }

    /// `condition, when condition; otherwise "words"`, or `any of; otherwise "words"` with points below.
    fn need(&mut self, record: &Record<'_>, point: &Point) -> Option<Need> {
        let (asked, otherwise) = cut(&point.key, "; otherwise ");
        let otherwise = otherwise.and_then(|piece| words::values(&piece.text).pop());
        let (asked, unless) = cut(&asked, ", unless ");
        let (asked, when) = cut(&asked, ", when ");
        let mut reader = self.reader(record.chapter);
        let holds = reader.read_points(&asked, &point.below);
        self.keep(reader);
        let when = self.optional(record, when)?;
        let unless = self.optional(record, unless)?;
        let otherwise = otherwise.unwrap_or_else(|| asked.text.clone());
        Some(Need { holds: holds?, when, unless, otherwise })
    }

    /// Nothing to read is fine; something that cannot be read is not.
    fn optional(&mut self, record: &Record<'_>, piece: Option<Piece>) -> Option<Option<Condition>> {
        match piece {
            None => Some(None),
            Some(piece) => self.condition(record, &alone(piece)).map(Some),
        }
    }

    /// `"words", when condition`.
    fn advice(&mut self, record: &Record<'_>, point: &Point) -> Option<Advice> {
        let (words, when) = cut(&point.key, ", when ");
        let Some(when) = when else {
            self.fault(
                record.chapter,
                &point.key,
                "nothing says when this is said",
                "write it like `\"words\", when [X] is \"y\"`",
            );
            return None;
        };
        let when = self.condition(record, &alone(when))?;
        Some(Advice { words: words::values(&words.text).pop()?, when })
    }

    /// `condition; because "words"`.
    fn suppressed(&mut self, record: &Record<'_>, value: &Piece) -> Option<Advice> {
        let (when, words) = cut(value, "; because ");
        let words = words.and_then(|piece| words::values(&piece.text).pop());
        let Some(words) = words else {
            self.fault(
                record.chapter,
                value,
                "nothing says why it is not sent",
                "end it with `; because \"the reason\"`",
            );
            return None;
        };
        let when = self.condition(record, &alone(when))?;
        Some(Advice { words, when })
    }
}

fn below<'a>(entry: &'a Entry, key: &str) -> Vec<&'a Point> {
    entry.points().filter(|point| point.key.text == key).flat_map(|point| &point.below).collect()
}

/// `piece` up to `mark`, and what comes after it, each with its place.
fn cut(piece: &Piece, mark: &str) -> (Piece, Option<Piece>) {
    let Some(at) = piece.text.find(mark) else { return (piece.clone(), None) };
    let part = |from: usize, to: usize| {
        let text = piece.text[from..to].to_owned();
        let mut span = piece.span;
        span.column += piece.text[..from].chars().count();
        span.length = text.chars().count();
        Piece { text, span }
    };
    (part(0, at), Some(part(at + mark.len(), piece.text.len())))
}
