//! `depth`: how deep is a pool for its size?

use super::curve::{curve, faults, name, tell};
use crate::analysis::curve::{Curve, MAX_PRICE, MIN_PRICE};
use crate::analysis::depth::{Pool, Sold, Trade};
use crate::definition::calculator::evaluate;
use crate::definition::field::{choice, list, number};
use crate::definition::figure::figure;
use crate::definition::{
    Axis, Calculator, Chart, Errors, Inputs, Mark, Method, Outputs, Preset, Report, Sentence,
    Series, Source, Tone, Unit,
};
use crate::{choices, inputs, outputs};

choices! {
    /// The token that a trader gives.
    pub enum Gives {
        /// The yield-bearing token: its price falls.
        YieldBearing = "yieldBearing" "the yield-bearing token",
        /// The other token: the yield-bearing one rises.
        Other = "other" "the other token",
    }
}

inputs! {
    /// A pool, trades, and moves of its price.
    pub struct Input {
        /// Curve of the pool.
        curve: Curve = curve("stable");
        /// Value of the pool, in the second token.
        tvl: f64 = number("Value of the pool", Unit::Money, 10_000_000.0)
            .range(1e-6, 1e15).slide(1e4, 1e9).step(1.0).log();
        /// Amounts given, in tokens. What they do to the price is a row each.
        trade_list: Vec<f64> = list("Trades", &number("Trade", Unit::Money, 0.0).range(0.0, 1e15), "100000, 1000000", (0, 20));
        /// Moves of the marginal price against the trader. How much may be traded for each is a row.
        impact_list: Vec<f64> = list("Impacts", &number("Impact", Unit::BasisPoints, 0.001).range(0.0, 0.99), "0.0001, 0.0005, 0.001, 0.005, 0.01", (0, 20));
        /// The token that the trader gives.
        sold: Gives = choice("The trader gives", Gives::CHOICES, "yieldBearing").advanced();
        /// Price of the first token in the second before the trade; 1 is the peg.
        price: f64 = number("Price", Unit::Price, 1.0)
            .range(MIN_PRICE, MAX_PRICE).slide(0.9, 1.1).step(0.0001).advanced();
    }
    rules(errors) {
        (curve, price) => tell(curve.validate_price(*price), errors),
    }
}

outputs! {
    /// What may be traded for a move of the price.
    pub struct ByImpact {
        /// Move of the marginal price that is allowed, a fraction.
        impact: f64 = figure("Price moves by", Unit::BasisPoints).digits(4);
        /// Amount given that moves it so far, or the most that the curve can take.
        amount: f64 = figure("Trade", Unit::Money).digits(6);
        /// Amount taken.
        amount_out: f64 = figure("Taken", Unit::Money).digits(6);
        /// How much worse than the marginal price before it the whole trade is, a fraction.
        average_impact: f64 = figure("Trader loses", Unit::BasisPoints).digits(4);
        /// Value that a pool of this curve must have for the first of the trades to move the price no further.
        tvl_needed: Option<f64> = figure("Value for the first trade", Unit::Money).none("–");
        /// Whether the curve ends before the price has moved so far.
        sold_out: bool = figure("Sold out before", Unit::Plain);
    }
}

outputs! {
    /// What a trade does to the price; null where the curve cannot take it.
    pub struct ByTrade {
        /// Amount given.
        amount: f64 = figure("Trade", Unit::Money).digits(6);
        /// Move of the marginal price against the trader, a fraction.
        impact: Option<f64> = figure("Price moves by", Unit::BasisPoints).digits(4).none("too large");
        /// How much worse than the marginal price before it the whole trade is, a fraction.
        average_impact: Option<f64> = figure("Trader loses", Unit::BasisPoints).digits(4).none("–");
        /// Amount taken.
        amount_out: Option<f64> = figure("Taken", Unit::Money).digits(6).none("–");
    }
}

