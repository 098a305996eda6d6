//! What a school does next about a child who is away and of whom nobody has heard: a call, a second contact, a visit at home, and a
//! welfare check by the police. When each is due is set by the packs.

use jiff::{SignedDuration, civil::Time};

/// Something that is done to find out where a child is, in the order in which it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// Somebody is rung.
    Call,
    /// Somebody is tried a second time, by telephone or by a message.
    SecondContact,
    /// Somebody goes to the child's home.
    HomeVisit,
    /// The police are asked to see whether all is well.
    WelfareCheck,
}

impl Step {
    /// Every step, in order.
    pub const ALL: [Step; 4] = [Step::Call, Step::SecondContact, Step::HomeVisit, Step::WelfareCheck];

    /// What it is called in the contact log.
    pub const fn name(self) -> &'static str {
        match self {
            Step::Call => "Call about an absence",
            Step::SecondContact => "Second contact about an absence",
            Step::HomeVisit => "Home visit after no contact",
            Step::WelfareCheck => "Police welfare check after no contact",
        }
    }

    /// The word in an address.
    pub const fn word(self) -> &'static str {
        match self {
            Step::Call => "call",
            Step::SecondContact => "second-contact",
            Step::HomeVisit => "home-visit",
            Step::WelfareCheck => "welfare-check",
        }
    }

    /// Reads [`Step::word`].
    pub fn parse(text: &str) -> Option<Step> {
        Step::ALL.into_iter().find(|step| step.word() == text)
    }
}

/// When each step is due, as a pack sets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Clock {
    /// Minutes from the close of the register to the first call.
    pub call_minutes: u32,
    /// Minutes from the close of the register to the second contact.
    pub second_contact_minutes: u32,
    /// The school day without a word, counted from 1, on which somebody goes to the home.
    pub home_visit_day: u32,
    /// The school day without a word, counted from 1, on which the police are asked.
    pub welfare_check_day: u32,
}

/// How things stand with an absence of today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stand {
    /// When the register closed.
    pub closed: Time,
    /// When school ends today: a step of the day is due by then.
    pub ends: Time,
    /// How many school days in a row, today included, nobody has said a word.
    pub day: u32,
    /// How many calls were made today.
    pub calls: u32,
    /// How many messages were written today.
    pub messages: u32,
    /// Whether somebody went to the home since the silence began.
    pub is_visited: bool,
    /// Whether the police were asked since the silence began.
    pub is_checked: bool,
}

/// A step that is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// Which.
    pub step: Step,
    /// By when today.
    pub by: Time,
}

impl Due {
    /// Whether the time is over at `now`; the minute itself is still in time.
    pub fn is_overdue(&self, now: Time) -> bool {
        (now.hour(), now.minute()) > (self.by.hour(), self.by.minute())
    }
}

/// What is to be done next; nothing once everything of today is done.
pub fn next(clock: &Clock, stand: &Stand) -> Option<Due> {
    let after = |minutes: u32| stand.closed.saturating_add(SignedDuration::from_mins(i64::from(minutes)));
    let contacts = stand.calls + stand.messages;
    let steps = [
        (stand.calls == 0, Step::Call, after(clock.call_minutes)),
        (contacts < 2, Step::SecondContact, after(clock.second_contact_minutes)),
        (stand.day >= clock.home_visit_day && !stand.is_visited, Step::HomeVisit, stand.ends),
        (stand.day >= clock.welfare_check_day && !stand.is_checked, Step::WelfareCheck, stand.ends),
    ];
    steps.into_iter().find(|(is_open, ..)| *is_open).map(|(_, step, by)| Due { step, by })
}

#[cfg(test)]
mod tests {
    use jiff::civil::time;

    use super::*;

    const CLOCK: Clock = Clock { call_minutes: 0, second_contact_minutes: 60, home_visit_day: 3, welfare_check_day: 5 };
    const STAND: Stand = Stand {
        closed: time(9, 15, 0, 0),
        ends: time(15, 30, 0, 0),
        day: 1,
        calls: 0,
        messages: 0,
        is_visited: false,
        is_checked: false,
    };

    fn said(stand: Stand) -> Option<(Step, Time)> {
        next(&CLOCK, &stand).map(|due| (due.step, due.by))
    }

    #[test]
    fn a_call_is_due_when_the_register_closes_and_a_second_contact_an_hour_later() {
        assert_eq!(said(STAND), Some((Step::Call, time(9, 15, 0, 0))));
        assert_eq!(said(Stand { messages: 1, ..STAND }), Some((Step::Call, time(9, 15, 0, 0))), "a message is no call");
        assert_eq!(said(Stand { calls: 1, ..STAND }), Some((Step::SecondContact, time(10, 15, 0, 0))));
        assert_eq!(said(Stand { calls: 1, messages: 1, ..STAND }), None);
    }

    #[test]
    fn a_home_is_visited_on_the_third_day_without_a_word_and_the_police_are_asked_on_the_fifth() {
        let tried = Stand { calls: 2, ..STAND };
        let of = |day, is_visited| said(Stand { day, is_visited, ..tried }).map(|(step, _)| step);
        assert_eq!([of(2, false), of(3, false), of(3, true), of(4, true)], [None, Some(Step::HomeVisit), None, None]);
        assert_eq!([of(5, false), of(5, true)], [Some(Step::HomeVisit), Some(Step::WelfareCheck)]);
    }

    #[test]
    fn the_minute_by_which_something_is_due_is_still_in_time() {
        let due = Due { step: Step::Call, by: time(9, 15, 0, 0) };
        assert!(!due.is_overdue(time(9, 15, 59, 0)));
        assert!(due.is_overdue(time(9, 16, 0, 0)));
    }
}
