//! Constant product between two prices, with liquidity `L = 1`.
//!
//! `x = 1/√p - 1/√upper`, `y = √p - √lower`, `|x'| = p^(-3/2)/2` (Uniswap v3 whitepaper, section 6;
//! Gyro 2-CLP). The differences of roots are taken as quotients.

use super::Position;

pub(super) fn position(lower: f64, upper: f64, price: f64) -> Position {
    let root = price.sqrt();
    Position {
        price,
        x: sold(price, upper),
        y: (price - lower) / (root + lower.sqrt()),
        slope: 0.5 / (price * root),
    }
}

/// `x(from) - x(to)`
pub(super) fn sold(from: f64, to: f64) -> f64 {
    let (start, end) = (from.sqrt(), to.sqrt());
    (to - from) / (start * end * (start + end))
}

/// `(√to - √from)² / √from`; the ends of the range cancel.
pub(super) fn loss(from: f64, to: f64) -> f64 {
    let root = from.sqrt();
    let rise = (to - from) / (to.sqrt() + root);
    rise * rise / root
}
