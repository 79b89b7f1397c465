//! Division by a prepared divisor, without a division instruction.
//!
//! A reciprocal is found once and each word of the quotient then costs two or three multiplications: Niels Möller and
//! Torbjörn Granlund, "Improved division by invariant integers" (IEEE Transactions on Computers, 2011), algorithms 2
//! (reciprocal of a word), 4 (two words by one), 5 (three words by two) and 6 (reciprocal of two words). Divisors of
//! three and four words use Knuth's algorithm D with algorithm 5 for the trial quotient.

use super::SMALL;
use super::limbs::{Limbs, add_back, double, mul_sub, split};
use super::pair::Pair;
use super::wide::mul_wide;

/// A divisor with its reciprocal, for as many divisions as one likes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Divisor {
    /// Shifted left until the top bit of its top word is set.
    limbs: Limbs,
    shift: u32,
    /// Words in use, 1 to 4.
    len: usize,
    /// Of the top word where there is one, of the top two words where there are more.
    reciprocal: u64,
}

impl Divisor {
    /// Prepares a divisor; `None` for zero.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub(crate) const fn new(divisor: Limbs) -> Option<Self> {
        let len = match divisor {
            [0, 0, 0, 0] => return None,
            [_, 0, 0, 0] => 1,
            [_, _, 0, 0] => 2,
            [_, _, _, 0] => 3,
            _ => 4,
        };
        let shift = divisor[len - 1].leading_zeros();
        let (limbs, _) = shift_left(divisor, shift);
        let reciprocal = if len == 1 {
            reciprocal_of_word(limbs[0])
        } else {
            reciprocal_of_pair(limbs[len - 1], limbs[len - 2])
        };
        Some(Self {
            limbs,
            shift,
            len,
            reciprocal,
        })
    }

    /// A divisor that the program itself states. Called in constants only, where zero stops the compiler.
    pub(super) const fn stated(divisor: Limbs) -> Self {
        match Self::new(divisor) {
            Some(divisor) => divisor,
            // Only a zero comes here, and the compiler then refuses the constant.
            None => unreachable!(),
        }
    }

    /// The divisor 10^`digits`, for constants; `digits` is at most 38.
    pub(crate) const fn power_of_ten(digits: u32) -> Self {
        let (low, high) = split(10u128.pow(digits));
        Self::stated([low, high, 0, 0])
    }

    /// `floor(number / divisor)`, and whether the division left a remainder.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub(crate) fn divide(&self, number: Limbs) -> (Limbs, bool) {
        // Nearly every quotient has two words. The module has one way for all instead, to be small.
        if !SMALL
            && let Some(pair) = self.pair()
            && let Some((quotient, rest)) = pair.divide(&number)
        {
            let (low, high) = split(quotient);
            return ([low, high, 0, 0], rest);
        }
        self.divide_long(number)
    }

    /// The same as a divisor of two words, where it is no longer. A word has the same reciprocal with a zero below it.
    #[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
    pub(super) const fn pair(&self) -> Option<Pair> {
        let (divisor, shift) = match self.len {
            1 => (double(0, self.limbs[0]), self.shift + 64),
            2 => (double(self.limbs[0], self.limbs[1]), self.shift),
            _ => return None,
        };
        Some(Pair::normalised(divisor, shift, self.reciprocal))
    }

    /// `floor(number / divisor)`, and whether the division left a remainder, where both divisor and quotient are words.
    #[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
    pub(super) fn divide_to_word(&self, number: u128) -> Option<(u64, bool)> {
        let [divisor, 0, 0, 0] = self.limbs else {
            return None;
        };
        if number >> 64 >= u128::from(divisor >> self.shift) {
            return None;
        }
        let (low, high) = split(number << self.shift);
        let (quotient, rest) = self.two_by_one(high, low);
        Some((quotient, rest != 0))
    }

    #[cfg_attr(not(target_arch = "wasm32"), inline(never))]
    fn divide_long(&self, number: Limbs) -> (Limbs, bool) {
        let (shifted, top) = shift_left(number, self.shift);
        match self.len {
            1 => self.by_word(shifted, top),
            2 => self.by_pair(shifted, top),
            _ => self.by_many(shifted, top),
        }
    }

    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    fn by_word(&self, number: Limbs, top: u64) -> (Limbs, bool) {
        let mut quotient = [0; 4];
        let mut rest = top;
        for i in (0..4).rev() {
            if rest == 0 && number[i] < self.limbs[0] {
                rest = number[i];
            } else {
                (quotient[i], rest) = self.two_by_one(rest, number[i]);
            }
        }
        (quotient, rest != 0)
    }

    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    fn by_pair(&self, number: Limbs, top: u64) -> (Limbs, bool) {
        let divisor = double(self.limbs[0], self.limbs[1]);
        let mut quotient = [0; 4];
        let mut rest = double(number[3], top);
        // Most numbers here have three words or fewer: their first quotient word is zero.
        if rest == 0 && double(number[1], number[2]) < divisor {
            rest = double(number[1], number[2]);
        } else {
            (quotient[2], rest) = self.three_by_two(rest, number[2]);
            (quotient[1], rest) = self.three_by_two(rest, number[1]);
        }
        (quotient[0], rest) = self.three_by_two(rest, number[0]);
        (quotient, rest != 0)
    }

    /// Knuth's algorithm D (The Art of Computer Programming, volume 2, section 4.3.1).
    fn by_many(&self, number: Limbs, top: u64) -> (Limbs, bool) {
        let len = self.len;
        let pair = double(self.limbs[len - 2], self.limbs[len - 1]);
        let mut rest = [number[0], number[1], number[2], number[3], top];
        let mut quotient = [0; 4];
        for i in (0..=4 - len).rev() {
            let head = double(rest[i + len - 1], rest[i + len]);
            let mut word = if head < pair {
                self.three_by_two(head, rest[i + len - 2]).0
            } else {
                u64::MAX
            };
            let (window, limbs) = (&mut rest[i..=i + len], &self.limbs[..len]);
            let mut too_much = mul_sub(window, limbs, word);
            while too_much {
                word -= 1;
                too_much = !add_back(window, limbs);
            }
            quotient[i] = word;
        }
        (quotient, rest.iter().any(|&word| word != 0))
    }

    /// Algorithm 4: `(high, low)` by the top word; needs `high` below the divisor.
    #[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
    fn two_by_one(&self, high: u64, low: u64) -> (u64, u64) {
        let divisor = self.limbs[0];
        let (q0, q1) = mul_wide(self.reciprocal, high);
        let (q0, q1) = split(double(q0, q1).wrapping_add(double(low, high)));
        let mut quotient = q1.wrapping_add(1);
        let mut rest = low.wrapping_sub(quotient.wrapping_mul(divisor));
        if rest > q0 {
            quotient = quotient.wrapping_sub(1);
            rest = rest.wrapping_add(divisor);
        }
        if rest >= divisor {
            quotient = quotient.wrapping_add(1);
            rest -= divisor;
        }
        (quotient, rest)
    }

    /// Algorithm 5 by the top two words.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    fn three_by_two(&self, high: u128, low: u64) -> (u64, u128) {
        let divisor = double(self.limbs[self.len - 2], self.limbs[self.len - 1]);
        three_by_two(divisor, self.reciprocal, high, low)
    }
}

