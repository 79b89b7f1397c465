//! `core-pool` (history): was it eligible, and what did the flywheel return?

use super::period::{self, Chosen};
use crate::definition::calculator::evaluate;
use crate::definition::field::{choice, flag, list, number, text};
use crate::definition::figure::figure;
use crate::definition::{
    Axis, Calculator, Chart, Code, Errors, Inputs, Method, Outputs, Preset, Report, Sentence,
    Series, Source, Tone, Unit,
};
use crate::economics::core_pool::{
    LEAST_SHARE, Measured, Token, Verdict, WEEKS_PER_ROUND, emitted, measure,
};
use crate::economics::emissions;
use crate::economics::periods::Period;
use crate::{choices, inputs, outputs};

choices! {
    /// The year whose issue of BAL counts.
    pub enum Year {
        /// The one of which the period has most.
        Main = "main" "the period’s main year",
        /// 2022.
        Y2022 = "2022" "2022",
        /// 2023.
        Y2023 = "2023" "2023",
        /// 2024.
        Y2024 = "2024" "2024",
        /// 2025.
        Y2025 = "2025" "2025",
        /// 2026.
        Y2026 = "2026" "2026",
    }
}

inputs! {
    /// A Balancer pool in a round of the core pool programme.
    pub struct Input {
        /// Whether each token bears yield, has a rate provider and pays the protocol's fee on its yield.
        yield_flags: Vec<bool> = list("Yield-bearing, and pays the fee", &flag("Yield-bearing", true), "yes, no", (1, 8));
        /// What the pool holds of each token.
        balances: Vec<f64> = list("Balances", &number("Balance", Unit::Plain, 0.0).range(0.0, 1e15), "24000, 24000", (1, 8));
        /// Period of Balancer's protocol fees.
        period: Chosen = choice("Rules of", period::WITH_FEES, "bip-457");
        /// Protocol fees that the pool made in a round of two weeks, in money.
        fees_per_period: f64 = number("Protocol fees in two weeks", Unit::Money, 35_842.4)
            .range(0.0, 1e15).slide(10.0, 1e6).log();
        /// Names of the tokens. Empty: they are numbered.
        tokens: Vec<String> = list("Tokens", &text("Token", ""), "rETH, WETH", (0, 8)).advanced();
        /// Price of each token, in money. Empty: 1 each, for balances given in money.
        prices: Vec<f64> = list("Prices of the tokens", &number("Price", Unit::Money, 1.0).range(0.0, 1e15), "", (0, 8)).advanced();
        /// Value of the BAL that came for each unit of money paid for votes.
        efficiency: f64 = number("BAL for each 1 paid", Unit::Plain, 1.0)
            .range(0.0, 100.0).slide(0.0, 3.0).step(0.05).advanced();
        /// Price of BAL, in money.
        bal_price: f64 = number("Price of BAL", Unit::Money, 3.01)
            .range(1e-6, 1e6).slide(0.1, 10.0).step(0.01).advanced();
        /// Year whose weekly issue of BAL counts, where the period has several.
        year: Year = choice("BAL of the year", Year::CHOICES, "main").advanced();
    }
    rules(errors) {
        (balances, yield_flags) => {
            period::as_many(errors, "yieldFlags", yield_flags.len(), "balances", balances.len());
        },
        (balances, tokens) => if !tokens.is_empty() {
            period::as_many(errors, "tokens", tokens.len(), "balances", balances.len());
        },
        (balances, prices) => {
            if !prices.is_empty() {
                period::as_many(errors, "prices", prices.len(), "balances", balances.len());
            }
            worth_something(balances, prices, errors);
        },
        (period, year) => year_of_period(*year, period.0, errors),
    }
}

outputs! {
    /// A part of the pool's protocol fees.
    pub struct Part {
        /// Who got it.
        to: String = figure("To", Unit::Plain);
        /// Share of the fees.
        share: f64 = figure("Share", Unit::Percent);
        /// In money.
        amount: f64 = figure("In two weeks", Unit::Money).digits(6);
    }
}

