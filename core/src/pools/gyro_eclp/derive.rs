//! What follows from an ellipse, to 38 decimals: the work of the pool's maker, who hands the result to the contract.
//!
//! Paper: Gyroscope, "E-CLP Mathematics" (2024), sections 2.1 and A.1. With `n = p c - s`, `m = c + p s` and
//! `d = sqrt(c^2 + s^2)`, which is not quite 1, the point of the circle at the price `p` is
//! `tau(p) = d (lambda n, m) / sqrt(m^2 + lambda^2 n^2)`. The points are worked out to 76 decimals in whole numbers of
//! any size; what is made of them is cut at the 38th. So every digit is right, unless decimals 39 to 75 of a result are
//! all nines or all zeros.
//!
//! The makers of recorded pools agree to the last digit where numbers are positive. Below zero, three cut towards zero
//! as this does (0x2044…f3ef of mainnet, 0xf785…660a of Arbitrum, and the one of Sepolia); one, 0x2bb2…ef3a of mainnet,
//! rounded down, which is one more in the last digit. The contract takes either.

use super::params::{EclpDerived, EclpParams};
use crate::fixed::{Error, Fixed, Natural, Signed, U256};

/// The decimals of the points on the way.
const FINE: u32 = 76;
/// The decimals that the contract keeps.
const KEPT: u32 = 38;
/// The decimals of the parameters.
const GIVEN: u32 = 18;

impl EclpParams {
    /// The parameters that the pool's maker hands to the contract, each cut to 38 decimals towards zero.
    ///
    /// Nothing is checked: see [`checks`](Self::checks).
    ///
    /// # Errors
    /// [`Error::DivisionByZero`] where `c` and `s` are both 0; [`Error::Overflow`] for results that the contract has no
    /// room for.
    ///
    /// ```
    /// use yb_core::pools::EclpParams;
    ///
    /// let half = "0.707106781186547524".parse()?;
    /// let params = EclpParams {
    ///     alpha: "0.998502246630054917".parse()?,
    ///     beta: "1.0002000400080016".parse()?,
    ///     c: half,
    ///     s: half,
    ///     lambda: "4000".parse()?,
    /// };
    /// let derived = params.derive()?;
    /// assert_eq!(derived.u, "66001741173104803338721745994955553010".parse()?);
    /// # Ok::<(), yb_core::fixed::Error>(())
    /// ```
    pub fn derive(&self) -> Result<EclpDerived, Error> {
        let (c, s) = (natural(self.c), natural(self.s));
        let (cc, ss, sc) = (c.times(&c), s.times(&s), s.times(&c));
        let norm = cc.plus(&ss);
        let scale = norm.times(&Natural::power_of_ten(2 * FINE - 2 * GIVEN));
        let alpha = self.point(self.alpha, &scale)?;
        let beta = self.point(self.beta, &scale)?;
        let (beyond, sum_beyond) = (
            Natural::power_of_ten(FINE - KEPT),
            Natural::power_of_ten(FINE + 2 * GIVEN - KEPT),
        );
        let sum = |a, x, b, y| sum(a, x, b, y, &sum_beyond);
        let kept = |point: &[Signed; 2]| -> Result<[Signed; 2], Error> {
            let cut = |number: &Signed| cut(&magnitude(number)?, number.is_negative(), &beyond);
            Ok([cut(&point[0])?, cut(&point[1])?])
        };
        let ([alpha_x, alpha_y], [beta_x, beta_y]) = (alpha, beta);
        Ok(EclpDerived {
            tau_alpha: kept(&alpha)?,
            tau_beta: kept(&beta)?,
            u: sum(&sc, &beta_x, &sc, &alpha_x.negated())?,
            v: sum(&ss, &beta_y, &cc, &alpha_y)?,
            w: sum(&sc, &beta_y, &sc, &alpha_y.negated())?,
            z: sum(&cc, &beta_x, &ss, &alpha_x)?,
            // Exact: the squares have 36 decimals.
            d_sq: signed(&norm.times(&Natural::power_of_ten(KEPT - 2 * GIVEN)), false)?,
        })
    }

    /// The point of the circle at a price, to 76 decimals towards zero; `scale` is `d^2` with 152.
    fn point(&self, price: Fixed, scale: &Natural) -> Result<[Signed; 2], Error> {
        let (c, s, p) = (natural(self.c), natural(self.s), natural(price));
        let (lambda, one) = (natural(self.lambda), natural(Fixed::ONE));
        let (n, negative) = p.times(&c).apart(&s.times(&one));
        let m = c.times(&one).plus(&p.times(&s));
        // Both coordinates times 10^18, squared; then their sum.
        let x = square(&lambda.times(&n));
        let y = square(&one.times(&m));
        let whole = x.plus(&y);
        let coordinate = |part: &Natural, negative: bool| {
            let square = part.times(scale).divided_by(&whole);
            signed(&square.ok_or(Error::DivisionByZero)?.root(), negative)
        };
        Ok([coordinate(&x, negative)?, coordinate(&y, false)?])
    }
}

/// `a x + b y` of factors with 36 decimals and coordinates with 76, to 38 decimals towards zero: without those `beyond`.
fn sum(
    a: &Natural,
    x: &Signed,
    b: &Natural,
    y: &Signed,
    beyond: &Natural,
) -> Result<Signed, Error> {
    let (ax, by) = (a.times(&magnitude(x)?), b.times(&magnitude(y)?));
    let (total, negative) = match (x.is_negative(), y.is_negative()) {
        (false, false) => (ax.plus(&by), false),
        (true, true) => (ax.plus(&by), true),
        (false, true) => ax.apart(&by),
        (true, false) => by.apart(&ax),
    };
    cut(&total, negative, beyond)
}

/// A number without its last decimals, those below one in `beyond`.
fn cut(number: &Natural, negative: bool, beyond: &Natural) -> Result<Signed, Error> {
    let kept = number.divided_by(beyond);
    signed(&kept.ok_or(Error::DivisionByZero)?, negative)
}

fn square(number: &Natural) -> Natural {
    number.times(number)
}

fn natural(number: Fixed) -> Natural {
    Natural::new(number.raw())
}

fn magnitude(number: &Signed) -> Result<Natural, Error> {
    let magnitude = if number.is_negative() {
        number.negated()
    } else {
        *number
    };
    Ok(natural(magnitude.to_fixed()?))
}

fn signed(magnitude: &Natural, negative: bool) -> Result<Signed, Error> {
    let raw: U256 = magnitude.to_u256().ok_or(Error::Overflow)?;
    let number = Signed::from_fixed(Fixed::from_raw(raw))?;
    Ok(if negative { number.negated() } else { number })
}
