//! The invented Hillside School: two classes, eight pupils, one person for every role, and its registers since September.

use std::sync::LazyLock;

use domain::{
    Date,
    act::{Act, By, Mark, NewEntry},
    clock,
    code::CodeTable,
    example,
    id::{ContactId, GroupId, PersonId, PlanId, PupilId, SchoolId},
    permission::{Actor, Role},
    pupil::{Contact, Plan},
    school::{Group, Marking, School},
    session::{Half, Session},
};
use jiff::civil::date;
use store::{
    Store, StoreError, Tx, calendar, contact, group, log, meta, person, plan, post,
    pupil::{self, Cohort, NewPupil, Span},
    school,
};

/// A Tuesday in November. Registers are written to the Monday before.
pub const DAY: Date = date(2026, 11, 24);
/// Everybody's.
pub const PASSWORD: &str = "seven grey herons stand";

pub const HAZEL: GroupId = GroupId(12);
pub const ALDER: GroupId = GroupId(13);

/// 5 Hazel: away for 14½ days with illness.
pub const ELLIS: PupilId = PupilId(1);
/// 5 Hazel: never away.
pub const AMARA: PupilId = PupilId(2);
/// 5 Hazel: away for 12 days with illness that the school knows of.
pub const CALLUM: PupilId = PupilId(3);
/// 5 Hazel: away for 12 days without a reason. Her mother's address is protected.
pub const DORA: PupilId = PupilId(4);
/// 2 Alder: Ellis's brother.
pub const ALFIE: PupilId = PupilId(11);
/// 2 Alder: planned away all of [`DAY`].
pub const TOM: PupilId = PupilId(13);
/// A pupil of another school.
pub const STRANGER: PupilId = PupilId(21);

pub const TEACHER: &str = "hartley@hillside.example";
pub const OFFICE: &str = "prescott@hillside.example";
pub const LEAD: &str = "nair@hillside.example";
pub const HEAD: &str = "marsh@hillside.example";
pub const GOVERNOR: &str = "quill@hillside.example";
pub const OFFICER: &str = "okoro@fellshire.example";
pub const ADMINISTRATOR: &str = "thwaite@fellshire.example";
/// Teaches the class of Moorgate, where every child is marked.
pub const MOORGATE_TEACHER: &str = "lowe@moorgate.example";

/// Looks after the children with a known medical condition, in every school.
pub const HOLDER: &str = "farrow@fellshire.example";

/// One person for every role of the table of permissions, in the order of [`Role::ALL`]; [`HOLDER`] has a story of their own.
pub const PEOPLE: [(&str, &str, Role); 7] = [
    (TEACHER, "Grace Hartley", Role::Teacher),
    (OFFICE, "Joan Prescott", Role::Office),
    (LEAD, "Priya Nair", Role::AttendanceLead),
    (HEAD, "Helen Marsh", Role::Headteacher),
    (GOVERNOR, "Martin Quill", Role::Governor),
    (OFFICER, "Daniel Okoro", Role::AuthorityOfficer),
    (ADMINISTRATOR, "Maggie Thwaite", Role::Administrator),
];

