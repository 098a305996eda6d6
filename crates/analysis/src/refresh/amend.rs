//! One mark more, or another one, of the past or of the present; and pupils who come. What stands follows, exactly.

use super::{
    LANES, Processor, Pupil, SESSIONS, School, SchoolError, Terms, Timetable,
    aggregate::{self, COHORTS, YEARS},
    block::{Block, Figure},
    counting::BYTES,
    increment::Tail,
    lanes::Machine,
    planes::Planes,
    processor::Work,
};

impl School {
    /// Sets the mark of the pupil at `place` for one session, whatever it was before: the blank byte takes a mark away. Planes,
    /// counts, the pupil's figures and the aggregate follow.
    pub fn amend(&mut self, place: usize, session: usize, mark: u8) -> Result<(), SchoolError> {
        self.expect_place(place)?;
        self.expect_session(session)?;
        if usize::from(mark) >= BYTES {
            return Err(SchoolError::Byte(place));
        }
        if self.set(place, session, mark) {
            let (block, lane) = (place / LANES, place % LANES);
            let limits = self.terms.limits;
            aggregate::take(&mut self.aggregate, self.pupils[place], &self.blocks[block], lane, &limits);
            self.fill(block);
            aggregate::put(&mut self.aggregate, self.pupils[place], &self.blocks[block], lane, &limits);
            self.follow(place, session);
        }
        Ok(())
    }

    /// Takes in one pupil more, without a mark so far, and gives their place.
    pub fn push(&mut self, pupil: Pupil) -> Result<usize, SchoolError> {
        let place = self.pupils.len();
        pupil.expect_groups(place)?;
        if place.is_multiple_of(LANES) {
            self.rows.push([[self.terms.counting.blank; LANES]; SESSIONS]);
            self.planes.push(Planes::default());
            self.counts.extend(std::iter::repeat_n(Figure::default(), self.terms.counting.codes));
            self.blocks.push(Block::of_nobody());
            self.tails.push(Tail::default());
        }
        self.pupils.push(pupil);
        aggregate::put(&mut self.aggregate, pupil, &self.blocks[place / LANES], place % LANES, &self.terms.limits);
        Ok(place)
    }

    /// Puts the pupil at `place` into another year group or other cohorts.
    pub fn regroup(&mut self, place: usize, pupil: Pupil) -> Result<(), SchoolError> {
        self.expect_place(place)?;
        pupil.expect_groups(place)?;
        let (block, lane, limits) = (&self.blocks[place / LANES], place % LANES, &self.terms.limits);
        aggregate::take(&mut self.aggregate, self.pupils[place], block, lane, limits);
        aggregate::put(&mut self.aggregate, pupil, block, lane, limits);
        self.pupils[place] = pupil;
        Ok(())
    }

    /// The mark of a pupil for a session, or the blank byte.
    pub fn mark(&self, place: usize, session: usize) -> Option<u8> {
        let is_there = place < self.pupils.len() && session < self.timetable.sessions();
        is_there.then(|| self.rows[place / LANES][session][place % LANES])
    }

    /// Sets a mark in row, planes and counts. Says whether it was another one before.
    pub(super) fn set(&mut self, place: usize, session: usize, mark: u8) -> bool {
        let (block, lane, codes) = (place / LANES, place % LANES, self.terms.counting.codes);
        let before = std::mem::replace(&mut self.rows[block][session][lane], mark);
        let counts = &mut self.counts[block * codes..(block + 1) * codes];
        if let Some(code) = self.terms.counting.counted(before) {
            counts[code][lane] -= 1;
        }
        if let Some(code) = self.terms.counting.counted(mark) {
            counts[code][lane] += 1;
        }
        self.planes[block].set(lane, session, self.terms.counting.bits(mark));
        before != mark
    }

    /// Works out the figures of eight pupils from their planes and counts.
    pub(super) fn fill(&mut self, block: usize) {
        let codes = self.terms.counting.codes;
        let counts = &self.counts[block * codes..(block + 1) * codes];
        self.blocks[block].fill_counted(counts, &self.terms.counting);
        Processor::best().run(OfBlock {
            planes: &self.planes[block],
            timetable: &self.timetable,
            terms: &self.terms,
            block: &mut self.blocks[block],
        });
    }

    pub(super) fn expect_place(&self, place: usize) -> Result<(), SchoolError> {
        let pupils = self.pupils.len();
        if place < pupils { Ok(()) } else { Err(SchoolError::Place { place, pupils }) }
    }

    pub(super) fn expect_session(&self, session: usize) -> Result<(), SchoolError> {
        let sessions = self.timetable.sessions();
        if session < sessions { Ok(()) } else { Err(SchoolError::Session { session, sessions }) }
    }
}

impl Pupil {
    pub(super) fn expect_groups(self, place: usize) -> Result<(), SchoolError> {
        let is_beyond = usize::from(self.year_group) >= YEARS || self.cohorts >= 1 << (COHORTS - 1);
        if is_beyond { Err(SchoolError::Group(place)) } else { Ok(()) }
    }
}

struct OfBlock<'a> {
    planes: &'a Planes,
    timetable: &'a Timetable,
    terms: &'a Terms,
    block: &'a mut Block,
}

impl Work for OfBlock<'_> {
    #[inline(always)]
    fn on<M: Machine>(self, _: M) {
        self.block.fill::<M::Lanes>(self.planes, self.timetable, self.terms);
    }
}
