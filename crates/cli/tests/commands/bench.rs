//! `rollbook bench generate`.

use rusqlite::Connection;

use crate::run::rollbook;

#[test]
fn an_authority_of_two_districts_has_everybody_once_and_is_never_written_over_another() {
    let folder = tempfile::tempdir().expect("a folder");
    let records = folder.path().join("large.db");
    let store = format!("sqlite:{}", records.display());
    let generate =
        |pupils: &str| rollbook(&["bench", "generate", "--store", &store, "--pupils", pupils, "--today", "2025-10-06"]);
    let refused = generate("100000000");
    assert!(refused.code == 2 && refused.errors.contains("ask for no more"), "{}", refused.errors);
    let made = generate("6500");
    assert_eq!(made.code, 0, "{}", made.errors);
    let records = Connection::open(&records).expect("it was written");
    let count = |sql: &str| records.query_row(sql, [], |row| row.get::<_, i64>(0)).expect("it can be read");
    assert_eq!(count("select count(*) from schools"), 28);
    assert!(count("select count(distinct upn) from pupils") > 10_000);
    assert_eq!(count("select count(*) from pupils"), count("select count(distinct upn) from pupils"));
    let of_second = "select count(*) from people where name in ('Grace Hartley', 'Daniel Okoro', 'Maggie Thwaite')";
    assert_eq!(count(of_second), 3, "the people of the demo stand once");
    assert!(made.out.starts_with("28 schools, "), "{}", made.out);
    let again = generate("1");
    assert!(again.code == 2 && again.errors.contains("name an empty one"), "{}", again.errors);
    let verified = rollbook(&["verify", "--store", &store]);
    assert_eq!(verified.code, 0, "{}{}", verified.out, verified.errors);
}
