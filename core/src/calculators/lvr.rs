//! `lvr`: what does volatility cost liquidity providers?

use super::curve::{curve, faults, name, tell};
use crate::analysis::arbitrage::{self, Inputs as Pool, Rates};
use crate::analysis::curve::{Curve, MAX_PRICE, MIN_PRICE};
use crate::analysis::{SECONDS_PER_YEAR, lvr};
use crate::definition::calculator::evaluate;
use crate::definition::field::{choice, number};
use crate::definition::figure::figure;
use crate::definition::{
    Axis, Calculator, Chart, Errors, Inputs, Mark, Method, Outputs, Preset, Report, Sentence,
    Series, Source, Tone, Unit,
};
use crate::{choices, inputs, outputs};

choices! {
    /// How blocks follow one another.
    pub enum BlockModel {
        /// At random, with exponential times between them.
        Poisson = "poisson" "at random (Poisson)",
        /// At even intervals.
        Constant = "constant" "at even intervals",
    }
}

impl From<BlockModel> for arbitrage::BlockModel {
    fn from(model: BlockModel) -> Self {
        match model {
            BlockModel::Poisson => Self::Poisson,
            BlockModel::Constant => Self::Constant,
        }
    }
}

inputs! {
    /// A pool, its market and its chain.
    pub struct Input {
        /// Curve of the pool.
        curve: Curve = curve("constantProduct");
        /// Volatility of the price between the two tokens, per square root of a year; with a rate provider, of the market price over the rate.
        volatility: f64 = number("Volatility", Unit::PercentPerRootYear, 0.6)
            .range(0.0, 100.0).slide(0.0, 2.0).step(0.005);
        /// Fraction taken from the input of each swap.
        swap_fee: f64 = number("Swap fee", Unit::Percent, 0.003)
            .range(0.0, 0.99).slide(0.0, 0.01).step(0.0001);
        /// Price of the first token in the second; 1 is the peg.
        price: f64 = number("Price", Unit::Price, 1.0)
            .range(MIN_PRICE, MAX_PRICE).slide(0.9, 1.1).step(0.0001).advanced();
        /// Mean time between blocks.
        block_time_seconds: f64 = number("Time between blocks", Unit::Seconds, 12.0)
            .range(0.0, SECONDS_PER_YEAR).slide(0.1, 600.0).step(0.1).log().advanced();
        /// How blocks follow one another.
        block_model: BlockModel = choice("Blocks come", BlockModel::CHOICES, "poisson").advanced();
        /// Value of the pool.
        tvl: f64 = number("Value of the pool", Unit::Money, 10_000_000.0)
            .range(0.0, 1e15).slide(1e4, 1e9).step(1.0).log().advanced();
    }
    rules(errors) {
        (curve, price) => tell(curve.validate_price(*price), errors),
    }
}

outputs! {
    /// What arbitrage takes, before and after fees.
    pub struct Output {
        /// Loss versus rebalancing without fees, as a fraction of the pool's value a year.
        lvr_rate: f64 = figure("LVR, before fees", Unit::PercentPerYear).tone(Tone::Lost);
        /// Share of LVR that arbitrageurs still get after fees and block times.
        trade_probability: f64 = figure("Share that fees leave", Unit::Percent);
        /// What arbitrageurs take after fees, as a fraction of the pool's value a year.
        arbitrage_rate: f64 = figure("Arbitrage, after fees", Unit::PercentPerYear)
            .tone(Tone::Lost2);
        /// Loss versus rebalancing without fees, in money a year.
        lvr_per_year: f64 = figure("LVR in money a year", Unit::Money);
        /// What arbitrageurs take after fees, in money a year.
        arbitrage_per_year: f64 = figure("Arbitrage in money a year", Unit::Money);
        /// How many times deeper the pool is at this price than a constant product of its value.
        concentration: f64 = figure("Depth, times x · y = k", Unit::Plain);
    }
}

/// The calculator.
pub static CALCULATOR: Calculator = Calculator {
    id: "lvr",
    title: "What does volatility cost liquidity providers?",
    summary: "Loss versus rebalancing of a pool a year, and what its fee and the time between \
              blocks leave of it to arbitrageurs.",
    method: Method {
        formula: "LVR = σ² p² |x′(p)| / (2V)   ·   P = 1 / (1 + √(2/Δt) · g/σ),  g = −ln(1−f)",
        text: "σ is the volatility of the price between the two tokens, x(p) what the pool holds \
               at price p, V its value, f the fee and Δt the time between blocks. A steady yield \
               has no volatility and adds nothing here; see yield drift. P is for blocks at \
               random; at even intervals it is the stationary solution of a random walk held \
               inside the fee band. For x · y = k and blocks at random the rate after fees is \
               exact; for other curves it is LVR · P, good for small fees and fast blocks. \
               Measured gains from faster blocks are smaller than theory says: 20 to 70\u{a0}% by pair \
               (Fritsch and Canidio, 2024).",
        sources: &[
            Source {
                label: "Milionis, Moallemi, Roughgarden, Zhang: Loss-Versus-Rebalancing (2022), theorem 1",
                address: "https://arxiv.org/abs/2208.06046",
            },
            Source {
                label: "Milionis, Moallemi, Roughgarden: Arbitrage Profits in the Presence of Fees (2023)",
                address: "https://arxiv.org/abs/2305.14604",
            },
            Source {
                label: "Nezlobin, Tassy: constant block times (2025); their spread is twice our g",
                address: "https://arxiv.org/abs/2505.05113",
            },
            Source {
                label: "Fritsch, Canidio: Measuring Arbitrage Losses (2024)",
                address: "https://arxiv.org/abs/2404.05803",
            },
        ],
        code: "core/src/analysis/arbitrage.rs",
    },
    presets: PRESETS,
    inputs: Input::FIELDS,
    outputs: Output::FIELDS,
    run: |value| evaluate(value, compute),
};

