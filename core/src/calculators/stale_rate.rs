//! `stale-rate`: how often must a rate update, and which fee makes staleness harmless?

use super::curve::{curve, faults, name, tell};
use super::tokens::{growth, yield_rate};
use crate::analysis::SECONDS_PER_YEAR;
use crate::analysis::arbitrage::half_width;
use crate::analysis::curve::{Curve, MAX_PRICE, MIN_PRICE};
use crate::analysis::stale::{self, Inputs as Pool, Method as Found, Stale, Updates};
use crate::definition::calculator::evaluate;
use crate::definition::field::number;
use crate::definition::figure::figure;
use crate::definition::{
    Axis, Calculator, Chart, Errors, Inputs, Mark, Method, Outputs, Preset, Report, Sentence,
    Series, Source, Tone, Unit,
};
use crate::{inputs, outputs};

inputs! {
    /// A pool that follows the rate of its token, and how often that rate is brought up to date.
    pub struct Input {
        /// Curve of the pool, in prices divided by the rate.
        curve: Curve = curve("stable");
        /// Continuous growth of the token's rate.
        yield_rate: f64 = number("Token’s yield", Unit::PercentPerYear, 0.03)
            .range(0.0, 10.0).slide(0.0, 0.2).step(0.0005);
        /// Time between two updates of a rate that follows no oracle.
        update_interval_seconds: f64 = number("Time between updates", Unit::Seconds, 86_400.0)
            .range(1.0, SECONDS_PER_YEAR).slide(60.0, 2_592_000.0).step(1.0).log();
        /// Fraction taken from the input of each swap.
        swap_fee: f64 = number("Swap fee", Unit::BasisPoints, 0.000_01)
            .range(0.0, 0.99).slide(0.0, 0.001).step(0.000_001);
        /// How far the rate may be off before an oracle updates it; 0 if no oracle looks at that.
        deviation_threshold: f64 = number("Oracle: updates when off by", Unit::BasisPoints, 0.0)
            .range(0.0, 1.0).slide(0.0, 0.01).step(0.000_1).advanced();
        /// Longest time between two updates of an oracle; 0 if it has no such limit. With this or a threshold the time between updates above counts for nothing.
        heartbeat_seconds: f64 = number("Oracle: updates at least every", Unit::Seconds, 0.0)
            .range(0.0, SECONDS_PER_YEAR).slide(0.0, 604_800.0).step(1.0).advanced();
        /// Market price of the token over its rate, where the pool stands; 1 is the peg.
        price: f64 = number("Price over the rate", Unit::Price, 1.0)
            .range(MIN_PRICE, MAX_PRICE).slide(0.9, 1.1).step(0.0001).advanced();
        /// Value of the pool.
        tvl: f64 = number("Value of the pool", Unit::Money, 10_000_000.0)
            .range(0.0, 1e15).slide(1e4, 1e9).step(1.0).log().advanced();
    }
    rules(errors) {
        (curve, price) => tell(curve.validate_price(*price), errors),
    }
}

outputs! {
    /// What staleness costs, and what stops it.
    pub struct Output {
        /// How far the rate moves at an update.
        jump: f64 = figure("Each update moves the rate by", Unit::BasisPoints);
        /// Swap fee from which on an update is worth nothing to arbitrage: half the jump; 0 for a curve whose prices no rate changes.
        minimum_fee: f64 = figure("A fee that stops it", Unit::BasisPoints).tone(Tone::Kept);
        /// Loss as a fraction of the pool's value a year.
        loss_rate: f64 = figure("Loss", Unit::PercentPerYear).tone(Tone::Lost);
        /// Loss in money a year.
        loss_per_year: f64 = figure("Loss in money a year", Unit::Money);
        /// Updates in a year.
        updates_per_year: f64 = figure("Updates a year", Unit::Plain);
        /// Longest time between updates at which the present fee leaves nothing to arbitrage; null where no time is too long.
        harmless_interval_seconds: Option<f64> =
            figure("At this fee harmless up to", Unit::Seconds).none("any time");
        /// How the loss was found: closed form or simulation.
        method: String = figure("Found by", Unit::Plain);
    }
}

