//! A pool in the JSON form of the contracts' state: raw integers as decimal text.

use crate::definition::read::{join, whole};
use crate::definition::{Code, Errors, Value};
use crate::fixed::{
    Error, Fixed, U256,
    text::{format_integer, parse_integer},
};
use crate::pools::{Pool, Stable, Weighted};
use crate::vault::{PoolState, Token};

/// The types of pools that are read.
pub(super) const TYPES: [&str; 2] = ["STABLE", "WEIGHTED"];
/// More tokens than any pool can hold are not worth a message each.
const MAX_LISTED: usize = 16;

/// Reads a pool; keys that are not needed (chain, block, name) are left alone.
pub(super) fn read(value: &Value, path: &str, errors: &mut Errors) -> Option<PoolState> {
    let mut form = Form {
        value,
        path,
        errors,
    };
    form.refuse_hook();
    let kind = form.kind();
    let tokens = form.tokens();
    let balances = form.integers("balancesLiveScaled18");
    let swap_fee = form.integer("swapFee");
    let aggregate = form.integer_or("aggregateSwapFee", U256::zero());
    let supply = form.integer_or("totalSupply", Fixed::ONE.raw());
    let pool = kind.and_then(|kind| form.pool(kind));
    let (tokens, balances, fee) = (tokens?, balances?, Fixed::from_raw(swap_fee?));
    let balances: Vec<Fixed> = balances.into_iter().map(Fixed::from_raw).collect();
    let (aggregate, supply) = (Fixed::from_raw(aggregate?), Fixed::from_raw(supply?));
    let count = (tokens.len(), balances.len());
    PoolState::new(pool?, tokens, balances, fee, aggregate, supply)
        .map_err(|error| {
            let (key, given) = match error {
                Error::ZeroBalance | Error::BalanceOverflow => {
                    ("balancesLiveScaled18", format!("{} balances", count.1))
                }
                Error::PercentageAboveMax if fee > Fixed::ONE => ("swapFee", fee.to_string()),
                Error::PercentageAboveMax => {
                    ("swapFee", format!("{fee}, aggregateSwapFee {aggregate}"))
                }
                Error::PoolTotalSupplyTooLow => ("totalSupply", supply.to_string()),
                _ => (
                    "tokens",
                    format!("{} tokens, {} balances", count.0, count.1),
                ),
            };
            refuse(errors, &join(path, key), &given, error);
        })
        .ok()
}

fn refuse(errors: &mut Errors, path: &str, given: &str, error: Error) {
    errors.push(
        path,
        Code::Contract(error.name()),
        format!("{given}: {error}"),
    );
}

/// The JSON object while it is read.
struct Form<'a> {
    value: &'a Value,
    path: &'a str,
    errors: &'a mut Errors,
}

impl<'a> Form<'a> {
    fn fault(&mut self, key: &str, code: Code, fault: impl core::fmt::Display) {
        self.errors.push(join(self.path, key), code, fault);
    }

    /// A hook may change the fee or the amounts: to leave it out would be a wrong answer.
    fn refuse_hook(&mut self) {
        for key in ["hook", "hookType"] {
            let given = self.value.get(key).filter(|value| **value != Value::Null);
            if let Some(given) = given {
                let given = given.describe();
                let fault = format!("{given}; pools with a hook are not computed here yet");
                self.fault(key, Code::Choice, fault);
            }
        }
    }

