//! One register in every layout gives the same marks, and its figures equal those worked out by hand, digit for digit.

use std::{collections::BTreeMap, sync::Arc};

use analysis::{
    Period, SchoolRoll,
    facts::{self, Who},
    figures::Thresholds,
};
use domain::{
    code::CodeTable,
    id::{PupilId, SchoolId},
    session::Session,
    tally::Percent,
};
use imports::{Days, Encoding, Layout, Options, Plan, census, read};
use jiff::civil::date;

const MARKS: &str = include_str!("data/autumn1_2025/marks.csv");
const GRID: &str = include_str!("data/autumn1_2025/register_grid.csv");
const WIDE: &str = include_str!("data/autumn1_2025/attendance_wide.csv");
const PUPILS_ON_ROLL: &str = include_str!("data/autumn1_2025/pupilonroll.csv");
const DETAILS: &str = include_str!("data/autumn1_2025/termlysessiondetailsonroll.csv");
const EXPECTED: &str = include_str!("data/autumn1_2025/expected.csv");

fn codes() -> CodeTable {
    let text = include_str!("../../../packs/england/codes.csv");
    pack::codes::read("codes.csv", text).unwrap_or_else(|faults| panic!("the code table has {} faults", faults.len()))
}

fn plan(text: &str) -> Plan {
    read(text.as_bytes(), &Options::new(&codes(), date(2025, 10, 24))).expect("readable")
}

/// The marks as rows of a day each.
fn day_layout() -> String {
    let mut days: BTreeMap<(&str, &str), [&str; 2]> = BTreeMap::new();
    for line in MARKS.lines().skip(1) {
        let cells: Vec<&str> = line.split(',').collect();
        days.entry((cells[0], cells[1])).or_default()[usize::from(cells[2] == "PM")] = cells[3];
    }
    let rows = days.iter().map(|((upn, day), [am, pm])| format!("{upn};{day};{am};{pm}\r\n"));
    format!("UPN;Date;AM;PM\r\n{}", rows.collect::<String>())
}

/// Whose, when and what, in order.
fn marks(plan: &Plan) -> Vec<(String, Session, String)> {
    let codes = codes();
    let one = |mark: &imports::ImportedMark| {
        (plan.pupils[mark.pupil].key.clone(), mark.session, codes.letters(mark.code).to_owned())
    };
    let mut marks: Vec<_> = plan.marks.iter().map(one).collect();
    marks.sort();
    marks
}

/// The rows of the facts of a plan whose marks have days.
fn facts_of(plan: &Plan) -> (Vec<String>, Vec<Vec<String>>) {
    let codes = Arc::new(codes());
    let school = SchoolRoll::new(SchoolId(1), codes.clone(), plan.calendar(Days::Marked, &codes))
        .with_marks(&plan.marks_of(|at, _| Some(PupilId(at as i64 + 1))));
    let who = |(pupil, id): (&imports::ImportedPupil, i64)| Who { pupil: PupilId(id), upn: pupil.key.clone() };
    let who: Vec<Who> = plan.pupils.iter().zip(1..).map(who).collect();
    let thresholds = Thresholds { persistent: Percent::whole(10), severe: Percent::whole(50) };
    (facts::header(&codes), facts::rows(&school, &who, Period::ALL, thresholds))
}

fn expected() -> (Vec<String>, Vec<Vec<String>>) {
    let mut lines = EXPECTED.lines().map(|line| line.split(',').map(str::to_owned).collect::<Vec<_>>());
    (lines.next().expect("a header"), lines.collect())
}

#[test]
fn every_layout_with_days_gives_the_same_960_marks() {
    let long = plan(MARKS);
    let grid = plan(GRID);
    let day = plan(&day_layout());
    assert_eq!([long.layout, grid.layout, day.layout], [Layout::Long, Layout::Grid, Layout::Day]);
    for plan in [&long, &grid, &day] {
        assert_eq!(plan.faults, [], "{:?}", plan.layout);
        assert_eq!((plan.marks.len(), plan.gaps, plan.pupils.len()), (960, 0, 12));
        assert_eq!(plan.days(), Some((date(2025, 9, 1), date(2025, 10, 24))));
        assert!(marks(plan) == marks(&long), "{:?} differs", plan.layout);
    }
    assert_eq!(grid.pupils[2].name, "Isla O'Neill");
    assert_eq!(grid.pupils[2].group, "9A");
    assert_eq!(day.delimiter, ';');
}

