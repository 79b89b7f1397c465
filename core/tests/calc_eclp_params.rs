//! `eclp-params`: every derived digit of pools on chain, the contract's limits, and a pool that starts where it should.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use yb_core::calculators::find;
use yb_core::definition::{Errors, Value};

fn run(json: &str) -> Result<Value, Errors> {
    let input: Value = serde_json::from_str(json).unwrap();
    (find("eclp-params").unwrap().run)(&input).map(|answer| answer.to_value())
}

fn preset(label: &str) -> Value {
    let calculator = find("eclp-params").unwrap();
    let preset = calculator
        .presets
        .iter()
        .find(|preset| preset.label.starts_with(label))
        .unwrap();
    let pair = |(key, value): &(&str, &str)| ((*key).to_owned(), Value::from(*value));
    let pairs: Vec<_> = preset.inputs.iter().map(pair).collect();
    calculator.answer(&pairs).unwrap().to_value()
}

fn text<'a>(output: &'a Value, key: &str) -> &'a str {
    output
        .get(key)
        .and_then(Value::as_text)
        .unwrap_or_else(|| panic!("{key} in {output:?}"))
}

fn number(output: &Value, key: &str) -> f64 {
    output
        .get(key)
        .and_then(Value::as_number)
        .unwrap_or_else(|| panic!("{key} in {output:?}"))
}

fn near(got: f64, golden: f64, relative: f64) {
    assert!(
        (got / golden - 1.0).abs() <= relative,
        "{got} is not {golden}"
    );
}

const DERIVED: [&str; 9] = [
    "tauAlphaX",
    "tauAlphaY",
    "tauBetaX",
    "tauBetaY",
    "u",
    "v",
    "w",
    "z",
    "dSq",
];

/// sDAI/GYD: as the pool of the same parameters on Sepolia has them, block 7748718. The others: by 120-digit
/// decimals, from the parameters on chain.
const POOLS: [(&str, [&str; 9]); 5] = [
    (
        "sDAI/GYD",
        [
            "-94861212813096057289512505574275160547",
            "31644119574235279926451292677567331630",
            "37142269533113549537591131345643981951",
            "92846388265400743995957747409218517601",
            "66001741173104803338721745994955553010",
            "62245253919818011890633399060291020887",
            "30601134345582732000058913853921008022",
            "-28859471639991253843240999485797747790",
            "99999999999999999886624093342106115200",
        ],
    ),
    (
        "wstETH/WETH",
        [
            "-98793731386850276467239885734363344028",
            "15485433111891786472139522481578442591",
            "90477768825078952061353433475908787138",
            "42588418008134222023232363216130712628",
            "94635750105964614157002519899999911340",
            "29036925560013004214765065229612102733",
            "13551492448121217760182292938542684271",
            "-4157981280885662198229077153357649520",
            "99999999999999999886624093342106115200",
        ],
    ),
    (
        "wstETH/swETH",
        [
            "-74798712145497721414789338637153095764",
            "66371324089360848501248857841320837382",
            "83383678297259876539161659077817401265",
            "55201106815163337488949515922664830840",
            "79090559955836985090533912561030798620",
            "60763830337203480831932978680724761109",
            "-5585063777148738251815296884188865778",
            "3975485570515915653508200992108476537",
            "100000000000000000082596734413730639400",
        ],
    ),
    (
        "BOLD/waEthUSDC",
        [
            "-91797936273223331128703595770556872759",
            "39662815028401957930226687279861600182",
            "99489241886312064726218464511911285812",
            "10094094753215317810314727669349055050",
            "95643577118339844311670045560972199867",
            "24885848918922220631984450912496399132",
            "-14784358288624049362599522643509652296",
            "3893486556531390423310667555251324042",
            "100000000000000000108254687936544866500",
        ],
    ),
    (
        "As the creation page",
        [
            "-98242445170142201942336554845388821355",
            "18666064582327018369043945420623876057",
            "97865349660197060365314208305909763419",
            "20551723428641382676715983744241050318",
            "98053897415169631042655886367799546727",
            "19608894005484200500648203218129346619",
            "942829423157182152767077755066740940",
            "-188547754972570788297405543056272635",
            "99999999999999999886624093342106115200",
        ],
    ),
];

