//! What the Department for Education counted and published, worked out again: our rates of its counts are its rates.

mod absence;
mod attendance;
mod table;
