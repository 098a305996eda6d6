//! Units of what no example of a pack looks at: times, stages, gates and duties, on the calendar of Hillside.

mod case;
mod deadlines;
mod duties;
mod gates;
mod parents;
mod periods;
mod since;
mod stages;
