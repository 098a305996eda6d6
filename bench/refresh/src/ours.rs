//! Rollbook's own refresh: checked, then measured in turn with the peers.

mod categories;
mod columns;
mod measured;
mod plain;

use std::{
    hint::black_box,
    sync::{Arc, Mutex},
    time::Instant,
};

use analysis::refresh::{Limits, Processor, Pupil, PupilFacts, School, Terms, Timetable};

use crate::{
    Failure,
    checksum::Checksums,
    data::{Authority, BLANK, SESSIONS},
    machine,
    peer::Peer,
};
pub use columns::checksums;
pub use measured::{Job, Measured};

/// Times each of ours is run within a round; the quickest counts, because another job can only make a run slower.
const RUNS: usize = 7;
/// The same for an increment, and for one pupil, of ours and of the peers.
const TURNS: usize = 3;
/// The session that an increment takes in: the last.
const NEW: usize = SESSIONS - 1;

/// All schools, ready to be refreshed.
pub struct Ours {
    schools: Vec<School>,
    // The marks of the last session.
    marks: Vec<Vec<u8>>,
}

/// The limits of the bench's definition.
pub fn terms() -> Result<Arc<Terms>, Failure> {
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
        let mut ours = Ours { schools: Vec::new(), marks: Vec::new() };
        for number in 0..authority.schools() {
            let school = authority.school(number)?;
            let pupils = school.pupils.iter().map(|&(year_group, cohorts)| Pupil { year_group, cohorts });
            let timetable = timetables[school.calendar].clone();
            ours.schools.push(School::new(terms.clone(), timetable, pupils.collect(), &school.marks)?);
            ours.marks.push(school.marks.chunks_exact(SESSIONS).map(|row| row[NEW]).collect());
        }
        Ok(ours)
    }

    /// Pupils of all schools.
    pub fn pupils(&self) -> usize {
        self.schools.iter().map(|school| school.pupils().len()).sum()
    }

    /// Memory of rows, planes, figures and all else, for each pupil.
    pub fn bytes_a_pupil(&self) -> f64 {
        self.schools.iter().map(School::bytes).sum::<usize>() as f64 / self.pupils() as f64
    }

    /// Checks each way of the processor, each kind of refresh, and the increment against one another and what is expected.
    pub fn check(&mut self, reference: Option<Checksums>) -> Result<(), Failure> {
        let with = if reference.is_some() { "the reference" } else { "one another" };
        let mut expected = reference;
        for processor in Processor::available() {
            self.schools.iter_mut().for_each(|school| school.scan(processor));
            agree(&mut expected, self.checksums(), &format!("{} scan", processor.name()))?;
            self.schools.iter_mut().for_each(|school| school.from_planes(processor));
            agree(&mut expected, self.checksums(), &format!("{} planes", processor.name()))?;
        }
        self.increment()?;
        agree(&mut expected, self.checksums(), "increment")?;
        let columns = expected.map_or(0, |sums| sums.columns());
        println!("All {columns} columns of every way of ours agree with {with}.");
        Ok(())
    }

    /// The sums of both tables as they stand.
    pub fn checksums(&self) -> Checksums {
        columns::checksums(&self.schools)
    }

    /// Measures ours and `peers` in turn, `rounds` times.
    pub fn measure(&mut self, rounds: usize, peers: &mut [Peer]) -> Result<Measured, Failure> {
        let (mut measured, expected) = (Measured::default(), self.checksums());
        for round in 1..=rounds {
            for processor in Processor::available().into_iter().rev() {
                let name = processor.name();
                let runs = if name == "portable" { 1 } else { RUNS };
                let scan = best(runs, || self.schools.iter_mut().for_each(|school| school.scan(processor)));
                measured.add(&format!("scan, {name}"), scan);
                let planes = best(runs, || self.schools.iter_mut().for_each(|school| school.from_planes(processor)));
                measured.add(&format!("planes, {name}"), planes);
            }
            let mut quickest = f64::MAX;
            for _ in 0..TURNS {
                quickest = quickest.min(self.increment()?);
            }
            measured.add(Job::Increment.name(), quickest);
            let quickest = |look: &dyn Fn() -> f64| (0..TURNS).map(|_| look()).fold(f64::MAX, f64::min);
            measured.add(Job::LookUp.name(), quickest(&|| self.look_up()));
            measured.add(Job::Recompute.name(), quickest(&|| self.recompute()));
            for peer in &mut *peers {
                measure_peer(peer, &mut measured, (round == rounds).then_some(&expected))?;
            }
        }
        let processor = Processor::best();
        let free = machine::Unbound::new();
        if free.is_some() {
            let of = |kind: &str| format!("{kind}, {} cores", machine::cores());
            for _ in 0..rounds * RUNS {
                measured.add(&of("scan"), self.on_all_cores(|school| school.scan(processor)));
                measured.add(&of("planes"), self.on_all_cores(|school| school.from_planes(processor)));
            }
        }
        Ok(measured)
    }

    /// The rows of each school, for the plain loop.
    pub fn rows(&self) -> Vec<Vec<[u8; SESSIONS]>> {
        let row = |school: &School, place| std::array::from_fn(|session| school.mark(place, session).unwrap_or(BLANK));
        let rows = |school: &School| (0..school.pupils().len()).map(|place| row(school, place)).collect();
        self.schools.iter().map(rows).collect()
    }

    /// Seconds of the plain loop over these rows, after its figures were seen to be the same.
    pub fn plainly(&self, rows: &[Vec<[u8; SESSIONS]>]) -> Result<f64, Failure> {
        let mut all: Vec<Vec<plain::Facts>> = self.schools.iter().map(|_| Vec::new()).collect();
        let began = Instant::now();
        for ((school, rows), facts) in self.schools.iter().zip(rows).zip(&mut all) {
            black_box(plain::refresh(school, rows, facts));
        }
        let seconds = began.elapsed().as_secs_f64();
        self.schools.iter().zip(&all).try_for_each(|(school, facts)| plain::expect(school, facts))?;
        Ok(seconds)
    }

    /// Seconds of the quickest scan and of the quickest refresh from planes.
    pub fn quickest(&mut self) -> [f64; 2] {
        let processor = Processor::best();
        let scan = best(RUNS, || self.schools.iter_mut().for_each(|school| school.scan(processor)));
        [scan, best(RUNS, || self.schools.iter_mut().for_each(|school| school.from_planes(processor)))]
    }

    /// Takes the last session back, which no clock sees, and seconds to take it in again.
    fn increment(&mut self) -> Result<f64, Failure> {
        for school in &mut self.schools {
            school.increment(Processor::best(), NEW, &vec![BLANK; school.pupils().len()])?;
        }
        let began = Instant::now();
        for (school, marks) in self.schools.iter_mut().zip(&self.marks) {
            school.increment(Processor::best(), NEW, marks)?;
        }
        Ok(began.elapsed().as_secs_f64())
    }

    /// Seconds that all cores take together, each with as many schools as come to it.
    fn on_all_cores(&mut self, work: impl Fn(&mut School) + Sync) -> f64 {
        let cores = machine::cores();
        let left = Mutex::new(self.schools.chunks_mut(16));
        let began = Instant::now();
        std::thread::scope(|scope| {
            for _ in 0..cores {
                scope.spawn(|| {
                    while let Some(schools) = left.lock().ok().and_then(|mut left| left.next()) {
                        schools.iter_mut().for_each(&work);
                    }
                });
            }
        });
        began.elapsed().as_secs_f64()
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

/// One round of a peer; in the last round its tables are compared with what is expected, after each job that makes them.
fn measure_peer(peer: &mut Peer, measured: &mut Measured, expected: Option<&Checksums>) -> Result<(), Failure> {
    let name = peer.name().to_owned();
    measured.add_peer(&name, Job::Refresh, peer.refresh()?);
    expected.map_or(Ok(()), |expected| peer.check("refresh", expected))?;
    if let Some(seconds) = peer.increment()? {
        measured.add_peer(&name, Job::Increment, seconds);
        expected.map_or(Ok(()), |expected| peer.check("one session more", expected))?;
    }
    let (look_up, recompute) = peer.one_pupil()?;
    measured.add_peer(&name, Job::LookUp, look_up);
    measured.add_peer(&name, Job::Recompute, recompute);
    Ok(())
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
