//! Buffers: what mainnet answered, and that they lose nothing.
#![allow(
    clippy::unwrap_used,
    reason = "a buffer that is not sound has failed the test"
)]

use proptest::prelude::*;
use serde_json::Value;
use std::path::{Path, PathBuf};
use yb_core::fixed::{Error, Fixed, U256, text};
use yb_core::vault::{Buffer, SwapKind, WrapDirection};

const DIRECTIONS: [WrapDirection; 2] = [WrapDirection::Wrap, WrapDirection::Unwrap];
const KINDS: [SwapKind; 2] = [SwapKind::GivenIn, SwapKind::GivenOut];

fn int(number: u128) -> U256 {
    number.into()
}

/// One wrapper and what its buffer answered: a file of `vectors/buffers`.
struct Recorded {
    name: String,
    rate: U256,
    calls: Vec<Call>,
}

struct Call {
    direction: WrapDirection,
    kind: SwapKind,
    amount: U256,
    result: U256,
}

impl Call {
    /// The other amount at a rate of `assets` for `shares`, from a buffer that has enough.
    fn answer(&self, assets: U256, shares: U256) -> U256 {
        let plenty = U256::from(u128::MAX) >> 1;
        let buffer = Buffer::new(assets, shares, plenty, plenty).unwrap();
        let quote = buffer.wrap_or_unwrap(self.direction, self.kind, self.amount);
        match self.kind {
            SwapKind::GivenIn => quote.unwrap().amount_out_raw,
            SwapKind::GivenOut => quote.unwrap().amount_in_raw,
        }
    }

    /// Whether the other amount rises with the rate.
    fn rises(&self) -> bool {
        (self.direction == WrapDirection::Unwrap) == (self.kind == SwapKind::GivenIn)
    }
}

fn recorded(chain: u64) -> Vec<Recorded> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors/buffers");
    let read = |path: PathBuf| -> (u64, Recorded) {
        let file: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
        let calls = file["calls"].as_array().unwrap().iter().map(|call| Call {
            direction: DIRECTIONS[usize::from(call["call"] == "unwrap")],
            kind: KINDS[usize::from(call["kind"] == "givenOut")],
            amount: number(&call["amount"]),
            result: number(&call["result"]),
        });
        let recorded = Recorded {
            name: path.display().to_string(),
            rate: number(&file["buffer"]["rate"]),
            calls: calls.collect(),
        };
        (file["chain"].as_u64().unwrap(), recorded)
    };
    let entries = std::fs::read_dir(folder).unwrap();
    let files = entries.map(|entry| read(entry.unwrap().path()));
    files
        .filter(|(of, _)| *of == chain)
        .map(|(_, file)| file)
        .collect()
}

fn number(text: &Value) -> U256 {
    text::parse_integer(text.as_str().unwrap()).unwrap()
}

