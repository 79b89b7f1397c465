//! LVR and arbitrage: golden values, Monte-Carlo-checked tables, limits and laws.
// Reference values keep every digit of their source, and exact results are meant exactly.
#![allow(
    clippy::excessive_precision,
    clippy::unreadable_literal,
    clippy::float_cmp
)]

use proptest::prelude::*;
use yb_core::analysis::SECONDS_PER_YEAR;
use yb_core::analysis::arbitrage::{
    BlockModel, Inputs, constant_blocks, half_width, rates, trade_probability,
};
use yb_core::analysis::curve::Curve;
use yb_core::analysis::limits::Limit;
use yb_core::analysis::lvr;

fn assert_close(found: f64, expected: f64, tolerance: f64) {
    assert!(
        (found / expected - 1.0).abs() <= tolerance,
        "{found} instead of {expected}"
    );
}

#[test]
fn lvr_goldens() {
    let range = |lower, upper| Curve::Range { lower, upper };
    let stable = Curve::Stable {
        amplification: 200.0,
    };
    let diagonal = std::f64::consts::FRAC_1_SQRT_2;
    let eclp = Curve::Eclp {
        alpha: 0.998_502_246_630_054_917,
        beta: 1.000_200_040_008_001_6,
        c: diagonal,
        s: diagonal,
        lambda: 4000.0,
    };
    let table = [
        (Curve::ConstantProduct, 1.0, 0.125),
        (Curve::ConstantProduct, 1e-6, 0.125),
        (Curve::Weighted { weight: 0.5 }, 3.0, 0.125),
        (Curve::Weighted { weight: 0.8 }, 1.0, 0.08),
        (Curve::Weighted { weight: 0.8 }, 0.01, 0.08),
        (range(0.9, 1.1), 0.95, 2.568_024_505_626_6),
        (range(0.9, 1.1), 1.0, 2.554_823_635_839_4),
        (range(0.9, 1.1), 1.05, 2.572_771_370_546_5),
        (range(0.99, 1.01), 1.0, 25.061_720_292_04),
        (stable, 1.0, 25.125),
        (stable, 1.002, 20.476_155_703_758),
        (stable, 0.99, 5.228_532_964_457_3),
        (eclp, 1.0, 757.664_123_178_07),
        (eclp, 0.999, 67.703_123_218_556),
    ];
    for (curve, price, expected) in table {
        assert_close(lvr::rate(curve, 1.0, price), expected, 1e-12);
        assert_close(lvr::rate(curve, 0.3, price), 0.09 * expected, 1e-12);
    }
    assert_eq!(lvr::rate(range(0.9, 1.1), 1.0, 1.2), 0.0);
    assert_eq!(lvr::rate(eclp, 1.0, 0.99), 0.0);
}

/// 5 % per square root of a day.
fn five_percent_a_day() -> f64 {
    0.05 * 365_f64.sqrt()
}

const HALF_WIDTHS: [f64; 5] = [1e-4, 5e-4, 1e-3, 3e-3, 1e-2];

#[test]
fn poisson_blocks() {
    let table = [
        (
            600.0,
            [
                0.967_173_057_866,
                0.854_915_951_931,
                0.746_596_682_901,
                0.495_482_742_082,
                0.227_577_238_564,
            ],
        ),
        (
            120.0,
            [
                0.929_459_020_112,
                0.724_914_346_705,
                0.568_522_079_150,
                0.305_172_063_891,
                0.116_421_667_569,
            ],
        ),
        (
            12.0,
            [
                0.806_451_612_903,
                0.454_545_454_545,
                0.294_117_647_059,
                0.121_951_219_512,
                0.04,
            ],
        ),
    ];
    for (seconds, row) in table {
        for (g, expected) in HALF_WIDTHS.into_iter().zip(row) {
            let years = seconds / SECONDS_PER_YEAR;
            let found = trade_probability(BlockModel::Poisson, five_percent_a_day(), g, years);
            assert!(
                (found - expected).abs() < 5.1e-13,
                "{found} instead of {expected}"
            );
        }
    }
}

#[test]
fn exact_arbitrage_of_a_constant_product() {
    // In basis points a day; LVR is 3.125.
    let table = [
        (
            600.0,
            [
                3.022_422_368_685,
                2.671_618_231_054,
                2.333_119_988_898,
                1.548_388_671_157,
                0.711_189_303_647_1,
            ],
        ),
        (
            12.0,
            [
                2.520_161_402_855,
                1.420_454_651_495,
                0.919_117_801_840_8,
                0.381_098_006_251_2,
                0.125_001_567_928_7,
            ],
        ),
    ];
    for curve in [Curve::ConstantProduct, Curve::Weighted { weight: 0.5 }] {
        for (block_time_seconds, row) in table {
            for (g, expected) in HALF_WIDTHS.into_iter().zip(row) {
                let rates = rates(&Inputs {
                    curve,
                    swap_fee: -f64::exp_m1(-g),
                    block_time_seconds,
                    ..market()
                })
                .expect("valid");
                assert_close(rates.lvr / 365.0 * 1e4, 3.125, 1e-14);
                assert_close(rates.arbitrage / 365.0 * 1e4, expected, 1e-12);
            }
        }
    }
}

fn market() -> Inputs {
    Inputs {
        curve: Curve::ConstantProduct,
        volatility: five_percent_a_day(),
        price: 1.0,
        swap_fee: 0.003,
        block_time_seconds: 12.0,
        block_model: BlockModel::Poisson,
    }
}

