//! Division by a constant, which nearly every step of the contracts ends with: one multiplication by its reciprocal.
//!
//! A divisor is some twos, which are a shift, times an odd number. For that there is Barrett's method (Paul Barrett,
//! CRYPTO '86): of the number its leading bits, times a reciprocal known to the compiler, are the quotient or one less,
//! and what remains tells which. It is below twice the divisor, so the lowest words of it are enough.

#[cfg(not(target_arch = "wasm32"))]
use super::limbs::{self, double};
use super::limbs::{Limbs, split};
use super::{Divisor, U256};

/// A divisor of up to 126 bits, ready before the program runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Constant {
    /// For numbers of any length. The WebAssembly module has this way for all, to be small.
    wide: Divisor,
    #[cfg(not(target_arch = "wasm32"))]
    barrett: Barrett,
}

/// Twos and an odd number, with its reciprocal.
#[cfg(not(target_arch = "wasm32"))]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Barrett {
    twos: u32,
    odd: u128,
    /// `2^log <= odd < 2^(log + 1)`.
    log: u32,
    /// `floor(2^(log + 128) / odd)`: from 2^127 up to 2^128.
    reciprocal: u128,
}

/// With leading bits fewer than these the estimate is at most one off.
#[cfg(not(target_arch = "wasm32"))]
const LEADING_BITS: u32 = 118;

#[cfg(not(target_arch = "wasm32"))]
impl Barrett {
    const fn new(divisor: u128) -> Self {
        let twos = divisor.trailing_zeros();
        let odd = divisor >> twos;
        let log = odd.ilog2();
        // Bit by bit: the compiler has all the time it wants.
        let (mut reciprocal, mut rest) = (0u128, 1u128 << log);
        let mut bit = 0;
        while bit < 128 {
            rest <<= 1;
            reciprocal <<= 1;
            if rest >= odd {
                rest -= odd;
                reciprocal |= 1;
            }
            bit += 1;
        }
        // What is cut off below the leading bits is worth up to `reciprocal / 2^128`, and the fraction of the
        // reciprocal itself up to 2^-10: less than one together.
        assert!(odd > 1 && log < 126 && reciprocal < u128::MAX - (1 << LEADING_BITS));
        Self {
            twos,
            odd,
            log,
            reciprocal,
        }
    }

    /// See [`Constant::divide_narrow`].
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    fn divide(&self, number: &Limbs) -> Option<(u128, u128)> {
        let [a, b, c, d] = *number;
        let (low, high) = (double(a, b), double(c, d));
        let dropped = self.twos + self.log;
        if !is_below(low, high, dropped + LEADING_BITS) {
            return None;
        }
        let estimate = high_product(shift_right(low, high, dropped), self.reciprocal);
        let odds = shift_right(low, high, self.twos);
        let rest = if self.log < 63 {
            u128::from(
                split(odds)
                    .0
                    .wrapping_sub(split(estimate).0.wrapping_mul(split(self.odd).0)),
            )
        } else {
            odds.wrapping_sub(limbs::mul_low(estimate, self.odd))
        };
        let (quotient, rest) = if rest >= self.odd {
            (estimate + 1, rest - self.odd)
        } else {
            (estimate, rest)
        };
        Some((quotient, rest << self.twos | low & ((1 << self.twos) - 1)))
    }
}

impl Constant {
    /// Stops the compiler for a divisor that is zero, a power of two, or too large or near below a power of two for the
    /// estimate to be at most one off.
    pub(crate) const fn new(divisor: u128) -> Self {
        let (low, high) = split(divisor);
        let Some(wide) = Divisor::new([low, high, 0, 0]) else {
            unreachable!()
        };
        Self {
            wide,
            #[cfg(not(target_arch = "wasm32"))]
            barrett: Barrett::new(divisor),
        }
    }

    pub(crate) const fn power_of_ten(digits: u32) -> Self {
        Self::new(10u128.pow(digits))
    }

