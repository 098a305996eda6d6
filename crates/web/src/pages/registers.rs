//! The registers of a day: which are taken, by whom, and which are missing now.

use domain::{
    Date, Time,
    school::{Group, SessionTimes, year_name},
    session::{Half, Session},
};
use serde::Serialize;

use crate::{
    link::Link,
    status::{Status, Weight},
    urls, words,
};

/// What the page of a day's registers shows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Registers {
    /// The school day before.
    pub previous: Option<Link>,
    /// The school day after, if it is not to come.
    pub next: Option<Link>,
    /// The day shown, for the day picker, such as `2027-03-12`.
    pub day: String,
    /// Said first when the day is special, such as a training day. Empty otherwise.
    pub note: String,
    /// `Morning, open 08:50 to 09:20`.
    pub morning: String,
    /// `Afternoon, open 13:00 to 13:15`.
    pub afternoon: String,
    /// `11 of 14 morning registers taken`. May be empty.
    pub summary: String,
    /// What came from devices and waits for a look at both sides, if something does.
    pub waiting: Option<Link>,
    /// The groups, in the order of their years.
    pub groups: Vec<GroupRow>,
    /// Why there is none, and what would bring some.
    pub empty: String,
}

/// One group's two registers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GroupRow {
    /// What the group is called.
    pub name: String,
    /// `Year 5`, and the teacher if one is known.
    pub detail: String,
    /// The morning register.
    pub morning: Cell,
    /// The afternoon register.
    pub afternoon: Cell,
    /// Its sheets of paper: the week as it was kept, and the roll of the next day.
    pub paper: Vec<Link>,
}

/// A register in the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Cell {
    /// How it stands.
    pub status: Status,
    /// By whom, and how many are in. May be empty.
    pub detail: String,
    /// What the reader can do: `Take`, `Open`. Nothing before the register opens.
    pub open: Option<Link>,
}

/// How a register stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Its session has not begun.
    NotYetOpen,
    /// It can be taken now.
    Open,
    /// It was taken.
    Taken {
        /// When, on the school's clock.
        at: Time,
        /// By whom.
        by: String,
        /// How many of the group are in, and how many there are.
        present: u32,
        /// How many pupils the group has that day.
        pupils: u32,
    },
    /// It should have been taken.
    Missing {
        /// How long since it closed, when that was today.
        minutes: Option<u32>,
    },
    /// There is no such session for this group.
    NoSession,
}

impl State {
    /// How a register that nobody has taken stands at `now` on `today`.
    pub fn untaken(session: Session, times: SessionTimes, today: Date, now: Time) -> State {
        let minutes = |time: Time| i32::from(time.hour()) * 60 + i32::from(time.minute());
        if session.date > today || (session.date == today && now < times.opens) {
            State::NotYetOpen
        } else if session.date < today {
            State::Missing { minutes: None }
        } else if minutes(now) <= minutes(times.closes) {
            State::Open
        } else {
            State::Missing { minutes: u32::try_from(minutes(now) - minutes(times.closes)).ok() }
        }
    }
}

impl Cell {
    /// The cell of `group`'s register for `session`.
    pub fn new(group: &Group, session: Session, state: &State) -> Cell {
        let (status, detail) = described(state);
        let word = match state {
            State::NotYetOpen | State::NoSession => None,
            State::Taken { .. } => Some("Look at it"),
            State::Open | State::Missing { .. } => Some("Take it"),
        };
        Cell { status, detail, open: word.map(|word| Link::new(word, urls::register(group.id, session))) }
    }
}

fn described(state: &State) -> (Status, String) {
    match state {
        State::NotYetOpen => (Status::wait("Not open yet"), String::new()),
        State::Open => (Status::due("Open"), String::new()),
        State::Taken { at, by, present, pupils } => {
            (Status::done(format!("Taken {}", words::time(*at))), format!("{by}. {present} of {pupils} in"))
        }
        State::Missing { minutes: Some(minutes) } => (
            Status::now("Missing"),
            format!("{} since it closed", words::counted((*minutes).into(), "minute", "minutes")),
        ),
        State::Missing { minutes: None } => (Status::now("Missing"), String::new()),
        State::NoSession => (Status::done("No session"), String::new()),
    }
}

