//! `stable-params`: the golden table of depths and compositions, both ends of the band, and a band that is empty.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use yb_core::calculators::find;
use yb_core::definition::{Errors, Value};

fn run(json: &str) -> Result<Value, Errors> {
    let input: Value = serde_json::from_str(json).unwrap();
    (find("stable-params").unwrap().run)(&input).map(|answer| answer.to_value())
}

fn number(output: &Value, key: &str) -> f64 {
    let value = output.get(key).and_then(Value::as_number);
    value.unwrap_or_else(|| panic!("{key} is no number in {output:?}"))
}

fn near(got: f64, golden: f64, relative: f64) {
    assert!(
        (got / golden - 1.0).abs() <= relative,
        "{got} is not {golden}"
    );
}

/// Half of the last printed digit of a golden value, as a relative error.
fn printed(golden: f64, decimals: i32) -> f64 {
    0.5 * 10f64.powi(-decimals) / golden + 1e-9
}

/// X sold from a balanced pool of ten million to move the spot price by 1, 5, 10, 50 and 100 basis points, with the
/// printed decimals of each.
const DEPTHS: [(f64, [(f64, i32); 5]); 3] = [
    (
        50.0,
        [
            (12_750.796_9, 4),
            (63_753.989_8, 4),
            (127_436.481, 3),
            (621_102.939, 3),
            (1_156_557.97, 2),
        ],
    ),
    (
        200.0,
        [
            (50_243.721_7, 4),
            (250_100.805, 3),
            (493_237.935, 3),
            (1_872_134.92, 2),
            (2_649_922.35, 2),
        ],
    ),
    (
        1000.0,
        [
            (249_031.171, 3),
            (1_127_852.58, 2),
            (1_860_447.73, 2),
            (3_455_288.66, 2),
            (3_905_075.55, 2),
        ],
    ),
];

