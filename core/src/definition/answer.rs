//! What a calculator gives back.

use super::chart::Chart;
use super::field::OutputField;
use super::sentence::Sentence;
use super::value::Value;

/// A struct of outputs; written by [`outputs!`](crate::outputs).
pub trait Outputs {
    /// The fields, in the order of the figures.
    const FIELDS: &'static [OutputField];
    /// The values, in the order of the fields.
    fn values(self) -> Vec<Value>;
}

/// The types of outputs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutputType {
    /// A number.
    Number,
    /// A number, or null where there is none.
    MaybeNumber,
    /// Text.
    Text,
    /// The lines of an exact calculation; see [`Step`].
    Steps,
}

/// A Rust type that an output may have.
pub trait Shown {
    /// Its name in the table of fields.
    const TYPE: OutputType;
    /// Its JSON.
    fn value(self) -> Value;
}

/// What a calculator's own function returns.
#[derive(Clone, Debug)]
pub struct Report<O> {
    /// The figures.
    pub output: O,
    /// One sentence that answers the question, with the number.
    pub reading: Sentence,
    /// The picture.
    pub chart: Chart,
}

/// One output with its value.
#[derive(Clone, Debug)]
pub struct Figure {
    /// The definition.
    pub field: &'static OutputField,
    /// The value.
    pub value: Value,
}

impl Figure {
    /// The value as people read it: `digits` significant digits, or the field's own number.
    #[must_use]
    pub fn text(&self, digits: Option<usize>) -> String {
        let shape = &self.field.figure;
        match &self.value {
            Value::Number(number) => shape.unit.text(*number, digits.unwrap_or(shape.digits)),
            Value::Text(text) => text.clone(),
            Value::Null => shape.none.into(),
            other => other.describe(),
        }
    }
}

/// What a calculator says of one input, its types set aside.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The input with every default filled in.
    pub input: Value,
    /// The figures.
    pub figures: Vec<Figure>,
    /// One sentence that answers the question.
    pub reading: Sentence,
    /// The picture.
    pub chart: Chart,
}

impl Answer {
    /// The figure with this JSON key.
    #[must_use]
    pub fn figure(&self, key: &str) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.field.key() == key)
    }

    /// The output object: one key a figure, then `reading` and `chart`.
    #[must_use]
    pub fn to_value(&self) -> Value {
        let mut entries = Vec::new();
        for figure in &self.figures {
            entries.push((figure.field.key(), figure.value.clone()));
        }
        entries.push(("reading".into(), self.reading.to_string().into()));
        entries.push(("chart".into(), self.chart.to_value()));
        Value::Object(entries)
    }
}

impl Shown for f64 {
    const TYPE: OutputType = OutputType::Number;
    fn value(self) -> Value {
        Value::Number(self)
    }
}

impl Shown for Option<f64> {
    const TYPE: OutputType = OutputType::MaybeNumber;
    fn value(self) -> Value {
        self.into()
    }
}

impl Shown for String {
    const TYPE: OutputType = OutputType::Text;
    fn value(self) -> Value {
        self.into()
    }
}

/// One line of an exact calculation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// What is computed.
    pub name: String,
    /// The exact integer.
    pub value: String,
    /// What it counts.
    pub unit: String,
    /// Which way it is rounded, and for whom.
    pub rounding: String,
}

impl Shown for Vec<Step> {
    const TYPE: OutputType = OutputType::Steps;
    fn value(self) -> Value {
        let mut lines = Vec::new();
        for step in self {
            lines.push(Value::object(vec![
                ("name", step.name.into()),
                ("value", step.value.into()),
                ("unit", step.unit.into()),
                ("rounding", step.rounding.into()),
            ]));
        }
        Value::List(lines)
    }
}
