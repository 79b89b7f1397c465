//! Constant product between two prices, with liquidity `L = 1`.
//!
//! `x = 1/√p - 1/√upper`, `y = √p - √lower`, `|x'| = p^(-3/2)/2` (Uniswap v3 whitepaper, section 6;
//! Gyro 2-CLP). The differences of roots are taken as quotients.

use super::Position;

pub(super) fn position(lower: f64, upper: f64, price: f64) -> Position {
    let (low, root, high) = (lower.sqrt(), price.sqrt(), upper.sqrt());
    Position {
        price,
        x: (upper - price) / (root * high * (root + high)),
        y: (price - lower) / (root + low),
        slope: 0.5 / (price * root),
    }
}

/// `(√to - √from)² / √from`; the ends of the range cancel.
pub(super) fn loss(from: f64, to: f64) -> f64 {
    let root = from.sqrt();
    let rise = (to - from) / (to.sqrt() + root);
    rise * rise / root
}
