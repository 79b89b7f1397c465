//! The tokens of a pool as the contracts' JSON form has them: a list for each of their figures.

use crate::definition::Value;
use crate::fixed::text::format_integer;
use crate::fixed::{Fixed, U256};

/// The lists while they grow, a row for each token.
#[derive(Default)]
pub(super) struct Columns {
    tokens: Vec<Value>,
    symbols: Vec<Value>,
    scaling_factors: Vec<Value>,
    rates: Vec<Value>,
    balances: Vec<Value>,
}

impl Columns {
    /// A token with its balance, to which the rate is applied.
    pub(super) fn row(
        &mut self,
        address: Value,
        symbol: Option<&Value>,
        scaling_factor: U256,
        rate: U256,
        live: Fixed,
    ) {
        self.tokens.push(address);
        if let Some(symbol) = symbol {
            self.symbols.push(symbol.clone());
        }
        add(&mut self.scaling_factors, scaling_factor);
        add(&mut self.rates, rate);
        add(&mut self.balances, live.raw());
    }

    /// Writes the lists under their keys.
    pub(super) fn put(self, entries: &mut Vec<(String, Value)>) {
        let lists = [
            ("tokens", self.tokens),
            ("symbols", self.symbols),
            ("scalingFactors", self.scaling_factors),
            ("tokenRates", self.rates),
            ("balancesLiveScaled18", self.balances),
        ];
        for (key, list) in lists {
            entries.push((key.into(), Value::List(list)));
        }
    }
}

fn add(list: &mut Vec<Value>, number: U256) {
    list.push(format_integer(number).into());
}
