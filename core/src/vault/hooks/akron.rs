//! Akron's fee for weighted pools: what an arbitrageur would gain by the trade if it followed the market (its loss
//! versus rebalancing).
//!
//! Source: `Akron-admin/balancer-v3-monorepo`, `pkg/pool-hooks/contracts/AkronWeightedLVRFeeHook.sol` and its
//! `AkronWeightedMath.sol`. The least fee is a constant of the contract, 0.001 %; here it is given.

use super::HookSwap;
use crate::fixed::{Error, Fixed};
use crate::pools::Pool;
use crate::vault::SwapKind;

/// Charges the whole gain of an arbitrage, and never less than the least fee. The pool's own fee does not count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Akron {
    least: Fixed,
}

impl Akron {
    /// A hook with the least fee.
    #[must_use]
    pub const fn new(least: Fixed) -> Self {
        Self { least }
    }

    /// Only pools with weights have what the hook asks for.
    pub(super) fn register(pool: &Pool) -> Result<(), Error> {
        weights(pool).map(drop)
    }

    pub(super) fn swap_fee(&self, swap: &HookSwap<'_>) -> Result<Fixed, Error> {
        let weight = |token: usize| {
            let weight = weights(swap.state.pool())?.get(token);
            weight.copied().ok_or(Error::TokenNotRegistered)
        };
        let (weight_in, weight_out) = (weight(swap.token_in)?, weight(swap.token_out)?);
        let fee = match swap.kind {
            SwapKind::GivenIn => {
                let balance = swap.state.balance(swap.token_in)?;
                given_in(balance, weight_in.div_down(weight_out)?, swap.given)?
            }
            SwapKind::GivenOut => {
                let balance = swap.state.balance(swap.token_out)?;
                given_out(balance, weight_out.div_up(weight_in)?, swap.given)?
            }
        };
        Ok(fee.max(self.least))
    }
}

fn weights(pool: &Pool) -> Result<&[Fixed], Error> {
    pool.weights().ok_or(Error::HookRegistrationFailed)
}

/// `e (b + a) (1 - q / p) / a`, up, with `p = ((b + a) / (b + 2a))^e`, `q = (b / (b + a))^e` and `e = w_in / w_out`
/// (`computeSwapFeePercentageGivenExactIn`).
fn given_in(balance: Fixed, exponent: Fixed, amount: Fixed) -> Result<Fixed, Error> {
    let once = balance.plus(amount)?;
    let with_fee = once.div_up(once.plus(amount)?)?.pow_up(exponent)?;
    let without = balance.div_up(once)?.pow_up(exponent)?;
    let gain = once.mul_div_up(with_fee.minus(without)?, with_fee)?;
    exponent.mul_div_up(gain, amount)
}

/// `(p - q) / (p - 1)`, up, with `p = ((b - a) / (b - 2a))^e`, `q = (b / (b - a))^e` and `e = w_out / w_in`
/// (`computeSwapFeePercentageGivenExactOut`).
fn given_out(balance: Fixed, exponent: Fixed, amount: Fixed) -> Result<Fixed, Error> {
    let once = balance.minus(amount)?;
    let with_fee = once.div_up(once.minus(amount)?)?.pow_up(exponent)?;
    let without = balance.div_up(once)?.pow_up(exponent)?;
    with_fee.minus(without)?.div_up(with_fee.minus(Fixed::ONE)?)
}
