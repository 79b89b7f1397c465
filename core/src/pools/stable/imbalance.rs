//! The limit of the third generation of stable pools: how far apart balances may be.
//!
//! Source: `balancer/balancer-v3-monorepo` at `0a5890a`, `pkg/pool-stable/contracts/StablePool.sol`, lines 139–247, and
//! `pkg/solidity-utils/contracts/math/StableMath.sol`, lines 284–319.

use super::Stable;
use crate::fixed::uint::div_down;
use crate::fixed::{Error, Fixed};
use crate::pools::pick;

impl Stable {
    /// The limit of the pools deployed since January 2026.
    pub const MAX_IMBALANCE: u64 = 10_000;

    /// The same pool with a limit: a largest balance that is so many times the least one, or more, is refused, before
    /// and after each operation that asks the curve. What goes in proportion does not ask it.
    ///
    /// ```
    /// use yb_core::fixed::{Error, Fixed};
    /// use yb_core::pools::{Curve, Stable};
    ///
    /// let pool = Stable::new(200_000.into())?;
    /// let limited = pool.with_max_imbalance(Stable::MAX_IMBALANCE);
    /// let (balances, amount) = (["10000".parse()?, "1".parse()?], "1".parse()?);
    /// assert!(pool.compute_out_given_exact_in(&balances, 0, 1, amount).is_ok());
    /// let refused = limited.compute_out_given_exact_in(&balances, 0, 1, amount);
    /// assert_eq!(refused, Err(Error::MaxImbalanceRatioExceeded));
    /// # Ok::<(), Error>(())
    /// ```
    #[must_use]
    pub const fn with_max_imbalance(self, times: u64) -> Self {
        Self {
            max_imbalance: Some(times),
            ..self
        }
    }

    /// The limit, if the pool has one.
    #[must_use]
    pub const fn max_imbalance(&self) -> Option<u64> {
        self.max_imbalance
    }

    pub(super) fn check_balances(&self, balances: &[Fixed]) -> Result<(), Error> {
        self.check_more(balances, [])
    }

    /// Before and after a swap, at once: one balance grows, and one shrinks.
    pub(super) fn check_swap(
        &self,
        balances: &[Fixed],
        (token_in, amount_in): (usize, Fixed),
        (token_out, amount_out): (usize, Fixed),
    ) -> Result<(), Error> {
        if self.max_imbalance.is_none() {
            return Ok(());
        }
        let grown = pick(balances, token_in)?.plus(amount_in)?;
        let shrunk = pick(balances, token_out)?.minus(amount_out)?;
        self.check_more(balances, [grown, shrunk])
    }

    /// Checks these balances, and what becomes of some of them.
    pub(super) fn check_more<const N: usize>(
        &self,
        balances: &[Fixed],
        later: [Fixed; N],
    ) -> Result<(), Error> {
        let Some(most) = self.max_imbalance else {
            return Ok(());
        };
        let (mut least, mut largest) = (pick(balances, 0)?, Fixed::ZERO);
        for &balance in balances.iter().chain(&later) {
            least = least.min(balance);
            largest = largest.max(balance);
        }
        if div_down(largest.raw(), least.raw())? >= most.into() {
            return Err(Error::MaxImbalanceRatioExceeded);
        }
        Ok(())
    }
}