struct Child {
    id: PupilId,
    name: (&'static str, &'static str),
    group: GroupId,
    household: i64,
    cohort: Option<&'static str>,
    /// The code of the first sessions of the year, and how many have it.
    away: (&'static str, usize),
}

const fn child(
    id: PupilId,
    name: (&'static str, &'static str),
    group: GroupId,
    household: i64,
    cohort: Option<&'static str>,
    away: (&'static str, usize),
) -> Child {
    Child { id, name, group, household, cohort, away }
}

const CHILDREN: [Child; 8] = [
    child(ELLIS, ("Ellis", "Hargreaves"), HAZEL, 1, None, ("I", 29)),
    child(AMARA, ("Amara", "Osei"), HAZEL, 2, None, ("I", 0)),
    child(CALLUM, ("Callum", "Reid"), HAZEL, 3, Some("known medical condition"), ("I", 24)),
    child(DORA, ("Dora", "Finch"), HAZEL, 4, None, ("O", 24)),
    child(PupilId(5), ("Maya", "Lund"), HAZEL, 5, Some("SEN Support"), ("I", 0)),
    child(ALFIE, ("Alfie", "Hargreaves"), ALDER, 1, None, ("I", 0)),
    child(PupilId(12), ("Noor", "Khan"), ALDER, 6, None, ("O", 6)),
    child(TOM, ("Tom", "Birch"), ALDER, 7, None, ("I", 0)),
];

static HASH: LazyLock<String> = LazyLock::new(|| service::sign_in::hash(PASSWORD).expect("a password can be hashed"));

/// Writes all of it into an empty database.
pub fn write(store: &Store, codes: &CodeTable) {
    let (acts, away) = (registers(codes), codes.find("M", DAY).expect("the table has M"));
    let written = store.write::<(), StoreError>(move |tx| {
        schools(tx)?;
        children(tx)?;
        contacts(tx)?;
        people(tx)?;
        let whole_day = [Half::Morning, Half::Afternoon].map(|half| Session::new(DAY, half));
        let dentist = Plan {
            id: PlanId(0),
            pupil: TOM,
            first: whole_day[0],
            last: whole_day[1],
            code: away,
            reason: String::from("Hospital appointment"),
        };
        plan::add(tx, &dentist, PersonId(2), clock::instant(date(2026, 11, 20), example::school().morning.opens))?;
        log::append_many(tx, acts).map(drop)
    });
    written.expect("an empty database takes a school");
}

fn schools(tx: &mut dyn Tx) -> Result<(), StoreError> {
    meta::set(tx, "authority", "Fellshire")?;
    let other = School {
        id: SchoolId(2),
        urn: String::from("999002"),
        laestab: String::from("8889902"),
        name: String::from("Moorgate Primary School"),
        marking: Marking::Everyone,
        ..example::school()
    };
    for school in [example::school(), other] {
        school::add(tx, &school)?;
        calendar::add(tx, school.id, &example::calendar())?;
    }
    for (id, school, name, year) in [(HAZEL, 1, "5 Hazel", 5), (ALDER, 1, "2 Alder", 2), (GroupId(21), 2, "4 Ash", 4)] {
        group::add(tx, &Group { id, school: SchoolId(school), name: name.into(), year })?;
    }
    Ok(())
}

fn children(tx: &mut dyn Tx) -> Result<(), StoreError> {
    let whole = Span { from: date(2026, 9, 1), until: None };
    let stranger = child(STRANGER, ("Wilf", "Tarn"), GroupId(21), 9, None, ("I", 0));
    for (school, child) in CHILDREN.iter().map(|child| (SchoolId(1), child)).chain([(SchoolId(2), &stranger)]) {
        let new = NewPupil {
            id: child.id,
            upn: format!("A8889901{:05}", child.id.0),
            forename: child.name.0.into(),
            surname: child.name.1.into(),
            sex: 'F',
            born: date(2017, 5, 3),
            household: child.household,
        };
        pupil::add(tx, &new)?;
        pupil::enrol(tx, school, &[(child.id, whole)])?;
        pupil::join(tx, &[(child.id, child.group, whole)])?;
        if let Some(name) = child.cohort {
            let cohort = Cohort { name: name.into(), span: whole, source: String::from("school") };
            pupil::add_cohorts(tx, &[(child.id, cohort)])?;
        }
    }
    Ok(())
}

/// The address that must never leave the house.
pub const PROTECTED: &str = "3 Quarry Cottages, Fellshire";

fn contacts(tx: &mut dyn Tx) -> Result<(), StoreError> {
    let mut all = Vec::new();
    for child in &CHILDREN {
        let is_protected = child.id == DORA;
        for (order, kin, is_protected) in [(1, "mother", is_protected), (2, "father", false)] {
            let number = child.id.0 * 10 + i64::from(order);
            all.push(Contact {
                id: ContactId(number),
                pupil: child.id,
                order,
                name: format!("{} {}", if order == 1 { "Rowan" } else { "Jude" }, child.name.1),
                relationship: kin.into(),
                phone: format!("07700 900{number:03}"),
                email: format!("contact{number}@home.example"),
                is_parent: true,
                lives_with: order == 1,
                address: if is_protected { PROTECTED.into() } else { format!("{number} Mill Lane, Fellshire") },
                is_protected,
            });
        }
    }
    contact::add_many(tx, &all)
}

fn people(tx: &mut dyn Tx) -> Result<(), StoreError> {
    for (number, (email, name, role)) in (1..).zip(PEOPLE) {
        let is_of_school = !matches!(role, Role::AuthorityOfficer | Role::Administrator);
        let groups = if role == Role::Teacher { vec![HAZEL] } else { Vec::new() };
        let school = is_of_school.then_some(SchoolId(1));
        let actor = Actor { person: PersonId(number), name: name.into(), role, school, groups };
        person::add(tx, &person::Person { actor, email: email.into(), password_hash: HASH.clone() })?;
    }
    let actor = Actor {
        person: PersonId(8),
        name: "Iris Lowe".into(),
        role: Role::Teacher,
        school: Some(SchoolId(2)),
        groups: vec![GroupId(21)],
    };
    person::add(tx, &person::Person { actor, email: MOORGATE_TEACHER.into(), password_hash: HASH.clone() })?;
    let actor = Actor {
        person: PersonId(90),
        name: "Leila Farrow".into(),
        role: Role::CohortHolder,
        school: None,
        groups: Vec::new(),
    };
    person::add(tx, &person::Person { actor, email: HOLDER.into(), password_hash: HASH.clone() })?;
    post::look_after_cohorts(tx, PersonId(90), &["known medical condition".into()])
}

/// Every register from the first day of the year to the day before [`DAY`].
fn registers(codes: &CodeTable) -> Vec<NewEntry> {
    let calendar = example::calendar();
    let days = calendar.between(date(2026, 9, 1), DAY.yesterday().expect("a day has one before"));
    let sessions: Vec<Session> = days.iter().flat_map(|&day| Half::BOTH.map(|half| Session::new(day, half))).collect();
    let by = By { person: PersonId(1), name: "Grace Hartley".into(), position: "class teacher".into() };
    let mut acts = Vec::new();
    for (at, &session) in sessions.iter().enumerate() {
        for group in [HAZEL, ALDER] {
            let mark = |child: &Child| {
                let (letters, away) = child.away;
                let code = if at < away {
                    codes.find(letters, session.date)
                } else {
                    codes.present(session.half, session.date)
                };
                let code = code.expect("the table has these codes");
                Mark { pupil: child.id, session, was: None, code, minutes_late: None, note: String::new() }
            };
            let own = CHILDREN.iter().filter(|child| child.group == group);
            acts.push(NewEntry {
                school: SchoolId(1),
                at: clock::instant(session.date, example::school().times(session.half).opens),
                by: by.clone(),
                act: Act::Taken { group },
                reason: String::new(),
                marks: own.map(mark).collect(),
            });
        }
    }
    acts
}
