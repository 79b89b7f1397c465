//! The JSON Schema of the `pool` field. No part of the WebAssembly module; see [`schema`](crate::calculators::schema).

use super::{NAMED, json::TYPES};
use crate::definition::Value;

/// The JSON Schema of the field.
pub(in crate::calculators) fn schema() -> Value {
    let whole = || {
        Value::object(vec![
            ("type", Value::from("string")),
            ("pattern", Value::from("^[0-9]+$")),
        ])
    };
    let list = |items: Value| Value::object(vec![("type", Value::from("array")), ("items", items)]);
    let text = || Value::object(vec![("type", Value::from("string"))]);
    let about = |schema: Value, words: &str| {
        let Value::Object(mut entries) = schema else {
            return schema;
        };
        entries.push(("description".into(), words.into()));
        Value::Object(entries)
    };
    let required = [
        "poolType",
        "tokens",
        "scalingFactors",
        "tokenRates",
        "balancesLiveScaled18",
        "swapFee",
    ];
    let types = Value::object(vec![("enum", Value::from(TYPES.to_vec()))]);
    let properties = vec![
        ("poolType", types),
        (
            "tokens",
            about(list(text()), "Addresses, in the pool's order"),
        ),
        (
            "scalingFactors",
            about(list(whole()), "10^(18 - decimals) of each token"),
        ),
        (
            "tokenRates",
            about(
                list(whole()),
                "Rates with 18 decimals; 10^18 without a rate provider",
            ),
        ),
        (
            "balancesLiveScaled18",
            about(list(whole()), "Balances with 18 decimals, rates applied"),
        ),
        (
            "swapFee",
            about(whole(), "Fraction of the amount in, with 18 decimals"),
        ),
        (
            "aggregateSwapFee",
            about(
                whole(),
                "Share of the fee that leaves the pool; 0 if not given",
            ),
        ),
        (
            "totalSupply",
            about(whole(), "Pool tokens; swaps do not read it"),
        ),
        (
            "amp",
            about(whole(), "Stable pools: amplification in thousandths"),
        ),
        (
            "weights",
            about(list(whole()), "Weighted pools: weights with 18 decimals"),
        ),
    ];
    let object = Value::object(vec![
        ("type", Value::from("object")),
        ("title", "PoolState".into()),
        ("required", Value::from(required.to_vec())),
        ("properties", Value::object(properties)),
    ]);
    let names: Vec<&str> = NAMED.iter().map(|pool| pool.id).collect();
    let name = Value::object(vec![("enum", Value::from(names))]);
    Value::object(vec![("oneOf", Value::List(vec![name, object]))])
}
