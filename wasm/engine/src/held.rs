//! What a handle names.

use yb_core::fixed::{Error, U256};
use yb_core::pools::Pool;
use yb_core::vault::{PoolState, PreparedPool, SwapRequest, swap_amount};

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

    /// The amount calculated.
    pub(crate) fn swap(&self, request: &SwapRequest) -> Result<U256, Error> {
        match self {
            Self::Curve(_) => Err(Error::PoolNotRegistered),
            Self::State(state) => swap_amount(state, request),
            Self::Prepared(prepared) => prepared.swap_amount(request),
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
