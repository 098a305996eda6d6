//! The condition language: a closed English with bracketed names, quoted values and obligatory units.

mod measure;
mod scan;
mod year;

use domain::rule::{Amount, Atom, Condition, FieldOf, Measure, Setting, Test, Unit, Whom};

use crate::{
    Fault,
    text::{Piece, Point, Span},
    words,
};
use measure::SAY_UNIT;
use scan::Scan;

const SAY_OF_PARENT: &str =
    "say `is running`, `is over` or `is broken`; how often it was done is `times [X] is issued to that parent`";

/// What a name in a condition has to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Wanted {
    Cohort,
    Set,
    Band,
    Action,
    Flag,
    Setting,
    /// Letters of a code in the code table.
    Code,
    Any,
}

/// What is said of a thing, which its kind has to allow.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Said {
    Nothing,
    /// `done`, `held`, `sent` …
    Word(&'static str),
    /// How it ended, or the value of a finding.
    Value(String),
    /// What was filled in for it.
    Field(String),
    /// What is filled in for it now, said in a limit on it.
    FilledIn(String),
    /// That it has a period: it runs, or is over.
    Period,
    /// That it has a period for each parent.
    PeriodOfParent,
    /// That it can be broken.
    Broken,
}

/// The words for what was done, one for each kind of thing and `started` for all.
pub(crate) const DONE: [&str; 9] =
    ["done", "complete", "held", "sent", "issued", "recorded", "agreed", "made", "started"];

/// A name that a condition uses, to be looked up once every entry is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Use {
    pub(crate) name: String,
    pub(crate) wanted: Wanted,
    pub(crate) said: Said,
    pub(crate) path: String,
    pub(crate) span: Span,
    /// Where `said` stands.
    pub(crate) said_at: Span,
}

/// Reads conditions of one chapter, and keeps the names they use.
pub(crate) struct Reader<'a> {
    pub(crate) path: &'a str,
    /// Amounts that have a name: the settings of the pack.
    pub(crate) settings: Vec<(String, Amount)>,
    pub(crate) uses: Vec<Use>,
    /// Fields of what is being done, with their places.
    pub(crate) fields: Vec<(String, Span)>,
    pub(crate) faults: Vec<Fault>,
}

impl<'a> Reader<'a> {
    pub(crate) fn new(path: &'a str) -> Reader<'a> {
        Reader { path, settings: Vec::new(), uses: Vec::new(), fields: Vec::new(), faults: Vec::new() }
    }

    /// The reader with the amounts that a condition may name.
    pub(crate) fn knowing(mut self, settings: &[Setting]) -> Reader<'a> {
        let amount = |setting: &Setting| Some((setting.head.name.clone(), setting.amount()?));
        self.settings = settings.iter().filter_map(amount).collect();
        self
    }

    /// The condition that `piece` says, or nothing and a fault.
    pub(crate) fn read(&mut self, piece: &Piece) -> Option<Condition> {
        let mut scan = Scan::new(&piece.text);
        match self.condition(&mut scan, piece) {
            Ok(condition) if scan.rest().is_empty() => Some(condition),
            Ok(_) => {
                let (at, length) = scan.place();
                self.fault_at(
                    piece,
                    at,
                    length,
                    "the condition does not go on like this",
                    "join conditions with `and` or `or`",
                );
                None
            }
            Err(()) => None,
        }
    }

    /// The measure that `piece` names, such as the header of a column of bands.
    pub(crate) fn read_measure(&mut self, piece: &Piece) -> Option<Measure> {
        let mut scan = Scan::new(&piece.text);
        let measure = self.measure(&mut scan, piece).ok()?;
        if !scan.rest().is_empty() {
            let (at, length) = scan.place();
            self.fault_at(piece, at, length, "the measure does not go on like this", "write the measure alone");
            return None;
        }
        Some(measure)
    }

    /// The condition of a point: in its value, or as points below `all of` or `any of`.
    pub(crate) fn read_points(&mut self, opening: &Piece, below: &[Point]) -> Option<Condition> {
        let is_all = match opening.text.trim() {
            "all of" => true,
            "any of" => false,
            _ => return self.read(opening),
        };
        let parts: Vec<Condition> =
            below.iter().filter_map(|point| self.read_points(&point.key, &point.below)).collect();
        (parts.len() == below.len()).then_some(if is_all { Condition::All(parts) } else { Condition::Any(parts) })
    }

    pub(crate) fn fault_at(&mut self, piece: &Piece, at: usize, length: usize, what: &str, help: &str) {
        self.faults.push(Fault::new(self.path, piece.part(at, length), what, help));
    }

    fn refuse<T>(&mut self, scan: &Scan<'_>, piece: &Piece, what: &str, help: &str) -> Result<T, ()> {
        let (at, length) = scan.place();
        self.fault_at(piece, at, length, what, help);
        Err(())
    }

