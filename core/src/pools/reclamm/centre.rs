//! How far a pool is from the middle of its range, and whether that is outside its margin.
//!
//! Source: `ReClammMath.sol`, `computeCenteredness`, `isPoolWithinTargetRange`.

use crate::fixed::uint::mul;
use crate::fixed::{Error, Fixed, Width};

/// Outside the margin, whether the pool is above the centre. Most pools are within, and there floating point can tell.
pub(super) fn outside(
    real: &[Fixed; 2],
    virtuals: &[Fixed; 2],
    margin: Fixed,
) -> Result<Option<bool>, Error> {
    if is_clearly_within(real, virtuals, margin) {
        return Ok(None);
    }
    outside_exactly(real, virtuals, margin)
}

/// The same in whole numbers.
fn outside_exactly(
    real: &[Fixed; 2],
    virtuals: &[Fixed; 2],
    margin: Fixed,
) -> Result<Option<bool>, Error> {
    let (small, large, above) = shares(real, virtuals)?;
    Ok(is_below(small, large, margin)?.then_some(above))
}

/// `(Ra Vb) / (Rb Va)` or its inverse, whichever is below 1, and whether it was the inverse (`computeCenteredness`).
pub(super) fn centeredness(
    real: &[Fixed; 2],
    virtuals: &[Fixed; 2],
) -> Result<(Fixed, bool), Error> {
    let (small, large, above) = shares(real, virtuals)?;
    Ok((small.div_down(large)?, above))
}

/// Whether `small / large`, rounded down, is below a limit: by two products, since a quotient costs more.
fn is_below(small: Fixed, large: Fixed, limit: Fixed) -> Result<bool, Error> {
    let scaled = mul(small.raw(), Fixed::ONE.raw())?;
    if large.is_zero() {
        return Err(Error::DivisionByZero);
    }
    // What passes 256 bits is the larger.
    let limit = mul(large.raw(), limit.raw());
    Ok(limit.map_or(true, |limit| {
        Fixed::from_raw(scaled) < Fixed::from_raw(limit)
    }))
}

/// Whether the centredness is above a limit by more than floating point errs, and no number too large for the contract.
fn is_clearly_within(real: &[Fixed; 2], virtuals: &[Fixed; 2], limit: Fixed) -> bool {
    /// 2^190, a product that may still be taken times 10^18, and 1 + 2^-40.
    const MOST: f64 = (1u128 << 95) as f64 * (1u128 << 95) as f64;
    const ABOVE: f64 = 1.0 + 1.0 / (1u64 << 40) as f64;
    let seen = |number: Fixed| u128::of(number.raw()).ok()?.float();
    let product = |a, b| Some(seen(a)? * seen(b)?);
    let (a, b) = (product(real[0], virtuals[1]), product(virtuals[0], real[1]));
    let (Some(a), Some(b), Some(limit)) = (a, b, seen(limit)) else {
        return false;
    };
    let (small, large) = (a.min(b), a.max(b));
    small > 0.0 && large < MOST && small * 1e18 > large * limit * ABOVE
}

/// The two products of the centredness, the smaller one first. Without one of the tokens it is 0 / 1.
fn shares(real: &[Fixed; 2], virtuals: &[Fixed; 2]) -> Result<(Fixed, Fixed, bool), Error> {
    if real[0].is_zero() {
        return Ok((Fixed::ZERO, Fixed::ONE, false));
    }
    if real[1].is_zero() {
        return Ok((Fixed::ZERO, Fixed::ONE, true));
    }
    let a = Fixed::from_raw(mul(real[0].raw(), virtuals[1].raw())?);
    let b = Fixed::from_raw(mul(virtuals[0].raw(), real[1].raw())?);
    if a <= b {
        Ok((a, b, false))
    } else {
        Ok((b, a, true))
    }
}

#[cfg(test)]
mod tests {
    use super::{is_clearly_within, outside_exactly};
    use crate::fixed::Fixed;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        /// What is clearly within is within, and the contract finds no fault.
        #[test]
        fn the_clear_is_exact(
            numbers in any::<[u128; 4]>(),
            shifts in (0u32..=128, 0u32..=128),
            off in -3i64..=3,
            at_limit: bool,
            margin in 0u64..=900_000_000_000_000_000,
        ) {
            let by = |number: u128, shift: u32| Fixed::from_raw(number.checked_shr(shift).unwrap_or(0).into());
            let real = [by(numbers[0], shifts.0), by(numbers[1], shifts.0)];
            let virtuals = [by(numbers[2], shifts.1), by(numbers[3], shifts.1)];
            let mut margin = Fixed::from_wei(margin);
            if at_limit && let Ok((centeredness, _)) = super::centeredness(&real, &virtuals) {
                margin = Fixed::from_wei(centeredness.raw().low_u64().saturating_add_signed(off));
            }
            if is_clearly_within(&real, &virtuals, margin) {
                prop_assert_eq!(outside_exactly(&real, &virtuals, margin), Ok(None));
            }
        }
    }

    /// It tells of pools that are not at their margin, or it would be of no use.
    #[cfg(feature = "shortcuts")]
    #[test]
    fn tells_what_pools_ask() {
        let tokens = |number: u64| Fixed::from_raw(primitive_types::U256::exp10(18) * number);
        let real = [tokens(3_231), tokens(6_289)];
        let virtuals = [tokens(362_594), tokens(422_163)];
        let half = Fixed::from_wei(500_000_000_000_000_000);
        assert!(is_clearly_within(&real, &virtuals, half));
        let more = Fixed::from_wei(700_000_000_000_000_000);
        assert!(!is_clearly_within(&real, &virtuals, more));
        assert_eq!(outside_exactly(&real, &virtuals, more), Ok(Some(false)));
    }
}
