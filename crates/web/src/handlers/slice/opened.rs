//! A number of a table opened: the children or the sessions that make it, as a page and as a file.

use analysis::figures::{Counted, definition};
use axum::response::Response;
use domain::id::{PupilId, SchoolId};
use service::{
    App,
    school::{behind::Line, scope::Child},
    slice::{self, Asked, Fault, Measure, Of, Open, Opened},
};

use super::{Question, links};
use crate::{
    error::Problem,
    form::Fields,
    handlers::school::{
        figures::{place, section},
        opened::{file, of_child, parts},
    },
    link::Link,
    mark::MarkCell,
    pages::figures::{ChildRow, Children, Definition, Paging, SessionRow, Sessions},
    reader::Reader,
    urls, words,
};

/// A list that somebody asked for.
struct List<'a> {
    app: &'a App,
    reader: &'a Reader,
    school: SchoolId,
    fields: &'a Fields,
    asked: Asked,
    /// The query without the part of the list.
    query: String,
}

pub(super) fn page(app: &App, reader: &Reader, school: SchoolId, fields: &Fields) -> Result<Response, Problem> {
    let question = Question { app, reader, of: Of::School(school), fields };
    question.permit()?;
    let asked = slice::read(app, question.of, &question.typed()).map_err(plain)?;
    let open = open(fields.text("open")).ok_or(Problem::NotFound)?;
    let row = (fields.text("row"), fields.text("column"));
    let mut found = slice::opened(app, &reader.actor, school, &asked, row, open).map_err(plain)?;
    if let Some(pupil) = fields.number("pupil") {
        of_one(&mut found, PupilId(pupil));
    }
    let word = |name: &'static str| (name, urls::encode(fields.text(name)));
    let words = ["row", "column", "open", "pupil"].map(word).into_iter().filter(|(_, text)| !text.is_empty());
    let base = links::query(&asked, Measure::parse(fields.text("show")).unwrap_or(Measure::DaysPerChild));
    let query = words.fold(base, |query, (name, text)| format!("{query}&{name}={text}"));
    let list = List { app, reader, school, fields, asked, query };
    let is_file = fields.text("file") == "csv";
    match open {
        Open::Sessions(_) if is_file => Ok(file::of_sessions(app, &found.children, &found.lines)),
        Open::Sessions(counted) => list.sessions(counted, &found),
        _ if is_file => Ok(file::of_children(&found.children)),
        open => list.children(open, &found),
    }
}

/// A question that cannot be answered here has no page; the table says what is wrong with it.
fn plain(fault: Fault) -> Problem {
    match fault {
        Fault::Failed(error) => error.into(),
        _ => Problem::NotFound,
    }
}

fn open(word: &str) -> Option<Open> {
    Some(match word {
        "children" => Open::Children,
        "persistent" => Open::Persistent,
        "severe" => Open::Severe,
        word => Open::Sessions(Counted::parse(word)?),
    })
}

/// Only the sessions of one child.
fn of_one(found: &mut Opened, pupil: PupilId) {
    let is_theirs = |line: &Line| found.children.get(line.child).is_some_and(|child| child.pupil.id == pupil);
    found.lines.retain(is_theirs);
}

