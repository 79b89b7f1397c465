//! Gyroscope's E-CLP: liquidity on the arc of an ellipse between two prices.
//!
//! Source: `balancer/balancer-v3-monorepo` at `0a5890a`, `pkg/pool-gyro/contracts/lib/GyroECLPMath.sol` and
//! `pkg/pool-gyro/contracts/GyroECLPPool.sol`; lines are named at each function. Paper: Gyroscope, "E-CLP Mathematics"
//! (2024).
//!
//! The contract works out every term again for each trade. Here all that depends on the parameters alone is worked out
//! once, when the pool is made, in the same order and with the same rounding.

mod derive;
mod invariant;
mod params;
mod prepared;
mod price;
mod rotation;
mod side;

use super::{Curve, Rounding, pick};
use crate::fixed::{Error, Fixed, Term};
use invariant::{InvariantTerms, check_balance, check_invariant};
use params::Ellipse;
pub use params::{EclpCheck, EclpDerived, EclpParams};
use side::{Bounds, Side};

/// The curve of an E-CLP of two tokens.
///
/// Its errors, beside those of the arithmetic: [`Error::AssetBoundsExceeded`] for a trade past the price range,
/// [`Error::MaxAssetsExceeded`] and [`Error::MaxInvariantExceeded`] for a pool too large, and [`Error::SqrtFailed`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GyroEclp {
    params: EclpParams,
    derived: EclpDerived,
    ellipse: Ellipse,
    terms: InvariantTerms,
    sides: [Side; 2],
}

impl GyroEclp {
    /// A pool with these parameters (the constructor of `GyroECLPPool.sol`, lines 61–69), of which the second are not checked to follow from the first: the contract does
    /// not either.
    ///
    /// # Errors
    /// Those that begin with `RotationVector`, `Stretching`, `Derived` and `InvariantDenominator`, under the names of
    /// the contract's own checks; [`Error::Overflow`].
    ///
    /// ```
    /// use yb_core::pools::{EclpParams, GyroEclp};
    ///
    /// let half = "0.707106781186547524".parse()?;
    /// let params = EclpParams {
    ///     alpha: "0.9985".parse()?,
    ///     beta: "1.0002".parse()?,
    ///     c: half,
    ///     s: half,
    ///     lambda: "4000".parse()?,
    /// };
    /// let pool = GyroEclp::new(params, params.derive()?)?;
    /// assert_eq!(pool.peak_price()?.to_string(), "1");
    /// # Ok::<(), yb_core::fixed::Error>(())
    /// ```
    pub fn new(params: EclpParams, derived: EclpDerived) -> Result<Self, Error> {
        let ellipse = Ellipse::new(&params)?;
        derived.check()?;
        let terms = InvariantTerms::new(&ellipse, &derived)?;
        let sides = Side::both(&ellipse, &derived)?;
        Ok(Self {
            params,
            derived,
            ellipse,
            terms,
            sides,
        })
    }

    /// The ellipse.
    #[must_use]
    pub const fn params(&self) -> &EclpParams {
        &self.params
    }

    /// What was derived from it.
    #[must_use]
    pub const fn derived(&self) -> &EclpDerived {
        &self.derived
    }

    fn invariant_with_error(&self, balances: &[Fixed]) -> Result<(Term, Term), Error> {
        let x = Term::of_fixed(pick(balances, 0)?);
        let y = Term::of_fixed(pick(balances, 1)?);
        self.terms.invariant(&self.ellipse, &x, &y)
    }

    /// The bounds between which a swap takes the invariant: the wider one counts against the trader.
    fn swap_bounds(&self, balances: &[Fixed]) -> Result<Bounds, Error> {
        let (below, error) = self.invariant_with_error(balances)?;
        Ok(Bounds {
            above: below.plus(&error.doubled()),
            below,
        })
    }

    /// The other token's balance where that of `token` is `balance`, up.
    fn other_balance(&self, token: usize, balance: &Term, r: &Bounds) -> Result<Fixed, Error> {
        let (side, other) = self.pair(token)?;
        side.other_balance(balance, &side.at(r), &other.offset(r))
            .fixed()
    }

    fn check_bounds(&self, token: usize, balance: &Term, r: &Bounds) -> Result<(), Error> {
        check_balance(balance, &self.pair(token)?.0.most(r))
    }

    /// The side of a token and that of the other.
    fn pair(&self, token: usize) -> Result<(&Side, &Side), Error> {
        let [x, y] = &self.sides;
        match token {
            0 => Ok((x, y)),
            1 => Ok((y, x)),
            _ => Err(Error::TokenNotRegistered),
        }
    }
}

