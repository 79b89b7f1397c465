//! A join or an exit in words, token by token, and in a picture.

use super::Row;
use super::visit::{Visit, amounts};
use crate::said;

use crate::calculators::pool::{POOL_TOKEN_DECIMALS, PoolInput};
use crate::definition::{Axis, Chart, Mark, Sentence, Series, Tone, Unit};
use crate::fixed::U256;
use crate::fixed::text::format_units;
use crate::fixed::uint::mul_div_down;
use crate::vault::{Direction, LiquidityQuote};

pub(super) fn reading(visit: &Visit<'_>, quote: &LiquidityQuote) -> Sentence {
    let moved = visit.input.pool.listed(&amounts(quote));
    let tokens = format_units(quote.pool_tokens.raw(), POOL_TOKEN_DECIMALS);
    let words = if quote.direction == Direction::Join {
        Sentence::new()
            .text(said!(moved, " mint "))
            .exact(tokens, Tone::Kept)
            .text(" pool tokens")
    } else {
        Sentence::new()
            .text(said!(tokens, " pool tokens give "))
            .exact(moved, Tone::Kept)
    };
    match visit.cost(quote) {
        Some(cost) => words
            .text(", ")
            .number(cost.max(0.0), Unit::Percent, 2, Tone::Lost)
            .text(" worse than at the pool’s own prices, fee included."),
        None => words.text("."),
    }
}

pub(super) fn rows(pool: &PoolInput, quote: &LiquidityQuote) -> Vec<Row> {
    let mut rows = Vec::new();
    for ((token, symbol), moved) in pool.named_tokens().zip(&quote.moves) {
        let whole = |raw| format_units(raw, token.decimals());
        rows.push(Row {
            token: symbol.into(),
            amount: whole(moved.amount_raw),
            fee: whole(moved.swap_fee_raw),
            leaves: whole(moved.aggregate_fee_raw),
            hook_fee: whole(moved.hook_fee_raw),
        });
    }
    rows
}

/// The cost of the same visit a thousandth to a thousand times the size.
pub(super) fn chart(visit: &Visit<'_>, quote: &LiquidityQuote) -> Chart {
    /// Four steps for each doubling, ten doublings either way.
    const STEPS: i32 = 40;
    let supply = visit.input.pool.state.total_supply().to_f64();
    let own = quote.pool_tokens.to_f64() / supply;
    let (mut xs, mut values) = (Vec::new(), Vec::new());
    for step in -STEPS..=STEPS {
        let factor = (f64::from(step) / 4.0 * core::f64::consts::LN_2).exp();
        let size = own * factor;
        // Smaller ones are all alike, larger ones are no part of the pool.
        if !(1e-6..=4.0).contains(&size) && step != 0 {
            continue;
        }
        let mut scaled = Vec::new();
        for amount in &visit.amounts {
            if let Some(amount) = times(*amount, factor) {
                scaled.push(amount);
            }
        }
        // What is too large is missing.
        let quote = (scaled.len() == visit.amounts.len()).then(|| visit.quote(&scaled));
        let cost = quote.and_then(|quote| visit.cost(&quote.ok()?));
        xs.push(size);
        values.push(cost.map_or(f64::NAN, |cost| cost.max(0.0)));
    }
    let axis = |label: &str, log| Axis {
        label: label.into(),
        unit: Unit::Percent,
        log,
    };
    Chart {
        title: "Cost by size".into(),
        description: "How much worse than at the spot prices the same join or exit is at other \
                      sizes, fee included; the line ends where the pool refuses."
            .into(),
        x: axis("Pool tokens, as a share of the pool", true),
        y: axis("Worse than at spot prices", false),
        xs,
        names: Vec::new(),
        series: vec![Series {
            label: "cost, fee included".into(),
            tone: Tone::Lost,
            area: true,
            values,
        }],
        mark: Some(Mark { x: own, series: 0 }),
    }
}

/// An amount times a factor, near enough for a picture.
fn times(amount: U256, factor: f64) -> Option<U256> {
    const ONE: f64 = 1_000_000_000.0;
    // Within 2^-10 and 2^10, so the cast holds.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let parts = (factor * ONE) as u64;
    mul_div_down(amount, parts.into(), 1_000_000_000u64.into()).ok()
}
