//! Lists in flat text: items with commas, semicolons or line ends between them.

use super::field::{InputField, Kind, Shape};
use super::read::{ReadField, flag};
use super::value::Value;
use super::{Code, Errors};
use crate::said;
use crate::words::split;

/// The items of `text`, each as the value that an item of this shape has. Text without an item
/// is an empty list.
pub(super) fn items(item: &Shape, text: &str) -> Value {
    let mut items = Vec::new();
    for part in split(text, b",;\n") {
        let part = part.trim();
        if !part.is_empty() {
            items.push(typed(item, part));
        }
    }
    Value::List(items)
}

/// Text as a value of this shape is written: a number, a flag, a list or text as it is.
pub(super) fn typed(shape: &Shape, text: &str) -> Value {
    match shape.kind {
        Kind::Number { parsed, .. } => parsed(text).map_or_else(|| text.into(), Value::Number),
        Kind::Flag { .. } => flag(text).map_or_else(|| text.into(), Value::Bool),
        Kind::List { item, .. } => items(item, text),
        _ => text.into(),
    }
}

impl<T: ReadField> ReadField for Vec<T> {
    fn read_field(
        value: &Value,
        field: &InputField,
        path: &str,
        errors: &mut Errors,
    ) -> Option<(Self, Value)> {
        let Kind::List { item, length, .. } = field.shape.kind else {
            errors.push(path, Code::Type, "the field is no list by its definition");
            return None;
        };
        let given = match value {
            Value::Text(text) => items(item, text),
            other => other.clone(),
        };
        let Some(given) = given.as_list() else {
            let fault = said!("expected a list, got ", value.describe());
            errors.push(path, Code::Type, fault);
            return None;
        };
        let (fewest, most) = length;
        if !(fewest..=most).contains(&given.len()) {
            let fault = said!(
                fewest,
                " to ",
                most,
                " items are allowed; given: ",
                given.len()
            );
            errors.push(path, Code::Range, fault);
            return None;
        }
        let of_item = InputField {
            name: field.name,
            doc: field.doc,
            shape: *item,
        };
        let (mut read, mut complete) = (Vec::new(), Vec::new());
        for (index, value) in given.iter().enumerate() {
            let path = said!(path, "[", index, "]");
            if let Some((one, value)) = T::read_field(value, &of_item, &path, errors) {
                read.push(one);
                complete.push(value);
            }
        }
        (read.len() == given.len()).then_some((read, Value::List(complete)))
    }
}
