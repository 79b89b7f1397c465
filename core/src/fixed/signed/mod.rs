//! Whole numbers with a sign, in 256 bits: what Solidity calls `int256`, always checked.
//!
//! Two scales are in use: 18 decimals, called normal, and 38 decimals, called extra precision. "Down" and "up" without
//! more mean towards and away from zero.
//!
//! Source: `balancer/balancer-v3-monorepo` at `0a5890a`, `pkg/pool-gyro/contracts/lib/SignedFixedPoint.sol`; the names
//! of its functions are given at each operation. Those ending in `U` check no less than the others, since the compiler
//! does it for them.

mod extra;

use super::limbs::{Limbs, split};
use super::uint;
use super::{Constant, Error, Fixed, U256, limbs, text};
use core::str::FromStr;

const BY_ONE: Constant = Constant::power_of_ten(18);

/// A whole number with a sign, from -(2^255 - 1) to 2^255 - 1.
///
/// Numbers of normal precision have 18 decimals, of extra precision 38. What a product or quotient cuts off, its name says:
///
/// ```
/// use yb_core::fixed::{Error, Signed};
///
/// let (wei, half) = (Signed::new(-1), Signed::new(500_000_000_000_000_000));
/// // Half of -10^-18: towards zero, and away from it.
/// assert_eq!((wei.mul_down(half)?, wei.mul_up(half)?), (Signed::ZERO, wei));
/// assert_eq!((wei.div_down(Signed::new(2 * 10i128.pow(18)))?, wei.quotient(wei)?), (Signed::ZERO, Signed::new(1)));
/// // The same with 38 decimals: down to minus infinity, and up to plus infinity.
/// let half_xp = Signed::ONE_XP.quotient(Signed::new(2))?;
/// assert_eq!((wei.mul_xp_floor(half_xp)?, wei.mul_xp_ceil(half_xp)?), (wei, Signed::ZERO));
/// assert_eq!(Signed::ONE_XP.mul_xp(half_xp)?, half_xp);
/// assert_eq!(wei.to_fixed(), Err(Error::Overflow));
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signed {
    /// 1 below zero, 0 else. Not a `bool`: a fault would find room in one, and a number beside it is copied in pieces.
    sign: u8,
    magnitude: U256,
}

impl Signed {
    /// 0.
    pub const ZERO: Self = Self::new(0);
    /// 1 with 18 decimals.
    pub const ONE: Self = Self::new(1_000_000_000_000_000_000);
    /// 1 with 38 decimals.
    pub const ONE_XP: Self = Self::new(10i128.pow(38));

    /// From a number that fits 128 bits.
    #[must_use]
    #[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
    pub const fn new(number: i128) -> Self {
        let (low, high) = split(number.unsigned_abs());
        Self {
            sign: (number < 0) as u8,
            magnitude: U256([low, high, 0, 0]),
        }
    }

    #[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
    fn of(negative: bool, magnitude: U256) -> Result<Self, Error> {
        if magnitude.0[3] >> 63 != 0 {
            return Err(Error::Overflow);
        }
        Ok(Self {
            sign: u8::from(negative && !magnitude.is_zero()),
            magnitude,
        })
    }

    /// From what has overflowed where there is nothing.
    #[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
    fn of_limbs(negative: bool, magnitude: Option<Limbs>) -> Result<Self, Error> {
        Self::of(negative, U256(magnitude.ok_or(Error::Overflow)?))
    }

