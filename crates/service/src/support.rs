//! Whether children missed less after a support began than others like them did who had not had it (LAN-265, LBO-049).
//!
//! It never says that the support did it: it says what was set beside what.

mod kinds;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, HashMap};

use analysis::{
    SchoolRoll,
    change::{Around, Change, Resampling, Sought, Windows, change, matched},
};
use domain::{
    Date,
    calendar::school_year_start,
    case::Event,
    clock,
    id::{PupilId, SchoolId},
    permission::{Actor, Permission},
    rule::Rules,
    school::School,
};
use jiff::ToSpan;

use crate::{App, Error, comparison, standing::FIRST_DAY};

pub use kinds::Kind;

/// With fewer children compared nothing is said of them together.
pub const FEWEST_COMPARED: u32 = 10;
/// How often the children are drawn anew for the range.
pub const DRAWS: usize = 1000;
/// The setting with the school weeks on each side of a beginning.
const WEEKS: &str = "school weeks before and after a support";
/// As many weeks can be asked for.
pub const WEEKS_ASKED: (u32, u32) = (2, 13);

/// What somebody wants to know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// The last day of the marks that count.
    pub to: Date,
    /// School weeks on each side; nothing for those of the handbook.
    pub weeks: Option<u32>,
}

/// Every support of a school, before and after.
#[derive(Debug, Clone)]
pub struct Supports {
    /// Which school.
    pub school: School,
    /// The last day of the marks that count.
    pub to: Date,
    /// Supports that began from this day on are looked at.
    pub since: Date,
    /// School weeks on each side.
    pub weeks: u32,
    /// The schools among whose children those set beside them were looked for, this one among them.
    pub schools: u32,
    /// A line for each kind of support, the one that most children had first.
    pub lines: Vec<Line>,
}

/// One kind of support.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// What it is and where the handbook has it.
    pub kind: Kind,
    /// Children for whom it began.
    pub children: u32,
    /// Those of them with whole weeks at this school on both sides.
    pub whole: u32,
    /// Those of them beside whom others could be set.
    pub compared: u32,
    /// Those others.
    pub beside: u32,
    /// What became of them; nothing of fewer than [`FEWEST_COMPARED`].
    pub change: Option<Change>,
}

/// The supports of a school, for somebody who may see its figures.
pub fn of_school(app: &App, by: &Actor, school: SchoolId, asked: Asked) -> Result<Supports, Error> {
    app.permit(by, Permission::SeeFigures, school)?;
    let school = app.school(school)?.clone();
    let (to, rules) = (asked.to, app.rules_on(school.id, asked.to)?);
    let weeks = asked.weeks.or_else(|| set_weeks(rules)).ok_or_else(|| Error::NoPack(school.pack.clone()))?;
    let since = school_year_start(to).saturating_sub(1.year());
    let among = comparison::alike(app, &school, to)?;
    let starts = starts(app, rules, &among, to)?;
    let kinds = kinds::of(rules);
    let own = own_windows(app, &school, &starts, (since, to), weeks as usize)?;
    let children = around(app, &among, &own)?;
    let mut lines: Vec<Line> = kinds
        .into_iter()
        .filter_map(|kind| line(&school, kind, &Known { starts: &starts, own: &own, children: &children, since }))
        .collect();
    lines.sort_by_key(|line| std::cmp::Reverse((line.compared, line.children)));
    Ok(Supports { school, to, since, weeks, schools: among.len() as u32, lines })
}

fn set_weeks(rules: &Rules) -> Option<u32> {
    u32::try_from(rules.setting(WEEKS)?.amount()?.thousandths / 1000).ok()
}

/// When each support first began for each child, in which school.
type Starts = BTreeMap<String, HashMap<PupilId, (SchoolId, Date)>>;

