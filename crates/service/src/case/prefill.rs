//! What a form of the handbook is filled in with from the record, before anybody types in it.

mod figures;
mod register;

use domain::{
    Date, admission,
    case::{Done, Event},
    decide::{self, Facts},
    id::SchoolId,
    permission::{Actor, Permission, Place},
    pupil::{Contact, Pupil},
    rule::{Action, Atom, Condition, Part, Rules, Source, Test},
    tally::Tally,
};

use crate::{App, Error, admission::WITHHELD, school::cohorts, standing};

/// The field in which it is kept which parts were filled in from the record and stand as it has them.
pub const FROM_THE_RECORD: &str = "filled in from the record";
/// What parts several names in it.
const PARTED: &str = "; ";

/// What lies around a pupil.
struct Beside {
    group: String,
    /// Brothers and sisters, each with the name of their school.
    siblings: Vec<(Pupil, String)>,
    /// What the admission register says, without addresses that are protected; nothing for a reader who may not see contacts.
    register: Option<admission::Record>,
}

/// What the record says for each part of something about a pupil, in order; empty where a part is typed.
pub(crate) fn of_pupil(
    app: &App,
    by: &Actor,
    (pupil, history, contacts): (&Pupil, &[Event], &[Contact]),
    action: &Action,
) -> Result<Vec<String>, Error> {
    if !action.parts.iter().filter_map(|part| part.filled_from.as_ref()).any(Source::is_on_record) {
        return Ok(vec![String::new(); action.parts.len()]);
    }
    let beside = beside(app, by, pupil)?;
    app.with_facts((pupil, app.today()), history, |rules, facts| {
        let record = Record { rules, facts, pupil, contacts, beside: &beside };
        let says = |part: &Part| part.filled_from.as_ref().map(|source| record.says(source));
        action.parts.iter().map(|part| says(part).unwrap_or_default()).collect()
    })
}

/// What the record says for each part of something about a school as a whole, in order; empty where a part is typed, and for
/// whoever may not be shown small numbers.
pub(crate) fn of_school(app: &App, by: &Actor, school: SchoolId, action: &Action) -> Result<Vec<String>, Error> {
    let says = |part: &Part| match &part.filled_from {
        Some(Source::NumberIn(name)) if by.may(Permission::SeePupils, Place::School(school)) => {
            tallies_in(app, school, name).map(|(tallies, children)| figures::number(&tallies, children))
        }
        _ => Ok(String::new()),
    };
    action.parts.iter().map(says).collect()
}

/// What the record says for each part of something about the authority itself, in order; empty where a part is typed. Numbers
/// are of all its schools together.
pub(crate) fn of_authority(app: &App, by: &Actor, action: &Action) -> Result<Vec<String>, Error> {
    let says = |part: &Part| match &part.filled_from {
        Some(Source::NumberIn(name)) if by.may(Permission::SeePupils, Place::Anywhere) => {
            let schools = app.schools().filter(|school| by.may(Permission::SeePupils, Place::School(school.id)));
            let mut all = (Vec::new(), 0);
            for school in schools {
                let (tallies, children) = tallies_in(app, school.id, name)?;
                all.0.extend(tallies);
                all.1 += children;
            }
            Ok(figures::number(&all.0, all.1))
        }
        _ => Ok(String::new()),
    };
    action.parts.iter().map(says).collect()
}

/// What is kept of a form: what was typed; what the record says where nothing was said of a part; and the names of the parts
/// that stand as the record has them.
pub(crate) fn completed(action: &Action, filled: &[String], typed: &[(&str, &str)]) -> Vec<(String, String)> {
    let mut fields = self::typed(typed);
    let mut untouched: Vec<&str> = Vec::new();
    for (part, says) in action.parts.iter().zip(filled).filter(|(part, _)| is_on_record(part)) {
        let name = part.head.name.as_str();
        match fields.iter().find(|(field, _)| field == name) {
            // What the record does not have is missing, like any part that nobody fills in.
            None if says.is_empty() => fields.push((name.to_owned(), String::new())),
            Some(_) if says.is_empty() => {}
            None => {
                fields.push((name.to_owned(), says.clone()));
                untouched.push(name);
            }
            Some((_, value)) if is_same(value, says) => untouched.push(name),
            Some(_) => {}
        }
    }
    if !untouched.is_empty() {
        fields.push((FROM_THE_RECORD.to_owned(), untouched.join(PARTED)));
    }
    fields
}

