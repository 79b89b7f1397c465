//! `simulation`: two pools side by side over a path of prices and rates.

pub mod csv;
mod show;
mod work;

use super::curve::curve;
use crate::analysis::curve::{Curve, MAX_AMPLIFICATION, MIN_AMPLIFICATION};
use crate::definition::field::{flag, number, union};
use crate::definition::figure::figure;
use crate::definition::read::read_variant;
use crate::definition::{
    Calculator, Errors, InputField, Inputs, Method, Outputs, Preset, ReadField, Reader, Shape,
    Slow, Source, Tone, Unit, Value, Variant, task,
};
use crate::{inputs, outputs};
use csv::{Series, series};
use work::Work;

inputs! {
    /// A pool beside it that needs no number.
    pub struct Plain {}
}
inputs! {
    /// A pool beside it with another fee.
    pub struct OtherFee {
        /// Fraction taken from the input of each swap of the second pool.
        other_fee: f64 = number("Its swap fee", Unit::Percent, 0.003)
            .range(0.0, 0.99).slide(0.0, 0.01).step(0.0001);
    }
}
inputs! {
    /// A StableSwap pool beside it.
    pub struct OtherStable {
        /// Amplification A of the second pool.
        other_amplification: f64 = number("Its amplification A", Unit::Plain, 1000.0)
            .range(MIN_AMPLIFICATION, MAX_AMPLIFICATION).step(1.0).log();
    }
}

/// What the second pool differs in.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Beside {
    /// The rate provider.
    Rate,
    /// The curve: constant product.
    Product,
    /// The fee.
    Fee(f64),
    /// The curve: StableSwap with this amplification.
    Stable(f64),
}

const BESIDE: &[Variant] = &[
    Variant {
        name: "rate",
        label: "the other treatment of the rate",
        fields: Plain::FIELDS,
    },
    Variant {
        name: "stable",
        label: "another amplification",
        fields: OtherStable::FIELDS,
    },
    Variant {
        name: "fee",
        label: "another fee",
        fields: OtherFee::FIELDS,
    },
    Variant {
        name: "constantProduct",
        label: "x · y = k",
        fields: Plain::FIELDS,
    },
];

const fn beside() -> Shape {
    union("Beside it", BESIDE, "rate").advanced()
}

impl ReadField for Beside {
    fn read_field(
        value: &Value,
        field: &InputField,
        path: &str,
        errors: &mut Errors,
    ) -> Option<(Self, Value)> {
        let variant = read_variant(value, field, path, errors)?;
        let kind = &["kind"];
        let (beside, fields) = match variant.name {
            "stable" => {
                let (read, fields) = Reader::object::<OtherStable>(value, path, kind, errors)?;
                (Beside::Stable(read.other_amplification), fields)
            }
            "fee" => {
                let (read, fields) = Reader::object::<OtherFee>(value, path, kind, errors)?;
                (Beside::Fee(read.other_fee), fields)
            }
            name => {
                let (Plain {}, fields) = Reader::object::<Plain>(value, path, kind, errors)?;
                let product = name == "constantProduct";
                (
                    if product {
                        Beside::Product
                    } else {
                        Beside::Rate
                    },
                    fields,
                )
            }
        };
        Some((beside, Value::tagged(variant.name, fields)))
    }
}

