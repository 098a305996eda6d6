//! One new session for everybody: each figure is taken one step on from where it stands.

use super::{
    LANES, Processor, School, Terms, Timetable,
    aggregate::Adding,
    block::{Block, Figure},
    counting::{ABSENT, LATE, POSSIBLE, UNAUTHORISED},
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
    /// Unauthorised sessions in the window of school weeks that ends with the last session.
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
    /// Gets ready for [`School::increment`] from `session` on. Figures have to stand as after the session before it.
    pub fn stand_before(&mut self, session: usize) {
        for (tail, planes) in self.tails.iter_mut().zip(&self.planes) {
            for lane in 0..LANES {
                tail.run[lane] = run_up_to(planes, lane, session);
                let unauthorised = of_lane(&planes.unauthorised, lane);
                tail.window[lane] = session.checked_sub(1).map_or(0, |last| {
                    let week = self.timetable.week_of(last);
                    count_in_window(&unauthorised, &self.timetable, &self.terms.limits, week, session) as u16
                });
            }
        }
    }

    /// Takes in the next session: one byte for each pupil, by place. Rows, planes, counts, figures and aggregate follow.
    ///
    /// The session has to be the one after the last that was taken in, and blank so far ([`School::stand_before`]).
    pub fn increment(&mut self, processor: Processor, session: usize, marks: &[u8]) -> Result<(), super::SchoolError> {
        if marks.len() != self.pupils.len() || session >= self.timetable.sessions() {
            return Err(super::SchoolError::Marks { pupils: self.pupils.len(), marks: marks.len() });
        }
        if let Some(at) = marks.iter().position(|&mark| mark > 63) {
            return Err(super::SchoolError::Byte(at));
        }
        processor.run(Increment { school: self, session, marks });
        Ok(())
    }
}

struct Increment<'a> {
    school: &'a mut School,
    session: usize,
    marks: &'a [u8],
}

impl Work for Increment<'_> {
    #[inline(always)]
    fn on<M: Machine>(self, _: M) {
        let School { terms, timetable, pupils, rows, planes, counts, blocks, tails, aggregate } = self.school;
        let place = Place::of(timetable, self.session);
        let mut adding = Adding::new();
        let counts = counts.chunks_exact_mut(terms.counting.codes.max(1));
        let blocks = rows.iter_mut().zip(planes).zip(counts).zip(blocks).zip(tails);
        for ((((((rows, planes), counts), block), tail), marks), pupils) in
            blocks.zip(self.marks.chunks(LANES)).zip(pupils.chunks(LANES))
        {
            let mut eight = [terms.counting.blank; LANES];
            eight[..marks.len()].copy_from_slice(marks);
            for (row, mark) in rows.iter_mut().zip(eight) {
                row[self.session] = mark;
            }
            if place.opens_week {
                tail.open_week(planes, timetable, terms, &place);
            }
            for (lane, &mark) in marks.iter().enumerate() {
                if let Some(count) = counts.get_mut(usize::from(mark)) {
                    count[lane] += 1;
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
    let absent_before = planes.absent[place.word];
    for lane in 0..LANES {
        planes.possible[place.word][lane] |= u64::from(possible[lane]) << place.bit;
        planes.absent[place.word][lane] |= u64::from(absent[lane]) << place.bit;
        planes.unauthorised[place.word][lane] |= u64::from(unauthorised[lane]) << place.bit;
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
        tail.window[lane] += unauthorised[lane];
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
    /// Lets go of the week that falls out of the window.
    fn open_week(&mut self, planes: &Planes, timetable: &Timetable, terms: &Terms, place: &Place) {
        for lane in 0..LANES {
            let unauthorised = of_lane(&planes.unauthorised, lane);
            let count = count_in_window(&unauthorised, timetable, &terms.limits, place.week, place.session);
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
