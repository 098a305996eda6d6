//! What makes one child miss school more than another, and the cohorts a child belongs to.

use domain::{Date, id::PupilId, school::Phase};
use store::pupil::{Cohort, Span};

use super::{
    calendars::YEAR_STARTS,
    draw::Draw,
    families::{Household, SocialCare},
    roll::Child,
    schools::Place,
};

/// How a child's absence comes about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pattern {
    /// Colds, and the odd day.
    Ordinary,
    /// Long and often ill.
    Ill,
    /// Does not want to come, or nobody sees to it.
    Reluctant,
    /// At home for most of the year.
    Away,
}

/// What a child is like in one school year, as far as the register will tell.
#[derive(Debug, Clone)]
pub(super) struct Profile {
    /// The share of days that spells of absence should take.
    pub(super) rate: f64,
    pub(super) pattern: Pattern,
    /// The share of mornings on which the child comes late.
    pub(super) lateness: f64,
    /// How likely a reason is never found.
    pub(super) silence: f64,
}

/// A child's lasting traits.
pub(super) struct Traits {
    constitution: f64,
    is_away: bool,
    lateness: f64,
    need: Need,
    pub(super) has_condition: bool,
    has_safeguarding_link: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Need {
    None,
    Support,
    Plan,
}

/// The traits of a child.
pub(super) fn traits(child: &Child, places: &[Place], household: &Household) -> Traits {
    let mut draw = Draw::seeded(&[41, child.id.0.unsigned_abs()]);
    let is_special = places[child.stays[0].school].school.phase == Phase::Special;
    let in_care = household.social_care != SocialCare::None;
    let need = match draw.share() {
        _ if is_special => Need::Plan,
        share if share < 0.035 => Need::Plan,
        share if share < if household.is_disadvantaged { 0.24 } else { 0.14 } => Need::Support,
        _ => Need::None,
    };
    Traits {
        constitution: draw.normal(),
        is_away: draw.chance(if household.is_disadvantaged { 0.046 } else { 0.015 }),
        lateness: *draw.weighted(&[(0.003, 70), (0.02, 20), (0.06, 7), (0.16, 3)]),
        need,
        has_condition: draw.chance(if is_special { 0.12 } else { 0.03 }),
        has_safeguarding_link: draw.chance(if in_care { 0.35 } else { 0.006 }),
    }
}

/// A child's profile for the school year of `stay`.
pub(super) fn profile(child: &Child, traits: &Traits, household: &Household, year: usize, phase: Phase) -> Profile {
    let mut draw = Draw::seeded(&[42, child.id.0.unsigned_abs(), year as u64]);
    let from_phase = match phase {
        Phase::Primary => -3.51,
        Phase::Secondary => -3.20,
        Phase::Special => -2.95,
    };
    let mut log = from_phase + 0.46 * traits.constitution + 0.34 * household.habit + 0.30 * draw.normal();
    log += if household.is_disadvantaged { 0.38 } else { 0.0 };
    log += if traits.need == Need::None { 0.0 } else { 0.12 };
    log += if traits.has_condition { 0.4 } else { 0.0 };
    let away = draw.share();
    let usual = log.exp().min(0.42);
    let is_away = traits.is_away && away < 0.85;
    let rate = if is_away { 0.5 + 0.4 * draw.share() } else { usual };
    let pattern = match draw.share() {
        _ if is_away => Pattern::Away,
        share if usual > 0.10 && share < 0.45 => Pattern::Reluctant,
        _ if usual > 0.10 => Pattern::Ill,
        _ => Pattern::Ordinary,
    };
    let silence = if usual > 0.10 || is_away { 0.10 } else { 0.04 };
    let lateness = traits.lateness * if phase == Phase::Special { 0.3 } else { 1.0 };
    Profile { rate, pattern, lateness, silence }
}

/// The cohorts of a child by the names that packs use. `last_year` is the profile of 2025/26 for a child of 2026/27.
pub(super) fn cohorts(
    child: &Child,
    traits: &Traits,
    household: &Household,
    last_year: Option<&Profile>,
) -> Vec<Cohort> {
    let mut draw = Draw::seeded(&[43, child.id.0.unsigned_abs()]);
    let mut cohorts = Vec::new();
    let mut add = |name: &str, source: &str, from: Date| {
        cohorts.push(Cohort { name: name.into(), span: Span { from, until: None }, source: source.into() });
    };
    let entered = child.entered;
    match traits.need {
        Need::Plan => add("EHC plan", "plan held by the authority", entered),
        Need::Support => add("SEN Support", "recorded by the SENCO", entered),
        Need::None => {}
    }
    if household.is_disadvantaged {
        add("disadvantaged", "school census", entered);
    }
    let since = entered.max(YEAR_STARTS[0]);
    match household.social_care {
        SocialCare::None => {}
        SocialCare::ChildInNeed => add("CiN plan", "told by children's social care", since),
        SocialCare::ProtectionPlan => add("CP plan", "told by children's social care", since),
        SocialCare::InCare => add("in care", "told by the virtual school", since),
        SocialCare::PreviouslyInCare => add("previously in care", "told by the parents", entered),
    }
    if traits.has_condition {
        add("known medical condition", "admission form", entered);
    }
    if traits.has_safeguarding_link {
        add("safeguarding link", "recorded by the safeguarding lead", since);
    }
    if last_year.is_some_and(|profile| profile.rate > 0.13) {
        add("historical poor attendance", "figures of 2025/26", entered.max(YEAR_STARTS[1]));
    } else if last_year.is_none() && entered < YEAR_STARTS[0] && (traits.constitution > 1.7 || draw.chance(0.02)) {
        add("historical poor attendance", "figures of 2024/25", YEAR_STARTS[0]);
    }
    cohorts.extend(circumstances(child, household));
    cohorts
}

/// Cohorts that say nothing about absence, from a seed of their own.
fn circumstances(child: &Child, household: &Household) -> Vec<Cohort> {
    let mut draw = Draw::seeded(&[44, child.id.0.unsigned_abs()]);
    let is_poor = if household.is_disadvantaged { 0.9 } else { 0.0 };
    let each = [
        ("free school meals", "application to the county", is_poor),
        ("English as an additional language", "admission form", 0.09),
        ("service family", "admission form", 0.01),
        ("Gypsy, Roma or Traveller", "admission form", 0.006),
        ("young carer", "told by the young carers service", 0.012),
        ("living with kin", "told by children's social care", 0.006),
        ("known to youth justice", "told by the youth justice service", 0.002),
        ("previously with a social worker", "told by children's social care", 0.02),
    ];
    let span = Span { from: child.entered, until: None };
    let cohort = |name: &str, source: &str| Cohort { name: name.into(), span, source: source.into() };
    each.into_iter().filter(|&(.., chance)| draw.chance(chance)).map(|(name, source, _)| cohort(name, source)).collect()
}

/// The number of a child, for seeds.
pub(super) fn seed(id: PupilId) -> u64 {
    id.0.unsigned_abs()
}
