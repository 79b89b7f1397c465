//! `pool-wizard`: which pool type, with the number behind it?

mod candidate;
mod measure;

use super::tokens::{growth, yield_rate};
use crate::definition::calculator::evaluate;
use crate::definition::field::{choice, flag, list, number};
use crate::definition::figure::figure;
use crate::definition::{
    Axis, Calculator, Chart, Code, Errors, Inputs, Method, Outputs, Preset, Report, Sentence,
    Series, Source, Tone, Unit,
};
use crate::{choices, inputs, outputs};
use candidate::{Candidate, candidates};
use measure::{Measured, measure};

choices! {
    /// What the pool is for.
    pub enum Need {
        /// Trading of tokens that earn yield.
        Yield = "yieldBearing" "trade a yield-bearing token",
        /// Trading of stablecoins.
        Stablecoins = "stablecoins" "trade stablecoins",
        /// A home for a governance token.
        Governance = "governance" "a home for a governance token",
        /// Several tokens in fixed shares.
        Index = "index" "an index of many tokens",
    }
}

choices! {
    /// Where a pool can read what the token is worth.
    pub enum RateSource {
        /// Nowhere.
        None = "none" "nowhere",
        /// A function of the token.
        Function = "function" "a function such as getRate",
        /// The ERC-4626 interface.
        Erc4626 = "erc4626" "ERC-4626",
        /// A feed.
        Oracle = "oracle" "an oracle feed of the rate",
        /// The balance itself grows.
        Rebasing = "rebasing" "its balance grows (rebasing)",
    }
}

choices! {
    /// What the pool should do beyond its curve.
    pub enum CustomLogic {
        /// Nothing.
        None = "none" "none",
        /// A fee that rises as the pool leans.
        Surge = "surge" "a fee that rises off peg",
        /// Arbitrage given back.
        LvrProtection = "lvrProtection" "protection from arbitrage",
        /// A curve or hook of one's own.
        Own = "own" "my own curve or hook",
    }
}

inputs! {
    /// A token pair and what its pool is for.
    pub struct Input {
        /// What the pool is for.
        need: Need = choice("I want", Need::CHOICES, "yieldBearing");
        /// Growth of the token's rate over a year.
        yield_rate: f64 = number("Yield of the token", Unit::PercentPerYear, 0.03)
            .range(0.0, 1.0).slide(0.0, 0.2).step(0.001);
        /// Where a contract can read what the token is worth.
        rate_source: RateSource = choice("Its rate is read from", RateSource::CHOICES, "function");
        /// Whether the two tokens are worth the same once the rate is taken into account.
        correlated: bool = flag("The prices move together", true);
        /// What the pool should do beyond its curve.
        custom_logic: CustomLogic = choice("Beyond the curve", CustomLogic::CHOICES, "none");
        /// Lowest and highest price of the token, its rate divided out, that the pool should serve.
        peg_range: Vec<f64> = list("Prices to serve", &number("Price", Unit::Price, 1.0).range(1e-6, 1e6), "0.99, 1.01", (2, 2)).advanced();
        /// Volatility of that price, per square root of a year.
        volatility: f64 = number("Volatility of the price", Unit::PercentPerRootYear, 0.01)
            .range(0.0, 10.0).slide(0.0, 1.0).step(0.001).advanced();
        /// Amplification of the stable pools compared here.
        amplification: f64 = number("Amplification A", Unit::Plain, 200.0)
            .range(1.0, 50_000.0).step(1.0).log().advanced();
        /// Fraction taken from the input of each swap.
        swap_fee: f64 = number("Swap fee", Unit::Percent, 0.0004)
            .range(0.0, 0.1).slide(0.0, 0.01).step(0.0001).advanced();
        /// Share of the yield that the venue keeps where a rate is read.
        yield_fee: f64 = number("Fee on the yield", Unit::Percent, 0.1).step(0.01).advanced();
        /// Mean time between blocks.
        block_time_seconds: f64 = number("Time between blocks", Unit::Seconds, 12.0)
            .range(0.0, 3600.0).slide(0.1, 600.0).step(0.1).log().advanced();
    }
    rules(errors) {
        (peg_range) => if !matches!(peg_range[..], [lower, upper] if lower < 1.0 && upper > 1.0) {
            let fault = "the first price must be below 1 and the second above 1, where the pool starts";
            errors.push("pegRange", Code::Range, fault);
        },
    }
}

