//! Settings: values that their owner may change.

use alloc::string::String;

use super::{Amount, Head};

/// What a setting is set to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// A number with its unit.
    Amount(Amount),
    /// Words, such as `no`.
    Words(String),
}

impl core::fmt::Display for Value {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        match self {
            Value::Amount(amount) => amount.fmt(f),
            Value::Words(words) => f.write_str(words),
        }
    }
}

/// Which way a layer above may move a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Tighter {
    /// To less, or earlier.
    Lower,
    /// To more, or later.
    Higher,
}

/// A value that its owner may change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Name and source.
    pub head: Head,
    /// The value.
    pub value: Value,
    /// Who may change it.
    pub changed_by: String,
    /// Which way a layer above may move it; nothing when none may.
    pub tightened: Option<Tighter>,
    /// The setting of a layer below that this one moves.
    pub tightens: Option<String>,
}

impl Setting {
    /// The value as an amount; nothing for words.
    pub fn amount(&self) -> Option<Amount> {
        if let Value::Amount(amount) = self.value { Some(amount) } else { None }
    }
}
