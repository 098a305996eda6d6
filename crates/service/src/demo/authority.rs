//! What the invented authority consists of.

use domain::{
    Date,
    act::NewEntry,
    calendar::Calendar,
    case::Event,
    id::{GroupId, PersonId, SchoolId},
    permission::{Actor, Role},
    pupil::{Contact, Plan},
    school::{Group, School},
};
use jiff::Timestamp;
use store::pupil::{Cohort, NewPupil, Span};

/// An invented local authority with everything in it, as it stands at [`Authority::now`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authority {
    /// Its name.
    pub name: String,
    /// The day that was asked for.
    pub today: Date,
    /// The school day that is shown: `today`, or the last school day before it.
    pub day: Date,
    /// The instant at which everything stands: half past ten on the morning of `day`.
    pub now: Timestamp,
    /// Why `day` is not `today`, as a sentence to show; nothing when it is.
    pub note: Option<String>,
    /// Its schools, Hillside first.
    pub schools: Vec<SchoolRecords>,
    /// Everybody who signs in.
    pub people: Vec<Person>,
    /// Every pupil who was on a roll since September 2025.
    pub pupils: Vec<EnrolledPupil>,
    /// Whom to ring, by pupil and in order.
    pub contacts: Vec<Contact>,
    /// Planned absences of `day` and the days after it.
    pub plans: Vec<Planned>,
}

/// A school with its calendar, groups, register log and casework.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SchoolRecords {
    /// The school.
    pub school: School,
    /// Its calendar.
    pub calendar: Calendar,
    /// Its groups, by year and name.
    pub groups: Vec<Group>,
    /// Its register log, in order.
    pub entries: Vec<NewEntry>,
    /// Its casework, in order.
    pub events: Vec<Event>,
    /// What was done for the school as a whole, in order.
    pub school_events: Vec<Event>,
}

/// Somebody who signs in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Who they are and may do.
    pub actor: Actor,
    /// What they sign in with.
    pub email: String,
}

/// A pupil with their places, groups and cohorts through the years.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnrolledPupil {
    /// The pupil.
    pub pupil: NewPupil,
    /// Time on the rolls of schools, oldest first.
    pub enrolments: Vec<(SchoolId, Span)>,
    /// Time in groups, oldest first.
    pub memberships: Vec<(GroupId, Span)>,
    /// Cohorts.
    pub cohorts: Vec<Cohort>,
}

/// A planned absence, and who recorded it when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    /// The plan.
    pub plan: Plan,
    /// Who recorded it.
    pub by: PersonId,
    /// When.
    pub at: Timestamp,
}

/// A sign-in to try, to be printed for whoever starts the demo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignIn {
    /// What the post makes them.
    pub role: Role,
    /// Their name.
    pub name: String,
    /// What they sign in with.
    pub email: String,
    /// Where they work; nothing for a post with the authority.
    pub school: Option<String>,
}

/// One sign-in for each role: at the first school for the roles of a school.
pub fn sign_ins(authority: &Authority) -> Vec<SignIn> {
    let first_of = |role| authority.people.iter().find(|person| person.actor.role == role);
    let school_name = |id: SchoolId| {
        let found = authority.schools.iter().find(|records| records.school.id == id);
        found.map(|records| records.school.name.clone())
    };
    Role::ALL
        .into_iter()
        .filter_map(first_of)
        .map(|person| SignIn {
            role: person.actor.role,
            name: person.actor.name.clone(),
            email: person.email.clone(),
            school: person.actor.school.and_then(school_name),
        })
        .collect()
}