    fn kind(&mut self) -> Option<&'static str> {
        let given = self.value.get("poolType").unwrap_or(&Value::Null);
        let kind = given
            .as_text()
            .and_then(|text| TYPES.into_iter().find(|t| t.eq_ignore_ascii_case(text)));
        if kind.is_none() {
            let fault = format!("{} is none of {}", given.describe(), TYPES.join(", "));
            self.fault("poolType", Code::Choice, fault);
        }
        kind
    }

    fn pool(&mut self, kind: &str) -> Option<Pool> {
        if kind == "STABLE" {
            let amp = self.integer("amp")?;
            let pool = Stable::new(amp).map(Pool::Stable);
            self.accept(pool, "amp", &format!("{} thousandths", format_integer(amp)))
        } else {
            let weights: Vec<Fixed> = self
                .integers("weights")?
                .into_iter()
                .map(Fixed::from_raw)
                .collect();
            let given: Vec<String> = weights.iter().map(ToString::to_string).collect();
            let pool = Weighted::new(weights).map(Pool::Weighted);
            self.accept(pool, "weights", &given.join(", "))
        }
    }

    fn accept<T>(&mut self, result: Result<T, Error>, key: &str, given: &str) -> Option<T> {
        result
            .map_err(|error| refuse(self.errors, &join(self.path, key), given, error))
            .ok()
    }

    fn tokens(&mut self) -> Option<Vec<Token>> {
        let addresses = self.list("tokens");
        let factors = self.integers("scalingFactors");
        let rates = self.integers("tokenRates");
        let (addresses, factors, rates) = (addresses?, factors?, rates?);
        if factors.len() != addresses.len() || rates.len() != addresses.len() {
            let fault = format!(
                "{} tokens, but {} scalingFactors and {} tokenRates",
                addresses.len(),
                factors.len(),
                rates.len()
            );
            self.fault(
                "tokens",
                Code::Contract(Error::InputLengthMismatch.name()),
                fault,
            );
            return None;
        }
        let mut tokens = Vec::new();
        for (i, ((address, factor), rate)) in addresses.iter().zip(factors).zip(rates).enumerate() {
            let Some(address) = address.as_text().filter(|text| !text.is_empty()) else {
                let fault = format!("expected an address, got {}", address.describe());
                self.fault(&format!("tokens[{i}]"), Code::Type, fault);
                continue;
            };
            let token = Token::new(address, factor, Fixed::from_raw(rate));
            let (key, given) = match token {
                Err(Error::InvalidRate) => ("tokenRates", rate),
                _ => ("scalingFactors", factor),
            };
            tokens.extend(self.accept(token, &format!("{key}[{i}]"), &format_integer(given)));
        }
        // What is at fault is missing.
        (tokens.len() == addresses.len()).then_some(tokens)
    }

    fn list(&mut self, key: &str) -> Option<&'a [Value]> {
        match self.value.get(key) {
            Some(Value::List(items)) if items.len() <= MAX_LISTED => Some(items),
            Some(Value::List(items)) => {
                let fault = format!("a list of {}; at most {MAX_LISTED} are read", items.len());
                self.fault(key, Code::Range, fault);
                None
            }
            other => {
                let given = other.unwrap_or(&Value::Null).describe();
                let code = if other.is_some() {
                    Code::Type
                } else {
                    Code::Required
                };
                self.fault(
                    key,
                    code,
                    format!("expected a list with an entry a token, got {given}"),
                );
                None
            }
        }
    }

    fn integers(&mut self, key: &str) -> Option<Vec<U256>> {
        let items = self.list(key)?;
        let mut read = Vec::new();
        for (i, item) in items.iter().enumerate() {
            read.extend(self.whole(item, &format!("{key}[{i}]")));
        }
        // What is at fault is missing.
        (read.len() == items.len()).then_some(read)
    }

    fn integer(&mut self, key: &str) -> Option<U256> {
        if let Some(value) = self.value.get(key) {
            return self.whole(value, key);
        }
        self.fault(
            key,
            Code::Required,
            "a pool of this type has one; it is missing",
        );
        None
    }

    fn integer_or(&mut self, key: &str, default: U256) -> Option<U256> {
        match self.value.get(key) {
            None | Some(Value::Null) => Some(default),
            Some(value) => self.whole(value, key),
        }
    }

    fn whole(&mut self, value: &Value, key: &str) -> Option<U256> {
        let parsed = match value {
            Value::Text(text) => parse_integer(text.trim()),
            Value::Number(number) => whole(*number).map(U256::from).ok_or(Error::InvalidText),
            _ => Err(Error::InvalidText),
        };
        parsed
            .map_err(|error| {
                let fault = format!(
                    "expected a whole number as text, got {} ({})",
                    value.describe(),
                    error.name()
                );
                self.fault(key, Code::Type, fault);
            })
            .ok()
    }
}
