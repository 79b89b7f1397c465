//! `fee`: which swap fee?

use super::curve::{curve, faults, tell};
use super::lvr::BlockModel;
use crate::analysis::SECONDS_PER_YEAR;
use crate::analysis::arbitrage;
use crate::analysis::curve::{Curve, MAX_PRICE, MIN_PRICE};
use crate::analysis::fee::{self, Best, GREATEST_FEE, Inputs as Pool, LEAST_FEE};
use crate::definition::calculator::evaluate;
use crate::definition::field::{choice, number};
use crate::definition::figure::figure;
use crate::definition::{
    Axis, Calculator, Chart, Errors, Inputs, Mark, Method, Outputs, Preset, Report, Sentence,
    Series, Source, Tone, Unit,
};
use crate::{inputs, outputs};

inputs! {
    /// A pool, its market, and those who trade there.
    pub struct Input {
        /// Curve of the pool.
        curve: Curve = curve("stable");
        /// Volatility of the price between the two tokens, per square root of a year; with a rate provider, of the market price over the rate.
        volatility: f64 = number("Volatility", Unit::PercentPerRootYear, 0.01)
            .range(0.0, 100.0).slide(0.0, 1.0).step(0.0005);
        /// What others than arbitrageurs trade in a day at today's fee.
        volume: f64 = number("Trades of others, a day", Unit::Money, 1_000_000.0)
            .range(0.0, 1e15).slide(1e3, 1e9).step(1.0).log();
        /// Per cent of that volume lost for one per cent more of fee, at today's fee.
        elasticity: f64 = number("Elasticity of volume", Unit::Plain, 1.5)
            .range(0.0, 100.0).slide(0.0, 5.0).step(0.05);
        /// Fraction taken from the input of each swap today.
        swap_fee: f64 = number("Today’s fee", Unit::BasisPoints, 0.0004)
            .range(LEAST_FEE, GREATEST_FEE).slide(0.00001, 0.01).step(0.00001).log().advanced();
        /// Value of the pool.
        tvl: f64 = number("Value of the pool", Unit::Money, 10_000_000.0)
            .range(1.0, 1e15).slide(1e4, 1e9).step(1.0).log().advanced();
        /// Price of the first token in the second; 1 is the peg.
        price: f64 = number("Price", Unit::Price, 1.0)
            .range(MIN_PRICE, MAX_PRICE).slide(0.9, 1.1).step(0.0001).advanced();
        /// Mean time between blocks.
        block_time_seconds: f64 = number("Time between blocks", Unit::Seconds, 12.0)
            .range(0.0, SECONDS_PER_YEAR).slide(0.1, 600.0).step(0.1).log().advanced();
        /// How blocks follow one another.
        block_model: BlockModel = choice("Blocks come", BlockModel::CHOICES, "poisson").advanced();
    }
    rules(errors) {
        (curve, price) => tell(curve.validate_price(*price), errors),
    }
}

outputs! {
    /// The fee that leaves most, and what today's leaves. Rates are fractions of the pool's value a year.
    pub struct Output {
        /// Swap fee that leaves most to the pool's owners, from 0.0001 % to 10 %.
        best_fee: f64 = figure("Best fee", Unit::BasisPoints).tone(Tone::Kept);
        /// What it leaves: fee income less arbitrage.
        best_net: f64 = figure("Left at the best fee", Unit::PercentPerYear).tone(Tone::Kept);
        /// Least fee that leaves at least nine tenths of that.
        band_from: f64 = figure("Nearly as good from", Unit::BasisPoints);
        /// Greatest fee that leaves at least nine tenths of that.
        band_to: f64 = figure("Nearly as good to", Unit::BasisPoints);
        /// What today's fee leaves: fee income less arbitrage.
        net: f64 = figure("Left at today’s fee", Unit::PercentPerYear);
        /// What others pay at today's fee.
        fee_income: f64 = figure("Fee income today", Unit::PercentPerYear);
        /// What arbitrageurs take at today's fee, after the fees that they pay.
        arbitrage: f64 = figure("Arbitrage today", Unit::PercentPerYear).tone(Tone::Lost);
        /// What others must trade in a day for today's fee to pay for arbitrage.
        break_even_volume: f64 = figure("Pays for arbitrage from a day’s trades of", Unit::Money);
    }
}

/// The calculator.
pub static CALCULATOR: Calculator = Calculator {
    id: "fee",
    title: "Which swap fee?",
    summary: "What a fee earns from traders and what it leaves to arbitrage, and the fee at which \
              most is left to those who provide liquidity.",
    method: Method {
        formula: "net(f) = 365 f Q(f) / V − arbitrage(f),   Q(f) = Q₀ e^(ε (1 − f/f₀))",
        text: "Q₀ is what others trade in a day at today’s fee f₀, ε the elasticity of that \
               volume there, V the pool’s value. Arbitrage at a fee is that of the LVR calculator. \
               Fees from 0.0001\u{a0}% to 10\u{a0}% are tried in even factors, and the best is refined by \
               golden section. How volume answers to a fee is the weak point of any such \
               calculation: here it falls by equal shares for equal steps of the fee. A higher \
               fee can also draw deposits, which deepen the pool and bring trades (Hasbrouck, \
               Rivera and Saleh, 2022); that is not in it.",
        sources: &[
            Source {
                label: "Fritsch, Wattenhofer: A Note on Optimal Fees for Constant Function Market Makers (2021)",
                address: "https://arxiv.org/abs/2105.13510",
            },
            Source {
                label: "Milionis, Moallemi, Roughgarden: Arbitrage Profits in the Presence of Fees (2023)",
                address: "https://arxiv.org/abs/2305.14604",
            },
            Source {
                label: "Hasbrouck, Rivera, Saleh: The Need for Fees at a DEX (2022)",
                address: "https://financetheory.org/papers/WP00080-00",
            },
        ],
        code: "core/src/analysis/fee.rs",
    },
    presets: PRESETS,
    inputs: Input::FIELDS,
    outputs: Output::FIELDS,
    run: |value| evaluate(value, compute),
};

