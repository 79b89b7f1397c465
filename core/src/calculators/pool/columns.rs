//! The tokens of a pool as the contracts' JSON form has them: a list for each of their figures.

use super::form::Form;
use crate::definition::{Code, Value};
use crate::fixed::text::{format_integer, parse_units};
use crate::fixed::uint::mul;
use crate::fixed::{Fixed, U256};
#[cfg(feature = "plain")]
use crate::pools::Weighted;
use crate::said;

/// The lists while they grow, a row for each token.
#[derive(Default)]
pub(super) struct Columns {
    tokens: Vec<Value>,
    symbols: Vec<Value>,
    scaling_factors: Vec<Value>,
    rates: Vec<Value>,
    balances: Vec<Value>,
    weights: Vec<Value>,
    #[cfg(feature = "plain")]
    least: Vec<Value>,
}

impl Columns {
    /// A token as the API has it: `address`, `symbol`, `decimals`, `balance`, `priceRate`, `weight`, the last two and the
    /// symbol if there are any. The balance is the pool's, in whole tokens; or `live`, that is, with the rate applied.
    pub(super) fn token(&mut self, form: &mut Form<'_>, live: bool) {
        let before = form.faults();
        let Some(address) = form.get("address") else {
            return form.missing("address", "the token's address");
        };
        let decimals = form.count("decimals");
        if decimals > 18 {
            let fault = said!(decimals, " is above the limit 18");
            form.fault("decimals", Code::Range, &fault);
        }
        if form.faults() > before {
            return;
        }
        let places = u32::try_from(decimals).unwrap_or_default();
        let factor = parse_units("1", 18 - places).unwrap_or_default();
        let rate = match form.get("priceRate") {
            Some(rate) => Fixed::from_raw(form.scaled(rate, "priceRate", 18)),
            None => Fixed::ONE,
        };
        let Some(balance) = form.get("balance") else {
            return form.missing("balance", "the pool's balance as decimal text");
        };
        let balance = if live {
            Ok(Fixed::from_raw(form.scaled(balance, "balance", 18)))
        } else {
            // The scaled balance before its rate: the raw one, with 18 decimals.
            let raw = form.scaled(balance, "balance", places);
            let scaled = mul(raw, factor);
            scaled.and_then(|scaled| Fixed::from_raw(scaled).mul_down(rate))
        };
        match balance {
            Ok(balance) => add(&mut self.balances, balance.raw()),
            Err(error) => form.refuse("balance", "this balance", error),
        }
        self.tokens.push(address.clone());
        self.symbols.extend(form.get("symbol").cloned());
        add(&mut self.scaling_factors, factor);
        add(&mut self.rates, rate.raw());
        // No more decimals than that have been let through.
        #[cfg(feature = "plain")]
        if let Ok(least) = Weighted::least_balance(places) {
            add(&mut self.least, least.raw());
        }
        if let Some(weight) = form.get("weight") {
            add(&mut self.weights, form.scaled(weight, "weight", 18));
        }
    }

    /// The least balances that the factory of weighted pools gives these tokens.
    #[cfg(feature = "plain")]
    pub(super) fn least(&self) -> Value {
        Value::List(self.least.clone())
    }

    /// Writes the lists under their keys.
    pub(super) fn put(self, entries: &mut Vec<(String, Value)>) {
        let lists = [
            ("tokens", self.tokens),
            ("symbols", self.symbols),
            ("scalingFactors", self.scaling_factors),
            ("tokenRates", self.rates),
            ("balancesLiveScaled18", self.balances),
            ("weights", self.weights),
        ];
        for (key, list) in lists {
            // Most kinds of pools have no weights.
            if key != "weights" || !list.is_empty() {
                entries.push((key.into(), Value::List(list)));
            }
        }
    }
}

fn add(list: &mut Vec<Value>, number: U256) {
    list.push(format_integer(number).into());
}
