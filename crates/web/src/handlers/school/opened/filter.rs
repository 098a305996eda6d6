//! The queries that open a school's figures, and what they ask for.

use std::ops::RangeInclusive;

use analysis::figures::Counted;
use domain::{Date, id::GroupId};
use service::{
    App,
    school::{
        behind::{What, Who},
        scope::Scope,
    },
};

use crate::{
    form::{self, Fields},
    urls,
};

pub(in super::super) const EVERYBODY: &str = "figure=everybody";
pub(in super::super) const MISSED: &str = "counted=absent";
pub(in super::super) const AUTHORISED: &str = "counted=authorised";
pub(in super::super) const UNAUTHORISED: &str = "counted=unauthorised";
pub(in super::super) const POSSIBLE: &str = "counted=possible";
pub(in super::super) const PERSISTENT: &str = "figure=persistent";
pub(in super::super) const SEVERE: &str = "figure=severe";
pub(in super::super) const LATE: &str = "counted=late";
pub(in super::super) const LATE_THIS_WEEK: &str = "figure=late";
pub(in super::super) const NO_REASON: &str = "figure=no-reason";
pub(in super::super) const NO_REASON_BEFORE_THIS_WEEK: &str = "figure=no-reason-before-this-week";
pub(in super::super) const NO_REASON_PAST_ITS_DAY: &str = "figure=no-reason-past-its-day";
pub(in super::super) const NEAR: &str = "figure=near";
pub(in super::super) const NEAR_PERSISTENT: &str = "figure=near-persistent";
pub(in super::super) const CAME_LATE: &str = "figure=came-late";

/// The children with so many spells of absence.
pub(in super::super) fn spells(number: &RangeInclusive<u32>) -> String {
    format!("figure=spells{}", edges(number))
}

/// The children with a spell of so many sessions.
pub(in super::super) fn spell_of(sessions: &RangeInclusive<u32>) -> String {
    format!("figure=spell-of{}", edges(sessions))
}

/// A range without an end leaves its end out.
fn edges(range: &RangeInclusive<u32>) -> String {
    let most = Some(range.end()).filter(|&&most| most < u32::MAX).map(|most| format!("&most={most}"));
    format!("&least={}{}", range.start(), most.unwrap_or_default())
}

fn range(fields: &Fields) -> Option<RangeInclusive<u32>> {
    let number = |text: &str| text.parse::<u32>().ok();
    let least = number(fields.text("least"))?;
    let most = match fields.text("most") {
        "" => u32::MAX,
        text => number(text)?,
    };
    (least <= most).then_some(least..=most)
}

/// The children of a band of a set.
pub(in super::super) fn band(set: &str, place: usize) -> String {
    format!("set={}&band={place}", urls::encode(set))
}

/// `filter` for the children of a year, a cohort, or both.
pub(in super::super) fn among(filter: &str, year: Option<u8>, cohort: Option<&str>) -> String {
    let year = year.map(|year| format!("&year={year}")).unwrap_or_default();
    let cohort = cohort.map(|name| format!("&cohort={}", urls::encode(name))).unwrap_or_default();
    format!("{filter}{year}{cohort}")
}

/// `filter` for the children of a class.
pub(in super::super) fn of_class(filter: &str, group: GroupId) -> String {
    format!("{filter}&group={group}")
}

/// `filter` to the end of a day.
pub(in super::super) fn to(filter: &str, day: Date) -> String {
    format!("{filter}&to={day}")
}

/// `filter` for the whole of `scope`.
pub(in super::super) fn of(filter: &str, scope: &Scope) -> String {
    let group = scope.group.map(|group| format!("&group={group}")).unwrap_or_default();
    let from = scope.from.map(|from| format!("&from={from}")).unwrap_or_default();
    let among = among(&format!("{filter}{group}"), scope.year, scope.cohort.as_deref());
    to(&format!("{among}{from}"), scope.to)
}

