//! Joining a pool.
//!
//! Source: `balancer/balancer-v3-monorepo` at `0a5890a`, `pkg/vault/contracts/Vault.sol`, `addLiquidity` and
//! `_addLiquidity`, lines 507–774; `pkg/vault/contracts/BasePoolMath.sol`, whose lines are named at each function.

use super::PoolState;
use super::hooks::check_liquidity;
use super::liquidity::{Direction, LiquidityQuote, TokenMove, check_ratio};
use crate::fixed::{Amount, Error, Fixed, Steps, U256};
use crate::pools::{Curve, Rounding};

/// How someone joins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddRequest {
    /// Exact amounts of every token, in its smallest unit; what is out of proportion pays the swap fee.
    Unbalanced {
        /// One amount a token, zeros included.
        amounts_in_raw: Vec<U256>,
    },
    /// Exact pool tokens, paid in one token; what is out of proportion pays the swap fee.
    SingleTokenExactOut {
        /// The index of the token.
        token: usize,
        /// The pool tokens wanted.
        pool_tokens_out: Fixed,
    },
    /// Exact pool tokens, paid in all tokens in the pool's own proportion, without a fee.
    Proportional {
        /// The pool tokens wanted.
        pool_tokens_out: Fixed,
    },
}

/// The exact result of a join, as the Vault would settle it.
///
/// The Vault counts the balances rounded up here: a pool that looks larger mints fewer pool tokens. It has no check of
/// zero: no pool tokens in proportion cost nothing, and nothing of every token is a join too small to be worth a wei.
///
/// # Errors
/// [`Error::InputLengthMismatch`] unless there is an amount for each token; [`Error::TokenNotRegistered`];
/// [`Error::InvariantRatioAboveMax`] for an unbalanced join larger than the curve allows,
/// [`Error::DoesNotSupportUnbalancedLiquidity`] for one that the curve does not know;
/// [`Error::TradeAmountTooSmall`] for an amount below 10^6 wei of 18 decimals that is not zero;
/// [`Error::BalanceOverflow`]; [`Error::AfterAddLiquidityHookFailed`]; [`Error::Overflow`] for a join too small to be
/// worth a wei; `AddingLiquidityNotAllowed` once a sale has started; and those of the curve.
///
/// ```
/// use yb_core::fixed::Fixed;
/// use yb_core::pools::{Pool, Stable};
/// use yb_core::vault::{AddRequest, PoolState, Token, add_liquidity};
///
/// let pool = PoolState::new(
///     Pool::Stable(Stable::new(200_000.into())?),
///     vec![Token::new("A", 1.into(), Fixed::ONE)?, Token::new("B", 1.into(), Fixed::ONE)?],
///     vec!["1000".parse()?, "500".parse()?],
///     "0.0004".parse()?,
///     Fixed::ZERO,
///     "1500".parse()?,
/// )?;
/// let quote = add_liquidity(&pool, &AddRequest::Proportional { pool_tokens_out: "150".parse()? })?;
/// let paid: Vec<_> = quote.moves.iter().map(|moved| Fixed::from_raw(moved.amount_raw).to_string()).collect();
/// assert_eq!(paid, ["100", "50"]);
/// assert_eq!(quote.state_after(&pool)?.total_supply().to_string(), "1650");
/// # Ok::<(), yb_core::fixed::Error>(())
/// ```
pub fn add_liquidity(state: &PoolState, request: &AddRequest) -> Result<LiquidityQuote, Error> {
    let balances = state.balances_up()?;
    state.pool().check_join()?;
    let quote = match request {
        AddRequest::Unbalanced { amounts_in_raw } => unbalanced(state, &balances, amounts_in_raw)?,
        AddRequest::SingleTokenExactOut {
            token,
            pool_tokens_out,
        } => single_token(state, &balances, *token, *pool_tokens_out)?,
        AddRequest::Proportional { pool_tokens_out } => {
            proportional(state, &balances, *pool_tokens_out)?
        }
    };
    let quote = quote.check_amounts()?.settle(state)?;
    if !matches!(request, AddRequest::Proportional { .. }) {
        check_liquidity(state, &quote)?;
    }
    Ok(quote)
}

