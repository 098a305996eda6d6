//! Eight lanes in one register of AVX-512, and rows read 64 marks at a time.

use std::arch::x86_64::*;

use super::Work;
use crate::refresh::{
    Counting, LANES, Row, WORDS,
    counting::{ABSENT, POSSIBLE, UNAUTHORISED},
    lanes::{self, Lanes, Machine, total},
    planes::{Plane, Planes},
};

/// Fills up the last register of a list of marks: greater than every code.
const PADDING: u8 = 63;

/// A processor with these instructions. INVARIANT: made by `run` alone.
#[derive(Debug, Clone, Copy)]
struct Avx512;

/// INVARIANT: values come only from work that `run` does.
#[derive(Debug, Clone, Copy)]
struct Eight(__m512i);

macro_rules! features {
    ($with:ident) => {
        $with!(
            "avx512f",
            "avx512bw",
            "avx512dq",
            "avx512vl",
            "avx512vbmi",
            "avx512vbmi2",
            "avx512vpopcntdq",
            "bmi1",
            "bmi2",
            "lzcnt",
            "popcnt"
        )
    };
}

macro_rules! detect {
    ($($feature:tt),+) => { $(is_x86_feature_detected!($feature))&&+ };
}

pub(super) fn is_available() -> bool {
    features!(detect)
}

/// Does the work with these instructions; the processor has to have them all (see `features!`).
#[target_feature(
    enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi,avx512vbmi2,avx512vpopcntdq,bmi1,bmi2,lzcnt,popcnt"
)]
pub(super) fn run<W: Work>(work: W) {
    work.on(Avx512);
}

// Instructions of this file, in functions that are part of `run` once they are inlined.
// SAFETY: a value of `Avx512` or `Eight` is at hand only inside `run`, so the processor has the instructions.
macro_rules! inside_run {
    ($instruction:expr) => {
        unsafe { $instruction }
    };
}

#[rustfmt::skip]
impl Lanes for Eight {
    type Mask = __mmask8;

    // SAFETY: the array is 64 bytes, as much as is loaded, and the load asks for no alignment.
    #[inline(always)]
    fn load(from: &[u64; LANES]) -> Eight { Eight(unsafe { _mm512_loadu_si512(from.as_ptr().cast()) }) }
    #[inline(always)]
    fn splat(value: u64) -> Eight { Eight(inside_run!(_mm512_set1_epi64(value as i64))) }
    #[inline(always)]
    fn and(self, other: Eight) -> Eight { Eight(inside_run!(_mm512_and_si512(self.0, other.0))) }
    #[inline(always)]
    fn or(self, other: Eight) -> Eight { Eight(inside_run!(_mm512_or_si512(self.0, other.0))) }
    #[inline(always)]
    fn without(self, other: Eight) -> Eight { Eight(inside_run!(_mm512_andnot_si512(other.0, self.0))) }
    #[inline(always)]
    fn add(self, other: Eight) -> Eight { Eight(inside_run!(_mm512_add_epi64(self.0, other.0))) }
    #[inline(always)]
    fn subtract(self, other: Eight) -> Eight { Eight(inside_run!(_mm512_sub_epi64(self.0, other.0))) }
    #[inline(always)]
    fn max(self, other: Eight) -> Eight { Eight(inside_run!(_mm512_max_epu64(self.0, other.0))) }
    #[inline(always)]
    fn shift_right(self, by: u32) -> Eight {
        Eight(inside_run!(_mm512_srl_epi64(self.0, _mm_cvtsi32_si128(by as i32))))
    }
    #[inline(always)]
    fn shift_in(self, high: Eight, by: u32) -> Eight {
        Eight(inside_run!(_mm512_shrdv_epi64(self.0, high.0, _mm512_set1_epi64(i64::from(by)))))
    }
    #[inline(always)]
    fn count_ones(self) -> Eight { Eight(inside_run!(_mm512_popcnt_epi64(self.0))) }
    #[inline(always)]
    fn narrow(self) -> [u16; LANES] {
        let mut narrow = [0; LANES];
        // SAFETY: inside `run`; the array is 16 bytes, as much as is stored, and the store asks for no alignment.
        unsafe { _mm_storeu_si128(narrow.as_mut_ptr().cast(), _mm512_cvtepi64_epi16(self.0)) };
        narrow
    }
    #[inline(always)]
    fn is_nonzero(self) -> __mmask8 { inside_run!(_mm512_test_epi64_mask(self.0, self.0)) }
    #[inline(always)]
    fn is_at_least(self, other: Eight) -> __mmask8 { inside_run!(_mm512_cmpge_epu64_mask(self.0, other.0)) }
    #[inline(always)]
    fn both(one: __mmask8, other: __mmask8) -> __mmask8 { one & other }
    #[inline(always)]
    fn pick(mask: __mmask8, yes: Eight, no: Eight) -> Eight {
        Eight(inside_run!(_mm512_mask_blend_epi64(mask, no.0, yes.0)))
    }
    #[inline(always)]
    fn bits(mask: __mmask8) -> u8 { mask }
}

impl Machine for Avx512 {
    type Lanes = Eight;

    #[inline(always)]
    fn read(self, rows: &[Row; LANES], counting: &Counting, planes: &mut Planes, counts: &mut [[u16; LANES]]) {
        let mut usual = [Plane::default(); 2];
        let mut unusual = Unusual { marks: [[PADDING; 64 * (WORDS + 1)]; LANES], lengths: [0; LANES] };
        for (lane, row) in rows.iter().enumerate() {
            inside_run!(read_row(row, counting, lane, planes, &mut usual, &mut unusual));
        }
        inside_run!(unusual.count(counts));
        for (plane, code) in usual.iter().zip(counting.usual) {
            if let Some(count) = counts.get_mut(usize::from(code)) {
                *count = total(lanes::load::<Eight>(plane)).narrow();
            }
        }
    }
}

