//! The one multiplication everything rests on: 64 × 64 → 128 bits.

/// `a * b` as `(low, high)` words.
///
/// Processors with a 64-bit multiplier do this in one instruction. WebAssembly has none, and its compilers call a
/// slow library routine for it, so there the product is put together from 32-bit halves.
#[cfg(not(target_arch = "wasm32"))]
#[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
#[expect(clippy::cast_possible_truncation, reason = "the low word is meant")]
pub(super) const fn mul_wide(a: u64, b: u64) -> (u64, u64) {
    let product = a as u128 * b as u128;
    (product as u64, (product >> 64) as u64)
}

#[cfg(target_arch = "wasm32")]
pub(super) use mul_halves as mul_wide;

/// The same product from four 32 × 32 → 64 products; no partial sum can pass 2^64 - 1.
#[cfg(any(target_arch = "wasm32", test))]
#[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
pub(super) const fn mul_halves(a: u64, b: u64) -> (u64, u64) {
    const LOW: u64 = u32::MAX as u64;
    let (a0, a1, b0, b1) = (a & LOW, a >> 32, b & LOW, b >> 32);
    let low = a0 * b0;
    let middle = a1 * b0 + (low >> 32);
    let cross = a0 * b1 + (middle & LOW);
    (
        (cross << 32) | (low & LOW),
        a1 * b1 + (middle >> 32) + (cross >> 32),
    )
}

/// The upper word of `a * b`.
#[cfg(not(target_arch = "wasm32"))]
#[inline(always)]
pub(super) const fn upper(a: u64, b: u64) -> u64 {
    mul_wide(a, b).1
}

#[cfg(target_arch = "wasm32")]
pub(super) use upper_of_halves as upper;

/// The same, or up to two less, since the product of the lower halves and what the others carry is left out. LLVM knows the
/// whole of it, and would call its routine.
#[cfg(any(target_arch = "wasm32", test))]
#[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
pub(super) const fn upper_of_halves(a: u64, b: u64) -> u64 {
    const LOW: u64 = u32::MAX as u64;
    let (a0, a1, b0, b1) = (a & LOW, a >> 32, b & LOW, b >> 32);
    a1 * b1 + ((a1 * b0) >> 32) + ((a0 * b1) >> 32)
}

#[cfg(test)]
mod tests {
    use super::{mul_halves, mul_wide, upper_of_halves};
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn halves_make_the_whole(a: u64, b: u64) {
            prop_assert_eq!(mul_halves(a, b), mul_wide(a, b));
            let short = mul_wide(a, b).1 - upper_of_halves(a, b);
            prop_assert!(short <= 2);
        }
    }

    #[test]
    fn largest_product() {
        assert_eq!(mul_halves(u64::MAX, u64::MAX), (1, u64::MAX - 1));
        assert_eq!(mul_wide(u64::MAX, u64::MAX), (1, u64::MAX - 1));
    }
}
