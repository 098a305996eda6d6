//! Eight lanes in two registers of AVX2, and rows read 32 marks at a time.

use std::arch::x86_64::*;

use super::Work;
use crate::refresh::{
    Counting, LANES, Rows, SESSIONS,
    counting::{ABSENT, BYTES, NOTICE, POSSIBLE},
    lanes::{Lanes, Machine},
    planes::Planes,
    timetable::Bytes,
};

/// A processor with these instructions. INVARIANT: made by `run` alone.
#[derive(Debug, Clone, Copy)]
struct Avx2;

/// INVARIANT: values come only from work that `run` does.
#[derive(Debug, Clone, Copy)]
struct Eight(__m256i, __m256i);

pub(super) fn is_available() -> bool {
    is_x86_feature_detected!("avx2")
        && is_x86_feature_detected!("bmi1")
        && is_x86_feature_detected!("bmi2")
        && is_x86_feature_detected!("lzcnt")
        && is_x86_feature_detected!("popcnt")
}

/// Does the work with these instructions; the processor has to have all that `is_available` asks for.
#[target_feature(enable = "avx2,bmi1,bmi2,lzcnt,popcnt")]
pub(super) fn run<W: Work>(work: W) {
    work.on(Avx2);
}

// Instructions of this file, in functions that are part of `run` once they are inlined.
// SAFETY: a value of `Avx2` or `Eight` is at hand only inside `run`, so the processor has the instructions.
macro_rules! inside_run {
    ($instruction:expr) => {
        unsafe { $instruction }
    };
}

/// One instruction on both halves of one or two values. No closure: see `lanes::each_word`.
macro_rules! halves {
    ($instruction:ident($one:expr, $other:expr)) => {{
        let (one, other): (Eight, Eight) = ($one, $other);
        Eight(inside_run!($instruction(one.0, other.0)), inside_run!($instruction(one.1, other.1)))
    }};
    ($instruction:ident($one:expr), by $count:expr) => {{
        let (one, count): (Eight, u32) = ($one, $count);
        let count = inside_run!(_mm_cvtsi32_si128(count as i32));
        Eight(inside_run!($instruction(one.0, count)), inside_run!($instruction(one.1, count)))
    }};
}

#[rustfmt::skip]
impl Lanes for Eight {
    type Mask = Eight;

    #[inline(always)]
    fn load(from: &[u64; LANES]) -> Eight {
        let halves = from.as_ptr().cast::<__m256i>();
        // SAFETY: inside `run`; the array is 64 bytes, as much as two loads take, and they ask for no alignment.
        unsafe { Eight(_mm256_loadu_si256(halves), _mm256_loadu_si256(halves.add(1))) }
    }
    #[inline(always)]
    fn splat(value: u64) -> Eight { let all = inside_run!(_mm256_set1_epi64x(value as i64)); Eight(all, all) }
    #[inline(always)]
    fn and(self, other: Eight) -> Eight { halves!(_mm256_and_si256(self, other)) }
    #[inline(always)]
    fn or(self, other: Eight) -> Eight { halves!(_mm256_or_si256(self, other)) }
    #[inline(always)]
    fn without(self, other: Eight) -> Eight { halves!(_mm256_andnot_si256(other, self)) }
    #[inline(always)]
    fn add(self, other: Eight) -> Eight { halves!(_mm256_add_epi64(self, other)) }
    #[inline(always)]
    fn subtract(self, other: Eight) -> Eight { halves!(_mm256_sub_epi64(self, other)) }
    #[inline(always)]
    fn shift_right(self, by: u32) -> Eight { halves!(_mm256_srl_epi64(self), by by) }
    #[inline(always)]
    fn shift_in(self, high: Eight, by: u32) -> Eight {
        self.shift_right(by).or(halves!(_mm256_sll_epi64(high), by 64 - by))
    }
    #[inline(always)]
    fn count_ones(self) -> Eight { Eight(inside_run!(count_ones(self.0)), inside_run!(count_ones(self.1))) }
    #[inline(always)]
    fn count_ones_of_bytes(self) -> Eight {
        Eight(inside_run!(count_ones_of_bytes(self.0)), inside_run!(count_ones_of_bytes(self.1)))
    }
    #[inline(always)]
    fn max_of_bytes(self, other: Eight) -> Eight { halves!(_mm256_max_epu8(self, other)) }
    #[inline(always)]
    fn pick_bytes(self, bytes: &Bytes) -> Eight {
        Eight(inside_run!(pick_bytes(self.0, bytes)), inside_run!(pick_bytes(self.1, bytes)))
    }
    #[inline(always)]
    fn narrow(self) -> [u16; LANES] {
        let mut wide = [0_u64; LANES];
        let halves = wide.as_mut_ptr().cast::<__m256i>();
        // SAFETY: inside `run`; the array is 64 bytes, as much as two stores fill, and they ask for no alignment.
        unsafe {
            _mm256_storeu_si256(halves, self.0);
            _mm256_storeu_si256(halves.add(1), self.1);
        }
        wide.map(|value| value as u16)
    }
    #[inline(always)]
    fn is_nonzero(self) -> Eight {
        Eight::splat(u64::MAX).without(halves!(_mm256_cmpeq_epi64(self, Eight::splat(0))))
    }
    #[inline(always)]
    fn is_at_least(self, other: Eight) -> Eight {
        Eight::splat(u64::MAX).without(halves!(_mm256_cmpgt_epi64(other, self)))
    }
    #[inline(always)]
    fn both(one: Eight, other: Eight) -> Eight { one.and(other) }
    #[inline(always)]
    fn pick(mask: Eight, yes: Eight, no: Eight) -> Eight {
        Eight(
            inside_run!(_mm256_blendv_epi8(no.0, yes.0, mask.0)),
            inside_run!(_mm256_blendv_epi8(no.1, yes.1, mask.1)),
        )
    }
    #[inline(always)]
    fn bits(mask: Eight) -> u8 {
        let low = inside_run!(_mm256_movemask_pd(_mm256_castsi256_pd(mask.0)));
        let high = inside_run!(_mm256_movemask_pd(_mm256_castsi256_pd(mask.1)));
        (low | (high << 4)) as u8
    }
}