outputs! {
    /// A token of the pool.
    pub struct Holding {
        /// Its name.
        token: String = figure("Token", Unit::Plain);
        /// Whether it counts.
        counts: bool = figure("Counts", Unit::Plain);
        /// What the pool holds of it, in money.
        value: f64 = figure("Value", Unit::Money).digits(6);
        /// Its share of the pool's value.
        share: f64 = figure("Share", Unit::Percent).digits(4);
    }
}

outputs! {
    /// The verdict, and where the fees went.
    pub struct Output {
        /// Whether the rule of the period let it be a core pool, once its gauge was voted in.
        eligible: bool = figure("Eligible then", Unit::Plain);
        /// Share of its value in tokens that count.
        yield_share: f64 = figure("In tokens that count", Unit::Percent);
        /// Its value.
        tvl: f64 = figure("Value", Unit::Money);
        /// Money placed on votes for it in the round.
        incentives_placed: f64 = figure("Placed on votes", Unit::Money).tone(Tone::Kept).digits(6);
        /// Value of the BAL that this brought in the round: never more than all BAL of the round.
        emissions: f64 = figure("BAL received, in money", Unit::Money).tone(Tone::Kept).digits(6);
        /// The same in BAL.
        emissions_bal: f64 = figure("BAL received", Unit::Plain).digits(6);
        /// Value of the BAL received over the protocol fees of the round; none without fees.
        returned: Option<f64> = figure("Came back of the fees", Unit::Percent).tone(Tone::Kept).none("");
        /// BAL issued in a week to all pools together.
        weekly_emissions: f64 = figure("BAL a week, all pools", Unit::Plain).digits(8);
        /// Why it was eligible or not, and when this ended.
        why: String = figure("Why", Unit::Plain);
        /// Where the fees went.
        split: Vec<Part> = figure("Where its protocol fees went", Unit::Plain);
        /// What the pool held.
        holdings: Vec<Holding> = figure("What counted", Unit::Plain).drawer();
    }
}

/// The calculator.
pub static CALCULATOR: Calculator = Calculator {
    id: "core-pool",
    title: "History: was it a core pool, and what came back?",
    summary: "Whether a Balancer pool met the rule of a period between 2022 and 2026, where its \
              protocol fees went, and what the votes bought with them were worth. Ended in 2026.",
    method: Method {
        formula: "eligible: Σ value of tokens that count ≥ 50\u{a0}% of all   ·   BAL = min(share to votes · fees · efficiency, all BAL of the round)",
        text: "A token counts if it bears yield, has a rate provider and is not exempt from the \
               fee on yield. From BIP-734 on the pool also had to be worth 100,000 dollars. The \
               shares are those of the proposals; the accounts of the rounds show that they were \
               carried out later, and rounds added a part of other pools’ fees. Weekly BAL is \
               145,000 in 2022 and falls by the fourth root of 2 each year. A limit on the share \
               of one gauge existed and is left out. The programme ended with BIP-919 in the \
               second quarter of 2026.",
        sources: &[
            Source {
                label: "BIP-19, July 2022",
                address: "https://forum.balancer.fi/t/bip-19-incentivize-core-pools-l2-usage/3329",
            },
            Source {
                label: "BIP-371, August 2023, and what went before",
                address: "https://forum.balancer.fi/t/bip-371-adjust-protocol-fee-split/4978",
            },
            Source {
                label: "BIP-457, 2023",
                address: "https://forum.balancer.fi/t/bip-457-core-pool-incentive-program-automation/5254",
            },
            Source {
                label: "BIP-734, December 2024",
                address: "https://forum.balancer.fi/t/bip-734-balancer-v3-launch-and-protocol-enhancements/6168",
            },
        ],
        code: "core/src/economics/core_pool.rs",
    },
    presets: PRESETS,
    inputs: Input::FIELDS,
    outputs: Output::FIELDS,
    run: |value| evaluate(value, compute),
};

