//! One file a calculator, and the registry that lists them.
//!
//! A calculator is a struct of inputs, a struct of outputs and one pure function. To add one:
//! write its file here, add its line to a [`Module`], and give it a page in the book.
//!
//! Calculators of a module share what they compute with, and travel together: a page loads the
//! WebAssembly of one of them. What is light enough together is one module; what is heavy is alone.
//!
//! Most modules need few curves or none. Calculators that take a pool travel once for each family of pools
//! ([`pool::FAMILIES`]): a page begins with the family of its pool, and goes on with another where it must.
//!
//! May import: [`crate::definition`], [`crate::analysis`], [`crate::economics`], [`crate::vault`],
//! [`crate::pools`], [`crate::fixed`].

#![allow(
    clippy::unnecessary_wraps,
    reason = "a calculator whose every combination of fine fields is fine has the type of the others"
)]

pub mod amounts;
#[cfg(feature = "plain")]
pub mod boosted;
pub mod core_pool;
pub mod curve;
pub mod depth;
#[cfg(feature = "ellipses")]
pub mod eclp_params;
#[cfg(feature = "hooks")]
pub mod exit;
pub mod fee;
mod filing;
pub mod impermanent_loss;
pub mod incentives;
#[cfg(feature = "hooks")]
pub mod liquidity;
pub mod listing;
pub mod lvr;
pub mod period;
#[cfg(feature = "hooks")]
pub mod pool;
pub mod pool_wizard;
pub mod rate_check;
#[cfg(feature = "every-pool")]
pub mod rounding;
#[cfg(feature = "every-pool")]
pub mod schema;
pub mod simulation;
pub mod stable_params;
pub mod stale_rate;
#[cfg(feature = "hooks")]
pub mod swap;
pub mod tokens;
pub mod vebal_boost;
pub mod yield_drift;
#[cfg(feature = "every-pool")]
pub mod yield_fee;
pub mod yield_stack;

#[cfg(feature = "every-pool")]
use crate::definition::Kind;
use crate::definition::{Calculator, Slow};

/// Calculators that travel in one WebAssembly module.
#[derive(Debug)]
pub struct Module {
    /// Its name, and that of the feature of `yb-wasm` that makes it.
    pub id: &'static str,
    /// Its calculators, in the order in which people meet them.
    pub calculators: &'static [&'static Calculator],
    /// How those of them are begun whose answer takes long.
    pub slow: &'static [&'static Slow],
}

impl Module {
    /// The families of pools that its calculators answer, where they take a pool: there is a WebAssembly module for
    /// each, and a page begins with the first. None where they take none.
    #[cfg(feature = "every-pool")]
    pub fn families(&self) -> impl Iterator<Item = &'static pool::Family> {
        let mut fields = self.calculators.iter().flat_map(|it| it.inputs);
        let takes_pools = fields.any(|field| matches!(field.shape.kind, Kind::Pool { .. }));
        pool::FAMILIES.iter().filter(move |_| takes_pools)
    }
}

/// Calculators under one heading.
#[derive(Debug)]
pub struct Group {
    /// Its name in an address.
    pub id: &'static str,
    /// What its calculators are about.
    pub title: &'static str,
    /// What its calculators travel in.
    pub modules: &'static [&'static Module],
}

