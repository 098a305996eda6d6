//! Tests of the whole invented authority.

use std::{
    collections::{HashMap, HashSet},
    sync::OnceLock,
};

use domain::{
    act::Act,
    case::Done,
    code::Code,
    id::{GroupId, PupilId},
    permission::Role,
    session::{Half, Session},
    tally::Percent,
};
use store::Store;

use super::*;
use crate::case::roles;

const TODAY: Date = date(2026, 11, 24);

fn packs() -> &'static Packs {
    static PACKS: OnceLock<Packs> = OnceLock::new();
    PACKS.get_or_init(|| Packs::built_in().expect("the packs have no fault"))
}

fn codes() -> &'static domain::code::CodeTable {
    &packs().codes
}

fn authority() -> &'static Authority {
    static AUTHORITY: OnceLock<Authority> = OnceLock::new();
    AUTHORITY.get_or_init(|| generate(TODAY, packs(), None, &|_, _, _| {}))
}

/// The marks of the last month that stand at the end of the log of a school.
fn standing(school: &SchoolRecords) -> HashMap<(PupilId, Session), Code> {
    let marks = school.entries.iter().flat_map(|entry| &entry.marks);
    let recent = marks.filter(|mark| mark.session.date > date(2026, 10, 24));
    recent.map(|mark| ((mark.pupil, mark.session), mark.code)).collect()
}

#[test]
fn the_same_day_gives_the_same_authority() {
    assert!(generate(TODAY, packs(), None, &|_, _, _| {}) == *authority());
}

#[test]
fn absence_is_that_of_england() {
    let spans = [(TODAY, date(2025, 9, 1), date(2026, 7, 31)), (TODAY, date(2026, 9, 1), TODAY)];
    let later = date(2027, 6, 16);
    let next = generate(later, packs(), None, &|_, _, _| {});
    let both = spans.iter().map(|span| (authority(), *span)).chain([(&next, (later, date(2026, 9, 1), later))]);
    for (authority, (_, first, last)) in both {
        let shares = shares(authority, codes(), first, last);
        let within = |least, share: Percent, most| Percent::whole(least) <= share && share <= Percent::whole(most);
        let absence = shares.tally.absence().expect("there are sessions");
        assert!(shares.pupils > 5000, "{first}: {shares:?}");
        assert!(within(6, absence, 8), "{first}: {absence:?}");
        assert!(within(16, shares.of_pupils(shares.persistent), 22), "{first}: {shares:?}");
        assert!(within(1, shares.of_pupils(shares.severe), 3), "{first}: {shares:?}");
    }
}

#[test]
fn every_act_says_truly_what_stood_there_before_it() {
    // A primary school of each pack, a secondary and a special school.
    for school in [0, 1, 8, 12].map(|at| &authority().schools[at]) {
        assert!(school.entries.is_sorted_by_key(|entry| entry.at), "{}", school.school.name);
        let mut standing: HashMap<(PupilId, Session), Code> = HashMap::new();
        for entry in &school.entries {
            assert!(entry.at <= authority().now && !entry.marks.is_empty());
            for mark in &entry.marks {
                let was = standing.insert((mark.pupil, mark.session), mark.code);
                assert_eq!(was, mark.was, "{entry:?}");
                assert!(school.calendar.is_school_day(mark.session.date));
            }
        }
    }
}

#[test]
fn every_pupil_on_a_roll_is_in_one_group_and_in_its_registers() {
    let authority = authority();
    let hillside = &authority.schools[0];
    let standing: HashMap<(PupilId, Session), Code> = authority.schools.iter().flat_map(standing).collect();
    let yesterday =
        hillside.calendar.on_or_before(TODAY.yesterday().expect("not the first day")).expect("a school day");
    let on = |span: &Span| span.from <= yesterday && span.until.is_none_or(|until| yesterday <= until);
    let mut sizes: HashMap<GroupId, usize> = HashMap::new();
    for pupil in &authority.pupils {
        let groups: Vec<GroupId> =
            pupil.memberships.iter().filter(|(_, span)| on(span)).map(|(group, _)| *group).collect();
        let schools = pupil.enrolments.iter().filter(|(_, span)| on(span)).count();
        assert_eq!(groups.len(), schools, "{pupil:?}");
        assert!(schools <= 1, "{pupil:?}");
        for group in groups {
            *sizes.entry(group).or_default() += 1;
            let session = Session::new(yesterday, Half::Afternoon);
            assert!(standing.contains_key(&(pupil.pupil.id, session)), "{pupil:?}");
        }
    }
    let large = hillside.groups.iter().map(|group| sizes[&group.id]);
    assert!(large.clone().all(|size| (20..=31).contains(&size)), "{:?}", large.collect::<Vec<_>>());
}

