//! The `pool` field: every type of pool in the contracts' form, the API's form, real pools by name, and what is refused.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use serde_json::{Value as Json, json};
use yb_core::calculators::find;
use yb_core::calculators::pool::named_pools;
use yb_core::definition::{Errors, Value};

fn run(input: &Json) -> Result<Value, Errors> {
    let input: Value = serde_json::from_str(&input.to_string()).unwrap();
    let calculator = find("swap").unwrap();
    (calculator.run)(&input).map(|answer| answer.to_value())
}

fn amount(input: &Json) -> String {
    let answer = run(input).unwrap_or_else(|errors| panic!("{errors}"));
    answer.get("amount").unwrap().as_text().unwrap().to_owned()
}

fn faults(pool: &Json) -> Vec<(String, &'static str)> {
    let errors = run(&json!({ "pool": pool })).unwrap_err();
    let list = errors.iter();
    list.map(|error| (error.field.clone(), error.code.name()))
        .collect()
}

fn file(name: &str) -> Json {
    let path = format!("{}/tests/vectors/{name}.json", env!("CARGO_MANIFEST_DIR"));
    serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
}

#[test]
fn every_recorded_swap_by_the_contracts_json() {
    let folder = format!("{}/tests/vectors", env!("CARGO_MANIFEST_DIR"));
    let (mut swaps, mut types) = (0, std::collections::BTreeSet::new());
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|ending| ending != "json") {
            continue;
        }
        let file: Json = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        types.insert(file["pool"]["poolType"].as_str().unwrap().to_owned());
        for call in file["calls"].as_array().unwrap() {
            if call["call"] != "swap" {
                continue;
            }
            // The whole file: the pool is found in it.
            let input = json!({"pool": file, "tokenIn": call["tokenIn"], "tokenOut": call["tokenOut"],
                "kind": call["kind"], "amount": call["amount"]});
            assert_eq!(
                amount(&input),
                call["result"].as_str().unwrap(),
                "{path:?} {call}"
            );
            swaps += 1;
        }
    }
    assert!(
        swaps >= 40 && types.len() >= 8,
        "{swaps} swaps of {types:?}"
    );
}

#[test]
fn named_pools_repeat_the_chain() {
    for (pool, token_in, token_out, given, expected) in [
        (
            "teth-wsteth-surge",
            "tETH",
            "waEthLidowstETH",
            "100000000000000000000",
            "97512073758568262972",
        ),
        ("usdc-reclamm-base", "1", "0", "100000", "85361"),
        ("bal-dai-lbp", "0", "1", "10000000", "9204164"),
        ("quantamm", "0", "2", "1000000", "1033749354"),
        (
            "usdc-dai-weighted",
            "USDC",
            "DAI",
            "10000000",
            "8920009849766722311",
        ),
        (
            "stata-usdc-usdt",
            "stataUSDC",
            "stataUSDT",
            "10000000",
            "8771615",
        ),
    ] {
        let input =
            json!({"pool": pool, "tokenIn": token_in, "tokenOut": token_out, "amount": given});
        assert_eq!(amount(&input), expected, "{pool}");
    }
}

#[test]
fn every_named_pool_trades_and_says_where_it_is_from() {
    let pools = named_pools();
    assert!(pools.len() >= 16, "only {}", pools.len());
    for pool in pools {
        let (id, source) = (pool.id(), pool.source());
        let input = json!({"pool": id, "amount": "0.001", "amountUnit": "token"});
        assert!(amount(&input).parse::<f64>().unwrap() > 0.0, "{id}");
        assert_eq!(
            pool.can_be_joined(),
            pool.get("totalSupply").is_some() && pool.id() != "bal-dai-lbp",
            "{id}"
        );
        assert!(
            pool.symbols()
                .iter()
                .all(|symbol| !symbol.starts_with("0x")),
            "{id}"
        );
        let dated = source.contains(" block ") || source.contains(" or before;");
        let sourced = source.contains(", 0x") && source.contains(" at ");
        assert!(dated && sourced, "{id}: {source}");
    }
}

