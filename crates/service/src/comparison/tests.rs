//! The invented schools beside each other and beside England.

use std::sync::OnceLock;

use domain::{
    id::PersonId,
    permission::Role,
    school::Phase,
    tally::{Percent, Tally},
};
use jiff::civil::date;
use store::Store;

use super::{published, *};
use crate::{Clock, Packs, demo};

const DAY: Date = date(2026, 11, 24);

/// The invented authority, opened in the evening of the day; the same for all tests.
pub(crate) fn authority() -> &'static App {
    static AUTHORITY: OnceLock<(tempfile::TempDir, App)> = OnceLock::new();
    let (_, app) = AUTHORITY.get_or_init(|| {
        let packs = Packs::built_in().expect("the packs have no fault");
        let authority = demo::generate(DAY, &packs, None, &|_, _, _| {});
        let folder = tempfile::tempdir().expect("a folder can be made");
        let address = format!("sqlite:{}", folder.path().join("demo.db").display());
        let store = Store::open(&address).expect("an empty file opens");
        demo::load(&store, &authority, "nobody signs in", &|_, _, _| {}).expect("the authority can be written");
        let app = App::open(store, packs, Clock::from(authority.now), &|_, _| {}).expect("the log can be followed");
        (folder, app)
    });
    app
}

fn reader(role: Role, school: Option<SchoolId>) -> Actor {
    Actor { person: PersonId(1), name: String::from("Priya Nair"), role, school, groups: Vec::new() }
}

fn lead() -> Actor {
    reader(Role::AttendanceLead, Some(SchoolId(1)))
}

#[test]
fn a_primary_stands_among_the_seven_others_with_their_middle_and_no_name_of_them() {
    let found = of_school(authority(), &lead(), SchoolId(1), DAY).expect("Hillside is compared");
    assert_eq!(found.others, Others::Unnamed);
    assert_eq!((found.authority.schools.len(), found.alike.schools.len()), (7, 7));
    assert!(found.authority.schools.iter().all(|other| other.name.is_empty() && other.traits.is_none()));
    assert!(found.authority.schools.is_sorted_by_key(|other| other.distance));
    let everybody: Vec<Figure> =
        found.authority.rows.iter().filter(|row| row.cohort.is_none()).map(|row| row.figure).collect();
    assert_eq!(everybody, Figure::ALL);
    for row in &found.authority.rows {
        let spread = row.spread;
        assert!(spread.lower_quartile <= spread.median && spread.median <= spread.upper_quartile, "{row:?}");
        assert!(spread.lower + spread.higher <= spread.schools && spread.schools >= 5, "{row:?}");
        assert!(row.each.is_empty(), "{row:?}");
    }
    assert!(found.authority.rows.iter().any(|row| row.cohort == Some("free school meals")));
}

#[test]
fn an_officer_is_told_the_others_by_name() {
    let officer = reader(Role::AuthorityOfficer, None);
    let found = of_school(authority(), &officer, SchoolId(1), DAY).expect("Hillside is compared");
    assert_eq!(found.others, Others::Named);
    assert!(found.authority.schools.iter().all(|other| !other.name.is_empty() && other.traits.is_some()));
    assert!(found.authority.rows.iter().all(|row| row.each.len() == row.spread.schools as usize));
}

#[test]
fn three_other_secondaries_are_too_few_for_a_middle() {
    let secondary = authority().schools().find(|school| school.phase == Phase::Secondary).expect("there are four").id;
    let officer = reader(Role::AuthorityOfficer, None);
    let found = of_school(authority(), &officer, secondary, DAY).expect("it is compared");
    assert_eq!((found.authority.schools.len(), found.authority.rows.len()), (3, 0));
    assert!(found.england.weeks.is_some());
}

