//! Products and quotients of extra precision: 38 decimals.
//!
//! Source: `SignedFixedPoint.sol`, as in `mod.rs`.

use super::Signed;
use crate::fixed::constant::from_narrow;
use crate::fixed::{Constant, Error, SMALL, U256, limbs, uint};

const BY_ONE_XP: Constant = Constant::power_of_ten(38);
const BY_HALF_XP: Constant = Constant::power_of_ten(19);
const HALF_XP_NARROW: u128 = 10u128.pow(19);
const HALF_XP: U256 = from_narrow(HALF_XP_NARROW);

impl Signed {
    /// `self * other` of extra precision, towards zero (`mulXp`).
    ///
    /// # Errors
    /// [`Error::Overflow`].
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub fn mul_xp(self, other: Self) -> Result<Self, Error> {
        let product = self.times(other)?;
        Self::of(
            product.is_negative(),
            BY_ONE_XP.divide_down(product.magnitude),
        )
    }

    /// `self / other` of extra precision, towards zero (`divXp`).
    ///
    /// # Errors
    /// [`Error::ZeroDivision`], [`Error::Overflow`].
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub fn div_xp(self, other: Self) -> Result<Self, Error> {
        self.over(other, Self::ONE_XP)
    }

    /// `self` of normal times `other` of extra precision, to normal precision, down to minus infinity
    /// (`mulDownXpToNp`).
    ///
    /// # Errors
    /// [`Error::Overflow`].
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub fn mul_xp_floor(self, other: Self) -> Result<Self, Error> {
        self.mul_xp_to_normal(other, self.sign != other.sign)
    }

    /// `self` of normal times `other` of extra precision, to normal precision, up to plus infinity (`mulUpXpToNp`).
    ///
    /// # Errors
    /// [`Error::Overflow`].
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub fn mul_xp_ceil(self, other: Self) -> Result<Self, Error> {
        self.mul_xp_to_normal(other, self.sign == other.sign)
    }

    /// Divides by 10^38 in two steps of 10^19, so that the product need not fit: the second half of `other` loses what
    /// is below 10^-19. Away from zero, what is lost counts as one.
    ///
    /// Of a product that does fit, both steps are one: what the first cuts off is what remains below 10^19.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    fn mul_xp_to_normal(self, other: Self, away: bool) -> Result<Self, Error> {
        if !SMALL
            && let Some(product) = limbs::mul(&self.magnitude.0, &other.magnitude.0)
            && let Some((quotient, rest)) = BY_ONE_XP.divide_narrow(&product)
        {
            let raised = rest >= HALF_XP_NARROW || rest != 0 && quotient == 0;
            let magnitude = from_narrow(quotient + u128::from(away && raised));
            return Self::of(self.sign != other.sign, magnitude);
        }
        self.mul_xp_in_halves(other, away)
    }

    #[cfg_attr(not(target_arch = "wasm32"), cold, inline(never))]
    fn mul_xp_in_halves(self, other: Self, away: bool) -> Result<Self, Error> {
        let high = BY_HALF_XP.divide_down(other.magnitude);
        let low = uint::sub(other.magnitude, uint::mul(high, HALF_XP)?)?;
        let high = self.times(Self {
            magnitude: high,
            ..other
        })?;
        let low = self.times(Self {
            magnitude: low,
            ..other
        })?;
        let sum = uint::add(high.magnitude, BY_HALF_XP.divide_down(low.magnitude))?;
        let negative = self.sign != other.sign;
        let nothing = high.magnitude.is_zero() && low.magnitude.is_zero();
        if !away || nothing {
            return Self::of(negative, BY_HALF_XP.divide_down(sum));
        }
        Self::of(negative, BY_HALF_XP.divide_up(sum).max(U256::one()))
    }
}

#[cfg(test)]
mod tests {
    use super::Signed;
    use crate::fixed::testing::any_u256;
    use proptest::prelude::*;

    const XP: i128 = 10i128.pow(38);

    fn int(number: i128) -> Signed {
        Signed::new(number)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        /// The two halves lose at most one unit, and never on the wrong side.
        #[test]
        fn extra_precision_rounds_its_way(a in -(1i128 << 100)..1 << 100, b in -XP..XP) {
            let exact = int(a).times(int(b))?;
            let one_xp = Signed::ONE_XP;
            let floor = int(a).mul_xp_floor(int(b))?;
            let ceil = int(a).mul_xp_ceil(int(b))?;
            prop_assert!(floor.times(one_xp)? <= exact && exact <= ceil.times(one_xp)?);
            prop_assert!(floor.plus(int(2))?.times(one_xp)? > exact);
            prop_assert!(ceil.minus(int(2))?.times(one_xp)? < exact);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(4_000))]

        /// One step against two, wherever the product fits.
        #[test]
        fn one_division_is_two(a in any_u256(), b in any_u256(), shift in 0u32..128, signs in 0u8..4) {
            let number = |negative: bool, magnitude| Signed::of(negative, magnitude);
            let (Ok(a), Ok(b)) = (number(signs & 1 == 1, a >> 128 >> shift), number(signs & 2 == 2, b >> 120)) else {
                return Ok(());
            };
            for away in [false, true] {
                prop_assert_eq!(a.mul_xp_to_normal(b, away), a.mul_xp_in_halves(b, away));
            }
        }

        /// Where the first step leaves a whole multiple of the second's divisor.
        #[test]
        fn one_division_is_two_near_multiples(a in 1u64.., quotient in 0u64.., rest in 0u64..3) {
            let a = Signed::new(a.into());
            let product = Signed::new(quotient.into()).times(Signed::ONE_XP)?.plus(Signed::new(rest.into()))?;
            let b = product.quotient(a)?;
            for b in [b, b.plus(Signed::new(1))?] {
                for away in [false, true] {
                    prop_assert_eq!(a.mul_xp_to_normal(b, away), a.mul_xp_in_halves(b, away));
                }
            }
        }
    }

    /// The least product still counts as one wei away from zero.
    #[test]
    fn the_least_product_counts() {
        assert_eq!(int(1).mul_xp_ceil(int(1)), Ok(int(1)));
        assert_eq!(int(1).mul_xp_floor(int(1)), Ok(Signed::ZERO));
        assert_eq!(int(-1).mul_xp_floor(int(1)), Ok(int(-1)));
        assert_eq!(int(-1).mul_xp_ceil(int(1)), Ok(Signed::ZERO));
        assert_eq!(int(-1).mul_xp_floor(Signed::ZERO), Ok(Signed::ZERO));
    }
}
