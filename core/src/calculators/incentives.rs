//! `incentives`: what must be paid for a target size?

use crate::definition::calculator::evaluate;
use crate::definition::field::{list, number};
use crate::definition::figure::figure;
use crate::definition::{
    Axis, Calculator, Chart, Code, Errors, Inputs, Mark, Method, Outputs, Preset, Report, Sentence,
    Series, Source, Tone, Unit,
};
use crate::economics::WEEKS_PER_YEAR;
use crate::economics::incentives::Campaign;
use crate::{inputs, outputs};

inputs! {
    /// A pool that is to have a size, and what may be paid for it.
    pub struct Input {
        /// Value that the pool is to have.
        target_tvl: f64 = number("Size to reach", Unit::Money, 10e6).range(0.01, 1e15).slide(1e4, 1e9).log();
        /// Return a year at which liquidity providers come and stay.
        hurdle: f64 = number("Return they ask for", Unit::PercentPerYear, 0.06)
            .range(0.0, 10.0).slide(0.0, 0.3).step(0.001);
        /// Return a year that the pool gives by itself at any size: yields after fees, drift and volatility.
        organic: f64 = number("Return it has", Unit::PercentPerYear, 0.03)
            .range(-1.0, 10.0).slide(0.0, 0.3).step(0.001);
        /// What is to be spent in a year, in money.
        budget: f64 = number("Budget for a year", Unit::Money, 200_000.0).range(0.0, 1e15).slide(1e3, 1e8).log();
        /// Swap fees that liquidity providers share in a year, in money; they thin out as the pool grows.
        fees_per_year: f64 = number("Swap fees in a year", Unit::Money, 0.0).range(0.0, 1e15).slide(1e3, 1e8).log().advanced();
        /// Price of each token in which is paid.
        prices: Vec<f64> = list("Prices of the reward tokens", &number("Price", Unit::Money, 1.0).range(1e-12, 1e12), "1", (1, 8)).advanced();
        /// Tokens of each kind that reach liquidity providers in a week for the budget, where that is not the budget itself: BAL from votes that were paid for. Empty: what is spent arrives, less the fee.
        emitted_per_week: Vec<f64> = list("Tokens that arrive a week", &number("Tokens", Unit::Plain, 0.0).range(0.0, 1e15), "", (0, 8)).advanced();
        /// Share that the channel keeps of what is spent.
        channel_fee: f64 = number("Fee of the channel", Unit::Percent, 0.0)
            .range(0.0, 0.99).slide(0.0, 0.1).step(0.001).advanced();
    }
    rules(errors) {
        (prices, emitted_per_week) => if !emitted_per_week.is_empty() {
            let (emitted, prices) = (emitted_per_week.len(), prices.len());
            super::period::as_many(errors, "emittedPerWeek", emitted, "prices", prices);
        },
        (budget, emitted_per_week) => if !emitted_per_week.is_empty() && *budget == 0.0 {
            let fault = "0 is spent, and tokens arrive for it: efficiency needs a budget above 0";
            errors.push("budget", Code::Conflict, fault);
        },
    }
}

outputs! {
    /// What one reward token would have to be paid.
    pub struct Reward {
        /// Its price.
        price: f64 = figure("Price", Unit::Money);
        /// Tokens a week for the target, if all is paid in this one.
        for_target: Option<f64> = figure("A week, for the target", Unit::Plain).digits(4).none("–");
        /// Tokens a week for the budget, if all is paid in this one.
        for_budget: f64 = figure("A week, for the budget", Unit::Plain).digits(4);
    }
}

