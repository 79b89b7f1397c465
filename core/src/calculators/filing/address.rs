//! Addresses of contracts, with the checksum of ERC-55.

use crate::definition::{Code, Errors, InputField, ReadField, Value};
use tiny_keccak::{Hasher, Keccak};

/// An address whose letters carry its checksum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(String);

impl Address {
    /// `0x` and 40 digits, upper and lower case by the checksum.
    pub(in crate::calculators) fn checksummed(&self) -> &str {
        &self.0
    }

    /// All letters small, as files are named.
    pub(in crate::calculators) fn lower(&self) -> String {
        self.0.to_ascii_lowercase()
    }
}

impl ReadField for Address {
    fn read_field(
        value: &Value,
        _: &InputField,
        path: &str,
        errors: &mut Errors,
    ) -> Option<(Self, Value)> {
        let text = value.as_text().map(str::trim).unwrap_or_default();
        let digits = text.strip_prefix("0x").unwrap_or_default();
        if digits.len() != 40 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            let fault = format!(
                "expected an address, 0x and 40 hexadecimal digits, got {}",
                value.describe()
            );
            errors.push(path, Code::Type, fault);
            return None;
        }
        let right = checksum(digits);
        let one_case = |digits: &str| {
            digits == digits.to_ascii_lowercase() || digits == digits.to_ascii_uppercase()
        };
        if !one_case(digits) && right[2..] != *digits {
            let fault = format!("{text} has a wrong checksum; its letters should read {right}");
            errors.push(path, Code::Range, fault);
            return None;
        }
        Some((Address(right.clone()), Value::Text(right)))
    }
}

/// ERC-55: a letter is a capital where the same digit of the hash of the small letters is 8 or more.
fn checksum(digits: &str) -> String {
    let small = digits.to_ascii_lowercase();
    let (mut keccak, mut hash) = (Keccak::v256(), [0u8; 32]);
    keccak.update(small.as_bytes());
    keccak.finalize(&mut hash);
    let mut out = String::from("0x");
    for (n, c) in small.chars().enumerate() {
        let byte = hash[n / 2];
        let digit = if n % 2 == 0 { byte >> 4 } else { byte & 15 };
        out.push(if digit >= 8 {
            c.to_ascii_uppercase()
        } else {
            c
        });
    }
    out
}
