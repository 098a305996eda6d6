//! A school's marks in all three forms, and what a refresh makes of them.

use std::sync::Arc;

use super::{
    Aggregate, LANES, Processor, Rows, SESSIONS, Terms, Timetable,
    aggregate::{Adding, COHORTS, YEARS},
    block::{Block, Figure},
    increment::Tail,
    lanes::Machine,
    planes::Planes,
    processor::Work,
};

/// Which groups of the aggregate a pupil is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pupil {
    /// The year group, 0 to 15.
    pub year_group: u8,
    /// One bit for each of four cohorts.
    pub cohorts: u8,
}

/// Why a school cannot be taken in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SchoolError {
    /// There is not one row of marks for each pupil.
    #[error("{marks} bytes of marks were given for {pupils} pupils: give one for each pupil and session")]
    Marks {
        /// Pupils given.
        pupils: usize,
        /// Bytes given.
        marks: usize,
    },
    /// A pupil's year group or cohorts cannot be told apart.
    #[error("pupil {0} has a year group above 15 or a fifth cohort: number them from 0")]
    Group(usize),
    /// A byte is no mark.
    #[error("byte {0} of the marks is above 63: number codes below that")]
    Byte(usize),
    /// There is no pupil at a place.
    #[error("there is no pupil at place {place} of {pupils}: take the pupil in first")]
    Place {
        /// The place.
        place: usize,
        /// Pupils there are.
        pupils: usize,
    },
    /// A session is not in the timetable.
    #[error("session {session} is after the last of {sessions}: take the timetable of its school year")]
    Session {
        /// The session.
        session: usize,
        /// Sessions there are.
        sessions: usize,
    },
}

/// All marks of a school for one school year, and every figure over them. Pupils are known by their place.
#[derive(Debug, Clone)]
pub struct School {
    pub(super) terms: Arc<Terms>,
    pub(super) timetable: Arc<Timetable>,
    pub(super) pupils: Vec<Pupil>,
    // The last block is filled up with rows of blanks.
    pub(super) rows: Vec<Rows>,
    pub(super) planes: Vec<Planes>,
    pub(super) counts: Vec<Figure>,
    pub(super) blocks: Vec<Block>,
    pub(super) tails: Vec<Tail>,
    pub(super) aggregate: Aggregate,
    // INVARIANT: no row has a mark from here on.
    pub(super) blank_from: usize,
    // INVARIANT: the tails are true for an increment of this session.
    pub(super) stands_before: usize,
}

impl School {
    /// A school with these marks: for each of `pupils` one byte for each session of `timetable`. All figures stand.
    pub fn new(
        terms: Arc<Terms>,
        timetable: Arc<Timetable>,
        pupils: Vec<Pupil>,
        marks: &[u8],
    ) -> Result<School, SchoolError> {
        let width = timetable.sessions();
        if marks.len() != pupils.len() * width {
            return Err(SchoolError::Marks { pupils: pupils.len(), marks: marks.len() });
        }
        pupils.iter().enumerate().try_for_each(|(at, pupil)| pupil.expect_groups(at))?;
        if let Some(at) = marks.iter().position(|&mark| mark > 63) {
            return Err(SchoolError::Byte(at));
        }
        let count = pupils.len().div_ceil(LANES);
        let mut rows = vec![[[terms.counting.blank; LANES]; SESSIONS]; count];
        for (place, marks) in marks.chunks_exact(width.max(1)).enumerate() {
            for (session, &mark) in rows[place / LANES].iter_mut().zip(marks) {
                session[place % LANES] = mark;
            }
        }
        let is_mark = |&mark: &u8| mark != terms.counting.blank;
        let last = |row: &[u8]| row.iter().rposition(is_mark).map_or(0, |last| last + 1);
        let blank_from = marks.chunks_exact(width.max(1)).map(last).max().unwrap_or(0);
        let mut school = School {
            blank_from,
            stands_before: 0,
            planes: vec![Planes::default(); count],
            counts: vec![[0; LANES]; count * terms.counting.codes],
            blocks: vec![Block::of_nobody(); count],
            tails: vec![Tail::default(); count],
            aggregate: Aggregate::with_capacity(if count == 0 { 0 } else { YEARS * COHORTS }),
            terms,
            timetable,
            pupils,
            rows,
        };
        school.scan(Processor::best());
        school.stand_before(blank_from);
        Ok(school)
    }

    /// Reads every mark anew: planes, counts, figures and aggregate.
    pub fn scan(&mut self, processor: Processor) {
        processor.run(Scan(self));
    }

    /// Works out figures and aggregate from the planes; the counts of codes and of late arrivals stay.
    pub fn from_planes(&mut self, processor: Processor) {
        processor.run(FromPlanes(self));
    }

    /// The timetable of its sessions.
    pub fn timetable(&self) -> &Timetable {
        &self.timetable
    }

    /// The pupils, by place.
    pub fn pupils(&self) -> &[Pupil] {
        &self.pupils
    }

    /// The sums by year group and cohort.
    pub fn aggregate(&self) -> &[super::Group] {
        &self.aggregate
    }

    /// Bytes of memory that it has: rows, planes, counts, figures, and what an increment needs.
    pub fn bytes(&self) -> usize {
        size_of_val(&self.rows[..])
            + size_of_val(&self.planes[..])
            + size_of_val(&self.counts[..])
            + size_of_val(&self.blocks[..])
            + size_of_val(&self.tails[..])
            + size_of_val(&self.pupils[..])
            + self.aggregate.capacity() * size_of::<super::Group>()
    }
}

struct Scan<'a>(&'a mut School);

impl Work for Scan<'_> {
    #[inline(always)]
    fn on<M: Machine>(self, machine: M) {
        let School { terms, timetable, pupils, rows, planes, counts, blocks, aggregate, .. } = self.0;
        let (mut adding, mut scratch) = (Adding::new(), M::Scratch::default());
        let codes = terms.counting.codes;
        for (at, pupils) in pupils.chunks(LANES).enumerate() {
            if at + 1 < rows.len() {
                machine.fetch(&planes[at + 1..at + 2]);
                machine.fetch(&blocks[at + 1..at + 2]);
                machine.fetch(&counts[(at + 1) * codes..(at + 2) * codes]);
            }
            let (planes, block) = (&mut planes[at], &mut blocks[at]);
            let counts = &mut counts[at * codes..(at + 1) * codes];
            machine.read(&mut scratch, &rows[at], &terms.counting, planes, counts);
            block.fill_counted(counts, &terms.counting);
            block.fill::<M::Lanes>(planes, timetable, terms);
            adding.add(pupils, block, &terms.limits);
        }
        adding.write(aggregate);
    }
}

struct FromPlanes<'a>(&'a mut School);

impl Work for FromPlanes<'_> {
    #[inline(always)]
    fn on<M: Machine>(self, machine: M) {
        let School { terms, timetable, pupils, planes, blocks, aggregate, .. } = self.0;
        let mut adding = Adding::new();
        for (at, pupils) in pupils.chunks(LANES).enumerate() {
            if at + 2 < planes.len() {
                machine.fetch(&planes[at + 2..at + 3]);
                machine.fetch(&blocks[at + 2..at + 3]);
            }
            let (planes, block) = (&planes[at], &mut blocks[at]);
            block.fill::<M::Lanes>(planes, timetable, terms);
            adding.add(pupils, block, &terms.limits);
        }
        adding.write(aggregate);
    }
}
