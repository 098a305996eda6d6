//! The page on which a group's register is taken for one session.

use domain::{
    Date, Time,
    code::{Code, CodeTable, Role},
    id::PupilId,
    register::{self, Register},
    school::{Group, Marking, SessionTimes},
};
use serde::Serialize;

use crate::{
    form::FormError,
    link::Link,
    mark::{MarkCell, Strip},
    urls, words,
};

mod given;
#[cfg(test)]
mod tests;
mod twice;

pub use given::{Submitted, readable, submitted};

/// All that is known about a register when its page is opened or its form comes back.
#[derive(Debug, Clone)]
pub struct Roll<'a> {
    /// Whose register.
    pub group: &'a Group,
    /// Its session, its version, its pupils with the marks that stand.
    pub register: &'a Register,
    /// What each pupil is called and what is worth knowing, in the order of the register's lines.
    pub pupils: &'a [RollPupil],
    /// When the register is open.
    pub times: SessionTimes,
    /// What stands before anybody touches it.
    pub marking: Marking,
    /// Which codes there are.
    pub codes: &'a CodeTable,
    /// Who touched it last, and when on the school's clock.
    pub last: Option<(String, Time)>,
    /// The day of the school's clock.
    pub today: Date,
    /// The time of the school's clock.
    pub now: Time,
}

/// What a teacher sees of one pupil beside the marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RollPupil {
    /// Who.
    pub pupil: PupilId,
    /// What they are called.
    pub name: String,
    /// Their last ten sessions.
    pub recent: Strip,
    /// The reason of a planned absence; empty when there is none.
    pub planned_reason: String,
    /// A quiet word for the teacher only, such as `Back after 4 days: welcome`. May be empty.
    pub welcome: String,
    /// The minutes of the mark that stands.
    pub minutes_late: Option<u16>,
    /// The note of the mark that stands.
    pub note: String,
}

/// What the page lets people do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Take the register, or change it while its session lasts.
    Take,
    /// Look at it. A mark is changed by an amendment, on its own page.
    Amend,
}

/// The answers that the form offers for one pupil.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Choice {
    /// In school when the register was taken.
    Present,
    /// Not in school: the code of the plan, of the mark that stands, or "reason not yet known".
    Absent,
    /// Arrived after the register opened.
    Late,
    /// The code that stands or was planned and that is none of the three.
    Kept,
}

impl Choice {
    fn parse(text: &str) -> Option<Choice> {
        match text {
            "present" => Some(Choice::Present),
            "absent" => Some(Choice::Absent),
            "late" => Some(Choice::Late),
            "kept" => Some(Choice::Kept),
            _ => None,
        }
    }
}

/// What the page shows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TakeRegister {
    /// What people can do.
    pub mode: Mode,
    /// Where the form goes.
    pub action: String,
    /// The version that the form was made on.
    pub version: i64,
    /// Said first: when it was taken and until when it can be changed. May be empty.
    pub note: String,
    /// The heading of the error summary.
    pub error_title: String,
    /// What was wrong.
    pub errors: Vec<FormError>,
    /// The pupils, in the order of the roll.
    pub lines: Vec<Line>,
    /// How many have a mark or one is proposed.
    pub marked: usize,
    /// Those who have not, each a link to their line.
    pub to_mark: Vec<Link>,
    /// The words of the button.
    pub submit: &'static str,
    /// Why there are no pupils, and what would bring some.
    pub empty: String,
}

/// One pupil's line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The pupil's number, in the names of the fields.
    pub id: i64,
    /// What they are called.
    pub name: String,
    /// Their page.
    pub href: String,
    /// Why an absence was planned, or what an error says. May be empty.
    pub word: String,
    /// A quiet word for the teacher. May be empty.
    pub welcome: String,
    /// Their last ten sessions.
    pub recent: Strip,
    /// What is chosen.
    pub choice: Option<Choice>,
    /// The code that [`Choice::Kept`] keeps, when there is one.
    pub kept: Option<MarkCell>,
    /// Minutes late, as typed.
    pub minutes: String,
    /// The note, as typed.
    pub note: String,
    /// What somebody else saved meanwhile, and who. May be empty.
    pub theirs: String,
    /// Whether something is wrong here.
    pub has_error: bool,
    /// The mark that stands.
    pub mark: MarkCell,
    /// The page of that mark.
    pub amend: String,
}

