//! A report as a printed file.

use documents::report::{Part, Report as Paper};
use domain::Date;

use super::Report;

/// The report as an accessible PDF with the date `day`.
pub fn pdf(report: &Report, day: Date) -> Result<Vec<u8>, documents::letter::LetterError> {
    let parts = report.sections.iter();
    let part = |section: &super::Section| Part { opening: section.opening.clone(), table: section.table.clone() };
    documents::report::pdf(&Paper {
        title: report.title.clone(),
        about: report.school.name.clone(),
        date: day,
        opening: report.opening.clone(),
        parts: parts.map(part).collect(),
    })
}
