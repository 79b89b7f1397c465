//! Yield drift: golden values, closed forms, bad inputs.
// Reference values keep every digit of their source, and exact results are meant exactly.
#![allow(
    clippy::excessive_precision,
    clippy::unreadable_literal,
    clippy::float_cmp,
    clippy::expect_used
)]

use yb_core::analysis::curve::Curve;
use yb_core::analysis::drift::{BreakEven, Drift, Inputs, drift, path};
use yb_core::analysis::limits::Limit;

const CURVES: [Curve; 8] = [
    Curve::ConstantProduct,
    Curve::Weighted { weight: 0.8 },
    Curve::Stable {
        amplification: 50.0,
    },
    Curve::Stable {
        amplification: 200.0,
    },
    Curve::Stable {
        amplification: 1000.0,
    },
    Curve::Stable {
        amplification: 5000.0,
    },
    Curve::Range {
        lower: 0.95,
        upper: 1.05,
    },
    Curve::Range {
        lower: 0.99,
        upper: 1.01,
    },
];

fn year(curve: Curve, yield_rate: f64, swap_fee: f64) -> Inputs {
    Inputs {
        curve,
        yield_rate,
        horizon_years: 1.0,
        swap_fee,
        yield_fee: 0.1,
    }
}

fn solved(inputs: Inputs) -> Drift {
    drift(&inputs).expect("valid inputs")
}

/// `printed` as text, so that its last digit says how exact it is.
fn assert_printed(found: f64, printed: &str) {
    let digits = printed
        .split_once('.')
        .map_or(0, |(_, decimals)| decimals.len());
    let expected: f64 = printed.parse().expect("a number");
    let half = 0.500_1 * 10_f64.powi(-i32::try_from(digits).expect("few digits"));
    assert!((found - expected).abs() <= half, "{found} is not {printed}");
}

#[test]
fn losses_in_a_year() {
    let table = [
        (
            0.03,
            0.0,
            [
                "0.0114202361",
                "0.007330927",
                "0.4369982142",
                "0.8288816547",
                "1.169504809",
                "1.355714526",
                "0.462166017",
                "1.266997647",
            ],
        ),
        (
            0.03,
            0.003,
            [
                "0.0092611711",
                "0.005943182",
                "0.3671931772",
                "0.7211106369",
                "1.038299052",
                "1.21387028",
                "0.3747907225",
                "1.11655004",
            ],
        ),
        (
            0.10,
            0.0,
            [
                "0.1314362662",
                "0.084966679",
                "2.74165253",
                "3.825309617",
                "4.571704548",
                "4.94196449",
                "3.924408293",
                "4.984184106",
            ],
        ),
    ];
    for (yield_rate, swap_fee, row) in table {
        for (curve, printed) in CURVES.into_iter().zip(row) {
            let end = solved(year(curve, yield_rate, swap_fee)).end;
            assert_printed(100.0 * end.loss_versus_holding, printed);
        }
    }
    let left = [
        "98.5112", "99.4018", "52.956", "28.1454", "12.7592", "5.72284", "38.2236", "0",
    ];
    for (curve, printed) in CURVES.into_iter().zip(left) {
        assert_printed(
            100.0 * solved(year(curve, 0.03, 0.0)).end.token_share_left,
            printed,
        );
    }
}

#[test]
fn loss_versus_staking_is_what_all_in_the_token_would_have() {
    for curve in CURVES {
        let start = curve.position(1.0);
        let end = solved(year(curve, 0.1, 0.0)).end;
        let staked = 0.1_f64.exp();
        let pool = curve.position(staked).value() / start.value();
        assert!(
            (end.loss_versus_staking - (staked - pool)).abs() < 1e-14,
            "{curve:?}"
        );
    }
}

#[test]
fn share_of_the_yield_lost() {
    for (amplification, printed) in [
        (10.0, "0.081"),
        (50.0, "0.287"),
        (100.0, "0.417"),
        (200.0, "0.544"),
        (500.0, "0.686"),
        (1000.0, "0.768"),
        (2000.0, "0.831"),
        (5000.0, "0.890"),
    ] {
        let end = solved(year(Curve::Stable { amplification }, 0.03, 0.0)).end;
        assert_printed(end.loss_versus_holding / (0.5 * 0.03_f64.exp_m1()), printed);
    }
}

