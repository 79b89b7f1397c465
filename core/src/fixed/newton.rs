//! Where Newton's steps come to rest, told by one step instead of eight.
//!
//! The contracts find the balance `y` of a stable pool as the root of `F(y) = y^2 + (b - d) y - c` by steps
//! `f(y) = ceil(N(y))`, `N(y) = (y^2 + c) / s(y)`, `s(y) = 2 y + b - d`, from `y = d`, until one moves `y` by a wei at
//! most; its end counts. With `r` the root above 0, for all `y >= r`:
//!
//! - `s(y) > 0`, and `N(y) = r + (y - r)^2 / s(y)`, so `r <= N(y) <= y` and `y - N(y) >= (y - r) / 2`. The first step
//!   ends at or above `r` from wherever it starts, and from there the steps fall until they rest.
//! - They rest at `f(y)` for a `y` with `y - f(y) <= 1`, hence `y - N(y) < 2` and `y - r < 4`: the rest is
//!   `ceil(r + e)` with `0 <= e < 16 / s(y)`.
//!
//! Take any `z >= r`, the step `q = f(z)`, its remainder `t = q s(z) - (z^2 + c)` and `m = z - q + 1`. Then
//! `z - r <= 2 (z - N(z)) <= 2 m`. If `s(z) - t > 4 m^2`, then `r = N(z) - (z - r)^2 / s(z) > q - 1`. And if `t >= 32`,
//! then `r + e <= N(z) + t / s(z) = q`, since `s(y) >= s(r) >= s(z) - 4 m >= s(z) / 2` where `s(z) > 4 m^2 + 32`. So
//! the steps rest at `q`. That `z >= r` shows by `F(z) >= 0`; all of it is checked in whole numbers, and floating point
//! only proposes `z`.

use super::digits::{approximate, divide_once, float, whole};
use super::limbs::{self, Limbs, double};

/// What a proposal is raised by, as a share of itself: more than its error of a few 2^-53.
const RAISE: f64 = 1.0 + 1.0 / (1u64 << 49) as f64;
const TRIES: u32 = 3;

/// The rest of the steps, with `d^2 + c` at hand; `None` where it cannot be told so, or where a step would have numbers too
/// large for the contract's 256 bits.
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
pub(super) fn fixpoint(d: u128, b: u128, c: &Limbs, sum: &Limbs) -> Option<u128> {
    if !first_step_fits(d.checked_add(b)?, c, sum) {
        return None;
    }
    let mut z = propose(d, b, c)?;
    for _ in 0..TRIES {
        let slope = z.checked_add(z)?.checked_add(b)?.checked_sub(d)?;
        // F(z) = z (s(z) - z) - c, which is below 0 for a z below the root.
        let product = limbs::product(z, slope.checked_sub(z)?);
        let excess = limbs::sub(&product, c)?;
        let (step, rest) = divide_once(&excess, slope).ok()?;
        let moved = step.checked_add(1)?;
        if moved >> 62 == 0 && rest >= 32 && slope - rest > limbs::mul_low(moved, moved) << 2 {
            return Some(z - step);
        }
        if step == 0 {
            return None;
        }
        z -= step;
    }
    None
}

/// Whether the first step, `sum / divisor`, and so all others stay below 2^127, and their numerators below 2^256.
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
fn first_step_fits(divisor: u128, c: &Limbs, sum: &Limbs) -> bool {
    let [_, low, middle, high] = *sum;
    // The numerator over 2^126, or more than any divisor.
    let quotient = double(middle, high) << 2 | u128::from(low >> 62);
    let [a, b, c, d] = *c;
    high >> 62 == 0 && quotient < divisor && d >> 63 == 0 && a | b | c | d != 0
}

/// A number at or just above the root.
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
fn propose(d: u128, b: u128, c: &Limbs) -> Option<u128> {
    let c = approximate(c);
    let difference = float(b.abs_diff(d));
    let root = (difference * difference + 4.0 * c).sqrt();
    let proposed = if b < d {
        (root + difference) * 0.5
    } else {
        2.0 * c / (root + difference)
    };
    whole(proposed * RAISE).map(|number| number + 1)
}

#[cfg(test)]
mod tests {
    use crate::fixed::U256;
    use proptest::prelude::*;

    fn fixpoint(d: u128, b: u128, c: U256) -> Option<u128> {
        let sum = U256::from(d).checked_mul(d.into())?.checked_add(c)?;
        super::fixpoint(d, b, &c.0, &sum.0)
    }

    /// The contract's steps.
    fn steps(d: u128, b: u128, c: U256) -> Option<U256> {
        let (d, b) = (U256::from(d), U256::from(b));
        let up = |number: U256, divisor: U256| {
            let (quotient, rest) = number.div_mod(divisor);
            quotient + u64::from(!rest.is_zero())
        };
        let mut y = up(d.checked_mul(d)?.checked_add(c)?, d + b);
        for _ in 0..255 {
            let next = up(y.checked_mul(y)?.checked_add(c)?, y + y + b - d);
            if next.abs_diff(y) <= U256::one() {
                return Some(next);
            }
            y = next;
        }
        None
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        /// Where it can be told without the steps, the steps tell the same.
        #[test]
        fn is_where_the_steps_rest(
            d in any::<u128>(),
            b in any::<u128>(),
            c in any::<(u128, u128)>(),
            shifts in (0u32..128, 0u32..128, 0usize..256),
        ) {
            let (d, b) = (d >> shifts.0, b >> shifts.1);
            let c = ((U256::from(c.0) << 128) | U256::from(c.1)) >> shifts.2;
            if let Some(rest) = fixpoint(d, b, c) {
                prop_assert_eq!(steps(d, b, c), Some(rest.into()));
            }
        }

        /// Roots that are whole, and their neighbours, are where a wei is at stake.
        #[test]
        fn at_whole_roots(root in 1u128.., other in 1u128.., shifts in (4u32..128, 4u32..128), off in 0u64..4) {
            let (root, other) = (root >> shifts.0, other >> shifts.1);
            // (y - root) (y + other) = y^2 + (other - root) y - root other
            let product = U256::from(root) * U256::from(other);
            for c in [product + off, product.saturating_sub(off.into())] {
                for (d, b) in [(root, other), (root + 7, other + 7), (root.max(other) * 2, other + root.max(other) * 2 - root)] {
                    if let Some(rest) = fixpoint(d, b, c) {
                        prop_assert_eq!(steps(d, b, c), Some(rest.into()));
                    }
                }
            }
        }

        /// It tells nearly always what pools ask: 2,000 to 10^12 tokens, not far from a peg.
        #[test]
        fn tells_what_pools_ask(balance in 1u128 << 71..1 << 100, other in 1u128 << 71..1 << 100, amp in 10u128..1 << 20) {
            let d = balance + other;
            let c = U256::from(d) * U256::from(d) / U256::from(4 * amp);
            if let (Some(rest), Some(steps)) = (fixpoint(d, balance + d / amp, c), steps(d, balance + d / amp, c)) {
                prop_assert_eq!(U256::from(rest), steps);
            }
        }
    }

    #[test]
    fn one_of_a_pool() {
        let d = 18_000_000 * 10u128.pow(18);
        let (b, c) = (
            d / 2 + d / 400,
            U256::from(d) * U256::from(d) / U256::from(1_601),
        );
        let rest = fixpoint(d, b, c).map(U256::from);
        assert!(rest.is_some() && rest == steps(d, b, c));
    }
}
