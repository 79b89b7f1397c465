//! A constant divisor's reciprocal: division by one multiplication.
//!
//! A divisor is some twos, which are a shift, times an odd number. For that there is Barrett's method (Paul Barrett,
//! CRYPTO '86): of the number its leading bits, times a reciprocal known to the compiler, are the quotient or up to two
//! less, and what remains tells which. It is below three times the divisor, so the lowest words of it are enough.

use super::limbs::{self, Limbs, double, split};
use super::wide::mul_wide;

/// Twos and an odd number, with its reciprocal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Barrett {
    twos: u32,
    odd: u128,
    /// `2^log <= odd < 2^(log + 1)`.
    log: u32,
    /// `floor(2^(log + 128) / odd)`: from 2^127 up to 2^128.
    reciprocal: u128,
}

/// With leading bits fewer than these the estimate is less than two off, beside what the product leaves out.
const LEADING_BITS: u32 = 118;

impl Barrett {
    pub(super) const fn new(divisor: u128) -> Self {
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

    /// See [`Constant::divide_narrow`](super::Constant).
    #[inline(always)]
    pub(super) fn divide(&self, number: &Limbs) -> Option<(u128, u128)> {
        let dropped = self.twos + self.log;
        let lead = shift_right(number, dropped);
        if lead >> LEADING_BITS != 0 || shift_right(number, dropped + 128) != 0 {
            return None;
        }
        let mut quotient = high_product(lead, self.reciprocal);
        let odds = shift_right(number, self.twos);
        let mut rest = if self.log < 62 {
            let ((odds, _), (short, _), (odd, _)) = (split(odds), split(quotient), split(self.odd));
            u128::from(odds.wrapping_sub(short.wrapping_mul(odd)))
        } else {
            odds.wrapping_sub(limbs::mul_low(quotient, self.odd))
        };
        // Not a loop until it is done: the compiler would make a division of that.
        for _ in 0..2 {
            if rest >= self.odd {
                quotient += 1;
                rest -= self.odd;
            }
        }
        let low = double(number[0], number[1]);
        Some((quotient, rest << self.twos | low & ((1 << self.twos) - 1)))
    }
}

/// The lowest 128 bits of a number without its lowest `bits`; 0 from 256 bits.
#[inline(always)]
fn shift_right(number: &Limbs, bits: u32) -> u128 {
    let (skip, bits) = ((bits / 64) as usize, bits % 64);
    let word = |i: usize| number.get(skip + i).copied().unwrap_or(0);
    let join = |low: u64, high: u64| low >> bits | high << 1 << (63 - bits);
    double(join(word(0), word(1)), join(word(1), word(2)))
}

/// The upper half of the product, or one less: without the product of the two lower words.
#[inline(always)]
const fn high_product(a: u128, b: u128) -> u128 {
    let ((a0, a1), (b0, b1)) = (split(a), split(b));
    let (low, high) = mul_wide(a1, b1);
    double(low, high) + upper_of_sum(a1, b0, a0, b1)
}

/// `a * b + c * d` without its lower word.
#[cfg(not(target_arch = "wasm32"))]
#[inline(always)]
const fn upper_of_sum(a: u64, b: u64, c: u64, d: u64) -> u128 {
    let (sum, over) = (a as u128 * b as u128).overflowing_add(c as u128 * d as u128);
    sum >> 64 | (over as u128) << 64
}

#[cfg(target_arch = "wasm32")]
use upper_of_sum_of_halves as upper_of_sum;

/// The same from the eight products of halves.
#[cfg(any(target_arch = "wasm32", test))]
#[inline(always)]
const fn upper_of_sum_of_halves(a: u64, b: u64, c: u64, d: u64) -> u128 {
    const LOW: u64 = u32::MAX as u64;
    let (a0, a1, b0, b1) = (a & LOW, a >> 32, b & LOW, b >> 32);
    let (c0, c1, d0, d1) = (c & LOW, c >> 32, d & LOW, d >> 32);
    let (p, q, r, s) = (a1 * b0, a0 * b1, c1 * d0, c0 * d1);
    let carried =
        ((a0 * b0) >> 32) + ((c0 * d0) >> 32) + (p & LOW) + (q & LOW) + (r & LOW) + (s & LOW);
    let (first, second) = (
        a1 * b1 + (p >> 32) + (q >> 32),
        c1 * d1 + (r >> 32) + (s >> 32),
    );
    first as u128 + second as u128 + (carried >> 32) as u128
}

#[cfg(test)]
mod tests {
    use super::{mul_wide, upper_of_sum, upper_of_sum_of_halves};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sums_of_products(a: u64, b: u64, c: u64, d: u64) {
            prop_assert_eq!(upper_of_sum_of_halves(a, b, c, d), upper_of_sum(a, b, c, d));
        }
    }

    #[test]
    fn largest_sum_of_products() {
        let most = u64::MAX;
        let (low, high) = mul_wide(most, most);
        let sum = 2 * u128::from(high) + u128::from(low.overflowing_add(low).1);
        assert_eq!(upper_of_sum(most, most, most, most), sum);
        assert_eq!(upper_of_sum_of_halves(most, most, most, most), sum);
    }
}
