//! What the rules make of one pupil on one day. Pure: the same rules, facts and day give the same answer, on a screen, in
//! the nightly run, and for a receipt that is checked years later.

mod attempt;
mod called;
mod course;
mod dates;
mod due;
mod events;
mod explain;
mod given;
mod judge;
mod measure;
mod outline;
mod receipt;
mod run;
mod since;
mod standing;
#[cfg(test)]
mod tests;
mod unsay;
mod who;

use alloc::{string::String, vec::Vec};

use jiff::civil::Date;

use crate::{
    case::Event,
    rule::{About, Due, Flag, Head, Item, Menu, Rules, Strength, Whom},
    sheet::Sheet,
};

pub use attempt::{Attempt, Input, Refused, answer, answer_for, attempt};
pub use due::{Deadline, deadline, deadline_since, due_on};
pub use explain::{Explained, OPEN, OWED, bars, explain};
pub use given::{Given, given};
pub use judge::Truth;
pub use outline::{Arisen, Outline, Recorded, outlines};
pub use receipt::{Proof, Receipt};
pub use since::{since, since_each};
pub use unsay::{CORRECTION_LETTER, Correction, PARTED, TAKE_BACK, TAKEN_BACK, Unsaid, is_sent, unsaid};
pub use who::Who;

use judge::Judge;

/// What is known of a pupil at the end of a day.
#[derive(Debug, Clone, Copy)]
pub struct Facts<'a> {
    /// The day.
    pub day: Date,
    /// Who it is, as far as rules ask.
    pub who: Who,
    /// All marks of the pupil, of this school year and earlier ones; later marks are not looked at.
    pub sheet: Sheet<'a>,
    /// The cohorts recorded of the pupil.
    pub cohorts: &'a [String],
    /// What people did about the pupil, in order; later events are not looked at.
    pub history: &'a [Event],
}

/// The band of one set.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InBand {
    /// The set's name.
    pub set: String,
    /// The band's name.
    pub band: String,
    /// The band's place in its set, from 0.
    pub place: usize,
    /// Who leads in it.
    pub led_by: Vec<String>,
    /// Who else takes part.
    pub with: Vec<String>,
    /// The next band, and how many sessions more would reach it, where days or sessions missed are measured.
    pub next: Option<(String, u32)>,
    /// The band that a set beside gives, when it differs (C-LAN-03).
    pub differs: Option<String>,
    /// The set that this one stands beside; nothing for a set that decides.
    pub second_opinion_to: Option<String>,
    /// Who alone sees it; empty for everybody.
    pub shown_to: Vec<String>,
    /// Why.
    pub receipt: Receipt,
}

impl InBand {
    /// Whether its set decides: no second opinion, and not kept from staff.
    pub fn decides(&self) -> bool {
        self.second_opinion_to.is_none() && self.shown_to.is_empty()
    }
}

/// A flag or list that holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holds {
    /// Its name.
    pub name: String,
    /// Why.
    pub receipt: Receipt,
}

/// A task that stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Its name.
    pub name: String,
    /// How binding it is.
    pub strength: Strength,
    /// Whose it is.
    pub owner: Vec<String>,
    /// Whether the count that makes it overdue has been reached.
    pub is_overdue: bool,
    /// Whether a count makes it overdue, and no date does.
    pub has_overdue_count: bool,
    /// Whether it is due on the day on which it arises.
    pub is_due_at_once: bool,
    /// When it is due, counted from the day on which it arose: see [`due_on`] and [`since`].
    pub due: Due,
    /// The latest day for it, whatever else is said: see [`deadline`].
    pub no_later_than: Option<Due>,
    /// Who is told by it.
    pub to: Vec<String>,
    /// The letter or form by which it is done.
    pub opens: Option<String>,
    /// Why.
    pub receipt: Receipt,
}

impl Standing {
    /// Whether it takes back something that was sent and rests on a register corrected since. Nothing in the handbook asks
    /// for that by name, so it has no receipt of its own.
    pub fn takes_back(&self) -> bool {
        self.name.starts_with(TAKE_BACK) && self.receipt.head.name != self.name
    }
}

/// The stage that a case has come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InStage {
    /// The name of the stages.
    pub set: String,
    /// The stage.
    pub stage: String,
    /// Its place among the stages, from 0.
    pub place: usize,
    /// Since when; nothing for the stage in which every case begins.
    pub since: Option<Date>,
    /// Its last day, when it may last only so long.
    pub until: Option<Date>,
    /// Who leads in it.
    pub led_by: Vec<String>,
    /// The entry that says so.
    pub head: Head,
}