/// The first number of `low..high` for which something holds that holds for all after it.
fn first(mut low: U256, mut high: U256, holds: impl Fn(&U256) -> bool) -> U256 {
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(&middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

/// Every answer to the unit, at one rate that begins with the recorded digits.
///
/// The recording asked the wrapper what 10^18 of its units are worth, and so cut the rate to 18 decimals (csUSDC's to
/// 7 digits); the wrapper counts with more. That is all the tolerance there is: the digits cut off are unknown, but
/// they are the same digits for all answers of a wrapper.
#[test]
fn what_mainnet_answered() {
    let cut = U256::exp10(18);
    let files = recorded(1);
    assert_eq!(files.len(), 3);
    for Recorded { name, rate, calls } in files {
        let (mut low, mut high) = (rate * cut, (rate + 1) * cut);
        for call in &calls {
            let at = |rate: &U256| call.answer(*rate, cut * cut);
            let (least, beyond) = if call.rises() {
                (
                    first(low, high, |rate| at(rate) >= call.result),
                    first(low, high, |rate| at(rate) > call.result),
                )
            } else {
                (
                    first(low, high, |rate| at(rate) <= call.result),
                    first(low, high, |rate| at(rate) < call.result),
                )
            };
            (low, high) = (least, beyond);
        }
        assert!(low < high, "{name}: no rate that begins with {rate}");
        for call in &calls {
            assert_eq!(call.answer(low, cut * cut), call.result, "{name}");
        }
    }
}

/// The Vault on Sepolia in May 2024 took the wrapper's preview as it was. Its answers are the plain quotients; today's
/// Vault asks for one unit less and takes one off, which is at most two units of what goes out, and three of what
/// comes in.
#[test]
fn what_an_earlier_vault_answered() {
    let one = Fixed::ONE.raw();
    let mut counted = 0;
    for Recorded { name, rate, calls } in recorded(11_155_111) {
        for call in &calls {
            let (amount, paid) = (call.amount, call.kind == SwapKind::GivenOut);
            let (over, under) = match (call.direction, call.kind) {
                (WrapDirection::Wrap, SwapKind::GivenIn)
                | (WrapDirection::Unwrap, SwapKind::GivenOut) => (amount * one, rate),
                _ => (amount * rate, one),
            };
            let round = if paid { under - 1 } else { 0.into() };
            assert_eq!((over + round) / under, call.result, "{name}");
            let today = call.answer(rate, one);
            let worse = if paid {
                today - call.result
            } else {
                call.result - today
            };
            let most = if paid { 3 } else { 2 };
            assert!((1..=most).contains(&worse.as_u64()), "{name}: {worse}");
            counted += 1;
        }
    }
    assert_eq!(counted, 4);
}

#[test]
fn refuses_what_is_too_small() {
    let buffer = Buffer::at_rate("2".parse().unwrap(), int(50_000), int(50_000)).unwrap();
    let wrap = |kind, amount| {
        buffer
            .wrap_or_unwrap(WrapDirection::Wrap, kind, int(amount))
            .map(drop)
    };
    assert_eq!(
        wrap(SwapKind::GivenIn, 9_999),
        Err(Error::WrapAmountTooSmall)
    );
    assert_eq!(
        wrap(SwapKind::GivenIn, 20_000),
        Err(Error::WrapAmountTooSmall)
    );
    assert_eq!(wrap(SwapKind::GivenIn, 20_003), Ok(()));
    assert_eq!(
        wrap(SwapKind::GivenOut, 9_999),
        Err(Error::WrapAmountTooSmall)
    );
    assert_eq!(wrap(SwapKind::GivenOut, 10_000), Ok(()));
    assert_eq!(
        Buffer::at_rate(Fixed::ZERO, 0.into(), 0.into()),
        Err(Error::InvalidRate)
    );
    assert_eq!(
        Buffer::new(1.into(), 0.into(), 0.into(), 0.into()),
        Err(Error::InvalidRate)
    );
}

/// The Vault keeps both balances in 128 bits (`Vault.sol`, lines 1243, 1309, 1363 and 1414).
#[test]
fn a_buffer_is_full_at_128_bits() {
    let most = U256::from(u128::MAX);
    let full = Buffer::new(1.into(), 1.into(), most - 20_000, most).unwrap();
    let wrap = |amount| full.wrap_or_unwrap(WrapDirection::Wrap, SwapKind::GivenIn, int(amount));
    assert_eq!(wrap(20_000).unwrap().after.underlying(), most);
    assert_eq!(wrap(20_001), Err(Error::BalanceOverflow));
    // What the amount out comes to is looked at last.
    let fuller = full.with_balances(most, most);
    let wrap = fuller.wrap_or_unwrap(WrapDirection::Wrap, SwapKind::GivenIn, int(10_000));
    assert_eq!(wrap, Err(Error::BalanceOverflow));
    let unwrap = |kind| full.wrap_or_unwrap(WrapDirection::Unwrap, kind, int(20_000));
    assert_eq!(KINDS.map(unwrap), [Err(Error::BalanceOverflow); 2]);
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
