//! A value as JSON text, for a place where people edit it.

use yb_core::definition::Value;
use yb_core::definition::unit::plain;

/// JSON on several lines, one a key.
pub(super) fn pretty(value: &Value) -> String {
    match value {
        Value::Object(entries) => {
            let lines: Vec<String> = entries.iter().map(pair).collect();
            format!("{{\n  {}\n}}", lines.join(",\n  "))
        }
        other => flat(other),
    }
}

fn flat(value: &Value) -> String {
    let list = |parts: Vec<String>| parts.join(", ");
    match value {
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) if number.is_finite() => plain(*number),
        Value::Null | Value::Number(_) => "null".into(),
        Value::Text(text) => quoted(text),
        Value::List(items) => format!("[{}]", list(items.iter().map(flat).collect())),
        Value::Object(entries) => format!("{{ {} }}", list(entries.iter().map(pair).collect())),
    }
}

fn pair((key, value): &(String, Value)) -> String {
    format!("{}: {}", quoted(key), flat(value))
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            c if c.is_control() => out.extend(format!("\\u{:04x}", u32::from(c)).chars()),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