/// `supply * (D(b + a - fee) / D(b) - 1)` (`computeAddLiquidityUnbalanced`, lines 126–206).
fn unbalanced(
    state: &PoolState,
    balances: &[Fixed],
    amounts: &[U256],
) -> Result<LiquidityQuote, Error> {
    if amounts.len() != balances.len() {
        return Err(Error::InputLengthMismatch);
    }
    let curve = state.pool();
    curve.invariant_ratio_limits()?;
    let mut moves = Vec::new();
    let mut after = Vec::new();
    for ((token, balance), amount_raw) in state.tokens().iter().zip(balances).zip(amounts) {
        let raw = Amount::whole(amount_raw);
        let live = token.scale().to_live_down(&raw);
        moves.push(TokenMove::new(&raw, &live, &Amount::ZERO)?);
        // Takes back the rounding up of the balance.
        let grown = Ok(*balance).plus(&live).minus(&Amount::WEI);
        after.push(grown?);
    }
    let current = curve.invariant(balances, Rounding::Up);
    current.check()?;
    let ratio = curve.invariant(&after, Rounding::Down).div_down(&current);
    check_ratio(state, Direction::Join, &ratio)?;
    let swap_fee = Ok(state.swap_fee());
    for ((moved, after), balance) in moves.iter_mut().zip(&mut after).zip(balances) {
        let in_proportion = ratio.mul_down(&Ok(*balance));
        in_proportion.check()?;
        let grown = Ok(*after);
        if grown.exceeds(&in_proportion) {
            let fee = grown.minus(&in_proportion).mul_up(&swap_fee);
            moved.swap_fee_live = fee?;
            *after = grown.minus(&fee)?;
        }
    }
    let with_fees = curve.invariant(&after, Rounding::Down);
    let supply = Ok(state.total_supply());
    let minted = supply.mul_div_down(&with_fees.minus(&current), &current);
    Ok(LiquidityQuote {
        direction: Direction::Join,
        pool_tokens: minted?,
        moves,
    })
}

/// The balance that carries the larger supply, and the fee on what is out of proportion
/// (`computeAddLiquiditySingleTokenExactOut`, lines 224–264).
fn single_token(
    state: &PoolState,
    balances: &[Fixed],
    token: usize,
    pool_tokens: Fixed,
) -> Result<LiquidityQuote, Error> {
    let supply = Ok(state.total_supply());
    let kept = Ok(state.swap_fee().complement());
    let new_supply = supply.plus(&Ok(pool_tokens));
    let ratio = check_ratio(state, Direction::Join, &new_supply.div_up(&supply))?;
    let balance = balances
        .get(token)
        .copied()
        .ok_or(Error::TokenNotRegistered);
    let scale = state.token(token)?.scale();
    let new_balance = state.pool().compute_balance(balances, token, ratio);
    new_balance.check()?;
    let in_proportion = new_supply.mul_div_down(&balance, &supply);
    let taxable = new_balance.minus(&in_proportion);
    let fee = taxable.div_up(&kept).minus(&taxable);
    let live = new_balance.minus(&balance).plus(&fee);
    let moved = TokenMove::new(&scale.to_raw_up(&live), &live, &fee);
    LiquidityQuote::of_one(Direction::Join, state, token, pool_tokens, moved)
}

/// `ceil(balance * minted / supply)` of each token (`computeProportionalAmountsIn`, lines 50–71).
fn proportional(
    state: &PoolState,
    balances: &[Fixed],
    pool_tokens: Fixed,
) -> Result<LiquidityQuote, Error> {
    let supply = Ok(state.total_supply());
    let minted = Ok(pool_tokens);
    let mut moves = Vec::new();
    for (token, balance) in state.tokens().iter().zip(balances) {
        let live = Ok(*balance).mul_div_up(&minted, &supply);
        let raw = token.scale().to_raw_up(&live);
        moves.push(TokenMove::new(&raw, &live, &Amount::ZERO)?);
    }
    Ok(LiquidityQuote {
        direction: Direction::Join,
        pool_tokens,
        moves,
    })
}
