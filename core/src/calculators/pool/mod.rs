//! The `pool` field: a pool in the contracts' JSON form, or a named real one.

mod json;
mod named;
mod schema;

pub use named::{NAMED, NamedPool, NamedToken};
pub(super) use schema::schema;

use crate::definition::field::{Choice, Kind, Shape};
use crate::definition::{Code, Errors, InputField, ReadField, Value};
use crate::vault::PoolState;

/// A pool, ready to trade with.
#[derive(Clone, Debug, PartialEq)]
pub struct PoolInput {
    /// The pool's state.
    pub state: PoolState,
    /// The tokens' names: symbols of a named pool, shortened addresses of any other.
    pub symbols: Vec<String>,
}

/// The field, with this named pool where none is given.
pub(super) const fn pool(label: &'static str, default: &'static str) -> Shape {
    let kind = Kind::Pool {
        default,
        named: choices,
    };
    Shape {
        label,
        kind,
        advanced: false,
    }
}

fn choices() -> Vec<Choice> {
    NAMED
        .iter()
        .map(|pool| Choice {
            name: pool.id,
            label: pool.label,
        })
        .collect()
}

impl PoolInput {
    /// The index of a token that is named by symbol, address or index.
    pub(super) fn token(&self, name: &str, field: &str, errors: &mut Errors) -> Option<usize> {
        let tokens = self.state.tokens();
        let by_symbol = || {
            self.symbols
                .iter()
                .position(|s| s.eq_ignore_ascii_case(name))
        };
        let by_index = || {
            name.parse::<usize>()
                .ok()
                .filter(|index| *index < tokens.len())
        };
        let found = self
            .state
            .token_index(name)
            .ok()
            .or_else(by_symbol)
            .or_else(by_index);
        if found.is_none() {
            let last = tokens.len() - 1;
            let name = Value::from(name).describe();
            let known = self.symbols.join(", ");
            let fault = format!("{name} is no token of the pool; it has {known} (0 to {last})");
            errors.push(field, Code::Contract("TokenNotRegistered"), fault);
        }
        found
    }
}

impl ReadField for PoolInput {
    fn read_field(
        value: &Value,
        _: &InputField,
        path: &str,
        errors: &mut Errors,
    ) -> Option<(Self, Value)> {
        match value {
            Value::Text(id) => {
                let Some(named) = NAMED.iter().find(|pool| pool.id == *id) else {
                    let ids: Vec<&str> = NAMED.iter().map(|pool| pool.id).collect();
                    let fault = format!(
                        "{} is neither a pool’s JSON object nor one of {}",
                        value.describe(),
                        ids.join(", ")
                    );
                    errors.push(path, Code::Choice, fault);
                    return None;
                };
                let state = json::read(&named.to_value(path, errors)?, path, errors)?;
                let tokens = named.tokens.iter();
                let symbols = tokens.map(|token| token.symbol.to_owned()).collect();
                Some((PoolInput { state, symbols }, value.clone()))
            }
            Value::Object(_) => {
                let state = json::read(value, path, errors)?;
                let symbols = state
                    .tokens()
                    .iter()
                    .map(|token| short(token.address()))
                    .collect();
                Some((PoolInput { state, symbols }, value.clone()))
            }
            other => {
                let fault = format!(
                    "expected a pool’s JSON object or its name, got {}",
                    other.describe()
                );
                errors.push(path, Code::Type, fault);
                None
            }
        }
    }
}

/// An address as `0x1234…abcd`; any other name as it is.
fn short(address: &str) -> String {
    match (address.get(..6), address.get(38..)) {
        (Some(head), Some(tail)) if address.starts_with("0x") && address.len() == 42 => {
            format!("{head}…{tail}")
        }
        _ => address.to_owned(),
    }
}
