//! Rollbook's own refresh: checked, then measured in turn with the peers.

mod categories;
mod measured;

use std::{hint::black_box, sync::Arc, time::Instant};

use analysis::refresh::{Group, Limits, Processor, Pupil, PupilFacts, School, Terms, Timetable};

use crate::{
    Failure,
    checksum::Checksums,
    data::{Authority, SESSIONS, calendar},
    peer::Peer,
};
pub use measured::Measured;

/// Times each of ours is run within a round; the quickest counts, because another job can only make a run slower.
const RUNS: usize = 7;
/// The session that an increment takes in: the last.
const NEW: usize = SESSIONS - 1;

/// All schools, ready to be refreshed.
pub struct Ours {
    schools: Vec<School>,
    // As they stood before the last session.
    before: Vec<School>,
    marks: Vec<Vec<u8>>,
}

fn terms() -> Result<Arc<Terms>, Failure> {
    let limits = Limits {
        persistent_percent: 10,
        severe_percent: 50,
        bands_percent: [5, 10, 20, 50],
        notice_weeks: 10,
        notice_sessions: 10,
    };
    Ok(Arc::new(Terms { counting: categories::counting()?, limits }))
}

impl Ours {
    /// Takes in the invented authority.
    pub fn new(authority: &Authority) -> Result<Ours, Failure> {
        let terms = terms()?;
        let timetables = authority.calendars.iter().map(|days| Timetable::new(days.clone()).map(Arc::new));
        let timetables: Vec<Arc<Timetable>> = timetables.collect::<Result<_, _>>()?;
        let schools = authority.schools.iter().map(|school| {
            let pupils = school.pupils.iter().map(|&(year_group, cohorts)| Pupil { year_group, cohorts });
            School::new(terms.clone(), timetables[school.calendar].clone(), pupils.collect(), &school.marks)
        });
        let schools: Vec<School> = schools.collect::<Result<_, _>>()?;
        let marks =
            authority.schools.iter().map(|school| school.marks.chunks_exact(SESSIONS).map(|row| row[NEW]).collect());
        let marks = marks.collect();
        let before = authority.schools.iter().map(|school| {
            let mut cut = school.marks.clone();
            cut.chunks_exact_mut(SESSIONS).for_each(|row| row[NEW] = crate::data::BLANK);
            let pupils = school.pupils.iter().map(|&(year_group, cohorts)| Pupil { year_group, cohorts });
            School::new(terms.clone(), timetables[school.calendar].clone(), pupils.collect(), &cut)
        });
        let mut before: Vec<School> = before.collect::<Result<_, _>>()?;
        for school in &mut before {
            school.scan(Processor::best());
            school.stand_before(NEW);
        }
        Ok(Ours { schools, before, marks })
    }

    /// Pupils of all schools.
    pub fn pupils(&self) -> usize {
        self.schools.iter().map(|school| school.pupils().len()).sum()
    }

    /// Memory of rows, planes, figures and all else, for each pupil.
    pub fn bytes_a_pupil(&self) -> f64 {
        self.schools.iter().map(School::bytes).sum::<usize>() as f64 / self.pupils() as f64
    }

    /// Checks each way of the processor, each kind of refresh, and the increment against one another and the reference.
    pub fn check(&mut self, size: &str) -> Result<(), Failure> {
        let mut expected = (size == "L").then(Checksums::reference);
        for processor in Processor::available() {
            self.schools.iter_mut().for_each(|school| school.scan(processor));
            agree(&mut expected, self.checksums(), &format!("{} scan", processor.name()))?;
            self.schools.iter_mut().for_each(|school| school.from_planes(processor));
            agree(&mut expected, self.checksums(), &format!("{} planes", processor.name()))?;
        }
        let mut next = self.before.clone();
        for (school, marks) in next.iter_mut().zip(&self.marks) {
            school.increment(Processor::best(), NEW, marks)?;
        }
        agree(&mut expected, checksums(&next), "increment")?;
        let columns = expected.map_or(0, |sums| sums.columns());
        let with = if size == "L" { "the reference" } else { "one another" };
        println!("All {columns} columns of every way of ours agree with {with}.");
        Ok(())
    }

    /// The sums of both tables as they stand.
    pub fn checksums(&self) -> Checksums {
        checksums(&self.schools)
    }

    /// Measures ours and `peers` in turn, `rounds` times.
    pub fn measure(&mut self, rounds: usize, peers: &mut [Peer]) -> Result<Measured, Failure> {
        let mut measured = Measured::default();
        for _ in 0..rounds {
            for processor in Processor::available().into_iter().rev() {
                let name = processor.name();
                let runs = if name == "portable" { 1 } else { RUNS };
                let scan = best(runs, || self.schools.iter_mut().for_each(|school| school.scan(processor)));
                measured.add(&format!("scan, {name}"), scan);
                let planes = best(runs, || self.schools.iter_mut().for_each(|school| school.from_planes(processor)));
                measured.add(&format!("planes, {name}"), planes);
            }
            measured.add("one session more", self.increment()?);
            measured.add_one_pupil(self.look_up(), self.recompute());
            for peer in &mut *peers {
                let seconds = peer.refresh()?;
                measured.add_peer(peer.name(), seconds);
            }
        }
        Ok(measured)
    }

