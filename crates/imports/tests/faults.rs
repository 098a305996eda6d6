//! A row that cannot be taken is named, with what is wrong and what to do, and the others are taken.

use domain::{
    code::CodeTable,
    example,
    session::{Half, Session},
    upn::UpnError,
};
use imports::{Column, DateOrder, FaultKind, Layout, Options, Plan, ReadError, RowFault, Wanted, Weight, census, read};
use jiff::civil::date;

const NOAH: &str = "L888200119123";
const ZARA: &str = "Q340207621007";

fn codes() -> CodeTable {
    let text = include_str!("../../../packs/england/codes.csv");
    pack::codes::read("codes.csv", text).unwrap_or_else(|faults| panic!("the code table has {} faults", faults.len()))
}

fn plan(text: &str) -> Plan {
    read(text.as_bytes(), &Options::new(&codes(), date(2026, 11, 27))).expect("readable")
}

/// A file of single marks of one pupil.
fn long(rows: &[&str]) -> Plan {
    let rows: String = rows.iter().map(|row| format!("{NOAH},{row}\n")).collect();
    plan(&format!("upn,date,session,code,minutes_late\n{rows}"))
}

fn kinds(plan: &Plan) -> Vec<&FaultKind> {
    plan.faults.iter().map(|fault| &fault.kind).collect()
}

fn letters(plan: &Plan) -> Vec<String> {
    plan.marks.iter().map(|mark| codes().letters(mark.code).to_owned()).collect()
}

#[test]
fn an_unknown_code_is_named_with_its_line_and_the_others_are_taken() {
    let plan = long(&["2026-11-24,AM,/,", "2026-11-24,PM,%,", "2026-11-25,AM,Y1,", "2026-11-26,AM,%,"]);
    let fault = RowFault { line: 3, column: "code".into(), value: "%".into(), kind: FaultKind::UnknownCode, more: 1 };
    assert_eq!(plan.faults, [fault]);
    assert_eq!((plan.rows, letters(&plan)), (4, vec!["/".to_owned(), "Y1".to_owned()]));
    assert_eq!(plan.preview(&codes(), 5).errors, 2);
    assert_eq!(plan.faults[0].weight(), Weight::Error);
    assert!(plan.faults[0].to_do().contains("code=Mark"));
}

#[test]
fn a_code_is_only_taken_on_days_and_in_halves_in_which_it_can_stand() {
    let plan = long(&["2024-07-01,AM,C2,", "2026-11-24,AM,\\,", "2026-11-24,PM,/,", "2024-07-01,AM,H,"]);
    assert_eq!(
        kinds(&plan),
        [
            &FaultKind::NotInForce(date(2024, 7, 1)),
            &FaultKind::WrongHalf(Half::Morning),
            &FaultKind::WrongHalf(Half::Afternoon)
        ]
    );
    assert_eq!(letters(&plan), ["H"]);
}

#[test]
fn lower_case_is_read_and_remarked_on() {
    let plan = long(&["2026-11-24,AM,y1,"]);
    assert_eq!((kinds(&plan), letters(&plan)), (vec![&FaultKind::LowerCase], vec!["Y1".to_owned()]));
    assert_eq!(plan.errors().count(), 0);
}

#[test]
fn a_wrong_pupil_number_is_told_apart_from_a_missing_one() {
    let plan = plan(
        "upn,date,session,code\nM888200119123,2026-11-24,AM,/\n,2026-11-24,AM,/\nE000200005001,2026-11-24,AM,/\n\
         l888200119123 ,2026-11-24,AM,/\n",
    );
    assert_eq!(
        kinds(&plan),
        [&FaultKind::Upn(UpnError::CheckLetter('L')), &FaultKind::NoPupil, &FaultKind::UpnAuthority]
    );
    assert_eq!(plan.faults[0].what(), "the check letter does not fit");
    assert_eq!((plan.pupils.len(), plan.pupils[0].key.as_str(), plan.marks.len()), (1, NOAH, 1));
}

#[test]
fn one_number_with_two_names_is_remarked_on() {
    let plan = plan(&format!(
        "UPN,Name,Date,AM,PM\n{NOAH},\"Barlow, Noah\",24/11/2026,/,\\\n{NOAH},Noah Barlow,25/11/2026,/,\\\n{NOAH},\"Khan, Zara\",26/11/2026,/,\\\n"
    ));
    assert_eq!(plan.layout, Layout::Day);
    assert_eq!(kinds(&plan), [&FaultKind::OtherName { first: "Noah Barlow".into() }]);
    assert_eq!(plan.marks.len(), 6);
}

