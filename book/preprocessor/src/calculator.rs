//! Calculators and their values, computed while the page is built.

use crate::html::escape;
use crate::word::Arguments;
use anyhow::{Context, Result, anyhow};
use yb_core::calculators::{REGISTRY, find};
use yb_core::definition::{Answer, Calculator, OutputField, Value};

/// The tag with its answer inside.
pub(crate) fn html(arguments: &Arguments) -> Result<String> {
    let [id] = arguments.plain("the id of a calculator")?;
    let calculator = known(id)?;
    let answer = compute(calculator, &arguments.pairs)?;
    let attributes: String = calculator
        .flatten(&answer.input)
        .into_iter()
        .map(|(name, value)| format!(" {name}=\"{}\"", escape(&text(&value))))
        .collect();
    Ok(format!(
        "<yb-calculator calculator=\"{id}\"{attributes}>{}</yb-calculator>",
        escape(&answer.reading.to_string())
    ))
}

/// A number of the answer, as text.
pub(crate) fn value(mut arguments: Arguments) -> Result<String> {
    let digits = arguments.take("digits");
    let digits = digits
        .map(|digits| {
            digits
                .parse::<usize>()
                .ok()
                .filter(|n| (1..=17).contains(n))
                .with_context(|| format!("digits={digits} is no number of digits from 1 to 17"))
        })
        .transpose()?;
    let [id, output] = arguments.plain("a calculator and one of its values")?;
    let calculator = known(id)?;
    let answer = compute(calculator, &arguments.pairs)?;
    let figure = answer
        .figures
        .iter()
        .find(|figure| figure.field.key() == output);
    let figure = figure.with_context(|| {
        let known: Vec<String> = calculator.outputs.iter().map(OutputField::key).collect();
        format!("{id} has no value {output}; it has {}", known.join(", "))
    })?;
    Ok(escape(&figure.text(digits)))
}

fn known(id: &str) -> Result<&'static Calculator> {
    find(id).with_context(|| {
        let known: Vec<&str> = REGISTRY.iter().map(|calculator| calculator.id).collect();
        format!(
            "no calculator is called {id}; known are {}",
            known.join(", ")
        )
    })
}

fn compute(calculator: &Calculator, pairs: &[(String, String)]) -> Result<Answer> {
    let pairs: Vec<(String, Value)> = pairs
        .iter()
        .map(|(key, text)| (key.clone(), Value::from(text.as_str())))
        .collect();
    calculator
        .answer(&pairs)
        .map_err(|errors| anyhow!("{errors}"))
}

/// A value as an attribute carries it.
fn text(value: &Value) -> String {
    match value {
        Value::Text(text) => text.clone(),
        other => serde_json::to_string(other).unwrap_or_default(),
    }
}
