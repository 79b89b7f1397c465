//! One quotient by a divisor that comes once: long division with floating-point digits.
//!
//! A reciprocal costs more than it saves where it is used once. A quotient of two `f64` is right to 50 bits in a
//! fraction of the time; what it leaves is divided again, and the last digit is corrected to be exact.

use super::limbs::{self, Limbs, double, mul_low, split};
use super::wide::mul_wide;
use super::{Error, Pair};
use core::ops::Range;

/// 2^48: what the second digit is worth where there are two.
const BASE_BITS: u32 = 48;
const BASE: f64 = (1u64 << BASE_BITS) as f64;
/// A digit below this is at most one off: its error is the quotient of two roundings of four terms each.
const EXACT: f64 = BASE * 4.0;
const MOST: f64 = EXACT * BASE;
const WORD: f64 = 18_446_744_073_709_551_616.0;
/// Lowers the first digit by more than its error, so that what is left is never below zero.
const BELOW: f64 = 1.0 - 1.0 / (BASE * 2.0);

/// `floor(number / divisor)`, and what remains.
///
/// `None` where two digits do not do: for quotients from about 2^98, and divisors of 0 or from 2^126.
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
pub(super) fn divide(number: &Limbs, divisor: u128) -> Option<(u128, u128)> {
    if divisor == 0 || divisor >> 126 != 0 || number[3] >> 62 != 0 {
        return None;
    }
    let inverse = 1.0 / float(divisor);
    let estimate = approximate(number) * inverse;
    if estimate < EXACT {
        return Some(last_digit(double(number[0], number[1]), estimate, divisor));
    }
    if estimate >= MOST {
        return None;
    }
    let first = floor(estimate * BELOW / BASE);
    let rest = limbs::sub(number, &shifted_product(first, divisor))?;
    let estimate = approximate(&rest) * inverse;
    let (last, remains) = last_digit(double(rest[0], rest[1]), estimate, divisor);
    Some(((u128::from(first) << BASE_BITS) + last, remains))
}

/// `floor(a * b / divisor)`, and what remains, likewise: mostly without the upper half of the product.
///
/// The floats of all three make the first digit, ten roundings of 2^-53 off. What it leaves is below 2^-48 of the product
/// and 2^32 of the divisor: where both fit 127 bits, the lower halves tell it.
pub(super) fn mul_divide(a: u128, b: u128, divisor: u128) -> Option<(u128, u128)> {
    const SECOND_BITS: u32 = 32;
    const SECOND: f64 = (1u64 << SECOND_BITS) as f64;
    const PRODUCT: f64 = BASE * (1u128 << 124) as f64;
    if divisor == 0 || divisor >> 94 != 0 || (a | b) >> 126 != 0 {
        return divide(&limbs::product_here(a, b), divisor);
    }
    let inverse = 1.0 / float(divisor);
    let product = float(a) * float(b);
    let estimate = product * inverse;
    if product >= PRODUCT || estimate >= SECOND * EXACT {
        return divide(&limbs::product_here(a, b), divisor);
    }
    let low = mul_low(a, b);
    if estimate < BASE {
        return Some(last_digit(low, estimate, divisor));
    }
    let first = floor(estimate * BELOW / SECOND);
    let rest = low.wrapping_sub(mul_low(first.into(), divisor) << SECOND_BITS);
    let (last, remains) = last_digit(rest, float(rest) * inverse, divisor);
    Some(((u128::from(first) << SECOND_BITS) + last, remains))
}

/// `floor(number / divisor)` of a number below 2^126 by a word below 2^62; `None` for quotients that are not within 2^14 and
/// 2^62.
///
/// The first digit is what is above 2^12 of it.
pub(super) fn divide_by_word(number: u128, divisor: u64) -> Option<u64> {
    const SECOND_BITS: u32 = 12;
    const SECOND: f64 = (1u64 << SECOND_BITS) as f64;
    const QUOTIENTS: Range<f64> = SECOND * 4.0..(1u64 << 62) as f64;
    if number >> 126 != 0 || divisor >> 62 != 0 {
        return None;
    }
    let inverse = 1.0 / signed(divisor);
    let estimate = float(number) * inverse;
    if !QUOTIENTS.contains(&estimate) {
        return None;
    }
    let first = floor(estimate * BELOW / SECOND) << SECOND_BITS;
    let (low, high) = mul_wide(first, divisor);
    let rest = number.wrapping_sub(double(low, high));
    let second = near(float(rest) * inverse);
    // A digit that is one off at most leaves what fits a word, of either sign.
    let (low, _) = split(rest);
    let rest = low.wrapping_sub(second.wrapping_mul(divisor));
    let quotient = first + second;
    if rest >> 63 != 0 {
        Some(quotient - 1)
    } else {
        Some(quotient + u64::from(rest >= divisor))
    }
}