/// Algorithm 5: `(high, low)` by a divisor with its top bit set; needs `high` below the divisor.
#[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
pub(super) const fn three_by_two(
    divisor: u128,
    reciprocal: u64,
    high: u128,
    low: u64,
) -> (u64, u128) {
    let (d0, d1) = split(divisor);
    let (u1, u2) = split(high);
    let (q0, q1) = mul_wide(reciprocal, u2);
    let (q0, q1) = split(double(q0, q1).wrapping_add(high));
    let (t0, t1) = mul_wide(d0, q1);
    let mut rest = double(low, u1.wrapping_sub(q1.wrapping_mul(d1)))
        .wrapping_sub(double(t0, t1))
        .wrapping_sub(divisor);
    let mut quotient = q1.wrapping_add(1);
    if split(rest).1 >= q0 {
        quotient = quotient.wrapping_sub(1);
        rest = rest.wrapping_add(divisor);
    }
    if rest >= divisor {
        quotient = quotient.wrapping_add(1);
        rest -= divisor;
    }
    (quotient, rest)
}

/// `limbs << shift` and the word shifted out; `shift` is below 64.
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
const fn shift_left(limbs: Limbs, shift: u32) -> (Limbs, u64) {
    let [a, b, c, d] = limbs;
    if shift == 0 {
        return (limbs, 0);
    }
    let back = 64 - shift;
    let shifted = [
        a << shift,
        b << shift | a >> back,
        c << shift | b >> back,
        d << shift | c >> back,
    ];
    (shifted, d >> back)
}

/// The same by long division in halves: where there is no wide multiplier, and a division costs no more than the two
/// products that the paper's way would take.
#[cfg(any(target_arch = "wasm32", test))]
const fn reciprocal_by_division(d: u64) -> u64 {
    const HALF: u64 = u32::MAX as u64;
    let (d1, d0) = (d >> 32, d & HALF);
    // (!d, 2^64 - 1) / d, a half of the quotient at a time.
    let (q1, rest) = half_of_quotient(!d, HALF, d, d1, d0);
    let (q0, _) = half_of_quotient(rest, HALF, d, d1, d0);
    q1 << 32 | q0
}

/// `(high, low) / d` with a `low` of half a word and `high` below `d`, and the rest.
#[cfg(any(target_arch = "wasm32", test))]
const fn half_of_quotient(high: u64, low: u64, d: u64, d1: u64, d0: u64) -> (u64, u64) {
    let mut quotient = high / d1;
    let mut rest = high % d1;
    while quotient >> 32 != 0 || quotient * d0 > (rest << 32 | low) {
        quotient -= 1;
        rest += d1;
        if rest >> 32 != 0 {
            break;
        }
    }
    let rest = (high << 32 | low).wrapping_sub(quotient.wrapping_mul(d));
    (quotient, rest)
}

#[cfg(target_arch = "wasm32")]
use reciprocal_by_division as reciprocal_of_word;