/// Ones in each lane: those of eight bytes together.
#[inline]
#[target_feature(enable = "avx2")]
fn count_ones(lanes: __m256i) -> __m256i {
    _mm256_sad_epu8(count_ones_of_bytes(lanes), _mm256_setzero_si256())
}

/// Eight bits to each byte: the two bytes that they lie in are brought together, and multiplied until the bits are the higher.
#[inline]
#[target_feature(enable = "avx2")]
fn pick_bytes(lanes: __m256i, bytes: &Bytes) -> __m256i {
    let second = _mm256_broadcastsi128_si256(_mm_set_epi64x(0x0808_0808_0808_0808, 0));
    let [even, odd] = [0, 1].map(|at: usize| {
        let pairs = _mm256_add_epi8(_mm256_set1_epi64x(bytes.pairs[at].cast_signed()), second);
        _mm256_mullo_epi16(_mm256_shuffle_epi8(lanes, pairs), _mm256_set1_epi64x(bytes.factors[at].cast_signed()))
    });
    _mm256_or_si256(_mm256_srli_epi16::<8>(even), _mm256_and_si256(odd, _mm256_set1_epi16(-256)))
}

/// Ones in each byte: four bits at a time from a table.
#[inline]
#[target_feature(enable = "avx2")]
fn count_ones_of_bytes(lanes: __m256i) -> __m256i {
    let ones = _mm256_broadcastsi128_si256(_mm_setr_epi8(0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4));
    let nibble = _mm256_set1_epi8(15);
    let low = _mm256_shuffle_epi8(ones, _mm256_and_si256(lanes, nibble));
    let high = _mm256_shuffle_epi8(ones, _mm256_and_si256(_mm256_srli_epi16::<4>(lanes), nibble));
    _mm256_add_epi8(low, high)
}

/// The marks of eight pupils, one pupil after the other.
struct ByPupil([[u8; SESSIONS]; LANES]);

impl Default for ByPupil {
    fn default() -> ByPupil {
        ByPupil([[0; SESSIONS]; LANES])
    }
}

impl Machine for Avx2 {
    type Lanes = Eight;
    type Scratch = ByPupil;

    #[inline(always)]
    fn read(
        self,
        ByPupil(by_pupil): &mut ByPupil,
        rows: &Rows,
        counting: &Counting,
        planes: &mut Planes,
        counts: &mut [[u16; LANES]],
    ) {
        inside_run!(turn(rows, by_pupil));
        for (lane, row) in by_pupil.iter().enumerate() {
            let seen = inside_run!(read_row(row, counting, lane, planes));
            for &code in counting.groups.iter().flatten() {
                counts[usize::from(code)][lane] = seen[usize::from(code) % BYTES];
            }
        }
    }
}