fn starts(app: &App, rules: &Rules, among: &[SchoolId], to: Date) -> Result<Starts, Error> {
    let mut starts = Starts::new();
    for &school in among {
        let events: Vec<Event> = app.store.read(|tx| store::case::of_school(tx, school, FIRST_DAY))?;
        for event in &events {
            let day = clock::local(event.at).date();
            let Some(name) = kinds::began(rules, event).filter(|_| day <= to) else { continue };
            let of = starts.entry(name.to_owned()).or_default();
            let first = of.entry(event.pupil).or_insert((school, day));
            if day < first.1 {
                *first = (school, day);
            }
        }
    }
    Ok(starts)
}

/// The windows of each day on which a support began at the school, where both sides are over and the register reaches so far.
fn own_windows(
    app: &App,
    school: &School,
    starts: &Starts,
    (since, to): (Date, Date),
    weeks: usize,
) -> Result<HashMap<Date, Windows>, Error> {
    let calendar = app.calendar(school.id)?;
    let mondays = calendar.school_weeks();
    let days = starts.values().flat_map(HashMap::values).filter(|(of, day)| *of == school.id && *day >= since);
    let windows = |day: Date| {
        let windows = Windows::around(&mondays, day, weeks)?;
        let last = calendar.on_or_before(windows.after.last)?;
        (last <= to).then_some((day, windows))
    };
    Ok(days.filter_map(|&(_, day)| windows(day)).collect())
}

/// Every child of these schools in each of the windows.
type Children = HashMap<Windows, Vec<(SchoolId, PupilId, Around)>>;

fn around(app: &App, among: &[SchoolId], own: &HashMap<Date, Windows>) -> Result<Children, Error> {
    let mut children: Children = own.values().map(|&windows| (windows, Vec::new())).collect();
    if children.is_empty() {
        return Ok(children);
    }
    for &school in among {
        app.follow(school)?;
        let view = app.view(school);
        let roll: &SchoolRoll = view.roll()?;
        for &pupil in roll.pupils() {
            let sheet = roll.sheet_or_blank(pupil);
            for (windows, list) in &mut children {
                list.extend(Around::of(sheet, windows).map(|around| (school, pupil, around)));
            }
        }
    }
    Ok(children)
}

/// What the lines are made of.
struct Known<'a> {
    starts: &'a Starts,
    own: &'a HashMap<Date, Windows>,
    children: &'a Children,
    since: Date,
}

/// A kind of support; nothing where no child of the school had it.
fn line(school: &School, kind: Kind, known: &Known<'_>) -> Option<Line> {
    let starts = known.starts.get(&kind.name)?;
    let mut here: Vec<(PupilId, Date)> = starts
        .iter()
        .filter(|(_, (of, day))| *of == school.id && *day >= known.since)
        .map(|(&pupil, &(_, day))| (pupil, day))
        .collect();
    if here.is_empty() {
        return None;
    }
    here.sort_unstable();
    let mut sought = Vec::new();
    for &(pupil, start) in &here {
        let Some(list) = known.own.get(&start).and_then(|windows| known.children.get(windows)) else { continue };
        let own = list.iter().find(|&&(of, one, _)| of == school.id && one == pupil);
        let Some(&(_, _, child)) = own else { continue };
        // Whoever gets it later stays among the others: to leave them out would pick those who got better by themselves.
        let had_not = |other: PupilId| starts.get(&other).is_none_or(|&(_, day)| day > start);
        let others = list.iter().filter(|&&(_, other, _)| other != pupil && had_not(other));
        sought.push(Sought { child, others: others.map(|&(_, other, around)| (other, around)).collect() });
    }
    let compared = matched(&sought);
    let resampling = Resampling { draws: DRAWS, seed: seed(school.id, &kind.name) };
    let is_enough = compared.len() >= FEWEST_COMPARED as usize;
    Some(Line {
        children: here.len() as u32,
        whole: sought.len() as u32,
        compared: compared.len() as u32,
        beside: compared.iter().map(|one| one.beside).sum(),
        change: if is_enough { change(&compared, resampling) } else { None },
        kind,
    })
}

/// The same for the same support of the same school, so that a page that is loaded again says the same.
fn seed(school: SchoolId, name: &str) -> u64 {
    let first = 0xcbf2_9ce4_8422_2325 ^ school.0.unsigned_abs();
    name.bytes().fold(first, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
