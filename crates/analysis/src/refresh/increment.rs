//! One new session for everybody: each figure is taken one step on from where it stands.

use super::{
    LANES, Limits, Processor, School, SchoolError, Terms, Timetable,
    aggregate::Adding,
    block::{Block, Figure},
    counting::{ABSENT, BYTES, LATE, NOTICE, POSSIBLE, UNAUTHORISED},
    lanes::Machine,
    planes::{Planes, of_lane},
    processor::Work,
    window::{NEVER, count_in_window},
};

/// What an increment has to know of the sessions before it, for eight pupils.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Tail {
    /// Possible sessions missed in a row up to the last one.
    run: [u16; LANES],
    /// Sessions that count for a notice in the window of school weeks that ends with the last session.
    window: [u16; LANES],
}

/// Where a new session stands in the school year.
struct Place {
    word: usize,
    bit: u32,
    /// The session that was in the same day before it, if there is one.
    is_second_of_day: bool,
    weekday: Option<usize>,
    week: usize,
    session: usize,
    opens_week: bool,
}

impl School {
    /// Gets ready for [`School::increment`] of `session`, which does so itself where this was not done.
    pub fn stand_before(&mut self, session: usize) {
        for (tail, planes) in self.tails.iter_mut().zip(&self.planes) {
            (0..LANES).for_each(|lane| tail.stand(lane, planes, &self.timetable, &self.terms.limits, session));
        }
        self.stands_before = session;
    }

    /// Takes in one session: one byte for each pupil, by place. Rows, planes, counts, figures and aggregate follow.
    ///
    /// Quickest is the session after the last that has a mark, one after the other. Any other is taken in as well: then all
    /// figures are worked out from the planes.
    pub fn increment(&mut self, processor: Processor, session: usize, marks: &[u8]) -> Result<(), SchoolError> {
        if marks.len() != self.pupils.len() {
            return Err(SchoolError::Marks { pupils: self.pupils.len(), marks: marks.len() });
        }
        self.expect_session(session)?;
        if let Some(at) = marks.iter().position(|&mark| usize::from(mark) >= BYTES) {
            return Err(SchoolError::Byte(at));
        }
        if session < self.blank_from {
            self.replace(processor, session, marks);
            return Ok(());
        }
        if self.stands_before != session {
            self.stand_before(session);
        }
        processor.run(Increment { school: self, session, marks });
        (self.stands_before, self.blank_from) = (session + 1, session + 1);
        Ok(())
    }

    /// Marks of a session that has some already, or that comes before one that has.
    fn replace(&mut self, processor: Processor, session: usize, marks: &[u8]) {
        for (place, &mark) in marks.iter().enumerate() {
            self.set(place, session, mark);
        }
        let counts = self.counts.chunks_exact(self.terms.counting.codes.max(1));
        for (block, counts) in self.blocks.iter_mut().zip(counts) {
            block.fill_counted(counts, &self.terms.counting);
        }
        self.from_planes(processor);
        // The last session taken back is as if it had not been.
        let is_taken_back =
            session + 1 == self.blank_from && marks.iter().all(|&mark| mark == self.terms.counting.blank);
        if is_taken_back {
            self.blank_from = session;
        }
        self.stand_before(self.stands_before.min(self.blank_from));
    }

    /// Lets what an increment needs follow a change of one mark.
    pub(super) fn follow(&mut self, place: usize, session: usize) {
        self.blank_from = self.blank_from.max(session + 1);
        let (tail, planes) = (&mut self.tails[place / LANES], &self.planes[place / LANES]);
        tail.stand(place % LANES, planes, &self.timetable, &self.terms.limits, self.stands_before);
    }
}

struct Increment<'a> {
    school: &'a mut School,
    session: usize,
    marks: &'a [u8],
}

impl Work for Increment<'_> {
    #[inline(always)]
    fn on<M: Machine>(self, machine: M) {
        const AHEAD: usize = 3;
        let School { terms, timetable, pupils, rows, planes, counts, blocks, tails, aggregate, .. } = self.school;
        let place = Place::of(timetable, self.session);
        let (mut adding, codes) = (Adding::new(), terms.counting.codes);
        for (at, (marks, pupils)) in self.marks.chunks(LANES).zip(pupils.chunks(LANES)).enumerate() {
            if at + AHEAD < rows.len() {
                let ahead = at + AHEAD;
                machine.fetch(&rows[ahead][self.session..=self.session]);
                machine.fetch(&planes[ahead].possible[place.word..=place.word]);
                machine.fetch(&planes[ahead].absent[place.word..=place.word]);
                machine.fetch(&planes[ahead].notice[place.word..=place.word]);
                machine.fetch(&counts[ahead * codes..(ahead + 1) * codes]);
                machine.fetch(&blocks[ahead..=ahead]);
            }
            let (rows, planes, block, tail) = (&mut rows[at], &mut planes[at], &mut blocks[at], &mut tails[at]);
            let counts = &mut counts[at * codes..(at + 1) * codes];
            let mut eight = [terms.counting.blank; LANES];
            eight[..marks.len()].copy_from_slice(marks);
            rows[self.session] = eight;
            if place.opens_week {
                tail.open_week(planes, timetable, terms, &place);
            }
            for (lane, &mark) in marks.iter().enumerate() {
                if let Some(code) = terms.counting.counted(mark) {
                    counts[code][lane] += 1;
                }
            }
            step(planes, block, tail, eight.map(|mark| terms.counting.bits(mark)), &place, terms);
            block.fill_rates(&terms.limits);
            adding.add(pupils, block, &terms.limits);
        }
        adding.write(aggregate);
    }
}

