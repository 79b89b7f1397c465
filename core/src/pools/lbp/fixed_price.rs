//! A sale at one price: the token is bought for the reserve, and never sold back.
//!
//! Source: `FixedPriceLBPool.sol` at `52a94c0`, lines 122–157.

use super::{Sale, check_token_count};
use crate::fixed::{Error, Fixed};
use crate::pools::{Curve, Rounding, pick};

/// The curve of a sale at one price.
///
/// Its errors: [`Error::SwapsDisabled`] outside the sale, [`Error::SwapOfProjectTokenIn`] for the token itself, and
/// [`Error::DoesNotSupportUnbalancedLiquidity`]. How much of the token is left it does not ask; the Vault refuses to pay
/// what is not there, with [`Error::Overflow`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FixedPriceLbp {
    sale: Sale,
    price: Fixed,
}

impl FixedPriceLbp {
    /// A sale at a price in the reserve token.
    ///
    /// # Errors
    /// [`Error::TokenNotRegistered`] for an index above 1, [`Error::InvalidStartTime`] for an end before the start,
    /// [`Error::InvalidProjectTokenRate`] for a price of zero.
    ///
    /// ```
    /// use yb_core::fixed::Fixed;
    /// use yb_core::pools::{Curve, FixedPriceLbp, Sale};
    ///
    /// let sale = Sale { project_token: 1, start_time: 1_000, end_time: 2_000, current_timestamp: 1_250 };
    /// let pool = FixedPriceLbp::new(sale, "2".parse()?)?;
    /// let balances = [Fixed::ZERO, "100".parse()?];
    /// assert_eq!(pool.compute_out_given_exact_in(&balances, 0, 1, "10".parse()?)?.to_string(), "5");
    /// # Ok::<(), yb_core::fixed::Error>(())
    /// ```
    pub fn new(sale: Sale, price: Fixed) -> Result<Self, Error> {
        if price.is_zero() {
            return Err(Error::InvalidProjectTokenRate);
        }
        Ok(Self {
            sale: sale.checked()?,
            price,
        })
    }

    /// When it sells what.
    #[must_use]
    pub const fn sale(&self) -> &Sale {
        &self.sale
    }

    /// The price of one token in the reserve.
    #[must_use]
    pub const fn price(&self) -> Fixed {
        self.price
    }

    fn check(&self, balances: &[Fixed], token_in: usize, token_out: usize) -> Result<(), Error> {
        self.sale.check_open()?;
        if token_in == self.sale.project_token {
            return Err(Error::SwapOfProjectTokenIn);
        }
        pick(balances, token_out).map(drop)
    }
}

impl Curve for FixedPriceLbp {
    /// `project balance * price + reserve balance`.
    fn invariant(&self, balances: &[Fixed], rounding: Rounding) -> Result<Fixed, Error> {
        let project = pick(balances, self.sale.project_token)?;
        let value = match rounding {
            Rounding::Down => project.mul_down(self.price)?,
            Rounding::Up => project.mul_up(self.price)?,
        };
        value.plus(pick(balances, self.sale.reserve_token())?)
    }

    /// `amount / price`.
    fn compute_out_given_exact_in(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
        amount_in: Fixed,
    ) -> Result<Fixed, Error> {
        self.check(balances, token_in, token_out)?;
        amount_in.div_down(self.price)
    }

    /// `amount * price`.
    fn compute_in_given_exact_out(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
        amount_out: Fixed,
    ) -> Result<Fixed, Error> {
        self.check(balances, token_in, token_out)?;
        amount_out.mul_up(self.price)
    }

    fn compute_balance(&self, _: &[Fixed], _: usize, _: Fixed) -> Result<Fixed, Error> {
        Err(Error::DoesNotSupportUnbalancedLiquidity)
    }

    /// One over the price. The way back has none.
    fn spot_price(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
    ) -> Result<f64, Error> {
        pick(balances, token_in)?;
        pick(balances, token_out)?;
        if token_in == self.sale.project_token {
            return Err(Error::SwapOfProjectTokenIn);
        }
        Ok(1.0 / self.price.to_f64())
    }

    /// What all that is left costs.
    fn max_amount_in(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
    ) -> Result<Fixed, Error> {
        pick(balances, token_in)?;
        pick(balances, token_out)?.mul_down(self.price)
    }

    /// All that is left.
    fn max_amount_out(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
    ) -> Result<Fixed, Error> {
        pick(balances, token_in)?;
        pick(balances, token_out)
    }

    fn invariant_ratio_limits(&self) -> Result<(Fixed, Fixed), Error> {
        Err(Error::DoesNotSupportUnbalancedLiquidity)
    }

    /// 0 and 10 %.
    fn swap_fee_limits(&self) -> (Fixed, Fixed) {
        (Fixed::ZERO, Fixed::from_wei(100_000_000_000_000_000))
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

    /// The sale starts with no reserve, and may end with nothing left to sell.
    fn may_be_empty(&self) -> bool {
        true
    }
}
