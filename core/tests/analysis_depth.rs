//! Depth: the table of a pool worth ten million, inverses, and the two directions.

// Exact results are meant exactly.
#![allow(clippy::float_cmp)]

use proptest::prelude::*;
use yb_core::analysis::curve::Curve;
use yb_core::analysis::depth::{Pool, Sold};

fn pool(amplification: f64) -> Pool {
    Pool {
        curve: Curve::Stable { amplification },
        price: 1.0,
        tvl: 1e7,
    }
}

const IMPACTS: [f64; 5] = [1e-4, 5e-4, 1e-3, 5e-3, 1e-2];

#[test]
fn amounts_that_move_the_spot_price() {
    // X sold, then the average impact of the last column in basis points (60-digit arithmetic).
    let table = [
        (
            50.0,
            [
                12_750.796_9,
                63_753.989_8,
                127_436.481,
                621_102.939,
                1_156_557.97,
            ],
            47.571_677_04,
        ),
        (
            200.0,
            [
                50_243.721_7,
                250_100.805,
                493_237.935,
                1_872_134.92,
                2_649_922.35,
            ],
            36.314_681_52,
        ),
        (
            1000.0,
            [
                249_031.171,
                1_127_852.58,
                1_860_447.73,
                3_455_288.66,
                3_905_075.55,
            ],
            19.795_090_35,
        ),
    ];
    for (amplification, amounts, average) in table {
        let pool = pool(amplification);
        for (impact, expected) in IMPACTS.into_iter().zip(amounts) {
            let trade = pool.trade_for_impact(Sold::X, impact);
            let error = (trade.amount_in / expected - 1.0).abs();
            assert!(
                error < 5e-9,
                "A {amplification}: {} for {expected}",
                trade.amount_in
            );
            assert!((trade.spot_impact - impact).abs() < 1e-15);
        }
        let last = pool.trade_for_impact(Sold::X, 0.01);
        assert!(
            (1e4 * last.average_impact - average).abs() < 1e-8,
            "{}",
            last.average_impact
        );
        let direct = 1.0 - last.amount_out / last.amount_in;
        assert!((last.average_impact - direct).abs() < 1e-14);
    }
}

#[test]
fn a_range_sells_out() {
    let pool = Pool {
        curve: Curve::Range {
            lower: 0.98,
            upper: 1.02,
        },
        price: 1.0,
        tvl: 1e6,
    };
    let trade = pool.trade_for_impact(Sold::Y, 0.5);
    assert_eq!(trade.price, 1.02);
    let held = pool.curve.position(1.0);
    assert!((trade.amount_out - 1e6 * held.x / held.value()).abs() < 1e-9);
    assert!((trade.spot_impact - 0.02 / 1.02).abs() < 1e-15);
    let most = trade.amount_in;
    assert!(pool.trade_of(Sold::Y, 0.999 * most).is_some());
    assert_eq!(pool.trade_of(Sold::Y, 1.001 * most), None);
    assert_eq!(pool.trade_of(Sold::Y, -1.0), None);
    assert_eq!(pool.trade_of(Sold::Y, f64::NAN), None);
    assert_eq!(
        pool.trade_of(Sold::X, 0.0).map(|trade| trade.amount_out),
        Some(0.0)
    );
}

#[test]
fn size_for_a_target() {
    let tvl = pool(200.0).tvl_for(Sold::X, 1e6, 0.001);
    let grown = Pool { tvl, ..pool(200.0) };
    let trade = grown.trade_of(Sold::X, 1e6).expect("deep enough");
    assert!((trade.spot_impact / 0.001 - 1.0).abs() < 1e-9);
}

proptest! {
    #[test]
    fn impact_and_amount_are_inverse(
        log_amplification in 0.0..10.0, price in 0.9..1.1, impact in 1e-4..0.2, sell_x: bool,
    ) {
        let curve = Curve::Stable { amplification: f64::exp(log_amplification) };
        let pool = Pool { curve, price, tvl: 1e6 };
        let sold = if sell_x { Sold::X } else { Sold::Y };
        let trade = pool.trade_for_impact(sold, impact);
        let back = pool.trade_of(sold, trade.amount_in).expect("it was found once");
        prop_assert!((back.amount_out / trade.amount_out - 1.0).abs() < 1e-9);
        prop_assert!(0.0 < trade.average_impact && trade.average_impact < trade.spot_impact);
        let worth = if sell_x { price } else { 1.0 / price };
        let direct = 1.0 - trade.amount_out / (trade.amount_in * worth);
        prop_assert!((trade.average_impact - direct).abs() < 1e-9);
    }

    /// At par both tokens of StableSwap are as deep.
    #[test]
    fn the_two_directions_mirror(log_amplification in 0.0..10.0, impact in 1e-4..0.5) {
        let pool = pool(f64::exp(log_amplification));
        let (x, y) = (pool.trade_for_impact(Sold::X, impact), pool.trade_for_impact(Sold::Y, impact));
        prop_assert!((x.amount_in / y.amount_in - 1.0).abs() < 1e-10);
        prop_assert!((x.average_impact / y.average_impact - 1.0).abs() < 1e-9);
    }
}
