//! The invented authority of the bench: the same bytes from the same size, so that any two engines can be compared.

pub mod calendar;
mod pupil;
mod random;

use std::{
    fs,
    io::{BufWriter, Write},
    path::Path,
};

use domain::Date;

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

/// A school of the invented authority.
pub struct School {
    /// The place of its calendar.
    pub calendar: usize,
    /// Year group and cohorts of each pupil.
    pub pupils: Vec<(u8, u8)>,
    /// 380 bytes a pupil.
    pub marks: Vec<u8>,
}

/// Calendars and schools.
pub struct Authority {
    /// School days of each calendar.
    pub calendars: Vec<Vec<Date>>,
    /// All schools, by number.
    pub schools: Vec<School>,
}

impl Authority {
    /// `groups` times a secondary school of 740 and six primary schools of 160.
    pub fn invent(groups: usize) -> Authority {
        let mut first = 0;
        let schools = (0..groups * 7).map(|number| {
            let school = school(number, first);
            first += school.pupils.len() as u64;
            school
        });
        Authority { schools: schools.collect(), calendars: (0..CALENDARS).map(calendar::of).collect() }
    }

    /// Writes `marks.bin`, `pupils.bin`, `schools.csv` and `calendar.csv` for the other engines.
    pub fn write(&self, folder: &Path) -> std::io::Result<()> {
        fs::create_dir_all(folder)?;
        let mut marks = BufWriter::new(fs::File::create(folder.join("marks.bin"))?);
        for row in self.schools.iter().flat_map(|school| school.marks.chunks_exact(SESSIONS)) {
            marks.write_all(row)?;
            marks.write_all(&[BLANK; STRIDE - SESSIONS])?;
        }
        marks.flush()?;
        let of_pupils =
            || self.schools.iter().enumerate().flat_map(|(at, school)| school.pupils.iter().map(move |one| (at, one)));
        let mut pupils: Vec<u8> = of_pupils().flat_map(|(school, _)| (school as u32).to_le_bytes()).collect();
        pupils.extend(of_pupils().map(|(_, &(year, _))| year));
        pupils.extend(of_pupils().map(|(_, &(_, cohorts))| cohorts));
        fs::write(folder.join("pupils.bin"), pupils)?;
        let schools = self.schools.iter().enumerate().map(|(at, school)| format!("{at},{}\n", school.calendar));
        fs::write(folder.join("schools.csv"), format!("school_id,calendar_id\n{}", schools.collect::<String>()))?;
        fs::write(folder.join("calendar.csv"), calendar::table(&self.calendars))
    }
}

fn school(number: usize, first: u64) -> School {
    let is_secondary = number.is_multiple_of(7);
    let mut random = Random::new(SEED, 1 << 40, number as u64);
    let size = if is_secondary { 740 } else { 160 };
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
