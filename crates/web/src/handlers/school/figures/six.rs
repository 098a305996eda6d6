//! The six figures at the top of a school's page.

use analysis::figures::Lates;
use domain::tally::{Percent, Tally};
use service::school::{AsOf, Figures};

use super::super::opened::filter;
use crate::{
    pages::school::{
        Figure,
        small::{Reader as Eyes, days_per_child},
    },
    urls, words,
};

pub(super) fn figures(figures: &Figures, eyes: Eyes) -> Vec<Figure> {
    if figures.now.children == 0 && figures.year_before.is_none() {
        return Vec::new();
    }
    let links = |filter: &str| (eyes == Eyes::Staff).then(|| urls::school_sessions(figures.school.id, filter));
    let figure = |label: &str, (number, beside): (String, String), lines: Vec<String>, filter: &str| Figure {
        label: label.into(),
        number,
        beside,
        lines,
        href: links(filter),
    };
    vec![
        figure("Days missed per child", missed(&figures.now), compared(figures, missed_before), filter::MISSED),
        figure(
            "Unauthorised days",
            unauthorised(&figures.now),
            compared(figures, |as_of| format!("{}, {}", unauthorised(as_of).0, unauthorised(as_of).1)),
            filter::UNAUTHORISED,
        ),
        figure(
            "Persistently absent",
            children(figures.now.persistent, &figures.now, eyes),
            compared(figures, |as_of| eyes.count(as_of.persistent.into())),
            filter::PERSISTENT,
        ),
        figure(
            "Severely absent",
            children(figures.now.severe, &figures.now, eyes),
            compared(figures, |as_of| eyes.count(as_of.severe.into())),
            filter::SEVERE,
        ),
        figure("Late this week", late(figures.now.lates), late_lines(figures), filter::LATE),
        unsettled(figures, links(filter::NO_REASON)),
    ]
}

/// `last week …`, `last year …`: the same figure as it stood then.
fn compared(figures: &Figures, say: impl Fn(&AsOf) -> String) -> Vec<String> {
    let week = figures.week_before.as_ref().filter(|then| then.children > 0);
    let year = figures.year_before.as_ref();
    vec![
        week.map_or_else(|| String::from("first week of the year"), |then| format!("last week {}", say(then))),
        year.map_or_else(|| String::from("last year not known"), |then| format!("last year {}", say(then))),
    ]
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

fn children(count: u32, as_of: &AsOf, eyes: Eyes) -> (String, String) {
    (eyes.count(count.into()), eyes.share(count.into(), as_of.children.into()))
}

fn late(lates: Lates) -> (String, String) {
    let minutes =
        if lates.minutes > 0 { format!("{} min", words::number(lates.minutes.into())) } else { String::new() };
    (words::number((lates.before_close + lates.after_close).into()), minutes)
}

fn late_lines(figures: &Figures) -> Vec<String> {
    let week = figures.week_before.as_ref().map(|then| format!("last week {}", late(then.lates).0));
    let year = figures.year_before.as_ref().map(|then| format!("same week last year {}", late(then.lates).0));
    week.into_iter().chain(year).collect()
}

fn unsettled(figures: &Figures, href: Option<String>) -> Figure {
    let unsettled = figures.unsettled;
    let number = |count: u32| words::number(count.into());
    Figure {
        label: String::from("No reason yet"),
        number: number(unsettled.sessions),
        beside: String::from(if unsettled.sessions == 1 { "session" } else { "sessions" }),
        href,
        lines: vec![
            format!("{} from before this week", number(unsettled.before_this_week)),
            format!("{} past their date", number(unsettled.past_their_day)),
        ],
    }
}
