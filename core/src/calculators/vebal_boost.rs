//! `vebal-boost` (history): which boost?

use crate::definition::calculator::evaluate;
use crate::definition::field::{choice, number};
use crate::definition::figure::figure;
use crate::definition::{
    Axis, Calculator, Chart, Code, Errors, Inputs, Mark, Method, Outputs, Preset, Report, Sentence,
    Series, Source, Tone, Unit,
};
use crate::economics::emissions;
use crate::economics::gauge::Stake;
use crate::{choices, inputs, outputs};

choices! {
    /// The year whose issue of BAL counts.
    pub enum Period {
        /// 2022.
        Y2022 = "2022" "2022: 145,000 BAL a week",
        /// 2023.
        Y2023 = "2023" "2023: 121,930 BAL a week",
        /// 2024.
        Y2024 = "2024" "2024: 102,530 BAL a week",
        /// 2025.
        Y2025 = "2025" "2025: 86,218 BAL a week",
        /// 2026, until BIP-919.
        Y2026 = "2026" "2026, to spring: 72,500 BAL a week",
        /// After BIP-919.
        Ended = "ended" "after BIP-919, 2026: none",
    }
}

inputs! {
    /// A stake in a Balancer gauge, and its owner's veBAL.
    pub struct Input {
        /// Pool tokens that are staked by one account.
        liquidity: f64 = number("Your pool tokens", Unit::Plain, 1000.0).range(1e-6, 1e15).slide(1.0, 1e7).log();
        /// Pool tokens that were staked in the gauge before, by all others.
        total: f64 = number("All others’ pool tokens", Unit::Plain, 99_000.0).range(0.0, 1e15).slide(1.0, 1e8).log();
        /// The account's veBAL.
        ve_b_a_l: f64 = number("Your veBAL", Unit::Plain, 5000.0).range(0.0, 1e15).slide(1.0, 1e7).log();
        /// All veBAL.
        total_ve_b_a_l: f64 = number("All veBAL", Unit::Plain, 1e6).range(1e-6, 1e15).slide(1e5, 1e8).log();
        /// Sum of the others' working balances: between 40 % and 100 % of their pool tokens.
        working_supply: f64 = number("Others’ working balances", Unit::Plain, 50_000.0).range(0.0, 1e15).slide(1.0, 1e8).log().advanced();
        /// Year whose issue of BAL counts for the rewards.
        period: Period = choice("BAL of", Period::CHOICES, "2023").advanced();
        /// Share of all votes, and so of all BAL, that the gauge had.
        gauge_share: f64 = number("Gauge’s share of votes", Unit::Percent, 0.02).slide(0.0, 0.2).step(0.001).advanced();
        /// Price of BAL, in money.
        bal_price: f64 = number("Price of BAL", Unit::Money, 3.01)
            .range(1e-6, 1e6).slide(0.1, 10.0).step(0.01).advanced();
        /// Price of a pool token, in money.
        token_price: f64 = number("Price of a pool token", Unit::Money, 100.0)
            .range(1e-9, 1e12).slide(0.1, 10_000.0).log().advanced();
    }
    rules(errors) {
        (ve_b_a_l, total_ve_b_a_l) => {
            at_most(*ve_b_a_l, *total_ve_b_a_l, "all veBAL", "veBAL", errors);
        },
        (working_supply, total) => {
            let limit = "all others stake";
            at_most(*working_supply, *total, limit, "workingSupply", errors);
        },
    }
}

outputs! {
    /// The boost and what it was worth.
    pub struct Output {
        /// Rewards over those of the same stake without veBAL.
        boost: f64 = figure("Boost", Unit::Plain).tone(Tone::Kept).digits(4);
        /// The boost with veBAL enough.
        max_boost: f64 = figure("Most in this gauge", Unit::Plain).digits(4);
        /// veBAL from which on more brought nothing.
        ve_b_a_l_for_max: f64 = figure("veBAL for the most", Unit::Plain).digits(6);
        /// What counts of the stake.
        working_balance: f64 = figure("Working balance", Unit::Plain).digits(6);
        /// BAL in a year of 52 weeks.
        bal_per_year: f64 = figure("BAL a year", Unit::Plain).digits(6);
        /// Their value over the value of the stake.
        apr: f64 = figure("Rewards a year", Unit::PercentPerYear).tone(Tone::Kept);
        /// The same without veBAL.
        apr_unboosted: f64 = figure("Without veBAL", Unit::PercentPerYear);
        /// BAL issued in a week to all gauges together.
        weekly_emissions: f64 = figure("BAL a week, all gauges", Unit::Plain).digits(8);
    }
}

