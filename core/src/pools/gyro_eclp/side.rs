//! One balance from the other.
//!
//! The formulas for `y` given `x` become those for `x` given `y` when `s` and `c` change places and `tau(beta)` becomes
//! `(-tau(alpha)_x, tau(alpha)_y)`. So there is one set of formulas, and a [`Side`] for each token. They are named here
//! for the side of `x`.
//!
//! Source: `GyroECLPMath.sol`, lines 214–317 and 855–1070; in the paper, sections 2.1.2 and 2.2.2, proposition 14.

use super::params::{EclpDerived, Ellipse};
use crate::fixed::{Error, Term};
use crate::pools::gyro_sqrt::sqrt;

/// The invariant from both sides of its error.
#[derive(Clone, Copy, Debug)]
pub(super) struct Bounds {
    pub(super) above: Term,
    pub(super) below: Term,
}

/// What the formulas need of one token and no balance changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Side {
    s: Term,
    c: Term,
    lambda: Term,
    tau_x: Term,
    /// `tau / dSq`.
    tau: [Term; 2],
    /// `tau_x tau_y`, `tau_x^2` and `tau_y^2`, over `dSq^2`.
    tau_products: [Term; 3],
    /// The difference of the two taus, over `dSq`.
    span: [Term; 2],
    /// `(1 - 1 / lambda^2) / dSq`, for a point below and above the offset.
    slope: [Term; 2],
    /// `1 - (1 - 1 / lambda^2) s^2 / dSq`, down.
    rest: Term,
    /// `1 / rest`, up, for a result above and below zero.
    one_over_rest: [Term; 2],
}

/// What the formulas need of one token and one invariant.
#[derive(Clone, Debug)]
pub(super) struct SideAt {
    r: Bounds,
    /// How far the ellipse's centre lies from this axis, up.
    pub(super) offset: Term,
    /// `r^2 rest`, down.
    square: Term,
    /// The terms of the shifted square without the balance: with both coordinates of `tau`, with its `y`, with its `x`.
    mixed: Term,
    upright: Term,
    flat: Term,
}

impl SideAt {
    /// Whether all of it could be worked out.
    pub(super) fn check(&self) -> Result<(), Error> {
        for term in [
            &self.offset,
            &self.square,
            &self.mixed,
            &self.upright,
            &self.flat,
        ] {
            term.check()?;
        }
        Ok(())
    }
}

impl Side {
    /// The side of `x`, and that of `y`.
    pub(super) fn both(ellipse: &Ellipse, derived: &EclpDerived) -> Result<[Self; 2], Error> {
        let Ellipse { c, s, lambda } = ellipse;
        let [alpha_x, alpha_y] = derived.tau_alpha.map(Term::exact);
        let alpha = [alpha_x.negated(), alpha_y];
        let beta = derived.tau_beta.map(Term::exact);
        let d_sq = Term::exact(derived.d_sq);
        Ok([
            Self::new(s, c, lambda, &beta, &alpha, &d_sq)?,
            Self::new(c, s, lambda, &alpha, &beta, &d_sq)?,
        ])
    }

    fn new(
        s: &Term,
        c: &Term,
        lambda: &Term,
        tau: &[Term; 2],
        other: &[Term; 2],
        d_sq: &Term,
    ) -> Result<Self, Error> {
        let (one, wei) = (&Term::ONE_XP, &Term::new(1));
        let [x, y] = tau;
        let d_sq_2 = d_sq.mul_xp(d_sq);
        let lambda_above = one.minus(&one.div_down(lambda).div_down(lambda));
        let lambda_below = one.minus(&one.div_up(lambda).div_up(lambda));
        let rest_above = one.minus(&lambda_below.mul_down(s).mul_down(s).div_xp(d_sq));
        let taken = lambda_above
            .mul_up(s)
            .mul_up(s)
            .div_xp(&d_sq.plus(wei))
            .plus(wei);
        let rest = one.minus(&taken);
        let side = Self {
            s: *s,
            c: *c,
            lambda: *lambda,
            tau_x: *x,
            tau: [x.div_xp(d_sq), y.div_xp(d_sq)],
            tau_products: [
                x.mul_xp(y).div_xp(&d_sq_2),
                x.mul_xp(x).div_xp(&d_sq_2),
                y.mul_xp(y).div_xp(&d_sq_2),
            ],
            span: [
                x.plus(&other[0]).div_xp(d_sq),
                y.minus(&other[1]).div_xp(d_sq),
            ],
            slope: [
                lambda_above.div_xp(d_sq).plus(wei),
                lambda_below.div_xp(d_sq),
            ],
            rest,
            one_over_rest: [one.div_xp(&rest).plus(wei), one.div_xp(&rest_above)],
        };
        let lists: [&[Term]; 5] = [
            &side.tau,
            &side.tau_products,
            &side.span,
            &side.slope,
            &side.one_over_rest,
        ];
        for term in lists.into_iter().flatten() {
            term.check()?;
        }
        Ok(side)
    }