#[test]
fn the_same_mark_twice_is_taken_once_and_contradicting_marks_are_not_taken() {
    let plan =
        long(&["2026-11-24,AM,/,", "2026-11-24,AM,/,", "2026-11-24,PM,\\,", "2026-11-24,PM,O,", "2026-11-25,AM,I,"]);
    assert_eq!(
        kinds(&plan),
        [&FaultKind::Repeated { line: 2 }, &FaultKind::Contradicts { line: 4, letters: "\\".into() }]
    );
    assert_eq!(letters(&plan), ["/", "I"]);
    assert_eq!((plan.errors().count(), plan.warnings().count()), (1, 1));
}

#[test]
fn days_without_school_are_remarked_on_and_kept() {
    let calendar = example::calendar();
    let codes = codes();
    let options = Options { calendar: Some(&calendar), ..Options::new(&codes, date(2026, 11, 27)) };
    let text = format!(
        "upn,date,session,code\n{NOAH},2026-11-28,AM,/\n{NOAH},2026-10-27,AM,/\n{NOAH},2026-10-28,AM,#\n{NOAH},2026-12-01,AM,C\n"
    );
    let plan = read(text.as_bytes(), &options).expect("readable");
    let expected = [&FaultKind::Weekend, &FaultKind::Closed(date(2026, 10, 27)), &FaultKind::Future(date(2026, 12, 1))];
    assert_eq!(kinds(&plan), expected);
    assert_eq!((plan.marks.len(), plan.errors().count()), (4, 0));
}

#[test]
fn an_empty_mark_is_a_gap() {
    let plan = long(&["2026-11-24,AM,,", "2026-11-24,PM,-,"]);
    assert_eq!((plan.marks.len(), plan.gaps), (0, 2));
    assert_eq!(kinds(&plan), [&FaultKind::NoCode, &FaultKind::NoCode]);
    let day = self::plan(&format!("upn,date,am,pm\n{NOAH},2026-11-24,/,\n"));
    assert_eq!((day.marks.len(), day.gaps, day.faults.len()), (1, 1, 0));
}

#[test]
fn minutes_late_are_read_and_nonsense_costs_only_the_minutes() {
    let plan = long(&["2026-11-24,AM,L,12", "2026-11-25,AM,L,soon"]);
    assert_eq!(plan.marks.iter().map(|mark| mark.minutes_late).collect::<Vec<_>>(), [Some(12), None]);
    assert_eq!(kinds(&plan), [&FaultKind::NotMinutes]);
}

#[test]
fn dates_that_contradict_each_other_are_refused_and_month_first_is_remarked_on() {
    let plan = long(&["25/11/2026,AM,/,", "11/26/2026,AM,/,", "soon,AM,/,"]);
    assert_eq!(plan.dates, DateOrder::Contradictory);
    assert_eq!(kinds(&plan), [&FaultKind::DatesContradict, &FaultKind::NotADate, &FaultKind::NotADate]);
    assert_eq!((plan.marks.len(), plan.faults[0].line), (1, 1));

    let plan = long(&["11/02/2026,AM,/,", "11/26/2026,AM,/,"]);
    assert_eq!((plan.dates, kinds(&plan)), (DateOrder::MonthFirst, vec![&FaultKind::MonthFirst]));
    assert_eq!(plan.days(), Some((date(2026, 11, 2), date(2026, 11, 26))));

    let plan = long(&["25/11/2026,AM,/,", "2026-11-24,AM,/,"]);
    assert_eq!(kinds(&plan), [&FaultKind::DatesMixed]);
}

#[test]
fn the_half_of_the_day_is_read_from_its_column_or_beside_the_date() {
    let plan = plan(&format!("upn,date,code\n{NOAH},24/11/2026 AM,/\n{NOAH},24/11/2026 PM,\\\n{NOAH},25/11/2026,/\n"));
    let sessions: Vec<Session> = plan.marks.iter().map(|mark| mark.session).collect();
    assert_eq!(sessions, Half::BOTH.map(|half| Session::new(date(2026, 11, 24), half)));
    assert_eq!(kinds(&plan), [&FaultKind::NotASession]);
    let plan = long(&["2026-11-24,1,/,", "2026-11-24,Afternoon,\\,", "2026-11-24,evening,/,"]);
    assert_eq!((plan.marks.len(), kinds(&plan)), (2, vec![&FaultKind::NotASession]));
}

#[test]
fn a_column_under_another_header_can_be_named() {
    let text = format!("Pupil Ref,When,Half,What\n{NOAH},2026-11-24,AM,/\n");
    let codes = codes();
    let options = Options::new(&codes, date(2026, 11, 27));
    assert!(matches!(read(text.as_bytes(), &options), Err(ReadError::UnknownLayout { .. })));
    let wanted: Vec<Wanted> =
        ["upn=Pupil Ref", "date=when", "code=What"].into_iter().filter_map(Wanted::parse).collect();
    let plan = read(text.as_bytes(), &Options { wanted: &wanted, ..options }).expect("readable");
    assert_eq!((plan.layout, letters(&plan)), (Layout::Long, vec!["/".to_owned()]));
    let used: Vec<(Column, &str)> = plan.mapping.columns.iter().map(|used| (used.column, &*used.header)).collect();
    let session = (Column::Session, "Half");
    assert_eq!(used, [(Column::Upn, "Pupil Ref"), (Column::Date, "When"), session, (Column::Code, "What")]);
    let wanted = [Wanted { column: Column::Code, header: "Mark".into() }];
    let unknown = read(text.as_bytes(), &Options { wanted: &wanted, ..options });
    assert!(matches!(unknown, Err(ReadError::UnknownHeader { header, .. }) if header == "Mark"));
}

