//! Single figures of one pupil, for whoever adds them up over thousands: nothing is laid out for them.

use domain::tally::Tally;

use super::{
    LANES, School, WORDS,
    block::Block,
    counting::UNAUTHORISED,
    planes::{Plane, of_lane},
};

/// Some sessions of a timetable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sessions([u64; WORDS]);

impl Sessions {
    /// The sessions at these places of a timetable; what is beyond the longest year is left out.
    pub fn at(places: impl IntoIterator<Item = usize>) -> Sessions {
        let mut sessions = Sessions::default();
        for place in places {
            if let Some(word) = sessions.0.get_mut(place / 64) {
                *word |= 1 << (place % 64);
            }
        }
        sessions
    }

    /// Those of them that `others` has too.
    pub fn among(self, others: Sessions) -> Sessions {
        Sessions(std::array::from_fn(|word| self.0[word] & others.0[word]))
    }

    fn count(self, plane: &Plane, lane: usize) -> u32 {
        self.in_lane(plane, lane).into_iter().map(u64::count_ones).sum()
    }

    fn in_lane(self, plane: &Plane, lane: usize) -> [u64; WORDS] {
        let words = of_lane(plane, lane);
        std::array::from_fn(|word| words[word] & self.0[word])
    }
}

impl School {
    /// What the pupil at a place attended and missed in all sessions.
    pub fn tally(&self, place: usize) -> Option<Tally> {
        let (block, lane) = self.standing(place)?;
        Some(Tally {
            attended: block.attended[lane].into(),
            authorised: block.authorised[lane].into(),
            unauthorised: block.unauthorised[lane].into(),
        })
    }

    /// What the pupil at a place attended and missed in some sessions.
    pub fn tally_in(&self, place: usize, sessions: Sessions) -> Option<Tally> {
        let _ = self.pupils.get(place)?;
        let (planes, lane) = (&self.planes[place / LANES], place % LANES);
        let absent = sessions.count(&planes.absent, lane);
        let unauthorised = match self.terms.counting.unauthorised {
            None => sessions.count(&planes.notice, lane),
            Some(_) => self.unauthorised_in(place, sessions),
        };
        let attended = sessions.count(&planes.possible, lane) - absent;
        Some(Tally { attended, authorised: absent - unauthorised, unauthorised })
    }

    /// Where a notice counts other codes than those of unauthorised absence, each missed session is looked at.
    fn unauthorised_in(&self, place: usize, sessions: Sessions) -> u32 {
        let (rows, planes, lane) = (&self.rows[place / LANES], &self.planes[place / LANES], place % LANES);
        let mut count = 0;
        for (word, mut missed) in sessions.in_lane(&planes.absent, lane).into_iter().enumerate() {
            while missed != 0 {
                let mark = rows[word * 64 + missed.trailing_zeros() as usize][lane];
                count += u32::from(self.terms.counting.bits(mark) & UNAUTHORISED != 0);
                missed &= missed - 1;
            }
        }
        count
    }

    /// The most possible sessions that the pupil at a place missed in a row.
    pub fn longest_run(&self, place: usize) -> Option<u16> {
        self.standing(place).map(|(block, lane)| block.longest_run[lane])
    }

    /// The days on which the pupil at a place missed at least one session.
    pub fn days_absent(&self, place: usize) -> Option<u16> {
        self.standing(place).map(|(block, lane)| block.days_absent[lane])
    }

    /// How many marks with a code's number the pupil at a place has; 0 for a number that is not counted.
    pub fn coded(&self, place: usize, code: u8) -> u16 {
        let codes = self.terms.counting.codes;
        let is_counted = place < self.pupils.len() && usize::from(code) < codes;
        if is_counted { self.counts[place / LANES * codes + usize::from(code)][place % LANES] } else { 0 }
    }

    /// Whether marks with this number are counted by [`School::coded`].
    pub fn is_counted(&self, code: u8) -> bool {
        usize::from(code) < self.terms.counting.codes
    }

    /// The session from which on nobody has a mark.
    pub const fn blank_from(&self) -> usize {
        self.blank_from
    }

    fn standing(&self, place: usize) -> Option<(&Block, usize)> {
        let _ = self.pupils.get(place)?;
        Some((&self.blocks[place / LANES], place % LANES))
    }
}