const PRESETS: &[Preset] = &[
    Preset {
        label: "ETH in 2024",
        source: "Volatility of daily closes of ETH in dollars, 2024: 64.4\u{a0}%. x · y = k, 0.3\u{a0}%.",
        inputs: &[("volatility", "0.644")],
    },
    Preset {
        label: "ETH in 2022",
        source: "Volatility of daily closes of ETH in dollars, 2022: 87.1\u{a0}%. x · y = k, 0.3\u{a0}%.",
        inputs: &[("volatility", "0.871")],
    },
    Preset {
        label: "B-stETH",
        source: "Curve and fee of Balancer’s wstETH/WETH pool of 2022 (A = 50, 0.04\u{a0}%); the \
                 volatility of its basis is assumed: 1\u{a0}%.",
        inputs: &[
            ("curve", "stable"),
            ("amplification", "50"),
            ("volatility", "0.01"),
            ("swapFee", "0.0004"),
        ],
    },
    Preset {
        label: "E-CLP wstETH/WETH",
        source: "Curve and fee of pool 0xf01b…1fc1 on Ethereum (α 0.9985, β 1.0005, λ 8500, \
                 0.01\u{a0}%); the volatility of its basis is assumed: 0.5\u{a0}%.",
        inputs: &[
            ("curve", "eclp"),
            ("volatility", "0.005"),
            ("swapFee", "0.0001"),
        ],
    },
];

fn compute(input: &Input) -> Result<Report<Output>, Errors> {
    let rates = rates(input, input.volatility)?;
    Ok(Report {
        output: Output {
            lvr_rate: rates.lvr,
            trade_probability: rates.trade_probability,
            arbitrage_rate: rates.arbitrage,
            lvr_per_year: rates.lvr * input.tvl,
            arbitrage_per_year: rates.arbitrage * input.tvl,
            concentration: input.curve.position(input.price).concentration(),
        },
        reading: reading(input, &rates),
        chart: chart(input),
    })
}

fn pool(input: &Input, volatility: f64) -> Pool {
    Pool {
        curve: input.curve,
        volatility,
        price: input.price,
        swap_fee: input.swap_fee,
        block_time_seconds: input.block_time_seconds,
        block_model: input.block_model.into(),
    }
}

fn rates(input: &Input, volatility: f64) -> Result<Rates, Errors> {
    arbitrage::rates(&pool(input, volatility)).map_err(faults)
}

fn reading(input: &Input, rates: &Rates) -> Sentence {
    if rates.lvr == 0.0 {
        return Sentence::new()
            .text("Nothing: without volatility the price stands still, and no one gains on it.");
    }
    Sentence::new()
        .text("Volatility costs this pool ")
        .number(rates.lvr, Unit::PercentPerYear, 3, Tone::Lost)
        .text(" of its value a year before fees; with a fee of ")
        .number(input.swap_fee, Unit::Percent, 3, Tone::Plain)
        .text(" arbitrageurs still take ")
        .number(rates.arbitrage, Unit::PercentPerYear, 3, Tone::Lost2)
        .text(".")
}

/// How far the picture looks: past the volatility, and the same for volatilities that are close.
fn span(volatility: f64) -> f64 {
    let steps = [
        0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0,
    ];
    steps
        .into_iter()
        .find(|span| *span >= 1.25 * volatility)
        .unwrap_or(100.0)
}

fn chart(input: &Input) -> Chart {
    const STEPS: u32 = 60;
    let span = span(input.volatility);
    let xs: Vec<f64> = (0..=STEPS)
        .map(|k| span * f64::from(k) / f64::from(STEPS))
        .collect();
    let before = |curve: Curve, price: f64| {
        xs.iter()
            .map(|volatility| lvr::rate(curve, *volatility, price))
            .collect()
    };
    // Where the exact formula has no finite value the line has a gap.
    let after = |volatility: &f64| rates(input, *volatility).map_or(f64::NAN, |at| at.arbitrage);
    let mut series = vec![
        Series {
            label: "before fees".into(),
            tone: Tone::Lost,
            area: true,
            values: before(input.curve, input.price),
        },
        Series {
            label: "after fees".into(),
            tone: Tone::Lost2,
            area: false,
            values: xs.iter().map(after).collect(),
        },
    ];
    if input.curve != Curve::ConstantProduct {
        series.push(Series {
            label: name(Curve::ConstantProduct),
            tone: Tone::Flat,
            area: false,
            values: before(Curve::ConstantProduct, 1.0),
        });
    }
    Chart {
        title: "Cost a year, by volatility".into(),
        description: "Share of the pool’s value that arbitrageurs take in a year, before and \
                      after fees, for volatilities of the price between the two tokens."
            .into(),
        x: Axis {
            label: "Volatility".into(),
            unit: Unit::PercentPerRootYear,
            log: false,
        },
        y: Axis {
            label: "Share of value a year".into(),
            unit: Unit::PercentPerYear,
            log: false,
        },
        xs,
        names: Vec::new(),
        series,
        mark: Some(Mark {
            x: input.volatility,
            series: 0,
        }),
    }
}
