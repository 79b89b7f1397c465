//! Stable pools: `StableSwap`, flat near the point where all balances are equal.
//!
//! Source: `balancer/balancer-v3-monorepo` at `0a5890a`, `pkg/solidity-utils/contracts/math/StableMath.sol` (lines are
//! named at each function) and `pkg/pool-stable/contracts/StablePool.sol`. Paper: Michael Egorov, "`StableSwap` -
//! efficient mechanism for Stablecoin liquidity" (2019), page 5.
//!
//! `A` is what the contracts call the amplification: with `S` the sum, `P` the product and `n` the number of the
//! balances, `D` solves `A n S + D = A n D + D^(n+1) / (n^n P)`. In the paper's letters its `A n^n` is this `A n`.
//!
//! The pools on chain were deployed from an earlier revision of the pool contract, which this follows. Revision
//! `0a5890a` also refuses a swap that leaves one balance 10,000 times another.

use super::{Curve, Rounding, pick};
use crate::fixed::uint::{add, div_down, div_up, divide_down, mul, mul_div_down, sub};
use crate::fixed::{Divisor, Error, Fixed, U256};

const MIN_AMP: u64 = 1;
const MAX_AMP: u64 = 50_000;
/// The contracts hold A in thousandths.
const AMP_PRECISION: u64 = 1_000;
const BY_AMP_PRECISION: Divisor = Divisor::power_of_ten(3);
const MAX_TOKENS: usize = 5;
const MAX_STEPS: usize = 255;

/// The curve of a stable pool of 2 to 5 tokens.
///
/// Its errors, beside those of the arithmetic: [`Error::StableInvariantDidntConverge`] and
/// [`Error::StableComputeBalanceDidntConverge`], for balances far apart or, once in 10^5 pools of an amplification
/// below 10, because the steps go round in a circle; and [`Error::Overflow`] for an amount out at or above the balance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stable {
    amplification: u64,
}

impl Stable {
    /// A pool with this amplification in thousandths: 200,000 is `A` = 200.
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
        })
    }

    /// The amplification in thousandths.
    #[must_use]
    pub const fn amplification(&self) -> u64 {
        self.amplification
    }

    /// `A n` in thousandths, as the contracts hold it.
    fn amp_times_total(self, tokens: usize) -> U256 {
        U256::from(self.amplification * tokens as u64)
    }

    /// `D` by Newton's steps from above, until a step moves it by one wei at most (`computeInvariant`, lines 82–133).
    fn invariant_down(self, balances: &Balances) -> Result<U256, Error> {
        let sum = balances
            .iter()
            .try_fold(U256::zero(), |sum, &balance| add(sum, balance))?;
        if sum.is_zero() {
            return Ok(sum);
        }
        let tokens = U256::from(balances.len());
        let amp_times_total = self.amp_times_total(balances.len());
        let amp_times_sum = divide_down(mul(amp_times_total, sum)?, &BY_AMP_PRECISION);
        let amp_less_one = sub(amp_times_total, AMP_PRECISION.into())?;
        let mut by_balances = [BY_AMP_PRECISION; MAX_TOKENS];
        for (by_balance, &balance) in by_balances.iter_mut().zip(balances.iter()) {
            *by_balance = Divisor::new(mul(balance, tokens)?.0).ok_or(Error::DivisionByZero)?;
        }
        let by_balances = &by_balances[..balances.len()];

        let mut invariant = sum;
        for _ in 0..MAX_STEPS {
            let mut product = invariant;
            for by_balance in by_balances {
                product = divide_down(mul(product, invariant)?, by_balance);
            }
            let next = div_down(
                mul(add(amp_times_sum, mul(product, tokens)?)?, invariant)?,
                add(
                    divide_down(mul(amp_less_one, invariant)?, &BY_AMP_PRECISION),
                    mul(add(tokens, U256::one())?, product)?,
                )?,
            )?;
            if next.abs_diff(invariant) <= U256::one() {
                return Ok(next);
            }
            invariant = next;
        }
        Err(Error::StableInvariantDidntConverge)
    }

    /// The balance of `token` that gives this invariant, rounded up (`computeBalance`, lines 236–282).
    fn balance_up(self, balances: &Balances, invariant: U256, token: usize) -> Result<U256, Error> {
        let tokens = U256::from(balances.len());
        let amp_times_total = self.amp_times_total(balances.len());
        let by_invariant = Divisor::new(invariant.0).ok_or(Error::DivisionByZero)?;
        let (first, others) = balances.split_first().ok_or(Error::MinTokens)?;
        let mut sum = *first;
        let mut product = mul(*first, tokens)?;
        for &balance in others {
            product = divide_down(mul(mul(product, balance)?, tokens)?, &by_invariant);
            sum = add(sum, balance)?;
        }
        let balance = *balances.get(token).ok_or(Error::TokenNotRegistered)?;
        sum = sub(sum, balance)?;

        let square = mul(invariant, invariant)?;
        let precision = U256::from(AMP_PRECISION);
        let c = mul(
            div_up(mul(square, precision)?, mul(amp_times_total, product)?)?,
            balance,
        )?;
        let b = add(sum, mul_div_down(invariant, precision, amp_times_total)?)?;

        let mut result = div_up(add(square, c)?, add(invariant, b)?)?;
        for _ in 0..MAX_STEPS {
            let slope = sub(add(add(result, result)?, b)?, invariant)?;
            let next = div_up(add(mul(result, result)?, c)?, slope)?;
            if next.abs_diff(result) <= U256::one() {
                return Ok(next);
            }
            result = next;
        }
        Err(Error::StableComputeBalanceDidntConverge)
    }
}

