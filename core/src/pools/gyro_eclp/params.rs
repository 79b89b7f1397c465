//! The parameters of an ellipse, and what follows from them at 38 decimals.

use super::invariant::one_over_denominator;
use crate::fixed::{Error, Fixed, Signed, Term};

/// What the contract holds a parameter against: 18 decimals for the ellipse, 38 for what is derived from it.
struct Limits {
    least: Option<Signed>,
    most: Option<Signed>,
    decimals: u32,
}

const SHARE: Limits = Limits::new(Some(0), Some(10i128.pow(18)), 18);
const NORM: Limits = Limits::about(10i128.pow(18), 1_000, 18);
const STRETCH: Limits = Limits::new(Some(10i128.pow(18)), Some(10i128.pow(26)), 18);
const ABOVE_ZERO: Limits = Limits::new(Some(1), None, 38);
const UP_TO_ONE: Limits = Limits::new(None, Some(10i128.pow(38)), 38);
const NORM_XP: Limits = Limits::about(10i128.pow(38), 10i128.pow(23), 38);

/// What becomes of a check: it is listed, or it ends the list if it fails.
type Take<'a> = dyn FnMut(&EclpCheck) -> Result<(), Error> + 'a;

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

impl Limits {
    const fn new(least: Option<i128>, most: Option<i128>, decimals: u32) -> Self {
        const fn signed(number: Option<i128>) -> Option<Signed> {
            match number {
                Some(number) => Some(Signed::new(number)),
                None => None,
            }
        }
        Self {
            least: signed(least),
            most: signed(most),
            decimals,
        }
    }

    /// Within an accuracy of one.
    const fn about(one: i128, accuracy: i128, decimals: u32) -> Self {
        Self::new(Some(one - accuracy), Some(one + accuracy), decimals)
    }

    /// Holds a value against the limits.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    fn hold(&self, value: &Term, error: Error, take: &mut Take<'_>) -> Result<(), Error> {
        take(&EclpCheck {
            error,
            value: Some(value.done()?),
            least: self.least,
            most: self.most,
            decimals: self.decimals,
        })
    }
}

impl EclpCheck {
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

    fn pass(&self) -> Result<(), Error> {
        if self.passes() {
            Ok(())
        } else {
            Err(self.error)
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
        let mut checks = Vec::new();
        let mut list = |check: &EclpCheck| {
            checks.push(*check);
            Ok(())
        };
        ellipse.each(&mut list)?;
        derived.each(&mut list)?;
        list(&EclpCheck {
            error: Error::InvariantDenominatorWrong,
            value: one_over_denominator(&ellipse, derived).done().ok(),
            least: None,
            most: Some(most_inverse().done()?),
            decimals: 38,
        })?;
        Ok(checks)
    }
}

impl Ellipse {
    /// `validateParams`, lines 80–95.
    pub(super) fn new(params: &EclpParams) -> Result<Self, Error> {
        let ellipse = Self::unchecked(params)?;
        ellipse.each(&mut EclpCheck::pass)?;
        Ok(ellipse)
    }

    fn unchecked(params: &EclpParams) -> Result<Self, Error> {
        Ok(Self {
            c: Term::exact(Signed::from_fixed(params.c)?),
            s: Term::exact(Signed::from_fixed(params.s)?),
            lambda: Term::exact(Signed::from_fixed(params.lambda)?),
        })
    }

    fn each(&self, take: &mut Take<'_>) -> Result<(), Error> {
        SHARE.hold(&self.s, Error::RotationVectorSWrong, take)?;
        SHARE.hold(&self.c, Error::RotationVectorCWrong, take)?;
        let norm = self.s.mul_down(&self.s).plus(&self.c.mul_down(&self.c));
        NORM.hold(&norm, Error::RotationVectorNotNormalized, take)?;
        STRETCH.hold(&self.lambda, Error::StretchingFactorWrong, take)
    }
}

impl EclpDerived {
    /// `u`, `v`, `w`, `z` and `d_sq` for the formulas.
    pub(super) fn terms(&self) -> [Term; 5] {
        [self.u, self.v, self.w, self.z, self.d_sq].map(Term::exact)
    }

    /// `validateDerivedParamsLimits`, lines 103–142; the last of them, on the denominator, is with the invariant.
    pub(super) fn check(&self) -> Result<(), Error> {
        self.each(&mut EclpCheck::pass)
    }

    fn each(&self, take: &mut Take<'_>) -> Result<(), Error> {
        let [alpha_x, alpha_y] = &self.tau_alpha.map(Term::exact);
        let [beta_x, beta_y] = &self.tau_beta.map(Term::exact);
        let norm = |x: &Term, y: &Term| x.mul_xp(x).plus(&y.mul_xp(y));
        let [alpha, beta] = [norm(alpha_x, alpha_y), norm(beta_x, beta_y)];
        ABOVE_ZERO.hold(alpha_y, Error::DerivedTauAlphaYWrong, take)?;
        ABOVE_ZERO.hold(beta_y, Error::DerivedTauBetaYWrong, take)?;
        ABOVE_ZERO.hold(&beta_x.minus(alpha_x), Error::DerivedTauXWrong, take)?;
        NORM_XP.hold(&alpha, Error::DerivedTauAlphaNotNormalized, take)?;
        NORM_XP.hold(&beta, Error::DerivedTauBetaNotNormalized, take)?;
        let [u, v, w, z, d_sq] = &self.terms();
        UP_TO_ONE.hold(u, Error::DerivedUWrong, take)?;
        UP_TO_ONE.hold(v, Error::DerivedVWrong, take)?;
        UP_TO_ONE.hold(w, Error::DerivedWWrong, take)?;
        UP_TO_ONE.hold(z, Error::DerivedZWrong, take)?;
        NORM_XP.hold(d_sq, Error::DerivedDsqWrong, take)
    }
}

/// The most of `1 / (A chi · A chi - 1)`: 10^5, which at 38 decimals does not fit a literal.
pub(super) fn most_inverse() -> Term {
    Term::ONE_XP.times(&Term::new(100_000))
}