outputs! {
    /// Depth, both ways.
    pub struct Output {
        /// Value that a pool of this curve must have for the first of the trades to move the price by no more than the first of the impacts; null without either.
        tvl_for_impact: Option<f64> =
            figure("Value for the first trade at the first impact", Unit::Money).none("");
        /// How many times deeper the pool is at this price than a constant product of its value.
        concentration: f64 = figure("Depth, times x · y = k", Unit::Plain);
        /// For each of the impacts, the trade.
        amount_per_impact: Vec<ByImpact> = figure("How much for an impact", Unit::Plain);
        /// For each of the trades, the impact.
        impact_per_amount: Vec<ByTrade> = figure("What a trade does", Unit::Plain);
    }
}

/// The calculator.
pub static CALCULATOR: Calculator = Calculator {
    id: "depth",
    title: "How deep is a pool for its size?",
    summary: "How much may be traded before the price moves so far, how far a trade moves it, \
              and the value that a pool needs for a trade.",
    method: Method {
        formula: "trade = V (x(p(1−i)) − x(p)) / (p x(p) + y(p))   ·   lost = 1 − out / (in · p)",
        text: "x(p) and y(p) are what a pool of this curve holds at the marginal price p, V its \
               value, i the impact: the fraction by which the marginal price moves against the \
               trader. The curve itself is inverted, for a trade as for an impact. Without swap \
               fees: a fee f makes the amount given larger by 1/(1−f). A curve with an end sells \
               out there. Amounts are in tokens, values in the second token.",
        sources: &[
            Source {
                label: "Egorov, StableSwap (2019), with the amplification as contracts store it",
                address: "https://docs.curve.finance/references/whitepaper",
            },
            Source {
                label: "Gyroscope, E-CLP Mathematics (2024), section 2.1",
                address: "https://github.com/gyrostable/technical-papers",
            },
        ],
        code: "core/src/analysis/depth.rs",
    },
    presets: PRESETS,
    inputs: Input::FIELDS,
    outputs: Output::FIELDS,
    run: |value| evaluate(value, compute),
};

const PRESETS: &[Preset] = &[
    Preset {
        label: "osETH/WETH",
        source: "A = 200: pool 0xdacf…850c on Ethereum, 19,554 ether in a snapshot of 2025-02-27.",
        inputs: &[
            ("tvl", "19554"),
            ("price", "1.0001959"),
            ("tradeList", "100, 1000, 5000"),
        ],
    },
    Preset {
        label: "E-CLP wstETH/WETH",
        source: "Pool 0xf01b…1fc1 on Ethereum (α 0.9985, β 1.0005, λ 8500) in a snapshot of \
                 2024-03-25: 1,784 ether, nearly all wstETH.",
        inputs: &[
            ("curve", "eclp"),
            ("tvl", "1784.3"),
            ("price", "0.998688200143506"),
            ("tradeList", "1, 100, 1000"),
            ("sold", "other"),
        ],
    },
    Preset {
        label: "80BAL/20WETH",
        source: "Pool 0x5c6e…8f56 on Ethereum, block 17473810 (2023-06-13): 31,701,973 BAL and \
                 20,294.72 WETH, in WETH.",
        inputs: &[
            ("curve", "weighted"),
            ("tvl", "101473.6"),
            ("price", "0.00256069"),
            ("tradeList", "10000, 1000000"),
        ],
    },
];

fn compute(input: &Input) -> Result<Report<Output>, Errors> {
    let pool = Pool {
        curve: input.curve,
        price: input.price,
        tvl: input.tvl,
    };
    pool.validate().map_err(faults)?;
    let sold = match input.sold {
        Gives::YieldBearing => Sold::X,
        Gives::Other => Sold::Y,
    };
    let first = input.trade_list.first().copied();
    let mut amount_per_impact = Vec::new();
    for &impact in &input.impact_list {
        amount_per_impact.push(by_impact(&pool, sold, impact, first));
    }
    let mut impact_per_amount = Vec::new();
    for &amount in &input.trade_list {
        impact_per_amount.push(by_trade(amount, pool.trade_of(sold, amount)));
    }
    Ok(Report {
        reading: reading(&pool, sold, input),
        chart: chart(&pool, sold, input),
        output: Output {
            tvl_for_impact: amount_per_impact.first().and_then(|row| row.tvl_needed),
            concentration: pool.curve.position(pool.price).concentration(),
            amount_per_impact,
            impact_per_amount,
        },
    })
}

