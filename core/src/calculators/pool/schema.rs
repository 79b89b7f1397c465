//! The JSON Schema of the `pool` field. No part of the WebAssembly module; see [`schema`](crate::calculators::schema).

use super::{NamedPool, kind::types, named_pools};
use crate::definition::Value;

/// Keys whose values are whole numbers as text, with what they are.
const WHOLE: &[(&str, &str)] = &[
    ("swapFee", "Fraction of the amount in, with 18 decimals"),
    (
        "aggregateSwapFee",
        "Share of the fee that leaves the pool; 0 if not given",
    ),
    ("totalSupply", "Pool tokens; swaps do not read it"),
    ("amp", "STABLE: amplification in thousandths"),
    (
        "maxImbalanceRatio",
        "STABLE: 10000 of a pool deployed since January 2026, which refuses balances so many times apart",
    ),
    ("paramsAlpha", "GYROE: lower price, with 18 decimals"),
    ("paramsBeta", "GYROE: upper price"),
    ("paramsC", "GYROE: cosine of the angle"),
    ("paramsS", "GYROE: sine of the angle"),
    ("paramsLambda", "GYROE: stretch"),
    (
        "tauAlphaX",
        "GYROE: derived, 38 decimals; all nine or none, and then they are worked out",
    ),
    ("tauAlphaY", "GYROE: derived"),
    ("tauBetaX", "GYROE: derived"),
    ("tauBetaY", "GYROE: derived"),
    ("u", "GYROE: derived"),
    ("v", "GYROE: derived"),
    ("w", "GYROE: derived"),
    ("z", "GYROE: derived"),
    ("dSq", "GYROE: derived"),
    ("sqrtAlpha", "GYRO: square root of the lower price"),
    ("sqrtBeta", "GYRO: square root of the upper price"),
    (
        "dailyPriceShiftBase",
        "RECLAMM: by how much the range moves a second",
    ),
    ("centerednessMargin", "RECLAMM: when it moves"),
    (
        "startFourthRootPriceRatio",
        "RECLAMM: fourth root of the range's width before the change",
    ),
    ("endFourthRootPriceRatio", "RECLAMM: the same after it"),
    (
        "priceRatioUpdateStartTime",
        "RECLAMM: when the change begins, in seconds since 1970",
    ),
    ("priceRatioUpdateEndTime", "RECLAMM: when it ends"),
    ("lastTimestamp", "RECLAMM: the last trade"),
    ("currentTimestamp", "RECLAMM, LBP, QUANT_AMM: now"),
    ("projectTokenIndex", "LBP: the token that is sold"),
    ("startTime", "LBP: when the sale begins"),
    ("endTime", "LBP: when it ends"),
    (
        "reserveTokenVirtualBalance",
        "LBP: in the reserve token's smallest units; 0 if not given",
    ),
    ("projectTokenRate", "FIXED_PRICE_LBP: the price"),
    ("lastUpdateTime", "QUANT_AMM: when the weights were set"),
    ("lastInteropTime", "QUANT_AMM: when they stop moving"),
    (
        "maxTradeSizeRatio",
        "QUANT_AMM: the largest trade, as a share of a balance",
    ),
];

/// Keys whose values are lists of them.
const LISTS: &[(&str, &str)] = &[
    ("scalingFactors", "10^(18 - decimals) of each token"),
    (
        "tokenRates",
        "Rates with 18 decimals; 10^18 without a rate provider",
    ),
    (
        "balancesLiveScaled18",
        "Balances with 18 decimals, rates applied",
    ),
    ("weights", "WEIGHTED: weights with 18 decimals"),
    (
        "minTokenBalances",
        "WEIGHTED: the least balances, with 18 decimals, of a pool deployed since January 2026",
    ),
    (
        "lastVirtualBalances",
        "RECLAMM: virtual balances at the last trade",
    ),
    (
        "startWeights",
        "LIQUIDITY_BOOTSTRAPPING: weights at the start",
    ),
    ("endWeights", "LIQUIDITY_BOOTSTRAPPING: weights at the end"),
    (
        "firstFourWeightsAndMultipliers",
        "QUANT_AMM: weights, then multipliers, of the first four tokens",
    ),
    (
        "secondFourWeightsAndMultipliers",
        "QUANT_AMM: the same of the others",
    ),
];

fn about(mut entries: Vec<(&str, Value)>, words: &str) -> Value {
    entries.push(("description", words.into()));
    Value::object(entries)
}

fn list(items: Value) -> Vec<(&'static str, Value)> {
    vec![("type", "array".into()), ("items", items)]
}

fn object(title: &str, words: &str, required: &[&str], properties: Vec<(&str, Value)>) -> Value {
    Value::object(vec![
        ("type", Value::from("object")),
        ("title", title.into()),
        ("description", words.into()),
        ("required", required.to_vec().into()),
        ("properties", Value::object(properties)),
    ])
}

/// The JSON Schema of the field.
pub(in crate::calculators) fn schema() -> Value {
    let names: Vec<&str> = named_pools().iter().map(NamedPool::id).collect();
    let name = Value::object(vec![("enum", Value::from(names))]);
    Value::object(vec![("oneOf", Value::List(vec![name, contract(), api()]))])
}

fn contract() -> Value {
    let whole = || {
        vec![
            ("type", Value::from("string")),
            ("pattern", "^-?[0-9]+$".into()),
        ]
    };
    let text = || Value::object(vec![("type", Value::from("string"))]);
    let mut properties = vec![
        ("poolType", Value::object(vec![("enum", types().into())])),
        (
            "tokens",
            about(list(text()), "Addresses, in the pool's order"),
        ),
        ("symbols", about(list(text()), "Names to show instead")),
        (
            "hook",
            about(vec![("type", "object".into())], "Its type and parameters"),
        ),
        (
            "isProjectTokenSwapInBlocked",
            about(
                vec![("type", "boolean".into())],
                "LBP: whether selling back is refused",
            ),
        ),
    ];
    for (key, words) in WHOLE {
        properties.push((key, about(whole(), words)));
    }
    for (key, words) in LISTS {
        properties.push((key, about(list(Value::object(whole())), words)));
    }
    let required = [
        "poolType",
        "tokens",
        "scalingFactors",
        "tokenRates",
        "balancesLiveScaled18",
        "swapFee",
    ];
    object("PoolState", "The contracts' state", &required, properties)
}

fn api() -> Value {
    let objects = list(Value::object(vec![("type", Value::from("object"))]));
    let properties = vec![
        (
            "poolTokens",
            about(
                objects,
                "address, symbol, decimals, balance, priceRate, weight",
            ),
        ),
        (
            "dynamicData",
            about(vec![("type", "object".into())], "swapFee, totalShares"),
        ),
    ];
    let words = "A pool as Balancer's API answers poolGetPool";
    object("ApiPool", words, &["poolTokens"], properties)
}
