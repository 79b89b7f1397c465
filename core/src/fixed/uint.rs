//! Solidity's checked arithmetic on whole numbers of 256 bits.
//!
//! The contracts write `a * b / c` on plain integers wherever they want no rounding but the last; so do the curves
//! here. As there, a product must itself fit into 256 bits: one that does not is an [`Error::Overflow`], even where
//! the quotient would fit.

use super::divisor::Divisor;
use super::{Error, digits, limbs};
use primitive_types::U256;

const ONE: U256 = U256([1, 0, 0, 0]);

/// `a + b`.
///
/// # Errors
/// [`Error::Overflow`] above 2^256 - 1.
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
pub fn add(a: U256, b: U256) -> Result<U256, Error> {
    limbs::add(&a.0, &b.0).map(U256).ok_or(Error::Overflow)
}

/// `a - b`.
///
/// # Errors
/// [`Error::Overflow`] below 0.
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
pub fn sub(a: U256, b: U256) -> Result<U256, Error> {
    limbs::sub(&a.0, &b.0).map(U256).ok_or(Error::Overflow)
}

/// `a * b`.
///
/// # Errors
/// [`Error::Overflow`] above 2^256 - 1.
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
pub fn mul(a: U256, b: U256) -> Result<U256, Error> {
    limbs::mul(&a.0, &b.0).map(U256).ok_or(Error::Overflow)
}

/// `floor(a / b)`.
///
/// # Errors
/// [`Error::DivisionByZero`].
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
pub fn div_down(a: U256, b: U256) -> Result<U256, Error> {
    if let Some((quotient, _)) = once(a, b) {
        return Ok(quotient);
    }
    let divisor = Divisor::new(b.0).ok_or(Error::DivisionByZero)?;
    Ok(divide_down(a, &divisor))
}

/// `ceil(a / b)`: the contracts' `divUpRaw`.
///
/// # Errors
/// [`Error::ZeroDivision`].
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
pub fn div_up(a: U256, b: U256) -> Result<U256, Error> {
    if let Some((quotient, rest)) = once(a, b) {
        return add(quotient, U256([u64::from(rest), 0, 0, 0]));
    }
    let divisor = Divisor::new(b.0).ok_or(Error::ZeroDivision)?;
    Ok(divide_up(a, &divisor))
}

/// A quotient by floating-point digits, and whether there is a rest, where that is quicker than a reciprocal that is used
/// once: without a wide multiplier, and for what two digits hold.
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
fn once(a: U256, b: U256) -> Option<(U256, bool)> {
    if !cfg!(target_arch = "wasm32") || b.0[2] | b.0[3] != 0 {
        return None;
    }
    let (quotient, rest) = digits::divide(&a.0, limbs::double(b.0[0], b.0[1]))?;
    let (low, high) = limbs::split(quotient);
    Some((U256([low, high, 0, 0]), rest))
}

/// `floor(sqrt(a))`, by Newton's steps from above: they fall until they are there, wherever above they start.
///
/// They start where floating point sees the root, raised by 2^-49 of it, which is more than that may be off.
#[must_use]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the whole part is meant, and what is too large becomes 2^128 - 1, which no root is above"
)]
pub fn sqrt_down(a: U256) -> U256 {
    const ABOVE: f64 = 1.0 + 8.0 * f64::EPSILON;
    let seen = (digits::approximate(&a.0).sqrt() * ABOVE) as u128;
    let (mut root, _) = U256::from(seen).overflowing_add(ONE);
    loop {
        // No divisor is zero: a root is, of zero alone, and that starts at 1.
        let Ok(quotient) = div_down(a, root) else {
            return root;
        };
        let (next, _) = root.overflowing_add(quotient);
        let next = next >> 1;
        if next >= root {
            return root;
        }
        root = next;
    }
}

/// `floor(a * b / c)`.
///
/// # Errors
/// [`Error::Overflow`] if `a * b` is above 2^256 - 1, [`Error::DivisionByZero`].
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
pub fn mul_div_down(a: U256, b: U256, c: U256) -> Result<U256, Error> {
    div_down(mul(a, b)?, c)
}