inputs! {
    /// A pool, another beside it, and the market they meet.
    pub struct Input {
        /// Curve of the pool; it prices the yield-bearing token times the rate that it knows in the other token.
        curve: Curve = curve("stable");
        /// Continuous growth of the token's rate: after t years it is e to the power of yieldRate times t.
        yield_rate: f64 = number("Token’s yield", Unit::PercentPerYear, 0.03)
            .range(-0.9, 10.0).slide(0.0, 0.2).step(0.0005);
        /// Volatility of the market price over the rate, the basis, per square root of a year.
        volatility: f64 = number("Volatility of the basis", Unit::PercentPerRootYear, 0.01)
            .range(0.0, 10.0).slide(0.0, 0.1).step(0.0005);
        /// Time between two steps: how often arbitrage comes.
        step_seconds: f64 = number("Time between steps", Unit::Seconds, 86_400.0)
            .range(1.0, 2_592_000.0).slide(12.0, 86_400.0).step(1.0).log();
        /// How long the simulation is.
        horizon_years: f64 = number("Horizon", Unit::Years, 1.0)
            .range(0.001, 20.0).slide(0.25, 5.0).step(0.25).advanced();
        /// Fraction taken from the input of each swap, and left in the pool.
        swap_fee: f64 = number("Swap fee", Unit::Percent, 0.0004)
            .range(0.0, 0.99).slide(0.0, 0.01).step(0.0001).advanced();
        /// Whether the first pool has a rate provider.
        rate_provider: bool = flag("The first pool follows the rate", true).advanced();
        /// What the second pool differs in.
        beside: Beside = beside();
        /// Fraction of the yield that the venue takes from a pool with a rate provider.
        yield_fee: f64 = number("Fee on the yield", Unit::Percent, 0.1).step(0.01).advanced();
        /// Time between two updates of the rate that the provider tells; 0 for one that is always fresh.
        update_seconds: f64 = number("Time between updates of the rate", Unit::Seconds, 86_400.0)
            .range(0.0, 31_536_000.0).slide(0.0, 604_800.0).step(3600.0).advanced();
        /// Time in which half of what the basis is off is gone; 0 for never, a geometric Brownian motion.
        half_life_seconds: f64 = number("Half-life of the basis", Unit::Seconds, 864_000.0)
            .range(0.0, 315_360_000.0).slide(0.0, 5_184_000.0).step(86_400.0).advanced();
        /// Jumps of the basis that are expected in a year.
        jumps_per_year: f64 = number("Jumps a year", Unit::Plain, 0.0)
            .range(0.0, 1000.0).slide(0.0, 50.0).step(1.0).advanced();
        /// Standard deviation of a jump of the logarithm of the basis.
        jump_size: f64 = number("Size of a jump", Unit::Percent, 0.01)
            .range(0.0, 2.0).slide(0.0, 0.1).step(0.001).advanced();
        /// Which path: the same number makes the same path.
        seed: f64 = number("Seed", Unit::Plain, 1.0)
            .range(0.0, 9_007_199_254_740_991.0).slide(1.0, 100.0).step(1.0).advanced();
        /// A path of your own: lines of time, price of the token in the other, and rate. Instead of yield, volatility, steps, horizon, updates, half-life, jumps and seed.
        csv: Series = series("Your own path").advanced();
    }
    rules(errors) {
        (seed, csv) => if csv.0.is_empty() { work::whole_seed(*seed, errors); },
        (step_seconds, horizon_years, csv) => if csv.0.is_empty() {
            work::count_steps(*step_seconds, *horizon_years, errors);
        },
    }
}

outputs! {
    /// A pool at the end, as fractions of its value at the start.
    pub struct PoolRow {
        /// Which pool.
        pool: String = figure("Pool", Unit::Plain);
        /// Its value.
        value: f64 = figure("Value", Unit::Percent).digits(5);
        /// What holders of its tokens at the start have over its owners; negative where they have less.
        loss: f64 = figure("Behind holding", Unit::Percent);
        /// What arbitrage gained, fees paid: loss versus rebalancing.
        arbitrage: f64 = figure("Arbitrage", Unit::Percent);
        /// What arbitrage paid in fees, all of which stayed.
        fees: f64 = figure("Fees", Unit::Percent);
        /// What the venue took of the yield.
        yield_fees: f64 = figure("Fee on yield", Unit::Percent);
        /// Share of its value in the yield-bearing token.
        share: f64 = figure("In the token", Unit::Percent);
        /// Its yield-bearing tokens over those at the start.
        tokens_left: f64 = figure("Tokens left", Unit::Percent);
        /// How many trades arbitrage made.
        trades: f64 = figure("Trades", Unit::Plain).digits(7);
    }
}