outputs! {
    /// A pool type with its numbers; those that do not fit come last and say why.
    pub struct Row {
        /// The pool type.
        pool: String = figure("Pool type", Unit::Plain);
        /// Whether it fits what was asked.
        fits: bool = figure("Fits", Unit::Plain);
        /// Drift and arbitrage divided by the depth: what a year of depth costs.
        cost: Option<f64> = figure("Cost of depth", Unit::PercentPerYear).none("–");
        /// Trade that moves the price by 10 basis points, as a share of the pool's value.
        depth: Option<f64> = figure("Depth at 10\u{a0}bp", Unit::Percent).none("–");
        /// Value that the token's own yield moves out of the pool in a year, the fee on yield included.
        drift: Option<f64> = figure("Drift and yield fee", Unit::PercentPerYear).none("–");
        /// Loss versus rebalancing before fees, a year.
        lvr: Option<f64> = figure("LVR", Unit::PercentPerYear).none("–");
        /// What arbitrage takes after fees, a year.
        arbitrage: Option<f64> = figure("Arbitrage after fees", Unit::PercentPerYear).none("–");
        /// The page about the type.
        page: String = figure("About it", Unit::Plain).link("read");
        /// The calculator of its loss, with these numbers.
        next: String = figure("Its loss", Unit::Plain).link("open");
        /// The calculator that chooses its parameters, with these numbers.
        parameters: Option<String> = figure("Its parameters", Unit::Plain).link("choose");
        /// Why it fits or not.
        why: String = figure("Why", Unit::Plain);
    }
}

outputs! {
    /// The ranking.
    pub struct Output {
        /// The first pool type that fits.
        best: String = figure("Best fit", Unit::Plain).tone(Tone::Kept);
        /// What a year of its depth costs: drift and arbitrage, divided by the trade that moves the price by 10 basis points.
        best_cost: Option<f64> = figure("Cost of its depth", Unit::PercentPerYear).none("–");
        /// Every pool type, the best first.
        ranked: Vec<Row> = figure("All pool types", Unit::Plain);
    }
}

/// The calculator.
pub static CALCULATOR: Calculator = Calculator {
    id: "pool-wizard",
    title: "Which pool type suits my token?",
    summary: "Pool types ranked by what a year of depth costs: drift, arbitrage and the fee on \
              yield, for each unit of trading that moves the price by 10 basis points.",
    method: Method {
        formula: "cost = (drift + yield fee + arbitrage) / depth(10\u{a0}bp)",
        text: "Each type is measured with the same token, volatility and fee: drift as in the \
               yield-drift calculator over one year, arbitrage as in lvr for blocks at random, \
               depth as the trade that moves the marginal price by 10 basis points, as a share of \
               the pool’s value. Types that need what you do not have come last. The stretch of \
               the E-CLP is 10 divided by the width of the range, as in pools in use (8 to 17). \
               Some of these types were Balancer’s; the curves exist on venues that are open \
               today, which the guide to venues lists.",
        sources: &[
            Source {
                label: "Milionis et al., Loss-Versus-Rebalancing (2022)",
                address: "https://arxiv.org/abs/2208.06046",
            },
            Source {
                label: "Milionis et al., Arbitrage Profits in the Presence of Fees (2023)",
                address: "https://arxiv.org/abs/2305.14604",
            },
        ],
        code: "core/src/calculators/pool_wizard/measure.rs",
    },
    presets: PRESETS,
    inputs: Input::FIELDS,
    outputs: Output::FIELDS,
    run: |value| evaluate(value, compute),
};

const PRESETS: &[Preset] = &[
    Preset {
        label: "wstETH",
        source: concat!(growth!(wstETH), " The volatility is assumed."),
        inputs: &[("yieldRate", yield_rate!(wstETH)), ("volatility", "0.005")],
    },
    Preset {
        label: "sUSDS",
        source: concat!(growth!(sUSDS), " ERC-4626; the volatility is assumed."),
        inputs: &[
            ("need", "stablecoins"),
            ("yieldRate", yield_rate!(sUSDS)),
            ("rateSource", "erc4626"),
            ("pegRange", "0.998, 1.002"),
            ("volatility", "0.005"),
        ],
    },
    Preset {
        label: "A governance token",
        source: "Volatility of ETH’s daily closes in 2024: 64.4\u{a0}%; fee of 80BAL/20WETH in 2023: 1\u{a0}%.",
        inputs: &[
            ("need", "governance"),
            ("yieldRate", "0"),
            ("rateSource", "none"),
            ("correlated", "false"),
            ("pegRange", "0.5, 2"),
            ("volatility", "0.644"),
            ("swapFee", "0.01"),
        ],
    },
];

