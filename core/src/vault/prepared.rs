//! Many trades asked of one state.

use super::swap::{amount_by, swap_by};
use super::{PoolState, SwapQuote, SwapRequest};
use crate::fixed::{Error, U256};
use crate::pools::Trade;
use core::fmt;

/// A pool made ready for many quotes on its state: the invariant, the terms of an ellipse and the virtual balances are
/// worked out once. Every quote is what [`swap`](super::swap()) answers, to the wei and to the error.
///
/// ```
/// use yb_core::fixed::Fixed;
/// use yb_core::pools::{Pool, Stable};
/// use yb_core::vault::{PoolState, PreparedPool, SwapKind, SwapRequest, Token, swap};
///
/// let pool = PoolState::new(
///     Pool::Stable(Stable::new(200_000.into())?),
///     vec![Token::new("A", 1.into(), Fixed::ONE)?, Token::new("B", 1.into(), Fixed::ONE)?],
///     vec!["1000".parse()?, "900".parse()?],
///     "0.0004".parse()?,
///     Fixed::ZERO,
///     "1900".parse()?,
/// )?;
/// let prepared = PreparedPool::new(pool.clone());
/// for amount in ["1", "10", "100"] {
///     let amount_raw = amount.parse::<Fixed>()?.raw();
///     let request = SwapRequest { kind: SwapKind::GivenIn, token_in: 0, token_out: 1, amount_raw };
///     assert_eq!(prepared.swap(&request), swap(&pool, &request));
/// }
/// # Ok::<(), yb_core::fixed::Error>(())
/// ```
pub struct PreparedPool {
    state: PoolState,
    trade: Option<Box<dyn Trade>>,
}

impl fmt::Debug for PreparedPool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = f.debug_struct("PreparedPool");
        shown.field("state", &self.state).finish_non_exhaustive()
    }
}

impl PreparedPool {
    /// The pool, ready.
    #[must_use]
    pub fn new(state: PoolState) -> Self {
        let trade = state.pool().prepare(state.balances());
        Self { state, trade }
    }

    /// The state that all quotes are on.
    #[must_use]
    pub const fn state(&self) -> &PoolState {
        &self.state
    }

    /// The state alone.
    #[must_use]
    pub fn into_state(self) -> PoolState {
        self.state
    }

    /// What [`swap`](super::swap()) answers.
    ///
    /// # Errors
    /// As there.
    pub fn swap(&self, request: &SwapRequest) -> Result<SwapQuote, Error> {
        match &self.trade {
            Some(trade) => swap_by(&self.state, trade.as_ref(), request),
            None => swap_by(&self.state, self.state.pool(), request),
        }
    }

    /// What [`swap_amount`](super::swap_amount) answers.
    ///
    /// # Errors
    /// As there.
    pub fn swap_amount(&self, request: &SwapRequest) -> Result<U256, Error> {
        match &self.trade {
            Some(trade) => amount_by(&self.state, trade.as_ref(), request),
            None => amount_by(&self.state, self.state.pool(), request),
        }
    }
}
