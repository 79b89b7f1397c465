//! `stable-params`: which amplification?

mod band;
mod frontier;

use crate::analysis::amplification;
use crate::analysis::curve::{Curve, MAX_AMPLIFICATION};
use crate::definition::calculator::evaluate;
use crate::definition::field::{choice, number};
use crate::definition::figure::figure;
use crate::definition::unit::plain;
use crate::definition::{
    Calculator, Code, Errors, Inputs, Method, Outputs, Preset, Report, Source, Tone, Unit,
};
use crate::{choices, inputs, outputs};
use band::Band;
use frontier::point;

choices! {
    /// How the impact of the trade is read.
    pub enum Impact {
        /// What it does to the marginal price.
        Spot = "spot" "what it does to the marginal price",
        /// Its own price against the marginal price before it.
        Average = "average" "its own price against the one before it",
    }
}

impl From<Impact> for amplification::Impact {
    fn from(impact: Impact) -> Self {
        match impact {
            Impact::Spot => Self::Spot,
            Impact::Average => Self::Average,
        }
    }
}

inputs! {
    /// What a pair of tokens asks of a stable pool, in prices with the rate divided out.
    pub struct Input {
        /// Value of the pool.
        tvl: f64 = number("Value of the pool", Unit::Money, 10_000_000.0)
            .range(1.0, 1e15).slide(1e4, 1e9).step(1.0).log();
        /// Trade that the pool should take well, in the same money.
        target_trade: f64 = number("Trade to serve", Unit::Money, 250_000.0)
            .range(1e-6, 1e15).slide(100.0, 1e8).step(1.0).log();
        /// Impact that this trade may have.
        max_impact: f64 = number("Its impact at most", Unit::BasisPoints, 0.001)
            .range(1e-6, 0.2).slide(0.0001, 0.02).step(0.0001).log();
        /// Price of a token that loses its peg, as a share of what it should be worth.
        depeg_price: f64 = number("Price after a loss of the peg", Unit::Price, 0.97)
            .range(0.01, 0.9999).slide(0.8, 0.9999).step(0.001);
        /// Share of the balances that may then be of that token.
        max_imbalance: f64 = number("Share of that token at most", Unit::Percent, 0.9)
            .range(0.501, 0.9999).slide(0.6, 0.99).step(0.01);
        /// Volatility of the price over the rate, per square root of a year.
        basis_volatility: f64 = number("Volatility of the basis", Unit::PercentPerRootYear, 0.01)
            .range(0.0, 10.0).slide(0.0, 0.1).step(0.001).advanced();
        /// How the impact of the trade is read.
        impact_of: Impact = choice("Impact is", Impact::CHOICES, "spot").advanced();
        /// An amplification to look at; 0 looks at the least of the band.
        amplification: f64 = number("Amplification to look at (0: the least that will do)", Unit::Plain, 0.0)
            .range(0.0, MAX_AMPLIFICATION).slide(0.0, 5000.0).step(1.0).advanced();
    }
    rules(errors) {
        (amplification) => if *amplification > 0.0 && *amplification < 1.0 {
            let fault = format!("{} must be 0 or at least 1", plain(*amplification));
            errors.push("amplification", Code::Range, fault);
        },
    }
}

outputs! {
    /// One amplification, and what it brings and costs.
    pub struct Row {
        /// The amplification.
        amplification: f64 = figure("A", Unit::Plain).digits(6);
        /// Whether it lies in the band.
        allowed: bool = figure("In the band", Unit::Plain);
        /// Trade that has the greatest impact allowed.
        depth: f64 = figure("Trade at that impact", Unit::Money).tone(Tone::Kept);
        /// Loss versus rebalancing at 1 : 1 a year, before fees.
        lvr: f64 = figure("LVR a year", Unit::PercentPerYear).tone(Tone::Lost);
        /// Share of the balances in the fallen token.
        composition: f64 = figure("Share of the fallen token", Unit::Percent);
        /// Value lost against holding once the peg is lost.
        loss_at_depeg: f64 = figure("Loss at that price", Unit::Percent).tone(Tone::Lost2);
    }
}

outputs! {
    /// The band, what one of its amplifications does, and the frontier.
    pub struct Output {
        /// Whether a whole amplification meets both wishes.
        feasible: bool = figure("Both can be had", Unit::Plain);
        /// The least amplification that serves the trade.
        min_amplification: Option<f64> = figure("Least A, for the trade", Unit::Plain).digits(4).none("none serves it");
        /// The most amplification that keeps the share.
        max_amplification: Option<f64> = figure("Most A, for the share", Unit::Plain).digits(5).none("none keeps it");
        /// The amplification that the figures below are of: the least whole one of the band, or the one asked for.
        amplification: f64 = figure("A looked at", Unit::Plain).digits(6);
        /// Trades that move the marginal price by 1, 5, 10, 50 and 100 basis points.
        depth: Vec<f64> = figure("Trades that move it by 1, 5, 10, 50, 100\u{a0}bp", Unit::Money).digits(4).tone(Tone::Kept);
        /// Impact of the trade to serve.
        impact: Option<f64> = figure("Impact of the trade", Unit::BasisPoints).none("too large for it");
        /// Share of the balances in the fallen token at its price after the loss of the peg.
        composition: f64 = figure("Share of the fallen token", Unit::Percent);
        /// The same by value, each token at that price.
        composition_by_value: f64 = figure("The same by value", Unit::Percent).hidden();
        /// Loss versus rebalancing at 1 : 1, a fraction of the pool's value a year, before fees.
        lvr: f64 = figure("LVR, before fees", Unit::PercentPerYear).tone(Tone::Lost);
        /// Value lost against holding when the price goes from 1 : 1 to there, without fees.
        loss_at_depeg: f64 = figure("Loss against holding at that price", Unit::Percent).tone(Tone::Lost2);
        /// The largest trade that the share leaves room for, at the same impact.
        largest_trade: Option<f64> = figure("Largest trade that the share allows", Unit::Money).none("–");
        /// Value that the pool needs for the trade if the share is kept.
        tvl_needed: Option<f64> = figure("Value that would serve the trade", Unit::Money).none("–");
        /// Share that the trade costs: that of the least amplification which serves it.
        composition_needed: Option<f64> = figure("Share that the trade costs", Unit::Percent).none("–");
        /// Amplifications in steps, and the ends of the band.
        frontier: Vec<Row> = figure("Depth against loss", Unit::Plain).drawer();
    }
}

