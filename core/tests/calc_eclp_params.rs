//! `eclp-params`: the contract’s limits, and a pool that starts where it should.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod support;

use support::calculator::{self, close, number, text};
use yb_core::definition::{Errors, Value};

fn run(json: &str) -> Result<Value, Errors> {
    calculator::run("eclp-params", json)
}

fn preset(label: &str) -> Value {
    calculator::preset("eclp-params", label)
}

#[test]
fn the_case_of_pull_request_715() {
    let peaks = [
        r#""peak":550"#,
        // As it was reported, with digits cut off.
        r#""c":"0.001818178812930065","s":"0.999998347111536085""#,
    ];
    for peak in peaks {
        let of = |lambda: &str| {
            run(&format!(
                r#"{{"alpha":450,"beta":650,{peak},"lambda":{lambda},"rates":[1,1]}}"#
            ))
        };
        let refused = of("1").unwrap();
        assert_eq!(refused.get("valid"), Some(&Value::Bool(false)));
        assert_eq!(text(&refused, "fails"), "InvariantDenominatorWrong");
        close(number(&refused, "failsBy"), 288_895.0, 1e-5);
        assert!(
            text(&refused, "reading").contains("388,89"),
            "{}",
            text(&refused, "reading")
        );
        let checks = refused.get("checks").unwrap().as_list().unwrap().to_vec();
        assert_eq!(checks.len(), 15);
        let failed: Vec<&Value> = checks
            .iter()
            .filter(|check| text(check, "result") == "fail")
            .collect();
        assert_eq!(failed.len(), 1);
        assert!(
            text(failed[0], "beyond").starts_with("28889"),
            "{:?}",
            failed[0]
        );
        assert_eq!(text(failed[0], "allowed"), "at most 100000");
        let taken = of("2").unwrap();
        assert_eq!(taken.get("valid"), Some(&Value::Bool(true)));
        assert_eq!(taken.get("fails"), Some(&Value::Null));
        let frontier = refused.get("frontier").unwrap().as_list().unwrap().to_vec();
        let valid: Vec<bool> = frontier
            .iter()
            .map(|row| row.get("valid") == Some(&Value::Bool(true)))
            .collect();
        assert!(!valid[0] && valid[1..].iter().all(|it| *it), "{valid:?}");
        // An angle of 89.9 degrees is not for the surge hook.
        assert_eq!(taken.get("surgeHook"), Some(&Value::Bool(false)));
    }
}

