//! Which schools the page shows, in which order: all of it stands in the address, so that a view can be sent.

use domain::school::Phase;
use service::{area, authority::Line};

use crate::{
    form::Fields,
    link::Filter,
    pages::authority::{Choosing, Kept, order::Order},
    urls, words,
};

const PHASES: [Phase; 3] = [Phase::Primary, Phase::Secondary, Phase::Special];
/// More towns than this are chosen from a list.
const TOWNS_IN_A_ROW: usize = 6;

/// Something that some schools have in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Only {
    /// The reader looks after them.
    Own,
    /// Their regular meeting is due.
    MeetingDue,
    /// Not one register of the session is taken.
    Silent,
}

impl Only {
    const ALL: [Only; 3] = [Only::Own, Only::MeetingDue, Only::Silent];

    const fn word(self) -> &'static str {
        match self {
            Only::Own => "own",
            Only::MeetingDue => "meeting-due",
            Only::Silent => "no-marks",
        }
    }

    const fn text(self) -> &'static str {
        match self {
            Only::Own => "Yours",
            Only::MeetingDue => "Meeting due",
            Only::Silent => "No marks in this session",
        }
    }

    fn has(self, line: &Line) -> bool {
        match self {
            Only::Own => line.of.is_own,
            Only::MeetingDue => {
                let digest = line.of.known.digest();
                digest.and_then(|digest| digest.meeting.as_ref()).is_some_and(|meeting| meeting.is_due)
            }
            Only::Silent => is_silent(line),
        }
    }
}

/// Whether a school has not sent one register of the session.
pub(super) fn is_silent(line: &Line) -> bool {
    line.of.morning.is_some_and(|morning| morning.is_silent())
}

/// What is shown.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct View {
    phase: Option<Phase>,
    town: String,
    only: Option<Only>,
    /// In which order.
    pub(super) order: Order,
    /// Which part, from 1.
    pub(super) page: usize,
}

impl View {
    /// Reads the query; what it does not know is passed over.
    pub(super) fn read(fields: &Fields) -> View {
        let only = fields.text("only");
        View {
            phase: Phase::parse(fields.text("phase")),
            town: fields.text("town").to_owned(),
            only: Only::ALL.into_iter().find(|one| one.word() == only),
            order: Order::parse(fields.text("order")),
            page: fields.number("page").and_then(|page| usize::try_from(page).ok()).unwrap_or(1),
        }
    }

    /// Whether a school is shown.
    pub(super) fn has(&self, line: &Line) -> bool {
        let school = &line.of.school;
        self.phase.is_none_or(|phase| school.phase == phase)
            && (self.town.is_empty() || area::town(school) == Some(self.town.as_str()))
            && self.only.is_none_or(|only| only.has(line))
    }

    pub(super) fn on(self, page: usize) -> View {
        View { page, ..self }
    }

    /// The same in another order, from its beginning.
    pub(super) fn by(self, order: Order) -> View {
        View { order, page: 1, ..self }
    }

    /// The address of the view.
    pub(super) fn address(&self) -> String {
        let mut query = Vec::new();
        if let Some(phase) = self.phase {
            query.push(format!("phase={}", phase.word()));
        }
        if !self.town.is_empty() {
            query.push(format!("town={}", urls::encode(&self.town)));
        }
        if let Some(only) = self.only {
            query.push(format!("only={}", only.word()));
        }
        query.push(format!("order={}", self.order.word()));
        if self.page > 1 {
            query.push(format!("page={}", self.page));
        }
        format!("{}?{}", urls::authority(), query.join("&"))
    }
}

/// The filters with the count of each, and the list of towns where there are many. A filter that changes nothing is left out.
pub(super) fn choices(all: &[Line], view: &View) -> (Vec<Filter>, Option<Choosing>) {
    let everything = View { order: view.order, page: 1, ..View::default() };
    let filter = |text: &str, to: View, is_current: bool| {
        let count = all.iter().filter(|line| to.has(line)).count() as i64;
        Filter { text: format!("{text}, {}", words::number(count)), href: to.address(), is_current }
    };
    let is_some = |to: &View| {
        let count = all.iter().filter(|line| to.has(line)).count();
        count > 0 && count < all.len()
    };
    let mut filters = Vec::new();
    for phase in PHASES {
        let to = View { phase: Some(phase), ..everything.clone() };
        if is_some(&to) {
            filters.push(filter(&words::sentence(phase.word()), to, view.phase == Some(phase)));
        }
    }
    let mut towns: Vec<&str> = all.iter().filter_map(|line| area::town(&line.of.school)).collect();
    towns.sort_unstable();
    towns.dedup();
    if towns.len() <= TOWNS_IN_A_ROW {
        for town in &towns {
            let to = View { town: String::from(*town), ..everything.clone() };
            if is_some(&to) {
                filters.push(filter(town, to, view.town == *town));
            }
        }
    }
    for only in Only::ALL {
        let to = View { only: Some(only), ..everything.clone() };
        if all.iter().any(|line| only.has(line)) {
            filters.push(filter(only.text(), to, view.only == Some(only)));
        }
    }
    if !filters.is_empty() {
        let is_all = *view == View { page: view.page, ..everything.clone() };
        filters.insert(0, filter("All", everything, is_all));
    }
    let choosing = (towns.len() > TOWNS_IN_A_ROW).then(|| choosing(&towns, view));
    (filters, choosing)
}

fn choosing(towns: &[&str], view: &View) -> Choosing {
    let mut kept = vec![Kept { name: "order", value: view.order.word() }];
    kept.extend(view.phase.map(|phase| Kept { name: "phase", value: phase.word().into() }));
    kept.extend(view.only.map(|only| Kept { name: "only", value: only.word().into() }));
    let towns = towns.iter().map(|town| (String::from(*town), view.town == *town)).collect();
    Choosing { action: urls::authority(), kept, towns }
}
