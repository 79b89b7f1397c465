//! The two series of 20 decimals. Their numbers are below 2^65 whatever pools ask, so the steps are a word's work.

use crate::fixed::Error;
use crate::fixed::limbs::{double, mul_low};
use crate::fixed::short::Short;
use crate::fixed::wide::mul_wide;

const ONE: u128 = 10u128.pow(20);
const BY_ONE: Short = Short::new(ONE);

/// `1 + x + x^2 / 2! + … + x^12 / 12!` for an `x` up to 1/4.
pub(super) fn exp(x: u128) -> Result<u128, Error> {
    /// The contracts divide by 10^20 and then by n; one division by the product of both floors to the same.
    const STEPS: [Short; 10] = {
        let mut steps = [BY_ONE; 10];
        let mut n = 0;
        while n < 10 {
            steps[n] = Short::new(ONE * (n as u128 + 3));
            n += 1;
        }
        steps
    };
    if x > ONE / 4 {
        return Err(Error::Overflow);
    }
    // The square may have 129 bits; half of it, rounded down, has not.
    let half_of_square = mul_low(x >> 1, x + (x & 1));
    let mut term = quotient(&BY_ONE, half_of_square)?;
    let mut sum = ONE + x + u128::from(term);
    for step in &STEPS {
        // Once a term is zero all that follow are.
        if term == 0 {
            break;
        }
        term = quotient(step, mul_low(term.into(), x))?;
        sum += u128::from(term);
    }
    Ok(sum)
}

/// `2 * (z + z^3 / 3 + … + z^11 / 11)` for a `z` below 2^62.
pub(super) fn ln(z: u64) -> Result<u128, Error> {
    let square = quotient(&BY_ONE, product(z, z))?;
    let mut power = z;
    let mut sum = u128::from(z);
    for odd in [3, 5, 7, 9, 11] {
        if power == 0 {
            break;
        }
        power = quotient(&BY_ONE, product(power, square))?;
        sum += u128::from(power / odd);
    }
    Ok(sum << 1)
}

#[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
fn product(a: u64, b: u64) -> u128 {
    let (low, high) = mul_wide(a, b);
    double(low, high)
}

#[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
fn quotient(by: &Short, number: u128) -> Result<u64, Error> {
    by.quotient(number).ok_or(Error::Overflow)
}
