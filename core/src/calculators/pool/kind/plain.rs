//! Weighted and stable pools.

use crate::calculators::pool::form::Form;
use crate::fixed::Error;
use crate::fixed::text::format_integer;
use crate::pools::{Pool, Stable, Weighted};

/// What pools of the latest factories have: see [`Stable::with_max_imbalance`] and [`Weighted::with_least_balances`].
pub(in crate::calculators::pool) const MAX_IMBALANCE: &str = "maxImbalanceRatio";
pub(in crate::calculators::pool) const LEAST_BALANCES: &str = "minTokenBalances";

pub(super) fn stable(form: &mut Form<'_>) -> Option<Pool> {
    let before = form.faults();
    let amp = form.fixed("amp").raw();
    let times = form.given(MAX_IMBALANCE).then(|| form.count(MAX_IMBALANCE));
    if form.faults() > before {
        return None;
    }
    match Stable::new(amp) {
        Ok(curve) => Some(Pool::Stable(match times {
            Some(times) => curve.with_max_imbalance(times),
            None => curve,
        })),
        Err(error) => {
            let given = format_integer(amp) + " thousandths";
            form.refuse("amp", &given, error);
            None
        }
    }
}

pub(super) fn weighted(form: &mut Form<'_>) -> Option<Pool> {
    let before = form.faults();
    let weights = form.fixeds("weights");
    if !form.given(LEAST_BALANCES) {
        let pool = Weighted::new(weights.clone()).map(Pool::Weighted);
        return form.accept(before, pool, "weights", &weights);
    }
    let least = form.fixeds(LEAST_BALANCES);
    let pool = Weighted::with_least_balances(weights.clone(), least.clone());
    let (key, given) = match pool {
        Err(Error::InvalidMinTokenBalance) => (LEAST_BALANCES, &least),
        _ => ("weights", &weights),
    };
    form.accept(before, pool.map(Pool::Weighted), key, given)
}
