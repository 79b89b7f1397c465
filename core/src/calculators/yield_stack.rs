//! `yield-stack`: what does a liquidity provider really earn?

use super::period::{self, Chosen};
use crate::definition::calculator::evaluate;
use crate::definition::field::{choice, flag, list, number};
use crate::definition::figure::figure;
use crate::definition::{
    Axis, Calculator, Chart, Code, Errors, Inputs, Method, Outputs, Preset, Report, Sentence,
    Series, Source, Tone, Unit,
};
use crate::economics::periods::Shares;
use crate::economics::stack::{Part, Pool, Stack, Token, stack, stack_with};
use crate::{choices, inputs, outputs};

choices! {
    /// Whose protocol fees.
    pub enum Venue {
        /// The newest version that was open in the period.
        Newest = "newest" "Balancer, newest version",
        /// Balancer v2.
        V2 = "v2" "Balancer v2",
        /// Balancer v3.
        V3 = "v3" "Balancer v3",
        /// Another venue.
        Other = "other" "another venue",
    }
}

inputs! {
    /// A pool: what it holds, what is traded in it, what is taken and what is added.
    pub struct Input {
        /// Share of each token in the pool's value; they add up to 1.
        token_shares: Vec<f64> = list("Shares of the tokens", &number("Share", Unit::Percent, 0.5), "0.5, 0.5", (1, 8));
        /// Yield of each token, in the order of the shares.
        token_yields: Vec<f64> = list("Yields of the tokens", &number("Yield", Unit::PercentPerYear, 0.0).range(-0.99, 10.0), "0.03, 0", (1, 8));
        /// Value traded in a day.
        volume: f64 = number("Traded in a day", Unit::Money, 5e6).range(0.0, 1e15).slide(1e3, 1e9).log();
        /// Period of Balancer's protocol fees.
        protocol_fee_period: Chosen = choice("Balancer’s fees of", period::ALL, "bip-919");
        /// Fraction taken from each trade.
        fee: f64 = number("Swap fee", Unit::Percent, 0.0001)
            .range(0.0, 0.99).slide(0.0, 0.01).step(0.0001).advanced();
        /// Value of the pool.
        tvl: f64 = number("Value of the pool", Unit::Money, 10e6).range(0.01, 1e15).slide(1e4, 1e9).log().advanced();
        /// Rewards that liquidity providers share in a year, in money.
        incentives: f64 = number("Incentives in a year", Unit::Money, 200_000.0).range(0.0, 1e15).slide(1e3, 1e8).log().advanced();
        /// What points are taken to be worth in a year, as a share of the pool's value: a guess.
        points: f64 = number("Points, as a guess", Unit::PercentPerYear, 0.0)
            .range(0.0, 10.0).slide(0.0, 0.2).step(0.001).advanced();
        /// What the tokens' own growth moves out of the pool in a year (see yield-drift).
        drift: f64 = number("Yield drift", Unit::PercentPerYear, 0.0)
            .range(0.0, 1.0).slide(0.0, 0.05).step(0.0001).advanced();
        /// Loss versus rebalancing in a year, before fees (see lvr): the volume pays fees on arbitrage too.
        lvr: f64 = number("LVR", Unit::PercentPerYear, 0.0)
            .range(0.0, 100.0).slide(0.0, 0.1).step(0.0001).advanced();
        /// Whether the protocol takes its share of each token's yield: the token has a rate provider and is not exempt. Empty: of every token.
        rate_providers: Vec<bool> = list("Fee on each yield", &flag("Fee", true), "", (0, 8)).advanced();
        /// What is to be put in, in money; it shares fees and incentives with the rest.
        deposit: f64 = number("Deposit", Unit::Money, 0.0).range(0.0, 1e15).slide(1e3, 1e8).log().advanced();
        /// Whose protocol fees apply.
        venue: Venue = choice("Venue", Venue::CHOICES, "newest").advanced();
        /// Share of swap fees that another venue keeps.
        other_swap_share: f64 = number("Another venue keeps of swap fees", Unit::Percent, 0.5).step(0.01).advanced();
        /// Share of yields that another venue keeps.
        other_yield_share: f64 = number("Another venue keeps of yields", Unit::Percent, 0.0).step(0.01).advanced();
    }
    rules(errors) {
        (token_shares) => add_up(token_shares, errors),
        (token_shares, token_yields) => {
            period::as_many(errors, "tokenYields", token_yields.len(), "tokenShares", token_shares.len());
        },
        (token_shares, rate_providers) => if !rate_providers.is_empty() {
            period::as_many(errors, "rateProviders", rate_providers.len(), "tokenShares", token_shares.len());
        },
        (protocol_fee_period, venue) => if *venue == Venue::V3 && protocol_fee_period.0.v3.is_none() {
            let fault = format!(
                "v3 opened with BIP-734 in December 2024; the period is {}",
                protocol_fee_period.0.label
            );
            errors.push("venue", Code::Conflict, fault);
        },
    }
}

