//! Amounts of tokens in a calculator's words, and what they are worth.

use crate::definition::read::read_choice;
use crate::definition::unit::plain;
use crate::definition::{Choice, Code, Errors, InputField, ReadField, Value};
use crate::fixed::text::{format_integer, parse_integer, parse_units};
use crate::fixed::{Fixed, U256};
use crate::said;
use crate::vault::SwapKind;
use crate::words::cut;

crate::choices! {
    /// What an amount counts.
    pub enum AmountUnit {
        /// The token's smallest unit, as contracts count.
        Raw = "raw" "smallest unit",
        /// Whole tokens.
        Token = "token" "tokens",
    }
}

/// Which amount of a trade is given.
pub(super) const SWAP_KINDS: &[Choice] = &[
    Choice {
        name: "exactIn",
        label: "pay exactly",
    },
    Choice {
        name: "exactOut",
        label: "get exactly",
    },
];

impl ReadField for SwapKind {
    /// Takes the contracts' words (`GivenIn`, `EXACT_OUT`, 0, 1) as well.
    fn read_field(
        value: &Value,
        field: &InputField,
        path: &str,
        errors: &mut Errors,
    ) -> Option<(Self, Value)> {
        let word = value.describe();
        let word: String = word.chars().filter(char::is_ascii_alphanumeric).collect();
        let word = match word.to_ascii_lowercase().as_str() {
            "exactin" | "givenin" | "0" => "exactIn",
            "exactout" | "givenout" | "1" => "exactOut",
            _ => read_choice(value, field, path, errors)?,
        };
        let kind = if word == "exactIn" {
            SwapKind::GivenIn
        } else {
            SwapKind::GivenOut
        };
        Some((kind, word.into()))
    }
}

/// Whether one of the amounts is above 0, or the fault of `field`.
pub(super) fn something(amounts: &[U256], field: &str, errors: &mut Errors) -> bool {
    let any = amounts.iter().any(|amount| !amount.is_zero());
    if !any {
        let fault = "0 is below the limit of one smallest unit";
        errors.push(field, Code::Range, fault);
    }
    any
}

impl AmountUnit {
    /// The amount in smallest units, or the fault of `field`.
    pub(super) fn read(
        self,
        text: &str,
        decimals: u32,
        field: &str,
        errors: &mut Errors,
    ) -> Option<U256> {
        let places = match self {
            AmountUnit::Raw => 0,
            AmountUnit::Token => decimals,
        };
        let parsed = parse_units(text, places);
        if let Err(error) = parsed {
            let shown = Value::from(text).describe();
            let fault = match self {
                AmountUnit::Raw => said!(shown, " is no whole number of smallest units: ", error),
                AmountUnit::Token => {
                    said!(
                        shown,
                        " is no amount with at most ",
                        decimals,
                        " decimals: ",
                        error
                    )
                }
            };
            errors.push(field, Code::Type, fault);
        }
        parsed.ok()
    }

    /// The same of a token that may not be known: then only what does not take its decimals is read.
    pub(super) fn read_known(
        self,
        text: &str,
        decimals: Option<u32>,
        field: &str,
        errors: &mut Errors,
    ) -> Option<U256> {
        if self == AmountUnit::Token && decimals.is_none() {
            return None;
        }
        self.read(text, decimals.unwrap_or_default(), field, errors)
    }
}

/// A rate or another number with 18 decimals, exactly as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exact(pub Fixed);

impl ReadField for Exact {
    /// Takes decimal text, a number, and a contract's integer of 16 digits or more.
    fn read_field(
        value: &Value,
        field: &InputField,
        path: &str,
        errors: &mut Errors,
    ) -> Option<(Self, Value)> {
        let value = match value {
            Value::Number(number) => plain(*number).into(),
            other => other.clone(),
        };
        let (text, complete) = String::read_field(&value, field, path, errors)?;
        let parsed = if text.len() >= 16 && cut(&text, b".").is_none() {
            parse_integer(&text).map(Fixed::from_raw)
        } else {
            text.parse()
        };
        if let Err(error) = parsed {
            let fault = said!(value.describe(), " has too many digits: ", error);
            errors.push(path, Code::Type, fault);
        }
        parsed.ok().map(|number| (Self(number), complete))
    }
}

/// An amount as a number of whole tokens: near enough for a price, a message or a picture.
pub(super) fn to_f64(raw: U256, decimals: u32) -> f64 {
    let scale = 10f64.powi(i32::try_from(decimals).unwrap_or(0));
    Fixed::from_raw(raw).to_f64() * 1e18 / scale
}

/// Amounts as integers.
pub(super) fn integers(amounts: &[U256]) -> Vec<String> {
    let mut list = Vec::new();
    for amount in amounts {
        list.push(format_integer(*amount));
    }
    list
}
