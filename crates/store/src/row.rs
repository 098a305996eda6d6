//! Values that go into the database and rows that come out of it.

use domain::{Date, Time, code::Code, session::Half};
use jiff::Timestamp;

use crate::StoreError;

/// A value of one column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Null,
    /// A whole number, an identifier, an instant, yes or no.
    Int(i64),
    /// Words, a date, a time.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
}

macro_rules! into_value {
    ($($from:ty, $value:ident => $into:expr;)+) => {$(
        impl From<$from> for Value {
            fn from($value: $from) -> Value {
                $into
            }
        }
    )+};
}

into_value! {
    i64, value => Value::Int(value);
    bool, value => Value::Int(i64::from(value));
    u8, value => Value::Int(i64::from(value));
    &str, value => Value::Text(value.to_owned());
    String, value => Value::Text(value);
    &String, value => Value::Text(value.clone());
    Vec<u8>, value => Value::Bytes(value);
    &[u8], value => Value::Bytes(value.to_vec());
    [u8; 32], value => Value::Bytes(value.to_vec());
    Date, value => Value::Text(value.to_string());
    Time, value => Value::Text(value.strftime("%H:%M").to_string());
    Timestamp, value => Value::Int(value.as_microsecond());
    Half, value => Value::Text(value.short().to_owned());
    Code, value => Value::Int(i64::from(value.number()));
}

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Value {
        value.map_or(Value::Null, Into::into)
    }
}

/// Refuses texts with the character NUL, which PostgreSQL cannot keep, on both engines alike.
pub(crate) fn refuse_nul(values: &[Value]) -> Result<(), StoreError> {
    for value in values {
        if let Value::Text(text) = value
            && text.contains('\0')
        {
            return Err(StoreError::Nul(text.replace('\0', "␀")));
        }
    }
    Ok(())
}

/// One row of an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row(pub(crate) Vec<Value>);

impl Row {
    fn fault(&self, column: usize, expected: &'static str) -> StoreError {
        let value = self.0.get(column).map_or_else(|| String::from("no such column"), |value| format!("{value:?}"));
        StoreError::Column { column, value, expected }
    }

    /// The whole number in `column`.
    pub fn int(&self, column: usize) -> Result<i64, StoreError> {
        match self.0.get(column) {
            Some(Value::Int(value)) => Ok(*value),
            _ => Err(self.fault(column, "a whole number")),
        }
    }

    /// The whole number in `column`, if there is one.
    pub fn int_or_null(&self, column: usize) -> Result<Option<i64>, StoreError> {
        if self.0.get(column) == Some(&Value::Null) { Ok(None) } else { self.int(column).map(Some) }
    }

    /// Yes or no in `column`.
    pub fn yes(&self, column: usize) -> Result<bool, StoreError> {
        Ok(self.int(column)? != 0)
    }

    /// The small number in `column`.
    pub fn byte(&self, column: usize) -> Result<u8, StoreError> {
        u8::try_from(self.int(column)?).map_err(|_| self.fault(column, "a number from 0 to 255"))
    }

    /// The code in `column`.
    pub fn code(&self, column: usize) -> Result<Code, StoreError> {
        Code::from_number(self.byte(column)?).ok_or_else(|| self.fault(column, "an attendance code"))
    }

    /// The words in `column`.
    pub fn str(&self, column: usize) -> Result<&str, StoreError> {
        match self.0.get(column) {
            Some(Value::Text(text)) => Ok(text),
            _ => Err(self.fault(column, "words")),
        }
    }

    /// The words in `column`, owned.
    pub fn text(&self, column: usize) -> Result<String, StoreError> {
        self.str(column).map(str::to_owned)
    }

    /// The words in `column`, read by `parse`.
    pub fn parsed<T>(
        &self,
        column: usize,
        expected: &'static str,
        parse: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, StoreError> {
        parse(self.str(column)?).ok_or_else(|| self.fault(column, expected))
    }

    /// The date in `column`.
    pub fn date(&self, column: usize) -> Result<Date, StoreError> {
        self.parsed(column, "a date", |text| text.parse().ok())
    }

    /// The date in `column`, if there is one.
    pub fn date_or_null(&self, column: usize) -> Result<Option<Date>, StoreError> {
        if self.0.get(column) == Some(&Value::Null) { Ok(None) } else { self.date(column).map(Some) }
    }

    /// The time of day in `column`.
    pub fn time(&self, column: usize) -> Result<Time, StoreError> {
        self.parsed(column, "a time of day", |text| text.parse().ok())
    }

    /// The half of a day in `column`.
    pub fn half(&self, column: usize) -> Result<Half, StoreError> {
        self.parsed(column, "am or pm", Half::parse)
    }

    /// The instant in `column`.
    pub fn at(&self, column: usize) -> Result<Timestamp, StoreError> {
        Timestamp::from_microsecond(self.int(column)?).map_err(|_| self.fault(column, "an instant"))
    }

    /// The bytes in `column`.
    pub fn bytes(&self, column: usize) -> Result<&[u8], StoreError> {
        match self.0.get(column) {
            Some(Value::Bytes(bytes)) => Ok(bytes),
            _ => Err(self.fault(column, "bytes")),
        }
    }

    /// The hash in `column`.
    pub fn hash(&self, column: usize) -> Result<[u8; 32], StoreError> {
        self.bytes(column)?.try_into().map_err(|_| self.fault(column, "a hash of 32 bytes"))
    }
}
