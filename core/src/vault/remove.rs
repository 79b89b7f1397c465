//! Leaving a pool.
//!
//! Source: `balancer/balancer-v3-monorepo` at `0a5890a`, `pkg/vault/contracts/Vault.sol`, `removeLiquidity` and
//! `_removeLiquidity`, lines 781–1046; `pkg/vault/contracts/VaultExtension.sol`, `removeLiquidityRecovery`, from line
//! 749; `pkg/vault/contracts/BasePoolMath.sol`, whose lines are named at each function.

use super::PoolState;
use super::hooks::{charge_exit, check_liquidity};
use super::liquidity::{Direction, LiquidityQuote, TokenMove, check_ratio};
use crate::fixed::{Amount, Error, Fixed, Steps, U256};
use crate::pools::{Curve, Rounding};

/// How someone leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RemoveRequest {
    /// All tokens in the pool's own proportion, without a fee.
    Proportional {
        /// The pool tokens given back.
        pool_tokens_in: Fixed,
    },
    /// One token for exact pool tokens; what is out of proportion pays the swap fee.
    SingleTokenExactIn {
        /// The index of the token.
        token: usize,
        /// The pool tokens given back.
        pool_tokens_in: Fixed,
    },
    /// An exact amount of one token; what is out of proportion pays the swap fee.
    SingleTokenExactOut {
        /// The index of the token.
        token: usize,
        /// The amount wanted, in the token's smallest unit.
        amount_out_raw: U256,
    },
    /// All tokens in proportion to the raw balances: the way out of a pool in recovery mode, which asks neither curve
    /// nor rate.
    Recovery {
        /// The pool tokens given back.
        pool_tokens_in: Fixed,
    },
}

/// The exact result of an exit, as the Vault would settle it.
///
/// No pool tokens give nothing, in proportion or in recovery: the Vault has no check of zero there.
///
/// # Errors
/// [`Error::TokenNotRegistered`]; [`Error::AllZeroInputs`] for an exact amount of zero, [`Error::AmountOutBelowMin`] for
/// pool tokens that are not worth one unit of the one token: by its amount, which must not be zero, the Vault knows
/// which token is meant; [`Error::InvariantRatioBelowMin`] for an unbalanced exit larger than the curve allows;
/// [`Error::TradeAmountTooSmall`] for an amount below 10^6 wei of 18 decimals that is not zero;
/// [`Error::PoolTotalSupplyTooLow`] if fewer than 10^6 wei of pool tokens would be left;
/// [`Error::AfterRemoveLiquidityHookFailed`]; [`Error::Overflow`] for more than there is; `RemovingLiquidityNotAllowed`
/// while a sale lasts; and those of the curve.
///
/// ```
/// use yb_core::fixed::Fixed;
/// use yb_core::pools::{Pool, Weighted};
/// use yb_core::vault::{PoolState, RemoveRequest, Token, remove_liquidity};
///
/// let pool = PoolState::new(
///     Pool::Weighted(Weighted::new(vec!["0.8".parse()?, "0.2".parse()?])?),
///     vec![Token::new("A", 1.into(), Fixed::ONE)?, Token::new("B", 1.into(), Fixed::ONE)?],
///     vec!["1000".parse()?, "500".parse()?],
///     "0.01".parse()?,
///     Fixed::ZERO,
///     "1500".parse()?,
/// )?;
/// let quote = remove_liquidity(&pool, &RemoveRequest::Proportional { pool_tokens_in: "150".parse()? })?;
/// let got: Vec<_> = quote.moves.iter().map(|moved| Fixed::from_raw(moved.amount_raw).to_string()).collect();
/// assert_eq!(got, ["100", "50"]);
/// # Ok::<(), yb_core::fixed::Error>(())
/// ```
pub fn remove_liquidity(
    state: &PoolState,
    request: &RemoveRequest,
) -> Result<LiquidityQuote, Error> {
    if !matches!(request, RemoveRequest::Recovery { .. }) {
        state.pool().check_exit()?;
    }
    let quote = match *request {
        RemoveRequest::Proportional { pool_tokens_in } => {
            in_proportion(state, pool_tokens_in, Direction::Leave)?
        }
        RemoveRequest::SingleTokenExactIn {
            token,
            pool_tokens_in,
        } => single_token_exact_in(state, token, pool_tokens_in)?,
        RemoveRequest::SingleTokenExactOut {
            token,
            amount_out_raw,
        } => single_token_exact_out(state, token, amount_out_raw)?,
        RemoveRequest::Recovery { pool_tokens_in } => {
            return in_proportion(state, pool_tokens_in, Direction::Recover)?.settle(state);
        }
    };
    let quote = quote.check_amounts()?;
    let is_proportional = matches!(request, RemoveRequest::Proportional { .. });
    // The least amount that a caller can ask for is one unit (`getSingleInputIndex`, Vault.sol, lines 919 and 992).
    if !is_proportional && quote.moves.iter().all(|moved| moved.amount_raw.is_zero()) {
        return Err(Error::AmountOutBelowMin);
    }
    let quote = quote.settle(state)?;
    if is_proportional {
        return charge_exit(state, quote);
    }
    check_liquidity(state, &quote)?;
    Ok(quote)
}

