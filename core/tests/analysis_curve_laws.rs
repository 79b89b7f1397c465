//! Curves at a price: what holds for every curve, wherever it stands.

use proptest::prelude::*;
use yb_core::analysis::curve::Curve;

fn relative(found: f64, expected: f64) -> f64 {
    (found / expected - 1.0).abs()
}

fn curves() -> impl Strategy<Value = Curve> {
    let amplification = (-4.6..10.8).prop_map(f64::exp);
    let width = (-9.0..1.0).prop_map(f64::exp);
    prop_oneof![
        Just(Curve::ConstantProduct),
        (0.01..0.99).prop_map(|weight| Curve::Weighted { weight }),
        amplification.prop_map(|amplification| Curve::Stable { amplification }),
        (width.clone(), width.clone()).prop_map(|(below, above)| Curve::Range {
            lower: 1.0 / (1.0 + below),
            upper: 1.0 + above
        }),
        (width.clone(), width, 0.1..1.47, 0.0..18.0).prop_map(|(below, above, angle, lambda)| {
            let (s, c) = f64::sin_cos(angle);
            Curve::Eclp {
                alpha: 1.0 / (1.0 + below),
                beta: 1.0 + above,
                c,
                s,
                lambda: f64::exp(lambda),
            }
        }),
    ]
}

/// A price inside the curve's range: the given fraction of the way through it.
fn inside(curve: Curve, fraction: f64) -> f64 {
    let (lower, upper) = curve.bounds().unwrap_or((0.2, 5.0));
    lower + fraction * (upper - lower)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// dV/dp = x, by central differences of y and x: p dx + dy = 0.
    #[test]
    fn trades_happen_at_the_marginal_price(curve in curves(), fraction in 0.05..0.95) {
        let price = inside(curve, fraction);
        let (lower, upper) = curve.bounds().unwrap_or((0.2, 5.0));
        let step = (upper - lower) * 1e-3;
        let (a, b) = (curve.position(price - step), curve.position(price + step));
        // Where a steep curve has nothing left to trade, differences are rounding.
        let noise = 1e-14 * a.x.max(b.y) * (1.0 + price);
        let (sold, paid) = (a.x - b.x, b.y - a.y);
        prop_assert!(sold > -noise && paid > -noise);
        prop_assert!(paid > (price - step) * sold - noise, "{} for {}", paid, sold);
        prop_assert!(paid < (price + step) * sold + noise, "{} for {}", paid, sold);
    }

    /// The loss versus holding is its definition wherever that keeps its digits, and never below 0.
    #[test]
    fn loss_is_what_holders_have_over_owners(curve in curves(), from in 0.0..1.0, to in -0.5..1.5) {
        let (from, to) = (inside(curve, from), inside(curve, to).max(1e-3));
        let (start, end) = (curve.position(from), curve.position(to));
        let direct = to * (start.x - end.x) + (start.y - end.y);
        let loss = curve.loss_versus_holding(from, to);
        prop_assert!(loss >= 0.0);
        let noise = 1e-14 * (to * start.x + start.y);
        prop_assert!((loss - direct).abs() <= 1e-11 * loss + noise, "{} and {}", loss, direct);
    }

    /// Near the start the loss is V |x'| e²/2, where the definition would be all rounding.
    #[test]
    fn a_small_move_costs_half_the_slope(curve in curves(), fraction in 0.2..0.8) {
        let from = inside(curve, fraction);
        let pool = curve.position(from);
        let (lower, upper) = curve.bounds().unwrap_or((0.2, 5.0));
        // A small part of the width over which the slope changes.
        let width = (pool.value() / pool.slope / from).min(upper - lower);
        let steep = if let Curve::Eclp { lambda, .. } = curve { 1.0 / lambda } else { 1.0 };
        let to = from + 1e-4 * width.min(steep * from);
        let expected = pool.slope * (to - from) * (to - from) / 2.0;
        let loss = curve.loss_versus_holding(from, to);
        let floor = 1e-14 * from / (to - from);
        prop_assert!(relative(loss, expected) < 2e-3 + floor, "{} for {}", loss, expected);
    }

    /// The slope is the derivative of x.
    #[test]
    fn slope_is_the_derivative(curve in curves(), fraction in 0.05..0.95) {
        let price = inside(curve, fraction);
        let pool = curve.position(price);
        let narrow = match curve {
            Curve::Stable { amplification } => 1.0 / (1.0 + amplification),
            Curve::Eclp { lambda, .. } => 1.0 / lambda,
            _ => 1.0,
        };
        let (lower, upper) = curve.bounds().unwrap_or((0.2, 5.0));
        let step = 1e-3 * (upper - lower).min(narrow);
        let (a, b) = (curve.position(price - step), curve.position(price + step));
        let slope = (a.x - b.x) / (2.0 * step);
        let noise = 1e-14 * pool.x / step;
        prop_assert!((slope - pool.slope).abs() < 1e-4 * slope + noise, "{} for {}", pool.slope, slope);
    }

    /// Balances found for a price satisfy the invariant and have that marginal price.
    #[test]
    fn stable_inversion_leaves_no_residual(
        log_amplification in -4.6..10.8, log_price in -20.7..20.7,
    ) {
        let (amplification, price) = (f64::exp(log_amplification), f64::exp(log_price));
        let pool = Curve::Stable { amplification }.position(price);
        let cross = 1.0 / (4.0 * pool.x * pool.y);
        let ann = 2.0 * amplification;
        let scale = ann * (pool.x + pool.y) + 1.0 + ann + cross;
        let invariant = ann * (pool.x + pool.y) + 1.0 - ann - cross;
        prop_assert!(invariant.abs() < 2e-15 * scale, "{:e}", invariant / scale);
        let marginal = (ann + cross / pool.x) / (ann + cross / pool.y);
        prop_assert!(relative(marginal, price) < 1e-14, "{} for {}", marginal, price);
    }
}
