//! Marks set one by one, pupils who come and who change groups, whole sessions in any order: what stands is what a school built
//! anew has.

use analysis::refresh::{Processor, Pupil};
use proptest::{collection::vec, prelude::*, sample::Index};

use crate::{BLANK, CODES, Case, case, pupil};

#[derive(Debug, Clone)]
enum Edit {
    Amend { place: Index, session: Index, mark: u8 },
    Push(Pupil),
    Regroup { place: Index, pupil: Pupil },
    Session { session: Index, marks: Vec<u8> },
    Next(Vec<u8>),
}

fn edit() -> impl Strategy<Value = Edit> {
    let mark = || prop_oneof![9 => 0..CODES as u8, 1 => Just(BLANK)];
    let marks = || vec(mark(), 40);
    prop_oneof![
        12 => (any::<Index>(), any::<Index>(), mark())
            .prop_map(|(place, session, mark)| Edit::Amend { place, session, mark }),
        2 => pupil().prop_map(Edit::Push),
        2 => (any::<Index>(), pupil()).prop_map(|(place, pupil)| Edit::Regroup { place, pupil }),
        1 => (any::<Index>(), marks()).prop_map(|(session, marks)| Edit::Session { session, marks }),
        3 => marks().prop_map(Edit::Next),
    ]
}

/// The first session from which no pupil has a mark.
fn blank_from(case: &Case) -> usize {
    let last = |row: &Vec<u8>| row.iter().rposition(|&mark| mark != BLANK).map_or(0, |last| last + 1);
    case.rows.iter().map(last).max().unwrap_or(0)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn edits_one_by_one_give_what_a_school_built_anew_has(
        whole in case(),
        from in any::<Index>(),
        edits in vec(edit(), 1..40),
    ) {
        let sessions = whole.timetable.sessions();
        for processor in Processor::available() {
            let mut case = whole.clone();
            case.rows = whole.before(from.index(sessions + 1));
            let mut school = case.school(&case.rows);
            for (at, edit) in edits.iter().enumerate() {
                let (pupils, next) = (case.rows.len(), blank_from(&case));
                match edit {
                    Edit::Amend { place, session, mark } if pupils > 0 && sessions > 0 => {
                        let (place, session) = (place.index(pupils), session.index(sessions));
                        school.amend(place, session, *mark).expect("place and session are there");
                        case.rows[place][session] = *mark;
                    }
                    Edit::Push(pupil) if pupils < 40 => {
                        prop_assert_eq!(school.push(*pupil), Ok(pupils));
                        case.pupils.push(*pupil);
                        case.rows.push(vec![BLANK; sessions]);
                    }
                    Edit::Regroup { place, pupil } if pupils > 0 => {
                        school.regroup(place.index(pupils), *pupil).expect("the place is there");
                        case.pupils[place.index(pupils)] = *pupil;
                    }
                    Edit::Session { session, marks } if sessions > 0 => {
                        let session = session.index(sessions);
                        school.increment(processor, session, &marks[..pupils]).expect("one mark for each pupil");
                        case.rows.iter_mut().zip(marks).for_each(|(row, &mark)| row[session] = mark);
                    }
                    Edit::Next(marks) if next < sessions => {
                        school.increment(processor, next, &marks[..pupils]).expect("one mark for each pupil");
                        case.rows.iter_mut().zip(marks).for_each(|(row, &mark)| row[next] = mark);
                    }
                    _ => {}
                }
                if at % 8 == 0 {
                    case.expect(&school);
                }
            }
            for (place, row) in case.rows.iter().enumerate() {
                let marks: Vec<u8> = (0..sessions).filter_map(|session| school.mark(place, session)).collect();
                prop_assert_eq!(&marks, row);
            }
            school.scan(processor);
            case.expect(&school);
        }
    }
}

#[test]
fn edits_of_what_is_not_there_are_refused() {
    let one = Case::of_one_day();
    let mut school = one.school(&one.rows);
    assert_eq!(
        school.amend(1, 0, 0).map_err(|error| error.to_string()),
        Err("there is no pupil at place 1 of 1: take the pupil in first".to_owned())
    );
    assert_eq!(
        school.amend(0, 2, 0).map_err(|error| error.to_string()),
        Err("session 2 is after the last of 2: take the timetable of its school year".to_owned())
    );
    assert!(school.amend(0, 0, 64).is_err());
    assert!(school.push(Pupil { year_group: 0, cohorts: 16 }).is_err());
    assert!(school.regroup(0, Pupil { year_group: 16, cohorts: 0 }).is_err());
    assert_eq!(school.mark(0, 2), None);
    one.expect(&school);
}
