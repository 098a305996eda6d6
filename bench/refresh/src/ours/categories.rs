//! What the bench's own numbers of codes count as. The product's code table is the packs'; this is the definition of the bench.

use analysis::refresh::Counting;
use domain::code::Class;

use crate::{
    Failure,
    data::{BLANK, CODES},
};

/// Codes 0 and 1 are the usual marks; 2 and 23 are late arrivals.
pub fn counting() -> Result<Counting, Failure> {
    let kinds = (0..CODES as u8).map(|code| (code, class(code), code == 2 || code == 23));
    Counting::new(CODES, [0, 1], BLANK, kinds).ok_or_else(|| "codes have to be below 63: number them anew".into())
}

const fn class(code: u8) -> Class {
    match code {
        2 => Class::Late,
        0 | 1 => Class::Present,
        3..=7 => Class::ApprovedActivity,
        10..=19 => Class::Authorised,
        20..=23 => Class::Unauthorised,
        _ => Class::NotPossible,
    }
}