outputs! {
    /// What the size costs, and what the budget buys.
    pub struct Output {
        /// What liquidity providers must receive in a year at the target.
        per_year: f64 = figure("They must get, a year", Unit::Money).tone(Tone::Kept).digits(4);
        /// The same for a week: seven days of 365.
        per_week: f64 = figure("They must get, a week", Unit::Money).tone(Tone::Kept).digits(4);
        /// What must be spent in a year so that this arrives; none where nothing arrives.
        spend_per_year: Option<f64> = figure("To be spent, a year", Unit::Money).digits(4).tone(Tone::Lost).none("nothing arrives");
        /// What arrives for each unit of money that is spent.
        efficiency: f64 = figure("Arrives per unit spent", Unit::Plain).digits(4);
        /// Size at which the budget gives the return that is asked for; none if any size gives it.
        tvl_for_budget: Option<f64> = figure("Size for the budget", Unit::Money).digits(4).none("any");
        /// Return a year at the target, with the budget.
        return_at_target: f64 = figure("Return at the target", Unit::PercentPerYear);
        /// Size for each unit of money spent in a year; none if any size gives the return.
        tvl_per_unit: Option<f64> = figure("Size per unit spent", Unit::Money).none("any");
        /// In tokens.
        rewards: Vec<Reward> = figure("In tokens", Unit::Plain);
    }
}

/// The calculator.
pub static CALCULATOR: Calculator = Calculator {
    id: "incentives",
    title: "What must be paid for a target size?",
    summary: "The rewards that a pool of a given size needs so that its liquidity providers earn \
              what they ask for, and the size that a budget buys.",
    method: Method {
        formula: "per year = TVL · (hurdle − organic) − fees   ·   TVL for budget = (budget · efficiency + fees) / (hurdle − organic)",
        text: "Liquidity comes while the pool earns at least the hurdle. Yields grow with the \
               pool; fees and rewards are sums of money that are shared, so the return falls as \
               the pool grows until it meets the hurdle. A week is 7 of 365 days. Efficiency is \
               what arrives for each unit spent: 1 less the channel’s fee if rewards are paid \
               directly; value of the tokens that arrive over the budget if votes were paid for, \
               which was Balancer’s way until the second quarter of 2026 and has ended.",
        sources: &[
            Source {
                label: "Merkl’s documents: direct rewards, their fee and least rate",
                address: "https://docs.merkl.xyz/",
            },
            Source {
                label: "Aura’s AIP-26: efficiency of payments for votes, 1.5 to 2 and falling to 1",
                address: "https://forum.aura.finance/t/aip-26-optimize-aura-eth-and-aurabal-stable-incentives-to-maximize-protocol-benefit/463",
            },
        ],
        code: "core/src/economics/incentives.rs",
    },
    presets: PRESETS,
    inputs: Input::FIELDS,
    outputs: Output::FIELDS,
    run: |value| evaluate(value, compute),
};

const PRESETS: &[Preset] = &[
    Preset {
        label: "10 million",
        source: "An example: 10 million at 6\u{a0}% where the pool gives 3\u{a0}%.",
        inputs: &[],
    },
    Preset {
        label: "Paid through Merkl",
        source: "The example with Merkl’s fee of 3\u{a0}% (its documents, 2026-11-22).",
        inputs: &[("channelFee", "0.03")],
    },
    Preset {
        label: "weETH/rETH, paid in ether",
        source: "weETH’s rate grew 2.76\u{a0}% a year between 2024-12-31 and 2025-09-03, half of a pool: \
                 1.38\u{a0}%. Size, hurdle and budget in ether are examples.",
        inputs: &[
            ("targetTvl", "5000"),
            ("hurdle", "0.03"),
            ("organic", "0.0138"),
            ("budget", "50"),
        ],
    },
    Preset {
        label: "Votes for BAL, 2023 (ended)",
        source: "BAL at 3.01 and 121,929.98 BAL a week to all pools on 2023-10-18 (Balancer’s forum, \
                 topic 5262). 2\u{a0}% of them, 2,438.6 a week, for 250,000 a year paid to voters: the \
                 payment is an example.",
        inputs: &[
            ("budget", "250000"),
            ("prices", "3.01"),
            ("emittedPerWeek", "2438.5996"),
        ],
    },
];