/// The derived parameters of the ellipse are worked out to the same digits.
#[test]
fn an_ellipse_without_derived_parameters_answers_the_same() {
    let mut whole = file("gyro-eclp-sepolia-7748718")["pool"].clone();
    let swap = |pool: &Json| amount(&json!({"pool": pool, "amount": "1000000000000000000"}));
    let given = swap(&whole);
    let fields = whole.as_object_mut().unwrap();
    for key in [
        "tauAlphaX",
        "tauAlphaY",
        "tauBetaX",
        "tauBetaY",
        "u",
        "v",
        "w",
        "z",
        "dSq",
    ] {
        assert!(fields.remove(key).is_some());
    }
    assert_eq!(swap(&whole), given);
    whole["tauAlphaX"] = json!("1");
    let missing = faults(&whole);
    assert_eq!(missing.len(), 8, "{missing:?}");
    assert_eq!(missing[0], ("pool.tauAlphaY".into(), "required"));
}

#[test]
fn the_api_answers_as_the_contract_does() {
    let token = |address: &str, symbol: &str, balance: &str, rate: &str| {
        json!({"address": address, "symbol": symbol, "decimals": 18, "balance": balance,
            "priceRate": rate, "weight": null, "index": 0})
    };
    let mut pool = json!({"data": {"poolGetPool": {
        "id": "0x9ed5175aecb6653c1bdaa19793c16fd74fbeeb37", "type": "STABLE", "protocolVersion": 3,
        "amp": "200", "version": 1,
        "poolTokens": [
            token("0x775F661b0bD1739349b9A2A3EF60be277c5d2D29", "waEthLidowstETH",
                "0", "1.202060848670267307"),
            token("0xD11c452fc99cF405034ee446803b6F6c1F6d5ED8", "tETH",
                "0", "1.201509974239215142"),
        ],
        "dynamicData": {"swapFee": "0.0005", "totalShares": "717.342064432930816122",
            "aggregateSwapFee": "0.5", "isPaused": false},
        "hook": {"address": "0xb18fA0cb5DE8cecB8899AAE6e38b1B7ed77885dA", "type": "STABLE_SURGE",
            "params": {"surgeThresholdPercentage": "0.1", "maxSurgeFeePercentage": "0.05"}},
    }}});
    // From the live balances of the chain, as the API would write the raw ones.
    for (i, (live, rate)) in [
        (
            311_845_355_307_990_821_859_u128,
            1_202_060_848_670_267_307_u128,
        ),
        (409_096_377_821_670_037_730, 1_201_509_974_239_215_142),
    ]
    .into_iter()
    .enumerate()
    {
        let (whole, rest) = (live / rate, live % rate);
        let one = 10_u128.pow(18);
        // Long division, digit by digit: the product would not fit.
        let (mut digits, mut rest) = (0_u128, rest);
        for _ in 0..18 {
            rest *= 10;
            digits = digits * 10 + rest / rate;
            rest %= rate;
        }
        let raw = whole * one + digits + u128::from(rest > 0);
        let text = format!("{}.{:018}", raw / one, raw % one);
        pool["data"]["poolGetPool"]["poolTokens"][i]["balance"] = json!(text);
    }
    let input = json!({"pool": pool, "tokenIn": "tETH", "tokenOut": "waEthLidowstETH",
        "amount": "100000000000000000000"});
    assert_eq!(amount(&input), "97512073758568262972");
    // The third factory's pools refuse what leaves one balance 10,000 times another.
    let mut third = pool.clone();
    third["data"]["poolGetPool"]["version"] = json!(3);
    let mut input = input;
    input["pool"] = third;
    assert_eq!(amount(&input), "97512073758568262972");
    input["pool"]["data"]["poolGetPool"]["poolTokens"][0]["balance"] = json!("0.01");
    input["amount"] = json!("1000000000000000");
    assert!(format!("{:?}", run(&input)).contains("MaxImbalanceRatioExceeded"));
    // A weight a token, an older version, an unknown type, a hook without numbers.
    let inner = &mut pool["data"]["poolGetPool"];
    inner["type"] = json!("COMPOSABLE_STABLE");
    inner["protocolVersion"] = json!(2);
    inner["poolTokens"][0]["balance"] = json!("1e5");
    inner["poolTokens"][1]["decimals"] = json!(19);
    inner["hook"]["params"]["maxSurgeFeePercentage"] = json!("five");
    assert_eq!(
        faults(&pool),
        [
            ("pool.protocolVersion".into(), "choice"),
            ("pool.type".into(), "choice"),
            ("pool.poolTokens[0].balance".into(), "type"),
            ("pool.poolTokens[1].decimals".into(), "range"),
            ("pool.hook.params.maxSurgeFeePercentage".into(), "type"),
        ]
    );
}

