//! Division of two words by a constant, where the quotient is known to be one: what a series of powers consists of.
//!
//! As in `barrett.rs`, but of a word's length throughout. With `d = 2^twos * odd`, `2^log <= odd` and
//! `r = floor(2^(log + 64) / odd)`, the estimate is the upper word of `lead * r`, where `lead` is the number without its
//! lowest `twos + log` bits. What is cut off makes it too small by less than `2^log / odd + lead / 2^64 + 1`, hence by two
//! at most, and [`upper`] by two more.

use super::limbs::split;
use super::wide::{mul_wide, upper};

/// What the estimate is too small by at most.
const MOST_LESS: u32 = if cfg!(target_arch = "wasm32") { 4 } else { 2 };

/// A divisor with up to 61 bits beside its twos.
#[derive(Clone, Copy)]
pub(super) struct Short {
    twos: u32,
    odd: u64,
    log: u32,
    reciprocal: u64,
}

impl Short {
    /// Stops the compiler for any other divisor.
    pub(super) const fn new(divisor: u128) -> Self {
        let twos = divisor.trailing_zeros();
        let odd = divisor >> twos;
        let log = odd.ilog2();
        assert!(0 < twos && twos < 64 && log < 61);
        let (odd, high) = split(odd);
        let (reciprocal, one) = split((1u128 << (log + 64)) / odd as u128);
        assert!(high == 0 && one == 0);
        Self {
            twos,
            odd,
            log,
            reciprocal,
        }
    }

    /// `floor(number / divisor)` for a divisor above 2^64; `None` for a quotient of more than about 62 bits.
    #[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
    pub(super) const fn quotient(&self, number: u128) -> Option<u64> {
        let (low, high) = split(number);
        let lead = high >> (self.twos + self.log - 64);
        if lead >> 62 != 0 {
            return None;
        }
        let mut quotient = upper(lead, self.reciprocal);
        let number = low >> self.twos | high << (64 - self.twos);
        // Below five times the odd number, so the lowest word is all of it.
        let mut rest = number.wrapping_sub(quotient.wrapping_mul(self.odd));
        // Not a loop until it is done: the compiler would make a division of that.
        let mut less = 0;
        while less < MOST_LESS {
            if rest >= self.odd {
                quotient += 1;
                rest -= self.odd;
            }
            less += 1;
        }
        Some(quotient)
    }

    /// `floor(number / divisor)` and what remains, for a divisor below 2^62; `None` as above.
    #[inline(always)]
    pub(super) const fn by_word(&self, number: u128) -> Option<(u64, u64)> {
        let (low, high) = split(number);
        let cut = self.twos + self.log;
        if high >> (cut - 2) != 0 {
            return None;
        }
        let lead = low >> cut | high << (64 - cut);
        let (_, mut quotient) = mul_wide(lead, self.reciprocal);
        // Two less at most, and so below three times the divisor.
        let divisor = self.odd << self.twos;
        let mut rest = low.wrapping_sub(quotient.wrapping_mul(divisor));
        let mut less = 0;
        while less < 2 {
            if rest >= divisor {
                quotient += 1;
                rest -= divisor;
            }
            less += 1;
        }
        Some((quotient, rest))
    }
}

#[cfg(test)]
mod tests {
    use super::Short;
    use proptest::prelude::*;

    fn check(number: u128, n: u128) -> Result<(), TestCaseError> {
        let divisor = n * 10u128.pow(20);
        let quotient = number / divisor;
        match Short::new(divisor).quotient(number) {
            Some(short) => prop_assert_eq!(u128::from(short), quotient),
            None => prop_assert!(quotient >> 61 != 0),
        }
        Ok(())
    }

    fn check_word(number: u128) -> Result<(), TestCaseError> {
        let divisor = 10u128.pow(18);
        match Short::new(divisor).by_word(number) {
            Some((quotient, rest)) => {
                prop_assert_eq!(
                    (u128::from(quotient), u128::from(rest)),
                    (number / divisor, number % divisor)
                );
            }
            None => prop_assert!((number / divisor) >> 61 != 0),
        }
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        #[test]
        fn by_words(number: u128, shift in 0u32..128, quotient: u64, cut in 0u32..64) {
            check_word(number >> shift)?;
            let product = u128::from(quotient >> cut) * 10u128.pow(18);
            check_word(product)?;
            check_word(product.saturating_sub(1))?;
            check_word(product + 10u128.pow(18) - 1)?;
        }

        #[test]
        fn equals_the_division(number: u128, shift in 0u32..128, n in 1u128..=12) {
            check(number >> shift, n)?;
        }

        /// Exact multiples and their neighbours are where an estimate is off.
        #[test]
        fn exact_multiples(quotient: u64, shift in 2u32..64, n in 1u128..=12) {
            let divisor = n * 10u128.pow(20);
            if let Some(product) = u128::from(quotient >> shift).checked_mul(divisor) {
                check(product, n)?;
                check(product.saturating_sub(1), n)?;
                check(product.saturating_add(divisor - 1), n)?;
            }
        }
    }
}
