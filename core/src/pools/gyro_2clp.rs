//! Gyroscope's 2-CLP: a constant product between two prices.
//!
//! With `x` and `y` the balances, the invariant `L` solves `L^2 = (x + L / sqrt(beta)) (y + L sqrt(alpha))`: the real
//! balances and two virtual ones trade as a constant product, whose price stays within `alpha` and `beta`.
//!
//! Source: `balancer/balancer-v3-monorepo` at `0a5890a`, `pkg/pool-gyro/contracts/lib/Gyro2CLPMath.sol`, whose lines are
//! named at each function, and `pkg/pool-gyro/contracts/Gyro2CLPPool.sol`.

use super::gyro_sqrt::sqrt;
use super::{Curve, Rounding, pick};
use crate::fixed::{Amount, Error, Fixed, Signed, Steps, U256};

/// The curve of a 2-CLP of two tokens. Prices are of token 0 in token 1.
///
/// The contract keeps squares of balances to 18 decimals, so its invariant is only as good as balances are large: in
/// pools of less than about 10^12 wei it is off by more than the least fee, and a trade and back may gain.
///
/// Its errors, beside those of the arithmetic: [`Error::AssetBoundsExceeded`] for a trade past the price range, and
/// [`Error::SqrtFailed`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gyro2Clp {
    sqrt_alpha: Fixed,
    sqrt_beta: Fixed,
}

impl Gyro2Clp {
    /// A pool between two prices, of which it takes the square roots (the constructor of `Gyro2CLPPool.sol`, lines
    /// 39–49).
    ///
    /// # Errors
    /// [`Error::SqrtParamsWrong`] unless the first is below the second.
    ///
    /// ```
    /// use yb_core::{fixed::Error, pools::Gyro2Clp};
    ///
    /// assert!(Gyro2Clp::new("0.9974".parse()?, "1.0025".parse()?).is_ok());
    /// assert_eq!(Gyro2Clp::new("1".parse()?, "1".parse()?), Err(Error::SqrtParamsWrong));
    /// # Ok::<(), Error>(())
    /// ```
    pub fn new(sqrt_alpha: Fixed, sqrt_beta: Fixed) -> Result<Self, Error> {
        if sqrt_alpha >= sqrt_beta {
            return Err(Error::SqrtParamsWrong);
        }
        Ok(Self {
            sqrt_alpha,
            sqrt_beta,
        })
    }

    /// The square root of the lowest price.
    #[must_use]
    pub const fn sqrt_alpha(&self) -> Fixed {
        self.sqrt_alpha
    }

    /// The square root of the highest price.
    #[must_use]
    pub const fn sqrt_beta(&self) -> Fixed {
        self.sqrt_beta
    }

    /// The square roots of the two prices.
    fn roots(&self) -> (Amount, Amount) {
        (Ok(self.sqrt_alpha), Ok(self.sqrt_beta))
    }

    /// `b^2 = x^2 alpha + 2 x y sqrt(alpha / beta) + y^2 / beta`, term by term for precision
    /// (`calculateQuadraticTerms`, lines 99–105).
    fn square_of_b(&self, x: &Amount, y: &Amount, to: Rounding) -> Amount {
        let (alpha, beta) = &self.roots();
        let of_x = to.mul(&to.mul(&to.mul(x, x), alpha), alpha);
        let product = to.mul(&to.mul(x, y), alpha);
        let mixed = to.div(&product.plus(&product), beta);
        let of_y = to.div(&to.mul(y, y), &to.opposite().mul(beta, beta));
        of_x.plus(&mixed.plus(&of_y))
    }

    /// Real and virtual balances together, of the token in and of the token out: the first up, the second down
    /// (`_getVirtualOffsets` in the pool).
    fn totals(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
    ) -> Result<(Amount, Amount), Error> {
        let (alpha, beta) = &self.roots();
        let invariant = self.invariant(balances, Rounding::Down);
        invariant.check()?;
        let (offset_in, offset_out) = match (token_in, token_out) {
            (0, 1) => (invariant.div_up(beta), invariant.mul_down(alpha)),
            (1, 0) => (invariant.mul_up(alpha), invariant.div_down(beta)),
            _ => return Err(Error::TokenNotRegistered),
        };
        Ok((
            pick(balances, token_in).plus(&offset_in),
            pick(balances, token_out).plus(&offset_out),
        ))
    }
}

