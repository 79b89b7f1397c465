//! A JSON object while it is read: each value by its key, each fault at its path.
//!
//! What is at fault reads as zero, or as nothing: the reading goes on, so that all faults are found, and who makes
//! something of what was read asks once, at the end, whether it was sound.

use crate::definition::read::{join, whole};
use crate::definition::unit::plain;
use crate::definition::{Code, Errors, Value};
use crate::fixed::text::{format_integer, parse_integer, parse_units};
use crate::fixed::{Error, Fixed, Signed, U256};
use crate::said;
use crate::words::listed;

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

    /// Whether there is something under `key`.
    pub(super) fn given(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    pub(super) fn fault(&mut self, key: &str, code: Code, fault: &str) {
        self.errors.push(join(self.path, key), code, fault);
    }

    /// The contract's own error, at `key`, with the value that it was given.
    pub(super) fn refuse(&mut self, key: &str, given: &str, error: Error) {
        let fault = said!(given, ": ", error);
        self.fault(key, Code::Contract(error.name()), &fault);
    }

    /// Refuses a share above its limit.
    pub(super) fn at_most(&mut self, key: &str, share: Fixed, most: Fixed) {
        if share > most {
            let given = said!(share, " is above the limit ", most);
            self.refuse(key, &given, Error::PercentageAboveMax);
        }
    }

    /// How many faults there are. What is read afterwards is sound if there are no more then.
    pub(super) fn faults(&self) -> usize {
        self.errors.len()
    }

    /// What was made of the numbers in `given`, or the contract's own error at `key`; nothing where they are not sound,
    /// which has been told: then there are more faults than `before`.
    pub(super) fn accept<T>(
        &mut self,
        before: usize,
        made: Result<T, Error>,
        key: &str,
        given: &[Fixed],
    ) -> Option<T> {
        if self.faults() > before {
            return None;
        }
        if let Err(error) = &made {
            self.refuse(key, &listed(given), *error);
        }
        made.ok()
    }

    /// Tells that `key` is missing, and what it should be.
    pub(super) fn missing(&mut self, key: &str, wanted: &str) {
        let fault = said!("missing; expected ", wanted);
        self.fault(key, Code::Required, &fault);
    }

    /// Tells that something else stands at `key`.
    pub(super) fn unlike(&mut self, key: &str, wanted: &str, given: &Value) {
        let fault = said!("expected ", wanted, ", got ", given.describe());
        self.fault(key, Code::Type, &fault);
    }

    pub(super) fn list(&mut self, key: &str) -> &'a [Value] {
        match self.get(key) {
            Some(Value::List(items)) if items.len() <= MAX_LISTED => return items,
            Some(Value::List(items)) => {
                let fault = said!(
                    "a list of ",
                    items.len(),
                    "; at most ",
                    MAX_LISTED,
                    " are read"
                );
                self.fault(key, Code::Range, &fault);
            }
            Some(other) => self.unlike(key, "a list", other),
            None => self.missing(key, "a list"),
        }
        &[]
    }

    /// A list of whole numbers: in the contracts' form every number is one.
    pub(super) fn fixeds(&mut self, key: &str) -> Vec<Fixed> {
        let mut read = Vec::new();
        for (i, item) in self.list(key).iter().enumerate() {
            read.push(self.fixed_of(item, &said!(key, "[", i, "]")));
        }
        read
    }

    pub(super) fn fixed(&mut self, key: &str) -> Fixed {
        if let Some(value) = self.get(key) {
            return self.fixed_of(value, key);
        }
        self.missing(key, "a whole number as text; a pool of this type has one");
        Fixed::ZERO
    }

    pub(super) fn fixed_or(&mut self, key: &str, default: Fixed) -> Fixed {
        match self.get(key) {
            None => default,
            Some(value) => self.fixed_of(value, key),
        }
    }

    /// A number with 18 decimals under each of these keys.
    pub(super) fn numbers<const N: usize>(&mut self, keys: [&str; N]) -> [Fixed; N] {
        let mut read = [Fixed::ZERO; N];
        for (place, key) in read.iter_mut().zip(keys) {
            *place = self.fixed(key);
        }
        read
    }

    /// A count, an index or a time.
    pub(super) fn count(&mut self, key: &str) -> u64 {
        let number = self.fixed(key).raw();
        if number > U256::from(u64::MAX) {
            self.refuse(key, &format_integer(number), Error::Overflow);
        }
        number.low_u64()
    }

    pub(super) fn signed(&mut self, key: &str) -> Signed {
        if let Some(value) = self.get(key) {
            return self.signed_of(value, key);
        }
        self.missing(key, "a whole number as text, which may be negative");
        Signed::ZERO
    }

    pub(super) fn signed_of(&mut self, value: &Value, key: &str) -> Signed {
        let parsed = text_of(value).and_then(|text| text.parse());
        parsed.unwrap_or_else(|error| {
            self.no_number(value, key, error);
            Signed::ZERO
        })
    }

    /// Yes or no; no if it is not given.
    pub(super) fn flag(&mut self, key: &str) -> bool {
        match self.get(key) {
            None => false,
            Some(Value::Bool(flag)) => *flag,
            Some(other) => {
                self.unlike(key, "true or false", other);
                false
            }
        }
    }

    pub(super) fn fixed_of(&mut self, value: &Value, key: &str) -> Fixed {
        let parsed = text_of(value).and_then(|text| parse_integer(&text));
        Fixed::from_raw(parsed.unwrap_or_else(|error| {
            self.no_number(value, key, error);
            U256::zero()
        }))
    }

    /// Decimal text, or a number, times 10^decimals.
    pub(super) fn scaled(&mut self, value: &Value, key: &str, decimals: u32) -> U256 {
        let text = match value {
            Value::Number(number) => Ok(plain(*number)),
            other => text_of(other),
        };
        let parsed = text.and_then(|text| parse_units(&text, decimals));
        parsed.unwrap_or_else(|error| {
            let given = value.describe();
            let fault = said!(
                "expected a number with at most ",
                decimals,
                " decimals, got ",
                given,
                " (",
                error,
                ")"
            );
            self.fault(key, Code::Type, &fault);
            U256::zero()
        })
    }

    fn no_number(&mut self, value: &Value, key: &str, error: Error) {
        let (given, name) = (value.describe(), error.name());
        let fault = said!(
            "expected a whole number as text, got ",
            given,
            " (",
            name,
            ")"
        );
        self.fault(key, Code::Type, &fault);
    }
}

/// Text, or a whole number as text.
pub(super) fn text_of(value: &Value) -> Result<String, Error> {
    let text = match value {
        Value::Text(text) => Some(text.trim().to_owned()),
        Value::Number(number) => whole(*number).map(|number| said!(number)),
        _ => None,
    };
    text.ok_or(Error::InvalidText)
}
