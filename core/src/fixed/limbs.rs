//! Numbers of 256 bits as four 64-bit words, the lowest first: what `primitive_types::U256` holds.

use super::wide::mul_wide;
use core::cmp::Ordering;

pub(crate) type Limbs = [u64; 4];

/// Two words, low and high, as one number.
#[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
pub(super) const fn double(low: u64, high: u64) -> u128 {
    (high as u128) << 64 | low as u128
}

/// The low and the high word of a number.
#[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
#[expect(clippy::cast_possible_truncation, reason = "the low word is meant")]
pub(super) const fn split(number: u128) -> (u64, u64) {
    (number as u64, (number >> 64) as u64)
}

/// Which is the larger, by two words at a time.
#[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
pub(super) fn compare(a: &Limbs, b: &Limbs) -> Ordering {
    let by_high = double(a[2], a[3]).cmp(&double(b[2], b[3]));
    by_high.then(double(a[0], a[1]).cmp(&double(b[0], b[1])))
}

/// `a + b`; `None` above 2^256 - 1.
#[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
pub(super) fn add(a: &Limbs, b: &Limbs) -> Option<Limbs> {
    let (low, carry) = double(a[0], a[1]).overflowing_add(double(b[0], b[1]));
    let (high, over) = double(a[2], a[3]).overflowing_add(double(b[2], b[3]));
    let (high, over_by_carry) = high.overflowing_add(u128::from(carry));
    (!(over || over_by_carry)).then(|| join(low, high))
}

/// `a - b`; `None` below 0.
#[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
pub(super) fn sub(a: &Limbs, b: &Limbs) -> Option<Limbs> {
    let (low, borrow) = double(a[0], a[1]).overflowing_sub(double(b[0], b[1]));
    let (high, under) = double(a[2], a[3]).overflowing_sub(double(b[2], b[3]));
    let (high, under_by_borrow) = high.overflowing_sub(u128::from(borrow));
    (!(under || under_by_borrow)).then(|| join(low, high))
}

/// `a * b`; `None` above 2^256 - 1.
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
pub(super) fn mul(a: &Limbs, b: &Limbs) -> Option<Limbs> {
    if a[2] | a[3] | b[2] | b[3] == 0 {
        Some(mul_pairs(a, b))
    } else {
        mul_all(a, b)
    }
}

/// The product in full.
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
pub(super) fn product(a: u128, b: u128) -> Limbs {
    product_here(a, b)
}

/// The same in the caller's own code.
#[inline(always)]
pub(super) fn product_here(a: u128, b: u128) -> Limbs {
    let ((a0, a1), (b0, b1)) = (split(a), split(b));
    let (r0, c0) = mul_wide(a0, b0);
    let (r1, c1) = mul_add(a0, b1, c0, 0);
    let (r1, c2) = mul_add(a1, b0, r1, 0);
    let (r2, r3) = mul_add(a1, b1, c1, c2);
    [r0, r1, r2, r3]
}

/// The same by one word.
#[inline(always)]
pub(super) fn product_by_word(a: u128, word: u64) -> Limbs {
    let (low, high) = split(a);
    let (r0, carry) = mul_wide(low, word);
    let (r1, r2) = mul_add(high, word, carry, 0);
    [r0, r1, r2, 0]
}

/// Two words by two words: what nearly every product of balances is, and it cannot overflow.
#[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
pub(super) fn mul_pairs(a: &Limbs, b: &Limbs) -> Limbs {
    product(double(a[0], a[1]), double(b[0], b[1]))
}

/// The lower half of the product of two halves, which is all of it where it fits.
#[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
pub(super) const fn mul_low(a: u128, b: u128) -> u128 {
    let ((a0, a1), (b0, b1)) = (split(a), split(b));
    let (low, high) = mul_wide(a0, b0);
    let cross = a0.wrapping_mul(b1).wrapping_add(a1.wrapping_mul(b0));
    double(low, high.wrapping_add(cross))
}

