//! Trading curves: what a pool holds, is worth and offers at a marginal price.
//!
//! Every curve here is homogeneous, so a pool of any size is a multiple of the unit pool that
//! these functions describe; ratios such as [`Position::concentration`] do not depend on size.
//! Formulas are rearranged so that no two nearly equal numbers are subtracted: a peg is exactly
//! where naive forms lose their digits.

mod eclp;
mod range;
mod stable;
mod weighted;

use super::limits::{Checks, Invalid, Limit};
pub(super) use eclp::Arc;
use eclp::Ellipse;

/// Least price that the analysis accepts.
pub const MIN_PRICE: f64 = 1e-9;
/// Greatest price that the analysis accepts.
pub const MAX_PRICE: f64 = 1e9;
/// Least amplification a contract accepts.
pub const MIN_AMPLIFICATION: f64 = 1.0;
/// Greatest amplification a contract accepts (Balancer v3 `StableMath.MAX_AMP`).
pub const MAX_AMPLIFICATION: f64 = 50_000.0;

/// A two-token trading curve and its parameters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Curve {
    /// `x y = k`
    ConstantProduct,
    /// `x^w y^(1-w) = k`
    Weighted {
        /// Share `w` of the pool's value in token X, 0.01 to 0.99.
        weight: f64,
    },
    /// StableSwap: `2A (x+y) + D = 2A D + D³/(4xy)`.
    Stable {
        /// Amplification `A` as on chain (Balancer `amp` without its precision, Curve `A()`), 1 to
        /// 50 000.
        amplification: f64,
    },
    /// Constant product between two prices: one position of Uniswap v3, or Gyro's 2-CLP.
    Range {
        /// Price of X at which the position is all X.
        lower: f64,
        /// Price of X at which the position is all Y.
        upper: f64,
    },
    /// Gyro's elliptic curve.
    Eclp {
        /// Price of X at which the pool is all X.
        alpha: f64,
        /// Price of X at which the pool is all Y.
        beta: f64,
        /// Cosine of the rotation.
        c: f64,
        /// Sine of the rotation; `s/c` is the price where liquidity is greatest.
        s: f64,
        /// Stretch of the ellipse, 1 (a circle) to 10⁸.
        lambda: f64,
    },
}

/// A unit pool at one price.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Position {
    /// The price, in Y for one X.
    pub price: f64,
    /// Amount of X.
    pub x: f64,
    /// Amount of Y.
    pub y: f64,
    /// `|dx/dp|`: how much X the pool sells for a rise of one in its price.
    pub slope: f64,
}

impl Position {
    /// Value in Y, `V = p x + y`.
    #[must_use]
    pub fn value(&self) -> f64 {
        self.price * self.x + self.y
    }

    /// Share of the value that is in X, 0 to 1.
    #[must_use]
    pub fn share(&self) -> f64 {
        self.price * self.x / self.value()
    }

    /// Depth at this price relative to a constant product of the same value: `4 p² |x'| / V`.
    ///
    /// 1 for the constant product, `A + 1` for StableSwap at its peg, 0 outside a range.
    #[must_use]
    pub fn concentration(&self) -> f64 {
        4.0 * self.price * self.price * self.slope / self.value()
    }
}

impl Curve {
    /// The unit pool at marginal price `price`, which must be positive.
    ///
    /// Where a curve ends (outside a range) the pool keeps what it holds at that end, and its
    /// slope is 0. Relative error of each figure about 1e-15 for prices from [`MIN_PRICE`] to
    /// [`MAX_PRICE`] and parameters that [`Curve::validate`] accepts; NaN only for a NaN given.
    ///
    /// ```
    /// use yb_core::analysis::curve::Curve;
    ///
    /// let pool = Curve::Stable { amplification: 200.0 }.position(1.0);
    /// assert_eq!((pool.x, pool.y), (0.5, 0.5));
    /// assert_eq!(pool.concentration(), 201.0);
    /// ```
    #[must_use]
    pub fn position(self, price: f64) -> Position {
        let inside = self.position_inside(self.reachable(price));
        if self.contains(price) {
            inside
        } else {
            Position {
                price,
                slope: 0.0,
                ..inside
            }
        }
    }