/// The calculator.
pub static CALCULATOR: Calculator = Calculator {
    id: "vebal-boost",
    title: "History: which boost did veBAL give?",
    summary: "How much more BAL a stake in a Balancer gauge received for its owner’s veBAL, the most \
              that was possible, and the veBAL that it took. Ended in 2026.",
    method: Method {
        formula: "ws = min(0.4 l + 0.6 (L + l) v/T, l)   ·   boost = [ws/(ws + W)] / [0.4 l/(0.4 l + W)]   ·   veBAL for most = T l/(L + l)",
        text: "l is the stake, L what all others stake, v and T one’s own and all veBAL, W the \
               others’ working balances. Without veBAL 40\u{a0}% of a stake counts; with enough all of \
               it. The most is 2.5 in a large gauge, and less where the stake is a large part of \
               the gauge, because it then competes with itself. Rewards are ws/(ws + W) of the \
               gauge’s BAL for 52 weeks, so no stake gets more than the gauge. The rule began with \
               veBAL in 2022 and lost its object with BIP-919 in the second quarter of 2026, when \
               no BAL were issued any more.",
        sources: &[
            Source {
                label: "balancer/docs: reference/vebal-and-gauges/boost-calculations.md and apr-calculation.md",
                address: "https://github.com/balancer/docs",
            },
            Source {
                label: "balancer/docs: concepts/governance/bal-token.md, BAL a week by year",
                address: "https://github.com/balancer/docs",
            },
        ],
        code: "core/src/economics/gauge.rs",
    },
    presets: PRESETS,
    inputs: Input::FIELDS,
    outputs: Output::FIELDS,
    run: |value| evaluate(value, compute),
};

const PRESETS: &[Preset] = &[
    Preset {
        label: "1\u{a0}% of a gauge",
        source: "An example: 1\u{a0}% of the gauge and half a per cent of all veBAL. BAL at 3.01 dollars and \
                 2\u{a0}% of the votes as for a gauge of 2023-10-18 (Balancer’s forum, topic 5262).",
        inputs: &[],
    },
    Preset {
        label: "A large stake",
        source: "An example: a stake that is a sixth of what counts can reach 2.25 and no more.",
        inputs: &[("liquidity", "10000"), ("veBAL", "100000")],
    },
    Preset {
        label: "Without veBAL",
        source: "The example without veBAL.",
        inputs: &[("veBAL", "0")],
    },
];

fn compute(input: &Input) -> Result<Report<Output>, Errors> {
    let stake = stake(input);
    let weekly = emissions::weekly(match input.period {
        Period::Y2022 => 2022,
        Period::Y2023 => 2023,
        Period::Y2024 => 2024,
        Period::Y2025 => 2025,
        Period::Y2026 => 2026,
        Period::Ended => emissions::LAST_YEAR + 1,
    });
    let apr = |stake: &Stake| {
        let bal = stake.rewards(input.gauge_share, weekly);
        bal * input.bal_price / (input.liquidity * input.token_price)
    };
    let bare = Stake {
        vebal: 0.0,
        ..stake
    };
    Ok(Report {
        reading: reading(input, &stake),
        chart: chart(&stake),
        output: Output {
            boost: stake.boost(),
            max_boost: stake.max_boost(),
            ve_b_a_l_for_max: stake.vebal_for_max(),
            working_balance: stake.working_balance(),
            bal_per_year: stake.rewards(input.gauge_share, weekly),
            apr: apr(&stake),
            apr_unboosted: apr(&bare),
            weekly_emissions: weekly,
        },
    })
}

/// A part is at most its whole.
fn at_most(part: f64, whole: f64, limit: &str, field: &str, errors: &mut Errors) {
    if part > whole {
        let shown = |value| Unit::Plain.text(value, 15);
        let fault = format!("{} is more than {limit}, {}", shown(part), shown(whole));
        errors.push(field, Code::Conflict, fault);
    }
}

fn stake(input: &Input) -> Stake {
    Stake {
        liquidity: input.liquidity,
        others: input.total,
        vebal: input.ve_b_a_l,
        total_vebal: input.total_ve_b_a_l,
        working: input.working_supply,
    }
}

fn reading(input: &Input, stake: &Stake) -> Sentence {
    let words = Sentence::new().text("A boost of ");
    let words = words.number(stake.boost(), Unit::Plain, 4, Tone::Kept);
    let words = words.text("; the most in this gauge was ");
    let words = words.number(stake.max_boost(), Unit::Plain, 4, Tone::Plain);
    let words = words.text(", from ");
    let words = words.number(stake.vebal_for_max(), Unit::Plain, 4, Tone::Plain);
    let words = words.text(" veBAL on. ");
    words.text(if input.period == Period::Ended {
        "No BAL are issued since BIP-919 (second quarter of 2026), so there is nothing left to boost."
    } else {
        "This is history: BAL were issued from 2022 until the second quarter of 2026."
    })
}

fn chart(stake: &Stake) -> Chart {
    const STEPS: u32 = 60;
    let enough = stake.vebal_for_max();
    let span = (1.5 * enough).max(1.2 * stake.vebal).min(stake.total_vebal);
    let xs: Vec<f64> = (0..=STEPS)
        .map(|n| span * f64::from(n) / f64::from(STEPS))
        .collect();
    let boost = |vebal: &f64| {
        let stake = Stake {
            vebal: *vebal,
            ..*stake
        };
        stake.boost()
    };
    Chart {
        title: "Boost by veBAL".into(),
        description: "Rewards of the stake over those without veBAL, for each amount of veBAL: a \
                      rise that slows a little, then level from the amount that is enough."
            .into(),
        x: Axis {
            label: "veBAL".into(),
            unit: Unit::Plain,
            log: false,
        },
        y: Axis {
            label: "Boost".into(),
            unit: Unit::Plain,
            log: false,
        },
        names: Vec::new(),
        series: vec![Series {
            label: "boost".into(),
            tone: Tone::Kept,
            area: true,
            values: xs.iter().map(boost).collect(),
        }],
        xs,
        mark: Some(Mark {
            x: stake.vebal,
            series: 0,
        }),
    }
}
