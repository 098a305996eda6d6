//! The six figures at the top of a school's page.

use analysis::figures::Lates;
use domain::{
    calendar::monday,
    tally::{Percent, Tally},
};
use jiff::ToSpan;
use service::school::AsOf;

use super::{Shown, filter};
use crate::{
    link::Link,
    pages::school::{Figure, Line, small::days_per_child},
    words,
};

pub(super) fn figures(shown: &Shown<'_>) -> Vec<Figure> {
    let figures = shown.figures;
    let now = &figures.now;
    if now.children == 0 && (figures.year_before.is_none() || shown.veil.is_some()) {
        return Vec::new();
    }
    let eyes = shown.eyes;
    let figure = |label: &str, (number, beside): (String, String), lines: Vec<Line>, filter: &str| Figure {
        label: label.into(),
        number,
        beside,
        lines,
        href: shown.open(filter),
    };
    let persistent = |as_of: &AsOf| as_of.persistent;
    let severe = |as_of: &AsOf| as_of.severe;
    let children = |as_of: &AsOf, of: &dyn Fn(&AsOf) -> u32| {
        let count = of(as_of);
        match shown.is_number_shown(count) {
            true => (words::number(count.into()), eyes.share(count.into(), as_of.children.into())),
            false => (String::from("hidden"), String::new()),
        }
    };
    vec![
        figure("Days missed per child", missed(now), compared(shown, filter::MISSED, missed_before), filter::MISSED),
        figure(
            "Unauthorised days",
            unauthorised(now),
            compared(shown, filter::UNAUTHORISED, |as_of| {
                let (days, share) = unauthorised(as_of);
                format!("{days}, {share}")
            }),
            filter::UNAUTHORISED,
        ),
        figure(
            "Persistently absent",
            children(now, &persistent),
            compared(shown, filter::PERSISTENT, |as_of| children(as_of, &persistent).0),
            filter::PERSISTENT,
        ),
        figure(
            "Severely absent",
            children(now, &severe),
            compared(shown, filter::SEVERE, |as_of| children(as_of, &severe).0),
            filter::SEVERE,
        ),
        figure(&format!("Late {}", shown.this_week()), late(now.lates), late_lines(shown), filter::LATE_THIS_WEEK),
        unsettled(shown),
    ]
}

/// `last week …`, `last year …`: the same figure as it stood then, opened as it stood then.
fn compared(shown: &Shown<'_>, filter: &str, say: impl Fn(&AsOf) -> String) -> Vec<Line> {
    let week = shown.figures.week_before.as_ref().filter(|then| then.children > 0);
    let year = shown.figures.year_before.as_ref();
    let line = |words: &str, then: &AsOf| Line::before(words, then_link(shown, filter, then, say(then)));
    vec![
        week.map_or_else(|| Line::words(first_week(shown)), |then| line(last_week(shown), then)),
        year.map_or_else(|| Line::words("last year not known"), |then| line("last year", then)),
    ]
}

fn first_week(shown: &Shown<'_>) -> &'static str {
    if shown.is_past() { "no week before in that year" } else { "first week of the year" }
}

fn last_week(shown: &Shown<'_>) -> &'static str {
    if shown.is_past() { "the week before" } else { "last week" }
}

fn then_link(shown: &Shown<'_>, filter: &str, then: &AsOf, text: String) -> Link {
    Link::new(text, shown.open_on(filter, then.day).unwrap_or_default())
}

fn missed(as_of: &AsOf) -> (String, String) {
    (per_child(as_of.tally.half_days_missed(), as_of), percent(as_of.tally.attendance()))
}

fn missed_before(as_of: &AsOf) -> String {
    let (days, attendance) = missed(as_of);
    format!("{days}, {attendance}")
}

fn unauthorised(as_of: &AsOf) -> (String, String) {
    let Tally { unauthorised, .. } = as_of.tally;
    (per_child(unauthorised, as_of), percent(as_of.tally.unauthorised_absence()))
}

fn per_child(half_days: u32, as_of: &AsOf) -> String {
    days_per_child(half_days.into(), as_of.children.into())
}

fn percent(percent: Option<Percent>) -> String {
    percent.map_or_else(String::new, words::percent)
}

fn late(lates: Lates) -> (String, String) {
    let minutes =
        if lates.minutes > 0 { format!("{} min", words::number(lates.minutes.into())) } else { String::new() };
    (words::number((lates.before_close + lates.after_close).into()), minutes)
}

fn late_lines(shown: &Shown<'_>) -> Vec<Line> {
    let line = |words: &str, then: &AsOf| {
        Line::before(words, then_link(shown, filter::LATE_THIS_WEEK, then, late(then.lates).0))
    };
    let same_week = monday(shown.figures.day).saturating_sub(52.weeks());
    let week = shown.figures.week_before.as_ref().map(|then| line(last_week(shown), then));
    let year = shown.figures.year_before.as_ref().map(|then| match monday(then.day) {
        first if first == same_week => line("same week last year", then),
        first => line(&format!("last year, in the week of {} {}", first.day(), words::month(first)), then),
    });
    week.into_iter().chain(year).collect()
}

fn unsettled(shown: &Shown<'_>) -> Figure {
    let unsettled = shown.figures.unsettled;
    let number = |count: u32| words::number(count.into());
    let link = |count: u32, filter: &str| Link::new(number(count), shown.open(filter).unwrap_or_default());
    Figure {
        label: String::from("No reason yet"),
        number: number(unsettled.sessions),
        beside: String::from(if unsettled.sessions == 1 { "session" } else { "sessions" }),
        href: shown.open(filter::NO_REASON),
        lines: vec![
            Line::after(
                link(unsettled.before_this_week, filter::NO_REASON_BEFORE_THIS_WEEK),
                &format!("from before {}", shown.this_week()),
            ),
            Line::after(link(unsettled.past_their_day, filter::NO_REASON_PAST_ITS_DAY), "past their date"),
        ],
    }
}
