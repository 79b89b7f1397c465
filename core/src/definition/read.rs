//! From a JSON value to a typed input: every fault is found, none stops the search.

use super::errors::{Code, Errors};
use super::field::{Choice, InputField, Kind, Variant};
use super::unit::plain;
use super::value::Value;
use crate::said;
use crate::words::{cut, listed};
use core::slice;

/// A struct of inputs; written by [`inputs!`](crate::inputs).
pub trait Inputs: Sized {
    /// The fields, in the order of the form.
    const FIELDS: &'static [InputField];
    /// Reads every field; `None` if any is at fault.
    fn read(reader: &mut Reader<'_>) -> Option<Self>;
}

/// A type that a field may have.
pub trait ReadField: Sized {
    /// The typed value and its JSON with every default filled in, or `None` with the faults
    /// pushed to `errors` under `path`.
    fn read_field(
        value: &Value,
        field: &InputField,
        path: &str,
        errors: &mut Errors,
    ) -> Option<(Self, Value)>;
}

/// Reads the fields of one object, in their order.
#[derive(Debug)]
pub struct Reader<'a> {
    given: &'a [(String, Value)],
    fields: slice::Iter<'static, InputField>,
    prefix: &'a str,
    errors: &'a mut Errors,
    faults_before: usize,
    complete: Vec<(String, Value)>,
}

impl<'a> Reader<'a> {
    /// Reads all of `T` from the object `value` whose own path is `prefix` (empty at the top),
    /// with its JSON completed by defaults. Keys in `besides` belong to someone else.
    pub fn object<T: Inputs>(
        value: &'a Value,
        prefix: &'a str,
        besides: &[&str],
        errors: &'a mut Errors,
    ) -> Option<(T, Vec<(String, Value)>)> {
        let mut reader = Reader::new(value, T::FIELDS, prefix, besides, errors)?;
        let read = T::read(&mut reader);
        let complete = reader.complete()?;
        Some((read?, complete))
    }

    fn new(
        value: &'a Value,
        fields: &'static [InputField],
        prefix: &'a str,
        besides: &[&str],
        errors: &'a mut Errors,
    ) -> Option<Self> {
        let given: &[(String, Value)] = match value {
            Value::Object(entries) => entries,
            Value::Null => &[],
            other => {
                let path = if prefix.is_empty() { "input" } else { prefix };
                let fault = said!("expected an object, got ", other.describe());
                errors.push(path, Code::Type, fault);
                return None;
            }
        };
        let faults_before = errors.len();
        refuse_unknown(given, fields, prefix, besides, errors);
        Some(Reader {
            given,
            fields: fields.iter(),
            prefix,
            errors,
            faults_before,
            complete: Vec::new(),
        })
    }

    /// Reads the next field.
    pub fn take<T: ReadField>(&mut self) -> Option<T> {
        let field = self.fields.next()?;
        let key = field.key();
        let path = join(self.prefix, &key);
        let value = self.given(field, &key);
        let (read, complete) = T::read_field(&value, field, &path, self.errors)?;
        self.complete.push((key, complete));
        Some(read)
    }

    /// Where faults go: for what several fields say together.
    pub fn errors(&mut self) -> &mut Errors {
        self.errors
    }

    fn given(&self, field: &InputField, key: &str) -> Value {
        match self.given.iter().find(|(k, _)| k == key) {
            None | Some((_, Value::Null)) => field.default(),
            Some((_, value)) => value.clone(),
        }
    }

    /// The JSON of all fields, unless there was a fault.
    fn complete(self) -> Option<Vec<(String, Value)>> {
        (self.errors.len() == self.faults_before).then_some(self.complete)
    }
}

/// `prefix.key`, or `key` at the top.
#[must_use]
pub fn join(prefix: &str, key: &str) -> String {
    if prefix.is_empty() {
        key.into()
    } else {
        said!(prefix, ".", key)
    }
}

fn refuse_unknown(
    given: &[(String, Value)],
    fields: &[InputField],
    prefix: &str,
    besides: &[&str],
    errors: &mut Errors,
) {
    let mut known = Vec::new();
    for field in fields {
        known.push(field.key());
    }
    for (key, value) in given {
        if known.contains(key) || besides.contains(&key.as_str()) {
            continue;
        }
        let known = listed(&known);
        let fault = said!(
            "no such field (given ",
            value.describe(),
            "); the fields are ",
            known
        );
        errors.push(
            join(prefix, &Value::from(key.as_str()).describe()),
            Code::Unknown,
            fault,
        );
    }
}