/// The scope that a query asks for: everybody to today where it says nothing. Nothing for a word that is no class, year or
/// day, for a day to come, and for a stretch that ends before it begins.
pub(in super::super) fn scope(app: &App, fields: &Fields) -> Option<Scope> {
    let today = app.today();
    let said = |name: &str| Some(fields.text(name)).filter(|text| !text.is_empty());
    let to = said("to").map_or(Some(today), form::day).filter(|&day| day <= today)?;
    let from = match said("from") {
        Some(text) => Some(form::day(text).filter(|&from| from <= to)?),
        None => None,
    };
    let group = match said("group") {
        Some(text) => Some(GroupId(text.parse().ok()?)),
        None => None,
    };
    let year = match said("year") {
        Some(text) => Some(text.parse().ok()?),
        None => None,
    };
    Some(Scope { group, year, cohort: said("cohort").map(str::to_owned), from, to })
}

/// A figure that somebody wants opened.
pub(super) struct Asked {
    pub(super) asks: Asks,
    pub(super) scope: Scope,
    /// The query for it, without the part of the list.
    pub(super) filter: String,
}

pub(super) enum Asks {
    Children(Who),
    Sessions(What),
}

impl Asked {
    /// Reads a query; nothing when it names no figure.
    pub(super) fn read(app: &App, fields: &Fields) -> Option<Asked> {
        let scope = scope(app, fields)?;
        let (asks, filter) = asks(app, fields, &scope)?;
        Some(Asked { asks, filter: of(&filter, &scope), scope })
    }
}

fn asks(app: &App, fields: &Fields, scope: &Scope) -> Option<(Asks, String)> {
    let set = fields.text("set");
    if !set.is_empty() {
        let place = usize::try_from(fields.number("band")?).ok()?;
        return Some((Asks::Children(Who::Band { set: set.to_owned(), place }), band(set, place)));
    }
    let (word, letters) = (fields.text("counted"), fields.text("code"));
    if !word.is_empty() {
        return Some((Asks::Sessions(What::Counted(Counted::parse(word)?)), format!("counted={word}")));
    }
    if !letters.is_empty() {
        let code = app.codes().find(letters, scope.to)?;
        return Some((Asks::Sessions(What::Counted(Counted::Coded(code))), format!("code={}", urls::encode(letters))));
    }
    match fields.text("figure") {
        "spells" => {
            let number = range(fields)?;
            let filter = spells(&number);
            return Some((Asks::Children(Who::Spells(number)), filter));
        }
        "spell-of" => {
            let sessions = range(fields)?;
            let filter = spell_of(&sessions);
            return Some((Asks::Children(Who::SpellOf(sessions)), filter));
        }
        _ => {}
    }
    let is_some_group = scope.group.is_some() || scope.year.is_some() || scope.cohort.is_some();
    let asks = match fields.text("figure") {
        "" if is_some_group => return Some((Asks::Children(Who::Everybody), String::from(EVERYBODY))),
        "everybody" => Asks::Children(Who::Everybody),
        "persistent" => Asks::Children(Who::Persistent),
        "severe" => Asks::Children(Who::Severe),
        "near" => Asks::Children(Who::Near),
        "near-persistent" => Asks::Children(Who::NearPersistent),
        "came-late" => Asks::Children(Who::Late),
        "missed" => Asks::Sessions(What::Counted(Counted::Absent)),
        "unauthorised" => Asks::Sessions(What::Counted(Counted::Unauthorised)),
        "late" => Asks::Sessions(What::LateThisWeek),
        "no-reason" => Asks::Sessions(What::NoReasonYet),
        "no-reason-before-this-week" => Asks::Sessions(What::NoReasonBeforeThisWeek),
        "no-reason-past-its-day" => Asks::Sessions(What::NoReasonPastItsDay),
        _ => return None,
    };
    Some((asks, format!("figure={}", fields.text("figure"))))
}
