//! Rates by long division, and shares by counting up.

/// `part` of `whole` in percent with six decimals, rounded half up; empty when there is nothing to divide by.
pub fn percent_with_six_decimals(part: u32, whole: u32) -> String {
    if whole == 0 {
        return String::new();
    }
    let whole = u64::from(whole);
    let mut rest = u64::from(part) * 100;
    let mut digits = vec![rest / whole];
    rest %= whole;
    for _ in 0..6 {
        rest *= 10;
        digits.push(rest / whole);
        rest %= whole;
    }
    if rest * 2 >= whole {
        round_up(&mut digits);
    }
    let decimals: String = digits[1..].iter().map(u64::to_string).collect();
    format!("{}.{decimals}", digits[0])
}

fn round_up(digits: &mut [u64]) {
    for at in (1..digits.len()).rev() {
        if digits[at] < 9 {
            digits[at] += 1;
            return;
        }
        digits[at] = 0;
    }
    digits[0] += 1;
}

/// Whether `missed` of `possible` is at least so many thousandths of one percent; nothing when nothing was possible.
pub fn reaches(missed: u32, possible: u32, thousandths: u32) -> Option<bool> {
    // A share of p percent is p sessions of every hundred, so of a hundred times as many.
    (possible > 0).then(|| u128::from(missed) * 100 * 1000 >= u128::from(possible) * u128::from(thousandths))
}

/// How many of the sessions possible so far would have to be missed more: counted up until it is enough.
pub fn half_days_more(missed: u32, possible: u32, thousandths: u32) -> Option<u32> {
    if possible == 0 {
        return None;
    }
    let mut more = 0;
    while reaches(missed + more, possible, thousandths) == Some(false) {
        more += 1;
    }
    Some(more)
}
