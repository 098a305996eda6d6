//! Every name in square brackets, wherever it stands: each has to mean something, and becomes a link in the handbook.

use crate::{
    condition::{Said, Use, Wanted},
    text::{Block, Chapter, Piece, Point},
};

/// The names of a chapter, those of conditions among them.
pub(super) fn uses(chapter: &Chapter) -> Vec<Use> {
    let mut pieces = Vec::new();
    for block in &chapter.blocks {
        of_block(block, &mut pieces);
    }
    pieces.into_iter().flat_map(|piece| in_piece(piece, &chapter.path)).collect()
}

fn of_block<'a>(block: &'a Block, pieces: &mut Vec<&'a Piece>) {
    match block {
        Block::Title(..) => {}
        Block::Quote(lines) => pieces.extend(lines),
        Block::Entry(entry) => entry.blocks.iter().for_each(|block| of_block(block, pieces)),
        Block::Points(points) => of_points(points, pieces),
        Block::Table(table) => pieces.extend(table.rows.iter().flatten()),
    }
}

fn of_points<'a>(points: &'a [Point], pieces: &mut Vec<&'a Piece>) {
    for point in points {
        pieces.extend([&point.key, &point.value]);
        of_points(&point.below, pieces);
    }
}

fn in_piece(piece: &Piece, path: &str) -> Vec<Use> {
    let (mut uses, mut is_quoted) = (Vec::new(), false);
    for (at, letter) in piece.text.char_indices() {
        match letter {
            '"' => is_quoted = !is_quoted,
            '[' if !is_quoted => {
                let Some((name, _)) = piece.text[at + 1..].split_once(']') else { continue };
                let span = piece.part(at + 1, name.chars().count());
                let (name, path) = (name.to_owned(), path.to_owned());
                uses.push(Use { name, wanted: Wanted::Any, said: Said::Nothing, path, span, said_at: span });
            }
            _ => {}
        }
    }
    uses
}
