//! Inputs: what a calculator takes, stated once.

use super::decimal::{parse, shortest};
use super::list;
use super::names::{camel, kebab};
use super::unit::Unit;
use super::value::Value;

/// One input.
#[derive(Debug)]
pub struct InputField {
    /// The Rust name, `snake_case`; see [`super::names`] for the others.
    pub name: &'static str,
    /// What it is, in a sentence.
    pub doc: &'static str,
    /// What it may be.
    pub shape: Shape,
}

impl InputField {
    /// The JSON key, `camelCase`.
    #[must_use]
    pub fn key(&self) -> String {
        camel(self.name)
    }

    /// The attribute and query key, `kebab-case`.
    #[must_use]
    pub fn attribute(&self) -> String {
        kebab(self.name)
    }

    /// The value of a field that is not given.
    #[must_use]
    pub fn default(&self) -> Value {
        match &self.shape.kind {
            Kind::Number { default, .. } => (*default).into(),
            Kind::Amount { default }
            | Kind::Decimal { default, .. }
            | Kind::Text { default }
            | Kind::Lines { default, .. }
            | Kind::Choice { default, .. }
            | Kind::Pool { default, .. } => (*default).into(),
            Kind::Flag { default } => (*default).into(),
            Kind::List { item, default, .. } => list::items(item, default),
            Kind::Group { fields } => Value::Object(defaults(fields)),
            Kind::Union { variants, default } => {
                let variant = variants.iter().find(|variant| variant.name == *default);
                variant.map_or(Value::Null, Variant::default)
            }
        }
    }
}

/// What an input may be, and how it is asked for.
#[derive(Clone, Copy, Debug)]
pub struct Shape {
    /// The label in the form.
    pub label: &'static str,
    /// The type, limits and default.
    pub kind: Kind,
    /// Whether the form keeps it one click away.
    pub advanced: bool,
}

/// The types of inputs.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    /// A number; limits are inclusive.
    Number {
        /// What it counts.
        unit: Unit,
        /// Its value when not given.
        default: f64,
        /// The least that is allowed.
        min: f64,
        /// The most that is allowed.
        max: f64,
        /// The step of the control.
        step: f64,
        /// The ends of the control, which may be narrower than the limits.
        slider: (f64, f64),
        /// Whether the control moves by equal factors.
        log: bool,
        /// How text is read: told here, so that a module without such a field goes without the function.
        parsed: fn(&str) -> Option<f64>,
    },
    /// An exact amount as decimal text.
    Amount {
        /// Its value when not given.
        default: &'static str,
    },
    /// An exact number at or above 0, as decimal text; the calculator sets its limits.
    Decimal {
        /// Its value when not given.
        default: &'static str,
        /// The ends of the control.
        slider: (f64, f64),
        /// The step of the control.
        step: f64,
        /// Whether the control moves by equal factors.
        log: bool,
        /// How text is read where it need not be exact.
        parsed: fn(&str) -> Option<f64>,
        /// The text of a double that stands for the number.
        written: fn(f64) -> Option<String>,
    },
    /// A word, such as a token's symbol or address.
    Text {
        /// Its value when not given.
        default: &'static str,
    },
    /// Lines of text such as a table, typed, pasted or from a file; they may be many.
    Lines {
        /// Its value when not given.
        default: &'static str,
        /// The endings of files that hold such lines, as a file control takes them.
        files: &'static str,
        /// The most bytes that are allowed.
        most: usize,
    },
    /// One of a few words.
    Choice {
        /// The words.
        choices: &'static [Choice],
        /// The word when not given.
        default: &'static str,
    },
    /// Yes or no.
    Flag {
        /// Its value when not given.
        default: bool,
    },
    /// A list whose items are all of one shape: numbers, amounts or words. Flat, it is text with
    /// commas between the items.
    List {
        /// What each item may be.
        item: &'static Shape,
        /// The items when not given, with commas between them.
        default: &'static str,
        /// The fewest and the most items that are allowed.
        length: (usize, usize),
    },
    /// An object of fields.
    Group {
        /// The fields.
        fields: &'static [InputField],
    },
    /// An object tagged by `kind`.
    Union {
        /// The kinds.
        variants: &'static [Variant],
        /// The kind when not given.
        default: &'static str,
    },
    /// A pool: one of a few real ones by its name, or the contracts' JSON form.
    Pool {
        /// The named pool that stands when nothing is given.
        default: &'static str,
        /// The named pools, offered as choices.
        named: fn() -> Vec<Choice>,
        /// Where the figures of a named pool come from.
        source: fn(&str) -> Option<&'static str>,
    },
}

/// One of a few words.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    /// The word in JSON.
    pub name: &'static str,
    /// The words in the form.
    pub label: &'static str,
}

/// One kind of a tagged object.
#[derive(Debug)]
pub struct Variant {
    /// The tag's value.
    pub name: &'static str,
    /// The words in the form.
    pub label: &'static str,
    /// The fields beside the tag.
    pub fields: &'static [InputField],
}

