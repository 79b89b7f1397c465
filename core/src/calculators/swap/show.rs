//! A trade in words, in steps and in a picture.

use super::trade::Trade;
use crate::calculators::amounts::to_f64;
use crate::calculators::pool::whole_tokens;
use crate::definition::answer::Step;
use crate::definition::{Axis, Chart, Mark, Sentence, Series, Tone, Unit};
use crate::fixed::text::{format_integer, format_units};
use crate::fixed::{Fixed, U256};
use crate::pools::Pool;
use crate::said;
use crate::vault::{SwapKind, SwapQuote, SwapRequest, swap};

pub(super) fn reading(trade: &Trade<'_>, quote: &SwapQuote, effective: f64, spot: f64) -> Sentence {
    let pays = format_units(quote.amount_in_raw, trade.token_in.decimals());
    let gets = format_units(quote.amount_out_raw, trade.token_out.decimals());
    let words = match quote.request.kind {
        SwapKind::GivenIn => Sentence::new()
            .text(said!(pays, " ", trade.symbol_in(), " get "))
            .exact(gets, Tone::Kept)
            .text(said!(" ", trade.symbol_out())),
        SwapKind::GivenOut => Sentence::new()
            .text(said!(gets, " ", trade.symbol_out(), " cost "))
            .exact(pays, Tone::Kept)
            .text(said!(" ", trade.symbol_in())),
    };
    words
        .text(": ")
        .number(1.0 - effective / spot, Unit::Percent, 2, Tone::Lost)
        .text(" less than the spot price, of which the fee is ")
        .number(quote.swap_fee.to_f64(), Unit::Percent, 3, Tone::Plain)
        .text(".")
}

/// The step in which the curve is asked.
fn answers(pool: &Pool) -> &'static str {
    match *pool {
        #[cfg(feature = "plain")]
        Pool::Stable(_) => "What the stable curve answers",
        #[cfg(feature = "plain")]
        Pool::Weighted(_) => "What the weighted curve answers",
        #[cfg(feature = "ellipses")]
        Pool::GyroEclp(_) => "What the ellipse answers",
        #[cfg(feature = "ranges")]
        Pool::Gyro2Clp(_) => "What the concentrated range answers",
        #[cfg(feature = "ranges")]
        Pool::Reclamm(_) => "What the range that follows the price answers",
        #[cfg(feature = "moving")]
        Pool::GradualLbp(_) => "What the weights of the moment answer",
        #[cfg(feature = "moving")]
        Pool::FixedPriceLbp(_) => "What the fixed price answers",
        #[cfg(feature = "moving")]
        Pool::QuantAmm(_) => "What the moving weights answer",
    }
}

fn step(name: &str, value: U256, unit: &str, rounding: &str) -> Step {
    Step {
        name: name.into(),
        value: format_integer(value),
        unit: unit.into(),
        rounding: rounding.into(),
    }
}

fn live(name: &str, value: Fixed, rounding: &str) -> Step {
    step(name, value.raw(), "18 decimals, rate applied", rounding)
}

pub(super) fn steps(trade: &Trade<'_>, quote: &SwapQuote) -> Vec<Step> {
    let smallest = |symbol: &str| said!("smallest unit of ", symbol);
    let (unit_in, unit_out) = (smallest(trade.symbol_in()), smallest(trade.symbol_out()));
    let curve = answers(trade.input.pool.state.pool());
    match quote.request.kind {
        SwapKind::GivenIn => vec![
            step("Amount in", quote.amount_in_raw, &unit_in, "given"),
            live(
                "Scaled, at the rate in",
                quote.amount_given_live,
                "down: less came in",
            ),
            live("Swap fee", quote.swap_fee_live, "up: more stays"),
            live("What the curve sees", quote.curve_given, "exact"),
            live(curve, quote.curve_calculated, "down: less goes out"),
            live("Rate out, as counted", quote.rate_out, "up: less goes out"),
            step(
                "Amount out",
                quote.amount_out_raw,
                &unit_out,
                "down: less goes out",
            ),
        ],
        SwapKind::GivenOut => vec![
            step("Amount out", quote.amount_out_raw, &unit_out, "given"),
            live("Rate out, as counted", quote.rate_out, "up: more goes out"),
            live(
                "Scaled, at that rate",
                quote.amount_given_live,
                "up: more goes out",
            ),
            live(curve, quote.curve_calculated, "up: more must come in"),
            live("Swap fee", quote.swap_fee_live, "up: more must come in"),
            live("With the fee", quote.amount_calculated_live, "exact"),
            step(
                "Amount in",
                quote.amount_in_raw,
                &unit_in,
                "up: more must come in",
            ),
        ],
    }
}

/// The price that trades of every size get, from a ten-thousandth of the pool to all of it.
pub(super) fn chart(trade: &Trade<'_>, spot: f64) -> Chart {
    const STEPS: i32 = 60;
    let (token, symbol, live) = trade.given();
    let balance = whole_tokens(live, token);
    let own = to_f64(trade.request.amount_raw, token.decimals());
    let (from, to) = if balance > 0.0 {
        ((balance * 1e-4).min(own), (balance * 0.95).max(own))
    } else {
        (own * 0.01, own * 10.0)
    };
    let scale = 10f64.powi(i32::try_from(token.decimals()).unwrap_or(0));
    // The cast saturates, and what is too large the pool refuses: the line ends there.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let price = |size: f64| {
        let amount_raw = U256::from((size * scale) as u128);
        let request = SwapRequest {
            amount_raw,
            ..trade.request
        };
        let quote = swap(&trade.input.pool.state, &request);
        quote.map_or(f64::NAN, |quote| trade.effective_price(&quote))
    };
    let (mut xs, mut values, mut flat) = (Vec::new(), Vec::new(), Vec::new());
    for step in 0..=STEPS {
        let size = from * ((to / from).ln() * f64::from(step) / f64::from(STEPS)).exp();
        xs.push(size);
        values.push(price(size));
        flat.push(spot);
    }
    let pair = said!(trade.symbol_out(), " for one ", trade.symbol_in());
    Chart {
        title: "Price by size of the trade".into(),
        description: said!(
            pair,
            ", fee included, for trades from a ten-thousandth of the pool’s balance to all \
             of it; the line ends where the pool refuses."
        ),
        x: Axis {
            label: said!("Amount of ", symbol),
            unit: Unit::Plain,
            log: true,
        },
        y: Axis {
            label: pair,
            unit: Unit::Price,
            log: false,
        },
        xs,
        names: Vec::new(),
        series: vec![
            Series {
                label: "price with fee".into(),
                tone: Tone::Lost,
                area: false,
                values,
            },
            Series {
                label: "spot price".into(),
                tone: Tone::Flat,
                area: false,
                values: flat,
            },
        ],
        mark: Some(Mark { x: own, series: 0 }),
    }
}
