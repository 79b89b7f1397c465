//! Powers that never round towards the trader.
//!
//! Source: `balancer/balancer-v3-monorepo` at `0a5890a`, `pkg/solidity-utils/contracts/math/FixedPoint.sol`, lines
//! 92–140.

use super::number::mul_up_words;
use super::{Error, Fixed, U256, log_exp};

const TWO: Fixed = Fixed::from_wei(2_000_000_000_000_000_000);
const FOUR: Fixed = Fixed::from_wei(4_000_000_000_000_000_000);
/// How far the power may be off, as a share of itself: 10^-14.
const MAX_RELATIVE_ERROR: u64 = 10_000;

/// An exponent, and whether the power is products alone: [`Fixed::pow_up`] for many bases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PowerUp {
    First,
    Second,
    Fourth,
    Other(Fixed),
}

impl PowerUp {
    pub(crate) fn of(exponent: Fixed) -> Self {
        match exponent {
            Fixed::ONE => Self::First,
            TWO => Self::Second,
            FOUR => Self::Fourth,
            _ => Self::Other(exponent),
        }
    }

    /// [`Fixed::pow_up`] of a base that one word holds, where it holds the power too.
    ///
    /// # Errors
    /// As there, and [`Error::Overflow`] where it does not.
    pub(crate) fn of_word(&self, base: u64) -> Result<u64, Error> {
        match self {
            Self::First => Ok(base),
            Self::Second => mul_up_words(base, base),
            Self::Fourth => {
                let square = mul_up_words(base, base)?;
                mul_up_words(square, square)
            }
            Self::Other(exponent) => match Fixed::from_wei(base).pow(*exponent)?.raw().0 {
                [power, 0, 0, 0] => raised(power),
                _ => Err(Error::Overflow),
            },
        }
    }
}

impl Fixed {
    /// A number at or below `self ^ exponent` (`powDown`).
    ///
    /// Exponents of 1, 2 and 4 are products that round down; for the others the power is lowered by its largest
    /// possible error, `power * 10^-14 + 10^-18`, but not below 0.
    ///
    /// # Errors
    /// [`Error::BaseOutOfBounds`], [`Error::ExponentOutOfBounds`], [`Error::ProductOutOfBounds`]: see the names;
    /// [`Error::Overflow`] in a product.
    ///
    /// ```
    /// use yb_core::fixed::Fixed;
    ///
    /// let (x, y): (Fixed, Fixed) = ("2".parse()?, "0.5".parse()?);
    /// assert_eq!(x.pow_down(y)?.to_string(), "1.414213562373080903");
    /// assert_eq!(x.pow_up(y)?.to_string(), "1.414213562373109191");
    /// # Ok::<(), yb_core::fixed::Error>(())
    /// ```
    pub fn pow_down(self, exponent: Self) -> Result<Self, Error> {
        match exponent {
            Self::ONE => Ok(self),
            TWO => self.mul_down(self),
            FOUR => {
                let square = self.mul_down(self)?;
                square.mul_down(square)
            }
            _ => {
                let power = self.pow(exponent)?;
                let error = largest_error(power)?;
                Ok(if power < error {
                    Self::ZERO
                } else {
                    power.minus(error)?
                })
            }
        }
    }

    /// A number at or above `self ^ exponent` (`powUp`).
    ///
    /// Exponents of 1, 2 and 4 are products that round up; for the others the power is raised by its largest possible
    /// error, `power * 10^-14 + 10^-18`.
    ///
    /// # Errors
    /// As [`Fixed::pow_down`].
    pub fn pow_up(self, exponent: Self) -> Result<Self, Error> {
        match exponent {
            Self::ONE => Ok(self),
            TWO => self.mul_up(self),
            FOUR => {
                let square = self.mul_up(self)?;
                square.mul_up(square)
            }
            _ => {
                let power = self.pow(exponent)?;
                power.plus(largest_error(power)?)
            }
        }
    }

    fn pow(self, exponent: Self) -> Result<Self, Error> {
        log_exp::pow(self.raw(), exponent.raw()).map(Self::from_raw)
    }
}

/// A power raised by its largest possible error, in words.
#[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
fn raised(power: u64) -> Result<u64, Error> {
    let error = mul_up_words(power, MAX_RELATIVE_ERROR)?;
    let raised = power.checked_add(error).and_then(|sum| sum.checked_add(1));
    raised.ok_or(Error::Overflow)
}

fn largest_error(power: Fixed) -> Result<Fixed, Error> {
    power
        .mul_up(Fixed::from_wei(MAX_RELATIVE_ERROR))?
        .plus(Fixed::from_raw(U256::one()))
}

#[cfg(test)]
mod tests {
    use super::PowerUp;
    use crate::fixed::{Error, Fixed};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn words_are_the_long_way(base: u64, shift in 0u32..64, other in 1u64..10_000_000_000_000_000_000) {
            let base = base >> shift;
            for exponent in [1, 2, 4].map(|n| n * 1_000_000_000_000_000_000).into_iter().chain([other]) {
                let exponent = Fixed::from_wei(exponent);
                let long = Fixed::from_wei(base).pow_up(exponent);
                match PowerUp::of(exponent).of_word(base) {
                    Ok(power) => prop_assert_eq!(long, Ok(Fixed::from_wei(power))),
                    Err(Error::Overflow) => prop_assert!(base > 1_000_000_000_000_000_000),
                    Err(error) => prop_assert_eq!(long, Err(error)),
                }
            }
        }
    }
}
