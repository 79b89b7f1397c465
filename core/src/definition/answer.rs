//! What a calculator gives back.

use super::chart::Chart;
use super::figure::{OutputField, figure};
use super::sentence::Sentence;
use super::unit::Unit;
use super::value::Value;
use crate::outputs;
use crate::said;

/// A struct of outputs; written by [`outputs!`](crate::outputs).
pub trait Outputs {
    /// The fields, in the order of the figures.
    const FIELDS: &'static [OutputField];
    /// The values, in the order of the fields.
    fn values(self) -> Vec<Value>;
}

/// The types of outputs.
#[derive(Clone, Copy, Debug)]
pub enum OutputType {
    /// A number.
    Number,
    /// A number, or null where there is none.
    MaybeNumber,
    /// Text.
    Text,
    /// Text, or null where there is none.
    MaybeText,
    /// Yes or no.
    Flag,
    /// A list of numbers.
    Numbers,
    /// A list of texts.
    Texts,
    /// A list of objects with these fields.
    Table(&'static [OutputField]),
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
        self.field.text(&self.value, digits)
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
        entries.push(("reading".into(), said!(self.reading).into()));
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

impl Shown for Option<String> {
    const TYPE: OutputType = OutputType::MaybeText;
    fn value(self) -> Value {
        self.into()
    }
}

impl Shown for bool {
    const TYPE: OutputType = OutputType::Flag;
    fn value(self) -> Value {
        self.into()
    }
}

impl Shown for Vec<f64> {
    const TYPE: OutputType = OutputType::Numbers;
    fn value(self) -> Value {
        self.into()
    }
}

impl Shown for Vec<String> {
    const TYPE: OutputType = OutputType::Texts;
    fn value(self) -> Value {
        self.into()
    }
}

/// A table: one object a row.
impl<Row: Outputs> Shown for Vec<Row> {
    const TYPE: OutputType = OutputType::Table(Row::FIELDS);
    fn value(self) -> Value {
        let mut rows = Vec::new();
        for row in self {
            rows.push(object(Row::FIELDS, row.values()));
        }
        Value::List(rows)
    }
}

fn object(fields: &[OutputField], values: Vec<Value>) -> Value {
    let mut entries = Vec::new();
    for (field, value) in fields.iter().zip(values) {
        entries.push((field.key(), value));
    }
    Value::Object(entries)
}

outputs! {
    /// One line of an exact calculation.
    pub struct Step {
        /// What is computed.
        name: String = figure("Step", Unit::Plain);
        /// The exact integer.
        value: String = figure("Value", Unit::Raw);
        /// What it counts.
        unit: String = figure("Unit", Unit::Plain);
        /// Which way it is rounded, and for whom.
        rounding: String = figure("Rounding", Unit::Plain);
    }
}
