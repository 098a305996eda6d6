//! The stories of Rollbook: see `stories/`. This package builds nothing else.
