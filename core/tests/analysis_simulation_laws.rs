//! What every simulation obeys: nothing is lost, nothing depends on slices, a seed is a path.

#![allow(clippy::float_cmp, clippy::expect_used)]

use proptest::prelude::*;
use yb_core::analysis::curve::Curve;
use yb_core::analysis::simulation::path::{Market, Path, Point};
use yb_core::analysis::simulation::pool::Terms;
use yb_core::analysis::simulation::{Config, Simulation};

const LIVELY: Market = Market {
    yield_rate: 0.05,
    volatility: 0.02,
    reversion: 20.0,
    jumps_per_year: 50.0,
    jump_size: 0.01,
    step_seconds: 43_200.0,
    steps: 700,
    update_seconds: 86_400.0,
    seed: 42,
};

fn curves() -> [Curve; 5] {
    [
        Curve::ConstantProduct,
        Curve::Weighted { weight: 0.8 },
        Curve::Stable {
            amplification: 200.0,
        },
        Curve::Range {
            lower: 0.95,
            upper: 1.05,
        },
        Curve::Eclp {
            alpha: 0.9985,
            beta: 1.0005,
            c: 0.5_f64.sqrt(),
            s: 0.5_f64.sqrt(),
            lambda: 8500.0,
        },
    ]
}

fn config(market: Market, curve: Curve, swap_fee: f64) -> Config {
    let pool = |follows_rate| Terms {
        curve,
        swap_fee,
        follows_rate,
        yield_fee: 0.1,
    };
    Config {
        path: Path::Made(market),
        pools: [pool(true), pool(false)],
        moments: 700,
    }
}

fn done(config: Config) -> Simulation {
    let mut simulation = Simulation::new(config).expect("valid inputs");
    simulation.advance(u32::MAX);
    simulation
}

/// What a pool has lost against the market's moves of what it held, arbitrage and the venue have gained.
#[test]
fn nothing_is_lost_between_pool_arbitrage_and_venue() {
    for curve in curves() {
        for swap_fee in [0.0, 0.0004] {
            let done = done(config(LIVELY, curve, swap_fee));
            let moments = done.moments();
            assert_eq!(moments.len(), 701);
            for pool in [0, 1] {
                let mut moved = 1.0;
                for pair in moments.windows(2) {
                    let (before, after) = (&pair[0], &pair[1]);
                    let stood = before.pools[pool];
                    let tokens = stood.share * stood.value / before.market.price;
                    moved += tokens * (after.market.price - before.market.price);
                }
                let end = done.now().pools[pool];
                let gained = end.arbitrage + end.yield_fees;
                let error = (moved - end.value - gained).abs();
                assert!(error < 2e-13, "{error:e} of {curve:?} at {swap_fee}");
                assert!(end.arbitrage > 0.0 && end.trades > 0);
                assert_eq!(end.yield_fees > 0.0, pool == 0);
                assert_eq!(end.fees > 0.0, swap_fee > 0.0);
            }
        }
    }
}

#[test]
fn the_slices_change_nothing() {
    for curve in curves() {
        let whole = done(config(LIVELY, curve, 0.0004));
        for slice in [1, 7, 333] {
            let mut sliced = Simulation::new(config(LIVELY, curve, 0.0004)).expect("valid inputs");
            let mut last = 0.0;
            while sliced.progress() < 1.0 {
                sliced.advance(slice);
                assert!(sliced.progress() > last);
                last = sliced.progress();
            }
            assert_eq!(sliced.moments(), whole.moments());
            assert_eq!(sliced.now(), whole.now());
        }
    }
}

#[test]
fn a_seed_is_a_path_and_jumps_leave_the_rest_of_it_alone() {
    let curve = curves()[2];
    let end = |market| done(config(market, curve, 0.0004)).now();
    assert_eq!(end(LIVELY), end(LIVELY));
    assert_ne!(end(LIVELY), end(Market { seed: 43, ..LIVELY }));
    let calm = Market {
        jumps_per_year: 0.0,
        ..LIVELY
    };
    let tiny = Market {
        jump_size: 1e-12,
        ..LIVELY
    };
    assert!((end(calm).market.price - end(tiny).market.price).abs() < 1e-9);
}

/// Means over seeds: the basis is a martingale without reversion, and has Schwartz's variance with it.
#[test]
fn the_basis_has_the_moments_of_its_law() {
    let seeds = 4000;
    let logs = |market: Market| -> Vec<f64> {
        let one = |seed| {
            let end = done(config(
                Market { seed, ..market },
                Curve::ConstantProduct,
                0.0,
            ))
            .now();
            end.market.price.ln()
        };
        (0..seeds).map(one).collect()
    };
    let free = Market {
        yield_rate: 0.0,
        volatility: 0.5,
        reversion: 0.0,
        jumps_per_year: 4.0,
        jump_size: 0.2,
        step_seconds: 2_592_000.0,
        steps: 6,
        ..LIVELY
    };
    let n = f64::from(u32::try_from(seeds).expect("small"));
    let mean = logs(free).iter().map(|log| log.exp()).sum::<f64>() / n;
    // Variance of the logarithm over half a year: 0.25·0.49 + 4·0.04·0.49 = 0.2.
    assert!(
        (mean - 1.0).abs() < 4.0 * (0.2_f64.exp_m1() / n).sqrt(),
        "{mean}"
    );
    let pulled = Market {
        volatility: 0.02,
        reversion: 30.0,
        jumps_per_year: 0.0,
        ..free
    };
    let logs = logs(pulled);
    let mean = logs.iter().sum::<f64>() / n;
    let variance = logs.iter().map(|log| (log - mean).powi(2)).sum::<f64>() / n;
    let law = 0.02 * 0.02 / (2.0 * 30.0);
    assert!(
        (variance / law - 1.0).abs() < 4.0 * (2.0 / n).sqrt(),
        "{variance}"
    );
    assert!(
        (mean + 0.02 * 0.02 / 2.0 / 30.0).abs() < 4.0 * (law / n).sqrt(),
        "{mean}"
    );
}

