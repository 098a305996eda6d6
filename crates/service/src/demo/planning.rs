//! Planned absences of the day and the days after it, as the office has recorded them.

use domain::{
    Date,
    code::Code,
    id::PupilId,
    session::{Half, Session},
};

use super::{
    clock::{Midnight, Minute},
    happening::{Moment, PupilYear, Slot},
};

/// A planned absence before it has its number.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) pupil: PupilId,
    pub(super) first: Session,
    pub(super) last: Session,
    pub(super) code: Code,
    pub(super) reason: &'static str,
    pub(super) recorded: jiff::Timestamp,
}

/// How many school days ahead the office plans.
const DAYS_AHEAD: usize = 10;

/// The plans of one pupil that touch `today` or the days after it.
pub(super) fn plans(pupil: &PupilYear, id: PupilId, days: &[Date], today: usize, opens: Minute) -> Vec<Draft> {
    let end = (today + DAYS_AHEAD).min(days.len() - 1);
    let planned = |place: usize| planned(pupil, place, Moment { day: today, minute: opens });
    let session = |place: usize| Session::new(days[place / 2], Half::BOTH[place % 2]);
    let mut drafts = Vec::new();
    let mut place = today * 2;
    // A run may have begun before today.
    while place > 0 && planned(place).is_some() && planned(place - 1) == planned(place) {
        place -= 1;
    }
    while place <= end * 2 + 1 {
        let Some((code, reason, known)) = planned(place) else {
            place += 1;
            continue;
        };
        let first = place;
        while place + 1 < days.len() * 2 && planned(place + 1) == Some((code, reason, known)) {
            place += 1;
        }
        let early = (first / 2).saturating_sub(4).min(today.saturating_sub(1));
        let moment = known.unwrap_or(Moment { day: early, minute: 560 + (id.0 % 300) as Minute });
        let recorded = Midnight::of(days[moment.day]).at(moment.minute, 0);
        drafts.push(Draft { pupil: id, first: session(first), last: session(place), code, reason, recorded });
        place += 1;
    }
    drafts
}

type Plan = (Code, &'static str, Option<Moment>);

/// What is planned for the half-day at `place`, by what was known at `now`.
fn planned(pupil: &PupilYear, place: usize, now: Moment) -> Option<Plan> {
    match pupil.slots[place / 2][place % 2] {
        Slot::Known { code, note, is_planned: true } => Some((code, note, None)),
        Slot::Story(story) => {
            let story = pupil.stories[story];
            let is_known = story.ends < now && story.ends.day < place / 2;
            is_known.then_some((story.code, story.note, Some(story.ends)))
        }
        _ => None,
    }
}