/// The marks of eight pupils that are not the usual ones, side by side, a list a pupil.
struct Unusual {
    marks: [[u8; 64 * (WORDS + 1)]; LANES],
    lengths: [usize; LANES],
}

/// Reads one pupil's marks: their bits into the planes, the unusual ones into their list.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vbmi,avx512vbmi2,popcnt")]
fn read_row(
    row: &Row,
    counting: &Counting,
    lane: usize,
    planes: &mut Planes,
    usual: &mut [Plane; 2],
    unusual: &mut Unusual,
) {
    let kinds = load(&counting.bits);
    let [first, second] = counting.usual.map(|code| _mm512_set1_epi8(code as i8));
    let codes = _mm512_set1_epi8(counting.codes as i8);
    let list = &mut unusual.marks[lane];
    let mut length = 0;
    for (word, marks) in row.as_chunks::<64>().0.iter().enumerate() {
        fetch_ahead(marks);
        let marks = load(marks);
        // One instruction looks up what 64 marks count as.
        let bits = _mm512_permutexvar_epi8(marks, kinds);
        let having = |bit: u8| _mm512_test_epi8_mask(bits, _mm512_set1_epi8(bit as i8));
        planes.possible[word][lane] = having(POSSIBLE);
        planes.absent[word][lane] = having(ABSENT);
        planes.unauthorised[word][lane] = having(UNAUTHORISED);
        let (is_first, is_second) = (_mm512_cmpeq_epi8_mask(marks, first), _mm512_cmpeq_epi8_mask(marks, second));
        usual[0][word][lane] = is_first;
        usual[1][word][lane] = is_second;
        let others = _mm512_cmplt_epu8_mask(marks, codes) & !(is_first | is_second);
        let packed = _mm512_mask_compress_epi8(_mm512_set1_epi8(PADDING as i8), others, marks);
        if let Some(end) = list[length..].first_chunk_mut() {
            store(end, packed);
        }
        length += others.count_ones() as usize;
    }
    if let Some(end) = list[length..].first_chunk_mut() {
        store(end, _mm512_set1_epi8(PADDING as i8));
    }
    unusual.lengths[lane] = length;
}

impl Unusual {
    /// Counts each code for all eight pupils at once: a code's marks are those where its six bits are as they should be.
    #[inline]
    #[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vpopcntdq")]
    fn count(&self, counts: &mut [[u16; LANES]]) {
        let longest = self.lengths.iter().max().copied().unwrap_or(0);
        for round in 0..longest.div_ceil(64).max(1) {
            let (high, low) = self.bits(round);
            for (code, count) in counts.iter_mut().enumerate() {
                let these = high[code / 8 % 8].and(low[code % 8]).count_ones().narrow();
                if round == 0 {
                    *count = these;
                } else {
                    count.iter_mut().zip(these).for_each(|(count, more)| *count += more);
                }
            }
        }
    }

    /// For 64 marks of each pupil: where the three high bits have each value, and where the three low bits do.
    #[inline]
    #[target_feature(enable = "avx512f,avx512bw")]
    fn bits(&self, round: usize) -> ([Eight; 8], [Eight; 8]) {
        let mut bits = Plane::default();
        for (lane, list) in self.marks.iter().enumerate().filter(|&(lane, _)| self.lengths[lane] > round * 64) {
            let Some(marks) = list[round * 64..].first_chunk() else { continue };
            let marks = load(marks);
            for (bit, plane) in bits.iter_mut().enumerate() {
                plane[lane] = _mm512_test_epi8_mask(marks, _mm512_set1_epi8(1 << bit));
            }
        }
        let mut some = Plane::default()[0];
        for (lane, some) in some.iter_mut().enumerate() {
            *some = if self.lengths[lane] > round * 64 { u64::MAX } else { 0 };
        }
        let [one, two, four, eight, sixteen, thirty_two] = lanes::load(&bits);
        (values(thirty_two, sixteen, eight, Eight::load(&some)), values(four, two, one, Eight::splat(u64::MAX)))
    }
}

/// For each number from 0 to 7, where the three bits make that number, within `some`.
#[inline(always)]
fn values(high: Eight, middle: Eight, low: Eight, some: Eight) -> [Eight; 8] {
    let [without, with] = [some.without(high), some.and(high)];
    let fours = [without.without(middle), without.and(middle), with.without(middle), with.and(middle)];
    let mut eights = [some; 8];
    for value in 0..8 {
        let four = fours[value / 2];
        eights[value] = if value % 2 == 0 { four.without(low) } else { four.and(low) };
    }
    eights
}

#[inline]
#[target_feature(enable = "avx512f")]
fn load(from: &[u8; 64]) -> __m512i {
    // SAFETY: the array is 64 bytes, as much as is loaded, and the load asks for no alignment.
    unsafe { _mm512_loadu_si512(from.as_ptr().cast()) }
}

#[inline]
#[target_feature(enable = "avx512f")]
fn store(to: &mut [u8; 64], value: __m512i) {
    // SAFETY: the array is 64 bytes, as much as is stored, and the store asks for no alignment.
    unsafe { _mm512_storeu_si512(to.as_mut_ptr().cast(), value) }
}

/// Asks for the marks of the block after the next one, so that they are at hand when it is their turn.
#[inline]
#[target_feature(enable = "sse")]
fn fetch_ahead(marks: &[u8; 64]) {
    let ahead = marks.as_ptr().wrapping_add(2 * LANES * size_of::<Row>());
    _mm_prefetch::<_MM_HINT_T0>(ahead.cast());
}
