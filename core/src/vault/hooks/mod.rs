//! Hooks: contracts that a pool asks before it trades. One file a hook.

mod stable_surge;

use super::liquidity::{Direction, LiquidityQuote};
use super::state::MAX_FEE;
use super::{PoolState, SwapKind, SwapRequest};
use crate::fixed::{Error, Fixed};
use crate::pools::Trade;
pub use stable_surge::StableSurge;

/// A hook of any kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Hook {
    /// See [`StableSurge`].
    StableSurge(StableSurge),
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
                    trade.compute_out_given_exact_in(balances, token_in, token_out, self.given)?;
                (self.given, out)
            }
            SwapKind::GivenOut => {
                let paid =
                    trade.compute_in_given_exact_out(balances, token_in, token_out, self.given)?;
                (paid, self.given)
            }
        };
        let after = balances
            .iter()
            .enumerate()
            .map(|(index, balance)| match index {
                _ if index == token_in => balance.plus(amount_in),
                _ if index == token_out => balance.minus(amount_out),
                _ => Ok(*balance),
            });
        after.collect()
    }
}

/// The swap fee of a trade: the pool's own, unless a hook sets another (`callComputeDynamicSwapFeeHook` in
/// `HooksConfigLib.sol`).
pub(super) fn swap_fee(
    state: &PoolState,
    trade: &dyn Trade,
    request: &SwapRequest,
    given: Fixed,
) -> Result<Fixed, Error> {
    let Some(Hook::StableSurge(surge)) = state.hook() else {
        return Ok(state.swap_fee());
    };
    let SwapRequest {
        kind,
        token_in,
        token_out,
        ..
    } = *request;
    let fee = surge.swap_fee(
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
    let Some(Hook::StableSurge(surge)) = state.hook() else {
        return Ok(());
    };
    let after = quote.state_after(state)?;
    let pairs = after.balances().iter().zip(&quote.moves);
    let (before, error) = match quote.direction {
        Direction::Join => {
            let before = pairs.map(|(balance, moved)| balance.minus(moved.amount_live));
            (
                before.collect::<Result<Vec<_>, _>>()?,
                Error::AfterAddLiquidityHookFailed,
            )
        }
        Direction::Leave | Direction::Recover => {
            let before = pairs.map(|(balance, moved)| balance.plus(moved.amount_live));
            (
                before.collect::<Result<Vec<_>, _>>()?,
                Error::AfterRemoveLiquidityHookFailed,
            )
        }
    };
    if surge.is_surging(&before, after.balances())?.is_some() {
        Err(error)
    } else {
        Ok(())
    }
}
