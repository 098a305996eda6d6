//! Eight lanes in one register of AVX-512, and rows read 64 marks at a time.

use std::arch::x86_64::*;

use super::Work;
use crate::refresh::{
    Counting, LANES, Rows, WORDS,
    lanes::{Lanes, Machine, any_of},
    planes::{Plane, Planes},
    timetable::Bytes,
};

/// A matrix of one to turn bits with: byte i picks bit i.
const IDENTITY: i64 = i64::from_le_bytes([1, 2, 4, 8, 16, 32, 64, 128]);
/// Where the bytes of eight sessions × eight pupils go: pupil by pupil, the last session first, as the turning of bits wants them.
const BY_PUPIL: [u8; 64] = {
    let mut from = [0; 64];
    let mut to = 0;
    while to < 64 {
        from[to] = ((7 - to % 8) * 8 + to / 8) as u8;
        to += 1;
    }
    from
};
const JOIN_BYTES: [[u8; 64]; 2] = joining(1);
const JOIN_PAIRS: [[u8; 64]; 2] = joining(2);
const JOIN_FOURS: [[u8; 64]; 2] = joining(4);

/// Takes parts of `size` bytes in turn from one register and from another, the first half of each lane or the second.
const fn joining(size: usize) -> [[u8; 64]; 2] {
    let mut from = [[0; 64]; 2];
    let mut to = 0;
    while to < 64 {
        let (lane, byte) = (to / 8 * 8, to % 8);
        let (part, within) = (byte / size, byte % size);
        let at = lane + part / 2 * size + within + part % 2 * 64;
        from[0][to] = at as u8;
        from[1][to] = (at + 4) as u8;
        to += 1;
    }
    from
}

/// Joins registers two and two whose numbers differ by `$apart`: the first halves take the lower place, the second halves the
/// higher.
macro_rules! join {
    ($registers:expr, $instruction:ident, $first:expr, $second:expr, $apart:expr) => {{
        let (registers, first, second) = ($registers, $first, $second);
        let mut joined = registers;
        for low in 0..8 {
            if low & $apart == 0 {
                let high = low | $apart;
                joined[low] = $instruction(registers[low], first, registers[high]);
                joined[high] = $instruction(registers[low], second, registers[high]);
            }
        }
        joined
    }};
}

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
            "avx512bitalg",
            "gfni",
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
    enable = "avx512f,avx512bw,avx512dq,avx512vl,avx512vbmi,avx512vbmi2,avx512vpopcntdq,avx512bitalg,gfni,bmi1,bmi2,lzcnt,popcnt"
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
    fn count_ones_of_bytes(self) -> Eight { Eight(inside_run!(_mm512_popcnt_epi8(self.0))) }
    #[inline(always)]
    fn max_of_bytes(self, other: Eight) -> Eight { Eight(inside_run!(_mm512_max_epu8(self.0, other.0))) }
    #[inline(always)]
    fn pick_bytes(self, bytes: &Bytes) -> Eight {
        let from = i64::from_le_bytes(bytes.from);
        Eight(inside_run!(_mm512_multishift_epi64_epi8(_mm512_set1_epi64(from), self.0)))
    }
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

/// Bits of a byte that are kept of each mark: see `Counting::keys`.
const BITS: usize = 8;

/// All sessions of eight pupils: those that have each bit of the place within their group, and those whose three lowest such
/// bits make each number.
#[derive(Default)]
struct Places {
    bits: [Plane; 5],
    lows: [Plane; 8],
}

impl Machine for Avx512 {
    type Lanes = Eight;
    type Scratch = Places;

    #[inline(always)]
    fn fetch<T>(self, ahead: &[T]) {
        let first = ahead.as_ptr().cast::<i8>();
        for line in 0..size_of_val(ahead).div_ceil(64) {
            inside_run!(_mm_prefetch::<_MM_HINT_T0>(first.wrapping_add(line * 64)));
        }
    }

    #[inline(always)]
    fn read(
        self,
        places: &mut Places,
        rows: &Rows,
        counting: &Counting,
        planes: &mut Planes,
        counts: &mut [[u16; LANES]],
    ) {
        inside_run!(read(places, rows, counting, planes));
        inside_run!(count(places, planes, counting, counts));
    }
}

#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vbmi,gfni")]
fn read(places: &mut Places, rows: &Rows, counting: &Counting, planes: &mut Planes) {
    let table = load(&counting.keys);
    for (word, sessions) in rows.as_flattened().as_chunks::<512>().0.iter().enumerate() {
        let bits = read_word(sessions, table);
        bits[0].store(&mut planes.possible[word]);
        bits[1].store(&mut planes.absent[word]);
        bits[2].store(&mut planes.notice[word]);
        for place in 0..5 {
            bits[3 + place].store(&mut places.bits[place][word]);
        }
        let lows = values([bits[5], bits[4], bits[3]]);
        for (plane, low) in places.lows.iter_mut().zip(lows) {
            low.store(&mut plane[word]);
        }
    }
}

