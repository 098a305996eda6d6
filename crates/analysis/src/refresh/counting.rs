//! What each byte of a row counts as: the code table, laid out for looking up without a branch.

use domain::code::{Class, CodeTable, Role};

/// One more than the greatest byte a row may hold: what one AVX-512 register looks up at once.
pub(super) const BYTES: usize = 64;

pub(super) const POSSIBLE: u8 = 1;
pub(super) const ABSENT: u8 = 2;
pub(super) const UNAUTHORISED: u8 = 4;
pub(super) const LATE: u8 = 8;

/// What each byte counts as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counting {
    pub(super) bits: [u8; BYTES],
    /// Codes that are counted one by one: those with a number below this.
    pub(super) codes: usize,
    /// The codes that most marks have. They may be any; a wise choice is only quicker.
    pub(super) usual: [u8; 2],
    /// The codes of a late arrival.
    pub(super) lates: Vec<u8>,
    /// The byte of a session without a mark.
    pub(super) blank: u8,
}

impl Counting {
    /// Bytes as a pack's code table numbers them; 0 is a session without a mark. Nothing, if a code has number 63 or more.
    pub fn of(table: &CodeTable) -> Option<Counting> {
        let greatest = table.entries().iter().map(|entry| entry.code.number()).max()?;
        let role =
            |role| table.entries().iter().find(|entry| entry.role == role).map_or(0, |entry| entry.code.number());
        let usual = [role(Role::PresentMorning), role(Role::PresentAfternoon)];
        let kinds = table.entries().iter().map(|entry| (entry.code.number(), entry.class, entry.role.is_late()));
        Counting::new(usize::from(greatest) + 1, usual, 0, kinds)
    }

    /// Bytes numbered in another way: `codes` of them are counted one by one, `usual` are the most frequent two, `blank` is no
    /// mark, and each of `kinds` gives a byte, what it counts as, and whether it is a late arrival. Nothing, if a byte is
    /// 63 or more (but for the blank one, which may be 63).
    pub fn new(
        codes: usize,
        usual: [u8; 2],
        blank: u8,
        kinds: impl IntoIterator<Item = (u8, Class, bool)>,
    ) -> Option<Counting> {
        let mut counting = Counting { bits: [0; BYTES], codes, usual, lates: Vec::new(), blank };
        for (byte, class, is_late) in kinds {
            if usize::from(byte) >= codes {
                return None;
            }
            counting.bits[usize::from(byte)] = bits(class) | if is_late { LATE } else { 0 };
            if is_late {
                counting.lates.push(byte);
            }
        }
        (codes < BYTES && usize::from(blank) < BYTES).then_some(counting)
    }

    /// How many codes are counted one by one.
    pub const fn codes(&self) -> usize {
        self.codes
    }

    pub(super) fn bits(&self, byte: u8) -> u8 {
        self.bits[usize::from(byte) % BYTES]
    }
}

const fn bits(class: Class) -> u8 {
    let possible = if class.is_possible() { POSSIBLE } else { 0 };
    let absent = if class.is_absent() { ABSENT } else { 0 };
    let unauthorised = if matches!(class, Class::Unauthorised) { UNAUTHORISED } else { 0 };
    possible | absent | unauthorised
}