outputs! {
    /// One part of the stack, as a share of the pool's value a year.
    pub struct Component {
        /// What it is.
        component: String = figure("Part", Unit::Plain);
        /// Before the protocol's share.
        gross: f64 = figure("Gross", Unit::PercentPerYear).digits(4);
        /// After it; losses are negative.
        net: f64 = figure("Net", Unit::PercentPerYear).digits(4).tone(Tone::Kept);
    }
}

outputs! {
    /// What is earned and what is left.
    pub struct Output {
        /// What is left to liquidity providers: the sum of all parts.
        net: f64 = figure("Net", Unit::PercentPerYear).digits(4).tone(Tone::Kept);
        /// What the pool earns before the protocol's share and losses.
        gross: f64 = figure("Gross", Unit::PercentPerYear).digits(4);
        /// What the protocol keeps of it.
        protocol: f64 = figure("The protocol keeps", Unit::PercentPerYear).tone(Tone::Lost2);
        /// Net without points, whose worth is a guess.
        net_without_points: f64 = figure("Net without points", Unit::PercentPerYear).digits(4).hidden();
        /// Net in money.
        net_per_year: f64 = figure("Net, in money a year", Unit::Money);
        /// Yields of the tokens.
        yield_gross: f64 = figure("Yields, gross", Unit::PercentPerYear).hidden();
        /// Yields after the protocol's share.
        yield_net: f64 = figure("Yields, net", Unit::PercentPerYear).hidden();
        /// Swap fees.
        fee_gross: f64 = figure("Swap fees, gross", Unit::PercentPerYear).hidden();
        /// Swap fees after the protocol's share.
        fee_net: f64 = figure("Swap fees, net", Unit::PercentPerYear).hidden();
        /// Incentives, as a share of the value.
        incentive_rate: f64 = figure("Incentives", Unit::PercentPerYear).hidden();
        /// Share of the swap fees that the protocol keeps.
        swap_share: f64 = figure("Of swap fees it keeps", Unit::Percent);
        /// Share of the yields that the protocol keeps.
        yield_share: f64 = figure("Of yields it keeps", Unit::Percent);
        /// Net for everybody once the deposit is in; none without a deposit.
        net_after_deposit: Option<f64> = figure("Net after the deposit", Unit::PercentPerYear).digits(4).none("");
        /// What the deposit earns in a year, in money.
        deposit_per_year: Option<f64> = figure("The deposit earns a year", Unit::Money).none("");
        /// Whose protocol fees these are, and when they ended.
        fees_of: String = figure("Protocol fees of", Unit::Plain);
        /// Every part.
        components: Vec<Component> = figure("Part by part", Unit::Plain);
    }
}

/// The calculator.
pub static CALCULATOR: Calculator = Calculator {
    id: "yield-stack",
    title: "What does a liquidity provider really earn?",
    summary: "The yields of the tokens, swap fees, incentives and points, less what the protocol \
              keeps, what drifts away and what volatility costs.",
    method: Method {
        formula: "net = Σ wᵢ yᵢ (1 − φᵢ) + 365 · volume · fee · (1 − π) / TVL + incentives / TVL + points − drift − LVR",
        text: "wᵢ and yᵢ are a token’s share and yield; φᵢ is the protocol’s share of the yield, 0 \
               for a token without a rate provider, and π its share of the swap fees, both of the \
               chosen period. Nothing is compounded. Yields belong to each token; swap fees and \
               incentives are sums of money that everybody in the pool shares, so they thin out as \
               it grows: a deposit earns its part of them and never more than all. LVR is taken \
               before fees, because the volume holds the trades of arbitrageurs, and their fees, \
               already. Each period has ended but the last; the table of periods stands on the page.",
        sources: &[
            Source {
                label: "Balancer’s forum: BIP-734, fees of v2 and v3 from December 2024",
                address: "https://forum.balancer.fi/t/bip-734-balancer-v3-launch-and-protocol-enhancements/6168",
            },
            Source {
                label: "Balancer’s documents: protocol fees",
                address: "https://github.com/balancer/docs",
            },
        ],
        code: "core/src/economics/stack.rs",
    },
    presets: PRESETS,
    inputs: Input::FIELDS,
    outputs: Output::FIELDS,
    run: |value| evaluate(value, compute),
};