#[test]
fn this_morning_some_registers_are_missing_and_some_absences_have_not_been_rung_about() {
    let (authority, codes) = (authority(), codes());
    let not_known = codes.find("N", TODAY).expect("in the table");
    for school in &authority.schools {
        let of_today = |entry: &&domain::act::NewEntry| entry.marks[0].session.date == TODAY;
        let taken: HashSet<GroupId> = school
            .entries
            .iter()
            .filter(of_today)
            .filter_map(|entry| if let Act::Taken { group } = entry.act { Some(group) } else { None })
            .collect();
        assert!((2..=3).contains(&(school.groups.len() - taken.len())), "{}", school.school.name);
    }
    let morning = Session::new(TODAY, Half::Morning);
    let unknown: Vec<PupilId> = standing(&authority.schools[0])
        .iter()
        .filter(|((_, session), code)| **code == not_known && *session == morning)
        .map(|((pupil, _), _)| *pupil)
        .collect();
    let was_called = |pupil: &&PupilId| {
        let about =
            |event: &domain::case::Event| matches!(event.done, Done::Contacted { about, .. } if about == morning);
        authority.schools[0].events.iter().any(|event| event.pupil == **pupil && about(event))
    };
    let called = unknown.iter().filter(was_called).count();
    assert!(called > 0 && called < unknown.len(), "{called} of {}", unknown.len());
    let has_answered = |event: &domain::case::Event| {
        matches!(&event.done, Done::Replied { about, .. } if about.contains(&morning)) && unknown.contains(&event.pupil)
    };
    assert!(authority.schools[0].events.iter().any(has_answered), "one family has written already");
}

#[test]
fn holding_codes_stand_past_their_deadline_and_before_it() {
    let (authority, codes) = (authority(), codes());
    let not_known = codes.find("N", TODAY).expect("in the table");
    for school in &authority.schools {
        let days = school.calendar.between(TODAY.saturating_sub(jiff::Span::new().days(30)), TODAY);
        let age = |session: &Session| days.len() - 1 - days.binary_search(&session.date).unwrap_or(0);
        let standing = standing(school);
        let open = standing.iter().filter(|(_, code)| **code == not_known);
        let ages: HashSet<usize> = open.map(|((_, session), _)| age(session)).collect();
        assert!(ages.iter().any(|age| *age > 5), "{}: {ages:?}", school.school.name);
        assert!(ages.iter().any(|age| (1..=5).contains(age)), "{}: {ages:?}", school.school.name);
    }
}

#[test]
fn a_school_has_leave_that_was_granted_leave_that_was_refused_and_taken_and_a_request_that_waits() {
    use domain::leave::{Answer, requests};
    let school = &authority().schools[0];
    let rules = packs().rules(&school.school.pack).expect("the pack is here");
    let mut pupils: Vec<PupilId> = school.events.iter().map(|event| event.pupil).collect();
    pupils.sort_unstable();
    pupils.dedup();
    let (mut waiting, mut outcomes) = (0, HashSet::new());
    for pupil in pupils {
        let history: Vec<_> = school.events.iter().filter(|event| event.pupil == pupil).cloned().collect();
        for request in requests(rules, &history) {
            waiting += usize::from(request.is_waiting() && request.first().is_some_and(|first| first > TODAY));
            if let Answer::Decided(event) = request.answer {
                outcomes.insert(event.outcome().to_owned());
            }
        }
    }
    assert!(waiting >= 1, "a request waits for the headteacher");
    assert!(["granted", "refused"].iter().all(|outcome| outcomes.contains(*outcome)), "{outcomes:?}");
}

