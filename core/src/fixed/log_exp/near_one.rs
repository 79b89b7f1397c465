//! The logarithm close to 1, told by a shorter sum: what a swap of up to 10 % of a balance asks.
//!
//! The contract sums `p = z + z^3 / 3 + … + z^15 / 15` with `z = |x - 1| / (x + 1)` in 36 decimals, takes `L = 2 p`, and
//! of `L * exponent` only the first 18 decimals count. Each of its 20 roundings is down and costs a unit of 10^-36 at
//! most: with the exact `p`, its `L / 2` is above `p - 10^-35` and not above `p`.
//!
//! Here `z` has 102 binary places and the sum behind it 68 to 76; all is rounded down, and the upper word of a product is
//! short by less than 3. With `e(v)` for what a `v` is too small by, and `z < 0.0527`, in the order of the code:
//! `e(z) < 2^-68`; `e(z^2) < 4.7 * 2^-72`; of the sum `s = 1/3 + z^2 / 5 + …`, `e(s) < 2.2 * 2^-64`, of which the first two
//! roundings are 2; `e(z^2 s) < 6.2 * 2^-72`; `e(z^3 s) < 8.6 * 2^-76`. So `p` here is too small by less than 2^-72, which
//! is 2^30 in its last place, and `L / 2` lies between one less and 2^30 more. Where both ends give the same product, that
//! is the contract's.

use crate::fixed::digits;
use crate::fixed::limbs::{double, product, split};
use crate::fixed::wide::upper;

const ONE: u64 = 10u64.pow(18);
const PLACES: u32 = 102;
const BELOW: u128 = 1;
const ABOVE: u128 = 1 << 30;
/// 1/13, 1/11 … 1/3 with 64 binary places.
const PARTS: [u64; 6] = [
    u64::MAX / 13,
    u64::MAX / 11,
    u64::MAX / 9,
    u64::MAX / 7,
    u64::MAX / 5,
    u64::MAX / 3,
];

/// `floor(|ln(x)| * exponent)`, all of 18 decimals, for an `x` between 0.9 and 1.1; `None` where it cannot be told.
pub(in crate::fixed) fn ln_times(x: u64, exponent: u128) -> Option<u128> {
    let (distance, sum) = (x.abs_diff(ONE), x + ONE);
    let (low, high) = split(u128::from(distance) << (PLACES - 64));
    let (z, _) = digits::divide(&[0, low, high, 0], sum.into())?;
    let (short, _) = split(z >> (PLACES - 68));
    let square = upper(short, short);
    let mut parts = u64::MAX / 15;
    for part in PARTS {
        parts = part + (upper(square, parts) >> 8);
    }
    let others = upper(short, upper(square, parts));
    let half = z + (u128::from(others) << (PLACES - 76));
    let ends = [half.checked_sub(BELOW)?, half + ABOVE].map(|half| times(half, exponent));
    (ends[0] == ends[1]).then_some(ends[0])
}

/// `floor(2 * half * exponent)`.
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
fn times(half: u128, exponent: u128) -> u128 {
    const SHIFT: u32 = PLACES - 1 - 64;
    let [_, b, c, d] = product(half, exponent);
    let back = 64 - SHIFT;
    double(b >> SHIFT | c << back, c >> SHIFT | d << back)
}
