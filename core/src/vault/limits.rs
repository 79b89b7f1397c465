//! How much a pool takes and gives: at most, and at least.

use super::{
    AddRequest, LiquidityQuote, PoolState, RemoveRequest, SwapKind, add_liquidity, remove_liquidity,
};
use crate::fixed::{Error, Fixed, U256, Width};
use crate::pools::Curve;

/// The Vault's least amount for a curve to see or return, in 18 decimals.
const MINIMUM_TRADE_AMOUNT: u64 = 1_000_000;
/// The Vault never burns the last 10^6 wei of pool tokens.
const LEAST_SUPPLY: Fixed = Fixed::from_wei(1_000_000);

/// The most that can be given of a swap of this kind, in the smallest unit of its token, before any fee.
///
/// The curve's bound ([`max_amount_in`](crate::pools::Curve::max_amount_in),
/// [`max_amount_out`](crate::pools::Curve::max_amount_out)), rounded down with the rate that the Vault applies. The npm
/// package `@balancer-labs/balancer-maths` names it `getMaxSwapAmount`; that takes the rate of the token out as it is,
/// and its answer can be a unit too many.
///
/// It bounds the amount that is given, not the other one: where the price is steep, what the pool gives can cost more
/// than the Vault can hold of a token, and [`swap`](super::swap()) then refuses with [`Error::BalanceOverflow`].
///
/// # Errors
/// [`Error::CannotSwapSameToken`], [`Error::TokenNotRegistered`], and those of the curve.
///
/// ```
/// use yb_core::fixed::Fixed;
/// use yb_core::pools::{Pool, Weighted};
/// use yb_core::vault::{PoolState, SwapKind, Token, max_swap};
///
/// let pool = PoolState::new(
///     Pool::Weighted(Weighted::new(vec!["0.8".parse()?, "0.2".parse()?])?),
///     vec![Token::new("A", 1.into(), Fixed::ONE)?, Token::new("B", 1.into(), "2".parse()?)?],
///     vec!["1000".parse()?, "1000".parse()?],
///     "0.01".parse()?,
///     Fixed::ZERO,
///     "1000".parse()?,
/// )?;
/// let most = max_swap(&pool, SwapKind::GivenOut, 0, 1)?;
/// assert_eq!(Fixed::from_raw(most).to_string(), "150");
/// # Ok::<(), yb_core::fixed::Error>(())
/// ```
pub fn max_swap(
    state: &PoolState,
    kind: SwapKind,
    token_in: usize,
    token_out: usize,
) -> Result<U256, Error> {
    if token_in == token_out {
        return Err(Error::CannotSwapSameToken);
    }
    let (curve, balances) = (state.pool(), state.balances());
    match kind {
        SwapKind::GivenIn => {
            let live = curve.max_amount_in(balances, token_in, token_out)?;
            state.token(token_in)?.scale().raw_down(live.raw())
        }
        SwapKind::GivenOut => {
            let live = curve.max_amount_out(balances, token_in, token_out)?;
            state.token(token_out)?.scale_up().raw_down(live.raw())
        }
    }
}

