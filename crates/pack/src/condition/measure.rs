//! Measures and ranges: what is counted, over which time, and on which side of which edge.

use domain::rule::{Measure, Range, Unit, What, Window};

use super::{DONE, Reader, Said, Wanted, scan::Scan};
use crate::{text::Piece, words};

pub(super) const SAY_UNIT: &str = "say the unit: days, school days, sessions, weeks, school weeks, times, minutes or %";
const SAY_SIDE: &str = "say `at least`, `more than`, `at most`, `less than` or `exactly`";

impl Reader<'_> {
    pub(super) fn measure(&mut self, scan: &mut Scan<'_>, piece: &Piece) -> Result<Measure, ()> {
        if scan.take("attendance ") {
            return Ok(Measure::Attendance);
        }
        if scan.take("absence ") {
            return Ok(Measure::Absence);
        }
        if scan.take("times ") {
            return self.times(scan, piece);
        }
        let unit = match [("school days ", Unit::SchoolDays), ("days ", Unit::Days), ("sessions ", Unit::Sessions)]
            .into_iter()
            .find(|(word, _)| scan.take(word))
        {
            Some((_, unit)) => unit,
            None => return self.unknown_measure(scan, piece),
        };
        if scan.take("since ") {
            let thing = self.name(scan, piece, Wanted::Any)?;
            return Ok(Measure::Since { unit, thing });
        }
        let what = self.what(scan, piece)?;
        let window = self.window(scan, piece)?;
        Ok(Measure::Count { unit, what, window })
    }

    /// `times [X] is sent`, `times [X] is "value" in the year`.
    fn times(&mut self, scan: &mut Scan<'_>, piece: &Piece) -> Result<Measure, ()> {
        let place = scan.clone();
        let Some(thing) = scan.bracketed().filter(|_| scan.take("is ")) else {
            return self.refuse(
                &place,
                piece,
                "times of what?",
                "write it like `times [X] is sent is at least 2 times`",
            );
        };
        let said_place = scan.clone();
        let value = scan.quoted();
        let said = match (&value, DONE.iter().find(|word| value.is_none() && scan.take(word))) {
            (Some(value), _) => Said::Value(value.clone()),
            (None, Some(word)) => Said::Word(word),
            (None, None) => {
                return self.refuse(scan, piece, "times it was what?", "say `done`, `held`, `sent` or a value");
            }
        };
        self.said(&place, &said_place, piece, &thing, said);
        let _ = scan.take("in the year ");
        Ok(Measure::Times { thing, value })
    }

    fn unknown_measure<T>(&mut self, scan: &Scan<'_>, piece: &Piece) -> Result<T, ()> {
        let word = scan.rest().split(' ').next().unwrap_or("");
        let known = ["attendance", "absence", "days", "sessions", "school", "times", "the", "not"];
        let near = known.iter().find(|known| strsim::damerau_levenshtein(known, word) <= 2);
        let help = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None => String::from("a condition begins with a measure, a [name], a \"field\" or `the pupil is`"),
        };
        let (at, _) = scan.place();
        self.fault_at(piece, at, word.chars().count(), &format!("nothing is measured as `{word}`"), &help);
        Err(())
    }

    fn what(&mut self, scan: &mut Scan<'_>, piece: &Piece) -> Result<What, ()> {
        if scan.take("absent other than leave ") {
            return Ok(What::AbsentOtherThanLeave);
        }
        if scan.take("absent on a first day back ") {
            return Ok(What::AbsentOnFirstDayBack);
        }
        if scan.take("absent ") {
            return Ok(What::Absent);
        }
        if scan.take("unauthorised ") {
            return Ok(What::Unauthorised);
        }
        if scan.take("coded ") {
            let mut codes = Vec::new();
            loop {
                let place = scan.clone();
                let letters = scan.word().trim_end_matches(',').to_owned();
                self.used_at(place.place().0, piece, &letters, Wanted::Code);
                codes.push(letters);
                if scan.sees("is ") || scan.sees("in ") || scan.rest().is_empty() {
                    return Ok(What::Coded(codes));
                }
                let _ = scan.take("or ");
            }
        }
        self.refuse(scan, piece, "which sessions are counted?", "say `absent`, `absent other than leave`, `absent on a first day back`, `unauthorised` or `coded` with codes")
    }

    fn window(&mut self, scan: &mut Scan<'_>, piece: &Piece) -> Result<Window, ()> {
        if scan.take("in the year ") {
            return Ok(Window::Year);
        }
        if scan.take("in the term ") {
            return Ok(Window::Term);
        }
        if !scan.take("in any ") {
            return Ok(Window::Year);
        }
        let count: Option<u32> = scan.word().parse().ok();
        match count {
            Some(count) if scan.take("school weeks ") => Ok(Window::SchoolWeeks(count)),
            Some(count) if scan.take("days ") => Ok(Window::Days(count)),
            _ => self.refuse(
                scan,
                piece,
                "how long is the window?",
                "write it like `in any 10 school weeks` or `in any 70 days`",
            ),
        }
    }

    pub(super) fn range(&mut self, scan: &mut Scan<'_>, piece: &Piece, unit: Unit) -> Result<Range, ()> {
        let start = scan.clone();
        let text = scan.until_join();
        let (at, length) = (start.place().0, text.trim_end().chars().count());
        let range = match words::range(&self.with_amounts(text, at, piece)?) {
            Ok(range) => range,
            Err(what) => {
                let number = text.find(|letter: char| letter.is_ascii_digit()).unwrap_or(0);
                let length = text[number..].split(' ').next().unwrap_or("").chars().count();
                let help = if what.starts_with("which side") { SAY_SIDE } else { SAY_UNIT };
                self.fault_at(piece, at + number, length, &what, help);
                return Err(());
            }
        };
        if let Some(bound) = range.bounds.iter().find(|bound| bound.amount.unit != unit) {
            let (given, wanted) = (bound.amount.unit.words().1, unit.words().1);
            let what = format!("a range in {given} does not fit a measure in {wanted}");
            self.fault_at(piece, at, length, &what, &format!("write the edge in {wanted}"));
            return Err(());
        }
        Ok(range)
    }

    /// `text` with the amount of a setting in place of its name. It begins at byte `at` of `piece`.
    fn with_amounts(&mut self, text: &str, at: usize, piece: &Piece) -> Result<String, ()> {
        let (mut written, mut rest) = (String::new(), text);
        while let Some((before, (name, after))) =
            rest.split_once('[').and_then(|(before, rest)| Some((before, rest.split_once(']')?)))
        {
            let place = at + (text.len() - rest.len()) + before.len() + 1;
            let Some((_, amount)) = self.settings.iter().find(|(known, _)| known == name) else {
                let what = format!("`{name}` is no setting of this pack");
                self.fault_at(piece, place, name.chars().count(), &what, "write an amount, or the name of a setting");
                return Err(());
            };
            written.push_str(before);
            written.push_str(&amount.to_string());
            self.used_at(place, piece, name, Wanted::Setting);
            rest = after;
        }
        Ok(written + rest)
    }
}