impl Curve for Stable {
    /// `D`. The contracts round up by adding one wei.
    fn invariant(&self, balances: &[Fixed], rounding: Rounding) -> Result<Fixed, Error> {
        let invariant = self.invariant_down(&Balances::new(balances)?)?;
        let up = rounding == Rounding::Up && !invariant.is_zero();
        add(invariant, u64::from(up).into()).map(Fixed::from_raw)
    }

    /// The balance of the token out before, less that after, less one wei (`computeOutGivenExactIn`, lines 146–179).
    fn compute_out_given_exact_in(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
        amount_in: Fixed,
    ) -> Result<Fixed, Error> {
        let mut after = Balances::new(balances)?;
        let invariant = self.invariant_down(&after)?;
        after.set(token_in, pick(balances, token_in)?.plus(amount_in)?)?;
        let balance_out = self.balance_up(&after, invariant, token_out)?;
        let one_wei = U256::one();
        sub(sub(pick(balances, token_out)?.raw(), balance_out)?, one_wei).map(Fixed::from_raw)
    }

    /// The balance of the token in after, less that before, plus one wei (`computeInGivenExactOut`, lines 192–225).
    fn compute_in_given_exact_out(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
        amount_out: Fixed,
    ) -> Result<Fixed, Error> {
        let mut after = Balances::new(balances)?;
        let invariant = self.invariant_down(&after)?;
        after.set(token_out, pick(balances, token_out)?.minus(amount_out)?)?;
        let balance_in = self.balance_up(&after, invariant, token_in)?;
        let one_wei = U256::one();
        add(sub(balance_in, pick(balances, token_in)?.raw())?, one_wei).map(Fixed::from_raw)
    }

    /// `StablePool.computeBalance`, lines 166–192: solved for the invariant rounded up, times the ratio rounded up.
    fn compute_balance(
        &self,
        balances: &[Fixed],
        token: usize,
        invariant_ratio: Fixed,
    ) -> Result<Fixed, Error> {
        let invariant = self
            .invariant(balances, Rounding::Up)?
            .mul_up(invariant_ratio)?;
        self.balance_up(&Balances::new(balances)?, invariant.raw(), token)
            .map(Fixed::from_raw)
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

/// Up to five balances in place: a swap needs a changed copy, and no allocation for it.
struct Balances {
    values: [U256; MAX_TOKENS],
    len: usize,
}

impl Balances {
    fn new(balances: &[Fixed]) -> Result<Self, Error> {
        let mut values = [U256::zero(); MAX_TOKENS];
        let places = values.get_mut(..balances.len()).ok_or(Error::MaxTokens)?;
        for (place, balance) in places.iter_mut().zip(balances) {
            *place = balance.raw();
        }
        Ok(Self {
            values,
            len: balances.len(),
        })
    }

    fn set(&mut self, token: usize, balance: Fixed) -> Result<(), Error> {
        *self
            .values
            .get_mut(token)
            .ok_or(Error::TokenNotRegistered)? = balance.raw();
        Ok(())
    }
}

impl core::ops::Deref for Balances {
    type Target = [U256];

    fn deref(&self) -> &[U256] {
        &self.values[..self.len]
    }
}
