//! Which amplification: the least that serves a trade, the most that a loss of the peg allows.
//!
//! Depth at 1 : 1 rises with the amplification `A`, and so does the share of the fallen token in the pool once its
//! price has left 1 : 1. A wish for the one sets a least `A`, a limit for the other a most.

use super::curve::{Curve, MAX_AMPLIFICATION, MIN_AMPLIFICATION};
use super::depth::{Pool, Sold};
use super::solve;

/// The fall of the marginal price past which there is nothing left to buy.
const SOLD_OUT: f64 = 1.0 - 1e-9;

/// How the impact of a trade is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Impact {
    /// What the trade does to the marginal price.
    Spot,
    /// By how much its own price is worse than the marginal price before it.
    Average,
}

/// The least amplification with which a pool worth `tvl`, at 1 : 1, takes `amount` of a token at no more than `impact`.
///
/// [`MIN_AMPLIFICATION`] if that does already; `None` if even [`MAX_AMPLIFICATION`] does not. No fee.
///
/// ```
/// use yb_core::analysis::amplification::{Impact, least_for_trade};
///
/// let least = least_for_trade(1e7, 493_237.935, 0.001, Impact::Spot).unwrap();
/// assert!((least - 200.0).abs() < 1e-5);
/// ```
#[must_use]
pub fn least_for_trade(tvl: f64, amount: f64, impact: f64, read: Impact) -> Option<f64> {
    let room = |amplification: f64| {
        let pool = pool(amplification, tvl);
        match read {
            Impact::Spot => pool.trade_for_impact(Sold::X, impact).amount_in - amount,
            // A trade that the curve cannot take loses all.
            Impact::Average => {
                let trade = pool.trade_of(Sold::X, amount);
                impact - trade.map_or(1.0, |trade| trade.average_impact)
            }
        }
    };
    if room(MIN_AMPLIFICATION) >= 0.0 {
        return Some(MIN_AMPLIFICATION);
    }
    crossing(room)
}

/// The most amplification with which no more than `share` of a pool's balances are of token X when its price is `price`.
///
/// [`MAX_AMPLIFICATION`] if that keeps the limit as well; `None` if even [`MIN_AMPLIFICATION`] does not.
///
/// ```
/// use yb_core::analysis::amplification::most_for_share;
///
/// let most = most_for_share(0.985_691_017_5, 0.8).unwrap();
/// assert!((most - 200.0).abs() < 1e-5);
/// ```
#[must_use]
pub fn most_for_share(price: f64, share: f64) -> Option<f64> {
    let room = |amplification: f64| share - balance_share(stable(amplification), price);
    if room(MAX_AMPLIFICATION) >= 0.0 {
        return Some(MAX_AMPLIFICATION);
    }
    crossing(room)
}

/// The share of X in the balances, each token counted as one.
#[must_use]
pub fn balance_share(curve: Curve, price: f64) -> f64 {
    let at = curve.position(price);
    at.x / (at.x + at.y)
}

/// The trade that a pool worth `tvl` takes, at 1 : 1, at this impact.
///
/// Where a curve is so flat that the average never gets there, the trade that leaves nothing to buy.
#[must_use]
pub fn trade_at(tvl: f64, amplification: f64, impact: f64, read: Impact) -> f64 {
    let pool = pool(amplification, tvl);
    let spot = match read {
        Impact::Spot => impact,
        Impact::Average => {
            let room = |spot: f64| pool.trade_for_impact(Sold::X, spot).average_impact - impact;
            solve::root(room, impact, SOLD_OUT).unwrap_or(SOLD_OUT)
        }
    };
    pool.trade_for_impact(Sold::X, spot).amount_in
}

fn stable(amplification: f64) -> Curve {
    Curve::Stable { amplification }
}

fn pool(amplification: f64, tvl: f64) -> Pool {
    Pool {
        curve: stable(amplification),
        price: 1.0,
        tvl,
    }
}

/// The amplification at which `room` changes its sign.
fn crossing(room: impl Fn(f64) -> f64) -> Option<f64> {
    let ends = (MIN_AMPLIFICATION.ln(), MAX_AMPLIFICATION.ln());
    solve::root(|log: f64| room(log.exp()), ends.0, ends.1).map(f64::exp)
}