#[test]
fn the_figures_equal_the_expected_totals_digit_for_digit() {
    let (columns, expected) = expected();
    assert_eq!((columns.len(), expected.len()), (13, 12));
    for text in [MARKS, GRID, &day_layout()] {
        let (header, rows) = facts_of(&plan(text));
        assert_eq!(header[0], "upn");
        for expected in &expected {
            let row = rows.iter().find(|row| row[0] == expected[0]).expect("every pupil has a row");
            for (column, value) in columns.iter().zip(expected) {
                let at = header.iter().position(|name| name == column).expect("every column is there");
                assert_eq!(&row[at], value, "{column} of {}", expected[0]);
            }
        }
    }
}

#[test]
fn counts_without_days_equal_the_expected_totals() {
    let codes = codes();
    let options = Options::new(&codes, date(2025, 10, 24));
    let wide = read(WIDE.as_bytes(), &options).expect("readable");
    let census = census::read(PUPILS_ON_ROLL.as_bytes(), DETAILS.as_bytes(), &options).expect("readable");
    let (_, expected) = expected();
    for plan in [wide, census] {
        assert_eq!((plan.layout, plan.faults.as_slice(), plan.totals.len()), (Layout::Totals, &[][..], 12));
        for row in &expected {
            let totals =
                plan.totals.iter().find(|totals| plan.pupils[totals.pupil].key == row[0]).expect("every pupil");
            let tally = totals.tally(&codes);
            let count = |letters| totals.count(codes.find(letters, options.today).expect("a code"));
            let counted =
                [tally.possible(), tally.attended, tally.authorised, tally.unauthorised, count("L"), count("U")];
            let wanted = [3, 4, 5, 6, 11, 12].map(|at| row[at].parse::<u32>().expect("a number"));
            assert_eq!(counted, wanted, "{}", row[0]);
            assert_eq!(totals.stated_possible, Some(wanted[0]));
            assert_eq!(
                [facts::percent(tally.attended, tally), facts::percent(tally.absent(), tally)],
                [&*row[7], &row[8]]
            );
        }
    }
}

#[test]
fn a_file_of_windows_with_semicolons_and_a_title_reads_the_same() {
    let text = GRID.replace("O'Neill", "O\u{2019}Neill").replace("Khan", "Käan");
    let rows = text.lines().map(|line| {
        // The name is the only cell with a comma inside.
        let cells = line.replace("\", ", "\",").replace(", ", "\u{1}").replace(',', ";").replace('\u{1}', ", ");
        format!("{cells}\r\n")
    });
    let text = format!("Registers of the first half term\r\n\r\n{}", rows.collect::<String>());
    let (bytes, ..) = encoding_of_windows(&text);
    let plan = read(&bytes, &Options::new(&codes(), date(2025, 10, 24))).expect("readable");
    assert_eq!((plan.encoding, plan.delimiter, plan.header_line), (Encoding::Windows1252, ';', 3));
    assert!(marks(&plan) == marks(&self::plan(MARKS)));
    assert_eq!(plan.pupils[2].name, "Isla O\u{2019}Neill");
    assert_eq!(plan.pupils[4].name, "Zara Käan");
}

/// The text in Windows-1252, of which it only needs the letters below.
fn encoding_of_windows(text: &str) -> (Vec<u8>, usize) {
    let byte = |letter: char| match letter {
        '\u{2019}' => 0x92,
        'ä' => 0xe4,
        letter => u8::try_from(letter).expect("ASCII"),
    };
    let bytes: Vec<u8> = text.chars().map(byte).collect();
    let length = bytes.len();
    (bytes, length)
}

#[test]
fn the_preview_says_what_would_come_in() {
    let codes = codes();
    let preview = plan(MARKS).preview(&codes, 3);
    assert_eq!((preview.rows, preview.pupils, preview.marks), (960, 12, 960));
    assert_eq!((preview.errors, preview.warnings, preview.sample.len()), (0, 0, 3));
    assert_eq!(preview.by_code.iter().map(|(_, count)| count).sum::<u32>(), 960);
    assert_eq!(preview.by_code[0].0, "/");
    assert_eq!((preview.sample[0].line, preview.sample[0].letters.as_str()), (2, "#"));
}

#[test]
fn training_days_are_no_school_days_when_the_calendar_is_taken_from_the_marks() {
    let (plan, codes) = (plan(MARKS), codes());
    assert_eq!(plan.calendar(Days::Marked, &codes).days().len(), 40);
    let open = plan.calendar(Days::Open, &codes);
    assert_eq!(open.days().len(), 38);
    assert!(!open.is_school_day(date(2025, 9, 1)));
}