    /// How far the ellipse's centre lies from this axis, up (`virtualOffset0`, lines 227–241).
    pub(super) fn offset(&self, r: &Bounds) -> Term {
        let [x, y] = &self.tau;
        let stretched = if self.tau_x.is_positive() {
            r.above.mul_up(&self.lambda).mul_up(&self.c)
        } else {
            r.below.mul_down(&self.lambda).mul_down(&self.c)
        };
        stretched
            .mul_xp_ceil(x)
            .plus(&r.above.mul_up(&self.s).mul_xp_ceil(y))
    }

    /// The most of this token the pool can hold, down (`maxBalances0`, lines 279–293).
    pub(super) fn most(&self, r: &Bounds) -> Term {
        let [x, y] = &self.span;
        let stretched = r.below.mul_down(&self.lambda).mul_down(&self.c);
        let plain = if y.is_positive() {
            r.below.mul_down(&self.s)
        } else {
            r.above.mul_up(&self.s)
        };
        stretched.mul_xp_floor(x).plus(&plain.mul_xp_floor(y))
    }

    /// What the formulas for one invariant share.
    pub(super) fn at(&self, r: &Bounds) -> SideAt {
        let [product, square_x, square_y] = &self.tau_products;
        let (s, c) = (&self.s, &self.c);
        // What the divisions at 38 decimals may have lost.
        let seven = Term::new(7);
        let r_square = r.above.mul_up(&r.above);
        let r_square_below = r.below.mul_down(&r.below);
        let mixed = if product.is_positive() {
            r_square
                .mul_up(&s.doubled())
                .mul_up(c)
                .mul_xp_ceil(&product.plus(&seven))
        } else {
            r_square_below
                .mul_down(&s.doubled())
                .mul_down(c)
                .mul_xp_ceil(product)
        };
        SideAt {
            r: *r,
            offset: self.offset(r),
            square: r_square_below.mul_xp_floor(&self.rest),
            mixed,
            upright: r_square
                .mul_up(s)
                .mul_up(s)
                .mul_xp_ceil(&square_y.plus(&seven)),
            flat: r_square
                .mul_up(c)
                .mul_up(c)
                .mul_xp_ceil(&square_x.plus(&seven)),
        }
    }

    /// The other token's balance where this token's is `balance`, up (`solveQuadraticSwap`, lines 872–928).
    pub(super) fn other_balance(&self, balance: &Term, at: &SideAt, other_offset: &Term) -> Term {
        let shifted = at.offset.minus(balance);
        let linear = if shifted.is_negative() {
            shifted
                .mul_down(&self.s)
                .mul_down(&self.c)
                .mul_xp_ceil(&self.slope[1])
        } else {
            shifted
                .mul_up(&self.s)
                .mul_up(&self.c)
                .mul_xp_ceil(&self.slope[0])
        };
        let square = at.square.minus(&self.shifted_square(balance, at));
        let root = square.then(sqrt);
        let result = linear.minus(&root);
        let one_over_rest = &self.one_over_rest[usize::from(!result.is_positive())];
        result.mul_xp_ceil(one_over_rest).plus(other_offset)
    }

    /// `((x - offset) / lambda)^2`, up (`calcXpXpDivLambdaLambda`, lines 944–1008).
    fn shifted_square(&self, x: &Term, at: &SideAt) -> Term {
        let (two_s, two_c) = (self.s.doubled(), self.c.doubled());
        let [tau_x, tau_y] = &self.tau;
        let r = &at.r;
        let pull = if self.tau_x.is_negative() {
            r.above
                .mul_up(x)
                .mul_up(&two_c)
                .mul_xp_ceil(&tau_x.negated().plus(&Term::new(3)))
        } else {
            r.below
                .negated()
                .mul_down(x)
                .mul_down(&two_c)
                .mul_xp_ceil(tau_x)
        };
        let lean = r
            .below
            .negated()
            .mul_down(x)
            .mul_down(&two_s)
            .mul_xp_ceil(tau_y);
        let inner = self.by_lambda(&at.upright.plus(&lean).plus(&x.mul_up(x)));
        let outer = self.by_lambda(&at.mixed.plus(&pull).plus(&inner));
        at.flat.plus(&outer)
    }

    /// Over `lambda`, up.
    fn by_lambda(&self, number: &Term) -> Term {
        if number.is_positive() {
            number.div_up(&self.lambda)
        } else {
            number.div_down(&self.lambda)
        }
    }
}