/// Reads 64 sessions of eight pupils: for each bit of their keys, the sessions that have it.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vbmi,gfni")]
fn read_word(sessions: &[u8; 512], table: __m512i) -> [Eight; BITS] {
    let (by_pupil, identity) = (load(&BY_PUPIL), _mm512_set1_epi64(IDENTITY));
    let mut bits = [_mm512_setzero_si512(); 8];
    for (bits, sessions) in bits.iter_mut().zip(sessions.as_chunks::<64>().0) {
        fetch_ahead(sessions);
        // One instruction looks 64 keys up, one turns sessions × pupils into pupils × sessions, and one turns the eight
        // sessions of each pupil into eight bits for each bit of their keys.
        let keys = _mm512_permutexvar_epi8(load(sessions), table);
        *bits = _mm512_gf2p8affine_epi64_epi8::<0>(identity, _mm512_permutexvar_epi8(by_pupil, keys));
    }
    // Bytes of two, then of four, then of all eight are brought together, for each pupil and bit.
    let bits = join!(bits, _mm512_permutex2var_epi8, load(&JOIN_BYTES[0]), load(&JOIN_BYTES[1]), 1);
    let bits = join!(bits, _mm512_permutex2var_epi8, load(&JOIN_PAIRS[0]), load(&JOIN_PAIRS[1]), 2);
    let bits = join!(bits, _mm512_permutex2var_epi8, load(&JOIN_FOURS[0]), load(&JOIN_FOURS[1]), 4);
    [0, 4, 2, 6, 1, 5, 3, 7].map(|at: usize| Eight(bits[at]))
}

/// Counts each code of eight pupils: the marks of its group that have its place there.
#[inline]
#[target_feature(enable = "avx512f,avx512bw,avx512vl,avx512vpopcntdq")]
fn count(places: &Places, planes: &Planes, counting: &Counting, counts: &mut [[u16; LANES]]) {
    let group_bits = [&planes.possible, &planes.absent, &planes.notice];
    let high_bits = [&places.bits[3], &places.bits[4]];
    for (number, codes) in counting.groups.iter().enumerate().filter(|(_, codes)| !codes.is_empty()) {
        let group = those(group_bits, number, [Eight::splat(u64::MAX); WORDS]);
        for (high, codes) in codes.chunks(8).enumerate() {
            let these = those(high_bits, high, group);
            if any_of(these) == 0 {
                codes.iter().for_each(|&code| counts[usize::from(code)] = [0; LANES]);
            } else if let Some(lows) = places.lows.first_chunk::<4>().filter(|_| codes.len() <= 4) {
                count_kinds(these, lows, codes, counts);
            } else {
                count_kinds(these, &places.lows, codes, counts);
            }
        }
    }
}

/// The sessions among `some` at which the bits make `number`.
#[inline(always)]
fn those<const BITS: usize>(bits: [&Plane; BITS], number: usize, some: [Eight; WORDS]) -> [Eight; WORDS] {
    let mut these = some;
    for (bit, plane) in bits.into_iter().enumerate() {
        for word in 0..WORDS {
            let plane = Eight::load(&plane[word]);
            these[word] = if number >> bit & 1 == 1 { these[word].and(plane) } else { these[word].without(plane) };
        }
    }
    these
}

/// Counts how many of these sessions are also among each kind; one code for each.
#[inline(always)]
fn count_kinds<const KINDS: usize>(
    these: [Eight; WORDS],
    kinds: &[Plane; KINDS],
    codes: &[u8],
    counts: &mut [[u16; LANES]],
) {
    let mut sums = [Eight::splat(0); KINDS];
    for word in 0..WORDS {
        for kind in 0..KINDS {
            sums[kind] = sums[kind].add(these[word].and(Eight::load(&kinds[kind][word])).count_ones());
        }
    }
    for (&code, sum) in codes.iter().zip(sums) {
        counts[usize::from(code)] = sum.narrow();
    }
}

/// For each number from 0 to 7, where three bits make that number.
#[inline(always)]
fn values([high, middle, low]: [Eight; 3]) -> [Eight; 8] {
    let all = Eight::splat(u64::MAX);
    let [without, with] = [all.without(high), high];
    let fours = [without.without(middle), without.and(middle), with.without(middle), with.and(middle)];
    let mut eights = [all; 8];
    for value in 0..8 {
        let four = fours[value / 2];
        eights[value] = if value % 2 == 0 { four.without(low) } else { four.and(low) };
    }
    eights
}

impl Eight {
    #[inline(always)]
    fn store(self, to: &mut [u64; LANES]) {
        // SAFETY: the array is 64 bytes, as much as is stored, and the store asks for no alignment.
        unsafe { _mm512_storeu_si512(to.as_mut_ptr().cast(), self.0) }
    }
}

#[inline]
#[target_feature(enable = "avx512f")]
fn load(from: &[u8; 64]) -> __m512i {
    // SAFETY: the array is 64 bytes, as much as is loaded, and the load asks for no alignment.
    unsafe { _mm512_loadu_si512(from.as_ptr().cast()) }
}

/// Asks for the marks of the block after the next one, so that they are at hand when it is their turn.
#[inline]
#[target_feature(enable = "sse")]
fn fetch_ahead(marks: &[u8; 64]) {
    let ahead = marks.as_ptr().wrapping_add(2 * size_of::<Rows>());
    _mm_prefetch::<_MM_HINT_T0>(ahead.cast());
}
