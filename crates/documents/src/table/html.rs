//! A table as a page of its own: opens in any browser, prints, and is read well by a screen reader.

use std::fmt::Write;

use super::{Cell, Kind, Table};

const STYLE: &str = "body{font:1rem/1.5 Arial,sans-serif;color:#0b0c0c;background:#fff;margin:1.5rem;max-width:75rem}\
    .scroll{overflow-x:auto}table{border-collapse:collapse}\
    caption{text-align:left;font-weight:bold;padding-bottom:.5rem}\
    th,td{text-align:left;vertical-align:top;padding:.4rem 1.2rem .4rem 0;border-bottom:1px solid #b1b4b6}\
    tbody th{font-weight:normal}.figure{text-align:right;font-variant-numeric:tabular-nums}\
    @media print{thead{display:table-header-group}tr{break-inside:avoid}}";

/// The table as a standalone page.
pub fn html(table: &Table) -> String {
    let mut page = String::new();
    write_page(table, &mut page).expect("writing to memory cannot fail");
    page
}

fn write_page(table: &Table, page: &mut String) -> std::fmt::Result {
    let title = escaped(&table.title);
    write!(page, "<!doctype html>\n<html lang=\"en-GB\">\n<head>\n<meta charset=\"utf-8\">\n")?;
    writeln!(page, "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>")?;
    write!(page, "<style>{STYLE}</style>\n</head>\n<body>\n<main>\n<h1>{title}</h1>\n")?;
    // A region that scrolls must be reachable by keyboard, and then needs a name.
    write!(page, "<div class=\"scroll\" role=\"region\" aria-labelledby=\"caption\" tabindex=\"0\">\n<table>\n")?;
    write!(page, "<caption id=\"caption\">{}</caption>\n<thead>\n<tr>", caption(table, &title))?;
    for column in &table.columns {
        write!(page, "<th scope=\"col\"{}>{}</th>", class(column.kind), escaped(&column.heading))?;
    }
    write!(page, "</tr>\n</thead>\n<tbody>\n")?;
    for row in &table.rows {
        write_row(table, row, page)?;
    }
    write!(page, "</tbody>\n</table>\n</div>\n")?;
    write_notes(&table.notes, page)?;
    write!(page, "</main>\n</body>\n</html>\n")
}

fn caption(table: &Table, title: &str) -> String {
    match table.rows.len() {
        1 => format!("{title}: 1 row"),
        count => format!("{title}: {count} rows"),
    }
}

fn write_row(table: &Table, row: &[Cell], page: &mut String) -> std::fmt::Result {
    write!(page, "<tr>")?;
    for (at, (cell, column)) in row.iter().zip(&table.columns).enumerate() {
        let (tag, scope) = if at == 0 { ("th", " scope=\"row\"") } else { ("td", "") };
        write!(page, "<{tag}{scope}{}>{}</{tag}>", class(column.kind), escaped(&cell.shown()))?;
    }
    writeln!(page, "</tr>")
}

fn write_notes(notes: &[String], page: &mut String) -> std::fmt::Result {
    if notes.is_empty() {
        return Ok(());
    }
    write!(page, "<h2>Notes</h2>\n<ul>\n")?;
    for note in notes {
        writeln!(page, "<li>{}</li>", escaped(note))?;
    }
    writeln!(page, "</ul>")
}

const fn class(kind: Kind) -> &'static str {
    if kind.is_figure() { " class=\"figure\"" } else { "" }
}

pub(crate) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            _ => safe.push(character),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example;

    #[test]
    fn every_cell_of_the_page_has_a_header_for_its_column_and_its_row() {
        let page = html(&example::table());
        assert_eq!(page.matches("<th scope=\"col\"").count(), 4);
        assert_eq!(page.matches("<th scope=\"row\"").count(), 3);
        assert!(page.contains(
            "<tr><th scope=\"row\">5 Hazel</th><td class=\"figure\">29</td><td>12 March 2027</td>\
             <td class=\"figure\">89.5%</td></tr>"
        ));
        assert!(page.contains("<html lang=\"en-GB\">") && page.contains("<title>Attendance by class</title>"));
    }

    #[test]
    fn a_name_cannot_become_part_of_the_page() {
        let mut table = example::table();
        table.title = String::from("</title><script>alert('1')</script>");
        table.rows[0][0] = Cell::Text(String::from("<b onclick=\"x\">&"));
        table.columns[0].heading = String::from("<i>");
        table.notes = vec![String::from("<u>")];
        let page = html(&table);
        for tag in ["<script", "<b ", "<i>", "<u>"] {
            assert!(!page.contains(tag), "{tag} came through");
        }
        assert!(page.contains("&lt;b onclick=&quot;x&quot;&gt;&amp;"));
    }
}
