//! `depth`: the table of the facts, other curves against what they hold, both ways, and bad input.
#![allow(clippy::unwrap_used, clippy::panic, clippy::float_cmp, missing_docs)]

mod support;

use support::calculator::{answer, at, close, faults, number};
use yb_core::definition::Value;

const IMPACTS: &str = r#""impactList":[0.0001,0.0005,0.001,0.005,0.01]"#;

#[test]
fn the_table_of_the_facts() {
    // The amounts, and the average impact of the last in basis points (60-digit arithmetic).
    for (amplification, amounts, average) in [
        (
            50,
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
            200,
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
            1000,
            [
                249_031.171,
                1_127_852.58,
                1_860_447.73,
                3_455_288.66,
                3_905_075.55,
            ],
            19.795_090_35,
        ),
    ] {
        let curve = format!(r#""curve":{{"kind":"stable","amplification":{amplification}}}"#);
        let found = answer("depth", &format!("{{{curve},{IMPACTS}}}"));
        for (row, golden) in amounts.into_iter().enumerate() {
            close(
                number(&found, &format!("amountPerImpact.{row}.amount")),
                golden,
                5e-9,
            );
        }
        let last = number(&found, "amountPerImpact.4.averageImpact");
        close(1e4 * last, average, 1e-9);
        // The same rows the other way round.
        let trades = amounts.map(|amount| amount.to_string()).join(",");
        let found = answer("depth", &format!(r#"{{{curve},"tradeList":[{trades}]}}"#));
        for (row, golden) in [1e-4, 5e-4, 1e-3, 5e-3, 1e-2].into_iter().enumerate() {
            close(
                number(&found, &format!("impactPerAmount.{row}.impact")),
                golden,
                2e-8,
            );
        }
    }
}

/// A constant product in closed form: selling X moves the price by `1 - (x/(x+a))²`.
#[test]
fn a_constant_product_and_a_range_in_closed_form() {
    let found = answer(
        "depth",
        r#"{"curve":{"kind":"constantProduct"},"tvl":2000,"price":4,"tradeList":[25],"impactList":[0.19]}"#,
    );
    // 250 of X and 1000 of Y.
    close(
        number(&found, "impactPerAmount.0.impact"),
        1.0 - (250.0_f64 / 275.0).powi(2),
        1e-12,
    );
    close(
        number(&found, "impactPerAmount.0.amountOut"),
        1000.0 - 250_000.0 / 275.0,
        1e-12,
    );
    close(
        number(&found, "amountPerImpact.0.amount"),
        250.0 / 0.9 - 250.0,
        1e-12,
    );
    close(
        number(&found, "tvlForImpact"),
        2000.0 * 25.0 / (250.0 / 0.9 - 250.0),
        1e-12,
    );
    // A range is that with its ends cut off: x = L (1/√p - 1/√pb).
    let range = r#""curve":{"kind":"range","lower":0.9,"upper":1.1},"tvl":1000"#;
    let found = answer("depth", &format!(r#"{{{range},"impactList":[0.02]}}"#));
    let liquidity = 1000.0 / (2.0 - 1.0 / 1.1_f64.sqrt() - 0.9_f64.sqrt());
    let amount = liquidity * (1.0 / 0.98_f64.sqrt() - 1.0);
    close(number(&found, "amountPerImpact.0.amount"), amount, 1e-12);
}

/// Weighted, 80/20: x (1-i)^(-(1-w)) - x.
#[test]
fn a_weighted_pool_in_closed_form() {
    let found = answer(
        "depth",
        r#"{"curve":{"kind":"weighted","weight":0.8},"tvl":1000,"impactList":[0.01],"sold":"yieldBearing"}"#,
    );
    let golden = 800.0 * (0.99_f64.powf(-0.2) - 1.0);
    close(number(&found, "amountPerImpact.0.amount"), golden, 1e-12);
    let back = answer(
        "depth",
        r#"{"curve":{"kind":"weighted","weight":0.8},"tvl":1000,"impactList":[0.01],"sold":"other"}"#,
    );
    let golden = 200.0 * (0.99_f64.powf(-0.8) - 1.0);
    close(number(&back, "amountPerImpact.0.amount"), golden, 1e-12);
}

/// The E-CLP wstETH/WETH of March 2024: the last of its WETH is worth what the snapshot says.
#[test]
fn an_elliptic_pool_sells_out() {
    let pool = r#""curve":{"kind":"eclp"},"tvl":1784.3041496587,"price":0.998688200143505766"#;
    let found = answer(
        "depth",
        &format!(r#"{{{pool},"tradeList":[1,100],"impactList":[0.5]}}"#),
    );
    assert_eq!(at(&found, "amountPerImpact.0.soldOut"), &Value::Bool(true));
    close(
        number(&found, "amountPerImpact.0.amountOut"),
        3.419_868_598,
        1e-6,
    );
    assert!(number(&found, "impactPerAmount.0.impact") > 0.0);
    assert_eq!(at(&found, "impactPerAmount.1.impact"), &Value::Null);
    let reading = at(&found, "reading").as_text().unwrap();
    assert!(
        reading.contains("empties it") && reading.contains("more than it can take"),
        "{reading}"
    );
    // The two ways differ, so the picture shows both.
    assert_eq!(at(&found, "chart.series").as_list().unwrap().len(), 3);
    let stable = answer("depth", "{}");
    assert_eq!(at(&stable, "chart.series").as_list().unwrap().len(), 2);
    // The other way it is deep: all of it may be bought.
    let found = answer(
        "depth",
        &format!(r#"{{{pool},"sold":"other","tradeList":[1000],"impactList":[]}}"#),
    );
    let (lost, moved) = (
        "impactPerAmount.0.averageImpact",
        "impactPerAmount.0.impact",
    );
    assert!(number(&found, lost) < number(&found, moved));
    assert_eq!(at(&found, "tvlForImpact"), &Value::Null);
}

#[test]
fn a_pool_of_the_needed_value_is_as_deep_as_asked() {
    let ask = |tvl: f64| {
        let json = format!(r#"{{"tvl":{tvl},"tradeList":[750000],"impactList":[0.0007]}}"#);
        answer("depth", &json)
    };
    let tvl = number(&ask(1e7), "tvlForImpact");
    assert_eq!(number(&ask(1e7), "amountPerImpact.0.tvlNeeded"), tvl);
    close(number(&ask(tvl), "impactPerAmount.0.impact"), 0.0007, 1e-9);
    close(
        number(&ask(tvl), "amountPerImpact.0.amount"),
        750_000.0,
        1e-9,
    );
}

#[test]
fn every_fault_at_once() {
    let found = faults(
        "depth",
        r#"{"tvl":0,"tradeList":[1,-2,"x"],"impactList":[1.5],"sold":"both","price":0}"#,
    );
    let fields: Vec<_> = found
        .iter()
        .map(|(field, code)| (field.as_str(), *code))
        .collect();
    assert_eq!(
        fields,
        [
            ("tvl", "range"),
            ("tradeList[1]", "range"),
            ("tradeList[2]", "type"),
            ("impactList[0]", "range"),
            ("sold", "choice"),
            ("price", "range"),
        ]
    );
    let outside = r#"{"curve":{"kind":"eclp"},"price":1.01}"#;
    assert_eq!(faults("depth", outside), [("price".into(), "conflict")]);
    let long = format!(r#"{{"tradeList":[{}1]}}"#, "1,".repeat(20));
    assert_eq!(faults("depth", &long), [("tradeList".into(), "range")]);
}
