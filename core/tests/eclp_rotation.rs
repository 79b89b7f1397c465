//! From a peak price to `c` and `s`: the pools on chain, the definition of "nearest", and the contract's norm.
#![allow(clippy::unwrap_used, missing_docs)]

use primitive_types::U512;
use proptest::prelude::*;
use yb_core::fixed::text::parse_units;
use yb_core::fixed::{Error, Fixed, U256};
use yb_core::pools::EclpParams;

fn rotation(peak: &str) -> [String; 2] {
    let peak = parse_units(peak, EclpParams::PEAK_DECIMALS).unwrap();
    EclpParams::rotation(peak)
        .unwrap()
        .map(|part| part.to_string())
}

/// Peak, `c` and `s`. The first four are pools of mainnet: 0xf01b…1fc1 and 0x2191…a7d9, 0x698a…c469, 0xe0e8…7afb,
/// 0x2044…f3ef; the last is worked out with 80 digits.
const ON_CHAIN: [[&str; 3]; 5] = [
    ["1", "0.707106781186547524", "0.707106781186547524"],
    ["0.9995", "0.707283579973402312", "0.706929938183415611"],
    [
        "1.004016064257028112449799196787148594",
        "0.705688316491160463",
        "0.708522406115622955",
    ],
    [
        "1.003009027081243731193580742226680040",
        "0.706043730947421854",
        "0.708168235654385009",
    ],
    ["550", "0.001818178812930066", "0.999998347111536086"],
];

#[test]
fn pools_on_chain_have_the_nearest() {
    for [peak, c, s] in ON_CHAIN {
        assert_eq!(rotation(peak), [c, s], "{peak}");
    }
}

/// With 18 decimals the peaks of two of them would be off in the last digit of `s`.
#[test]
fn eighteen_decimals_are_too_few_for_a_peak() {
    assert_eq!(rotation("1.004016064257028112")[1], "0.708522406115622954");
    assert_eq!(
        rotation("1.003009027081243732")[1],
        "0.708168235654385010".trim_end_matches('0')
    );
}

#[test]
fn far_ends() {
    assert_eq!(rotation("0"), ["1", "0"]);
    assert_eq!(
        rotation("0.000000000000000000500000000000000001")[1],
        "0.000000000000000001",
        "what is above a half goes up"
    );
    assert_eq!(rotation("0.000000000000000000500000000000000000")[1], "0");
    assert_eq!(
        rotation("10000"),
        ["0.0000999999995", "0.999999995000000037"]
    );
    assert_eq!(
        parse_units(&"9".repeat(42), EclpParams::PEAK_DECIMALS),
        Err(Error::Overflow)
    );
}

proptest! {
    /// `k` is the nearest to `q` if and only if `(2k - 1)^2 <= 4 q^2 < (2k + 1)^2`, here times what is below the
    /// fraction; and the contract takes what is nearest.
    #[test]
    fn nearest_by_the_definition(digits in 1u128..10u128.pow(38), tens in 0u32..36) {
        let peak = U256::from(digits) / U256::exp10(tens as usize);
        let [c, s] = EclpParams::rotation(peak)?;
        // 38 digits at most, so that all that follows fits 512 bits.
        let square = U512::from(peak) * U512::from(peak);
        let whole = U512::exp10(72) + square;
        let part = |fixed: Fixed| -> U512 { U512::from(fixed.raw()) * 2 };
        let four = U512::exp10(36) * 4;
        for (double, below) in [(part(c), U512::exp10(72)), (part(s), square)] {
            let target = below * four;
            let least = double.saturating_sub(1.into());
            prop_assert!(least * least * whole <= target);
            prop_assert!(target < (double + 1) * (double + 1) * whole);
        }
        let norm = U512::from(c.raw()) * U512::from(c.raw()) + U512::from(s.raw()) * U512::from(s.raw());
        let off = norm.abs_diff(U512::exp10(36)) / U512::exp10(18);
        prop_assert!(off <= 3.into(), "{off}");
    }
}
