//! StableSwap with two tokens and `D = 1`, inverted exactly at a marginal price.
//!
//! Invariant `Ann (x+y) + D = Ann D + D³/(4xy)` with `Ann = 2A`, as the contracts have it (Curve,
//! Balancer `StableMath`). In place of `x` and `y` stand their mean and ratio,
//! `M = 2√(xy)` in (0, 1] and `E = √(y/x)`. Two facts make the inversion well conditioned:
//!
//! - the marginal price is `p = (k + E)/(k + 1/E)` with `k = A M³`, hence
//!   `E = √p (w + √(1+w²))` with `w = k (p-1)/(2√p)`: given `M`, the ratio is explicit;
//! - the invariant is then one equation in `M`, strictly increasing, written about the peg as
//!   `A M (E-1)²/E = (1-M)(2AM² + 1 + M)/M²`.
//!
//! Derived for this project, and checked against 60-digit arithmetic in the tests.

use super::Position;
use crate::analysis::solve;

/// A state of the unit pool.
struct State {
    /// `M = 2√(xy)`
    mean: f64,
    /// `E = √(y/x)`
    ratio: f64,
}

pub(super) fn position(amplification: f64, price: f64) -> Position {
    let State { mean, ratio } = invert(amplification, price);
    let skew = ratio - price / ratio;
    Position {
        price,
        x: mean / (2.0 * ratio),
        y: mean * ratio / 2.0,
        slope: mean * (amplification * mean.powi(3) + 1.0 / ratio) / (4.0 * (skew * skew + price)),
    }
}

/// `to·(x₁-x₂) + (y₁-y₂)`, factored by `E₁-E₂`.
///
/// `M₁-M₂` comes from the difference of the two invariants rather than of the two roots.
pub(super) fn loss(amplification: f64, from: f64, to: f64) -> f64 {
    let State {
        mean: m1,
        ratio: e1,
    } = invert(amplification, from);
    let State {
        mean: m2,
        ratio: e2,
    } = invert(amplification, to);
    let squares = m1 * m1 + m1 * m2 + m2 * m2;
    let stiffness = (2.0 * amplification - 1.0) * m1 * m1 / m2 + squares / m2.powi(3);
    let by_ratio = m2 * (1.0 - to / (e1 * e2));
    let by_mean = amplification * m1.powi(3) * (1.0 - 1.0 / (e1 * e2)) * (to / e1 + e1) / stiffness;
    0.5 * (e1 - e2) * (by_ratio - by_mean)
}

fn invert(amplification: f64, price: f64) -> State {
    let root = price.sqrt();
    let lean = (price - 1.0) / (2.0 * root);
    let ratio = |mean: f64| {
        let w = amplification * mean.powi(3) * lean;
        let hypotenuse = (1.0 + w * w).sqrt();
        if w >= 0.0 {
            root * (w + hypotenuse)
        } else {
            root / (hypotenuse - w)
        }
    };
    let excess = |mean: f64| {
        let ratio = ratio(mean);
        let off_peg = amplification * mean * (ratio - 1.0).powi(2) / ratio;
        let square = mean * mean;
        off_peg - (1.0 - mean) * (2.0 * amplification * square + 1.0 + mean) / square
    };
    // At 1 the excess is a square; here it is below -2A, since cosh(ln E) <= E <= √P + A M³ P
    // with P the greater of p and 1/p.
    let cube = 4.0 * amplification * root.max(1.0 / root);
    let least = (-cube.ln() / 3.0).exp().min(0.5);
    let mean = solve::root(excess, least, 1.0).unwrap_or(f64::NAN);
    State {
        mean,
        ratio: ratio(mean),
    }
}