/// The calculator.
pub static CALCULATOR: Calculator = Calculator {
    id: "stale-rate",
    title: "How often must a rate update?",
    summary: "What a pool loses between two updates of its token’s rate, and the swap fee that \
              makes staleness harmless.",
    method: Method {
        formula: "loss = p² |x′(p)| (j − 2g)² / (τ V),  0 once 2g ≥ j   ·   j = r·τ,  g = −ln(1−f)",
        text: "r is the yield, τ the time between updates, f the fee, p the market’s price over the rate. Traders buy the token \
               before an update and sell it after; they pay the fee twice, so a fee of half the \
               jump stops them. An oracle with a threshold d jumps by d, or at its heartbeat by \
               less. The closed form holds while a jump moves less than a tenth of the pool, the \
               curve is straight as far as the jump, and the update itself leans the pool by \
               little; elsewhere a year is simulated, update by update, on the curve itself. \
               Figures above say which.",
        sources: &[Source {
            label: "MixBytes, Safe StableSwap-NG Deployment: the same rule of half the jump (the formula was derived here)",
            address: "https://mixbytes.io/blog/safe-stableswap-ng-deployment-how-to-avoid-risks-from-volatile-oracles",
        }],
        code: "core/src/analysis/stale.rs",
    },
    presets: PRESETS,
    inputs: Input::FIELDS,
    outputs: Output::FIELDS,
    run: |value| evaluate(value, compute),
};

const PRESETS: &[Preset] = &[
    Preset {
        label: "wstETH/WETH, boosted",
        source: concat!(
            "A = 5000, 0.002\u{a0}%: pool 0xc4ce…f812 on Ethereum, block 21536418. Lido reports once a day; ",
            growth!(wstETH)
        ),
        inputs: &[
            ("amplification", "5000"),
            ("yieldRate", yield_rate!(wstETH)),
            ("swapFee", "0.00002"),
        ],
    },
    Preset {
        label: "B-rETH",
        source: concat!(
            "A = 50, 0.04\u{a0}%: pool 0x1e19…0276 on Ethereum. Its rate is set about once a day; ",
            growth!(rETH)
        ),
        inputs: &[
            ("amplification", "50"),
            ("yieldRate", yield_rate!(rETH)),
            ("swapFee", "0.0004"),
        ],
    },
    Preset {
        label: "E-CLP wstETH/WETH",
        source: concat!(
            "Curve and fee of pool 0xf01b…1fc1 on Ethereum (2024-03-25): α 0.9985, β 1.0005, λ 8500, 0.01\u{a0}%. ",
            growth!(wstETH)
        ),
        inputs: &[
            ("curve", "eclp"),
            ("yieldRate", yield_rate!(wstETH)),
            ("swapFee", "0.0001"),
        ],
    },
    Preset {
        label: "A slow oracle",
        source: "A fee of 0.03\u{a0}%, at which MixBytes finds updates of 0.065\u{a0}% and more worth \
                 trading on. Curve, yield, threshold and heartbeat are assumed.",
        inputs: &[
            ("yieldRate", "0.05"),
            ("swapFee", "0.0003"),
            ("deviationThreshold", "0.001"),
            ("heartbeatSeconds", "2592000"),
        ],
    },
];

