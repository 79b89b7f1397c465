//! A pool in the JSON form of the contracts' state: raw integers as decimal text.

use super::form::Form;
use super::{PoolInput, hook, kind, short};
use crate::definition::{Code, Errors, Value};
use crate::fixed::text::format_integer;
use crate::fixed::{Error, Fixed, U256};
use crate::vault::{PoolState, Token};

/// Reads a pool; keys that are not needed (chain, block, name) are left alone.
pub(super) fn read(value: &Value, path: &str, errors: &mut Errors) -> Option<PoolInput> {
    let mut form = Form {
        value,
        path,
        errors,
    };
    let hook = hook::read(&mut form);
    let kind = kind::name(&mut form);
    if let Some((_, family)) = kind
        && !family.is_here(path, form.errors)
    {
        return None;
    }
    let tokens = tokens(&mut form);
    let balances = form.fixeds("balancesLiveScaled18");
    let swap_fee = form.fixed("swapFee");
    let aggregate = form.integer_or("aggregateSwapFee", U256::zero());
    let supply = form.integer_or("totalSupply", Fixed::ONE.raw());
    let supply_known = form.get("totalSupply").is_some();
    let pool = match kind {
        Some((kind, _)) => kind::pool(&mut form, kind),
        None => None,
    };
    let (pool, tokens, balances, fee) = (pool?, tokens?, balances?, swap_fee?);
    let (aggregate, supply) = (Fixed::from_raw(aggregate?), Fixed::from_raw(supply?));
    let symbols = symbols(&form, &tokens);
    let count = (tokens.len(), balances.len());
    let state = match PoolState::new(pool, tokens, balances, fee, aggregate, supply) {
        Ok(state) => state,
        Err(error) => {
            let (key, given) = match error {
                Error::ZeroBalance | Error::BalanceOverflow => {
                    ("balancesLiveScaled18", format!("{} balances", count.1))
                }
                Error::PercentageAboveMax => {
                    ("swapFee", format!("{fee}, aggregateSwapFee {aggregate}"))
                }
                Error::PoolTotalSupplyTooLow => ("totalSupply", supply.to_string()),
                _ => (
                    "tokens",
                    format!("{} tokens, {} balances", count.0, count.1),
                ),
            };
            form.refuse(key, &given, error);
            return None;
        }
    };
    let state = match hook? {
        Some(hook) => match state.with_hook(hook) {
            Ok(state) => state,
            Err(error) => {
                form.refuse("hook", "this hook", error);
                return None;
            }
        },
        None => state,
    };
    Some(PoolInput {
        state,
        symbols,
        supply_known,
    })
}

/// The list `symbols`, if there is one that names each token; else the addresses, shortened.
fn symbols(form: &Form<'_>, tokens: &[Token]) -> Vec<String> {
    let mut symbols = Vec::new();
    if let Some(Value::List(items)) = form.get("symbols") {
        for item in items {
            if let Some(symbol) = item.as_text() {
                symbols.push(symbol.to_owned());
            }
        }
    }
    if symbols.len() != tokens.len() {
        symbols.clear();
        for token in tokens {
            symbols.push(short(token.address()));
        }
    }
    symbols
}

fn tokens(form: &mut Form<'_>) -> Option<Vec<Token>> {
    let addresses = form.list("tokens");
    let factors = form.integers("scalingFactors");
    let rates = form.fixeds("tokenRates");
    let (addresses, factors, rates) = (addresses?, factors?, rates?);
    if factors.len() != addresses.len() || rates.len() != addresses.len() {
        let fault = format!(
            "{} tokens, but {} scalingFactors and {} tokenRates",
            addresses.len(),
            factors.len(),
            rates.len()
        );
        let code = Code::Contract(Error::InputLengthMismatch.name());
        form.fault("tokens", code, &fault);
        return None;
    }
    let mut tokens = Vec::new();
    for (i, address) in addresses.iter().enumerate() {
        let (factor, rate) = (factors[i], rates[i]);
        let Some(address) = address.as_text().filter(|text| !text.is_empty()) else {
            let fault = format!("expected an address, got {}", address.describe());
            form.fault(&format!("tokens[{i}]"), Code::Type, &fault);
            continue;
        };
        match Token::new(address, factor, rate) {
            Ok(token) => tokens.push(token),
            Err(error) => {
                let (key, given) = match error {
                    Error::InvalidRate => ("tokenRates", rate.raw()),
                    _ => ("scalingFactors", factor),
                };
                form.refuse(&format!("{key}[{i}]"), &format_integer(given), error);
            }
        }
    }
    // What is at fault is missing.
    (tokens.len() == addresses.len()).then_some(tokens)
}
