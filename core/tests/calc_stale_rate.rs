//! `stale-rate`: the simulated years of the facts, what stops staleness, and bad input.
#![allow(clippy::unwrap_used, clippy::panic, clippy::float_cmp, missing_docs)]

mod support;

use support::calculator::{answer, at, close, faults, number};
use yb_core::definition::Value;

fn stable(amplification: u32, rest: &str) -> Value {
    let curve = format!(r#""curve":{{"kind":"stable","amplification":{amplification}}}"#);
    answer("stale-rate", &format!("{{{curve},{rest}}}"))
}

const WEEK: &str = r#""updateIntervalSeconds":604800"#;

/// A year of updates on balances, and what the closed form makes of it (364 or 52 updates). What is
/// simulated on balances counts the growth of the pool as well.
#[test]
fn years_of_the_facts() {
    for (amplification, rest, simulated, formula, updates) in [
        (
            200,
            r#""yieldRate":0.05,"swapFee":0"#.into(),
            0.034_564_8,
            0.034_328_2,
            364.0,
        ),
        (
            1000,
            r#""yieldRate":0.03,"swapFee":0"#.into(),
            0.061_711_7,
            0.061_541_4,
            364.0,
        ),
        (
            200,
            r#""yieldRate":0.05,"swapFee":0.00005"#.into(),
            0.002_502_0,
            0.002_503_4,
            364.0,
        ),
        (
            200,
            format!(r#""yieldRate":0.05,"swapFee":0.0001,{WEEK}"#),
            0.149_307_8,
            0.150_674_4,
            52.0,
        ),
    ] {
        let found = stable(amplification, &rest);
        let year = 100.0 * number(&found, "lossRate") * updates / number(&found, "updatesPerYear");
        // The formula of the facts takes the jump of the rate itself and the fee for the half-width.
        close(year, formula, 1.5e-3);
        close(year, simulated, 1e-2);
        assert_eq!(at(&found, "method").as_text(), Some("closed form"));
    }
    // Where a jump moves a quarter of the pool: 0.574 % simulated, 0.750 % by the closed form.
    let deep = stable(
        1000,
        &format!(r#""yieldRate":0.05,"swapFee":0.0001,{WEEK}"#),
    );
    close(number(&deep, "lossRate"), 0.005_74, 5e-3);
    assert_eq!(at(&deep, "method").as_text(), Some("simulation"));
    let stopped = stable(1000, &format!(r#""yieldRate":0.05,"swapFee":0.001,{WEEK}"#));
    assert_eq!(number(&stopped, "lossRate"), 0.0);
}

/// The closed form, digit for digit, at states that nobody printed.
#[test]
fn the_closed_form_for_stable_and_range() {
    let found = stable(
        137,
        r#""yieldRate":0.041,"swapFee":0.00002,"updateIntervalSeconds":43200,"tvl":5e6"#,
    );
    let (jump, half_width) = (0.041 / 730.0, -(-0.00002_f64).ln_1p());
    let loss = 138.0 / 4.0 * (jump - 2.0 * half_width).powi(2) * 730.0;
    close(number(&found, "jump"), jump, 1e-14);
    close(number(&found, "minimumFee"), jump / 2.0, 1e-14);
    close(number(&found, "lossRate"), loss, 1e-12);
    close(number(&found, "lossPerYear"), loss * 5e6, 1e-12);
    let seconds = 2.0 * half_width / 0.041 * 31_536_000.0;
    close(number(&found, "harmlessIntervalSeconds"), seconds, 1e-12);
    let range = r#"{"curve":{"kind":"range","lower":0.99,"upper":1.01},"swapFee":0.00001}"#;
    let found = answer("stale-rate", range);
    let value = 2.0 - 1.0 / 1.01_f64.sqrt() - 0.99_f64.sqrt();
    let left = 0.03 / 365.0 - 2.0 * -(-0.00001_f64).ln_1p();
    close(
        number(&found, "lossRate"),
        0.5 / value * left * left * 365.0,
        1e-12,
    );
}

#[test]
fn an_oracle_jumps_by_its_threshold_or_its_heartbeat() {
    let jump = |rest: &str| {
        let found = stable(200, &format!(r#""yieldRate":0.05,{rest}"#));
        let updates = number(&found, "updatesPerYear");
        (number(&found, "jump"), (updates * 1e9).round() / 1e9)
    };
    let day = 0.05 * 86_400.0 / 31_536_000.0;
    assert_eq!(
        jump(r#""deviationThreshold":0.005,"heartbeatSeconds":86400"#),
        (day, 365.0)
    );
    assert_eq!(
        jump(r#""deviationThreshold":0.0001,"heartbeatSeconds":86400"#),
        (0.0001, 500.0)
    );
    // One of the two alone; the interval counts for nothing.
    assert_eq!(
        jump(&format!(r#""deviationThreshold":0.0001,{WEEK}"#)),
        (0.0001, 500.0)
    );
    assert_eq!(
        jump(&format!(r#""heartbeatSeconds":86400,{WEEK}"#)),
        (day, 365.0)
    );
    close(jump(WEEK).0, 7.0 * day, 1e-14);
}

#[test]
fn each_answer_has_its_words() {
    let reading = |found: &Value| at(found, "reading").as_text().unwrap().to_owned();
    let words = reading(&stable(200, r#""swapFee":0.0001"#));
    assert!(
        words.contains("0.41\u{a0}bp") && words.contains("costs nothing"),
        "{words}"
    );
    let words = reading(&stable(200, r#""swapFee":0"#));
    assert!(
        words.contains("0.82\u{a0}bp") && words.contains("would stop them."),
        "{words}"
    );
    let weekly = stable(5000, &format!(r#""swapFee":0,{WEEK}"#));
    assert!(
        reading(&weekly).contains("Simulated"),
        "{}",
        reading(&weekly)
    );
    let weighted = answer(
        "stale-rate",
        r#"{"curve":{"kind":"weighted","weight":0.8}}"#,
    );
    assert!(reading(&weighted).contains("changes a price"));
    assert_eq!(number(&weighted, "lossRate"), 0.0);
    assert_eq!(at(&weighted, "harmlessIntervalSeconds"), &Value::Null);
    assert!(reading(&stable(200, r#""yieldRate":0"#)).starts_with("Never"));
}

#[test]
fn every_curve_has_a_picture_that_falls_to_zero() {
    for curve in [
        r#"{"kind":"stable","amplification":1}"#,
        r#"{"kind":"stable","amplification":50000}"#,
        r#"{"kind":"range","lower":0.9999,"upper":1.0001}"#,
        r#"{"kind":"range","lower":0.9,"upper":1.00001}"#,
        r#"{"kind":"eclp"}"#,
        r#"{"kind":"eclp","c":0.7075,"s":0.7067133435842287,"alpha":0.99,"beta":1.01,"lambda":20000}"#,
    ] {
        let found = answer("stale-rate", &format!(r#"{{"curve":{curve},"swapFee":0}}"#));
        let values = at(&found, "chart.series.0.values")
            .as_list()
            .unwrap()
            .to_vec();
        let values: Vec<f64> = values.iter().map(|v| v.as_number().unwrap()).collect();
        assert!(
            values
                .windows(2)
                .all(|pair| pair[1] <= pair[0] * (1.0 + 1e-9)),
            "{curve}: {values:?}"
        );
        assert_eq!(values.last(), Some(&0.0), "{curve}");
        assert_eq!(values[0], number(&found, "lossRate"), "{curve}");
    }
}

#[test]
fn every_fault_at_once() {
    let found = faults(
        "stale-rate",
        r#"{"yieldRate":-1,"updateIntervalSeconds":0,"swapFee":2,"heartbeatSeconds":1e9,"deviationThreshold":"x"}"#,
    );
    let fields: Vec<_> = found
        .iter()
        .map(|(field, code)| (field.as_str(), *code))
        .collect();
    assert_eq!(
        fields,
        [
            ("yieldRate", "range"),
            ("updateIntervalSeconds", "range"),
            ("swapFee", "range"),
            ("deviationThreshold", "type"),
            ("heartbeatSeconds", "range"),
        ]
    );
    let fast = r#"{"yieldRate":5,"updateIntervalSeconds":31536000}"#;
    assert_eq!(
        faults("stale-rate", fast),
        [("updateIntervalSeconds".into(), "conflict")]
    );
    let away = r#"{"curve":{"kind":"range","lower":1.01,"upper":1.02}}"#;
    assert_eq!(faults("stale-rate", away), [("price".into(), "conflict")]);
}

/// Thirty million updates of a pool that has not settled after any of them took minutes.
#[test]
fn updates_at_every_second_end() {
    let output = answer(
        "stale-rate",
        r#"{"curve":{"kind":"eclp","alpha":0.9985,"beta":1e9,"c":0,"s":1,"lambda":8500},
            "updateIntervalSeconds":1,"price":2167704.104819696}"#,
    );
    let loss = number(&output, "lossRate");
    assert!((0.0..1.0).contains(&loss), "{loss}");
}