#[test]
fn fees_set_aside_bound_a_simulated_pool() {
    for (swap_fee, formula) in [(0.0004, "1.598175326"), (0.003, "1.495676091")] {
        let end = solved(year(
            Curve::Stable {
                amplification: 200.0,
            },
            0.05,
            swap_fee,
        ))
        .end;
        assert_printed(100.0 * end.loss_versus_holding, formula);
    }
}

#[test]
fn yield_fees_and_where_a_rate_provider_begins_to_pay() {
    for (yield_fee, cost) in [(0.5, "0.7613633"), (0.1, "0.1522727")] {
        let inputs = Inputs {
            yield_fee,
            ..year(Curve::ConstantProduct, 0.03, 0.0)
        };
        assert_printed(100.0 * solved(inputs).end.yield_fee_cost, cost);
    }
    for (yield_rate, yield_fee, printed) in [
        (0.03, 0.1, "13.18"),
        (0.05, 0.1, "7.38"),
        (0.1, 0.1, "3.12"),
        (0.03, 0.5, "163.9"),
        (0.05, 0.5, "94.9"),
        (0.1, 0.5, "45.0"),
    ] {
        let inputs = Inputs {
            yield_fee,
            ..year(Curve::ConstantProduct, yield_rate, 0.0004)
        };
        let found = solved(inputs)
            .break_even
            .amplification()
            .expect("there is one");
        assert_printed(found, printed);
        let at = solved(Inputs {
            curve: Curve::Stable {
                amplification: found,
            },
            ..inputs
        })
        .end;
        assert!((at.loss_versus_holding / at.yield_fee_cost - 1.0).abs() < 1e-12);
    }
}

#[test]
fn a_rate_provider_that_always_or_never_pays() {
    let base = year(Curve::ConstantProduct, 0.03, 0.0004);
    let outcome = |inputs: Inputs| solved(inputs).break_even;
    assert_eq!(
        outcome(Inputs {
            yield_fee: 0.0,
            ..base
        }),
        BreakEven::Always
    );
    assert_eq!(
        outcome(Inputs {
            yield_fee: 1.0,
            ..base
        }),
        BreakEven::Never
    );
    // The yield stays within the fee band: nobody trades, nothing is lost.
    assert_eq!(
        outcome(Inputs {
            swap_fee: 0.05,
            ..base
        }),
        BreakEven::Never
    );
    assert_eq!(
        outcome(Inputs {
            yield_rate: 0.0,
            ..base
        }),
        BreakEven::Never
    );
    // A falling rate pays no yield fee.
    assert_eq!(
        outcome(Inputs {
            yield_rate: -0.03,
            ..base
        }),
        BreakEven::Always
    );
}

#[test]
fn leaving_a_range() {
    let exit = |curve, yield_rate| solved(year(curve, yield_rate, 0.0)).range_exit_years;
    let range = Curve::Range {
        lower: 0.9,
        upper: 1.05,
    };
    assert_eq!(exit(range, 0.03), Some(1.05_f64.ln() / 0.03));
    assert_eq!(exit(range, -0.03), Some(0.9_f64.ln() / -0.03));
    assert_eq!(exit(range, 0.0), None);
    assert_eq!(exit(Curve::ConstantProduct, 0.03), None);
    // Beyond it all X was sold, at the mean price √(1·upper).
    let inputs = Inputs {
        horizon_years: 4.0,
        ..year(range, 0.03, 0.0)
    };
    let start = range.position(1.0);
    let expected = start.x * (0.12_f64.exp() - 1.05_f64.sqrt()) / start.value();
    let end = solved(inputs).end;
    assert!((end.loss_versus_holding / expected - 1.0).abs() < 1e-13);
    assert_eq!(end.token_share_left, 0.0);
}