/// What was typed, to be kept as it is.
pub(crate) fn typed(fields: &[(&str, &str)]) -> Vec<(String, String)> {
    fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

fn is_on_record(part: &Part) -> bool {
    part.filled_from.as_ref().is_some_and(Source::is_on_record)
}

/// Browsers send other line ends than they were given.
fn is_same(typed: &str, says: &str) -> bool {
    typed.trim().lines().map(str::trim_end).eq(says.trim().lines().map(str::trim_end))
}

fn beside(app: &App, by: &Actor, pupil: &Pupil) -> Result<Beside, Error> {
    let (group, mut siblings, entries) = app.store.read::<_, Error>(|tx| {
        let group = store::group::find(tx, pupil.group)?.ok_or(Error::NotFound("class"))?;
        let siblings = store::pupil::siblings(tx, pupil.id, app.today())?;
        Ok((group.name, siblings, store::admission::of_pupil(tx, pupil.school, pupil.id)?))
    })?;
    let may_see = by.may(Permission::SeeContacts, Place::School(pupil.school));
    let register = admission::Record::on(&entries, app.today()).filter(|_| may_see);
    siblings.retain(|other| by.may(Permission::SeePupils, Place::Group(other.school, other.group)));
    let school = |other: Pupil| {
        let name = app.school(other.school).map(|school| school.name.clone()).unwrap_or_default();
        (other, name)
    };
    Ok(Beside {
        group,
        siblings: siblings.into_iter().map(school).collect(),
        register: register.map(|register| register.withheld(WITHHELD)),
    })
}

/// The counts of the children of a school who are in a band, stage, flag, list or cohort today, and how many there are in all.
fn tallies_in(app: &App, school: SchoolId, name: &str) -> Result<(Vec<Tally>, usize), Error> {
    let children = standing::of_school(app, school)?;
    let rules = app.rules(school)?;
    let view = app.view(school);
    let tallies: Vec<Tally> = match rules.cohorts.iter().rfind(|cohort| cohort.head.name == name) {
        Some(cohort) => {
            let members = cohorts::members(rules, view.roll()?, &children, cohort, app.today());
            members.into_iter().map(|at| children[at].tally).collect()
        }
        None => {
            let is_in = |child: &&standing::Standing| {
                let decided = &child.decided;
                decided.bands.iter().any(|band| band.band == name)
                    || decided.stages.iter().any(|stage| stage.stage == name)
                    || decided.flags.iter().chain(&decided.lists).any(|one| one.name == name)
            };
            children.iter().filter(is_in).map(|child| child.tally).collect()
        }
    };
    Ok((tallies, children.len()))
}

/// Everything on record of a pupil.
struct Record<'a> {
    rules: &'a Rules,
    facts: &'a Facts<'a>,
    pupil: &'a Pupil,
    contacts: &'a [Contact],
    beside: &'a Beside,
}

