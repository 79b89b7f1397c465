//! One trade.
//!
//! Source: `balancer/balancer-v3-monorepo` at `0a5890a`, `pkg/vault/contracts/Vault.sol`: `swap` lines 197–291,
//! `_computeAmountGivenScaled18` 326–347, `_swap` 368–500, `_computeAndChargeAggregateSwapFees` 1058–1099.

use super::hooks::swap_fee;
use super::limits::large_enough;
use super::{PoolState, Token};
use crate::fixed::{Amount, Error, Fixed, SMALL, Steps, U256, Width};
use crate::pools::{Curve, Trade, out_given_exact_in};

const ONE: u64 = 1_000_000_000_000_000_000;

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
        after.touch(before.balances(), None)?;
        let charged = Amount::whole(&self.aggregate_fee_raw);
        let kept = Amount::whole(&self.amount_in_raw).minus(&charged);
        after.pay(self.request.token_out, &Amount::whole(&self.amount_out_raw))?;
        after.receive(self.request.token_in, &kept)?;
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

/// The amount calculated of [`swap`](swap()), without the numbers on its way.
///
/// # Errors
/// As there.
///
/// ```
/// use yb_core::fixed::Fixed;
/// use yb_core::pools::{Pool, Weighted};
/// use yb_core::vault::{PoolState, SwapKind, SwapRequest, Token, swap, swap_amount};
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
/// let request = SwapRequest { kind: SwapKind::GivenIn, token_in: 0, token_out: 1, amount_raw };
/// assert_eq!(swap_amount(&pool, &request)?, swap(&pool, &request)?.amount_out_raw);
/// # Ok::<(), yb_core::fixed::Error>(())
/// ```
pub fn swap_amount(state: &PoolState, request: &SwapRequest) -> Result<U256, Error> {
    amount_by(state, state.pool(), request)
}

/// The same with whatever answers for the pool's curve at the state's balances.
pub(super) fn amount_by(
    state: &PoolState,
    trade: &dyn Trade,
    request: &SwapRequest,
) -> Result<U256, Error> {
    if !SMALL
        && !state.pool().may_overdraw()
        && let Ok(found) = find::<u128>(state, trade, request)
        && found.keeps_balance()
    {
        return Ok(found.calculated_raw(request.kind).wide());
    }
    Ok(swap_wide(state, trade, request)?.amount_calculated_raw())
}

/// A swap with whatever answers for the pool's curve at the state's balances: in 128 bits where they do, or else, and for
/// whatever is wrong, in 256.
pub(super) fn swap_by(
    state: &PoolState,
    trade: &dyn Trade,
    request: &SwapRequest,
) -> Result<SwapQuote, Error> {
    if !SMALL
        && !state.pool().may_overdraw()
        && let Ok(found) = find::<u128>(state, trade, request)
        && found.keeps_balance()
        && let Ok(quote) = found.quote(state, request)
    {
        return Ok(quote);
    }
    swap_wide(state, trade, request)
}

#[cfg_attr(feature = "shortcuts", cold, inline(never))]
fn swap_wide(
    state: &PoolState,
    trade: &dyn Trade,
    request: &SwapRequest,
) -> Result<SwapQuote, Error> {
    let found = find::<U256>(state, trade, request)?;
    let quote = found.quote(state, request)?;
    // Few trades come near a limit of a balance; those that do are carried out to see. The Vault takes what it pays from the
    // balance in the token's own units, where less than one too much has rounded off (`Vault.sol`, lines 471–475).
    if state.pool().may_overdraw() || !found.keeps_balance() {
        quote.state_after(state)?;
    }
    Ok(quote)
}

/// What the two kinds of trade find out, each in its own way.
struct Found<'a, N> {
    token_in: &'a Token,
    token_out: &'a Token,
    in_raw: N,
    out_raw: N,
    given: N,
    curve_given: N,
    curve_calculated: N,
    calculated: N,
    fee_share: N,
    swap_fee: N,
    balance_in: &'a Fixed,
}

