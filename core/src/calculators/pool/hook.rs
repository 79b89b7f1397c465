//! The hook of a pool in JSON.
//!
//! A hook may change the fee or the amounts: to leave it out would be a wrong answer, so a hook that is not known here
//! is refused.

use super::form::Form;
use crate::definition::{Code, Value};
use crate::fixed::Fixed;
use crate::said;
use crate::vault::Hook;
use crate::vault::hooks::{Akron, EclpSurge, ExitFee, StableSurge};
use crate::words::listed;

/// The hooks that are read; case and underscores do not matter.
const NAMES: [&str; 5] = [
    "STABLE_SURGE",
    "ECLP_SURGE",
    "EXIT_FEE",
    "DIRECTIONAL_FEE",
    "AKRON",
];

/// The pool's hook, if it has one; `None` where it is at fault.
///
/// It is an object `hook` with its `type`, or `hookState` with its `hookType`, or a word alone. Its parameters stand in
/// the object itself, or in its `dynamicData` or `params`.
#[allow(clippy::option_option)] // at fault, or without a hook
pub(super) fn read(form: &mut Form<'_>) -> Option<Option<Hook>> {
    let mut given = None;
    for key in ["hook", "hookState", "hookType"] {
        given = given.or_else(|| form.get(key).map(|value| (key, value)));
    }
    let Some((key, value)) = given else {
        return Some(None);
    };
    let types = [
        Some(value),
        value.get("type"),
        value.get("hookType"),
        form.get("hookType"),
    ];
    let word = types.into_iter().flatten().find_map(Value::as_text);
    let Some(kind) = word.and_then(known) else {
        let given = word.map_or_else(|| value.describe(), |word| Value::from(word).describe());
        let known = listed(&NAMES);
        let fault = said!(given, " is not computed here; the hooks that are: ", known);
        form.fault(key, Code::Choice, &fault);
        return None;
    };
    let path = said!(form.path, ".", key);
    let inner = [value.get("dynamicData"), value.get("params"), Some(value)];
    let mut objects = inner.into_iter().flatten();
    let value = objects
        .find(|value| matches!(value, Value::Object(_)))
        .unwrap_or(&Value::Null);
    let mut inside = Form {
        value,
        path: &path,
        errors: form.errors,
    };
    make(&mut inside, kind).map(Some)
}

/// The hook of this name.
fn known(word: &str) -> Option<&'static str> {
    let word = bare(word);
    // The contract's name may end in what it is.
    let word = word.strip_suffix("HOOK").unwrap_or(&word);
    NAMES.into_iter().find(|name| bare(name) == word)
}

fn bare(word: &str) -> String {
    let mut letters = String::new();
    for letter in word.chars() {
        if letter != '_' {
            letters.push(letter.to_ascii_uppercase());
        }
    }
    letters
}

fn make(form: &mut Form<'_>, kind: &str) -> Option<Hook> {
    let before = form.faults();
    let mut given = Vec::new();
    let mut key = "surgeThresholdPercentage";
    let hook = match kind {
        "STABLE_SURGE" | "ECLP_SURGE" => {
            let [threshold, most] = form.numbers([key, "maxSurgeFeePercentage"]);
            given = vec![threshold, most];
            if kind == "STABLE_SURGE" {
                StableSurge::new(threshold, most).map(Hook::StableSurge)
            } else {
                let slopes = [
                    form.fixed_or("imbalanceSlopeBelowPeak", Fixed::ONE),
                    form.fixed_or("imbalanceSlopeAbovePeak", Fixed::ONE),
                ];
                EclpSurge::new(threshold, most, slopes).map(Hook::EclpSurge)
            }
        }
        "EXIT_FEE" => {
            key = "removeLiquidityHookFeePercentage";
            for other in ["removeLiquidityFeePercentage", "exitFeePercentage"] {
                if form.get(key).is_none() && form.get(other).is_some() {
                    key = other;
                }
            }
            let share = form.fixed(key);
            given.push(share);
            ExitFee::new(share).map(Hook::ExitFee)
        }
        "DIRECTIONAL_FEE" => Ok(Hook::DirectionalFee),
        _ => Ok(Hook::Akron(Akron::new(
            form.fixed("minimumSwapFeePercentage"),
        ))),
    };
    form.accept(before, hook, key, &given)
}
