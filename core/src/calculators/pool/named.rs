//! How a real pool is written down, and its way to the contracts' JSON form.

use crate::definition::{Code, Errors, Value};
use crate::fixed::{
    Error, Fixed,
    text::{format_integer, parse_units},
};

/// A token of a named pool.
#[derive(Debug)]
pub struct NamedToken {
    /// Its symbol.
    pub symbol: &'static str,
    /// Its address, or its symbol where the source gives none.
    pub address: &'static str,
    /// Its decimals.
    pub decimals: u32,
    /// The pool's balance.
    pub balance: Balance,
    /// Its rate; 1 without a rate provider.
    pub rate: &'static str,
}

/// A balance as its source gives it.
#[derive(Debug)]
pub enum Balance {
    /// In whole tokens.
    Tokens(&'static str),
    /// With the rate applied.
    Live(&'static str),
}

/// A parameter of the curve or the hook.
#[derive(Debug)]
pub enum Parameter {
    /// A fraction or price: 18 decimals.
    Fraction(&'static str),
    /// A whole number as it stands in the contract.
    Whole(&'static str),
    /// A list of the first.
    Fractions(&'static [&'static str]),
    /// A list of the second.
    Wholes(&'static [&'static str]),
    /// The same, of which some may be negative.
    Signed(&'static [&'static str]),
}

/// Parameters under the keys of the contracts' form.
pub(super) type Parameters = &'static [(&'static str, Parameter)];

/// A real pool at one time.
#[derive(Debug)]
pub struct NamedPool {
    /// Its id here.
    pub id: &'static str,
    /// Its name in the form.
    pub label: &'static str,
    /// Chain, address, block or date, and source.
    pub source: &'static str,
    /// The type of the pool.
    pub kind: &'static str,
    /// What shapes the curve.
    pub parameters: Parameters,
    /// The tokens, in the pool's order.
    pub tokens: &'static [NamedToken],
    /// The swap fee, a fraction.
    pub swap_fee: &'static str,
    /// The number of pool tokens, where the source gives it.
    pub supply: Option<&'static str>,
    /// The type of the hook with its parameters, if there is one.
    pub hook: Option<(&'static str, Parameters)>,
}

impl Parameter {
    fn value(&self) -> Result<Value, Error> {
        let list = |items: &[&str], decimals: u32| -> Result<Value, Error> {
            let mut list = Vec::new();
            for item in items {
                list.push(Value::Text(scaled(item, decimals)?));
            }
            Ok(Value::List(list))
        };
        match self {
            Parameter::Fraction(text) => Ok(scaled(text, 18)?.into()),
            Parameter::Whole(text) => Ok(scaled(text, 0)?.into()),
            Parameter::Fractions(items) => list(items, 18),
            Parameter::Wholes(items) => list(items, 0),
            Parameter::Signed(items) => Ok(items.to_vec().into()),
        }
    }
}

impl NamedPool {
    /// The pool in the contracts' JSON form. Where the source gives whole tokens, the live
    /// balance is theirs times the rate, rounded down as the Vault does.
    pub(super) fn to_value(&self, path: &str, errors: &mut Errors) -> Option<Value> {
        match self.try_to_value() {
            Ok(value) => Some(value),
            Err(error) => {
                let fault = format!("{}: {error}", self.id);
                errors.push(path, Code::Contract(error.name()), fault);
                None
            }
        }
    }

    fn try_to_value(&self) -> Result<Value, Error> {
        let mut lists: [Vec<Value>; 5] = Default::default();
        for token in self.tokens {
            let missing = 18u32
                .checked_sub(token.decimals)
                .ok_or(Error::InvalidScalingFactor)?;
            let row = [
                token.address.to_owned(),
                token.symbol.to_owned(),
                scaled("1", missing)?,
                scaled(token.rate, 18)?,
                token.live()?,
            ];
            for (list, cell) in lists.iter_mut().zip(row) {
                list.push(cell.into());
            }
        }
        let keys = [
            "tokens",
            "symbols",
            "scalingFactors",
            "tokenRates",
            "balancesLiveScaled18",
        ];
        let mut entries = vec![
            ("poolType".to_owned(), Value::from(self.kind)),
            ("swapFee".to_owned(), scaled(self.swap_fee, 18)?.into()),
        ];
        for (key, list) in keys.into_iter().zip(lists) {
            entries.push((key.into(), Value::List(list)));
        }
        push(&mut entries, self.parameters)?;
        if let Some(supply) = self.supply {
            entries.push(("totalSupply".into(), scaled(supply, 18)?.into()));
        }
        if let Some((kind, parameters)) = self.hook {
            let mut hook = vec![("type".to_owned(), Value::from(kind))];
            push(&mut hook, parameters)?;
            entries.push(("hook".into(), Value::Object(hook)));
        }
        Ok(Value::Object(entries))
    }
}

fn push(entries: &mut Vec<(String, Value)>, parameters: Parameters) -> Result<(), Error> {
    for (key, parameter) in parameters {
        entries.push(((*key).to_owned(), parameter.value()?));
    }
    Ok(())
}

impl NamedToken {
    fn live(&self) -> Result<String, Error> {
        let live: Fixed = match self.balance {
            Balance::Live(live) => live.parse()?,
            Balance::Tokens(tokens) => tokens.parse::<Fixed>()?.mul_down(self.rate.parse()?)?,
        };
        Ok(format_integer(live.raw()))
    }
}

/// Decimal text times 10^decimals.
fn scaled(text: &str, decimals: u32) -> Result<String, Error> {
    Ok(format_integer(parse_units(text, decimals)?))
}