impl<N: Width> Found<'_, N> {
    /// Whether the balance of the token in, live and raw, is surely below what the Vault can count.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    fn keeps_balance(&self) -> bool {
        let live_in = self.given.max(self.calculated);
        let after = N::of(self.balance_in.raw()).and_then(|balance| balance.plus(live_in));
        after.is_ok_and(|after| self.token_in.scale().has_room(&after.wide()))
    }

    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    fn calculated_raw(&self, kind: SwapKind) -> N {
        match kind {
            SwapKind::GivenIn => self.out_raw,
            SwapKind::GivenOut => self.in_raw,
        }
    }

    /// With the fee in the token's own units.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    fn quote(&self, state: &PoolState, request: &SwapRequest) -> Result<SwapQuote, Error> {
        let swap_fee_raw = self.token_in.scale().raw_down(self.swap_fee)?;
        let aggregate_share = N::of(state.aggregate_swap_fee().raw())?;
        let fixed = |number: N| Fixed::from_raw(number.wide());
        Ok(SwapQuote {
            request: *request,
            amount_in_raw: self.in_raw.wide(),
            amount_out_raw: self.out_raw.wide(),
            rate_in: self.token_in.rate(),
            rate_out: self.token_out.scale_up().rate(),
            swap_fee: fixed(self.fee_share),
            amount_given_live: fixed(self.given),
            curve_given: fixed(self.curve_given),
            curve_calculated: fixed(self.curve_calculated),
            amount_calculated_live: fixed(self.calculated),
            swap_fee_live: fixed(self.swap_fee),
            swap_fee_raw: swap_fee_raw.wide(),
            aggregate_fee_raw: swap_fee_raw.mul_down(aggregate_share)?.wide(),
        })
    }
}

#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
fn find<'a, N: Width>(
    state: &'a PoolState,
    trade: &dyn Trade,
    request: &SwapRequest,
) -> Result<Found<'a, N>, Error> {
    if N::of(request.amount_raw)?.is_zero() {
        return Err(Error::AmountGivenZero);
    }
    if request.token_in == request.token_out {
        return Err(Error::CannotSwapSameToken);
    }
    match request.kind {
        SwapKind::GivenIn => given_in::<N>(state, trade, request),
        SwapKind::GivenOut => given_out::<N>(state, trade, request),
    }
}

#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
fn given_in<'a, N: Width>(
    state: &'a PoolState,
    trade: &dyn Trade,
    request: &SwapRequest,
) -> Result<Found<'a, N>, Error> {
    let token_in = state.token(request.token_in)?;
    let in_raw = N::of(request.amount_raw)?;
    let given = token_in.scale().live_down(in_raw)?;
    let fee_share = swap_fee(state, trade, request, given)?;
    let swap_fee = given.mul_up(fee_share)?;
    let curve_given = large_enough(given.minus(swap_fee)?)?;
    let answer = out_given_exact_in(
        trade,
        state.balances(),
        request.token_in,
        request.token_out,
        curve_given,
    )?;
    let calculated = large_enough(answer)?;
    let token_out = state.token(request.token_out)?;
    Ok(Found {
        token_in,
        token_out,
        in_raw,
        out_raw: token_out.scale_up().raw_down(calculated)?,
        given,
        curve_given,
        curve_calculated: calculated,
        calculated,
        fee_share,
        swap_fee,
        balance_in: state.balance(request.token_in)?,
    })
}

#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
fn given_out<'a, N: Width>(
    state: &'a PoolState,
    trade: &dyn Trade,
    request: &SwapRequest,
) -> Result<Found<'a, N>, Error> {
    let token_out = state.token(request.token_out)?;
    let out_raw = N::of(request.amount_raw)?;
    let given = token_out.scale_up().live_up(out_raw)?;
    // The hook is asked before the Vault looks at the amount.
    let fee_share = swap_fee(state, trade, request, given)?;
    let given = large_enough(given)?;
    let answer = trade.compute_in_given_exact_out(
        state.balances(),
        request.token_in,
        request.token_out,
        Fixed::from_raw(given.wide()),
    )?;
    let curve_calculated = large_enough(N::of(answer.raw())?)?;
    // No fee is above 99.9999 %.
    let kept = N::word(ONE).minus(fee_share)?;
    let swap_fee = N::once_up(curve_calculated.product(fee_share)?, kept)?;
    let calculated = curve_calculated.plus(swap_fee)?;
    let token_in = state.token(request.token_in)?;
    Ok(Found {
        token_in,
        token_out,
        in_raw: token_in.scale().raw_up(calculated)?,
        out_raw,
        given,
        curve_given: given,
        curve_calculated,
        calculated,
        fee_share,
        swap_fee,
        balance_in: state.balance(request.token_in)?,
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
    let live = state
        .pool()
        .spot_price(state.balances(), token_in, token_out)?;
    Ok(live * rate(token_in)? / rate(token_out)?)
}
