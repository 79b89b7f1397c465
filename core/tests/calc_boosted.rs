//! Lending yields side by side, and the worked route through buffers to the last unit.
#![allow(clippy::unwrap_used, clippy::panic, clippy::float_cmp, missing_docs)]

mod support;

use serde_json::{Value as Json, json};
use support::calculator::Asked;
use yb_core::calculators::find;
use yb_core::definition::Value;

const IT: Asked = Asked("boosted");

fn tokens(amount: &str, buffers: [&str; 4]) -> Json {
    json!({"amountUnit": "token", "amount": amount, "bufferBalances": buffers,
        "poolBalances": ["900000", "900000"]})
}

/// Balancer's worked example: 10,000 DAI, 9,090.9 waDAI, 9,090.9 waUSDC, 10,000 USDC; "fees and curve ignored", so the
/// pool here is as flat as one may be. A buffer asks for a unit less and pays a unit less: (10^22 − 1) / 1.1 − 1.
#[test]
fn ten_thousand_through_two_buffers() {
    let mut input = tokens("10000", ["110000", "91000", "110000", "91000"]);
    input["amplification"] = json!(50_000);
    let output = IT.answer(&input);
    let steps = output["steps"].as_array().unwrap();
    assert_eq!(steps[0]["amountIn"], "10000000000000000000000");
    assert_eq!(steps[0]["amountOut"], "9090909090909090909089");
    assert_eq!(steps[0]["how"], "from its store");
    // 110,000 + 10,000 and 91,000 − 9,090.9…
    assert_eq!(steps[0]["after"], "120000 and 81909.090909090909090911");
    let out: f64 = steps[1]["out"].as_str().unwrap().parse().unwrap();
    assert!((9_090.907..9_090.909_1).contains(&out), "{out}");
    let back: f64 = output["amountDecimal"].as_str().unwrap().parse().unwrap();
    assert!((9999.997..10_000.0).contains(&back), "{back}");
    assert_eq!(output["wraps"], 0.0);
}

/// 60,000 DAI against 40,000 waDAI: the Vault wraps the trade and half of what the buffer has too much.
#[test]
fn what_does_not_fit_is_wrapped_and_the_buffer_evened_out() {
    let output = IT.answer(&tokens("60000", ["110000", "40000", "110000", "91000"]));
    let step = &output["steps"][0];
    assert_eq!(step["amountOut"], "54545454545454545454543");
    assert_eq!(step["how"], "by the wrapper, and evened out");
    // 110,000 DAI and 40,000 waDAI, worth 44,000: 33,000 too much on one side. 93,000 DAI are wrapped into 84,545.45.
    let after = step["after"].as_str().unwrap();
    let (held, wrapped) = after.split_once(" and ").unwrap();
    assert_eq!(held, "77000");
    let wrapped: f64 = wrapped.parse().unwrap();
    assert!(
        (wrapped * 1.1 - 77_000.0).abs() < 1e-9,
        "half and half: {wrapped}"
    );
    assert_eq!(output["wraps"], 1.0);
    // Empty buffers work too: then both ends wrap.
    let output = IT.answer(&tokens("60000", ["0", "0", "0", "0"]));
    assert_eq!(output["wraps"], 2.0);
    assert_eq!(output["steps"][0]["amountOut"], "54545454545454545454543");
}

#[test]
fn an_exact_amount_out_runs_backwards() {
    let mut input = tokens("10000", ["110000", "91000", "110000", "91000"]);
    input["kind"] = json!("exactOut");
    let output = IT.answer(&input);
    assert_eq!(output["steps"][2]["amountOut"], "10000000000");
    let paid: f64 = output["amountDecimal"].as_str().unwrap().parse().unwrap();
    assert!(paid > 10_000.0 && paid < 10_001.0, "{paid}");
    // What was paid, paid again, gets it.
    let mut forth = tokens(
        output["amountDecimal"].as_str().unwrap(),
        ["110000", "91000", "110000", "91000"],
    );
    forth["kind"] = json!("exactIn");
    let got = IT.answer(&forth)["amount"]
        .as_str()
        .unwrap()
        .parse::<u64>()
        .unwrap();
    assert!((9_999_999_990..=10_000_000_000).contains(&got), "{got}");
}

