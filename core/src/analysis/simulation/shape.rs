//! A curve both ways, fast: what a unit pool holds at a price, and which pool holds what.
//!
//! [`Curve::position`] answers the first from nothing. Here the last answer is where the next one
//! starts: along a path prices move by little, so two or three steps of Newton's method in one
//! variable find it, and where they do not the slow way is taken.

use crate::analysis::curve::{Arc, Curve, Position};
use crate::analysis::solve;

/// A curve with what was last found on it.
#[derive(Clone, Debug)]
pub(super) struct Shape {
    curve: Curve,
    /// What is the same at every price of an ellipse.
    arc: Option<Arc>,
    /// StableSwap's `M = 2√(xy)/D` where it was last.
    mean: f64,
}

/// The pool that holds certain amounts.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place {
    /// Its marginal price.
    pub(super) price: f64,
    /// How many unit pools it is.
    pub(super) size: f64,
}

impl Shape {
    pub(super) fn new(curve: Curve) -> Self {
        Self {
            curve,
            arc: curve.arc(),
            mean: 1.0,
        }
    }

    /// The nearest price to `price` that the curve can have.
    pub(super) fn reachable(&self, price: f64) -> f64 {
        self.curve.reachable(price)
    }

    /// What a unit pool holds at `price`, which is [reachable](Self::reachable).
    pub(super) fn reserves(&mut self, price: f64) -> (f64, f64) {
        match self.curve {
            Curve::ConstantProduct => {
                let root = price.sqrt();
                (0.5 / root, 0.5 * root)
            }
            Curve::Stable { amplification } => self.stable_reserves(amplification, price),
            _ => {
                let at = self.position(price);
                (at.x, at.y)
            }
        }
    }

    /// The pool that holds `x` and `y`, which is not far from the one at `near`.
    pub(super) fn locate(&mut self, x: f64, y: f64, near: Place) -> Place {
        match self.curve {
            Curve::ConstantProduct => Place {
                price: y / x,
                size: 2.0 * (x * y).sqrt(),
            },
            Curve::Weighted { weight } => {
                let price = weight * y / ((1.0 - weight) * x);
                let size = y / ((1.0 - weight) * (weight * price.ln()).exp());
                Place { price, size }
            }
            Curve::Stable { amplification } => self.stable_place(amplification, x, y, near.size),
            Curve::Range { lower, upper } => range_place(lower, upper, x, y),
            Curve::Eclp { alpha, beta, .. } => self.inverted((alpha, beta), x, y, near.price),
        }
    }

    fn position(&self, price: f64) -> Position {
        match &self.arc {
            Some(arc) => arc.position(price),
            None => self.curve.position(price),
        }
    }

    /// By Newton's method for the price at which a unit pool holds the two in this proportion:
    /// `F(q) = x y(q) - y x(q)` grows by `F' = |x'(q)| (q x + y)`.
    fn inverted(&self, (lower, upper): (f64, f64), x: f64, y: f64, near: f64) -> Place {
        let mut price = near;
        let mut last = f64::INFINITY;
        let found = loop {
            let at = self.position(price);
            let step = (x * at.y - y * at.x) / (at.slope * (price * x + y));
            let next = price - step;
            if !(next > lower && next < upper) {
                break None;
            }
            // The value of what it holds does not depend on so small a step.
            if step.abs() <= 4.0 * f64::EPSILON * price {
                return Place {
                    price: next,
                    size: (price * x + y) / at.value(),
                };
            }
            // Steps that no longer shrink are rounding, or a method that has lost its way.
            if step.abs() >= last {
                break (step.abs() <= CLOSE * CLOSE.sqrt() * price).then_some(price);
            }
            (price, last) = (next, step.abs());
        };
        let excess = |price: f64| {
            let at = self.position(price);
            x * at.y - y * at.x
        };
        let found = found.or_else(|| solve::root(excess, lower, upper));
        let price = self.reachable(found.unwrap_or(price));
        // The value of what it holds hardly depends on the price at which it is taken.
        let size = (price * x + y) / self.position(price).value();
        Place { price, size }
    }

    /// Newton's method for `M` in the two equations of [`crate::analysis::curve`]'s `stable`:
    /// `E = √p (w + √(1+w²))` with `w = A M³ (p-1)/(2√p)`, and
    /// `A M (E-1)²/E = (1-M)(2A + (1+M)/M²)`.
    fn stable_reserves(&mut self, amplification: f64, price: f64) -> (f64, f64) {
        let root = price.sqrt();
        let per_root = 1.0 / root;
        let lean = 0.5 * amplification * (root - per_root);
        let mut mean = self.mean;
        for _ in 0..MOST_STEPS {
            let w = mean * mean * mean * lean;
            let hypotenuse = (1.0 + w * w).sqrt();
            let (up, down) = inverses(w, hypotenuse);
            let (ratio, per_ratio) = (root * up, down * per_root);
            let off_peg = amplification * (ratio - 1.0) * (1.0 - per_ratio);
            let per_mean = 1.0 / mean;
            let square = per_mean * per_mean;
            let excess =
                mean * off_peg - (1.0 - mean) * (2.0 * amplification + (1.0 + mean) * square);
            let growth = 3.0 * w / hypotenuse;
            let slope = off_peg
                + amplification * (ratio - per_ratio) * growth
                + 2.0 * (amplification + square * per_mean);
            let step = excess / slope;
            let next = mean - step;
            if !(next > 0.0 && next < 1.5) {
                break;
            }
            if step.abs() <= CLOSE * mean {
                // What is left is the square of the step; the ratio follows to the same order.
                let turn = -growth * step * per_mean;
                self.mean = next;
                let half = 0.5 * next;
                return (half * per_ratio * (1.0 - turn), half * ratio * (1.0 + turn));
            }
            mean = next;
        }
        let at = Curve::Stable { amplification }.position(price);
        self.mean = 2.0 * (at.x * at.y).sqrt();
        (at.x, at.y)
    }

