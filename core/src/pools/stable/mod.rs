//! Stable pools: `StableSwap`, flat near the point where all balances are equal.
//!
//! Source: `balancer/balancer-v3-monorepo` at `0a5890a`, `pkg/solidity-utils/contracts/math/StableMath.sol` (lines are
//! named at each function) and `pkg/pool-stable/contracts/StablePool.sol`. Paper: Michael Egorov, "`StableSwap` -
//! efficient mechanism for Stablecoin liquidity" (2019), page 5.
//!
//! `A` is what the contracts call the amplification: with `S` the sum, `P` the product and `n` the number of the
//! balances, `D` solves `A n S + D = A n D + D^(n+1) / (n^n P)`. In the paper's letters its `A n^n` is this `A n`.
//!
//! Three generations are on chain, with the same numbers. The first, deployed from `25d73b3` since 5 December 2024, takes
//! an amplification up to 5,000; the second, from `e1ae7f0` since 24 March 2025, up to 50,000; the third, from `6c37baf`
//! since 16 January 2026, refuses balances too far apart, see [`Stable::with_max_imbalance`].

mod imbalance;
mod invariant;
mod newton;
mod prepared;
mod ramp;
#[cfg(feature = "every-pool")]
mod v2;

use super::{Curve, Rounding, pick};
use crate::fixed::uint::add;
use crate::fixed::{Error, Fixed, U256};
pub use ramp::AmplificationRamp;
#[cfg(feature = "every-pool")]
pub use v2::V2Stable;

const MIN_AMP: u64 = 1;
const MAX_AMP: u64 = 50_000;
/// The contracts hold A in thousandths.
const AMP_PRECISION: u64 = 1_000;
const MAX_TOKENS: usize = 5;
/// The contracts give up after so many steps.
const MAX_STEPS: usize = 255;

/// The curve of a stable pool of 2 to 5 tokens.
///
/// Its errors, beside those of the arithmetic: [`Error::StableInvariantDidNotConverge`] and
/// [`Error::StableComputeBalanceDidNotConverge`], for balances far apart or, once in 10^5 pools of an amplification
/// below 10, because the steps go round in a circle; and [`Error::Overflow`] for an amount out at or above the balance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stable {
    amplification: u64,
    max_imbalance: Option<u64>,
}

impl Stable {
    /// A pool with this amplification in thousandths: 200,000 is `A` = 200 (the constructor of `StablePool.sol`, lines
    /// 119–137). The limit is that of the second generation; the first, which a pool's state does not tell apart, takes
    /// no more than 5,000.
    ///
    /// # Errors
    /// [`Error::AmplificationFactorTooLow`] below 1, [`Error::AmplificationFactorTooHigh`] above 50,000.
    ///
    /// ```
    /// use yb_core::{fixed::Error, pools::Stable};
    ///
    /// assert!(Stable::new(200_000.into()).is_ok());
    /// assert_eq!(Stable::new(50_001_000.into()), Err(Error::AmplificationFactorTooHigh));
    /// ```
    pub fn new(amplification: U256) -> Result<Self, Error> {
        if amplification < (MIN_AMP * AMP_PRECISION).into() {
            return Err(Error::AmplificationFactorTooLow);
        }
        if amplification > (MAX_AMP * AMP_PRECISION).into() {
            return Err(Error::AmplificationFactorTooHigh);
        }
        Ok(Self {
            amplification: amplification.low_u64(),
            max_imbalance: None,
        })
    }

    /// The amplification in thousandths.
    #[must_use]
    pub const fn amplification(&self) -> u64 {
        self.amplification
    }

    fn rounded_invariant(&self, balances: &[Fixed], rounding: Rounding) -> Result<Fixed, Error> {
        let invariant = newton::invariant(self.amplification, balances)?;
        let up = rounding == Rounding::Up && !invariant.is_zero();
        add(invariant, u64::from(up).into()).map(Fixed::from_raw)
    }
}

impl Curve for Stable {
    /// `D`. The contracts round up by adding one wei.
    fn invariant(&self, balances: &[Fixed], rounding: Rounding) -> Result<Fixed, Error> {
        self.check_balances(balances)?;
        self.rounded_invariant(balances, rounding)
    }

    /// The balance of the token out before, less that after, less one wei (`computeOutGivenExactIn`, lines 146–179).
    fn compute_out_given_exact_in(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
        amount_in: Fixed,
    ) -> Result<Fixed, Error> {
        let after = pick(balances, token_in).and_then(|balance| balance.plus(amount_in));
        let changed = (token_in, after);
        let balance_out = newton::balance_after(self.amplification, balances, token_out, changed)?;
        let amount_out = prepared::paid(pick(balances, token_out)?.raw(), balance_out)?;
        self.check_swap(balances, (token_in, amount_in), (token_out, amount_out))?;
        Ok(amount_out)
    }

    /// The balance of the token in after, less that before, plus one wei (`computeInGivenExactOut`, lines 192–225).
    fn compute_in_given_exact_out(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
        amount_out: Fixed,
    ) -> Result<Fixed, Error> {
        let after = pick(balances, token_out).and_then(|balance| balance.minus(amount_out));
        let changed = (token_out, after);
        let balance_in = newton::balance_after(self.amplification, balances, token_in, changed)?;
        let amount_in = prepared::asked(pick(balances, token_in)?.raw(), balance_in)?;
        self.check_swap(balances, (token_in, amount_in), (token_out, amount_out))?;
        Ok(amount_in)
    }

    /// `StablePool.computeBalance`, lines 166–192: solved for the invariant rounded up, times the ratio rounded up.
    fn compute_balance(
        &self,
        balances: &[Fixed],
        token: usize,
        invariant_ratio: Fixed,
    ) -> Result<Fixed, Error> {
        let invariant = self
            .rounded_invariant(balances, Rounding::Up)?
            .mul_up(invariant_ratio)?;
        let balance = newton::balance_for(self.amplification, balances, token, invariant)?;
        let balance = Fixed::from_raw(balance);
        self.check_more(balances, [balance])?;
        Ok(balance)
    }

    /// `(A n + T / b_in) / (A n + T / b_out)` with `T = D^(n+1) / (n^n P)`: the quotient of the invariant's slopes.
    fn spot_price(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
    ) -> Result<f64, Error> {
        let invariant = self.invariant(balances, Rounding::Down)?.to_f64();
        let tokens = balances.len() as f64;
        let term = balances.iter().fold(invariant, |term, balance| {
            term * invariant / (tokens * balance.to_f64())
        });
        let amp_times_total = self.amplification as f64 / AMP_PRECISION as f64 * tokens;
        let slope = |token| -> Result<f64, Error> {
            Ok(amp_times_total + term / pick(balances, token)?.to_f64())
        };
        Ok(slope(token_in)? / slope(token_out)?)
    }

    /// 60 % and 500 %.
    fn invariant_ratio_limits(&self) -> Result<(Fixed, Fixed), Error> {
        Ok((
            Fixed::from_wei(600_000_000_000_000_000),
            Fixed::from_wei(5_000_000_000_000_000_000),
        ))
    }

    /// 0.0001 % and 10 %.
    fn swap_fee_limits(&self) -> (Fixed, Fixed) {
        (
            Fixed::from_wei(1_000_000_000_000),
            Fixed::from_wei(100_000_000_000_000_000),
        )
    }

    fn check_token_count(&self, count: usize) -> Result<(), Error> {
        match count {
            0 | 1 => Err(Error::MinTokens),
            2..=MAX_TOKENS => Ok(()),
            _ => Err(Error::MaxTokens),
        }
    }
}
