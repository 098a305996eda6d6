//! The register log: acts in order, each chained to the one before by a BLAKE3 hash, and how they are written as bytes.
//!
//! The marks of an act are packed into a few bytes each. Beside every mark stand two bytes of check, so that a mark
//! changed behind the program's back is not only noticed (the entry's hash no longer fits) but named.

use alloc::{
    string::{String, ToString},
    vec::Vec,
};

use jiff::civil::Date;

use crate::{
    act::{Mark, NewEntry},
    code::Code,
    id::PupilId,
    session::{Half, Session},
};

/// A BLAKE3 hash.
pub type Hash = [u8; 32];

/// The hash that the first entry of a school is chained to.
pub const GENESIS: Hash = [0; 32];

/// An act at its place in the log of its school.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// 1, 2, 3, … within the school.
    pub number: i64,
    /// What was done.
    pub what: NewEntry,
    /// The hash of the entry before.
    pub previous: Hash,
    /// The hash of this entry.
    pub hash: Hash,
}

impl Entry {
    /// Puts `what` behind the entry numbered `number - 1` whose hash is `previous`.
    pub fn chain(what: NewEntry, number: i64, previous: Hash) -> Entry {
        let hash = hash(&what, number, previous, &pack(&what.marks));
        Entry { number, what, previous, hash }
    }
}

/// The hash of an entry whose marks are stored as `packed`.
pub fn hash(what: &NewEntry, number: i64, previous: Hash, packed: &[u8]) -> Hash {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&previous);
    for part in [number, what.school.0, what.by.person.0, what.at.as_microsecond()] {
        hasher.update(&part.to_le_bytes());
    }
    let subject = match &what.act {
        crate::act::Act::Taken { group } => group.0.to_string(),
        crate::act::Act::Imported { source } => source.clone(),
        _ => String::new(),
    };
    for text in [&what.by.name, &what.by.position, what.act.word(), &subject, &what.reason] {
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    }
    hasher.update(packed);
    *hasher.finalize().as_bytes()
}

/// Writes marks as bytes: number of sessions, then for each session its day, half and marks.
pub fn pack(marks: &[Mark]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(marks.len() * 8);
    for mark in marks {
        let start = bytes.len();
        put(&mut bytes, mark.pupil.0 as u64);
        put(&mut bytes, day_number(mark.session.date) << 1 | u64::from(mark.session.half == Half::Afternoon));
        bytes.push(mark.was.map_or(0, Code::number));
        bytes.push(mark.code.number());
        put(&mut bytes, mark.minutes_late.map_or(0, |minutes| u64::from(minutes) + 1));
        put(&mut bytes, mark.note.len() as u64);
        bytes.extend_from_slice(mark.note.as_bytes());
        let check = check(&bytes[start..]);
        bytes.extend_from_slice(&check);
    }
    bytes
}

/// One stored mark, and whether its check still fits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unpacked {
    /// The mark as it is stored now.
    pub mark: Mark,
    /// Whether it is as it was written.
    pub is_intact: bool,
}

/// Why stored marks cannot be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the stored marks are cut short or damaged at byte {0}: restore this entry from a backup")]
pub struct UnpackError(pub usize);

/// Reads marks written by [`pack`].
pub fn unpack(bytes: &[u8]) -> Result<Vec<Unpacked>, UnpackError> {
    let mut reader = Reader::new(bytes);
    let mut marks = Vec::new();
    while reader.at < bytes.len() {
        let start = reader.at;
        let mark = reader.mark().ok_or(UnpackError(reader.at))?;
        let expected = check(&bytes[start..reader.at]);
        let stored = reader.take(2).ok_or(UnpackError(reader.at))?;
        marks.push(Unpacked { mark, is_intact: stored == expected });
    }
    Ok(marks)
}