#[test]
fn every_school_has_everybody_and_every_e_mail_address_is_somebodys_own() {
    let authority = authority();
    let emails: HashSet<&str> = authority.people.iter().map(|person| person.email.as_str()).collect();
    assert_eq!(emails.len(), authority.people.len());
    let printed = sign_ins(authority);
    assert_eq!(printed.iter().map(|one| one.role).collect::<Vec<_>>(), Role::ALL);
    assert!(printed.iter().all(|one| one.school.as_deref().is_none_or(|school| school == "Hillside Primary School")));
    assert_eq!(printed[0].email, "hartley@hillside.example");
    for school in &authority.schools {
        for role in [Role::Office, Role::AttendanceLead, Role::Headteacher, Role::Governor] {
            let is = |person: &&Person| person.actor.role == role && person.actor.school == Some(school.school.id);
            assert_eq!(authority.people.iter().filter(is).count(), 1);
        }
        for group in &school.groups {
            assert_eq!(authority.people.iter().filter(|person| person.actor.groups.contains(&group.id)).count(), 1);
        }
    }
}

#[test]
fn every_pupil_has_somebody_to_ring_and_brothers_and_sisters_share_a_household_across_schools() {
    let authority = authority();
    let mut contacts: HashMap<PupilId, Vec<&domain::pupil::Contact>> = HashMap::new();
    for contact in &authority.contacts {
        contacts.entry(contact.pupil).or_default().push(contact);
    }
    let mut households: HashMap<i64, HashSet<domain::id::SchoolId>> = HashMap::new();
    for pupil in &authority.pupils {
        let own = &contacts[&pupil.pupil.id];
        assert!((1..=3).contains(&own.len()));
        assert!(own.iter().zip(1..).all(|(contact, order)| contact.order == order));
        households.entry(pupil.pupil.household).or_default().extend(pupil.enrolments.iter().map(|(school, _)| *school));
    }
    let numbers = |contact: &domain::pupil::Contact| {
        contact.phone.starts_with("07700 900") || contact.phone.starts_with("01632 960")
    };
    assert!(authority.contacts.iter().all(numbers));
    assert!(households.values().filter(|schools| schools.len() > 1).count() > 300);
    let hides = |list: &Vec<&domain::pupil::Contact>| {
        list.iter().any(|contact| contact.is_protected)
            && list.iter().any(|contact| contact.is_parent && !contact.lives_with)
    };
    assert!(contacts.values().filter(|list| hides(list)).count() > 20);
}

#[test]
fn a_day_without_school_shows_the_last_school_day_and_says_so() {
    let saturday = generate(date(2026, 11, 21), packs(), None, &|_, _, _| {});
    assert_eq!(saturday.day, date(2026, 11, 20));
    let note = "Saturday 21 November 2026 is not a school day in Fellshire, so you see Friday 20 November 2026 as it stood at 10:30.";
    assert_eq!(saturday.note.as_deref(), Some(note));
    assert_eq!(authority().note, None);
    let before = generate(date(2020, 1, 1), packs(), None, &|_, _, _| {});
    assert_eq!(before.day, DAYS_SHOWN.0);
    assert!(before.note.is_some_and(|note| note.starts_with("Fellshire is invented for Wednesday 1 October 2025")));
}

#[test]
fn what_is_loaded_is_what_was_invented() {
    let folder = tempfile::tempdir().expect("a folder for the test");
    let file = folder.path().join("demo.db");
    let store = Store::open(&format!("sqlite:{}", file.display())).expect("an empty file opens");
    load(&store, authority(), "hash", &|_, _, _| {}).expect("an empty database takes everything");
    let hillside = &authority().schools[0];
    let id = hillside.school.id;
    let mut read = Vec::new();
    store
        .read(|tx| {
            store::log::each(tx, id, 0, &mut |entry| {
                read.push(entry.what);
                Ok(())
            })
        })
        .expect("the log reads back");
    assert!(read == hillside.entries);
    let pupils = store.read(|tx| store::pupil::of_school(tx, id, TODAY)).expect("the roll reads back");
    assert!((340..430).contains(&pupils.len()), "{}", pupils.len());
    let plans = store.read(|tx| store::plan::of_group(tx, hillside.groups[0].id, TODAY)).expect("plans read back");
    assert!(plans.iter().all(|plan| plan.first.date <= TODAY && TODAY <= plan.last.date));
    let person = store.read(|tx| store::person::with_email(tx, "nair@hillside.example")).expect("people read back");
    assert_eq!(person.map(|person| person.actor.role), Some(Role::AttendanceLead));
}