/// `ceil(a * b / c)`: the contracts' `mulDivUp`.
///
/// # Errors
/// [`Error::ZeroDivision`], [`Error::Overflow`] if `a * b` is above 2^256 - 1.
///
/// ```
/// use yb_core::fixed::uint::mul_div_up;
///
/// assert_eq!(mul_div_up(7.into(), 3.into(), 4.into()), Ok(6.into()));
/// ```
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
pub fn mul_div_up(a: U256, b: U256, c: U256) -> Result<U256, Error> {
    if c.is_zero() {
        return Err(Error::ZeroDivision);
    }
    div_up(mul(a, b)?, c)
}

/// `floor(a / divisor)`.
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
pub(crate) fn divide_down(a: U256, divisor: &Divisor) -> U256 {
    U256(divisor.divide(a.0).0)
}

/// `ceil(a / divisor)`.
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
pub(crate) fn divide_up(a: U256, divisor: &Divisor) -> U256 {
    let (quotient, rest) = divisor.divide(a.0);
    // A remainder means a divisor above one, and so a quotient that can still grow.
    if rest {
        U256(quotient).overflowing_add(ONE).0
    } else {
        U256(quotient)
    }
}

#[cfg(test)]
mod tests {
    use super::{div_down, div_up, mul_div_down, mul_div_up, sqrt_down};
    use crate::fixed::Error;
    use crate::fixed::testing::any_u256;
    use primitive_types::{U256, U512};
    use proptest::prelude::*;

    /// The definition, with a product that cannot overflow: the quotient and whether there is a remainder.
    fn slow(a: U256, b: U256, c: U256) -> (U512, bool) {
        let (quotient, rest) = a.full_mul(b).div_mod(c.into());
        (quotient, !rest.is_zero())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(5_000))]

        #[test]
        fn equal_the_definition(a in any_u256(), b in any_u256(), c in any_u256()) {
            let (down, up) = (mul_div_down(a, b, c), mul_div_up(a, b, c));
            if c.is_zero() {
                prop_assert_eq!(up, Err(Error::ZeroDivision));
                prop_assert!(down.is_err());
            } else if a.checked_mul(b).is_none() {
                prop_assert_eq!(down, Err(Error::Overflow));
                prop_assert_eq!(up, Err(Error::Overflow));
            } else {
                let (quotient, rest) = slow(a, b, c);
                prop_assert_eq!(down.map(U512::from), Ok(quotient));
                prop_assert_eq!(up.map(U512::from), Ok(quotient + u64::from(rest)));
            }
        }
    }

    proptest! {
        #[test]
        fn roots(a in any_u256()) {
            prop_assert_eq!(sqrt_down(a), a.integer_sqrt());
        }

        /// Squares and their neighbours are where a step too few or too many shows.
        #[test]
        fn roots_of_squares(root in 1u128.., cut in 0u32..128) {
            let root = U256::from((root >> cut).max(1));
            let square = root * root;
            prop_assert_eq!(sqrt_down(square), root);
            prop_assert_eq!(sqrt_down(square - 1), root - 1);
            prop_assert_eq!(sqrt_down(square + root), root);
        }
    }

    #[test]
    fn roots_at_the_ends() {
        for (number, root) in [(0, 0), (1, 1), (3, 1), (4, 2), (8, 2), (9, 3)] {
            assert_eq!(sqrt_down(number.into()), U256::from(root));
        }
        assert_eq!(sqrt_down(U256::MAX), U256::from(u128::MAX));
    }

    #[test]
    fn zero_divisors_have_their_own_names() {
        assert_eq!(div_down(1.into(), 0.into()), Err(Error::DivisionByZero));
        assert_eq!(div_up(1.into(), 0.into()), Err(Error::ZeroDivision));
        assert_eq!(div_up(0.into(), 7.into()), Ok(0.into()));
    }
}
