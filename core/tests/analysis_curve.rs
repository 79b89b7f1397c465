//! Curves at a price: reference values of 60-digit arithmetic, ends of ranges, bad parameters.
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

/// Amplification, price, then x, y and |x'| of the pool with D = 1; solved with mpmath by bisection
/// on the invariant itself, without the substitutions that the code makes.
const STABLE: [(f64, f64, f64, f64, f64); 24] = [
    (
        0.01,
        1e-9,
        2899.6545872780952789,
        1.4619746582206710328e-6,
        974626966649.32163682,
    ),
    (
        0.01,
        0.5,
        0.70917225871943790175,
        0.35209224456839722902,
        0.71412445300988401538,
    ),
    (
        0.01,
        0.999,
        0.50025268953293806185,
        0.49974743684343039861,
        0.25287922395249596817,
    ),
    (
        0.01,
        1.0000001,
        0.49999997475000187901,
        0.50000002524999938349,
        0.25249996212500471193,
    ),
    (
        0.01,
        1.03,
        0.49259128579544388006,
        0.50751902370745238261,
        0.24154913604614542483,
    ),
    (
        0.01,
        1e9,
        1.4619746582206709721e-6,
        2899.6545872780953396,
        9.7462696664932171776e-16,
    ),
    (
        1.0,
        1e-9,
        630.21059082653332689,
        3.1498024604334919356e-7,
        209986819777.02789444,
    ),
    (
        1.0,
        0.5,
        0.84781038477993102871,
        0.24761781293187396676,
        0.92617433652456839344,
    ),
    (
        1.0,
        0.999,
        0.50050037506230465329,
        0.49949987518774206543,
        0.50075018671857721793,
    ),
    (
        1.0,
        1.0000001,
        0.49999995000000372081,
        0.50000004999999877919,
        0.49999992500000183121,
    ),
    (
        1.0,
        1.03,
        0.48533565550106112289,
        0.51488263623421683043,
        0.47768963185894636746,
    ),
    (
        1.0,
        1e9,
        3.1498024604334918048e-7,
        630.21059082653333996,
        2.0998681977702791187e-16,
    ),
    (
        200.0,
        1e-9,
        108.22202390992741009,
        5.3860482409633612321e-8,
        35906731723.880720723,
    ),
    (
        200.0,
        0.5,
        0.99875312303226023811,
        0.024396884496365433693,
        0.099843239925152171589,
    ),
    (
        200.0,
        0.999,
        0.54932379353327765112,
        0.45070063706085183288,
        47.513208850517424768,
    ),
    (
        200.0,
        1.0000001,
        0.49999497500037494604,
        0.50000502499987630394,
        50.249992432350945311,
    ),
    (
        200.0,
        1.03,
        0.14175983182705787329,
        0.86086162457155075722,
        2.2971369213299409402,
    ),
    (
        200.0,
        1e9,
        5.3860482409633610085e-8,
        108.22202390992741233,
        3.5906731723880723705e-17,
    ),
    (
        50000.0,
        1e-9,
        17.609496827445735647,
        8.5474451845855541638e-9,
        5696675143.9838477349,
    ),
    (
        50000.0,
        0.5,
        0.999995000049999875,
        0.0015786447343635117053,
        0.0063245157913472059731,
    ),
    (
        50000.0,
        0.999,
        0.9501391606374673701,
        0.049903564924749784705,
        24.930413575128205363,
    ),
    (
        50000.0,
        1.0000001,
        0.4987499907178921675,
        0.50125000934460790446,
        12499.779387676499454,
    ),
    (
        50000.0,
        1.03,
        0.0091258343438859223856,
        0.99114056192611175176,
        0.15212584086892161116,
    ),
    (
        50000.0,
        1e9,
        8.547445184585553809e-9,
        17.609496827445736002,
        5.6966751439838482081e-18,
    ),
];

#[test]
fn stable_inversion_keeps_its_digits_at_the_peg_and_far_from_it() {
    for (amplification, price, x, y, slope) in STABLE {
        let pool = Curve::Stable { amplification }.position(price);
        let found = [(pool.x, x), (pool.y, y), (pool.slope, slope)];
        for (found, expected) in found {
            let error = relative(found, expected);
            assert!(
                error < 5e-15,
                "A {amplification}, p {price}: {found} is off by {error:e}"
            );
        }
    }
}

/// Prices where X is a given share of the balances.
#[test]
fn stable_prices_at_an_imbalance() {
    let table = [
        (
            50.0,
            [
                0.991_549_851_9,
                0.946_469_297_8,
                0.814_242_862_1,
                0.541_192_852,
            ],
        ),
        (
            200.0,
            [
                0.997_844_564_1,
                0.985_691_017_5,
                0.942_984_192_3,
                0.807_432_366_2,
            ],
        ),
        (
            1000.0,
            [
                0.999_566_563_7,
                0.997_084_159_6,
                0.987_855_321_9,
                0.952_916_720_8,
            ],
        ),
    ];
    for (amplification, prices) in table {
        for (share, price) in [0.6, 0.8, 0.9, 0.95].into_iter().zip(prices) {
            let pool = Curve::Stable { amplification }.position(price);
            let found = pool.x / (pool.x + pool.y);
            // Ten digits of price are 3e-9 of share where the curve is flattest.
            assert!(
                (found - share).abs() < 1e-8,
                "A {amplification}: {found} for {share}"
            );
        }
    }
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