/// The largest join that pays in one token: the most pool tokens by which the curve lets an unbalanced join grow, and
/// what they cost. `None` for a curve without such a limit.
///
/// `minted <= supply * (largest ratio - 1)`, to the wei: one wei more is [`Error::InvariantRatioAboveMax`].
///
/// # Errors
/// [`Error::DoesNotSupportUnbalancedLiquidity`], and those of [`add_liquidity`]: a surge hook may refuse before the
/// curve does.
///
/// ```
/// use yb_core::fixed::{Error, Fixed};
/// use yb_core::pools::{Pool, Weighted};
/// use yb_core::vault::{AddRequest, PoolState, Token, add_liquidity, max_single_token_add};
///
/// let pool = PoolState::new(
///     Pool::Weighted(Weighted::new(vec!["0.8".parse()?, "0.2".parse()?])?),
///     vec![Token::new("A", 1.into(), Fixed::ONE)?, Token::new("B", 1.into(), "2".parse()?)?],
///     vec!["1000".parse()?, "1000".parse()?],
///     "0.01".parse()?,
///     Fixed::ZERO,
///     "1000".parse()?,
/// )?;
/// // A weighted pool lets its invariant grow to three times what it is: here by 2,000 pool tokens.
/// let most = max_single_token_add(&pool, 0)?.expect("a limit");
/// assert_eq!(most.pool_tokens.to_string(), "2000");
/// let more = AddRequest::SingleTokenExactOut { token: 0, pool_tokens_out: most.pool_tokens.plus(Fixed::from_wei(1))? };
/// assert_eq!(add_liquidity(&pool, &more).unwrap_err(), Error::InvariantRatioAboveMax);
/// # Ok::<(), Error>(())
/// ```
pub fn max_single_token_add(
    state: &PoolState,
    token: usize,
) -> Result<Option<LiquidityQuote>, Error> {
    let (_, most) = state.pool().invariant_ratio_limits()?;
    if most.raw() == U256::MAX {
        return Ok(None);
    }
    let supply = state.total_supply();
    let pool_tokens_out = supply.mul_down(most)?.minus(supply)?;
    let request = AddRequest::SingleTokenExactOut {
        token,
        pool_tokens_out,
    };
    add_liquidity(state, &request).map(Some)
}

/// The largest exit that takes one token: the most pool tokens that the curve lets go in an unbalanced exit, and what
/// they pay.
///
/// The supply left is the least whose share of the supply, rounded up, is not below the curve's least ratio, and never
/// below 10^6 wei: one wei more burned is [`Error::InvariantRatioBelowMin`] or [`Error::PoolTotalSupplyTooLow`].
///
/// # Errors
/// [`Error::DoesNotSupportUnbalancedLiquidity`], and those of [`remove_liquidity`].
///
/// ```
/// use yb_core::fixed::{Error, Fixed};
/// use yb_core::pools::{Pool, Weighted};
/// use yb_core::vault::{PoolState, RemoveRequest, Token, max_single_token_remove, remove_liquidity};
///
/// let pool = PoolState::new(
///     Pool::Weighted(Weighted::new(vec!["0.8".parse()?, "0.2".parse()?])?),
///     vec![Token::new("A", 1.into(), Fixed::ONE)?, Token::new("B", 1.into(), "2".parse()?)?],
///     vec!["1000".parse()?, "1000".parse()?],
///     "0.01".parse()?,
///     Fixed::ZERO,
///     "1000".parse()?,
/// )?;
/// // 70 % of the pool tokens stay, but for what the share rounds up.
/// let most = max_single_token_remove(&pool, 0)?;
/// assert_eq!(most.pool_tokens.to_string(), "300.000000000000000999");
/// let more = RemoveRequest::SingleTokenExactIn { token: 0, pool_tokens_in: most.pool_tokens.plus(Fixed::from_wei(1))? };
/// assert_eq!(remove_liquidity(&pool, &more).unwrap_err(), Error::InvariantRatioBelowMin);
/// # Ok::<(), Error>(())
/// ```
pub fn max_single_token_remove(state: &PoolState, token: usize) -> Result<LiquidityQuote, Error> {
    let (least, _) = state.pool().invariant_ratio_limits()?;
    let wei = Fixed::from_wei(1);
    let supply = state.total_supply();
    let left = if least.is_zero() {
        LEAST_SUPPLY
    } else {
        let below = supply.mul_down(least.minus(wei)?)?;
        below.plus(wei)?.max(LEAST_SUPPLY)
    };
    let pool_tokens_in = supply.minus(left)?;
    let request = RemoveRequest::SingleTokenExactIn {
        token,
        pool_tokens_in,
    };
    remove_liquidity(state, &request)
}

/// A smaller amount could be the work of rounding alone.
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
pub(super) fn large_enough<N: Width>(amount: N) -> Result<N, Error> {
    if amount < N::word(MINIMUM_TRADE_AMOUNT) {
        Err(Error::TradeAmountTooSmall)
    } else {
        Ok(amount)
    }
}
