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

#[derive(Clone, Copy)]
pub(super) struct Ellipse {
    pub(super) c: f64,
    pub(super) s: f64,
    pub(super) lambda: f64,
}

impl Ellipse {
    pub(super) fn position(self, alpha: f64, beta: f64, price: f64) -> Position {
        let norm = self.norm(price);
        let from_alpha = self.lambda * self.tan_half_angle(alpha, price);
        Position {
            price,
            x: self.sold(price, beta),
            y: from_alpha * (price / norm + alpha / self.norm(alpha)),
            slope: (self.lambda / norm).powi(2) / norm,
        }
    }

    /// `x(from) - x(to)`
    pub(super) fn sold(self, from: f64, to: f64) -> f64 {
        let tan = self.tan_half_angle(from, to);
        self.lambda * tan * (1.0 / self.norm(from) + 1.0 / self.norm(to))
    }

    pub(super) fn loss(self, from: f64, to: f64) -> f64 {
        let tan = self.tan_half_angle(from, to);
        2.0 * self.norm(to) * tan * tan / (1.0 + tan * tan)
    }

    /// The vector whose direction is the point of the circle at this price.
    fn vector(self, price: f64) -> (f64, f64) {
        // Near the peak `cp - s` is tiny, and `λ` magnifies what the product lost.
        let (product, lost) = exact_product(self.c, price);
        let from_peak = product - self.s + lost;
        (self.lambda * from_peak, self.c + self.s * price)
    }

    fn norm(self, price: f64) -> f64 {
        let (along, across) = self.vector(price);
        (along * along + across * across).sqrt()
    }

    /// Tangent of half the angle from the point at `low` to the point at `high`.
    fn tan_half_angle(self, low: f64, high: f64) -> f64 {
        let (a, b) = (self.vector(low), self.vector(high));
        let norms = self.norm(low) * self.norm(high);
        let sine = self.lambda * (high - low);
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
