//! Any figure of a school or of all schools, by any side over any days, for whoever may see it.

mod ask;
mod few;
mod known;
mod labels;
mod members;
mod opened;
mod part;
mod table;

use std::{
    collections::HashMap,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
};

use analysis::{
    Period,
    figures::Thresholds,
    slice::{Counts, Key, Row, Side},
};
use domain::{
    Date,
    id::SchoolId,
    permission::{Actor, Permission, Place},
    school::{Phase, School},
};

use store::log::Ends;

pub use ask::{Fault, Of, Typed, When, class, first_day, read};
pub use few::FEW;
pub use known::Known;
pub use labels::Labels;
pub(crate) use members::Cache;
pub use opened::{Open, Opened, opened};
pub use table::{Measure, measures, side_name, size, table, value};

use part::Part;

use crate::{
    App, Error,
    school::{Names, names, scope::Scope},
};

/// What somebody wants to see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// What the rows are.
    pub by: Side,
    /// What the columns of a cross table are; [`Side::Whole`] for none.
    pub across: Side,
    /// Of whom and of when.
    pub scope: Scope,
    /// Of which kind of school, where all schools are asked about; nothing for all.
    pub phase: Option<Phase>,
    /// As it was known at the end of which day; nothing for as it is known now.
    pub known: Option<Date>,
}

impl Asked {
    /// Whether it is about some of the children only.
    pub const fn is_of_some(&self) -> bool {
        self.scope.group.is_some() || self.scope.year.is_some() || self.scope.cohort.is_some()
    }

    /// Whether it has a second side.
    pub fn is_crossed(&self) -> bool {
        self.across != Side::Whole
    }

    /// Whether one of its sides parts marks by what stands in them.
    pub const fn is_of_marks(&self) -> bool {
        self.by.is_of_marks() || self.across.is_of_marks()
    }
}

/// The rows, with everything that a page says around them.
#[derive(Debug, Clone)]
pub struct Sliced {
    /// What was asked.
    pub asked: Asked,
    /// The first and the last day.
    pub days: Period,
    /// Whether the reader may be shown who makes the figures.
    pub names: Names,
    /// How many schools are in it.
    pub schools: u32,
    /// How many children are in it, with or without a mark.
    pub children: u32,
    /// The rows; of a cross table its cells.
    pub lines: Vec<Row>,
    /// Of a cross table what stands at the end of each row.
    pub ends: Vec<Row>,
    /// Of a cross table what stands at the foot of each column.
    pub feet: Vec<Row>,
    /// The cells of a cross table, to be found by row and column.
    pub cells: HashMap<(Key, Key), Counts>,
    /// Everything together.
    pub whole: Counts,
    /// The words of rows and columns.
    pub labels: Labels,
    /// What has changed since, where it was asked as it was known on a day.
    pub known: Option<Known>,
    /// From which share a child is persistently or severely absent.
    pub thresholds: Thresholds,
}

/// The figures of one school, for somebody who may see them. Whoever may not be shown its children by name gets one side of
/// everybody, and no row of few children.
pub fn of_school(app: &App, by: &Actor, school: SchoolId, asked: &Asked) -> Result<Sliced, Fault> {
    app.permit(by, Permission::SeeFigures, school)?;
    one_school(app, Some(by), school, asked)
}

/// The figures of all schools together, for somebody who looks after them. Worked out on all cores.
pub fn of_area(app: &App, by: &Actor, asked: &Asked) -> Result<Sliced, Fault> {
    by.require(Permission::SeeArea, Place::Anywhere)?;
    all_schools(app, Some(by), asked)
}

/// The same for whoever has the records themselves in hand, and so may see all of them.
pub fn of_records(app: &App, of: Of, asked: &Asked) -> Result<Sliced, Fault> {
    match of {
        Of::School(school) => one_school(app, None, school, asked),
        Of::Area => all_schools(app, None, asked),
    }
}

fn one_school(app: &App, by: Option<&Actor>, school: SchoolId, asked: &Asked) -> Result<Sliced, Fault> {
    app.follow(school)?;
    let members = members::of_school(app, by, school, asked)?;
    let names = by.map_or(Names::Shown, |by| names(by, &members.pupils));
    let veiled = if names == Names::Hidden { Some(few::veiled(asked)?) } else { None };
    if let (Some(veiled), Some(by)) = (veiled, by)
        && veiled != *asked
    {
        return one_school(app, Some(by), school, &veiled);
    }
    let mut part = part::of_school(app, school, asked, &members)?;
    let mut labels = Labels::of_school(app, school, asked)?;
    labels.take(&mut part, &members);
    let thresholds = crate::school::thresholds(app, school, asked.scope.to)?;
    let sliced = of_part(part, labels, asked, names, thresholds);
    Ok(if names == Names::Hidden { few::hidden(sliced) } else { sliced })
}

fn all_schools(app: &App, by: Option<&Actor>, asked: &Asked) -> Result<Sliced, Fault> {
    if asked.known.is_some() || asked.scope.group.is_some() || [asked.by, asked.across].contains(&Side::Class) {
        return Err(Fault::OneSchoolOnly);
    }
    let ends: HashMap<SchoolId, Ends> = app.follow_all()?.into_iter().map(|ends| (ends.school, ends)).collect();
    let schools: Vec<&School> =
        app.schools().filter(|school| asked.phase.is_none_or(|phase| school.phase == phase)).collect();
    let each = on_all_cores(&schools, |school| {
        let ends = ends.get(&school.id).copied().ok_or(Error::NotFound("school"))?;
        let members = members::kept(app, by, ends, asked)?;
        let part = part::of_school(app, school.id, asked, &members)?;
        Ok((part, members))
    })?;
    let mut labels = Labels::of_area(app);
    let mut whole = Part::default();
    for (mut part, members) in each {
        labels.take(&mut part, &members);
        whole.add(part);
    }
    let first = schools.first().ok_or(Fault::NoSchool)?;
    let thresholds = crate::school::thresholds(app, first.id, asked.scope.to)?;
    Ok(of_part(whole.together(), labels, asked, Names::Shown, thresholds))
}

fn of_part(part: Part, labels: Labels, asked: &Asked, names: Names, thresholds: Thresholds) -> Sliced {
    let mut sliced = Sliced {
        asked: asked.clone(),
        days: asked.scope.period(),
        names,
        schools: part.schools,
        children: part.children,
        cells: part.cells.iter().map(|row| ((row.by, row.across), row.counts)).collect(),
        lines: part.cells,
        ends: part.ends,
        feet: part.feet,
        whole: part.whole.first().map(|row| row.counts).unwrap_or_default(),
        known: part.known,
        labels,
        thresholds,
    };
    let labels = &sliced.labels;
    sliced.lines.sort_by_cached_key(|line| (labels.order(line.by), labels.order(line.across)));
    sliced.ends.sort_by_cached_key(|line| labels.order(line.by));
    sliced.feet.sort_by_cached_key(|line| labels.order(line.across));
    sliced
}

/// Does `work` for each school on all processors; the answers come in their order.
fn on_all_cores<T: Send>(
    schools: &[&School],
    work: impl Fn(&School) -> Result<T, Error> + Sync,
) -> Result<Vec<T>, Error> {
    let (next, done) = (AtomicUsize::new(0), Mutex::new(Vec::with_capacity(schools.len())));
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(schools.len());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(school) = schools.get(at) else { break };
                    let answer = work(school);
                    done.lock().unwrap_or_else(PoisonError::into_inner).push((at, answer));
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|&(at, _)| at);
    done.into_iter().map(|(_, answer)| answer).collect()
}
