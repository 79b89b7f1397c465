//! `yield-drift`: is a rate provider worth its fee?

use super::curve::{curve, faults, name, tell};
use super::tokens::{growth, yield_rate};
use crate::analysis::curve::Curve;
use crate::analysis::drift::{
    self, BreakEven, Inputs as Pool, LEAST_AMPLIFICATION, MAX_LOG_GROWTH, Point,
};
use crate::definition::calculator::evaluate;
use crate::definition::field::number;
use crate::definition::figure::figure;
use crate::definition::{
    Axis, Calculator, Chart, Errors, Inputs, Mark, Method, Outputs, Preset, Report, Sentence,
    Series, Source, Tone, Unit,
};
use crate::{inputs, outputs};

inputs! {
    /// A pool that trades a yield-bearing token at a fixed rate.
    pub struct Input {
        /// Curve by which the pool prices the yield-bearing token in the other; it starts at price 1.
        curve: Curve = curve("stable");
        /// Continuous growth of the token's rate: after t years it is e to the power of yieldRate times t.
        yield_rate: f64 = number("Token’s yield", Unit::PercentPerYear, 0.03)
            .range(0.0, 10.0).slide(0.0, 0.2).step(0.0005);
        /// Time until the loss is taken.
        horizon_years: f64 = number("Horizon", Unit::Years, 1.0)
            .range(0.0, 100.0).slide(0.0, 10.0).step(0.25);
        /// Fraction taken from the input of each swap and set aside for the owners.
        swap_fee: f64 = number("Swap fee", Unit::Percent, 0.0004)
            .range(0.0, 0.99).slide(0.0, 0.01).step(0.0001).advanced();
        /// Fraction of the yield that the protocol takes from a pool with a rate provider.
        yield_fee: f64 = number("Yield fee with a rate provider", Unit::Percent, 0.1)
            .step(0.01).advanced();
    }
    rules(errors) {
        (curve) => tell(curve.validate_around_par(), errors),
    }
}

outputs! {
    /// What drift takes and what a rate provider costs, as fractions of the pool's value at the start.
    pub struct Output {
        /// What holders of the two tokens have over the pool's owners at the horizon.
        loss_versus_holding: f64 = figure("Loss versus holding", Unit::Percent).tone(Tone::Lost);
        /// What holders of the yield-bearing token alone have over the pool's owners.
        loss_versus_staking: f64 = figure("Loss versus staking all", Unit::Percent);
        /// Amount of the yield-bearing token in the pool over the amount at the start.
        token_share_left: f64 = figure("Yield-bearing token left", Unit::Percent);
        /// What the protocol takes of the yield if there is a rate provider.
        yield_fee_cost: f64 = figure("Yield fee with a rate provider", Unit::Percent)
            .tone(Tone::Kept);
        /// Amplification above which a rate provider saves a StableSwap pool more than its yield fee; null if it never does.
        break_even_amplification: Option<f64> =
            figure("Worth it above amplification", Unit::Plain).none("never");
        /// Years until the price leaves the curve's range; null for a curve without one.
        range_exit_years: Option<f64> = figure("Leaves its range after", Unit::Years)
            .none("");
    }
}

/// The calculator.
pub static CALCULATOR: Calculator = Calculator {
    id: "yield-drift",
    title: "Is a rate provider worth its fee?",
    summary: "What a pool without a rate provider loses to its token’s own yield, and what a \
              rate provider would cost.",
    method: Method {
        formula: "LVH = ∫ (p − q/(1−f)) |x′(q)| dq  from 1 to p(1−f),  p = e^(r·T)",
        text: "The token’s price p rises with its rate while the curve still believes in 1. \
               Traders buy the token at each price q on the way, with the fee f on what they pay. \
               The sum of what they gain is what the pool loses against holding. x(q) is found by \
               inverting the curve itself, not by a linear approximation. The fee is set aside; \
               kept in the pool it would lower the loss by less than 0.001\u{a0}% of the value. \
               With a rate provider the curve follows the rate, and the cost is the yield fee on \
               the yield-bearing half.",
        sources: &[
            Source {
                label: "Gogol et al., Liquid Staking Tokens in AMMs (2024): LVH and LVS",
                address: "https://arxiv.org/abs/2403.10226",
            },
            Source {
                label: "Milionis et al., Loss-Versus-Rebalancing (2022): why drift is not LVR",
                address: "https://arxiv.org/abs/2208.06046",
            },
        ],
        code: "core/src/analysis/drift.rs",
    },
    presets: PRESETS,
    inputs: Input::FIELDS,
    outputs: Output::FIELDS,
    run: |value| evaluate(value, compute),
};

const PRESETS: &[Preset] = &[
    Preset {
        label: "wstETH",
        source: concat!("StableSwap at A = 200. ", growth!(wstETH)),
        inputs: &[
            ("curve", "stable"),
            ("amplification", "200"),
            ("yieldRate", yield_rate!(wstETH)),
        ],
    },
    Preset {
        label: "weETH",
        source: concat!(
            "StableSwap at A = 600, the pool weETH/rETH of December 2023. ",
            growth!(weETH)
        ),
        inputs: &[
            ("curve", "stable"),
            ("amplification", "600"),
            ("yieldRate", yield_rate!(weETH)),
        ],
    },
    Preset {
        label: "sUSDe",
        source: concat!(
            "StableSwap at A = 200 and 0.01\u{a0}%, as Curve’s USDe/USDC pool of May 2024. ",
            growth!(sUSDe)
        ),
        inputs: &[
            ("curve", "stable"),
            ("amplification", "200"),
            ("yieldRate", yield_rate!(sUSDe)),
            ("swapFee", "0.0001"),
        ],
    },
    Preset {
        label: "80/20",
        source: concat!(
            "80\u{a0}% wstETH in a weighted pool: the curve for which a rate provider does nothing. ",
            growth!(wstETH)
        ),
        inputs: &[
            ("curve", "weighted"),
            ("weight", "0.8"),
            ("yieldRate", yield_rate!(wstETH)),
        ],
    },
];

