//! Checks a letter as its reader would: is the PDF tagged as it claims, and do the words come out as they went in?

use crate::{
    command::{Fault, ask, command, run, temporary},
    place::Place,
    stages::Count,
};

/// A name made of what a template language would take for commands.
const AWKWARD_NAME: &str = r"#Zoë *$x$* \ O'Neil";

/// Makes the example letter and checks it.
pub fn stage(place: &Place) -> Result<Count, Fault> {
    let folder = temporary("letter")?;
    let file = folder.path().join("letter.pdf");
    let program = place.target.join("release").join("examples").join("letter");
    run(command(place, program).arg(&file).arg(AWKWARD_NAME), "the example letter could not be made")?;
    let mut pdfua = command(place, "pdfua");
    run(pdfua.arg("check").arg(&file), "the letter is not the accessible PDF that it claims to be")?;
    let text = ask(command(place, "pdftotext").args(["-enc", "UTF-8"]).arg(&file).arg("-"))?;
    if !text.printed.contains(AWKWARD_NAME) {
        return Err(Fault::new(format!("the name `{AWKWARD_NAME}` does not come out of the letter as it went in")));
    }
    Ok(Count { passed: 3, failed: 0 })
}
