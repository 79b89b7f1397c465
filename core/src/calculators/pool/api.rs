//! A pool as Balancer's GraphQL API answers `poolGetPool` and `aggregatorPools`: decimals as text, an object a token.
//!
//! It becomes the contracts' form: the live balance is the raw one times the rate, rounded down as the Vault does.
//! Fields: `balancer/backend`, `apps/api/gql/schema/pool.gql`, `aggregator-pool.gql` and `hook.gql`.

use super::columns::Columns;
use super::form::{Form, text_of};
#[cfg(feature = "plain")]
use super::kind::{LEAST_BALANCES, MAX_IMBALANCE};
use crate::definition::read::join;
use crate::definition::{Code, Errors, Value};
use crate::fixed::text::format_integer;
#[cfg(feature = "plain")]
use crate::pools::Stable;
use crate::said;
use crate::words::{cut, listed};

/// Numbers: with how many decimals the contracts' form has them, what the API calls them, and what they are called in
/// the contracts' form where that is something else. Those with 38 may be negative. A module reads what its curves have.
const NUMBERS: &[(u32, &str, &str)] = &[
    #[cfg(feature = "ellipses")]
    (18, "alpha", "paramsAlpha"),
    #[cfg(feature = "ellipses")]
    (18, "beta", "paramsBeta"),
    #[cfg(feature = "ellipses")]
    (18, "c", "paramsC"),
    #[cfg(feature = "ellipses")]
    (18, "s", "paramsS"),
    #[cfg(feature = "ellipses")]
    (18, "lambda", "paramsLambda"),
    #[cfg(feature = "ranges")]
    (18, "sqrtAlpha", ""),
    #[cfg(feature = "ranges")]
    (18, "sqrtBeta", ""),
    #[cfg(feature = "ranges")]
    (18, "dailyPriceShiftBase", ""),
    #[cfg(feature = "ranges")]
    (18, "centerednessMargin", ""),
    #[cfg(feature = "ranges")]
    (18, "startFourthRootPriceRatio", ""),
    #[cfg(feature = "ranges")]
    (18, "endFourthRootPriceRatio", ""),
    (18, "dynamicData.swapFee", "swapFee"),
    (18, "dynamicData.totalShares", "totalSupply"),
    (18, "dynamicData.aggregateSwapFee", "aggregateSwapFee"),
    #[cfg(feature = "plain")]
    (3, "amp", ""),
    #[cfg(feature = "ellipses")]
    (38, "tauAlphaX", ""),
    #[cfg(feature = "ellipses")]
    (38, "tauAlphaY", ""),
    #[cfg(feature = "ellipses")]
    (38, "tauBetaX", ""),
    #[cfg(feature = "ellipses")]
    (38, "tauBetaY", ""),
    #[cfg(feature = "ellipses")]
    (38, "u", ""),
    #[cfg(feature = "ellipses")]
    (38, "v", ""),
    #[cfg(feature = "ellipses")]
    (38, "w", ""),
    #[cfg(feature = "ellipses")]
    (38, "z", ""),
    #[cfg(feature = "ellipses")]
    (38, "dSq", ""),
];

/// What is the same in both.
#[cfg(feature = "ranges")]
const SAME: [&str; 4] = [
    "lastTimestamp",
    "currentTimestamp",
    "priceRatioUpdateStartTime",
    "priceRatioUpdateEndTime",
];

/// The API's types of pools: those of the contracts.
const TYPES: [&str; 5] = ["STABLE", "WEIGHTED", "GYROE", "GYRO", "RECLAMM"];