fn compute(input: &Input) -> Result<Report<Output>, Errors> {
    let pool = pool(input, input.curve);
    let result = drift::drift(&pool).map_err(faults)?;
    let end = result.end;
    Ok(Report {
        output: Output {
            loss_versus_holding: end.loss_versus_holding,
            loss_versus_staking: end.loss_versus_staking,
            token_share_left: end.token_share_left,
            yield_fee_cost: end.yield_fee_cost,
            break_even_amplification: match result.break_even {
                BreakEven::At(amplification) => Some(amplification),
                // Nothing below was tried, so nothing below is claimed.
                BreakEven::Always => Some(LEAST_AMPLIFICATION),
                BreakEven::Never => None,
            },
            range_exit_years: result.range_exit_years,
        },
        reading: reading(input, &end),
        chart: chart(input)?,
    })
}

fn pool(input: &Input, curve: Curve) -> Pool {
    Pool {
        curve,
        yield_rate: input.yield_rate,
        horizon_years: input.horizon_years,
        swap_fee: input.swap_fee,
        yield_fee: input.yield_fee,
    }
}

fn reading(input: &Input, end: &Point) -> Sentence {
    let (loss, cost) = (end.loss_versus_holding, end.yield_fee_cost);
    let lost = |words: Sentence| words.number(loss, Unit::Percent, 2, Tone::Lost);
    let paid = |words: Sentence| words.number(cost, Unit::Percent, 2, Tone::Kept);
    let years = |words: Sentence| words.number(input.horizon_years, Unit::Years, 3, Tone::Plain);
    if end.price <= 1.0 {
        return Sentence::new().text("Without yield or time nothing drifts, and nothing is lost.");
    }
    if input.curve.is_scale_free() {
        let words = lost(Sentence::new().text("No. This pool loses only "));
        let words = years(words.text(" to drift in "));
        let words = words.text(
            ", and a rate provider would change none of its prices: it would add a yield fee of ",
        );
        return paid(words).text(".");
    }
    if loss > cost {
        let words = lost(Sentence::new().text("Yes. Without one this pool loses "));
        let words = years(words.text(" to traders in ")).text(" and keeps ");
        let words = words.number(end.token_share_left, Unit::Percent, 2, Tone::Plain);
        paid(words.text(" of its yield-bearing token; with one it pays ")).text(".")
    } else {
        let words = lost(Sentence::new().text("No. Without one this pool loses "));
        let words = years(words.text(" to traders in "));
        paid(words.text("; the yield fee of a rate provider would cost ")).text(".")
    }
}

/// How far the picture looks: past the horizon, and the same for horizons that are close.
fn span(input: &Input) -> f64 {
    let wide = [3.0, 10.0, 30.0, 100.0]
        .into_iter()
        .find(|span| *span >= input.horizon_years);
    let furthest = MAX_LOG_GROWTH / input.yield_rate;
    wide.unwrap_or(100.0).min(furthest).max(input.horizon_years)
}

fn chart(input: &Input) -> Result<Chart, Errors> {
    const STEPS: u32 = 60;
    let span = span(input);
    let path = |curve| {
        let pool = Pool {
            horizon_years: span,
            ..pool(input, curve)
        };
        drift::path(&pool, STEPS).map_err(faults)
    };
    let own = path(input.curve)?;
    let losses = |points: &[Point]| points.iter().map(|at| at.loss_versus_holding).collect();
    let mut series = vec![
        Series {
            label: name(input.curve),
            tone: Tone::Lost,
            area: true,
            values: losses(&own),
        },
        Series {
            label: "rate provider".into(),
            tone: Tone::Kept,
            area: false,
            values: own.iter().map(|at| at.yield_fee_cost).collect(),
        },
    ];
    if let Curve::Stable { amplification } = input.curve {
        // The neighbour that people weigh it against.
        let other = if amplification < 500.0 { 1000.0 } else { 200.0 };
        let curve = Curve::Stable {
            amplification: other,
        };
        let values = losses(&path(curve)?);
        series.push(Series {
            label: name(curve),
            tone: Tone::Lost2,
            area: false,
            values,
        });
    }
    if input.curve != Curve::ConstantProduct {
        let curve = Curve::ConstantProduct;
        let values = losses(&path(curve)?);
        series.push(Series {
            label: name(curve),
            tone: Tone::Flat,
            area: false,
            values,
        });
    }
    Ok(Chart {
        title: "Lost against holding, as time passes".into(),
        description: "Share of the pool’s starting value that traders have taken, without a rate \
                      provider, and what the yield fee takes with one."
            .into(),
        x: Axis {
            label: "Years".into(),
            unit: Unit::Years,
            log: false,
        },
        y: Axis {
            label: "Share of the starting value".into(),
            unit: Unit::Percent,
            log: false,
        },
        xs: own.iter().map(|at| at.years).collect(),
        names: Vec::new(),
        series,
        mark: Some(Mark {
            x: input.horizon_years,
            series: 0,
        }),
    })
}
