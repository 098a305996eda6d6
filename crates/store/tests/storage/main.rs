//! What the store keeps, each story on a real SQLite file and on a real PostgreSQL server.

mod cases;
mod crash;
mod engine;
mod hillside;
mod log;
mod people;
mod pupils;
mod schools;
mod verify;
