//! From what happened to what stands in the register: who took it, who signed in late, what was found out and when.

use domain::{
    Date,
    act::{Act, By, Mark, NewEntry},
    code::Code,
    id::{GroupId, PupilId},
    session::{Half, Session},
};

use super::{
    clock::{Midnight, Minute, minute},
    codes::Codes,
    draw::Draw,
    happening::{Ending, Moment, PupilYear, Slot, Story},
    schools::Place,
    staff::Staff,
};

/// How far the log of a school year goes.
#[derive(Debug, Clone)]
pub(super) struct Reach {
    /// The last school day, as a place in the days.
    pub(super) last: usize,
    /// On the last day, the minute at which everything stops; nothing when the day is over.
    pub(super) until: Option<Minute>,
    /// Groups whose register has not been taken on that morning.
    pub(super) not_taken: Vec<GroupId>,
}

impl Reach {
    fn includes(&self, moment: Moment) -> bool {
        moment.day < self.last || (moment.day == self.last && self.until.is_none_or(|until| moment.minute <= until))
    }

    fn has_session(&self, day: usize, half: Half) -> bool {
        day < self.last || self.until.is_none() || half == Half::Morning
    }
}

/// What was written.
pub(super) struct Written {
    pub(super) entries: Vec<NewEntry>,
    /// Absences that somebody rang about, or should have.
    pub(super) silences: Vec<Silence>,
}

/// An absence whose reason nobody knew when the register was taken.
#[derive(Debug, Clone, Copy)]
pub(super) struct Silence {
    /// A place in the list of pupils.
    pub(super) pupil: usize,
    pub(super) about: Session,
    /// When it was explained on the telephone; nothing while it is not explained.
    pub(super) answered: Option<Moment>,
}

/// The school year of a school, ready to be written down.
pub(super) struct Book<'a> {
    pub(super) place: &'a Place,
    pub(super) staff: &'a Staff,
    pub(super) codes: &'a Codes,
    pub(super) days: &'a [Date],
    pub(super) reach: Reach,
    /// In the order of the roll.
    pub(super) pupils: &'a [PupilYear],
    /// The identifier of each pupil.
    pub(super) ids: &'a [PupilId],
    /// 0 is 2025/26.
    pub(super) year: u64,
}

/// Writes the log of one school year.
pub(super) fn write(book: &Book) -> Written {
    let days = &book.days[..=book.reach.last.min(book.days.len() - 1)];
    let mut writer = Writer {
        book,
        midnights: days.iter().map(|&day| Midnight::of(day)).collect(),
        draw: Draw::seeded(&[61, book.place.school.id.0.unsigned_abs(), book.year]),
        entries: Vec::new(),
        standing: vec![vec![[None; 2]; days.len()]; book.pupils.len()],
        silences: Vec::new(),
        open: book.pupils.iter().map(|pupil| vec![Vec::new(); pupil.stories.len()]).collect(),
    };
    let mut of_group: Vec<Vec<usize>> = vec![Vec::new(); book.place.groups.len()];
    for (at, pupil) in book.pupils.iter().enumerate() {
        of_group[pupil.group].push(at);
    }
    for day in 0..days.len() {
        for half in Half::BOTH.into_iter().filter(|&half| book.reach.has_session(day, half)) {
            for (group, pupils) in of_group.iter().enumerate() {
                writer.register(group, pupils, day, half);
            }
        }
    }
    writer.tell_stories();
    writer.entries.sort_by_key(|entry| entry.at);
    Written { entries: writer.entries, silences: writer.silences }
}

struct Writer<'a> {
    book: &'a Book<'a>,
    midnights: Vec<Midnight>,
    draw: Draw,
    entries: Vec<NewEntry>,
    standing: Vec<Vec<[Option<Code>; 2]>>,
    silences: Vec<Silence>,
    /// For each pupil and story, the sessions that got the holding code.
    open: Vec<Vec<Vec<Session>>>,
}