fn compute(input: &Input) -> Result<Report<Output>, Errors> {
    let campaign = Campaign {
        hurdle: input.hurdle,
        organic: input.organic,
        fees: input.fees_per_year,
        efficiency: efficiency(input),
    };
    let per_year = campaign.needed(input.target_tvl);
    let spend = campaign.cost(input.target_tvl);
    let tvl_for_budget = campaign.tvl(input.budget);
    let reward = |price: &f64| Reward {
        price: *price,
        for_target: spend.map(|spend| spend / WEEKS_PER_YEAR / price),
        for_budget: input.budget / WEEKS_PER_YEAR / price,
    };
    Ok(Report {
        reading: reading(input, &campaign),
        chart: chart(input, &campaign),
        output: Output {
            per_year,
            per_week: per_year / WEEKS_PER_YEAR,
            spend_per_year: spend,
            efficiency: campaign.efficiency,
            tvl_for_budget,
            return_at_target: campaign.rate(input.target_tvl, input.budget),
            tvl_per_unit: tvl_for_budget
                .map(|_| campaign.efficiency / (input.hurdle - input.organic)),
            rewards: input.prices.iter().map(reward).collect(),
        },
    })
}

/// What arrives of each unit that is spent.
fn efficiency(input: &Input) -> f64 {
    let emitted = &input.emitted_per_week;
    if emitted.is_empty() {
        return 1.0 - input.channel_fee;
    }
    let tokens = emitted.iter().zip(&input.prices);
    let value: f64 = tokens.map(|(amount, price)| amount * price).sum();
    value * WEEKS_PER_YEAR / input.budget * (1.0 - input.channel_fee)
}

fn reading(input: &Input, campaign: &Campaign) -> Sentence {
    let money = |words: Sentence, value, tone| words.number(value, Unit::Money, 4, tone);
    let target = money(Sentence::new(), input.target_tvl, Tone::Plain);
    let Some(size) = campaign.tvl(input.budget) else {
        return target.text(" need nothing: the pool gives what is asked for at any size.");
    };
    let needed = campaign.needed(input.target_tvl);
    let words = if needed == 0.0 {
        target.text(" need nothing: its fees are enough")
    } else {
        let words = money(target.text(" need "), needed, Tone::Kept).text(" a year, ");
        money(words, needed / WEEKS_PER_YEAR, Tone::Kept).text(" a week")
    };
    let words = money(words.text("; a budget of "), input.budget, Tone::Lost);
    let words = money(words.text(" holds "), size, Tone::Kept).text(".");
    if input.emitted_per_week.is_empty() {
        return words;
    }
    let words = words.text(" Each unit paid for votes brought ");
    let words = words.number(campaign.efficiency, Unit::Plain, 3, Tone::Plain);
    words.text("; on Balancer such payments ended in the second quarter of 2026.")
}

/// The return as the pool grows, with the budget, and the hurdle.
fn chart(input: &Input, campaign: &Campaign) -> Chart {
    const STEPS: u32 = 60;
    let held = campaign.tvl(input.budget).filter(|size| *size > 0.0);
    let middle = held.unwrap_or(input.target_tvl);
    let (low, high) = (
        middle.min(input.target_tvl) / 5.0,
        middle.max(input.target_tvl) * 5.0,
    );
    let step = (high / low).ln() / f64::from(STEPS);
    let xs: Vec<f64> = (0..=STEPS)
        .map(|n| low * (step * f64::from(n)).exp())
        .collect();
    let series = |label: &str, tone, area, of: &dyn Fn(f64) -> f64| Series {
        label: label.into(),
        tone,
        area,
        values: xs.iter().map(|size| of(*size)).collect(),
    };
    let with = |size: f64| campaign.rate(size, input.budget);
    let without = |size: f64| campaign.rate(size, 0.0);
    Chart {
        title: "The return thins out as the pool grows".into(),
        description: "Return a year by the size of the pool: with the budget, without it, and the \
                      return that liquidity providers ask for. The pool grows until the first \
                      meets the last."
            .into(),
        x: Axis {
            label: "Size of the pool".into(),
            unit: Unit::Money,
            log: true,
        },
        y: Axis {
            label: "Return a year".into(),
            unit: Unit::PercentPerYear,
            log: false,
        },
        series: vec![
            series("with the budget", Tone::Kept, true, &with),
            series("without", Tone::Flat, false, &without),
            series("asked for", Tone::Lost, false, &|_| input.hurdle),
        ],
        names: Vec::new(),
        xs,
        mark: Some(Mark {
            x: middle,
            series: 0,
        }),
    }
}
