//! The codes that something done gives sessions: `C from "first day" until "last day", when the outcome is "granted"`.

use domain::rule::{Applies, Condition, Gives};

use super::{Builder, Record, action::cut, record::Field, task::alone};
use crate::{
    condition::{Said, Use, Wanted},
    text::Piece,
};

const HELP: &str = "write it like `C from \"first day\" until \"last day\"`, `C2 on \"sessions away\" from \"first day\" until \
                    \"end date\"` or `G if absent from \"first day\" of [Request] until \"last day\" of [Request]`";

impl Builder {
    /// Each line of `gives`: the value of the point, or the points below it.
    pub(super) fn gives(&mut self, record: &Record<'_>, field: &Field) -> Vec<Gives> {
        let own = (!field.value.is_empty()).then(|| field.value.clone());
        let lines: Vec<Piece> = own.into_iter().chain(field.below.iter().map(|point| point.key.clone())).collect();
        let read = |line: &Piece| {
            let (said, when) = cut(line, ", when ");
            let given = self.given(record, &said);
            if given.is_none() {
                self.fault(record.chapter, line, "this does not say which sessions have which code", HELP);
            }
            let when = match when {
                None => None,
                Some(when) => Some(self.condition(record, &alone(when))?),
            };
            if when.as_ref().is_some_and(Condition::rests_on_marks) {
                let help = "ask about the outcome, about what is filled in, or about what is on record";
                self.fault(record.chapter, line, "what a register says cannot rest on its own marks", help);
            }
            Some(Gives { when, ..given? })
        };
        lines.iter().filter_map(read).collect()
    }

    fn given(&mut self, record: &Record<'_>, line: &Piece) -> Option<Gives> {
        let (what, days) = cut(line, " from ");
        let (first, last) = cut(&days?, " until ");
        let last = last?;
        let (first, last) = (self.field_of(record, &first, &first.text)?, self.field_of(record, &last, &last.text)?);
        let (what, pattern) = cut(&what, " on ");
        let pattern = match pattern {
            None => None,
            Some(piece) => Some(self.field_of(record, &piece, &piece.text).filter(|field| field.of.is_none())?.field),
        };
        let (code, applies) = match what.text.strip_suffix(" if absent") {
            Some(code) => (code, Applies::IfAbsent),
            None => (what.text.as_str(), Applies::Always),
        };
        let code = code.trim_matches('`').to_owned();
        if code.is_empty() || code.contains(' ') {
            return None;
        }
        let (path, span) = (record.chapter.path.clone(), what.span);
        let used = Use { name: code.clone(), wanted: Wanted::Code, said: Said::Nothing, path, span, said_at: span };
        self.pack.uses.push(used);
        Some(Gives { code, applies, pattern, first, last, when: None })
    }
}
