//! A school's marks in all three forms, and what a refresh makes of them.

use std::sync::Arc;

use super::{
    Aggregate, LANES, Processor, Row, SESSIONS, Terms, Timetable,
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
}

/// All marks of a school for one school year, and every figure over them. Pupils are known by their place.
#[derive(Debug, Clone)]
pub struct School {
    pub(super) terms: Arc<Terms>,
    pub(super) timetable: Arc<Timetable>,
    pub(super) pupils: Vec<Pupil>,
    // The last block is filled up with rows of blanks.
    pub(super) rows: Vec<[Row; LANES]>,
    pub(super) planes: Vec<Planes>,
    pub(super) counts: Vec<Figure>,
    pub(super) blocks: Vec<Block>,
    pub(super) tails: Vec<Tail>,
    pub(super) aggregate: Aggregate,
}

impl School {
    /// A school with these marks: for each of `pupils` one byte for each session of `timetable`. No figure is worked out yet.
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
        let is_beyond = |pupil: &Pupil| usize::from(pupil.year_group) >= YEARS || pupil.cohorts >= 1 << (COHORTS - 1);
        if let Some(at) = pupils.iter().position(is_beyond) {
            return Err(SchoolError::Group(at));
        }
        if let Some(at) = marks.iter().position(|&mark| mark > 63) {
            return Err(SchoolError::Byte(at));
        }
        let count = pupils.len().div_ceil(LANES);
        let mut rows = vec![[[terms.counting.blank; SESSIONS]; LANES]; count];
        for (row, marks) in rows.as_flattened_mut().iter_mut().zip(marks.chunks_exact(width.max(1))) {
            row[..width].copy_from_slice(marks);
        }
        Ok(School {
            planes: vec![Planes::default(); count],
            counts: vec![[0; LANES]; count * terms.counting.codes],
            blocks: vec![Block::default(); count],
            tails: vec![Tail::default(); count],
            aggregate: Aggregate::with_capacity(if count == 0 { 0 } else { YEARS * COHORTS }),
            terms,
            timetable,
            pupils,
            rows,
        })
    }

    /// Reads every mark anew: planes, counts, figures and aggregate.
    pub fn scan(&mut self, processor: Processor) {
        processor.run(Scan(self));
    }

    /// Works out figures and aggregate from the planes; the counts of codes and of late arrivals stay. They stand once
    /// [`School::scan`] was done.
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

    /// The sums by year group and cohort, as they were last worked out.
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
        let mut adding = Adding::new();
        let counts = counts.chunks_exact_mut(terms.counting.codes.max(1));
        let blocks = rows.iter().zip(planes).zip(counts).zip(blocks).zip(pupils.chunks(LANES));
        for ((((rows, planes), counts), block), pupils) in blocks {
            machine.read(rows, &terms.counting, planes, counts);
            block.fill::<M::Lanes>(planes, timetable, terms);
            block.fill_lates(counts, &terms.counting);
            adding.add(pupils, block, &terms.limits);
        }
        adding.write(aggregate);
    }
}

struct FromPlanes<'a>(&'a mut School);

impl Work for FromPlanes<'_> {
    #[inline(always)]
    fn on<M: Machine>(self, _: M) {
        let School { terms, timetable, pupils, planes, blocks, aggregate, .. } = self.0;
        let mut adding = Adding::new();
        for ((planes, block), pupils) in planes.iter().zip(blocks).zip(pupils.chunks(LANES)) {
            block.fill::<M::Lanes>(planes, timetable, terms);
            adding.add(pupils, block, &terms.limits);
        }
        adding.write(aggregate);
    }
}
