//! Sessions whose reason nobody knows yet.

use domain::{code::Role, id::PupilId, session::Session};

use crate::{Period, SchoolRoll};

/// The sessions of each of these pupils with a mark that waits for its reason, in their order, each list by session. Pupils
/// without one are left out.
pub fn without_reason(school: &SchoolRoll, pupils: &[PupilId], period: Period) -> Vec<(PupilId, Vec<Session>)> {
    let mut waits = [false; 256];
    for entry in school.codes().entries().iter().filter(|entry| entry.role == Role::ReasonNotKnown) {
        waits[usize::from(entry.code.number())] = true;
    }
    let of = |(pupil, sheet): (PupilId, domain::sheet::Sheet<'_>)| {
        let marks = sheet.sessions.iter().zip(sheet.marks);
        let waiting = marks.filter(|&(_, &number)| waits[usize::from(number)]).map(|(&session, _)| session);
        Some((pupil, waiting.collect::<Vec<Session>>())).filter(|(_, sessions)| !sessions.is_empty())
    };
    super::sheets(school, pupils, period).filter_map(of).collect()
}
