//! Leaving a pool.
//!
//! Source: `balancer/balancer-v3-monorepo` at `0a5890a`, `pkg/vault/contracts/Vault.sol`, `removeLiquidity` and
//! `_removeLiquidity`, lines 781–1046; `pkg/vault/contracts/VaultExtension.sol`, `removeLiquidityRecovery`, from line
//! 749; `pkg/vault/contracts/BasePoolMath.sol`, whose lines are named at each function.

use super::hooks::{charge_exit, check_liquidity};
use super::liquidity::{Direction, LiquidityQuote, TokenMove};
use super::{PoolState, Token};
use crate::fixed::uint::mul_div_down;
use crate::fixed::{Error, Fixed, U256};
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
/// # Errors
/// [`Error::AmountGivenZero`] if nothing is asked for; [`Error::TokenNotRegistered`];
/// [`Error::InvariantRatioBelowMin`] for an unbalanced exit larger than the curve allows;
/// [`Error::TradeAmountTooSmall`] for an amount below 10^6 wei of 18 decimals that is not zero;
/// [`Error::PoolTotalSupplyTooLow`] if fewer than 10^6 wei of pool tokens would be left;
/// [`Error::AfterRemoveLiquidityHookFailed`]; [`Error::Overflow`] for more
/// than there is; and those of the curve.
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
    let quote = match *request {
        RemoveRequest::Proportional { pool_tokens_in } => proportional(state, pool_tokens_in)?,
        RemoveRequest::SingleTokenExactIn {
            token,
            pool_tokens_in,
        } => single_token_exact_in(state, token, pool_tokens_in)?,
        RemoveRequest::SingleTokenExactOut {
            token,
            amount_out_raw,
        } => single_token_exact_out(state, token, amount_out_raw)?,
        RemoveRequest::Recovery { pool_tokens_in } => {
            return recovery(state, pool_tokens_in)?.settle(state);
        }
    };
    let quote = quote.check_amounts()?.settle(state)?;
    if matches!(request, RemoveRequest::Proportional { .. }) {
        return charge_exit(state, quote);
    }
    check_liquidity(state, &quote)?;
    Ok(quote)
}

/// `floor(balance * burned / supply)` of each token (`computeProportionalAmountsOut`, lines 87–108).
fn proportional(state: &PoolState, pool_tokens: Fixed) -> Result<LiquidityQuote, Error> {
    let get = |(token, balance): (&Token, &Fixed)| -> Result<TokenMove, Error> {
        let amount_live = balance.mul_div_down(pool_tokens, state.total_supply())?;
        let amount_raw = token.scale().to_raw_down(amount_live)?;
        Ok(TokenMove {
            amount_raw,
            amount_live,
            ..TokenMove::default()
        })
    };
    share_out(state, pool_tokens, get)
}

/// The same of the raw balances. The Vault checks no least amount here; live amounts are left at zero.
fn recovery(state: &PoolState, pool_tokens: Fixed) -> Result<LiquidityQuote, Error> {
    let get = |(token, balance): (&Token, &Fixed)| -> Result<TokenMove, Error> {
        let balance_raw = token.scale().to_raw_up(*balance)?;
        let amount_raw = mul_div_down(balance_raw, pool_tokens.raw(), state.total_supply().raw())?;
        Ok(TokenMove {
            amount_raw,
            ..TokenMove::default()
        })
    };
    let quote = share_out(state, pool_tokens, get)?;
    Ok(LiquidityQuote {
        direction: Direction::Recover,
        ..quote
    })
}

fn share_out(
    state: &PoolState,
    pool_tokens: Fixed,
    get: impl Fn((&Token, &Fixed)) -> Result<TokenMove, Error>,
) -> Result<LiquidityQuote, Error> {
    if pool_tokens.is_zero() {
        return Err(Error::AmountGivenZero);
    }
    let mut moves = Vec::new();
    for pair in state.tokens().iter().zip(state.balances()) {
        moves.push(get(pair)?);
    }
    Ok(LiquidityQuote {
        direction: Direction::Leave,
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
    if pool_tokens.is_zero() {
        return Err(Error::AmountGivenZero);
    }
    let supply = state.total_supply();
    let new_supply = supply.minus(pool_tokens)?;
    let ratio = new_supply.div_up(supply)?;
    check_ratio(state, ratio)?;
    let balance = *state.balance(token)?;
    let new_balance = state
        .pool()
        .compute_balance(state.balances(), token, ratio)?;
    let in_proportion = new_supply.mul_div_up(balance, supply)?;
    let swap_fee_live = in_proportion.minus(new_balance)?.mul_up(state.swap_fee())?;
    let amount_live = balance.minus(new_balance)?.minus(swap_fee_live)?;
    let amount_raw = state.token(token)?.scale().to_raw_down(amount_live)?;
    let moved = TokenMove {
        amount_raw,
        amount_live,
        swap_fee_live,
        ..TokenMove::default()
    };
    Ok(one_of(state, token, pool_tokens, moved))
}

/// `supply * (1 - D(b - a - fee) / D(b))`, rounded up (`computeRemoveLiquiditySingleTokenExactOut`, lines 277–343).
fn single_token_exact_out(
    state: &PoolState,
    token: usize,
    amount_raw: U256,
) -> Result<LiquidityQuote, Error> {
    if amount_raw.is_zero() {
        return Err(Error::AmountGivenZero);
    }
    let curve = state.pool();
    let balance = *state.balance(token)?;
    let amount_live = state.token(token)?.scale().to_live_up(amount_raw)?;
    let mut after = state.balances().to_vec();
    for balance in &mut after {
        *balance = balance.minus(Fixed::from_wei(1))?;
    }
    after[token] = after[token].minus(amount_live)?;
    let current = curve.invariant(state.balances(), Rounding::Up)?;
    let ratio = curve.invariant(&after, Rounding::Up)?.div_up(current)?;
    check_ratio(state, ratio)?;
    let taxable = ratio.mul_up(balance)?.minus(after[token])?;
    let swap_fee_live = taxable
        .div_up(state.swap_fee().complement())?
        .minus(taxable)?;
    after[token] = after[token].minus(swap_fee_live)?;
    let with_fees = curve.invariant(&after, Rounding::Down)?;
    let pool_tokens = state
        .total_supply()
        .mul_div_up(current.minus(with_fees)?, current)?;
    let moved = TokenMove {
        amount_raw,
        amount_live,
        swap_fee_live,
        ..TokenMove::default()
    };
    Ok(one_of(state, token, pool_tokens, moved))
}

/// A quote in which one token moves; its index is known to be good.
fn one_of(state: &PoolState, token: usize, pool_tokens: Fixed, moved: TokenMove) -> LiquidityQuote {
    let mut moves = vec![TokenMove::default(); state.tokens().len()];
    moves[token] = moved;
    LiquidityQuote {
        direction: Direction::Leave,
        pool_tokens,
        moves,
    }
}

fn check_ratio(state: &PoolState, ratio: Fixed) -> Result<(), Error> {
    let (least, _) = state.pool().invariant_ratio_limits()?;
    if ratio < least {
        Err(Error::InvariantRatioBelowMin)
    } else {
        Ok(())
    }
}