    /// From a number without a sign (`toInt256`).
    ///
    /// # Errors
    /// [`Error::Overflow`] from 2^255.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub fn from_fixed(number: Fixed) -> Result<Self, Error> {
        Self::of(false, number.raw())
    }

    /// Without the sign it does not have (`toUint256`).
    ///
    /// # Errors
    /// [`Error::Overflow`] below 0.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub fn to_fixed(self) -> Result<Fixed, Error> {
        if self.is_negative() {
            Err(Error::Overflow)
        } else {
            Ok(Fixed::from_raw(self.magnitude))
        }
    }

    /// The nearest `f64` of the whole number, to within two units in its last place.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        let magnitude = Fixed::from_raw(self.magnitude).to_f64() * 1e18;
        if self.is_negative() {
            -magnitude
        } else {
            magnitude
        }
    }

    /// The number without its sign.
    #[must_use]
    pub const fn magnitude(self) -> U256 {
        self.magnitude
    }

    /// Whether this is above 0.
    #[must_use]
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub fn is_positive(self) -> bool {
        !self.is_negative() && !self.magnitude.is_zero()
    }

    /// Whether this is below 0.
    #[must_use]
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub const fn is_negative(self) -> bool {
        self.sign != 0
    }

    /// `-self`.
    #[must_use]
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub fn negated(self) -> Self {
        Self {
            sign: u8::from(self.sign == 0 && !self.magnitude.is_zero()),
            ..self
        }
    }

    /// `self + other`.
    ///
    /// # Errors
    /// [`Error::Overflow`], as in all that follow.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub fn plus(self, other: Self) -> Result<Self, Error> {
        let (a, b) = (&self.magnitude.0, &other.magnitude.0);
        if self.sign == other.sign {
            return Self::of_limbs(self.is_negative(), limbs::add(a, b));
        }
        match limbs::sub(a, b) {
            None => Self::of_limbs(other.is_negative(), limbs::sub(b, a)),
            difference => Self::of_limbs(self.is_negative(), difference),
        }
    }

    /// `self - other`.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub fn minus(self, other: Self) -> Result<Self, Error> {
        self.plus(other.negated())
    }

    /// `self * 2`.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub fn doubled(self) -> Result<Self, Error> {
        self.plus(self)
    }

    /// `self * other` of normal precision, towards zero (`mulDownMag`).
    ///
    /// # Errors
    /// [`Error::Overflow`].
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub fn mul_down(self, other: Self) -> Result<Self, Error> {
        let product = self.times(other)?;
        Self::of(product.is_negative(), BY_ONE.divide_down(product.magnitude))
    }

    /// `self * other` of normal precision, away from zero (`mulUpMag`).
    ///
    /// # Errors
    /// [`Error::Overflow`].
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub fn mul_up(self, other: Self) -> Result<Self, Error> {
        let product = self.times(other)?;
        Self::of(product.is_negative(), BY_ONE.divide_up(product.magnitude))
    }

    /// `self / other` of normal precision, towards zero (`divDownMag`).
    ///
    /// # Errors
    /// [`Error::ZeroDivision`], [`Error::Overflow`].
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub fn div_down(self, other: Self) -> Result<Self, Error> {
        self.over(other, Self::ONE)
    }

    /// `self / other` of normal precision, away from zero (`divUpMag`).
    ///
    /// # Errors
    /// [`Error::ZeroDivision`], [`Error::Overflow`].
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub fn div_up(self, other: Self) -> Result<Self, Error> {
        let inflated = self.times(Self::ONE)?;
        let quotient = uint::div_up(inflated.magnitude, other.magnitude)?;
        Self::of(self.sign != other.sign, quotient)
    }

    /// The plain product of the two whole numbers.
    ///
    /// # Errors
    /// [`Error::Overflow`].
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub fn times(self, other: Self) -> Result<Self, Error> {
        let product = limbs::mul(&self.magnitude.0, &other.magnitude.0);
        Self::of_limbs(self.sign != other.sign, product)
    }

    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    fn over(self, other: Self, one: Self) -> Result<Self, Error> {
        if other.magnitude.is_zero() {
            return Err(Error::ZeroDivision);
        }
        let inflated = self.times(one)?;
        let quotient = uint::div_down(inflated.magnitude, other.magnitude)?;
        Self::of(self.sign != other.sign, quotient)
    }

    /// The plain quotient of the two whole numbers, towards zero.
    ///
    /// # Errors
    /// [`Error::DivisionByZero`].
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub fn quotient(self, other: Self) -> Result<Self, Error> {
        let magnitude = uint::div_down(self.magnitude, other.magnitude)?;
        Self::of(self.sign != other.sign, magnitude)
    }
}