fn compute(input: &Input) -> Result<Report<Output>, Errors> {
    let [lower, upper] = input.peg_range[..] else {
        return Err(Errors::one("pegRange", Code::Range, "has not two prices"));
    };
    let mut measured = Vec::new();
    for candidate in candidates(input, lower, upper) {
        let numbers = measure(input, &candidate)?;
        measured.push((candidate, numbers));
    }
    // Those that fit first; among them the cheapest depth; without a number last.
    measured.sort_by(|(a, x), (b, y)| {
        let cost = |it: &Option<Measured>| it.as_ref().map_or(f64::INFINITY, |it| it.cost);
        let fits = b.fits.cmp(&a.fits);
        fits.then(cost(x).total_cmp(&cost(y)))
    });
    let best = measured.first().filter(|(candidate, _)| candidate.fits);
    let (name, cost) = best.map_or(("none of these", None), |(candidate, numbers)| {
        (candidate.name, numbers.as_ref().map(|it| it.cost))
    });
    Ok(Report {
        reading: reading(best),
        chart: chart(&measured),
        output: Output {
            best: name.into(),
            best_cost: cost,
            ranked: measured.into_iter().map(row).collect(),
        },
    })
}

fn row((candidate, numbers): (Candidate, Option<Measured>)) -> Row {
    let number = |of: fn(&Measured) -> f64| numbers.as_ref().map(of);
    Row {
        pool: candidate.name.into(),
        fits: candidate.fits,
        drift: number(|it| it.drift),
        lvr: number(|it| it.lvr),
        arbitrage: number(|it| it.arbitrage),
        depth: number(|it| it.depth),
        cost: number(|it| it.cost),
        why: candidate.why.into(),
        page: candidate.page.into(),
        next: candidate.next,
        parameters: candidate.parameters,
    }
}

fn reading(best: Option<&(Candidate, Option<Measured>)>) -> Sentence {
    let Some((candidate, numbers)) = best else {
        return Sentence::new()
            .text("None of these types fits; the table says what each of them lacks.");
    };
    let words = Sentence::new().text(candidate.name);
    let Some(numbers) = numbers else {
        return words.text(": what it costs depends on the curve that you write.");
    };
    let words = words.text(". It loses ");
    let words = words.number(
        numbers.drift + numbers.arbitrage,
        Unit::PercentPerYear,
        2,
        Tone::Lost,
    );
    let words = words.text(" of its value a year, and a trade of ");
    let words = words.number(numbers.depth, Unit::Percent, 2, Tone::Kept);
    words.text(" of its value moves the price by 10\u{a0}bp.")
}

/// What depth costs with every type that has numbers, in the order of the ranking.
fn chart(measured: &[(Candidate, Option<Measured>)]) -> Chart {
    let (mut names, mut values) = (Vec::new(), Vec::new());
    for (candidate, numbers) in measured {
        if let Some(numbers) = numbers {
            names.push(candidate.short.to_owned());
            values.push(numbers.cost);
        }
    }
    Chart {
        title: "What a year of depth costs, by pool type".into(),
        description: "For each pool type, the best fit first: the share of its value lost to \
                      drift, yield fee and arbitrage in a year, divided by the trade that moves \
                      its price by 10 basis points. Each step of the axis is ten times the last."
            .into(),
        x: Axis {
            label: "Pool type".into(),
            unit: Unit::Plain,
            log: false,
        },
        y: Axis {
            label: "Loss for each unit of depth".into(),
            unit: Unit::PercentPerYear,
            log: true,
        },
        xs: Chart::places(&names),
        names,
        series: vec![Series {
            label: "loss for each unit of depth".into(),
            tone: Tone::Lost,
            area: false,
            values,
        }],
        mark: None,
    }
}