/// Lays the marks of eight pupils out pupil by pupil.
#[inline]
#[target_feature(enable = "avx2")]
fn turn(rows: &Rows, by_pupil: &mut [[u8; SESSIONS]; LANES]) {
    // Brings the bytes of one pupil together that stand eight apart in 16.
    let pairs = _mm256_broadcastsi128_si256(_mm_setr_epi8(0, 8, 1, 9, 2, 10, 3, 11, 4, 12, 5, 13, 6, 14, 7, 15));
    for (at, sessions) in rows.as_flattened().as_chunks::<64>().0.iter().enumerate() {
        let [first, second] =
            [load(sessions.first_chunk().unwrap_or(&[0; 32])), load(sessions.last_chunk().unwrap_or(&[0; 32]))];
        let (first, second) = (_mm256_shuffle_epi8(first, pairs), _mm256_shuffle_epi8(second, pairs));
        // Sessions 0, 1, 4, 5 and 2, 3, 6, 7; then four sessions of each pupil; then all eight.
        let low = _mm256_permute2x128_si256::<0x20>(first, second);
        let high = _mm256_permute2x128_si256::<0x31>(first, second);
        let (early, late) = (_mm256_unpacklo_epi16(low, high), _mm256_unpackhi_epi16(low, high));
        let pupils = [lanes(early), lanes(late)];
        for (four, halves) in pupils.iter().enumerate() {
            for pupil in 0..4 {
                let eight = u64::from(halves[pupil]) | u64::from(halves[pupil + 4]) << 32;
                by_pupil[four * 4 + pupil][at * 8..][..8].copy_from_slice(&eight.to_le_bytes());
            }
        }
    }
}

/// The eight parts of 32 bits.
#[inline]
#[target_feature(enable = "avx2")]
fn lanes(register: __m256i) -> [u32; 8] {
    let mut parts = [0; 8];
    // SAFETY: the array is 32 bytes, as much as is stored, and the store asks for no alignment.
    unsafe { _mm256_storeu_si256(parts.as_mut_ptr().cast(), register) };
    parts
}

/// Reads one pupil's marks into the planes, and counts each code.
#[inline]
#[target_feature(enable = "avx2,popcnt,bmi1")]
fn read_row(row: &[u8; SESSIONS], counting: &Counting, lane: usize, planes: &mut Planes) -> [u16; BYTES] {
    let mut seen = [0; BYTES];
    let mut usual = [0, 0];
    for (word, marks) in row.as_chunks::<64>().0.iter().enumerate() {
        let (mut bits, mut is_usual) = ([0_u64; 3], [0_u64; 2]);
        for (half, marks) in marks.as_chunks::<32>().0.iter().enumerate() {
            let marks = load(marks);
            let kinds = look_up(marks, &counting.bits);
            let having = |bit: u8| {
                let bit = _mm256_set1_epi8(bit as i8);
                ones(_mm256_cmpeq_epi8(_mm256_and_si256(kinds, bit), bit)) << (half * 32)
            };
            for (plane, bit) in bits.iter_mut().zip([POSSIBLE, ABSENT, NOTICE]) {
                *plane |= having(bit);
            }
            for (is_code, code) in is_usual.iter_mut().zip(counting.usual) {
                *is_code |= ones(_mm256_cmpeq_epi8(marks, _mm256_set1_epi8(code as i8))) << (half * 32);
            }
        }
        planes.possible[word][lane] = bits[0];
        planes.absent[word][lane] = bits[1];
        planes.notice[word][lane] = bits[2];
        usual[0] += is_usual[0].count_ones() as u16;
        usual[1] += is_usual[1].count_ones() as u16;
        let mut others = !(is_usual[0] | is_usual[1]);
        while others != 0 {
            seen[usize::from(marks[others.trailing_zeros() as usize]) % BYTES] += 1;
            others &= others - 1;
        }
    }
    seen[usize::from(counting.usual[1]) % BYTES] = usual[1];
    seen[usize::from(counting.usual[0]) % BYTES] = usual[0];
    seen
}

/// What 32 marks count as: four tables of sixteen, of which the two higher bits of a mark choose one.
#[inline]
#[target_feature(enable = "avx2")]
fn look_up(marks: __m256i, table: &[u8; BYTES]) -> __m256i {
    let quarter = _mm256_and_si256(_mm256_srli_epi16::<4>(marks), _mm256_set1_epi8(3));
    let mut kinds = _mm256_setzero_si256();
    for (at, sixteen) in table.as_chunks::<16>().0.iter().enumerate() {
        let low = i64::from_le_bytes(std::array::from_fn(|byte| sixteen[byte]));
        let high = i64::from_le_bytes(std::array::from_fn(|byte| sixteen[byte + 8]));
        let found = _mm256_shuffle_epi8(_mm256_broadcastsi128_si256(_mm_set_epi64x(high, low)), marks);
        let is_here = _mm256_cmpeq_epi8(quarter, _mm256_set1_epi8(at as i8));
        kinds = _mm256_or_si256(kinds, _mm256_and_si256(found, is_here));
    }
    kinds
}

/// One bit for each byte that is all ones.
#[inline]
#[target_feature(enable = "avx2")]
fn ones(bytes: __m256i) -> u64 {
    u64::from(_mm256_movemask_epi8(bytes) as u32)
}

#[inline]
#[target_feature(enable = "avx2")]
fn load(from: &[u8; 32]) -> __m256i {
    // SAFETY: the array is 32 bytes, as much as is loaded, and the load asks for no alignment.
    unsafe { _mm256_loadu_si256(from.as_ptr().cast()) }
}
