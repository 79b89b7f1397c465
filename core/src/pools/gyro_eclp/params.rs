//! The parameters of an ellipse, and what follows from them at 38 decimals.

use super::invariant::one_over_denominator;
use crate::fixed::{Error, Fixed, Signed, Term};

const MAX_STRETCH_FACTOR: Signed = Signed::new(10i128.pow(26));
const ROTATION_ACCURACY: Signed = Signed::new(1_000);
const EXTRA_ACCURACY: Signed = Signed::new(10i128.pow(23));
/// The least above 0.
const WEI: Signed = Signed::new(1);

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
    pub(super) c: Term,
    pub(super) s: Term,
    pub(super) lambda: Term,
}

/// One of the limits that the contract sets an ellipse, and what is held against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EclpCheck {
    /// The error under which the contract refuses a pool beyond the limit.
    pub error: Error,
    /// What is checked; `None` where the other parameters are so far off that it cannot be worked out.
    pub value: Option<Signed>,
    /// The least that passes, if there is such a limit.
    pub least: Option<Signed>,
    /// The most that passes, if there is such a limit.
    pub most: Option<Signed>,
    /// The decimals of these numbers.
    pub decimals: u32,
}

impl EclpCheck {
    const fn new(
        error: Error,
        value: Signed,
        least: Option<Signed>,
        most: Option<Signed>,
        decimals: u32,
    ) -> Self {
        Self {
            error,
            value: Some(value),
            least,
            most,
            decimals,
        }
    }

    /// Whether the contract takes it.
    #[must_use]
    pub fn passes(&self) -> bool {
        self.value.is_some_and(|value| {
            self.least.is_none_or(|least| value >= least)
                && self.most.is_none_or(|most| value <= most)
        })
    }

    /// How far the value lies beyond the limit; 0 if it passes, `None` where there is no value.
    #[must_use]
    pub fn excess(&self) -> Option<Signed> {
        let value = self.value?;
        match (self.least, self.most) {
            (Some(least), _) if value < least => least.minus(value).ok(),
            (_, Some(most)) if value > most => value.minus(most).ok(),
            _ => Some(Signed::ZERO),
        }
    }

    /// Within an accuracy of 1.
    fn is_one(
        error: Error,
        value: Signed,
        one: Signed,
        accuracy: Signed,
        decimals: u32,
    ) -> Result<Self, Error> {
        let (least, most) = (one.minus(accuracy)?, one.plus(accuracy)?);
        Ok(Self::new(error, value, Some(least), Some(most), decimals))
    }

    fn pass(checks: &[Self]) -> Result<(), Error> {
        match checks.iter().find(|check| !check.passes()) {
            Some(check) => Err(check.error),
            None => Ok(()),
        }
    }
}

impl EclpParams {
    /// Every check of the contract, in its order, whether it passes or not (`validateParams`, lines 80–95,
    /// `validateDerivedParamsLimits`, lines 103–142).
    ///
    /// A pool of these parameters can be made if all pass. The contract does not check that the derived ones follow
    /// from the others; nor does this.
    ///
    /// # Errors
    /// [`Error::Overflow`] for numbers so large that the contract itself could not check them.
    ///
    /// ```
    /// use yb_core::fixed::Error;
    /// use yb_core::pools::{EclpParams};
    ///
    /// let params = EclpParams {
    ///     alpha: "0.95".parse()?,
    ///     beta: "1.05".parse()?,
    ///     c: "0.707106781186547524".parse()?,
    ///     s: "0.707106781186547524".parse()?,
    ///     lambda: "100".parse()?,
    /// };
    /// assert!(params.checks(&params.derive()?)?.iter().all(|check| check.passes()));
    /// // A rotation of another length than 1: the check says by how much.
    /// let longer = EclpParams { c: "0.8".parse()?, ..params };
    /// let checks = longer.checks(&params.derive()?)?;
    /// let failed: Vec<_> = checks.iter().filter(|check| !check.passes()).map(|check| check.error).collect();
    /// assert_eq!(failed, [Error::RotationVectorNotNormalized]);
    /// # Ok::<(), Error>(())
    /// ```
    pub fn checks(&self, derived: &EclpDerived) -> Result<Vec<EclpCheck>, Error> {
        let ellipse = Ellipse::unchecked(self)?;
        let mut checks = ellipse.rotation()?.to_vec();
        checks.extend(ellipse.shape()?);
        checks.extend(derived.all()?);
        let inverse = one_over_denominator(&ellipse, derived).done().ok();
        checks.push(denominator(inverse)?);
        Ok(checks)
    }
}

