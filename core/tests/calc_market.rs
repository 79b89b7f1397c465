//! `yield-drift` and `lvr` from JSON to JSON, for every kind of curve.
#![allow(clippy::unwrap_used, clippy::panic, clippy::float_cmp, missing_docs)]

mod support;

use support::calculator::{answer, at, close, number};
use yb_core::definition::Value;

const CP: &str = r#"{"kind":"constantProduct"}"#;
const WEIGHTED: &str = r#"{"kind":"weighted","weight":0.8}"#;
const STABLE: &str = r#"{"kind":"stable","amplification":200}"#;
const WIDE: &str = r#"{"kind":"range","lower":0.9,"upper":1.1}"#;
const RANGE: &str = r#"{"kind":"range","lower":0.95,"upper":1.05}"#;
const NARROW: &str = r#"{"kind":"range","lower":0.99,"upper":1.01}"#;
/// sDAI/GYD, as its contract has it.
const ECLP: &str = r#"{"kind":"eclp","alpha":0.998502246630054917,"beta":1.0002000400080016,
    "c":0.707106781186547524,"s":0.707106781186547524,"lambda":4000}"#;

#[test]
fn lvr_of_every_curve_at_any_price() {
    for (curve, price, golden) in [
        (CP, 2.0, 0.125),
        (WEIGHTED, 0.3, 0.08),
        (WIDE, 0.95, 2.568_024_505_626_6),
        (NARROW, 1.0, 25.061_720_292_04),
        (STABLE, 1.0, 25.125),
        (STABLE, 1.002, 20.476_155_703_758),
        (STABLE, 0.99, 5.228_532_964_457_3),
        (ECLP, 1.0, 757.664_123_178_07),
        (ECLP, 0.999, 67.703_123_218_556),
    ] {
        for model in ["poisson", "constant"] {
            let json = format!(
                r#"{{"curve":{curve},"price":{price},"volatility":0.02,"swapFee":0.0001,"blockModel":"{model}","tvl":3e6}}"#
            );
            let found = answer("lvr", &json);
            close(number(&found, "lvrRate"), 0.0004 * golden, 1e-12);
            close(number(&found, "lvrPerYear"), 1200.0 * golden, 1e-12);
            // The band over the volatility of a block, and both laws of what it leaves.
            let band = -(-0.0001_f64).ln_1p() / (0.02 * (12.0_f64 / 31_536_000.0).sqrt());
            let share = match model {
                "poisson" => 1.0 / (1.0 + 2_f64.sqrt() * band),
                _ => 1.0 / (1.0 + 1.716_451_902_267_407_3 * band),
            };
            close(number(&found, "tradeProbability"), share, 1e-12);
            let exact = curve == CP && model == "poisson";
            let tolerance = if exact { 1e-8 } else { 1e-12 };
            close(
                number(&found, "arbitrageRate"),
                0.0004 * golden * share,
                tolerance,
            );
        }
    }
    // A narrow band over even blocks: 1 bp, 12 s, 5 % a day. The stationary law, not the formula.
    let json =
        r#"{"volatility":0.9552486587,"swapFee":0.0000999950001667,"blockModel":"constant"}"#;
    close(
        number(&answer("lvr", json), "tradeProbability"),
        0.779_399_657,
        1e-5,
    );
}

#[test]
fn drift_of_every_curve() {
    // Per cent of the start's value in a year at 3 %, without a fee; then the token left.
    for (curve, loss, left) in [
        (CP, 0.011_420_236_1, 98.5112),
        (WEIGHTED, 0.007_330_927, 99.4018),
        (STABLE, 0.828_881_654_7, 28.1454),
        (RANGE, 0.462_166_017, 38.2236),
        (NARROW, 1.266_997_647, 0.0),
    ] {
        let found = answer(
            "yield-drift",
            &format!(r#"{{"curve":{curve},"swapFee":0}}"#),
        );
        close(100.0 * number(&found, "lossVersusHolding"), loss, 5e-8);
        assert!((100.0 * number(&found, "tokenShareLeft") - left).abs() < 5e-5);
    }
    // An E-CLP sells out at its upper end: the loss grows by all of what is left of the rise.
    let ask = |years: f64| {
        answer(
            "yield-drift",
            &format!(r#"{{"curve":{ECLP},"horizonYears":{years}}}"#),
        )
    };
    let (year, two) = (ask(1.0), ask(2.0));
    assert_eq!(number(&year, "tokenShareLeft"), 0.0);
    let exit = 1.000_200_040_008_001_6_f64.ln() / 0.03;
    close(number(&year, "rangeExitYears"), exit, 1e-9);
    let rise = 0.06_f64.exp() - 0.03_f64.exp();
    let share = 1.0
        - (number(&year, "lossVersusStaking") - number(&year, "lossVersusHolding"))
            / 0.03_f64.exp_m1();
    let grown = number(&two, "lossVersusHolding") - number(&year, "lossVersusHolding");
    close(grown, share * rise, 1e-9);
    let flat = answer("yield-drift", &format!(r#"{{"curve":{CP}}}"#));
    assert_eq!(at(&flat, "rangeExitYears"), &Value::Null);
}