#[test]
fn the_api_s_weighted_and_elliptic_pools() {
    let weighted = json!({"type": "WEIGHTED", "protocolVersion": 3,
        "poolTokens": [
            {"address": "a", "symbol": "USDC", "decimals": 6, "balance": "6916.384366", "priceRate": "1", "weight": "0.5"},
            {"address": "b", "symbol": "DAI", "decimals": 18, "balance": "6240.659067374271172646", "priceRate": "1", "weight": "0.5"}],
        "dynamicData": {"swapFee": "0.01", "totalShares": "6565.147517543863649467"}});
    let input =
        json!({"pool": weighted, "tokenIn": "USDC", "tokenOut": "DAI", "amount": "10000000"});
    assert_eq!(amount(&input), "8920009849766722311");
    // The second factory's pools have least balances, made of the decimals; here they answer the same.
    let mut second = weighted.clone();
    second["version"] = json!(2);
    let input = json!({"pool": second, "tokenIn": "USDC", "tokenOut": "DAI", "amount": "10000000"});
    assert_eq!(amount(&input), "8920009849766722311");
    second["poolTokens"][0]["balance"] = json!("0.000001");
    let first = json!({"pool": second, "tokenIn": "DAI", "tokenOut": "USDC", "amount": "1000000000000000000"});
    assert!(format!("{:?}", run(&first)).contains("TokenBalanceBelowMin"));
    let token = |address: &str| json!({"address": address, "decimals": 18, "balance": "1", "priceRate": "1"});
    let ellipse = json!({"type": "GYROE", "protocolVersion": 3,
        "alpha": "0.998502246630054917", "beta": "1.0002000400080016",
        "c": "0.707106781186547524", "s": "0.707106781186547524", "lambda": "4000",
        "tauAlphaX": "-0.94861212813096057289512505574275160547", "tauAlphaY": "0.31644119574235279926451292677567331630",
        "tauBetaX": "0.37142269533113549537591131345643981951", "tauBetaY": "0.92846388265400743995957747409218517601",
        "u": "0.66001741173104803338721745994955553010", "v": "0.62245253919818011890633399060291020887",
        "w": "0.30601134345582732000058913853921008022", "z": "-0.28859471639991253843240999485797747790",
        "dSq": "0.99999999999999999886624093342106115200",
        "poolTokens": [token("a"), token("b")], "dynamicData": {"swapFee": "0.01", "totalShares": "0.000535740808545474"}});
    let input =
        json!({"pool": ellipse, "tokenIn": "b", "tokenOut": "a", "amount": "1000000000000000000"});
    assert_eq!(amount(&input), "989980003877180195");
}

