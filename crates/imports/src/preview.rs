//! What a person sees of a plan before they agree to it.

use domain::{Date, code::CodeTable, session::Session};

use crate::{dates::DateOrder, encoding::Encoding, layout::Layout, plan::Plan};

/// One mark of the preview.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sample {
    /// Where it stands.
    pub line: u64,
    /// Whose, by the number in the file.
    pub key: String,
    /// Their name, where the file has it.
    pub name: String,
    /// When.
    pub session: Session,
    /// What.
    pub letters: String,
    /// Minutes after the register opened.
    pub minutes_late: Option<u16>,
}

/// A plan in short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// How the marks lie.
    pub layout: Layout,
    /// In which letters the file is written.
    pub encoding: Encoding,
    /// How its dates were read.
    pub dates: DateOrder,
    /// How many rows stand under the header.
    pub rows: u32,
    /// How many pupils they name.
    pub pupils: u32,
    /// How many marks can be taken, or sessions counted in the totals layout.
    pub marks: u32,
    /// How many sessions stand without a mark.
    pub gaps: u32,
    /// The first and the last day with a mark.
    pub days: Option<(Date, Date)>,
    /// How often each code comes, in the order of the code table.
    pub by_code: Vec<(String, u32)>,
    /// How many rows or marks are left out.
    pub errors: u32,
    /// How many are taken with a remark.
    pub warnings: u32,
    /// The first few marks.
    pub sample: Vec<Sample>,
}

impl Plan {
    /// The plan in short, with its first `sample` marks.
    pub fn preview(&self, codes: &CodeTable, sample: usize) -> Preview {
        let by_code = self.by_code(codes);
        Preview {
            layout: self.layout,
            encoding: self.encoding,
            dates: self.dates,
            rows: self.rows,
            pupils: self.pupils.len() as u32,
            marks: by_code.iter().map(|(_, count)| count).sum(),
            gaps: self.gaps,
            days: self.days(),
            errors: self.errors().map(|fault| fault.more + 1).sum(),
            warnings: self.warnings().map(|fault| fault.more + 1).sum(),
            sample: self.sample(codes, sample),
            by_code,
        }
    }

    fn by_code(&self, codes: &CodeTable) -> Vec<(String, u32)> {
        let mut counts = [0_u32; 256];
        for mark in &self.marks {
            counts[usize::from(mark.code.number())] += 1;
        }
        for &(code, count) in self.totals.iter().flat_map(|totals| &totals.counts) {
            counts[usize::from(code.number())] += count;
        }
        let each = codes.entries().iter().map(|entry| (&entry.letters, counts[usize::from(entry.code.number())]));
        each.filter(|&(_, count)| count > 0).map(|(letters, count)| (letters.clone(), count)).collect()
    }

    fn sample(&self, codes: &CodeTable, count: usize) -> Vec<Sample> {
        let sample = self.marks.iter().take(count).map(|mark| {
            let pupil = &self.pupils[mark.pupil];
            Sample {
                line: mark.line,
                key: pupil.key.clone(),
                name: pupil.name.clone(),
                session: mark.session,
                letters: codes.letters(mark.code).to_owned(),
                minutes_late: mark.minutes_late,
            }
        });
        sample.collect()
    }
}