    fn condition(&mut self, scan: &mut Scan<'_>, piece: &Piece) -> Result<Condition, ()> {
        let first = self.term(scan, piece)?;
        let mut parts = vec![first];
        let mut joined: Option<&str> = None;
        loop {
            let place = scan.clone();
            let word = if scan.take("and ") {
                "and"
            } else if scan.take("or ") {
                "or"
            } else {
                break;
            };
            if joined.is_some_and(|before| before != word) {
                return self.refuse(
                    &place,
                    piece,
                    "`and` and `or` are mixed, so this can be read two ways",
                    "use brackets, or a list under `all of` or `any of`",
                );
            }
            joined = Some(word);
            parts.push(self.term(scan, piece)?);
        }
        Ok(match joined {
            None => parts.swap_remove(0),
            Some("or") => Condition::Any(parts),
            Some(_) => Condition::All(parts),
        })
    }

    fn term(&mut self, scan: &mut Scan<'_>, piece: &Piece) -> Result<Condition, ()> {
        if scan.take("not ") {
            return Ok(Condition::Not(Box::new(self.term(scan, piece)?)));
        }
        if scan.take("(") {
            let inner = self.condition(scan, piece)?;
            if !scan.take(")") {
                return self.refuse(scan, piece, "a bracket is not closed", "write `)` where it ends");
            }
            return Ok(inner);
        }
        let start = scan.at();
        let (test, is_negated) = self.atom(scan, piece)?;
        let words = piece.text[start..scan.at()].trim().to_owned();
        Ok(Condition::Atom(Atom { words, test, is_negated }))
    }

    fn atom(&mut self, scan: &mut Scan<'_>, piece: &Piece) -> Result<(Test, bool), ()> {
        if scan.take("the pupil is ") {
            let is_negated = scan.take("not ");
            if scan.take("of compulsory school age") {
                return Ok((Test::OfCompulsoryAge, is_negated));
            }
            if scan.take("in ") {
                return Ok((Test::InYear(self.years(scan, piece)?), is_negated));
            }
            let name = self.name(scan, piece, Wanted::Cohort)?;
            return Ok((Test::Cohort(name), is_negated));
        }
        if scan.take("the outcome is ") {
            let is_negated = scan.take("not ");
            return match scan.quoted() {
                Some(value) => Ok((Test::OutcomeIs(value), is_negated)),
                None => self.refuse(scan, piece, "which outcome?", "write it like `the outcome is \"agreed\"`"),
            };
        }
        if scan.take("the absence is all leave") {
            return Ok((Test::AllLeave, false));
        }
        if scan.sees("[") {
            return self.about_name(scan, piece);
        }
        if scan.sees("\"") {
            return self.about_field(scan, piece);
        }
        let measure = self.measure(scan, piece)?;
        if !scan.take("is ") {
            return self.refuse(scan, piece, "a measure needs `is` and a range", "write it like `is at least 10 days`");
        }
        if let Some(test) = self.comparison(scan, piece, &measure)? {
            return Ok((test, false));
        }
        let range = self.range(scan, piece, measure.unit())?;
        Ok((Test::Measured(measure, range), false))
    }

