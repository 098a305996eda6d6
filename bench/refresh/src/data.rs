//! The invented authority of the bench: the same bytes from the same size, so that any two engines can be compared.

pub mod calendar;
mod folder;
mod pupil;
mod random;

use std::{
    fmt::Write as _,
    fs,
    io::{BufWriter, Write},
    path::Path,
};

use domain::Date;

use crate::Failure;
use folder::Folder;
use random::Random;

/// Sessions of a school year.
pub const SESSIONS: usize = 380;
/// Bytes of a pupil's row in the file of marks.
const STRIDE: usize = 384;
/// The byte of a session without a mark.
pub const BLANK: u8 = 63;
/// Codes, numbered from 0.
pub const CODES: usize = 34;
const SEED: u64 = 20_260_901;
const CALENDARS: usize = 8;
/// Pupils of each school of a group.
const GROUP: [usize; 7] = [740, 160, 160, 160, 160, 160, 160];

/// A school of the invented authority.
pub struct School {
    /// The place of its calendar.
    pub calendar: usize,
    /// Year group and cohorts of each pupil.
    pub pupils: Vec<(u8, u8)>,
    /// 380 bytes a pupil.
    pub marks: Vec<u8>,
}

/// Calendars and schools, one school at a time, so that a whole country need not be in memory twice.
pub struct Authority {
    /// School days of each calendar.
    pub calendars: Vec<Vec<Date>>,
    from: From,
}

enum From {
    Invented { schools: usize },
    Folder(Folder),
}

impl Authority {
    /// `groups` times a secondary school of 740 and six primary schools of 160.
    pub fn invent(groups: usize) -> Authority {
        let calendars = (0..CALENDARS).map(calendar::of).collect();
        Authority { calendars, from: From::Invented { schools: groups * GROUP.len() } }
    }

    /// What a folder has that another program made.
    pub fn read(folder: &Path) -> Result<Authority, Failure> {
        let (calendars, folder) = Folder::open(folder)?;
        Ok(Authority { calendars, from: From::Folder(folder) })
    }

    /// How many schools there are.
    pub fn schools(&self) -> usize {
        match &self.from {
            From::Invented { schools } => *schools,
            From::Folder(folder) => folder.schools(),
        }
    }

    /// How many pupils there are.
    pub fn pupils(&self) -> usize {
        match &self.from {
            From::Invented { schools } => schools / GROUP.len() * GROUP.iter().sum::<usize>(),
            From::Folder(folder) => folder.pupils(),
        }
    }

    /// One school.
    pub fn school(&self, number: usize) -> Result<School, Failure> {
        match &self.from {
            From::Invented { .. } => {
                let (groups, rest) = (number / GROUP.len(), number % GROUP.len());
                let first = groups * GROUP.iter().sum::<usize>() + GROUP[..rest].iter().sum::<usize>();
                Ok(school(number, first as u64))
            }
            From::Folder(folder) => folder.school(number),
        }
    }

    /// Writes `marks.bin`, `pupils.bin`, `schools.csv` and `calendar.csv` for the other engines.
    pub fn write(&self, folder: &Path) -> Result<(), Failure> {
        fs::create_dir_all(folder)?;
        let mut marks = BufWriter::new(fs::File::create(folder.join("marks.bin"))?);
        let (mut schools, mut years, mut cohorts) = (Vec::new(), Vec::new(), Vec::new());
        let mut calendars = "school_id,calendar_id\n".to_owned();
        for number in 0..self.schools() {
            let school = self.school(number)?;
            for row in school.marks.chunks_exact(SESSIONS) {
                marks.write_all(row)?;
                marks.write_all(&[BLANK; STRIDE - SESSIONS])?;
            }
            for &(year, of_pupil) in &school.pupils {
                schools.extend((number as u32).to_le_bytes());
                years.push(year);
                cohorts.push(of_pupil);
            }
            writeln!(calendars, "{number},{}", school.calendar)?;
        }
        marks.flush()?;
        fs::write(folder.join("pupils.bin"), [schools, years, cohorts].concat())?;
        fs::write(folder.join("schools.csv"), calendars)?;
        Ok(fs::write(folder.join("calendar.csv"), calendar::table(&self.calendars))?)
    }
}

fn school(number: usize, first: u64) -> School {
    let is_secondary = number.is_multiple_of(7);
    let mut random = Random::new(SEED, 1 << 40, number as u64);
    let size = GROUP[number % GROUP.len()];
    let mut school = pupil::Habits {
        is_secondary,
        has_study_leave: is_secondary && random.fraction() < 0.4,
        has_part_time_reception: !is_secondary && random.fraction() < 0.2,
        closed: Vec::new(),
    };
    for (chance, first, days, code) in [(0.30, 110, 90, 28), (0.10, 0, 190, 26), (0.05, 0, 190, 33)] {
        if random.fraction() < chance {
            let drawn = random.below(days) as usize;
            // The first kind of closure draws a session, the two others a day.
            let session = if first > 0 { (first + drawn) & !1 } else { drawn * 2 };
            school.closed.push((session, code));
        }
    }
    let mut made = School { calendar: number % CALENDARS, pupils: Vec::new(), marks: vec![BLANK; size * SESSIONS] };
    for (at, row) in made.marks.chunks_exact_mut(SESSIONS).enumerate() {
        let year = if is_secondary { 7 + at * 5 / size } else { at * 7 / size } as u8;
        let id = first + at as u64;
        let cohorts = pupil::invent(Random::new(SEED, 2 << 40, id), id, year, &school, row);
        made.pupils.push((year, cohorts));
    }
    made
}
