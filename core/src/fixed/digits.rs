//! One quotient by a divisor that comes once: long division with floating-point digits.
//!
//! A reciprocal costs more than it saves where it is used once. A quotient of two `f64` is right to 50 bits in a
//! fraction of the time; what it leaves is divided again, and the last digit is corrected to be exact.

use super::limbs::{self, Limbs, double, mul_low, mul_pairs, split};

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
    if divisor == 0 || divisor >> 126 != 0 {
        return None;
    }
    let (low, high) = split(divisor);
    let inverse = 1.0 / float(divisor);
    let estimate = approximate(number) * inverse;
    if estimate < EXACT {
        return Some(last_digit(double(number[0], number[1]), estimate, divisor));
    }
    if estimate >= MOST {
        return None;
    }
    let first = u128::from(truncate(estimate * BELOW / BASE)) << BASE_BITS;
    let (q0, q1) = split(first);
    let rest = limbs::sub(number, &mul_pairs(&[q0, q1, 0, 0], &[low, high, 0, 0]))?;
    let estimate = approximate(&rest) * inverse;
    let (last, remains) = last_digit(double(rest[0], rest[1]), estimate, divisor);
    Some((first + last, remains))
}

/// `floor(a * b / divisor)`, and what remains, likewise.
pub(super) fn mul_divide(a: u128, b: u128, divisor: u128) -> Option<(u128, u128)> {
    divide(&limbs::product_here(a, b), divisor)
}

/// The digit from its estimate. The two lowest words are enough, since what is left fits them.
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
fn last_digit(number: u128, estimate: f64, divisor: u128) -> (u128, u128) {
    let mut digit = u128::from(truncate(estimate));
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

#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
pub(super) fn approximate(number: &Limbs) -> f64 {
    let [a, b, c, d] = *number;
    (d as f64 * WORD + c as f64) * (WORD * WORD) + (b as f64 * WORD + a as f64)
}

#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
pub(super) fn float(number: u128) -> f64 {
    let (low, high) = split(number);
    high as f64 * WORD + low as f64
}

/// The whole part of a number below 2^126.
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
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
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
#[expect(clippy::cast_possible_truncation, reason = "it is whole and small")]
pub(super) fn signed(number: f64) -> Option<i128> {
    const LIMIT: f64 = (1u64 << 62) as f64;
    (-LIMIT..LIMIT)
        .contains(&number)
        .then(|| i128::from(number as i64))
}

/// `2^exponent`, where floating point holds it in full.
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
pub(super) fn power_of_two(exponent: i32) -> Option<f64> {
    let biased = u64::try_from(exponent + 1023).ok()?;
    (1..2047)
        .contains(&biased)
        .then(|| f64::from_bits(biased << 52))
}

/// A number from 0 to 2^63.
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the whole part is meant, and a digit has a sign bit to spare"
)]
fn truncate(number: f64) -> u64 {
    number as i64 as u64
}

#[cfg(test)]
mod tests {
    use super::divide;
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

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn equals_the_slow_division(number in any_u256(), divisor in any_u256(), shift in 0u32..128) {
            check(number, divisor.low_u128() >> shift)?;
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