const PRESETS: &[Preset] = &[
    Preset {
        label: "osETH/WETH",
        source: "A = 200, 0.01\u{a0}%, 19,554 ether: pool 0xdacf…850c on Ethereum, snapshot of \
                 2025-02-27. Volatility, volume (a twentieth of the pool a day) and elasticity are \
                 assumed.",
        inputs: &[("swapFee", "0.0001"), ("tvl", "19554"), ("volume", "978")],
    },
    Preset {
        label: "E-CLP wstETH/WETH",
        source: "Curve and fee of pool 0xf01b…1fc1 on Ethereum (α 0.9985, β 1.0005, λ 8500, \
                 0.01\u{a0}%), 1,784 ether on 2024-03-25. Volatility, volume and elasticity are assumed.",
        inputs: &[
            ("curve", "eclp"),
            ("volatility", "0.005"),
            ("swapFee", "0.0001"),
            ("tvl", "1784"),
            ("volume", "1784"),
        ],
    },
    Preset {
        label: "ETH in 2024",
        source: "x · y = k at 0.3\u{a0}%. Volatility of daily closes of ETH in dollars: 64.4\u{a0}%. Volume \
                 and elasticity are assumed.",
        inputs: &[
            ("curve", "constantProduct"),
            ("volatility", "0.644"),
            ("swapFee", "0.003"),
            ("volume", "2000000"),
        ],
    },
];

fn compute(input: &Input) -> Result<Report<Output>, Errors> {
    let pool = pool(input);
    let found = fee::best(&pool).map_err(faults)?;
    let Best { now, best, band } = found;
    Ok(Report {
        reading: reading(&found),
        chart: chart(&pool, &found)?,
        output: Output {
            best_fee: best.fee,
            best_net: best.net,
            band_from: band.0,
            band_to: band.1,
            net: now.net,
            fee_income: now.income,
            arbitrage: now.arbitrage,
            break_even_volume: now.arbitrage * pool.tvl / (365.0 * now.fee),
        },
    })
}

fn pool(input: &Input) -> Pool {
    Pool {
        pool: arbitrage::Inputs {
            curve: input.curve,
            volatility: input.volatility,
            price: input.price,
            swap_fee: input.swap_fee,
            block_time_seconds: input.block_time_seconds,
            block_model: input.block_model.into(),
        },
        tvl: input.tvl,
        volume: input.volume,
        elasticity: input.elasticity,
    }
}

fn reading(Best { now, best, band }: &Best) -> Sentence {
    let fee = |words: Sentence, fee: f64| words.number(fee, Unit::BasisPoints, 3, Tone::Kept);
    let rate =
        |words: Sentence, rate: f64| words.number(rate, Unit::PercentPerYear, 3, Tone::Plain);
    if best.net == 0.0 {
        return Sentence::new().text(
            "Any: without trades and without volatility nothing is earned and nothing lost.",
        );
    }
    if best.net <= 0.0 {
        let words =
            Sentence::new().text("None pays here: arbitrage takes more than traders bring. At ");
        let words = fee(words, best.fee).text(" the pool loses least, ");
        return rate(words, -best.net).text(" a year.");
    }
    let words = fee(Sentence::new(), best.fee).text(" leaves most: ");
    let words = rate(words, best.net).text(" of the pool a year, against ");
    let words = rate(words, now.net).text(" at today’s ");
    let words = fee(words, now.fee).text(". Any fee from ");
    let words = fee(words, band.0).text(" to ");
    fee(words, band.1).text(" leaves at least nine tenths of that.")
}

/// What each fee earns, leaves to arbitrage, and leaves over.
fn chart(pool: &Pool, found: &Best) -> Result<Chart, Errors> {
    const STEPS: u32 = 72;
    let (least, most) = (
        found.best.fee.min(found.now.fee),
        found.best.fee.max(found.now.fee),
    );
    let from = (least / 20.0).max(LEAST_FEE);
    let to = (most * 8.0).min(GREATEST_FEE);
    let points = fee::path(pool, from, to, STEPS).map_err(faults)?;
    let line = |label: &str, tone: Tone, of: fn(&fee::Point) -> f64| {
        Series::line(label, tone, points.iter().map(of).collect())
    };
    Ok(Chart {
        title: "What a fee earns, and what it leaves to arbitrage".into(),
        description: "Shares of the pool’s value a year, by swap fee: what others pay, what \
                      arbitrageurs take after fees, and what is left."
            .into(),
        x: Axis::log("Swap fee", Unit::BasisPoints),
        y: Axis::new("Share of value", Unit::PercentPerYear),
        xs: points.iter().map(|point| point.fee).collect(),
        names: Vec::new(),
        series: vec![
            line("left", Tone::Kept, |point| point.net).shaded(),
            line("arbitrage", Tone::Lost, |point| point.arbitrage),
            line("fee income", Tone::Flat, |point| point.income),
        ],
        mark: Some(Mark {
            x: found.best.fee,
            series: 0,
        }),
    })
}
