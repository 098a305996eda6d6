//! Numbers that look random and are the same each time.

/// A stream of numbers (SplitMix64).
pub struct Random(u64);

impl Random {
    /// The stream for one thing: `kind` and `number` say which.
    pub fn new(seed: u64, kind: u64, number: u64) -> Random {
        let mixed = kind.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ number.wrapping_mul(0xD1B5_4A32_D192_ED03);
        let mut random = Random(seed ^ mixed);
        random.bits();
        random.bits();
        random
    }

    /// 64 bits.
    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// From 0 up to 1, which is never drawn.
    pub fn fraction(&mut self) -> f64 {
        fraction_of(self.bits())
    }

    /// A whole number below `end`.
    pub fn below(&mut self, end: u64) -> u64 {
        ((u128::from(self.bits()) * u128::from(end)) >> 64) as u64
    }

    /// Exponential with this mean.
    pub fn exponential(&mut self, mean: f64) -> f64 {
        -mean * (1.0 - self.fraction()).ln()
    }

    /// A length of at least one with this mean.
    pub fn length(&mut self, mean: f64) -> usize {
        1 + self.exponential(mean - 1.0).round() as usize
    }
}

/// The fraction that 64 bits stand for.
pub fn fraction_of(bits: u64) -> f64 {
    (bits >> 11) as f64 * (1.0 / (1_u64 << 53) as f64)
}
