//! The square root as the pool's contract takes it: near, checked, but not rounded to a side.
//!
//! Source: `balancer/balancer-v3-monorepo` at `0a5890a`, `pkg/pool-gyro/contracts/lib/GyroPoolMath.sol`, lines 23–143.

use crate::fixed::uint::{add, mul, sqrt_down};
use crate::fixed::{Amount, Error, Fixed, SMALL, Signed, Steps, U256};

/// How far the square may be off, in wei times the root.
const TOLERANCE: Fixed = Fixed::from_wei(5);

/// 2^136 wei: the root of 10^18 times as much is below 2^98.
const LARGEST_SETTLED: Fixed = Fixed::from_raw(U256([0, 0, 1 << 8, 0]));

/// First guesses for numbers below 1: up to 10^(k + 1) wei the root of 10^(k + 1) wei is guessed.
const SMALL_GUESSES: [u64; 17] = [
    3_162_277_660,
    10_000_000_000,
    31_622_776_601,
    100_000_000_000,
    316_227_766_016,
    1_000_000_000_000,
    3_162_277_660_168,
    10_000_000_000_000,
    31_622_776_601_683,
    100_000_000_000_000,
    316_227_766_016_837,
    1_000_000_000_000_000,
    3_162_277_660_168_379,
    10_000_000_000_000_000,
    31_622_776_601_683_793,
    100_000_000_000_000_000,
    316_227_766_016_837_933,
];

/// The root of a number of 18 decimals, and 0 for numbers below 0: rounding alone makes them so.
pub(in crate::pools) fn sqrt(number: &Signed) -> Result<Signed, Error> {
    if !number.is_positive() {
        return Ok(Signed::ZERO);
    }
    let number = number.to_fixed()?;
    if !SMALL && let Some(root) = settled(number) {
        return Signed::from_fixed(root);
    }
    by_steps(number)
}

/// Where the seven steps of [`by_steps`] end, where that is known.
///
/// For a number from 1 the first guess is the root or up to half of it less. So in shares of the root the steps are at
/// most 0.25, 0.025, 3.1e-4, 4.7e-8, 1.1e-15 and 6e-31 above it, and rounding down does not take them below its whole
/// part `s`. For a root below 2^98 the sixth is `s` or `s + 1`; from either, the seventh is `s`, unless the radicand is
/// the last with this `s`. The contract's check passes, since `s` is off by less than a wei and at least 10^18.
fn settled(number: Fixed) -> Option<Fixed> {
    if number < Fixed::ONE || number > LARGEST_SETTLED {
        return None;
    }
    let inflated = mul(number.raw(), Fixed::ONE.raw()).ok()?;
    let root = sqrt_down(inflated);
    let next = add(root, U256::one()).ok()?;
    let is_last = add(inflated, U256::one()) == mul(next, next);
    (!is_last).then_some(Fixed::from_raw(root))
}

/// As the contract has it.
#[cfg_attr(target_arch = "wasm32", inline(never))]
fn by_steps(number: Fixed) -> Result<Signed, Error> {
    let (two, tolerance) = (Amount::whole(&U256::from(2)), Ok(TOLERANCE));
    let mut root = first_guess(number);
    let number = Ok(number);
    let inflated = number.times(&Amount::ONE);
    for _ in 0..7 {
        let sum = root.plus(&inflated.quotient_down(&root));
        root = sum.quotient_down(&two);
    }
    let (square, error) = (root.mul_down(&root), root.mul_up(&tolerance));
    let (most, least) = (number.plus(&error), number.minus(&error));
    square.check()?;
    most.check()?;
    if square.exceeds(&most) {
        return Err(Error::SqrtFailed);
    }
    least.check()?;
    if least.exceeds(&square) {
        return Err(Error::SqrtFailed);
    }
    Signed::from_fixed(root?)
}

/// The power of two nearest below the root, for numbers from 1; a power of ten's root for smaller ones.
fn first_guess(number: Fixed) -> Amount {
    if number >= Fixed::ONE {
        let whole = Ok(number).quotient_down(&Amount::ONE).raw();
        let half_log = whole.map_or(0, |whole| (whole.bits() - 1) / 2);
        return Amount::whole(&(Fixed::ONE.raw() << half_log));
    }
    let mut limit = 1u64;
    for guess in &SMALL_GUESSES {
        limit *= 10;
        if number <= Fixed::from_wei(limit) {
            return Ok(Fixed::from_wei(*guess));
        }
    }
    Ok(number)
}

#[cfg(test)]
mod tests {
    use super::{by_steps, settled, sqrt};
    use crate::fixed::{Fixed, Signed, U256};
    use primitive_types::U512;
    use proptest::prelude::*;

    fn root(wei: U256) -> Fixed {
        sqrt(&Signed::from_fixed(Fixed::from_raw(wei)).unwrap())
            .unwrap()
            .to_fixed()
            .unwrap()
    }

    proptest! {
        /// At most two wei from the exact root.
        #[test]
        fn is_near_the_root(lead in 1u64.., bits in 0usize..128) {
            let wei = U256::from(lead) << bits >> 63;
            prop_assume!(!wei.is_zero());
            let exact = (U512::from(wei) * U512::exp10(18)).integer_sqrt();
            prop_assert!(exact.abs_diff(root(wei).raw().into()) <= 2.into());
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]

        /// The steps end where the root says they do.
        #[test]
        fn settles_as_the_steps_do(lead in 1u64.., bits in 0usize..140) {
            let number = Fixed::from_raw(U256::from(lead) << bits >> 63);
            if let Some(root) = settled(number) {
                prop_assert_eq!(by_steps(number), Signed::from_fixed(root));
            }
        }

        /// Squares and their neighbours.
        #[test]
        fn settles_as_the_steps_do_near_squares(root in 1u64.., shift in 0u32..64, off in 0u64..4) {
            let square = U256::from(root >> shift) * U256::from(root >> shift);
            for number in [square * U256::exp10(18), square] {
                for number in [number + off, number.saturating_sub(off.into())].map(Fixed::from_raw) {
                    if let Some(root) = settled(number) {
                        prop_assert_eq!(by_steps(number), Signed::from_fixed(root));
                    }
                }
            }
        }
    }

    #[test]
    fn known_roots() {
        assert_eq!(
            root(U256::exp10(18) * 4),
            Fixed::from_wei(2_000_000_000_000_000_000)
        );
        assert_eq!(root(1.into()), Fixed::from_wei(1_000_000_000));
        assert_eq!(sqrt(&Signed::new(-1)), Ok(Signed::ZERO));
    }
}
