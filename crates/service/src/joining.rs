//! Schools that begin to use Rollbook: from the national list of schools, with the times and the pack that they follow.

use domain::{
    calendar::Calendar,
    id::SchoolId,
    school::{Marking, School, SessionTimes},
};
use imports::gias::ListedSchool;
use store::{Store, StoreError};

/// What every school that joins together begins with; each can change it later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// The folder name of the pack that they follow.
    pub pack: String,
    /// When the morning register is open.
    pub morning: SessionTimes,
    /// When the afternoon register is open.
    pub afternoon: SessionTimes,
    /// How registers start.
    pub marking: Marking,
    /// When they are open.
    pub calendar: Calendar,
}

/// Who joined and who did not.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Joined {
    /// Names of those who joined.
    pub added: Vec<String>,
    /// Names of those who were here already.
    pub already: Vec<String>,
    /// Names of those of them whose address or telephone was missing, and now is not.
    pub completed: Vec<String>,
    /// Names of those that have no phase that Rollbook knows, such as nurseries.
    pub without_phase: Vec<String>,
}

/// Adds schools of the list. The authority of the database becomes that of the first of them, unless it has one.
pub fn join(store: &Store, listed: &[ListedSchool], terms: &Terms) -> Result<Joined, StoreError> {
    let (listed, terms) = (listed.to_vec(), terms.clone());
    store.write(move |tx| {
        let mut joined = Joined::default();
        for one in &listed {
            let Some(phase) = one.phase else {
                joined.without_phase.push(one.name.clone());
                continue;
            };
            if let Some(known) = store::school::with_urn(tx, &one.urn)? {
                if let Some(completed) = completed(&known, one) {
                    store::school::change(tx, &completed)?;
                    joined.completed.push(one.name.clone());
                }
                joined.already.push(one.name.clone());
                continue;
            }
            let id: SchoolId = store::school::next_id(tx)?;
            let school = School {
                id,
                urn: one.urn.clone(),
                laestab: one.laestab.clone().unwrap_or_default(),
                name: one.name.clone(),
                address: one.address(),
                telephone: one.telephone.clone(),
                phase,
                pack: terms.pack.clone(),
                marking: terms.marking,
                morning: terms.morning,
                afternoon: terms.afternoon,
                group_times: Vec::new(),
            };
            store::school::add(tx, &school)?;
            store::calendar::add(tx, id, &terms.calendar)?;
            joined.added.push(one.name.clone());
        }
        if let Some(first) = listed.first().filter(|first| !first.la_name.is_empty())
            && store::meta::find(tx, "authority")?.is_none()
        {
            store::meta::set(tx, "authority", &first.la_name)?;
        }
        Ok(joined)
    })
}

/// A school with the address and the telephone that were missing; nothing when neither was, or the list has neither.
fn completed(known: &School, listed: &ListedSchool) -> Option<School> {
    let address = if known.address.is_empty() { listed.address() } else { known.address.clone() };
    let telephone = if known.telephone.is_empty() { listed.telephone.clone() } else { known.telephone.clone() };
    let completed = School { address, telephone, ..known.clone() };
    (completed != *known).then_some(completed)
}

#[cfg(test)]
mod tests {
    use domain::example;

    use super::*;

    fn listed(text: &str) -> Vec<ListedSchool> {
        let head = "URN,EstablishmentName,PhaseOfEducation (name),Street,Town,Postcode,TelephoneNum\n";
        imports::gias::read(format!("{head}{text}\n").as_bytes()).expect("a list of schools").schools
    }

    fn terms() -> Terms {
        let hillside = example::school();
        Terms {
            pack: hillside.pack,
            morning: hillside.morning,
            afternoon: hillside.afternoon,
            marking: Marking::Everyone,
            calendar: example::calendar(),
        }
    }

    fn empty() -> (tempfile::TempDir, Store) {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(&format!("sqlite:{}", folder.path().join("records.db").display())).expect("it opens");
        (folder, store)
    }

    fn found(store: &Store) -> School {
        store.read(|tx| store::school::with_urn(tx, "999001")).expect("readable").expect("it joined")
    }

    #[test]
    fn a_school_joins_with_the_address_and_telephone_of_the_list() {
        let (_folder, store) = empty();
        let list = listed("999001,Hillside,Primary,Hillside Lane,Marlbeck,ZZ99 1AA,01632 960001");
        assert_eq!(join(&store, &list, &terms()).expect("it joins").added, ["Hillside"]);
        assert_eq!(found(&store).address, ["Hillside Lane", "Marlbeck", "ZZ99 1AA"]);
        assert_eq!(found(&store).telephone, "01632 960001");
    }

    #[test]
    fn loading_the_list_again_adds_what_was_missing_and_changes_nothing_that_was_there() {
        let (_folder, store) = empty();
        let load = |text| join(&store, &listed(text), &terms()).expect("the list can be loaded").completed;
        assert_eq!(load("999001,Hillside,Primary,,,,"), [""; 0]);
        assert_eq!(load("999001,Hillside,Primary,Hillside Lane,Marlbeck,ZZ99 1AA,01632 960001"), ["Hillside"]);
        assert_eq!(load("999001,Hillside,Primary,Elsewhere,Farby,ZZ99 1AB,01632 960002"), [""; 0]);
        assert_eq!(
            (found(&store).address[0].as_str(), found(&store).telephone.as_str()),
            ("Hillside Lane", "01632 960001")
        );
    }
}
