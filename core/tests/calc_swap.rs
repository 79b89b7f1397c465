//! Swaps by the calculator with every type of pool and hook: both ways, every step, a picture with a line in it.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod support;

use serde_json::{Value as Json, json};
use support::calculator::Asked;
use yb_core::calculators::pool::named_pools;

const IT: Asked = Asked("swap");

fn file(name: &str) -> Json {
    let path = format!("{}/tests/vectors/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

/// A concentrated range of two tokens: the figures of the second program in `gyro_2clp.rs`.
fn two_clp() -> Json {
    json!({"poolType": "GYRO", "tokens": ["a", "b"], "scalingFactors": ["1", "1"],
        "tokenRates": ["1000000000000000000", "1000000000000000000"],
        "sqrtAlpha": "997496867163000167", "sqrtBeta": "1002496882788171068",
        "balancesLiveScaled18": ["1234567890123456789012", "345678901234567890123"],
        "swapFee": "0", "totalSupply": "1000000000000000000"})
}

fn number(output: &Json, key: &str) -> f64 {
    output[key]
        .as_f64()
        .unwrap_or_else(|| panic!("{key} in {output}"))
}

fn int(output: &Json, key: &str) -> u128 {
    output[key].as_str().unwrap().parse().unwrap()
}

/// Pays exactly, then asks for exactly what came out.
fn there_and_back(pool: &Json, amount: &str) {
    let one = IT.answer(&json!({"pool": pool, "amount": amount, "amountUnit": "token"}));
    let out = one["amount"].clone();
    let two = IT.answer(&json!({"pool": pool, "kind": "exactOut", "amount": out}));
    let raw = int(&one["steps"][0], "value");
    // What gave it asks for it, to within a unit of the token out and the error that the curve allows for.
    let unit = (raw / int(&one, "amount") + 2) as f64;
    let asked = int(&two, "amount") as f64 - raw as f64;
    assert!(
        asked.abs() <= raw as f64 * 1e-4 + 2.0 * unit,
        "{pool}: {asked} more than {raw}"
    );
    for output in [&one, &two] {
        assert_eq!(output["steps"].as_array().unwrap().len(), 7);
        let (spot, effective) = (
            number(output, "spotPrice"),
            number(output, "effectivePrice"),
        );
        // The amounts are whole units, and a small trade's price is no finer.
        assert!(
            effective <= spot * 1.01 && effective > 0.5 * spot,
            "{pool}: {effective} of {spot}"
        );
        assert!(number(output, "priceImpact") > -0.01, "{pool}");
        let chart = &output["chart"];
        let drawn = chart["series"][0]["values"].as_array().unwrap();
        assert_eq!(drawn.len(), chart["xs"].as_array().unwrap().len());
        assert!(
            drawn.iter().filter(|value| value.is_number()).count() >= 10,
            "{pool}: no line"
        );
    }
}

#[test]
fn every_type_of_pool_both_ways() {
    let mut types = std::collections::BTreeSet::new();
    for pool in named_pools() {
        types.insert(pool.get("poolType").unwrap());
        // Some hold no more than one of a token.
        let small = ["bal-dai-lbp", "quantamm"].contains(&pool.id());
        let amount = if small { "0.001" } else { "0.01" };
        there_and_back(&json!(pool.id()), amount);
    }
    for name in [
        "gyro-eclp-sepolia-7748718",
        "reclamm-base-31094200",
        "fixed-price-lbp-sepolia-10434442",
    ] {
        let pool = file(name)["pool"].clone();
        types.insert(match pool["poolType"].as_str().unwrap() {
            "RECLAMM" => "RECLAMM",
            "FIXED_PRICE_LBP" => "FIXED_PRICE_LBP",
            _ => "GYROE",
        });
        if pool["poolType"] != "FIXED_PRICE_LBP" {
            there_and_back(&pool, "0.00001");
        }
    }
    there_and_back(&two_clp(), "1");
    types.insert("GYRO");
    assert_eq!(types.len(), 9, "{types:?}");
}

#[test]
fn a_concentrated_range_by_the_contract_and_the_api() {
    let swap = |pool: Json, token_in: u8, kind: &str| {
        let input = json!({"pool": pool, "tokenIn": token_in, "tokenOut": 1 - token_in,
            "kind": kind, "amount": "1000000000000000000"});
        IT.answer(&input)["amount"].clone()
    };
    for (token_in, kind, expected) in [
        (0, "exactIn", "997178232187302099"),
        (1, "exactIn", "1002823412054336031"),
        (0, "exactOut", "1002829761676471308"),
        (1, "exactOut", "997184528269119475"),
    ] {
        assert_eq!(swap(two_clp(), token_in, kind), expected);
        let token = |address: &str, balance: &str| {
            json!({"address": address, "decimals": 18,
            "balance": balance, "priceRate": "1"})
        };
        let api = json!({"type": "GYRO", "protocolVersion": 3,
            "sqrtAlpha": "0.997496867163000167", "sqrtBeta": "1.002496882788171068",
            "poolTokens": [token("a", "1234.567890123456789012"), token("b", "345.678901234567890123")],
            "dynamicData": {"swapFee": "0", "totalShares": "1"}});
        assert_eq!(swap(api, token_in, kind), expected);
    }
}

/// Past its threshold a surge hook raises the fee, and the steps show it.
#[test]
fn surge_hooks_of_both_curves_raise_the_fee() {
    let surge = |kind: &str| {
        json!({"type": kind, "surgeThresholdPercentage": "10000000000000000",
        "maxSurgeFeePercentage": "500000000000000000"})
    };
    let mut ellipse = file("gyro-eclp-sepolia-7748718")["pool"].clone();
    let mut stable = file("stable-sepolia-7439300")["pool"].clone();
    for (pool, kind, amount) in [
        (&mut ellipse, "ECLP_SURGE", "0.1"),
        (&mut stable, "STABLE_SURGE", "30000"),
    ] {
        let ask = |pool: &Json, token_in: u8| {
            IT.answer(
                &json!({"pool": pool, "tokenIn": token_in, "tokenOut": 1 - token_in,
                "amount": amount, "amountUnit": "token"}),
            )
        };
        let mut raised = 0;
        for token_in in [0, 1] {
            let plain = ask(pool, token_in);
            let mut hooked = pool.clone();
            hooked["hook"] = surge(kind);
            let hooked = ask(&hooked, token_in);
            assert!(int(&hooked, "fee") >= int(&plain, "fee"), "{kind}");
            raised += u8::from(
                int(&hooked, "fee") > int(&plain, "fee")
                    && int(&hooked, "amount") < int(&plain, "amount"),
            );
        }
        assert!(raised >= 1, "{kind} raises no fee");
    }
}
