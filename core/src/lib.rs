//! The maths of yield-bearing tokens in automated market makers.
//!
//! Arrows run one way: [`calculators`] → [`analysis`], [`economics`], [`vault`] → [`pools`] →
//! [`fixed`].
//! Nothing here reads a file, a clock or the network, and nothing knows the web.
#![forbid(unsafe_code)]

pub mod analysis;
pub mod calculators;
pub mod definition;
pub mod economics;
pub mod fixed;
pub mod pools;
pub mod vault;
