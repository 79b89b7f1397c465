//! The protocol's share of the yield: golden values to the wei, the 24 bits, and what is refused.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod support;

use serde_json::{Value as Json, json};
use support::calculator::Asked;

const IT: Asked = Asked("yield-fee");

/// 1,000 tokens, from a rate of 1.20 to 1.21.
#[test]
fn golden_values_to_the_wei() {
    for (protocol, fee) in [(0.1, "826446280991735537"), (0.5, "4132231404958677685")] {
        let rates = [
            json!(["1.20", "1.21"]),
            json!([1.2, 1.21]),
            json!(["1200000000000000000", "1210000000000000000"]),
        ];
        for rates in rates {
            let output = IT.answer(&json!({"protocolFee": protocol, "rates": rates,
                "balance": "1000000000000000000000"}));
            assert_eq!(output["fees"], json!([fee]));
            assert_eq!(output["total"], fee);
            assert_eq!(output["steps"][0]["growth"], "10000000000000000000");
        }
    }
}

#[test]
fn the_share_is_cut_to_24_bits() {
    for (protocol, creator, aggregate, raw) in [
        (0.25, 0.6, 0.7, "700000000000000000"),
        (0.5, 0.6, 0.8, "800000000000000000"),
        (0.5, 0.99999, 0.999_995, "999995000000000000"),
        // 0.25 + 0.75 · 0.12345678 = 0.342592585, of which 24 bits keep 0.3425925.
        (0.25, 0.123_456_78, 0.342_592_5, "342592500000000000"),
        (0.0, 0.0, 0.0, "0"),
    ] {
        let output = IT.answer(&json!({"protocolFee": protocol, "creatorFee": creator}));
        assert_eq!(output["aggregate"].as_f64(), Some(aggregate));
        assert_eq!(output["aggregateRaw"], raw);
    }
}

/// Nothing where it falls, and the way back up pays again.
#[test]
fn a_rate_that_comes_back_pays_twice() {
    let output = IT.answer(&json!({"rates": ["1.2", "1.1", "1.2"], "balance": "1000",
        "amountUnit": "token"}));
    // 1,000 · 0.1 · 10 % / 1.2
    assert_eq!(output["fees"], json!(["0", "8333333333333333333"]));
    assert_eq!(output["shareOfGrowth"], Json::Null);
    assert_eq!(output["steps"][0]["growth"], "0");
    let once =
        IT.answer(&json!({"rates": ["1.2", "1.2"], "balance": "1000", "amountUnit": "token"}));
    assert_eq!(once["total"], "0");
}

/// Tokens of six decimals: the fee is cut to a millionth.
#[test]
fn decimals_of_the_token_count() {
    let output = IT.answer(
        &json!({"rates": ["1.1", "1.2"], "balance": "1000.5", "decimals": 6,
        "amountUnit": "token"}),
    );
    // 1,000.5 · 0.1 · 0.1 / 1.2 = 8.3375
    assert_eq!(output["fees"], json!(["8337500"]));
    let cut = IT.answer(&json!({"rates": ["1", "1.000001"], "balance": "999999", "decimals": 6}));
    assert_eq!(cut["fees"], json!(["0"]));
}

/// A lower rate than 1: the balance is the one that was given, not the least that gives the same live one.
#[test]
fn a_balance_at_a_rate_below_one_keeps_its_last_unit() {
    let output = IT.answer(&json!({"rates": ["0.5", "0.4"], "balance": "1000000000000000001"}));
    assert_eq!(output["steps"][0]["balance"], "1.000000000000000001");
}

#[test]
fn what_cannot_be_names_field_value_and_limit() {
    for (input, field, code, words) in [
        (
            json!({"protocolFee": 0.51}),
            "protocolFee",
            "range",
            ["0.51", "0.5"],
        ),
        (
            json!({"creatorFee": 1}),
            "creatorFee",
            "range",
            ["1 ", "0.99999"],
        ),
        (
            json!({"protocolFee": 0.100_000_01}),
            "protocolFee",
            "FeePrecisionTooHigh",
            ["0.10000001", "0.00001"],
        ),
        (
            json!({"rates": ["1.2"]}),
            "rates",
            "range",
            ["given: 1", "2 to 500"],
        ),
        (
            json!({"rates": ["1.2", "x"]}),
            "rates[1]",
            "type",
            ["“x”", "digits"],
        ),
        (
            json!({"rates": ["1.2", "-1"]}),
            "rates[1]",
            "type",
            ["“-1”", "digits"],
        ),
        (
            json!({"rates": ["1.2", "0"]}),
            "rates[1]",
            "InvalidRate",
            ["0, ", "zero"],
        ),
        (
            json!({"rates": ["0", "1"]}),
            "rates[0]",
            "InvalidRate",
            ["0, ", "zero"],
        ),
        (
            json!({"rates": ["1.2", "1.0000000000000000001"]}),
            "rates[1]",
            "type",
            ["1.0000000000000000001", "decimals"],
        ),
        (
            json!({"balance": "1.5"}),
            "balance",
            "type",
            ["1.5", "smallest units"],
        ),
        (
            json!({"balance": "1.0000001", "decimals": 6, "amountUnit": "token"}),
            "balance",
            "type",
            ["1.0000001", "6 decimals"],
        ),
        (
            json!({"decimals": 6.5}),
            "decimals",
            "type",
            ["6.5", "whole"],
        ),
        (json!({"decimals": 19}), "decimals", "range", ["19", "18"]),
    ] {
        for word in words {
            IT.refuses(&input, field, code, word);
        }
    }
}

#[test]
fn every_fault_at_once() {
    let huge = json!({"balance": format!("1{}", "0".repeat(76)), "rates": ["1", "9"]});
    assert!(IT.run(&huge).is_err());
    let all = json!({"protocolFee": 0.100_000_01, "balance": "x1", "decimals": 6.5});
    let errors = IT.run(&all).unwrap_err();
    assert_eq!(
        errors
            .iter()
            .map(|error| error.field.as_str())
            .collect::<Vec<_>>(),
        ["balance", "protocolFee", "decimals"]
    );
    let all = json!({"protocolFee": 0.100_000_01, "balance": "1.5", "decimals": 6.5});
    assert_eq!(IT.run(&all).unwrap_err().len(), 3);
}
