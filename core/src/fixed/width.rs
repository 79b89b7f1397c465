//! One formula, two widths.
//!
//! Balances have 128 bits on chain, and so have nearly all numbers between two divisions. A formula that is written
//! over a [`Width`] runs in 128 bits first; where a number does not fit, it runs again in 256, which refuses what the
//! contracts refuse. Products have 256 bits in either, and no operation rounds unless its name says so: where the
//! narrow one answers, the wide one answers the same.

use super::constant::from_narrow;
use super::limbs;
use super::log_exp::{ONE_36, exp_near_zero, ln_near_one_times};
use super::number;
use super::uint::{self, divide_down};
use super::wide::mul_wide;
use super::{Constant, Divisor, Error, Pair, SMALL, Scaled, U256, digits, newton};
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

impl Width for U256 {
    const NARROW: bool = false;
    type By = Divisor;

    fn of(number: U256) -> Result<Self, Error> {
        Ok(number)
    }

    #[cfg_attr(target_arch = "wasm32", inline(never))]
    fn word(number: u64) -> Self {
        Self([number, 0, 0, 0])
    }

    #[cfg_attr(target_arch = "wasm32", inline(never))]
    fn narrow(number: u128) -> Self {
        from_narrow(number)
    }

    fn wide(self) -> U256 {
        self
    }

    fn is_zero(self) -> bool {
        Self::is_zero(&self)
    }

    fn plus(self, other: Self) -> Result<Self, Error> {
        uint::add(self, other)
    }

    fn minus(self, other: Self) -> Result<Self, Error> {
        uint::sub(self, other)
    }

    fn times(self, word: u64) -> Result<Self, Error> {
        uint::mul(self, Self::word(word))
    }

    fn product(self, other: Self) -> Result<U256, Error> {
        uint::mul(self, other)
    }

    fn by(self) -> Option<Divisor> {
        Divisor::new(self.0)
    }

    fn quotient_down(number: U256, by: &Divisor) -> Result<Self, Error> {
        Ok(divide_down(number, by))
    }

    fn quotient(number: U256, by: &Divisor) -> Result<(Self, bool), Error> {
        let (quotient, rest) = by.divide(number.0);
        Ok((Self(quotient), rest))
    }

    fn quotient_by(self, by: &Divisor) -> Result<(Self, bool), Error> {
        Self::quotient(self, by)
    }

    fn by_constant(number: U256, by: &Constant) -> Result<Self, Error> {
        Ok(by.divide_down(number))
    }

    fn mul_down(self, other: Self) -> Result<Self, Error> {
        number::mul_down(self, other)
    }

    fn mul_up(self, other: Self) -> Result<Self, Error> {
        number::mul_up(self, other)
    }

    fn once_up(number: U256, divisor: Self) -> Result<Self, Error> {
        uint::div_up(number, divisor)
    }

    fn once_down(number: U256, divisor: Self) -> Result<Self, Error> {
        uint::div_down(number, divisor)
    }

    fn mul_div_down(self, other: Self, divisor: Self) -> Result<Self, Error> {
        uint::mul_div_down(self, other, divisor)
    }

    fn times_ratio(self, numerator: Self, denominator: Self) -> Result<Self, Error> {
        uint::mul_div_down(numerator, self, denominator)
    }

    fn square_step(self, c: U256, slope: Self) -> Result<Self, Error> {
        uint::div_up(uint::add(uint::mul(self, self)?, c)?, slope)
    }

    fn float(self) -> Option<f64> {
        None
    }

    fn whole(_: f64) -> Option<Self> {
        None
    }

    fn less(self, _: f64) -> Option<Self> {
        None
    }

    fn scaled(self) -> Option<Scaled> {
        None
    }

    fn newton_fixpoint(_: Self, _: Self, _: U256, _: U256) -> Option<Self> {
        None
    }

    fn ln_times(_: Self, _: Self) -> Option<Self> {
        None
    }

    fn exp_near_zero(self) -> Option<Self> {
        None
    }

    fn inverse(self) -> Result<Self, Error> {
        uint::div_down(from_narrow(ONE_36), self)
    }

    fn is_next_to(self, other: Self) -> bool {
        uint::apart(self, other) <= Self::word(1)
    }
}

/// What does not fit is an [`Error::Overflow`], whatever the wide form makes of it.
impl Width for u128 {
    const NARROW: bool = true;
    type By = Pair;

    #[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
    fn of(number: U256) -> Result<Self, Error> {
        let [a, b, c, d] = number.0;
        if c | d == 0 {
            Ok(limbs::double(a, b))
        } else {
            Err(Error::Overflow)
        }
    }

    #[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
    fn word(number: u64) -> Self {
        Self::from(number)
    }

    #[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
    fn narrow(number: u128) -> Self {
        number
    }

    #[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
    fn wide(self) -> U256 {
        let (low, high) = limbs::split(self);
        U256([low, high, 0, 0])
    }

    #[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
    fn is_zero(self) -> bool {
        self == 0
    }

    #[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
    fn plus(self, other: Self) -> Result<Self, Error> {
        self.checked_add(other).ok_or(Error::Overflow)
    }

