//! Slices by every side and by every two, over random days and children, beside the same counted mark by mark on paper.

use std::collections::BTreeMap;

use analysis::slice::{Asked, Counts, Key, Member, Row, Side, behind, slice, together};
use domain::{
    code::CodeTable,
    id::{GroupId, PupilId, SchoolId},
    school::Phase,
    session::Half,
};
use jiff::civil::Date;

use crate::{
    both::{THRESHOLDS, period, session},
    random::{Random, School},
    slow::{self, Book, Standing, august_before, monday_before, reaches},
};

const SIDES: [Side; 16] = [
    Side::Whole,
    Side::School,
    Side::Phase,
    Side::Year,
    Side::Class,
    Side::Sex,
    Side::Cohort,
    Side::Band,
    Side::Weekday,
    Side::Half,
    Side::Week,
    Side::HalfTerm,
    Side::Term,
    Side::Month,
    Side::Code,
    Side::CountsAs,
];

/// Every second pupil or so, each with random particulars; one of them never had a mark.
fn members(school: &School, random: &mut Random) -> Vec<Member> {
    let member = |&pupil: &i64| Member {
        pupil: PupilId(pupil),
        year: random.below(3) as u8,
        class: GroupId(10 + random.below(3) as i64),
        sex: random.one_of(&['F', 'M']),
        cohorts: (0..3).filter(|_| random.happens(40)).collect(),
        band: random.one_of(&[None, Some(0), Some(1)]),
    };
    school.pupils.iter().map(member).collect()
}

/// The words of a key, as paper has them.
fn said(key: Key, codes: &CodeTable) -> String {
    match key {
        Key::Whole => String::new(),
        Key::School(school) => format!("school {}", school.0),
        Key::Phase(phase) => phase.word().to_owned(),
        Key::Year(year) => format!("year {year}"),
        Key::Class(group) => format!("class {}", group.0),
        Key::Sex(sex) => sex.to_string(),
        Key::Cohort(place) => format!("cohort {place:?}"),
        Key::Band(place) => format!("band {place:?}"),
        Key::Weekday(weekday) => format!("{weekday:?}"),
        Key::Half(half) => half.short().to_owned(),
        Key::Week(day) | Key::Month(day) => day.to_string(),
        Key::HalfTerm(year, number) | Key::Term(year, number) => format!("{number} of {year}"),
        Key::Code(code) => codes.letters(code).to_owned(),
        Key::CountsAs(class) => class.words().to_owned(),
    }
}

/// The number of the half term and of the term of each day of the register, counted in its school year.
struct Stretches {
    half_terms: BTreeMap<Date, String>,
    terms: BTreeMap<Date, String>,
}

impl Stretches {
    fn of(book: &Book) -> Stretches {
        let days: Vec<Date> = book.every_day().into_iter().filter(|&day| book.is_in_register(day)).collect();
        let numbered = |first: &dyn Fn(Date) -> Option<Date>| {
            let (mut number, mut begun) = (0, None);
            let number = |&day: &Date| {
                let this = (august_before(day), first(day));
                match begun.replace(this) {
                    Some((year, _)) if year != this.0 => number = 1,
                    Some((_, before)) if before == this.1 => {}
                    _ => number += 1,
                }
                (day, format!("{number} of {}", this.0.year()))
            };
            days.iter().map(number).collect()
        };
        Stretches {
            // A half term whose first school day is still to come is that of its first school day.
            half_terms: numbered(&|day| {
                let first = book.first_of_half_term(day)?;
                let next = || book.every_day().into_iter().find(|&one| one > day && book.is_open(one));
                if first > day { next() } else { Some(first) }
            }),
            terms: numbered(&|day| book.first_of_term(day)),
        }
    }
}

