//! What really happened to a pupil on each half-day of a school year, and when the school came to know.

use domain::code::Code;

use super::clock::Minute;

/// A moment of a school year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Moment {
    /// A place in the school days of the year; it may lie beyond the last.
    pub(super) day: usize,
    pub(super) minute: Minute,
}

/// One half-day of one pupil.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// On no roll here.
    Off,
    /// In the register, but not yet on roll.
    Waiting,
    Present,
    /// Came this many minutes after the register opened, before it closed.
    Late(u16),
    /// Came this many minutes after the register opened, after it closed.
    AfterClose(u16),
    /// The school knew before the register was taken. `is_planned` when it knew before the day.
    Known {
        code: Code,
        note: &'static str,
        is_planned: bool,
    },
    /// Nobody knew at first: a place in the list of stories.
    Story(usize),
}

/// An absence, or a mistake, that was cleared up later. Until then the holding code stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Story {
    pub(super) code: Code,
    pub(super) note: &'static str,
    pub(super) ending: Ending,
    pub(super) ends: Moment,
    /// A later amendment of what was settled: when, to what, why.
    pub(super) second: Option<(Moment, Code, &'static str)>,
}

/// How a story ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// A reason was found.
    Found,
    /// The deadline came first.
    Settled,
    /// The pupil had been there all the time.
    Mistake,
}

/// One pupil's school year in one school.
#[derive(Debug, Clone)]
pub(super) struct PupilYear {
    /// A place in the list of the school's groups.
    pub(super) group: usize,
    /// For each school day, morning and afternoon.
    pub(super) slots: Vec<[Slot; 2]>,
    pub(super) stories: Vec<Story>,
}

impl PupilYear {
    /// Sets a slot unless something other than plain presence stands there.
    pub(super) fn put(&mut self, day: usize, half: usize, slot: Slot) -> bool {
        let free = self.slots.get(day).is_some_and(|halves| halves[half] == Slot::Present);
        if free {
            self.slots[day][half] = slot;
        }
        free
    }

    /// Sets both halves of a day.
    pub(super) fn put_day(&mut self, day: usize, slot: Slot) {
        self.put(day, 0, slot);
        self.put(day, 1, slot);
    }

    /// Adds a story, to be put into slots.
    pub(super) fn tell(&mut self, story: Story) -> Slot {
        self.stories.push(story);
        Slot::Story(self.stories.len() - 1)
    }
}
