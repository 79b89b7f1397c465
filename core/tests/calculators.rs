//! Calculators from JSON to JSON: golden values, defaults, and every kind of bad input.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use std::collections::BTreeSet;
use yb_core::calculators::{all, find, schema};
use yb_core::definition::{Errors, InputField, Kind, Value};

fn run(id: &str, json: &str) -> Result<Value, Errors> {
    let input: Value = serde_json::from_str(json).unwrap();
    (find(id).unwrap().run)(&input).map(|answer| answer.to_value())
}

fn number(output: &Value, key: &str) -> f64 {
    let value = output.get(key).and_then(Value::as_number);
    value.unwrap_or_else(|| panic!("{key} is no number in {output:?}"))
}

fn close(id: &str, json: &str, key: &str, golden: f64, relative: f64) {
    let got = number(&run(id, json).unwrap(), key);
    assert!(
        (got / golden - 1.0).abs() <= relative,
        "{id} {json}: {key} is {got}, not {golden}"
    );
}

#[test]
fn drift_golden_values() {
    let stable = r#"{"curve":{"kind":"stable","amplification":200},"swapFee":0}"#;
    close(
        "yield-drift",
        stable,
        "lossVersusHolding",
        0.008_288_816_547,
        1e-9,
    );
    close("yield-drift", stable, "yieldFeeCost", 0.001_522_727, 1e-6);
    close("yield-drift", stable, "tokenShareLeft", 0.281_454, 1e-5);
    let range = r#"{"curve":{"kind":"range","lower":0.95,"upper":1.05},"swapFee":0.003}"#;
    close(
        "yield-drift",
        range,
        "lossVersusHolding",
        0.003_747_907_225,
        1e-9,
    );
    close("yield-drift", "{}", "breakEvenAmplification", 13.18, 1e-3);
    close(
        "yield-drift",
        r#"{"yieldFee":0.5,"yieldRate":0.1}"#,
        "breakEvenAmplification",
        45.0,
        1e-3,
    );
}

#[test]
fn lvr_golden_values() {
    let at = |curve: &str| format!(r#"{{"curve":{curve},"volatility":1}}"#);
    let weighted = at(r#"{"kind":"weighted","weight":0.8}"#);
    close("lvr", &weighted, "lvrRate", 0.08, 1e-12);
    let range = r#"{"curve":{"kind":"range","lower":0.9,"upper":1.1},"volatility":1,"price":1.05}"#;
    close("lvr", range, "lvrRate", 2.572_771_370_546_5, 1e-12);
    let poisson =
        r#"{"volatility":0.955248658720,"swapFee":0.00299550449662,"blockTimeSeconds":12}"#;
    close("lvr", poisson, "tradeProbability", 0.121_951_219_512, 1e-9);
    close(
        "lvr",
        poisson,
        "arbitrageRate",
        0.381_098_006_251_2e-4 * 365.0,
        1e-9,
    );
}

#[test]
fn a_missing_field_takes_its_default_and_the_input_comes_back_whole() {
    let calculator = find("yield-drift").unwrap();
    let answer = (calculator.run)(&Value::Null).unwrap();
    assert_eq!(answer.input.get("yieldRate"), Some(&Value::Number(0.03)));
    let curve = answer.input.get("curve").unwrap();
    assert_eq!(curve.get("amplification"), Some(&Value::Number(200.0)));
    assert!(calculator.flatten(&answer.input).is_empty());
    assert_eq!(calculator.validate(&answer.input), Ok(answer.input));
    assert!(
        calculator
            .validate(&Value::object(vec![("yieldRate", Value::from(-1.0))]))
            .is_err()
    );
}

#[test]
fn every_fault_at_once_with_field_value_and_limit() {
    let errors = run(
        "yield-drift",
        r#"{"curve":{"kind":"stable","amplification":50001},"yieldRate":"three",
            "horizonYears":-1,"swapFee":1e80,"yieldFee":null,"colour":"red"}"#,
    )
    .unwrap_err();
    let faults: Vec<_> = errors
        .iter()
        .map(|e| (e.field.as_str(), e.code.name()))
        .collect();
    assert_eq!(
        faults,
        [
            ("“colour”", "unknown"),
            ("curve.amplification", "range"),
            ("yieldRate", "type"),
            ("horizonYears", "range"),
            ("swapFee", "range"),
        ]
    );
    for (field, words) in [
        ("curve.amplification", ["50001", "50000"]),
        ("yieldRate", ["“three”", "0 (0\u{a0}%)"]),
        ("horizonYears", ["-1", "0"]),
        ("swapFee", ["1e80", "0.99"]),
    ] {
        let message = &errors.at(field).unwrap().message;
        assert!(message.starts_with(field), "{message}");
        for word in words {
            assert!(message.contains(word), "{message} lacks {word}");
        }
    }
}

#[test]
fn numbers_that_are_none() {
    let calculator = find("lvr").unwrap();
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let input = Value::object(vec![("volatility", Value::Number(number))]);
        let errors = (calculator.run)(&input).unwrap_err();
        assert_eq!(errors.at("volatility").unwrap().code.name(), "range");
    }
}