/// The rows of paper to which a mark belongs.
fn on_paper(school: &School, stretches: &Stretches, member: &Member, mark: &Standing, side: Side) -> Vec<String> {
    let one = match side {
        Side::Whole => String::new(),
        Side::School => String::from("school 1"),
        Side::Phase => String::from("primary"),
        Side::Year => format!("year {}", member.year),
        Side::Class => format!("class {}", member.class.0),
        Side::Sex => member.sex.to_string(),
        Side::Cohort if member.cohorts.is_empty() => String::from("cohort None"),
        Side::Cohort => return member.cohorts.iter().map(|place| format!("cohort Some({place})")).collect(),
        Side::Band => format!("band {:?}", member.band),
        Side::Weekday => format!("{:?}", mark.day.weekday()),
        Side::Half => mark.half.to_owned(),
        Side::Week => monday_before(mark.day).to_string(),
        Side::Month => format!("{}-{:02}-01", mark.day.year(), mark.day.month()),
        Side::HalfTerm => stretches.half_terms[&mark.day].clone(),
        Side::Term => stretches.terms[&mark.day].clone(),
        Side::Code => mark.letters.clone(),
        Side::CountsAs => {
            let codes = school.roll.codes();
            let code = codes.find(&mark.letters, mark.day).expect("in force that day");
            codes.class(code).expect("known").words().to_owned()
        }
    };
    vec![one]
}

/// Every row as paper has it.
fn slow_slice(
    (school, stretches): (&School, &Stretches),
    members: &[Member],
    days: (Date, Date),
    sides: [Side; 2],
) -> BTreeMap<[String; 2], Counts> {
    let mut rows: BTreeMap<[String; 2], Counts> = BTreeMap::new();
    let is_of_marks = sides.iter().any(|side| matches!(side, Side::Code | Side::CountsAs));
    for member in members {
        let mut own: BTreeMap<[String; 2], Vec<Standing>> = BTreeMap::new();
        for mark in school.book.marks(member.pupil.0, days.0, days.1) {
            for one in on_paper(school, stretches, member, &mark, sides[0]) {
                for other in on_paper(school, stretches, member, &mark, sides[1]) {
                    // Somebody in two cohorts is in the row of each of them, and there only once.
                    if sides != [Side::Cohort; 2] || one == other {
                        own.entry([one.clone(), other]).or_default().push(mark.clone());
                    }
                }
            }
        }
        for (key, marks) in own {
            let counts = slow::Counts::of(&marks);
            let row = rows.entry(key).or_default();
            row.recorded += marks.len() as u32;
            row.tally += crate::both::tally(counts);
            row.children += u32::from(counts.possible() > 0 || is_of_marks);
            let has_missed = |share| !is_of_marks && reaches(counts.missed(), counts.possible(), share) == Some(true);
            row.persistent += u32::from(has_missed(10_000));
            row.severe += u32::from(has_missed(50_000));
            let coded = |letters: &str| marks.iter().filter(|mark| mark.letters == letters).count() as u32;
            row.late_before_close += coded("L");
            row.late_after_close += coded("U");
        }
    }
    rows
}

fn asked(days: (Date, Date), [by, across]: [Side; 2]) -> Asked {
    Asked { period: period(days), by, across, thresholds: THRESHOLDS, phase: Phase::Primary }
}

#[test]
fn every_slice_is_the_one_on_paper() {
    let mut rows = 0;
    for seed in 0..40 {
        let school = School::new(seed);
        let mut random = Random::new(seed + 3_000_000);
        let stretches = Stretches::of(&school.book);
        let members = members(&school, &mut random);
        for days in school.periods(4) {
            for _ in 0..6 {
                let sides = [random.one_of(&SIDES), random.one_of(&SIDES)];
                let found = slice(&school.roll, &members, &asked(days, sides));
                let expected = slow_slice((&school, &stretches), &members, days, sides);
                let codes = school.roll.codes();
                let mut known: BTreeMap<[String; 2], Counts> = BTreeMap::new();
                for row in &found {
                    let twice = known.insert([said(row.by, codes), said(row.across, codes)], row.counts);
                    assert_eq!(twice, None, "school {seed}: {sides:?} has a row twice");
                }
                assert_eq!(known, expected, "school {seed} on {days:?}: {sides:?}");
                rows += found.len();
            }
        }
    }
    assert!(rows > 5_000, "only {rows} rows");
}

fn sum(rows: &[Row]) -> Counts {
    rows.iter().fold(Counts::default(), |mut sum, row| {
        sum += row.counts;
        sum
    })
}

