//! An authority that another program laid down in a folder: the reference data, for which the sums of all columns are known.

use std::{
    fs::{self, File},
    io::{Read, Seek, SeekFrom},
    path::{Path, PathBuf},
};

use domain::Date;
use jiff::{ToSpan, civil::date};

use super::{SESSIONS, STRIDE, School};
use crate::Failure;

/// The files of a folder; marks are read when a school is asked for.
pub struct Folder {
    marks: PathBuf,
    calendars: Vec<usize>,
    // Of each pupil: school, year group, cohorts.
    schools: Vec<u32>,
    groups: Vec<(u8, u8)>,
}

impl Folder {
    /// The folder, and the school days of its calendars.
    pub fn open(folder: &Path) -> Result<(Vec<Vec<Date>>, Folder), Failure> {
        let read = |name: &str| fs::read(folder.join(name)).map_err(|error| format!("{name} cannot be read: {error}"));
        let mut days: Vec<Vec<Date>> = Vec::new();
        for [calendar, session, day] in columns(&read("calendar.csv")?, ["calendar_id", "k", "day"])? {
            days.resize(days.len().max(calendar as usize + 1), Vec::new());
            if session % 2 == 0 {
                let day = date(1970, 1, 1).checked_add(day.days()).map_err(|error| error.to_string())?;
                days[calendar as usize].push(day);
            }
        }
        let calendars = columns(&read("schools.csv")?, ["calendar_id"])?;
        let calendars = calendars.into_iter().map(|[calendar]| calendar as usize).collect();
        let pupils = read("pupils.bin")?;
        let count = pupils.len() / 6;
        let (schools, groups) = pupils.split_at(count * 4);
        let (years, cohorts) = groups.split_at(count);
        let folder = Folder {
            marks: folder.join("marks.bin"),
            calendars,
            schools: schools.as_chunks::<4>().0.iter().map(|&bytes| u32::from_le_bytes(bytes)).collect(),
            groups: years.iter().copied().zip(cohorts.iter().copied()).collect(),
        };
        Ok((days, folder))
    }

    pub fn schools(&self) -> usize {
        self.calendars.len()
    }

    pub fn pupils(&self) -> usize {
        self.groups.len()
    }

    pub fn school(&self, number: usize) -> Result<School, Failure> {
        let first = self.schools.partition_point(|&school| (school as usize) < number);
        let end = self.schools.partition_point(|&school| (school as usize) <= number);
        let mut file = File::open(&self.marks)?;
        file.seek(SeekFrom::Start((first * STRIDE) as u64))?;
        let mut rows = vec![0; (end - first) * STRIDE];
        file.read_exact(&mut rows)?;
        let marks = rows.chunks_exact(STRIDE).flat_map(|row| &row[..SESSIONS]).copied().collect();
        Ok(School { calendar: self.calendars[number], pupils: self.groups[first..end].to_vec(), marks })
    }
}

/// Some columns of a table, by their headings; each holds whole numbers.
fn columns<const COUNT: usize>(text: &[u8], names: [&str; COUNT]) -> Result<Vec<[i64; COUNT]>, Failure> {
    let mut lines = std::str::from_utf8(text)?.lines();
    let headings: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    let mut places = [0; COUNT];
    for (place, name) in places.iter_mut().zip(names) {
        *place = headings.iter().position(|heading| *heading == name).ok_or_else(|| format!("no column `{name}`"))?;
    }
    let mut found = Vec::new();
    for line in lines {
        let fields: Vec<&str> = line.split(',').collect();
        let mut row = [0; COUNT];
        for (number, &place) in row.iter_mut().zip(&places) {
            *number = fields.get(place).ok_or("a line is too short")?.trim().parse()?;
        }
        found.push(row);
    }
    Ok(found)
}