impl Variant {
    fn default(&self) -> Value {
        Value::tagged(self.name, defaults(self.fields))
    }
}

fn defaults(fields: &[InputField]) -> Vec<(String, Value)> {
    let mut entries = Vec::new();
    for field in fields {
        entries.push((field.key(), field.default()));
    }
    entries
}

/// A number with limits `0..=1`; narrow or widen with [`Shape::range`].
#[must_use]
pub const fn number(label: &'static str, unit: Unit, default: f64) -> Shape {
    let (min, max, step) = (0.0, 1.0, 0.001);
    let kind = Kind::Number {
        unit,
        default,
        min,
        max,
        step,
        slider: (min, max),
        log: false,
        parsed: parse,
    };
    Shape {
        label,
        kind,
        advanced: false,
    }
}

/// An exact amount of a token.
#[must_use]
pub const fn amount(label: &'static str, default: &'static str) -> Shape {
    Shape {
        label,
        kind: Kind::Amount { default },
        advanced: false,
    }
}

/// An exact number at or above 0, with a control from 0 to 1; see [`Shape::slide`].
#[must_use]
pub const fn decimal(label: &'static str, default: &'static str) -> Shape {
    let kind = Kind::Decimal {
        default,
        slider: (0.0, 1.0),
        step: 0.001,
        log: false,
        parsed: parse,
        written: shortest,
    };
    Shape {
        label,
        kind,
        advanced: false,
    }
}

/// A word.
#[must_use]
pub const fn text(label: &'static str, default: &'static str) -> Shape {
    Shape {
        label,
        kind: Kind::Text { default },
        advanced: false,
    }
}

/// Lines of text, at most so many bytes of them, also from files with these endings.
#[must_use]
pub const fn lines(label: &'static str, files: &'static str, most: usize) -> Shape {
    let kind = Kind::Lines {
        default: "",
        files,
        most,
    };
    Shape {
        label,
        kind,
        advanced: false,
    }
}

/// One of `choices`.
#[must_use]
pub const fn choice(
    label: &'static str,
    choices: &'static [Choice],
    default: &'static str,
) -> Shape {
    Shape {
        label,
        kind: Kind::Choice { choices, default },
        advanced: false,
    }
}

/// Yes or no.
#[must_use]
pub const fn flag(label: &'static str, default: bool) -> Shape {
    Shape {
        label,
        kind: Kind::Flag { default },
        advanced: false,
    }
}

/// A list of `length.0` to `length.1` items; `default` has commas between them.
#[must_use]
pub const fn list(
    label: &'static str,
    item: &'static Shape,
    default: &'static str,
    length: (usize, usize),
) -> Shape {
    let kind = Kind::List {
        item,
        default,
        length,
    };
    Shape {
        label,
        kind,
        advanced: false,
    }
}

/// An object of fields.
#[must_use]
pub const fn group(label: &'static str, fields: &'static [InputField]) -> Shape {
    Shape {
        label,
        kind: Kind::Group { fields },
        advanced: false,
    }
}

/// An object tagged by `kind`.
#[must_use]
pub const fn union(
    label: &'static str,
    variants: &'static [Variant],
    default: &'static str,
) -> Shape {
    Shape {
        label,
        kind: Kind::Union { variants, default },
        advanced: false,
    }
}

impl Shape {
    /// What a number counts, or the numbers of a list.
    #[must_use]
    pub fn unit(&self) -> Unit {
        match self.kind {
            Kind::Number { unit, .. } => unit,
            Kind::List { item, .. } => item.unit(),
            _ => Unit::Plain,
        }
    }

    /// The limits of a number, inclusive, for the control as well.
    #[must_use]
    pub const fn range(mut self, least: f64, most: f64) -> Shape {
        if let Kind::Number {
            min, max, slider, ..
        } = &mut self.kind
        {
            (*min, *max, *slider) = (least, most, (least, most));
        }
        self
    }

    /// The ends of the control where they are narrower than the limits.
    #[must_use]
    pub const fn slide(mut self, from: f64, to: f64) -> Shape {
        if let Kind::Number { slider, .. } | Kind::Decimal { slider, .. } = &mut self.kind {
            *slider = (from, to);
        }
        self
    }

    /// The step of the control.
    #[must_use]
    pub const fn step(mut self, size: f64) -> Shape {
        if let Kind::Number { step, .. } | Kind::Decimal { step, .. } = &mut self.kind {
            *step = size;
        }
        self
    }

    /// Moves the control by equal factors.
    #[must_use]
    pub const fn log(mut self) -> Shape {
        if let Kind::Number { log, .. } | Kind::Decimal { log, .. } = &mut self.kind {
            *log = true;
        }
        self
    }

    /// Keeps the field one click away.
    #[must_use]
    pub const fn advanced(mut self) -> Shape {
        self.advanced = true;
        self
    }
}