#[test]
fn the_same_weeks_of_autumn_stand_beside_each_other_and_no_week_that_was_not_published() {
    let found = of_school(authority(), &lead(), SchoolId(1), DAY).expect("Hillside is compared");
    let weeks = found.england.weeks.expect("the autumn has begun");
    let When::Weeks(2025, numbers) = &weeks.when else { panic!("{:?}", weeks.when) };
    assert!(!numbers.contains(&44) && numbers.iter().all(|week| (37..=45).contains(week)), "{numbers:?}");
    let OwnDays::SameWeeks(days) = weeks.own else { panic!("{:?}", weeks.own) };
    assert_eq!(days.first, date(2026, 9, 7));
    // The school's own are the sessions of just these weeks, counted another way.
    let view = authority().view(SchoolId(1));
    let roll = view.roll().expect("Hillside is there");
    let of = |monday: Date| analysis::figures::tally(roll, roll.pupils(), analysis::Period::week_of(monday));
    let mondays = roll.calendar().school_weeks().into_iter();
    let wanted = mondays.filter(|monday| monday.year() == 2026 && numbers.contains(&monday.iso_week_date().week()));
    let tally: Tally = wanted.map(of).sum();
    let own = weeks.rows[0].own.expect("there are enough children");
    assert_eq!((own.part, own.whole), (tally.attended.into(), tally.possible().into()));
    let published = published::WEEKS.iter().filter(|week| week.phase == Phase::Primary && numbers.contains(&week.week));
    let (attended, possible) =
        published.fold((0, 0), |(a, p), week| (a + week.sessions.attended, p + week.sessions.possible));
    assert_eq!(Some(weeks.rows[0].england), Share::new(attended, possible).map(Share::percent));
}

#[test]
fn the_published_year_stands_beside_the_same_days_where_the_register_has_them() {
    let now = of_school(authority(), &lead(), SchoolId(1), DAY).expect("Hillside is compared").england;
    assert_eq!(now.year.own, OwnDays::Same(published::YEAR));
    let england: Vec<Percent> = now.year.rows.iter().map(|row| row.england).collect();
    assert_eq!(england[0], Percent::thousandths(94_723));
    assert_eq!((now.year.rows.len(), england[3]), (4, Percent::thousandths(13_773)));
    assert!(now.year.rows.iter().all(|row| row.authority.is_none()), "an invented authority is not published");
    assert!(now.codes.iter().any(|coded| coded.letters == "I" && coded.own.is_some()));
    let then = of_school(authority(), &lead(), SchoolId(1), date(2026, 3, 12)).expect("a past day").england;
    assert!(matches!(then.year.own, OwnDays::Other(days) if days.last == date(2026, 3, 12)), "{:?}", then.year.own);
    let weeks = then.weeks.expect("the autumn is over");
    assert!(matches!(weeks.own, OwnDays::Same(_)), "{:?}", weeks.own);
}

#[test]
fn pupils_of_a_whole_year_stand_beside_the_last_whole_year() {
    let now = of_school(authority(), &lead(), SchoolId(1), DAY).expect("Hillside is compared").england;
    assert!(matches!(now.pupils.own, OwnDays::OtherYear(_)), "{:?}", now.pupils.own);
    let groups: Vec<&str> = now.pupils.rows.iter().map(|row| row.group).collect();
    assert_eq!(groups.len(), 6);
    assert!(groups.contains(&"special educational needs") && groups.contains(&"free school meals"));
    let first = of_school(authority(), &lead(), SchoolId(1), date(2026, 3, 12)).expect("a past day").england;
    assert!(matches!(first.pupils.own, OwnDays::Other(_)), "{:?}", first.pupils.own);
}

#[test]
fn the_summary_says_what_the_page_says() {
    let page = of_school(authority(), &lead(), SchoolId(1), DAY).expect("Hillside is compared");
    let three = summary(authority(), &lead(), SchoolId(1), DAY).expect("Hillside is summed up");
    assert_eq!(three.own, Some(page.authority.rows[0].own.percent()));
    assert_eq!(three.authority, Some(page.authority.rows[0].spread));
    assert_eq!(three.alike, Some(page.alike.rows[0].spread));
    assert_eq!(three.england, page.england.weeks);
}

#[test]
fn a_reader_of_another_school_and_one_without_figures_are_refused() {
    let other = reader(Role::AttendanceLead, Some(SchoolId(2)));
    assert!(matches!(of_school(authority(), &other, SchoolId(1), DAY), Err(Error::Forbidden(_))));
    let administrator = reader(Role::Administrator, None);
    assert!(matches!(summary(authority(), &administrator, SchoolId(1), DAY), Err(Error::Forbidden(_))));
}
