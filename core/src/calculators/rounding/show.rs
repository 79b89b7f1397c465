//! The replay in words, in rows and in a picture.

use super::replay::Swap;
use super::{Input, Replay, Rounding, Row};
use crate::definition::{Axis, Chart, Sentence, Series, Tone, Unit};
use crate::fixed::Fixed;
use crate::fixed::text::format_integer;

pub(super) fn reading(input: &Input, own: &Replay, change: f64) -> Sentence {
    let swaps = own.swaps.len() as f64;
    if own.swaps.is_empty() {
        return Sentence::new().text("The pool refuses the first swap.");
    }
    let rounding = match input.direction {
        Rounding::Down => "Rounded down, ",
        Rounding::Up => "Rounded up, ",
    };
    let (verb, tone, end) = if change < 0.0 {
        (
            " swaps take ",
            Tone::Lost,
            " of the invariant, and the liquidity providers pay.",
        )
    } else {
        (
            " swaps add ",
            Tone::Kept,
            " to the invariant, and the trader pays.",
        )
    };
    Sentence::new()
        .text(rounding)
        .number(swaps, Unit::Plain, 3, Tone::Plain)
        .text(verb)
        .number(change.abs(), Unit::Percent, 3, tone)
        .text(end)
}

pub(super) fn rows(rate: Fixed, own: &Replay, other: &Replay) -> Vec<Row> {
    let mut rows = Vec::new();
    for (index, Swap { quote, invariant }) in own.swaps.iter().enumerate() {
        let rated = quote.request.token_out == 1;
        let amount = quote.amount_out_raw;
        let rate = if rated { rate } else { Fixed::ONE };
        let name = if rated { "second" } else { "first" };
        rows.push(Row {
            takes: format!("{} of the {name}", format_integer(amount)),
            worth: Unit::Plain.text(raw(Fixed::from_raw(amount)) * rate.to_f64(), 8),
            counted: format_integer(quote.curve_given.raw()),
            pays: format_integer(quote.amount_in_raw),
            invariant: format_integer(invariant.raw()),
            other: other
                .swaps
                .get(index)
                .map(|swap| format_integer(swap.invariant.raw())),
        });
    }
    rows
}

/// A number of wei.
fn raw(fixed: Fixed) -> f64 {
    fixed.to_f64() * 1e18
}

/// The invariant swap by swap, as it was and as it should have been.
pub(super) fn chart(before: Fixed, down: &Replay, up: &Replay) -> Chart {
    let most = down.swaps.len().max(up.swaps.len());
    let line = |label: &str, tone, replay: &Replay| {
        let mut values = vec![1.0];
        for index in 0..most {
            let swap = replay.swaps.get(index);
            values.push(swap.map_or(f64::NAN, |swap| swap.invariant.to_f64() / before.to_f64()));
        }
        Series {
            label: label.into(),
            tone,
            area: tone == Tone::Lost,
            values,
        }
    };
    let axis = |label: &str, unit| Axis {
        label: label.into(),
        unit,
        log: false,
    };
    Chart {
        title: "The invariant, swap by swap".into(),
        description: "The pool’s invariant after each swap, as a share of the first, with the \
                      amount out rounded down and rounded up; a line ends where the pool refuses."
            .into(),
        x: axis("Swaps", Unit::Plain),
        y: axis("Invariant", Unit::Percent),
        xs: (0..=most).map(|swap| swap as f64).collect(),
        names: Vec::new(),
        series: vec![
            line("rounded down", Tone::Lost, down),
            line("rounded up", Tone::Kept, up),
        ],
        mark: None,
    }
}