/// Something that may be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// The item's name.
    pub item: String,
    /// The menu that it stands in.
    pub menu: String,
    /// Whether that menu is only added to by the one that is for this pupil, as those of the bands before are.
    pub is_added: bool,
    /// What it opens.
    pub opens: String,
    /// How binding it is.
    pub strength: Strength,
    /// The answer on record this school year: taken up or not.
    pub considered: Option<bool>,
    /// Why.
    pub receipt: Receipt,
}

/// Everything that the rules make of a pupil on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    /// One band of each set, where it can be told.
    pub bands: Vec<InBand>,
    /// Flags that hold.
    pub flags: Vec<Holds>,
    /// Lists that the pupil is on.
    pub lists: Vec<Holds>,
    /// Tasks that stand.
    pub tasks: Vec<Standing>,
    /// What is offered.
    pub offers: Vec<Offer>,
    /// The stages that the case has come to.
    pub stages: Vec<InStage>,
}

/// Applies `rules` to `facts`.
pub fn decide(rules: &Rules, facts: &Facts<'_>) -> Decided {
    let judge = Judge::new(rules, facts, None);
    Decided {
        bands: bands(&judge),
        flags: rules.flags.iter().filter_map(|flag| holding(&judge, flag)).collect(),
        lists: rules.lists.iter().filter_map(|list| holding(&judge, list)).collect(),
        tasks: standing::all(&judge, About::Pupil),
        offers: offers(&judge),
        stages: stages(&judge),
    }
}

/// What the authority itself owes: `facts` are those of nobody, with what was done for the authority as its history.
pub fn owed_by_authority(rules: &Rules, facts: &Facts<'_>) -> Vec<Standing> {
    standing::all(&Judge::new(rules, facts, None), About::Authority)
}

/// What the school as a whole owes: `facts` are those of nobody, with what was done for the school as its history.
pub fn owed_by_school(rules: &Rules, facts: &Facts<'_>) -> Vec<Standing> {
    standing::all(&Judge::new(rules, facts, None), About::School)
}

/// The services that are listed for the pupil, by their names.
pub fn listed<'a>(rules: &'a Rules, facts: &Facts<'_>) -> Vec<&'a crate::rule::Service> {
    let judge = Judge::new(rules, facts, None);
    let services = rules.services.iter().filter(|service| judge.is_in_force(&service.head));
    services.filter(|service| service.when.as_ref().is_none_or(|when| judge.truth(when) == Truth::Yes)).collect()
}

/// The first and last day of the period of what was done under `name`.
pub fn period(rules: &Rules, facts: &Facts<'_>, name: &str) -> Option<(Date, Date)> {
    Judge::new(rules, facts, None).period(name, Whom::Anybody)
}

/// Whether what breaks the thing called `name` came true in its period.
pub fn is_broken<'a>(rules: &'a Rules, facts: &Facts<'a>, name: &'a str) -> Truth {
    Judge::new(rules, facts, None).is_broken(name, Whom::Anybody)
}

fn stages(judge: &Judge<'_>) -> Vec<InStage> {
    let sets = judge.rules.stages.iter().filter(|set| judge.is_in_force(&set.head));
    sets.map(|set| {
        let (place, since) = judge.stage(set);
        let stage = &set.stages[place];
        InStage {
            set: set.head.name.clone(),
            stage: stage.name.clone(),
            place,
            since,
            until: judge.stage_limit(&stage.name),
            led_by: stage.led_by.clone(),
            head: Head { line: stage.line, ..set.head.clone() },
        }
    })
    .collect()
}

fn holding<'a>(judge: &Judge<'a>, flag: &'a Flag) -> Option<Holds> {
    let applies = judge.is_in_force(&flag.head) && judge.flagged(flag) == Truth::Yes;
    applies.then(|| Holds { name: flag.head.name.clone(), receipt: judge.receipt(&flag.head, Some(&flag.when)) })
}

/// Whether `condition` holds.
pub fn holds(rules: &Rules, facts: &Facts<'_>, condition: &crate::rule::Condition) -> Truth {
    Judge::new(rules, facts, None).truth(condition)
}

/// What each part of `condition` comes to.
pub fn proofs(rules: &Rules, facts: &Facts<'_>, condition: &crate::rule::Condition) -> Vec<Proof> {
    Judge::new(rules, facts, None).proofs(condition)
}