impl GroupRow {
    /// The row of `group`. `teacher` may be empty.
    pub fn new(group: &Group, teacher: &str, day: Date, morning: &State, afternoon: &State) -> GroupRow {
        let cell = |half, state| Cell::new(group, Session::new(day, half), state);
        let year = year_name(group.year);
        GroupRow {
            name: group.name.clone(),
            detail: if teacher.is_empty() { year } else { format!("{year}, {teacher}") },
            morning: cell(Half::Morning, morning),
            afternoon: cell(Half::Afternoon, afternoon),
            paper: Vec::new(),
        }
    }

    /// Whether the register of `half` is missing now.
    pub fn is_missing(&self, half: Half) -> bool {
        let cell = match half {
            Half::Morning => &self.morning,
            Half::Afternoon => &self.afternoon,
        };
        cell.status.weight == Weight::Now
    }
}

/// `Morning, open 08:50 to 09:20`.
pub fn half_title(half: Half, times: SessionTimes) -> String {
    let half = words::sentence(half.word());
    format!("{half}, open {} to {}", words::time(times.opens), words::time(times.closes))
}

#[cfg(test)]
mod tests {
    use domain::{
        example,
        id::{GroupId, SchoolId},
        permission::Role,
    };
    use jiff::civil::{date, time};

    use super::*;
    use crate::{frame, templates::sample};

    fn group(id: i64, name: &str, year: u8) -> Group {
        Group { id: GroupId(id), school: SchoolId(1), name: name.into(), year }
    }

    fn a_friday() -> Registers {
        let (school, day) = (example::school(), date(2027, 3, 12));
        let at = time(9, 5, 0, 0);
        let waiting = State::untaken(Session::new(day, Half::Afternoon), school.afternoon, day, at);
        let open = State::untaken(Session::new(day, Half::Morning), school.morning, day, at);
        let taken = State::Taken { at: time(8, 53, 0, 0), by: "Miss Hartley".into(), present: 27, pupils: 30 };
        let missing = State::Missing { minutes: Some(15) };
        Registers {
            previous: Some(Link::new("Thursday 11 March", urls::registers_of(date(2027, 3, 11)))),
            next: None,
            day: day.to_string(),
            note: String::new(),
            morning: half_title(Half::Morning, school.morning),
            afternoon: half_title(Half::Afternoon, school.afternoon),
            waiting: Some(Link::new(
                "1 submission from a device waits for a look at both sides",
                urls::submission::all(),
            )),
            summary: "1 of 3 morning registers taken.".into(),
            groups: vec![
                GroupRow::new(&group(2, "Acorn", 0), "Mrs Lightfoot", day, &open, &waiting),
                GroupRow::new(&group(4, "2 Alder", 2), "Mr Fenton", day, &missing, &waiting),
                GroupRow::new(&group(12, "5 Hazel", 5), "Miss Hartley", day, &taken, &waiting),
            ],
            empty: String::new(),
        }
    }

    #[test]
    fn the_registers_of_a_day_are_made_from_their_sample() {
        let frame = frame::sample("Registers", frame::Section::Registers, Role::Office).wide();
        let frame = frame.as_of("Friday 12 March 2027, as of 09:05.");
        let html = sample::render(&frame, "registers/registers.html", &a_friday());
        assert!(html.contains("27 of 30 in") && html.contains("15 minutes since it closed"));
        let none = Registers { groups: Vec::new(), empty: "No registers: it is a training day.".into(), ..a_friday() };
        let frame = frame::sample("Registers, none", frame::Section::Registers, Role::Teacher);
        assert!(sample::render(&frame, "registers/registers.html", &none).contains("it is a training day"));
    }

    #[test]
    fn a_register_is_open_to_the_closing_minute_and_missing_after_it() {
        let (times, today) = (example::school().morning, date(2027, 3, 12));
        let at =
            |hour, minute| State::untaken(Session::new(today, Half::Morning), times, today, time(hour, minute, 59, 0));
        assert_eq!(at(8, 49), State::NotYetOpen);
        assert_eq!(at(8, 50), State::Open);
        assert_eq!(at(9, 20), State::Open);
        assert_eq!(at(9, 21), State::Missing { minutes: Some(1) });
        let yesterday = Session::new(date(2027, 3, 11), Half::Morning);
        assert_eq!(State::untaken(yesterday, times, today, time(8, 0, 0, 0)), State::Missing { minutes: None });
    }

    #[test]
    fn a_register_that_has_not_opened_cannot_be_opened_from_the_list() {
        let page = a_friday();
        assert!(page.groups.iter().all(|row| row.afternoon.open.is_none()));
        assert!(page.groups[1].is_missing(Half::Morning) && !page.groups[2].is_missing(Half::Morning));
    }
}