    /// What holders of the tokens of a unit pool at `from` have over its owners once arbitrage has
    /// moved it to `to`, valued there: `B = to·x(from) + y(from) - V(to) >= 0`.
    ///
    /// No fee. In units of the pool at `from`, that is to be divided by its value. Also known as
    /// divergence loss; in mathematics a Bregman divergence of `-V`. Computed without subtracting
    /// values: relative error about 1e-15 divided by `ln(to/from)`.
    #[must_use]
    pub fn loss_versus_holding(self, from: f64, to: f64) -> f64 {
        // Beyond its range the pool no longer trades, and holders gain on what it sold.
        let (start, end) = (self.reachable(from), self.reachable(to));
        let beyond = to - end;
        let loss = match self {
            Self::ConstantProduct => weighted::loss(0.5, from, to),
            Self::Weighted { weight } => weighted::loss(weight, from, to),
            Self::Stable { amplification } => stable::loss(amplification, from, to),
            Self::Range { .. } => range::loss(start, end) + beyond * range::sold(start, end),
            Self::Eclp { c, s, lambda, .. } => {
                let ellipse = Ellipse { c, s, lambda };
                ellipse.loss(start, end) + beyond * ellipse.sold(start, end)
            }
        };
        loss.max(0.0)
    }

    /// The share of the value of a pool at `price` that no trade can touch while the price stays from `low` to `high`,
    /// which lie on either side of it: the X that is left at `high` and the Y that is left at `low`.
    ///
    /// ```
    /// use yb_core::analysis::curve::Curve;
    ///
    /// // StableSwap with A = 50, from 0.8 to 1: the case of a published notebook.
    /// let idle = Curve::Stable { amplification: 50.0 }.idle_share(0.985_792_929_199_66, 0.8, 1.0);
    /// assert!((idle - 0.5949).abs() < 5e-5);
    /// ```
    #[must_use]
    pub fn idle_share(self, price: f64, low: f64, high: f64) -> f64 {
        let left = price * self.position(high).x + self.position(low).y;
        left / self.position(price).value()
    }

    /// Prices between which the curve trades; `None` when it trades at every price.
    #[must_use]
    pub fn bounds(self) -> Option<(f64, f64)> {
        match self {
            Self::Range { lower, upper } => Some((lower, upper)),
            Self::Eclp { alpha, beta, .. } => Some((alpha, beta)),
            Self::ConstantProduct | Self::Weighted { .. } | Self::Stable { .. } => None,
        }
    }

    /// The nearest price that the curve can have: `price`, or the end of the range before it.
    #[must_use]
    pub fn reachable(self, price: f64) -> f64 {
        // `f64::clamp` panics on disordered bounds.
        self.bounds()
            .map_or(price, |(lower, upper)| price.max(lower).min(upper))
    }

    /// Whether the pool trades both ways at `price`.
    #[must_use]
    pub fn contains(self, price: f64) -> bool {
        self.bounds()
            .is_none_or(|(lower, upper)| lower < price && price < upper)
    }

    /// Whether scaling a balance by a rate leaves every trade as it was, so that a rate provider
    /// changes no price: true of constant product and weighted curves.
    #[must_use]
    pub fn is_scale_free(self) -> bool {
        matches!(self, Self::ConstantProduct | Self::Weighted { .. })
    }

