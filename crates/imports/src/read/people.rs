//! The pupils of a file.

use std::collections::HashMap;

use domain::upn::Upn;

use crate::{
    column::Column,
    fault::{FaultKind, Faults},
    layout::Mapping,
    plan::ImportedPupil,
    table::Row,
};

#[derive(Debug, Default)]
pub(super) struct People {
    pupils: Vec<ImportedPupil>,
    places: HashMap<String, usize>,
}

impl People {
    /// The place of the pupil that `row` names, by unique pupil number, else admission number, else name.
    pub(super) fn find(&mut self, row: &Row, mapping: &Mapping, faults: &mut Faults) -> Option<usize> {
        let name = name(row, mapping);
        let text = |column| mapping.at(column).map_or("", |at| row.cell(at));
        let mut upn = None;
        let key = if mapping.at(Column::Upn).is_some() {
            upn = Some(self.upn(row, text(Column::Upn), mapping.header(Column::Upn), faults)?);
            upn.map_or_else(String::new, |upn| upn.to_string())
        } else if mapping.at(Column::Key).is_some() {
            text(Column::Key).to_owned()
        } else {
            name.clone()
        };
        if key.is_empty() {
            faults.add(row.line, mapping.header(Column::Key), "", FaultKind::NoPupil);
            return None;
        }
        let Some(&at) = self.places.get(&key) else {
            let group = text(Column::Group).to_owned();
            self.places.insert(key.clone(), self.pupils.len());
            self.pupils.push(ImportedPupil { line: row.line, key, upn, name, group });
            return Some(self.pupils.len() - 1);
        };
        let first = &self.pupils[at].name;
        if !name.is_empty() && !first.is_empty() && *first != name {
            let header = if mapping.at(Column::Name).is_some() { Column::Name } else { Column::Surname };
            faults.add(row.line, mapping.header(header), &name, FaultKind::OtherName { first: first.clone() });
        }
        Some(at)
    }

    fn upn(&self, row: &Row, text: &str, header: &str, faults: &mut Faults) -> Option<Upn> {
        let mut refuse = |kind| faults.add(row.line, header, text, kind);
        match Upn::parse(text) {
            Ok(upn) if upn.authority() == "000" => refuse(FaultKind::UpnAuthority),
            Ok(upn) => return Some(upn),
            Err(_) if text.is_empty() => refuse(FaultKind::NoPupil),
            Err(error) => refuse(FaultKind::Upn(error)),
        }
        None
    }

    pub(super) fn finish(self) -> Vec<ImportedPupil> {
        self.pupils
    }
}

/// Forename and surname, also from `Surname, Forename`.
fn name(row: &Row, mapping: &Mapping) -> String {
    let text = |column| mapping.at(column).map_or("", |at| row.cell(at));
    let whole = text(Column::Name);
    let (forename, surname) = match whole.split_once(',') {
        Some((surname, forename)) => (forename.trim(), surname.trim()),
        None if whole.is_empty() => (text(Column::Forename), text(Column::Surname)),
        None => (whole, ""),
    };
    format!("{forename} {surname}").trim().to_owned()
}
