//! The exponential close to 0, told by a shorter sum: what a swap of up to some 20 % of a balance asks.
//!
//! The contract sums `t_1 + t_2 + … + t_12` in 20 decimals with `t_1 = x` and `t_n = floor(t_(n-1) x / n)`; of 1 and the sum
//! only the first 18 decimals count. With the exact terms `a_n = x^n / n!`, in units of 10^-20, `t_n <= a_n`, and `t_n` is 0
//! where `a_n < 1`. What a term lacks is `a_n - t_n < 1 + (a_(n-1) - t_(n-1)) x / n`, hence below 1.1 for an `x` below 1/4.
//! So with `E` for the sum of those from `a_2` that are 1 or more, `k` of them, the contract's is above `E - 1.1 k` and not
//! above `E`.
//!
//! Here `x` has 65 binary places and the sums behind it 64 and 66; all is rounded down, and the upper word of a product is
//! short by less than 3. With `e(v)` for what a `v` is too small by, in the order of the code: `e(x) < 4 * 2^-65`;
//! `e(s) < (1 + 2 + 1/3) * 2^-64 + e(s) / 4 < 4.5 * 2^-64` of each sum `s = 1 / n! + x / (n + 1)! + …`; and of `x s` with
//! `s < 0.55`, `e(x s) < (4.4 + 4.5 + 1) * 2^-66`. So `E` lies between `x` times that and 10 units of it more. Where both
//! ends give the same 18 decimals, those are the contract's.

use crate::fixed::limbs::split;
use crate::fixed::wide::{mul_wide, upper};

const ONE: u64 = 10u64.pow(18);
/// 2^65 / 10^18, with 58 binary places.
const TO_BINARY: u64 = split((1 << 123) / ONE as u128).0;
/// What `x s` may be too small by, in units of 2^-66.
const SHORT: u64 = 10;
/// 1.1 units of 10^-20 in units of 10^-18 with 66 binary places, rounded up.
const ROUNDING: u64 = split((11 << 66) / 1000).0 + 1;

/// A term of the series.
struct Term {
    /// An `x` of 18 decimals below which the term is below 10^-20.
    least: u64,
    /// `1 / n!` with 64 binary places.
    factor: u64,
}

/// From the twelfth to the third.
const TERMS: [Term; 10] = [
    Term::new(113_900_000_000_000_000, 479_001_600),
    Term::new(74_600_000_000_000_000, 39_916_800),
    Term::new(45_200_000_000_000_000, 3_628_800),
    Term::new(24_800_000_000_000_000, 362_880),
    Term::new(11_900_000_000_000_000, 40_320),
    Term::new(4_690_000_000_000_000, 5_040),
    Term::new(1_380_000_000_000_000, 720),
    Term::new(260_000_000_000_000, 120),
    Term::new(22_100_000_000_000, 24),
    Term::new(391_000_000_000, 6),
];

impl Term {
    const fn new(least: u64, factorial: u64) -> Self {
        Self {
            least,
            factor: u64::MAX / factorial,
        }
    }
}

/// `floor(e ^ x)` as the contract's steps have it, both of 18 decimals; `None` for an `x` from 1/4, and where it cannot be
/// told.
pub(in crate::fixed) fn exp(x: u64) -> Option<u64> {
    if x >= ONE / 4 {
        return None;
    }
    let binary = upper(x << 6, TO_BINARY);
    let (mut sum, mut lacking) = (0, ROUNDING);
    for term in &TERMS {
        if x >= term.least {
            sum = term.factor + (upper(binary, sum) >> 1);
            lacking += ROUNDING;
        }
    }
    sum = (1 << 63) + (upper(binary, sum) >> 1);
    let (low, high) = mul_wide(binary, sum);
    let (low, high) = mul_wide(x, high << 1 | low >> 63);
    let below = high - u64::from(low < lacking).min(high);
    let above = high + u64::from(low.checked_add(SHORT * x).is_none());
    (below >> 2 == above >> 2).then_some(ONE + x + (high >> 2))
}

#[cfg(test)]
mod tests {
    use super::{ONE, TERMS, exp};
    use crate::fixed::U256;
    use proptest::prelude::*;

    /// In units of 10^-20, and rounded down at each term: the contract's.
    fn slow(x: u64) -> U256 {
        let (one, x) = (U256::exp10(20), U256::from(x) * 100);
        let mut term = x;
        let mut sum = one + x;
        for n in 2..=12 {
            term = term * x / one / n;
            sum += term;
        }
        sum / 100
    }

    #[test]
    fn terms_count_from_where_they_are_one() {
        for (term, n) in TERMS.iter().zip((3i32..=12).rev()) {
            let factorial: f64 = (1..=n).map(f64::from).product();
            let units = (term.least as f64 / 1e18).powi(n) / factorial * 1e20;
            assert!((0.7..0.999).contains(&units), "{n}: {units}");
        }
    }

    /// From 0 on, where there is next to nothing to round, and up to the end.
    #[test]
    fn ends() {
        for x in (0..100).chain([1_000, 141_421_356, 141_421_357, ONE / 4 - 1]) {
            assert!(
                exp(x).is_none_or(|power| U256::from(power) == slow(x)),
                "{x}"
            );
        }
        assert_eq!((exp(0), exp(ONE / 4)), (Some(ONE), None));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn is_the_sum_of_the_steps(x in 0..ONE / 4, shift in 0u32..40) {
            for x in [x, x >> shift] {
                prop_assert!(exp(x).is_none_or(|power| U256::from(power) == slow(x)));
            }
        }
    }

    /// It is no shortcut that seldom leads anywhere.
    #[test]
    fn most_can_be_told() {
        let told = (0..1_000).filter(|n| exp(n * (ONE / 4_001)).is_some());
        assert!(told.count() > 850);
    }
}