    /// Checks each parameter against its limits.
    ///
    /// # Errors
    /// Every parameter out of bounds, with the bound: weight 0.01 to 0.99; amplification 1 to
    /// 50 000; `MIN_PRICE <= lower < upper <= MAX_PRICE` and the same for alpha and beta; `c` and
    /// `s` from 0 to 1 with `c² + s² = 1`; lambda 1 to 10⁸.
    pub fn validate(self) -> Result<(), Vec<Invalid>> {
        use Limit::{Above, AtLeast, AtMost, Equal};
        let mut checks = Checks::default();
        match self {
            Self::ConstantProduct => {}
            Self::Weighted { weight } => {
                checks.check("weight", weight, &[AtLeast(0.01), AtMost(0.99)]);
            }
            Self::Stable { amplification } => {
                let limits = [AtLeast(MIN_AMPLIFICATION), AtMost(MAX_AMPLIFICATION)];
                checks.check("amplification", amplification, &limits);
            }
            Self::Range { lower, upper } => {
                checks.check("lower", lower, &[AtLeast(MIN_PRICE), AtMost(MAX_PRICE)]);
                checks.check("upper", upper, &[Above(lower), AtMost(MAX_PRICE)]);
            }
            Self::Eclp {
                alpha,
                beta,
                c,
                s,
                lambda,
            } => {
                checks.check("alpha", alpha, &[AtLeast(MIN_PRICE), AtMost(MAX_PRICE)]);
                checks.check("beta", beta, &[Above(alpha), AtMost(MAX_PRICE)]);
                checks.check("c", c, &[AtLeast(0.0), AtMost(1.0)]);
                let sine = (1.0 - c * c).max(0.0).sqrt();
                checks.check("s", s, &[AtLeast(0.0), AtMost(1.0), Equal(sine)]);
                checks.check("lambda", lambda, &[AtLeast(1.0), AtMost(1e8)]);
            }
        }
        checks.finish()
    }

    /// [`Curve::validate`], and that the curve trades both ways at price 1.
    ///
    /// # Errors
    /// Every parameter out of bounds, with the bound; ends of a range on the wrong side of 1.
    pub fn validate_around_par(self) -> Result<(), Vec<Invalid>> {
        self.validate()?;
        let mut checks = Checks::default();
        if let Some((lower, upper)) = self.bounds() {
            let names = match self {
                Self::Eclp { .. } => ("alpha", "beta"),
                _ => ("lower", "upper"),
            };
            checks.check(names.0, lower, &[Limit::Below(1.0)]);
            checks.check(names.1, upper, &[Limit::Above(1.0)]);
        }
        checks.finish()
    }

    /// Whether the curve trades both ways at `price`, with the limit that it breaks if not.
    ///
    /// # Errors
    /// `price` below [`MIN_PRICE`], above [`MAX_PRICE`], or not inside the range.
    pub fn validate_price(self, price: f64) -> Result<(), Vec<Invalid>> {
        let mut limits = vec![Limit::AtLeast(MIN_PRICE), Limit::AtMost(MAX_PRICE)];
        if let Some((lower, upper)) = self.bounds() {
            limits.extend([Limit::Above(lower), Limit::Below(upper)]);
        }
        let mut checks = Checks::default();
        checks.check("price", price, &limits);
        checks.finish()
    }

    fn position_inside(self, price: f64) -> Position {
        match self {
            Self::ConstantProduct => weighted::position(0.5, price),
            Self::Weighted { weight } => weighted::position(weight, price),
            Self::Stable { amplification } => stable::position(amplification, price),
            Self::Range { lower, upper } => range::position(lower, upper, price),
            Self::Eclp {
                alpha,
                beta,
                c,
                s,
                lambda,
            } => Ellipse { c, s, lambda }
                .between(alpha, beta)
                .position(price),
        }
    }

    /// An ellipse with what is the same at every price, for who asks at many.
    pub(super) fn arc(self) -> Option<Arc> {
        let Self::Eclp {
            alpha,
            beta,
            c,
            s,
            lambda,
        } = self
        else {
            return None;
        };
        Some(Ellipse { c, s, lambda }.between(alpha, beta))
    }
}
