//! A number of a slice opened: the very children, or the very sessions, that make it.

use std::collections::{HashMap, HashSet};

use analysis::{
    SchoolRoll,
    figures::{Counted, sessions_behind},
    slice::{self, Key, Side},
};
use domain::{
    code::Code,
    id::{GroupId, PupilId, SchoolId},
    permission::{Actor, Forbidden, Permission},
    session::Session,
    tally::Tally,
};

use super::{Asked, Fault, Labels, known, members, part};
use crate::{
    App, Error,
    school::{Names, behind, names, scope::Child},
};

/// What is to be seen of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Open {
    /// The children in it.
    Children,
    /// The persistently absent among them, the severely absent too.
    Persistent,
    /// The severely absent.
    Severe,
    /// Its sessions, as far as they count so.
    Sessions(Counted),
}

/// A number opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// The words of the row, and of the column: `Year 5`. Those of the whole are left out.
    pub of: Vec<String>,
    /// The children in the row: of a list of children only those who make it, who missed most first.
    pub children: Vec<Child>,
    /// Among how many.
    pub among: usize,
    /// The sessions, newest first; none where children are asked for.
    pub lines: Vec<behind::Line>,
}

/// Opens a row of a school's slice, for somebody who may be shown its children by name. `row` and `column` are words of
/// [`Labels::word`].
pub fn opened(
    app: &App,
    by: &Actor,
    school: SchoolId,
    asked: &Asked,
    (row, column): (&str, &str),
    open: Open,
) -> Result<Opened, Fault> {
    app.permit(by, Permission::SeeFigures, school)?;
    app.permit(by, Permission::SeePupils, school)?;
    app.follow(school)?;
    let members = members::of_school(app, Some(by), school, asked)?;
    if names(by, &members.pupils) == Names::Hidden {
        return Err(Forbidden(by.role).into());
    }
    let mut labels = Labels::of_school(app, school, asked)?;
    labels.take(&mut part::Part::default(), &members);
    let groups = app.store.read(|tx| store::group::of_school(tx, school)).map_err(Error::from)?;
    let then = match asked.known {
        Some(day) => Some(known::roll(app, school, day)?),
        None => None,
    };
    let question = part::question(app, school, asked)?;
    let view = app.view(school);
    let roll = match &then {
        Some(then) => then,
        None => view.roll().map_err(Fault::Failed)?,
    };
    let side = |side: Side, word: &str| if word.is_empty() { Side::Whole } else { side };
    let question = slice::Asked { by: side(asked.by, row), across: side(asked.across, column), ..question };
    let rows = slice::slice(roll, &members.members, &question);
    let is_it = |found: &&slice::Row| labels.word(found.by) == row && labels.word(found.across) == column;
    let Some(found) = rows.iter().find(is_it) else {
        // The whole of a school without a mark is nobody and nothing; any other row is gone.
        return if row.is_empty() && column.is_empty() { Ok(Opened::nothing()) } else { Err(Fault::NoRow) };
    };
    let key = (found.by, found.across);
    let marks = slice::behind(roll, &members.members, &question, key);
    let names: HashMap<GroupId, String> = groups.into_iter().map(|group| (group.id, group.name)).collect();
    let mut gathering = Gathering { roll, question: &question, open, opened: Opened::nothing() };
    gathering.opened.of = words(&labels, key);
    let mut own: HashMap<PupilId, Vec<(Session, Code)>> = HashMap::new();
    for (pupil, session, code) in marks {
        own.entry(pupil).or_default().push((session, code));
    }
    for pupil in members.pupils {
        let Some(marks) = own.get(&pupil.id) else { continue };
        let group = names.get(&pupil.group).cloned().unwrap_or_default();
        gathering.take(Child { group, tally: Tally::default(), pupil: crate::protected::pupil(app, by, pupil) }, marks);
    }
    Ok(gathering.in_order())
}

/// What is opened, child by child.
struct Gathering<'a> {
    roll: &'a SchoolRoll,
    question: &'a slice::Asked,
    open: Open,
    opened: Opened,
}

impl Gathering<'_> {
    fn take(&mut self, child: Child, marks: &[(Session, Code)]) {
        let mut tally = Tally::default();
        marks.iter().filter_map(|&(_, code)| self.roll.codes().class(code)).for_each(|class| tally.count(class));
        let is_of_marks = self.question.by.is_of_marks() || self.question.across.is_of_marks();
        let is_of_sessions = matches!(self.open, Open::Sessions(_));
        if !is_of_marks && tally.possible() == 0 && !is_of_sessions {
            return;
        }
        self.opened.among += 1;
        let thresholds = self.question.thresholds;
        let is_in = match self.open {
            Open::Children | Open::Sessions(_) => true,
            Open::Persistent => tally.has_missed(thresholds.persistent) == Some(true),
            Open::Severe => tally.has_missed(thresholds.severe) == Some(true),
        };
        if !is_in {
            return;
        }
        if let Open::Sessions(counted) = self.open {
            self.sessions(child.pupil.id, counted, marks);
        }
        self.opened.children.push(Child { tally, ..child });
    }

    fn sessions(&mut self, pupil: PupilId, counted: Counted, marks: &[(Session, Code)]) {
        let period = self.question.period;
        let sheet = self.roll.sheet_or_blank(pupil).between(period.first, period.last);
        let wanted: HashSet<Session> =
            sessions_behind(sheet, counted).into_iter().map(|(session, _)| session).collect();
        let child = self.opened.children.len();
        let lines = marks.iter().filter(|(session, _)| wanted.contains(session));
        self.opened.lines.extend(lines.map(|&(session, code)| behind::Line {
            child,
            session,
            code,
            minutes_late: self.roll.minutes_late(pupil, session),
        }));
    }

    fn in_order(mut self) -> Opened {
        self.opened.lines.sort_by_key(|line| (std::cmp::Reverse(line.session), line.child));
        if !matches!(self.open, Open::Sessions(_)) {
            self.opened.children.sort_by_key(|child| std::cmp::Reverse(child.tally.absent()));
        }
        self.opened
    }
}

impl Opened {
    const fn nothing() -> Opened {
        Opened { of: Vec::new(), children: Vec::new(), among: 0, lines: Vec::new() }
    }
}

fn words(labels: &Labels, (by, across): (Key, Key)) -> Vec<String> {
    [by, across].into_iter().filter(|&key| key != Key::Whole).map(|key| labels.of(key)).collect()
}