const PRESETS: &[Preset] = &[
    Preset {
        label: "rETH/WETH, February 2024",
        source: "B-rETH-STABLE, 0x1e19…0276: 35,842.40 dollars of protocol fees from 2024-02-01 to \
                 2024-02-15 (BalancerMaxis/protocol_fee_allocator at 13a4db1a). Equal halves are assumed.",
        inputs: &[],
    },
    Preset {
        label: "wstETH/WETH, March 2025",
        source: "0x93d1…b0bd: 24,078.97 dollars of protocol fees from 2025-02-27 to 2025-03-13 (the \
                 same repository at 3f3af574). Equal halves and the size are assumed.",
        inputs: &[
            ("tokens", "wstETH, WETH"),
            ("balances", "15000000, 15000000"),
            ("feesPerPeriod", "24078.97"),
            ("period", "bip-734"),
        ],
    },
    Preset {
        label: "sDAI/GYD, 2024: too little yield",
        source: "E-CLP 0x2191…a7d9 at block 19032737 (2024-01-18): 2,225,282 sDAI at 1.0519 and \
                 17,675,159 GYD (KyberNetwork/kyberswap-dex-lib at ae6a99aa). The fees are an example.",
        inputs: &[
            ("tokens", "sDAI, GYD"),
            ("balances", "2225282.41, 17675159.40"),
            ("prices", "1.051913331, 1"),
            ("feesPerPeriod", "1000"),
        ],
    },
];

fn compute(input: &Input) -> Result<Report<Output>, Errors> {
    let Chosen(period) = input.period;
    let tokens = tokens(input);
    let measured = measure(period, &tokens);
    let year = input.year.of(period);
    let weekly = if period.issues_bal {
        emissions::weekly(year)
    } else {
        0.0
    };
    let fees = input.fees_per_period;
    let placed = fees * measured.split.incentives;
    let issued = weekly * WEEKS_PER_ROUND * input.bal_price;
    let value = emitted(placed, input.efficiency, issued);
    Ok(Report {
        reading: reading(input, &measured, placed, value),
        chart: chart(&measured, fees, value),
        output: Output {
            eligible: measured.verdict == Verdict::Eligible,
            yield_share: measured.share,
            tvl: measured.tvl,
            incentives_placed: placed,
            emissions: value,
            emissions_bal: value / input.bal_price,
            returned: (fees > 0.0).then(|| value / fees),
            weekly_emissions: weekly,
            why: why(input, &measured),
            split: split(&measured, fees),
            holdings: holdings(input, &tokens, measured.tvl),
        },
    })
}

/// A pool that is worth nothing has no shares.
fn worth_something(balances: &[f64], prices: &[f64], errors: &mut Errors) {
    let price = |n: usize| prices.get(n).copied().unwrap_or(1.0);
    if balances
        .iter()
        .enumerate()
        .all(|(n, balance)| balance * price(n) <= 0.0)
    {
        let fault =
            "the pool is worth 0, so no share of it can be told; one balance must be above 0";
        errors.push("balances", Code::Conflict, fault);
    }
}

fn tokens(input: &Input) -> Vec<Token> {
    let both = input.yield_flags.iter().zip(&input.balances);
    let token = |(n, (counts, balance)): (usize, (&bool, &f64))| Token {
        counts: *counts,
        value: balance * input.prices.get(n).copied().unwrap_or(1.0),
    };
    both.enumerate().map(token).collect()
}

fn holdings(input: &Input, tokens: &[Token], tvl: f64) -> Vec<Holding> {
    let name = |n: usize| input.tokens.get(n).cloned();
    let holding = |(n, token): (usize, &Token)| Holding {
        token: name(n).unwrap_or_else(|| format!("token {}", n + 1)),
        counts: token.counts,
        value: token.value,
        share: token.value / tvl,
    };
    tokens.iter().enumerate().map(holding).collect()
}

impl Year {
    /// The year whose BAL count.
    fn of(self, period: &Period) -> u16 {
        match self {
            Year::Main => period.main_year,
            Year::Y2022 => 2022,
            Year::Y2023 => 2023,
            Year::Y2024 => 2024,
            Year::Y2025 => 2025,
            Year::Y2026 => 2026,
        }
    }
}

