//! Amounts of tokens in a calculator's words, and what they are worth.

use super::pool::PoolInput;
use crate::definition::unit::plain;
use crate::definition::{Code, Errors, InputField, ReadField, Value};
use crate::fixed::text::{format_integer, format_units, parse_integer, parse_units};
use crate::fixed::{Error, Fixed, U256};
use crate::vault::{PoolState, Token, spot_price};

crate::choices! {
    /// What an amount counts.
    pub enum AmountUnit {
        /// The token's smallest unit, as contracts count.
        Raw = "raw" "smallest unit",
        /// Whole tokens.
        Token = "token" "tokens",
    }
}

/// A field of pool tokens has this many decimals, whatever the tokens in the pool have.
pub(super) const POOL_TOKEN_DECIMALS: u32 = 18;

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
                AmountUnit::Raw => format!("{shown} is no whole number of smallest units: {error}"),
                AmountUnit::Token => {
                    format!("{shown} is no amount with at most {decimals} decimals: {error}")
                }
            };
            errors.push(field, Code::Type, fault);
        }
        parsed.ok()
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
        let parsed = if text.len() >= 16 && !text.contains('.') {
            parse_integer(&text).map(Fixed::from_raw)
        } else {
            text.parse()
        };
        if let Err(error) = parsed {
            let fault = format!("{} has too many digits: {error}", value.describe());
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

/// A live balance in whole tokens, to the same end.
pub(super) fn whole_tokens(live: Fixed, token: &Token) -> f64 {
    live.to_f64() / token.rate().to_f64()
}

/// Amounts as integers.
pub(super) fn integers(amounts: &[U256]) -> Vec<String> {
    let mut list = Vec::new();
    for amount in amounts {
        list.push(format_integer(*amount));
    }
    list
}

impl PoolInput {
    /// `1.5 WETH and 2 wstETH`; tokens that take no part are left out.
    pub(super) fn listed(&self, amounts: &[U256]) -> String {
        let mut list = String::new();
        for ((token, symbol), amount) in self.named_tokens().zip(amounts) {
            if !amount.is_zero() {
                if !list.is_empty() {
                    list.push_str(" and ");
                }
                list.push_str(&format_units(*amount, token.decimals()));
                list.push(' ');
                list.push_str(symbol);
            }
        }
        list
    }
}

/// What tokens of a pool are worth at its spot prices, counted in its first token.
pub(super) struct Worth {
    prices: Vec<f64>,
    /// Of everything in the pool.
    pub(super) pool: f64,
}

impl Worth {
    /// # Errors
    /// Those of the curve, which has no price everywhere.
    pub(super) fn new(state: &PoolState) -> Result<Self, Error> {
        let mut prices = vec![1.0];
        for token in 1..state.tokens().len() {
            prices.push(spot_price(state, token, 0)?);
        }
        let mut pool = 0.0;
        for ((token, live), price) in state.tokens().iter().zip(state.balances()).zip(&prices) {
            pool += whole_tokens(*live, token) * price;
        }
        Ok(Self { prices, pool })
    }

    /// Of an amount of each token, in its smallest units.
    pub(super) fn of(&self, state: &PoolState, amounts: &[U256]) -> f64 {
        let mut worth = 0.0;
        for ((token, price), amount) in state.tokens().iter().zip(&self.prices).zip(amounts) {
            worth += to_f64(*amount, token.decimals()) * price;
        }
        worth
    }
}
