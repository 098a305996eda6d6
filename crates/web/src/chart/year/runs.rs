//! Runs: neighbouring sessions with one code, which are one link, so that a keyboard stops some thirty times in a year.

use domain::session::{Half, Session};
use jiff::ToSpan;

use super::{Calendar, Cell, Marked};
use crate::{
    chart::span::span,
    mark::{Family, MarkCell},
};

/// Where a session stands in the year: its week, day and half, each counted from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Slot {
    pub week: usize,
    pub day: usize,
    pub half: usize,
}

/// Neighbouring sessions with one code other than present.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Run {
    pub mark: MarkCell,
    pub slots: Vec<Slot>,
    /// `Illness (I), Monday 14 September to Tuesday 15 September`.
    pub title: String,
    pub href: String,
}

/// The runs of the year, in order. Closed days do not part a run; a session present, without a mark or to come does.
pub(super) fn runs(calendar: &Calendar, link: &dyn Fn(Session, Session) -> String) -> Vec<Run> {
    let mut runs = Vec::new();
    let mut open: Option<(&Marked, Vec<Slot>)> = None;
    for (slot, cell) in sessions(calendar) {
        let mark = match cell {
            Cell::Marked(mark) if mark.cell.family != Family::Present => Some(mark),
            _ => None,
        };
        match (&mut open, mark) {
            (Some((before, slots)), Some(mark)) if before.code == mark.code => slots.push(slot),
            _ => {
                let closed = std::mem::replace(&mut open, mark.map(|mark| (mark, vec![slot])));
                runs.extend(closed.map(|(mark, slots)| run(calendar, link, mark, slots)));
            }
        }
    }
    runs.extend(open.map(|(mark, slots)| run(calendar, link, mark, slots)));
    runs
}

fn run(calendar: &Calendar, link: &dyn Fn(Session, Session) -> String, mark: &Marked, slots: Vec<Slot>) -> Run {
    let ends = [slots[0], slots[slots.len() - 1]].map(|slot| session(calendar, slot));
    let title = format!("{} ({}), {}", mark.cell.words, mark.cell.letters, span(ends[0], ends[1]));
    Run { mark: mark.cell.clone(), slots, title, href: link(ends[0], ends[1]) }
}

/// Every half-day on which the pupil's school is open, in order.
pub(super) fn sessions(calendar: &Calendar) -> impl Iterator<Item = (Slot, &Cell)> {
    calendar.weeks.iter().enumerate().flat_map(|(week, marks)| {
        let halves = marks.days.iter().enumerate().flat_map(move |(day, halves)| {
            halves.iter().enumerate().map(move |(half, cell)| (Slot { week, day, half }, cell))
        });
        halves.filter(|(_, cell)| **cell != Cell::Closed)
    })
}

fn session(calendar: &Calendar, slot: Slot) -> Session {
    let date = calendar.weeks[slot.week].monday.saturating_add((slot.day as i64).days());
    Session::new(date, Half::BOTH[slot.half])
}
