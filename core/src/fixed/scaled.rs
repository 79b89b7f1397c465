//! Long products to some 120 bits, for the sign and the size of what two of them differ by.
//!
//! Two products of seven numbers of 100 bits each, nearly equal: what they differ by takes 700 bits in full. A
//! [`Scaled`] keeps the leading 128. A product of two is too small by less than [`LOSS`] units of its last place, and
//! what either lacked already stays at most what it was, since both are below 1 as fractions of 2^128. A fraction halves
//! at most with each factor.

use super::digits::{float, power_of_two};
use super::limbs::split;
use super::wide::{mul_wide, upper};

/// The product of the lower words, and what two cross products lack of their lower word and, in WebAssembly, two more
/// each: see [`upper`].
#[cfg(test)]
const LOSS: u128 = 7;

/// `fraction * 2^(bits - 128)`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scaled {
    fraction: u128,
    bits: i32,
}

impl Scaled {
    /// The number itself; `None` for zero.
    #[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
    #[expect(clippy::cast_possible_wrap, reason = "at most 128")]
    pub(super) const fn new(number: u128) -> Option<Self> {
        if number == 0 {
            return None;
        }
        let zeros = number.leading_zeros();
        Some(Self {
            fraction: number << zeros,
            bits: 128 - zeros as i32,
        })
    }

    #[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
    pub(crate) const fn times(self, other: Self) -> Self {
        let ((a0, a1), (b0, b1)) = (split(self.fraction), split(other.fraction));
        let (low, high) = mul_wide(a1, b1);
        let cross = upper(a0, b1) as u128 + upper(a1, b0) as u128;
        Self {
            fraction: ((high as u128) << 64 | low as u128) + cross,
            bits: self.bits + other.bits,
        }
    }

    /// `self - other`, off by the units that the two lack and one more, and by 2^-51 of itself; `None` where it is more
    /// than a quarter of the larger, or beyond what floating point holds.
    #[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
    pub(crate) fn minus(self, other: Self) -> Option<f64> {
        let bits = self.bits.max(other.bits);
        let aligned = |number: Self| number.fraction.checked_shr(bits.abs_diff(number.bits));
        let (left, right) = (aligned(self)?, aligned(other)?);
        let size = left.abs_diff(right);
        if size >> 126 != 0 {
            return None;
        }
        let size = float(size) * power_of_two(bits - 128)?;
        Some(if left < right { -size } else { size })
    }
}

#[cfg(test)]
mod tests {
    use super::{LOSS, Scaled};
    use crate::fixed::U256;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(10_000))]

        #[test]
        fn products_lack_little(a in 1u128.., b in 1u128.., shifts in (0u32..128, 0u32..128)) {
            let (a, b) = ((a >> shifts.0).max(1), (b >> shifts.1).max(1));
            let product = Scaled::new(a).unwrap().times(Scaled::new(b).unwrap());
            let exact = U256::from(a) * U256::from(b);
            prop_assert!([0, 1].contains(&(product.bits - i32::try_from(exact.bits()).unwrap())));
            let fraction: U256 = exact << (256 - product.bits) >> 128;
            prop_assert!(U256::from(product.fraction) <= fraction);
            prop_assert!(fraction - U256::from(product.fraction) < LOSS.into());
        }

        #[test]
        fn differences(a in 1u128.., b in 1u128.., shifts in (0u32..128, 0u32..128)) {
            let (a, b) = ((a >> shifts.0).max(1), (b >> shifts.1).max(1));
            let (x, y) = (Scaled::new(a).unwrap(), Scaled::new(b).unwrap());
            let exact = if a < b { -((b - a) as f64) } else { (a - b) as f64 };
            match x.minus(y) {
                Some(difference) => {
                    let unit = (a.max(b) as f64) * 2f64.powi(-127);
                    prop_assert!((difference - exact).abs() <= unit + exact.abs() * 2f64.powi(-51));
                }
                None => prop_assert!(a.abs_diff(b) > a.max(b) / 4 - a.max(b) / 64),
            }
        }
    }
}