/// What prices, rates and time do to a pool: curves as functions of real numbers.
pub static MARKET: Module = Module {
    id: "market",
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

/// Step by step through time.
pub static SIMULATION: Module = Module {
    id: "simulation",
    calculators: &[&simulation::CALCULATOR],
    slow: &[&simulation::SLOW],
};

/// What every curve answers to a trade.
#[cfg(feature = "hooks")]
pub static SWAP: Module = Module {
    id: "swap",
    calculators: &[&swap::CALCULATOR],
    slow: &[],
};

/// What every curve answers to those who come and go.
#[cfg(feature = "hooks")]
pub static LIQUIDITY: Module = Module {
    id: "liquidity",
    calculators: &[&liquidity::CALCULATOR],
    slow: &[],
};

/// What every curve answers to those who leave, each in their own way.
#[cfg(feature = "hooks")]
pub static EXIT: Module = Module {
    id: "exit",
    calculators: &[&exit::CALCULATOR],
    slow: &[],
};

/// A trade through buffers and a stable pool.
#[cfg(feature = "plain")]
pub static BOOSTED: Module = Module {
    id: "boosted",
    calculators: &[&boosted::CALCULATOR],
    slow: &[],
};

/// What surrounds the curves, to the last unit.
#[cfg(feature = "every-pool")]
pub static VAULT: Module = Module {
    id: "vault",
    calculators: &[&yield_fee::CALCULATOR, &rounding::CALCULATOR],
    slow: &[],
};

/// Which pool, and which amplification.
pub static DESIGN: Module = Module {
    id: "design",
    calculators: &[&pool_wizard::CALCULATOR, &stable_params::CALCULATOR],
    slow: &[],
};

/// Which ellipse, by the contract's own arithmetic.
#[cfg(feature = "ellipses")]
pub static ELLIPSE: Module = Module {
    id: "ellipse",
    calculators: &[&eclp_params::CALCULATOR],
    slow: &[],
};

/// What to file for a token or a pool.
pub static FILING: Module = Module {
    id: "filing",
    calculators: &[&rate_check::CALCULATOR, &listing::CALCULATOR],
    slow: &[],
};

/// Money: what a pool earns for its owners, and what was and is paid to make it grow.
pub static ECONOMICS: Module = Module {
    id: "economics",
    calculators: &[
        &yield_stack::CALCULATOR,
        &incentives::CALCULATOR,
        &core_pool::CALCULATOR,
        &vebal_boost::CALCULATOR,
    ],
    slow: &[],
};

/// Every group. Who names a module alone does not link the others.
#[cfg(feature = "every-pool")]
pub static GROUPS: [Group; 7] = [
    Group {
        id: "market",
        title: "Yield, prices and time",
        modules: &[&MARKET],
    },
    Group {
        id: "simulation",
        title: "Step by step",
        modules: &[&SIMULATION],
    },
    Group {
        id: "exact",
        title: "Trades, to the last unit",
        modules: &[&SWAP, &LIQUIDITY, &EXIT, &BOOSTED],
    },
    Group {
        id: "vault",
        title: "Fees, rates and rounding",
        modules: &[&VAULT],
    },
    Group {
        id: "design",
        title: "Choosing a pool",
        modules: &[&DESIGN, &ELLIPSE],
    },
    Group {
        id: "filing",
        title: "Checking and filing",
        modules: &[&FILING],
    },
    Group {
        id: "economics",
        title: "Returns and incentives",
        modules: &[&ECONOMICS],
    },
];

impl Group {
    /// Its calculators, in the order in which people meet them.
    pub fn calculators(&self) -> impl Iterator<Item = &'static Calculator> {
        listed(self.modules)
    }
}

/// Every module.
#[cfg(feature = "every-pool")]
pub fn modules() -> impl Iterator<Item = &'static Module> {
    GROUPS.iter().flat_map(|group| group.modules).copied()
}

/// Every calculator, in the order in which people meet them.
#[cfg(feature = "every-pool")]
pub fn all() -> impl Iterator<Item = &'static Calculator> {
    GROUPS.iter().flat_map(Group::calculators)
}

/// The calculator with this id.
#[cfg(feature = "every-pool")]
#[must_use]
pub fn find(id: &str) -> Option<&'static Calculator> {
    all().find(|calculator| calculator.id == id)
}

/// The calculators of these modules.
pub fn listed(modules: &'static [&'static Module]) -> impl Iterator<Item = &'static Calculator> {
    let calculators = modules.iter().flat_map(|module| module.calculators);
    calculators.copied()
}
