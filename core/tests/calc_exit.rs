//! Leaving by the calculator: the chain's answers, recovery by hand, and what is refused.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod support;

use serde_json::{Value as Json, json};
use support::calculator::{Asked, recorded};

const IT: Asked = Asked("exit");

#[test]
fn the_chain_s_own_exits() {
    let (mut proportional, mut alone) = (0, 0);
    for (path, file) in recorded() {
        for call in file["calls"].as_array().unwrap() {
            let input = json!({"pool": file["pool"], "poolTokens": call["poolTokensIn"],
                "token": call.get("token").unwrap_or(&json!(0))});
            if call["call"] == "removeProportional" {
                assert_eq!(IT.answer(&input)["amounts"], call["result"], "{path:?}");
                proportional += 1;
            } else if call["call"] == "removeSingleTokenExactIn" {
                assert_eq!(IT.answer(&input)["unbalanced"], call["result"], "{path:?}");
                alone += 1;
            }
        }
    }
    assert!(proportional >= 5 && alone >= 6, "{proportional}, {alone}");
}

/// In recovery the raw balances are divided: `floor(raw * tokens / supply)`, by hand.
#[test]
fn a_paused_pool_pays_by_its_raw_balances() {
    let output = IT.answer(&json!({"pool": "usdt-gho-usdc", "poolTokens": "100000",
        "amountUnit": "token", "paused": true}));
    assert_eq!(output["way"], "recovery");
    let ordinary = IT.answer(&json!({"pool": "usdt-gho-usdc", "poolTokens": "100000",
        "amountUnit": "token"}));
    for (index, symbol) in ["waEthUSDT", "waGHO", "waEthUSDC"].iter().enumerate() {
        assert_eq!(output["tokens"][index]["token"], *symbol);
        let amount =
            |output: &Json| -> u128 { output["amounts"][index].as_str().unwrap().parse().unwrap() };
        // The ordinary exit divides live balances, rounded down, and never pays more.
        assert!(amount(&ordinary) <= amount(&output));
        assert!(amount(&output) - amount(&ordinary) <= 1);
        assert!(
            output["tokens"][index]["alone"]
                .as_str()
                .unwrap()
                .contains("PoolPaused")
        );
    }
    let pool = json!({"poolType": "WEIGHTED", "weights": ["500000000000000000", "500000000000000000"],
        "tokens": ["a", "b"], "scalingFactors": ["1000000000000", "1"], "swapFee": "0",
        "tokenRates": ["1000000000000000000", "1100000000000000000"],
        "balancesLiveScaled18": ["7000001000000000000", "11000000000000000000"],
        "totalSupply": "3000000000000000000"});
    let output =
        IT.answer(&json!({"pool": pool, "poolTokens": "1000000000000000000", "paused": "yes"}));
    // A third of 7000001 and of 10^19: the rate of 1.1 plays no part.
    assert_eq!(output["amounts"], json!(["2333333", "3333333333333333333"]));
}

#[test]
fn leaving_in_one_token_costs_and_says_when_it_may_not() {
    let weighted = |tokens: &str| {
        IT.answer(&json!({"pool": "wsteth-aave", "poolTokens": tokens, "amountUnit": "token"}))
    };
    let costs = ["10", "1000", "50000"].map(|tokens| {
        let output = weighted(tokens);
        output["unbalancedCost"].as_f64().unwrap()
    });
    assert!(costs.is_sorted() && costs[0] > 0.0, "{costs:?}");
    // 0.29 % of 80 % of a single-sided exit is a fee; a small exit costs little more.
    assert!((0.0023..0.0026).contains(&costs[0]), "{costs:?}");
    let refused = weighted("94000");
    assert_eq!(refused["unbalancedCost"], Json::Null);
    assert!(
        refused["reading"]
            .as_str()
            .unwrap()
            .contains("InvariantRatioBelowMin")
    );
    assert!(
        refused["tokens"][1]["alone"]
            .as_str()
            .unwrap()
            .starts_with("refused")
    );
}

#[test]
fn another_supply_is_another_share() {
    let output = IT.answer(
        &json!({"pool": "oseth-weth", "poolTokens": "1", "supply": "4",
        "amountUnit": "token"}),
    );
    assert_eq!(output["shareOfPool"].as_f64(), Some(0.25));
    assert_eq!(
        IT.faults(&json!({"pool": "oseth-weth", "poolTokens": "1"})),
        [("supply".to_owned(), "required")]
    );
}

#[test]
fn what_cannot_be_names_field_value_and_limit() {
    let stata = |key: &str, value: Json| {
        let mut input = json!({"pool": "stata-usdc-usdt", "poolTokens": "1000000000000000000"});
        input[key] = value;
        input
    };
    for (input, field, code) in [
        (stata("poolTokens", json!("0")), "poolTokens", "range"),
        (
            stata("poolTokens", json!("98722363453387463962452")),
            "poolTokens",
            "Panic(0x11)",
        ),
        (
            stata("poolTokens", json!("98722363453387463962451")),
            "poolTokens",
            "PoolTotalSupplyTooLow",
        ),
        (
            stata("poolTokens", json!("1")),
            "poolTokens",
            "TradeAmountTooSmall",
        ),
        (stata("poolTokens", json!("1.5")), "poolTokens", "type"),
        (stata("poolTokens", json!("all")), "poolTokens", "type"),
        (
            stata("supply", json!("0")),
            "supply",
            "PoolTotalSupplyTooLow",
        ),
        (stata("supply", json!("many")), "supply", "type"),
        (stata("token", json!("DAI")), "token", "TokenNotRegistered"),
        (stata("paused", json!("perhaps")), "paused", "type"),
    ] {
        assert_eq!(IT.faults(&input), [(field.to_owned(), code)], "{input}");
    }
    let all =
        json!({"pool": "stata-usdc-usdt", "poolTokens": "1.5", "supply": "x", "token": "DAI"});
    let fields: Vec<String> = IT
        .faults(&all)
        .into_iter()
        .map(|(field, _)| field)
        .collect();
    assert_eq!(fields, ["token", "poolTokens", "supply"]);
    let errors = IT
        .run(&stata("poolTokens", json!("98722363453387463962452")))
        .unwrap_err();
    let message = &errors.at("poolTokens").unwrap().message;
    for word in ["98722.363453387463962452", "98722.363453387463962451"] {
        assert!(message.contains(word), "{message} lacks {word}");
    }
    // A paused pool's exit knows no least amount.
    let mut tiny = stata("poolTokens", json!("1"));
    tiny["paused"] = json!(true);
    assert_eq!(IT.answer(&tiny)["amounts"], json!(["0", "0"]));
}
