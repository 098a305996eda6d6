//! A change of a handbook that waits for the first administrator, because the second one proposed it.

use domain::permission::{Actor, Role};
use jiff::ToSpan;

use super::Authority;
use crate::{
    App, Error,
    proposal::{self, Sent},
};

/// In how many days the change is to apply.
const DAYS_AHEAD: i64 = 14;
/// What the first chapter is to say besides.
const SENTENCE: &str = "> Whoever is new reads this chapter in their first week.\n";

/// Proposes one sentence more in the handbook that the first school follows.
pub fn propose(app: &App, authority: &Authority) -> Result<(), Error> {
    let administrators = authority.people.iter().filter(|person| person.actor.role == Role::Administrator);
    let (Some(second), Some(school)) = (administrators.map(|person| &person.actor).nth(1), authority.schools.first())
    else {
        return Ok(());
    };
    propose_as(app, second, &school.school.pack)
}

fn propose_as(app: &App, by: &Actor, pack: &str) -> Result<(), Error> {
    let known = app.packs().packs.get(pack).ok_or_else(|| Error::NoPack(pack.to_owned()))?;
    let chapter = known.chapters.first().ok_or(Error::NotFound("chapter"))?;
    let mut draft = proposal::begin(app, by, pack, &chapter.slug)?.draft;
    draft.first.text = with_sentence(&draft.first.text);
    draft.from = app.today().saturating_add(DAYS_AHEAD.days());
    draft.reason = String::from("New colleagues asked where to begin");
    match proposal::propose(app, by, &mut draft)? {
        Sent::Proposed(_) => Ok(()),
        Sent::Faulty(checked) => Err(checked.stands().map(drop).err().map_or(Error::NotFound("fault"), Error::from)),
    }
}

/// The text with the sentence at the end of its first explanation.
fn with_sentence(text: &str) -> String {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    let first = lines.iter().position(|line| line.starts_with("> ")).unwrap_or(lines.len());
    let after = lines[first..].iter().position(|line| !line.starts_with('>')).unwrap_or(0);
    lines.insert(first + after, SENTENCE);
    lines.concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sentence_ends_the_first_explanation() {
        let text = "# Pack: Lancashire\n\n> Early help.\n> For all.\n\n## Bands: Pathway\n";
        let with = with_sentence(text);
        assert_eq!(with, text.replace("> For all.\n", &format!("> For all.\n{SENTENCE}")));
    }
}
