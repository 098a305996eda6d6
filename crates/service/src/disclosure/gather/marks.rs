//! Every mark of a pupil with its history.

use documents::dossier::Section;
use domain::{
    code::CodeTable,
    id::{PupilId, SchoolId},
};
use store::{StoreError, Tx};

/// The marks, in the order in which they were made; the last for a session is the one that stands.
pub(super) fn section(
    tx: &mut dyn Tx,
    codes: &CodeTable,
    school: SchoolId,
    pupil: PupilId,
) -> Result<Section, StoreError> {
    let mut rows = Vec::new();
    store::log::each(tx, school, 0, &mut |entry| {
        let what = &entry.what;
        for mark in what.marks.iter().filter(|mark| mark.pupil == pupil) {
            let meaning = codes.entry(mark.code).map(|entry| entry.description.clone()).unwrap_or_default();
            // The reason of an entry that sets marks of others as well may be about them.
            let is_alone = what.marks.iter().all(|other| other.pupil == pupil);
            rows.push(vec![
                mark.session.date.to_string(),
                mark.session.half.word().to_owned(),
                codes.letters(mark.code).to_owned(),
                meaning,
                mark.was.map(|code| codes.letters(code).to_owned()).unwrap_or_default(),
                mark.minutes_late.map(|minutes| minutes.to_string()).unwrap_or_default(),
                mark.note.clone(),
                what.act.word().to_owned(),
                if is_alone { what.reason.clone() } else { String::new() },
                what.at.to_string(),
                what.by.name.clone(),
                what.by.position.clone(),
            ]);
        }
        Ok(())
    })?;
    Ok(Section {
        name: "marks",
        title: "Marks of the attendance register, with every correction",
        columns: &[
            "day",
            "session",
            "code",
            "meaning",
            "before",
            "minutes_late",
            "note",
            "act",
            "why",
            "made_at",
            "by",
            "position",
        ],
        rows,
    })
}