/// `floor(balance * burned / supply)` of each token (`computeProportionalAmountsOut`, lines 87–108).
///
/// In recovery mode the same of the raw balances. The Vault checks no least amount there; live amounts are left at zero.
fn in_proportion(
    state: &PoolState,
    pool_tokens: Fixed,
    direction: Direction,
) -> Result<LiquidityQuote, Error> {
    let burned = Ok(pool_tokens);
    let supply = Ok(state.total_supply());
    let mut moves = Vec::new();
    for index in 0..state.tokens().len() {
        let balance = state.counted(index)?;
        let moved = if direction == Direction::Recover {
            let raw = balance.raw.mul_div_down(&burned, &supply);
            TokenMove::new(&raw, &Amount::ZERO, &Amount::ZERO)
        } else {
            let live = balance.live.mul_div_down(&burned, &supply);
            TokenMove::new(&balance.scale.to_raw_down(&live), &live, &Amount::ZERO)
        };
        moves.push(moved?);
    }
    Ok(LiquidityQuote {
        direction,
        pool_tokens,
        moves,
    })
}

/// The balance that carries the smaller supply, less the fee on what is out of proportion
/// (`computeRemoveLiquiditySingleTokenExactIn`, lines 359–398).
fn single_token_exact_in(
    state: &PoolState,
    token: usize,
    pool_tokens: Fixed,
) -> Result<LiquidityQuote, Error> {
    let supply = Ok(state.total_supply());
    let swap_fee = Ok(state.swap_fee());
    let new_supply = supply.minus(&Ok(pool_tokens));
    let ratio = check_ratio(state, Direction::Leave, &new_supply.div_up(&supply))?;
    let balance = Ok(*state.balance(token)?);
    let scale = state.token(token)?.scale();
    let new_balance = state.pool().compute_balance(state.balances(), token, ratio);
    new_balance.check()?;
    let in_proportion = new_supply.mul_div_up(&balance, &supply);
    let fee = in_proportion.minus(&new_balance).mul_up(&swap_fee);
    let live = balance.minus(&new_balance).minus(&fee);
    let moved = TokenMove::new(&scale.to_raw_down(&live), &live, &fee);
    LiquidityQuote::of_one(Direction::Leave, state, token, pool_tokens, moved)
}

/// `supply * (1 - D(b - a - fee) / D(b))`, rounded up (`computeRemoveLiquiditySingleTokenExactOut`, lines 277–343).
fn single_token_exact_out(
    state: &PoolState,
    token: usize,
    amount_raw: U256,
) -> Result<LiquidityQuote, Error> {
    let curve = state.pool();
    curve.invariant_ratio_limits()?;
    if amount_raw.is_zero() {
        return Err(Error::AllZeroInputs);
    }
    let balance = Ok(*state.balance(token)?);
    let kept = Ok(state.swap_fee().complement());
    let raw = Amount::whole(&amount_raw);
    let live = state.token(token)?.scale().to_live_up(&raw);
    live.check()?;
    let mut after = state.balances().to_vec();
    for balance in &mut after {
        *balance = Ok(*balance).minus(&Amount::WEI)?;
    }
    let place = after.get(token).ok_or(Error::TokenNotRegistered)?;
    let left = Ok(*place).minus(&live);
    set(&mut after, token, &left)?;
    let current = curve.invariant(state.balances(), Rounding::Up);
    current.check()?;
    let ratio = curve.invariant(&after, Rounding::Up).div_up(&current);
    check_ratio(state, Direction::Leave, &ratio)?;
    let taxable = ratio.mul_up(&balance).minus(&left);
    let fee = taxable.div_up(&kept).minus(&taxable);
    set(&mut after, token, &left.minus(&fee))?;
    let with_fees = curve.invariant(&after, Rounding::Down);
    with_fees.check()?;
    let pool_tokens = Ok(state.total_supply()).mul_div_up(&current.minus(&with_fees), &current);
    let pool_tokens = pool_tokens?;
    let moved = TokenMove::new(&raw, &live, &fee);
    LiquidityQuote::of_one(Direction::Leave, state, token, pool_tokens, moved)
}

fn set(balances: &mut [Fixed], token: usize, balance: &Amount) -> Result<(), Error> {
    let place = balances.get_mut(token).ok_or(Error::TokenNotRegistered)?;
    *place = (*balance)?;
    Ok(())
}