/// [`divide`], and where it finds none by a reciprocal.
///
/// # Errors
/// [`Error::ZeroDivision`], [`Error::Overflow`] for a quotient above 2^128 - 1.
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
pub(super) fn divide_once(number: &Limbs, divisor: u128) -> Result<(u128, u128), Error> {
    match divide(number, divisor) {
        Some(quotient) => Ok(quotient),
        None => divide_large(number, divisor),
    }
}

#[cold]
#[inline(never)]
pub(super) fn divide_large(number: &Limbs, divisor: u128) -> Result<(u128, u128), Error> {
    let by = Pair::new(divisor).ok_or(Error::ZeroDivision)?;
    let (quotient, _) = by.divide(number).ok_or(Error::Overflow)?;
    // What remains fits the two lowest words, and so do its parts but for what wraps.
    let rest = double(number[0], number[1]).wrapping_sub(mul_low(quotient, divisor));
    Ok((quotient, rest))
}

/// The first digit's product with a divisor below 2^126, where it belongs.
#[inline(always)]
fn shifted_product(digit: u64, divisor: u128) -> Limbs {
    const BACK: u32 = 64 - BASE_BITS;
    let [a, b, c, _] = limbs::product_by_word(divisor, digit);
    [
        a << BASE_BITS,
        b << BASE_BITS | a >> BACK,
        c << BASE_BITS | b >> BACK,
        c >> BACK,
    ]
}

/// The digit from its estimate. The two lowest words are enough, since what is left fits them.
#[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
fn last_digit(number: u128, estimate: f64, divisor: u128) -> (u128, u128) {
    let mut digit = u128::from(near(estimate));
    let mut rest = number.wrapping_sub(mul_low(digit, divisor));
    if rest >> 127 != 0 {
        digit = digit.wrapping_sub(1);
        rest = rest.wrapping_add(divisor);
    }
    if rest >= divisor {
        digit += 1;
        rest -= divisor;
    }
    (digit, rest)
}

/// A number below 2^254, as [`float`] has it.
#[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
pub(super) fn approximate(number: &Limbs) -> f64 {
    let [a, b, c, d] = *number;
    let second = b.wrapping_add(a >> 63);
    // Where b wrapped, what it carries is its own first bit.
    let carry = u128::from((b | second) >> 63);
    float(double(c, d).wrapping_add(carry)) * (WORD * WORD) + (signed(second) * WORD + signed(a))
}

/// A number below 2^126, to within two units in its last place.
///
/// Processors turn words with a sign into floating point at once, and others in several steps. So each word that has its
/// first bit set counts as a negative one, and the word above it as one more.
#[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
pub(super) fn float(number: u128) -> f64 {
    let (low, high) = split(number);
    signed(high.wrapping_add(low >> 63)) * WORD + signed(low)
}

#[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
#[expect(clippy::cast_possible_wrap, reason = "the first bit is the sign")]
const fn signed(word: u64) -> f64 {
    word as i64 as f64
}

/// The whole part of a number below 2^126.
#[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
pub(super) fn whole(number: f64) -> Option<u128> {
    const MANTISSA: u32 = 52;
    let bits = number.to_bits();
    let exponent = (bits >> MANTISSA).checked_sub(1023)?;
    let mantissa = u128::from(bits & ((1 << MANTISSA) - 1) | 1 << MANTISSA);
    match exponent {
        0..52 => Some(mantissa >> (52 - exponent)),
        52..126 => Some(mantissa << (exponent - 52)),
        _ => None,
    }
}

/// A whole number of either sign, below 2^62.
#[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
#[expect(clippy::cast_possible_truncation, reason = "it is whole and small")]
pub(super) fn whole_signed(number: f64) -> Option<i128> {
    const LIMIT: f64 = (1u64 << 62) as f64;
    (-LIMIT..LIMIT)
        .contains(&number)
        .then(|| i128::from(number as i64))
}

/// `2^exponent`, where floating point holds it in full.
#[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
pub(super) fn power_of_two(exponent: i32) -> Option<f64> {
    let biased = u64::try_from(exponent + 1023).ok()?;
    (1..2047)
        .contains(&biased)
        .then(|| f64::from_bits(biased << 52))
}

/// The whole number next to one from 0 to 2^51: added to 2^52 it has no other digits. A conversion asks whether it fits.
#[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
fn near(number: f64) -> u64 {
    const WHOLE: f64 = (1u64 << 52) as f64;
    (number + WHOLE).to_bits() & ((1 << 52) - 1)
}

/// The whole part of a number from 1 to 2^51, or one less where there is no other.
#[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
fn floor(number: f64) -> u64 {
    near(number - 0.5)
}

#[cfg(test)]
mod tests {
    use super::{WORD, approximate, divide, divide_by_word, float, mul_divide};
    use crate::fixed::testing::any_u256;
    use primitive_types::U256;
    use proptest::prelude::*;

