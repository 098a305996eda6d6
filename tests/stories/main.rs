//! What people do with Rollbook, told through its front door: pages asked for and forms sent, on SQLite and on PostgreSQL.

mod hillside;
mod house;
mod page;
mod visitor;

mod amendment;
mod board;
mod handbook;
mod letter;
mod pathway;
mod permissions;
mod register;
mod school;
mod sign_in;