const PRESETS: &[Preset] = &[
    Preset {
        label: "An even pair",
        source: "An example: 10 million, half of it at 3\u{a0}%, 5 million traded a day at 1\u{a0}bp, 200,000 of incentives.",
        inputs: &[],
    },
    Preset {
        label: "waWETH/waWstETH, boosted",
        source: "Balancer v3 pool 0xc4ce…f812 at block 21536418 (2025-01-02): 22.18\u{a0}% and 77.82\u{a0}% of \
                 2,818.8 ether, fee 0.002\u{a0}%. Yields of the wrappers in the first half of 2025: 3.09\u{a0}% \
                 and 3.47\u{a0}% compounded. The volume is an example.",
        inputs: &[
            ("tokenShares", "0.2218, 0.7782"),
            ("tokenYields", "0.0304, 0.0341"),
            ("volume", "500"),
            ("fee", "0.00002"),
            ("tvl", "2818.8"),
            ("incentives", "0"),
            ("protocolFeePeriod", "bip-734"),
        ],
    },
    Preset {
        label: "sDAI/GYD",
        source: "E-CLP on Balancer v2, 0x2191…a7d9, at block 21766481 (2025-02-03): 25.03\u{a0}% sDAI of \
                 20.24 million. sDAI grew 9.08\u{a0}% a year since 2024-10-20; GYD itself pays nothing. \
                 The volume is an example.",
        inputs: &[
            ("tokenShares", "0.2503, 0.7497"),
            ("tokenYields", "0.0869, 0"),
            ("volume", "2000000"),
            ("tvl", "20240000"),
            ("incentives", "0"),
            ("protocolFeePeriod", "bip-734"),
            ("venue", "v2"),
        ],
    },
    Preset {
        label: "B-stETH, 2022",
        source: "wstETH/WETH on Balancer v2, 0x3229…0080, at block 14717479 (2022-05-05): 50.48\u{a0}% wstETH \
                 of 172,552 ether, fee 0.04\u{a0}%; its rate grew 4.90\u{a0}% a year until 2023-05-16. The volume is an example.",
        inputs: &[
            ("tokenShares", "0.5048, 0.4952"),
            ("tokenYields", "0.0479, 0"),
            ("volume", "10000"),
            ("fee", "0.0004"),
            ("tvl", "172552"),
            ("incentives", "0"),
            ("protocolFeePeriod", "bip-19"),
        ],
    },
];

/// How far from 1 the shares may add up: people round them to a hundredth of a per cent.
const SHARES_WITHIN: f64 = 1e-4;

fn compute(input: &Input) -> Result<Report<Output>, Errors> {
    let (protocol, fees_of) = fees(input);
    let pool = Pool {
        tokens: tokens(input),
        tvl: input.tvl,
        volume: input.volume,
        fee: input.fee,
        protocol,
        incentives: input.incentives,
        points: input.points,
        drift: input.drift,
        lvr: input.lvr,
    };
    let stack = stack(&pool);
    let (gross, net) = (stack.gross(), stack.net());
    let after = (input.deposit > 0.0).then(|| stack_with(&pool, input.deposit).net());
    Ok(Report {
        reading: reading(input, &stack, &fees_of),
        chart: chart(&stack),
        output: Output {
            net,
            gross,
            protocol: kept(&stack),
            net_without_points: net - stack.points.net,
            net_per_year: net * input.tvl,
            yield_gross: stack.yields.gross,
            yield_net: stack.yields.net,
            fee_gross: stack.fees.gross,
            fee_net: stack.fees.net,
            incentive_rate: stack.incentives.net,
            swap_share: protocol.swap,
            yield_share: protocol.yields,
            net_after_deposit: after,
            deposit_per_year: after.map(|rate| rate * input.deposit),
            fees_of,
            components: components(&stack),
        },
    })
}

/// Whether the shares are the whole pool.
fn add_up(shares: &[f64], errors: &mut Errors) {
    let sum: f64 = shares.iter().sum();
    if (sum - 1.0).abs() > SHARES_WITHIN {
        let fault = format!(
            "the shares add up to {}, and must add up to 100\u{a0}% within 0.01\u{a0}%",
            Unit::Percent.text(sum, 8)
        );
        errors.push("tokenShares", Code::Conflict, fault);
    }
}

