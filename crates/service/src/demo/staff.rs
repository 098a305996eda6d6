//! The people who sign in: teachers, offices, attendance leads, heads, governors, and those at the authority.

use std::collections::HashSet;

use domain::{
    act::By,
    id::{GroupId, PersonId, SchoolId},
    permission::{Actor, Role},
};

use super::{
    authority::Person,
    district::District,
    draw::Draw,
    names::{Kin, Names},
    schools::Place,
};

/// Who does what in one school, as stamps for what they do.
pub(super) struct Staff {
    pub(super) office: By,
    pub(super) lead: By,
    head: By,
    governor: By,
    /// The officer of the authority who looks after the school.
    officer: By,
    teachers: Vec<(GroupId, By)>,
}

impl Staff {
    /// Whoever holds a post of which there is one; the office for the others.
    pub(super) fn by(&self, post: Role) -> &By {
        match post {
            Role::AttendanceLead => &self.lead,
            Role::Headteacher => &self.head,
            Role::Governor => &self.governor,
            Role::AuthorityOfficer => &self.officer,
            Role::Teacher | Role::Office | Role::Administrator | Role::CohortHolder => &self.office,
        }
    }

    /// The teacher of a group; the office when it has none.
    pub(super) fn teacher(&self, group: GroupId) -> &By {
        self.teachers.iter().find(|(own, _)| *own == group).map_or(&self.office, |(_, by)| by)
    }
}

/// Names that the examples of the product know.
const KNOWN: [(&str, Role, &str); 6] = [
    ("5 Hazel", Role::Teacher, "Grace Hartley"),
    ("2 Alder", Role::Teacher, "Colin Fenton"),
    ("3 Cedar", Role::Teacher, "Saira Amin"),
    ("", Role::Office, "Joan Prescott"),
    ("", Role::AttendanceLead, "Priya Nair"),
    ("", Role::Headteacher, "Helen Marsh"),
];

/// Hires everybody. The first teacher in the list has 5 Hazel.
pub(super) fn hire(district: District, places: &[Place], names: &Names) -> (Vec<Person>, Vec<Staff>) {
    let mut hiring = Hiring { district, names, draw: district.draw(11), people: Vec::new(), emails: HashSet::new() };
    let mut staff: Vec<Staff> = places.iter().map(|place| hiring.school(place)).collect();
    let officers = ["Daniel Okoro", "Ruth Pemberton", "Tom Ashby"];
    let officers = officers.map(|known| {
        let name = if district.is_first() { known.into() } else { hiring.name() };
        hiring.add(name, Role::AuthorityOfficer, None, &district.office())
    });
    for (at, staff) in staff.iter_mut().enumerate() {
        staff.officer = officers[at % officers.len()].clone();
    }
    // A change of a handbook takes two of them; they are of the whole authority.
    for name in ["Maggie Thwaite", "Idris Penhallow"].into_iter().filter(|_| district.is_first()) {
        hiring.add(name.into(), Role::Administrator, None, &district.office());
    }
    // The head of the virtual school looks after children in care and with a social worker, wherever they go to school.
    for name in ["Leila Farrow"].into_iter().filter(|_| district.is_first()) {
        hiring.add(name.into(), Role::CohortHolder, None, &district.office());
    }
    hiring.people.sort_by_key(|person| person.actor.groups != [hazel(places)]);
    (hiring.people, staff)
}

fn hazel(places: &[Place]) -> GroupId {
    let found = places[0].groups.iter().find(|group| group.name == "5 Hazel");
    found.map_or(places[0].groups[0].id, |group| group.id)
}

struct Hiring<'a> {
    district: District,
    names: &'a Names,
    draw: Draw,
    people: Vec<Person>,
    emails: HashSet<String>,
}

impl Hiring<'_> {
    fn school(&mut self, place: &Place) -> Staff {
        let id = Some(place.school.id);
        let known = |group: &str, role| {
            let is =
                |(own, post, _): &&(&str, Role, &str)| *post == role && *own == group && place.school.id == SchoolId(1);
            KNOWN.iter().find(is).map(|(_, _, name)| String::from(*name))
        };
        let one = |hiring: &mut Self, group: &str, role| {
            let name = known(group, role).unwrap_or_else(|| hiring.name());
            hiring.add(name, role, id, &place.slug)
        };
        let office = one(self, "", Role::Office);
        let lead = one(self, "", Role::AttendanceLead);
        let head = one(self, "", Role::Headteacher);
        let governor = one(self, "", Role::Governor);
        let mut teachers = Vec::new();
        for group in &place.groups {
            let by = one(self, &group.name, Role::Teacher);
            if let Some(person) = self.people.last_mut() {
                person.actor.groups.push(group.id);
            }
            teachers.push((group.id, by));
        }
        Staff { officer: lead.clone(), office, lead, head, governor, teachers }
    }

    fn name(&mut self) -> String {
        let kin = if self.draw.chance(0.72) { Kin::Mother } else { Kin::Father };
        let surname = self.names.surname(&mut self.draw);
        self.names.adult(&mut self.draw, kin, surname)
    }

    fn add(&mut self, name: String, role: Role, school: Option<SchoolId>, slug: &str) -> By {
        let id = PersonId(self.district.number(self.people.len()));
        let email = self.email(&name, slug);
        let actor = Actor { person: id, name, role, school, groups: Vec::new() };
        let by = actor.stamp();
        self.people.push(Person { actor, email });
        by
    }

    /// The surname at the school, with as much of the forename before it as makes it nobody else's.
    fn email(&mut self, name: &str, slug: &str) -> String {
        let letters = |text: &str| -> String {
            text.chars().filter(char::is_ascii_alphabetic).map(|letter| letter.to_ascii_lowercase()).collect()
        };
        let (forename, surname) = name.split_once(' ').unwrap_or(("", name));
        let (forename, surname) = (letters(forename), letters(surname));
        let with = |before: &str| {
            let dot = if before.is_empty() { "" } else { "." };
            format!("{before}{dot}{surname}@{slug}.example")
        };
        let named = (0..=forename.len()).map(|length| with(&forename[..length]));
        let numbered = (2..).map(|number| with(&format!("{forename}{number}")));
        let free = named.chain(numbered).find(|email| !self.emails.contains(email));
        let email = free.expect("the numbers do not end");
        self.emails.insert(email.clone());
        email
    }
}
