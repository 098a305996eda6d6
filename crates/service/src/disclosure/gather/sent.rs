//! Letters, messages and files of a pupil.

use documents::dossier::{Dossier, Section};
use domain::{
    id::{PupilId, SchoolId},
    message::Message,
};
use store::{StoreError, Tx, message::Became};

use super::{Secrets, WITHHELD, is_about};

/// A message with what became of it.
pub(super) type Sent = (Message, Vec<Became>);

/// The messages about a pupil. The names of other children whom they are about become secrets.
pub(super) fn messages(
    tx: &mut dyn Tx,
    (school, pupil): (SchoolId, PupilId),
    secrets: &mut Secrets,
) -> Result<Vec<Sent>, StoreError> {
    let log = store::message::chained(tx, school)?;
    let mut all = Vec::new();
    for one in log.iter().filter(|one| one.event.delivery == 0) {
        let Some(message) = store::message::find(tx, one.event.message)? else { continue };
        if !is_about(&message.what.pupils, pupil) {
            continue;
        }
        for &other in message.what.pupils.iter().filter(|other| **other != pupil) {
            let day = domain::clock::local(message.what.at).date();
            secrets.names.extend(store::pupil::find_at(tx, other, day, Some(school))?.map(|other| other.forename));
        }
        let became = store::message::deliveries(tx, message.id)?;
        all.push((message, became));
    }
    Ok(all)
}

/// The messages, and what became of each.
pub(super) fn sections(all: &[Sent], secrets: &Secrets) -> [Section; 2] {
    let row = |(message, _): &Sent| {
        let what = &message.what;
        let is_protected = what.contact.is_some_and(|contact| secrets.protected.contains(&contact));
        vec![
            message.id.to_string(),
            what.at.to_string(),
            what.channel.word().to_owned(),
            what.name.clone(),
            if is_protected { WITHHELD.into() } else { what.to.clone() },
            secrets.clean(&what.subject),
            secrets.clean(&what.body),
            what.by.name.clone(),
            what.by.position.clone(),
        ]
    };
    let became = all.iter().flat_map(|(message, became)| {
        became.iter().map(|(at, what)| {
            [message.id.to_string(), at.to_string(), what.word().to_owned(), secrets.clean(what.detail())].to_vec()
        })
    });
    [
        Section {
            name: "messages",
            title: "Messages",
            columns: &["message", "at", "kind", "receiver", "to", "subject", "text", "by", "position"],
            rows: all.iter().map(row).collect(),
        },
        Section {
            name: "deliveries",
            title: "What became of the messages",
            columns: &["message", "at", "what", "detail"],
            rows: became.collect(),
        },
    ]
}

/// The letters, each as a file beside the page; one that could show what is protected is left out as a file.
pub(super) fn letters(
    tx: &mut dyn Tx,
    pupil: PupilId,
    secrets: &Secrets,
    dossier: &mut Dossier,
) -> Result<(), StoreError> {
    let mut rows = Vec::new();
    for one in store::document::of_pupil(tx, pupil)? {
        let found = store::document::find(tx, one.id)?.filter(|(_, pdf)| !pdf.is_empty());
        let file = match found {
            // What stands in a finished letter cannot be taken out of it.
            Some(_) if !secrets.protected.is_empty() || secrets.are_in(&one.title) => String::from(WITHHELD),
            Some((_, pdf)) => {
                let name = format!("letters/{}.pdf", one.id);
                dossier.files.push((name.clone(), pdf));
                name
            }
            None => String::from("deleted when its time was over"),
        };
        rows.push(vec![
            one.made_at.to_string(),
            secrets.clean(&one.title),
            file,
            secrets.clean(&one.receipt),
            one.made_by.clone(),
        ]);
    }
    dossier.sections.push(Section {
        name: "letters",
        title: "Letters, and what each rests on",
        columns: &["made_at", "letter", "file", "rests_on", "by"],
        rows,
    });
    Ok(())
}

/// The files that the family sent.
pub(super) fn evidence(tx: &mut dyn Tx, pupil: PupilId, dossier: &mut Dossier) -> Result<(), StoreError> {
    let mut rows = Vec::new();
    for one in store::evidence::of_pupil(tx, pupil)? {
        let file = if one.what.bytes.is_empty() {
            String::from("deleted when its time was over")
        } else {
            // The name comes from outside; only its ending is kept in ours.
            let ending = one.what.name.rsplit_once('.').map_or("", |(_, ending)| ending);
            let ending: String = ending.chars().filter(char::is_ascii_alphanumeric).take(8).collect();
            let name = format!("evidence/{}.{ending}", one.id);
            dossier.files.push((name.clone(), one.what.bytes));
            name
        };
        rows.push(vec![one.what.at.to_string(), one.what.name.clone(), one.what.kind.clone(), file]);
    }
    dossier.sections.push(Section {
        name: "evidence",
        title: "What the family sent",
        columns: &["at", "name", "kind", "file"],
        rows,
    });
    Ok(())
}