fn by_impact(pool: &Pool, sold: Sold, impact: f64, first: Option<f64>) -> ByImpact {
    let trade = pool.trade_for_impact(sold, impact);
    ByImpact {
        impact,
        amount: trade.amount_in,
        amount_out: trade.amount_out,
        average_impact: trade.average_impact,
        tvl_needed: first
            .filter(|_| impact > 0.0)
            .map(|amount| pool.tvl_for(sold, amount, impact)),
        sold_out: trade.spot_impact < impact * (1.0 - 1e-9),
    }
}

fn by_trade(amount: f64, trade: Option<Trade>) -> ByTrade {
    ByTrade {
        amount,
        impact: trade.map(|trade| trade.spot_impact),
        average_impact: trade.map(|trade| trade.average_impact),
        amount_out: trade.map(|trade| trade.amount_out),
    }
}

fn reading(pool: &Pool, sold: Sold, input: &Input) -> Sentence {
    const USUAL: f64 = 0.001;
    let impact = input.impact_list.first().copied().unwrap_or(USUAL);
    let trade = pool.trade_for_impact(sold, impact);
    let words = Sentence::new().text("A trade of ");
    let words = words.number(trade.amount_in, Unit::Money, 3, Tone::Kept);
    let words = words.text(" moves its price by ");
    let words = words.number(trade.spot_impact, Unit::BasisPoints, 3, Tone::Plain);
    let words = if trade.spot_impact < impact * (1.0 - 1e-9) {
        words.text(" and empties it")
    } else {
        words
    };
    let Some(&amount) = input.trade_list.last() else {
        return words.text(".");
    };
    let words = words.text("; one of ");
    let words = words.number(amount, Unit::Money, 3, Tone::Plain);
    let Some(trade) = pool.trade_of(sold, amount) else {
        return words.text(" is more than it can take.");
    };
    let words = words.text(" by ");
    let words = words.number(trade.spot_impact, Unit::BasisPoints, 3, Tone::Lost);
    let words = words.text(", and its trader loses ");
    let words = words.number(trade.average_impact, Unit::BasisPoints, 3, Tone::Lost);
    words.text(".")
}

/// How much may be traded, for impacts from a tenth of a basis point to a tenth.
fn chart(pool: &Pool, sold: Sold, input: &Input) -> Chart {
    const STEPS: u32 = 60;
    const ENDS: (f64, f64) = (1e-5, 0.1);
    let logs = Chart::even(ENDS.0.ln(), ENDS.1.ln(), STEPS);
    let impacts: Vec<f64> = logs.into_iter().map(f64::exp).collect();
    let line = |label: String, tone: Tone, pool: &Pool, sold: Sold| {
        let trade = |impact: &f64| pool.trade_for_impact(sold, *impact).amount_in;
        Series::line(label, tone, impacts.iter().map(trade).collect())
    };
    let own = line(name(pool.curve), Tone::Kept, pool, sold).shaded();
    // The other way, in the same token; where both ways are alike one line says it.
    let (other, worth) = match sold {
        Sold::X => (Sold::Y, 1.0 / pool.price),
        Sold::Y => (Sold::X, pool.price),
    };
    let mut back = line("the other way".into(), Tone::Lost2, pool, other);
    let mut alike = true;
    for (back, own) in back.values.iter_mut().zip(&own.values) {
        *back *= worth;
        alike &= (*back / own - 1.0).abs() < 0.25;
    }
    let mut series = vec![own];
    if !alike {
        series.push(back);
    }
    if pool.curve != Curve::ConstantProduct {
        let flat = Pool {
            curve: Curve::ConstantProduct,
            ..*pool
        };
        series.push(line(name(flat.curve), Tone::Flat, &flat, sold));
    }
    let first = input.impact_list.first();
    Chart {
        title: "How much may be traded, by how far the price moves".into(),
        description: "Amount that a trader may give before the marginal price has moved so far, \
                      from a tenth of a basis point to ten per cent. Both axes go by factors."
            .into(),
        x: Axis::log("The price moves by", Unit::BasisPoints),
        y: Axis::log("Trade", Unit::Money),
        xs: impacts,
        names: Vec::new(),
        series,
        mark: first
            .filter(|impact| (ENDS.0..=ENDS.1).contains(*impact))
            .map(|&x| Mark { x, series: 0 }),
    }
}
