//! All faults of an input are told at once: those of a field, and those of fields together.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod support;

use support::calculator::run;

/// The calculator `id` finds exactly these fields at fault, each once.
fn at_fault(id: &str, input: &str, fields: &[&str]) {
    let errors = run(id, input).unwrap_err();
    let mut found: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
    found.sort_unstable();
    let mut wanted = fields.to_vec();
    wanted.sort_unstable();
    assert_eq!(found, wanted, "{id} {input}: {errors}");
    for error in errors.iter() {
        let said = error.message.strip_prefix(&error.field).unwrap();
        assert!(said.starts_with(": "), "{}", error.message);
        assert!(!said.starts_with(": :"), "{} names no value", error.message);
    }
}

#[test]
fn a_faulty_amount_does_not_hide_a_token_of_another_pool() {
    let swap = |rest: &str, fields: &[&str]| {
        at_fault(
            "swap",
            &format!(r#"{{"pool":"oseth-weth",{rest}}}"#),
            fields,
        );
    };
    swap(r#""tokenIn":"XYZ","amount":"-5""#, &["amount", "tokenIn"]);
    swap(
        r#""tokenIn":"XYZ","tokenOut":"ABC","amount":"-5","kind":"sideways""#,
        &["amount", "kind", "tokenIn", "tokenOut"],
    );
    swap(
        r#""tokenIn":"osETH","tokenOut":"0","amount":"-5""#,
        &["amount"],
    );
    swap(
        r#""tokenIn":"WETH","tokenOut":"weth","amount":"-5""#,
        &["amount", "tokenOut"],
    );
    // A fraction of a smallest unit is none of whatever token.
    swap(r#""tokenIn":"XYZ","amount":"1.5""#, &["amount", "tokenIn"]);
    swap(
        r#""tokenIn":"XYZ","amount":"1.5","amountUnit":"token""#,
        &["tokenIn"],
    );
    at_fault(
        "exit",
        r#"{"token":"XYZ","poolTokens":"-5","supply":"1.5"}"#,
        &["poolTokens", "supply", "token"],
    );
    at_fault(
        "liquidity",
        r#"{"kind":"removeSingleTokenExactOut","token":"XYZ","amounts":["-5"]}"#,
        &["amounts[0]", "token"],
    );
    at_fault(
        "liquidity",
        r#"{"kind":"removeSingleTokenExactOut","token":"XYZ","amounts":["1.5"],"amountUnit":"raw"}"#,
        &["amounts[0]", "token"],
    );
    at_fault(
        "liquidity",
        r#"{"pool":"oseth-weth","kind":"removeSingleTokenExactIn","token":"XYZ","amountUnit":"ounce"}"#,
        &["amountUnit", "pool.totalSupply", "token"],
    );
}

/// A calculator, an input, and the fields at fault: some alone, some together.
const TOGETHER: &[(&str, &str, &[&str])] = &[
    (
        "boosted",
        r#"{"amount":"-5","decimals":[1.5,6],"shares":[0.5,0.6,0.1],"bufferBalances":["1","2","1.5","3"],"rates":["0","1"]}"#,
        &[
            "amount",
            "bufferBalances[2]",
            "decimals[0]",
            "lendingYields",
            "rates[0]",
            "shares",
        ],
    ),
    (
        "rounding",
        r#"{"balances":["1.5","2"],"taken":1.5,"steps":2.5,"amplification":1.5,"rate":"x"}"#,
        &["amplification", "balances[0]", "rate", "steps", "taken"],
    ),
    (
        "yield-fee",
        r#"{"balance":"-1","decimals":1.5,"protocolFee":0.12345678901234567}"#,
        &["balance", "decimals", "protocolFee"],
    ),
    (
        "yield-fee",
        r#"{"balance":"1.5","decimals":6,"rates":[]}"#,
        &["balance", "rates"],
    ),
    (
        "eclp-params",
        r#"{"alpha":"2","beta":"1","c":"0.6","tvl":-1}"#,
        &["beta", "s", "tvl"],
    ),
    (
        "simulation",
        r#"{"seed":1.5,"stepSeconds":1,"horizonYears":9,"swapFee":7}"#,
        &["seed", "stepSeconds", "swapFee"],
    ),
    (
        "stable-params",
        r#"{"amplification":0.5,"tvl":-1}"#,
        &["amplification", "tvl"],
    ),
    (
        "rate-check",
        r#"{"rates":["0","1"],"times":[5],"asset":"x","upgradeable":["0x7f39C581F595B53c5cb19bD0b3f8dA6c935E2Ca0"]}"#,
        &["asset", "rates[0]", "times", "upgradeable"],
    ),
    (
        "pool-wizard",
        r#"{"pegRange":[2,3],"volatility":-1}"#,
        &["pegRange", "volatility"],
    ),
    (
        "impermanent-loss",
        r#"{"weights":[0.5,0.4],"priceChanges":[1,2,3],"more":1}"#,
        &["priceChanges", "weights", "“more”"],
    ),
    (
        "incentives",
        r#"{"budget":0,"emittedPerWeek":[1,2],"hurdle":"x"}"#,
        &["budget", "emittedPerWeek", "hurdle"],
    ),
    (
        "core-pool",
        r#"{"balances":[0,0],"yieldFlags":[true],"tokens":["a"],"prices":[1],"year":"2022","balPrice":-1}"#,
        &[
            "balPrice",
            "balances",
            "prices",
            "tokens",
            "year",
            "yieldFlags",
        ],
    ),
    (
        "vebal-boost",
        r#"{"veBAL":9,"totalVeBAL":1,"workingSupply":9,"total":1,"liquidity":-1}"#,
        &["liquidity", "veBAL", "workingSupply"],
    ),
    (
        "yield-stack",
        r#"{"tokenShares":[0.5,0.4],"tokenYields":[0.1],"rateProviders":[true],"venue":"v3","protocolFeePeriod":"bip-457","tvl":-1}"#,
        &[
            "rateProviders",
            "tokenShares",
            "tokenYields",
            "tvl",
            "venue",
        ],
    ),
    (
        "depth",
        r#"{"curve":{"kind":"range","lower":0.9,"upper":1.1},"price":2,"tvl":-1}"#,
        &["price", "tvl"],
    ),
    (
        "yield-drift",
        r#"{"curve":{"kind":"range","lower":1.2,"upper":1.3},"swapFee":-1}"#,
        &["curve.lower", "swapFee"],
    ),
    (
        "lvr",
        r#"{"curve":{"kind":"range","lower":0.9,"upper":1.1},"price":2,"swapFee":-1}"#,
        &["price", "swapFee"],
    ),
];

#[test]
fn what_fields_say_together_is_told_beside_another_fields_fault() {
    for (id, input, fields) in TOGETHER {
        at_fault(id, input, fields);
    }
}

#[test]
fn a_pool_is_not_blamed_twice() {
    let quant = |tokens: &str, fields: &[&str]| {
        let pool = format!(
            r#"{{"pool":{{"poolType":"QUANT_AMM_WEIGHTED",{tokens}
            "balancesLiveScaled18":["1000000000000000000000","1000000000000000000000"],
            "swapFee":"10000000000000000","maxTradeSizeRatio":"300000000000000000",
            "firstFourWeightsAndMultipliers":["500000000000000000","500000000000000000","0","0"],
            "lastUpdateTime":"1","lastInteropTime":"2","currentTimestamp":"1"}}}}"#
        );
        at_fault("swap", &pool, fields);
    };
    let two = |tokens: &str| {
        let one = "1000000000000000000";
        format!(r#"{tokens}"scalingFactors":["1","1"],"tokenRates":["{one}","{one}"],"#)
    };
    quant(&two(""), &["pool.tokens"]);
    quant(&two(r#""tokens":7,"#), &["pool.tokens"]);
    quant(&two(r#""tokens":[],"#), &["pool.tokens"]);
    quant(
        r#""tokens":[],"scalingFactors":[],"tokenRates":[],"#,
        &["pool.tokens"],
    );
    quant(
        &two(r#""tokens":["",""],"#),
        &["pool.tokens[0]", "pool.tokens[1]"],
    );
}
