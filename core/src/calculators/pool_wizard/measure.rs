//! The numbers behind one pool type.

use super::Input;
use super::candidate::Candidate;
use crate::analysis::arbitrage::{self, BlockModel};
use crate::analysis::depth::{Pool, Sold};
use crate::analysis::drift;
use crate::calculators::curve::faults;
use crate::definition::Errors;

/// The move of the price at which depth is read.
const IMPACT: f64 = 0.001;

/// All as shares of the pool's value; rates are for one year.
pub(super) struct Measured {
    /// What the token's own yield moves out of the pool, with the fee on yield.
    pub(super) drift: f64,
    /// Loss versus rebalancing, before fees.
    pub(super) lvr: f64,
    /// What arbitrage takes after fees.
    pub(super) arbitrage: f64,
    /// The trade that moves the marginal price by [`IMPACT`].
    pub(super) depth: f64,
    /// Drift and arbitrage for each unit of depth.
    pub(super) cost: f64,
}

/// The numbers of a candidate; `None` for one without a curve of its own.
pub(super) fn measure(input: &Input, of: &Candidate) -> Result<Option<Measured>, Errors> {
    let Some(curve) = of.curve else {
        return Ok(None);
    };
    let end = drift::drift(&drift::Inputs {
        curve,
        yield_rate: input.yield_rate,
        horizon_years: 1.0,
        swap_fee: input.swap_fee,
        yield_fee: input.yield_fee,
    });
    let end = end.map_err(faults)?.end;
    let drift = if of.rated {
        end.yield_fee_cost
    } else {
        end.loss_versus_holding
    };
    let rates = arbitrage::rates(&arbitrage::Inputs {
        curve,
        volatility: input.volatility,
        price: 1.0,
        swap_fee: input.swap_fee,
        block_time_seconds: input.block_time_seconds,
        block_model: BlockModel::Poisson,
    });
    let rates = rates.map_err(faults)?;
    let arbitrage = if of.protected { 0.0 } else { rates.arbitrage };
    let pool = Pool {
        curve,
        price: 1.0,
        tvl: 1.0,
    };
    let depth = pool.trade_for_impact(Sold::X, IMPACT).amount_in;
    Ok(Some(Measured {
        drift,
        lvr: rates.lvr,
        arbitrage,
        depth,
        cost: (drift + arbitrage) / depth,
    }))
}
