//! A pool as Balancer's GraphQL API answers `poolGetPool` and `aggregatorPools`: decimals as text, an object a token.
//!
//! It becomes the contracts' form: the live balance is the raw one times the rate, rounded down as the Vault does.
//! Fields: `balancer/backend`, `apps/api/gql/schema/pool.gql`, `aggregator-pool.gql` and `hook.gql`.

use super::columns::Columns;
use super::form::{Form, text_of};
use crate::definition::read::join;
use crate::definition::{Code, Errors, Value};
use crate::fixed::text::{format_integer, parse_units};
use crate::fixed::uint::mul;
use crate::fixed::{Error, Fixed};

/// Numbers with 18 decimals, and what they are called in the contracts' form.
const FIXED: [(&str, &str); 14] = [
    ("alpha", "paramsAlpha"),
    ("beta", "paramsBeta"),
    ("c", "paramsC"),
    ("s", "paramsS"),
    ("lambda", "paramsLambda"),
    ("sqrtAlpha", "sqrtAlpha"),
    ("sqrtBeta", "sqrtBeta"),
    ("dailyPriceShiftBase", "dailyPriceShiftBase"),
    ("centerednessMargin", "centerednessMargin"),
    ("startFourthRootPriceRatio", "startFourthRootPriceRatio"),
    ("endFourthRootPriceRatio", "endFourthRootPriceRatio"),
    ("dynamicData.swapFee", "swapFee"),
    ("dynamicData.totalShares", "totalSupply"),
    ("dynamicData.aggregateSwapFee", "aggregateSwapFee"),
];

/// What is the same in both.
const SAME: [&str; 4] = [
    "lastTimestamp",
    "currentTimestamp",
    "priceRatioUpdateStartTime",
    "priceRatioUpdateEndTime",
];

/// The API's types of pools, and the contracts'.
const TYPES: [(&str, &str); 5] = [
    ("STABLE", "STABLE"),
    ("WEIGHTED", "WEIGHTED"),
    ("GYROE", "GYROE"),
    ("GYRO", "GYRO"),
    ("RECLAMM", "RECLAMM"),
];

/// The contracts' form.
pub(super) fn contract_form(value: &Value, path: &str, errors: &mut Errors) -> Option<Value> {
    let before = errors.len();
    let mut api = Api {
        form: Form {
            value,
            path,
            errors,
        },
        entries: Vec::new(),
    };
    api.kind();
    api.tokens();
    api.numbers();
    api.hook();
    let entries = api.entries;
    (errors.len() == before).then_some(Value::Object(entries))
}

struct Api<'a> {
    form: Form<'a>,
    entries: Vec<(String, Value)>,
}

impl Api<'_> {
    fn put(&mut self, key: &str, value: impl Into<Value>) {
        self.entries.push((key.into(), value.into()));
    }

    fn kind(&mut self) {
        let form = &mut self.form;
        if let Some(version) = form.get("protocolVersion")
            && *version != Value::Number(3.0)
        {
            let fault = format!(
                "{}; pools of version 3 are read from the API",
                version.describe()
            );
            form.fault("protocolVersion", Code::Choice, &fault);
        }
        let given = form.get("type").unwrap_or(&Value::Null);
        let known = TYPES
            .into_iter()
            .find(|(name, _)| given.as_text() == Some(name));
        let Some((_, kind)) = known else {
            let names = TYPES.map(|(name, _)| name).join(", ");
            let fault = format!(
                "{} is none of {names}; give other pools in the contracts’ form",
                given.describe()
            );
            form.fault("type", Code::Choice, &fault);
            return;
        };
        let second = form.get("version").and_then(Value::as_number) >= Some(2.0);
        let kind = if kind == "RECLAMM" && second {
            "RECLAMM_V2"
        } else {
            kind
        };
        self.put("poolType", kind);
    }

    fn tokens(&mut self) {
        let Some(items) = self.form.list("poolTokens") else {
            return;
        };
        let (mut columns, mut weights) = (Columns::default(), Vec::new());
        for (i, item) in items.iter().enumerate() {
            let path = join(self.form.path, &format!("poolTokens[{i}]"));
            let mut form = Form {
                value: item,
                path: &path,
                errors: self.form.errors,
            };
            // What is at fault has been told.
            let _ = token(&mut form, &mut columns, &mut weights);
        }
        columns.put(&mut self.entries);
        if !weights.is_empty() {
            self.put("weights", weights);
        }
    }

    fn numbers(&mut self) {
        for (from, to) in FIXED {
            if let Some(value) = at(self.form.value, from)
                && let Some(wei) = wei(&mut self.form, value, from)
            {
                self.put(to, wei);
            }
        }
        if let Some(amp) = self.form.get("amp")
            && let Some(thousandths) = scaled(&mut self.form, amp, "amp", 3)
        {
            self.put("amp", thousandths);
        }
        for key in [
            "tauAlphaX",
            "tauAlphaY",
            "tauBetaX",
            "tauBetaY",
            "u",
            "v",
            "w",
            "z",
            "dSq",
        ] {
            if let Some(value) = self.form.get(key)
                && let Some(signed) = with_38_decimals(&mut self.form, value, key)
            {
                self.put(key, signed);
            }
        }
        if let Some(Value::List(items)) = self.form.get("lastVirtualBalances") {
            let mut list = Vec::new();
            for item in items {
                if let Some(wei) = wei(&mut self.form, item, "lastVirtualBalances") {
                    list.push(Value::from(wei));
                }
            }
            self.put("lastVirtualBalances", list);
        }
        for key in SAME {
            if let Some(value) = self.form.get(key) {
                self.put(key, value.clone());
            }
        }
    }

    /// Its parameters are fractions, as decimal text.
    fn hook(&mut self) {
        let Some(hook) = self.form.get("hook") else {
            return;
        };
        let mut entries = vec![(
            "type".to_owned(),
            hook.get("type").cloned().unwrap_or(Value::Null),
        )];
        for inside in ["dynamicData", "params"] {
            let Some(Value::Object(params)) = hook.get(inside) else {
                continue;
            };
            for (key, value) in params {
                if key.ends_with("Percentage")
                    && *value != Value::Null
                    && let Some(wei) = wei(&mut self.form, value, &format!("hook.{inside}.{key}"))
                {
                    entries.push((key.clone(), wei.into()));
                }
            }
        }
        self.put("hook", Value::Object(entries));
    }
}