    /// `floor(number / divisor)`, and what remains; `None` where the quotient has more than about 117 bits, and in the
    /// WebAssembly module.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub(super) fn divide_narrow(&self, number: &Limbs) -> Option<(u128, u128)> {
        #[cfg(not(target_arch = "wasm32"))]
        return self.barrett.divide(number);
        #[cfg(target_arch = "wasm32")]
        {
            let _ = number;
            None
        }
    }

    /// `floor(number / divisor)`, where [`divide_narrow`](Self::divide_narrow) or, in the WebAssembly module, the one way
    /// for all finds one of 128 bits.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub(super) fn quotient(&self, number: &Limbs) -> Option<u128> {
        let (quotient, _) = if cfg!(target_arch = "wasm32") {
            let (quotient, rest) = self.wide.pair()?.divide(number)?;
            (quotient, u128::from(rest))
        } else {
            self.divide_narrow(number)?
        };
        Some(quotient)
    }

    /// `floor(number / divisor)`.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub(crate) fn divide_down(&self, number: U256) -> U256 {
        match self.divide_narrow(&number.0) {
            Some((quotient, _)) => from_narrow(quotient),
            None => U256(self.divide_wide(&number).0),
        }
    }

    /// `ceil(number / divisor)`.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub(crate) fn divide_up(&self, number: U256) -> U256 {
        if let Some((quotient, rest)) = self.divide_narrow(&number.0) {
            return from_narrow(quotient + u128::from(rest != 0));
        }
        let (quotient, rest) = self.divide_wide(&number);
        let more = U256([u64::from(rest), 0, 0, 0]);
        U256(quotient).overflowing_add(more).0
    }

    #[cfg_attr(not(target_arch = "wasm32"), cold, inline(never))]
    fn divide_wide(&self, number: &U256) -> (Limbs, bool) {
        self.wide.divide(number.0)
    }
}

/// Whether a number is below `2^bits`.
#[cfg(not(target_arch = "wasm32"))]
#[inline(always)]
const fn is_below(low: u128, high: u128, bits: u32) -> bool {
    match bits {
        0..128 => high == 0 && low >> bits == 0,
        128..256 => high >> (bits - 128) == 0,
        _ => true,
    }
}

/// The lowest 128 bits of a number without its lowest `bits`; 0 from 256 bits.
#[cfg(not(target_arch = "wasm32"))]
#[inline(always)]
const fn shift_right(low: u128, high: u128, bits: u32) -> u128 {
    match bits {
        0 => low,
        1..128 => high << (128 - bits) | low >> bits,
        128..256 => high >> (bits - 128),
        _ => 0,
    }
}

#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
pub(super) const fn from_narrow(number: u128) -> U256 {
    let (low, high) = split(number);
    U256([low, high, 0, 0])
}

/// The upper half of the product.
#[cfg(not(target_arch = "wasm32"))]
#[inline(always)]
fn high_product(a: u128, b: u128) -> u128 {
    let [_, _, c, d] = limbs::product(a, b);
    double(c, d)
}

#[cfg(test)]
mod tests {
    use super::Constant;
    use crate::fixed::testing::any_u256;
    use primitive_types::U256;
    use proptest::prelude::*;

    /// All that are in use, and some.
    const DIVISORS: [u128; 13] = [
        3,
        10,
        15,
        100,
        1_000,
        10u128.pow(18),
        10u128.pow(19),
        10u128.pow(20),
        3 * 10u128.pow(20),
        7 * 10u128.pow(20),
        12 * 10u128.pow(20),
        10u128.pow(36),
        10u128.pow(38) / 3,
    ];

    fn check(number: U256, divisor: u128) -> Result<(), TestCaseError> {
        let constant = Constant::new(divisor);
        let (quotient, rest) = number.div_mod(divisor.into());
        prop_assert_eq!(constant.divide_down(number), quotient);
        prop_assert_eq!(
            constant.divide_up(number),
            quotient + u64::from(!rest.is_zero())
        );
        match constant.divide_narrow(&number.0) {
            Some(answer) => {
                prop_assert_eq!(answer, (quotient.low_u128(), rest.low_u128()));
                prop_assert!(quotient.bits() <= 128);
            }
            None => prop_assert!(quotient.bits() > 115, "{number} / {divisor}"),
        }
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        #[test]
        fn equals_the_slow_division(number in any_u256(), shift in 0u32..256) {
            for divisor in DIVISORS {
                check(number, divisor)?;
                check(number >> shift, divisor)?;
            }
        }

        /// Exact multiples and their neighbours are where an estimate is one off.
        #[test]
        fn exact_multiples(quotient in any_u256(), shift in 128u32..256) {
            for divisor in DIVISORS {
                if let Some(product) = (quotient >> shift).checked_mul(divisor.into()) {
                    check(product, divisor)?;
                    check(product.saturating_sub(1.into()), divisor)?;
                    check(product.saturating_add(U256::from(divisor) - 1), divisor)?;
                }
            }
        }
    }
}