    fn increment(&mut self) -> Result<f64, Failure> {
        let mut quickest = f64::MAX;
        for _ in 0..3 {
            let mut next = self.before.clone();
            let began = Instant::now();
            for (school, marks) in next.iter_mut().zip(&self.marks) {
                school.increment(Processor::best(), NEW, marks)?;
            }
            quickest = quickest.min(began.elapsed().as_secs_f64());
        }
        Ok(quickest)
    }

    fn look_up(&self) -> f64 {
        self.each_random(|school, place| school.facts(place))
    }

    fn recompute(&self) -> f64 {
        let best = Processor::best();
        self.each_random(|school, place| school.recompute(best, place))
    }

    /// Seconds for one of many random pupils, each of whom depends on the one before.
    fn each_random(&self, look: impl Fn(&School, usize) -> Option<PupilFacts>) -> f64 {
        const PUPILS: usize = 20_000;
        let began = Instant::now();
        let mut random = 1_u64;
        for _ in 0..PUPILS {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let school = &self.schools[(random >> 33) as usize % self.schools.len()];
            let facts = look(school, (random >> 40) as usize % school.pupils().len());
            random ^= facts.map_or(0, |facts| u64::from(facts.longest_run));
        }
        black_box(random);
        began.elapsed().as_secs_f64() / PUPILS as f64
    }
}

fn best(runs: usize, mut work: impl FnMut()) -> f64 {
    let run = || {
        let began = Instant::now();
        work();
        began.elapsed().as_secs_f64()
    };
    std::iter::repeat_with(run).take(runs).fold(f64::MAX, f64::min)
}

fn agree(expected: &mut Option<Checksums>, found: Checksums, what: &str) -> Result<(), Failure> {
    let expected = expected.get_or_insert_with(|| Checksums::parse(""));
    if expected.columns() == 0 {
        *expected = found;
        return Ok(());
    }
    expected.differences(&found).map_or(Ok(()), |text| Err(format!("{what} differs:\n{text}").into()))
}

fn checksums(schools: &[School]) -> Checksums {
    let mut sums = Checksums::default();
    let (mut pupil, mut line) = (0, 0);
    for (number, school) in schools.iter().enumerate() {
        for place in 0..school.pupils().len() {
            if let Some(facts) = school.facts(place) {
                add_facts(&mut sums, pupil, number, school, place, &facts);
            }
            pupil += 1;
        }
        for group in school.aggregate() {
            add_group(&mut sums, line, number, group);
            line += 1;
        }
    }
    sums
}

fn add_facts(sums: &mut Checksums, row: usize, number: usize, school: &School, place: usize, facts: &PupilFacts) {
    let pupil = school.pupils()[place];
    let day = facts.notice_reached.and_then(|session| school.timetable().day(session)).map_or(-1, calendar::number);
    for (column, value) in [
        ("pupil_id", row as i64),
        ("school_id", number as i64),
        ("year_group", i64::from(pupil.year_group)),
        ("flags", i64::from(pupil.cohorts)),
        ("possible", i64::from(facts.possible)),
        ("attended", i64::from(facts.attended)),
        ("authorised", i64::from(facts.authorised)),
        ("unauthorised", i64::from(facts.unauthorised)),
        ("lates", i64::from(facts.lates)),
        ("absence_bp", i64::from(facts.absence_basis_points)),
        ("pa", i64::from(facts.is_persistent)),
        ("sa", i64::from(facts.is_severe)),
        ("band", i64::from(facts.band)),
        ("max_unauth_10w", i64::from(facts.largest_window)),
        ("longest_run", i64::from(facts.longest_run)),
        ("days_absent", i64::from(facts.days_absent)),
        ("first_pn_day", day),
    ] {
        sums.add(&format!("facts.{column}"), row, value);
    }
    for (code, &count) in facts.codes.iter().enumerate() {
        sums.add(&format!("facts.c{code:02}"), row, i64::from(count));
    }
    for (weekday, &count) in facts.weekdays.iter().enumerate() {
        sums.add(&format!("facts.wd{weekday}"), row, i64::from(count));
    }
}

fn add_group(sums: &mut Checksums, row: usize, number: usize, group: &Group) {
    for (column, value) in [
        ("school_id", number as u32),
        ("year_group", u32::from(group.year_group)),
        ("cohort", u32::from(group.cohort)),
        ("pupils", group.pupils),
        ("possible", group.possible),
        ("attended", group.attended),
        ("authorised", group.authorised),
        ("unauthorised", group.unauthorised),
        ("lates", group.lates),
        ("pa", group.persistent),
        ("sa", group.severe),
        ("band0", group.bands[0]),
        ("band1", group.bands[1]),
        ("band2", group.bands[2]),
        ("band3", group.bands[3]),
        ("band4", group.bands[4]),
        ("pn", group.notices),
        ("absence_bp", group.absence_basis_points),
    ] {
        sums.add(&format!("agg.{column}"), row, i64::from(value));
    }
}
