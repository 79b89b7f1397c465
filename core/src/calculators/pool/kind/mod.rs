//! What each type of pool has beside tokens, balances and fees. One file a family of curves.

#[cfg(feature = "ellipses")]
mod ellipses;
#[cfg(feature = "moving")]
mod moving;
#[cfg(feature = "plain")]
mod plain;
#[cfg(feature = "ranges")]
mod ranges;

use super::family::{FAMILIES, Family};
use super::form::Form;
use crate::definition::{Code, Value};
use crate::pools::Pool;
#[cfg(feature = "ranges")]
use crate::pools::Revision;
use crate::said;
use crate::words::listed;
#[cfg(feature = "plain")]
pub(super) use plain::{LEAST_BALANCES, MAX_IMBALANCE};

/// The type, in capitals, with the family that it belongs to.
pub(super) fn name(form: &mut Form<'_>) -> Option<(&'static str, &'static Family)> {
    let given = form.get("poolType").unwrap_or(&Value::Null);
    if let Some(text) = given.as_text() {
        for family in &FAMILIES {
            for kind in family.types {
                if kind.eq_ignore_ascii_case(text) {
                    return Some((kind, family));
                }
            }
        }
    }
    let fault = said!(given.describe(), " is none of ", listed(&types()));
    form.fault("poolType", Code::Choice, &fault);
    None
}

/// The types of pools that are read.
pub(super) fn types() -> Vec<&'static str> {
    let mut types = Vec::new();
    for family in &FAMILIES {
        types.extend_from_slice(family.types);
    }
    types
}

/// The curve of a pool of this type; `None` where it is at fault, or is not carried.
pub(super) fn pool(form: &mut Form<'_>, kind: &str) -> Option<Pool> {
    match kind {
        #[cfg(feature = "plain")]
        "STABLE" => plain::stable(form),
        #[cfg(feature = "plain")]
        "WEIGHTED" => plain::weighted(form),
        #[cfg(feature = "ellipses")]
        "GYROE" => ellipses::eclp(form),
        #[cfg(feature = "ranges")]
        "GYRO" => ranges::two_clp(form),
        #[cfg(feature = "ranges")]
        "RECLAMM" => ranges::reclamm(form, Revision::First),
        #[cfg(feature = "ranges")]
        "RECLAMM_V2" => ranges::reclamm(form, Revision::Second),
        #[cfg(feature = "moving")]
        "LIQUIDITY_BOOTSTRAPPING" => moving::gradual(form),
        #[cfg(feature = "moving")]
        "FIXED_PRICE_LBP" => moving::fixed_price(form),
        #[cfg(feature = "moving")]
        "QUANT_AMM_WEIGHTED" => moving::quant_amm(form),
        _ => None,
    }
}
