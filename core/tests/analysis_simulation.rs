//! Simulation against closed forms and against simulations of others.

// Reference values keep every digit of their source.
#![allow(clippy::excessive_precision, clippy::expect_used)]

use yb_core::analysis::arbitrage::{constant_blocks, half_width};
use yb_core::analysis::curve::Curve;
use yb_core::analysis::simulation::path::{Market, Path, Point};
use yb_core::analysis::simulation::pool::{Standing, Terms};
use yb_core::analysis::simulation::random::Random;
use yb_core::analysis::simulation::{Config, Simulation};
use yb_core::analysis::{SECONDS_PER_YEAR, lvr};

const DAY: f64 = 86_400.0;

/// A price that stands still for a year of days.
const STILL: Market = Market {
    yield_rate: 0.0,
    volatility: 0.0,
    reversion: 0.0,
    jumps_per_year: 0.0,
    jump_size: 0.0,
    step_seconds: DAY,
    steps: 365,
    update_seconds: 0.0,
    seed: 1,
};

const STABLE: Curve = Curve::Stable {
    amplification: 200.0,
};

fn terms(curve: Curve, swap_fee: f64, follows_rate: bool) -> Terms {
    Terms {
        curve,
        swap_fee,
        follows_rate,
        yield_fee: 0.0,
    }
}

fn run(path: Path, pools: [Terms; 2]) -> Simulation {
    let config = Config {
        path,
        pools,
        moments: 1000,
    };
    let mut simulation = Simulation::new(config).expect("valid inputs");
    simulation.advance(u32::MAX);
    simulation
}

/// The pool with a rate provider, and the one without.
fn ends(market: Market, curve: Curve, swap_fee: f64) -> [Standing; 2] {
    let pools = [true, false].map(|follows| terms(curve, swap_fee, follows));
    run(Path::Made(market), pools).now().pools
}

fn loss(pool: &Standing) -> f64 {
    pool.held - pool.value
}

/// Loss of a year at 5 %, in percent of the value, with the fee kept in the pool.
#[test]
fn drift_with_fees_kept() {
    let market = Market {
        yield_rate: 0.05,
        ..STILL
    };
    for (swap_fee, simulated) in [
        (0.0, 1.613_969_28),
        (0.0004, 1.598_071_10),
        (0.003, 1.494_926_51),
    ] {
        let [followed, fixed] = ends(market, STABLE, swap_fee);
        let found = 100.0 * loss(&fixed);
        assert!((found - simulated).abs() < 6e-9, "{found} not {simulated}");
        // With a fresh rate X grows inside the pool. Without a fee arbitrage brings it back to halves
        // each day, which multiplies the value by (1 + e^(r/365))/2; a fee of 4 basis points stops that.
        let halves = f64::midpoint(1.0, (0.05 / 365.0_f64).exp()).powi(365);
        let residual = f64::midpoint(1.0, 0.05_f64.exp()) - halves;
        let residual = if swap_fee == 0.0 { residual } else { 0.0 };
        let found = loss(&followed) - followed.arbitrage;
        assert!((found - residual).abs() < 1e-10, "{found} not {residual}");
    }
}

/// Daily steps leave arbitrage `r²/(8·365)` of a constant product; simulated elsewhere: 8.67e-7.
#[test]
fn what_steps_of_a_drift_leave_to_arbitrage() {
    let market = Market {
        yield_rate: 0.05,
        ..STILL
    };
    let [_, fixed] = ends(market, Curve::ConstantProduct, 0.0);
    assert!(
        (fixed.arbitrage - 8.67e-7).abs() < 0.005e-7,
        "{}",
        fixed.arbitrage
    );
    let formula = 0.05 * 0.05 / (8.0 * 365.0);
    assert!((fixed.arbitrage / formula - 1.0).abs() < 0.03);
}

/// Amplification, days between updates, yield, fee; loss of a year before and after updates, in percent.
#[test]
fn stale_rates() {
    for (amplification, days, yield_rate, swap_fee, simulated) in [
        (200.0, 1, 0.05, 0.0, 0.034_564_8),
        (1000.0, 1, 0.03, 0.0, 0.061_711_7),
        (200.0, 1, 0.05, 0.5e-4, 0.002_502_0),
        (200.0, 7, 0.05, 1e-4, 0.149_307_8),
        (1000.0, 7, 0.05, 1e-3, 0.000_000_1),
    ] {
        let every = DAY * f64::from(days);
        let market = Market {
            yield_rate,
            step_seconds: every,
            update_seconds: every,
            steps: 364 / u32::try_from(days).expect("small"),
            ..STILL
        };
        let [followed, _] = ends(market, Curve::Stable { amplification }, swap_fee);
        let found = 100.0 * followed.arbitrage;
        assert!((found - simulated).abs() < 6e-8, "{found} not {simulated}");
    }
}

