//! The answer in words.

use analysis::what_if::{Bands, Change, Work};
use domain::Date;
use service::{
    App,
    school::Names,
    what_if::{Child, Group, Moved, WhatIf, not_in_force},
};

use super::{Question, named};
use crate::{
    chart::weeks,
    error::Problem,
    link::Link,
    pages::{
        figures::Paging,
        school::{BandCount, BandSet, small::Reader as Eyes},
        what_if::{Answer, ChildRow, GroupRow, Pair, Way, WeekRow},
    },
    reader::Reader,
    urls, words,
};

/// So many ways from band to band are listed.
const WAYS: usize = 12;

pub(super) fn view(
    app: &App,
    reader: &Reader,
    question: &Question,
    found: &WhatIf,
    page: usize,
) -> Result<Answer, Problem> {
    let changing: Vec<&Child> = found.children.iter().filter(|child| child.change != Change::Stays).collect();
    let query = question.query(question.school);
    let (paging, lines) =
        Paging::of(changing.len(), page, |page| urls::what_if_asking(&format!("{query}&page={page}")));
    let is_shown = found.names == Names::Shown;
    let weeks = u64::try_from(found.weeks.len()).unwrap_or(u64::MAX);
    let drawn: Vec<weeks::Week> = found
        .weeks
        .iter()
        .map(|week| weeks::Week {
            monday: week.days.first,
            before: week.before.work.all(),
            after: week.after.work.all(),
        })
        .collect();
    Ok(Answer {
        summary: summary(&found.total, found.period.last),
        notes: notes(app, question, found)?,
        before: sets(&found.bands.0),
        after: sets(&found.bands.1),
        ways: found.moved.iter().take(WAYS).map(way).collect(),
        more_ways: match found.moved.len().saturating_sub(WAYS) {
            0 => String::new(),
            more => format!("And {}, of fewer children each.", words::counted(more as i64, "more", "more")),
        },
        chart: weeks::weeks("Tasks that arise", &drawn),
        weeks: found.weeks.iter().map(week_row).collect(),
        work: roles(&found.work, weeks),
        opens: opens(&found.work, weeks),
        schools: schools(question, found),
        cohorts: found.cohorts.iter().map(|group| group_row(Link::new(&group.name, ""), group)).collect(),
        children: changing[lines]
            .iter()
            .map(|child| child_row(app, reader, question, child))
            .collect::<Result<_, _>>()?,
        hidden: if is_shown {
            String::new()
        } else {
            format!(
                "Children are named to people of their school and to attendance officers, not to an {}.",
                reader.actor.role.words()
            )
        },
        paging,
        csv: is_shown.then(|| {
            Link::new("Every pupil as a spreadsheet file (CSV)", urls::what_if_asking(&format!("{query}&file=csv")))
        }),
    })
}

/// `38 of 412 children change band on Tuesday 24 November 2026: 30 to a later one, 8 to an earlier one.`
fn summary(total: &Group, last: Date) -> String {
    let number = |count: u64| words::number(count as i64);
    let mut ways =
        vec![format!("{} to a later one", number(total.later)), format!("{} to an earlier one", number(total.earlier))];
    if total.both > 0 {
        ways.push(format!("{} to a later one of one set and an earlier one of another", number(total.both)));
    }
    format!(
        "{} of {} change band on {}: {}.",
        number(total.changed()),
        words::counted(total.children as i64, "child", "children"),
        words::full_day(last),
        words::list(&ways)
    )
}

fn notes(app: &App, question: &Question, found: &WhatIf) -> Result<Vec<String>, Problem> {
    let name = |folder: &str| app.packs().packs.get(folder).map_or_else(String::new, |pack| named(&pack.head));
    let from = match (question.from.as_str(), question.school) {
        ("", Some(school)) => name(&app.school(school)?.pack),
        ("", None) => String::from("the pack that each school follows"),
        (folder, _) => name(folder),
    };
    let mut notes = vec![
        format!("Before: {from}. After: {}.", name(&question.to)),
        String::from(
            "A set of bands that both packs have is compared band by band. Of sets that only one of them has, a child changes \
             when one pack has them in its first band and the other does not. What is on record as done stays on record.",
        ),
        String::from(
            "A task counts once in the week in which its reason comes true, and again in each cycle that it has. What was done \
             before that closes it; what was done afterwards does not.",
        ),
    ];
    let from = question.rules(app, &question.from)?;
    let to = question.rules(app, &question.to)?;
    let mut dates: Vec<String> = from
        .iter()
        .chain(&to)
        .flat_map(|rules| not_in_force(rules, found.period))
        .map(|words| format!("{words}."))
        .collect();
    dates.dedup();
    notes.extend(dates);
    Ok(notes)
}

