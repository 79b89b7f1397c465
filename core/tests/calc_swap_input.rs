//! A swap asked by a pool's name and by its JSON, and every way of asking wrongly.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod support;

use support::calculator::run;
use yb_core::definition::Value;

const ONE: &str = "1000000000000000000";
const STATA: &str = r#""pool":"stata-usdc-usdt","tokenIn":"stataUSDC","tokenOut":1"#;

#[test]
fn swaps_repeat_the_chain_by_name_and_by_contract_json() {
    let by_name = run("swap", &format!(r#"{{{STATA},"amount":"10000000"}}"#)).unwrap();
    assert_eq!(by_name.get("amount"), Some(&Value::from("8771615")));
    assert_eq!(by_name.get("amountDecimal"), Some(&Value::from("8.771615")));
    let out = run(
        "swap",
        &format!(r#"{{{STATA},"kind":"exactOut","amount":"2000","amountUnit":"token"}}"#),
    );
    assert_eq!(out.unwrap().get("amount"), Some(&Value::from("2280896608")));
    let json = r#"{"pool":{"poolType":"Weighted","chainId":"11155111",
        "tokens":["0x94a9D9AC8a22534E3FaCa9F4e7F2E2cf85d5E4C8","0xFF34B3d4Aee8ddCd6F9AFFFB6Fe49bD371b8a357"],
        "scalingFactors":["1000000000000","1"],"weights":["500000000000000000","500000000000000000"],
        "swapFee":"10000000000000000","totalSupply":"6565147517543863649467",
        "balancesLiveScaled18":["6916384366000000000000","6240659067374271172646"],
        "tokenRates":["1000000000000000000","1000000000000000000"],"aggregateSwapFee":"0"},
        "tokenIn":"0xff34b3d4aee8ddcd6f9afffb6fe49bd371b8a357",
        "tokenOut":"0x94a9d9ac8a22534e3faca9f4e7f2e2cf85d5e4c8","kind":"GivenIn",
        "amount":"700000000000000000000"}"#;
    assert_eq!(
        run("swap", json).unwrap().get("amount"),
        Some(&Value::from("691273441"))
    );
}

#[test]
fn swaps_that_cannot_be_name_the_field_the_value_and_the_limit() {
    let fault = |rest: &str, field: &str, code: &str, words: &[&str]| {
        let errors = run("swap", &format!("{{{rest}}}")).unwrap_err();
        let error = errors
            .at(field)
            .unwrap_or_else(|| panic!("{rest}: {errors}"));
        assert_eq!(error.code.name(), code, "{error:?}");
        for word in words {
            assert!(
                error.message.contains(word),
                "{} lacks {word}",
                error.message
            );
        }
    };
    let stata = |rest: &str| format!("{STATA},{rest}");
    fault(
        r#""tokenIn":"2""#,
        "tokenIn",
        "TokenNotRegistered",
        &["“2”", "0 to 1"],
    );
    fault(
        r#""tokenOut":"0""#,
        "tokenOut",
        "CannotSwapSameToken",
        &["waEthLidoWETH"],
    );
    fault(
        &stata(r#""amount":"0""#),
        "amount",
        "AmountGivenZero",
        &["0 stataUSDC"],
    );
    fault(&stata(r#""amount":"ten""#), "amount", "type", &["“ten”"]);
    fault(&stata(r#""amount":"-1""#), "amount", "type", &["“-1”"]);
    fault(
        &stata(r#""amount":"1.0000001","amountUnit":"token""#),
        "amount",
        "type",
        &["6 decimals"],
    );
    fault(&stata(r#""amount":1.5"#), "amount", "type", &["1.5"]);
    let both = run("swap", r#"{"pool":"none","amount":"abc"}"#).unwrap_err();
    assert!(
        both.at("pool").is_some() && both.at("amount").is_some(),
        "{both}"
    );
    let huge = format!(r#""amount":"1{}""#, "0".repeat(80));
    fault(&stata(&huge), "amount", "type", &["Panic(0x11)"]);
    let drain = r#""kind":"exactOut","amount":"60000","amountUnit":"token""#;
    fault(
        &stata(drain),
        "amount",
        "Panic(0x11)",
        &["60000 stataUSDT", "58206."],
    );
    let weighted = r#""pool":"bal-weth","amount":"9606660","amountUnit":"token""#;
    fault(
        weighted,
        "amount",
        "MaxInRatio",
        &["9606660 BAL", "31701973.22", "9510591.9"],
    );
    fault(
        r#""pool":"none""#,
        "pool",
        "choice",
        &["“none”", "oseth-weth"],
    );
    fault(r#""pool":7"#, "pool", "type", &["7"]);
    fault(
        r#""kind":"sideways""#,
        "kind",
        "choice",
        &["“sideways”", "exactIn, exactOut"],
    );
}

#[test]
fn malformed_pools_are_named_entry_by_entry() {
    let faults = |pool: &str| {
        let errors = run("swap", &format!(r#"{{"pool":{pool}}}"#)).unwrap_err();
        let list: Vec<_> = errors
            .iter()
            .map(|e| (e.field.clone(), e.code.name()))
            .collect();
        list
    };
    let at = |field: &str, code: &'static str| (format!("pool.{field}"), code);
    let empty = faults("{}");
    for key in [
        "tokens",
        "scalingFactors",
        "tokenRates",
        "balancesLiveScaled18",
        "swapFee",
    ] {
        assert!(empty.contains(&at(key, "required")), "{key} in {empty:?}");
    }
    assert!(empty.contains(&at("poolType", "choice")));
    let pool = |kind: &str, amp: &str, rates: &str, factor: &str, balance: &str| {
        format!(
            r#"{{"poolType":"{kind}","tokens":["a","b"],"scalingFactors":["1","{factor}"],
            "tokenRates":{rates},"balancesLiveScaled18":["1000000000000000000","{balance}"],
            "swapFee":"0","amp":"{amp}"}}"#
        )
    };
    let rates = r#"["1000000000000000000","1000000000000000000"]"#;
    assert_eq!(
        faults(&pool("CURVE", "200000", rates, "1", ONE)),
        [at("poolType", "choice")]
    );
    assert_eq!(
        faults(&pool("STABLE", "0", rates, "1", ONE)),
        [at("amp", "AmplificationFactorTooLow")]
    );
    assert_eq!(
        faults(&pool("STABLE", "50001000", rates, "1", ONE)),
        [at("amp", "AmplificationFactorTooHigh")]
    );
    assert_eq!(
        faults(&pool("STABLE", "2e5", rates, "1", ONE)),
        [at("amp", "type")]
    );
    assert_eq!(
        faults(&pool(
            "STABLE",
            "200000",
            r#"["1000000000000000000","0"]"#,
            "1",
            ONE
        )),
        [at("tokenRates[1]", "InvalidRate")]
    );
    assert_eq!(
        faults(&pool("STABLE", "200000", rates, "7", ONE)),
        [at("scalingFactors[1]", "InvalidScalingFactor")]
    );
    assert_eq!(
        faults(&pool("STABLE", "200000", r#"["1"]"#, "1", ONE)),
        [at("tokens", "InputLengthMismatch")]
    );
    let hooked = pool("STABLE", "200000", rates, "1", ONE).replacen('{', r#"{"hook":{},"#, 1);
    assert_eq!(faults(&hooked), [at("hook", "choice")]);
    assert_eq!(
        faults(&pool("STABLE", "200000", rates, "1", "0")),
        [at("balancesLiveScaled18", "ZeroBalance")]
    );
    assert_eq!(
        faults(&pool("WEIGHTED", "1", rates, "1", ONE)),
        [at("weights", "required")]
    );
    assert_eq!(
        faults(&pool("STABLE", "200000", r#"{"a":1}"#, "1", ONE)),
        [at("tokenRates", "type")]
    );
}
