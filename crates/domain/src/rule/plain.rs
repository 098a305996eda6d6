//! Conditions in plain words: what a chapter writes in its closed English, said as people say it.

use alloc::{borrow::ToOwned, format, string::String, vec::Vec};

use super::{Atom, Condition, Dates, FieldOf, Kind, Measure, Range, Rules, Side, Test, What, Whom, Window};

#[cfg(test)]
mod tests;

impl Rules {
    /// `condition` as a sentence without its capital and its full stop: `AIM has been held, and First AIM review has not been
    /// done since then`.
    pub fn plainly(&self, condition: &Condition) -> String {
        Telling { rules: self, told: Vec::new() }.condition(condition)
    }

    /// What each of `atoms` came to, in the same words: `1 session coded N this school year`. Beside each atom stands what was
    /// found, as a receipt has it; empty where there is nothing to count.
    pub fn found_plainly<'a>(&'a self, atoms: impl IntoIterator<Item = (&'a Atom, &'a str)>) -> Vec<String> {
        let mut telling = Telling { rules: self, told: Vec::new() };
        atoms.into_iter().map(|(atom, found)| telling.atom(atom, found, atom.is_negated)).collect()
    }
}

/// Something that is told from left to right: what was named before is `then` afterwards.
struct Telling<'a> {
    rules: &'a Rules,
    told: Vec<&'a str>,
}

impl<'a> Telling<'a> {
    fn condition(&mut self, condition: &'a Condition) -> String {
        match condition {
            Condition::All(parts) => self.joined(parts, "and"),
            Condition::Any(parts) => self.joined(parts, "or"),
            Condition::Atom(atom) => self.atom(atom, "", atom.is_negated),
            Condition::Not(part) => match part.as_ref() {
                Condition::Atom(atom) if !matches!(atom.test, Test::Measured(..)) => {
                    self.atom(atom, "", !atom.is_negated)
                }
                part => format!("it is not so that {}", self.condition(part)),
            },
        }
    }

    fn joined(&mut self, parts: &'a [Condition], word: &str) -> String {
        let mut said: Vec<String> = parts.iter().map(|part| self.condition(part)).collect();
        match said.pop() {
            Some(last) if said.is_empty() => last,
            Some(last) => format!("{}, {word} {last}", said.join(", ")),
            None => String::new(),
        }
    }

    fn atom(&mut self, atom: &'a Atom, found: &str, is_negated: bool) -> String {
        let (is, has) = if is_negated { ("is not", "has not") } else { ("is", "has") };
        match &atom.test {
            Test::Measured(measure, range) => {
                let amount = if found.is_empty() { amount(range) } else { found.to_owned() };
                self.measured(measure, &amount).unwrap_or_else(|| as_written(atom))
            }
            Test::Cohort(name) if found.is_empty() => format!("the pupil {is} recorded as {name}"),
            Test::Cohort(name) => format!("the pupil {is} recorded as {name} ({found})"),
            Test::In { set, .. } if is_negated && !found.is_empty() => format!("{set} is {found}"),
            Test::In { set, band } => format!("{set} {is} {band}"),
            Test::Done { thing, window } => self.done(thing, window, is_negated),
            Test::EndedAs { thing, value, window } => {
                let window = self.window(window);
                self.told.push(thing);
                let ended = match self.rules.action(thing).map(|action| action.kind) {
                    Some(Kind::Finding) | None => format!("{is} “{value}”"),
                    Some(_) if is_negated => format!("did not end with “{value}”"),
                    Some(_) => format!("ended with “{value}”"),
                };
                spaced(&format!("{thing} {ended}"), &window)
            }
            Test::Running(thing, whom) => format!("{thing}{} {is} running", to(*whom)),
            Test::Over(thing, whom) => format!("the time of {thing}{} {is} over", to(*whom)),
            Test::Broken(thing, whom) => format!("{thing}{} {has} been broken", to(*whom)),
            Test::Holds(name) if found.is_empty() => {
                format!("{name} {}", if is_negated { "does not apply" } else { "applies" })
            }
            Test::Holds(name) => format!("{name}: {found}"),
            Test::Given(field) => format!("{} {is} given", of(field)),
            Test::FieldIs { field, value } => format!("{} {is} “{value}”", of(field)),
            Test::FieldIn { field, range } => format!("{} {is} {}", of(field), amount(range)),
            Test::Rises(field) => format!("{} rises", of(field)),
            Test::OutcomeIs(value) => format!("it {} with “{value}”", if is_negated { "does not end" } else { "ends" }),
            Test::AllLeave => String::from("every session missed was leave"),
            Test::InYear(_) if !found.is_empty() => format!("the pupil is in {found}"),
            // Rare, and plain enough as chapters have it.
            Test::Compared { .. } | Test::InYear(_) | Test::OfCompulsoryAge => as_written(atom),
        }
    }

