//! Tests of the whole invented authority.
