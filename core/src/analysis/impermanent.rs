//! Impermanent loss: a weighted pool against holding, after any change of prices.
//!
//! The loss of [`super::drift`] for a price that has moved for good or ill, for any number of
//! tokens; a constant product is two weights of one half.

use super::limits::{Checks, Invalid, Limit};

/// A token of a weighted pool.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Token {
    /// Share of the pool's value, 0.01 to 0.99.
    pub weight: f64,
    /// Relative change of its price in any common unit, from -1 (excluded) up: 1 is a doubling.
    pub price_change: f64,
}

/// A weighted pool after a change of prices.
#[derive(Clone, Debug, PartialEq)]
pub struct Impermanent {
    /// How much less the pool is worth than what was put in, `1 - Π rᵢ^wᵢ / Σ wᵢ rᵢ`, a fraction of
    /// the latter (`rᵢ` is 1 plus the price change).
    pub loss: f64,
    /// Value of the pool over its value before, `Π rᵢ^wᵢ`.
    pub pool: f64,
    /// Value of holding over the value before, `Σ wᵢ rᵢ`.
    pub held: f64,
    /// Balance of each token over its balance before, `Π rⱼ^wⱼ / rᵢ`.
    pub balances: Vec<f64>,
}

/// How far from 1 the weights may add up.
const WEIGHTS_WITHIN: f64 = 1e-9;

/// Impermanent loss of a weighted pool.
///
/// # Errors
/// What [`Token::validate`] says of each token, and a sum of weights that is not 1 (`weights`).
///
/// ```
/// use yb_core::analysis::impermanent::{Token, impermanent};
///
/// // COMP doubles, WETH gains 15 %, in a 50/50 pool.
/// let token = |price_change| Token { weight: 0.5, price_change };
/// let pool = impermanent(&[token(1.0), token(0.15)])?;
/// assert_eq!(format!("{:.6} %", 100.0 * pool.loss), "3.709518 %");
/// # Ok::<(), Vec<yb_core::analysis::limits::Invalid>>(())
/// ```
pub fn impermanent(tokens: &[Token]) -> Result<Impermanent, Vec<Invalid>> {
    validate(tokens)?;
    let log_pool: f64 = tokens
        .iter()
        .map(|token| token.weight * token.price_change.ln_1p())
        .sum();
    let gain: f64 = tokens
        .iter()
        .map(|token| token.weight * token.price_change)
        .sum();
    Ok(Impermanent {
        loss: (-(log_pool - gain.ln_1p()).exp_m1()).max(0.0),
        pool: log_pool.exp(),
        held: 1.0 + gain,
        balances: tokens
            .iter()
            .map(|token| (log_pool - token.price_change.ln_1p()).exp())
            .collect(),
    })
}

impl Token {
    /// Checks the weight and the price change against their limits.
    ///
    /// # Errors
    /// `weight` or `priceChange` out of bounds, with the bound.
    pub fn validate(&self) -> Result<(), Vec<Invalid>> {
        use Limit::{Above, AtLeast, AtMost};
        let mut checks = Checks::default();
        checks.check("weight", self.weight, &[AtLeast(0.01), AtMost(0.99)]);
        checks.check(
            "priceChange",
            self.price_change,
            &[Above(-1.0), AtMost(1e9)],
        );
        checks.finish()
    }
}

fn validate(tokens: &[Token]) -> Result<(), Vec<Invalid>> {
    let mut checks = Checks::default();
    for token in tokens {
        checks.absorb(token.validate());
    }
    let weights: Vec<f64> = tokens.iter().map(|token| token.weight).collect();
    checks.absorb(weights_add_up(&weights));
    checks.finish()
}

/// Checks that weights make 1.
///
/// # Errors
/// Their sum (`weights`), with the bound that it breaks.
pub fn weights_add_up(weights: &[f64]) -> Result<(), Vec<Invalid>> {
    let mut checks = Checks::default();
    let sum = weights.iter().sum();
    let limits = [
        Limit::AtLeast(1.0 - WEIGHTS_WITHIN),
        Limit::AtMost(1.0 + WEIGHTS_WITHIN),
    ];
    checks.check("weights", sum, &limits);
    checks.finish()
}