#[test]
fn constant_blocks_by_the_stationary_law_and_by_the_closed_form() {
    let closed = |band: f64| 1.0 / (1.0 + 1.716_451_902_267_407_3 * band);
    // Exact to the printed digits below a band of 1/2; 0.16971 is 1 bp over 12 s at 5 % a day.
    for (band, exact, form) in [
        (0.05, 0.925_014_883_567, 0.920_960_757_771),
        (0.1, 0.858_874_563_796, 0.853_500_708_526),
        (0.169_71, 0.779_399_657_195, 0.774_413_950_194),
    ] {
        assert!(
            (constant_blocks(band) - exact).abs() < 5.1e-13,
            "{}",
            constant_blocks(band)
        );
        assert!((closed(band) - form).abs() < 5.1e-13);
    }
    for (band, exact, form) in [
        (0.5, 0.538_237_924_368, 0.538_147_688_331),
        (0.848_53, 0.406_922_361_688, 0.407_089_722_746),
        (1.0, 0.368_071_116_960, 0.368_127_261_582),
        (2.0, 0.225_585_443_836, 0.225_585_765_921),
    ] {
        assert!(
            (constant_blocks(band) - form).abs() < 5.1e-13,
            "{}",
            constant_blocks(band)
        );
        assert_close(constant_blocks(band), exact, 5e-4);
    }
    // The two join within what the closed form is off by.
    assert_close(constant_blocks(0.5 - 1e-12), 0.538_237_924_368, 1e-11);
}

#[test]
fn limits_are_numbers() {
    for block_model in [BlockModel::Poisson, BlockModel::Constant] {
        let base = Inputs {
            block_model,
            ..market()
        };
        let still = rates(&Inputs {
            volatility: 0.0,
            ..base
        })
        .expect("valid");
        assert_eq!(
            (still.lvr, still.trade_probability, still.arbitrage),
            (0.0, 0.0, 0.0)
        );
        let free = rates(&Inputs {
            swap_fee: 0.0,
            block_time_seconds: 0.0,
            ..base
        })
        .expect("valid");
        assert_eq!((free.trade_probability, free.arbitrage), (1.0, free.lvr));
        let instant = rates(&Inputs {
            block_time_seconds: 0.0,
            ..base
        })
        .expect("valid");
        assert_eq!((instant.trade_probability, instant.arbitrage), (0.0, 0.0));
        let both = Inputs {
            volatility: 0.0,
            swap_fee: 0.0,
            ..base
        };
        assert_eq!(rates(&both).expect("valid").trade_probability, 1.0);
    }
}

#[test]
fn each_bad_input_is_named_with_its_limit() {
    use Limit::{AtLeast, AtMost, Below, Finite};
    let errors = rates(&Inputs {
        curve: Curve::Range {
            lower: 0.9,
            upper: 1.1,
        },
        volatility: f64::INFINITY,
        price: 1.1,
        swap_fee: 1.0,
        block_time_seconds: -1.0,
        block_model: BlockModel::Constant,
    })
    .expect_err("invalid");
    let found: Vec<_> = errors
        .iter()
        .map(|error| (error.parameter, error.limit))
        .collect();
    assert_eq!(
        found,
        [
            ("volatility", Finite),
            ("price", Below(1.1)),
            ("swapFee", Below(1.0)),
            ("blockTimeSeconds", AtLeast(0.0)),
        ]
    );
    // σ²Δt = 8 makes the mean infinite.
    let slow = Inputs {
        volatility: 4.0,
        block_time_seconds: SECONDS_PER_YEAR / 2.0,
        ..market()
    };
    let errors = rates(&slow).expect_err("invalid");
    assert_eq!(errors[0].limit, Below(SECONDS_PER_YEAR / 2.0));
    let negative = rates(&Inputs {
        volatility: -0.1,
        price: 1e10,
        ..market()
    })
    .expect_err("two");
    let found: Vec<_> = negative.iter().map(|error| error.limit).collect();
    assert_eq!(found, [AtLeast(0.0), AtMost(1e9)]);
}

#[test]
fn half_width_is_that_of_log_prices() {
    assert_close(half_width(0.003), 0.003_004_509_020_298_72, 1e-14);
    assert_close(half_width(1e-12), 1e-12, 1e-11);
}

proptest! {
    /// LVR is -σ²p²V''/2 over V, with V'' taken by differences of the value.
    #[test]
    fn lvr_is_the_curvature_of_the_value(
        pick in 0..4, amplification in 1.0..500.0, weight in 0.05..0.95, price in 0.8..1.2_f64,
    ) {
        let curve = match pick {
            0 => Curve::ConstantProduct,
            1 => Curve::Weighted { weight },
            2 => Curve::Stable { amplification },
            _ => Curve::Range { lower: 0.5, upper: 2.0 },
        };
        let step = if pick == 2 { 0.02 / (1.0 + amplification) } else { 2e-3 };
        let value = |k: f64| curve.position(price + k * step).value();
        let second = (-value(-2.0) + 16.0 * value(-1.0) - 30.0 * value(0.0)
            + 16.0 * value(1.0) - value(2.0)) / (12.0 * step * step);
        let expected = -price * price * second / (2.0 * value(0.0));
        let noise = 1e-14 / (step * step);
        let found = lvr::rate(curve, 1.0, price);
        prop_assert!((found - expected).abs() < 1e-4 * expected + noise, "{} {}", found, expected);
    }

    /// A wider fee, a calmer market or faster blocks leave less to arbitrage.
    #[test]
    fn trade_probability_falls_with_the_band(band in 0.0..5.0, step in 1e-4..1.0) {
        // The closed form takes over at 1/2, where it is 2e-4 below the exact law.
        prop_assert!(constant_blocks(band + step) < constant_blocks(band));
        prop_assert!((0.0..=1.0).contains(&constant_blocks(band)));
    }
}
