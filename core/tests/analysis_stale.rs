//! Stale rates: simulated years, the closed form, and what both must obey.

// Reference values keep every digit of their source, and exact results are meant exactly.
#![allow(clippy::excessive_precision, clippy::float_cmp, clippy::expect_used)]

use proptest::prelude::*;
use yb_core::analysis::SECONDS_PER_YEAR;
use yb_core::analysis::curve::Curve;
use yb_core::analysis::limits::Limit;
use yb_core::analysis::stale::{
    Inputs, Method, Stale, Updates, closed_form, loss, simulate, stale,
};

const DAY: f64 = 86_400.0;

fn stable(amplification: f64) -> Curve {
    Curve::Stable { amplification }
}

/// Amplification, days between updates, yield, fee; then the loss of a year in percent, simulated
/// on balances, and by the closed form with the fee as the half-width and the jump of the rate
/// itself. Both count the updates strictly inside the year: 364 daily, 52 weekly ones.
const YEARS: [(f64, u32, f64, f64, f64, f64); 4] = [
    (200.0, 1, 0.05, 0.0, 0.034_564_8, 0.034_328_2),
    (1000.0, 1, 0.03, 0.0, 0.061_711_7, 0.061_541_4),
    (200.0, 1, 0.05, 0.5e-4, 0.002_502_0, 0.002_503_4),
    (200.0, 7, 0.05, 1e-4, 0.149_307_8, 0.150_674_4),
];

#[test]
fn simulated_years() {
    for (amplification, days, yield_rate, swap_fee, simulated, _) in YEARS {
        let jump = yield_rate * f64::from(days) / 365.0;
        let updates = f64::from(364 / days);
        let found = 100.0 * simulate(stable(amplification), 1.0, jump, swap_fee, updates);
        let error = (found / simulated - 1.0).abs();
        assert!(error < 5e-4, "{found} instead of {simulated}");
    }
}

#[test]
fn closed_forms() {
    for (amplification, days, yield_rate, swap_fee, _, formula) in YEARS {
        let jump = (yield_rate * f64::from(days) / 365.0).exp_m1();
        let updates = f64::from(364 / days);
        let found = 100.0 * updates * closed_form(stable(amplification), 1.0, jump, swap_fee);
        assert!(
            (found - formula).abs() < 1e-7,
            "{found} instead of {formula}"
        );
    }
}

fn solved(inputs: Inputs) -> Stale {
    stale(&inputs).expect("valid inputs")
}

fn weekly(amplification: f64, swap_fee: f64) -> Inputs {
    Inputs {
        curve: stable(amplification),
        price: 1.0,
        yield_rate: 0.05,
        updates: Updates::Interval { seconds: 7.0 * DAY },
        swap_fee,
    }
}

#[test]
fn says_which_way_it_went() {
    // A weekly jump sells a quarter of a pool with A = 1000: the closed form says 0.750 %.
    let deep = solved(weekly(1000.0, 1e-4));
    assert_eq!(deep.method, Method::Simulation);
    assert!(
        (100.0 * deep.loss_rate / 0.574 - 1.0).abs() < 5e-3,
        "{}",
        deep.loss_rate
    );
    let closed = deep.updates_per_year * closed_form(stable(1000.0), 1.0, deep.jump, 1e-4);
    assert!((100.0 * closed - 0.7515).abs() < 1e-3);

    let shallow = solved(weekly(200.0, 1e-4));
    assert_eq!(shallow.method, Method::ClosedForm);
    let half_width = -(-1e-4_f64).ln_1p();
    let each = closed_form(stable(200.0), 1.0, shallow.jump, half_width);
    assert_eq!(shallow.loss_rate, shallow.updates_per_year * each);

    let stopped = solved(weekly(1000.0, 0.001));
    assert_eq!(
        (stopped.method, stopped.loss_rate),
        (Method::ClosedForm, 0.0)
    );
}

#[test]
fn jumps_and_minimum_fees() {
    // A daily rebase at 3 %: 0.82 bp, and 0.41 bp of fee is enough.
    let daily = Inputs {
        yield_rate: 0.03,
        updates: Updates::Interval { seconds: DAY },
        ..weekly(200.0, 0.0)
    };
    let found = solved(daily);
    assert!((found.jump - 0.03 / 365.0).abs() < 1e-18);
    assert!((found.minimum_fee - 0.03 / 730.0).abs() < 1e-18);
    assert!((found.updates_per_year - 365.0).abs() < 1e-12);
    assert!(found.loss_rate > 0.0);
    assert_eq!(
        solved(Inputs {
            swap_fee: found.minimum_fee,
            ..daily
        })
        .loss_rate,
        0.0
    );
    let just_less = Inputs {
        swap_fee: 0.999 * found.minimum_fee,
        ..daily
    };
    assert!(solved(just_less).loss_rate > 0.0);
}