outputs! {
    /// The market and both pools at one time.
    pub struct PathRow {
        /// Time since the start.
        years: f64 = figure("Years", Unit::Years);
        /// Price of the yield-bearing token.
        price: f64 = figure("Price", Unit::Price).digits(6);
        /// What the rate provider told.
        rate: f64 = figure("Rate", Unit::Price).digits(6);
        /// Value of the first pool over that at the start.
        value: f64 = figure("Value", Unit::Percent).digits(5);
        /// How far the first pool is behind holding.
        loss: f64 = figure("Behind holding", Unit::Percent);
        /// Fees that stayed in the first pool.
        fees: f64 = figure("Fees", Unit::Percent);
        /// Share of the first pool's value in the token.
        share: f64 = figure("In the token", Unit::Percent);
        /// Value of the second pool over that at the start.
        other_value: f64 = figure("Value, second", Unit::Percent).digits(5);
        /// How far the second pool is behind holding.
        other_loss: f64 = figure("Behind holding, second", Unit::Percent);
        /// Fees that stayed in the second pool.
        other_fees: f64 = figure("Fees, second", Unit::Percent);
        /// Share of the second pool's value in the token.
        other_share: f64 = figure("In the token, second", Unit::Percent);
    }
}

outputs! {
    /// What became of both pools, as fractions of their value at the start.
    pub struct Output {
        /// What holders of the first pool's tokens at the start have over its owners; negative where they have less.
        loss_versus_holding: f64 = figure("Behind holding", Unit::Percent).tone(Tone::Kept);
        /// The same of the second pool.
        other_loss_versus_holding: f64 = figure("Behind holding, second pool", Unit::Percent)
            .tone(Tone::Lost);
        /// What arbitrage gained from the first pool, fees paid: loss versus rebalancing.
        arbitrage: f64 = figure("Arbitrage’s gain", Unit::Percent);
        /// The same of the second pool.
        other_arbitrage: f64 = figure("Arbitrage’s gain, second pool", Unit::Percent);
        /// Fees of arbitrage that stayed in the first pool.
        fees: f64 = figure("Fees kept", Unit::Percent).hidden();
        /// The same of the second pool.
        other_fees: f64 = figure("Fees kept, second pool", Unit::Percent).hidden();
        /// What the venue took of the first pool's yield.
        yield_fees: f64 = figure("Fee on the yield", Unit::Percent).hidden();
        /// The same of the second pool.
        other_yield_fees: f64 = figure("Fee on the yield, second pool", Unit::Percent).hidden();
        /// Value of the first pool at the end.
        value: f64 = figure("Value", Unit::Percent).digits(5).hidden();
        /// The same of the second pool.
        other_value: f64 = figure("Value, second pool", Unit::Percent).digits(5).hidden();
        /// Share of the first pool's value in the token at the end.
        token_share: f64 = figure("In the token", Unit::Percent).hidden();
        /// The same of the second pool.
        other_token_share: f64 = figure("In the token, second pool", Unit::Percent).hidden();
        /// How many steps there were.
        steps: f64 = figure("Steps", Unit::Plain).digits(7);
        /// The longest time between two steps.
        longest_gap_seconds: f64 = figure("Longest time between steps", Unit::Seconds).digits(6).hidden();
        /// Both pools at the end.
        pools: Vec<PoolRow> = figure("Both pools at the end", Unit::Plain);
        /// The way there.
        path: Vec<PathRow> = figure("The way, moment by moment", Unit::Plain).drawer();
    }
}

