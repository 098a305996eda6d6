//! Spells: absences in a row.

mod lengths;

pub use lengths::{Lengths, spell_lengths};

use domain::{
    code::{Class, Code},
    session::Session,
    sheet::Sheet,
    tally::Tally,
};

/// Sessions missed one after another. A session that was not possible, or has no mark, neither ends a spell nor lengthens it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spell {
    /// The first session missed.
    pub first: Session,
    /// The last session missed.
    pub last: Session,
    /// How many were missed, authorised and not.
    pub tally: Tally,
    /// The codes used, in the order of their first use.
    pub codes: Vec<(Code, u32)>,
}

impl Spell {
    fn begin(session: Session) -> Spell {
        Spell { first: session, last: session, tally: Tally::default(), codes: Vec::new() }
    }

    fn miss(&mut self, session: Session, code: Code, class: Class) {
        self.last = session;
        self.tally.count(class);
        match self.codes.iter_mut().find(|(known, _)| *known == code) {
            Some((_, count)) => *count += 1,
            None => self.codes.push((code, 1)),
        }
    }
}

/// The spells of a sheet, in order.
pub fn spells(sheet: Sheet<'_>) -> Vec<Spell> {
    let mut spells: Vec<Spell> = Vec::new();
    let mut is_open = false;
    for (session, code) in sheet.marked() {
        let Some(class) = sheet.codes.class(code).filter(|class| class.is_possible()) else { continue };
        if class.is_absent() {
            if !is_open {
                spells.push(Spell::begin(session));
            }
            if let Some(spell) = spells.last_mut() {
                spell.miss(session, code, class);
            }
        }
        is_open = class.is_absent();
    }
    spells
}

/// The most sessions missed in a row.
pub fn longest_spell(sheet: Sheet<'_>) -> u32 {
    let (mut longest, mut now) = (0, 0);
    for class in sheet.marks.iter().filter_map(|&number| sheet.codes.class_of(number)) {
        if class.is_absent() {
            now += 1;
            longest = longest.max(now);
        } else if class.is_possible() {
            now = 0;
        }
    }
    longest
}