    fn check(number: U256, divisor: u128) -> Result<(), TestCaseError> {
        let Some((digit, remains)) = divide(&number.0, divisor) else {
            let fits = divisor != 0 && divisor >> 126 == 0;
            prop_assert!(!fits || number / U256::from(divisor) >= U256::one() << 97);
            return Ok(());
        };
        let (quotient, rest) = number.div_mod(U256::from(divisor));
        prop_assert_eq!((U256::from(digit), U256::from(remains)), (quotient, rest));
        Ok(())
    }

    fn check_product(a: u128, b: u128, divisor: u128) -> Result<(), TestCaseError> {
        let product = U256::from(a) * U256::from(b);
        let Some((digit, remains)) = mul_divide(a, b, divisor) else {
            let fits = divisor != 0 && divisor >> 126 == 0;
            prop_assert!(!fits || product / U256::from(divisor) >= U256::one() << 97);
            return Ok(());
        };
        let (quotient, rest) = product.div_mod(U256::from(divisor));
        prop_assert_eq!((U256::from(digit), U256::from(remains)), (quotient, rest));
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn products_equal_the_slow_division(a: u128, b: u128, divisor: u128, cut in 0u32..128, off in 0u32..128, shift in 0u32..128) {
            check_product(a >> cut, b >> off, divisor >> shift)?;
        }

        /// Exact multiples and their neighbours: `(b * n + c) * a / (a * n)` for a small `c`, and likewise below.
        #[test]
        fn products_near_multiples(a: u128, b: u128, n: u64, cut in 60u32..128, off in 0u32..128, c in 0u64..3) {
            let (a, b) = (a >> cut, b >> off);
            let divisor = a.saturating_mul(n.into());
            for near in [b.saturating_mul(n.into()).saturating_add(c.into()), b.saturating_mul(n.into()).saturating_sub(c.into())] {
                check_product(a, near, divisor)?;
                check_product(near, a, divisor)?;
            }
        }

        #[test]
        fn equals_the_slow_division(number in any_u256(), divisor in any_u256(), shift in 0u32..128) {
            check(number, divisor.low_u128() >> shift)?;
        }

        /// Of any length, and next to multiples.
        #[test]
        fn words_equal_the_slow_division(number: u128, divisor: u64, cut in 0u32..128, shift in 0u32..64, near: u64, off in 0u64..3) {
            let divisor = divisor >> shift;
            let product = u128::from(near >> 2) * u128::from(divisor);
            for number in [number >> cut, product, product.saturating_sub(off.into()), product.saturating_add(off.into())] {
                let slow = number.checked_div(divisor.into());
                let fits = number >> 126 == 0 && divisor >> 62 == 0;
                let fits = fits && slow.is_some_and(|quotient| (1 << 15..(1 << 62) - (1 << 12)).contains(&quotient));
                match divide_by_word(number, divisor) {
                    Some(quotient) => prop_assert_eq!(Some(quotient.into()), slow),
                    None => prop_assert!(!fits),
                }
            }
        }

        /// Exact multiples and their neighbours are where an estimate goes wrong; quotients of all lengths.
        #[test]
        fn exact_multiples(quotient in any_u256(), divisor in any_u256(), cut in 0u32..128, shift in 2u32..128) {
            let divisor = divisor.low_u128() >> shift;
            let product = U256::from(quotient.low_u128() >> cut) * U256::from(divisor);
            check(product, divisor)?;
            check(product.saturating_sub(1.into()), divisor)?;
            check(product + divisor.saturating_sub(1), divisor)?;
        }

        /// Words of both signs at once, whatever they carry.
        #[test]
        fn near_the_number(words in prop::array::uniform4(prop::sample::select(vec![
            0, 1, u64::MAX / 2, u64::MAX / 2 + 1, u64::MAX - 1, u64::MAX,
        ])), any in any_u256(), shift in 0usize..256) {
            for number in [U256(words) >> 2, any >> 2, any >> shift >> 2] {
                let exact = number.0.iter().rev().fold(0.0, |sum, &word| sum * WORD + word as f64);
                prop_assert!((approximate(&number.0) - exact).abs() <= exact * f64::EPSILON * 2.0);
                let low = number.low_u128() >> 2;
                prop_assert!((float(low) - low as f64).abs() <= low as f64 * f64::EPSILON * 2.0);
            }
        }

        /// The largest quotients that one digit and two digits take.
        #[test]
        fn at_the_ends(divisor in any_u256(), shift in 2u32..128, bits in prop::sample::select(vec![50u32, 98]), off in 0u64..8) {
            let divisor = divisor.low_u128() >> shift;
            let quotient = U256::one() << bits;
            for quotient in [quotient - off, quotient + off] {
                let product = quotient * U256::from(divisor);
                check(product, divisor)?;
                check(product + divisor.saturating_sub(1), divisor)?;
            }
        }
    }
}