#[test]
fn a_layout_that_was_asked_for_says_which_columns_it_misses() {
    let codes = codes();
    let options = Options { layout: Some(Layout::Day), ..Options::new(&codes, date(2026, 11, 27)) };
    let error = read(b"UPN,Date,Mark\n", &options).expect_err("no morning and no afternoon");
    assert_eq!(
        error.to_string(),
        "the day layout needs a column for `am` and a column for `pm`, which these headers do not have: `UPN`, `Date`, \
         `Mark`; name each column, as in `am=HEADER`"
    );
    assert_eq!(read(b"\n\n", &options), Err(ReadError::Empty));
}

#[test]
fn a_row_with_a_comma_too_many_is_not_guessed_at() {
    let plan = plan(&format!("Name,UPN,24/11/2026 AM\nBarlow, Noah,{NOAH},/\n\"Khan, Zara\",{ZARA},/\n"));
    assert_eq!((kinds(&plan), plan.marks.len()), (vec![&FaultKind::Surplus], 1));
}

#[test]
fn one_cell_can_hold_the_marks_of_both_halves() {
    let plan = plan(&format!(
        "UPN,Mon 23/11/2026,24/11/2026,25/11/2026,26/11/2026\n{NOAH},/\\,C1I,J1 \\,--\n{ZARA},/,LL,,//\n"
    ));
    assert_eq!(letters(&plan), ["/", "\\", "C1", "I", "J1", "\\", "L", "L", "/"]);
    assert_eq!(kinds(&plan), [&FaultKind::NotTwoMarks, &FaultKind::WrongHalf(Half::Afternoon)]);
    assert_eq!(plan.gaps, 4);
}

#[test]
fn one_date_over_two_columns_is_morning_and_afternoon() {
    let plan = plan(&format!("UPN,24/11/2026,24/11/2026\n{NOAH},/,\\\n"));
    assert_eq!((letters(&plan), plan.faults.len()), (vec!["/".to_owned(), "\\".to_owned()], 0));
}

#[test]
fn counts_that_do_not_add_up_are_remarked_on() {
    let plan =
        plan(&format!("UPN,TermlySessionsPossible,/,\\,I,X\n{NOAH},20,9,9,2,3\n{ZARA},20,9,9,1,\n{ZARA},1,1,,,\n"));
    assert_eq!(kinds(&plan), [&FaultKind::OtherPossible { counted: 19 }, &FaultKind::Twice { line: 3 }]);
    let tallies: Vec<u32> = plan.totals.iter().map(|totals| totals.tally(&codes()).possible()).collect();
    assert_eq!(tallies, [20, 19]);
    let plan = self::plan(&format!("UPN,/,\\,I\n{NOAH},9,many,2\n"));
    assert_eq!(kinds(&plan), [&FaultKind::NotACount]);
}

#[test]
fn a_census_row_without_its_pupil_is_named() {
    let codes = codes();
    let options = Options::new(&codes, date(2026, 11, 27));
    let pupils = format!("pupilonrolltableid,upn,forename,surname,termlysessionspossible\n1,{NOAH},Noah,Barlow,10\n");
    let details = "pupilonrolltableid,sessions,attendancereason\n1,10,/\n2,3,I\n1,4,/\n1,2,?\n";
    let plan = census::read(pupils.as_bytes(), details.as_bytes(), &options).expect("readable");
    assert_eq!(kinds(&plan), [&FaultKind::NotInOtherTable, &FaultKind::Twice { line: 2 }, &FaultKind::UnknownCode]);
    assert_eq!((plan.pupils[0].name.as_str(), plan.totals.len()), ("Noah Barlow", 1));
    assert_eq!(plan.totals[0].tally(&codes).attended, 10);
}

#[test]
fn what_is_wrong_and_what_to_do_is_said_of_every_fault() {
    for kind in [FaultKind::Weekend, FaultKind::Surplus, FaultKind::Digits(6), FaultKind::Upn(UpnError::Length(3))] {
        assert!(!kind.what().is_empty() && !kind.to_do().is_empty());
        assert!(!kind.what().ends_with('.') && kind.what().starts_with(|letter: char| letter.is_lowercase()));
    }
}
