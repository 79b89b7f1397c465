//! The data of a picture: lines over one shared axis, or bars over names. Drawing it is the business of others.

use super::sentence::Tone;
use super::unit::Unit;
use super::value::Value;

/// An axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Axis {
    /// What it counts.
    pub label: String,
    /// In which unit.
    pub unit: Unit,
    /// Whether equal steps are equal factors.
    pub log: bool,
}

/// A line: one value for each of the chart's `xs`; NaN leaves a gap.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// What the line shows; written at its end.
    pub label: String,
    /// Its meaning.
    pub tone: Tone,
    /// Whether the space below is shaded: the line the sentence speaks of.
    pub area: bool,
    /// The values, in the unit of the y axis.
    pub values: Vec<f64>,
}

/// The present state, marked on the picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Where it is on the x axis.
    pub x: f64,
    /// Which line it is on.
    pub series: usize,
}

/// Lines over one shared axis, or bars over names.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// What the picture shows.
    pub title: String,
    /// The same for those who cannot see it: what goes where.
    pub description: String,
    /// The horizontal axis.
    pub x: Axis,
    /// The vertical axis.
    pub y: Axis,
    /// Where the lines have values, rising.
    pub xs: Vec<f64>,
    /// A name for each of the `xs`, which are then 0, 1, 2 …: the values are drawn as bars side by
    /// side. Empty for lines.
    pub names: Vec<String>,
    /// The lines.
    pub series: Vec<Series>,
    /// The present state.
    pub mark: Option<Mark>,
}

impl Axis {
    /// An axis of even steps.
    #[must_use]
    pub fn new(label: &str, unit: Unit) -> Self {
        Self {
            label: label.into(),
            unit,
            log: false,
        }
    }

    /// An axis of even factors.
    #[must_use]
    pub fn log(label: &str, unit: Unit) -> Self {
        Self {
            log: true,
            ..Self::new(label, unit)
        }
    }
}

impl Series {
    /// A line.
    #[must_use]
    pub fn line(label: impl Into<String>, tone: Tone, values: Vec<f64>) -> Self {
        Self {
            label: label.into(),
            tone,
            area: false,
            values,
        }
    }

    /// With the space below shaded.
    #[must_use]
    pub fn shaded(self) -> Self {
        Self { area: true, ..self }
    }
}

impl Chart {
    /// `steps` even steps from one value to another, both included.
    #[must_use]
    pub fn even(from: f64, to: f64, steps: u32) -> Vec<f64> {
        let step = (to - from) / f64::from(steps.max(1));
        let mut values = Vec::new();
        for k in 0..=steps {
            values.push(from + step * f64::from(k));
        }
        values
    }

    /// A place for each of these names, for bars.
    #[must_use]
    pub fn places(names: &[String]) -> Vec<f64> {
        let mut places = Vec::new();
        for place in 0..names.len() {
            places.push(place as f64);
        }
        places
    }

    /// `{title, description, x, y, xs, names, series: [{label, tone, values}], mark}`; gaps are null.
    #[must_use]
    pub fn to_value(&self) -> Value {
        let mut lines = Vec::new();
        for one in &self.series {
            lines.push(series(one));
        }
        Value::object(vec![
            ("title", Value::from(self.title.as_str())),
            ("description", self.description.as_str().into()),
            ("x", axis(&self.x)),
            ("y", axis(&self.y)),
            ("xs", numbers(&self.xs)),
            ("names", self.names.clone().into()),
            ("series", Value::List(lines)),
            (
                "mark",
                self.mark.as_ref().map_or(Value::Null, |mark| {
                    Value::object(vec![
                        ("x", Value::from(mark.x)),
                        ("series", (mark.series as f64).into()),
                    ])
                }),
            ),
        ])
    }
}

fn axis(axis: &Axis) -> Value {
    Value::object(vec![
        ("label", Value::from(axis.label.as_str())),
        ("unit", axis.unit.name().into()),
        ("log", axis.log.into()),
    ])
}

fn series(series: &Series) -> Value {
    Value::object(vec![
        ("label", Value::from(series.label.as_str())),
        ("tone", series.tone.name().into()),
        ("values", numbers(&series.values)),
    ])
}

fn numbers(values: &[f64]) -> Value {
    let mut list = Vec::new();
    for &value in values {
        list.push(if value.is_finite() {
            value.into()
        } else {
            Value::Null
        });
    }
    Value::List(list)
}
