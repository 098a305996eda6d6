//! Several measurements of one thing: the median, the smallest and the largest.

/// Measurements in any unit, in order of size.
pub struct Spread(Vec<f64>);

impl Spread {
    /// Of these.
    pub fn of(measured: impl IntoIterator<Item = f64>) -> Spread {
        let mut measured: Vec<f64> = measured.into_iter().collect();
        measured.sort_by(f64::total_cmp);
        Spread(measured)
    }

    /// The one in the middle.
    pub fn median(&self) -> f64 {
        self.0.get(self.0.len() / 2).copied().unwrap_or(f64::NAN)
    }

    /// The smallest.
    pub fn smallest(&self) -> f64 {
        self.0.first().copied().unwrap_or(f64::NAN)
    }

    /// The greatest.
    pub fn greatest(&self) -> f64 {
        self.0.last().copied().unwrap_or(f64::NAN)
    }

    /// Every one of them.
    pub fn each(&self, change: impl Fn(f64) -> f64) -> Spread {
        Spread::of(self.0.iter().map(|&one| change(one)))
    }
}

impl std::fmt::Display for Spread {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let at = |place: usize| self.0.get(place).copied().unwrap_or(f64::NAN);
        let show = |one: f64| if one >= 100.0 { format!("{one:.0}") } else { format!("{one:.2}") };
        write!(f, "{} ({}–{})", show(self.median()), show(at(0)), show(at(self.0.len().saturating_sub(1))))
    }
}
