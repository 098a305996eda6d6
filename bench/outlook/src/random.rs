//! Numbers that look random and are the same each time.

/// A stream of numbers (SplitMix64).
pub struct Random(u64);

impl Random {
    /// The stream of one thing: `kind` and `number` say which.
    pub fn new(seed: u64, kind: u64, number: u64) -> Random {
        let mixed = kind.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ number.wrapping_mul(0xD1B5_4A32_D192_ED03);
        let mut random = Random(seed.wrapping_mul(0x2545_F491_4F6C_DD1D) ^ mixed);
        random.fraction();
        random
    }

    /// From 0 up to 1, which is never drawn.
    pub fn fraction(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Whether something happens that has this chance.
    pub fn chance(&mut self, chance: f64) -> bool {
        self.fraction() < chance
    }

    /// From `least` up to `most`.
    pub fn between(&mut self, least: f64, most: f64) -> f64 {
        least + (most - least) * self.fraction()
    }

    /// A whole number below `end`.
    pub fn below(&mut self, end: u32) -> u32 {
        (self.fraction() * f64::from(end)) as u32
    }

    /// A normal deviate, near enough: the sum of twelve fractions less six.
    pub fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.fraction()).sum::<f64>() - 6.0
    }

    /// A length of at least one with this mean.
    pub fn length(&mut self, mean: f64) -> u32 {
        1 + (-(mean - 1.0).max(0.0) * (1.0 - self.fraction()).ln()).round() as u32
    }
}
