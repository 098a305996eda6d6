//! What the bench's own numbers of codes count as. The product's code table is the packs'; this is the definition of the bench.

use analysis::refresh::{Counting, Kind};
use domain::code::Class;

use crate::{
    Failure,
    data::{BLANK, CODES},
};

/// Codes 0 and 1 are the usual marks; 2 and 23 are late arrivals.
pub fn counting() -> Result<Counting, Failure> {
    let kinds = (0..CODES as u8).map(|code| Kind {
        byte: code,
        class: class(code),
        is_late: code == 2 || code == 23,
        counts_for_notice: class(code) == Class::Unauthorised,
    });
    Counting::new(CODES, [0, 1], BLANK, kinds).ok_or_else(|| "codes have to be below 63: number them anew".into())
}

fn class(code: u8) -> Class {
    match code {
        2 => Class::Late,
        0 | 1 => Class::Present,
        3..=7 => Class::ApprovedActivity,
        10..=19 => Class::Authorised,
        20..=23 => Class::Unauthorised,
        _ => Class::NotPossible,
    }
}

/// Bits of what a code counts as, for a plain loop.
pub const POSSIBLE: u8 = 1;
pub const ABSENT: u8 = 2;
pub const UNAUTHORISED: u8 = 4;

/// Those bits of one byte.
pub fn kind(byte: u8) -> u8 {
    let class = if usize::from(byte) < CODES { class(byte) } else { Class::NotPossible };
    let bit = |has: bool, bit: u8| if has { bit } else { 0 };
    bit(class.is_possible(), POSSIBLE)
        | bit(class.is_absent(), ABSENT)
        | bit(class == Class::Unauthorised, UNAUTHORISED)
}
