//! What a handle names.

use yb_core::fixed::{Error, U256};
use yb_core::pools::Pool;
use yb_core::vault::{PoolState, PreparedPool, SwapRequest, swap_amount};

/// A curve alone, a pool, or a pool with its invariant worked out; beside a pool, the words that its curve came in.
pub(crate) enum Held {
    Curve(Box<Pool>),
    State(Box<PoolState>, Vec<u64>),
    Prepared(Box<PreparedPool>, Vec<u64>),
}

impl Held {
    /// The curve; a pool has one too.
    pub(crate) fn pool(&self) -> &Pool {
        match self {
            Self::Curve(pool) => pool,
            Self::State(state, _) => state.pool(),
            Self::Prepared(prepared, _) => prepared.state().pool(),
        }
    }

    /// The pool.
    ///
    /// # Errors
    /// [`Error::PoolNotRegistered`] for a curve alone.
    pub(crate) fn state(&self) -> Result<&PoolState, Error> {
        match self {
            Self::Curve(_) => Err(Error::PoolNotRegistered),
            Self::State(state, _) => Ok(state),
            Self::Prepared(prepared, _) => Ok(prepared.state()),
        }
    }

    /// The amount calculated.
    pub(crate) fn swap(&self, request: &SwapRequest) -> Result<U256, Error> {
        match self {
            Self::Curve(_) => Err(Error::PoolNotRegistered),
            Self::State(state, _) => swap_amount(state, request),
            Self::Prepared(prepared, _) => prepared.swap_amount(request),
        }
    }

    /// With its invariant worked out.
    pub(crate) fn prepared(self) -> Self {
        match self {
            Self::State(state, written) => {
                Self::Prepared(Box::new(PreparedPool::new(*state)), written)
            }
            other => other,
        }
    }

    /// The pool alone, and the words of its curve.
    ///
    /// # Errors
    /// [`Error::PoolNotRegistered`] for a curve alone.
    pub(crate) fn into_state(self) -> Result<(Box<PoolState>, Vec<u64>), Error> {
        match self {
            Self::Curve(_) => Err(Error::PoolNotRegistered),
            Self::State(state, written) => Ok((state, written)),
            Self::Prepared(prepared, written) => Ok((Box::new(prepared.into_state()), written)),
        }
    }
}
