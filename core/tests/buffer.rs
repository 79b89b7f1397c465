//! Buffers: what mainnet answered, and that they lose nothing.
#![allow(
    clippy::unwrap_used,
    reason = "a buffer that is not sound has failed the test"
)]

use proptest::prelude::*;
use yb_core::fixed::{Error, Fixed, U256};
use yb_core::vault::{Buffer, SwapKind, WrapDirection};

const DIRECTIONS: [WrapDirection; 2] = [WrapDirection::Wrap, WrapDirection::Unwrap];
const KINDS: [SwapKind; 2] = [SwapKind::GivenIn, SwapKind::GivenOut];

fn int(number: u128) -> U256 {
    number.into()
}

/// Block 21671845 of mainnet, given in. The recorded rates have 18 digits of the 27 that the wrappers count with: the
/// answer must lie between those at the rate and at a wei above it, which are never more than a wei apart here.
#[test]
fn what_mainnet_answered() {
    let (wa_eth_lido_weth, wa_eth_usdc) = (1_010_169_874_970_004_409, 1_115_987_637_915_440_452);
    for (rate, direction, amount, answer) in [
        (
            wa_eth_lido_weth,
            WrapDirection::Unwrap,
            10u128.pow(18),
            1_010_169_874_970_004_407u128,
        ),
        (
            wa_eth_lido_weth,
            WrapDirection::Wrap,
            10u128.pow(18),
            989_932_510_143_102_028,
        ),
        (
            wa_eth_usdc,
            WrapDirection::Unwrap,
            10u128.pow(18),
            1_115_987_637_915_440_450,
        ),
        (wa_eth_usdc, WrapDirection::Wrap, 10u128.pow(6), 896_065),
    ] {
        let at = |rate: u64| {
            let buffer = Buffer::at_rate(Fixed::from_wei(rate), 0.into(), 0.into()).unwrap();
            buffer.preview_out(direction, int(amount))
        };
        let (low, high) = (at(rate), at(rate + 1));
        let answer = int(answer);
        assert!(
            low.min(high) <= answer && answer <= low.max(high),
            "{low} {answer} {high}"
        );
        assert!(low.abs_diff(high) <= int(1));
    }
}

/// With the rate's 27 digits, which the first answer gives away, to the wei.
#[test]
fn what_mainnet_answered_with_every_digit() {
    let ray = int(10u128.pow(27));
    let rate = int(1_010_169_874_970_004_409_500_000_000);
    let buffer = Buffer::new(rate, ray, 0.into(), 0.into()).unwrap();
    let one = int(10u128.pow(18));
    assert_eq!(
        buffer.preview_out(WrapDirection::Unwrap, one),
        int(1_010_169_874_970_004_407)
    );
    assert_eq!(
        buffer.preview_out(WrapDirection::Wrap, one),
        int(989_932_510_143_102_028)
    );
}

trait PreviewOut {
    fn preview_out(&self, direction: WrapDirection, amount: U256) -> U256;
}

impl PreviewOut for Buffer {
    /// The amount out for an amount in, from a buffer that has enough.
    fn preview_out(&self, direction: WrapDirection, amount: U256) -> U256 {
        let plenty = U256::from(u128::MAX);
        let full = self.with_balances(plenty, plenty);
        full.wrap_or_unwrap(direction, SwapKind::GivenIn, amount)
            .unwrap()
            .amount_out_raw
    }
}

#[test]
fn refuses_what_is_too_small() {
    let buffer = Buffer::at_rate("2".parse().unwrap(), int(5_000), int(5_000)).unwrap();
    let wrap = |kind, amount| {
        buffer
            .wrap_or_unwrap(WrapDirection::Wrap, kind, int(amount))
            .map(drop)
    };
    assert_eq!(wrap(SwapKind::GivenIn, 999), Err(Error::WrapAmountTooSmall));
    assert_eq!(
        wrap(SwapKind::GivenIn, 2_000),
        Err(Error::WrapAmountTooSmall)
    );
    assert_eq!(wrap(SwapKind::GivenIn, 2_003), Ok(()));
    assert_eq!(
        wrap(SwapKind::GivenOut, 999),
        Err(Error::WrapAmountTooSmall)
    );
    assert_eq!(wrap(SwapKind::GivenOut, 1_000), Ok(()));
    assert_eq!(
        Buffer::at_rate(Fixed::ZERO, 0.into(), 0.into()),
        Err(Error::InvalidRate)
    );
    assert_eq!(
        Buffer::new(1.into(), 0.into(), 0.into(), 0.into()),
        Err(Error::InvalidRate)
    );
}

/// The worked example of the helper: 2 wrapped and 10 underlying at a rate of 2 even out at 3.5 and 7.
#[test]
fn going_to_the_wrapper_evens_out_the_buffer() {
    let unit = 10u128.pow(18);
    let buffer = Buffer::at_rate("2".parse().unwrap(), int(10 * unit), int(2 * unit)).unwrap();
    for kind in KINDS {
        let amount = if kind == SwapKind::GivenIn {
            10 * unit
        } else {
            5 * unit
        };
        let quote = buffer
            .wrap_or_unwrap(WrapDirection::Wrap, kind, int(amount))
            .unwrap();
        assert!(quote.uses_wrapper);
        assert!(quote.after.underlying().abs_diff(int(7 * unit)) < int(10));
        assert!(quote.after.wrapped().abs_diff(int(35 * unit / 10)) < int(10));
    }
    let small = buffer
        .wrap_or_unwrap(WrapDirection::Wrap, SwapKind::GivenIn, int(unit))
        .unwrap();
    assert!(!small.uses_wrapper);
    assert_eq!(small.after.underlying(), int(11 * unit));
    assert_eq!(small.after.wrapped(), int(2 * unit) - small.amount_out_raw);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    /// What the buffer holds is never worth less afterwards, and there and back gains nothing.
    #[test]
    fn a_buffer_loses_nothing(
        rate in 500_000_000_000_000_000u64..5_000_000_000_000_000_000,
        underlying in 0u128..1 << 90,
        wrapped in 0u128..1 << 90,
        amount in 10_000u128..1 << 90,
        direction in prop::sample::select(DIRECTIONS.to_vec()),
        kind in prop::sample::select(KINDS.to_vec()),
    ) {
        let buffer = Buffer::at_rate(Fixed::from_wei(rate), int(underlying), int(wrapped))?;
        let quote = buffer.wrap_or_unwrap(direction, kind, int(amount))?;
        let worth = |buffer: &Buffer| buffer.underlying() * Fixed::ONE.raw() + buffer.wrapped() * rate;
        // The wrapper itself rounds by up to a unit of either token.
        let lost = if quote.uses_wrapper { Fixed::ONE.raw() + U256::from(rate) } else { U256::zero() };
        prop_assert!(worth(&quote.after) + lost >= worth(&buffer));
        let back = match direction {
            WrapDirection::Wrap => WrapDirection::Unwrap,
            WrapDirection::Unwrap => WrapDirection::Wrap,
        };
        let there_and_back = quote.after.wrap_or_unwrap(back, SwapKind::GivenIn, quote.amount_out_raw)?;
        prop_assert!(there_and_back.amount_out_raw < quote.amount_in_raw);
    }
}
