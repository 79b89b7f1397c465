//! A JSON object while it is read: each value by its key, each fault at its path.

use crate::definition::read::{join, whole};
use crate::definition::{Code, Errors, Value};
use crate::fixed::text::{format_integer, parse_integer};
use crate::fixed::{Error, Fixed, Signed, U256};

/// More tokens than any pool can hold are not worth a message each.
const MAX_LISTED: usize = 16;

/// An object, its path, and where its faults go.
pub(super) struct Form<'a> {
    pub(super) value: &'a Value,
    pub(super) path: &'a str,
    pub(super) errors: &'a mut Errors,
}

impl<'a> Form<'a> {
    /// What stands under `key`, unless it is null.
    pub(super) fn get(&self, key: &str) -> Option<&'a Value> {
        self.value.get(key).filter(|value| **value != Value::Null)
    }

    pub(super) fn fault(&mut self, key: &str, code: Code, fault: &str) {
        self.errors.push(join(self.path, key), code, fault);
    }

    /// The contract's own error, at `key`, with the value that it was given.
    pub(super) fn refuse(&mut self, key: &str, given: &str, error: Error) {
        let fault = format!("{given}: {error}");
        self.fault(key, Code::Contract(error.name()), &fault);
    }

    /// What was made of the numbers in `given`, or the contract's own error at `key`.
    pub(super) fn accept<T>(
        &mut self,
        result: Result<T, Error>,
        key: &str,
        given: &[Fixed],
    ) -> Option<T> {
        match result {
            Ok(read) => Some(read),
            Err(error) => {
                self.refuse(key, &listed(given), error);
                None
            }
        }
    }

    /// Tells that `key` is missing, and what it should be.
    pub(super) fn missing(&mut self, key: &str, wanted: &str) {
        let fault = format!("missing; expected {wanted}");
        self.fault(key, Code::Required, &fault);
    }

    pub(super) fn list(&mut self, key: &str) -> Option<&'a [Value]> {
        match self.get(key) {
            Some(Value::List(items)) if items.len() <= MAX_LISTED => Some(items),
            Some(Value::List(items)) => {
                let fault = format!("a list of {}; at most {MAX_LISTED} are read", items.len());
                self.fault(key, Code::Range, &fault);
                None
            }
            Some(other) => {
                let fault = format!("expected a list, got {}", other.describe());
                self.fault(key, Code::Type, &fault);
                None
            }
            None => {
                self.missing(key, "a list");
                None
            }
        }
    }

    pub(super) fn integers(&mut self, key: &str) -> Option<Vec<U256>> {
        let items = self.list(key)?;
        let mut read = Vec::new();
        for (i, item) in items.iter().enumerate() {
            if let Some(number) = self.whole(item, &format!("{key}[{i}]")) {
                read.push(number);
            }
        }
        // What is at fault is missing.
        (read.len() == items.len()).then_some(read)
    }

    /// A list of numbers with 18 decimals, as integers.
    pub(super) fn fixeds(&mut self, key: &str) -> Option<Vec<Fixed>> {
        let mut read = Vec::new();
        for raw in self.integers(key)? {
            read.push(Fixed::from_raw(raw));
        }
        Some(read)
    }

    pub(super) fn integer(&mut self, key: &str) -> Option<U256> {
        let Some(value) = self.get(key) else {
            self.missing(key, "a whole number as text; a pool of this type has one");
            return None;
        };
        self.whole(value, key)
    }

    pub(super) fn integer_or(&mut self, key: &str, default: U256) -> Option<U256> {
        match self.get(key) {
            None => Some(default),
            Some(value) => self.whole(value, key),
        }
    }

    /// A number with 18 decimals under each of these keys.
    pub(super) fn numbers(&mut self, keys: &[&str]) -> Option<Vec<Fixed>> {
        let mut read = Vec::new();
        for key in keys {
            if let Some(number) = self.fixed(key) {
                read.push(number);
            }
        }
        (read.len() == keys.len()).then_some(read)
    }

    /// A count, an index or a time under each of these keys.
    pub(super) fn counts(&mut self, keys: &[&str]) -> Option<Vec<u64>> {
        let mut read = Vec::new();
        for key in keys {
            if let Some(number) = self.small(key) {
                read.push(number);
            }
        }
        (read.len() == keys.len()).then_some(read)
    }

    pub(super) fn fixed(&mut self, key: &str) -> Option<Fixed> {
        self.integer(key).map(Fixed::from_raw)
    }

    /// A count, an index or a time.
    pub(super) fn small(&mut self, key: &str) -> Option<u64> {
        let number = self.integer(key)?;
        if number > U256::from(u64::MAX) {
            let given = format_integer(number);
            self.refuse(key, &given, Error::Overflow);
            return None;
        }
        Some(number.low_u64())
    }

    pub(super) fn signed(&mut self, key: &str) -> Option<Signed> {
        let Some(value) = self.get(key) else {
            self.missing(key, "a whole number as text, which may be negative");
            return None;
        };
        self.signed_of(value, key)
    }

    pub(super) fn signed_of(&mut self, value: &Value, key: &str) -> Option<Signed> {
        let text = text_of(value);
        let parsed = text.as_deref().ok_or(Error::InvalidText);
        self.number(parsed.and_then(str::parse), value, key)
    }

    /// Yes or no; no if it is not given.
    pub(super) fn flag(&mut self, key: &str) -> Option<bool> {
        match self.get(key) {
            None => Some(false),
            Some(Value::Bool(flag)) => Some(*flag),
            Some(other) => {
                let fault = format!("expected true or false, got {}", other.describe());
                self.fault(key, Code::Type, &fault);
                None
            }
        }
    }

    pub(super) fn whole(&mut self, value: &Value, key: &str) -> Option<U256> {
        let text = text_of(value);
        let parsed = text.as_deref().ok_or(Error::InvalidText);
        self.number(parsed.and_then(parse_integer), value, key)
    }

    fn number<T>(&mut self, parsed: Result<T, Error>, value: &Value, key: &str) -> Option<T> {
        if let Err(error) = &parsed {
            let (given, name) = (value.describe(), error.name());
            let fault = format!("expected a whole number as text, got {given} ({name})");
            self.fault(key, Code::Type, &fault);
        }
        parsed.ok()
    }
}

/// Numbers with commas between them.
fn listed(numbers: &[Fixed]) -> String {
    let mut list = String::new();
    for number in numbers {
        if !list.is_empty() {
            list.push_str(", ");
        }
        list.push_str(&number.to_string());
    }
    list
}

/// Text, or a whole number as text.
pub(super) fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.trim().to_owned()),
        Value::Number(number) => whole(*number).map(|number| number.to_string()),
        _ => None,
    }
}
