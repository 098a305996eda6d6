//! `rollbook figures`, on the records of a demo.

use rusqlite::Connection;
use service::{
    App, Clock, Packs,
    slice::{self, Measure, Of, Typed},
};

use crate::{demo::start, run::rollbook};

#[test]
fn the_command_prints_the_numbers_of_the_page() {
    let folder = tempfile::tempdir().expect("a folder");
    drop(start(folder.path(), "2025-10-06", "demo"));
    let records = folder.path().join("demo.db");
    let store = format!("sqlite:{}", records.display());
    let urn: String = Connection::open(&records)
        .and_then(|records| records.query_row("select urn from schools order by id limit 1", [], |row| row.get(0)))
        .expect("there is a school");
    let app = App::open(
        store::Store::open(&store).expect("it opens"),
        Packs::built_in().expect("the packs have no fault"),
        Clock::Machine,
        &|_, _| (),
    )
    .expect("it opens");
    let school = app.schools().find(|school| school.urn == urn).expect("there").id;
    let days = ["--from", "2025-09-01", "--to", "2025-10-03"];
    let (one, all) = ((Of::School(school), vec!["--school", urn.as_str()]), (Of::Area, vec![]));
    for (side, and, measure, (of, place)) in
        [("week", "", Measure::DaysPerChild, one), ("year", "weekday", Measure::Attendance, all)]
    {
        let typed = Typed { by: side, and, from: days[1], to: days[3], ..Typed::default() };
        let asked = slice::read(&app, of, &typed).expect("a sound question");
        let sliced = slice::of_records(&app, of, &asked).expect("figures");
        let expected = documents::table::csv(&slice::table(&sliced, measure));
        let asking = ["figures", "--store", &store, "--by", side, "--and", and, "--show", measure.word()];
        let ended = rollbook(&[&asking[..], &days[..], &place[..]].concat());
        assert_eq!(ended.code, 0, "{}", ended.errors);
        assert_eq!(ended.out, String::from_utf8(expected).expect("text"), "by {side} and {and}");
        assert!(ended.out.lines().count() > 3, "{}", ended.out);
    }
    for (more, said) in [
        (["--by", "height", "--to", "2025-10-03"], "`height` is no side to count by"),
        (["--school", "1", "--to", "2025-10-03"], "no school here has the number `1`"),
    ] {
        let refused = rollbook(&[&["figures", "--store", &store][..], &more[..]].concat());
        assert!(refused.code == 2 && refused.errors.contains(said), "{}", refused.errors);
    }
}
