//! What each mark adds to a row, so that a mark is counted by one addition.

use domain::code::{Class, CodeTable, Role};

use super::{Asked, Counts, Key, Side};
use crate::figures::Thresholds;

/// What marks of one kind add.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Kind {
    pub(super) keys: (Key, Key),
    class: Class,
    /// The role of a late arrival; of all others nothing is asked.
    late: Option<Role>,
    place: usize,
}

/// The kinds of marks that a slice tells apart.
pub(super) struct Marks {
    /// For each number its kind, from 1; 0 for no mark.
    kind_of: [u8; 256],
    kinds: Vec<Kind>,
    /// The rows among which codes part the marks.
    pub(super) keys: Vec<(Key, Key)>,
    is_of_marks: bool,
}

impl Marks {
    pub(super) fn new(codes: &CodeTable, asked: &Asked) -> Marks {
        let mut marks = Marks {
            kind_of: [0; 256],
            kinds: Vec::new(),
            keys: vec![],
            is_of_marks: asked.by.is_of_marks() || asked.across.is_of_marks(),
        };
        for entry in codes.entries() {
            let key = |side: Side| match side {
                Side::Code => Key::Code(entry.code),
                Side::CountsAs => Key::CountsAs(entry.class),
                _ => Key::Whole,
            };
            let keys = (key(asked.by), key(asked.across));
            let place = place_of(&mut marks.keys, keys);
            let late = Some(entry.role).filter(|role| role.is_late());
            let kind = place_of(&mut marks.kinds, Kind { keys, class: alike(entry.class), late, place });
            // There are at most 255 codes, and no more kinds than codes.
            marks.kind_of[usize::from(entry.code.number())] = kind as u8 + 1;
        }
        if marks.keys.is_empty() {
            marks.keys.push((Key::Whole, Key::Whole));
        }
        marks
    }

    /// How many kinds there are, with that of no mark.
    pub(super) fn kinds(&self) -> usize {
        self.kinds.len() + 1
    }

    /// The kind of a number.
    pub(super) fn kind(&self, number: u8) -> usize {
        usize::from(self.kind_of[usize::from(number)])
    }

    /// What a number adds; nothing for no mark, and for a number that the table does not have.
    pub(super) fn of(&self, number: u8) -> Option<&Kind> {
        self.kinds.get(self.kind(number).checked_sub(1)?)
    }

    /// Takes the numbers of each kind out of `scratch` and adds what they come to, row by row, to `cells`.
    pub(super) fn gather(&self, scratch: &mut [u32], cells: &mut [Counts]) {
        scratch[0] = 0;
        for (kind, count) in self.kinds.iter().zip(&mut scratch[1..]).filter(|(_, count)| **count > 0) {
            let sessions = std::mem::take(count);
            let cell = &mut cells[kind.place];
            cell.recorded += sessions;
            cell.tally.count_many(kind.class, sessions);
            match kind.late {
                Some(Role::LateBeforeClose) => cell.late_before_close += sessions,
                Some(_) => cell.late_after_close += sessions,
                None => {}
            }
        }
    }

    /// What one child adds to a row in which they have `counts`.
    pub(super) fn of_child(&self, counts: Counts, thresholds: Thresholds) -> Counts {
        let has_missed = |percent| u32::from(!self.is_of_marks && counts.tally.has_missed(percent) == Some(true));
        Counts {
            children: u32::from(self.is_of_marks || counts.tally.possible() > 0),
            persistent: has_missed(thresholds.persistent),
            severe: has_missed(thresholds.severe),
            ..counts
        }
    }
}

/// One class for all that is counted alike.
const fn alike(class: Class) -> Class {
    match class {
        Class::Present | Class::Late | Class::ApprovedActivity => Class::Present,
        Class::NotPossible | Class::Administrative => Class::NotPossible,
        class => class,
    }
}

fn place_of<T: PartialEq>(known: &mut Vec<T>, one: T) -> usize {
    known.iter().position(|known| *known == one).unwrap_or_else(|| {
        known.push(one);
        known.len() - 1
    })
}
