//! The attendance part of a school census: looked at, put right, made into a file that says what the register says, and
//! remembered.

use analysis::{
    Period,
    figures::{Thresholds, of_pupil},
};
use domain::{
    Date,
    id::{PupilId, SchoolId},
    session::{Half, Session},
    tally::Percent,
    upn::Upn,
};
use imports::census_return::{Part, Returned, read, returned};
use jiff::civil::date;
use service::census::Asked;
use web::urls;

use crate::{
    hillside::{AMARA, DORA, ELLIS, OFFICE, OFFICER, TEACHER, TOM},
    house::{House, on_both},
    page::Page,
    visitor::{Visitor, filled_in},
};

const HILLSIDE: SchoolId = SchoolId(1);
const FIRST: Date = date(2026, 9, 2);
const LAST: Date = date(2026, 10, 23);

fn page() -> String {
    urls::census::of_school(HILLSIDE)
}

fn half_term(part: Part) -> Asked {
    Asked { period: Period { first: FIRST, last: LAST }, part }
}

/// Gives these pupils numbers whose check letters fit.
fn number(house: &House, pupils: &[PupilId]) {
    let written = house.store().write::<(), store::StoreError>({
        let pupils = pupils.to_vec();
        move |tx| {
            for pupil in &pupils {
                let upn = Upn::temporary("8889901", 2026, u16::try_from(pupil.0).expect("a small number"));
                let upn = upn.expect("a number").as_str().to_owned();
                tx.exec("update pupils set upn = $1 where id = $2", &[(&upn).into(), pupil.0.into()])?;
            }
            Ok(())
        }
    });
    written.expect("writable");
}

const EVERYBODY: [PupilId; 8] = [ELLIS, AMARA, PupilId(3), DORA, PupilId(5), PupilId(11), PupilId(12), TOM];

/// Asks for the file of the page.
fn make(visitor: &Visitor<'_>, page: &Page) -> Page {
    let form = page.forms(&self::page()).into_iter().find(|form| form.iter().any(|(name, _)| name == "csrf"));
    visitor.post(&self::page(), &form.expect("the page offers the file"))
}

/// What the file says.
fn pupils(house: &House, file: &Page) -> Vec<Returned> {
    assert_eq!(file.status, 200, "{}", file.words());
    read(&file.html(), house.app.codes(), LAST).expect("a return that can be read")
}

/// Whether the file says of this pupil what the roll does.
fn is_of_the_roll(house: &House, pupil: PupilId, (read, part): (&Returned, Part)) {
    let view = house.app.view(HILLSIDE);
    let roll = view.roll().expect("the school has a roll");
    let thresholds = Thresholds { persistent: Percent::whole(10), severe: Percent::whole(50) };
    let facts = of_pupil(roll, pupil, half_term(part).period, thresholds);
    let sessions = read.sessions(part).expect("the part is there");
    assert_eq!(sessions.possible, facts.tally.possible());
    assert_eq!(sessions.counts, returned(&facts.by_code, house.app.codes()));
}

fn is_whole(house: &House) {
    let verified = house.store().read(|tx| store::verify::school(tx, HILLSIDE)).expect("readable");
    assert_eq!(verified.faults, vec![]);
}

#[test]
fn the_office_makes_the_file_of_a_half_term_and_it_says_what_the_register_says() {
    on_both(|house| {
        number(house, &EVERYBODY);
        let office = house.signed_in(OFFICE);
        let returns = office.page(&urls::returns::of_school(HILLSIDE));
        assert!(returns.links().contains(&page()), "the returns lead there");
        let empty = office.page(&page());
        empty.must_say("No term is over yet");
        empty.must_say("No file was made yet");

        // Day for day, as people type them.
        let days = [("first", "2 September 2026"), ("last", "23/10/2026")];
        let typed = filled_in(Vec::new(), &days);
        let query: Vec<String> = typed.iter().map(|(name, day)| format!("{name}={}", urls::encode(day))).collect();
        let look = office.page(&format!("{}?{}", page(), query.join("&")));
        look.must_say("2 September 2026 to 23 October 2026");
        look.must_say("Pupils in the file 8");
        look.must_say("Nothing: every pupil has a number, and every session a mark with its reason.");
        look.must_say("This file was never made here.");
        let file = make(&office, &look);
        let known = pupils(house, &file);
        assert_eq!(known.len(), EVERYBODY.len());
        for pupil in EVERYBODY {
            let upn = Upn::temporary("8889901", 2026, u16::try_from(pupil.0).expect("small")).expect("a number");
            let read = known.iter().find(|read| read.upn == upn).expect("every pupil stands in it");
            assert_eq!(read.second_half, None);
            is_of_the_roll(house, pupil, (read, Part::Term));
        }
        let possible: u32 = known.iter().filter_map(|pupil| Some(pupil.term.as_ref()?.possible)).sum();
        look.must_say(&format!("Possible sessions {possible}"));
        // Ellis 29 sessions and Callum 24.
        look.must_say("Sessions by code");
        let ill = house.app.codes().find("I", LAST).expect("a code");
        let counts = known.iter().filter_map(|pupil| pupil.term.as_ref()).flat_map(|term| &term.counts);
        assert_eq!(counts.filter(|(code, _)| *code == ill).map(|(_, count)| count).sum::<u32>(), 53);

        let after = office.page(&urls::census::of_sessions(HILLSIDE, half_term(Part::Term)));
        after.must_say("Last made: 24 November 2026 08:55, Joan Prescott, school office.");
        after.must_say("2 September 2026 to 23 October 2026 8 24 November 2026 08:55, Joan Prescott");
        is_whole(house);
    });
}

