//! Where the sessions of eight weeks lie, so that the bits of each week can be taken to a byte of its own.

use super::Week;

/// Takes eight bits from anywhere in a word to each of its bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::refresh) struct Bytes {
    /// For each byte, the first of the eight bits.
    pub(in crate::refresh) from: [u8; 8],
    /// The bits that belong to a week.
    pub(in crate::refresh) mask: u64,
    /// The same for a processor that moves whole bytes and multiplies: for even and for odd bytes, the two bytes in which the
    /// bits lie, and the factor that takes them to the higher one.
    pub(in crate::refresh) pairs: [u64; 2],
    pub(in crate::refresh) factors: [u64; 2],
}

/// Those of eight weeks that lie in one word, or across two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::refresh) struct Pick {
    pub(in crate::refresh) word: usize,
    /// Whether the bits are the higher half of this word and the lower half of the next.
    pub(in crate::refresh) is_across: bool,
    /// The first eight sessions of each week, and those above.
    pub(in crate::refresh) low: Bytes,
    pub(in crate::refresh) high: Bytes,
}

/// What to take for each eight weeks.
pub(super) fn of_weeks(weeks: &[Week]) -> Vec<Vec<Pick>> {
    weeks.chunks(8).map(of_eight).collect()
}

fn of_eight(weeks: &[Week]) -> Vec<Pick> {
    let mut picks: Vec<Pick> = Vec::new();
    for (place, week) in weeks.iter().enumerate() {
        let (word, at) = (week.first / 64, week.first % 64);
        let is_across = at + week.sessions > 64;
        let at = if is_across { at - 32 } else { at };
        let found = picks.iter().position(|pick| (pick.word, pick.is_across) == (word, is_across));
        let pick = found.unwrap_or_else(|| {
            picks.push(Pick { word, is_across, low: Bytes::default(), high: Bytes::default() });
            picks.len() - 1
        });
        picks[pick].low.take(place, at, week.mask() & 0xFF);
        picks[pick].high.take(place, (at + 8) % 64, week.mask() >> 8);
    }
    picks
}

impl Bytes {
    fn take(&mut self, place: usize, from: usize, mask: u64) {
        self.from[place] = from as u8;
        self.mask |= mask << (place * 8);
        let (pair, factor) = (from / 8, 1 << (8 - from % 8));
        let by = place / 2 * 16;
        self.pairs[place % 2] |= ((pair | (pair + 1) << 8) as u64) << by;
        self.factors[place % 2] |= factor << by;
    }
}
