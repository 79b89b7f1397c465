//! The number itself: operations that round the way their names say.
//!
//! Source: `balancer/balancer-v3-monorepo` at `0a5890a`, `pkg/solidity-utils/contracts/math/FixedPoint.sol`; the lines
//! are named at each operation.

use super::constant::from_narrow;
use super::short::Short;
use super::wide::mul_wide;
use super::{Constant, Error, SMALL, U256, limbs, uint};
use core::cmp::Ordering;

const WAD: Constant = Constant::power_of_ten(18);
const SHORT_WAD: Short = Short::new(1_000_000_000_000_000_000);

/// An unsigned number with 18 decimals, held as a whole number of 10^-18 in 256 bits.
///
/// ```
/// use yb_core::fixed::Fixed;
///
/// let rate: Fixed = "1.058132408689971699".parse()?;
/// let shares: Fixed = "17".parse()?;
/// assert_eq!(shares.mul_down(rate)?.to_string(), "17.988250947729518883");
/// # Ok::<(), yb_core::fixed::Error>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Fixed(U256);

impl Fixed {
    /// 0.
    pub const ZERO: Self = Self(U256([0; 4]));
    /// 1, which is 10^18 of the smallest unit.
    pub const ONE: Self = Self::from_wei(1_000_000_000_000_000_000);

    /// From a count of 10^-18, which the contracts call wei or raw.
    #[must_use]
    pub const fn from_raw(raw: U256) -> Self {
        Self(raw)
    }

    /// The same from a number that fits a word, for constants.
    #[must_use]
    pub const fn from_wei(wei: u64) -> Self {
        Self(U256([wei, 0, 0, 0]))
    }

    /// The count of 10^-18.
    #[must_use]
    pub const fn raw(self) -> U256 {
        self.0
    }

