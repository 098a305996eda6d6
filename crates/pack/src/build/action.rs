//! What somebody can do: steps, forms, meetings, referrals, letters, notices, findings.

use domain::rule::{
    About, Action, Advice, Anchor, Condition, Consent, Due, FieldOf, Kind, Need, Needed, Part, Source, Strength,
};

use super::{Builder, Record, record::Field, task::alone};
use crate::{
    text::{Entry, Piece, Point},
    words,
};

/// Keys that are shown as they stand.
const SHOWN: [&str; 4] = ["one per", "shown to", "never to", "also called"];

impl Builder {
    pub(super) fn action(&mut self, record: &mut Record<'_>, kind: &str, entry: &Entry) {
        let head = self.head(record);
        let kind = Kind::ALL.into_iter().find(|one| one.word() == kind).unwrap_or(Kind::Step);
        let mut ends_as = self.outcomes(record, "ends as");
        ends_as.extend(self.outcomes(record, "values"));
        let lists = ["by", "to", "chair", "members"].map(|key| words::list(&record.text(key)));
        let [by, to, chair, members] = lists;
        let asks = words::list(&record.text("asks")).iter().map(|field| field.trim_matches('"').to_owned()).collect();
        let quorum = record.take("quorum").map(|cell| self.quorum(record, &cell)).unwrap_or_default();
        let period = record.take("period").and_then(|cell| self.period(record, &cell));
        let review = record.take("review").and_then(|cell| self.review(record, &cell));
        let every = record.take("every").and_then(|cell| self.every(record, &cell));
        let consent = record.take("consent").and_then(|cell| self.consent(record, &cell));
        let about = self.about(record, kind.about());
        let when = record.take_field("when").and_then(|field| self.condition(record, &field));
        let broken_by = record.take_field("broken by").and_then(|field| self.condition(record, &field));
        let needs = record.take_field("needs").map(|field| field.below).unwrap_or_default();
        let needs = needs.iter().filter_map(|need| self.need(record, need)).collect();
        let advice = ["advice", "warns"].map(|key| record.take_field(key).map(|field| field.below).unwrap_or_default());
        let advice = advice.iter().flatten().filter_map(|point| self.advice(record, point)).collect();
        let gives = record.take_field("gives").map(|field| self.gives(record, &field)).unwrap_or_default();
        let suppressed = record.take("suppressed when").and_then(|cell| self.suppressed(record, &cell));
        let parts = if record.is_row { Vec::new() } else { self.parts(record, entry, head.strength) };
        let action = Action {
            kind,
            about,
            by,
            to,
            when,
            needs,
            advice,
            asks,
            ends_as,
            consent,
            chair,
            members,
            agenda: words::list(&record.text("agenda")),
            quorum,
            every,
            period,
            broken_by,
            ended_by: self.named(record, "ended by"),
            withdrawn_by: self.named(record, "withdrawn by"),
            review,
            suppressed,
            wording: record.take("wording").map(|piece| piece.text),
            parts,
            gives,
            shown: SHOWN.iter().filter_map(|key| Some(((*key).to_owned(), record.take(key)?.text))).collect(),
            head,
        };
        self.refuse_idle(record, &action);
        self.refuse_unasked(&filled_in(&action));
        if action.every.is_some() && action.when.is_none() && action.about == About::Pupil {
            let help = "write `when` with a condition, or `about: the school`";
            let name = record.name.clone();
            self.fault(record.chapter, &name, "nothing says for which pupils it is owed again and again", help);
        }
        if !action.gives.is_empty() && action.about != About::Pupil {
            let help = "leave `gives` out: only what is done about a pupil says what their register has";
            let name = record.name.clone();
            self.fault(record.chapter, &name, "this is not about a pupil, and gives sessions a code", help);
        }
        self.pack.rules.actions.push(action);
    }

    /// What would never come to anything: a judgement without values, a breach without a period.
    fn refuse_idle(&mut self, record: &Record<'_>, action: &Action) {
        let name = record.name.clone();
        let twice = action.ends_as.iter().enumerate().find(|(at, value)| action.ends_as[..*at].contains(value));
        if let Some((_, value)) = twice {
            let what = format!("`{value}` stands here twice");
            self.fault(record.chapter, &name, &what, "keep one of them");
        }
        if action.kind == Kind::Finding && action.ends_as.is_empty() {
            let help = "write `values` with each in quotation marks, parted by commas";
            self.fault(record.chapter, &name, "nothing can be found", help);
        }
        if action.broken_by.is_some() && action.period.is_none() {
            let help = "write `period: 20 school days from \"first day\"`, or leave out `broken by`";
            self.fault(record.chapter, &name, "there is no period in which it could be broken", help);
        }
    }

