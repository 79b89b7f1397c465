//! The words in which a calculator is defined: values, units, fields, answers.
//!
//! A calculator states its inputs and outputs once, as tables of [`InputField`] and
//! [`OutputField`] beside typed structs (see [`inputs!`](crate::inputs) and
//! [`outputs!`](crate::outputs)). The form, the attributes of the tag, the query of the iframe,
//! the JSON Schema, the reference tables and the validation are all read from those tables.
//!
//! May import: nothing of this crate but itself and [`crate::words`].

pub mod answer;
pub mod calculator;
pub mod chart;
pub mod decimal;
pub mod errors;
pub mod field;
pub mod figure;
pub mod json;
mod list;
mod macros;
pub mod names;
pub mod read;
pub mod sentence;
pub mod task;
pub mod unit;
pub mod value;

pub use answer::{Answer, Figure, OutputType, Outputs, Report};
pub use calculator::{Calculator, Method, Preset, Source};
pub use chart::{Axis, Chart, Mark, Series};
pub use errors::{Code, Errors, FieldError};
pub use field::{Choice, InputField, Kind, Shape, Variant};
pub use figure::{OutputField, Place};
pub use read::{Inputs, ReadField, Reader};
pub use sentence::{Sentence, Span, Tone};
pub use task::{Running, Slow, Task};
pub use unit::Unit;
pub use value::Value;