impl Roll<'_> {
    /// `5 Hazel, Friday morning`.
    pub fn title(&self) -> String {
        let session = self.register.session;
        format!("{}, {} {}", self.group.name, words::weekday(session.date.weekday()), session.half.word())
    }

    /// `Friday 12 March. Opened 08:50, closes 09:20. 30 children.`
    pub fn as_of(&self) -> String {
        let is_over = self.register.session.date < self.today || self.now > self.times.closes;
        let (opens, closes) = (words::time(self.times.opens), words::time(self.times.closes));
        let (opened, closed) = if is_over { ("Opened", "closed") } else { ("Opens", "closes") };
        let opened =
            if self.register.session.date == self.today && self.now >= self.times.opens { "Opened" } else { opened };
        let children = words::counted(self.pupils.len() as i64, "child", "children");
        format!("{}. {opened} {opens}, {closed} {closes}. {children}.", words::day(self.register.session.date))
    }

    /// The page of this register.
    pub fn view(&self) -> TakeRegister {
        let lines: Vec<Line> = self.register.lines.iter().map(|line| self.line(line)).collect();
        let is_taken = self.register.lines.iter().all(|line| line.mark.is_some());
        let empty = "Nobody is in this group on this day. A pupil appears here from their first day on the roll.";
        TakeRegister {
            mode: self.mode(),
            action: urls::register(self.register.group, self.register.session),
            version: self.register.version,
            note: self.note(is_taken),
            error_title: String::new(),
            errors: Vec::new(),
            lines,
            marked: 0,
            to_mark: Vec::new(),
            submit: if is_taken { "Submit again" } else { "Submit register" },
            empty: empty.into(),
        }
        .counted()
    }

    fn mode(&self) -> Mode {
        let session = self.register.session;
        let lasts = session.date == self.today && self.now <= self.times.ends;
        let is_complete = self.register.lines.iter().all(|line| line.mark.is_some());
        if lasts || !is_complete { Mode::Take } else { Mode::Amend }
    }

    fn note(&self, is_taken: bool) -> String {
        let taken = match &self.last {
            Some((by, at)) if is_taken => format!("Taken by {by} at {}. ", words::time(*at)),
            _ => String::new(),
        };
        match (self.mode(), is_taken) {
            (Mode::Take, false) => String::new(),
            (Mode::Take, true) => format!("{taken}It can be changed here until {}.", words::time(self.times.ends)),
            (Mode::Amend, _) => {
                format!(
                    "{taken}The session is over, so a mark is changed by an amendment with a reason: choose it below."
                )
            }
        }
    }

    fn line(&self, line: &register::Line) -> Line {
        let pupil = self.pupil(line.pupil);
        let stands = line.mark.or(line.planned);
        let (choice, kept) = match stands {
            None if self.marking == Marking::Exceptions => (Some(Choice::Present), None),
            None => (None, None),
            Some(code) => {
                let choice = self.choice(code);
                (Some(choice), (choice == Choice::Kept).then(|| MarkCell::new(self.codes, Some(code))))
            }
        };
        Line {
            id: line.pupil.0,
            name: pupil.map(|pupil| pupil.name.clone()).unwrap_or_default(),
            href: urls::pupil(line.pupil),
            word: stands.map(|code| self.word(code, pupil)).unwrap_or_default(),
            welcome: pupil.map(|pupil| pupil.welcome.clone()).unwrap_or_default(),
            recent: pupil
                .map_or_else(|| Strip::new("Last ten sessions", self.codes, &[]), |pupil| pupil.recent.clone()),
            choice,
            kept,
            minutes: pupil.and_then(|pupil| pupil.minutes_late).map(|minutes| minutes.to_string()).unwrap_or_default(),
            note: pupil.map(|pupil| pupil.note.clone()).unwrap_or_default(),
            theirs: String::new(),
            has_error: false,
            mark: MarkCell::new(self.codes, line.mark),
            amend: urls::mark(line.pupil, self.register.session),
        }
    }

    fn pupil(&self, pupil: PupilId) -> Option<&RollPupil> {
        self.pupils.iter().find(|known| known.pupil == pupil)
    }

    /// `Ill (I): his mother wrote`, for a code that is more than present, late or not yet known.
    fn word(&self, code: Code, pupil: Option<&RollPupil>) -> String {
        let Some(entry) = self.codes.entry(code) else {
            return String::new();
        };
        if matches!(
            entry.role,
            Role::PresentMorning | Role::PresentAfternoon | Role::LateBeforeClose | Role::ReasonNotKnown
        ) {
            return String::new();
        }
        let what = format!("{} ({})", words::sentence(&entry.plain), entry.letters);
        match pupil.map(|pupil| if pupil.note.is_empty() { &pupil.planned_reason } else { &pupil.note }) {
            Some(reason) if !reason.is_empty() => format!("{what}: {reason}"),
            _ => what,
        }
    }

    /// The answer that `code` is.
    fn choice(&self, code: Code) -> Choice {
        let entry = self.codes.entry(code);
        match entry.map(|entry| (entry.role, entry.class)) {
            Some((Role::PresentMorning | Role::PresentAfternoon, _)) => Choice::Present,
            Some((Role::LateBeforeClose, _)) => Choice::Late,
            // Arrived, so neither in when the register was taken nor away.
            Some((Role::LateAfterClose, _)) => Choice::Kept,
            Some((_, class)) if class.is_absent() => Choice::Absent,
            _ => Choice::Kept,
        }
    }
}

impl TakeRegister {
    fn counted(self) -> TakeRegister {
        let open = self.lines.iter().filter(|line| line.choice.is_none());
        let to_mark: Vec<Link> =
            open.map(|line| Link::new(line.name.clone(), format!("#pupil-{}-present", line.id))).collect();
        TakeRegister { marked: self.lines.len() - to_mark.len(), to_mark, ..self }
    }
}

/// `30 of 30, 27 present. Saved 08:53.`
pub fn saved(marks: &[domain::act::Mark], pupils: usize, codes: &CodeTable, at: Time) -> String {
    let is_in = |mark: &&domain::act::Mark| codes.class(mark.code).is_some_and(domain::code::Class::is_attended);
    let present = marks.iter().filter(is_in).count();
    format!("{} of {pupils}, {present} present. Saved {}.", marks.len(), words::time(at))
}
