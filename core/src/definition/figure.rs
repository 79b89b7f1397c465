//! Outputs: what a calculator gives, stated once.

use super::answer::OutputType;
use super::names::camel;
use super::sentence::Tone;
use super::unit::Unit;
use super::value::Value;
use crate::words::listed;

/// One output.
#[derive(Debug)]
pub struct OutputField {
    /// The Rust name, `snake_case`.
    pub name: &'static str,
    /// What it is, in a sentence.
    pub doc: &'static str,
    /// How it is shown.
    pub figure: FigureShape,
    /// Its type.
    pub of: OutputType,
}

impl OutputField {
    /// The JSON key, `camelCase`.
    #[must_use]
    pub fn key(&self) -> String {
        camel(self.name)
    }

    /// `value`, which is this output's, as people read it: `digits` significant digits, or the
    /// field's own number.
    #[must_use]
    pub fn text(&self, value: &Value, digits: Option<usize>) -> String {
        let shape = &self.figure;
        match value {
            Value::Number(number) => shape.unit.text(*number, digits.unwrap_or(shape.digits)),
            Value::Text(text) => text.clone(),
            Value::Bool(true) => "yes".into(),
            Value::Bool(false) => "no".into(),
            Value::Null => shape.none.into(),
            Value::List(items) => {
                let mut texts = Vec::new();
                for item in items {
                    texts.push(self.text(item, digits));
                }
                listed(&texts)
            }
            other @ Value::Object(_) => other.describe(),
        }
    }
}

/// How an output is shown.
#[derive(Clone, Copy, Debug)]
pub struct FigureShape {
    /// The label beside the number.
    pub label: &'static str,
    /// The unit of a number, or what exact text counts.
    pub unit: Unit,
    /// Its meaning.
    pub tone: Tone,
    /// Significant digits to show.
    pub digits: usize,
    /// The words that stand where there is no number; without any, the figure is left out there.
    pub none: &'static str,
    /// Where it stands.
    pub place: Place,
}

/// Where an output stands in the widget.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Among the figures below the picture; a table stands below them.
    Figures,
    /// One click away (tables only).
    Drawer,
    /// As text to read and to download under this name.
    File(&'static str),
    /// As a link in a table: the text is an address on the site, such as
    /// `embed/lvr/?volatility=0.1`, and stands behind the words of [`FigureShape::none`].
    Link,
    /// In the data alone.
    Hidden,
}

/// An output shown with three significant digits.
#[must_use]
pub const fn figure(label: &'static str, unit: Unit) -> FigureShape {
    FigureShape {
        label,
        unit,
        tone: Tone::Plain,
        digits: 3,
        none: "none",
        place: Place::Figures,
    }
}

impl FigureShape {
    /// Its meaning.
    #[must_use]
    pub const fn tone(mut self, tone: Tone) -> Self {
        self.tone = tone;
        self
    }

    /// Significant digits to show.
    #[must_use]
    pub const fn digits(mut self, digits: usize) -> Self {
        self.digits = digits;
        self
    }

    /// The words that stand where there is no number.
    #[must_use]
    pub const fn none(mut self, words: &'static str) -> Self {
        self.none = words;
        self
    }

    /// Leaves it out of the figures below the picture.
    #[must_use]
    pub const fn hidden(mut self) -> Self {
        self.place = Place::Hidden;
        self
    }

    /// Keeps a table one click away.
    #[must_use]
    pub const fn drawer(mut self) -> Self {
        self.place = Place::Drawer;
        self
    }

    /// Offers the address in the text as a link with these words.
    #[must_use]
    pub const fn link(mut self, words: &'static str) -> Self {
        self.place = Place::Link;
        self.none = words;
        self
    }

    /// Offers the text as a file of this name.
    #[must_use]
    pub const fn file(mut self, name: &'static str) -> Self {
        self.place = Place::File(name);
        self
    }
}