    #[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
    fn minus(self, other: Self) -> Result<Self, Error> {
        self.checked_sub(other).ok_or(Error::Overflow)
    }

    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    fn times(self, word: u64) -> Result<Self, Error> {
        let (low, high) = limbs::split(self);
        let (r0, carry) = mul_wide(low, word);
        let (r1, over) = mul_wide(high, word);
        let (r1, carried) = r1.overflowing_add(carry);
        if over == 0 && !carried {
            Ok(limbs::double(r0, r1))
        } else {
            Err(Error::Overflow)
        }
    }

    #[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
    fn product(self, other: Self) -> Result<U256, Error> {
        Ok(U256(limbs::product(self, other)))
    }

    #[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
    fn by(self) -> Option<Pair> {
        Pair::new(self)
    }

    #[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
    fn quotient_down(number: U256, by: &Pair) -> Result<Self, Error> {
        match by.divide(&number.0) {
            Some((quotient, _)) => Ok(quotient),
            None => Err(Error::Overflow),
        }
    }

    #[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
    fn quotient(number: U256, by: &Divisor) -> Result<(Self, bool), Error> {
        match by.pair() {
            Some(pair) => pair.divide(&number.0).ok_or(Error::Overflow),
            None => Err(Error::Overflow),
        }
    }

    #[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
    fn quotient_by(self, by: &Divisor) -> Result<(Self, bool), Error> {
        match by.divide_to_word(self) {
            Some((quotient, rest)) => Ok((Self::from(quotient), rest)),
            None => Self::quotient(self.wide(), by),
        }
    }

    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    fn by_constant(number: U256, by: &Constant) -> Result<Self, Error> {
        by.quotient(&number.0).ok_or(Error::Overflow)
    }

    #[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
    fn mul_down(self, other: Self) -> Result<Self, Error> {
        match number::mul_narrow(self, other) {
            Some((quotient, _)) => Ok(quotient),
            None => Err(Error::Overflow),
        }
    }

    #[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
    fn mul_up(self, other: Self) -> Result<Self, Error> {
        match number::mul_narrow(self, other) {
            Some((quotient, rest)) => Ok(quotient + Self::from(rest != 0)),
            None => Err(Error::Overflow),
        }
    }

    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    fn once_up(number: U256, divisor: Self) -> Result<Self, Error> {
        let (quotient, rest) = digits::divide_once(&number.0, divisor)?;
        quotient.plus(Self::from(rest != 0))
    }

    #[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
    fn once_down(number: U256, divisor: Self) -> Result<Self, Error> {
        let (quotient, _) = digits::divide_once(&number.0, divisor)?;
        Ok(quotient)
    }

    #[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
    fn mul_div_down(self, other: Self, divisor: Self) -> Result<Self, Error> {
        match digits::mul_divide(self, other, divisor) {
            Some((quotient, _)) => Ok(quotient),
            None => Ok(digits::divide_large(&limbs::product(self, other), divisor)?.0),
        }
    }

    /// `self + floor(self * more / denominator)` with what the numerator has more, and alike with what it has less.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    fn times_ratio(self, numerator: Self, denominator: Self) -> Result<Self, Error> {
        if numerator >= denominator {
            let more = self.product(numerator - denominator)?;
            self.plus(digits::divide_once(&more.0, denominator)?.0)
        } else {
            let less = self.product(denominator - numerator)?;
            self.minus(Self::once_up(less, denominator)?)
        }
    }

    /// `self - floor((self * (slope - self) - c) / slope)`. Where the wide form's sum could be too large, nothing.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    fn square_step(self, c: U256, slope: Self) -> Result<Self, Error> {
        if self >> 127 != 0 || c.bit(255) {
            return Err(Error::Overflow);
        }
        let product = self.product(slope.minus(self)?)?;
        match limbs::sub(&product.0, &c.0) {
            Some(excess) => self.minus(digits::divide_once(&excess, slope)?.0),
            None => self.plus(Self::once_up(uint::sub(c, product)?, slope)?),
        }
    }

    #[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
    fn float(self) -> Option<f64> {
        (!SMALL && self >> 126 == 0).then(|| digits::float(self))
    }

    #[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
    fn whole(number: f64) -> Option<Self> {
        digits::whole(number)
    }

    #[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
    fn less(self, number: f64) -> Option<Self> {
        self.checked_add_signed(-digits::whole_signed(number)?)
    }

    #[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
    fn scaled(self) -> Option<Scaled> {
        Scaled::new(self)
    }

    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    fn newton_fixpoint(d: Self, b: Self, c: U256, sum: U256) -> Option<Self> {
        // A small module takes the steps.
        if SMALL {
            return None;
        }
        newton::fixpoint(d, b, &c.0, &sum.0)
    }

    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    fn ln_times(base: Self, exponent: Self) -> Option<Self> {
        let (base, _) = limbs::split(base);
        ln_near_one_times(base, exponent)
    }

    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    fn exp_near_zero(self) -> Option<Self> {
        exp_near_zero(u64::try_from(self).ok()?).map(Self::from)
    }

    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    fn inverse(self) -> Result<Self, Error> {
        if let (word, 0) = limbs::split(self)
            && let Some(quotient) = digits::divide_by_word(ONE_36, word)
        {
            return Ok(quotient.into());
        }
        Self::once_down(from_narrow(ONE_36), self)
    }

    #[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
    fn is_next_to(self, other: Self) -> bool {
        self.abs_diff(other) <= 1
    }
}
