//! BAL issued each week, by year. It ended with BIP-919 in 2026.

use super::WEEKS_PER_YEAR;

/// The first year of the schedule.
pub const FIRST_YEAR: u16 = 2022;
/// The year in which it ended.
pub const LAST_YEAR: u16 = 2026;
/// BAL a week in the first year.
const FIRST_RATE: f64 = 145_000.0;

/// BAL issued in a week of `year`: `145,000 / 2^(k/4)` with k years since 2022, halving in four
/// years; 0 before the first year and after the last. (balancer/docs,
/// `docs/concepts/governance/bal-token.md`.)
///
/// ```
/// use yb_core::economics::emissions::weekly;
/// assert_eq!(weekly(2022), 145_000.0);
/// assert_eq!(weekly(2026), 72_500.0);
/// assert_eq!(weekly(2027), 0.0);
/// ```
#[must_use]
pub fn weekly(year: u16) -> f64 {
    if !(FIRST_YEAR..=LAST_YEAR).contains(&year) {
        return 0.0;
    }
    FIRST_RATE * (-f64::from(year - FIRST_YEAR) / 4.0).exp2()
}

/// BAL issued in a whole year at the rate of `year`.
#[must_use]
pub fn yearly(year: u16) -> f64 {
    weekly(year) * WEEKS_PER_YEAR
}
