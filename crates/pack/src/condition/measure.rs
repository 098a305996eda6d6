//! Measures and ranges: what is counted, over which time, and on which side of which edge.

use domain::rule::{Amount, Dates, Measure, Range, Unit, What, Whom, Window};

use super::{DONE, Reader, Said, Wanted, scan::Scan};
use crate::{text::Piece, words};

pub(super) const SAY_UNIT: &str = "say the unit: days, school days, sessions, weeks, school weeks, times, minutes or %";
const SAY_SIDE: &str = "say `at least`, `more than`, `at most`, `less than` or `exactly`";

const SHORT: &str = "write it like `spells coded I of at most 4 sessions`";

impl Reader<'_> {
    pub(super) fn measure(&mut self, scan: &mut Scan<'_>, piece: &Piece) -> Result<Measure, ()> {
        if scan.take("attendance ") {
            return Ok(Measure::Attendance(self.window(scan, piece)?));
        }
        if scan.take("absence ") {
            return Ok(Measure::Absence(self.window(scan, piece)?));
        }
        if scan.take("times ") {
            return self.times(scan, piece);
        }
        if scan.take("age ") {
            return Ok(Measure::Age);
        }
        if scan.take("the least of ") {
            return self.least(scan, piece);
        }
        if scan.take("spells absent ") {
            return Ok(Measure::Spells(self.window(scan, piece)?));
        }
        if scan.take("spells coded ") {
            return self.short_spells(scan, piece);
        }
        const RUNS: [(&str, Unit); 2] =
            [("school days in a row ", Unit::SchoolDays), ("sessions in a row ", Unit::Sessions)];
        if let Some((_, unit)) = RUNS.into_iter().find(|(words, _)| scan.take(words)) {
            let what = self.what(scan, piece)?;
            let without = if scan.take("without ") { Some(self.name(scan, piece, Wanted::Action)?) } else { None };
            return Ok(Measure::Run { unit, what, without });
        }
        const UNITS: [(&str, Unit); 5] = [
            ("school days ", Unit::SchoolDays),
            ("days ", Unit::Days),
            ("sessions ", Unit::Sessions),
            ("weeks ", Unit::Weeks),
            ("months ", Unit::Months),
        ];
        let unit = match UNITS.into_iter().find(|(word, _)| scan.take(word)) {
            Some((_, unit)) => unit,
            None => return self.unknown_measure(scan, piece),
        };
        let place = scan.clone();
        if let Some(dates) = self.dates(scan, piece)? {
            self.refuse_unit(&place, piece, unit, &[Unit::Sessions])?;
            return Ok(Measure::Between { unit, dates });
        }
        if scan.take("since ") {
            self.refuse_unit(&place, piece, unit, &[Unit::Sessions])?;
            let thing = self.name(scan, piece, Wanted::Any)?;
            return Ok(Measure::Since { unit, thing, whom: whom(scan) });
        }
        self.refuse_unit(&place, piece, unit, &[Unit::SchoolDays, Unit::Weeks, Unit::Months])?;
        let what = self.what(scan, piece)?;
        let window = match what {
            What::AbsentOnOneWeekday => self.window(scan, piece)?,
            _ => self.any_window(scan, piece)?,
        };
        Ok(Measure::Count { unit, what, window })
    }

    /// `spells coded I or M of at most 4 sessions`, with a window.
    fn short_spells(&mut self, scan: &mut Scan<'_>, piece: &Piece) -> Result<Measure, ()> {
        let mut codes = Vec::new();
        loop {
            let place = scan.clone();
            let word = scan.word();
            let letters = word.trim_end_matches(',').to_owned();
            self.used_at(place.place().0, piece, &letters, Wanted::Code);
            codes.push(letters);
            if scan.take("of at most ") {
                break;
            }
            if !scan.take("or ") && !word.ends_with(',') {
                return self.refuse(scan, piece, "how long is a short one?", SHORT);
            }
        }
        let place = scan.clone();
        let count = scan.word().parse::<u32>().ok().filter(|count| *count > 0);
        let count = count.filter(|_| scan.take("sessions ") || scan.take("session "));
        let Some(count) = count else { return self.refuse(&place, piece, "how long is a short one?", SHORT) };
        let most = Amount { thousandths: i64::from(count) * 1000, unit: Unit::Sessions };
        Ok(Measure::ShortSpells { codes, most, window: self.window(scan, piece)? })
    }

    /// Sessions are counted in days or sessions, and time in anything but sessions.
    fn refuse_unit(&mut self, scan: &Scan<'_>, piece: &Piece, unit: Unit, refused: &[Unit]) -> Result<(), ()> {
        if !refused.contains(&unit) {
            return Ok(());
        }
        let what = format!("this is not counted in {}", unit.words().1);
        self.refuse(
            scan,
            piece,
            &what,
            "count what was missed in days or sessions, and time in days, school days, weeks or months",
        )
    }

    /// `the least of days since [X], days from "day received" of [Y] to the day`: measures of one unit, parted by commas.
    fn least(&mut self, scan: &mut Scan<'_>, piece: &Piece) -> Result<Measure, ()> {
        let mut parts: Vec<Measure> = Vec::new();
        loop {
            let place = scan.clone();
            let part = self.measure(scan, piece)?;
            let unit = parts.first().unwrap_or(&part).unit();
            if part.unit() != unit || unit == Unit::Percent {
                return self.refuse(
                    &place,
                    piece,
                    "these cannot be held against each other",
                    "name measures that all count the same unit, and none in %",
                );
            }
            parts.push(part);
            if !scan.take_comma() {
                break;
            }
        }
        match parts.as_slice() {
            [_] => {
                self.refuse(scan, piece, "the least of one is itself", "name at least two measures, parted by commas")
            }
            _ => Ok(Measure::Least(parts)),
        }
    }

    /// `until "review date"`, `since "first day" of [X]`, `from "first day" to "last day"`, `from "first day" of [X] to the day`.
    fn dates(&mut self, scan: &mut Scan<'_>, piece: &Piece) -> Result<Option<Dates>, ()> {
        if scan.take("until ") {
            return Ok(Some(Dates::Until(self.field(scan, piece)?)));
        }
        if scan.sees("since \"") && scan.take("since ") {
            return Ok(Some(Dates::Since(self.field(scan, piece)?)));
        }
        if !scan.take("from ") {
            return Ok(None);
        }
        let first = self.field(scan, piece)?;
        if scan.take("to the day ") {
            return Ok(Some(Dates::ToTheDay(first)));
        }
        if !scan.take("to ") {
            return self.refuse(
                scan,
                piece,
                "until when?",
                "write it like `from \"first day\" to \"last day\"`, or `to the day` for the day that is asked about",
            );
        }
        Ok(Some(Dates::From(first, self.field(scan, piece)?)))
    }

    /// `times [X] is sent`, `times [X] is "value" to that parent in the last 3 years`.
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
        Ok(Measure::Times { thing, value, whom: whom(scan), window: self.window(scan, piece)? })
    }

    fn unknown_measure<T>(&mut self, scan: &Scan<'_>, piece: &Piece) -> Result<T, ()> {
        let word = scan.rest().split(' ').next().unwrap_or("");
        let known = [
            "attendance",
            "absence",
            "age",
            "days",
            "sessions",
            "school",
            "times",
            "spells",
            "weeks",
            "months",
            "the",
            "not",
        ];
        let near = known.iter().find(|known| strsim::damerau_levenshtein(known, word) <= 2);
        let help = match near {
            _ if ["task", "no", "offered", "may", "refused", "listed", "accepted"].contains(&word) => {
                String::from("this is said in examples alone, and there it is parted from the rest by a semicolon")
            }
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
        if scan.take("absent on one weekday ") {
            return Ok(What::AbsentOnOneWeekday);
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
                let word = scan.word();
                let letters = word.trim_end_matches(',').to_owned();
                self.used_at(place.place().0, piece, &letters, Wanted::Code);
                codes.push(letters);
                if !scan.take("or ") && !word.ends_with(',') {
                    return Ok(What::Coded(codes));
                }
            }
        }
        self.refuse(scan, piece, "which sessions are counted?", "say `absent`, `absent other than leave`, `absent on a first day back`, `unauthorised` or `coded` with codes")
    }

    /// A window that stands still; the fullest of many is looked for in counts of sessions alone.
    pub(super) fn window(&mut self, scan: &mut Scan<'_>, piece: &Piece) -> Result<Window, ()> {
        let place = scan.clone();
        match self.any_window(scan, piece)? {
            Window::SchoolWeeks(_) | Window::Days(_) => self.refuse(
                &place,
                piece,
                "`in any` is said of counted sessions only",
                "write `in the last`, or count days or sessions",
            ),
            window => Ok(window),
        }
    }

    fn any_window(&mut self, scan: &mut Scan<'_>, piece: &Piece) -> Result<Window, ()> {
        const PLAIN: [(&str, Window); 5] = [
            ("in the year ", Window::Year),
            ("in the term ", Window::Term),
            ("in the half term ", Window::HalfTerm),
            ("on the day ", Window::Day),
            ("ever ", Window::Ever),
        ];
        if let Some((_, window)) = PLAIN.into_iter().find(|(words, _)| scan.take(words)) {
            return Ok(window);
        }
        if scan.take("since ") {
            let thing = self.name(scan, piece, Wanted::Action)?;
            return Ok(Window::Since { thing, whom: whom(scan) });
        }
        if scan.take("in the period of ") {
            let place = scan.clone();
            let thing = self.name(scan, piece, Wanted::Action)?;
            self.uses.pop();
            let whom = whom(scan);
            let said = if whom == Whom::Anybody { Said::Period } else { Said::PeriodOfParent };
            self.said(&place, &place, piece, &thing, said);
            return Ok(Window::PeriodOf(thing, whom));
        }
        let is_last = scan.take("in the last ");
        if !is_last && !scan.take("in any ") {
            return Ok(Window::Year);
        }
        let place = scan.clone();
        let window = counted_unit(scan).and_then(|amount| match (is_last, amount.unit) {
            (true, _) => Some(Window::Last(amount)),
            (false, Unit::SchoolWeeks) => Some(Window::SchoolWeeks(u32::try_from(amount.thousandths / 1000).ok()?)),
            (false, Unit::Days) => Some(Window::Days(u32::try_from(amount.thousandths / 1000).ok()?)),
            (false, _) => None,
        });
        let help = match is_last {
            true => "write it like `in the last 4 weeks`, with days, school days, weeks, school weeks, months or years",
            false => "write it like `in any 10 school weeks` or `in any 70 days`",
        };
        window.ok_or(()).or_else(|()| self.refuse(&place, piece, "how long is the window?", help))
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
                let help = match before.contains(',') {
                    true => "part what an example expects by semicolons, and join conditions with `and` or `or`",
                    false => "write an amount, or the name of a setting",
                };
                self.fault_at(piece, place, name.chars().count(), &what, help);
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

/// `to that parent`, or nothing for anybody.
pub(super) fn whom(scan: &mut Scan<'_>) -> Whom {
    if scan.take("to that parent ") { Whom::ThatParent } else { Whom::Anybody }
}

/// A whole number with a unit of time, such as `10 school weeks`.
fn counted_unit(scan: &mut Scan<'_>) -> Option<Amount> {
    let count: i64 = scan.word().parse().ok().filter(|count| *count > 0)?;
    const UNITS: [(&str, Unit); 12] = [
        ("school weeks ", Unit::SchoolWeeks),
        ("school week ", Unit::SchoolWeeks),
        ("school days ", Unit::SchoolDays),
        ("school day ", Unit::SchoolDays),
        ("weeks ", Unit::Weeks),
        ("week ", Unit::Weeks),
        ("days ", Unit::Days),
        ("day ", Unit::Days),
        ("months ", Unit::Months),
        ("month ", Unit::Months),
        ("years ", Unit::Years),
        ("year ", Unit::Years),
    ];
    let (_, unit) = UNITS.into_iter().find(|(word, _)| scan.take(word))?;
    Some(Amount { thousandths: count * 1000, unit })
}