/// Whether `condition` holds for the parent called `to`.
pub fn holds_for(rules: &Rules, facts: &Facts<'_>, condition: &crate::rule::Condition, to: &str) -> Truth {
    let attempt = Attempt { to, ..Attempt::default() };
    Judge::new(rules, facts, Some(&attempt)).truth(condition)
}

/// Whether `condition` holds while `attempt` is made: with what is filled in, and for the parent to whom it is done.
pub fn holds_while(
    rules: &Rules,
    facts: &Facts<'_>,
    attempt: &Attempt<'_>,
    condition: &crate::rule::Condition,
) -> Truth {
    Judge::new(rules, facts, Some(attempt)).truth(condition)
}

/// What each part of `condition` comes to for the parent called `to`.
pub fn proofs_for(rules: &Rules, facts: &Facts<'_>, condition: &crate::rule::Condition, to: &str) -> Vec<Proof> {
    let attempt = Attempt { to, ..Attempt::default() };
    Judge::new(rules, facts, Some(&attempt)).proofs(condition)
}

/// The band of each set alone, which is all that a school's picture needs.
pub fn bands_of(rules: &Rules, facts: &Facts<'_>) -> Vec<(String, String)> {
    let judge = Judge::new(rules, facts, None);
    let sets = rules.bands.iter().filter(|set| judge.is_in_force(&set.head));
    sets.filter_map(|set| Some((set.head.name.clone(), set.bands[judge.band(set)?].name.clone()))).collect()
}

fn bands(judge: &Judge<'_>) -> Vec<InBand> {
    let sets = judge.rules.bands.iter().filter(|set| judge.is_in_force(&set.head));
    sets.filter_map(|set| {
        let place = judge.band(set)?;
        let band = &set.bands[place];
        let beside = judge.rules.bands.iter().find(|other| other.second_opinion_to.as_ref() == Some(&set.head.name));
        let differs = beside
            .and_then(|other| Some(&other.bands[judge.band(other)?].name))
            .filter(|&name| *name != band.name)
            .cloned();
        Some(InBand {
            set: set.head.name.clone(),
            band: band.name.clone(),
            place,
            led_by: band.led_by.clone(),
            with: band.with.clone(),
            next: judge.next_band(set, place),
            differs,
            second_opinion_to: set.second_opinion_to.clone(),
            shown_to: set.shown_to.clone(),
            receipt: judge.band_receipt(set, band),
        })
    })
    .collect()
}

fn offers(judge: &Judge<'_>) -> Vec<Offer> {
    let mut offers: Vec<Offer> = Vec::new();
    let menus = judge.rules.menus.iter().filter(|menu| judge.is_in_force(&menu.head));
    for menu in menus.filter(|menu| judge.truth(&menu.when) == Truth::Yes) {
        let mut menus: Vec<&Menu> = Vec::new();
        with_added(judge.rules, menu, &mut menus);
        for (source, item) in menus.iter().flat_map(|source| source.items.iter().map(move |item| (source, item))) {
            let is_new = offers.iter().all(|offer| offer.item != item.head.name);
            if is_new && item.when.as_ref().is_none_or(|when| judge.truth(when) == Truth::Yes) {
                offers.push(offer(judge, menu, source, item));
            }
        }
    }
    offers
}

/// A menu offers what the menus below it offer, those first.
fn with_added<'a>(rules: &'a Rules, menu: &'a Menu, menus: &mut Vec<&'a Menu>) {
    for below in &menu.adds_to {
        if let Some(below) = rules.menus.iter().find(|other| other.head.name == *below)
            && !menus.contains(&below)
        {
            with_added(rules, below, menus);
        }
    }
    menus.push(menu);
}

fn offer<'a>(judge: &Judge<'a>, menu: &'a Menu, source: &Menu, item: &'a Item) -> Offer {
    let head = Head { slug: source.head.slug.clone(), ..item.head.clone() };
    let mut receipt = judge.receipt(&head, Some(&menu.when));
    if let Some(when) = &item.when {
        receipt.proofs.extend(judge.proofs(when));
    }
    Offer {
        item: item.head.name.clone(),
        menu: source.head.name.clone(),
        is_added: source.head.name != menu.head.name,
        opens: judge.opens(&item.opens).into(),
        strength: item.head.strength,
        considered: judge.considered(&item.head.name).or_else(|| judge.is_on_record(&item.opens).then_some(true)),
        receipt,
    }
}