    fn done(&mut self, thing: &'a str, window: &'a Window, is_negated: bool) -> String {
        let window = match window {
            Window::Year => String::new(),
            window => self.window(window),
        };
        self.told.push(thing);
        let word = match self.rules.action(thing).map_or("done", |action| action.kind.done_word()) {
            "complete" => "completed",
            word => word,
        };
        match (is_negated, window.is_empty()) {
            (true, true) => format!("{thing} has not been {word} yet"),
            (true, false) => format!("{thing} has not been {word} {window}"),
            (false, _) => spaced(&format!("{thing} has been {word}"), &window),
        }
    }

    /// What was measured; nothing for what is best said as chapters have it.
    fn measured(&mut self, measure: &'a Measure, amount: &str) -> Option<String> {
        Some(match measure {
            Measure::Attendance(window) => format!("{} is {amount}", self.of_window("attendance", window)),
            Measure::Absence(window) => format!("{} is {amount}", self.of_window("absence", window)),
            Measure::Count { what, window, .. } => spaced(&format!("{amount} {}", counted(what)), &self.window(window)),
            Measure::Spells(window) => spaced(&format!("absent {amount}"), &self.window(window)),
            Measure::ShortSpells { codes, most, window } => {
                let most = most.thousandths / 1000;
                let words = format!("absent {amount} for at most {most} sessions, coded {}", codes.join(" or "));
                spaced(&words, &self.window(window))
            }
            Measure::Run { what: What::Absent, .. } => format!("{amount} missed in a row"),
            Measure::Run { what, .. } => format!("{amount} in a row {}", counted(what)),
            Measure::Since { thing, .. } => format!("{amount} since {}", self.since(thing)),
            Measure::Times { thing, value, window, .. } => {
                let value = value.as_ref().map(|value| format!(" “{value}”")).unwrap_or_default();
                let window = self.window(window);
                self.told.push(thing);
                spaced(&format!("{thing}{value} is on record {amount}"), &window)
            }
            Measure::Between { dates: Dates::Until(field), .. } => format!("{amount} until {}", of(field)),
            Measure::Between { dates: Dates::Since(field), .. } => format!("{amount} since {}", of(field)),
            Measure::Between { dates: Dates::From(first, last), .. } => {
                format!("{amount} from {} to {}", of(first), of(last))
            }
            Measure::Between { dates: Dates::ToTheDay(field), .. } => format!("{amount} from {} on", of(field)),
            Measure::Age => format!("the pupil is {amount} old"),
            Measure::Least(_) => return None,
        })
    }

    /// The year is what figures are of where nothing is said.
    fn of_window(&mut self, word: &str, window: &'a Window) -> String {
        match window {
            Window::Year => word.to_owned(),
            window => spaced(word, &self.window(window)),
        }
    }

    fn window(&mut self, window: &'a Window) -> String {
        match window {
            Window::Year => String::from("this school year"),
            Window::Term => String::from("this term"),
            Window::HalfTerm => String::from("this half term"),
            Window::Day => String::from("on the day"),
            Window::Last(amount) => format!("in the last {amount}"),
            Window::SchoolWeeks(weeks) => format!("within {weeks} school weeks"),
            Window::Days(days) => format!("within {days} days"),
            Window::Since { thing, .. } => format!("since {}", self.since(thing)),
            Window::PeriodOf(thing, whom) => format!("in the time of {thing}{}", to(*whom)),
            Window::Ever => String::new(),
        }
    }

    fn since(&self, thing: &'a str) -> &'a str {
        if self.told.contains(&thing) { "then" } else { thing }
    }
}

/// The words of the chapter without the brackets around names.
fn as_written(atom: &Atom) -> String {
    atom.words.replace(['[', ']'], "")
}

fn spaced(words: &str, more: &str) -> String {
    if more.is_empty() { words.to_owned() } else { format!("{words} {more}") }
}

fn counted(what: &What) -> String {
    String::from(match what {
        What::Absent => "missed",
        What::AbsentOtherThanLeave => "missed, leave not counted,",
        What::AbsentOnFirstDayBack => "missed on a first day back",
        What::AbsentOnOneWeekday => "missed on one weekday",
        What::Unauthorised => "missed without authority",
        What::Coded(codes) => return format!("coded {}", codes.join(" or ")),
    })
}

/// `at least 15 days`; more than none is at least one.
fn amount(range: &Range) -> String {
    match range.bounds.as_slice() {
        [bound] if bound.side == Side::MoreThan && bound.amount.thousandths == 0 => {
            format!("at least 1 {}", bound.amount.unit.words().0)
        }
        _ => format!("{range}"),
    }
}

/// ` to that parent`, or nothing for anybody.
const fn to(whom: Whom) -> &'static str {
    match whom {
        Whom::ThatParent => " to that parent",
        Whom::Anybody => "",
    }
}

/// `review date`, `review date of Attendance contract`.
fn of(field: &FieldOf) -> String {
    match &field.of {
        Some(thing) => format!("“{}” of {thing}", field.field),
        None => format!("“{}”", field.field),
    }
}
