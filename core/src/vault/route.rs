//! A trade over several venues: through buffers into a pool of wrapped tokens and out again.
//!
//! Source: `balancer/balancer-v3-monorepo` at `0a5890a`, `pkg/vault/contracts/BatchRouterHooks.sol`: exact amounts in go
//! from the first step to the last, exact amounts out from the last to the first, and what one step calculates is what
//! the next is given. Joins and exits as steps, which that contract knows too, are not part of this.

use super::{
    Buffer, BufferQuote, PoolState, SwapKind, SwapQuote, SwapRequest, WrapDirection, swap,
};
use crate::fixed::{Error, U256};

/// The venues, and the way through them. A venue may be visited twice: the second visit finds it as the first left it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The pools.
    pub pools: Vec<PoolState>,
    /// The buffers.
    pub buffers: Vec<Buffer>,
    /// The steps, from the token in to the token out. What one step pays must be what the next takes; buffers know no
    /// addresses, so that is for the caller to see to.
    pub steps: Vec<RouteStep>,
}

/// One step of a route; venues are named by their index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RouteStep {
    /// A swap in a pool.
    Swap {
        /// The index of the pool.
        pool: usize,
        /// The index in the pool of the token that it receives.
        token_in: usize,
        /// The index in the pool of the token that it pays.
        token_out: usize,
    },
    /// A buffer's underlying token in, its wrapper out.
    Wrap {
        /// The index of the buffer.
        buffer: usize,
    },
    /// A buffer's wrapper in, its underlying token out.
    Unwrap {
        /// The index of the buffer.
        buffer: usize,
    },
}

/// A step with its exact amounts.
#[expect(
    clippy::large_enum_variant,
    reason = "most steps of a route are swaps, and there are a handful"
)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RouteLeg {
    /// What the pool does.
    Swap(SwapQuote),
    /// What the buffer does.
    Buffer(BufferQuote),
}

impl RouteLeg {
    /// What goes into the step.
    #[must_use]
    pub const fn amount_in_raw(&self) -> U256 {
        match self {
            Self::Swap(quote) => quote.amount_in_raw,
            Self::Buffer(quote) => quote.amount_in_raw,
        }
    }

    /// What comes out of the step.
    #[must_use]
    pub const fn amount_out_raw(&self) -> U256 {
        match self {
            Self::Swap(quote) => quote.amount_out_raw,
            Self::Buffer(quote) => quote.amount_out_raw,
        }
    }
}

/// A trade over a route with every number on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteQuote {
    /// What is paid, in the smallest unit of the first step's token in.
    pub amount_in_raw: U256,
    /// What is got, in the smallest unit of the last step's token out.
    pub amount_out_raw: U256,
    /// The steps, in the order of the route.
    pub legs: Vec<RouteLeg>,
    /// The venues afterwards.
    pub after: Route,
}

impl Route {
    /// The exact result of a trade over all steps.
    ///
    /// # Errors
    /// [`Error::InputLengthMismatch`] for a route without steps; [`Error::PoolNotRegistered`] and
    /// [`Error::BufferNotInitialized`] for a venue that is not there; and those of [`swap`](swap()) and of
    /// [`Buffer::wrap_or_unwrap`].
    ///
    /// ```
    /// use yb_core::fixed::Fixed;
    /// use yb_core::vault::{Buffer, Route, RouteStep, SwapKind};
    ///
    /// let rate: Fixed = "1.1".parse()?;
    /// let buffer = |underlying: u64, wrapped: u64| Buffer::at_rate(rate, underlying.into(), wrapped.into());
    /// let there_and_back = Route {
    ///     pools: vec![],
    ///     buffers: vec![buffer(1_000_000, 1_000_000)?],
    ///     steps: vec![RouteStep::Wrap { buffer: 0 }, RouteStep::Unwrap { buffer: 0 }],
    /// };
    /// let quote = there_and_back.quote(SwapKind::GivenIn, 110_000.into())?;
    /// assert_eq!(quote.legs[0].amount_out_raw(), 99_998.into());
    /// assert_eq!(quote.amount_out_raw, 109_995.into());
    /// # Ok::<(), yb_core::fixed::Error>(())
    /// ```
    pub fn quote(&self, kind: SwapKind, amount_raw: U256) -> Result<RouteQuote, Error> {
        let mut after = self.clone();
        let mut legs = Vec::with_capacity(self.steps.len());
        let mut amount = amount_raw;
        let mut steps = self.steps.clone();
        if kind == SwapKind::GivenOut {
            steps.reverse();
        }
        for step in &steps {
            let leg = after.take(step, kind, amount)?;
            amount = match kind {
                SwapKind::GivenIn => leg.amount_out_raw(),
                SwapKind::GivenOut => leg.amount_in_raw(),
            };
            legs.push(leg);
        }
        if kind == SwapKind::GivenOut {
            legs.reverse();
        }
        let (Some(first), Some(end)) = (legs.first(), legs.last()) else {
            return Err(Error::InputLengthMismatch);
        };
        Ok(RouteQuote {
            amount_in_raw: first.amount_in_raw(),
            amount_out_raw: end.amount_out_raw(),
            legs,
            after,
        })
    }

    /// One step, which moves its venue on.
    fn take(&mut self, step: &RouteStep, kind: SwapKind, amount: U256) -> Result<RouteLeg, Error> {
        match *step {
            RouteStep::Swap {
                pool,
                token_in,
                token_out,
            } => {
                let state = self.pools.get_mut(pool).ok_or(Error::PoolNotRegistered)?;
                let quote = swap(
                    state,
                    &SwapRequest {
                        kind,
                        token_in,
                        token_out,
                        amount_raw: amount,
                    },
                )?;
                *state = quote.state_after(state)?;
                Ok(RouteLeg::Swap(quote))
            }
            RouteStep::Wrap { buffer } => {
                self.through_buffer(buffer, WrapDirection::Wrap, kind, amount)
            }
            RouteStep::Unwrap { buffer } => {
                self.through_buffer(buffer, WrapDirection::Unwrap, kind, amount)
            }
        }
    }

    fn through_buffer(
        &mut self,
        buffer: usize,
        direction: WrapDirection,
        kind: SwapKind,
        amount: U256,
    ) -> Result<RouteLeg, Error> {
        let buffer = self
            .buffers
            .get_mut(buffer)
            .ok_or(Error::BufferNotInitialized)?;
        let quote = buffer.wrap_or_unwrap(direction, kind, amount)?;
        *buffer = quote.after;
        Ok(RouteLeg::Buffer(quote))
    }
}