impl PartialOrd for Signed {
    fn partial_cmp(&self, other: &Self) -> Option<core::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Signed {
    fn cmp(&self, other: &Self) -> core::cmp::Ordering {
        match (self.is_negative(), other.is_negative()) {
            (false, false) => limbs::compare(&self.magnitude.0, &other.magnitude.0),
            (true, true) => limbs::compare(&other.magnitude.0, &self.magnitude.0),
            (negative, _) => {
                if negative {
                    core::cmp::Ordering::Less
                } else {
                    core::cmp::Ordering::Greater
                }
            }
        }
    }
}

impl FromStr for Signed {
    type Err = Error;

    /// Reads a whole number: digits, and a minus before them if it is below 0.
    ///
    /// # Errors
    /// [`Error::InvalidText`], [`Error::TooManyDecimals`], [`Error::Overflow`].
    fn from_str(digits: &str) -> Result<Self, Error> {
        match digits.strip_prefix('-') {
            Some(digits) => Self::of(true, text::parse_integer(digits)?),
            None => Self::of(false, text::parse_integer(digits)?),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Signed;
    use crate::fixed::{Error, Fixed, U256};
    use proptest::prelude::*;

    fn int(number: i128) -> Signed {
        Signed::new(number)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        /// Against the machine's own signed numbers, which truncate as Solidity does.
        #[test]
        fn equal_the_definition(a in -(1i128 << 62)..1 << 62, b in -(1i128 << 62)..1 << 62) {
            let one = 10i128.pow(18);
            let away = |n: i128, d: i128| if n % d == 0 { n / d } else { n / d + (n ^ d).signum() };
            prop_assert_eq!(int(a).plus(int(b)), Ok(int(a + b)));
            prop_assert_eq!(int(a).minus(int(b)), Ok(int(a - b)));
            prop_assert_eq!(int(a).times(int(b)), Ok(int(a * b)));
            prop_assert_eq!(int(a).cmp(&int(b)), a.cmp(&b));
            prop_assert_eq!(int(a).mul_down(int(b)), Ok(int(a * b / one)));
            prop_assert_eq!(int(a).mul_up(int(b)), Ok(int(away(a * b, one))));
            if b != 0 {
                prop_assert_eq!(int(a).div_down(int(b)), Ok(int(a * one / b)));
                prop_assert_eq!(int(a).div_up(int(b)), Ok(int(away(a * one, b))));
                prop_assert_eq!(int(a).quotient(int(b)), Ok(int(a / b)));
            }
        }
    }

    #[test]
    fn the_ends_of_the_range() {
        let most: Signed =
            "57896044618658097711785492504343953926634992332820282019728792003956564819967"
                .parse()
                .unwrap();
        assert_eq!(most.plus(int(1)), Err(Error::Overflow));
        assert_eq!(most.negated().minus(int(1)), Err(Error::Overflow));
        assert_eq!(
            Signed::from_fixed(Fixed::from_raw(U256::one() << 255)),
            Err(Error::Overflow)
        );
        assert_eq!(int(-1).to_fixed(), Err(Error::Overflow));
        assert_eq!(int(1).div_down(Signed::ZERO), Err(Error::ZeroDivision));
        assert_eq!(int(1).quotient(Signed::ZERO), Err(Error::DivisionByZero));
        assert_eq!("-7".parse(), Ok(int(-7)));
        assert_eq!("-0".parse(), Ok(Signed::ZERO));
        assert_eq!("--7".parse::<Signed>(), Err(Error::InvalidText));
    }
}