#[test]
fn an_oracle_jumps_by_its_threshold_or_at_its_heartbeat() {
    let oracle = |threshold| {
        let updates = Updates::Oracle {
            threshold,
            heartbeat_seconds: DAY,
        };
        solved(Inputs {
            updates,
            ..weekly(200.0, 0.0)
        })
    };
    let slow = oracle(0.005);
    assert_eq!(
        (slow.jump, slow.updates_per_year),
        (0.05 * DAY / SECONDS_PER_YEAR, 365.0)
    );
    let quick = oracle(1e-5);
    assert_eq!((quick.jump, quick.updates_per_year), (1e-5, 5000.0));
    assert!(quick.loss_rate < slow.loss_rate);
    let still = Inputs {
        yield_rate: 0.0,
        updates: Updates::Oracle {
            threshold: 0.01,
            heartbeat_seconds: DAY,
        },
        ..weekly(200.0, 0.0)
    };
    assert_eq!((solved(still).jump, solved(still).loss_rate), (0.0, 0.0));
}

#[test]
fn every_curve_has_an_answer() {
    let diagonal = std::f64::consts::FRAC_1_SQRT_2;
    let curves = [
        Curve::Range {
            lower: 0.999,
            upper: 1.001,
        },
        Curve::Range {
            lower: 0.9999,
            upper: 1.0001,
        },
        Curve::Eclp {
            alpha: 0.9985,
            beta: 1.0005,
            c: diagonal,
            s: diagonal,
            lambda: 8500.0,
        },
        stable(50_000.0),
    ];
    for curve in curves {
        let found = solved(Inputs {
            curve,
            ..weekly(1.0, 1e-4)
        });
        assert_eq!(found.method, Method::Simulation, "{curve:?}");
        // No more than all the yield of the pool's X.
        assert!(
            (1e-4..0.03).contains(&found.loss_rate),
            "{curve:?}: {}",
            found.loss_rate
        );
    }
}

/// A pool that stands off its peg: less deep there, and its price stays where the market has it.
#[test]
fn a_pool_off_its_peg() {
    let at = |price, amplification, swap_fee| {
        solved(Inputs {
            price,
            ..weekly(amplification, swap_fee)
        })
    };
    let (par, off) = (at(1.0, 200.0, 0.0), at(0.99, 200.0, 0.0));
    assert_eq!(off.method, Method::ClosedForm);
    let depth = stable(200.0).position(0.99).concentration() / 201.0;
    assert!((off.loss_rate / par.loss_rate / depth - 1.0).abs() < 1e-12);
    // Simulated there, update for update, it is the same.
    let year = simulate(stable(200.0), 0.99, off.jump, 0.0, 1.0);
    let each = closed_form(stable(200.0), 0.99, off.jump, 0.0);
    // The first update only closes half of its gap: the pool was not yet leaned against it.
    assert!((0.9..1.1).contains(&(year / each)), "{year} {each}");
    // A weekly jump climbs to the peg from below and finds the deepest part on its way.
    let (par, off) = (at(1.0, 5000.0, 1e-5), at(0.9995, 5000.0, 1e-5));
    assert_eq!(
        (par.method, off.method),
        (Method::Simulation, Method::Simulation)
    );
    assert!(off.loss_rate > par.loss_rate);
}

/// No rate, stale or fresh, changes a price of a scale-free curve.
#[test]
fn staleness_costs_a_scale_free_curve_nothing() {
    for curve in [Curve::ConstantProduct, Curve::Weighted { weight: 0.8 }] {
        let found = solved(Inputs {
            curve,
            ..weekly(1.0, 0.0)
        });
        assert_eq!((found.loss_rate, found.minimum_fee), (0.0, 0.0));
        assert!(found.jump > 0.0);
    }
}

/// Flat curves, ranges that a jump would leave, and curves that bend within a jump are simulated.
#[test]
fn the_closed_form_is_not_used_where_it_is_wrong() {
    let method = |curve| {
        let updates = Updates::Interval { seconds: DAY };
        solved(Inputs {
            curve,
            updates,
            ..weekly(1.0, 0.0)
        })
        .method
    };
    assert_eq!(method(stable(200.0)), Method::ClosedForm);
    assert_eq!(method(stable(2.0)), Method::Simulation);
    // A range whose upper end is nearer than the jump, but whose depth is small beside it.
    let ends_soon = Curve::Range {
        lower: 0.9,
        upper: 1.000_01,
    };
    assert_eq!(method(ends_soon), Method::Simulation);
    let found = solved(Inputs {
        curve: ends_soon,
        ..weekly(1.0, 0.0)
    });
    // It cannot sell more than it has: 0.01 % of its value.
    assert!(found.loss_rate < 1e-3, "{}", found.loss_rate);
    // An E-CLP at par far from its peak.
    let (c, s) = (0.7075, (1.0_f64 - 0.7075 * 0.7075).sqrt());
    let bends = Curve::Eclp {
        alpha: 0.99,
        beta: 1.01,
        c,
        s,
        lambda: 20_000.0,
    };
    assert_eq!(method(bends), Method::Simulation);
}

