//! The parameters of an ellipse, and what follows from them at 38 decimals.

use crate::fixed::{Error, Fixed, Signed};

const MAX_STRETCH_FACTOR: Signed = Signed::new(10i128.pow(26));
const ROTATION_ACCURACY: Signed = Signed::new(1_000);
const EXTRA_ACCURACY: Signed = Signed::new(10i128.pow(23));

/// The ellipse: 18 decimals each.
///
/// Prices are of token 0 in token 1. `c` and `s` are cosine and sine of the ellipse's rotation, and their quotient is
/// the price at which liquidity peaks; `lambda` stretches it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EclpParams {
    /// The lowest price.
    pub alpha: Fixed,
    /// The highest price.
    pub beta: Fixed,
    /// The cosine of the rotation.
    pub c: Fixed,
    /// The sine of the rotation.
    pub s: Fixed,
    /// The stretching, 1 to 10^8.
    pub lambda: Fixed,
}

/// What the pool's maker computed from [`EclpParams`] and the pool stores: 38 decimals each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EclpDerived {
    /// The point of the circle at the lowest price, x and y.
    pub tau_alpha: [Signed; 2],
    /// The point of the circle at the highest price, x and y.
    pub tau_beta: [Signed; 2],
    /// `s c (tau_beta_x - tau_alpha_x)`.
    pub u: Signed,
    /// `s^2 tau_beta_y + c^2 tau_alpha_y`.
    pub v: Signed,
    /// `s c (tau_beta_y - tau_alpha_y)`.
    pub w: Signed,
    /// `c^2 tau_beta_x + s^2 tau_alpha_x`.
    pub z: Signed,
    /// `c^2 + s^2`, which is 1 but for the rounding of `c` and `s`.
    pub d_sq: Signed,
}

/// [`EclpParams`] with signs, as the formulas take them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ellipse {
    pub(super) c: Signed,
    pub(super) s: Signed,
    pub(super) lambda: Signed,
}

impl Ellipse {
    /// `validateParams`, lines 80–95.
    pub(super) fn new(params: &EclpParams) -> Result<Self, Error> {
        let c = Signed::from_fixed(params.c)?;
        let s = Signed::from_fixed(params.s)?;
        let lambda = Signed::from_fixed(params.lambda)?;
        if s > Signed::ONE {
            return Err(Error::RotationVectorSWrong);
        }
        if c > Signed::ONE {
            return Err(Error::RotationVectorCWrong);
        }
        let norm = s.mul_down(s)?.plus(c.mul_down(c)?)?;
        if !is_near(norm, Signed::ONE, ROTATION_ACCURACY)? {
            return Err(Error::RotationVectorNotNormalized);
        }
        if lambda < Signed::ONE || lambda > MAX_STRETCH_FACTOR {
            return Err(Error::StretchingFactorWrong);
        }
        Ok(Self { c, s, lambda })
    }
}

impl EclpDerived {
    /// `validateDerivedParamsLimits`, lines 103–142; the last of them, on the denominator, is with the invariant.
    pub(super) fn check(&self) -> Result<(), Error> {
        let [alpha_x, alpha_y] = self.tau_alpha;
        let [beta_x, beta_y] = self.tau_beta;
        let is_unit = |x: &Signed, y: &Signed| {
            let norm = x.mul_xp(*x)?.plus(y.mul_xp(*y)?)?;
            is_near(norm, Signed::ONE_XP, EXTRA_ACCURACY)
        };
        let rules = [
            (alpha_y.is_positive(), Error::DerivedTauAlphaYWrong),
            (beta_y.is_positive(), Error::DerivedTauBetaYWrong),
            (beta_x > alpha_x, Error::DerivedTauXWrong),
            (
                is_unit(&alpha_x, &alpha_y)?,
                Error::DerivedTauAlphaNotNormalized,
            ),
            (
                is_unit(&beta_x, &beta_y)?,
                Error::DerivedTauBetaNotNormalized,
            ),
            (self.u <= Signed::ONE_XP, Error::DerivedUWrong),
            (self.v <= Signed::ONE_XP, Error::DerivedVWrong),
            (self.w <= Signed::ONE_XP, Error::DerivedWWrong),
            (self.z <= Signed::ONE_XP, Error::DerivedZWrong),
            (
                is_near(self.d_sq, Signed::ONE_XP, EXTRA_ACCURACY)?,
                Error::DerivedDsqWrong,
            ),
        ];
        match rules.into_iter().find(|(holds, _)| !holds) {
            Some((_, error)) => Err(error),
            None => Ok(()),
        }
    }
}

fn is_near(number: Signed, target: Signed, accuracy: Signed) -> Result<bool, Error> {
    Ok(target.minus(accuracy)? <= number && number <= target.plus(accuracy)?)
}