/// A token as a row of the contracts' lists, with its weight if it has one.
fn token(form: &mut Form<'_>, columns: &mut Columns, weights: &mut Vec<Value>) -> Option<()> {
    let Some(address) = form.get("address") else {
        form.missing("address", "the token's address");
        return None;
    };
    let decimals = form.small("decimals")?;
    let places = u32::try_from(decimals).ok().filter(|places| *places <= 18);
    let Some(places) = places else {
        let fault = format!("{decimals} is above the limit 18");
        form.fault("decimals", Code::Range, &fault);
        return None;
    };
    let one = Value::from("1");
    let rate = form.get("priceRate").unwrap_or(&one);
    let rate = scaled_raw(form, rate, "priceRate", 18)?;
    let Some(balance) = form.get("balance") else {
        form.missing("balance", "the pool's balance as decimal text");
        return None;
    };
    // The scaled balance before its rate: the raw one, with 18 decimals.
    let balance = scaled_raw(form, balance, "balance", places)?;
    let factor = parse_units("1", 18 - places).ok()?;
    let live = mul(balance, factor)
        .and_then(|scaled| Fixed::from_raw(scaled).mul_down(Fixed::from_raw(rate)));
    let live = match live {
        Ok(live) => live,
        Err(error) => {
            form.refuse("balance", "this balance", error);
            return None;
        }
    };
    if let Some(weight) = form.get("weight") {
        weights.push(scaled(form, weight, "weight", 18)?.into());
    }
    columns.row(address.clone(), form.get("symbol"), factor, rate, live);
    Some(())
}

/// What stands under `key`, or under `key` of the object before the point.
fn at<'a>(value: &'a Value, key: &str) -> Option<&'a Value> {
    let found = match key.split_once('.') {
        Some((object, key)) => value.get(object)?.get(key),
        None => value.get(key),
    };
    found.filter(|value| **value != Value::Null)
}

fn wei(form: &mut Form<'_>, value: &Value, key: &str) -> Option<String> {
    scaled(form, value, key, 18)
}

fn scaled(form: &mut Form<'_>, value: &Value, key: &str, decimals: u32) -> Option<String> {
    scaled_raw(form, value, key, decimals).map(format_integer)
}

/// Decimal text, or a number, times 10^decimals.
fn scaled_raw(
    form: &mut Form<'_>,
    value: &Value,
    key: &str,
    decimals: u32,
) -> Option<crate::fixed::U256> {
    let text = match value {
        Value::Number(number) => Some(crate::definition::unit::plain(*number)),
        other => text_of(other),
    };
    let parsed = text
        .as_deref()
        .ok_or(Error::InvalidText)
        .and_then(|text| parse_units(text, decimals));
    if let Err(error) = parsed {
        let given = value.describe();
        let fault =
            format!("expected a number with at most {decimals} decimals, got {given} ({error})");
        form.fault(key, Code::Type, &fault);
    }
    parsed.ok()
}

/// A number that may be negative, times 10^38.
fn with_38_decimals(form: &mut Form<'_>, value: &Value, key: &str) -> Option<String> {
    let text = text_of(value).unwrap_or_default();
    let (sign, size) = match text.strip_prefix('-') {
        Some(size) => ("-", size),
        None => ("", text.as_str()),
    };
    let size = Value::from(size);
    let digits = scaled(form, &size, key, 38)?;
    Some(format!("{sign}{digits}"))
}
