//! Yield drift: how it grows, and that it is the integral over the trades.

// A loss of nothing is exactly nothing.
#![allow(clippy::float_cmp)]

use proptest::prelude::*;
use yb_core::analysis::curve::Curve;
use yb_core::analysis::drift::loss_versus_holding;

proptest! {
    #[test]
    fn drift_grows_with_amplification_and_yield(
        amplification in 1.0..40_000.0, more in 1.001..1.2,
        log_price in 1e-4..1.0, swap_fee in 0.0..0.05,
    ) {
        let loss = |amplification, log_price: f64| {
            loss_versus_holding(Curve::Stable { amplification }, log_price.exp(), swap_fee)
        };
        let base = loss(amplification, log_price);
        let (steeper, longer) = (loss(amplification * more, log_price), loss(amplification, log_price * more));
        prop_assert!(base >= 0.0);
        if log_price.exp() * (1.0 - swap_fee) > 1.0 + 1e-6 {
            prop_assert!(steeper > base && longer > base, "{} {} {}", base, steeper, longer);
        } else if log_price.exp() * (1.0 - swap_fee) <= 1.0 {
            prop_assert_eq!(base, 0.0);
        }
    }

    /// The loss is what the integral over the trades says, by Simpson's rule on the slope alone.
    #[test]
    fn loss_is_the_integral_over_the_trades(
        amplification in 1.0..100.0, log_price in 0.01..0.5_f64, swap_fee in 0.0..0.005,
    ) {
        let curve = Curve::Stable { amplification };
        let (price, steps) = (log_price.exp(), 2000_u32);
        let end = price * (1.0 - swap_fee);
        let width = (end - 1.0) / f64::from(steps);
        let integrand = |k: u32| {
            let q = 1.0 + width * f64::from(k);
            (price - q / (1.0 - swap_fee)) * curve.position(q).slope
        };
        let sum: f64 = (0..=steps)
            .map(|k| integrand(k) * if k == 0 || k == steps { 1.0 } else if k % 2 == 1 { 4.0 } else { 2.0 })
            .sum();
        let found = loss_versus_holding(curve, price, swap_fee);
        prop_assert!((found / (sum * width / 3.0) - 1.0).abs() < 1e-6);
    }
}
