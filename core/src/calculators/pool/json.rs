//! A pool in the JSON form of the contracts' state: raw integers as decimal text.

use super::form::Form;
use super::{PoolInput, hook, kind, short};
use crate::definition::{Code, Errors, Value};
use crate::fixed::text::format_integer;
use crate::fixed::{Error, Fixed};
use crate::said;
use crate::vault::{MAX_FEE, PoolState, Token};

/// Reads a pool; keys that are not needed (chain, block, name) are left alone.
pub(super) fn read(value: &Value, path: &str, errors: &mut Errors) -> Option<PoolInput> {
    let mut form = Form {
        value,
        path,
        errors,
    };
    let hook = hook::read(&mut form);
    let before = form.faults();
    let kind = kind::name(&mut form);
    if let Some((_, family)) = kind
        && !family.is_here(path, form.errors)
    {
        return None;
    }
    let tokens = tokens(&mut form);
    let balances = form.fixeds("balancesLiveScaled18");
    let fee = form.fixed("swapFee");
    form.at_most("swapFee", fee, MAX_FEE);
    let aggregate = form.fixed_or("aggregateSwapFee", Fixed::ZERO);
    form.at_most("aggregateSwapFee", aggregate, Fixed::ONE);
    let supply = form.fixed_or("totalSupply", Fixed::ONE);
    let supply_known = form.get("totalSupply").is_some();
    let pool = kind.and_then(|(kind, _)| kind::pool(&mut form, kind))?;
    if form.faults() > before {
        return None;
    }
    let symbols = symbols(&form, &tokens);
    let count = (tokens.len(), balances.len());
    let mut state = PoolState::new(pool, tokens, balances, fee, aggregate, supply);
    if let Err(error) = state {
        let (key, given) = match error {
            Error::ZeroBalance | Error::BalanceOverflow => {
                ("balancesLiveScaled18", said!(count.1, " balances"))
            }
            Error::PoolTotalSupplyTooLow => ("totalSupply", said!(supply)),
            _ => ("tokens", said!(count.0, " tokens, ", count.1, " balances")),
        };
        form.refuse(key, &given, error);
        return None;
    }
    if let Some(hook) = hook? {
        state = state.and_then(|state| state.with_hook(hook));
        if let Err(error) = state {
            form.refuse("hook", "this hook", error);
        }
    }
    Some(PoolInput {
        state: state.ok()?,
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

fn tokens(form: &mut Form<'_>) -> Vec<Token> {
    let before = form.faults();
    let addresses = form.list("tokens");
    let factors = form.fixeds("scalingFactors");
    let rates = form.fixeds("tokenRates");
    let mut tokens = Vec::new();
    if form.faults() > before {
        return tokens;
    }
    if factors.len() != addresses.len() || rates.len() != addresses.len() {
        let fault = said!(
            addresses.len(),
            " tokens, but ",
            factors.len(),
            " scalingFactors and ",
            rates.len(),
            " tokenRates"
        );
        let code = Code::Contract(Error::InputLengthMismatch.name());
        form.fault("tokens", code, &fault);
        return tokens;
    }
    for (i, ((address, factor), rate)) in addresses.iter().zip(factors).zip(rates).enumerate() {
        let Some(name) = address.as_text().filter(|text| !text.is_empty()) else {
            form.unlike(&said!("tokens[", i, "]"), "an address", address);
            continue;
        };
        match Token::new(name, factor.raw(), rate) {
            Ok(token) => tokens.push(token),
            Err(error) => {
                let (key, given) = match error {
                    Error::InvalidRate => ("tokenRates", rate),
                    _ => ("scalingFactors", factor),
                };
                let given = format_integer(given.raw());
                form.refuse(&said!(key, "[", i, "]"), &given, error);
            }
        }
    }
    tokens
}
