//! What the page of a pupil shows of the early warning, where the school has it on.

use analysis::outlook::Said;
use serde::Serialize;
use service::outlook::Child;

use super::sentences;
use crate::{link::Link, urls, words};

/// The block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Block {
    /// `To the end of Monday 23 November.`
    pub as_of: String,
    /// `Between 3 and 5 of 10 children with a year like this so far were persistently absent by July.`, or why nothing is said.
    pub said: String,
    /// What moved it, strongest first; empty where nothing is said.
    pub reasons: Vec<String>,
    /// The simple rule.
    pub rule: String,
    /// What would change it.
    pub change: String,
    /// How far it can be believed.
    pub calibration: Link,
}

/// The block of a child.
pub fn block(child: &Child) -> Block {
    let (said, reasons) = match &child.outlook.said {
        Said::Range(range, reasons) => (
            format!(
                "{} children with a year like this so far were persistently absent by its end.",
                words::sentence(&sentences::of_ten(*range))
            ),
            reasons.iter().map(|reason| sentences::reason(child, reason)).collect(),
        ),
        Said::Settled => (String::from("Nothing is left to estimate: arithmetic has settled this year."), Vec::new()),
        Said::Silent(silence) => (sentences::why_silent(*silence).to_owned(), Vec::new()),
    };
    Block {
        as_of: format!("To the end of {}.", words::full_day(child.day)),
        said,
        reasons,
        rule: sentences::rule(child),
        change: sentences::what_would_change(child),
        calibration: Link::new("How far this can be believed", urls::outlook::calibration(child.pupil.school)),
    }
}
