//! From the form of a register to the marks that a teacher submits.

use domain::{
    code::{Code, Role},
    register::{Given, Line, TakeError},
};
use jiff::ToSpan;

use super::{Choice, Roll, TakeRegister};
use crate::{
    form::{Fields, FormError},
    words,
};

/// What a teacher submitted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submitted {
    /// The version they saw.
    pub version: i64,
    /// The marks they gave. Pupils without an answer are not among them.
    pub given: Vec<Given>,
}

/// Reads the form of `roll`'s register, or gives the page to show again.
pub fn submitted(fields: &Fields, roll: &Roll) -> Result<Submitted, Box<TakeRegister>> {
    let (mut given, mut errors) = (Vec::new(), Vec::new());
    for line in &roll.register.lines {
        match roll.given(fields, line) {
            Some(Ok(one)) => given.push(one),
            Some(Err(error)) => errors.push(error),
            None => {}
        }
    }
    given.extend(strangers(fields, roll));
    if errors.is_empty() {
        let version = fields.number("version").unwrap_or(-1);
        Ok(Submitted { version, given })
    } else {
        let title = words::counted(errors.len() as i64, "mark needs its minutes", "marks need their minutes");
        Err(Box::new(roll.view().with_typed(fields).with_errors(&title, errors)))
    }
}

/// The marks of the form that can be read, and whether that is every pupil of the group.
pub fn readable(fields: &Fields, roll: &Roll) -> (Vec<Given>, bool) {
    let lines = roll.register.lines.iter();
    let mut given: Vec<Given> = lines.filter_map(|line| roll.given(fields, line)?.ok()).collect();
    let is_whole = given.len() == roll.register.lines.len();
    given.extend(strangers(fields, roll));
    (given, is_whole)
}

/// Pupils who have left the group since the page was made: the register refuses them by name.
fn strangers(fields: &Fields, roll: &Roll) -> Vec<Given> {
    let strangers =
        fields.numbered("mark-").filter(|(id, _)| roll.register.lines.iter().all(|line| line.pupil.0 != *id));
    let absent = roll.codes.with_role(Role::ReasonNotKnown, roll.register.session.date);
    let each = strangers.filter_map(|(id, _)| {
        Some(Given { pupil: domain::id::PupilId(id), code: absent?, minutes_late: None, note: String::new() })
    });
    each.collect()
}

impl Roll<'_> {
    /// The mark that the form gives the pupil of `line`, if it gives one.
    pub(super) fn given(&self, fields: &Fields, line: &Line) -> Option<Result<Given, FormError>> {
        let id = line.pupil.0;
        let (code, minutes_late) = match Choice::parse(fields.text(&format!("mark-{id}")))? {
            Choice::Present => (self.codes.present(self.register.session.half, self.register.session.date)?, None),
            Choice::Absent => (self.absent_code(line)?, None),
            Choice::Kept => (line.mark.or(line.planned)?, self.pupil(line.pupil).and_then(|pupil| pupil.minutes_late)),
            Choice::Late => match self.late(fields.text(&format!("minutes-{id}"))) {
                Some((code, minutes)) => (code, Some(minutes)),
                None => {
                    let name = self.pupil(line.pupil).map_or("this pupil", |pupil| &pupil.name);
                    let opens = words::time(self.times.opens);
                    let text = format!("Say how many minutes after {opens} {name} arrived, such as 5");
                    return Some(Err(FormError::new(&format!("minutes-{id}"), text)));
                }
            },
        };
        let note = self.note_for(line, code, fields.text(&format!("note-{id}")));
        Some(Ok(Given { pupil: line.pupil, code, minutes_late, note }))
    }

    /// What `Absent` stands for: an absence that is on record or planned, else a reason not yet known.
    pub(super) fn absent_code(&self, line: &Line) -> Option<Code> {
        let known = [line.mark, line.planned].into_iter().flatten().find(|&code| self.choice(code) == Choice::Absent);
        known.or_else(|| self.codes.with_role(Role::ReasonNotKnown, self.register.session.date))
    }

    /// The code and the minutes of a late arrival. Without minutes it is the clock that says, while the register is open.
    fn late(&self, typed: &str) -> Option<(Code, u16)> {
        let (times, session) = (self.times, self.register.session);
        let arrived = if typed.is_empty() {
            let is_open = session.date == self.today && times.opens <= self.now && self.now <= times.closes;
            is_open.then_some(self.now)?
        } else {
            let minutes: u16 = typed.parse().ok()?;
            // Arithmetic on a clock wraps at midnight; an arrival after the session's end is no arrival.
            let arrived = times.opens.checked_add(i64::from(minutes).minutes()).ok()?;
            (arrived <= times.ends).then_some(arrived)?
        };
        let (role, minutes) = times.arrival(session.half, arrived);
        Some((self.codes.with_role(role, session.date)?, u16::try_from(minutes).ok()?))
    }

    fn note_for(&self, line: &Line, code: Code, typed: &str) -> String {
        let planned = self.pupil(line.pupil).map_or("", |pupil| &pupil.planned_reason);
        let follows_plan = line.planned == Some(code);
        match typed {
            "" if follows_plan => planned.into(),
            // The reason of a plan that did not come true is no note to the mark that did.
            reason if reason == planned && !follows_plan => String::new(),
            note => note.into(),
        }
    }

    /// The page to show again when the register refused what was submitted. Nothing that was typed is lost.
    pub fn refused(&self, fields: &Fields, error: &TakeError) -> TakeRegister {
        match error {
            TakeError::Changed { .. } => self.changed(fields),
            TakeError::Unmarked(pupils) => {
                let view = self.view().with_typed(fields);
                let name = |id: i64| view.lines.iter().find(|line| line.id == id).map_or("A pupil", |line| &line.name);
                let errors: Vec<FormError> = pupils
                    .iter()
                    .map(|pupil| FormError::new(&format!("pupil-{pupil}-present"), format!("Mark {}", name(pupil.0))))
                    .collect();
                let title = words::counted(errors.len() as i64, "pupil has no mark yet", "pupils have no mark yet");
                view.with_errors(&title, errors)
            }
            TakeError::MisfitOf { pupil, misfit } => {
                let name = self.pupil(*pupil).map_or("A pupil", |known| &known.name);
                let text = format!("{name}: {misfit}");
                self.view().with_typed(fields).with_errors(
                    "The register is not saved yet",
                    vec![FormError::new(&format!("pupil-{pupil}-present"), text)],
                )
            }
            other => {
                let text = words::sentence(&other.to_string());
                self.view()
                    .with_typed(fields)
                    .with_errors("The register is not saved yet", vec![FormError::new("register", text)])
            }
        }
    }
}

impl TakeRegister {
    /// The same page with what was typed.
    #[must_use]
    pub fn with_typed(mut self, fields: &Fields) -> TakeRegister {
        for line in &mut self.lines {
            line.choice = Choice::parse(fields.text(&format!("mark-{}", line.id)));
            line.minutes = fields.text(&format!("minutes-{}", line.id)).into();
            line.note = fields.text(&format!("note-{}", line.id)).into();
        }
        self.counted()
    }

    /// The same page with `errors`, the lines they are about marked.
    #[must_use]
    pub fn with_errors(mut self, title: &str, errors: Vec<FormError>) -> TakeRegister {
        for line in &mut self.lines {
            let fields = [format!("#pupil-{}-present", line.id), format!("#minutes-{}", line.id)];
            line.has_error = errors.iter().any(|error| fields.contains(&error.href));
        }
        TakeRegister { error_title: title.into(), errors, ..self }
    }
}
