//! The route in words and in rows, and the yields in a picture.

use super::{Row, Way};
use crate::definition::{Axis, Chart, Sentence, Series, Tone, Unit};
use crate::fixed::text::{format_integer, format_units};
use crate::vault::{RouteLeg, RouteQuote};

pub(super) fn reading(way: &Way<'_>, quote: &RouteQuote, yields: [f64; 3]) -> Sentence {
    let [first, second] = way.decimals;
    let [_, linear, boosted] = yields;
    Sentence::new()
        .text(format!(
            "{} {} get ",
            format_units(quote.amount_in_raw, first),
            way.name(0)
        ))
        .exact(format_units(quote.amount_out_raw, second), Tone::Kept)
        .text(format!(
            " {}; lent out in full, the pool earns ",
            way.name(1)
        ))
        .number(boosted, Unit::PercentPerYear, 3, Tone::Kept)
        .text(" a year, through linear pools ")
        .number(linear, Unit::PercentPerYear, 3, Tone::Lost2)
        .text(", and plain nothing.")
}

/// Steps in which the Vault had to go to a wrapper.
pub(super) fn wraps(quote: &RouteQuote) -> f64 {
    let used = |leg: &&RouteLeg| matches!(leg, RouteLeg::Buffer(quote) if quote.uses_wrapper);
    quote.legs.iter().filter(used).count() as f64
}

pub(super) fn rows(way: &Way<'_>, quote: &RouteQuote) -> Vec<Row> {
    let mut rows = Vec::new();
    let [first, second] = way.decimals;
    let [a, b] = [way.name(0), way.name(1)];
    let venues = [
        (format!("buffer of {a}"), first),
        ("pool".to_owned(), second),
        (format!("buffer of {b}"), second),
    ];
    for ((venue, decimals), leg) in venues.into_iter().zip(&quote.legs) {
        let (how, after) = match leg {
            RouteLeg::Buffer(buffer) => (
                if buffer.uses_wrapper {
                    "by the wrapper, and evened out"
                } else {
                    "from its store"
                },
                [buffer.after.underlying(), buffer.after.wrapped()]
                    .map(|raw| format_units(raw, decimals)),
            ),
            RouteLeg::Swap(_) => ("by the curve", pool_after(way, quote)),
        };
        rows.push(Row {
            venue,
            amount_in: format_integer(leg.amount_in_raw()),
            amount_out: format_integer(leg.amount_out_raw()),
            out: format_units(leg.amount_out_raw(), decimals),
            how: how.into(),
            after: after.join(" and "),
        });
    }
    rows
}

/// The pool's balances of the wrappers.
fn pool_after(way: &Way<'_>, quote: &RouteQuote) -> [String; 2] {
    let mut shown = [String::new(), String::new()];
    for state in &quote.after.pools {
        let balances = state.tokens().iter().zip(state.balances());
        for ((text, (token, live)), decimals) in shown.iter_mut().zip(balances).zip(way.decimals) {
            *text = token.raw(*live).map_or_else(
                |error| error.name().into(),
                |raw| format_units(raw, decimals),
            );
        }
    }
    shown
}

/// The three yields side by side.
pub(super) fn chart(yields: [f64; 3]) -> Chart {
    let axis = |label: &str, unit| Axis {
        label: label.into(),
        unit,
        log: false,
    };
    let names = ["plain", "linear pools", "100\u{a0}% boosted"].map(str::to_owned);
    Chart {
        title: "Lending yield of the pool".into(),
        description: "What lending earns on the whole pool: for one of plain tokens, one of \
                      linear pools, and one of wrapped tokens."
            .into(),
        x: axis("Kind of pool", Unit::Plain),
        y: axis("A year", Unit::PercentPerYear),
        xs: Chart::places(&names),
        names: names.to_vec(),
        series: vec![Series {
            label: "lending yield".into(),
            tone: Tone::Kept,
            area: false,
            values: yields.to_vec(),
        }],
        mark: None,
    }
}
