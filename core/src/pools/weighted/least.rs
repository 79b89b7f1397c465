//! What the second generation of weighted pools has beside the curve: one wei more of the token in, and least balances.
//!
//! The curve's rounding cannot be relied on where a balance is a few wei. So the pool refuses those below a least one,
//! and counts one wei more of the token in, in whose favour the curve could round otherwise.
//!
//! Source: `balancer/balancer-v3-monorepo` at `0a5890a`, `pkg/pool-weighted/contracts/WeightedPool.sol`, lines 133–218
//! and 318–400; `pkg/vault/contracts/lib/MinTokenBalanceLib.sol`.

use super::{WEI, Weighted};
use crate::fixed::{Amount, Error, Fixed, Steps};

/// The least that a least balance may be.
const ABSOLUTE_LEAST: Fixed = Fixed::from_wei(1_000_000);

impl Weighted {
    /// A pool of the second generation, with the least balance of each token, live. The pool says them
    /// (`getMinTokenBalances`); its factory makes them of the tokens' decimals, see
    /// [`least_balance`](Self::least_balance).
    ///
    /// # Errors
    /// Those of [`new`](Self::new); [`Error::InputLengthMismatch`] unless there is one for each token;
    /// [`Error::InvalidMinTokenBalance`] below 10^6 wei.
    ///
    /// ```
    /// use yb_core::fixed::{Error, Fixed};
    /// use yb_core::pools::{Curve, Weighted};
    ///
    /// let weights = || Ok::<_, Error>(vec!["0.8".parse()?, "0.2".parse()?]);
    /// let least = vec![Weighted::least_balance(18)?, Weighted::least_balance(6)?];
    /// let pool = Weighted::with_least_balances(weights()?, least)?;
    /// let poor = ["1000".parse()?, "0.0000005".parse()?];
    /// let amount: Fixed = "1".parse()?;
    /// assert_eq!(pool.compute_out_given_exact_in(&poor, 0, 1, amount), Err(Error::TokenBalanceBelowMin));
    /// assert!(Weighted::new(weights()?)?.compute_out_given_exact_in(&poor, 0, 1, amount).is_ok());
    /// # Ok::<(), Error>(())
    /// ```
    pub fn with_least_balances(weights: Vec<Fixed>, least: Vec<Fixed>) -> Result<Self, Error> {
        let mut pool = Self::new(weights)?;
        if least.len() != pool.weights.len() {
            return Err(Error::InputLengthMismatch);
        }
        if least.iter().any(|&least| least < ABSOLUTE_LEAST) {
            return Err(Error::InvalidMinTokenBalance);
        }
        pool.least = least;
        Ok(pool)
    }

    /// What the factory makes of a token's decimals: one smallest unit, and 10^6 wei at least
    /// (`computeMinTokenBalances`).
    ///
    /// # Errors
    /// [`Error::InvalidScalingFactor`] above 18 decimals.
    pub fn least_balance(decimals: u32) -> Result<Fixed, Error> {
        let places = 18u32.checked_sub(decimals);
        let unit = 10u64.pow(places.ok_or(Error::InvalidScalingFactor)?);
        Ok(Fixed::from_wei(unit).max(ABSOLUTE_LEAST))
    }

    /// The least balances, in the order of the tokens; none in the first generation.
    #[must_use]
    pub fn least_balances(&self) -> &[Fixed] {
        &self.least
    }

    /// Whether this is a pool of the second generation.
    pub(super) fn counts_least(&self) -> bool {
        !self.least.is_empty()
    }

    /// The balance of the token in as a swap counts it.
    pub(super) fn counted_in(&self, balance: Fixed) -> Result<Fixed, Error> {
        if self.counts_least() {
            balance.plus(WEI)
        } else {
            Ok(balance)
        }
    }

    /// The same, where it is enough.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub(super) fn seen_in(&self, token: usize, balance: Fixed) -> Result<Fixed, Error> {
        if !self.counts_least() {
            return Ok(balance);
        }
        let counted = self.counted_in(balance)?;
        self.check_least(token, counted)?;
        Ok(counted)
    }

    pub(super) fn check_least(&self, token: usize, balance: Fixed) -> Result<(), Error> {
        match self.least.get(token) {
            Some(&least) if balance < least => Err(Error::TokenBalanceBelowMin),
            _ => Ok(()),
        }
    }

    /// Checks what a swap leaves of the token out.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub(super) fn check_left(
        &self,
        token: usize,
        balance: Fixed,
        amount: &Amount,
    ) -> Result<(), Error> {
        if !self.counts_least() {
            return Ok(());
        }
        let left = Ok(balance).minus(amount);
        left.and_then(|left| self.check_least(token, left))
    }

    pub(super) fn check_balances(&self, balances: &[Fixed]) -> Result<(), Error> {
        let mut all = balances.iter().enumerate();
        all.try_for_each(|(token, &balance)| self.check_least(token, balance))
    }
}
