//! Hooks: contracts that a pool asks before it trades, and after someone joined or left. One file a hook.
//!
//! A hook sets a swap's fee ([`StableSurge`], [`EclpSurge`], [`Hook::DirectionalFee`], [`Akron`]), refuses a join or an
//! exit (the surge hooks), or keeps a part of what an exit pays ([`ExitFee`]). Pools have hooks by
//! the feature `hooks`; what a hook computes with a curve is there where the curve is.

mod akron;
mod directional_fee;
mod eclp_surge;
mod exit_fee;
mod stable_surge;
mod surge;

use super::liquidity::{Direction, LiquidityQuote};
use super::parts::MAX_FEE;
use super::{PoolState, SwapKind, SwapRequest};
use crate::fixed::{Error, Fixed, Steps, Width};
use crate::pools::Pool;
use crate::pools::Trade;
pub use akron::Akron;
pub use eclp_surge::EclpSurge;
pub use exit_fee::ExitFee;
pub use stable_surge::StableSurge;

/// A hook of any kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Hook {
    /// See [`StableSurge`].
    StableSurge(StableSurge),
    /// See [`EclpSurge`].
    EclpSurge(EclpSurge),
    /// See [`ExitFee`].
    ExitFee(ExitFee),
    /// The fee is the share by which the balances of the two tokens would differ after a trade of one to one, where
    /// that is above the pool's own.
    DirectionalFee,
    /// See [`Akron`].
    Akron(Akron),
}

impl Hook {
    /// What the hook says to the pool that wants it.
    pub(super) fn register(&self, pool: &Pool) -> Result<(), Error> {
        match self {
            Self::EclpSurge(_) => EclpSurge::register(pool),
            Self::Akron(_) => Akron::register(pool),
            _ => Ok(()),
        }
    }

    fn swap_fee(&self, swap: &HookSwap<'_>, fee: Fixed) -> Result<Fixed, Error> {
        match self {
            Self::StableSurge(hook) => hook.swap_fee(swap, fee),
            Self::EclpSurge(hook) => hook.swap_fee(swap, fee),
            Self::ExitFee(_) => Ok(fee),
            Self::DirectionalFee => directional_fee::swap_fee(swap, fee),
            Self::Akron(hook) => hook.swap_fee(swap),
        }
    }
}

/// A swap as a hook sees it: live amounts, and no fee yet.
pub(super) struct HookSwap<'a> {
    state: &'a PoolState,
    trade: &'a dyn Trade,
    kind: SwapKind,
    token_in: usize,
    token_out: usize,
    given: Fixed,
}

impl HookSwap<'_> {
    /// The live balances after the swap, if it were free.
    fn balances_after(&self) -> Result<Vec<Fixed>, Error> {
        let (trade, balances, token_in, token_out) = (
            self.trade,
            self.state.balances(),
            self.token_in,
            self.token_out,
        );
        let (amount_in, amount_out) = match self.kind {
            SwapKind::GivenIn => {
                let out =
                    trade.compute_out_given_exact_in(balances, token_in, token_out, self.given);
                (Ok(self.given), out)
            }
            SwapKind::GivenOut => {
                let paid =
                    trade.compute_in_given_exact_out(balances, token_in, token_out, self.given);
                (paid, Ok(self.given))
            }
        };
        amount_in.and(amount_out)?;
        let mut after = balances.to_vec();
        for (index, balance) in after.iter_mut().enumerate() {
            let before = Ok(*balance);
            if index == token_in {
                *balance = before.plus(&amount_in)?;
            } else if index == token_out {
                *balance = before.minus(&amount_out)?;
            }
        }
        Ok(after)
    }
}

/// The swap fee of a trade: the pool's own, unless a hook sets another (`callComputeDynamicSwapFeeHook` in
/// `HooksConfigLib.sol`).
#[inline(always)]
pub(super) fn swap_fee<N: Width>(
    state: &PoolState,
    trade: &dyn Trade,
    request: &SwapRequest,
    given: N,
) -> Result<N, Error> {
    match state.hook() {
        None => N::of(state.swap_fee().raw()),
        Some(hook) => {
            let given = Fixed::from_raw(given.wide());
            N::of(fee_of(hook, state, trade, request, given)?.raw())
        }
    }
}

#[inline(never)]
fn fee_of(
    hook: &Hook,
    state: &PoolState,
    trade: &dyn Trade,
    request: &SwapRequest,
    given: Fixed,
) -> Result<Fixed, Error> {
    let SwapRequest {
        kind,
        token_in,
        token_out,
        ..
    } = *request;
    let fee = hook.swap_fee(
        &HookSwap {
            state,
            trade,
            kind,
            token_in,
            token_out,
            given,
        },
        state.swap_fee(),
    )?;
    if fee > MAX_FEE {
        Err(Error::PercentageAboveMax)
    } else {
        Ok(fee)
    }
}

/// What a hook has to say to a join or an exit that is not in proportion.
pub(super) fn check_liquidity(state: &PoolState, quote: &LiquidityQuote) -> Result<(), Error> {
    let Some(hook) = state.hook() else {
        return Ok(());
    };
    let joins = quote.direction == Direction::Join;
    let refuses = match hook {
        Hook::StableSurge(surge) => {
            let (before, after) = around(state, quote)?;
            surge.surges(&before, &after)?
        }
        Hook::EclpSurge(surge) => {
            let (before, after) = around(state, quote)?;
            surge.surges(state.pool(), &before, &after)?
        }
        Hook::ExitFee(_) => !joins,
        Hook::DirectionalFee | Hook::Akron(_) => false,
    };
    match (refuses, joins) {
        (false, _) => Ok(()),
        (true, true) => Err(Error::AfterAddLiquidityHookFailed),
        (true, false) => Err(Error::AfterRemoveLiquidityHookFailed),
    }
}

/// What a hook keeps of an exit in proportion.
pub(super) fn charge_exit(
    state: &PoolState,
    quote: LiquidityQuote,
) -> Result<LiquidityQuote, Error> {
    match state.hook() {
        Some(Hook::ExitFee(hook)) => hook.charge(state, quote),
        _ => Ok(quote),
    }
}

/// The live balances before and after, as a hook sees them: those before are the ones after without the amounts moved,
/// and so without the part of the fee that has left.
fn around(state: &PoolState, quote: &LiquidityQuote) -> Result<(Vec<Fixed>, Vec<Fixed>), Error> {
    let after = quote.state_after(state)?.balances().to_vec();
    let mut before = Vec::new();
    for (balance, moved) in after.iter().zip(&quote.moves) {
        let (balance, moved) = (Ok(*balance), Ok(moved.amount_live));
        let moved_back = match quote.direction {
            Direction::Join => balance.minus(&moved),
            Direction::Leave | Direction::Recover => balance.plus(&moved),
        };
        before.push(moved_back?);
    }
    Ok((before, after))
}
