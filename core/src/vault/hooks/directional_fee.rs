//! A fee that grows as a trade drives two balances apart.
//!
//! The hook takes the trade for one to one and the fee is the share by which the balances would differ; the pool's own
//! fee is the least. It is the contracts' own example of a hook, for stable pools.
//!
//! Source: `balancer/balancer-v3-monorepo` at `0a5890a`, `pkg/pool-hooks/contracts/DirectionalFeeHookExample.sol`,
//! lines 82–139.

use super::HookSwap;
use crate::fixed::{Error, Fixed, Steps};

/// `((b_in + a) - (b_out - a)) / (b_in + b_out)` where that is above the pool's fee; `a` is the amount given, whichever
/// token it is of.
pub(super) fn swap_fee(swap: &HookSwap<'_>, fee: Fixed) -> Result<Fixed, Error> {
    let given = Ok(swap.given);
    let balance_in = Ok(*swap.state.balance(swap.token_in)?).plus(&given);
    let balance_out = Ok(*swap.state.balance(swap.token_out)?).minus(&given);
    balance_in.check()?;
    balance_out.check()?;
    if !balance_in.exceeds(&balance_out) {
        return Ok(fee);
    }
    let apart = balance_in.minus(&balance_out);
    let share = apart.div_down(&balance_in.plus(&balance_out))?;
    Ok(share.max(fee))
}