#[test]
fn pools_on_chain_to_the_last_digit() {
    for (label, derived) in POOLS {
        let output = preset(label);
        for (key, digits) in DERIVED.iter().zip(derived) {
            assert_eq!(text(&output, key), digits, "{label} {key}");
        }
        assert_eq!(output.get("valid"), Some(&Value::Bool(true)), "{label}");
        assert_eq!(output.get("surgeHook"), Some(&Value::Bool(true)), "{label}");
        let file: Value = serde_json::from_str(text(&output, "contract")).unwrap();
        let tau = file
            .get("derivedEclpParams")
            .unwrap()
            .get("tauAlpha")
            .unwrap();
        assert_eq!(tau.get("x"), Some(&Value::from(derived[0])));
        let decimal = output.get("derived").unwrap().as_list().unwrap()[0].clone();
        let integer: String = text(&decimal, "value").replace("-0.", "-");
        assert_eq!(
            integer.trim_end_matches('0'),
            derived[0].trim_end_matches('0')
        );
    }
    assert_eq!(text(&preset("wstETH/swETH"), "c"), "0.705688316491160463");
    assert_eq!(text(&preset("wstETH/swETH"), "s"), "0.708522406115622955");
    assert_eq!(text(&preset("BOLD"), "c"), "0.707283579973402312");
    assert_eq!(text(&preset("BOLD"), "s"), "0.706929938183415611");
}

#[test]
fn a_rotation_as_given_is_kept() {
    let given = r#"{"alpha":"0.988","beta":"1.05","lambda":400,"c":"0.707283579973402312","s":"0.706929938183415611"}"#;
    let output = run(given).unwrap();
    for (key, digits) in DERIVED.iter().zip(POOLS[3].1) {
        assert_eq!(text(&output, key), digits);
    }
    near(number(&output, "peakPrice"), 0.9995, 1e-15);
}

#[test]
fn numbers_are_taken_by_their_shortest_text() {
    let text_given =
        run(r#"{"alpha":"0.9985","beta":"1.0005","peak":"1","lambda":"8500"}"#).unwrap();
    let numbers = run(r#"{"alpha":0.9985,"beta":1.0005,"peak":1,"lambda":8500}"#).unwrap();
    assert_eq!(text_given, numbers);
    // A double has lost the last two digits; the text has not.
    let lost =
        run(r#"{"alpha":0.998502246630054917,"beta":"1.0002000400080016","lambda":4000}"#).unwrap();
    assert!(text(&lost, "contract").contains("\"998502246630054900\""));
    assert_ne!(text(&lost, "u"), POOLS[0].1[4]);
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
        near(number(&refused, "failsBy"), 288_895.0, 1e-5);
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
    near(
        number(&sdai, "concentration"),
        8.0 * 757.664_123_178_07,
        1e-12,
    );
    near(
        number(&sdai, "lvr"),
        0.005 * 0.005 * 757.664_123_178_07,
        1e-12,
    );
    let below = run(
        r#"{"alpha":"0.998502246630054917","beta":"1.0002000400080016","lambda":4000,"price":0.999,"basisVolatility":1}"#,
    );
    near(number(&below.unwrap(), "lvr"), 67.703_123_218_556, 1e-12);
    let wsteth = preset("wstETH/WETH");
    near(
        number(&wsteth, "concentration"),
        4.0 * 2_245.649_744_274_68,
        1e-12,
    );
    near(number(&wsteth, "share"), 0.478_038, 1e-6);
    // α, β and the peak as a market shows them.
    near(
        number(&wsteth, "marketAlpha"),
        0.9985 * 1.161_179_831,
        1e-15,
    );
    near(
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
        let calculator = find("eclp-params").unwrap();
        let preset = calculator
            .presets
            .iter()
            .find(|preset| preset.label.starts_with(label))
            .unwrap();
        let inputs = preset
            .inputs
            .iter()
            .copied()
            .chain(price.map(|price| ("price", price)));
        let pairs: Vec<_> = inputs
            .map(|(key, value)| (key.to_owned(), Value::from(value)))
            .collect();
        let answer = calculator.answer(&pairs).unwrap();
        let rates: Vec<f64> = answer
            .input
            .get("rates")
            .unwrap()
            .as_list()
            .unwrap()
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
        near(
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
            DERIVED
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
        let input: Value = serde_json::from_str(&swap).unwrap();
        let answer = (find("swap").unwrap().run)(&input)
            .unwrap_or_else(|errors| panic!("{label}: {errors}"));
        let spot = answer
            .figure("spotPrice")
            .unwrap()
            .value
            .as_number()
            .unwrap();
        near(spot, number(&output, "startPrice"), 1e-8);
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
