//! What a closure may write over, as the country's pack says it.

use domain::{closing::Overwrites, code::CodeTable};
use jiff::civil::date;

fn tables() -> (Overwrites, CodeTable) {
    let faults = |found: Vec<pack::Fault>| -> Vec<String> { found.into_iter().map(|fault| fault.what).collect() };
    let codes = pack::codes::read("codes.csv", include_str!("../../../packs/england/codes.csv"));
    let codes = codes.map_err(faults).expect("the code table has no fault");
    let text = include_str!("../../../packs/england/closures.csv");
    (pack::closures::read("closures.csv", text, &codes).map_err(faults).expect("the table has no fault"), codes)
}

#[test]
fn a_closure_never_writes_over_a_child_who_is_there() {
    let (overwrites, codes) = tables();
    let day = date(2026, 11, 24);
    let replaces = |closure: &str, standing: &str| {
        let code = codes.find(closure, day).expect("in force");
        overwrites.answer(code, codes.find(standing, day), &codes).expect("it closes").replaces
    };
    for closure in overwrites.letters() {
        for present in ["/", "\\", "L"] {
            assert!(!replaces(closure, present), "{closure} over {present}");
        }
        assert!(replaces(closure, "no mark") && replaces(closure, "N"), "{closure}");
        assert!(!replaces(closure, closure), "{closure} over itself");
    }
    assert!(
        replaces("Y4", "I") && replaces("Y4", "D") && replaces("Y4", "B"),
        "a cancelled session is so for every pupil"
    );
    assert!(!replaces("Y3", "I") && !replaces("Y1", "B"), "a truer reason stays where the school is not closed");
    assert!(
        overwrites.answer(codes.find("I", day).expect("in force"), None, &codes).is_none(),
        "illness closes nothing"
    );
}
