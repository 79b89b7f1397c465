//! `impermanent-loss`: the published example, pools of many tokens, and bad input.
#![allow(clippy::unwrap_used, clippy::panic, clippy::float_cmp, missing_docs)]

mod support;

use support::calculator::{answer, at, close, faults, number};
use yb_core::definition::Value;

#[test]
fn the_published_example() {
    let found = answer(
        "impermanent-loss",
        r#"{"weights":[0.5,0.5],"priceChanges":[1,0.15]}"#,
    );
    close(number(&found, "loss"), 1.0 - 2.3_f64.sqrt() / 1.575, 1e-13);
    close(number(&found, "loss"), 0.037_095_18, 1e-7);
    close(number(&found, "poolValue"), 2.3_f64.sqrt(), 1e-14);
    close(number(&found, "poolValue"), 1.516_575, 1e-6);
    assert_eq!(number(&found, "heldValue"), 1.575);
    close(number(&found, "lossOfStart"), 1.575 - 2.3_f64.sqrt(), 1e-12);
    close(number(&found, "newBalances.0"), 2.3_f64.sqrt() / 2.0, 1e-14);
    close(
        number(&found, "newBalances.1"),
        2.3_f64.sqrt() / 1.15,
        1e-14,
    );
    close(
        number(&found, "tokens.1.balanceChange"),
        2.3_f64.sqrt() / 1.15 - 1.0,
        1e-13,
    );
}

#[test]
fn eighty_twenty_and_a_constant_product() {
    let found = answer(
        "impermanent-loss",
        r#"{"weights":[0.8,0.2],"priceChanges":[3,0]}"#,
    );
    close(number(&found, "loss"), 1.0 - 4.0_f64.powf(0.8) / 3.4, 1e-13);
    let found = answer("impermanent-loss", r#"{"priceChanges":[-0.75,0]}"#);
    // 2 √r / (1 + r)
    close(number(&found, "loss"), 1.0 - 2.0 * 0.5 / 1.25, 1e-13);
}

#[test]
fn eight_tokens() {
    let weights = [0.05, 0.1, 0.15, 0.2, 0.05, 0.1, 0.15, 0.2];
    let changes = [1.0, -0.5, 0.25, 0.0, 3.0, -0.9, 0.02, 0.1];
    let list = |items: [f64; 8]| items.map(|item| item.to_string()).join(",");
    let json = format!(
        r#"{{"weights":[{}],"priceChanges":[{}]}}"#,
        list(weights),
        list(changes)
    );
    let found = answer("impermanent-loss", &json);
    let (mut pool, mut held) = (1.0, 0.0);
    for (weight, change) in weights.iter().zip(changes) {
        let price = 1.0 + change;
        pool *= f64::powf(price, *weight);
        held += weight * price;
    }
    close(number(&found, "loss"), 1.0 - pool / held, 1e-12);
    assert_eq!(at(&found, "newBalances").as_list().unwrap().len(), 8);
    close(number(&found, "newBalances.5"), pool / 0.1, 1e-12);
}

#[test]
fn prices_that_move_together_cost_nothing() {
    let found = answer(
        "impermanent-loss",
        r#"{"weights":[0.8,0.2],"priceChanges":[0.5,0.5]}"#,
    );
    assert!(number(&found, "loss") < 1e-15);
    assert!(
        at(&found, "reading")
            .as_text()
            .unwrap()
            .starts_with("Nothing")
    );
}

#[test]
fn the_picture_passes_through_the_answer() {
    let found = answer(
        "impermanent-loss",
        r#"{"weights":[0.8,0.2],"priceChanges":[9,-0.3]}"#,
    );
    let mark = number(&found, "chart.mark.x");
    assert_eq!(mark, 10.0);
    let xs = at(&found, "chart.xs").as_list().unwrap().to_vec();
    let values = at(&found, "chart.series.0.values")
        .as_list()
        .unwrap()
        .to_vec();
    let points: Vec<(f64, f64)> = xs
        .iter()
        .map(|x| x.as_number().unwrap())
        .zip(values.iter().map(|value| value.as_number().unwrap()))
        .collect();
    let pair = points
        .windows(2)
        .find(|pair| pair[0].0 <= mark && mark <= pair[1].0)
        .unwrap();
    let loss = number(&found, "loss");
    assert!(
        (pair[0].1..=pair[1].1).contains(&loss),
        "{pair:?} for {loss}"
    );
}

#[test]
fn every_fault_at_once() {
    let found = faults(
        "impermanent-loss",
        r#"{"weights":[0.5,1.5],"priceChanges":[-1,"x"]}"#,
    );
    let fields: Vec<_> = found
        .iter()
        .map(|(field, code)| (field.as_str(), *code))
        .collect();
    assert_eq!(
        fields,
        [
            ("weights[1]", "range"),
            ("priceChanges[0]", "range"),
            ("priceChanges[1]", "type")
        ]
    );
    let short = r#"{"weights":[0.5,0.3]}"#;
    assert_eq!(
        faults("impermanent-loss", short),
        [("weights".into(), "conflict")]
    );
    let uneven = r#"{"weights":[0.5,0.3,0.2]}"#;
    assert_eq!(
        faults("impermanent-loss", uneven),
        [("priceChanges".into(), "conflict")]
    );
    let one = r#"{"weights":[0.5],"priceChanges":[0]}"#;
    assert_eq!(
        faults("impermanent-loss", one),
        [
            ("weights".into(), "range"),
            ("priceChanges".into(), "range")
        ]
    );
    assert_eq!(
        at(&answer("impermanent-loss", "{}"), "tokens.0.token"),
        &Value::Number(1.0)
    );
}
