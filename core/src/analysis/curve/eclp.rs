//! Gyro's elliptic curve with invariant `r = 1` (Gyro, "E-CLP Mathematics", 2024, section 2.1).
//!
//! The paper maps a price to a point `t` of the unit circle, `t ∝ (λ(cp-s), c+sp)`, and reserves to
//! differences of two such points. With `N(p) = √((c+sp)² + λ²(cp-s)²)` and `δ` half the angle
//! between two points, those differences become products of positive terms, so that no digit is
//! lost however great `λ` is or however near the prices are:
//!
//! `x = λ tan δ(p,β) (1/N(p) + 1/N(β))`, `y = λ tan δ(α,p) (p/N(p) + α/N(α))`,
//! `|x'| = λ²/N(p)³`, and the loss versus holding from `a` to `b` is `2 N(b) sin² δ(a,b)`.

use super::Position;

#[derive(Clone, Copy, Debug)]
pub(super) struct Ellipse {
    pub(super) c: f64,
    pub(super) s: f64,
    pub(super) lambda: f64,
}

/// What the formulas need of a price.
#[derive(Clone, Copy, Debug)]
struct At {
    price: f64,
    /// The vector whose direction is the point of the circle at this price.
    vector: (f64, f64),
    /// Its length `N`, and `1/N`.
    norm: f64,
    per_norm: f64,
}

/// The part of an ellipse between two prices: what is the same for every price between them is worked out once.
#[derive(Clone, Copy, Debug)]
pub(in crate::analysis) struct Arc {
    ellipse: Ellipse,
    alpha: At,
    beta: At,
}

impl Arc {
    /// The unit pool at a price from `alpha` to `beta`.
    pub(in crate::analysis) fn position(&self, price: f64) -> Position {
        let (lambda, at) = (self.ellipse.lambda, self.ellipse.at(price));
        let from_alpha = lambda * self.ellipse.tan_half_angle(&self.alpha, &at);
        let curvature = lambda * at.per_norm;
        Position {
            price,
            x: self.ellipse.sold_between(&at, &self.beta),
            y: from_alpha * (price * at.per_norm + self.alpha.price * self.alpha.per_norm),
            slope: curvature * curvature * at.per_norm,
        }
    }
}

impl Ellipse {
    pub(super) fn between(self, alpha: f64, beta: f64) -> Arc {
        Arc {
            ellipse: self,
            alpha: self.at(alpha),
            beta: self.at(beta),
        }
    }

    /// `x(from) - x(to)`
    pub(super) fn sold(self, from: f64, to: f64) -> f64 {
        self.sold_between(&self.at(from), &self.at(to))
    }

    fn sold_between(self, from: &At, to: &At) -> f64 {
        self.lambda * self.tan_half_angle(from, to) * (from.per_norm + to.per_norm)
    }

    pub(super) fn loss(self, from: f64, to: f64) -> f64 {
        let to = self.at(to);
        let tan = self.tan_half_angle(&self.at(from), &to);
        2.0 * to.norm * tan * tan / (1.0 + tan * tan)
    }

    fn at(self, price: f64) -> At {
        // Near the peak `cp - s` is tiny, and `λ` magnifies what the product lost.
        let (product, lost) = exact_product(self.c, price);
        let from_peak = product - self.s + lost;
        let (along, across) = (self.lambda * from_peak, self.c + self.s * price);
        let norm = (along * along + across * across).sqrt();
        At {
            price,
            vector: (along, across),
            norm,
            per_norm: 1.0 / norm,
        }
    }

    /// Tangent of half the angle from the point at `low` to the point at `high`.
    fn tan_half_angle(self, low: &At, high: &At) -> f64 {
        let (a, b) = (low.vector, high.vector);
        let norms = low.norm * high.norm;
        let sine = self.lambda * (high.price - low.price);
        let cosine = a.0 * b.0 + a.1 * b.1;
        // Two equal forms; each adds where the other would subtract.
        if cosine >= 0.0 {
            sine / (norms + cosine)
        } else {
            (norms - cosine) / sine
        }
    }
}

/// The product as it is rounded, and what rounding took (Dekker, "A floating-point technique for extending the available
/// precision", 1971). Where a processor has no fused operation, as WebAssembly has none, the library's is ten times this.
fn exact_product(a: f64, b: f64) -> (f64, f64) {
    let halves = |number: f64| {
        let shifted = number * 134_217_729.0;
        let high = shifted - (shifted - number);
        (high, number - high)
    };
    let ((a1, a0), (b1, b0)) = (halves(a), halves(b));
    let product = a * b;
    (product, a1 * b1 - product + a1 * b0 + a0 * b1 + a0 * b0)
}