/// The year must be one of the period.
fn year_of_period(year: Year, period: &Period, errors: &mut Errors) {
    let (first, last) = period.years;
    let year = year.of(period);
    if !(first..=last).contains(&year) {
        let fault = format!("{year} is no year of {}: {first} to {last}", period.name);
        errors.push("year", Code::Conflict, fault);
    }
}

fn why(input: &Input, measured: &Measured) -> String {
    let Chosen(period) = input.period;
    let reason = match measured.verdict {
        Verdict::Eligible => "at least half of its value counted".to_owned(),
        Verdict::NoProgramme => "there were no core pools".to_owned(),
        Verdict::TooLittleYield => format!(
            "{} of its value counted, and {} had to",
            Unit::Percent.text(measured.share, 3),
            Unit::Percent.text(LEAST_SHARE, 3)
        ),
        Verdict::TooSmall => format!(
            "it was worth {}, and {} was the least",
            Unit::Money.text(measured.tvl, 6),
            Unit::Money.text(period.least_tvl, 6)
        ),
    };
    let small = if measured.verdict == Verdict::Eligible && input.fees_per_period < period.threshold
    {
        format!(
            "; with fees below {} in a round it got no votes of its own, and the money went to other core pools",
            Unit::Money.text(period.threshold, 6)
        )
    } else {
        String::new()
    };
    format!("{}: {reason}{small}", period.name)
}

fn reading(input: &Input, measured: &Measured, placed: f64, value: f64) -> Sentence {
    let Chosen(period) = input.period;
    let money = |words: Sentence, value, tone| words.number(value, Unit::Money, 6, tone);
    let eligible = measured.verdict == Verdict::Eligible;
    let words = Sentence::new().text(if eligible { "Yes. " } else { "No. " });
    let words = words.text(why(input, measured)).text(". ");
    let words = if eligible {
        let words = money(words.text("Of "), input.fees_per_period, Tone::Plain);
        let words = money(words.text(" of fees in two weeks "), placed, Tone::Kept);
        let words = words.text(" were for votes; at ");
        let words = words.number(input.efficiency, Unit::Plain, 3, Tone::Plain);
        let words = words.text(" of BAL for each 1 paid they brought ");
        money(words, value, Tone::Kept).text(". ")
    } else {
        words.text("Its fees paid for no votes for it. ")
    };
    let words = words.text("These rules ended ").text(period.ended);
    words.text("; core pools and BAL emissions ended in the second quarter of 2026.")
}

/// Who got which share.
fn parts(measured: &Measured) -> [(&'static str, f64); 4] {
    let split = measured.split;
    [
        ("votes for this pool", split.incentives),
        ("votes for other pools", split.recycled),
        ("holders of veBAL", split.vebal),
        ("the DAO", split.dao),
    ]
}

fn split(measured: &Measured, fees: f64) -> Vec<Part> {
    let part = |(to, share): (&str, f64)| Part {
        to: to.into(),
        share,
        amount: share * fees,
    };
    parts(measured).into_iter().map(part).collect()
}

fn chart(measured: &Measured, fees: f64, value: f64) -> Chart {
    let parts = parts(measured);
    let mut names: Vec<String> = parts.iter().map(|(to, _)| (*to).to_owned()).collect();
    let mut values: Vec<f64> = parts.iter().map(|(_, share)| share * fees).collect();
    names.push("BAL received".into());
    values.push(value);
    Chart {
        title: "Where two weeks of protocol fees went, and what came back".into(),
        description: "Protocol fees of the pool in a round of two weeks by who got them, and the \
                      value of the BAL that its liquidity providers received for the votes."
            .into(),
        x: Axis {
            label: "To".into(),
            unit: Unit::Plain,
            log: false,
        },
        y: Axis {
            label: "Money in two weeks".into(),
            unit: Unit::Money,
            log: false,
        },
        xs: Chart::places(&names),
        names,
        series: vec![Series {
            label: "money".into(),
            tone: Tone::Kept,
            area: false,
            values,
        }],
        mark: None,
    }
}
