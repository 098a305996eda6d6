//! An authority in one file: a head, then one part for each school, each with its BLAKE3 sum behind it.
//!
//! A part, and the rows that it stands for, have one place that the next school takes over, so that no memory is made ready for
//! bytes that are only passed on.

use std::{
    fs::File,
    io::{BufWriter, Read, Write},
    path::Path,
    sync::Arc,
};

use analysis::refresh::{Pupil, School, Timetable};
use domain::Date;
use jiff::{ToSpan, civil::date};

use super::rest;
use crate::{
    Failure,
    data::{Authority, BLANK, SESSIONS, calendar},
    ours,
};

const NAME: &[u8; 8] = b"RBMARKS2";
const SUM: usize = blake3::OUT_LEN;
/// Bytes before a part of the file that say how long it is.
const LENGTH: usize = 4;

/// Lays an authority down.
pub fn write(authority: &Authority, path: &Path) -> Result<(), Failure> {
    let mut file = BufWriter::new(File::create(path)?);
    let mut head = NAME.to_vec();
    head.extend((authority.schools() as u32).to_le_bytes());
    for days in &authority.calendars {
        head.extend((days.len() as u32).to_le_bytes());
        days.iter().for_each(|&day| head.extend((calendar::number(day) as u32).to_le_bytes()));
    }
    write_part(&mut file, &head)?;
    for number in 0..authority.schools() {
        let school = authority.school(number)?;
        let mut words = Vec::new();
        let mut part = (school.calendar as u32).to_le_bytes().to_vec();
        part.extend((school.pupils.len() as u32).to_le_bytes());
        for (&(year, cohorts), row) in school.pupils.iter().zip(school.marks.as_chunks().0) {
            let [low, high] = rest::write(row, &mut words).to_le_bytes();
            part.extend([year, cohorts, low, high]);
        }
        part.extend(words);
        write_part(&mut file, &part)?;
    }
    Ok(file.flush()?)
}

fn write_part(file: &mut impl Write, part: &[u8]) -> Result<(), Failure> {
    file.write_all(&(part.len() as u32).to_le_bytes())?;
    file.write_all(part)?;
    Ok(file.write_all(blake3::hash(part).as_bytes())?)
}

/// Reads an authority, checks the length and the sum of each part, and works out every figure of each school.
pub fn read(path: &Path) -> Result<Vec<School>, Failure> {
    let mut parts = Parts { file: File::open(path)?, part: Vec::new() };
    let head = parts.next()?;
    let rest = head.strip_prefix(NAME).ok_or("this is no file of marks: let the bench write it anew")?;
    let (schools, mut rest) = number(rest)?;
    let mut timetables = Vec::new();
    while !rest.is_empty() {
        let (days, more) = number(rest)?;
        let (days, more) = more.split_at_checked(days * 4).ok_or(SHORT)?;
        timetables.push(Arc::new(Timetable::new(days_of(days)?)?));
        rest = more;
    }
    let terms = ours::terms()?;
    let (mut all, mut marks) = (Vec::with_capacity(schools), Vec::new());
    for _ in 0..schools {
        let (calendar, pupils) = rows_of(parts.next()?, &mut marks)?;
        let timetable = timetables.get(calendar).ok_or("a school has a calendar that is not there")?.clone();
        all.push(School::new(terms.clone(), timetable, pupils, marks.as_flattened())?);
    }
    parts.expect_end()?;
    Ok(all)
}

/// Calendar and pupils of a school, and a row of each.
fn rows_of(part: &[u8], rows: &mut Vec<[u8; SESSIONS]>) -> Result<(usize, Vec<Pupil>), Failure> {
    let (calendar, rest) = number(part)?;
    let (count, rest) = number(rest)?;
    let (pupils, words) = rest.split_at_checked(count * 4).ok_or(SHORT)?;
    let (pupils, mut words) = (pupils.as_chunks::<4>().0, words.as_chunks::<2>().0);
    rows.resize(count, [BLANK; SESSIONS]);
    for (&[_, _, low, high], row) in pupils.iter().zip(rows) {
        let (own, rest) = words.split_at_checked(usize::from(u16::from_le_bytes([low, high]))).ok_or(SHORT)?;
        rest::read(own, row).ok_or("a pupil's marks leave the year: let the bench write the file anew")?;
        words = rest;
    }
    let pupil = |&[year_group, cohorts, ..]: &[u8; 4]| Pupil { year_group, cohorts };
    Ok((calendar, pupils.iter().map(pupil).collect()))
}

/// Whether every school has in the file exactly the marks that it has in the authority.
pub fn is_exact(authority: &Authority, path: &Path) -> Result<bool, Failure> {
    let mut parts = Parts { file: File::open(path)?, part: Vec::new() };
    parts.next()?;
    let mut rows = Vec::new();
    for number in 0..authority.schools() {
        rows_of(parts.next()?, &mut rows)?;
        if rows.as_flattened() != authority.school(number)?.marks {
            return Ok(false);
        }
    }
    Ok(true)
}

const SHORT: &str = "a part of the file of marks is too short: let the bench write it anew";

fn number(bytes: &[u8]) -> Result<(usize, &[u8]), Failure> {
    let (number, rest) = bytes.split_first_chunk::<4>().ok_or(SHORT)?;
    Ok((u32::from_le_bytes(*number) as usize, rest))
}

fn days_of(bytes: &[u8]) -> Result<Vec<Date>, Failure> {
    let day = |&bytes: &[u8; 4]| date(1970, 1, 1).checked_add(i64::from(u32::from_le_bytes(bytes)).days());
    Ok(bytes.as_chunks().0.iter().map(day).collect::<Result<_, _>>().map_err(|error| error.to_string())?)
}

struct Parts {
    file: File,
    part: Vec<u8>,
}

impl Parts {
    /// The next part, after its length and its sum were seen to be right.
    fn next(&mut self) -> Result<&[u8], Failure> {
        let mut length = [0; LENGTH];
        self.file.read_exact(&mut length)?;
        let length = u32::from_le_bytes(length) as usize;
        self.part.resize(length + SUM, 0);
        self.file.read_exact(&mut self.part)?;
        let (part, sum) = self.part.split_at(length);
        let is_whole = blake3::hash(part).as_bytes()[..] == *sum;
        if is_whole { Ok(part) } else { Err("the file of marks was changed: let the bench write it anew".into()) }
    }

    fn expect_end(&mut self) -> Result<(), Failure> {
        let is_end = self.file.read(&mut [0])? == 0;
        if is_end { Ok(()) } else { Err("the file of marks goes on after its last school".into()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_lost_or_changed_a_byte_is_refused() {
        let path = std::env::temp_dir().join(format!("rollbook-bench-{}.marks", std::process::id()));
        let authority = Authority::invent(1);
        write(&authority, &path).expect("the temporary folder takes a file");
        assert!(is_exact(&authority, &path).expect("the file was just written"));
        let whole = std::fs::read(&path).expect("the file was just written");
        let mut changed = whole.clone();
        changed[whole.len() / 2] ^= 1;
        let mut longer = whole.clone();
        longer.push(0);
        for bytes in [&whole[..whole.len() - 1], &changed, &longer] {
            std::fs::write(&path, bytes).expect("the temporary folder takes a file");
            assert!(read(&path).is_err());
        }
        std::fs::write(&path, &whole).expect("the temporary folder takes a file");
        assert_eq!(read(&path).map(|schools| schools.len()).ok(), Some(7));
        std::fs::remove_file(&path).expect("the file was just written");
    }
}