/// A bar for each set of bands.
fn sets(bands: &Bands) -> Vec<BandSet> {
    let mut sets: Vec<(&str, Vec<BandCount>)> = Vec::new();
    for band in &bands.0 {
        let count =
            BandCount { name: band.band.clone(), children: band.children, range: String::new(), href: String::new() };
        match sets.iter_mut().find(|(set, _)| *set == band.set) {
            Some((_, counts)) => counts.push(count),
            None => sets.push((&band.set, vec![count])),
        }
    }
    sets.into_iter().map(|(set, counts)| BandSet::new(set, counts, Eyes::Staff)).collect()
}

fn way(moved: &Moved) -> Way {
    Way {
        before: moved.before.clone(),
        after: moved.after.clone(),
        change: moved.change.words(),
        children: words::number(moved.children as i64),
    }
}

fn week_row(week: &analysis::what_if::Week) -> WeekRow {
    let (before, after) = (&week.before.work, &week.after.work);
    let letters = |work: &Work| work.letters_asked + work.letters;
    let counts = [
        before.all(),
        after.all(),
        letters(before),
        letters(after),
        before.notices,
        after.notices,
        before.steps,
        after.steps,
    ];
    let monday = week.days.first;
    WeekRow {
        week: format!("{} {} {}", monday.day(), &words::month(monday)[..3], monday.year()),
        counts: counts.map(|count| words::number(count as i64)).to_vec(),
    }
}

fn roles((before, after): &(Work, Work), weeks: u64) -> Vec<Pair> {
    let mut names: Vec<&String> = before.roles.keys().chain(after.roles.keys()).collect();
    names.sort();
    names.dedup();
    let of = |work: &Work, name: &str| work.roles.get(name).copied().unwrap_or(0);
    let mut pairs: Vec<Pair> =
        names.into_iter().map(|name| pair(&words::sentence(name), of(before, name), of(after, name), weeks)).collect();
    pairs.push(pair("All", before.all(), after.all(), weeks));
    pairs
}

fn opens((before, after): &(Work, Work), weeks: u64) -> Vec<Pair> {
    vec![
        pair("Letters that a task asks for", before.letters_asked, after.letters_asked, weeks),
        pair("Letters that open", before.letters, after.letters, weeks),
        pair("Notices that open", before.notices, after.notices, weeks),
        pair("Steps that open", before.steps, after.steps, weeks),
    ]
}

fn pair(name: &str, before: u64, after: u64, weeks: u64) -> Pair {
    let number = |count: u64| words::number(count as i64);
    let a_week = |count: u64| match count.checked_mul(10).and_then(|tenths| (tenths + weeks / 2).checked_div(weeks)) {
        Some(tenths) if tenths < 100 => format!("{}.{}", tenths / 10, tenths % 10),
        Some(tenths) => number((tenths + 5) / 10),
        None => String::from("–"),
    };
    Pair {
        name: name.to_owned(),
        before: number(before),
        after: number(after),
        a_week: format!("{} and {}", a_week(before), a_week(after)),
    }
}

fn schools(question: &Question, found: &WhatIf) -> Vec<GroupRow> {
    if found.schools.len() < 2 {
        return Vec::new();
    }
    let row = |(school, group): &(domain::id::SchoolId, Group)| {
        group_row(Link::new(&group.name, urls::what_if_asking(&question.query(Some(*school)))), group)
    };
    let total = group_row(Link::new("All schools", ""), &found.total);
    found.schools.iter().map(row).chain([total]).collect()
}

fn group_row(name: Link, group: &Group) -> GroupRow {
    let counts = [group.children, group.changed(), group.later, group.earlier, group.tasks.0, group.tasks.1];
    let name = Link { text: words::sentence(&name.text), ..name };
    GroupRow { name, counts: counts.map(|count| words::number(count as i64)).to_vec() }
}

fn child_row(app: &App, reader: &Reader, question: &Question, child: &Child) -> Result<ChildRow, Problem> {
    let pupil = &child.pupil;
    let has_left = pupil.enrolled_until.is_some_and(|last| last < app.today());
    let href = if has_left { String::new() } else { urls::pathway(pupil.id) };
    let class = super::super::figures::place(app, &reader.actor, &child.group, pupil);
    let place = match question.school {
        Some(_) => class,
        None => format!("{class}, {}", app.school(pupil.school)?.name),
    };
    let (come, go) = child.tasks_changed();
    let tasks =
        come.into_iter().map(|task| format!("new: {task}")).chain(go.into_iter().map(|task| format!("gone: {task}")));
    Ok(ChildRow {
        who: Link::new(pupil.name(), href),
        place,
        before: child.before.words(),
        after: child.after.words(),
        why_before: child.before.why(),
        why_after: child.after.why(),
        tasks: tasks.collect(),
    })
}
