//! Where a name stands in the chapters of its pack.

use domain::rule::Head;

use crate::{
    Pack,
    text::{Chapter, Piece, Span},
};

/// The path and the place of the name that `head` has in `pack`.
pub(super) fn of(pack: &Pack, head: &Head) -> (String, Span) {
    let whole_line = Span { line: head.line, column: 1, length: 1 };
    match pack.chapter(&head.chapter) {
        None => (head.pack.clone(), whole_line),
        Some(chapter) => {
            let span = pieces(chapter).find(|piece| piece.span.line == head.line && piece.text.contains(&head.name));
            (chapter.path.clone(), span.map_or(whole_line, |piece| piece.span))
        }
    }
}

/// Names of headings and first cells.
fn pieces(chapter: &Chapter) -> impl Iterator<Item = &Piece> {
    chapter.entries().flat_map(|entry| {
        let cells = entry.tables().flat_map(|table| &table.rows).filter_map(|row| row.first());
        std::iter::once(&entry.name).chain(cells)
    })
}