/// The pool in the middle is the one whose answer the chain gave: 10 stataUSDC for 8771615 of stataUSDT.
#[test]
fn the_pool_in_the_middle_is_the_chain_s() {
    let calculator = find("boosted").unwrap();
    let preset = calculator.presets.last().unwrap();
    let mut pairs: Vec<_> = preset
        .inputs
        .iter()
        .map(|(key, value)| ((*key).to_owned(), Value::from(*value)))
        .collect();
    // 12.387656 USDC and the two units that the buffer keeps are 10 stataUSDC.
    pairs.push(("amount".into(), "12.387659".into()));
    let answer = calculator.answer(&pairs).unwrap();
    let output = serde_json::to_value(answer.to_value()).unwrap();
    let step = &output["steps"][1];
    assert_eq!(
        (&step["amountIn"], &step["amountOut"]),
        (&json!("10000000"), &json!("8771615"))
    );
}

#[test]
fn yields_of_three_kinds_of_pool() {
    let output = IT.answer(
        &json!({"shares": [0.2, 0.3, 0.5], "lendingYields": [0.05, 0.03, 0],
        "utilisation": 0.6}),
    );
    assert_eq!(output["plainYield"], 0.0);
    assert!((output["boostedYield"].as_f64().unwrap() - 0.019).abs() < 1e-15);
    assert!((output["linearYield"].as_f64().unwrap() - 0.0114).abs() < 1e-15);
    let full = IT.answer(&json!({"utilisation": 1}));
    assert_eq!(full["linearYield"], full["boostedYield"]);
}

#[test]
fn what_cannot_be_names_field_value_and_limit() {
    for (input, field, code, word) in [
        (
            json!({"amount": "0"}),
            "amount",
            "WrapAmountTooSmall",
            "0 DAI",
        ),
        (
            json!({"amount": "9999"}),
            "amount",
            "WrapAmountTooSmall",
            "10000",
        ),
        (json!({"amount": "1.5"}), "amount", "type", "1.5"),
        (
            json!({"amount": "990000000000", "kind": "exactOut"}),
            "amount",
            "Panic(0x11)",
            "990000 USDC",
        ),
        (
            json!({"bufferBalances": ["1", "2", "3"]}),
            "bufferBalances",
            "range",
            "given: 3",
        ),
        (
            json!({"bufferBalances": ["1", "2", "3", "x"]}),
            "bufferBalances[3]",
            "type",
            "“x”",
        ),
        (
            json!({"poolBalances": ["0", "1"]}),
            "poolBalances",
            "ZeroBalance",
            "0, 1",
        ),
        (
            json!({"rates": ["1.1", "0"]}),
            "rates[1]",
            "InvalidRate",
            "0: ",
        ),
        (json!({"rates": ["1.1"]}), "rates", "range", "given: 1"),
        (json!({"shares": [0.5, 0.6]}), "shares", "conflict", "1.1"),
        (
            json!({"shares": [0.5, 0.25, 0.25]}),
            "lendingYields",
            "conflict",
            "2 yields for 3 shares",
        ),
        (json!({"utilisation": 1.5}), "utilisation", "range", "1.5"),
        (json!({"decimals": [18, 6.5]}), "decimals[1]", "type", "6.5"),
        (json!({"decimals": [18, 19]}), "decimals[1]", "range", "19"),
        (json!({"swapFee": 0.5}), "swapFee", "range", "0.5"),
        (
            json!({"amplification": 0}),
            "amplification",
            "range",
            "50000",
        ),
        (json!({"kind": "sideways"}), "kind", "choice", "sideways"),
    ] {
        IT.refuses(&input, field, code, word);
    }
    let all = IT
        .run(&json!({"shares": [0.5, 0.6], "amount": "1.5", "rates": ["0", "1"]}))
        .unwrap_err();
    let fields: Vec<&str> = all.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(fields, ["shares", "amount", "rates[0]"]);
}
