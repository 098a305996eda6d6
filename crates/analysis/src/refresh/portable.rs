//! Lanes and the reading of rows in plain Rust, for every processor.

use super::{
    Counting, LANES, Rows,
    counting::{ABSENT, BYTES, NOTICE, POSSIBLE},
    lanes::{Lanes, Machine},
    planes::Planes,
    timetable::Bytes,
};

#[derive(Debug, Clone, Copy)]
pub(super) struct Portable;

#[derive(Debug, Clone, Copy)]
pub(super) struct Eight([u64; LANES]);

impl Machine for Portable {
    type Lanes = Eight;
    type Scratch = ();

    #[inline(always)]
    fn read(self, _: &mut (), rows: &Rows, counting: &Counting, planes: &mut Planes, counts: &mut [[u16; LANES]]) {
        *planes = Planes::default();
        let mut seen = [[0_u16; BYTES]; LANES];
        for (at, sessions) in rows.as_chunks::<8>().0.iter().enumerate() {
            let (word, by) = (at / 8, at % 8 * 8);
            (0..LANES).for_each(|lane| {
                let bits: [u8; 8] = std::array::from_fn(|session| counting.bits(sessions[session][lane]));
                let bits = u64::from_le_bytes(bits);
                planes.possible[word][lane] |= gather(bits, POSSIBLE) << by;
                planes.absent[word][lane] |= gather(bits, ABSENT) << by;
                planes.notice[word][lane] |= gather(bits, NOTICE) << by;
            });
            // One table a pupil, because a count that was only just written is slow to read back.
            for marks in sessions {
                for (seen, &mark) in seen.iter_mut().zip(marks) {
                    seen[usize::from(mark) % BYTES] += 1;
                }
            }
        }
        for &code in counting.groups.iter().flatten() {
            counts[usize::from(code)] = std::array::from_fn(|lane| seen[lane][usize::from(code) % BYTES]);
        }
    }
}

/// One bit of each of eight bytes, the first byte's lowest.
#[inline(always)]
fn gather(bytes: u64, bit: u8) -> u64 {
    let ones = (bytes >> bit.trailing_zeros()) & 0x0101_0101_0101_0101;
    // Each product moves the bit of one byte to its place in the highest byte; none of them meet.
    ones.wrapping_mul(0x0102_0408_1020_4080) >> 56
}

impl Eight {
    #[inline(always)]
    fn each(self, change: impl Fn(u64) -> u64) -> Eight {
        Eight(self.0.map(change))
    }

    #[inline(always)]
    fn with(self, other: Eight, join: impl Fn(u64, u64) -> u64) -> Eight {
        Eight(std::array::from_fn(|lane| join(self.0[lane], other.0[lane])))
    }
}

#[rustfmt::skip]
impl Lanes for Eight {
    type Mask = [bool; LANES];

    #[inline(always)]
    fn load(from: &[u64; LANES]) -> Eight { Eight(*from) }
    #[inline(always)]
    fn splat(value: u64) -> Eight { Eight([value; LANES]) }
    #[inline(always)]
    fn and(self, other: Eight) -> Eight { self.with(other, |a, b| a & b) }
    #[inline(always)]
    fn or(self, other: Eight) -> Eight { self.with(other, |a, b| a | b) }
    #[inline(always)]
    fn without(self, other: Eight) -> Eight { self.with(other, |a, b| a & !b) }
    #[inline(always)]
    fn add(self, other: Eight) -> Eight { self.with(other, |a, b| a + b) }
    #[inline(always)]
    fn subtract(self, other: Eight) -> Eight { self.with(other, |a, b| a - b) }
    #[inline(always)]
    fn shift_right(self, by: u32) -> Eight { self.each(|a| a >> by) }
    #[inline(always)]
    fn shift_in(self, high: Eight, by: u32) -> Eight { self.with(high, |low, high| (low >> by) | (high << (64 - by))) }
    #[inline(always)]
    fn count_ones(self) -> Eight { self.each(|a| u64::from(a.count_ones())) }
    #[inline(always)]
    fn count_ones_of_bytes(self) -> Eight {
        self.each(|a| {
            let pairs = a - ((a >> 1) & 0x5555_5555_5555_5555);
            let fours = (pairs & 0x3333_3333_3333_3333) + ((pairs >> 2) & 0x3333_3333_3333_3333);
            (fours + (fours >> 4)) & 0x0F0F_0F0F_0F0F_0F0F
        })
    }
    #[inline(always)]
    fn max_of_bytes(self, other: Eight) -> Eight {
        self.with(other, |a, b| {
            let (a, b) = (a.to_le_bytes(), b.to_le_bytes());
            u64::from_le_bytes(std::array::from_fn(|byte| a[byte].max(b[byte])))
        })
    }
    #[inline(always)]
    fn pick_bytes(self, bytes: &Bytes) -> Eight {
        self.each(|a| u64::from_le_bytes(bytes.from.map(|from| (a >> (from % 64)) as u8)))
    }
    #[inline(always)]
    fn narrow(self) -> [u16; LANES] { self.0.map(|a| a as u16) }
    #[inline(always)]
    fn is_nonzero(self) -> [bool; LANES] { self.0.map(|a| a != 0) }
    #[inline(always)]
    fn is_at_least(self, other: Eight) -> [bool; LANES] { std::array::from_fn(|lane| self.0[lane] >= other.0[lane]) }
    #[inline(always)]
    fn both(one: [bool; LANES], other: [bool; LANES]) -> [bool; LANES] {
        std::array::from_fn(|lane| one[lane] & other[lane])
    }
    #[inline(always)]
    fn pick(mask: [bool; LANES], yes: Eight, no: Eight) -> Eight {
        Eight(std::array::from_fn(|lane| if mask[lane] { yes.0[lane] } else { no.0[lane] }))
    }
    #[inline(always)]
    fn bits(mask: [bool; LANES]) -> u8 {
        mask.iter().enumerate().map(|(lane, &yes)| u8::from(yes) << lane).sum()
    }
}
