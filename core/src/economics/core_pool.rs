//! Core pools (July 2022 to the second quarter of 2026): which pools had their protocol fees spent
//! on votes for them, and what came back.

use super::periods::{Period, Split};

/// Weeks of a round: fees were collected and placed every two weeks.
pub const WEEKS_PER_ROUND: f64 = 2.0;
/// Least share of the value in yield-bearing tokens that pay the protocol's fee.
pub const LEAST_SHARE: f64 = 0.5;

/// A token of the pool.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Token {
    /// Whether it bears yield, has a rate provider and pays the fee on it.
    pub counts: bool,
    /// What the pool holds of it, in money.
    pub value: f64,
}

/// Whether a pool could be a core pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Yes, once its gauge was voted in.
    Eligible,
    /// There were none in this period.
    NoProgramme,
    /// Too little of its value bears yield and pays the fee.
    TooLittleYield,
    /// It is too small.
    TooSmall,
}

/// A pool measured by the rule of a period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Measured {
    /// Its value.
    pub tvl: f64,
    /// Share of it in tokens that count.
    pub share: f64,
    /// Whether it could be a core pool.
    pub verdict: Verdict,
    /// Where its protocol fees went.
    pub split: Split,
}

/// The rule of `period` applied to a pool of `tokens`.
///
/// ```
/// use yb_core::economics::{core_pool::{Token, Verdict, measure}, periods};
///
/// let token = |counts, value| Token { counts, value };
/// let tokens = [token(true, 60_000.0), token(false, 30_000.0)];
/// let measure = |period| measure(periods::find(period).unwrap(), &tokens);
/// assert_eq!(measure("bip-371").split.incentives, 0.5);
/// assert_eq!(measure("bip-734").verdict, Verdict::TooSmall);
/// assert_eq!(measure("bip-919").verdict, Verdict::NoProgramme);
/// ```
#[must_use]
pub fn measure(period: &Period, tokens: &[Token]) -> Measured {
    // What the halves of a sum lose to rounding does not make a pool ineligible.
    const ROUNDING: f64 = 1e-12;
    let tvl: f64 = tokens.iter().map(|token| token.value).sum();
    let counted = tokens.iter().filter(|token| token.counts);
    let counted: f64 = counted.map(|token| token.value).sum();
    let share = if tvl > 0.0 { counted / tvl } else { 0.0 };
    let (verdict, split) = match period.core {
        None => (Verdict::NoProgramme, period.other),
        Some(_) if share < LEAST_SHARE - ROUNDING => (Verdict::TooLittleYield, period.other),
        Some(_) if tvl < period.least_tvl => (Verdict::TooSmall, period.other),
        Some(split) => (Verdict::Eligible, split),
    };
    Measured {
        tvl,
        share,
        verdict,
        split,
    }
}

/// Value of the BAL that `incentives` brought at `efficiency` units for each one paid, and no more
/// than all that was issued in the round.
#[must_use]
pub fn emitted(incentives: f64, efficiency: f64, issued: f64) -> f64 {
    (incentives * efficiency).min(issued)
}