    /// `more than times [X] is done`: another measure where an edge could stand. Nothing where an edge does.
    fn comparison(&mut self, scan: &mut Scan<'_>, piece: &Piece, measure: &Measure) -> Result<Option<Test>, ()> {
        let Some((side, after)) = words::side(scan.rest()) else { return Ok(None) };
        // An amount begins with a digit or a sign, the name of one with a bracket, and a measure with a word.
        if !after.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
            return Ok(None);
        }
        if !scan.take(side.words()) {
            return Ok(None);
        }
        let place = scan.clone();
        let other = self.measure(scan, piece)?;
        if other.unit() != measure.unit() || other.unit() == Unit::Percent {
            let (one, other) = (measure.unit().words().1, other.unit().words().1);
            let what = format!("a measure in {other} cannot be held against one in {one}");
            return self.refuse(&place, piece, &what, "name a measure of the same unit, and none in %");
        }
        Ok(Some(Test::Compared { measure: Box::new(measure.clone()), side, other: Box::new(other) }))
    }

    /// `[X]`, `[X] is [Y]`, `[X] is done`, `[X] is "value"`, `[X] is running`, `[X] to that parent is running`.
    fn about_name(&mut self, scan: &mut Scan<'_>, piece: &Piece) -> Result<(Test, bool), ()> {
        let place = scan.clone();
        let Some(name) = scan.bracketed() else {
            return self.refuse(scan, piece, "a bracket is not closed", "write `]` where the name ends");
        };
        let whom_place = scan.clone();
        let whom = measure::whom(scan);
        if !scan.take("is ") {
            self.used(&place, piece, &name, Wanted::Flag);
            return match whom {
                Whom::Anybody => Ok((Test::Holds(name), false)),
                Whom::ThatParent => self.refuse(scan, piece, "what is so of that parent?", SAY_OF_PARENT),
            };
        }
        let is_negated = scan.take("not ");
        let said_place = scan.clone();
        type Of = fn(String, Whom) -> Test;
        let period = if whom == Whom::Anybody { Said::Period } else { Said::PeriodOfParent };
        let periods: [(&str, Of, Said); 3] = [
            ("running", Test::Running, period.clone()),
            ("over", Test::Over, period),
            ("broken", Test::Broken, Said::Broken),
        ];
        if let Some((_, test, said)) = periods.into_iter().find(|(word, ..)| scan.take(word)) {
            self.said(&place, &said_place, piece, &name, said);
            return Ok((test(name, whom), is_negated));
        }
        if whom == Whom::ThatParent {
            return self.refuse(&whom_place, piece, "this is not said of what was done to one parent", SAY_OF_PARENT);
        }
        if scan.sees("[") {
            self.used(&place, piece, &name, Wanted::Set);
            let band = self.name(scan, piece, Wanted::Band)?;
            return Ok((Test::In { set: name, band }, is_negated));
        }
        if let Some(value) = scan.quoted() {
            self.said(&place, &said_place, piece, &name, Said::Value(value.clone()));
            let window = self.window(scan, piece)?;
            return Ok((Test::EndedAs { thing: name, value, window }, is_negated));
        }
        match DONE.iter().find(|word| scan.take(word)) {
            Some(word) => {
                self.said(&place, &said_place, piece, &name, Said::Word(word));
                let window = self.window(scan, piece)?;
                Ok((Test::Done { thing: name, window }, is_negated))
            }
            None => self.refuse(
                scan,
                piece,
                "this is not said of a thing",
                "say `is done`, `is held`, `is sent`, `is started`, `is running` or a value in quotation marks",
            ),
        }
    }

    /// `"field" is given`, `"field" of [X] is "value"`, `"field" is at least …`, `"field" rises`.
    fn about_field(&mut self, scan: &mut Scan<'_>, piece: &Piece) -> Result<(Test, bool), ()> {
        let field = self.field(scan, piece)?;
        if scan.take("rises") {
            return Ok((Test::Rises(field), false));
        }
        if !scan.take("is ") {
            return self.refuse(scan, piece, "a field needs `is`", "write it like `\"reason\" is given`");
        }
        let is_negated = scan.take("not ");
        if scan.take("given") {
            return Ok((Test::Given(field), is_negated));
        }
        if let Some(value) = scan.quoted() {
            return Ok((Test::FieldIs { field, value }, is_negated));
        }
        let start = scan.clone();
        let text = scan.until_join();
        match words::range(text) {
            Ok(range) => Ok((Test::FieldIn { field, range }, is_negated)),
            Err(what) => self.refuse(&start, piece, &what, SAY_UNIT),
        }
    }

    /// `"field"`, `"field" of [X]`, or `"field" of [X] to that parent`.
    fn field(&mut self, scan: &mut Scan<'_>, piece: &Piece) -> Result<FieldOf, ()> {
        let place = scan.clone();
        let Some(field) = scan.quoted() else {
            return self.refuse(scan, piece, "a field is missing here", "write what is filled in, in quotation marks");
        };
        if !scan.take("of ") {
            let (at, length) = (place.place().0, field.chars().count() + 2);
            self.fields.push((field.clone(), piece.part(at, length)));
            return Ok(FieldOf { field, of: None, whom: Whom::Anybody });
        }
        let named = scan.clone();
        let thing = self.name(scan, piece, Wanted::Action)?;
        self.uses.pop();
        self.said(&named, &place, piece, &thing, Said::Field(field.clone()));
        Ok(FieldOf { field, of: Some(thing), whom: measure::whom(scan) })
    }

    fn name(&mut self, scan: &mut Scan<'_>, piece: &Piece, wanted: Wanted) -> Result<String, ()> {
        let place = scan.clone();
        match scan.bracketed() {
            Some(name) => {
                self.used(&place, piece, &name, wanted);
                Ok(name)
            }
            None => {
                self.refuse(&place, piece, "a name is missing here", "write the name of an entry in square brackets")
            }
        }
    }

    fn used(&mut self, place: &Scan<'_>, piece: &Piece, name: &str, wanted: Wanted) {
        // The name begins behind its bracket.
        self.used_at(place.place().0 + 1, piece, name, wanted);
    }

    fn used_at(&mut self, at: usize, piece: &Piece, name: &str, wanted: Wanted) {
        let span = piece.part(at, name.chars().count());
        let (name, path) = (name.to_owned(), self.path.to_owned());
        self.uses.push(Use { name, wanted, said: Said::Nothing, path, span, said_at: span });
    }

    /// Keeps a name together with what is said of it.
    fn said(&mut self, place: &Scan<'_>, said_place: &Scan<'_>, piece: &Piece, name: &str, said: Said) {
        let length = match &said {
            Said::Nothing => 1,
            Said::Word(word) => word.len(),
            Said::Value(value) | Said::Field(value) | Said::FilledIn(value) => value.chars().count() + 2,
            Said::Period | Said::PeriodOfParent | Said::Broken => 6,
        };
        self.used(place, piece, name, Wanted::Action);
        if let Some(used) = self.uses.last_mut() {
            used.said_at = piece.part(said_place.place().0, length);
            used.said = said;
        }
    }
}