#[test]
fn every_limit_that_inputs_can_break() {
    for (json, error, beyond) in [
        (
            r#"{"lambda":"100000000.000000000000000001"}"#,
            "StretchingFactorWrong",
            "0.000000000000000001",
        ),
        (r#"{"lambda":"0.5"}"#, "StretchingFactorWrong", "0.5"),
        (r#"{"c":"1.1","s":"0"}"#, "RotationVectorCWrong", "0.1"),
        (
            r#"{"c":"0","s":"1.000000000000000001"}"#,
            "RotationVectorSWrong",
            "0.000000000000000001",
        ),
        (
            r#"{"c":"0.7","s":"0.7"}"#,
            "RotationVectorNotNormalized",
            "0.019999999999999",
        ),
    ] {
        let output = run(json).unwrap();
        assert_eq!(text(&output, "fails"), error, "{json}");
        let checks = output.get("checks").unwrap().as_list().unwrap().to_vec();
        let failed = checks
            .iter()
            .find(|check| text(check, "result") == "fail")
            .unwrap();
        assert_eq!(text(failed, "beyond"), beyond, "{json}");
        assert!(text(&output, "reading").contains(error), "{json}");
    }
}

#[test]
fn the_surge_hook_wants_thirty_to_sixty_degrees() {
    // tan 30° and tan 60°, a digit within and a digit beyond.
    for (peak, taken) in [
        ("0.577350269189625765", true),
        ("0.5773502691896257", false),
        ("1.732050807568877293", true),
        ("1.73205080756888", false),
    ] {
        let output = run(&format!(
            r#"{{"alpha":"0.5","beta":"2","peak":"{peak}","lambda":10}}"#
        ))
        .unwrap();
        assert_eq!(output.get("surgeHook"), Some(&Value::Bool(taken)), "{peak}");
    }
}

#[test]
fn liquidity_is_that_of_the_golden_values() {
    // Loss versus rebalancing for a volatility of 1 is 1/8 of the depth.
    let sdai = preset("sDAI/GYD");
    close(
        number(&sdai, "concentration"),
        8.0 * 757.664_123_178_07,
        1e-12,
    );
    close(
        number(&sdai, "lvr"),
        0.005 * 0.005 * 757.664_123_178_07,
        1e-12,
    );
    let below = run(
        r#"{"alpha":"0.998502246630054917","beta":"1.0002000400080016","lambda":4000,"price":0.999,"basisVolatility":1}"#,
    );
    close(number(&below.unwrap(), "lvr"), 67.703_123_218_556, 1e-12);
    let wsteth = preset("wstETH/WETH");
    close(
        number(&wsteth, "concentration"),
        4.0 * 2_245.649_744_274_68,
        1e-12,
    );
    close(number(&wsteth, "share"), 0.478_038, 1e-6);
    // α, β and the peak as a market shows them.
    close(
        number(&wsteth, "marketAlpha"),
        0.9985 * 1.161_179_831,
        1e-15,
    );
    close(
        number(&preset("BOLD"), "marketBeta"),
        1.05 / 1.143_603_177,
        1e-15,
    );
}

/// A pool made with the amounts that the calculator says, by the exact engine: its own price is the one asked for.
#[test]
fn the_amounts_start_the_pool_at_the_price() {
    for (label, price) in [
        ("wstETH/WETH", None),
        ("wstETH/swETH", Some("1.001")),
        ("BOLD", Some("1.01")),
        ("sDAI", Some("0.9995")),
    ] {
        let more: Vec<_> = price.map(|price| ("price", price)).into_iter().collect();
        let answer = calculator::preset_with("eclp-params", label, &more);
        let rates = answer.input.get("rates").unwrap().as_list().unwrap();
        let rates: Vec<f64> = rates
            .iter()
            .map(|rate| rate.as_text().unwrap().parse().unwrap())
            .collect();
        let output = answer.to_value();
        let file: Value = serde_json::from_str(text(&output, "contract")).unwrap();
        let params = file.get("eclpParams").unwrap();
        let amounts = [
            number(&output, "initialAmount0"),
            number(&output, "initialAmount1"),
        ];
        close(
            number(&output, "initialRatio"),
            amounts[1] / amounts[0],
            1e-15,
        );
        let live = |token: usize| format!("{:.0}", amounts[token] * rates[token] * 1e18);
        let mut fields: Vec<String> = ["alpha", "beta", "c", "s", "lambda"]
            .iter()
            .map(|key| {
                let name = format!("params{}{}", key[..1].to_uppercase(), &key[1..]);
                format!(r#""{name}":"{}""#, text(params, key))
            })
            .collect();
        fields.extend(
            calculator::ECLP_DERIVED
                .iter()
                .map(|key| format!(r#""{key}":"{}""#, text(&output, key))),
        );
        let pool = format!(
            r#"{{"poolType":"GYROE","tokens":["a","b"],"scalingFactors":["1","1"],"tokenRates":["1000000000000000000","1000000000000000000"],
            "balancesLiveScaled18":["{}","{}"],"swapFee":"0","aggregateSwapFee":"0","totalSupply":"1000000000000000000",{}}}"#,
            live(0),
            live(1),
            fields.join(",")
        );
        let swap =
            format!(r#"{{"pool":{pool},"tokenIn":"a","tokenOut":"b","amount":"1000000000000"}}"#);
        let spot = number(&calculator::answer("swap", &swap), "spotPrice");
        close(spot, number(&output, "startPrice"), 1e-8);
    }
}

#[test]
fn idle_capital() {
    // All that an ellipse has is in use from α to β, and a curve as deep at the peak leaves some idle there.
    let output = run(r#"{"maxImpact":0.01}"#).unwrap();
    assert!(number(&output, "idleCapital").abs() < 1e-15);
    let stable = number(&output, "stableIdle");
    assert!(stable > 0.2 && stable < 0.3, "{stable}");
    let narrow = number(&run(r#"{"maxImpact":0.000001}"#).unwrap(), "idleCapital");
    assert!(narrow > 0.99 && narrow < 1.0, "{narrow}");
}

#[test]
fn pictures_rise_from_left_to_right() {
    let extremes = [
        "{}",
        r#"{"lambda":1}"#,
        r#"{"lambda":100000000}"#,
        r#"{"lambda":"0.001"}"#,
        r#"{"lambda":"1000000000000"}"#,
        r#"{"peak":"0.5"}"#,
        r#"{"peak":"3"}"#,
        r#"{"alpha":"0.000000001","beta":"1000000000","peak":"1","lambda":1}"#,
        r#"{"alpha":"0.999999998","beta":1}"#,
        r#"{"alpha":"2510.205343873033598766","beta":"2554.384957925198990104","c":"0.000000000000000061","s":"1","lambda":"251.020534387303359876"}"#,
        r#"{"c":"1","s":"0"}"#,
        r#"{"c":"0","s":"1"}"#,
        r#"{"maxImpact":0.2,"basisVolatility":0}"#,
    ];
    for json in extremes {
        for picture in ["liquidity", "frontier"] {
            let json = json
                .replacen('{', &format!(r#"{{"picture":"{picture}","#), 1)
                .replace(",}", "}");
            let output = run(&json).unwrap_or_else(|errors| panic!("{json}: {errors}"));
            let chart = output.get("chart").unwrap();
            let xs: Vec<f64> = chart
                .get("xs")
                .unwrap()
                .as_list()
                .unwrap()
                .iter()
                .map(|x| x.as_number().unwrap())
                .collect();
            assert!(
                !xs.is_empty() && xs.windows(2).all(|pair| pair[0] < pair[1]),
                "{json}: {xs:?}"
            );
            for series in chart.get("series").unwrap().as_list().unwrap() {
                let values = series.get("values").unwrap().as_list().unwrap();
                let fine = |value: &Value| value.as_number().is_some_and(|value| value >= 0.0);
                assert!(values.iter().all(fine), "{json}: {series:?}");
            }
        }
    }
}

#[test]
fn shares_and_liquidity_by_price() {
    let profile = run("{}")
        .unwrap()
        .get("profile")
        .unwrap()
        .as_list()
        .unwrap()
        .to_vec();
    let shares: Vec<f64> = profile.iter().map(|point| number(point, "share")).collect();
    assert!((shares[0] - 1.0).abs() < 1e-12 && shares[shares.len() - 1].abs() < 1e-12);
    assert!(
        shares.windows(2).all(|pair| pair[0] > pair[1]),
        "{shares:?}"
    );
    // What trades from the lowest price to the highest is all that the pool can sell: the area under the picture.
    let output = run("{}").unwrap();
    let chart = output.get("chart").unwrap();
    let numbers = |value: &Value| -> Vec<f64> {
        value
            .as_list()
            .unwrap()
            .iter()
            .map(|it| it.as_number().unwrap())
            .collect()
    };
    let xs = numbers(chart.get("xs").unwrap());
    let values = numbers(
        chart.get("series").unwrap().as_list().unwrap()[0]
            .get("values")
            .unwrap(),
    );
    let mut area = 0.0;
    for (x, value) in xs.windows(2).zip(values.windows(2)) {
        area += (x[1] - x[0]) * (value[0] / x[0].powi(2) + value[1] / x[1].powi(2)) / 2.0 / 1e-4;
    }
    // The first tokens that a pool at α holds, in units of the value at the start: about the value there.
    assert!((area - 1.0).abs() < 0.01, "{area}");
}

#[test]
fn bad_input_is_named_all_at_once() {
    let errors = run(
        r#"{"alpha":"0.9985000000000000001","beta":"one","peak":-1,"lambda":"1e3","rates":["0"],"price":-1,"tvl":0,
            "maxImpact":1,"c":"","picture":"both"}"#,
    )
    .unwrap_err();
    for (field, code) in [
        ("beta", "type"),
        ("peak", "type"),
        ("lambda", "type"),
        ("rates", "range"),
        ("price", "range"),
        ("tvl", "range"),
        ("maxImpact", "range"),
        ("picture", "choice"),
    ] {
        let error = errors
            .at(field)
            .unwrap_or_else(|| panic!("{field} in {errors}"));
        assert_eq!(error.code.name(), code, "{field}");
    }
    let fault = |json: &str, field: &str, words: &[&str]| {
        let errors = run(json).unwrap_err();
        let error = errors
            .at(field)
            .unwrap_or_else(|| panic!("{json}: {errors}"));
        for word in words {
            assert!(
                error.message.contains(word),
                "{json}: {} lacks {word}",
                error.message
            );
        }
    };
    fault(
        r#"{"alpha":"0.9985000000000000001"}"#,
        "alpha",
        &["0.9985000000000000001", "18 decimals"],
    );
    fault(
        r#"{"peak":"0.1234567890123456789012345678901234567"}"#,
        "peak",
        &["36 decimals"],
    );
    fault(r#"{"alpha":"0"}"#, "alpha", &["0 is out of range", "1e-9"]);
    fault(
        r#"{"lambda":"1000000000001"}"#,
        "lambda",
        &["1000000000001", "1000000000000"],
    );
    fault(r#"{"rates":["0","1"]}"#, "rates[0]", &["0 is out of range"]);
    fault(
        r#"{"alpha":"1.1"}"#,
        "beta",
        &["1.0005", "above alpha", "1.1"],
    );
    fault(r#"{"alpha":"1.0004999999"}"#, "beta", &["a billionth"]);
    fault(r#"{"price":1.2}"#, "price", &["1.2", "0.9985", "1.0005"]);
    fault(r#"{"c":"0.5"}"#, "s", &["missing", "0.5"]);
    fault(r#"{"s":"0.5"}"#, "c", &["missing", "0.5"]);
    fault(r#"{"c":"0","s":"0"}"#, "c", &["0"]);
    fault(
        &format!(r#"{{"alpha":"{}"}}"#, "9".repeat(200)),
        "alpha",
        &["too large"],
    );
    let both = run(r#"{"alpha":"x","rates":["y","z"],"lambda":"0.0001"}"#).unwrap_err();
    assert!(both.at("alpha").is_some(), "{both}");
}
