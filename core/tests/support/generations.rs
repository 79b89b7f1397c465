//! Weighted and stable pools of each generation on chain.

use yb_core::fixed::{Error, Fixed};
use yb_core::pools::{Stable, Weighted};

/// A weighted pool of either generation.
pub fn weighted(weights: Vec<Fixed>, is_second: bool) -> Result<Weighted, Error> {
    if !is_second {
        return Weighted::new(weights);
    }
    let least = weights.iter().map(|_| Weighted::least_balance(18));
    let least = least.collect::<Result<_, _>>()?;
    Weighted::with_least_balances(weights, least)
}

/// A stable pool of the second generation or the third.
pub fn stable(amplification: u64, is_third: bool) -> Result<Stable, Error> {
    let curve = Stable::new(amplification.into())?;
    Ok(if is_third {
        curve.with_max_imbalance(Stable::MAX_IMBALANCE)
    } else {
        curve
    })
}

/// A weighted pool of the same generation with its tokens turned.
pub fn turned_weighted(curve: &Weighted, turn: usize) -> Result<Weighted, Error> {
    let mut weights = curve.weights().to_vec();
    let mut least = curve.least_balances().to_vec();
    weights.rotate_left(turn);
    if least.is_empty() {
        return Weighted::new(weights);
    }
    least.rotate_left(turn);
    Weighted::with_least_balances(weights, least)
}
