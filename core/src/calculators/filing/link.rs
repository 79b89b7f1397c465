//! Addresses on the web that a file may carry.

use crate::definition::{Code, Errors, InputField, ReadField, Value};

/// An `https` address, or nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link(Option<String>);

impl Link {
    pub(in crate::calculators) fn text(&self) -> Option<&str> {
        self.0.as_deref()
    }
}

impl ReadField for Link {
    fn read_field(
        value: &Value,
        _: &InputField,
        path: &str,
        errors: &mut Errors,
    ) -> Option<(Self, Value)> {
        let text = value.as_text().map_or("?", str::trim);
        if text.is_empty() {
            return Some((Link(None), Value::Text(String::new())));
        }
        let host = text.strip_prefix("https://").unwrap_or_default();
        let plain = |c: char| c.is_ascii_graphic() && !"\"<>\\^`{|}".contains(c);
        let host = host.split(['/', '?', '#']).next().unwrap_or_default();
        if !host.as_bytes().contains(&b'.') || text.len() > 2048 || !text.chars().all(plain) {
            let fault = format!(
                "expected an address that starts with https://, up to 2048 characters, or nothing; got {}",
                value.describe()
            );
            errors.push(path, Code::Type, fault);
            return None;
        }
        Some((Link(Some(text.into())), Value::Text(text.into())))
    }
}
