//! What is wrong with an input: a list, one entry a field, all at once.

use super::value::Value;
use crate::said;
use crate::words::Part;
use core::fmt;

/// The kind of a fault; stable names that programs may match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Code {
    /// The value has another type than the field.
    Type,
    /// The number is not finite, or outside the field's limits.
    Range,
    /// The value is none of the choices.
    Choice,
    /// The calculator has no such field.
    Unknown,
    /// The field must be given.
    Required,
    /// Two fields, each fine alone, contradict each other.
    Conflict,
    /// The contract refuses the call, with this error of its own.
    Contract(&'static str),
    /// No fault: the code of this build does not carry what answers. Another module does, whose name this begins.
    Elsewhere(&'static str),
}

impl Code {
    /// The name in JSON; for [`Code::Contract`] the contract's own error name.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Code::Type => "type",
            Code::Range => "range",
            Code::Choice => "choice",
            Code::Unknown => "unknown",
            Code::Required => "required",
            Code::Conflict => "conflict",
            Code::Contract(name) => name,
            Code::Elsewhere(_) => "elsewhere",
        }
    }
}

/// One fault of one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldError {
    /// JSON path of the field, e.g. `curve.amplification` or `pool.tokenRates[1]`.
    pub field: String,
    /// The kind of the fault.
    pub code: Code,
    /// One sentence that names the field, the value and the limit.
    pub message: String,
}

/// All faults of one input.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Errors(Vec<FieldError>);

impl Errors {
    /// No fault yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A list of one.
    pub fn one(field: impl Into<String>, code: Code, fault: impl Part) -> Self {
        let mut errors = Self::new();
        errors.push(field, code, fault);
        errors
    }

    /// Adds a fault; the message starts with the field.
    pub fn push(&mut self, field: impl Into<String>, code: Code, fault: impl Part) {
        self.add(field.into(), code, &fault);
    }

    /// Who has the answer, where this build has not: no fault then, and all others count for nothing.
    #[must_use]
    pub fn elsewhere(&self) -> Option<&'static str> {
        for error in &self.0 {
            if let Code::Elsewhere(place) = error.code {
                return Some(place);
            }
        }
        None
    }

    /// Adds the fault of another list.
    pub fn repeat(&mut self, error: &FieldError) {
        self.0.push(error.clone());
    }

    fn add(&mut self, field: String, code: Code, fault: &dyn Part) {
        let message = said!(field, ": ", fault);
        self.0.push(FieldError {
            field,
            code,
            message,
        });
    }

    /// Whether there is no fault.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many faults there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The faults, in the order of the fields.
    pub fn iter(&self) -> impl Iterator<Item = &FieldError> {
        self.0.iter()
    }

    /// The first fault of the field at this path.
    #[must_use]
    pub fn at(&self, field: &str) -> Option<&FieldError> {
        self.0.iter().find(|error| error.field == field)
    }

    /// `[{field, code, message}, …]`.
    #[must_use]
    pub fn to_value(&self) -> Value {
        let mut faults = Vec::new();
        for error in &self.0 {
            faults.push(Value::object(vec![
                ("field", error.field.as_str().into()),
                ("code", error.code.name().into()),
                ("message", error.message.as_str().into()),
            ]));
        }
        Value::List(faults)
    }
}

impl Part for Errors {
    fn add_to(&self, text: &mut String) {
        let mut gap = "";
        for error in &self.0 {
            gap.add_to(text);
            error.message.add_to(text);
            gap = "; ";
        }
    }
}

impl fmt::Display for Errors {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&said!(self))
    }
}

impl core::error::Error for Errors {}