/// The contracts' form.
pub(super) fn contract_form(value: &Value, path: &str, errors: &mut Errors) -> Option<Value> {
    let mut form = Form {
        value,
        path,
        errors,
    };
    let before = form.faults();
    let mut entries = Vec::new();
    let mut put = |key: &str, value| entries.push((key.to_owned(), value));
    let kind = kind(&mut form);
    put("poolType", kind.into());
    let columns = tokens(&mut form);
    for &(decimals, from, to) in NUMBERS {
        if let Some(value) = at(value, from) {
            let to = if to.is_empty() { from } else { to };
            put(to, number(&mut form, value, from, decimals));
        }
    }
    #[cfg(feature = "ranges")]
    for (key, value) in range(&mut form) {
        put(key, value);
    }
    if let Some(value) = form.get("hook") {
        put("hook", hook(&mut form, value));
    }
    #[cfg(feature = "plain")]
    match kind {
        "STABLE" if is_version(&form, 3.0) => {
            put(MAX_IMBALANCE, said!(Stable::MAX_IMBALANCE).into());
        }
        "WEIGHTED" if is_version(&form, 2.0) => put(LEAST_BALANCES, columns.least()),
        _ => {}
    }
    columns.put(&mut entries);
    (form.faults() == before).then_some(Value::Object(entries))
}

/// What a reCLAMM has beside its numbers.
#[cfg(feature = "ranges")]
fn range(form: &mut Form<'_>) -> Vec<(&'static str, Value)> {
    let mut entries = Vec::new();
    let key = "lastVirtualBalances";
    if let Some(Value::List(items)) = form.get(key) {
        let mut list = Vec::new();
        for item in items {
            list.push(number(form, item, key, 18));
        }
        entries.push((key, list.into()));
    }
    for key in SAME {
        if let Some(value) = form.get(key) {
            entries.push((key, value.clone()));
        }
    }
    entries
}

fn kind(form: &mut Form<'_>) -> &'static str {
    if let Some(version) = form.get("protocolVersion")
        && *version != Value::Number(3.0)
    {
        let fault = said!(
            version.describe(),
            "; pools of version 3 are read from the API"
        );
        form.fault("protocolVersion", Code::Choice, &fault);
    }
    let given = form.get("type").unwrap_or(&Value::Null);
    for kind in TYPES {
        if given.as_text() == Some(kind) {
            return if kind == "RECLAMM" && is_version(form, 2.0) {
                "RECLAMM_V2"
            } else {
                kind
            };
        }
    }
    let fault = said!(
        given.describe(),
        " is none of ",
        listed(&TYPES),
        "; give other pools in the contracts’ form"
    );
    form.fault("type", Code::Choice, &fault);
    ""
}

/// Whether the pool is of this version of its factory, or a later one.
fn is_version(form: &Form<'_>, version: f64) -> bool {
    form.get("version").and_then(Value::as_number) >= Some(version)
}

fn tokens(form: &mut Form<'_>) -> Columns {
    let mut columns = Columns::default();
    for (i, value) in form.list("poolTokens").iter().enumerate() {
        let path = join(form.path, &said!("poolTokens[", i, "]"));
        let mut form = Form {
            value,
            path: &path,
            errors: form.errors,
        };
        columns.token(&mut form, false);
    }
    columns
}

/// Its parameters are fractions, as decimal text.
fn hook(form: &mut Form<'_>, hook: &Value) -> Value {
    const TYPE: &str = "type";
    let mut entries = vec![(TYPE, hook.get(TYPE).cloned().into())];
    for inside in ["dynamicData", "params"] {
        let Some(Value::Object(params)) = hook.get(inside) else {
            continue;
        };
        for (key, value) in params {
            if key.ends_with("Percentage") && *value != Value::Null {
                let path = said!("hook.", inside, ".", key);
                entries.push((key, number(form, value, &path, 18)));
            }
        }
    }
    Value::object(entries)
}

/// What stands under `key`, or under `key` of the object before the point.
fn at<'a>(value: &'a Value, key: &str) -> Option<&'a Value> {
    let found = match cut(key, b".") {
        Some((object, key)) => value.get(object)?.get(key),
        None => value.get(key),
    };
    found.filter(|value| **value != Value::Null)
}

/// Decimal text times 10^decimals.
fn number(form: &mut Form<'_>, value: &Value, key: &str, decimals: u32) -> Value {
    if decimals < 38 {
        return format_integer(form.scaled(value, key, decimals)).into();
    }
    let text = text_of(value).unwrap_or_default();
    let (sign, size) = match text.strip_prefix('-') {
        Some(size) => ("-", size),
        None => ("", text.as_str()),
    };
    let digits = form.scaled(&size.into(), key, decimals);
    said!(sign, format_integer(digits)).into()
}