/// Algorithm 2: `floor((2^128 - 1) / d) - 2^64` for a `d` with its top bit set. The paper's table of first guesses is
/// one small division here.
#[cfg(not(target_arch = "wasm32"))]
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
const fn reciprocal_of_word(d: u64) -> u64 {
    let odd = d & 1;
    let d40 = (d >> 24) + 1;
    let d63 = (d >> 1) + odd;
    let v0 = ((1 << 19) - 3 * (1 << 8)) / (d >> 55);
    let v1 = (v0 << 11) - ((v0 * v0 * d40) >> 40) - 1;
    let v2 = (v1 << 13) + ((v1 * ((1 << 60) - v1 * d40)) >> 47);
    let e = ((v2 >> 1) & 0u64.wrapping_sub(odd)).wrapping_sub(v2.wrapping_mul(d63));
    let v3 = (v2 << 31).wrapping_add(mul_wide(v2, e).1 >> 1);
    let (low, high) = mul_wide(v3, d);
    let carry = low.overflowing_add(d).1 as u64;
    v3.wrapping_sub(high.wrapping_add(d).wrapping_add(carry))
}

/// Algorithm 6: `floor((2^192 - 1) / (d1, d0)) - 2^64` for a `d1` with its top bit set.
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
pub(super) const fn reciprocal_of_pair(d1: u64, d0: u64) -> u64 {
    let mut v = reciprocal_of_word(d1);
    let mut p = d1.wrapping_mul(v).wrapping_add(d0);
    if p < d0 {
        v = v.wrapping_sub(1);
        if p >= d1 {
            v = v.wrapping_sub(1);
            p = p.wrapping_sub(d1);
        }
        p = p.wrapping_sub(d1);
    }
    let (t0, t1) = mul_wide(v, d0);
    p = p.wrapping_add(t1);
    if p < t1 {
        v = v.wrapping_sub(1);
        if double(t0, p) >= double(d0, d1) {
            v = v.wrapping_sub(1);
        }
    }
    v
}

#[cfg(test)]
mod tests {
    use super::{Divisor, reciprocal_by_division, reciprocal_of_pair, reciprocal_of_word};
    use crate::fixed::testing::any_u256;
    use primitive_types::U256;
    use proptest::prelude::*;

    fn check(number: U256, divisor: U256) -> Result<(), TestCaseError> {
        let Some(prepared) = Divisor::new(divisor.0) else {
            prop_assert!(divisor.is_zero());
            return Ok(());
        };
        let (quotient, rest) = prepared.divide(number.0);
        prop_assert_eq!(U256(quotient), number / divisor, "{} / {}", number, divisor);
        prop_assert_eq!(rest, number % divisor != U256::zero());
        prop_assert_eq!(prepared.divide_long(number.0), (quotient, rest));
        let (number, short) = (number.low_u128(), divisor.bits() <= 64);
        let word = number
            .checked_div(divisor.low_u128())
            .and_then(|quotient| u64::try_from(quotient).ok());
        let word = word
            .filter(|_| short)
            .map(|word| (word, number % divisor.low_u128() != 0));
        prop_assert_eq!(prepared.divide_to_word(number), word);
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn equals_the_slow_division(number in any_u256(), divisor in any_u256()) {
            check(number, divisor)?;
        }

        /// Exact multiples and their neighbours are where a trial quotient goes wrong.
        #[test]
        fn exact_multiples(quotient in any_u256(), divisor in any_u256()) {
            if let (false, Some(product)) = (divisor.is_zero(), quotient.checked_mul(divisor)) {
                check(product, divisor)?;
                check(product.saturating_sub(1.into()), divisor)?;
                check(product.saturating_add(divisor - 1), divisor)?;
            }
        }

        #[test]
        fn reciprocals(top: u64, low: u64) {
            let d = top | 1 << 63;
            let word = u128::MAX / u128::from(d) - (1 << 64);
            prop_assert_eq!(u128::from(reciprocal_of_word(d)), word);
            prop_assert_eq!(u128::from(reciprocal_by_division(d)), word);
            let pair = (U256::MAX >> 64) / ((U256::from(d) << 64) + low) - (U256::one() << 64);
            prop_assert_eq!(U256::from(reciprocal_of_pair(d, low)), pair);
        }
    }

    #[test]
    fn reciprocals_at_the_ends() {
        assert_eq!(reciprocal_of_word(u64::MAX), 1);
        assert_eq!(reciprocal_of_word(1 << 63), u64::MAX);
        assert_eq!(reciprocal_by_division(u64::MAX), 1);
        assert_eq!(reciprocal_by_division(1 << 63), u64::MAX);
        assert_eq!(
            reciprocal_by_division(u64::MAX << 32),
            reciprocal_of_word(u64::MAX << 32)
        );
        assert_eq!(reciprocal_of_pair(1 << 63, 0), u64::MAX);
        assert_eq!(reciprocal_of_pair(u64::MAX, u64::MAX), 0);
    }

    #[test]
    fn no_divisor_zero() {
        assert!(Divisor::new([0; 4]).is_none());
    }
}
