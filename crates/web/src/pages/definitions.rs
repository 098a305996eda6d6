//! What every figure means, in one place.

use serde::Serialize;

/// What the page of definitions shows.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Definitions {
    /// The figures, in the order in which they build on each other.
    pub definitions: Vec<Definition>,
}

/// What one figure means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Definition {
    /// Its anchor, as [`urls::definition`](crate::urls::definition) takes it.
    pub slug: String,
    /// What it is called.
    pub name: String,
    /// What it counts, of what, and at the edges.
    pub meaning: String,
    /// Where that comes from: a source with its paragraph, or our reading. May be empty.
    pub source: String,
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
    fn the_definitions_are_made_from_their_sample() {
        let definition = |slug: &str, name: &str, meaning: &str, source: &str| Definition {
            slug: slug.into(),
            name: name.into(),
            meaning: meaning.into(),
            source: source.into(),
        };
        let view = Definitions {
            definitions: vec![
                definition(
                    "possible",
                    "Possible sessions",
                    "The sessions that the pupil could have attended.",
                    "National layer",
                ),
                definition("attendance", "Attendance", "Sessions attended, of those possible.", ""),
            ],
        };
        let frame = frame::sample("What each figure means", Section::School, Role::Governor);
        let html = sample::render(&frame, "definitions/definitions.html", &view);
        assert!(html.contains("<dt id=\"attendance\">Attendance</dt>"));
    }
}
