//! The marks beside one: the run of one code that it stands in, so that each mark's history is one step from the picture of
//! the year.

use domain::{calendar::school_year_start, code::Code, session::Session};
use service::{App, mark::History};

use crate::{error::Problem, link::Link, mark::MarkCell, pages::pupil::mark::Neighbour, urls, words};

/// The marks of the run that `session` stands in, oldest first; none where it stands alone.
pub(super) fn run(app: &App, history: &History, session: Session) -> Result<Vec<Neighbour>, Problem> {
    let pupil = history.pupil.id;
    let view = app.view(history.pupil.school);
    let sheet = view.roll()?.sheet_or_blank(pupil);
    let year = sheet.between(school_year_start(session.date), app.today().max(session.date));
    let marks = year.sessions.iter().zip(year.marks).map(|(&session, &mark)| (session, Code::from_number(mark)));
    let marks: Vec<(Session, Option<Code>)> = marks.collect();
    let mut runs = marks.chunk_by(|before, after| before.1 == after.1);
    let own = runs.find(|run| run.iter().any(|(one, _)| *one == session));
    let neighbour = |&(one, code): &(Session, Option<Code>)| Neighbour {
        session: Link::new(words::session(one), urls::mark(pupil, one)),
        mark: MarkCell::new(app.codes(), code),
        is_current: one == session,
    };
    Ok(match own {
        Some(run) if run.len() > 1 && run[0].1.is_some() => run.iter().map(neighbour).collect(),
        _ => Vec::new(),
    })
}
