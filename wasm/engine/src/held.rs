//! What a handle names.

use yb_core::fixed::Error;
use yb_core::pools::Pool;
use yb_core::vault::{PoolState, PreparedPool, SwapQuote, SwapRequest, swap};

/// A curve alone, a pool, or a pool with its invariant worked out.
pub(crate) enum Held {
    Curve(Pool),
    State(PoolState),
    Prepared(PreparedPool),
}

impl Held {
    /// The curve; a pool has one too.
    pub(crate) fn pool(&self) -> &Pool {
        match self {
            Self::Curve(pool) => pool,
            Self::State(state) => state.pool(),
            Self::Prepared(prepared) => prepared.state().pool(),
        }
    }

    /// The pool.
    ///
    /// # Errors
    /// [`Error::PoolNotRegistered`] for a curve alone.
    pub(crate) fn state(&self) -> Result<&PoolState, Error> {
        match self {
            Self::Curve(_) => Err(Error::PoolNotRegistered),
            Self::State(state) => Ok(state),
            Self::Prepared(prepared) => Ok(prepared.state()),
        }
    }

    pub(crate) fn swap(&self, request: &SwapRequest) -> Result<SwapQuote, Error> {
        match self {
            Self::Curve(_) => Err(Error::PoolNotRegistered),
            Self::State(state) => swap(state, request),
            Self::Prepared(prepared) => prepared.swap(request),
        }
    }

    /// With its invariant worked out.
    pub(crate) fn prepared(self) -> Self {
        match self {
            Self::State(state) => Self::Prepared(PreparedPool::new(state)),
            other => other,
        }
    }
}