/// Without fees, arbitrage takes LVR: `σ²/8` of a constant product, `A+1` times that near a peg.
#[test]
fn loss_versus_rebalancing_of_every_curve() {
    let curves = [
        (Curve::ConstantProduct, 0.1),
        (Curve::Weighted { weight: 0.8 }, 0.1),
        (STABLE, 0.0002),
        (
            Curve::Range {
                lower: 0.95,
                upper: 1.05,
            },
            0.001,
        ),
        (
            Curve::Eclp {
                alpha: 0.9985,
                beta: 1.0005,
                c: 0.5_f64.sqrt(),
                s: 0.5_f64.sqrt(),
                lambda: 8500.0,
            },
            2e-6,
        ),
    ];
    for (curve, volatility) in curves {
        let market = Market {
            volatility,
            steps: 60_000,
            step_seconds: 300.0,
            ..STILL
        };
        let pool = terms(curve, 0.0, true);
        let done = run(Path::Made(market), [pool, pool]);
        let values = done.moments().iter().map(|moment| moment.pools[0].value);
        let mean = values.sum::<f64>() / done.moments().len() as f64;
        let years = 60_000.0 * 300.0 / SECONDS_PER_YEAR;
        let expected = lvr::rate(curve, volatility, 1.0) * years * mean;
        let ratio = done.now().pools[0].arbitrage / expected;
        // A sum of n squares of normal deviates is off by √(2/n); four times that.
        let within = 4.0 * (2.0_f64 / 60_000.0).sqrt();
        assert!((ratio - 1.0).abs() < within, "{ratio} for {curve:?}");
    }
}

/// What fees leave of LVR at even blocks, at the bands where the exact share is known.
#[test]
fn share_of_lvr_at_even_blocks() {
    let volatility = 0.05 * 365_f64.sqrt();
    let years = 12.0 / SECONDS_PER_YEAR;
    let market = Market {
        volatility,
        steps: 300_000,
        step_seconds: 12.0,
        ..STILL
    };
    let fees = [1e-4_f64, 5e-4].map(|g| -(-g).exp_m1());
    let pools = fees.map(|fee| terms(Curve::ConstantProduct, fee, false));
    let done = run(Path::Made(market), pools);
    for (pool, (fee, exact)) in [(fees[0], 0.779_399_657), (fees[1], 0.406_922_362)]
        .into_iter()
        .enumerate()
    {
        let share = constant_blocks(half_width(fee) / (volatility * years.sqrt()));
        assert!((share / exact - 1.0).abs() < 1e-3);
        let found = share_of_lvr(&done, pool, volatility, 300_000.0 * years);
        assert!((found / exact - 1.0).abs() < 0.03, "{found} not {exact}");
    }
}

/// The same for blocks at random, exact for a constant product: `P cosh(g/2)/(1 - σ²Δ/8)`.
#[test]
fn share_of_lvr_at_blocks_at_random() {
    let volatility = 0.05 * 365_f64.sqrt();
    let (mut random, _) = Random::pair(5);
    let mut at = Point {
        seconds: 0.0,
        price: 1.0,
        rate: 1.0,
    };
    let mut rows = vec![at];
    for _ in 0..300_000 {
        let wait = -12.0 * random.uniform().ln();
        let variance = volatility * volatility * wait / SECONDS_PER_YEAR;
        at.seconds += wait;
        at.price *= (variance.sqrt() * random.normal() - variance / 2.0).exp();
        rows.push(at);
    }
    let fees = [1e-4_f64, 5e-4].map(|g| -(-g).exp_m1());
    let pools = fees.map(|fee| terms(Curve::ConstantProduct, fee, false));
    let years = at.seconds / SECONDS_PER_YEAR;
    let done = run(Path::Given(rows), pools);
    for (pool, exact) in [0.806_451_612_903, 0.454_545_454_545]
        .into_iter()
        .enumerate()
    {
        let found = share_of_lvr(&done, pool, volatility, years);
        assert!((found / exact - 1.0).abs() < 0.03, "{found} not {exact}");
    }
}

fn share_of_lvr(done: &Simulation, pool: usize, volatility: f64, years: f64) -> f64 {
    let values = done.moments().iter().map(|moment| moment.pools[pool].value);
    let mean = values.sum::<f64>() / done.moments().len() as f64;
    done.now().pools[pool].arbitrage / (volatility * volatility / 8.0 * years * mean)
}

/// Blocks of twelve seconds for a tenth of a year, with a trade at nearly each: what a search from nothing at each step
/// gave, to 10⁻¹². A wide ellipse, a narrow one, and one that the price leaves.
#[test]
fn ellipses_at_every_block() {
    let eclp = |alpha, beta, c, s, lambda| Curve::Eclp {
        alpha,
        beta,
        c,
        s,
        lambda,
    };
    let half = core::f64::consts::FRAC_1_SQRT_2;
    let narrow = eclp(0.9985, 1.0005, half, half, 8500.0);
    let wide = eclp(0.8, 1.3, 0.6, 0.8, 50.0);
    for (curve, volatility, swap_fee, value, arbitrage, fees, trades) in [
        (
            narrow,
            0.0002,
            0.0,
            1.000_641_272_341_666_44,
            2.158_980_788_125_397_04e-4,
            0.0,
            262_836,
        ),
        (
            wide,
            0.02,
            0.0004,
            1.005_583_303_785_428_26,
            5.652_572_025_055_350_00e-8,
            3.080_553_803_876_539_36e-6,
            5099,
        ),
        (
            narrow,
            0.02,
            0.0001,
            1.000_708_318_632_963_72,
            4.336_084_499_487_897_74e-5,
            6.368_642_912_659_066_91e-4,
            677,
        ),
    ] {
        let market = Market {
            yield_rate: 0.03,
            volatility,
            step_seconds: 12.0,
            steps: 262_800,
            update_seconds: DAY,
            ..STILL
        };
        let terms = Terms {
            yield_fee: 0.1,
            ..terms(curve, swap_fee, true)
        };
        let [end, _] = run(Path::Made(market), [terms; 2]).now().pools;
        for (found, known) in [
            (end.value, value),
            (end.arbitrage, arbitrage),
            (end.fees, fees),
        ] {
            assert!((found - known).abs() < 1e-12, "{found} not {known}");
        }
        assert_eq!(end.trades, trades);
    }
}
