//! Joins and exits by the calculator: the chain's answers to the wei, laws of the price impact, and what is refused.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod support;

use serde_json::{Value as Json, json};
use support::calculator::{Asked, recorded};
use yb_core::calculators::find;
use yb_core::calculators::pool::named_pools;
use yb_core::definition::Kind;

const IT: Asked = Asked("liquidity");

/// What a recorded call asks of the calculator, and the output in which its result stands.
fn asked(pool: &Json, call: &Json) -> Option<(Json, &'static str)> {
    let kind = call["call"].as_str().unwrap();
    let (amounts, key) = match kind {
        "addUnbalanced" => (call["amountsIn"].clone(), "poolTokens"),
        "addSingleTokenExactOut" => (json!([call["poolTokensOut"]]), "amounts"),
        "removeProportional" | "removeSingleTokenExactIn" => {
            (json!([call["poolTokensIn"]]), "amounts")
        }
        "removeSingleTokenExactOut" => (json!([call["amountOut"]]), "poolTokens"),
        _ => return None,
    };
    let input = json!({"pool": pool, "kind": kind, "amounts": amounts,
        "token": call.get("token").unwrap_or(&json!(0))});
    Some((input, key))
}

#[test]
fn every_recorded_join_and_exit_to_the_wei() {
    let mut calls = 0;
    for (path, file) in recorded() {
        for call in file["calls"].as_array().unwrap() {
            let Some((input, key)) = asked(&file["pool"], call) else {
                continue;
            };
            let output = IT.answer(&input);
            let expected = match (&call["result"], key) {
                (one @ Json::String(_), "amounts") => {
                    let token = usize::try_from(call["token"].as_u64().unwrap()).unwrap();
                    assert_eq!(&output["amounts"][token], one, "{path:?} {call}");
                    output["amounts"].clone()
                }
                (result, _) => result.clone(),
            };
            assert_eq!(output[key], expected, "{path:?} {call}");
            calls += 1;
        }
    }
    assert!(calls >= 25, "only {calls} calls");
}

/// Named pools whose supply is known, with a thousandth of it and the number of their tokens.
fn with_supply() -> impl Iterator<Item = (&'static str, String, usize)> {
    named_pools().into_iter().filter_map(|pool| {
        let supply: f64 = pool.get("totalSupply")?.parse().unwrap();
        Some((
            pool.id(),
            format!("{:.9}", supply / 1000.0),
            pool.symbols().len(),
        ))
    })
}

/// It takes nobody in and lets nobody out.
const IN_SALE: &str = "bal-dai-lbp";

/// A pool whose number of pool tokens nobody knows has no answer here, nor has one in its sale; the form offers neither.
#[test]
fn every_pool_that_the_form_offers_answers() {
    let fields = find("liquidity").unwrap().inputs;
    let field = fields.iter().find(|field| field.name == "pool").unwrap();
    let Kind::Pool { named, .. } = field.shape.kind else {
        panic!("no pool");
    };
    let offered: Vec<&str> = named().iter().map(|choice| choice.name).collect();
    let known = with_supply().map(|(pool, ..)| pool);
    let known: Vec<&str> = known.filter(|pool| *pool != IN_SALE).collect();
    assert_eq!(offered, known);
}

/// By the prices of the moment a proportional visit costs nothing, and any other something.
#[test]
fn only_what_is_out_of_proportion_costs() {
    let mut unbalanced = 0;
    for (pool, share, tokens) in with_supply() {
        if pool == IN_SALE {
            for (kind, word) in [
                ("addProportional", "AddingLiquidityNotAllowed"),
                ("removeProportional", "RemovingLiquidityNotAllowed"),
            ] {
                let input = json!({"pool": pool, "kind": kind, "amounts": [share],
                    "amountUnit": "token"});
                IT.refuses(&input, "amounts", word, word);
            }
            continue;
        }
        for kind in ["addProportional", "removeProportional"] {
            let output = IT.answer(&json!({"pool": pool, "kind": kind, "amounts": [share],
                "amountUnit": "token"}));
            let impact = output["cost"].as_f64().unwrap();
            // A unit of a token with six decimals is a part of this, and of a pool that holds little.
            assert!(impact.abs() < 3e-5, "{pool} {kind}: {impact}");
            assert_eq!(output["feeShare"].as_f64(), Some(0.0), "{pool}");
        }
        for token in 0..tokens {
            let amounts: Vec<&str> = (0..tokens)
                .map(|index| if index == token { "0.1" } else { "0" })
                .collect();
            let input = json!({"pool": pool, "amounts": amounts, "amountUnit": "token"});
            // Some kinds take their tokens in proportion only, and a hook may refuse.
            let Ok(output) = IT.run(&input) else { continue };
            let (impact, fee) = (&output["cost"], &output["feeShare"]);
            assert!(impact.as_f64().unwrap() > 0.0, "{pool} {token}: {impact}");
            // The weights of the QuantAMM pool add up to 1.0000855 at that moment.
            assert!(
                fee.as_f64() < impact.as_f64().map(|it| it + 1e-4),
                "{pool} {token}: {output}"
            );
            unbalanced += 1;
        }
    }
    assert!(unbalanced >= 9, "only {unbalanced}");
}