impl Ellipse {
    /// `validateParams`, lines 80–95.
    pub(super) fn new(params: &EclpParams) -> Result<Self, Error> {
        let ellipse = Self::unchecked(params)?;
        EclpCheck::pass(&ellipse.rotation()?)?;
        EclpCheck::pass(&ellipse.shape()?)?;
        Ok(ellipse)
    }

    fn unchecked(params: &EclpParams) -> Result<Self, Error> {
        Ok(Self {
            c: Term::exact(Signed::from_fixed(params.c)?),
            s: Term::exact(Signed::from_fixed(params.s)?),
            lambda: Term::exact(Signed::from_fixed(params.lambda)?),
        })
    }

    fn rotation(&self) -> Result<[EclpCheck; 2], Error> {
        let (s, c) = (self.s.done()?, self.c.done()?);
        let (least, most) = (Some(Signed::ZERO), Some(Signed::ONE));
        Ok([
            EclpCheck::new(Error::RotationVectorSWrong, s, least, most, 18),
            EclpCheck::new(Error::RotationVectorCWrong, c, least, most, 18),
        ])
    }

    fn shape(&self) -> Result<[EclpCheck; 2], Error> {
        let (one, stretch) = (Signed::ONE, MAX_STRETCH_FACTOR);
        let norm = self.s.mul_down(&self.s).plus(&self.c.mul_down(&self.c));
        let (norm, lambda) = (norm.done()?, self.lambda.done()?);
        let error = Error::RotationVectorNotNormalized;
        let stretched = Error::StretchingFactorWrong;
        Ok([
            EclpCheck::is_one(error, norm, one, ROTATION_ACCURACY, 18)?,
            EclpCheck::new(stretched, lambda, Some(one), Some(stretch), 18),
        ])
    }
}

impl EclpDerived {
    /// `u`, `v`, `w`, `z` and `d_sq` for the formulas.
    pub(super) fn terms(&self) -> [Term; 5] {
        [self.u, self.v, self.w, self.z, self.d_sq].map(Term::exact)
    }

    /// `validateDerivedParamsLimits`, lines 103–142; the last of them, on the denominator, is with the invariant.
    pub(super) fn check(&self) -> Result<(), Error> {
        EclpCheck::pass(&self.all()?)
    }

    fn all(&self) -> Result<[EclpCheck; 10], Error> {
        let [alpha_x, alpha_y] = self.tau_alpha;
        let [beta_x, beta_y] = self.tau_beta;
        let (one, accuracy) = (Signed::ONE_XP, EXTRA_ACCURACY);
        let above_zero = |error, value: &Signed| EclpCheck::new(error, *value, Some(WEI), None, 38);
        let up_to_one = |error, value: &Signed| EclpCheck::new(error, *value, None, Some(one), 38);
        let is_one = |error, value: &Signed| EclpCheck::is_one(error, *value, one, accuracy, 38);
        let norm = |x: Signed, y: Signed| {
            let (x, y) = (Term::exact(x), Term::exact(y));
            x.mul_xp(&x).plus(&y.mul_xp(&y)).done()
        };
        Ok([
            above_zero(Error::DerivedTauAlphaYWrong, &alpha_y),
            above_zero(Error::DerivedTauBetaYWrong, &beta_y),
            above_zero(Error::DerivedTauXWrong, &beta_x.minus(alpha_x)?),
            is_one(
                Error::DerivedTauAlphaNotNormalized,
                &norm(alpha_x, alpha_y)?,
            )?,
            is_one(Error::DerivedTauBetaNotNormalized, &norm(beta_x, beta_y)?)?,
            up_to_one(Error::DerivedUWrong, &self.u),
            up_to_one(Error::DerivedVWrong, &self.v),
            up_to_one(Error::DerivedWWrong, &self.w),
            up_to_one(Error::DerivedZWrong, &self.z),
            is_one(Error::DerivedDsqWrong, &self.d_sq)?,
        ])
    }
}

/// The check of `1 / (A chi · A chi - 1)`: at most 10^5, which at 38 decimals does not fit a literal.
pub(super) fn denominator(inverse: Option<Signed>) -> Result<EclpCheck, Error> {
    let most = Signed::ONE_XP.times(Signed::new(100_000))?;
    Ok(EclpCheck {
        error: Error::InvariantDenominatorWrong,
        value: inverse,
        least: None,
        most: Some(most),
        decimals: 38,
    })
}
