//! Weighted curve; the unit pool has value `V = p^w`.
//!
//! `x = w p^(w-1)`, `y = (1-w) p^w`, `|x'| = w (1-w) p^(w-2)`. The constant product is `w = 1/2`.

use super::Position;

pub(super) fn position(weight: f64, price: f64) -> Position {
    let value = power(price, weight);
    let x = weight * value / price;
    Position {
        price,
        x,
        y: (1.0 - weight) * value,
        slope: (1.0 - weight) * x / price,
    }
}

/// `from^w (w e(u) - e(w u))` with `u = ln(to/from)` and `e` = [`exp_excess`].
pub(super) fn loss(weight: f64, from: f64, to: f64) -> f64 {
    let log_change = ((to - from) / from).ln_1p();
    power(from, weight) * (weight * exp_excess(log_change) - exp_excess(weight * log_change))
}

/// Off by a part in 10^14 at the ends of the range of prices: the standard power is right to the
/// last digit, for twice the code of the logarithm and the exponential that are here anyway.
fn power(price: f64, exponent: f64) -> f64 {
    (exponent * price.ln()).exp()
}

/// `e^u - 1 - u`, without cancellation.
fn exp_excess(u: f64) -> f64 {
    if u.abs() > 0.5 {
        return u.exp_m1() - u;
    }
    // u²/2 (1 + u/3 (1 + u/4 (…))): the last factor kept is below 1e-17 for |u| <= 1/2.
    let tail = (3..=15)
        .rev()
        .fold(1.0, |sum, k| 1.0 + u / f64::from(k) * sum);
    u * u / 2.0 * tail
}
