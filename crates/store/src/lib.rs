//! Where Rollbook keeps its records. The only SQL of the project, one text for SQLite and PostgreSQL.
//!
//! [`Store::read`] and [`Store::write`] run a closure in one transaction; the modules named after nouns hold the
//! functions to call in it. An entry of the register log is never changed and never removed: the database refuses it. Only what it
//! said is emptied when its time is over, through the one door of [`purge`].

mod chain;
mod engine;
mod error;
mod head;
mod migrate;
mod next_id;
mod row;
mod search_key;

pub mod admission;
pub mod arrangement;
pub mod authority_event;
pub mod calendar;
pub mod case;
pub mod closing;
pub mod contact;
pub mod document;
pub mod evidence;
pub mod group;
pub mod log;
pub mod message;
pub mod meta;
pub mod on_site;
pub mod person;
pub mod plan;
pub mod post;
pub mod proposal;
pub mod pupil;
pub mod purge;
pub mod retention;
pub mod school;
pub mod school_change;
pub mod school_event;
pub mod sign_in;
pub mod submission;
#[cfg(feature = "testing")]
pub mod testing;
pub mod verify;

pub use chain::Chained;
pub use engine::{Engine, Purpose, Store, Tx};
pub use error::StoreError;
pub use row::{Row, Value};
