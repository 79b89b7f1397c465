//! A sale at a falling weight: a weighted pool whose weights move in a straight line from start to end.
//!
//! Source: `LBPool.sol`, `onSwap`, at `577b86c`, `1889fb7` and `cdb5d86` (there lines 238–269), and
//! `pkg/pool-weighted/contracts/lib/GradualValueChange.sol`.

use super::{Sale, check_token_count};
use crate::fixed::{Amount, Error, Fixed, Steps};
use crate::pools::{Curve, Rounding, Weighted, pick};

/// How the weights move, and what the pool allows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GradualWeight {
    /// The weight of the token on sale at the start.
    pub start: Fixed,
    /// Its weight at the end.
    pub end: Fixed,
    /// Whether nobody may sell the token back.
    pub blocks_selling_back: bool,
    /// What the reserve counts for beside what is really there: 0, but in a sale that starts without reserves.
    pub reserve_virtual_balance: Fixed,
}

/// The curve of a sale at a falling weight.
///
/// Its errors, beside those of [`Weighted`]: [`Error::SwapsDisabled`] outside the sale,
/// [`Error::SwapOfProjectTokenIn`] where the token cannot be sold back,
/// [`Error::InsufficientRealReserveBalance`] where a seedless pool computes more, in or out, than is really there of the
/// reserve that it pays, and [`Error::DoesNotSupportUnbalancedLiquidity`]. An amount out beyond what is really there the
/// Vault refuses, with [`Error::Overflow`].
///
/// That last is the third version's. The first and second (`577b86c`, `1889fb7`) take joins and exits out of proportion
/// as weighted pools do, outside the sale; a pool's state does not say its version, so they are refused for all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GradualLbp {
    sale: Sale,
    weight: GradualWeight,
    now: Weighted,
}

impl GradualLbp {
    /// A sale of one token of a pool of two.
    ///
    /// # Errors
    /// [`Error::TokenNotRegistered`] for an index above 1, [`Error::InvalidStartTime`] for an end before the start,
    /// [`Error::MinWeight`] for a weight below 1 %, [`Error::Overflow`] for one above 1.
    ///
    /// ```
    /// use yb_core::fixed::Fixed;
    /// use yb_core::pools::{GradualLbp, GradualWeight, Sale};
    ///
    /// let sale = Sale { project_token: 0, start_time: 1_000, end_time: 2_000, current_timestamp: 1_250 };
    /// let weight = GradualWeight {
    ///     start: "0.9".parse()?,
    ///     end: "0.1".parse()?,
    ///     blocks_selling_back: true,
    ///     reserve_virtual_balance: Fixed::ZERO,
    /// };
    /// assert_eq!(GradualLbp::new(sale, weight)?.weights()[0].to_string(), "0.7");
    /// # Ok::<(), yb_core::fixed::Error>(())
    /// ```
    pub fn new(sale: Sale, weight: GradualWeight) -> Result<Self, Error> {
        let sale = sale.checked()?;
        for project in [weight.start, weight.end] {
            Weighted::new(vec![project, Fixed::ONE.minus(project)?])?;
        }
        let project = weight_now(&sale, &weight)?;
        let reserve = Fixed::ONE.minus(project)?;
        let weights = if sale.project_token == 0 {
            vec![project, reserve]
        } else {
            vec![reserve, project]
        };
        Ok(Self {
            sale,
            weight,
            now: Weighted::new(weights)?,
        })
    }

    /// When it sells what.
    #[must_use]
    pub const fn sale(&self) -> &Sale {
        &self.sale
    }

    /// How the weights move, and what the pool allows.
    #[must_use]
    pub const fn weight(&self) -> &GradualWeight {
        &self.weight
    }

    /// The weights now, in the order of the tokens.
    #[must_use]
    pub fn weights(&self) -> &[Fixed] {
        self.now.weights()
    }

    fn check(&self, token_in: usize) -> Result<(), Error> {
        self.sale.check_open()?;
        if self.weight.blocks_selling_back && token_in == self.sale.project_token {
            return Err(Error::SwapOfProjectTokenIn);
        }
        Ok(())
    }

