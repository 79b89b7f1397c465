//! The price to 18 decimals, as contracts ask for it.
//!
//! Source: `GyroECLPMath.sol`, lines 625–730; in the paper, proposition 12.

use super::GyroEclp;
use super::params::Ellipse;
use crate::fixed::{Error, Fixed, Signed, Term};
use crate::pools::pick;

impl GyroEclp {
    /// How far the ellipse's centre lies from either axis at these balances, up (`computeOffsetFromBalances`).
    ///
    /// # Errors
    /// Those of the invariant.
    pub fn offsets(&self, balances: &[Fixed]) -> Result<[Signed; 2], Error> {
        let r = self.swap_bounds(balances)?;
        let [x, y] = &self.sides;
        Ok([x.offset(&r).done()?, y.offset(&r).done()?])
    }

    /// The price of token 0 in token 1, within the pool's range: 18 decimals, every step towards zero (`computePrice`).
    /// A swap moves the balances, and not the offsets.
    ///
    /// # Errors
    /// [`Error::Overflow`], [`Error::ZeroDivision`], [`Error::TokenNotRegistered`] for fewer than two balances.
    ///
    /// ```
    /// use yb_core::fixed::Fixed;
    /// use yb_core::pools::{EclpParams, GyroEclp};
    ///
    /// let params = EclpParams {
    ///     alpha: "0.95".parse()?,
    ///     beta: "1.05".parse()?,
    ///     c: "0.707106781186547524".parse()?,
    ///     s: "0.707106781186547524".parse()?,
    ///     lambda: "100".parse()?,
    /// };
    /// let pool = GyroEclp::new(params, params.derive()?)?;
    /// let balances: [Fixed; 2] = ["1000".parse()?, "1000".parse()?];
    /// let price = pool.price_at_offsets(&balances, &pool.offsets(&balances)?)?;
    /// assert!(params.alpha <= price && price <= params.beta);
    /// // More of token 0 in the pool, and it is worth less.
    /// let heavy: [Fixed; 2] = ["1500".parse()?, "500".parse()?];
    /// assert!(pool.price_at_offsets(&heavy, &pool.offsets(&heavy)?)? < price);
    /// # Ok::<(), yb_core::fixed::Error>(())
    /// ```
    pub fn price_at_offsets(
        &self,
        balances: &[Fixed],
        offsets: &[Signed; 2],
    ) -> Result<Fixed, Error> {
        let Ellipse { c, s, lambda } = &self.ellipse;
        let [of_x, of_y] = offsets.map(Term::exact);
        let x = Term::of_fixed(pick(balances, 0)?).minus(&of_x);
        let y = Term::of_fixed(pick(balances, 1)?).minus(&of_y);
        let circle_x = x.times(c).minus(&y.times(s)).quotient(lambda);
        let circle_y = x.times(s).plus(&y.times(c)).quotient(&Term::ONE);
        let up = circle_y
            .mul_down(s)
            .plus(&circle_x.times(c).quotient(lambda));
        let down = circle_y
            .mul_down(c)
            .minus(&circle_x.times(s).quotient(lambda));
        Ok(self.within_range(up.div_down(&down).fixed()?))
    }

    /// The price at which liquidity is thickest, `s / c`, within the pool's range.
    ///
    /// # Errors
    /// [`Error::ZeroDivision`] where `c` is 0.
    pub fn peak_price(&self) -> Result<Fixed, Error> {
        let peak = self.ellipse.s.div_down(&self.ellipse.c).fixed()?;
        Ok(self.within_range(peak))
    }

    /// `clampPriceToPoolRange`; not `clamp`, which refuses a range upside down by a panic.
    fn within_range(&self, price: Fixed) -> Fixed {
        if price < self.params.alpha {
            self.params.alpha
        } else {
            price.min(self.params.beta)
        }
    }
}
