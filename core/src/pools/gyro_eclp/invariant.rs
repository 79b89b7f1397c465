//! The invariant `r`, which sizes the ellipse, and how far it may be off.
//!
//! Source: `GyroECLPMath.sol`, lines 319–583; in the paper, section 2.2.1 and proposition 13. The letters are the
//! paper's: `A` turns and squeezes the ellipse into a circle, `t` is the point of the balances, `chi` the pool's offset.

use super::params::{EclpDerived, Ellipse, most_inverse};
use crate::fixed::{Error, Term};
use crate::pools::gyro_sqrt::sqrt;

const MAX_BALANCES: Term = Term::new(10i128.pow(34));
const MAX_INVARIANT: Term = Term::new(3 * 10i128.pow(37));
const WEI: Term = Term::new(1);

/// What the invariant needs and no balance changes, at 38 decimals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct InvariantTerms {
    /// The three factors of `At · A chi`.
    along: [Term; 3],
    /// `-(At)_x^2 (A chi)_y^2`, the mixed term, and `-(At)_y^2 (A chi)_x^2`: the factors without the balances.
    squares: [Term; 3],
    one_over_d_sq: Term,
    /// `1 / (A chi · A chi - 1)`.
    one_over_denominator: Term,
    lambda_squared: Term,
}

impl InvariantTerms {
    pub(super) fn new(ellipse: &Ellipse, derived: &EclpDerived) -> Result<Self, Error> {
        let [u, v, w, z, d_sq] = derived.terms();
        let lambda = &ellipse.lambda;
        let d_sq_2 = d_sq.mul_xp(&d_sq);
        let d_sq_4 = d_sq_2.mul_xp(&d_sq).mul_xp(&d_sq);
        let one_over_denominator = one_over_denominator(ellipse, derived);
        one_over_denominator.check()?;
        if one_over_denominator.exceeds(&most_inverse()) {
            return Err(Error::InvariantDenominatorWrong);
        }
        let along_x = w.div_down(lambda).plus(&z).div_down(lambda);
        let chi_y = u
            .mul_xp(&u)
            .plus(&u.doubled().mul_xp(&v).div_down(lambda))
            .plus(&v.mul_xp(&v).div_down(lambda).div_down(lambda));
        let mixed = z
            .mul_xp(&u)
            .plus(&w.mul_xp(&v).div_down(lambda).div_down(lambda))
            .plus(&w.mul_xp(&u).plus(&z.mul_xp(&v)).div_down(lambda));
        let chi_x = z
            .mul_xp(&z)
            .plus(&w.mul_xp(&w).div_down(lambda).div_down(lambda))
            .plus(&z.doubled().mul_xp(&w).div_down(lambda));
        let terms = Self {
            along: [
                along_x.div_xp(&d_sq_2),
                u.div_xp(&d_sq_2),
                v.div_xp(&d_sq_2),
            ],
            squares: [
                chi_y.div_xp(&d_sq_4),
                mixed.div_xp(&d_sq_4),
                chi_x.div_xp(&d_sq_4),
            ],
            one_over_d_sq: Term::ONE_XP.div_xp(&d_sq),
            one_over_denominator,
            lambda_squared: lambda.times(lambda).quotient(&Term::new(10i128.pow(36))),
        };
        for term in terms.along.iter().chain(&terms.squares) {
            term.check()?;
        }
        terms.one_over_d_sq.check()?;
        terms.lambda_squared.check()?;
        Ok(terms)
    }

    /// The invariant and a bound of its error (`calculateInvariantWithError`, lines 333–384).
    pub(super) fn invariant(
        &self,
        ellipse: &Ellipse,
        x: &Term,
        y: &Term,
    ) -> Result<(Term, Term), Error> {
        let sum = x.plus(y);
        sum.check()?;
        if sum.exceeds(&MAX_BALANCES) {
            return Err(Error::MaxAssetsExceeded);
        }
        let (root, root_error) = self.root(ellipse, x, y);
        let one_xp = Term::ONE_XP;
        let spread = ellipse.lambda.mul_up(&sum).quotient(&one_xp);
        let error = spread.plus(&root_error).plus(&WEI).times(&Term::new(20));
        let numerator = self.along(ellipse, x, y).plus(&root).minus(&error);
        let invariant = numerator.mul_xp_floor(&self.one_over_denominator);
        let relative = invariant
            .mul_xp_ceil(&self.one_over_denominator)
            .times(&self.lambda_squared)
            .times(&Term::new(40))
            .quotient(&one_xp);
        let error = error
            .mul_xp_ceil(&self.one_over_denominator)
            .plus(&relative)
            .plus(&WEI);
        check_invariant(&invariant.plus(&error))?;
        Ok((invariant, error))
    }

    /// `At · A chi` (`calcAtAChi`, lines 395–416).
    fn along(&self, ellipse: &Ellipse, x: &Term, y: &Term) -> Term {
        let Ellipse { c, s, lambda } = ellipse;
        let across = x.mul_down(c).minus(&y.mul_down(s));
        let stretched = x
            .mul_down(lambda)
            .mul_down(s)
            .plus(&y.mul_down(lambda).mul_down(c));
        let plain = x.mul_down(s).plus(&y.mul_down(c));
        let [along_x, along_u, along_v] = &self.along;
        across
            .mul_xp_floor(along_x)
            .plus(&stretched.mul_xp_floor(along_u))
            .plus(&plain.mul_xp_floor(along_v))
    }