impl Curve for Gyro2Clp {
    /// `(b + sqrt(b^2 + 4 a x y)) / 2a` with `a = 1 - sqrt(alpha / beta)` and `b = y / sqrt(beta) + x sqrt(alpha)`
    /// (`calculateInvariant`, lines 26–145).
    fn invariant(&self, balances: &[Fixed], rounding: Rounding) -> Result<Fixed, Error> {
        let (x, y) = &(pick(balances, 0), pick(balances, 1));
        x.and(*y)?;
        let (alpha, beta) = &self.roots();
        let (to, four) = (rounding, &Amount::whole(&U256::from(4)));
        let a = &Amount::ONE.minus(&to.div(alpha, beta));
        let b = to.div(y, beta).plus(&to.mul(x, alpha));
        let four_times = to.mul(x, y).times(four);
        for term in [a, &b, &four_times] {
            term.check()?;
        }
        let radicand = self.square_of_b(x, y, to).plus(&to.mul(&four_times, a));
        let root = sqrt(&Signed::from_fixed(radicand?)?)?.to_fixed();
        to.div(&b.plus(&root), &a.plus(a))
    }

    /// `Y a / (X + a)`, down at both steps (`calcOutGivenIn`, lines 165–199).
    fn compute_out_given_exact_in(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
        amount_in: Fixed,
    ) -> Result<Fixed, Error> {
        let (total_in, total_out) = self.totals(balances, token_in, token_out)?;
        let amount_in = Ok(amount_in);
        let product = total_out.mul_down(&amount_in);
        let amount_out = product.div_down(&total_in.plus(&amount_in));
        within(balances, token_out, amount_out?)
    }

    /// `X a / (Y - a)`, up at both steps (`calcInGivenOut`, lines 205–237).
    fn compute_in_given_exact_out(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
        amount_out: Fixed,
    ) -> Result<Fixed, Error> {
        let (total_in, total_out) = self.totals(balances, token_in, token_out)?;
        total_in.check()?;
        total_out.check()?;
        let amount_out = within(balances, token_out, amount_out);
        amount_out.check()?;
        let product = total_in.mul_up(&amount_out);
        product.div_up(&total_out.minus(&amount_out))
    }

    /// `L^2 / (the other's total) - its own offset`, with `L` and the quotient up, the offsets down
    /// (`Gyro2CLPPool.computeBalance`, lines 60–113).
    fn compute_balance(
        &self,
        balances: &[Fixed],
        token: usize,
        invariant_ratio: Fixed,
    ) -> Result<Fixed, Error> {
        let (alpha, beta) = &self.roots();
        let invariant = self
            .invariant(balances, Rounding::Up)
            .mul_up(&Ok(invariant_ratio));
        let offsets = [invariant.div_down(beta), invariant.mul_down(alpha)];
        for offset in &offsets {
            offset.check()?;
        }
        let (own, other, other_token) = match (token, &offsets) {
            (0, [of_x, of_y]) => (of_x, of_y, 1),
            (1, [of_x, of_y]) => (of_y, of_x, 0),
            _ => return Err(Error::TokenNotRegistered),
        };
        let others = other.plus(&pick(balances, other_token));
        let total = invariant.times(&invariant).quotient_up(&others);
        total.minus(own)
    }

    /// The quotient of the totals (`calcSpotPriceAinB`, lines 259–266).
    fn spot_price(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
    ) -> Result<f64, Error> {
        let (total_in, total_out) = self.totals(balances, token_in, token_out)?;
        Ok(total_out?.to_f64() / total_in?.to_f64())
    }

    /// None: 0 and 2^256 - 1.
    fn invariant_ratio_limits(&self) -> Result<(Fixed, Fixed), Error> {
        Ok((Fixed::ZERO, Fixed::from_raw(U256::MAX)))
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

impl Rounding {
    fn mul(self, a: &Amount, b: &Amount) -> Amount {
        match self {
            Self::Down => a.mul_down(b),
            Self::Up => a.mul_up(b),
        }
    }

    fn div(self, a: &Amount, b: &Amount) -> Amount {
        match self {
            Self::Down => a.div_down(b),
            Self::Up => a.div_up(b),
        }
    }

    const fn opposite(self) -> Self {
        match self {
            Self::Down => Self::Up,
            Self::Up => Self::Down,
        }
    }
}

fn within(balances: &[Fixed], token_out: usize, amount: Fixed) -> Result<Fixed, Error> {
    if amount > pick(balances, token_out)? {
        Err(Error::AssetBoundsExceeded)
    } else {
        Ok(amount)
    }
}
