//! Square roots: a root of floating point, corrected until it is exact.

use super::digits::{approximate, float, whole};
use super::limbs::{self, Limbs, compare};

/// Each correction doubles the digits that are right; the first has 50 bits.
const TRIES: u32 = 4;

/// `floor(sqrt(number))`; `None` for 0 and from 2^250, or if a correction more were needed.
pub(super) fn narrow(number: &Limbs) -> Option<u128> {
    if number[3] >> 58 != 0 {
        return None;
    }
    let mut root = whole(approximate(number).sqrt())?;
    for _ in 0..TRIES {
        let square = limbs::product(root, root);
        let twice = root << 1;
        let step = |rest: &Limbs| whole(approximate(rest) / float(twice)).unwrap_or(0);
        if let Some(missing) = limbs::sub(number, &square) {
            let next = limbs::product(twice, 1);
            if compare(&missing, &next).is_le() {
                return Some(root);
            }
            root = root.checked_add(step(&missing).max(1))?;
        } else {
            let excess = limbs::sub(&square, number)?;
            root = root.checked_sub(step(&excess).max(1))?;
        }
    }
    None
}
