//! The two tables of a school census that authorities get: the pupils on roll, and how often each code was used for each.

use std::collections::HashMap;

use crate::{
    column::Column,
    encoding::decode,
    fault::{FaultKind, Faults},
    layout::{Layout, Mapping},
    plan::Plan,
    read::{Options, read_table},
    table::{ReadError, Row, Table},
};

/// The columns of the joined table.
const JOINED: [&str; 6] = ["upn", "surname", "forename", "possible", "code", "count"];

/// Joins both tables on the number that they share and reads them as totals. Lines are those of `details`.
pub fn read(pupils: &[u8], details: &[u8], options: &Options<'_>) -> Result<Plan, ReadError> {
    let (pupils, details_text) = (decode(pupils).0, decode(details));
    let needed = [Column::Key, Column::Upn];
    let pupils = Source::read(&pupils, &needed, options)?;
    let details = Source::read(&details_text.0, &[Column::Key, Column::Code, Column::Count], options)?;
    let by_key: HashMap<&str, &Row> =
        pupils.table.rows.iter().map(|row| (pupils.cell(row, Column::Key), row)).collect();
    let mut faults = Faults::default();
    let mut rows = Vec::with_capacity(details.table.rows.len());
    for row in &details.table.rows {
        let key = details.cell(row, Column::Key);
        let Some(pupil) = by_key.get(key) else {
            faults.add(row.line, details.mapping.header(Column::Key), key, FaultKind::NotInOtherTable);
            continue;
        };
        let of_pupil = |column| pupils.cell(pupil, column);
        let cells = [
            of_pupil(Column::Upn),
            of_pupil(Column::Surname),
            of_pupil(Column::Forename),
            of_pupil(Column::Possible),
            details.cell(row, Column::Code),
            details.cell(row, Column::Count),
        ];
        rows.push(Row::new(row.line, &cells));
    }
    let header = JOINED.map(str::to_owned).to_vec();
    let table = Table { header, rows, ..details.table };
    let mut plan =
        read_table(&table, details_text.1, &Options { layout: Some(Layout::Totals), wanted: &[], ..*options })?;
    plan.faults.extend(faults.finish());
    plan.faults.sort_by_key(|fault| fault.line);
    Ok(plan)
}

struct Source {
    table: Table,
    mapping: Mapping,
}

impl Source {
    fn read(text: &str, needed: &[Column], options: &Options<'_>) -> Result<Source, ReadError> {
        let table = Table::read(text, |_| true)?;
        let mapping = Mapping::of(&table.header, &[], options.codes, options.today)?;
        let missing: Vec<Column> = needed.iter().copied().filter(|&column| mapping.at(column).is_none()).collect();
        if missing.is_empty() {
            Ok(Source { table, mapping })
        } else {
            Err(ReadError::MissingColumns { layout: Layout::Totals, missing, headers: table.header })
        }
    }

    fn cell<'a>(&self, row: &'a Row, column: Column) -> &'a str {
        self.mapping.at(column).map_or("", |at| row.cell(at))
    }
}
