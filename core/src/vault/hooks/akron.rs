//! Akron's fee for weighted pools: what an arbitrageur would gain by the trade if it followed the market (its loss
//! versus rebalancing).
//!
//! Source: `Akron-admin/balancer-v3-monorepo`, `pkg/pool-hooks/contracts/AkronWeightedLVRFeeHook.sol` and its
//! `AkronWeightedMath.sol`. The least fee is a constant of the contract, 0.001 %; here it is given.

use super::HookSwap;
use crate::fixed::{Amount, Error, Fixed, Steps};
use crate::pools::Pool;
use crate::vault::SwapKind;

/// Charges the whole gain of an arbitrage, and never less than the least fee. The pool's own fee does not count.
///
/// ```
/// use yb_core::fixed::Fixed;
/// use yb_core::pools::{Pool, Weighted};
/// use yb_core::vault::{Hook, PoolState, SwapKind, SwapRequest, Token, hooks::Akron, swap};
///
/// let pool = PoolState::new(
///     Pool::Weighted(Weighted::new(vec!["0.5".parse()?, "0.5".parse()?])?),
///     vec![Token::new("A", 1.into(), Fixed::ONE)?, Token::new("B", 1.into(), Fixed::ONE)?],
///     vec!["1000".parse()?, "1000".parse()?],
///     "0.01".parse()?,
///     Fixed::ZERO,
///     "1000".parse()?,
/// )?
/// .with_hook(Hook::Akron(Akron::new("0.00001".parse()?)))?;
/// let fee = |amount: &str| {
///     let amount: Fixed = amount.parse()?;
///     let ask = SwapRequest { kind: SwapKind::GivenIn, token_in: 0, token_out: 1, amount_raw: amount.raw() };
///     Ok::<_, yb_core::fixed::Error>(swap(&pool, &ask)?.swap_fee)
/// };
/// // A small trade pays the least; the fee of a large one grows with its size.
/// assert_eq!(fee("0.001")?.to_string(), "0.00001");
/// assert!(fee("10")? < fee("100")?);
/// # Ok::<(), yb_core::fixed::Error>(())
/// ```
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
            let weight = weight.copied().ok_or(Error::TokenNotRegistered);
            weight.map(Ok)
        };
        let (weight_in, weight_out) = (weight(swap.token_in)?, weight(swap.token_out)?);
        let (token, exponent, fee): (_, _, fn(&Amount, &Amount, &Amount) -> Amount) =
            match swap.kind {
                SwapKind::GivenIn => (swap.token_in, weight_in.div_down(&weight_out), given_in),
                SwapKind::GivenOut => (swap.token_out, weight_out.div_up(&weight_in), given_out),
            };
        let balance = Ok(*swap.state.balance(token)?);
        let fee = fee(&balance, &exponent, &Ok(swap.given))?;
        Ok(fee.max(self.least))
    }
}

fn weights(pool: &Pool) -> Result<&[Fixed], Error> {
    pool.weights().ok_or(Error::HookRegistrationFailed)
}

/// `e (b + a) (1 - q / p) / a`, up, with `p = ((b + a) / (b + 2a))^e`, `q = (b / (b + a))^e` and `e = w_in / w_out`
/// (`computeSwapFeePercentageGivenExactIn`).
fn given_in(balance: &Amount, exponent: &Amount, amount: &Amount) -> Amount {
    let once = balance.plus(amount);
    let [with_fee, without] = &powers(balance, &once, &once.plus(amount), exponent);
    let gain = once.mul_div_up(&with_fee.minus(without), with_fee);
    exponent.mul_div_up(&gain, amount)
}

/// `(p - q) / (p - 1)`, up, with `p = ((b - a) / (b - 2a))^e`, `q = (b / (b - a))^e` and `e = w_out / w_in`
/// (`computeSwapFeePercentageGivenExactOut`).
fn given_out(balance: &Amount, exponent: &Amount, amount: &Amount) -> Amount {
    let once = balance.minus(amount);
    let [with_fee, without] = &powers(balance, &once, &once.minus(amount), exponent);
    with_fee
        .minus(without)
        .div_up(&with_fee.minus(&Amount::ONE))
}

/// `(once / twice)^e` and `(balance / once)^e`, both up.
fn powers(balance: &Amount, once: &Amount, twice: &Amount, exponent: &Amount) -> [Amount; 2] {
    let power = |base: &Amount| base.step(|base| base.pow_up((*exponent)?));
    [power(&once.div_up(twice)), power(&balance.div_up(once))]
}
