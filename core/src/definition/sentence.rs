//! Sentences that know which of their words are numbers.
//!
//! A reader of another language gets the number in that language, a page colours it by its
//! meaning, and plain text is one call away.

use super::unit::Unit;
use crate::said;
use crate::words::Part;
use core::fmt;

/// What a number or a line means; one meaning, one colour everywhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// No meaning of its own.
    Plain,
    /// What leaves the pool.
    Lost,
    /// A second thing that leaves the pool.
    Lost2,
    /// What stays, or what keeps it.
    Kept,
    /// The curve or state to compare with.
    Flat,
}

impl Tone {
    /// The name of the colour.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Tone::Plain => "plain",
            Tone::Lost => "lost",
            Tone::Lost2 => "lost2",
            Tone::Kept => "kept",
            Tone::Flat => "flat",
        }
    }
}

/// A piece of a sentence.
#[derive(Clone, Debug, PartialEq)]
pub enum Span {
    /// Words.
    Text(String),
    /// A number in its unit.
    Number {
        /// The number as JSON carries it.
        value: f64,
        /// Its unit.
        unit: Unit,
        /// Significant digits to show.
        digits: usize,
        /// Its meaning.
        tone: Tone,
    },
    /// Exact text that stands for a number, such as an amount with all its digits.
    Exact(String, Tone),
}

impl From<&str> for Span {
    fn from(text: &str) -> Self {
        Span::Text(text.into())
    }
}
impl From<String> for Span {
    fn from(text: String) -> Self {
        Span::Text(text)
    }
}

/// A sentence, or a few.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sentence(pub Vec<Span>);

impl Sentence {
    /// An empty sentence.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds words.
    #[must_use]
    pub fn text(mut self, words: impl Into<String>) -> Self {
        self.0.push(Span::Text(words.into()));
        self
    }

    /// Adds a number.
    #[must_use]
    pub fn number(mut self, value: f64, unit: Unit, digits: usize, tone: Tone) -> Self {
        self.0.push(Span::Number {
            value,
            unit,
            digits,
            tone,
        });
        self
    }

    /// Adds exact text that stands for a number.
    #[must_use]
    pub fn exact(mut self, text: impl Into<String>, tone: Tone) -> Self {
        self.0.push(Span::Exact(text.into(), tone));
        self
    }
}

impl Part for Sentence {
    fn add_to(&self, text: &mut String) {
        for span in &self.0 {
            match span {
                Span::Text(words) | Span::Exact(words, _) => words.add_to(text),
                Span::Number {
                    value,
                    unit,
                    digits,
                    ..
                } => unit.text(*value, *digits).add_to(text),
            }
        }
    }
}

impl fmt::Display for Sentence {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&said!(self))
    }
}
