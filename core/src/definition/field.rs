//! Fields: what a calculator takes and gives, stated once.

use super::answer::OutputType;
use super::sentence::Tone;
use super::unit::Unit;
use super::value::Value;

/// One input.
#[derive(Debug)]
pub struct InputField {
    /// The Rust name, `snake_case`; see [`camel`] and [`kebab`] for the others.
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
            | Kind::Text { default }
            | Kind::Choice { default, .. }
            | Kind::Pool { default, .. } => (*default).into(),
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
    },
    /// An exact amount as decimal text.
    Amount {
        /// Its value when not given.
        default: &'static str,
    },
    /// A word, such as a token's symbol or address.
    Text {
        /// Its value when not given.
        default: &'static str,
    },
    /// One of a few words.
    Choice {
        /// The words.
        choices: &'static [Choice],
        /// The word when not given.
        default: &'static str,
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
        let fields = self.fields.iter();
        let fields = fields.map(|field| (field.key(), field.default()));
        Value::tagged(self.name, fields.collect())
    }
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

/// A word.
#[must_use]
pub const fn text(label: &'static str, default: &'static str) -> Shape {
    Shape {
        label,
        kind: Kind::Text { default },
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
        if let Kind::Number { slider, .. } = &mut self.kind {
            *slider = (from, to);
        }
        self
    }

    /// The step of the control.
    #[must_use]
    pub const fn step(mut self, size: f64) -> Shape {
        if let Kind::Number { step, .. } = &mut self.kind {
            *step = size;
        }
        self
    }

    /// Moves the control by equal factors.
    #[must_use]
    pub const fn log(mut self) -> Shape {
        if let Kind::Number { log, .. } = &mut self.kind {
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
    /// Whether it stands among the figures below the picture (tables and twins do not).
    pub shown: bool,
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
        shown: true,
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
        self.shown = false;
        self
    }
}

/// `snake_case` → `camelCase`.
#[must_use]
pub fn camel(snake: &str) -> String {
    let mut out = String::with_capacity(snake.len());
    let mut upper = false;
    for c in snake.chars() {
        if c == '_' {
            upper = true;
        } else {
            out.push(if upper { c.to_ascii_uppercase() } else { c });
            upper = false;
        }
    }
    out
}

/// `snake_case` → `kebab-case`.
#[must_use]
pub fn kebab(snake: &str) -> String {
    snake.replace('_', "-")
}

/// Whether `given`, in camel, kebab or snake case, names the field `snake`.
#[must_use]
pub fn names(given: &str, snake: &str) -> bool {
    let bare = |c: &char| *c != '_' && *c != '-';
    let left = given.chars().filter(bare).map(|c| c.to_ascii_lowercase());
    left.eq(snake.chars().filter(bare))
}