    /// The root in the invariant's numerator, and its error (`calcInvariantSqrt`, lines 565–583, and lines 346–353).
    fn root(&self, ellipse: &Ellipse, x: &Term, y: &Term) -> (Term, Term) {
        let square = self
            .square_x(ellipse, x, y)
            .plus(&self.mixed(ellipse, x, y))
            .plus(&self.square_y(ellipse, x, y));
        let root = square.then(sqrt);
        let error = x.mul_up(x).plus(&y.mul_up(y)).quotient(&Term::ONE_XP);
        let error = if root.is_positive() {
            error.plus(&WEI).div_up(&root.doubled())
        } else if error.is_positive() {
            error.then(sqrt)
        } else {
            Term::new(1_000_000_000)
        };
        (root, error)
    }

    /// `-(At)_x^2 (A chi)_y^2 + (At)_x^2`, down (`calcMinAtxAChiySqPlusAtxSq`, lines 459–488).
    fn square_x(&self, ellipse: &Ellipse, x: &Term, y: &Term) -> Term {
        let Ellipse { c, s, lambda } = ellipse;
        let both = x
            .mul_up(x)
            .mul_up(c)
            .mul_up(c)
            .plus(&y.mul_up(y).mul_up(s).mul_up(s));
        let term = both.minus(&x.mul_down(y).mul_down(&c.doubled()).mul_down(s));
        let square = term.minus(&Term::new(9)).div_down(lambda).div_down(lambda);
        term.negated()
            .mul_xp_floor(&self.squares[0])
            .plus(&square.mul_xp_floor(&self.one_over_d_sq))
    }

    /// `2 (At)_x (At)_y (A chi)_x (A chi)_y` (`calc2AtxAtyAChixAChiy`, lines 499–518).
    fn mixed(&self, ellipse: &Ellipse, x: &Term, y: &Term) -> Term {
        let Ellipse { c, s, .. } = ellipse;
        let squares = x
            .mul_down(x)
            .minus(&y.mul_up(y))
            .mul_down(&c.doubled())
            .mul_down(s);
        let product = y.mul_down(&x.doubled());
        squares
            .plus(&product.mul_down(c).mul_down(c))
            .minus(&product.mul_down(s).mul_down(s))
            .mul_xp_floor(&self.squares[1])
    }

    /// `-(At)_y^2 (A chi)_x^2 + (At)_y^2`, down (`calcMinAtyAChixSqPlusAtySq`, lines 528–551).
    fn square_y(&self, ellipse: &Ellipse, x: &Term, y: &Term) -> Term {
        let Ellipse { c, s, .. } = ellipse;
        let both = x
            .mul_up(x)
            .mul_up(s)
            .mul_up(s)
            .plus(&y.mul_up(y).mul_up(c).mul_up(c));
        let term = both.plus(&x.mul_up(y).mul_up(&s.doubled()).mul_up(c));
        let square = term.minus(&Term::new(9));
        term.negated()
            .mul_xp_floor(&self.squares[2])
            .plus(&square.mul_xp_floor(&self.one_over_d_sq))
    }
}

/// `1 / (A chi · A chi - 1)`, towards zero.
pub(super) fn one_over_denominator(ellipse: &Ellipse, derived: &EclpDerived) -> Term {
    Term::ONE_XP.div_xp(&square_of_chi(ellipse, derived).minus(&Term::ONE_XP))
}

/// `A chi · A chi`, up (`calcAChiAChiInXp`, lines 428–449).
fn square_of_chi(ellipse: &Ellipse, derived: &EclpDerived) -> Term {
    let [u, v, w, z, d_sq] = derived.terms();
    let lambda = &ellipse.lambda;
    let d_sq_3 = d_sq.mul_xp(&d_sq).mul_xp(&d_sq);
    let more_u = u.plus(&WEI);
    let mixed = lambda.mul_up(&u.doubled().mul_xp(&v).div_xp(&d_sq_3));
    let large = more_u
        .mul_xp(&more_u)
        .div_xp(&d_sq_3)
        .mul_up(lambda)
        .mul_up(lambda);
    let small = v.mul_xp(&v).div_xp(&d_sq_3);
    let across = w.div_up(lambda).plus(&z);
    mixed
        .plus(&large)
        .plus(&small)
        .plus(&across.mul_xp(&across).div_xp(&d_sq_3))
}

pub(super) fn check_invariant(invariant: &Term) -> Result<(), Error> {
    invariant.check()?;
    if invariant.exceeds(&MAX_INVARIANT) {
        Err(Error::MaxInvariantExceeded)
    } else {
        Ok(())
    }
}

pub(super) fn check_balance(balance: &Term, most: &Term) -> Result<(), Error> {
    balance.check().and_then(|()| most.check())?;
    if balance.exceeds(&MAX_BALANCES) || balance.exceeds(most) {
        Err(Error::AssetBoundsExceeded)
    } else {
        Ok(())
    }
}