#[test]
fn every_fault_is_named() {
    let mut bad = config(LIVELY, Curve::ConstantProduct, 1.0);
    bad.path = Path::Made(Market {
        volatility: f64::NAN,
        steps: 0,
        yield_rate: 11.0,
        ..LIVELY
    });
    bad.moments = 0;
    let faults = Simulation::new(bad).expect_err("four faults");
    let names: Vec<_> = faults.iter().map(|fault| fault.parameter).collect();
    assert_eq!(
        names,
        [
            "yieldRate",
            "volatility",
            "steps",
            "swapFee",
            "swapFee",
            "moments"
        ]
    );
    let row = |seconds, price| Point {
        seconds,
        price,
        rate: 1.0,
    };
    let with = |rows| {
        let mut given = config(LIVELY, curves()[3], 0.0);
        given.path = Path::Given(rows);
        Simulation::new(given).map(drop).expect_err("a fault")[0].parameter
    };
    assert_eq!(with(vec![row(0.0, 1.0)]), "rows");
    assert_eq!(with(vec![row(5.0, 1.0), row(5.0, 1.0)]), "seconds");
    assert_eq!(with(vec![row(0.0, 1.06), row(1.0, 1.0)]), "startPrice");
}

#[test]
fn a_given_path_is_a_made_one_that_was_written_down() {
    let market = Market {
        update_seconds: 0.0,
        ..LIVELY
    };
    let made = done(config(market, curves()[2], 0.0004));
    let mut given = config(LIVELY, curves()[2], 0.0004);
    let rows: Vec<Point> = made.moments().iter().map(|moment| moment.market).collect();
    given.path = Path::Given(rows);
    let given = done(given);
    assert_eq!(given.moments(), made.moments());
    assert_eq!(given.longest_gap(), 43_200.0);
}

fn any_curve() -> impl Strategy<Value = Curve> {
    prop_oneof![
        Just(Curve::ConstantProduct),
        (0.01..0.99).prop_map(|weight| Curve::Weighted { weight }),
        (0.0..10.8_f64).prop_map(|log| Curve::Stable {
            amplification: log.exp()
        }),
        (1e-6..0.5, 1e-6..2.0).prop_map(|(below, above)| Curve::Range {
            lower: 1.0 - below,
            upper: 1.0 + above,
        }),
        (1e-4..0.5, 1e-4..2.0, 0.0..18.0_f64).prop_map(|(below, above, log)| Curve::Eclp {
            alpha: 1.0 - below,
            beta: 1.0 + above,
            c: 0.5_f64.sqrt(),
            s: 0.5_f64.sqrt(),
            lambda: log.exp(),
        }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    /// However wild the market: numbers stay numbers, arbitrage never pays, and nothing is lost.
    #[test]
    fn wild_markets(
        curve in any_curve(),
        swap_fee in prop_oneof![Just(0.0), 0.0..0.5],
        volatility in 0.0..10.0,
        jump_size in 0.0..2.0,
        yield_rate in -0.9..5.0,
        update_seconds in prop_oneof![Just(0.0), 1e5..3e6],
        seed in any::<u64>(),
    ) {
        let market = Market {
            volatility,
            jump_size,
            yield_rate,
            update_seconds,
            seed,
            reversion: 0.0,
            jumps_per_year: 20.0,
            step_seconds: 2e6,
            steps: 50,
        };
        let done = done(config(market, curve, swap_fee));
        for pool in [0, 1] {
            let mut moved = 1.0;
            for pair in done.moments().windows(2) {
                let (before, after) = (&pair[0], &pair[1]);
                let (stood, now) = (before.pools[pool], after.pools[pool]);
                let tokens = stood.share * stood.value / before.market.price;
                moved += tokens * (after.market.price - before.market.price);
                prop_assert!(now.arbitrage >= stood.arbitrage - 1e-12 * now.value.max(1.0), "{now:?} after {stood:?}");
                prop_assert!(now.value > 0.0 && now.value.is_finite());
                prop_assert!((-1e-9..=1.0 + 1e-9).contains(&now.share), "{now:?}");
                let gained = now.arbitrage + now.yield_fees;
                let size = now.value + gained + 1.0;
                prop_assert!((moved - now.value - gained).abs() < 1e-10 * size, "{now:?}: {moved}");
            }
        }
    }
}