#[test]
fn the_rows_of_ten_thousand_slices_add_up_to_the_whole() {
    let parting: Vec<Side> = SIDES.into_iter().filter(|&side| side != Side::Cohort).collect();
    let (mut slices, mut sessions, mut strays) = (0, 0, 0);
    for seed in 0..50 {
        let school = School::new(seed);
        let mut random = Random::new(seed + 4_000_000);
        let members = members(&school, &mut random);
        strays += school.pupils.iter().map(|&pupil| school.book.strays(pupil).len()).sum::<usize>();
        for days in school.periods(20) {
            let whole = slice(&school.roll, &members, &asked(days, [Side::Whole; 2]));
            let marks: u32 =
                members.iter().map(|one| school.book.marks(one.pupil.0, days.0, days.1).len() as u32).sum();
            assert_eq!(sum(&whole).recorded, marks, "school {seed} on {days:?}");
            for _ in 0..10 {
                let sides = [random.one_of(&parting), random.one_of(&parting)];
                let (rows, whole) = (sum(&slice(&school.roll, &members, &asked(days, sides))), sum(&whole));
                assert_eq!(rows.recorded, whole.recorded, "school {seed} on {days:?}: {sides:?}");
                assert_eq!(rows.tally, whole.tally, "school {seed} on {days:?}: {sides:?}");
                let lates = |counts: Counts| (counts.late_before_close, counts.late_after_close);
                assert_eq!(lates(rows), lates(whole), "school {seed} on {days:?}: {sides:?}");
                if sides.iter().all(|side| side.is_of_children()) {
                    assert_eq!(rows, whole, "school {seed} on {days:?}: {sides:?}");
                }
                slices += 1;
                sessions += u64::from(rows.recorded);
            }
        }
    }
    assert_eq!(slices, 10_000);
    assert!(sessions > 500_000 && strays > 200, "{sessions} sessions, {strays} marks outside the calendar");
}

#[test]
fn a_row_opens_to_the_very_marks_that_it_counts() {
    let mut marks = 0;
    for seed in 0..20 {
        let school = School::new(seed);
        let mut random = Random::new(seed + 5_000_000);
        let members = members(&school, &mut random);
        for days in school.periods(3) {
            let asked = asked(days, [random.one_of(&SIDES), random.one_of(&SIDES)]);
            for row in slice(&school.roll, &members, &asked) {
                let found = behind(&school.roll, &members, &asked, (row.by, row.across));
                assert_eq!(found.len() as u32, row.counts.recorded, "school {seed}: {asked:?} {row:?}");
                for (pupil, session, code) in &found {
                    assert_eq!(school.roll.mark(*pupil, *session), Some(*code));
                    assert!(asked.period.contains(session.date));
                }
                marks += found.len();
            }
        }
    }
    assert!(marks > 2_000, "only {marks} marks");
}

#[test]
fn schools_together_are_the_sum_of_each() {
    for seed in 0..20 {
        let (one, other) = (School::new(seed), School::new(seed + 100));
        let mut random = Random::new(seed);
        let days = one.periods(1)[0];
        let asked = asked(days, [random.one_of(&SIDES), Side::Whole]);
        let slices = [&one, &other].map(|school| slice(&school.roll, &members(school, &mut random), &asked));
        let both = together(slices.clone());
        assert_eq!(sum(&both), sum(&slices.concat()), "{seed}");
        let mut keys: Vec<String> = both.iter().map(|row| said(row.by, one.roll.codes())).collect();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), both.len(), "{seed}: a row for each key");
    }
}

#[test]
fn nobody_s_slice_has_no_rows() {
    let school = School::new(1);
    let nobody = Member { pupil: PupilId(9999), year: 1, class: GroupId(1), sex: 'F', cohorts: vec![], band: None };
    let days = school.periods(1)[0];
    assert_eq!(slice(&school.roll, &[nobody], &asked(days, [Side::Week, Side::Whole])), []);
    let first = session(days.0, Half::Morning.short());
    assert_eq!(school.roll.mark(PupilId(9999), first), None);
    assert_eq!(school.roll.school(), SchoolId(1));
}
