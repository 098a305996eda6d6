//! The national list of schools under the headers in which it goes round.

use domain::school::Phase;
use imports::{Encoding, FaultKind, ReadError, gias};

#[test]
fn the_list_of_england_is_read() {
    let list = gias::read(include_bytes!("data/schools/england.csv")).expect("a list of schools");
    assert_eq!((list.schools.len(), list.faults.as_slice()), (40, &[][..]));
    let roby = list.schools.iter().find(|school| school.urn == "104420").expect("in the list");
    assert_eq!((roby.name.as_str(), roby.laestab.as_deref()), ("Roby Park Primary School", Some("3402002")));
    assert_eq!((roby.phase, roby.la_code.as_str(), roby.la_name.as_str()), (Some(Phase::Primary), "340", "Knowsley"));
    assert_eq!((roby.postcode.as_str(), roby.status.as_str(), roby.pupils), ("L36 4NY", "Open", Some(189)));
    let count = |phase| list.schools.iter().filter(|school| school.phase == phase).count();
    assert!(count(Some(Phase::Secondary)) > 0 && count(Some(Phase::Special)) > 0 && count(None) > 0);
}

#[test]
fn the_detailed_list_is_read() {
    let list = gias::read(include_bytes!("data/schools/detailed.csv")).expect("a list of schools");
    assert_eq!((list.schools.len(), list.faults.as_slice()), (12, &[][..]));
    let first = &list.schools[0];
    assert_eq!((first.name.as_str(), first.kind.as_str()), ("Lancaster Road Primary School", "Community school"));
    assert_eq!(
        (first.laestab.as_deref(), first.postcode.as_str(), first.pupils),
        (Some("8882027"), "LA4 5TH", Some(478))
    );
}

#[test]
fn the_own_headers_of_the_national_download_are_read() {
    let text = b"URN,LA (code),LA (name),EstablishmentNumber,EstablishmentName,TypeOfEstablishment (name),\
        EstablishmentStatus (name),PhaseOfEducation (name),NumberOfPupils,Town,Postcode\r\n\
        999001,888,Lancashire,9901,Hillside Primary \x96 St Zo\xeb,Community special school,Open,Not applicable,240,Hillside,ZZ1 1ZZ\r\n";
    let list = gias::read(text).expect("a list of schools");
    assert_eq!((list.encoding, list.faults.len()), (Encoding::Windows1252, 0));
    assert_eq!(list.schools[0].name, "Hillside Primary \u{2013} St Zo\u{eb}");
    assert_eq!((list.schools[0].laestab.as_deref(), list.schools[0].phase), (Some("8889901"), Some(Phase::Special)));
}

#[test]
fn the_list_says_where_a_school_is_and_what_number_to_ring() {
    let list = gias::read(include_bytes!("data/schools/detailed.csv")).expect("a list of schools");
    let lines = ["Lancaster Road", "Morecambe", "Lancashire", "LA4 5TH"];
    assert_eq!((list.schools[0].address(), list.schools[0].telephone.as_str()), (lines.map(String::from).to_vec(), ""));
    let text = "URN,EstablishmentName,Street,Locality,Address3,Town,County (name),Postcode,TelephoneNum\n\
        999001,Hillside,\"Unit 3, Mill Lane\",Thornby,,Thornby,Not recorded,ZZ1 1ZZ,01632 960101\n\
        999002,Hilltop,,,,,,,1632960102\n";
    let list = gias::read(text.as_bytes()).expect("a list of schools");
    assert_eq!(list.schools[0].address(), ["Unit 3, Mill Lane", "Thornby", "ZZ1 1ZZ"]);
    assert_eq!(list.schools[0].telephone, "01632 960101");
    assert!(list.schools[1].address().is_empty());
    assert_eq!(list.schools[1].telephone, "01632960102", "a spreadsheet took the first nought away");
}

#[test]
fn a_row_of_the_list_that_cannot_be_taken_is_named() {
    let text = "urn,name,la_code,estab,laestab\n999001,Hillside,888,9901,8889901\n99901,Hilltop,888,9902,8889902\n\
        999003,,888,9903,8889903\n999001,Again,888,9904,8889904\n999005,Hillfoot,888,9905,8889906\n999006,Hilly,888,9906,88899\n";
    let list = gias::read(text.as_bytes()).expect("a list of schools");
    let kinds: Vec<(u64, &FaultKind)> = list.faults.iter().map(|fault| (fault.line, &fault.kind)).collect();
    assert_eq!(
        kinds,
        [
            (3, &FaultKind::Digits(6)),
            (4, &FaultKind::Missing),
            (5, &FaultKind::Twice { line: 2 }),
            (6, &FaultKind::OtherParts { expected: "8889905".into() }),
            (7, &FaultKind::Digits(7)),
        ]
    );
    let taken: Vec<&str> = list.schools.iter().map(|school| school.urn.as_str()).collect();
    assert_eq!(taken, ["999001", "999005", "999006"]);
    assert_eq!(list.schools[2].laestab.as_deref(), Some("8889906"));
}

#[test]
fn a_file_that_is_no_list_of_schools_is_refused() {
    assert!(matches!(gias::read(b"upn,date\nA,B\n"), Err(ReadError::UnknownLayout { .. })));
}