/// Takes eight pupils one session on, by what their marks count as.
#[inline(always)]
fn step(planes: &mut Planes, block: &mut Block, tail: &mut Tail, bits: [u8; LANES], place: &Place, terms: &Terms) {
    let flags = |bit: u8| bits.map(|bits| u16::from(bits & bit != 0));
    let (possible, absent, unauthorised) = (flags(POSSIBLE), flags(ABSENT), flags(UNAUTHORISED));
    let notice = flags(NOTICE);
    let absent_before = planes.absent[place.word];
    for lane in 0..LANES {
        planes.possible[place.word][lane] |= u64::from(possible[lane]) << place.bit;
        planes.absent[place.word][lane] |= u64::from(absent[lane]) << place.bit;
        planes.notice[place.word][lane] |= u64::from(notice[lane]) << place.bit;
    }
    add(&mut block.possible, possible);
    add(&mut block.attended, std::array::from_fn(|lane| possible[lane] - absent[lane]));
    add(&mut block.authorised, std::array::from_fn(|lane| absent[lane] - unauthorised[lane]));
    add(&mut block.unauthorised, unauthorised);
    add(&mut block.lates, flags(LATE));
    if let Some(weekday) = place.weekday {
        add(&mut block.weekdays[weekday], absent);
    }
    for lane in 0..LANES {
        let is_counted = place.is_second_of_day && (absent_before[lane] >> (place.bit.max(1) - 1)) & 1 == 1;
        block.days_absent[lane] += absent[lane] & u16::from(!is_counted);
        let is_broken = possible[lane] > absent[lane];
        tail.run[lane] = if is_broken { 0 } else { tail.run[lane] + absent[lane] };
        block.longest_run[lane] = block.longest_run[lane].max(tail.run[lane]);
        tail.window[lane] += notice[lane];
        block.largest_window[lane] = block.largest_window[lane].max(tail.window[lane]);
        let is_reached = tail.window[lane] >= terms.limits.notice_sessions && block.notice_reached[lane] == NEVER;
        block.notice_reached[lane] = if is_reached { place.session as u16 } else { block.notice_reached[lane] };
    }
}

#[inline(always)]
fn add(figure: &mut Figure, more: [u16; LANES]) {
    for lane in 0..LANES {
        figure[lane] += more[lane];
    }
}

impl Tail {
    /// Works out what an increment of `session` needs to know of one pupil.
    fn stand(&mut self, lane: usize, planes: &Planes, timetable: &Timetable, limits: &Limits, session: usize) {
        self.run[lane] = run_up_to(planes, lane, session);
        let notice = of_lane(&planes.notice, lane);
        self.window[lane] = session
            .checked_sub(1)
            .map_or(0, |last| count_in_window(&notice, timetable, limits, timetable.week_of(last), session) as u16);
    }

    /// Lets go of the week that falls out of the window.
    fn open_week(&mut self, planes: &Planes, timetable: &Timetable, terms: &Terms, place: &Place) {
        for lane in 0..LANES {
            let notice = of_lane(&planes.notice, lane);
            let count = count_in_window(&notice, timetable, &terms.limits, place.week, place.session);
            self.window[lane] = count as u16;
        }
    }
}

impl Place {
    fn of(timetable: &Timetable, session: usize) -> Place {
        let week = timetable.week_of(session);
        Place {
            word: session / 64,
            bit: session as u32 % 64,
            is_second_of_day: session % 2 == 1,
            weekday: timetable.weekday(session),
            opens_week: timetable.weeks[week].first == session,
            week,
            session,
        }
    }
}

/// Possible sessions missed in a row by one pupil, up to `end`, which is not among them.
fn run_up_to(planes: &Planes, lane: usize, end: usize) -> u16 {
    let has = |plane: &super::planes::Plane, at: usize| (plane[at / 64][lane] >> (at % 64)) & 1 == 1;
    let possible = (0..end).rev().filter(|&at| has(&planes.possible, at));
    possible.take_while(|&at| has(&planes.absent, at)).count() as u16
}
