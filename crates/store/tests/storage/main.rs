//! What the store keeps, each story on a real SQLite file and on a real PostgreSQL server.

mod admissions;
mod attendance;
mod authority_events;
mod cases;
mod crash;
mod engine;
mod hillside;
mod log;
mod messages;
mod people;
mod proposals;
mod pupils;
mod purges;
mod school_events;
mod schools;
mod submissions;
mod verify;
