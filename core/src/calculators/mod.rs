//! One file a calculator, and the registry that lists them.
//!
//! A calculator is a struct of inputs, a struct of outputs and one pure function. To add one:
//! write its file here, add its line to [`REGISTRY`], and give it a page in the book.
//!
//! May import: [`crate::definition`], [`crate::analysis`], [`crate::vault`], [`crate::pools`],
//! [`crate::fixed`].

pub mod curve;
pub mod lvr;
pub mod pool;
pub mod schema;
pub mod swap;
pub mod yield_drift;

use crate::definition::Calculator;

/// Every calculator, in the order in which people meet them.
pub static REGISTRY: &[&Calculator] = &[
    &yield_drift::CALCULATOR,
    &lvr::CALCULATOR,
    &swap::CALCULATOR,
];

/// The calculator with this id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Calculator> {
    REGISTRY
        .iter()
        .copied()
        .find(|calculator| calculator.id == id)
}
