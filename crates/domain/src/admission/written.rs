//! How the facts of an entry are written as text: a line each, its parts set apart by tabs.

use alloc::{borrow::ToOwned, string::String, vec, vec::Vec};

use jiff::civil::Date;

use super::{Deletion, Enquiry, Enrolment, Fact, Kind, Membership, Particular, Worker};
use crate::{
    id::{ContactId, PupilId},
    line::{escaped, plain},
    pupil::Contact,
};

/// The facts as text.
pub fn write(facts: &[Fact]) -> String {
    let lines: Vec<String> = facts.iter().map(|fact| line(&parts(fact))).collect();
    lines.join("\n")
}

fn line(parts: &[String]) -> String {
    let escaped: Vec<String> = parts.iter().map(|part| escaped(part)).collect();
    escaped.join("\t")
}

fn parts(fact: &Fact) -> Vec<String> {
    let day = |day: Option<Date>| day.map(|day| alloc::format!("{day}")).unwrap_or_default();
    match fact {
        Fact::Is(particular, value) => vec!["is".into(), particular.word().into(), value.clone()],
        Fact::Contact(one) => vec![
            "contact".into(),
            alloc::format!("{}", one.id),
            alloc::format!("{}", one.order),
            one.name.clone(),
            one.relationship.clone(),
            one.phone.clone(),
            one.email.clone(),
            word(one.is_parent).into(),
            word(one.lives_with).into(),
            one.address.clone(),
            word(one.is_protected).into(),
        ],
        Fact::ContactGone(contact) => vec!["contact gone".into(), alloc::format!("{contact}")],
        Fact::Enrolment(one) => vec![
            "enrolment".into(),
            day(Some(one.from)),
            one.kind.words().into(),
            one.other_school.clone(),
            day(one.other_from),
            day(one.until),
        ],
        Fact::Cohort(one) => {
            vec!["cohort".into(), one.name.clone(), day(Some(one.from)), day(one.until), one.source.clone()]
        }
        Fact::Worker(one) => vec![
            "worker".into(),
            one.post.clone(),
            day(Some(one.from)),
            day(one.until),
            one.name.clone(),
            one.email.clone(),
            one.telephone.clone(),
        ],
        Fact::CohortWithdrawn(name, from) => vec!["cohort withdrawn".into(), name.clone(), day(Some(*from))],
        Fact::Enquiry(one) => {
            vec!["enquiry".into(), day(Some(one.on)), one.with.clone(), one.done.clone(), one.found.clone()]
        }
        Fact::DeletionWithdrawn(on) => vec!["deletion withdrawn".into(), day(Some(*on))],
        Fact::Deleted(one) => {
            let mut parts = vec!["deleted".into(), day(Some(one.on)), one.paragraph.clone(), one.ground.clone()];
            parts.extend(one.proofs.iter().flat_map(|(condition, proof)| [condition.clone(), proof.clone()]));
            parts
        }
    }
}

const fn word(yes: bool) -> &'static str {
    if yes { "yes" } else { "no" }
}

/// Reads [`write`]; `pupil` is whose contacts they are. Nothing when a line is none of ours.
pub fn read(text: &str, pupil: PupilId) -> Option<Vec<Fact>> {
    text.split('\n').filter(|line| !line.is_empty()).map(|line| fact(line, pupil)).collect()
}