/// The price at a share of balances.
const PRICES: [(f64, [f64; 4]); 3] = [
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
const SHARES: [f64; 4] = [0.6, 0.8, 0.9, 0.95];

#[test]
fn depths_are_those_of_the_table() {
    for (amplification, depths) in DEPTHS {
        let output = run(&format!(r#"{{"amplification":{amplification}}}"#)).unwrap();
        let listed = output.get("depth").unwrap().as_list().unwrap().to_vec();
        assert_eq!(listed.len(), 5);
        for (got, (golden, decimals)) in listed.iter().zip(depths) {
            near(got.as_number().unwrap(), golden, printed(golden, decimals));
        }
        near(
            number(&output, "lvr"),
            (amplification + 1.0) * 0.0001 / 8.0,
            1e-12,
        );
    }
    // Its average impact, printed as 36.32 bp there and 36.3147 by 60-digit arithmetic.
    let average = run(r#"{"amplification":200,"impactOf":"average","targetTrade":2649922.35}"#);
    near(number(&average.unwrap(), "impact"), 0.003_631_468_152, 1e-8);
}

#[test]
fn the_trade_finds_the_amplification_of_the_table() {
    let moves = [0.0001, 0.0005, 0.001, 0.005, 0.01];
    for (amplification, depths) in DEPTHS {
        for ((trade, decimals), by) in depths.into_iter().zip(moves) {
            let json = format!(r#"{{"targetTrade":{trade},"maxImpact":{by}}}"#);
            let least = number(&run(&json).unwrap(), "minAmplification");
            // Near the end of depth a digit of the trade is several of the amplification.
            near(least, amplification, 20.0 * printed(trade, decimals));
        }
    }
}

#[test]
fn the_lost_peg_finds_the_amplification_of_the_table() {
    for (amplification, prices) in PRICES {
        for (price, share) in prices.into_iter().zip(SHARES) {
            let json = format!(
                r#"{{"depegPrice":{price},"maxImbalance":{share},"amplification":{amplification}}}"#
            );
            let output = run(&json).unwrap();
            // The printed price has ten digits; near 1 the amplification follows from its distance to 1.
            near(number(&output, "maxAmplification"), amplification, 1e-6);
            near(number(&output, "composition"), share, 1e-7);
        }
    }
}

#[test]
fn a_band_holds_what_it_promises_and_nothing_beside_it_does() {
    for average in ["spot", "average"] {
        let at = |amplification: f64| {
            run(&format!(
                r#"{{"impactOf":"{average}","maxImpact":0.0008,"targetTrade":300000,"amplification":{amplification}}}"#
            ))
            .unwrap()
        };
        let band = at(0.0);
        assert_eq!(band.get("feasible"), Some(&Value::Bool(true)));
        let (least, most) = (
            number(&band, "minAmplification"),
            number(&band, "maxAmplification"),
        );
        let chosen = number(&band, "amplification");
        assert!(
            (chosen - least.ceil()).abs() < 1e-9,
            "rounded up: {least} to {chosen}"
        );
        for (amplification, serves, keeps) in [
            (least * 1.000_001, true, true),
            (least * 0.999_999, false, true),
            (most * 0.999_999, true, true),
            (most * 1.000_001, true, false),
        ] {
            let output = at(amplification);
            assert_eq!(
                number(&output, "impact") <= 0.0008,
                serves,
                "{amplification}"
            );
            assert_eq!(
                number(&output, "composition") <= 0.9,
                keeps,
                "{amplification}"
            );
        }
        // What gives is what would do: the share of the least, the trade of the most, the value for the trade.
        near(
            number(&band, "compositionNeeded"),
            number(&at(least), "composition"),
            1e-12,
        );
        near(
            number(&band, "largestTrade") * number(&band, "tvlNeeded"),
            300_000.0 * 1e7,
            1e-12,
        );
    }
}

#[test]
fn an_empty_band_says_what_gives() {
    let empty =
        run(r#"{"targetTrade":1000000,"maxImpact":0.0005,"depegPrice":0.97,"maxImbalance":0.8}"#)
            .unwrap();
    assert_eq!(empty.get("feasible"), Some(&Value::Bool(false)));
    let (least, most) = (
        number(&empty, "minAmplification"),
        number(&empty, "maxAmplification"),
    );
    assert!(least > most);
    let reading = empty.get("reading").unwrap().as_text().unwrap().to_owned();
    assert!(reading.starts_with("No A does both"), "{reading}");
    // Each of the three ways out closes the gap.
    let needed = number(&empty, "tvlNeeded") * 1.001;
    let trade = number(&empty, "largestTrade") * 0.999;
    let share = number(&empty, "compositionNeeded") + 1e-6;
    for change in [
        format!(r#""tvl":{needed}"#),
        format!(r#""targetTrade":{trade}"#),
        format!(r#""maxImbalance":{share}"#),
    ] {
        let base = [
            (r#""tvl""#, r#""tvl":10000000"#),
            (r#""targetTrade""#, r#""targetTrade":1000000"#),
            (r#""maxImbalance""#, r#""maxImbalance":0.8"#),
        ];
        let kept = base
            .iter()
            .filter(|(key, _)| !change.starts_with(key))
            .map(|(_, pair)| *pair);
        let fields: Vec<&str> = kept
            .chain([change.as_str(), r#""maxImpact":0.0005,"depegPrice":0.97"#])
            .collect();
        let output = run(&format!("{{{}}}", fields.join(","))).unwrap();
        let (least, most) = (
            number(&output, "minAmplification"),
            number(&output, "maxAmplification"),
        );
        assert!(least <= most * 1.002, "{change}: {least} to {most}");
    }
}

#[test]
fn wishes_that_no_curve_meets() {
    let trade = run(r#"{"targetTrade":9000000}"#).unwrap();
    assert_eq!(trade.get("minAmplification"), Some(&Value::Null));
    assert_eq!(trade.get("compositionNeeded"), Some(&Value::Null));
    let reading = trade.get("reading").unwrap().as_text().unwrap();
    assert!(reading.starts_with("No A serves this trade"), "{reading}");
    let share = run(r#"{"depegPrice":0.05,"maxImbalance":0.51}"#).unwrap();
    assert_eq!(share.get("maxAmplification"), Some(&Value::Null));
    assert_eq!(share.get("largestTrade"), Some(&Value::Null));
    let reading = share.get("reading").unwrap().as_text().unwrap();
    assert!(reading.starts_with("No A keeps this share"), "{reading}");
    let both = run(r#"{"targetTrade":9000000,"depegPrice":0.05,"maxImbalance":0.51}"#).unwrap();
    assert_eq!(both.get("feasible"), Some(&Value::Bool(false)));
}

#[test]
fn the_frontier_rises_and_so_does_what_it_costs() {
    let extremes = [
        "{}",
        r#"{"basisVolatility":0}"#,
        r#"{"maxImpact":0.2,"impactOf":"average"}"#,
        r#"{"maxImpact":0.000001,"tvl":1}"#,
        r#"{"depegPrice":0.01,"maxImbalance":0.9999}"#,
        r#"{"targetTrade":1000000000000000,"tvl":1}"#,
    ];
    for json in extremes {
        let output = run(json).unwrap();
        let rows = output.get("frontier").unwrap().as_list().unwrap().to_vec();
        for key in [
            "amplification",
            "depth",
            "lvr",
            "composition",
            "lossAtDepeg",
        ] {
            let column: Vec<f64> = rows.iter().map(|row| number(row, key)).collect();
            let rising = column
                .windows(2)
                .all(|pair| pair[0] <= pair[1] * (1.0 + 1e-12));
            assert!(
                rising && column.iter().all(|it| it.is_finite()),
                "{json} {key}: {column:?}"
            );
        }
        let chart = output.get("chart").unwrap();
        let xs: Vec<f64> = chart
            .get("xs")
            .unwrap()
            .as_list()
            .unwrap()
            .iter()
            .map(|x| x.as_number().unwrap())
            .collect();
        assert!(
            xs.windows(2).all(|pair| pair[0] < pair[1]),
            "{json}: {xs:?}"
        );
    }
}

#[test]
fn bad_input_is_named_all_at_once() {
    let errors = run(
        r#"{"tvl":0,"targetTrade":-1,"maxImpact":0.5,"depegPrice":1.2,"maxImbalance":"much","basisVolatility":1e9,"impactOf":"mean","amplification":50001}"#,
    )
    .unwrap_err();
    for (field, code) in [
        ("tvl", "range"),
        ("targetTrade", "range"),
        ("maxImpact", "range"),
        ("depegPrice", "range"),
        ("maxImbalance", "type"),
        ("basisVolatility", "range"),
        ("impactOf", "choice"),
        ("amplification", "range"),
    ] {
        assert_eq!(errors.at(field).unwrap().code.name(), code, "{field}");
    }
    let between = run(r#"{"amplification":0.5}"#).unwrap_err();
    let message = &between.at("amplification").unwrap().message;
    assert!(
        message.contains("0.5") && message.contains("at least 1"),
        "{message}"
    );
}