    /// `D` by Newton's method from `D³/(4xy) + (2A-1)D = 2A(x+y)`, whose left side is convex, so
    /// that every start leads there; then the price `(k+E)/(k+1/E)` with `k = A M³`, `E = √(y/x)`.
    fn stable_place(&mut self, amplification: f64, x: f64, y: f64, near: f64) -> Place {
        let product = x * y;
        let per_product = 0.25 / product;
        let stiffness = 2.0 * amplification - 1.0;
        let sum = 2.0 * amplification * (x + y);
        let mut size = near;
        for _ in 0..MOST_STEPS {
            let curved = size * size * per_product;
            let step = (size * (curved + stiffness) - sum) / (3.0 * curved + stiffness);
            size -= step;
            if step.abs() <= CLOSE * size {
                break;
            }
        }
        let root = product.sqrt();
        let mean = 2.0 * root / size;
        let ratio = y / root;
        let weight = amplification * mean * mean * mean;
        self.mean = mean;
        Place {
            price: ratio * (weight + ratio) / (weight * ratio + 1.0),
            size,
        }
    }
}

/// Where Newton's method is so close that one more step would change nothing.
const CLOSE: f64 = 1e-8;
/// Where it is not close after so many steps, it will not be.
const MOST_STEPS: usize = 24;

/// `h + w` and `h - w` where `h = √(1+w²)`, so that their product is 1; the smaller one not by
/// subtraction.
fn inverses(w: f64, hypotenuse: f64) -> (f64, f64) {
    let greater = hypotenuse + w.abs();
    let smaller = 1.0 / greater;
    if w >= 0.0 {
        (greater, smaller)
    } else {
        (smaller, greater)
    }
}

/// `L² = (x + L/√b)(y + L√a)` is a quadratic equation in the liquidity `L`, with one root above 0.
fn range_place(lower: f64, upper: f64, x: f64, y: f64) -> Place {
    let (low, high) = (lower.sqrt(), upper.sqrt());
    let open = (upper - lower) / (high * (high + low));
    let linear = x * low + y / high;
    let size = (linear + (linear * linear + 4.0 * open * x * y).sqrt()) / (2.0 * open);
    let price = (y + size * low) / (x + size / high);
    Place {
        price: price.max(lower).min(upper),
        size,
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, Shape};
    use crate::analysis::curve::Curve;
    use proptest::prelude::*;

    fn any_curve() -> impl Strategy<Value = Curve> {
        prop_oneof![
            Just(Curve::ConstantProduct),
            (0.01..0.99).prop_map(|weight| Curve::Weighted { weight }),
            (0.0..10.8_f64).prop_map(|log| Curve::Stable {
                amplification: log.exp()
            }),
            Just(Curve::Range {
                lower: 0.9,
                upper: 1.2
            }),
            (0.0..9.0_f64).prop_map(|log| Curve::Eclp {
                alpha: 0.9,
                beta: 1.2,
                c: 0.6,
                s: 0.8,
                lambda: log.exp()
            }),
        ]
    }

    proptest! {
        /// From one price to another, near or far: the same as from nothing, and back again.
        #[test]
        fn both_ways(curve in any_curve(), from in -0.7..0.7_f64, by in -0.2..0.2_f64, size in 0.1..10.0_f64) {
            let mut shape = Shape::new(curve);
            let start = curve.reachable(from.exp());
            let at = curve.position(start);
            let near = shape.locate(at.x, at.y, Place { price: start, size: 1.0 });
            prop_assert!((near.size - 1.0).abs() < 1e-9, "{near:?} for {start}");
            let price = curve.reachable((from + by).exp());
            let (x, y) = shape.reserves(price);
            let slow = curve.position(price);
            // What the last digit of the price moves, and a little more.
            let within = 8.0 * f64::EPSILON * (slow.slope * price + slow.x + slow.y);
            prop_assert!((x - slow.x).abs() < 4.0 * within, "{x} not {}", slow.x);
            prop_assert!((y - slow.y).abs() < 4.0 * within, "{y} not {}", slow.y);
            let found = shape.locate(size * x, size * y, near);
            prop_assert!((found.size / size - 1.0).abs() < 1e-9, "{found:?} for {price}");
            let (x_again, y_again) = shape.reserves(found.price);
            let again = 1e-13 * size * (x + y) + 100.0 * size * within;
            prop_assert!((found.size * x_again - size * x).abs() < again);
            prop_assert!((found.size * y_again - size * y).abs() < again);
        }
    }
}
