//! The contract's limits in words.

use super::Check;
use crate::definition::{Sentence, Tone, Unit};
use crate::fixed::text::format_signed;
use crate::fixed::{Error, Signed};
use crate::pools::EclpCheck;

pub(super) fn row(check: &EclpCheck) -> Check {
    let text = |number: Signed| format_signed(number, check.decimals);
    let allowed = match (check.least, check.most) {
        (Some(least), Some(most)) => format!("{} to {}", text(least), text(most)),
        (Some(_), None) => "above 0".into(),
        (None, Some(most)) => format!("at most {}", text(most)),
        (None, None) => String::new(),
    };
    let none = "cannot be worked out";
    let beyond = match check.excess() {
        Some(excess) if excess == Signed::ZERO => "–".into(),
        Some(excess) => text(excess),
        None => none.into(),
    };
    Check {
        asked: asked(check.error).into(),
        result: if check.passes() { "pass" } else { "fail" }.into(),
        beyond,
        allowed,
        value: check.value.map_or(none.into(), text),
        error: check.error.name().into(),
    }
}

/// What the contract checks under each of its errors.
fn asked(error: Error) -> &'static str {
    match error {
        Error::RotationVectorSWrong => "s",
        Error::RotationVectorCWrong => "c",
        Error::RotationVectorNotNormalized => "c² + s²",
        Error::StretchingFactorWrong => "λ",
        Error::DerivedTauAlphaYWrong => "τ(α).y",
        Error::DerivedTauBetaYWrong => "τ(β).y",
        Error::DerivedTauXWrong => "τ(β).x − τ(α).x",
        Error::DerivedTauAlphaNotNormalized => "|τ(α)|²",
        Error::DerivedTauBetaNotNormalized => "|τ(β)|²",
        Error::DerivedUWrong => "u",
        Error::DerivedVWrong => "v",
        Error::DerivedWWrong => "w",
        Error::DerivedZWrong => "z",
        Error::DerivedDsqWrong => "dSq",
        Error::InvariantDenominatorWrong => "1 / (|Aχ|² − 1)",
        other => other.name(),
    }
}

/// By how much the value lies beyond the limit.
pub(super) fn beyond(check: &EclpCheck) -> Option<f64> {
    check.excess().map(|excess| number(excess, check))
}

fn number(number: Signed, check: &EclpCheck) -> f64 {
    number.to_f64() / 10f64.powi(check.decimals.cast_signed())
}

/// Which limit fails, and what it allows.
pub(super) fn refusal(words: Sentence, check: &EclpCheck) -> Sentence {
    let words = words.text("The contract refuses it: ");
    let words = words.text(asked(check.error));
    let number = |it: Signed| number(it, check);
    let words = match check.value {
        Some(value) => words
            .text(" is ")
            .number(number(value), Unit::Plain, 9, Tone::Lost),
        None => words.text(" cannot be worked out"),
    };
    let words = match (check.least, check.most) {
        (_, Some(most)) if check.value.is_none_or(|value| value > most) => words
            .text(", and at most ")
            .number(number(most), Unit::Plain, 9, Tone::Plain)
            .text(" is allowed"),
        (Some(least), _) => words
            .text(", and at least ")
            .number(number(least), Unit::Plain, 9, Tone::Plain)
            .text(" is asked"),
        _ => words,
    };
    let words = words.text(" (").text(check.error.name()).text(").");
    if check.error == Error::InvariantDenominatorWrong {
        return words
            .text(" The curve is too flat for so narrow a piece of it: a greater λ bends it.");
    }
    words
}
