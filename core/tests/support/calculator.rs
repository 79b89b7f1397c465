//! Calculators from JSON to JSON.

use serde_json::Value as Json;
use std::path::Path;
use yb_core::calculators::find;
use yb_core::definition::{Answer, Errors, Value};

/// The output of a calculator, or its faults.
pub(crate) fn run(id: &str, json: &str) -> Result<Value, Errors> {
    let input: Value = serde_json::from_str(json).unwrap();
    (find(id).unwrap().run)(&input).map(|answer| answer.to_value())
}

/// The output of a calculator that has one.
pub(crate) fn answer(id: &str, json: &str) -> Value {
    run(id, json).unwrap_or_else(|errors| panic!("{id} {json}: {errors}"))
}

/// The output for the preset whose label begins so.
pub(crate) fn preset(id: &str, label: &str) -> Value {
    preset_with(id, label, &[]).to_value()
}

/// The answer to that preset with more inputs.
pub(crate) fn preset_with(id: &str, label: &str, more: &[(&str, &str)]) -> Answer {
    let calculator = find(id).unwrap();
    let mut presets = calculator.presets.iter();
    let preset = presets.find(|preset| preset.label.starts_with(label));
    let inputs = preset.unwrap().inputs.iter().chain(more);
    let pairs: Vec<_> = inputs
        .map(|(key, value)| ((*key).to_owned(), Value::from(*value)))
        .collect();
    calculator.answer(&pairs).unwrap()
}

/// What an ellipse's contract keeps beside its parameters.
pub(crate) const ECLP_DERIVED: [&str; 9] = [
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

/// The value at a path such as `rows.0.amount`.
pub(crate) fn at<'a>(output: &'a Value, path: &str) -> &'a Value {
    path.split('.').fold(output, |value, key| {
        let item = key.parse::<usize>().ok();
        let item = item.and_then(|index| value.as_list()?.get(index));
        let found = item.or_else(|| value.get(key));
        found.unwrap_or_else(|| panic!("no {key} of {path} in {value:?}"))
    })
}

/// The number at a path.
pub(crate) fn number(output: &Value, path: &str) -> f64 {
    let value = at(output, path);
    value
        .as_number()
        .unwrap_or_else(|| panic!("{path} is {value:?}"))
}

/// The text at a path.
pub(crate) fn text<'a>(output: &'a Value, path: &str) -> &'a str {
    let value = at(output, path);
    value
        .as_text()
        .unwrap_or_else(|| panic!("{path} is {value:?}"))
}

/// Whether a number is a golden value but for a relative error.
pub(crate) fn close(got: f64, golden: f64, relative: f64) {
    let error = (got / golden - 1.0).abs();
    assert!(error <= relative, "{got}, not {golden}: off by {error:e}");
}

/// Field and code of each fault.
pub(crate) fn faults(id: &str, json: &str) -> Vec<(String, &'static str)> {
    let errors = run(id, json).unwrap_err();
    let faults = errors.iter();
    faults
        .map(|error| (error.field.clone(), error.code.name()))
        .collect()
}

/// A calculator by its id, asked and answering in JSON.
pub(crate) struct Asked(pub(crate) &'static str);

impl Asked {
    /// The output, or its faults.
    pub(crate) fn run(&self, input: &Json) -> Result<Json, Errors> {
        let output = run(self.0, &input.to_string())?;
        Ok(serde_json::to_value(output).unwrap())
    }

    /// The output of an input that has one.
    pub(crate) fn answer(&self, input: &Json) -> Json {
        let output = self.run(input);
        output.unwrap_or_else(|errors| panic!("{} {input}: {errors}", self.0))
    }

    /// Field and code of each fault.
    pub(crate) fn faults(&self, input: &Json) -> Vec<(String, &'static str)> {
        faults(self.0, &input.to_string())
    }

    /// One fault and no other, whose message has this word.
    pub(crate) fn refuses(&self, input: &Json, field: &str, code: &str, word: &str) {
        let errors = self.run(input).unwrap_err();
        let error = errors.at(field);
        let error = error.unwrap_or_else(|| panic!("{input}: {errors}"));
        assert_eq!((errors.len(), error.code.name()), (1, code), "{error:?}");
        let message = &error.message;
        assert!(message.contains(word), "{message} lacks {word}");
    }
}

/// The files of recorded answers, with their names.
pub(crate) fn recorded() -> Vec<(String, Json)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|ending| ending == "json") {
            let file = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
            files.push((path.display().to_string(), file));
        }
    }
    files
}