/// The packs that a school can follow.
const FOLLOWED: [&str; 5] = ["knowsley", "lady-boswells", "lancashire", "leicestershire", "lincolnshire"];

#[test]
fn with_any_pack_everybody_has_work_and_what_staff_did_their_handbook_allowed() {
    let known = packs().packs.values().filter(|pack| pack.head.kind != "national");
    assert_eq!(known.map(|pack| pack.head.slug.as_str()).collect::<Vec<&str>>(), FOLLOWED);
    for pack in FOLLOWED {
        let authority = generate(TODAY, packs(), Some(pack), &|_, _, _| {});
        assert!(authority.schools.iter().all(|school| school.school.pack == pack));
        is_allowed(pack, &authority.schools[0]);
        everybody_has_work(pack, &authority);
    }
}

fn everybody_has_work(pack: &str, authority: &Authority) {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let address = format!("sqlite:{}", folder.path().join("demo.db").display());
    let store = Store::open(&address).expect("an empty database opens");
    load(&store, authority, "none", &|_, _, _| {}).expect("an empty database takes it");
    // Every mark of every school would take a while, and all are written in the same way.
    for school in &authority.schools[..2] {
        let verified = store.read(|tx| store::verify::school(tx, school.school.id)).expect("readable");
        assert_eq!(verified.faults, [], "{pack}: {}", school.school.name);
        let about_records = store.read(|tx| store::retention::of_school(tx, school.school.id)).expect("readable").len();
        assert_eq!(verified.events, (school.events.len() + school.school_events.len() + about_records) as u64);
    }
    let clock = crate::Clock::from(authority.now);
    let app = crate::App::open(store, packs().clone(), clock, &|_, _| {}).expect("what was loaded opens");
    for person in authority.people.iter().filter(|one| one.actor.school.is_none_or(|school| school.0 == 1)) {
        has_work(&app, pack, &person.actor);
    }
}

/// Somebody who takes the registers of a class may have taken them all; whoever else has a post has something to do.
fn has_work(app: &crate::App, pack: &str, actor: &domain::permission::Actor) {
    let work = crate::today::today(app, actor).expect("there is a day");
    let has_some = match actor.role {
        Role::Teacher => !work.registers.is_empty(),
        Role::Office => !work.unexplained.is_empty(),
        Role::AttendanceLead | Role::Headteacher => !work.due.is_empty() && !work.unexplained.is_empty(),
        Role::AuthorityOfficer => work.schools.iter().any(|line| line.registers_missing > 0 || !line.due.is_empty()),
        // They are shown figures and what needs looking after, which is always there.
        Role::Governor | Role::Administrator | Role::CohortHolder => true,
    };
    assert!(has_some, "{pack}: {} has nothing to do", actor.role.words());
}

fn is_allowed(pack: &str, school: &SchoolRecords) {
    let rules = packs().rules(pack).expect("it is here");
    let made = |event: &&domain::case::Event| !matches!(event.done, Done::Contacted { .. });
    let names: HashSet<&str> = school.events.iter().filter(made).filter_map(|event| event.name()).collect();
    assert!(names.len() > 12, "{pack}: only {names:?} was done");
    let known: HashSet<&str> = rules.heads().into_iter().map(|(_, head)| head.name.as_str()).collect();
    let is_known = |name: &str| {
        known.contains(name)
            || name == domain::returns::RECEIPT
            || name.strip_prefix("Review of ").is_some_and(|plan| known.contains(plan))
    };
    let strange: Vec<&&str> = names.iter().filter(|name| !is_known(name)).collect();
    assert!(strange.is_empty(), "{pack}: {strange:?}");
    for event in school.events.iter().chain(&school.school_events) {
        let Done::Did { action, outcome, .. } = &event.done else { continue };
        let Some(entry) = rules.action(action) else { continue };
        assert!(outcome.is_empty() || entry.ends_as.contains(outcome), "{pack}: {action} ends as {outcome}");
        // Whoever has no post is a parent, by what they are to the child.
        let holds = |role: &String| match Role::parse(&event.by.position) {
            Some(post) => roles::holds(rules, post, role),
            None => roles::is_parent(rules, role),
        };
        let is_theirs = entry.by.is_empty() || entry.by.iter().any(holds);
        assert!(is_theirs, "{pack}: {action} by {}", event.by.position);
    }
    assert!(!school.school_events.is_empty(), "{pack}: nothing was done for the school");
}
