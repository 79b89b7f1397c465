//! Solidity's checked arithmetic on whole numbers of 256 bits.
//!
//! The contracts write `a * b / c` on plain integers wherever they want no rounding but the last; so do the curves
//! here. As there, a product must itself fit into 256 bits: one that does not is an [`Error::Overflow`], even where
//! the quotient would fit.

use super::constant::from_narrow;
use super::divisor::Divisor;
use super::{Error, SMALL, digits, limbs, root};
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

/// `|a - b|`.
pub(crate) fn apart(a: U256, b: U256) -> U256 {
    let difference = limbs::sub(&a.0, &b.0).or_else(|| limbs::sub(&b.0, &a.0));
    // One of the two is no less than the other.
    U256(difference.unwrap_or_default())
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
    if let Some((quotient, _)) = narrow(&a, &b) {
        return Ok(from_narrow(quotient));
    }
    div_down_wide(&a, &b)
}

/// `ceil(a / b)`: the contracts' `divUpRaw`.
///
/// # Errors
/// [`Error::ZeroDivision`].
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
pub fn div_up(a: U256, b: U256) -> Result<U256, Error> {
    if let Some((quotient, rest)) = narrow(&a, &b) {
        return Ok(from_narrow(quotient + u128::from(rest != 0)));
    }
    div_up_wide(&a, &b)
}

/// `floor(a * b / c)`.
///
/// # Errors
/// [`Error::Overflow`] if `a * b` is above 2^256 - 1, [`Error::DivisionByZero`].
///
/// ```
/// use yb_core::fixed::{Error, uint::{mul_div_down, mul_div_up}};
///
/// assert_eq!(mul_div_down(7.into(), 3.into(), 2.into()), Ok(10.into()));
/// assert_eq!(mul_div_up(7.into(), 3.into(), 2.into()), Ok(11.into()));
/// assert_eq!(mul_div_down(7.into(), 3.into(), 0.into()), Err(Error::DivisionByZero));
/// ```
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
pub fn mul_div_down(a: U256, b: U256, c: U256) -> Result<U256, Error> {
    if let Some((quotient, _)) = mul_div_narrow(&a, &b, &c) {
        return Ok(from_narrow(quotient));
    }
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
    if let Some((quotient, rest)) = mul_div_narrow(&a, &b, &c) {
        return Ok(from_narrow(quotient + u128::from(rest != 0)));
    }
    // The contract looks at the divisor first.
    if c.is_zero() {
        return Err(Error::ZeroDivision);
    }
    div_up(mul(a, b)?, c)
}

/// `floor(sqrt(a))`.
///
/// ```
/// use yb_core::fixed::uint::sqrt_down;
///
/// assert_eq!((sqrt_down(8.into()), sqrt_down(9.into())), (2.into(), 3.into()));
/// ```
#[must_use]
pub fn sqrt_down(a: U256) -> U256 {
    if !SMALL && let Some(root) = root::narrow(&a.0) {
        return from_narrow(root);
    }
    sqrt_by_steps(a)
}

/// The same by Newton's steps from above, for numbers of any size: they fall until they are there, wherever above they
/// start.
///
/// They start where floating point sees the root, raised by 2^-49 of it, which is more than that may be off.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the whole part is meant, and what is too large becomes 2^128 - 1, which no root is above"
)]
fn sqrt_by_steps(a: U256) -> U256 {
    const ABOVE: f64 = 1.0 + 8.0 * f64::EPSILON;
    const WORD: f64 = 18_446_744_073_709_551_616.0;
    let seen =
        a.0.iter()
            .rev()
            .fold(0.0, |sum, &word| sum * WORD + word as f64);
    let seen = (seen.sqrt() * ABOVE) as u128;
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

/// The quotient and what remains, where both sides have 128 bits or are of a size for floating-point digits. WebAssembly
/// has no division of 128 bits.
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
fn narrow(a: &U256, b: &U256) -> Option<(u128, u128)> {
    let [low, high, 0, 0] = b.0 else {
        return None;
    };
    if SMALL {
        return None;
    }
    let divisor = limbs::double(low, high);
    if cfg!(target_arch = "wasm32") {
        return digits::divide(&a.0, divisor);
    }
    let [low, high, 0, 0] = a.0 else {
        return digits::divide(&a.0, divisor);
    };
    let number = limbs::double(low, high);
    let quotient = number.checked_div(divisor)?;
    Some((quotient, number - quotient * divisor))
}

/// `a * b / c` of numbers of 128 bits by floating-point digits, where functions are shared: one call for all of it.
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
fn mul_div_narrow(a: &U256, b: &U256, c: &U256) -> Option<(u128, u128)> {
    if SMALL || cfg!(not(target_arch = "wasm32")) {
        return None;
    }
    match (a.0, b.0, c.0) {
        ([a0, a1, 0, 0], [b0, b1, 0, 0], [c0, c1, 0, 0]) => digits::mul_divide(
            limbs::double(a0, a1),
            limbs::double(b0, b1),
            limbs::double(c0, c1),
        ),
        _ => None,
    }
}

#[cfg_attr(not(target_arch = "wasm32"), inline(never))]
fn div_down_wide(a: &U256, b: &U256) -> Result<U256, Error> {
    let divisor = Divisor::new(b.0).ok_or(Error::DivisionByZero)?;
    Ok(divide_down(*a, &divisor))
}

#[cfg_attr(not(target_arch = "wasm32"), inline(never))]
fn div_up_wide(a: &U256, b: &U256) -> Result<U256, Error> {
    let divisor = Divisor::new(b.0).ok_or(Error::ZeroDivision)?;
    Ok(divide_up(*a, &divisor))
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
    use super::{div_down, div_up, mul_div_down, mul_div_up, sqrt_by_steps, sqrt_down};
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
        #![proptest_config(ProptestConfig::with_cases(4_000))]

        #[test]
        fn roots_are_the_slow_roots(a in any_u256(), off in 0u64..3) {
            prop_assert_eq!(sqrt_down(a), a.integer_sqrt());
            prop_assert_eq!(sqrt_by_steps(a), a.integer_sqrt());
            let square = U256::from(a.low_u128()) * U256::from(a.low_u128());
            for near in [square.saturating_sub(off.into()), square.saturating_add(off.into())] {
                prop_assert_eq!(sqrt_down(near), near.integer_sqrt());
            }
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
