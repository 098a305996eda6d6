//! The weeks that were agreed with half-days away from school.

use domain::{
    decide::{Given, given},
    elsewhere::Pattern,
};
use service::App;

use super::super::known::Known;
use crate::{error::Problem, pages::pupil::pathway::AgreedWeek, words};

/// Those that run today or are to come, what was agreed last first.
pub(super) fn weeks(app: &App, known: &Known<'_>) -> Result<Vec<AgreedWeek>, Problem> {
    let of = (known.pupil(), known.today);
    let all = app.with_facts(of, &known.record.history, given)?;
    let still = all.iter().filter(|one| one.last >= known.today);
    Ok(still.filter_map(|one| Some(week(one, one.pattern?))).collect())
}

fn week(given: &Given, pattern: Pattern) -> AgreedWeek {
    let (first, last) = (words::full_day(given.first), words::full_day(given.last));
    let halves: Vec<_> = Pattern::halves().collect();
    let said = |name: &str| if pattern.has(name) { given.code.clone() } else { String::from("in school") };
    let days = halves.chunks(2).filter_map(|day| match day {
        [(morning, weekday, _), (afternoon, ..)] => {
            Some((words::weekday(*weekday).to_owned(), said(morning), said(afternoon)))
        }
        _ => None,
    });
    AgreedWeek { says: format!("{} from {first} to {last}", given.head.name), days: days.collect() }
}