#[cfg_attr(not(target_arch = "wasm32"), inline(never))]
fn mul_all(a: &Limbs, b: &Limbs) -> Option<Limbs> {
    if b[1] | b[2] | b[3] == 0 {
        return mul_word(a, b[0]);
    }
    let mut result = [0; 4];
    for (i, &word) in a.iter().enumerate() {
        if word == 0 {
            continue;
        }
        let mut carry = 0;
        for (j, &other) in b.iter().enumerate() {
            match result.get_mut(i + j) {
                Some(place) => (*place, carry) = mul_add(word, other, *place, carry),
                None if other != 0 => return None,
                None => {}
            }
        }
        if carry != 0 {
            return None;
        }
    }
    Some(result)
}

fn mul_word(a: &Limbs, b: u64) -> Option<Limbs> {
    let (r0, carry) = mul_wide(a[0], b);
    let (r1, carry) = mul_add(a[1], b, carry, 0);
    let (r2, carry) = mul_add(a[2], b, carry, 0);
    let (r3, over) = mul_add(a[3], b, carry, 0);
    (over == 0).then_some([r0, r1, r2, r3])
}

/// `a * b + c + d` as `(low, high)`: never above 2^128 - 1.
#[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
fn mul_add(a: u64, b: u64, c: u64, d: u64) -> (u64, u64) {
    let (low, high) = mul_wide(a, b);
    split(double(low, high) + u128::from(c) + u128::from(d))
}

/// Takes `word * b` from `a`, which is one word longer; `true` when the result fell below zero and wrapped.
pub(super) fn mul_sub(a: &mut [u64], b: &[u64], word: u64) -> bool {
    let mut owed = 0;
    for (place, &other) in a.iter_mut().zip(b.iter().chain([&0])) {
        let (low, high) = mul_add(word, other, owed, 0);
        let (rest, borrow) = place.overflowing_sub(low);
        *place = rest;
        owed = high + u64::from(borrow);
    }
    owed != 0
}

/// Adds `b` to `a`, which is one word longer; `true` when the result passed the top word and wrapped.
pub(super) fn add_back(a: &mut [u64], b: &[u64]) -> bool {
    let mut carry = 0;
    for (place, &other) in a.iter_mut().zip(b.iter().chain([&0])) {
        let (low, high) = split(u128::from(*place) + u128::from(other) + u128::from(carry));
        *place = low;
        carry = high;
    }
    carry != 0
}

#[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
const fn join(low: u128, high: u128) -> Limbs {
    let ((a, b), (c, d)) = (split(low), split(high));
    [a, b, c, d]
}

#[cfg(test)]
mod tests {
    use super::{add, compare, mul, mul_low, product, product_by_word, sub};
    use crate::fixed::testing::any_u256;
    use core::cmp::Ordering;
    use primitive_types::U256;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(5_000))]

        #[test]
        fn equal_the_slow_operations(a in any_u256(), b in any_u256()) {
            prop_assert_eq!(add(&a.0, &b.0).map(U256), a.checked_add(b));
            prop_assert_eq!(sub(&a.0, &b.0).map(U256), a.checked_sub(b));
            prop_assert_eq!(mul(&a.0, &b.0).map(U256), a.checked_mul(b));
            prop_assert_eq!(compare(&a.0, &b.0), a.cmp(&b));
            prop_assert_eq!(compare(&a.0, &a.0), Ordering::Equal);
            let (a, b) = (a.low_u128(), b.low_u64());
            prop_assert_eq!(product_by_word(a, b), product(a, b.into()));
        }

        #[test]
        fn by_a_word(a in any_u256(), b: u64, shift in 0u32..64) {
            let b = [b >> shift, 0, 0, 0];
            prop_assert_eq!(mul(&a.0, &b).map(U256), a.checked_mul(U256(b)));
        }

        #[test]
        fn lower_halves(a: u128, b: u128) {
            prop_assert_eq!(mul_low(a, b), a.wrapping_mul(b));
        }

        #[test]
        fn products_at_the_limit(a in any_u256()) {
            if let Some(most) = U256::MAX.checked_div(a) {
                prop_assert_eq!(mul(&a.0, &most.0).map(U256), Some(a * most));
                let more = most.checked_add(1.into());
                prop_assert!(more.is_none_or(|more| mul(&a.0, &more.0).is_none()));
            }
        }
    }
}