impl Writer<'_> {
    fn register(&mut self, group: usize, pupils: &[usize], day: usize, half: Half) {
        let place = self.book.place;
        let opens = minute(place.school.times(half).opens);
        let taken = Moment { day, minute: opens + self.draw.between(2, 8) as Minute };
        let second = self.draw.between(0, 59);
        let is_covered = self.draw.chance(0.03);
        let group = place.groups[group].id;
        let is_taken = day != self.book.reach.last || !self.book.reach.not_taken.contains(&group);
        let session = Session::new(self.book.days[day], half);
        let mut marks = Vec::with_capacity(pupils.len());
        for &pupil in pupils {
            marks.extend(self.line(pupil, session, taken, opens, is_taken));
        }
        if !is_taken || marks.is_empty() {
            return;
        }
        let by = if is_covered { &self.book.staff.office } else { self.book.staff.teacher(group) };
        let at = self.midnights[day].at(taken.minute, second);
        self.entries.push(entry(self.book, at, by, Act::Taken { group }, String::new(), marks));
    }

    /// What the register says of one pupil, and a sign-in when they came later.
    fn line(&mut self, pupil: usize, session: Session, taken: Moment, opens: Minute, is_taken: bool) -> Option<Mark> {
        let codes = self.book.codes;
        let year = &self.book.pupils[pupil];
        let half = usize::from(session.half == Half::Afternoon);
        let (code, note, minutes) = match year.slots[taken.day][half] {
            Slot::Off => return None,
            Slot::Waiting => (codes.not_on_roll, "", None),
            Slot::Present => (codes.present(session.half), "", None),
            Slot::Late(minutes) if opens + minutes <= taken.minute && is_taken => (codes.late, "", Some(minutes)),
            Slot::Late(minutes) => {
                return self.came_later(pupil, session, taken, (codes.late, opens, minutes), is_taken);
            }
            Slot::AfterClose(minutes) => {
                return self.came_later(pupil, session, taken, (codes.after_close, opens, minutes), is_taken);
            }
            Slot::Known { code, note, .. } => (code, note, None),
            Slot::Story(story) if year.stories[story].ends <= taken => {
                (year.stories[story].code, year.stories[story].note, None)
            }
            Slot::Story(story) => {
                if is_taken {
                    self.open[pupil][story].push(session);
                }
                (codes.not_known, "", None)
            }
        };
        if is_taken {
            self.standing[pupil][taken.day][half] = Some(code);
        }
        Some(Mark { pupil: self.book.ids[pupil], session, was: None, code, minutes_late: minutes, note: note.into() })
    }

    fn came_later(
        &mut self,
        pupil: usize,
        session: Session,
        taken: Moment,
        (code, opens, minutes): (Code, Minute, u16),
        is_taken: bool,
    ) -> Option<Mark> {
        let not_known = self.book.codes.not_known;
        let came = Moment { day: taken.day, minute: opens + minutes };
        let id = self.book.ids[pupil];
        let place = &mut self.standing[pupil][taken.day][usize::from(session.half == Half::Afternoon)];
        let was = is_taken.then_some(not_known);
        *place = was;
        if self.book.reach.includes(came) {
            *place = Some(code);
            let mark = Mark { pupil: id, session, was, code, minutes_late: Some(minutes), note: String::new() };
            let at = self.midnights[came.day].at(came.minute, self.draw.between(0, 59));
            self.entries.push(entry(self.book, at, &self.book.staff.office, Act::SignedIn, String::new(), vec![mark]));
        }
        Some(Mark { pupil: id, session, was: None, code: not_known, minutes_late: None, note: String::new() })
    }

    /// What took the place of each holding code, for the stories that have ended.
    fn tell_stories(&mut self) {
        for (pupil, stories) in std::mem::take(&mut self.open).into_iter().enumerate() {
            for (story, sessions) in stories.into_iter().enumerate() {
                if !sessions.is_empty() {
                    self.tell(pupil, self.book.pupils[pupil].stories[story], &sessions);
                }
            }
        }
    }

    fn tell(&mut self, pupil: usize, story: Story, sessions: &[Session]) {
        let Some(ends) = self.within_year(story.ends) else {
            self.silences.push(Silence { pupil, about: sessions[0], answered: None });
            return;
        };
        let staff = self.book.staff;
        let (act, by, reason) = match story.ending {
            Ending::Found => (Act::ReasonFound, &staff.office, *self.draw.pick(&HEARD)),
            Ending::Settled => (Act::Settled, &staff.lead, story.note),
            Ending::Mistake => (Act::Amended, &staff.lead, story.note),
        };
        if story.ending == Ending::Found && reason == CALLED {
            self.silences.push(Silence { pupil, about: sessions[0], answered: Some(ends) });
        }
        let note = if story.ending == Ending::Found { story.note } else { "" };
        self.change(pupil, sessions, (self.book.codes.not_known, story.code), note, (ends, act, by, reason));
        if let Some((again, code, reason)) = story.second
            && again.day < self.midnights.len()
            && self.book.reach.includes(again)
        {
            self.change(pupil, sessions, (story.code, code), "", (again, Act::Amended, &staff.lead, reason));
        }
    }

    /// The moment itself, the end of the year for one after it, nothing for one that is still to come.
    fn within_year(&self, moment: Moment) -> Option<Moment> {
        let is_over = self.book.reach.until.is_none() && self.book.reach.last + 1 >= self.book.days.len();
        if self.book.reach.includes(moment) {
            Some(moment)
        } else if is_over {
            Some(Moment { day: self.book.reach.last, minute: 960 })
        } else {
            None
        }
    }

    fn change(
        &mut self,
        pupil: usize,
        sessions: &[Session],
        (was, code): (Code, Code),
        note: &str,
        (moment, act, by, reason): (Moment, Act, &By, &str),
    ) {
        let id = self.book.ids[pupil];
        let mark = |&session: &Session| Mark {
            pupil: id,
            session,
            was: Some(was),
            code,
            minutes_late: None,
            note: note.into(),
        };
        let marks = sessions.iter().map(mark).collect();
        for session in sessions {
            let day = self.book.days.binary_search(&session.date).expect("a session of this year");
            self.standing[pupil][day][usize::from(session.half == Half::Afternoon)] = Some(code);
        }
        let at = self.midnights[moment.day].at(moment.minute, self.draw.between(0, 59));
        self.entries.push(entry(self.book, at, by, act, reason.into(), marks));
    }
}

const CALLED: &str = "rang home and spoke";
const HEARD: [&str; 5] = ["mother rang", "father rang", "message on the answerphone", "e-mail from home", CALLED];

fn entry(book: &Book, at: jiff::Timestamp, by: &By, act: Act, reason: String, marks: Vec<Mark>) -> NewEntry {
    NewEntry { school: book.place.school.id, at, by: by.clone(), act, reason, marks }
}