impl Record<'_> {
    fn says(&self, source: &Source) -> String {
        let pupil = self.pupil;
        match source {
            Source::NameAndClass => format!("{}, {}", pupil.name(), self.beside.group),
            Source::Birthday => figures::day(pupil.born),
            Source::Upn => pupil.upn.clone(),
            Source::Attendance => figures::attendance(self.facts),
            Source::AttendanceOfYears(years) => figures::years(self.facts, *years),
            Source::ByCode => figures::by_code(self.facts),
            Source::ByWeekday => figures::by_weekday(self.facts),
            Source::ByHalfTerm => figures::by_half_term(self.facts),
            Source::Absences => figures::absences(self.facts),
            Source::Cohorts => figures::list(&pupil.cohorts, ", "),
            Source::Parents => self.parents(),
            Source::NameAndAddress => register::name_and_address(self.beside.register.as_ref()),
            Source::Register => register::everything(self.beside.register.as_ref()),
            Source::LivesWith => register::lives_with(self.beside.register.as_ref()),
            Source::Future => register::future(self.beside.register.as_ref()),
            Source::Siblings => self.siblings(),
            // That nobody rang or did anything is no evidence: then the part is somebody's to fill in.
            Source::Calls => self.calls().join("\n"),
            Source::Done => self.done().join("\n"),
            Source::Entry(name) => self.entry(name),
            Source::NumberIn(_) | Source::Outside(_) => String::new(),
        }
    }

    /// Nothing for a reader who may not see contacts; never a protected address.
    fn parents(&self) -> String {
        let parents = self.contacts.iter().filter(|contact| contact.is_parent);
        let line = |contact: &Contact| {
            let address = match contact.is_protected {
                true => "the address is protected",
                false if contact.address.is_empty() => "no address on record",
                false => &contact.address,
            };
            format!("{}, {}: {address}", contact.name, contact.relationship)
        };
        parents.map(line).collect::<Vec<String>>().join("\n")
    }

    fn siblings(&self) -> String {
        let line = |(other, school): &(Pupil, String)| {
            format!("{}, born {}, {school}", other.name(), figures::day(other.born))
        };
        figures::list(&self.beside.siblings.iter().map(line).collect::<Vec<String>>(), "\n")
    }

    /// The events of the school year, each with its day.
    fn events(&self) -> impl Iterator<Item = (Date, &Event)> {
        let year = figures::year(self.facts);
        let dated = self.facts.history.iter().map(|event| (domain::clock::local(event.at).date(), event));
        dated.filter(move |(day, _)| year.0 <= *day && *day <= year.1)
    }

    fn calls(&self) -> Vec<String> {
        let line = |(day, event): (Date, &Event)| {
            let Done::Contacted { contact, reached, .. } = event.done else { return None };
            let known = self.contacts.iter().find(|one| one.id == contact);
            let whom = known.map_or("a parent", |contact| &contact.name);
            Some(format!("{}: {whom}, {}{}", figures::day(day), reached.word(), note(event)))
        };
        self.events().filter_map(line).collect()
    }

    fn done(&self) -> Vec<String> {
        let line = |(day, event): (Date, &Event)| {
            let name = event.name()?;
            let outcome = if event.outcome().is_empty() { String::new() } else { format!(", {}", event.outcome()) };
            Some(format!("{}: {name}{outcome}{}", figures::day(day), note(event)))
        };
        self.events().filter_map(line).collect()
    }

    /// The band or stage of a set, or whether a flag or list holds, with what was counted.
    fn entry(&self, name: &str) -> String {
        let is_flag = self.rules.flags.iter().chain(&self.rules.lists).any(|flag| flag.head.name == name);
        if is_flag {
            let test = Test::Holds(name.to_owned());
            let holds = Condition::Atom(Atom { words: name.to_owned(), test, is_negated: false });
            let proofs = decide::proofs(self.rules, self.facts, &holds);
            return proofs.first().map(|proof| figures::found(proof.holds.word(), &proof.found)).unwrap_or_default();
        }
        let decided = decide::decide(self.rules, self.facts);
        let band = decided.bands.iter().find(|band| band.set == name).map(|band| {
            let found = band.receipt.proofs.first().map_or("", |proof| proof.found.as_str());
            figures::found(&band.band, found)
        });
        let stage = || decided.stages.iter().find(|stage| stage.set == name).map(|stage| stage.stage.clone());
        band.or_else(stage).unwrap_or_default()
    }
}

fn note(event: &Event) -> String {
    if event.note.is_empty() { String::new() } else { format!(": {}", event.note) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Packs;

    #[test]
    fn what_nobody_touched_is_kept_as_filled_in_and_what_somebody_corrected_is_not() {
        let packs = Packs::built_in().expect("the packs have no fault");
        let rules = packs.rules("knowsley").expect("the pack is here");
        let action = rules.action("Chronology").expect("the pack has it");
        let says = |name: &str| if name.starts_with("absences") { "2 days\nin May" } else { "Nothing" };
        let filled: Vec<String> = action.parts.iter().map(|part| says(&part.head.name).to_owned()).collect();
        let kept = |typed: &[(&str, &str)]| -> (Vec<String>, String) {
            let all = completed(action, &filled, typed);
            let value = |name: &str| all.iter().find(|(field, _)| field == name).map(|(_, value)| value.clone());
            let parts = action.parts.iter().filter_map(|part| value(&part.head.name)).collect();
            (parts, value(FROM_THE_RECORD).unwrap_or_default())
        };
        let untouched = "absences with their days; what was done and when";
        assert_eq!(kept(&[]).1, untouched);
        assert_eq!(kept(&[("absences with their days", " 2 days\r\nin May ")]).1, untouched);
        let (parts, from_the_record) = kept(&[("absences with their days", "3 days")]);
        assert_eq!((parts[0].as_str(), from_the_record.as_str()), ("3 days", "what was done and when"));
        assert_eq!(kept(&[("absences with their days", "")]).0[0], "", "what was rubbed out stays empty");
    }
}
