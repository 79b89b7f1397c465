//! Ellipses, weights and ranges at a price: reference values of 60-digit arithmetic, ends of ranges, bad parameters.
// Reference values keep every digit of their source, and exact results are meant exactly.
#![allow(
    clippy::excessive_precision,
    clippy::unreadable_literal,
    clippy::float_cmp
)]

use std::f64::consts::FRAC_1_SQRT_2;

use yb_core::analysis::curve::Curve;
use yb_core::analysis::limits::Limit;

fn relative(found: f64, expected: f64) -> f64 {
    (found / expected - 1.0).abs()
}

#[test]
fn a_live_eclp_pool() {
    // ECLP-wstETH-wETH on mainnet: multiple of the constant product, and share of X, at rate parity.
    let diagonal = FRAC_1_SQRT_2;
    let curve = Curve::Eclp {
        alpha: 0.9985,
        beta: 1.0005,
        c: diagonal,
        s: diagonal,
        lambda: 8500.0,
    };
    let pool = curve.position(1.0);
    assert!(relative(pool.concentration() / 4.0, 2_245.649_744_274_68) < 1e-12);
    assert!((pool.share() - 0.478_038).abs() < 5e-7);
    // Its snapshot: 1535.699696 wstETH at a rate of 1.161179830902898325, 3.419868598 WETH.
    let pool = curve.position(0.998_688_200_143_505_766);
    let r = 0.157_051_674_622_324_246;
    assert!(relative(r * pool.x, 1_535.699_696 * 1.161_179_830_902_898_325) < 1e-9);
    assert!(relative(r * pool.y, 3.419_868_598) < 1e-9);
    assert!(relative(r * pool.value(), 1_784.304_149_658_7) < 1e-9);
}

/// Range, rotation, lambda, price, then x, y and |x'| by Gyro's own formulas in 60 digits.
const EDGES: [([f64; 6], [f64; 3]); 4] = [
    (
        [0.999, 1.001, 0.6, 0.8, 1e4, 0.9995],
        [
            0.0000187924275817700654,
            6.20334920673163967e-6,
            0.0124439092153850964,
        ],
    ),
    (
        [1.2, 1.4, 0.6, 0.8, 1e8, 0.8 / 0.6],
        [59999999.1467040896, 79999999.471052874, 2159999999999999.39],
    ),
    (
        [1.2, 1.4, 0.6, 0.8, 1e8, 0.8 / 0.6 + 3e-9],
        [
            53557463.0479999742,
            88590047.6122941499,
            2122752226880489.11,
        ],
    ),
    (
        [0.9, 1.1, FRAC_1_SQRT_2, FRAC_1_SQRT_2, 1e6, 1.0 - 1e-6],
        [1023334.0411052743, 390878.256101617733, 252982516387.988552],
    ),
];

#[test]
fn eclp_keeps_its_digits_at_a_sharp_peak() {
    for ([alpha, beta, c, s, lambda, price], expected) in EDGES {
        let pool = Curve::Eclp {
            alpha,
            beta,
            c,
            s,
            lambda,
        }
        .position(price);
        for (found, expected) in [pool.x, pool.y, pool.slope].into_iter().zip(expected) {
            assert!(relative(found, expected) < 5e-15, "{found} for {expected}");
        }
    }
}

#[test]
fn weighted_loss_keeps_its_digits_near_the_start() {
    for (weight, rise, expected) in [
        (0.3, 9.5367431640625e-07, 9.54968920781672743e-14),
        (0.3, 0.00390625, 1.59863569931112807e-6),
        (0.3, 0.75, 0.0421997310496517719),
        (0.99, 9.5367431640625e-07, 4.50199732831835507e-15),
        (0.99, 0.00390625, 7.54318692377163899e-8),
        (0.99, 0.75, 0.00226592497328012719),
    ] {
        let found = Curve::Weighted { weight }.loss_versus_holding(1.0, 1.0 + rise);
        assert!(relative(found, expected) < 5e-14, "{found} for {expected}");
    }
}

#[test]
fn outside_its_range_a_pool_is_all_one_token() {
    let range = Curve::Range {
        lower: 0.95,
        upper: 1.05,
    };
    let eclp = Curve::Eclp {
        alpha: 0.95,
        beta: 1.05,
        c: 0.6,
        s: 0.8,
        lambda: 50.0,
    };
    for curve in [range, eclp] {
        for price in [1e-9, 0.5, 0.95] {
            let pool = curve.position(price);
            assert_eq!((pool.y, pool.slope, pool.share()), (0.0, 0.0, 1.0));
            assert_eq!(pool.x, curve.position(0.95).x);
        }
        for price in [1.05, 2.0, 1e9] {
            let pool = curve.position(price);
            assert_eq!((pool.x, pool.slope, pool.share()), (0.0, 0.0, 0.0));
            assert_eq!(pool.y, curve.position(1.05).y);
        }
        assert!(curve.position(1.0).slope > 0.0);
    }
}

#[test]
fn each_bad_parameter_is_named_with_its_limit() {
    use Limit::{Above, AtLeast, AtMost, Equal, Finite};
    let eclp = |alpha, beta, c, s, lambda| Curve::Eclp {
        alpha,
        beta,
        c,
        s,
        lambda,
    };
    let cases = [
        (
            Curve::Weighted { weight: 0.0 },
            vec![("weight", AtLeast(0.01))],
        ),
        (
            Curve::Weighted { weight: 1.0 },
            vec![("weight", AtMost(0.99))],
        ),
        (
            Curve::Weighted { weight: f64::NAN },
            vec![("weight", Finite)],
        ),
        (
            Curve::Stable { amplification: 0.0 },
            vec![("amplification", AtLeast(1.0))],
        ),
        (
            Curve::Stable {
                amplification: 50_001.0,
            },
            vec![("amplification", AtMost(50_000.0))],
        ),
        (
            Curve::Range {
                lower: -1.0,
                upper: f64::INFINITY,
            },
            vec![("lower", AtLeast(1e-9)), ("upper", Finite)],
        ),
        (
            Curve::Range {
                lower: 1.0,
                upper: 1.0,
            },
            vec![("upper", Above(1.0))],
        ),
        (
            eclp(0.9, 0.8, 0.6, 0.7, 0.5),
            vec![
                ("beta", Above(0.9)),
                ("s", Equal(0.8)),
                ("lambda", AtLeast(1.0)),
            ],
        ),
        (
            eclp(0.9, 1.1, 1.5, 0.0, 1e9),
            vec![("c", AtMost(1.0)), ("lambda", AtMost(1e8))],
        ),
    ];
    for (curve, expected) in cases {
        let errors = curve.validate().expect_err("invalid");
        let found: Vec<_> = errors
            .iter()
            .map(|error| (error.parameter, error.limit))
            .collect();
        assert_eq!(found, expected, "{curve:?}");
    }
    assert_eq!(eclp(0.9, 1.1, 0.6, 0.8, 1e8).validate(), Ok(()));
}
