//! Rates that have moved on, and what the protocol takes of the growth.
//!
//! Source: `balancer/balancer-v3-monorepo` at `0a5890a`, `pkg/vault/contracts/lib/PoolDataLib.sol`, `load` lines 31–92
//! and `_computeYieldFeesDue` lines 185–213; which way it rounds, `pkg/vault/contracts/Vault.sol`, lines 221 (`swap`),
//! 529 (`addLiquidity`) and 801 (`removeLiquidity`).

use super::{PoolState, Token};
use crate::fixed::uint::sub;
use crate::fixed::{Amount, Error, Fixed, Steps, U256};
use crate::pools::Rounding;

/// A token's rate now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RateUpdate {
    /// The rate.
    pub rate: Fixed,
    /// Whether a share of the growth is due: a pool may exempt a token when it is registered.
    pub pays_yield_fees: bool,
}

/// The pool at its new rates, with what the growth has cost it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RatesQuote {
    /// The pool, with the fees gone from its balances.
    pub after: PoolState,
    /// What the protocol and the pool's creator take of each token, in its smallest unit.
    pub yield_fees_raw: Vec<U256>,
}

/// Carries a pool over to new rates, as the Vault does before any operation on it.
///
/// `aggregate_yield_fee` is the share of the growth that the protocol and the pool's creator take together: see
/// [`aggregate_fee`](super::aggregate_fee). It is 0 in recovery mode. Each live balance is worked out again from the raw
/// one, and once more, rounded down, after the fee.
///
/// `rounding` is [`Rounding::Up`] before a join and [`Rounding::Down`] before a swap or an exit: the way that the balance
/// rounds which the Vault takes the growth from. The one before it rounded down, so that a join may find a wei more of
/// growth, even at the same rate.
///
/// # Errors
/// [`Error::InputLengthMismatch`] unless there is a rate for each token; [`Error::InvalidRate`];
/// [`Error::PercentageAboveMax`] for a share above 1; [`Error::BalanceOverflow`], [`Error::Overflow`].
///
/// ```
/// use yb_core::fixed::Fixed;
/// use yb_core::pools::{Pool, Rounding, Stable};
/// use yb_core::vault::{PoolState, RateUpdate, Token, update_rates};
///
/// let pool = PoolState::new(
///     Pool::Stable(Stable::new(200_000.into())?),
///     vec![Token::new("wstETH", 1.into(), "1.1".parse()?)?, Token::new("WETH", 1.into(), Fixed::ONE)?],
///     vec!["1100".parse()?, "1100".parse()?],
///     "0.0001".parse()?,
///     Fixed::ZERO,
///     "2200".parse()?,
/// )?;
/// let now = |rate: &str| Ok(RateUpdate { rate: rate.parse()?, pays_yield_fees: true });
/// let quote = update_rates(&pool, &[now("1.21")?, now("1")?], "0.1".parse()?, Rounding::Down)?;
/// // 1,000 wstETH have grown by 110, of which 11 are due: 9.09 wstETH.
/// assert_eq!(Fixed::from_raw(quote.yield_fees_raw[0]).to_string(), "9.090909090909090909");
/// assert_eq!(quote.after.balances()[0].to_string(), "1199");
/// # Ok::<(), yb_core::fixed::Error>(())
/// ```
pub fn update_rates(
    state: &PoolState,
    updates: &[RateUpdate],
    aggregate_yield_fee: Fixed,
    rounding: Rounding,
) -> Result<RatesQuote, Error> {
    if updates.len() != state.tokens().len() {
        return Err(Error::InputLengthMismatch);
    }
    if aggregate_yield_fee > Fixed::ONE {
        return Err(Error::PercentageAboveMax);
    }
    let mut after = state.clone();
    let mut yield_fees_raw = Vec::with_capacity(updates.len());
    for (index, update) in updates.iter().enumerate() {
        let (token, counted) = (state.token(index)?, state.counted(index)?);
        let (raw, live) = (counted.raw.raw()?, counted.live?);
        let quote = update_balance(token, raw, live, *update, aggregate_yield_fee, rounding)?;
        after.set_token(index, quote.token, quote.live_after, quote.raw_after)?;
        yield_fees_raw.push(quote.yield_fee_raw);
    }
    Ok(RatesQuote {
        after,
        yield_fees_raw,
    })
}

/// One token of a pool at its new rate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BalanceQuote {
    /// The token at the rate.
    pub token: Token,
    /// What the protocol and the pool's creator take, in the token's smallest unit.
    pub yield_fee_raw: U256,
    /// The balance without it, in the token's smallest unit.
    pub raw_after: U256,
    /// The same live: 18 decimals, rate applied.
    pub live_after: Fixed,
}

/// Carries one balance, in the token's smallest unit and live, over to a new rate: see [`update_rates`].
///
/// # Errors
/// [`Error::InvalidRate`]; [`Error::Overflow`].
///
/// ```
/// use yb_core::fixed::Fixed;
/// use yb_core::pools::Rounding;
/// use yb_core::vault::{RateUpdate, Token, update_balance};
///
/// let (token, raw): (_, Fixed) = (Token::new("wstETH", 1.into(), "1.2".parse()?)?, "1000".parse()?);
/// let update = RateUpdate { rate: "1.21".parse()?, pays_yield_fees: true };
/// let quote = update_balance(&token, raw.raw(), "1200".parse()?, update, "0.1".parse()?, Rounding::Down)?;
/// // A tenth of the 10 that the balance has earned, at the new rate.
/// assert_eq!(Fixed::from_raw(quote.yield_fee_raw).to_string(), "0.826446280991735537");
/// assert_eq!(Fixed::from_raw(quote.raw_after).to_string(), "999.173553719008264463");
/// # Ok::<(), yb_core::fixed::Error>(())
/// ```
pub fn update_balance(
    token: &Token,
    raw: U256,
    live_before: Fixed,
    update: RateUpdate,
    aggregate_yield_fee: Fixed,
    rounding: Rounding,
) -> Result<BalanceQuote, Error> {
    let token = token.at_rate(update.rate)?;
    let live_now = match rounding {
        Rounding::Down => token.live(raw),
        Rounding::Up => token.scale().to_live_up(&Amount::whole(&raw)),
    }?;
    let yield_fee_raw = if update.pays_yield_fees {
        yield_fee_due(&token, live_before, live_now, aggregate_yield_fee)?
    } else {
        U256::zero()
    };
    let raw_after = sub(raw, yield_fee_raw)?;
    Ok(BalanceQuote {
        live_after: token.live(raw_after)?,
        token,
        yield_fee_raw,
        raw_after,
    })
}

/// `(live now - live before) * share`, up, without the rate, down; nothing where the balance has not grown.
///
/// # Errors
/// [`Error::Overflow`].
///
/// ```
/// use yb_core::fixed::Fixed;
/// use yb_core::vault::{Token, yield_fee_due};
///
/// let token = Token::new("wstETH", 1.into(), "1.21".parse()?)?;
/// let fee = yield_fee_due(&token, "1200".parse()?, "1210".parse()?, "0.1".parse()?)?;
/// assert_eq!(Fixed::from_raw(fee).to_string(), "0.826446280991735537");
/// # Ok::<(), yb_core::fixed::Error>(())
/// ```
pub fn yield_fee_due(
    token: &Token,
    live_before: Fixed,
    live_now: Fixed,
    share: Fixed,
) -> Result<U256, Error> {
    if live_now <= live_before {
        return Ok(U256::zero());
    }
    let due = live_now.minus(live_before)?.mul_up(share)?;
    token.scale().raw_down(due.raw())
}
