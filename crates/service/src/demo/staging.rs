//! What must be there to be shown whatever chance did: pupils who crossed a line last week, and holding codes at their deadline.

use super::{
    codes::Codes,
    happening::{Ending, Moment, PupilYear, Slot, Story},
};

/// Days missed at which a pupil is brought to cross a line of the Lancashire pathway, when so many days have been.
const LINES: [usize; 3] = [15, 56, 95];

/// Brings pupils of one school to the lines. `candidates` are places of pupils who miss much, each used once; `today` is a
/// place in the school days.
pub(super) fn cross_lines(pupils: &mut [PupilYear], candidates: &[usize], today: usize, codes: &Codes) {
    let reachable = LINES.iter().filter(|&&line| today >= line + 3);
    for (&line, &candidate) in reachable.zip(candidates) {
        let pupil = &mut pupils[candidate];
        pupil.stories.clear();
        pupil.slots.fill([Slot::Present; 2]);
        for day in days_to_miss(line, today) {
            let ends = Moment { day, minute: 590 };
            let note = "anxious about school and would not leave the house";
            let slot = pupil.tell(Story { code: codes.ill, note, ending: Ending::Found, ends, second: None });
            pupil.put_day(day, slot);
        }
    }
}

/// `line` days before `today`: the last but two days, and the rest spread evenly.
fn days_to_miss(line: usize, today: usize) -> Vec<usize> {
    let last = [today - 3, today - 2];
    let spread = line - last.len();
    let room = today - 3;
    (0..spread).map(|at| at * room / spread).chain(last).collect()
}

/// Leaves holding codes of pupils who are usually there: one past its deadline, one at it, one before it.
pub(super) fn forget(pupils: &mut [PupilYear], usual: &[usize], today: usize, codes: &Codes) {
    for (&candidate, ago) in usual.iter().zip([7, 5, 4]) {
        let note = "no reason established by the deadline";
        let ends = Moment { day: today + 1, minute: 940 };
        let story = Story { code: codes.no_reason, note, ending: Ending::Settled, ends, second: None };
        stay_away(&mut pupils[candidate], today.checked_sub(ago), story);
    }
}

/// Children of whom nothing has been heard this morning, and one of whom nothing has been heard for three days.
pub(super) fn keep_silent(pupils: &mut [PupilYear], usual: &[usize], today: usize, codes: &Codes) {
    let morning = |days: usize| Moment { day: today + days, minute: 690 };
    let story = |ends| Story { code: codes.ill, note: "a heavy cold", ending: Ending::Found, ends, second: None };
    let mut usual = usual.iter();
    if let Some(&candidate) = usual.next() {
        for ago in 0..3 {
            stay_away(&mut pupils[candidate], today.checked_sub(ago), story(morning(3)));
        }
    }
    for &candidate in usual.take(3) {
        stay_away(&mut pupils[candidate], Some(today), story(morning(0)));
    }
}

fn stay_away(pupil: &mut PupilYear, day: Option<usize>, story: Story) {
    if let Some(day) = day.filter(|&day| pupil.slots[day] == [Slot::Present; 2]) {
        let slot = pupil.tell(story);
        pupil.put_day(day, slot);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_crossed_within_the_last_week_with_exactly_its_number_of_days() {
        for (line, today) in [(15, 18), (15, 54), (56, 59), (56, 130), (95, 98), (95, 185)] {
            let mut days = days_to_miss(line, today);
            days.dedup();
            assert_eq!(days.len(), line, "{line} of {today}");
            assert_eq!(days.last(), Some(&(today - 2)));
            assert!(days.is_sorted());
        }
    }
}
