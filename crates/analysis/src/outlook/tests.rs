//! What must be true of the model that is built in, and of the arithmetic beside it.

use proptest::prelude::*;

use super::*;

const TEN: Percent = Percent::whole(10);

fn inputs(possible: u32, missed: u32, to_come: u32) -> Inputs {
    Inputs { week: 10, possible, missed, to_come, recent: 0, weeks_touched: missed.min(9), last_year: None }
}

#[test]
fn the_built_in_model_and_its_measurements_can_be_read_and_written_as_they_are() {
    let model = Model::built_in();
    assert_eq!(Model::parse(&model.write(&["head"])).as_ref(), Ok(model));
    let measured = Measured::built_in();
    assert_eq!(Measured::parse(&measured.write(&["head"])).as_ref(), Ok(measured));
    assert!(measured.rows.iter().any(|row| row.part == Part::All && row.group == Group::Everybody));
    assert!(Model::parse("line ten").is_err() && Measured::parse("row 1 nobody").is_err());
}

#[test]
fn how_much_may_still_be_missed_is_exact() {
    let ahead = |possible, missed, to_come| Line::of(&inputs(possible, missed, to_come), TEN).ahead;
    // 380 sessions: 38 reach the line, 37 do not.
    assert_eq!(ahead(100, 10, 280), Ahead::Open { spare: 27 });
    assert_eq!(ahead(100, 37, 280), Ahead::Open { spare: 0 });
    assert_eq!(ahead(100, 38, 280), Ahead::Past);
    assert_eq!(ahead(370, 27, 10), Ahead::OutOfReach);
    assert_eq!(ahead(370, 28, 10), Ahead::Open { spare: 9 });
    assert_eq!(ahead(0, 0, 0), Ahead::OutOfReach);
}

proptest! {
    #[test]
    fn missing_no_more_than_what_is_spare_stays_under_the_line_and_one_more_reaches_it(
        possible in 1_u32..380, missed in 0_u32..380, to_come in 1_u32..380,
    ) {
        let inputs = inputs(possible, missed.min(possible), to_come);
        if let Ahead::Open { spare } = Line::of(&inputs, TEN).ahead {
            let after = |more: u32| {
                let authorised = inputs.missed + more;
                let tally = domain::tally::Tally { attended: possible + to_come - authorised, authorised, unauthorised: 0 };
                tally.has_missed(TEN)
            };
            prop_assert_eq!(after(spare), Some(false));
            prop_assert_eq!(after(spare + 1), Some(true));
        }
    }

    #[test]
    fn one_more_session_missed_never_lowers_the_range(
        week in 1_u32..40, missed in 0_u32..60, recent in 0_u32..30, touched in 0_u32..20, last in 0_u32..380,
    ) {
        let model = Model::built_in();
        let possible = week * 9 + missed + 1;
        let now = Inputs { week, possible, missed, to_come: 380 - week * 9, recent, weeks_touched: touched,
            last_year: (last > 5).then_some((380, last)) };
        let worse = Inputs { missed: missed + 1, recent: recent + 1, weeks_touched: touched + 1, ..now };
        let range = |inputs: &Inputs| {
            let place = model.stage_of_week(inputs.week)?;
            Some(model.range(place, inputs, &Line::of(inputs, TEN)).0)
        };
        if let (Some(now), Some(worse)) = (range(&now), range(&worse)) {
            prop_assert!(worse.low >= now.low && worse.high >= now.high);
        }
    }
}

#[test]
fn nothing_is_said_under_another_line_or_of_a_child_who_is_new_or_outside_the_measured_groups() {
    let (model, measured) = (Model::built_in(), Measured::built_in());
    let said = |inputs, line, groups: &[Group]| look(model, measured, inputs, line, groups).said;
    let usual = inputs(90, 9, 290);
    assert!(matches!(said(usual, TEN, &[Group::Girls]), Said::Range(..)));
    assert_eq!(said(usual, Percent::whole(9), &[Group::Girls]), Said::Silent(Silence::OtherLine));
    assert_eq!(said(inputs(2, 1, 290), TEN, &[]), Said::Silent(Silence::TooFewSessions));
    assert_eq!(said(Inputs { week: 1, ..usual }, TEN, &[]), Said::Silent(Silence::OutsideItsWeeks));
    assert_eq!(said(usual, TEN, &[Group::Year(13)]), Said::Silent(Silence::NoBetter), "nobody measured sixth forms");
    assert_eq!(said(inputs(90, 60, 290), TEN, &[]), Said::Settled);
}

#[test]
fn nothing_is_said_wherever_the_test_found_it_no_better_than_the_simple_rule() {
    for row in &Measured::built_in().rows {
        if row.speaks {
            assert!(row.gain > 0, "{:?} {:?} speaks without a gain", row.part, row.group);
        }
    }
}
