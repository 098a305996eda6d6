//! Bands, and the proof that each value falls in exactly one.

use domain::rule::{Amount, Band, Bands, Measure, Range, Unit};

use super::{Builder, Record};
use crate::{
    text::{Chapter, Entry, Piece},
    words,
};

impl Builder {
    pub(super) fn bands(&mut self, record: &mut Record<'_>, entry: &Entry) {
        let head = self.head(record);
        let second_opinion_to = record.take("second opinion to").and_then(|piece| words::names(&piece.text).pop());
        let shown_to = words::list(&record.text("shown to"));
        let overridden_by = words::list(&record.text("may be overridden by"));
        let Some(table) = entry.tables().next() else {
            return self.fault(
                record.chapter,
                &entry.name,
                "the bands have no table",
                "write a table with a band a row",
            );
        };
        let Some(column) = (1..table.header.len()).find(|&at| !BESIDE.contains(&table.header[at].text.as_str())) else {
            let help = "call the second column by its measure, such as `days absent` or `attendance`";
            return self.fault(record.chapter, &entry.name, "nothing is measured", help);
        };
        let mut reader = self.reader(record.chapter);
        let measure = reader.read_measure(&table.header[column]);
        self.keep(reader);
        let Some(measure) = measure else { return };
        let measure_words = table.header[column].text.clone();
        let mut bands = Vec::new();
        let mut cells = Vec::new();
        let names: Vec<&str> = table.rows.iter().filter_map(|row| row.first()).map(|cell| cell.text.as_str()).collect();
        for row in &table.rows {
            let mut row_record = Record::of_row(record.chapter, &table.header, row, None);
            self.row_formerly(&head.name, &mut row_record, &names);
            self.refuse_same_row(&row_record, &names, "band");
            let Some(cell) = row_record.take(&measure_words) else {
                let name = row_record.name.clone();
                self.fault(record.chapter, &name, "the band covers no value", "write its range beside it");
                continue;
            };
            let Some(range) = self.range(record.chapter, &cell, measure.unit()) else { continue };
            bands.push(Band {
                name: row_record.name.text.clone(),
                range,
                led_by: words::list(&row_record.text("led by")),
                with: words::list(&row_record.text("with")),
                line: row_record.name.span.line,
            });
            cells.push(cell);
            row_record.refuse_unread("band", &mut self.faults);
        }
        // A row that could not be read has its own fault; without it nothing can be proved.
        if bands.len() == table.rows.len() {
            self.prove_one(record.chapter, (&bands, &cells), &measure, &measure_words);
        }
        let set = Bands { head, measure, measure_words, bands, second_opinion_to, shown_to, overridden_by };
        self.pack.rules.bands.push(set);
    }

    /// Of two rows with one name nobody could say which is meant.
    pub(super) fn refuse_same_row(&mut self, row: &Record<'_>, names: &[&str], kind: &str) {
        let name = row.name.clone();
        if names.iter().filter(|known| **known == name.text).count() > 1 {
            let what = format!("more than one {kind} is called `{}`", name.text);
            self.fault(row.chapter, &name, &what, "give each row a name of its own");
        }
    }

    pub(super) fn range(&mut self, chapter: &Chapter, cell: &Piece, unit: Unit) -> Option<Range> {
        let range = match words::range(&cell.text) {
            Ok(range) => range,
            Err(what) => {
                let help = if what.starts_with("which side") {
                    "say `at least`, `more than`, `at most`, `less than` or `exactly`"
                } else {
                    "say the unit: days, school days, sessions, weeks, school weeks, times, minutes or %"
                };
                self.fault(chapter, cell, &what, help);
                return None;
            }
        };
        if let Some(wrong) = range.bounds.iter().find(|bound| bound.amount.unit != unit) {
            let what =
                format!("a range in {} does not fit a measure in {}", wrong.amount.unit.words().1, unit.words().1);
            self.fault(chapter, cell, &what, &format!("write the edge in {}", unit.words().1));
            return None;
        }
        Some(range)
    }

    /// Looks at every edge and just beside it: each such value has to stand in exactly one row.
    fn prove_one(&mut self, chapter: &Chapter, (bands, cells): (&[Band], &[Piece]), of: &Measure, measure: &str) {
        let edges = bands.iter().flat_map(|band| &band.range.bounds).map(|bound| bound.amount);
        let mut values: Vec<(i64, Unit)> = Vec::new();
        for edge in edges {
            // Nothing is less than nothing, and no share more than the whole.
            let most = if edge.unit == Unit::Percent { 100_000 } else { i64::MAX };
            // A share can be anything between; days are counted in halves, the rest in ones.
            let step = if edge.unit == Unit::Percent { 1 } else { crate::walk::step(Some(of)) };
            let beside = [-step, 0, step].map(|beside| edge.thousandths + beside).into_iter();
            values.extend(beside.filter(|value| (0..=most).contains(value)).map(|value| (value, edge.unit)));
        }
        values.sort_by_key(|value| value.0);
        values.dedup();
        for (band, cell) in bands.iter().zip(cells) {
            if !band.range.bounds.is_empty() && !values.iter().any(|&(value, _)| band.range.contains(value)) {
                let what = format!("no {measure} comes into `{}`", band.name);
                self.fault(chapter, &cell.clone(), &what, "write its lower edge first, and no share above 100%");
            }
        }
        let mut before = None;
        for (value, unit) in values {
            let inside: Vec<usize> = (0..bands.len()).filter(|&at| bands[at].range.contains(value)).collect();
            // Neighbours in the same gap, or in the same two rows, are one fault.
            let is_told = before.replace(inside.clone()).as_ref() == Some(&inside);
            let shown = Amount { thousandths: value, unit };
            match inside.as_slice() {
                [_] => {}
                _ if is_told && value != 0 => {}
                [] => {
                    let piece = nearest(bands, value).and_then(|at| cells.get(at)).cloned().unwrap_or_default();
                    let what = format!("no row covers {measure} {shown}");
                    self.fault(
                        chapter,
                        &piece,
                        &what,
                        "let the edges of two neighbours meet, and say which side owns the edge",
                    );
                }
                [first, .., last] => {
                    let what =
                        format!("{measure} {shown} is in both `{}` and `{}`", bands[*first].name, bands[*last].name);
                    self.fault(chapter, &cells[*last].clone(), &what, "each value belongs to one row");
                }
            }
        }
    }
}

/// The first of the bands with an edge closest to `value`.
fn nearest(bands: &[Band], value: i64) -> Option<usize> {
    let distance = |band: &Band| band.range.bounds.iter().map(|bound| (bound.amount.thousandths - value).abs()).min();
    (0..bands.len()).min_by_key(|&at| distance(&bands[at]).unwrap_or(i64::MAX))
}

/// Columns beside the measured one.
const BESIDE: [&str; 5] = ["led by", "with", "formerly", "rows", "strength"];