/// In one token and out in it again: what is left is less, by about the two price impacts.
#[test]
fn there_and_back_loses_twice_the_impact() {
    let mut pool = json!({"poolType": "STABLE", "amp": "200000", "tokens": ["a", "b"],
        "scalingFactors": ["1", "1"], "tokenRates": ["1000000000000000000", "1200000000000000000"],
        "balancesLiveScaled18": ["1000000000000000000000000", "1000000000000000000000000"],
        "swapFee": "1000000000000000", "totalSupply": "2000000000000000000000000"});
    let join = IT.answer(&json!({"pool": pool, "amounts": ["1000000000000000000000", "0"]}));
    let minted = join["poolTokens"].as_str().unwrap().to_owned();
    let minted_tokens: f64 = join["poolTokensDecimal"].as_str().unwrap().parse().unwrap();
    pool["totalSupply"] = (2_000_000_000_000_000_000_000_000_u128
        + minted.parse::<u128>().unwrap())
    .to_string()
    .into();
    pool["balancesLiveScaled18"][0] = "1001000000000000000000000".into();
    let exit = IT.answer(
        &json!({"pool": pool, "kind": "removeSingleTokenExactIn", "token": "a",
        "amounts": [minted]}),
    );
    let back: f64 = exit["tokens"][0]["amount"]
        .as_str()
        .unwrap()
        .parse()
        .unwrap();
    let impacts = [&join, &exit].map(|output| output["cost"].as_f64().unwrap());
    assert!(back < 1000.0 && minted_tokens < 1000.0);
    let lost = 1.0 - back / 1000.0;
    assert!(
        (lost - impacts.iter().sum::<f64>()).abs() < 0.02 * lost,
        "{lost} {impacts:?}"
    );
    // Cost is fee and price impact, to first order.
    for output in [&join, &exit] {
        let [cost, impact, fee] =
            ["cost", "priceImpact", "feeShare"].map(|key| output[key].as_f64().unwrap());
        assert!(
            (cost - impact - fee).abs() < cost * cost,
            "{cost} {impact} {fee}"
        );
        assert!(impact > 0.0);
    }
    // Half of a single-sided join is out of proportion, and pays 0.1 %.
    assert!((join["feeShare"].as_f64().unwrap() - 0.0005).abs() < 1e-6);
}

#[test]
fn the_hook_of_the_pool_is_asked() {
    let surge = |amounts: [&str; 2]| {
        IT.run(&json!({"pool": "teth-wsteth-surge", "amounts": amounts, "amountUnit": "token"}))
    };
    assert!(surge(["1", "0"]).is_ok(), "towards balance");
    let errors = surge(["0", "1"]).unwrap_err();
    let error = errors.at("amounts").unwrap();
    assert_eq!(error.code.name(), "AfterAddLiquidityHookFailed");
    assert!(
        error.message.contains("1 tETH") && error.message.contains("717.34"),
        "{error:?}"
    );
    let pool = json!({"poolType": "STABLE", "amp": "200000", "tokens": ["a", "b"],
        "scalingFactors": ["1", "1"], "tokenRates": ["1000000000000000000", "1000000000000000000"],
        "balancesLiveScaled18": ["1000000000000000000000", "1000000000000000000000"],
        "swapFee": "0", "totalSupply": "2000000000000000000000",
        "hook": {"type": "EXIT_FEE", "removeLiquidityHookFeePercentage": "10000000000000000"}});
    let exit = IT.answer(
        &json!({"pool": pool, "kind": "removeProportional", "amounts": ["20"],
        "amountUnit": "token"}),
    );
    assert_eq!(
        exit["amounts"],
        json!(["9900000000000000000", "9900000000000000000"])
    );
    assert_eq!(exit["tokens"][0]["hookFee"], "0.1");
    assert!((exit["cost"].as_f64().unwrap() - 1.0 / 99.0).abs() < 1e-12);
    assert!((exit["feeShare"].as_f64().unwrap() - 1.0 / 99.0).abs() < 1e-12);
}