    /// The balances with the virtual one.
    fn seen(&self, balances: &[Fixed]) -> Result<[Fixed; 2], Error> {
        let mut seen = [pick(balances, 0)?, pick(balances, 1)?];
        let reserve = &mut seen[self.sale.reserve_token()];
        *reserve = reserve.plus(self.weight.reserve_virtual_balance)?;
        Ok(seen)
    }

    /// Holds what a swap for the reserve computes against what is really there of it: the amount out where that in is
    /// given, and the amount *in* where that out is given.
    fn check_reserve(
        &self,
        balances: &[Fixed],
        token_out: usize,
        calculated: Fixed,
    ) -> Result<(), Error> {
        let counts = self.is_seedless() && token_out == self.sale.reserve_token();
        if counts && calculated > pick(balances, token_out)? {
            return Err(Error::InsufficientRealReserveBalance);
        }
        Ok(())
    }

    fn is_seedless(&self) -> bool {
        !self.weight.reserve_virtual_balance.is_zero()
    }
}

/// `start + (end - start) * progress`, the change rounded down (`interpolateValue`).
fn weight_now(sale: &Sale, weight: &GradualWeight) -> Amount {
    let (start, end) = (weight.start, weight.end);
    if sale.current_timestamp >= sale.end_time {
        return Ok(end);
    }
    if sale.current_timestamp <= sale.start_time {
        return Ok(start);
    }
    let since_start = |time: u64| Ok(Fixed::from_wei(time.saturating_sub(sale.start_time)));
    let progress = since_start(sale.current_timestamp).div_down(&since_start(sale.end_time));
    let (start, end) = (Ok(start), Ok(end));
    if start.exceeds(&end) {
        start.minus(&progress.mul_down(&start.minus(&end)))
    } else {
        start.plus(&progress.mul_down(&end.minus(&start)))
    }
}

impl Curve for GradualLbp {
    fn invariant(&self, balances: &[Fixed], rounding: Rounding) -> Result<Fixed, Error> {
        self.now.invariant(&self.seen(balances)?, rounding)
    }

    fn compute_out_given_exact_in(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
        amount_in: Fixed,
    ) -> Result<Fixed, Error> {
        self.check(token_in)?;
        let seen = self.seen(balances)?;
        let amount_out = self
            .now
            .compute_out_given_exact_in(&seen, token_in, token_out, amount_in)?;
        self.check_reserve(balances, token_out, amount_out)?;
        Ok(amount_out)
    }

    fn compute_in_given_exact_out(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
        amount_out: Fixed,
    ) -> Result<Fixed, Error> {
        self.check(token_in)?;
        let seen = self.seen(balances)?;
        let amount_in = self
            .now
            .compute_in_given_exact_out(&seen, token_in, token_out, amount_out)?;
        self.check_reserve(balances, token_out, amount_in)?;
        Ok(amount_in)
    }

    fn compute_balance(&self, _: &[Fixed], _: usize, _: Fixed) -> Result<Fixed, Error> {
        Err(Error::DoesNotSupportUnbalancedLiquidity)
    }

    fn spot_price(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
    ) -> Result<f64, Error> {
        self.now
            .spot_price(&self.seen(balances)?, token_in, token_out)
    }

    /// 30 % of the balance with the virtual one.
    fn max_amount_in(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
    ) -> Result<Fixed, Error> {
        self.now
            .max_amount_in(&self.seen(balances)?, token_in, token_out)
    }

    /// The same, and no more than is really there.
    fn max_amount_out(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
    ) -> Result<Fixed, Error> {
        let seen = self.seen(balances)?;
        let share = self.now.max_amount_out(&seen, token_in, token_out)?;
        Ok(share.min(pick(balances, token_out)?))
    }

    fn invariant_ratio_limits(&self) -> Result<(Fixed, Fixed), Error> {
        Err(Error::DoesNotSupportUnbalancedLiquidity)
    }

    fn swap_fee_limits(&self) -> (Fixed, Fixed) {
        self.now.swap_fee_limits()
    }

    fn check_token_count(&self, count: usize) -> Result<(), Error> {
        check_token_count(count)
    }

    fn check_join(&self) -> Result<(), Error> {
        self.sale.check_join()
    }

    fn check_exit(&self) -> Result<(), Error> {
        self.sale.check_exit()
    }

    /// A sale without a seed starts with no reserve.
    fn may_be_empty(&self) -> bool {
        self.is_seedless()
    }
}
