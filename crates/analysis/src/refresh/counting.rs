//! What each byte of a row counts as: the code table, laid out for looking up without a branch.

use domain::code::{Class, CodeTable, Role};

/// One more than the greatest byte a row may hold: what one AVX-512 register looks up at once.
pub(super) const BYTES: usize = 64;

pub(super) const POSSIBLE: u8 = 1;
pub(super) const ABSENT: u8 = 2;
pub(super) const NOTICE: u8 = 4;
pub(super) const UNAUTHORISED: u8 = 8;
pub(super) const LATE: u8 = 16;

/// The bits that say which group a byte is in: each of their eight combinations is one.
pub(super) const GROUP: u8 = POSSIBLE | ABSENT | NOTICE;
/// Codes of one group that are told apart. The number above is every byte that is not counted.
pub(super) const MOST_IN_GROUP: usize = 31;

/// What each byte counts as.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counting {
    pub(super) bits: [u8; BYTES],
    /// The group in the three low bits, and in the five above it the place in that group.
    pub(super) keys: [u8; BYTES],
    /// The codes that are counted, by group and place.
    pub(super) groups: [Vec<u8>; GROUP as usize + 1],
    /// One more than the greatest code that is counted.
    pub(super) codes: usize,
    /// The codes that most marks have. They may be any; a wise choice is only quicker.
    pub(super) usual: [u8; 2],
    /// The codes of a late arrival.
    pub(super) lates: Vec<u8>,
    /// The codes of unauthorised absence, if these are not the ones that count for a notice.
    pub(super) unauthorised: Option<Vec<u8>>,
    /// The byte of a session without a mark.
    pub(super) blank: u8,
}

/// What one byte counts as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Kind {
    /// The byte.
    pub byte: u8,
    /// Whether the session is possible, attended, missed.
    pub class: Class,
    /// Whether the pupil came late.
    pub is_late: bool,
    /// Whether the session counts towards a notice for unauthorised absence.
    pub counts_for_notice: bool,
}

impl Counting {
    /// Bytes as a pack's code table numbers them; 0 is a session without a mark. Nothing, if a code has number 63 or more.
    pub fn of(table: &CodeTable) -> Option<Counting> {
        let greatest = table.entries().iter().map(|entry| entry.code.number()).max()?;
        let role =
            |role| table.entries().iter().find(|entry| entry.role == role).map_or(0, |entry| entry.code.number());
        let usual = [role(Role::PresentMorning), role(Role::PresentAfternoon)];
        let kinds = table.entries().iter().map(|entry| Kind {
            byte: entry.code.number(),
            class: entry.class,
            is_late: entry.role.is_late(),
            counts_for_notice: entry.counts_for_notice,
        });
        Counting::new(usize::from(greatest) + 1, usual, 0, kinds)
    }

    /// Bytes numbered in another way: `codes` is one more than the greatest, `usual` are the most frequent two, `blank` is no
    /// mark. A byte of none of `kinds` counts for nothing.
    ///
    /// Nothing, if a byte is 63 or more (but for the blank one, which may be 63), or if too many count alike.
    pub fn new(codes: usize, usual: [u8; 2], blank: u8, kinds: impl IntoIterator<Item = Kind>) -> Option<Counting> {
        if codes >= BYTES || usize::from(blank) >= BYTES {
            return None;
        }
        let mut counting = Counting {
            bits: [0; BYTES],
            keys: [(MOST_IN_GROUP as u8) << GROUP.count_ones(); BYTES],
            groups: Default::default(),
            codes,
            usual,
            lates: Vec::new(),
            unauthorised: None,
            blank,
        };
        for kind in kinds.into_iter().filter(|kind| kind.byte != blank) {
            counting.take(kind)?;
        }
        let is_unauthorised = |&byte: &u8| counting.bits(byte) & UNAUTHORISED != 0;
        let are_apart = |byte: u8| is_unauthorised(&byte) != (counting.bits(byte) & NOTICE != 0);
        if (0..BYTES as u8).any(are_apart) {
            counting.unauthorised = Some((0..codes as u8).filter(is_unauthorised).collect());
        }
        Some(counting)
    }

    fn take(&mut self, kind: Kind) -> Option<()> {
        let byte = usize::from(kind.byte);
        let (bits, is_twice) = (bits(kind), self.counted(kind.byte).is_some());
        let group = &mut self.groups[usize::from(bits & GROUP)];
        if byte >= self.codes || is_twice || group.len() >= MOST_IN_GROUP {
            return None;
        }
        self.bits[byte] = bits;
        self.keys[byte] = bits & GROUP | (group.len() as u8) << GROUP.count_ones();
        group.push(kind.byte);
        if kind.is_late {
            self.lates.push(kind.byte);
        }
        Some(())
    }

    /// How long a list of counts by code is.
    pub const fn codes(&self) -> usize {
        self.codes
    }

    /// The line of the counts in which a byte is counted, if it is.
    pub(super) fn counted(&self, byte: u8) -> Option<usize> {
        let uncounted = (MOST_IN_GROUP as u8) << GROUP.count_ones();
        (self.keys[usize::from(byte) % BYTES] < uncounted).then_some(usize::from(byte))
    }

    pub(super) fn bits(&self, byte: u8) -> u8 {
        self.bits[usize::from(byte) % BYTES]
    }
}

const fn bits(kind: Kind) -> u8 {
    let possible = if kind.class.is_possible() { POSSIBLE } else { 0 };
    let absent = if kind.class.is_absent() { ABSENT } else { 0 };
    let unauthorised = if matches!(kind.class, Class::Unauthorised) { UNAUTHORISED } else { 0 };
    let notice = if kind.counts_for_notice { NOTICE } else { 0 };
    possible | absent | unauthorised | notice | if kind.is_late { LATE } else { 0 }
}
