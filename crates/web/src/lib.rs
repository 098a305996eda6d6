//! The pages of Rollbook: what a school sees in its browser.
//!
//! A page is a [`frame::Frame`], a template and a view: a struct in `pages/<noun>.rs` that holds everything the template
//! shows, already in words. Templates decide nothing, links come from [`urls`], and every page works without JavaScript.

pub mod assets;
pub mod chart;
pub mod cookies;
pub mod csrf;
pub mod error;
pub mod form;
pub mod frame;
pub mod handlers;
pub mod headers;
pub mod late;
pub mod link;
pub mod mark;
pub mod pages;
pub mod reader;
pub mod router;
pub mod server;
pub mod service_worker;
pub mod status;
pub mod strength;
pub mod table;
pub mod templates;
pub mod urls;
pub mod words;