#[test]
fn hooks_are_read_or_refused() {
    let pool = |hook: Json| {
        json!({"poolType": "WEIGHTED", "tokens": ["a", "b"], "scalingFactors": ["1", "1"],
            "weights": ["500000000000000000", "500000000000000000"],
            "tokenRates": ["1000000000000000000", "1000000000000000000"],
            "balancesLiveScaled18": ["1000000000000000000000", "1000000000000000000000"],
            "swapFee": "1000000000000000", "hook": hook})
    };
    let swap = |hook: Json| amount(&json!({"pool": pool(hook), "amount": "100000000000000000000"}));
    let plain = swap(Json::Null);
    assert_eq!(
        swap(json!({"type": "EXIT_FEE", "params": {"exitFeePercentage": "10000000000000000"}})),
        plain
    );
    // The balances after 100 of 1000 differ by a tenth: the fee is far above 0.1 %.
    let directional = swap(json!({"type": "DIRECTIONAL_FEE"}));
    assert!(directional.len() < plain.len() || directional < plain);
    assert_ne!(
        swap(json!({"hookType": "Akron", "minimumSwapFeePercentage": "10000000000000"})),
        plain
    );
    let at = |key: &str, code: &'static str| (format!("pool.hook{key}"), code);
    assert_eq!(
        faults(&pool(json!({"type": "FEE_TAKING"}))),
        [at("", "choice")]
    );
    assert_eq!(faults(&pool(json!("LOTTERY"))), [at("", "choice")]);
    assert_eq!(faults(&pool(json!([]))), [at("", "choice")]);
    assert_eq!(
        faults(&pool(json!({"type": "EXIT_FEE"}))),
        [at(".removeLiquidityHookFeePercentage", "required")]
    );
    assert_eq!(
        faults(&pool(
            json!({"type": "EXIT_FEE", "exitFeePercentage": "200000000000000000"})
        )),
        [at(".exitFeePercentage", "ExitFeeAboveLimit")]
    );
    let surge = json!({"type": "ECLP_SURGE", "surgeThresholdPercentage": "1", "maxSurgeFeePercentage": "1"});
    assert_eq!(faults(&pool(surge)), [at("", "HookRegistrationFailed")]);
}

/// A fee that no pool may have is told beside a curve that none can be, and each of the two fees by its own name.
#[test]
fn fees_above_their_limits_are_told_each_by_itself() {
    let mut pool = file("weighted-sepolia-7439300")["pool"].clone();
    pool["swapFee"] = json!("1000000000000000000");
    assert_eq!(
        faults(&pool),
        [("pool.swapFee".to_owned(), "PercentageAboveMax")]
    );
    pool["swapFee"] = json!("0");
    pool["aggregateSwapFee"] = json!("1000000000000000001");
    let aggregate = ("pool.aggregateSwapFee".to_owned(), "PercentageAboveMax");
    assert_eq!(faults(&pool), std::slice::from_ref(&aggregate));
    pool["weights"][0] = json!("1");
    let found = faults(&pool);
    assert_eq!(found[0], aggregate);
    assert!(
        found.len() > 1 && found[1].0.starts_with("pool.weights"),
        "{found:?}"
    );
}

/// Every key of every recorded pool, replaced by every kind of wrong value: a named error or an answer, never a panic.
#[test]
fn wrong_values_of_any_shape_are_named() {
    let wrong = [
        json!(null),
        json!(true),
        json!(-1),
        json!(1.5),
        json!("x"),
        json!(""),
        json!("-1"),
        json!("0"),
        json!([]),
        json!([[]]),
        json!({}),
        json!("9".repeat(100)),
        json!(["1"]),
        json!(vec!["1"; 17]),
        json!({"type": {"type": 1}}),
    ];
    let mut refused = 0;
    for name in [
        "gyro-eclp-sepolia-7748718",
        "quant-amm-mainnet-22524240",
        "lbp-sepolia-8085514",
        "fixed-price-lbp-sepolia-10434442",
        "reclamm-base-32632378",
        "stable-surge-mainnet-22247251",
        "weighted-sepolia-7439300",
    ] {
        let pool = file(name)["pool"].clone();
        for key in pool.as_object().unwrap().keys() {
            for value in &wrong {
                let mut pool = pool.clone();
                pool[key] = value.clone();
                if let Err(errors) = run(&json!({"pool": pool, "amount": "1000000"})) {
                    let named = |error: &yb_core::definition::FieldError| {
                        error.field.starts_with("pool")
                            || error.field.starts_with("token")
                            || error.field == "amount"
                    };
                    assert!(errors.iter().all(named), "{key} {value}: {errors}");
                    refused += 1;
                }
            }
        }
    }
    assert!(refused > 500, "only {refused}");
}
