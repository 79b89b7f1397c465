//! One file a calculator, and the registry that lists them.
//!
//! A calculator is a struct of inputs, a struct of outputs and one pure function. To add one:
//! write its file here, add its line to a [`Group`], and give it a page in the book.
//!
//! Calculators of a group share what they compute with, and travel together: a page loads the
//! WebAssembly module of one group.
//!
//! May import: [`crate::definition`], [`crate::analysis`], [`crate::economics`], [`crate::vault`],
//! [`crate::pools`], [`crate::fixed`].

#![allow(
    clippy::unnecessary_wraps,
    reason = "a calculator whose every combination of fine fields is fine has the type of the others"
)]

pub mod amounts;
pub mod boosted;
pub mod core_pool;
pub mod curve;
pub mod depth;
pub mod eclp_params;
pub mod exit;
pub mod fee;
mod filing;
pub mod impermanent_loss;
pub mod incentives;
pub mod liquidity;
pub mod listing;
pub mod lvr;
pub mod period;
pub mod pool;
pub mod pool_wizard;
pub mod rate_check;
pub mod rounding;
pub mod schema;
pub mod simulation;
pub mod stable_params;
pub mod stale_rate;
pub mod swap;
pub mod tokens;
pub mod vebal_boost;
pub mod yield_drift;
pub mod yield_fee;
pub mod yield_stack;

use crate::definition::{Calculator, Slow};

/// Calculators that travel in one WebAssembly module.
#[derive(Debug)]
pub struct Group {
    /// The name of the module, and of the feature of `yb-wasm` that puts it there.
    pub id: &'static str,
    /// What its calculators are about.
    pub title: &'static str,
    /// Its calculators, in the order in which people meet them.
    pub calculators: &'static [&'static Calculator],
    /// How those of them are begun whose answer takes long.
    pub slow: &'static [&'static Slow],
}

/// What prices, rates and time do to a pool: curves as functions of real numbers.
pub static MARKET: Group = Group {
    id: "market",
    title: "Yield, prices and time",
    calculators: &[
        &yield_drift::CALCULATOR,
        &lvr::CALCULATOR,
        &stale_rate::CALCULATOR,
        &depth::CALCULATOR,
        &fee::CALCULATOR,
        &impermanent_loss::CALCULATOR,
    ],
    slow: &[],
};

/// What pools answer, to the last unit.
pub static EXACT: Group = Group {
    id: "exact",
    title: "Trades, to the last unit",
    calculators: &[
        &swap::CALCULATOR,
        &liquidity::CALCULATOR,
        &exit::CALCULATOR,
        &boosted::CALCULATOR,
    ],
    slow: &[],
};

/// What surrounds the curves: fees, rates and roundings, to the last unit.
pub static VAULT: Group = Group {
    id: "vault",
    title: "Fees, rates and rounding",
    calculators: &[&yield_fee::CALCULATOR, &rounding::CALCULATOR],
    slow: &[],
};

/// Choices: which pool, and with which parameters.
pub static DESIGN: Group = Group {
    id: "design",
    title: "Choosing a pool",
    calculators: &[&pool_wizard::CALCULATOR, &stable_params::CALCULATOR],
    slow: &[],
};

/// The choice of an ellipse, which takes the contract's own arithmetic.
pub static ELLIPSE: Group = Group {
    id: "ellipse",
    title: "Choosing an ellipse, to the last digit",
    calculators: &[&eclp_params::CALCULATOR],
    slow: &[],
};

/// What to file for a token or a pool.
pub static FILING: Group = Group {
    id: "filing",
    title: "Checking and filing",
    calculators: &[&rate_check::CALCULATOR, &listing::CALCULATOR],
    slow: &[],
};

/// Money: what a pool earns for its owners, and what was and is paid to make it grow.
pub static ECONOMICS: Group = Group {
    id: "economics",
    title: "Returns and incentives",
    calculators: &[
        &yield_stack::CALCULATOR,
        &incentives::CALCULATOR,
        &core_pool::CALCULATOR,
        &vebal_boost::CALCULATOR,
    ],
    slow: &[],
};

/// Step by step through time.
pub static SIMULATION: Group = Group {
    id: "simulation",
    title: "Step by step",
    calculators: &[&simulation::CALCULATOR],
    slow: &[&simulation::SLOW],
};

/// Every group. Who names one alone does not link the others.
pub static GROUPS: [&Group; 8] = [
    &MARKET,
    &SIMULATION,
    &EXACT,
    &VAULT,
    &DESIGN,
    &ELLIPSE,
    &FILING,
    &ECONOMICS,
];

/// Every calculator, in the order in which people meet them.
pub fn all() -> impl Iterator<Item = &'static Calculator> {
    listed(&GROUPS)
}

/// The calculator with this id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Calculator> {
    all().find(|calculator| calculator.id == id)
}

/// The calculators of these groups.
pub fn listed(groups: &'static [&'static Group]) -> impl Iterator<Item = &'static Calculator> {
    let calculators = groups.iter().flat_map(|group| group.calculators);
    calculators.copied()
}
