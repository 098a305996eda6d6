//! What the store keeps, each story on a real SQLite file and on a real PostgreSQL server.

mod cases;
mod crash;
mod engine;
mod hillside;
mod log;
mod people;
mod proposals;
mod pupils;
mod school_events;
mod schools;
mod verify;
