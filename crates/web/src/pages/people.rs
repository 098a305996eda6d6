//! Who signs in, and with which post. For the administrator.

use serde::Serialize;

use crate::status::Status;

/// What the page of people shows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct People {
    /// Everybody, by organisation and name.
    pub people: Vec<PersonRow>,
}

/// One person in one post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PersonRow {
    /// Their name.
    pub name: String,
    /// Their e-mail address.
    pub email: String,
    /// `Class teacher`.
    pub post: String,
    /// The school, or the authority.
    pub organisation: String,
    /// `Since 09:04`, `Not signed in`.
    pub last: Status,
}

#[cfg(test)]
mod tests {
    use domain::permission::Role;

    use super::*;
    use crate::{
        frame::{self, Section},
        templates::sample,
    };

    #[test]
    fn the_people_are_made_from_their_sample() {
        let person = PersonRow {
            name: "Amy Hartley".into(),
            email: "a.hartley@hillside.example".into(),
            post: "Class teacher".into(),
            organisation: "Hillside Primary School".into(),
            last: Status::done("Not signed in"),
        };
        let frame = frame::sample("People", Section::People, Role::Administrator).wide();
        let html = sample::render(&frame, "people/people.html", &People { people: vec![person] });
        assert!(html.contains("1 person in a post") && html.contains("Amy Hartley"));
        let html = sample::render(&frame, "people/people.html", &People::default());
        assert!(html.contains("Nobody signs in yet."));
    }
}