impl Curve for GyroEclp {
    /// `r`, its error taken off or added (`computeInvariant`, lines 93–110).
    fn invariant(&self, balances: &[Fixed], rounding: Rounding) -> Result<Fixed, Error> {
        let (invariant, error) = self.invariant_with_error(balances)?;
        match rounding {
            Rounding::Down => invariant.minus(&error).fixed(),
            Rounding::Up => invariant.plus(&error).fixed(),
        }
    }

    /// `calcOutGivenIn`, lines 771–804.
    fn compute_out_given_exact_in(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
        amount_in: Fixed,
    ) -> Result<Fixed, Error> {
        let r = self.swap_bounds(balances)?;
        let balance_in = Term::of_fixed(pick(balances, token_in)?.plus(amount_in)?);
        self.check_bounds(token_in, &balance_in, &r)?;
        let balance_out = self.other_balance(token_in, &balance_in, &r)?;
        pick(balances, token_out)?.minus(balance_out)
    }

    /// `calcInGivenOut`, lines 819–853.
    fn compute_in_given_exact_out(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
        amount_out: Fixed,
    ) -> Result<Fixed, Error> {
        let r = self.swap_bounds(balances)?;
        if amount_out > pick(balances, token_out)? {
            return Err(Error::AssetBoundsExceeded);
        }
        let balance_out = Term::of_fixed(pick(balances, token_out)?.minus(amount_out)?);
        let balance_in = self.other_balance(token_out, &balance_out, &r)?;
        self.check_bounds(token_in, &Term::of_fixed(balance_in), &r)?;
        balance_in.minus(pick(balances, token_in)?)
    }

    /// `computeBalance`, lines 113–160.
    fn compute_balance(
        &self,
        balances: &[Fixed],
        token: usize,
        invariant_ratio: Fixed,
    ) -> Result<Fixed, Error> {
        let (invariant, error) = self.invariant_with_error(balances)?;
        let scaled = |bound: &Term| -> Result<Term, Error> {
            Ok(Term::of_fixed(bound.fixed()?.mul_up(invariant_ratio)?))
        };
        let above = scaled(&invariant.plus(&error))?;
        let below = scaled(&invariant.minus(&error))?;
        check_invariant(&above)?;
        let other = 1usize.checked_sub(token).ok_or(Error::TokenNotRegistered)?;
        let balance = Term::of_fixed(pick(balances, other)?);
        self.other_balance(other, &balance, &Bounds { above, below })
    }

    /// The slope of the ellipse at the balances (`computePrice`, lines 636–682): proposition 12 of the paper.
    fn spot_price(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
    ) -> Result<f64, Error> {
        let r = self.swap_bounds(balances)?;
        let [side_x, side_y] = &self.sides;
        let x = Term::of_fixed(pick(balances, 0)?).minus(&side_x.offset(&r));
        let y = Term::of_fixed(pick(balances, 1)?).minus(&side_y.offset(&r));
        let Ellipse { c, s, lambda } = &self.ellipse;
        let float = |term: &Term| Ok::<f64, Error>(term.done()?.to_f64() / 1e18);
        // Exact differences: the offsets are far larger than what they leave.
        let lambda = float(lambda)?;
        let circle_x = float(&x.times(c).minus(&y.times(s)))? / lambda;
        let circle_y = float(&x.times(s).plus(&y.times(c)))?;
        let (c, s) = (float(c)?, float(s)?);
        let price = (circle_y * s + circle_x * c / lambda) / (circle_y * c - circle_x * s / lambda);
        match (token_in, token_out) {
            (0, 1) => Ok(price),
            (1, 0) => Ok(1.0 / price),
            _ => Err(Error::TokenNotRegistered),
        }
    }

    /// 60 % and 500 %.
    fn invariant_ratio_limits(&self) -> Result<(Fixed, Fixed), Error> {
        Ok((
            Fixed::from_wei(600_000_000_000_000_000),
            Fixed::from_wei(5_000_000_000_000_000_000),
        ))
    }

    /// 0.0001 % and 100 %.
    fn swap_fee_limits(&self) -> (Fixed, Fixed) {
        (Fixed::from_wei(1_000_000_000_000), Fixed::ONE)
    }

    fn check_token_count(&self, count: usize) -> Result<(), Error> {
        match count {
            0 | 1 => Err(Error::MinTokens),
            2 => Ok(()),
            _ => Err(Error::MaxTokens),
        }
    }

    /// At either end of its range the pool holds one token only.
    fn may_be_empty(&self) -> bool {
        true
    }
}