#[test]
fn closed_forms() {
    for (yield_rate, horizon_years) in [(0.05, 1.0), (0.3, 10.0), (-0.5, 2.0), (1e-3, 1e-3)] {
        let growth: f64 = yield_rate * horizon_years;
        let loss = |curve| {
            let inputs = Inputs {
                horizon_years,
                ..year(curve, yield_rate, 0.0)
            };
            solved(inputs).end.loss_versus_holding
        };
        let product = (growth / 2.0).exp_m1().powi(2) / 2.0;
        // Near no growth a price e^(rT) can only say r T to 1e-16.
        let tolerance = 1e-13 + 1e-15 / growth.abs();
        assert!((loss(Curve::ConstantProduct) / product - 1.0).abs() < tolerance);
        if growth.abs() > 0.01 {
            let weighted = 0.8 * growth.exp() + 0.2 - (0.8 * growth).exp();
            assert!((loss(Curve::Weighted { weight: 0.8 }) / weighted - 1.0).abs() < 1e-11);
        }
    }
}

#[test]
fn a_day_of_yield_keeps_its_digits() {
    // (A+1)(rT)²/8 and the next orders, by 60-digit arithmetic.
    for (amplification, expected) in DAY {
        let inputs = Inputs {
            horizon_years: 1.0 / 365.0,
            ..year(Curve::Stable { amplification }, 0.03, 0.0)
        };
        let loss = solved(inputs).end.loss_versus_holding;
        assert!(
            (loss / expected - 1.0).abs() < 1e-10,
            "{loss} instead of {expected}"
        );
    }
}

const DAY: [(f64, f64); 3] = [
    (1.0, 1.68894161318820772e-9),
    (200.0, 1.69727168064799849e-7),
    (50000.0, 0.0000194068618303091789),
];

#[test]
fn a_falling_price_charges_the_seller() {
    // Constant product, p = e^-0.2, fee 1 %: the pool stops at q = p/0.99.
    let inputs = year(Curve::ConstantProduct, -0.2, 0.01);
    let end = solved(inputs).end;
    let price = (-0.2_f64).exp();
    let q = price / 0.99;
    let (bought, paid) = ((1.0 / q.sqrt() - 1.0) / 2.0 / 0.99, (1.0 - q.sqrt()) / 2.0);
    assert!((end.loss_versus_holding - (paid - price * bought)).abs() < 1e-15);
    assert!((end.token_share_left - 1.0 / q.sqrt()).abs() < 1e-15);
    let held = f64::midpoint(price, 1.0);
    assert!((end.loss_versus_staking - (price - (held - end.loss_versus_holding))).abs() < 1e-15);
    assert_eq!(end.yield_fee_cost, 0.0);
}

#[test]
fn the_path_ends_where_the_drift_does() {
    let inputs = year(
        Curve::Stable {
            amplification: 200.0,
        },
        0.03,
        0.0004,
    );
    let path = path(&inputs, 100).expect("valid");
    assert_eq!(path.len(), 101);
    assert_eq!(path[0].loss_versus_holding, 0.0);
    assert_eq!(path[100], solved(inputs).end);
    assert!(
        path.windows(2)
            .all(|pair| pair[0].loss_versus_holding <= pair[1].loss_versus_holding)
    );
    assert_eq!(
        yb_core::analysis::drift::path(&inputs, 0)
            .expect("valid")
            .len(),
        1
    );
}

#[test]
fn each_bad_input_is_named_with_its_limit() {
    use Limit::{Above, AtLeast, AtMost, Below, Finite};
    let errors = drift(&Inputs {
        curve: Curve::Range {
            lower: 1.01,
            upper: 1.05,
        },
        yield_rate: -1.0,
        horizon_years: f64::NAN,
        swap_fee: -0.1,
        yield_fee: 1.1,
    })
    .expect_err("invalid");
    let found: Vec<_> = errors
        .iter()
        .map(|error| (error.parameter, error.limit))
        .collect();
    assert_eq!(
        found,
        [
            ("lower", Below(1.0)),
            ("yieldRate", AtLeast(-0.99)),
            ("horizonYears", Finite),
            ("swapFee", AtLeast(0.0)),
            ("yieldFee", AtMost(1.0)),
        ]
    );
    let far = Inputs {
        horizon_years: 50.0,
        ..year(Curve::ConstantProduct, 0.5, 0.0)
    };
    assert_eq!(drift(&far).expect_err("too far")[0].limit, AtMost(40.0));
    let below = Curve::Range {
        lower: 0.9,
        upper: 1.0,
    };
    let errors = drift(&year(below, 0.03, 0.0)).expect_err("excludes 1");
    assert_eq!(
        (errors[0].parameter, errors[0].limit),
        ("upper", Above(1.0))
    );
}
