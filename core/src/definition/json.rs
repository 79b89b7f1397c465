//! A value as JSON text that people read and edit.

use super::unit::plain;
use super::value::Value;

/// JSON on several lines, two spaces a level; lists and objects without others inside them stand on
/// one line where they are short.
///
/// ```
/// use yb_core::definition::{Value, json};
/// let value = Value::object(vec![("name", "a".into()), ("list", vec![1.0, 2.0].into())]);
/// assert_eq!(json::pretty(&value), "{\n  \"name\": \"a\",\n  \"list\": [1, 2]\n}");
/// ```
#[must_use]
pub fn pretty(value: &Value) -> String {
    let mut out = String::new();
    write(value, 0, &mut out);
    out
}

/// Lists up to this long stay on one line.
const SHORT: usize = 72;

fn write(value: &Value, level: usize, out: &mut String) {
    match value {
        Value::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Value::Number(value) if value.is_finite() => number(*value, out),
        // JSON has no word for what is no number.
        Value::Null | Value::Number(_) => out.push_str("null"),
        Value::Text(text) => quote(text, out),
        Value::List(items) if items.is_empty() => out.push_str("[]"),
        Value::Object(entries) if entries.is_empty() => out.push_str("{}"),
        Value::List(items) => {
            let mut flat = String::new();
            let nested = items
                .iter()
                .any(|item| matches!(item, Value::List(_) | Value::Object(_)));
            for item in items {
                flat.push_str(if flat.is_empty() { "[" } else { ", " });
                write(item, level, &mut flat);
            }
            if nested || flat.len() > SHORT {
                lines('[', ']', items, level, out, |item, out| {
                    write(item, level + 1, out);
                });
            } else {
                out.push_str(&flat);
                out.push(']');
            }
        }
        Value::Object(entries) => lines('{', '}', entries, level, out, |(key, value), out| {
            quote(key, out);
            out.push_str(": ");
            write(value, level + 1, out);
        }),
    }
}

fn lines<T>(
    open: char,
    close: char,
    items: &[T],
    level: usize,
    out: &mut String,
    one: impl Fn(&T, &mut String),
) {
    out.push(open);
    for (n, item) in items.iter().enumerate() {
        out.push_str(if n == 0 { "\n" } else { ",\n" });
        out.push_str(&"  ".repeat(level + 1));
        one(item, out);
    }
    out.push('\n');
    out.push_str(&"  ".repeat(level));
    out.push(close);
}

/// Writes a number, to 15 digits. JSON has no word for infinity, but a number that every reader takes for it; what
/// is no number at all is `null`.
///
/// ```
/// use yb_core::definition::json;
/// let mut text = String::new();
/// json::number(-f64::INFINITY, &mut text);
/// assert_eq!(text, "-1e999");
/// ```
pub fn number(value: f64, out: &mut String) {
    if value.is_nan() {
        out.push_str("null");
    } else if value.is_infinite() {
        out.push_str(if value > 0.0 { "1e999" } else { "-1e999" });
    } else {
        out.push_str(&plain(value));
    }
}

/// Writes `text` in quotation marks.
///
/// ```
/// use yb_core::definition::json;
/// let mut text = String::new();
/// json::quote("a \"b\"\n\u{e9}", &mut text);
/// assert_eq!(text, "\"a \\\"b\\\"\\u000a\u{e9}\"");
/// ```
pub fn quote(text: &str, out: &mut String) {
    out.push('"');
    // What needs no mark is copied in one piece; what does is one byte, and none of a longer letter.
    let mut from = 0;
    for (at, byte) in text.bytes().enumerate() {
        if byte >= b' ' && byte != b'"' && byte != b'\\' {
            continue;
        }
        out.push_str(text.get(from..at).unwrap_or_default());
        from = at + 1;
        out.push('\\');
        if byte >= b' ' {
            out.push(char::from(byte));
            continue;
        }
        out.push_str("u00");
        for digit in [byte >> 4, byte & 15] {
            out.push(char::from_digit(digit.into(), 16).unwrap_or('0'));
        }
    }
    out.push_str(text.get(from..).unwrap_or_default());
    out.push('"');
}
