//! Loss versus rebalancing: what continuous arbitrage takes from a pool without fees.
//!
//! Milionis, Moallemi, Roughgarden and Zhang, "Automated Market Making and Loss-Versus-Rebalancing",
//! arXiv:2208.06046, theorem 1.

use super::curve::Curve;

/// LVR as a fraction of the pool's value per year, `σ² p² |x'(p)| / (2V)`.
///
/// `volatility` is σ per square root of a year, of the price of X; with a rate provider it is that
/// of the market price over the rate, the basis. `price` is the price of X in Y, positive. 0
/// outside a range.
///
/// ```
/// use yb_core::analysis::{curve::Curve, lvr};
///
/// // σ²/8 for a constant product, A + 1 times that for StableSwap at its peg.
/// assert_eq!(lvr::rate(Curve::ConstantProduct, 0.5, 1.0), 0.03125);
/// let stable = Curve::Stable { amplification: 199.0 };
/// assert_eq!(lvr::rate(stable, 0.5, 1.0), 6.25);
/// ```
#[must_use]
pub fn rate(curve: Curve, volatility: f64, price: f64) -> f64 {
    volatility * volatility / 8.0 * curve.position(price).concentration()
}
