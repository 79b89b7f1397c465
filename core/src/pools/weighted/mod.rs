//! Weighted pools: the product of the balances, each to the power of its weight, stays the same.
//!
//! Source: `balancer/balancer-v3-monorepo` at `0a5890a`, `pkg/solidity-utils/contracts/math/WeightedMath.sol` (lines
//! are named at each function) and `pkg/pool-weighted/contracts/WeightedPool.sol`. Paper: Fernando Martinelli and
//! Nikolai Mushegian, "Balancer: a non-custodial portfolio manager, liquidity provider, and price sensor" (2019),
//! equations 1 (invariant), 2 (spot price), 15 (out given in) and 20 (in given out).
//!
//! Two generations are on chain. The first, deployed from `25d73b3` since 5 December 2024, sees the balances as they are.
//! The second, deployed from `6c37baf` since 15 January 2026, is that of `0a5890a`: it counts one wei more of the token
//! in, refuses balances below a least one (`least.rs`), and rounds one exponent another way, see
//! [`compute_balance`](Curve::compute_balance).

mod least;
mod prepared;

use super::{Curve, Rounding, pick};
use crate::fixed::{Error, Fixed, SMALL, Width};

/// A swap may bring in, or take out, at most this share of a balance.
const MAX_SWAP_RATIO: Fixed = Fixed::from_wei(300_000_000_000_000_000);
const MIN_WEIGHT: Fixed = Fixed::from_wei(10_000_000_000_000_000);
const MAX_TOKENS: usize = 8;
const WEI: Fixed = Fixed::from_wei(1);

/// The curve of a weighted pool, `∏ balance_i ^ weight_i = constant`.
///
/// Its errors, beside those of the arithmetic: [`Error::MaxInRatio`] and [`Error::MaxOutRatio`] for a swap beyond 30 %
/// of a balance, [`Error::ZeroInvariant`] for an empty pool; and [`Error::TokenBalanceBelowMin`] in the second generation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weighted {
    weights: Vec<Fixed>,
    /// Of each weight by each, row by row, where they are worth keeping.
    exponents: Vec<Exponent>,
    /// The least balances of the second generation; none in the first.
    least: Vec<Fixed>,
}

/// A weight by another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Exponent {
    down: Fixed,
    up: Fixed,
}

impl Exponent {
    #[inline(never)]
    fn new(weight: Fixed, other: Fixed) -> Result<Self, Error> {
        Ok(Self {
            down: weight.div_down(other)?,
            up: weight.div_up(other)?,
        })
    }
}

impl Weighted {
    /// A pool of the first generation, of 2 to 8 tokens with these weights (the constructor of `WeightedPool.sol`, lines
    /// 92–131).
    ///
    /// # Errors
    /// [`Error::MinTokens`], [`Error::MaxTokens`]; [`Error::MinWeight`] below 1 %;
    /// [`Error::NormalizedWeightInvariant`] unless the weights add up to exactly 1.
    ///
    /// ```
    /// use yb_core::{fixed::Error, pools::Weighted};
    ///
    /// assert!(Weighted::new(vec!["0.8".parse()?, "0.2".parse()?]).is_ok());
    /// assert_eq!(Weighted::new(vec!["0.8".parse()?, "0.3".parse()?]), Err(Error::NormalizedWeightInvariant));
    /// # Ok::<(), Error>(())
    /// ```
    pub fn new(weights: Vec<Fixed>) -> Result<Self, Error> {
        let mut pool = Self::of_any_weights(weights)?;
        if pool.weights.iter().any(|&weight| weight < MIN_WEIGHT) {
            return Err(Error::MinWeight);
        }
        let sum = pool
            .weights
            .iter()
            .try_fold(Fixed::ZERO, |sum, &weight| sum.plus(weight))?;
        if sum != Fixed::ONE {
            return Err(Error::NormalizedWeightInvariant);
        }
        if !SMALL {
            pool.keep_exponents()?;
        }
        Ok(pool)
    }

