//! A number that many shares are taken of.

use super::limbs::double;
use super::number::{mul_down_words, mul_narrow};
use super::wide::mul_wide;

/// A number of 18 decimals in two words, before and after the point.
///
/// A share of what is before the point is a product that needs no division, so that
/// `floor(number * share) = whole * share + floor(rest * share)`, the last of which is two words long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shares {
    whole: u64,
    rest: u64,
}

impl Shares {
    /// `None` from 2^64 whole ones, and in a small module.
    pub(crate) fn of(number: u128) -> Option<Self> {
        let (whole, rest) = mul_narrow(number, 1)?;
        Some(Self {
            whole: u64::try_from(whole).ok()?,
            rest: u64::try_from(rest).ok()?,
        })
    }

    /// `floor(number * share)`; `None` for a share that is above 1 by far.
    #[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
    pub(crate) fn down(self, share: u64) -> Option<u128> {
        let (low, high) = mul_wide(self.whole, share);
        let more = mul_down_words(self.rest, share)?;
        double(low, high).checked_add(more.into())
    }
}

#[cfg(test)]
mod tests {
    use super::Shares;
    use crate::fixed::{SMALL, U256};
    use proptest::prelude::*;

    const ONE: u128 = 1_000_000_000_000_000_000;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn shares_are_the_long_way(number: u128, shift in 0u32..128, share in 0..=ONE) {
            let number = number >> shift;
            let exact = U256::from(number) * U256::from(share) / U256::from(ONE);
            match Shares::of(number) {
                Some(shares) => {
                    let share = u64::try_from(share)?;
                    prop_assert_eq!(shares.down(share).map(U256::from), Some(exact));
                }
                None => prop_assert!(SMALL || (number / ONE) >> 64 != 0),
            }
        }
    }

    #[test]
    fn shares_at_the_ends() {
        let most = u128::from(u64::MAX) * ONE + (ONE - 1);
        assert_eq!(Shares::of(most + 1), None);
        let shares = Shares::of(most);
        // A small module has no way to take them.
        assert_eq!(shares.is_some(), !SMALL);
        if let Some(shares) = shares {
            assert_eq!(shares.down(0), Some(0));
            assert_eq!(shares.down(1_000_000_000_000_000_000), Some(most));
            assert_eq!(shares.down(u64::MAX), None);
        }
    }
}