fn tokens(input: &Input) -> Vec<Token> {
    let both = input.token_shares.iter().zip(&input.token_yields);
    let token = |(n, (share, yields)): (usize, (&f64, &f64))| Token {
        share: *share,
        yields: *yields,
        pays_fee: input.rate_providers.get(n).copied().unwrap_or(true),
    };
    both.enumerate().map(token).collect()
}

/// What the protocol keeps, and the words for whose fees these are. A period without v3 has the fees of v2.
fn fees(input: &Input) -> (Shares, String) {
    let Chosen(period) = input.protocol_fee_period;
    let (shares, version) = match (input.venue, period.v3) {
        (Venue::Other, _) => {
            let shares = Shares {
                swap: input.other_swap_share,
                yields: input.other_yield_share,
            };
            return (shares, "another venue".into());
        }
        (Venue::V3 | Venue::Newest, Some(v3)) => (v3, "v3"),
        (Venue::V2, _) | (Venue::V3 | Venue::Newest, None) => (period.v2, "v2"),
    };
    let mut words = format!("{} on {version}", period.name);
    if !period.ended.is_empty() {
        words.push_str(", ended ");
        words.push_str(period.ended);
    }
    (shares, words)
}

fn kept(stack: &Stack) -> f64 {
    let taken = |part: Part| part.gross - part.net;
    taken(stack.yields) + taken(stack.fees)
}

fn reading(input: &Input, stack: &Stack, fees_of: &str) -> Sentence {
    let rate = |words: Sentence, value, tone| words.number(value, Unit::PercentPerYear, 4, tone);
    let words = rate(Sentence::new(), stack.net(), Tone::Kept);
    let words = rate(words.text(" a year of "), stack.gross(), Tone::Plain).text(" earned");
    let mut words = rate(words.text("; "), kept(stack), Tone::Lost2).text(" goes to the protocol");
    let lost = input.drift + input.lvr;
    if lost > 0.0 {
        words = rate(words.text(" and "), lost, Tone::Lost).text(" to drift and volatility");
    }
    words = words.text(" (").text(fees_of).text(").");
    if stack.points.net > 0.0 {
        words = rate(words.text(" Of it "), stack.points.net, Tone::Plain)
            .text(" are points, whose worth is a guess.");
    }
    words
}

const NAMES: [&str; 6] = [
    "Yields",
    "Swap fees",
    "Incentives",
    "Points",
    "Yield drift",
    "LVR",
];

/// The parts that are not nothing, and their sum.
fn shown(stack: &Stack) -> Vec<(&'static str, Part)> {
    let parts = NAMES.into_iter().zip(stack.parts());
    let mut shown: Vec<_> = parts
        .filter(|(_, part)| part.gross != 0.0 || part.net != 0.0)
        .collect();
    let all = Part {
        gross: stack.gross(),
        net: stack.net(),
    };
    shown.push(("All", all));
    shown
}

fn components(stack: &Stack) -> Vec<Component> {
    let rows = NAMES.into_iter().zip(stack.parts());
    let row = |(name, part): (&str, Part)| Component {
        component: name.into(),
        gross: part.gross,
        net: part.net,
    };
    rows.map(row).collect()
}

fn chart(stack: &Stack) -> Chart {
    let shown = shown(stack);
    let names: Vec<String> = shown.iter().map(|(name, _)| (*name).to_owned()).collect();
    let series = |label: &str, tone, of: fn(&Part) -> f64| Series {
        label: label.into(),
        tone,
        area: false,
        values: shown.iter().map(|(_, part)| of(part)).collect(),
    };
    Chart {
        title: "What is earned and what is left, part by part".into(),
        description: "For each part of the return, its share of the pool’s value a year before \
                      and after what the protocol keeps; losses are below zero. The last bars are \
                      the sums."
            .into(),
        x: Axis {
            label: "Part".into(),
            unit: Unit::Plain,
            log: false,
        },
        y: Axis {
            label: "Share of the value a year".into(),
            unit: Unit::PercentPerYear,
            log: false,
        },
        xs: Chart::places(&names),
        names,
        series: vec![
            series("gross", Tone::Flat, |part| part.gross),
            series("net", Tone::Kept, |part| part.net),
        ],
        mark: None,
    }
}
