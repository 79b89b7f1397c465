//! The `pool` field: a pool in the contracts' JSON form or the API's, or a named real one.

mod api;
mod columns;
mod family;
mod form;
mod hook;
mod json;
mod kind;
mod named;
#[cfg(feature = "every-pool")]
mod schema;
mod worth;

pub use family::{FAMILIES, Family};
pub use named::{NamedPool, named_pools};
#[cfg(feature = "every-pool")]
pub(super) use schema::schema;
pub(super) use worth::{POOL_TOKEN_DECIMALS, Worth, whole_tokens};

use crate::definition::field::{Choice, Kind, Shape};
use crate::definition::{Code, Errors, InputField, ReadField, Value};
use crate::fixed::{Error, Fixed};
use crate::said;
use crate::vault::{PoolState, Token};
use crate::words::listed;

/// A pool, ready to trade with.
#[derive(Clone, Debug, PartialEq)]
pub struct PoolInput {
    /// The pool's state.
    pub state: PoolState,
    /// The tokens' names: symbols of a named pool, shortened addresses of any other.
    pub symbols: Vec<String>,
    /// Whether the number of pool tokens was given. Swaps do not read it; joins and exits do.
    pub supply_known: bool,
}

/// The field, with this named pool where none is given.
pub(super) const fn pool(label: &'static str, default: &'static str) -> Shape {
    let kind = Kind::Pool {
        default,
        named: choices,
        source,
    };
    Shape {
        label,
        kind,
        advanced: false,
    }
}

/// The same, which offers the real pools alone that can be joined.
pub(super) const fn supplied_pool(label: &'static str, default: &'static str) -> Shape {
    let kind = Kind::Pool {
        default,
        named: supplied,
        source,
    };
    Shape {
        kind,
        ..pool(label, default)
    }
}

fn choices() -> Vec<Choice> {
    offered(false)
}

fn supplied() -> Vec<Choice> {
    offered(true)
}

fn offered(supplied: bool) -> Vec<Choice> {
    let mut choices = Vec::new();
    for pool in named_pools() {
        if pool.can_be_joined() || !supplied {
            choices.push(Choice {
                name: pool.id(),
                label: pool.label(),
            });
        }
    }
    choices
}

fn source(id: &str) -> Option<&'static str> {
    named(id).map(|pool| pool.source())
}

fn named(id: &str) -> Option<NamedPool> {
    named_pools().into_iter().find(|pool| pool.id() == id)
}

impl PoolInput {
    /// The index of a token that is named by symbol, address or index.
    pub(super) fn find(&self, name: &str) -> Option<usize> {
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
        let by_address = self.state.token_index(name).ok();
        by_address.or_else(by_symbol).or_else(by_index)
    }

    /// The decimals of a token that is named so.
    pub(super) fn decimals(&self, name: &str) -> Option<u32> {
        let token = self.state.tokens().get(self.find(name)?)?;
        Some(token.decimals())
    }

    /// The index of a token that is named so, or the fault of `field`.
    pub(super) fn token(&self, name: &str, field: &str, errors: &mut Errors) -> Option<usize> {
        let found = self.find(name);
        if found.is_none() {
            let last = self.symbols.len().saturating_sub(1);
            let name = Value::from(name).describe();
            let known = listed(&self.symbols);
            let fault = said!(
                name,
                " is no token of the pool; it has ",
                known,
                " (0 to ",
                last,
                ")"
            );
            errors.push(field, Code::Contract("TokenNotRegistered"), fault);
        }
        found
    }

    /// The tokens with their symbols.
    pub(super) fn named_tokens(&self) -> impl Iterator<Item = (&Token, &str)> {
        let symbols = self.symbols.iter().map(String::as_str);
        self.state.tokens().iter().zip(symbols)
    }

    /// The pool with another number of pool tokens: that of another moment, or one that its source does not give.
    pub(super) fn with_supply(&self, supply: Fixed) -> Result<PoolState, Error> {
        let state = &self.state;
        let other = PoolState::new(
            state.pool().clone(),
            state.tokens().to_vec(),
            state.balances().to_vec(),
            state.swap_fee(),
            state.aggregate_swap_fee(),
            supply,
        )?;
        match state.hook() {
            Some(hook) => other.with_hook(*hook),
            None => Ok(other),
        }
    }

    /// The fault, at `field`, of a pool whose number of pool tokens a calculator needs and does not know.
    pub(super) fn supply_needed(&self, field: &str, errors: &mut Errors) {
        if !self.supply_known {
            let fault =
                "missing: the source of this pool does not give the number of its pool tokens";
            errors.push(field, Code::Required, fault);
        }
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
                let Some(named) = named(id) else {
                    let mut ids = Vec::new();
                    for pool in named_pools() {
                        ids.push(pool.id());
                    }
                    let fault = said!(
                        value.describe(),
                        " is neither a pool’s JSON object nor one of ",
                        listed(&ids)
                    );
                    errors.push(path, Code::Choice, fault);
                    return None;
                };
                let pool = json::read(&named.to_value(path, errors)?, path, errors)?;
                Some((pool, value.clone()))
            }
            Value::Object(_) => Some((object(value, path, errors)?, value.clone())),
            other => {
                let fault = said!(
                    "expected a pool’s JSON object or its name, got ",
                    other.describe()
                );
                errors.push(path, Code::Type, fault);
                None
            }
        }
    }
}

/// The pool in an object: itself, or what an answer of the API or a file of recorded calls has around it.
fn object(value: &Value, path: &str, errors: &mut Errors) -> Option<PoolInput> {
    let mut pool = value;
    for key in ["data", "poolGetPool", "pool"] {
        if let Some(inside @ Value::Object(_)) = pool.get(key) {
            pool = inside;
        }
    }
    if pool.get("poolTokens").is_some() {
        let form = api::contract_form(pool, path, errors)?;
        return json::read(&form, path, errors);
    }
    json::read(pool, path, errors)
}

/// An address as `0x1234…abcd`; any other name as it is.
fn short(address: &str) -> String {
    match (address.get(..6), address.get(38..)) {
        (Some(head), Some(tail)) if address.starts_with("0x") && address.len() == 42 => {
            said!(head, "…", tail)
        }
        _ => address.to_owned(),
    }
}
