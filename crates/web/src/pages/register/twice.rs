//! Two people on one register: both are shown, and a person chooses.

use domain::code::Code;

use super::{Choice, Roll, TakeRegister};
use crate::{
    form::{Fields, FormError},
    words,
};

impl Roll<'_> {
    /// The page for somebody who submitted on a version that has been overtaken. What they typed is chosen; what stands
    /// is said beside it, and submitting again replaces it.
    pub(super) fn changed(&self, fields: &Fields) -> TakeRegister {
        let mut view = self.view().with_typed(fields);
        let who = self.last.as_ref().map_or("somebody else", |(by, _)| by.as_str());
        let at = self.last.as_ref().map(|(_, at)| format!(" at {}", words::time(*at))).unwrap_or_default();
        let mut errors = Vec::new();
        for (shown, line) in view.lines.iter_mut().zip(&self.register.lines) {
            let mine = self.given(fields, line).and_then(Result::ok).map(|given| given.code);
            let Some(theirs) = line.mark.filter(|&theirs| mine != Some(theirs)) else {
                continue;
            };
            // Only a choice tells whether two people disagree: a mark of theirs stands until somebody chooses.
            let said = self.said(theirs);
            shown.theirs = format!("{} saved “{said}”{at}", words::sentence(who));
            let own = mine.map_or_else(|| String::from("nothing"), |code| self.said(code));
            let text = format!("{}: you chose “{own}”, {who} saved “{said}”", shown.name);
            errors.push(FormError::new(&format!("pupil-{}-present", shown.id), text));
        }
        if errors.is_empty() {
            let text = format!("{} changed it too, and agrees with all you chose: submit again", words::sentence(who));
            errors.push(FormError::new("register", text));
        }
        view.with_errors("Somebody else has changed this register: look at both and submit again", errors)
    }

    /// `present`, `absent, reason not known (N)`.
    fn said(&self, code: Code) -> String {
        let Some(entry) = self.codes.entry(code) else {
            return String::from("an unknown code");
        };
        match self.choice(code) {
            Choice::Present => String::from("present"),
            Choice::Late => String::from("late"),
            Choice::Absent => format!("absent ({})", entry.letters),
            Choice::Kept => format!("{} ({})", entry.plain, entry.letters),
        }
    }
}