/// The calculator.
pub static CALCULATOR: Calculator = Calculator {
    id: "simulation",
    title: "What becomes of two pools over a year of arbitrage?",
    summary: "Two pools side by side over a path of prices and rates, made up or your own: \
              value, loss against holding, fees and composition, step by step.",
    method: Method {
        formula: "buy if q < p(1−f), sell if q > p/(1−f), to the edge   ·   \
                  dB/B = −κ ln B dt + σ dW + jumps,  p = B·e^(r·t)",
        text: "At each step the market price p moves and arbitrage trades each pool up to the \
               last price q at which a trade pays; the fee f stays in the pool. q is the pool’s \
               price of the token over the rate that it knows. An update of a rate that comes at \
               known times is traded against before and after it. The basis B starts at 1; κ is \
               ln 2 over its half-life. Arbitrage is free and always there, nobody else trades, \
               and its gain is loss versus rebalancing after fees. Random numbers are \
               xoshiro256++, normal by inversion (AS 241), so that a seed is a path.",
        sources: &[
            Source {
                label: "Milionis, Moallemi, Roughgarden: Arbitrage Profits in the Presence of Fees (2023), the trader’s rule",
                address: "https://arxiv.org/abs/2305.14604",
            },
            Source {
                label: "Schwartz: The Stochastic Behavior of Commodity Prices (1997), model 1",
                address: "https://doi.org/10.1111/j.1540-6261.1997.tb02721.x",
            },
            Source {
                label: "Merton: Option pricing when underlying stock returns are discontinuous (1976)",
                address: "https://doi.org/10.1016/0304-405X(76)90022-2",
            },
            Source {
                label: "Blackman, Vigna: Scrambled Linear Pseudorandom Number Generators (2021)",
                address: "https://arxiv.org/abs/1805.01407",
            },
        ],
        code: "core/src/analysis/simulation/mod.rs",
    },
    presets: PRESETS,
    inputs: Input::FIELDS,
    outputs: Output::FIELDS,
    run: |value| task::begin(value, Work::start).map(task::Running::answer),
};

/// How it is begun where it may take long.
pub static SLOW: Slow = Slow {
    id: "simulation",
    begin: |value| task::begin(value, Work::start),
};

const PRESETS: &[Preset] = &[
    Preset {
        label: "wstETH, a year of days",
        source: "StableSwap at A = 200. The rate went from 1.190272829 on 2025-01-11 to \
                 1.218828057 on 2025-11-11: 2.89\u{a0}% a year, compounded; updated daily. The \
                 volatility of the basis is assumed.",
        inputs: &[("yieldRate", "0.0285")],
    },
    Preset {
        label: "wstETH, as its rate was",
        source: "Rates of wstETH on Ethereum at dated blocks and calls, May 2022 to November \
                 2025; the market is taken to pay the rate, because no dated prices are at hand. \
                 A = 50, the pool B-stETH of 2022.",
        inputs: &[("amplification", "50"), ("csv", WSTETH)],
    },
    Preset {
        label: "sUSDe, each hour",
        source: "StableSwap at A = 200 and 0.01\u{a0}%, as Curve’s USDe/USDC pool of May 2024. The \
                 rate grew 6.83\u{a0}% a year between 2024-12-25 and 2025-09-03, paid each 8 hours. \
                 The volatility of the basis is assumed.",
        inputs: &[
            ("yieldRate", "0.0661"),
            ("swapFee", "0.0001"),
            ("stepSeconds", "3600"),
            ("updateSeconds", "28800"),
        ],
    },
    Preset {
        label: "rETH, each ten minutes",
        source: "StableSwap at A = 50 and 0.04\u{a0}%, as Balancer’s rETH/WETH pool of 2023. The rate \
                 grew 3.40\u{a0}% a year between 2023-06-28 and 2024-02-15, told about once a day. The \
                 volatility of the basis is assumed.",
        inputs: &[
            ("amplification", "50"),
            ("yieldRate", "0.0334"),
            ("stepSeconds", "600"),
        ],
    },
];

/// bgd-labs/aave-capo, commit 2c280ef9, and the pool states of balancer/balancer-sor, commit
/// dca63002, and Tokemak/v2-core-pub, commit de163d5a. The first is of block 14,717,479.
const WSTETH: &str = "time,price,rate\n\
    2022-05-05,1.070274551,1.070274551\n\
    2023-05-16,1.124349507,1.124349507\n\
    2023-11-02,1.145124,1.145124\n\
    2024-01-18,1.154007,1.154007\n\
    2024-02-15,1.157209899,1.157209899\n\
    2024-05-27,1.167796,1.167796\n\
    2024-09-22,1.179619,1.179619\n\
    2024-11-28,1.186196,1.186196\n\
    2025-01-11,1.190272829,1.190272829\n\
    2025-10-07,1.215622,1.215622\n\
    2025-11-11,1.218828057,1.218828057\n";
