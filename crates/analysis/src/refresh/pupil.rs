//! One pupil: what stands, and what their marks say anew.

use super::{
    LANES, PupilFacts, School,
    block::Block,
    lanes::Machine,
    planes::Planes,
    processor::{Processor, Work},
};

impl School {
    /// The figures of the pupil at a place, as they were last worked out.
    pub fn facts(&self, place: usize) -> Option<PupilFacts> {
        let _ = self.pupils.get(place)?;
        Some(self.blocks[place / LANES].of_lane(place % LANES, self.counts_of(place / LANES)))
    }

    /// The figures of the pupil at a place, worked out from their marks alone; nothing is kept.
    pub fn recompute(&self, processor: Processor, place: usize) -> Option<PupilFacts> {
        let _ = self.pupils.get(place)?;
        let (mut facts, lane) = (Block::default(), place % LANES);
        let mut counts = vec![[0; LANES]; self.terms.counting.codes];
        processor.run(OfOne { school: self, place, facts: &mut facts, counts: &mut counts });
        Some(facts.of_lane(lane, &counts))
    }

    fn counts_of(&self, block: usize) -> &[[u16; LANES]] {
        let codes = self.terms.counting.codes;
        &self.counts[block * codes..(block + 1) * codes]
    }
}

struct OfOne<'a> {
    school: &'a School,
    place: usize,
    facts: &'a mut Block,
    counts: &'a mut [[u16; LANES]],
}

impl Work for OfOne<'_> {
    #[inline(always)]
    fn on<M: Machine>(self, machine: M) {
        let (school, mut planes) = (self.school, Planes::default());
        let mut scratch = M::Scratch::default();
        let rows = &school.rows[self.place / LANES];
        machine.read(&mut scratch, rows, &school.terms.counting, &mut planes, self.counts);
        self.facts.fill_counted(self.counts, &school.terms.counting);
        self.facts.fill::<M::Lanes>(&planes, &school.timetable, &school.terms);
    }
}