#[test]
fn what_cannot_be_names_field_value_and_limit() {
    let stata = |changes: Json| {
        let mut input = json!({"pool": "stata-usdc-usdt", "amounts": ["1000000", "0"]});
        input
            .as_object_mut()
            .unwrap()
            .extend(changes.as_object().unwrap().clone());
        input
    };
    let single = |kind: &str, amount: &str| stata(json!({"kind": kind, "amounts": [amount]}));
    for (input, field, code) in [
        (
            stata(json!({"amounts": ["1"]})),
            "amounts",
            "InputLengthMismatch",
        ),
        (
            stata(json!({"amounts": ["1", "2", "3"]})),
            "amounts",
            "InputLengthMismatch",
        ),
        (
            stata(json!({"kind": "removeProportional"})),
            "amounts",
            "InputLengthMismatch",
        ),
        (stata(json!({"amounts": []})), "amounts", "range"),
        (stata(json!({"amounts": "all"})), "amounts[0]", "type"),
        (stata(json!({"amounts": ["1", "-1"]})), "amounts[1]", "type"),
        (
            stata(json!({"amounts": ["0.5", "0"]})),
            "amounts[0]",
            "type",
        ),
        (stata(json!({"amounts": ["0", "0"]})), "amounts", "range"),
        (
            stata(json!({"amounts": ["1", "0.0000001"], "amountUnit": "token"})),
            "amounts[1]",
            "type",
        ),
        (stata(json!({"kind": "join"})), "kind", "choice"),
        (single("removeSingleTokenExactIn", "0"), "amounts", "range"),
        (single("addProportional", "0"), "amounts", "range"),
        (single("removeSingleTokenExactOut", "0"), "amounts", "range"),
        (
            single("removeSingleTokenExactIn", "90000000000000000000000"),
            "amounts",
            "InvariantRatioBelowMin",
        ),
        (
            single("addSingleTokenExactOut", "900000000000000000000000"),
            "amounts",
            "InvariantRatioAboveMax",
        ),
        (
            single("removeProportional", "98722363453387463962452"),
            "amounts",
            "Panic(0x11)",
        ),
        (
            single("removeSingleTokenExactOut", "999999999999"),
            "amounts",
            "Panic(0x11)",
        ),
        (
            json!({"pool": "stata-usdc-usdt", "kind": "addSingleTokenExactOut", "token": "DAI", "amounts": ["1"]}),
            "token",
            "TokenNotRegistered",
        ),
        (
            json!({"pool": "oseth-weth", "amounts": ["1", "1"]}),
            "pool.totalSupply",
            "required",
        ),
        (
            json!({"pool": "usdc-reclamm-base", "amounts": ["1000000", "0"]}),
            "amounts",
            "DoesNotSupportUnbalancedLiquidity",
        ),
    ] {
        assert_eq!(IT.faults(&input), [(field.to_owned(), code)], "{input}");
    }
}

#[test]
fn every_fault_at_once() {
    let all = json!({"pool": "stata-usdc-usdt", "kind": "removeSingleTokenExactOut", "token": "DAI",
        "amounts": ["x"], "amountUnit": "pounds"});
    let fields: Vec<String> = IT
        .faults(&all)
        .into_iter()
        .map(|(field, _)| field)
        .collect();
    assert_eq!(fields, ["amounts[0]", "amountUnit", "token"]);
    let errors = IT
        .run(&json!({"pool": "stata-usdc-usdt", "kind": "removeSingleTokenExactOut", "amounts": ["999999999999"]}))
        .unwrap_err();
    let message = &errors.at("amounts").unwrap().message;
    for word in ["999999.999999 stataUSDC", "98722.363453387463962451"] {
        assert!(message.contains(word), "{message} lacks {word}");
    }
}
