//! What people can do.

pub mod demo;
