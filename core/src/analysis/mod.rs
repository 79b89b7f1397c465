//! What a pool costs those who own it, in `f64`.
//!
//! - [`curve`]: reserves, value and depth of a trading curve at a price;
//! - [`lvr`]: loss versus rebalancing, before fees;
//! - [`amplification`]: which amplification serves a trade, and which a lost peg allows;
//! - [`arbitrage`]: what fees and block times leave of it;
//! - [`drift`]: what a pool loses to the yield of its own token;
//! - [`stale`]: what a rate costs that follows its token in jumps;
//! - [`fee`]: which swap fee leaves most;
//! - [`depth`]: how large a trade moves a price how far;
//! - [`impermanent`]: a weighted pool against holding;
//! - [`simulation`]: arbitrage step by step over a path of prices and rates;
//! - [`limits`]: which parameter is out of bounds, and which bound it is;
//! - [`solve`]: the one root finder, and the one search for a maximum.
//!
//! Imports: the standard library and nothing else, not even the exact integers of
//! [`crate::fixed`]. Amounts that a contract would pay are computed there; here are rates and
//! fractions, to about twelve digits.
//!
//! Convention: token X is the yield-bearing one, priced in token Y; `p` is the price of X. A pool
//! holds `x(q)` and `y(q)` when its marginal price is `q`, and is worth `V = p x + y`.

pub mod amplification;
pub mod arbitrage;
pub mod curve;
pub mod depth;
pub mod drift;
pub mod fee;
pub mod impermanent;
pub mod limits;
pub mod lvr;
pub mod simulation;
pub mod solve;
pub mod stale;

/// Seconds in a year of 365 days, the year of every rate and volatility here.
///
/// A volatility of 5 % per square root of a day is therefore `0.05 * 365_f64.sqrt()` a year.
pub const SECONDS_PER_YEAR: f64 = 31_536_000.0;