#[test]
fn the_second_half_of_the_summer_is_offered_apart_and_stands_on_its_own_element() {
    on_both(|house| {
        number(house, &EVERYBODY);
        house.at(date(2027, 9, 6), "09:00");
        let office = house.signed_in(OFFICE);
        let look = office.page(&page());
        look.must_say("Summer 2027, second half Summer 2027, first half Spring 2027 Autumn 2026");
        // The newest is shown: nobody has taken a register since November.
        look.must_say("7 June 2027 to 15 July 2027, second half of the summer");
        look.must_say("no mark for 58 sessions: fill the gaps in the register");

        let asked = half_term(Part::SecondHalf);
        let look = office.page(&urls::census::of_sessions(HILLSIDE, asked));
        let file = make(&office, &look);
        assert!(file.html().contains("<SummerHalfTerm2Attendance>") && !file.html().contains("<TermlyAttendance>"));
        for read in &pupils(house, &file) {
            assert_eq!(read.term, None);
        }
        let known = pupils(house, &file);
        let amara = Upn::temporary("8889901", 2026, 2).expect("a number");
        let read = known.iter().find(|read| read.upn == amara).expect("she stands in it");
        is_of_the_roll(house, AMARA, (read, Part::SecondHalf));
        let first = Asked { part: Part::Term, ..asked };
        office.page(&urls::census::of_sessions(HILLSIDE, first)).must_say("This file was never made here.");
        is_whole(house);
    });
}

#[test]
fn what_is_to_be_put_right_is_listed_with_where_and_who_has_another_age_is_left_out() {
    on_both(|house| {
        number(house, &EVERYBODY[1..]);
        let written = house.store().write::<(), store::StoreError>(|tx| {
            tx.exec("update pupils set born = $1 where id = $2", &[date(2021, 9, 1).into(), TOM.0.into()]).map(drop)
        });
        written.expect("writable");
        // The Monday before is the last day with registers, so the Tuesday has gaps once it is over.
        house.at(date(2026, 11, 25), "08:30");
        let office = house.signed_in(OFFICE);
        let session = Session::new(date(2026, 11, 23), Half::Morning);
        let mark = urls::mark(AMARA, session);
        let amended = office.submit(&office.page(&mark), &mark, &[("code", "N"), ("reason", "Was not there")]);
        assert_eq!(amended.status, 303, "{}", amended.words());
        let period = Period { first: date(2026, 11, 23), last: date(2026, 11, 24) };
        let look = office.page(&urls::census::of_sessions(HILLSIDE, Asked { period, part: Part::Term }));
        look.must_say("Ellis Hargreaves Is left out:");
        look.must_say("Amara Osei Has 1 absence without a reason: find it out and amend the mark");
        look.must_say("Amara Osei Has no mark for 2 sessions: fill the gaps in the register");
        look.must_say("1 pupil is not 5 to 15 years old on 31 August 2026");
        look.must_not_say("Tom Birch");
        look.must_say("Pupils in the file 6");
        let gap = Session::new(date(2026, 11, 24), Half::Afternoon);
        for mended in [urls::admission::amend(ELLIS), mark, urls::mark(AMARA, gap)] {
            assert!(look.links().contains(&mended), "{mended}");
            office.page(&mended);
        }
        let file = make(&office, &look);
        assert_eq!(pupils(house, &file).len(), 6);
    });
}

#[test]
fn days_that_cannot_be_returned_are_refused_in_one_sentence_and_others_see_nothing() {
    on_both(|house| {
        let written = house.store().write::<(), store::StoreError>(|tx| {
            let mut each = EVERYBODY.iter();
            each.try_for_each(|pupil| {
                let none = format!("none {pupil}");
                tx.exec("update pupils set upn = $1 where id = $2", &[(&none).into(), pupil.0.into()]).map(drop)
            })
        });
        written.expect("writable");
        let office = house.signed_in(OFFICE);
        for (first, last, said) in [
            ("soon", "2026-10-23", "Give the first day, such as 1 September 2026"),
            ("2026-09-02", "", "Give the last day, such as 1 September 2026"),
            ("2026-10-23", "2026-09-02", "The last day is before the first: give the earlier day first"),
            ("2026-09-02", "2026-11-24", "Tuesday 24 November 2026 is not over: give an earlier last day"),
            (
                "2026-10-26",
                "2026-10-30",
                "There is no day of school from Monday 26 October 2026 to Friday 30 October 2026",
            ),
            ("2026-09-02", "2026-10-23", "Nobody can stand in the file yet"),
        ] {
            let look = office.get(&format!("{}?first={first}&last={last}", page()));
            look.must_say(said);
            let token = look.token();
            let token = if token.is_empty() { office.page(&urls::returns::of_school(HILLSIDE)).token() } else { token };
            let fields = filled_in(Vec::new(), &[("csrf", &token), ("first", first), ("last", last)]);
            let refused = office.post(&page(), &fields);
            assert_eq!(refused.status, 422, "{first} {last}: {}", refused.words());
            refused.must_say(said);
        }
        office.page(&page()).must_say("No file was made yet");
        for other in [TEACHER, OFFICER] {
            assert_eq!(house.signed_in(other).get(&page()).status, 403, "{other}");
        }
        assert_eq!(office.get(&urls::census::of_school(SchoolId(2))).status, 403);
    });
}