    /// Whether this is 0.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// `self + other`, exact.
    ///
    /// # Errors
    /// [`Error::Overflow`] above 2^256 - 1 raw.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub fn plus(self, other: Self) -> Result<Self, Error> {
        uint::add(self.0, other.0).map(Self)
    }

    /// `self - other`, exact.
    ///
    /// # Errors
    /// [`Error::Overflow`] below 0.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub fn minus(self, other: Self) -> Result<Self, Error> {
        uint::sub(self.0, other.0).map(Self)
    }

    /// `floor(self * other)` (`mulDown`, lines 20–25).
    ///
    /// # Errors
    /// [`Error::Overflow`] if the product of the raw numbers is above 2^256 - 1.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub fn mul_down(self, other: Self) -> Result<Self, Error> {
        mul_down(self.0, other.0).map(Self)
    }

    /// `ceil(self * other)` (`mulUp`, lines 27–36).
    ///
    /// # Errors
    /// [`Error::Overflow`] if the product of the raw numbers is above 2^256 - 1.
    ///
    /// ```
    /// use yb_core::fixed::Fixed;
    ///
    /// let (wei, half) = (Fixed::from_wei(1), "0.5".parse::<Fixed>()?);
    /// assert_eq!((wei.mul_down(half)?, wei.mul_up(half)?), (Fixed::ZERO, wei));
    /// # Ok::<(), yb_core::fixed::Error>(())
    /// ```
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub fn mul_up(self, other: Self) -> Result<Self, Error> {
        mul_up(self.0, other.0).map(Self)
    }

    /// `floor(self / other)` (`divDown`, lines 38–44).
    ///
    /// # Errors
    /// [`Error::Overflow`] if `self` times 10^18 is above 2^256 - 1 raw, [`Error::DivisionByZero`].
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub fn div_down(self, other: Self) -> Result<Self, Error> {
        uint::mul_div_down(self.0, Self::ONE.0, other.0).map(Self)
    }

    /// `ceil(self / other)` (`divUp`, lines 46–48).
    ///
    /// # Errors
    /// [`Error::ZeroDivision`], [`Error::Overflow`] if `self` times 10^18 is above 2^256 - 1 raw.
    ///
    /// ```
    /// use yb_core::fixed::Fixed;
    ///
    /// let three: Fixed = "3".parse()?;
    /// assert_eq!(Fixed::ONE.div_down(three)?.to_string(), "0.333333333333333333");
    /// assert_eq!(Fixed::ONE.div_up(three)?.to_string(), "0.333333333333333334");
    /// # Ok::<(), yb_core::fixed::Error>(())
    /// ```
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub fn div_up(self, other: Self) -> Result<Self, Error> {
        self.mul_div_up(Self::ONE, other)
    }

    /// `floor(self * other / divisor)` with no rounding in between.
    ///
    /// # Errors
    /// [`Error::Overflow`] if the product of the raw numbers is above 2^256 - 1, [`Error::DivisionByZero`].
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub fn mul_div_down(self, other: Self, divisor: Self) -> Result<Self, Error> {
        uint::mul_div_down(self.0, other.0, divisor.0).map(Self)
    }

    /// `ceil(self * other / divisor)` with no rounding in between (`mulDivUp`, lines 51–71).
    ///
    /// # Errors
    /// [`Error::ZeroDivision`], [`Error::Overflow`] if the product of the raw numbers is above 2^256 - 1.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub fn mul_div_up(self, other: Self, divisor: Self) -> Result<Self, Error> {
        uint::mul_div_up(self.0, other.0, divisor.0).map(Self)
    }

    /// `1 - self`, and 0 where that would be negative (`complement`, lines 148–154).
    ///
    /// ```
    /// use yb_core::fixed::Fixed;
    ///
    /// let fee: Fixed = "0.003".parse()?;
    /// assert_eq!(fee.complement().to_string(), "0.997");
    /// assert_eq!("1.1".parse::<Fixed>()?.complement(), Fixed::ZERO);
    /// # Ok::<(), yb_core::fixed::Error>(())
    /// ```
    #[must_use]
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub fn complement(self) -> Self {
        Self(uint::sub(Self::ONE.0, self.0).unwrap_or_default())
    }

    /// The nearest `f64`, to within two units in its last place: for pictures and percentages, never for amounts.
    #[must_use]
    pub fn to_f64(self) -> f64 {
        const WORD: f64 = 18_446_744_073_709_551_616.0;
        self.0
            .0
            .iter()
            .rev()
            .fold(0.0, |sum, &word| sum * WORD + word as f64)
            / 1e18
    }
}

/// `floor(a * b / 10^18)`, and what remains; `None` where [`Constant::divide_narrow`] finds none. Where functions are
/// shared, this is one of its own: it is what the contracts do most.
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
#[cfg_attr(target_arch = "wasm32", inline(never))]
pub(super) fn mul_narrow(a: u128, b: u128) -> Option<(u128, u128)> {
    if cfg!(not(target_arch = "wasm32")) || SMALL {
        return WAD.divide_narrow_here(&limbs::product_here(a, b));
    }
    // Without a wide multiplier, products of 121 bits are a third of the work, and those by a word two thirds.
    if a.leading_zeros() + b.leading_zeros() >= 135 {
        let (quotient, rest) = SHORT_WAD.by_word(limbs::mul_low(a, b))?;
        return Some((quotient.into(), rest.into()));
    }
    let (word, upper) = limbs::split(a.min(b));
    let product = if upper == 0 {
        limbs::product_by_word(a.max(b), word)
    } else {
        limbs::product_here(a, b)
    };
    WAD.divide_narrow_here(&product)
}

/// The same of numbers of any size.
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
fn mul_if_narrow(a: U256, b: U256) -> Option<(u128, u128)> {
    match (a.0, b.0) {
        ([a0, a1, 0, 0], [b0, b1, 0, 0]) if !SMALL => {
            mul_narrow(limbs::double(a0, a1), limbs::double(b0, b1))
        }
        _ => None,
    }
}

/// `floor(a * b / 10^18)`.
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
pub(super) fn mul_down(a: U256, b: U256) -> Result<U256, Error> {
    match mul_if_narrow(a, b) {
        Some((quotient, _)) => Ok(from_narrow(quotient)),
        None => Ok(WAD.divide_down(uint::mul(a, b)?)),
    }
}

