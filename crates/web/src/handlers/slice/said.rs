//! What stands over the table: which figure, by what, of whom, of when.

use analysis::slice::{Key, Side};
use domain::{school::year_name, tally::Tally};
use service::{
    App,
    school::{Names, stretch::Stretch},
    slice::{Measure, Sliced, When, side_name},
};

use super::Question;
use crate::words;

/// `Days missed per child by weekday, Year 5, this half term`.
pub(super) fn title(question: &Question<'_>, sliced: &Sliced, measure: Measure) -> String {
    let asked = &sliced.asked;
    let side = |side: Side| side_name(side).to_lowercase();
    let sides = match asked.across {
        Side::Whole => side(asked.by),
        across => format!("{} and {}", side(asked.by), side(across)),
    };
    let class = asked.scope.group.map(|group| sliced.labels.of(Key::Class(group)));
    let kind = asked.phase.map(|phase| format!("{} schools", phase.word()));
    let whom = kind.into_iter().chain(class).chain(asked.scope.year.map(year_name)).chain(asked.scope.cohort.clone());
    let parts = std::iter::once(format!("{} by {sides}", measure.title())).chain(whom).chain([when(question, sliced)]);
    parts.collect::<Vec<String>>().join(", ")
}

fn when(question: &Question<'_>, sliced: &Sliced) -> String {
    let to = sliced.asked.scope.to;
    // Without names the days are cut to whole weeks, and said as they are.
    let typed = if sliced.names == Names::Hidden { Ok(When::Between) } else { When::of(&question.typed()) };
    match typed {
        Ok(When::To(Stretch::Day | Stretch::From(_))) => match sliced.days.first {
            day if day == question.app.today() => String::from("today"),
            day => words::full_day(day),
        },
        Ok(When::To(Stretch::Week)) => String::from("this week"),
        Ok(When::To(Stretch::HalfTerm)) => String::from("this half term"),
        Ok(When::Term) => String::from("this term"),
        Ok(When::To(Stretch::Year)) => String::from("this school year"),
        Ok(When::LastYear) => String::from("last school year"),
        Ok(When::Between) | Err(_) => match sliced.asked.scope.from {
            Some(from) => format!("{} to {}", words::full_day(from), words::full_day(to)),
            None => format!("the school year to {}", words::full_day(to)),
        },
    }
}

/// `Monday 2 November 2026 to Tuesday 24 November 2026`.
pub(super) fn days(sliced: &Sliced) -> String {
    let to = words::full_day(sliced.asked.scope.to);
    match sliced.asked.scope.from {
        Some(from) if from == sliced.asked.scope.to => to,
        Some(from) => format!("{} to {to}", words::full_day(from)),
        None => format!("The school year to {to}"),
    }
}

/// Whose figures they are, what a reader does not see, and what was known when.
pub(super) fn sentences(app: &App, sliced: &Sliced) -> Vec<String> {
    let mut said = vec![whose(sliced)];
    if sliced.names == Names::Hidden {
        said.push(String::from(
            "Without names, of everybody and over whole weeks, so that nothing of a single child can be worked out. Years and \
             cohorts stand in the report for governors.",
        ));
    }
    if let Some(known) = sliced.known {
        let day = |tally: Tally| words::days(tally.half_days_missed().into());
        let changed = match known.changed {
            0 => String::from("Nothing of it has changed since"),
            changed => format!(
                "Since then {} a mark or another one: {} missed then, {} by what is known now",
                words::counted(changed.into(), "half day has got", "half days have got"),
                day(sliced.whole.tally),
                day(known.now.tally)
            ),
        };
        let when = if known.day == app.today() { String::from("today") } else { words::full_day(known.day) };
        said.push(format!("As it was known at the end of {when}. {changed}."));
    }
    said
}

fn whose(sliced: &Sliced) -> String {
    let children = words::counted(sliced.children.into(), "child", "children");
    let children = match (sliced.names, sliced.children) {
        (Names::Hidden, 1..5) => String::from("Fewer than 5 children"),
        _ => children,
    };
    let of = if sliced.schools > 1 {
        format!(" of {}", words::counted(sliced.schools.into(), "school", "schools"))
    } else {
        String::new()
    };
    match sliced.asked.scope.from {
        Some(_) => format!(
            "{children}{of} who were on the roll on any of these days; leavers and late starters count with their own half \
             days."
        ),
        None => format!("{children}{of} on the roll at the end of {}.", words::full_day(sliced.asked.scope.to)),
    }
}