/// Reads marks written by [`pack`] one after another without looking at their checks, for whoever reads millions.
pub fn marks(bytes: &[u8]) -> impl Iterator<Item = Result<Mark, UnpackError>> + '_ {
    let mut reader = Reader::new(bytes);
    core::iter::from_fn(move || {
        if reader.at >= bytes.len() {
            return None;
        }
        let mark = reader.mark().and_then(|mark| reader.take(2).map(|_| mark)).ok_or(UnpackError(reader.at));
        if mark.is_err() {
            reader.at = bytes.len();
        }
        Some(mark)
    })
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    // The marks of an act are mostly of one day, and working a day out costs more than all else here.
    day: (u64, Date),
}

impl<'a> Reader<'a> {
    const fn new(bytes: &'a [u8]) -> Reader<'a> {
        Reader { bytes, at: 0, day: (0, DAY_ZERO) }
    }

    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let taken = self.bytes.get(self.at..self.at.checked_add(count)?)?;
        self.at += count;
        Some(taken)
    }

    fn number(&mut self) -> Option<u64> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.take(1)?[0];
            value |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return Some(value);
            }
        }
        None
    }

    fn mark(&mut self) -> Option<Mark> {
        let pupil = PupilId(self.number()? as i64);
        let when = self.number()?;
        let half = if when & 1 == 0 { Half::Morning } else { Half::Afternoon };
        if self.day.0 != when >> 1 {
            self.day = (when >> 1, day(when >> 1)?);
        }
        let session = Session::new(self.day.1, half);
        let was = Code::from_number(self.take(1)?[0]);
        let code = Code::from_number(self.take(1)?[0])?;
        let minutes_late = self.number()?.checked_sub(1).and_then(|minutes| u16::try_from(minutes).ok());
        let length = usize::try_from(self.number()?).ok()?;
        let note = core::str::from_utf8(self.take(length)?).ok()?.to_string();
        Some(Mark { pupil, session, was, code, minutes_late, note })
    }
}

fn put(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

fn check(mark: &[u8]) -> [u8; 2] {
    let hash = blake3::hash(mark);
    [hash.as_bytes()[0], hash.as_bytes()[1]]
}

/// Day 0 of the packed form.
const DAY_ZERO: Date = jiff::civil::date(1988, 9, 1);

fn day_number(date: Date) -> u64 {
    DAY_ZERO.until(date).map_or(0, |span| span.get_days().unsigned_abs().into())
}

fn day(number: u64) -> Option<Date> {
    let days = i32::try_from(number).ok()?;
    DAY_ZERO.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use jiff::civil::date;

    use super::*;

    fn mark(pupil: i64, code: u8) -> Mark {
        Mark {
            pupil: PupilId(pupil),
            session: Session::new(date(2026, 11, 24), Half::Afternoon),
            was: Code::from_number(2),
            code: Code::from_number(code).expect("not 0"),
            minutes_late: Some(0),
            note: "visit to the museum".to_string(),
        }
    }

    #[test]
    fn marks_are_read_back_as_they_were_written() {
        let marks = vec![mark(1, 1), mark(300, 33), mark(70_000_000, 5)];
        let read = unpack(&pack(&marks)).expect("just written");
        assert!(read.iter().all(|one| one.is_intact));
        assert_eq!(read.into_iter().map(|one| one.mark).collect::<Vec<_>>(), marks);
        assert_eq!(super::marks(&pack(&marks)).collect::<Result<Vec<_>, _>>(), Ok(marks));
    }

    #[test]
    fn a_changed_code_is_named_and_the_others_are_not() {
        let mut bytes = pack(&[mark(1, 1), mark(2, 1), mark(3, 1)]);
        let second = bytes.len() / 3;
        let code = second + 1 + 2 + 1; // pupil, day and half, code before
        bytes[code] = 20;
        let intact: Vec<bool> = unpack(&bytes).expect("still readable").iter().map(|one| one.is_intact).collect();
        assert_eq!(intact, [true, false, true]);
    }

    #[test]
    fn marks_cut_short_are_refused_and_not_guessed() {
        let bytes = pack(&[mark(1, 1)]);
        assert!((1..bytes.len()).all(|length| unpack(&bytes[..length]).is_err()));
        assert!((1..bytes.len()).all(|length| super::marks(&bytes[..length]).any(|mark| mark.is_err())));
    }
}
