//! The maths of yield-bearing tokens in automated market makers.
//!
//! Arrows run one way: [`calculators`] → [`analysis`], [`economics`], [`vault`] → [`pools`] →
//! [`fixed`].
//! Nothing here reads a file, a clock or the network, and nothing knows the web.
#![forbid(unsafe_code)]
#![cfg_attr(
    not(feature = "every-pool"),
    allow(
        dead_code,
        unreachable_code,
        unreachable_patterns,
        unused_imports,
        unused_variables,
        reason = "what all curves share is more than some of them need"
    )
)]

pub mod analysis;
pub mod calculators;
pub mod definition;
pub mod economics;
pub mod fixed;
pub mod pools;
pub mod vault;
pub mod words;