fn compute(input: &Input) -> Result<Report<Output>, Errors> {
    let stale = stale::stale(&Pool {
        curve: input.curve,
        price: input.price,
        yield_rate: input.yield_rate,
        updates: updates(input),
        swap_fee: input.swap_fee,
    });
    let stale = stale.map_err(faults)?;
    let harmless = 2.0 * half_width(input.swap_fee) / input.yield_rate * SECONDS_PER_YEAR;
    let timeless = input.curve.is_scale_free() || input.yield_rate == 0.0;
    Ok(Report {
        output: Output {
            jump: stale.jump,
            minimum_fee: stale.minimum_fee,
            loss_rate: stale.loss_rate,
            loss_per_year: stale.loss_rate * input.tvl,
            updates_per_year: stale.updates_per_year,
            harmless_interval_seconds: (!timeless).then_some(harmless),
            method: match stale.method {
                Found::ClosedForm => "closed form",
                Found::Simulation => "simulation",
            }
            .into(),
        },
        reading: reading(input, &stale),
        chart: chart(input, &stale),
    })
}

fn updates(input: &Input) -> Updates {
    let (threshold, heartbeat) = (input.deviation_threshold, input.heartbeat_seconds);
    if threshold == 0.0 && heartbeat == 0.0 {
        return Updates::Interval {
            seconds: input.update_interval_seconds,
        };
    }
    // What an oracle does not look at is the most that it may be.
    let or_most = |value: f64, most: f64| if value == 0.0 { most } else { value };
    Updates::Oracle {
        threshold: or_most(threshold, 1.0),
        heartbeat_seconds: or_most(heartbeat, SECONDS_PER_YEAR),
    }
}

fn reading(input: &Input, stale: &Stale) -> Sentence {
    let jump = |words: Sentence| words.number(stale.jump, Unit::BasisPoints, 2, Tone::Plain);
    let least = |words: Sentence| words.number(stale.minimum_fee, Unit::BasisPoints, 2, Tone::Kept);
    if input.curve.is_scale_free() {
        return Sentence::new().text(
            "As rarely as you like: no rate, stale or fresh, changes a price of this curve.",
        );
    }
    if stale.jump == 0.0 {
        return Sentence::new().text("Never: without a yield the rate stands still.");
    }
    let words = jump(Sentence::new().text("Each update moves the rate by "));
    if stale.loss_rate == 0.0 {
        let words = least(words.text(". A fee of ")).text(" stops those who trade on that, and ");
        let words = words.number(input.swap_fee, Unit::BasisPoints, 2, Tone::Plain);
        return words.text(" is enough: staleness costs nothing.");
    }
    let words = words.text(", and traders who know it take ");
    let words = words.number(stale.loss_rate, Unit::PercentPerYear, 2, Tone::Lost);
    let words = least(words.text(" of the pool a year. A fee of ")).text(" would stop them");
    words.text(match stale.method {
        Found::ClosedForm => ".",
        Found::Simulation => ". Simulated: the closed form is off here.",
    })
}

/// What each fee leaves, for updates as often as they are, and twice and half as often.
fn chart(input: &Input, now: &Stale) -> Chart {
    const STEPS: u32 = 60;
    let span = (0.625 * now.jump).max(1.1 * input.swap_fee).max(1e-6);
    let fees = Chart::even(0.0, span, STEPS);
    let line = |label: String, tone: Tone, by: f64| {
        let (jump, updates) = (now.jump * by, now.updates_per_year / by);
        let at = |fee: &f64| stale::loss(input.curve, input.price, jump, *fee, updates).1;
        Series::line(label, tone, fees.iter().map(at).collect())
    };
    let mut series = vec![line(name(input.curve), Tone::Lost, 1.0).shaded()];
    if now.jump > 0.0 && !input.curve.is_scale_free() {
        series.push(line("twice as often".into(), Tone::Kept, 0.5));
    }
    Chart {
        title: "What staleness costs, by swap fee".into(),
        description: "Share of the pool’s value that traders take in a year by trading before \
                      and after each update, for swap fees from none to above half a jump."
            .into(),
        x: Axis::new("Swap fee", Unit::BasisPoints),
        y: Axis::new("Loss", Unit::PercentPerYear),
        xs: fees,
        names: Vec::new(),
        series,
        mark: Some(Mark {
            x: input.swap_fee,
            series: 0,
        }),
    }
}
