//! Impermanent loss: the published example, drift's closed form, and what must hold for all.

// Exact results are meant exactly; helpers of tests may panic.
#![allow(clippy::float_cmp, clippy::expect_used)]

use proptest::prelude::*;
use yb_core::analysis::curve::Curve;
use yb_core::analysis::impermanent::{Impermanent, Token, impermanent};
use yb_core::analysis::limits::Limit;

fn solved(tokens: &[(f64, f64)]) -> Impermanent {
    let tokens: Vec<_> = tokens
        .iter()
        .map(|&(weight, price_change)| Token {
            weight,
            price_change,
        })
        .collect();
    impermanent(&tokens).expect("valid tokens")
}

#[test]
fn the_published_example() {
    let found = solved(&[(0.5, 1.0), (0.5, 0.15)]);
    assert!((found.loss - 0.037_095_18).abs() < 5e-9);
    assert!((found.loss - (1.0 - 2.3_f64.sqrt() / 1.575)).abs() < 1e-15);
    assert!((found.pool - 1.516_575).abs() < 5e-7);
    assert_eq!(found.held, 1.575);
    // x y stays what it was, and the values of both sides are equal.
    assert!((found.balances[0] * found.balances[1] - 1.0).abs() < 1e-15);
    assert!((found.balances[0] * 2.0 - found.balances[1] * 1.15).abs() < 1e-15);
}

#[test]
fn each_bad_input_is_named_with_its_limit() {
    let tokens = [
        Token {
            weight: 1.0,
            price_change: 0.0,
        },
        Token {
            weight: 0.5,
            price_change: -1.0,
        },
    ];
    let errors = impermanent(&tokens).expect_err("invalid");
    let found: Vec<_> = errors
        .iter()
        .map(|error| (error.parameter, error.limit))
        .collect();
    assert_eq!(
        found,
        [
            ("weight", Limit::AtMost(0.99)),
            ("priceChange", Limit::Above(-1.0)),
            ("weights", Limit::AtMost(1.0 + 1e-9)),
        ]
    );
    assert_eq!(
        impermanent(&[]).expect_err("nothing")[0].parameter,
        "weights"
    );
}

proptest! {
    /// One price moves: the weighted curve says the same.
    #[test]
    fn two_tokens_are_the_weighted_curve(weight in 0.01..0.99, change in -0.9..5.0) {
        let found = solved(&[(weight, change), (1.0 - weight, 0.0)]);
        let curve = Curve::Weighted { weight };
        let expected = curve.loss_versus_holding(1.0, 1.0 + change) / found.held;
        prop_assert!((found.loss - expected).abs() < 1e-15 + 1e-10 * expected);
    }

    #[test]
    fn a_pool_never_beats_holding(a in -0.99..10.0, b in -0.99..10.0, c in -0.99..10.0) {
        let found = solved(&[(0.2, a), (0.3, b), (0.5, c)]);
        prop_assert!((0.0..1.0).contains(&found.loss));
        prop_assert!((found.pool / found.held - 1.0 + found.loss).abs() < 1e-14);
        // Its weights hold at the new prices.
        for ((weight, change), balance) in [(0.2, a), (0.3, b), (0.5, c)].into_iter().zip(&found.balances) {
            let share: f64 = weight * balance * (1.0 + change) / found.pool;
            prop_assert!((share - weight).abs() < 1e-14);
        }
        // A common factor changes nothing.
        let doubled = solved(&[(0.2, 2.0 * a + 1.0), (0.3, 2.0 * b + 1.0), (0.5, 2.0 * c + 1.0)]);
        prop_assert!((doubled.loss - found.loss).abs() < 1e-14);
    }
}