impl ReadField for f64 {
    fn read_field(
        value: &Value,
        field: &InputField,
        path: &str,
        errors: &mut Errors,
    ) -> Option<(Self, Value)> {
        let Kind::Number { unit, min, max, .. } = field.shape.kind else {
            return mismatch(path, errors);
        };
        let shown = |number: f64| {
            let plain = plain(number);
            if unit.suffix().is_empty() {
                plain
            } else {
                said!(plain, " (", unit.text(number, 6), ")")
            }
        };
        let limits = said!(shown(min), " to ", shown(max));
        let Some(number) = value.as_number() else {
            let fault = said!(
                "expected a number from ",
                limits,
                ", got ",
                value.describe()
            );
            errors.push(path, Code::Type, fault);
            return None;
        };
        if !(min..=max).contains(&number) {
            let fault = if number < min {
                said!(
                    shown(number),
                    " is below the limit ",
                    shown(min),
                    "; allowed are ",
                    limits
                )
            } else if number > max {
                said!(
                    shown(number),
                    " is above the limit ",
                    shown(max),
                    "; allowed are ",
                    limits
                )
            } else {
                said!(shown(number), " is not a number; allowed are ", limits)
            };
            errors.push(path, Code::Range, fault);
            return None;
        }
        Some((number, Value::Number(number)))
    }
}

impl ReadField for String {
    fn read_field(
        value: &Value,
        field: &InputField,
        path: &str,
        errors: &mut Errors,
    ) -> Option<(Self, Value)> {
        let wanted = match field.shape.kind {
            Kind::Amount { .. } => "an amount such as 1000.5 (digits and a point)",
            Kind::Decimal { .. } => "a number such as 0.9985 (digits and a point)",
            _ => "text",
        };
        let text = match (value, field.shape.kind) {
            (Value::Text(text), _) => Some(text.trim().to_owned()),
            (Value::Number(number), Kind::Decimal { written, .. }) => written(*number),
            (Value::Number(number), _) => whole(*number).map(|whole| said!(whole)),
            _ => None,
        };
        let Some(text) = text.filter(|text| wanted == "text" || is_decimal(text)) else {
            errors.push(
                path,
                Code::Type,
                said!("expected ", wanted, ", got ", value.describe()),
            );
            return None;
        };
        Some((text.clone(), Value::Text(text)))
    }
}

impl ReadField for bool {
    /// Takes the words of attributes and queries as well: an attribute without a value is set.
    fn read_field(
        value: &Value,
        _: &InputField,
        path: &str,
        errors: &mut Errors,
    ) -> Option<(Self, Value)> {
        let flag = match value {
            Value::Bool(flag) => Some(*flag),
            Value::Text(text) => flag(text),
            _ => None,
        };
        if flag.is_none() {
            let fault = said!("expected true or false, got ", value.describe());
            errors.push(path, Code::Type, fault);
        }
        flag.map(|flag| (flag, Value::Bool(flag)))
    }
}

/// What a flag means in flat text.
pub(super) fn flag(text: &str) -> Option<bool> {
    match text.trim() {
        "" | "true" | "yes" | "1" => Some(true),
        "false" | "no" | "0" => Some(false),
        _ => None,
    }
}

/// Digits, and if there is a point, digits on both sides of it.
fn is_decimal(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    cut(text, b".").map_or(digits(text), |(whole, rest)| digits(whole) && digits(rest))
}

/// A whole number that a double holds exactly.
#[must_use]
pub fn whole(number: f64) -> Option<u64> {
    // 2^53, below which the cast is exact.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    (number.fract() == 0.0 && (0.0..=9_007_199_254_740_992.0).contains(&number))
        .then_some(number as u64)
}

/// The chosen word of a field of kind [`Kind::Choice`].
pub fn read_choice(
    value: &Value,
    field: &InputField,
    path: &str,
    errors: &mut Errors,
) -> Option<&'static str> {
    let Kind::Choice { choices, .. } = field.shape.kind else {
        return mismatch(path, errors);
    };
    let chosen = value
        .as_text()
        .and_then(|text| choices.iter().find(|c| c.name == text));
    if chosen.is_none() {
        let mut names = Vec::new();
        for Choice { name, .. } in choices {
            names.push(*name);
        }
        errors.push(path, Code::Choice, not_among(value, &names));
    }
    chosen.map(|choice| choice.name)
}

/// The kind of a tagged object in a field of kind [`Kind::Union`].
pub fn read_variant(
    value: &Value,
    field: &InputField,
    path: &str,
    errors: &mut Errors,
) -> Option<&'static Variant> {
    let Kind::Union { variants, .. } = field.shape.kind else {
        return mismatch(path, errors);
    };
    if !matches!(value, Value::Object(_)) {
        let fault = said!("expected an object with a kind, got ", value.describe());
        errors.push(path, Code::Type, fault);
        return None;
    }
    let kind = value.get("kind").unwrap_or(&Value::Null);
    let variant = kind
        .as_text()
        .and_then(|name| variants.iter().find(|v| v.name == name));
    if variant.is_none() {
        let mut names = Vec::new();
        for variant in variants {
            names.push(variant.name);
        }
        errors.push(join(path, "kind"), Code::Choice, not_among(kind, &names));
    }
    variant
}

fn not_among(value: &Value, names: &[&str]) -> String {
    said!(value.describe(), " is none of ", listed(names))
}

/// A field whose Rust type and kind disagree: a fault of the definition, told as an error.
fn mismatch<T>(path: &str, errors: &mut Errors) -> Option<T> {
    errors.push(
        path,
        Code::Type,
        "the field's definition contradicts its type",
    );
    None
}
