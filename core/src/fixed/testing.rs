//! Numbers for the tests of this room.

use primitive_types::U256;
use proptest::prelude::*;

/// A number of any length from 0 to 256 bits, each length as likely as the next, with runs of ones and zeros: the
/// places where words meet are where arithmetic breaks.
pub(crate) fn any_u256() -> impl Strategy<Value = U256> {
    let word =
        prop_oneof![4 => any::<u64>(), 1 => Just(0), 1 => Just(u64::MAX), 1 => Just(1 << 63)];
    (prop::array::uniform4(word), 0u32..=256).prop_map(|(words, bits)| {
        if bits == 0 {
            U256::zero()
        } else {
            U256(words) >> (256 - bits)
        }
    })
}
