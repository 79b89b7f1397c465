//! Division of four words by two into two: what nearly every step of a curve is, at its least cost.

use super::divisor::{reciprocal_of_pair, three_by_two};
use super::limbs::{Limbs, double, split};

/// A divisor of up to 128 bits with its reciprocal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Pair {
    /// Shifted left until its top bit is set.
    divisor: u128,
    shift: u32,
    reciprocal: u64,
}

impl Pair {
    /// Prepares a divisor; `None` for zero.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub(crate) const fn new(divisor: u128) -> Option<Self> {
        if divisor == 0 {
            return None;
        }
        let shift = divisor.leading_zeros();
        let divisor = divisor << shift;
        let (low, high) = split(divisor);
        Some(Self {
            divisor,
            shift,
            reciprocal: reciprocal_of_pair(high, low),
        })
    }

    /// From a divisor shifted already, with its reciprocal.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub(super) const fn normalised(divisor: u128, shift: u32, reciprocal: u64) -> Self {
        Self {
            divisor,
            shift,
            reciprocal,
        }
    }

    /// `floor(number / divisor)`, and whether the division left a remainder; `None` for a quotient above 2^128 - 1.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub(crate) const fn divide(&self, number: &Limbs) -> Option<(u128, bool)> {
        let [a, b, c, d] = *number;
        let (low, high) = (double(a, b), double(c, d));
        if high >= self.divisor >> self.shift {
            return None;
        }
        // In two shifts, since the shift back may be one by 128.
        let high = high << self.shift | low >> 1 >> (127 - self.shift);
        let (low, middle) = split(low << self.shift);
        let (q1, rest) = three_by_two(self.divisor, self.reciprocal, high, middle);
        let (q0, rest) = three_by_two(self.divisor, self.reciprocal, rest, low);
        Some((double(q0, q1), rest != 0))
    }
}

#[cfg(test)]
mod tests {
    use super::Pair;
    use crate::fixed::testing::any_u256;
    use primitive_types::U256;
    use proptest::prelude::*;

    fn check(number: U256, divisor: u128) -> Result<(), TestCaseError> {
        let Some(prepared) = Pair::new(divisor) else {
            prop_assert_eq!(divisor, 0);
            return Ok(());
        };
        let (quotient, rest) = number.div_mod(divisor.into());
        let expected =
            (quotient <= u128::MAX.into()).then(|| (quotient.as_u128(), !rest.is_zero()));
        prop_assert_eq!(prepared.divide(&number.0), expected);
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn equals_the_slow_division(number in any_u256(), divisor in any_u256(), shift in 0u32..128) {
            let divisor = divisor.low_u128() >> shift;
            check(number, divisor)?;
            check(number >> 128 >> shift, divisor)?;
        }

        /// Exact multiples and their neighbours, and the largest quotient there is room for.
        #[test]
        fn exact_multiples(quotient in any_u256(), divisor in any_u256(), shift in 0u32..128) {
            let divisor = divisor.low_u128() >> shift;
            for quotient in [quotient.low_u128(), u128::MAX] {
                let product = U256::from(quotient) * U256::from(divisor);
                check(product, divisor)?;
                check(product.saturating_sub(1.into()), divisor)?;
                check(product.saturating_add(divisor.into()), divisor)?;
            }
        }
    }
}
