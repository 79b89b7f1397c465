//! One formula, two widths.
//!
//! Balances have 128 bits on chain, and so have nearly all numbers between two divisions. A formula that is written
//! over a [`Width`] runs in 128 bits first; where a number does not fit, it runs again in 256, which refuses what the
//! contracts refuse. Products have 256 bits in either, and no operation rounds unless its name says so: where the
//! narrow one answers, the wide one answers the same.

mod narrow;
mod wide;

use super::{Constant, Divisor, Error, Scaled, U256};
use core::fmt::Debug;

/// Whole numbers of one width.
pub(crate) trait Width: Copy + Debug + Ord {
    /// Whether a product of two always fits 256 bits.
    const NARROW: bool;
    /// A divisor with its reciprocal.
    type By: Copy + Debug;

    /// The number, if it fits.
    fn of(number: U256) -> Result<Self, Error>;
    /// A number that fits any width.
    fn word(number: u64) -> Self;
    /// The same of 128 bits.
    fn narrow(number: u128) -> Self;
    fn wide(self) -> U256;
    fn is_zero(self) -> bool;
    fn plus(self, other: Self) -> Result<Self, Error>;
    fn minus(self, other: Self) -> Result<Self, Error>;
    fn times(self, word: u64) -> Result<Self, Error>;
    /// The product in full.
    fn product(self, other: Self) -> Result<U256, Error>;
    /// `None` for zero.
    fn by(self) -> Option<Self::By>;
    /// `floor(number / by)`.
    fn quotient_down(number: U256, by: &Self::By) -> Result<Self, Error>;
    /// The quotient, down, by a divisor of any length, and whether the division left a remainder.
    fn quotient(number: U256, by: &Divisor) -> Result<(Self, bool), Error>;
    /// The same of a number of this width.
    fn quotient_by(self, by: &Divisor) -> Result<(Self, bool), Error>;
    /// `floor(number / by)` for a divisor that never changes.
    fn by_constant(number: U256, by: &Constant) -> Result<Self, Error>;
    /// `floor(self * other)` of numbers with 18 decimals.
    fn mul_down(self, other: Self) -> Result<Self, Error>;
    /// `ceil(self * other)` of numbers with 18 decimals.
    fn mul_up(self, other: Self) -> Result<Self, Error>;
    /// `ceil(number / divisor)` for a divisor that comes once.
    fn once_up(number: U256, divisor: Self) -> Result<Self, Error>;
    /// `floor(number / divisor)` for a divisor that comes once.
    fn once_down(number: U256, divisor: Self) -> Result<Self, Error>;
    /// `floor(self * other / divisor)` for a divisor that comes once.
    fn mul_div_down(self, other: Self, divisor: Self) -> Result<Self, Error>;
    /// `floor(self * numerator / denominator)`, best where the two are nearly equal.
    fn times_ratio(self, numerator: Self, denominator: Self) -> Result<Self, Error>;
    /// `ceil((self^2 + c) / slope)`, best where that is nearly the number itself: Newton's step towards a root of
    /// `x^2 + (slope - 2 self) x = c`.
    fn square_step(self, c: U256, slope: Self) -> Result<Self, Error>;
    /// The nearest floating-point number, to within two units in its last place; `None` from 2^126, and in a width where
    /// proposals by floating point are of no use.
    fn float(self) -> Option<f64>;
    /// The whole part of a floating-point number, likewise.
    fn whole(number: f64) -> Option<Self>;
    /// The number less a whole one of floating point, likewise; `None` where it would be below 0 or too large.
    fn less(self, number: f64) -> Option<Self>;
    /// The number for long products, likewise; `None` for zero too.
    fn scaled(self) -> Option<Scaled>;
    /// Where Newton's steps `y = ceil((y^2 + c) / (2 y + b - d))` from `y = d` come to rest, if it can be told without
    /// taking them all; `sum` is `d^2 + c`.
    fn newton_fixpoint(d: Self, b: Self, c: U256, sum: U256) -> Option<Self>;
    /// `|ln(base) * exponent|`, all of 18 decimals, for a base between 0.9 and 1.1, if it can be told by a short sum.
    fn ln_times(base: Self, exponent: Self) -> Option<Self>;
    /// `e ^ self`, both of 18 decimals, likewise, for a number close to 0.
    fn exp_near_zero(self) -> Option<Self>;
    /// `floor(10^36 / self)`.
    fn inverse(self) -> Result<Self, Error>;
    /// Whether the two are at most one apart.
    fn is_next_to(self, other: Self) -> bool;
}