/// The calculator.
pub static CALCULATOR: Calculator = Calculator {
    id: "stable-params",
    title: "Which amplification should my stable pool have?",
    summary: "The least amplification that serves a trade, the most that a loss of the peg allows, \
              and what lies between them: depth against loss.",
    method: Method {
        formula: "depth(A) ≥ trade   ·   x/(x+y) ≤ share at the lost peg   ·   LVR = (A+1) σ²/8",
        text: "Two tokens, StableSwap with the amplification as contracts count it, at 1 : 1, no \
               fee. The trade sets a least A: the root of its impact. The price after a loss of \
               the peg sets a most A: a flatter curve goes on buying the fallen token for longer. \
               Both are exact inversions of the curve. Contracts take whole A from 1 to 50,000. \
               Prices are those of rate-scaled balances, so the volatility is that of the market \
               price over the rate.",
        sources: &[
            Source {
                label: "Egorov, StableSwap (2019)",
                address: "https://docs.curve.finance/assets/pdf/stableswap-paper.pdf",
            },
            Source {
                label: "Milionis et al., Loss-Versus-Rebalancing (2022), theorem 1; |x′(1)| = D (A+1)/4 derived here",
                address: "https://arxiv.org/abs/2208.06046",
            },
        ],
        code: "core/src/analysis/amplification.rs",
    },
    presets: PRESETS,
    inputs: Input::FIELDS,
    outputs: Output::FIELDS,
    run: |value| evaluate(value, compute),
};

const PRESETS: &[Preset] = &[
    Preset {
        label: "osETH/WETH",
        source: "Value in ether of pool 0xdacf…850c on Ethereum, 2025-02-27 or before \
                 (balancer/frontend-monorepo at 21bde992; its A was 200). Price: osETH was 0.997283 \
                 ether at block 19419462 (2024-03-12), 1.3\u{a0}% below its rate. The rest is assumed.",
        inputs: &[
            ("tvl", "19554"),
            ("targetTrade", "500"),
            ("depegPrice", "0.987"),
            ("maxImbalance", "0.85"),
            ("basisVolatility", "0.005"),
        ],
    },
    Preset {
        label: "wstETH/WETH, June 2022",
        source: "Value in ether of pool 0x3296…0230 at block 14717479 (2022-05-05, \
                 balancer/balancer-sor at dca63002; its A was 50). stETH fell to 0.937 ether on \
                 2022-06-13 (coindesk). The rest is assumed.",
        inputs: &[
            ("tvl", "172552"),
            ("targetTrade", "2000"),
            ("depegPrice", "0.937"),
            ("maxImbalance", "0.9"),
            ("basisVolatility", "0.02"),
        ],
    },
    Preset {
        label: "Dollars, as in March 2023",
        source: "Value of pool 0x7ab1…b6 on Base, 2025-03-12 or before (balancer/frontend-monorepo \
                 at 21bde992; its A was 1250). USDC fell to 0.87 dollars on 2023-03-11 \
                 (coinspaidmedia). The rest is assumed.",
        inputs: &[
            ("tvl", "10752000"),
            ("depegPrice", "0.87"),
            ("maxImbalance", "0.95"),
        ],
    },
];

fn compute(input: &Input) -> Result<Report<Output>, Errors> {
    let band = Band::of(input);
    let amplification = band.look_at(input);
    let at = point(input, &band, amplification);
    let reachable = band.most.unwrap_or(amplification);
    let position = Curve::Stable { amplification }.position(input.depeg_price);
    Ok(Report {
        reading: band.reading(input, &at),
        chart: frontier::chart(input, &band, amplification),
        output: Output {
            feasible: band.feasible(),
            min_amplification: band.least,
            max_amplification: band.most,
            amplification,
            depth: frontier::depths(input, amplification),
            impact: frontier::impact(input, amplification),
            composition: at.composition,
            composition_by_value: position.share(),
            lvr: at.lvr,
            loss_at_depeg: at.loss_at_depeg,
            largest_trade: band.most.map(|most| point(input, &band, most).depth),
            tvl_needed: band.most.map(|_| frontier::tvl_needed(input, reachable)),
            composition_needed: band
                .least
                .map(|least| point(input, &band, least).composition),
            frontier: frontier::rows(input, &band),
        },
    })
}