/// `ceil(a * b / 10^18)`.
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
pub(super) fn mul_up(a: U256, b: U256) -> Result<U256, Error> {
    match mul_if_narrow(a, b) {
        Some((quotient, rest)) => Ok(from_narrow(quotient + u128::from(rest != 0))),
        None => Ok(WAD.divide_up(uint::mul(a, b)?)),
    }
}

/// `ceil(a * b / 10^18)` of two words.
///
/// # Errors
/// [`Error::Overflow`] for products from 2^121, which numbers up to 1 do not make.
#[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
pub(super) fn mul_up_words(a: u64, b: u64) -> Result<u64, Error> {
    let (quotient, rest) = mul_words(a, b).ok_or(Error::Overflow)?;
    Ok(quotient + u64::from(rest != 0))
}

/// `floor(a * b / 10^18)` of two words; `None` as there.
#[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
pub(super) fn mul_down_words(a: u64, b: u64) -> Option<u64> {
    let (quotient, _) = mul_words(a, b)?;
    Some(quotient)
}

#[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
fn mul_words(a: u64, b: u64) -> Option<(u64, u64)> {
    let (low, high) = mul_wide(a, b);
    SHORT_WAD.by_word(limbs::double(low, high))
}

impl PartialOrd for Fixed {
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Fixed {
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    fn cmp(&self, other: &Self) -> Ordering {
        limbs::compare(&self.0.0, &other.0.0)
    }
}

#[cfg(test)]
mod tests {
    use super::Fixed;
    use crate::fixed::testing::any_u256;
    use crate::fixed::{Error, U256};
    use primitive_types::U512;
    use proptest::prelude::*;

    fn raw(number: u128) -> Fixed {
        Fixed::from_raw(number.into())
    }

    /// The three places where another library of this maths is known to differ from the contracts.
    #[test]
    fn agrees_with_the_contract_where_others_do_not() {
        let just_above = raw(10u128.pow(18) + 1);
        assert_eq!(
            just_above.pow_down(raw(2 * 10u128.pow(18))),
            Ok(raw(10u128.pow(18) + 2))
        );
        let huge = Fixed::from_raw(U256::one() << 255);
        assert_eq!(huge.mul_down(raw(4)), Err(Error::Overflow));
        assert_eq!(raw(1).div_up(Fixed::ZERO), Err(Error::ZeroDivision));
        assert_eq!(raw(1).div_down(Fixed::ZERO), Err(Error::DivisionByZero));
    }

    #[test]
    fn leaves_the_range_by_name() {
        let max = Fixed::from_raw(U256::MAX);
        assert_eq!(max.plus(raw(1)), Err(Error::Overflow));
        assert_eq!(Fixed::ZERO.minus(raw(1)), Err(Error::Overflow));
        assert_eq!(max.complement(), Fixed::ZERO);
    }

    #[test]
    fn nears_the_float() {
        assert_eq!(Fixed::ONE.to_f64().to_bits(), 1f64.to_bits());
        let large = Fixed::from_raw(U256::from(123_456_789u64) << 150).to_f64();
        let exact = 123_456_789.0 * 2f64.powi(150) / 1e18;
        assert!((large / exact - 1.0).abs() < 1e-15);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(5_000))]

        #[test]
        fn rounding_is_the_definition(a in any_u256(), b in any_u256()) {
            let (x, y) = (Fixed::from_raw(a), Fixed::from_raw(b));
            if a.checked_mul(b).is_some() {
                let (quotient, rest) = a.full_mul(b).div_mod(U512::exp10(18));
                prop_assert_eq!(U512::from(x.mul_down(y)?.raw()), quotient);
                prop_assert_eq!(U512::from(x.mul_up(y)?.raw()), quotient + u64::from(!rest.is_zero()));
            } else {
                prop_assert_eq!(x.mul_down(y), Err(Error::Overflow));
                prop_assert_eq!(x.mul_up(y), Err(Error::Overflow));
            }
        }
    }
}
