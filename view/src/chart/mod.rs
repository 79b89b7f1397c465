//! Pictures: a chart drawn as SVG for a given width, with its text at a fixed size.
//!
//! Colours are classes, so that a style sheet decides them; every tone has a dash of its own, so
//! that colour never stands alone. Coordinates have one decimal at most and depend on nothing
//! but the data, so a picture is the same file on every machine.

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "counts of ticks and powers of ten are small, and casts of floats saturate"
)]

mod bars;
mod draw;
pub mod frame;
pub mod labels;
pub mod scale;
pub mod table;

pub(crate) use draw::tone;
pub use draw::{HEIGHT, NARROW, draw};
pub use frame::Frame;
pub use table::{rows, table};

#[cfg(test)]
mod tests;