    /// The one thing that `key` names.
    fn named(&mut self, record: &mut Record<'_>, key: &str) -> Option<String> {
        let cell = record.take(key)?;
        let name = words::names(&cell.text).pop();
        if name.is_none() {
            self.fault(record.chapter, &cell, "no thing is named here", "write its name in square brackets");
        }
        name
    }

    /// The parts of a form: tables whose first column is `part`.
    fn parts(&mut self, record: &Record<'_>, entry: &Entry, strength: Strength) -> Vec<Part> {
        let mut parts = Vec::new();
        for table in entry.tables() {
            if table.header.first().is_none_or(|cell| cell.text != "part") {
                let at = table.header.first().unwrap_or(&entry.name).clone();
                let help = "call the first column `part`, and say beside it when it is `needed`";
                self.fault(record.chapter, &at, "this table would not be carried out", help);
                continue;
            }
            let names: Vec<&str> = table.rows.iter().filter_map(|row| Some(row.first()?.text.as_str())).collect();
            for row in &table.rows {
                let mut row = Record::of_row(record.chapter, &table.header, row, None);
                self.refuse_same_row(&row, &names, "part");
                let mut head = self.head(&mut row);
                head.strength = strength;
                let filled_from = self.source(&mut row);
                let needed = match row.take_field("needed") {
                    None => Some(Needed::Always),
                    Some(field) => self.needed(&row, field),
                };
                row.refuse_unread("part", &mut self.faults);
                parts.extend(needed.map(|needed| Part { head, needed, filled_from }));
            }
        }
        parts
    }

    /// What fills a part in before anybody types it.
    fn source(&mut self, row: &mut Record<'_>) -> Option<Source> {
        let field = row.take_field("filled from").filter(|field| !field.value.is_empty())?;
        let source = Source::parse(&field.value.text);
        if source.is_none() {
            let what = format!("nothing on record is called `{}`", field.value.text);
            let help = "name one of the sources of a part, a name in square brackets, or in quotation marks where \
                        somebody copies it from";
            self.fault(row.chapter, &field.value, &what, help);
        }
        source
    }

    /// `always`, `optional`, or `when` and a condition.
    fn needed(&mut self, record: &Record<'_>, mut field: Field) -> Option<Needed> {
        match field.value.text.as_str() {
            "always" | "state it" => return Some(Needed::Always),
            "optional" => return Some(Needed::Optional),
            _ => {}
        }
        let Some(condition) = cut(&field.value, "when ").1 else {
            let help = "write `always`, `optional`, or `when` and a condition";
            self.fault(record.chapter, &field.value, "this does not say when the part is needed", help);
            return None;
        };
        field.value = condition;
        self.condition(record, &field).map(Needed::When)
    }

    /// `1 [Manager] and 2 [Lawyer]`.
    fn quorum(&mut self, record: &Record<'_>, cell: &Piece) -> Vec<(u32, String)> {
        let parts = cell.text.split(" and ").map(|part| {
            let (count, role) = part.trim().split_once(' ')?;
            Some((count.parse().ok().filter(|count| *count > 0)?, words::names(role).pop()?))
        });
        let parts: Option<Vec<(u32, String)>> = parts.collect();
        if parts.is_none() {
            let help = "write it like `1 [Manager] and 2 [Lawyer]`";
            self.fault(record.chapter, cell, "this does not say who has to be there", help);
        }
        parts.unwrap_or_default()
    }

    fn consent(&mut self, record: &Record<'_>, cell: &Piece) -> Option<Consent> {
        match cell.text.as_str() {
            "needed" => Some(Consent::Needed),
            "asked" => Some(Consent::Asked),
            "not required" => Some(Consent::NotRequired),
            _ => {
                let help = "say `needed`, `asked` or `not required`";
                self.fault(record.chapter, cell, "this does not say whether the family has to agree", help);
                None
            }
        }
    }

    /// When a plan is looked at again: a date of its own, or so long after it was agreed.
    fn review(&mut self, record: &Record<'_>, cell: &Piece) -> Option<Due> {
        let itself = record.name.text.clone();
        match self.due(record, cell)? {
            Due::On(FieldOf { of: None, field, whom }) => Some(Due::On(FieldOf { field, of: Some(itself), whom })),
            Due::After(amount) => Some(Due::AfterAnchor(amount, Anchor::Done(vec![itself]))),
            due => Some(due),
        }
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

/// Everything that can be filled in for `action`.
pub(crate) fn filled_in(action: &Action) -> Vec<String> {
    let parts = action.parts.iter().map(|part| part.head.name.clone());
    let roles = action.quorum.iter().map(|(_, role)| role.clone());
    let consent = action.consent.filter(|consent| *consent != Consent::NotRequired).map(|_| String::from("consent"));
    action.asks.iter().cloned().chain(parts).chain(roles).chain(consent).collect()
}

/// `piece` up to `mark`, and what comes after it, each with its place.
pub(super) fn cut(piece: &Piece, mark: &str) -> (Piece, Option<Piece>) {
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
