use domain::{id::GroupId, school::Group};

use super::*;

#[test]
fn a_class_that_begins_with_its_year_is_said_once() {
    let group = |name: &str, year| Group { id: GroupId(1), school: domain::id::SchoolId(1), name: name.into(), year };
    let said = [group("5 Hazel", 5), group("9B", 9), group("Beech", 0), group("Oak", 4)].map(|group| class(&group));
    assert_eq!(said, ["Year 5 Hazel", "Year 9B", "Reception, Beech", "Year 4, Oak"]);
}
