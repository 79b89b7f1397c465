//! Division by a constant, which nearly every step of the contracts ends with.

#[cfg(feature = "shortcuts")]
use super::barrett::Barrett;
use super::limbs::{Limbs, split};
use super::{Divisor, SMALL, U256};

/// A divisor of up to 126 bits, ready before the program runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Constant {
    /// For numbers of any length. A small module has this way for all.
    wide: Divisor,
    #[cfg(feature = "shortcuts")]
    barrett: Barrett,
}

impl Constant {
    /// Stops the compiler for a divisor that is zero, a power of two, or too large or near below a power of two for the
    /// estimate to be at most one off.
    pub(crate) const fn new(divisor: u128) -> Self {
        let (low, high) = split(divisor);
        Self {
            wide: Divisor::stated([low, high, 0, 0]),
            #[cfg(feature = "shortcuts")]
            barrett: Barrett::new(divisor),
        }
    }

    pub(crate) const fn power_of_ten(digits: u32) -> Self {
        Self::new(10u128.pow(digits))
    }

    /// `floor(number / divisor)`, and what remains; `None` where the quotient has more than about 117 bits, and in a
    /// small module.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub(super) fn divide_narrow(&self, number: &Limbs) -> Option<(u128, u128)> {
        self.divide_narrow_here(number)
    }

    /// The same in the caller's own code, which knows the constant.
    #[inline(always)]
    #[cfg_attr(
        not(feature = "shortcuts"),
        allow(
            clippy::unused_self,
            reason = "there is a shortcut to take, or there is none"
        )
    )]
    pub(super) fn divide_narrow_here(&self, number: &Limbs) -> Option<(u128, u128)> {
        #[cfg(feature = "shortcuts")]
        return self.barrett.divide(number);
        #[cfg(not(feature = "shortcuts"))]
        {
            let _ = number;
            None
        }
    }

    /// `floor(number / divisor)`, where [`divide_narrow`](Self::divide_narrow) or, in a small module, the one way for all
    /// finds one of 128 bits.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub(super) fn quotient(&self, number: &Limbs) -> Option<u128> {
        let (quotient, _) = if SMALL {
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

#[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
pub(super) const fn from_narrow(number: u128) -> U256 {
    let (low, high) = split(number);
    U256([low, high, 0, 0])
}

#[cfg(test)]
mod tests {
    use super::{Constant, SMALL};
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
            None => prop_assert!(SMALL || quotient.bits() > 115, "{number} / {divisor}"),
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