impl List<'_> {
    fn children(&self, open: Open, found: &Opened) -> Result<Response, Problem> {
        let (paging, lines) = self.paging(found.children.len());
        let (name, figure) = match open {
            Open::Persistent => ("Persistently absent", "persistently_absent"),
            Open::Severe => ("Severely absent", "severely_absent"),
            Open::Children | Open::Sessions(_) => ("Children", "children_in_row"),
        };
        let total = format!(
            "{} of {}",
            words::number(found.children.len() as i64),
            words::counted(found.among as i64, "child", "children")
        );
        let view = Children {
            back: self.back(),
            total,
            definition: self.defined(figure)?,
            rows: found.children[lines].iter().map(|child| self.child(child)).collect(),
            paging,
            csv: self.csv(),
        };
        let frame = self.reader.frame(&title(name, found), Some(section(self.reader))).wide().as_of(self.as_of());
        Ok(self.reader.show(&frame, "figures/children.html", view))
    }

    fn child(&self, child: &Child) -> ChildRow {
        let tally = child.tally;
        let missed = format!("{} of {}", tally.absent(), tally.possible());
        let word = |name: &str| urls::encode(self.fields.text(name));
        let query = links::query(&self.asked, Measure::DaysPerChild);
        let (row, column, pupil) = (word("row"), word("column"), child.pupil.id);
        let sessions = format!("{query}&row={row}&column={column}&open=absent&pupil={pupil}");
        let sessions = if tally.absent() > 0 { urls::slice::opened(self.school, &sessions) } else { String::new() };
        ChildRow {
            who: of_child(self.app, child, child.pupil.name(), urls::pupil(pupil)),
            place: place(self.app, &self.reader.actor, &child.group, &child.pupil),
            days: words::days(tally.half_days_missed().into()).replace(" days", "").replace(" day", ""),
            attendance: tally.attendance().map_or_else(String::new, words::percent),
            sessions: Link::new(missed, sessions),
        }
    }

    fn sessions(&self, counted: Counted, found: &Opened) -> Result<Response, Problem> {
        let (paging, lines) = self.paging(found.lines.len());
        let figure = counted.figure().ok_or(Problem::NotFound)?;
        let name = definition(figure).map_or("Sessions", |definition| definition.title);
        let sessions = words::counted(found.lines.len() as i64, "session", "sessions");
        let is_missed = matches!(counted, Counted::Absent | Counted::Authorised | Counted::Unauthorised);
        let view = Sessions {
            back: self.back(),
            who: words::counted(found.among as i64, "child", "children"),
            total: match is_missed {
                true => format!("{sessions}: {}", words::days(found.lines.len() as u64)),
                false => sessions,
            },
            definition: self.defined(figure)?,
            parts: parts(self.app, &found.lines),
            has_pupils: true,
            rows: found.lines[lines].iter().map(|line| self.session(line, &found.children[line.child])).collect(),
            paging,
            csv: self.csv(),
        };
        let frame = self.reader.frame(&title(name, found), Some(section(self.reader))).wide().as_of(self.as_of());
        Ok(self.reader.show(&frame, "figures/sessions.html", view))
    }

    fn session(&self, line: &Line, child: &Child) -> SessionRow {
        let codes = self.app.codes();
        let minutes = line.minutes_late.map(|minutes| words::counted(minutes.into(), "minute", "minutes"));
        let id = child.pupil.id;
        SessionRow {
            session: of_child(self.app, child, words::session(line.session), urls::mark(id, line.session)),
            pupil: Some(of_child(self.app, child, child.pupil.name(), urls::pupil(id))),
            mark: MarkCell::new(codes, Some(line.code)),
            counts: codes.class(line.code).map_or_else(String::new, |class| String::from(class.words())),
            note: minutes.unwrap_or_default(),
        }
    }

    fn paging(&self, lines: usize) -> (Paging, std::ops::Range<usize>) {
        let page = self.fields.number("page").and_then(|page| usize::try_from(page).ok()).unwrap_or(1);
        Paging::of(lines, page, |page| urls::slice::opened(self.school, &format!("{}&page={page}", self.query)))
    }

    fn defined(&self, figure: &str) -> Result<Definition, Problem> {
        let thresholds = service::school::thresholds(self.app, self.school, self.asked.scope.to)?;
        let text = definition(figure).map(|definition| definition.words(thresholds)).unwrap_or_default();
        Ok(Definition { text, link: Link::new("What each figure means", urls::definition(figure)) })
    }

    /// The table.
    fn back(&self) -> Link {
        let measure = Measure::parse(self.fields.text("show")).unwrap_or(Measure::DaysPerChild);
        Link::new("The table", urls::slice::of_school_by(self.school, &links::query(&self.asked, measure)))
    }

    fn csv(&self) -> Option<Link> {
        let href = urls::slice::opened(self.school, &format!("{}&file=csv", self.query));
        Some(Link::new("The whole list as a spreadsheet file (CSV)", href))
    }

    fn as_of(&self) -> String {
        let scope = &self.asked.scope;
        let from = scope.from.map_or_else(|| String::from("The school year"), words::full_day);
        let known = self.asked.known.map(|day| format!(", as known at the end of {}", words::full_day(day)));
        let known = known.unwrap_or_default();
        format!("{from} to {}{known}; as of {}.", words::full_day(scope.to), words::time(self.app.time()))
    }
}

fn title(name: &str, found: &Opened) -> String {
    std::iter::once(name.to_owned()).chain(found.of.iter().cloned()).collect::<Vec<String>>().join(", ")
}