/// A rate provider changes nothing for a scale-free curve: each update costs what the drift of a
/// jump does, |x'| p² j²/2.
#[test]
fn constant_product_leaks_what_its_drift_does() {
    let jump = 0.05 / 365.0;
    let found = simulate(Curve::ConstantProduct, 1.0, jump, 0.0, 365.0);
    assert!((found / 8.561_6e-7 - 1.0).abs() < 0.02, "{found}");
}

#[test]
fn each_bad_input_is_named_with_its_limit() {
    use Limit::{Above, AtLeast, AtMost, Below};
    let errors = stale(&Inputs {
        curve: Curve::Range {
            lower: 0.9,
            upper: 0.95,
        },
        price: 1.0,
        yield_rate: -0.1,
        updates: Updates::Interval { seconds: 0.0 },
        swap_fee: 1.0,
    })
    .expect_err("invalid");
    let found: Vec<_> = errors
        .iter()
        .map(|error| (error.parameter, error.limit))
        .collect();
    assert_eq!(
        found,
        [
            ("price", Below(0.95)),
            ("yieldRate", AtLeast(0.0)),
            ("updateIntervalSeconds", Above(0.0)),
            ("swapFee", Below(1.0)),
        ]
    );
    let updates = Updates::Oracle {
        threshold: 2.0,
        heartbeat_seconds: 1e9,
    };
    let errors = stale(&Inputs {
        updates,
        ..weekly(200.0, 0.0)
    })
    .expect_err("invalid");
    let found: Vec<_> = errors
        .iter()
        .map(|error| (error.parameter, error.limit))
        .collect();
    assert_eq!(
        found,
        [
            ("deviationThreshold", AtMost(1.0)),
            ("heartbeatSeconds", AtMost(SECONDS_PER_YEAR)),
        ]
    );
    let fast = Inputs {
        yield_rate: 2.0,
        updates: Updates::Interval {
            seconds: SECONDS_PER_YEAR,
        },
        ..weekly(200.0, 0.0)
    };
    assert_eq!(
        stale(&fast).expect_err("invalid")[0].limit,
        AtMost(SECONDS_PER_YEAR / 2.0)
    );
}

proptest! {
    /// Where the closed form is taken, an update simulated on a settled pool agrees to a tenth.
    #[test]
    fn the_closed_form_is_right_where_it_is_taken(
        log_amplification in 0.0..10.8, log_jump in -12.0..-4.0, fee_part in 0.0..0.5_f64,
    ) {
        let (curve, jump) = (stable(f64::exp(log_amplification)), f64::exp(log_jump));
        let swap_fee = fee_part * jump;
        let (method, closed) = loss(curve, 1.0, jump, swap_fee, 1.0);
        if method == Method::ClosedForm && closed > 0.0 {
            // The loss of the fourth update: by then the pool has settled.
            let settled = simulate(curve, 1.0, jump, swap_fee, 4.0) - simulate(curve, 1.0, jump, swap_fee, 3.0);
            prop_assert!((settled / closed - 1.0).abs() < 0.12, "{} for {}", settled, closed);
        }
    }

    /// The simulation approaches the closed form as jumps get small beside the depth.
    #[test]
    fn the_closed_form_is_the_limit(
        log_amplification in 4.0..10.0, part in 1e-4..1e-3, fee_part in 0.0..0.4_f64,
    ) {
        let amplification = f64::exp(log_amplification);
        let jump = part * 4.0 / (amplification + 1.0);
        let swap_fee: f64 = fee_part * jump;
        let each = closed_form(stable(amplification), 1.0, jump, -(-swap_fee).ln_1p());
        let found = simulate(stable(amplification), 1.0, jump, swap_fee, 1000.0) / 1000.0;
        // The update leans the pool by 2/(A+1) of the jump, which the closed form leaves out; where
        // the fee leaves little of the jump, that counts for more.
        let tolerance = 0.02 + 8.0 / amplification / (1.0 - 2.0 * fee_part);
        prop_assert!((found / each - 1.0).abs() < tolerance, "{} for {}", found, each);
    }

    /// A higher fee never costs more, nor do more updates cost less.
    #[test]
    fn losses_fall_with_the_fee_and_grow_with_time(
        amplification in 1.0..5000.0, jump in 1e-5..1e-2, fee in 0.0..0.004, more in 1.0..2.0,
    ) {
        let loss = |fee, updates| simulate(stable(amplification), 1.0, jump, fee, updates);
        prop_assert!(loss(fee * more, 50.0) <= loss(fee, 50.0) * (1.0 + 1e-12));
        prop_assert!(loss(fee, 50.0 * more) >= loss(fee, 50.0));
    }
}