fn fact(line: &str, pupil: PupilId) -> Option<Fact> {
    let parts: Vec<String> = line.split('\t').map(plain).collect();
    let words: Vec<&str> = parts.iter().map(String::as_str).collect();
    Some(match words.as_slice() {
        ["is", particular, value] => Fact::Is(Particular::parse(particular)?, (*value).to_owned()),
        ["contact", id, order, name, relationship, phone, email, parent, lives, address, protected] => {
            Fact::Contact(Contact {
                id: ContactId(id.parse().ok()?),
                pupil,
                order: order.parse().ok()?,
                name: (*name).to_owned(),
                relationship: (*relationship).to_owned(),
                phone: (*phone).to_owned(),
                email: (*email).to_owned(),
                is_parent: *parent == "yes",
                lives_with: *lives == "yes",
                address: (*address).to_owned(),
                is_protected: *protected == "yes",
            })
        }
        ["contact gone", contact] => Fact::ContactGone(ContactId(contact.parse().ok()?)),
        ["enrolment", from, kind, other_school, other_from, until] => Fact::Enrolment(Enrolment {
            from: from.parse().ok()?,
            kind: Kind::parse(kind)?,
            other_school: (*other_school).to_owned(),
            other_from: day(other_from)?,
            until: day(until)?,
        }),
        ["cohort", name, from, until, source] => Fact::Cohort(Membership {
            name: (*name).to_owned(),
            from: from.parse().ok()?,
            until: day(until)?,
            source: (*source).to_owned(),
        }),
        ["worker", post, from, until, name, email, telephone] => Fact::Worker(Worker {
            post: (*post).to_owned(),
            from: from.parse().ok()?,
            until: day(until)?,
            name: (*name).to_owned(),
            email: (*email).to_owned(),
            telephone: (*telephone).to_owned(),
        }),
        ["cohort withdrawn", name, from] => Fact::CohortWithdrawn((*name).to_owned(), from.parse().ok()?),
        ["enquiry", on, with, done, found] => Fact::Enquiry(Enquiry {
            on: on.parse().ok()?,
            with: (*with).to_owned(),
            done: (*done).to_owned(),
            found: (*found).to_owned(),
        }),
        ["deletion withdrawn", on] => Fact::DeletionWithdrawn(on.parse().ok()?),
        ["deleted", on, paragraph, ground, proofs @ ..] if proofs.len().is_multiple_of(2) => Fact::Deleted(Deletion {
            on: on.parse().ok()?,
            paragraph: (*paragraph).to_owned(),
            ground: (*ground).to_owned(),
            proofs: proofs.chunks(2).map(|pair| (pair[0].to_owned(), pair[1].to_owned())).collect(),
        }),
        _ => return None,
    })
}

/// A day or, where nothing stands, none. The outer nothing is a text that is neither.
fn day(text: &str) -> Option<Option<Date>> {
    if text.is_empty() { Some(None) } else { text.parse().ok().map(Some) }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn every_kind_of_fact_is_read_back_as_it_was_written() {
        let day = date(2026, 11, 24);
        let contact = Contact {
            id: ContactId(7),
            pupil: PupilId(4),
            order: 2,
            name: "Zoë \\ O’Neil".into(),
            relationship: "grandmother".into(),
            phone: "07700 900123".into(),
            email: String::new(),
            is_parent: true,
            lives_with: false,
            address: "1 Mill Lane\nFarby\tEast".into(),
            is_protected: true,
        };
        let enrolment = Enrolment {
            from: day,
            kind: Kind::DualSubsidiary,
            other_school: "Moorgate Primary School".into(),
            other_from: Some(day),
            until: None,
        };
        let membership =
            Membership { name: "EHC plan".into(), from: day, until: Some(day), source: "the authority".into() };
        let enquiry = Enquiry { on: day, with: "Daniel".into(), done: "a visit".into(), found: "nobody".into() };
        let deletion = Deletion {
            on: day,
            paragraph: "9(1)(i)".into(),
            ground: "absent".into(),
            proofs: vec![("is it".into(), "yes\nit is".into())],
        };
        let facts = vec![
            Fact::Is(Particular::Address, "1 Mill Lane\nFarby".into()),
            Fact::Contact(contact),
            Fact::ContactGone(ContactId(8)),
            Fact::Enrolment(enrolment),
            Fact::Cohort(membership),
            Fact::CohortWithdrawn("SEN Support".into(), day),
            Fact::Worker(Worker {
                post: "social worker".into(),
                from: day,
                until: None,
                name: "Ana\tReid".into(),
                email: "reid@fellshire.example".into(),
                telephone: String::new(),
            }),
            Fact::Enquiry(enquiry),
            Fact::Deleted(deletion),
            Fact::DeletionWithdrawn(day),
        ];
        assert_eq!(read(&write(&facts), PupilId(4)), Some(facts));
    }

    #[test]
    fn a_line_that_is_none_of_ours_is_not_guessed_at() {
        assert_eq!(read("is\theight\t140 cm", PupilId(1)), None);
        assert_eq!(read("enrolment\tsoon\tsole\t\t\t", PupilId(1)), None);
        assert_eq!(read("", PupilId(1)), Some(Vec::new()));
    }
}
