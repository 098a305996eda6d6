//! Lanes and the reading of rows in plain Rust, for every processor.

use super::{
    Counting, LANES, Row,
    counting::{ABSENT, BYTES, POSSIBLE, UNAUTHORISED},
    lanes::{Lanes, Machine},
    planes::Planes,
};

#[derive(Debug, Clone, Copy)]
pub(super) struct Portable;

#[derive(Debug, Clone, Copy)]
pub(super) struct Eight([u64; LANES]);

impl Machine for Portable {
    type Lanes = Eight;

    #[inline(always)]
    fn read(self, rows: &[Row; LANES], counting: &Counting, planes: &mut Planes, counts: &mut [[u16; LANES]]) {
        for (lane, row) in rows.iter().enumerate() {
            let mut seen = [[0_u16; BYTES]; 4];
            for (word, marks) in row.as_chunks::<64>().0.iter().enumerate() {
                let (mut possible, mut absent, mut unauthorised) = (0, 0, 0);
                for (eighth, marks) in marks.as_chunks::<8>().0.iter().enumerate() {
                    let bits = u64::from_le_bytes(marks.map(|mark| counting.bits[usize::from(mark) % BYTES]));
                    possible |= gather(bits, POSSIBLE) << (eighth * 8);
                    absent |= gather(bits, ABSENT) << (eighth * 8);
                    unauthorised |= gather(bits, UNAUTHORISED) << (eighth * 8);
                    // Four tables, because a count that was only just written is slow to read back.
                    for (at, &mark) in marks.iter().enumerate() {
                        seen[at / 2][usize::from(mark) % BYTES] += 1;
                    }
                }
                planes.possible[word][lane] = possible;
                planes.absent[word][lane] = absent;
                planes.unauthorised[word][lane] = unauthorised;
            }
            for (code, count) in counts.iter_mut().enumerate() {
                count[lane] = seen.iter().map(|table| table[code]).sum();
            }
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
    fn max(self, other: Eight) -> Eight { self.with(other, u64::max) }
    #[inline(always)]
    fn shift_right(self, by: u32) -> Eight { self.each(|a| a >> by) }
    #[inline(always)]
    fn shift_in(self, high: Eight, by: u32) -> Eight { self.with(high, |low, high| (low >> by) | (high << (64 - by))) }
    #[inline(always)]
    fn count_ones(self) -> Eight { self.each(|a| u64::from(a.count_ones())) }
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
