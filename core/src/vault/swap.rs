//! One trade.
//!
//! Source: `balancer/balancer-v3-monorepo` at `0a5890a`, `pkg/vault/contracts/Vault.sol`: `swap` lines 197–291,
//! `_computeAmountGivenScaled18` 326–347, `_swap` 368–500, `_computeAndChargeAggregateSwapFees` 1058–1099.

use super::PoolState;
use super::hooks::swap_fee;
use super::state::check_balance;
use crate::fixed::uint::sub;
use crate::fixed::{Error, Fixed, U256};
use crate::pools::Trade;

/// The Vault's least amount for a curve to see or return, in 18 decimals.
const MINIMUM_TRADE_AMOUNT: Fixed = Fixed::from_wei(1_000_000);

/// Which amount of a swap is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SwapKind {
    /// The amount in; the amount out is calculated.
    GivenIn,
    /// The amount out; the amount in is calculated.
    GivenOut,
}

/// A trade that someone asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SwapRequest {
    /// Which amount is given.
    pub kind: SwapKind,
    /// The index of the token that the pool receives.
    pub token_in: usize,
    /// The index of the token that the pool pays.
    pub token_out: usize,
    /// The amount given, in the smallest unit of its token.
    pub amount_raw: U256,
}

/// A trade with every number on its way.
///
/// Raw amounts are in the smallest unit of a token. Live ones have 18 decimals and the rate applied: they are what the
/// curve sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SwapQuote {
    /// What was asked for.
    pub request: SwapRequest,
    /// What the trader pays, fee included.
    pub amount_in_raw: U256,
    /// What the trader gets.
    pub amount_out_raw: U256,
    /// The rate of the token in, as it is.
    pub rate_in: Fixed,
    /// The rate of the token out; one wei higher than it is unless it is a whole number, so that a rate provider's
    /// rounding is never at the pool's cost.
    pub rate_out: Fixed,
    /// The share of the amount in that is charged: the pool's swap fee, unless a hook has set another.
    pub swap_fee: Fixed,
    /// The amount given, live: rounded down if it is the amount in, up if it is the amount out.
    pub amount_given_live: Fixed,
    /// What the curve was asked: the amount given, less the swap fee if it is the amount in.
    pub curve_given: Fixed,
    /// What the curve answered, before the fee.
    pub curve_calculated: Fixed,
    /// The amount calculated, live: the curve's answer, plus the swap fee if it is the amount in.
    pub amount_calculated_live: Fixed,
    /// The swap fee, live and rounded up; it is always taken in the token in.
    pub swap_fee_live: Fixed,
    /// The swap fee in the token in, rounded down.
    pub swap_fee_raw: U256,
    /// The part of the swap fee that leaves the pool for the protocol and the pool's creator, rounded down.
    pub aggregate_fee_raw: U256,
}

impl SwapQuote {
    /// The amount that was not given: the one the trade is for.
    #[must_use]
    pub const fn amount_calculated_raw(&self) -> U256 {
        match self.request.kind {
            SwapKind::GivenIn => self.amount_out_raw,
            SwapKind::GivenOut => self.amount_in_raw,
        }
    }

    /// The pool after the trade: what was paid is in, but for what left as a fee, and what was got is out.
    ///
    /// # Errors
    /// [`Error::BalanceOverflow`] for a balance above 2^128 - 1, which [`swap`](swap()) has already ruled out for the
    /// pool it was asked about; [`Error::TokenNotRegistered`] and [`Error::Overflow`] for other pools.
    pub fn state_after(&self, before: &PoolState) -> Result<PoolState, Error> {
        let mut after = before.clone();
        after.touch(
            before.balances(),
            before.total_supply(),
            before.total_supply(),
        )?;
        let kept = sub(self.amount_in_raw, self.aggregate_fee_raw)?;
        after.receive(self.request.token_in, kept)?;
        after.pay(self.request.token_out, self.amount_out_raw)?;
        Ok(after)
    }
}

/// The exact result of a trade, as the Vault would settle it.
///
/// Given the amount in, the fee is `ceil(in * fee)` and the curve sees the rest. Given the amount out, the curve's
/// answer is raised by `ceil(answer * fee / (1 - fee))`, so that the fee is the same share of the amount in. What is
/// paid rounds down, what is asked rounds up, and the rate of the token out counts one wei higher than the provider
/// says.
///
/// # Errors
/// [`Error::AmountGivenZero`], [`Error::CannotSwapSameToken`], [`Error::TokenNotRegistered`];
/// [`Error::TradeAmountTooSmall`] if the curve would see or return less than 10^6 wei of 18 decimals;
/// [`Error::BalanceOverflow`] if a balance would pass 2^128 - 1; and those of the pool's curve.
///
/// ```
/// use yb_core::fixed::Fixed;
/// use yb_core::pools::{Pool, Weighted};
/// use yb_core::vault::{PoolState, SwapKind, SwapRequest, Token, swap};
///
/// let half: Fixed = "0.5".parse()?;
/// let pool = PoolState::new(
///     Pool::Weighted(Weighted::new(vec![half, half])?),
///     vec![Token::new("A", 1.into(), Fixed::ONE)?, Token::new("B", 1.into(), Fixed::ONE)?],
///     vec!["1000".parse()?, "1000".parse()?],
///     "0.01".parse()?,
///     Fixed::ZERO,
///     "1000".parse()?,
/// )?;
/// let amount_raw = "100".parse::<Fixed>()?.raw();
/// let quote = swap(&pool, &SwapRequest { kind: SwapKind::GivenIn, token_in: 0, token_out: 1, amount_raw })?;
/// assert_eq!(quote.swap_fee_live.to_string(), "1");
/// assert_eq!(Fixed::from_raw(quote.amount_out_raw).to_string(), "90.08189262966333");
/// # Ok::<(), yb_core::fixed::Error>(())
/// ```
pub fn swap(state: &PoolState, request: &SwapRequest) -> Result<SwapQuote, Error> {
    swap_by(state, state.pool(), request)
}