#[test]
fn curves_that_contradict_themselves_or_the_price() {
    let faults = |id, json| {
        let errors: Errors = run(id, json).unwrap_err();
        let list: Vec<_> = errors
            .iter()
            .map(|e| (e.field.clone(), e.code.name()))
            .collect();
        list
    };
    let conflict = |field: &str| vec![(field.to_owned(), "conflict")];
    let upside_down = r#"{"curve":{"kind":"range","lower":1.2,"upper":1.1}}"#;
    assert_eq!(faults("yield-drift", upside_down), conflict("curve.upper"));
    let above = r#"{"curve":{"kind":"range","lower":1.1,"upper":1.2}}"#;
    assert_eq!(faults("yield-drift", above), conflict("curve.lower"));
    assert_eq!(faults("lvr", above), conflict("price"));
    let circle = r#"{"curve":{"kind":"eclp","c":0.9,"s":0.9}}"#;
    assert_eq!(faults("lvr", circle), conflict("curve.s"));
    let weight = r#"{"curve":{"kind":"weighted","weight":1}}"#;
    assert_eq!(
        faults("lvr", weight),
        vec![("curve.weight".into(), "range")]
    );
    let zero = r#"{"curve":{"kind":"stable","amplification":0}}"#;
    assert_eq!(
        faults("lvr", zero),
        vec![("curve.amplification".into(), "range")]
    );
    let kind = r#"{"curve":{"kind":"square"}}"#;
    assert_eq!(faults("lvr", kind), vec![("curve.kind".into(), "choice")]);
    assert_eq!(
        faults("lvr", r#"{"curve":"stable"}"#),
        vec![("curve".into(), "type")]
    );
    assert_eq!(faults("lvr", "[1]"), vec![("input".into(), "type")]);
}

#[test]
fn pairs_mean_the_same_in_camel_and_kebab_case() {
    let calculator = find("yield-drift").unwrap();
    let pair = |key: &str, text: &str| (key.to_owned(), Value::from(text));
    let kebab = [
        pair("curve", "stable"),
        pair("amplification", "50"),
        pair("yield-rate", "0.05"),
    ];
    let camel = [pair("yieldRate", " 0.05 "), pair("amplification", "50")];
    let answer = calculator.answer(&kebab).unwrap();
    assert_eq!(
        answer.to_value(),
        calculator.answer(&camel).unwrap().to_value()
    );
    let again = calculator.flatten(&answer.input);
    assert_eq!(calculator.answer(&again).unwrap().input, answer.input);
}

#[test]
fn pairs_of_another_kind_of_curve_are_dormant_and_hostile_ones_are_named() {
    let calculator = find("yield-drift").unwrap();
    let pair = |key: &str, text: &str| (key.to_owned(), Value::from(text));
    let left_behind = [
        pair("curve", "constantProduct"),
        pair("amplification", "50"),
    ];
    assert!(calculator.answer(&left_behind).is_ok());
    let hostile = [
        pair("\"><script>", "1"),
        pair("yield-rate", "\"><script>alert(1)</script>"),
    ];
    let errors = calculator.answer(&hostile).unwrap_err();
    assert!(
        errors
            .at("yieldRate")
            .unwrap()
            .message
            .contains("\"><script>")
    );
    assert_eq!(errors.iter().count(), 2);
}

/// Every calculator: presets run, the schema holds each default, and the output has each key.
#[test]
fn the_registry_keeps_its_promises() {
    let mut ids = Vec::new();
    for calculator in all() {
        assert!(!ids.contains(&calculator.id), "{} twice", calculator.id);
        ids.push(calculator.id);
        let answer = (calculator.run)(&Value::Null).unwrap();
        let output = answer.to_value();
        let described = schema::output(calculator);
        let Some(Value::Object(properties)) = described.get("properties") else {
            panic!()
        };
        for (key, _) in properties {
            assert!(output.get(key).is_some(), "{} lacks {key}", calculator.id);
        }
        let flat = calculator.flatten(&answer.input);
        assert!(flat.is_empty(), "{}: defaults as {flat:?}", calculator.id);
        assert!(!answer.reading.to_string().is_empty());
        for series in &answer.chart.series {
            assert_eq!(
                series.values.len(),
                answer.chart.xs.len(),
                "{}",
                series.label
            );
        }
        for preset in calculator.presets {
            let pairs: Vec<_> = preset
                .inputs
                .iter()
                .map(|(k, v)| ((*k).to_owned(), Value::from(*v)))
                .collect();
            if let Err(errors) = calculator.answer(&pairs) {
                panic!("{} {}: {errors}", calculator.id, preset.label);
            }
        }
        let mut flat = Vec::new();
        for field in calculator.inputs {
            for name in flat_names(field) {
                assert!(
                    !["calculator", "theme", "lang"].contains(&name.as_str()),
                    "{name}"
                );
                assert!(!flat.contains(&name), "{}: {name} twice", calculator.id);
                flat.push(name);
            }
        }
    }
}

/// The keys under which a field and what stands flat beside it are given; kinds of one union may
/// share theirs.
fn flat_names(field: &InputField) -> Vec<String> {
    let inner: BTreeSet<String> = match field.shape.kind {
        Kind::Group { fields } => fields.iter().map(InputField::attribute).collect(),
        Kind::Union { variants, .. } => {
            let fields = variants.iter().flat_map(|variant| variant.fields);
            fields.map(InputField::attribute).collect()
        }
        _ => BTreeSet::new(),
    };
    inner.into_iter().chain([field.attribute()]).collect()
}
