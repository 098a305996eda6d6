//! What people do with Rollbook, told through its front door: pages asked for and forms sent, on SQLite and on PostgreSQL.

mod hillside;
mod house;
mod page;
mod visitor;

mod amendment;
mod board;
mod casework;
mod duties;
mod export;
mod families;
mod figures;
mod handbook;
mod letter;
mod levels;
mod message;
mod pathway;
mod permissions;
mod proposal;
mod receipt;
mod record;
mod register;
mod school;
mod sign_in;
mod today;
mod unsay;
mod what_if;
