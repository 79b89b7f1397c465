//! What a cursor needs, beside the chart's own data, to read values off a picture.

use super::scale::Scale;
use yb_core::definition::{Axis, Chart, Unit, Value};

/// Where a chart stands in its picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Frame {
    /// The horizontal axis, from left to right.
    pub x: FrameAxis,
    /// The vertical axis, from bottom to top.
    pub y: FrameAxis,
    /// Which of the chart's `xs` is nearest to the present state.
    pub start: usize,
}

/// An axis: its unit and its way from values to pixels.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FrameAxis {
    /// The unit of its values.
    pub unit: Unit,
    /// Values, pixels, and whether equal steps are equal factors.
    pub scale: Scale,
}

impl Frame {
    /// The frame of `chart` drawn on these scales.
    #[must_use]
    pub fn new(chart: &Chart, x: Scale, y: Scale) -> Self {
        let mark = chart.mark.as_ref().map_or(f64::NAN, |mark| mark.x);
        let apart = |value: f64| (x.at(value) - x.at(mark)).abs();
        let places = chart.xs.iter().enumerate();
        let nearest = places.min_by(|a, b| apart(*a.1).total_cmp(&apart(*b.1)));
        let axis = |axis: &Axis, scale| FrameAxis {
            unit: axis.unit,
            scale,
        };
        Frame {
            x: axis(&chart.x, x),
            y: axis(&chart.y, y),
            start: nearest.map_or(0, |(index, _)| index),
        }
    }

    /// `{x, y, start}`, each axis `{scale, suffix, domain: [from, to], range: [from, to], log}`.
    #[must_use]
    pub fn to_value(&self) -> Value {
        let ends = |(from, to): (f64, f64)| Value::from(vec![from, to]);
        let axis = |axis: &FrameAxis| {
            Value::object(vec![
                ("scale", axis.unit.scale().into()),
                ("suffix", axis.unit.suffix().into()),
                ("domain", ends(axis.scale.domain)),
                ("range", ends(axis.scale.range)),
                ("log", axis.scale.log.into()),
            ])
        };
        Value::object(vec![
            ("x", axis(&self.x)),
            ("y", axis(&self.y)),
            ("start", (self.start as f64).into()),
        ])
    }
}