    fn keep_exponents(&mut self) -> Result<(), Error> {
        for &weight in &self.weights {
            for &other in &self.weights {
                self.exponents.push(Exponent::new(weight, other)?);
            }
        }
        Ok(())
    }

    /// The weight of a token by that of another.
    fn exponent(&self, token: usize, other: usize, rounding: Rounding) -> Result<Fixed, Error> {
        let (weight, by) = (pick(&self.weights, token)?, pick(&self.weights, other)?);
        let kept = self.exponents.get(token * self.weights.len() + other);
        match (kept, rounding) {
            (Some(kept), Rounding::Down) => Ok(kept.down),
            (Some(kept), Rounding::Up) => Ok(kept.up),
            (None, Rounding::Down) => weight.div_down(by),
            (None, Rounding::Up) => weight.div_up(by),
        }
    }

    /// The same for pools that check neither the weights nor their sum.
    pub(super) fn of_any_weights(weights: Vec<Fixed>) -> Result<Self, Error> {
        if weights.len() < 2 {
            return Err(Error::MinTokens);
        }
        if weights.len() > MAX_TOKENS {
            return Err(Error::MaxTokens);
        }
        Ok(Self {
            weights,
            exponents: Vec::new(),
            least: Vec::new(),
        })
    }

    /// The weights, in the order of the tokens; they add up to 1.
    #[must_use]
    pub fn weights(&self) -> &[Fixed] {
        &self.weights
    }
}

impl Curve for Weighted {
    /// `∏ balance_i ^ weight_i` (`computeInvariantDown` and `computeInvariantUp`, lines 72–122).
    fn invariant(&self, balances: &[Fixed], rounding: Rounding) -> Result<Fixed, Error> {
        self.check_balances(balances)?;
        let mut factors = balances.iter().zip(&self.weights);
        let invariant =
            factors.try_fold(Fixed::ONE, |product, (balance, &weight)| match rounding {
                Rounding::Down => product.mul_down(balance.pow_down(weight)?),
                Rounding::Up => product.mul_up(balance.pow_up(weight)?),
            })?;
        if invariant.is_zero() {
            Err(Error::ZeroInvariant)
        } else {
            Ok(invariant)
        }
    }

    /// `b_out * (1 - (b_in / (b_in + a_in)) ^ (w_in / w_out))` (`computeOutGivenExactIn`, lines 173–208).
    fn compute_out_given_exact_in(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
        amount_in: Fixed,
    ) -> Result<Fixed, Error> {
        let balance_in = self.seen_in(token_in, pick(balances, token_in)?)?;
        if is_above_max(amount_in, balance_in)? {
            return Err(Error::MaxInRatio);
        }
        let base = balance_in.div_up(balance_in.plus(amount_in)?)?;
        // The base is at most 1, so the smaller exponent makes the larger power, and that the smaller amount.
        let power = base.pow_up(self.exponent(token_in, token_out, Rounding::Down)?)?;
        let balance_out = pick(balances, token_out)?;
        let amount_out = balance_out.mul_down(power.complement());
        self.check_left(token_out, balance_out, &amount_out)?;
        amount_out
    }

    /// `b_in * ((b_out / (b_out - a_out)) ^ (w_out / w_in) - 1)` (`computeInGivenExactOut`, lines 219–255).
    fn compute_in_given_exact_out(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
        amount_out: Fixed,
    ) -> Result<Fixed, Error> {
        let balance_in = self.seen_in(token_in, pick(balances, token_in)?)?;
        let balance_out = pick(balances, token_out)?;
        if is_above_max(amount_out, balance_out)? {
            return Err(Error::MaxOutRatio);
        }
        let base = balance_out.div_up(balance_out.minus(amount_out)?)?;
        let power = base.pow_up(self.exponent(token_out, token_in, Rounding::Up)?)?;
        let amount_in = balance_in.mul_up(power.minus(Fixed::ONE)?);
        self.check_left(token_out, balance_out, &Ok(amount_out))?;
        amount_in
    }

