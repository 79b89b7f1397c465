//! In 128 bits: what most numbers between two divisions fit.

use super::Width;
use crate::fixed::constant::from_narrow;
use crate::fixed::log_exp::{ONE_36, exp_near_zero, ln_near_one_times};
use crate::fixed::wide::mul_wide;
use crate::fixed::{Constant, Divisor, Error, Pair, SMALL, Scaled, U256};
use crate::fixed::{digits, limbs, newton, number, uint};

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