/// The same with whatever answers for the pool's curve at the state's balances.
pub(super) fn swap_by(
    state: &PoolState,
    trade: &dyn Trade,
    request: &SwapRequest,
) -> Result<SwapQuote, Error> {
    if request.amount_raw.is_zero() {
        return Err(Error::AmountGivenZero);
    }
    if request.token_in == request.token_out {
        return Err(Error::CannotSwapSameToken);
    }
    let found = match request.kind {
        SwapKind::GivenIn => given_in(state, trade, request)?,
        SwapKind::GivenOut => given_out(state, trade, request)?,
    };
    let token_in = state.token(request.token_in)?;
    let token_out = state.token(request.token_out)?;
    let swap_fee_raw = token_in.scale().to_raw_down(found.swap_fee)?;
    let aggregate_fee_raw = Fixed::from_raw(swap_fee_raw)
        .mul_down(state.aggregate_swap_fee())?
        .raw();
    let quote = SwapQuote {
        request: *request,
        amount_in_raw: found.in_raw,
        amount_out_raw: found.out_raw,
        rate_in: token_in.rate(),
        rate_out: token_out.scale_up().rate(),
        swap_fee: found.fee_share,
        amount_given_live: found.given,
        curve_given: found.curve_given,
        curve_calculated: found.curve_calculated,
        amount_calculated_live: found.calculated,
        swap_fee_live: found.swap_fee,
        swap_fee_raw,
        aggregate_fee_raw,
    };
    // Few trades come near the limit of a balance; those that do are carried out to see.
    let live_in = found.given.max(found.calculated);
    if check_balance(state.balance(request.token_in)?.plus(live_in)?).is_err() {
        quote.state_after(state)?;
    }
    Ok(quote)
}

/// What the two kinds of trade find out in their own ways.
struct Found {
    in_raw: U256,
    out_raw: U256,
    given: Fixed,
    curve_given: Fixed,
    curve_calculated: Fixed,
    calculated: Fixed,
    fee_share: Fixed,
    swap_fee: Fixed,
}

fn given_in(state: &PoolState, trade: &dyn Trade, request: &SwapRequest) -> Result<Found, Error> {
    let (token_in, token_out) = (request.token_in, request.token_out);
    let given = state
        .token(token_in)?
        .scale()
        .to_live_down(request.amount_raw)?;
    let fee_share = swap_fee(state, trade, request, given)?;
    let swap_fee = given.mul_up(fee_share)?;
    let curve_given = large_enough(given.minus(swap_fee)?)?;
    let calculated = large_enough(trade.compute_out_given_exact_in(
        state.balances(),
        token_in,
        token_out,
        curve_given,
    )?)?;
    Ok(Found {
        in_raw: request.amount_raw,
        out_raw: state.token(token_out)?.scale_up().to_raw_down(calculated)?,
        given,
        curve_given,
        curve_calculated: calculated,
        calculated,
        fee_share,
        swap_fee,
    })
}

fn given_out(state: &PoolState, trade: &dyn Trade, request: &SwapRequest) -> Result<Found, Error> {
    let (token_in, token_out) = (request.token_in, request.token_out);
    let given = large_enough(
        state
            .token(token_out)?
            .scale_up()
            .to_live_up(request.amount_raw)?,
    )?;
    let fee_share = swap_fee(state, trade, request, given)?;
    let curve_calculated = large_enough(trade.compute_in_given_exact_out(
        state.balances(),
        token_in,
        token_out,
        given,
    )?)?;
    let swap_fee = curve_calculated.mul_div_up(fee_share, fee_share.complement())?;
    let calculated = curve_calculated.plus(swap_fee)?;
    Ok(Found {
        in_raw: state.token(token_in)?.scale().to_raw_up(calculated)?,
        out_raw: request.amount_raw,
        given,
        curve_given: given,
        curve_calculated,
        calculated,
        fee_share,
        swap_fee,
    })
}

/// The marginal price before the fee: whole tokens out for one whole token in, rates applied.
///
/// # Errors
/// [`Error::TokenNotRegistered`], and those of the pool's curve.
///
/// ```
/// use yb_core::fixed::Fixed;
/// use yb_core::pools::{Pool, Stable};
/// use yb_core::vault::{PoolState, Token, spot_price};
///
/// let pool = PoolState::new(
///     Pool::Stable(Stable::new(200_000.into())?),
///     vec![Token::new("wstETH", 1.into(), "1.25".parse()?)?, Token::new("WETH", 1.into(), Fixed::ONE)?],
///     vec!["1000".parse()?, "1000".parse()?],
///     "0.0001".parse()?,
///     Fixed::ZERO,
///     "2000".parse()?,
/// )?;
/// assert!((spot_price(&pool, 0, 1)? - 1.25).abs() < 1e-12);
/// # Ok::<(), yb_core::fixed::Error>(())
/// ```
pub fn spot_price(state: &PoolState, token_in: usize, token_out: usize) -> Result<f64, Error> {
    let rate = |index| Ok(state.token(index)?.rate().to_f64());
    let curve = state.pool().curve();
    let live = curve.spot_price(state.balances(), token_in, token_out)?;
    Ok(live * rate(token_in)? / rate(token_out)?)
}

/// A smaller amount could be the work of rounding alone.
pub(super) fn large_enough(amount: Fixed) -> Result<Fixed, Error> {
    if amount < MINIMUM_TRADE_AMOUNT {
        Err(Error::TradeAmountTooSmall)
    } else {
        Ok(amount)
    }
}
