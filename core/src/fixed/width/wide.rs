//! In 256 bits, as the contracts count: what does not fit is refused as they refuse it.

use super::Width;
use crate::fixed::constant::from_narrow;
use crate::fixed::log_exp::ONE_36;
use crate::fixed::number;
use crate::fixed::uint::{self, divide_down};
use crate::fixed::{Constant, Divisor, Error, Scaled, U256};

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
