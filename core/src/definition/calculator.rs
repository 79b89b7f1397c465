//! A calculator as its readers see it, and the way from text to an answer.

use super::answer::{Answer, Figure, Outputs, Report};
use super::errors::Errors;
use super::field::{InputField, Kind, Variant};
use super::figure::OutputField;
use super::list;
use super::names::{kebab_of_camel, names};
use super::read::{Inputs, Reader};
use super::value::Value;

/// A calculator: its words, its tables of fields and its function.
#[derive(Debug)]
pub struct Calculator {
    /// The id, `kebab-case`.
    pub id: &'static str,
    /// The question it answers.
    pub title: &'static str,
    /// What the answer is, in one sentence.
    pub summary: &'static str,
    /// How it is computed.
    pub method: Method,
    /// Real pools and tokens to start from; the first is where the calculator's own page starts.
    pub presets: &'static [Preset],
    /// The inputs.
    pub inputs: &'static [InputField],
    /// The outputs.
    pub outputs: &'static [OutputField],
    /// From a JSON object to the answer; see [`evaluate`].
    pub run: fn(&Value) -> Result<Answer, Errors>,
}

/// How a calculator computes.
#[derive(Debug)]
pub struct Method {
    /// The formula, in plain characters.
    pub formula: &'static str,
    /// What the letters are and what is assumed.
    pub text: &'static str,
    /// Where it comes from.
    pub sources: &'static [Source],
    /// The file of this project that computes it, from the project's root.
    pub code: &'static str,
}

/// A paper, contract or page.
#[derive(Debug)]
pub struct Source {
    /// Its name, with the place in it.
    pub label: &'static str,
    /// Its address.
    pub address: &'static str,
}

/// A real pool or token.
#[derive(Debug)]
pub struct Preset {
    /// The name on the button.
    pub label: &'static str,
    /// Where the figures come from, with the date or block.
    pub source: &'static str,
    /// The inputs it sets; all others take their defaults.
    pub inputs: &'static [(&'static str, &'static str)],
}

/// The function of a calculator with its types set aside: reads `value` as `I` (all faults at
/// once), computes, and lists the figures of `O`.
///
/// # Errors
/// Every fault of the input; or, where there is none, what `compute` refuses.
pub fn evaluate<I: Inputs, O: Outputs>(
    value: &Value,
    compute: fn(&I) -> Result<Report<O>, Errors>,
) -> Result<Answer, Errors> {
    let mut errors = Errors::new();
    let Some((input, complete)) = Reader::object::<I>(value, "", &[], &mut errors) else {
        return Err(errors);
    };
    let report = compute(&input)?;
    Ok(Answer {
        input: Value::Object(complete),
        figures: figures(O::FIELDS, report.output.values()),
        reading: report.reading,
        chart: report.chart,
    })
}

pub(super) fn figures(fields: &'static [OutputField], values: Vec<Value>) -> Vec<Figure> {
    let mut figures = Vec::new();
    for (field, value) in fields.iter().zip(values) {
        figures.push(Figure { field, value });
    }
    figures
}

impl Calculator {
    /// The JSON object that flat `pairs` (attributes, query keys, form controls) mean. Keys may
    /// be in camel or kebab case; the fields of a tagged object stand flat beside its kind:
    /// `curve=stable`, `amplification=200`. What is not understood is kept, so that
    /// [`Calculator::run`] can name it.
    #[must_use]
    pub fn collect(&self, pairs: &[(String, Value)]) -> Value {
        let mut object: Vec<(String, Value)> = Vec::new();
        let mut used = vec![false; pairs.len()];
        for field in self.inputs {
            let own = take(pairs, &mut used, field.name).map(|value| typed(field, value));
            let value = match field.shape.kind {
                Kind::Union { variants, default } => {
                    gather(variants, default, own, pairs, &mut used)
                }
                Kind::Group { fields } => own.or_else(|| {
                    let fields = flat(fields, pairs, &mut used);
                    (!fields.is_empty()).then_some(Value::Object(fields))
                }),
                _ => own,
            };
            if let Some(value) = value {
                object.push((field.key(), value));
            }
        }
        for (pair, used) in pairs.iter().zip(used) {
            if !used {
                object.push(pair.clone());
            }
        }
        Value::Object(object)
    }

    /// The flat pairs that mean `input`, in kebab case; what equals its default is left out.
    #[must_use]
    pub fn flatten(&self, input: &Value) -> Vec<(String, Value)> {
        let mut pairs = Vec::new();
        for field in self.inputs {
            let default = field.default();
            let Some(value) = input.get(&field.key()).filter(|value| **value != default) else {
                continue;
            };
            if let (Kind::Union { .. } | Kind::Group { .. }, Value::Object(entries)) =
                (field.shape.kind, value)
            {
                for (key, value) in entries {
                    let key = if key == "kind" {
                        field.attribute()
                    } else {
                        kebab_of_camel(key)
                    };
                    pairs.push((key, value.clone()));
                }
            } else {
                pairs.push((field.attribute(), value.clone()));
            }
        }
        pairs
    }

    /// The input with every default filled in, if nothing is wrong with it.
    ///
    /// # Errors
    /// Every fault at once: of each field, and of fields together that are fine alone. Where there is none, what the
    /// calculation itself refuses.
    pub fn validate(&self, input: &Value) -> Result<Value, Errors> {
        (self.run)(input).map(|answer| answer.input)
    }

    /// The answer to flat pairs.
    ///
    /// # Errors
    /// As [`Calculator::run`].
    pub fn answer(&self, pairs: &[(String, Value)]) -> Result<Answer, Errors> {
        (self.run)(&self.collect(pairs))
    }
}

/// The last value given under `name`, in any case; marks all of that name as used.
fn take<'a>(pairs: &'a [(String, Value)], used: &mut [bool], name: &str) -> Option<&'a Value> {
    let mut found = None;
    for ((key, value), used) in pairs.iter().zip(used.iter_mut()) {
        if names(key, name) {
            *used = true;
            found = Some(value);
        }
    }
    found
}

/// Text as its field's value is written; anything else stays as it is.
fn typed(field: &InputField, value: &Value) -> Value {
    match value {
        Value::Text(text) => list::typed(&field.shape, text.trim()),
        other => other.clone(),
    }
}

/// The fields of an object that stand flat among `pairs`.
fn flat(
    fields: &'static [InputField],
    pairs: &[(String, Value)],
    used: &mut [bool],
) -> Vec<(String, Value)> {
    let mut given = Vec::new();
    for field in fields {
        if let Some(value) = take(pairs, used, field.name) {
            given.push((field.key(), typed(field, value)));
        }
    }
    given
}

/// A tagged object from its kind and the flat fields of that kind. The fields of the other
/// kinds are marked as used too: a form or host may leave them behind when the kind changes.
fn gather(
    variants: &'static [Variant],
    default: &str,
    own: Option<Value>,
    pairs: &[(String, Value)],
    used: &mut [bool],
) -> Option<Value> {
    let kind = match &own {
        Some(Value::Text(kind)) => kind,
        _ => default,
    };
    let (mut any, mut fields) = (false, Vec::new());
    for variant in variants {
        let given = flat(variant.fields, pairs, used);
        any |= !given.is_empty();
        if variant.name == kind {
            fields = given;
        }
    }
    match own {
        None if !any => None,
        None | Some(Value::Text(_)) => Some(Value::tagged(kind, fields)),
        object => object,
    }
}
