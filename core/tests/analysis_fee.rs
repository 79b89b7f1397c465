//! The best fee: closed forms where there are some, and what must hold for all.

// Helpers of tests may panic.
#![allow(clippy::expect_used, clippy::float_cmp)]

use proptest::prelude::*;
use yb_core::analysis::arbitrage::{self, BlockModel};
use yb_core::analysis::curve::Curve;
use yb_core::analysis::fee::{Best, GREATEST_FEE, Inputs, LEAST_FEE, best, path};
use yb_core::analysis::limits::Limit;

const STABLE: Curve = Curve::Stable {
    amplification: 200.0,
};

fn inputs(curve: Curve, volatility: f64) -> Inputs {
    Inputs {
        pool: arbitrage::Inputs {
            curve,
            volatility,
            price: 1.0,
            swap_fee: 0.0004,
            block_time_seconds: 12.0,
            block_model: BlockModel::Poisson,
        },
        tvl: 1e7,
        volume: 5e6,
        elasticity: 1.0,
    }
}

fn solved(inputs: Inputs) -> Best {
    best(&inputs).expect("valid inputs")
}

fn close(a: f64, b: f64, relative: f64) -> bool {
    (a / b - 1.0).abs() <= relative
}

#[test]
fn without_volatility_the_best_fee_is_todays_over_the_elasticity() {
    for elasticity in [0.5, 1.0, 4.0] {
        let found = solved(Inputs {
            elasticity,
            ..inputs(STABLE, 0.0)
        });
        assert!(close(found.best.fee, 0.0004 / elasticity, 1e-7));
        // Income at it: f V₀ e^(ε-1) for f = f₀/ε.
        let most = 0.0004 / elasticity * 5e6 * (elasticity - 1.0).exp() * 365.0 / 1e7;
        assert!(close(found.best.net, most, 1e-12));
        assert_eq!(found.best.arbitrage, 0.0);
    }
}

/// An LP example of the facts: 5M a day at 1 bp in a pool of 10M is 1.825 % a year.
#[test]
fn income_is_fee_times_volume() {
    let mut of = inputs(STABLE, 0.01);
    of.pool.swap_fee = 0.0001;
    let now = solved(of).now;
    assert!(close(now.income, 0.01825, 1e-14), "{}", now.income);
    assert_eq!(now.volume, 5e6);
    let rates = arbitrage::rates(&of.pool).expect("valid");
    assert_eq!(now.arbitrage, rates.arbitrage);
    assert_eq!(now.net, now.income - now.arbitrage);
}

/// Where the derivative is zero: Poisson blocks have one in closed form.
#[test]
fn the_slope_of_what_is_left_is_zero_at_the_best_fee() {
    let of = inputs(STABLE, 0.02);
    let found = solved(of);
    let (f, f0) = (found.best.fee, of.pool.swap_fee);
    let income = found.best.income * (1.0 / f - of.elasticity / f0);
    let rates = arbitrage::rates(&of.pool).expect("valid");
    let steepness = (2.0_f64 / (12.0 / 31_536_000.0)).sqrt() / 0.02;
    let share = 1.0 / (1.0 + steepness * -(-f).ln_1p());
    let arbitrage = -rates.lvr * share * share * steepness / (1.0 - f);
    // A maximum is flat: the fee is right to 1e-8, the slope to less.
    assert!(close(income, arbitrage, 1e-4), "{income} {arbitrage}");
    assert!(found.best.net > found.now.net);
}

#[test]
fn without_traders_the_highest_fee_loses_least() {
    let found = solved(Inputs {
        volume: 0.0,
        ..inputs(STABLE, 0.02)
    });
    assert!(close(found.best.fee, GREATEST_FEE, 1e-12));
    assert!(found.best.net < 0.0 && found.best.net > found.now.net);
    // Volume that does not mind the fee asks for the highest as well.
    let found = solved(Inputs {
        elasticity: 0.0,
        ..inputs(STABLE, 0.02)
    });
    assert!(close(found.best.fee, GREATEST_FEE, 1e-12));
}

#[test]
fn each_bad_input_is_named_with_its_limit() {
    let mut of = inputs(STABLE, -1.0);
    of.pool.swap_fee = 0.2;
    let errors = best(&Inputs {
        tvl: 0.0,
        volume: -1.0,
        elasticity: f64::NAN,
        ..of
    })
    .expect_err("invalid");
    let found: Vec<_> = errors.iter().map(|e| (e.parameter, e.limit)).collect();
    assert_eq!(
        found,
        [
            ("volatility", Limit::AtLeast(0.0)),
            ("swapFee", Limit::AtMost(GREATEST_FEE)),
            ("tvl", Limit::Above(0.0)),
            ("volume", Limit::AtLeast(0.0)),
            ("elasticity", Limit::Finite),
        ]
    );
}

proptest! {
    /// No fee on a fine grid leaves more, and the band holds what it says.
    #[test]
    fn no_fee_leaves_more(
        volatility in 0.0..0.05, volume in 1e4..1e8, elasticity in 0.1..5.0, constant: bool,
        log_fee in -12.0..-4.0, kind in 0_usize..3,
    ) {
        let diagonal = std::f64::consts::FRAC_1_SQRT_2;
        let curves = [
            STABLE,
            Curve::Range { lower: 0.98, upper: 1.02 },
            Curve::Eclp { alpha: 0.9985, beta: 1.0005, c: diagonal, s: diagonal, lambda: 8500.0 },
        ];
        let mut of = inputs(curves[kind], volatility);
        of.pool.swap_fee = f64::exp(log_fee);
        of.pool.block_model = if constant { BlockModel::Constant } else { BlockModel::Poisson };
        let of = Inputs { volume, elasticity, ..of };
        let found = solved(of);
        prop_assert!((LEAST_FEE * 0.999..=GREATEST_FEE * 1.001).contains(&found.best.fee));
        for point in path(&of, LEAST_FEE, GREATEST_FEE, 777).expect("valid") {
            let most = found.best.net + 1e-9 * found.best.net.abs();
            prop_assert!(point.net <= most, "{:?} beats {:?}", point, found.best);
        }
        let (from, to) = found.band;
        prop_assert!(from <= found.best.fee * 1.000_001 && found.best.fee <= to * 1.000_001);
        let enough = found.best.net - 0.1 * found.best.net.abs();
        for point in path(&of, from * 1.000_001, to / 1.000_001, 50).expect("valid") {
            prop_assert!(point.net >= enough - 1e-6 * enough.abs() - 1e-15, "{:?} in {:?}", point, found);
        }
    }
}