    /// `balance * ratio ^ (1 / weight)` (`computeBalanceOutGivenInvariant`, lines 132–162).
    ///
    /// The larger exponent makes the larger power where the ratio is above 1, and the second generation rounds it down
    /// below. The first compares the ratio with one wei, hence rounds it up.
    fn compute_balance(
        &self,
        balances: &[Fixed],
        token: usize,
        invariant_ratio: Fixed,
    ) -> Result<Fixed, Error> {
        let weight = pick(&self.weights, token)?;
        let above = if self.counts_least() { Fixed::ONE } else { WEI };
        let exponent = if invariant_ratio > above {
            Fixed::ONE.div_up(weight)?
        } else {
            Fixed::ONE.div_down(weight)?
        };
        let before = pick(balances, token)?;
        let after = before.mul_up(invariant_ratio.pow_up(exponent)?)?;
        self.check_least(token, before.min(after))?;
        Ok(after)
    }

    /// `(b_out / w_out) / (b_in / w_in)`.
    fn spot_price(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
    ) -> Result<f64, Error> {
        let depth = |token| -> Result<f64, Error> {
            let (balance, weight) = (pick(balances, token)?, pick(&self.weights, token)?);
            if weight.is_zero() {
                return Err(Error::DivisionByZero);
            }
            Ok(balance.to_f64() / weight.to_f64())
        };
        Ok(depth(token_out)? / depth(token_in)?)
    }

    /// 30 % of the balance.
    fn max_amount_in(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
    ) -> Result<Fixed, Error> {
        pick(balances, token_out)?;
        let balance_in = self.counted_in(pick(balances, token_in)?)?;
        balance_in.mul_down(MAX_SWAP_RATIO)
    }

    /// 30 % of the balance.
    fn max_amount_out(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
    ) -> Result<Fixed, Error> {
        pick(balances, token_in)?;
        pick(balances, token_out)?.mul_down(MAX_SWAP_RATIO)
    }

    /// 70 % and 300 %.
    fn invariant_ratio_limits(&self) -> Result<(Fixed, Fixed), Error> {
        Ok((
            Fixed::from_wei(700_000_000_000_000_000),
            Fixed::from_wei(3_000_000_000_000_000_000),
        ))
    }

    /// 0.001 % and 10 %.
    fn swap_fee_limits(&self) -> (Fixed, Fixed) {
        (
            Fixed::from_wei(10_000_000_000_000),
            Fixed::from_wei(100_000_000_000_000_000),
        )
    }

    fn check_token_count(&self, count: usize) -> Result<(), Error> {
        if count == self.weights.len() {
            Ok(())
        } else {
            Err(Error::InputLengthMismatch)
        }
    }
}

/// Whether an amount is above 30 % of a balance, rounded down. A whole number is above `floor(3 b / 10)` where it is above
/// `3 b / 10`: so two products by small numbers can tell, where they fit.
fn is_above_max(amount: Fixed, balance: Fixed) -> Result<bool, Error> {
    let times = |number: Fixed, factor| u128::of(number.raw())?.times(factor);
    match (times(amount, 10), times(balance, 3)) {
        (Ok(amount), Ok(balance)) if !SMALL => Ok(amount > balance),
        _ => Ok(amount > balance.mul_down(MAX_SWAP_RATIO)?),
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_SWAP_RATIO, is_above_max};
    use crate::fixed::{Fixed, U256};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_limit_is_the_product(balance: u128, shift in 0u32..128, off in 0u64..3) {
            let balance = Fixed::from_raw((balance >> shift).into());
            let most = balance.mul_down(MAX_SWAP_RATIO)?.raw();
            for amount in [most.saturating_sub(off.into()), most + U256::from(off)] {
                prop_assert_eq!(is_above_max(Fixed::from_raw(amount), balance)?, amount > most);
            }
        }
    }
}
