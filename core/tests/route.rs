//! The boosted route: from a token through its buffer, a pool of wrapped tokens and another buffer.
#![allow(
    clippy::unwrap_used,
    reason = "a route that is not sound has failed the test"
)]

use proptest::prelude::*;
use yb_core::fixed::{Error, Fixed, U256};
use yb_core::pools::{Pool, Stable};
use yb_core::vault::{
    Buffer, PoolState, Route, RouteLeg, RouteStep, SwapKind, SwapRequest, Token, WrapDirection,
    swap,
};

fn fixed(text: &str) -> Fixed {
    text.parse().unwrap()
}

fn units(tokens: u64, decimals: u32) -> U256 {
    U256::from(tokens) * U256::exp10(decimals as usize)
}

/// DAI to USDC: both wrappers are worth 1.1, the pool holds 900,000 of each, and the buffers are those of the partner
/// pages of 2024.
fn boosted(fee: &str) -> Route {
    let rate = fixed("1.1");
    let token = |name, factor: u64| Token::new(name, factor.into(), rate).unwrap();
    let pool = PoolState::new(
        Pool::Stable(Stable::new(5_000_000.into()).unwrap()),
        vec![token("waDAI", 1), token("waUSDC", 1_000_000_000_000)],
        vec![fixed("990000"), fixed("990000")],
        fixed(fee),
        Fixed::ZERO,
        fixed("1980000"),
    )
    .unwrap();
    let buffer = |decimals, underlying, wrapped| {
        Buffer::at_rate(rate, units(underlying, decimals), units(wrapped, decimals)).unwrap()
    };
    Route {
        pools: vec![pool],
        buffers: vec![buffer(18, 110_000, 91_000), buffer(6, 110_000, 91_000)],
        steps: vec![
            RouteStep::Wrap { buffer: 0 },
            RouteStep::Swap {
                pool: 0,
                token_in: 0,
                token_out: 1,
            },
            RouteStep::Unwrap { buffer: 1 },
        ],
    }
}

/// 10,000 DAI make 9,090.9 waDAI, 9,090.9 waUSDC and 10,000 USDC, but for the curve.
#[test]
fn ten_thousand_dai_make_ten_thousand_usdc() {
    let quote = boosted("0")
        .quote(SwapKind::GivenIn, units(10_000, 18))
        .unwrap();
    let amounts: Vec<_> = quote.legs.iter().map(RouteLeg::amount_out_raw).collect();
    // Each buffer keeps two units for itself, the first of them at the wrapper's rate.
    assert_eq!(
        amounts[0],
        U256::from_dec_str("9090909090909090909089").unwrap()
    );
    let near = |amount: U256, tokens: f64| {
        let amount = amount.as_u64() as f64 / 1e6;
        assert!((amount - tokens).abs() < tokens * 2e-5, "{amount}");
    };
    near(amounts[1], 9_090.909_09);
    near(amounts[2], 10_000.0);
    assert_eq!(quote.amount_in_raw, units(10_000, 18));
    assert_eq!(quote.amount_out_raw, amounts[2]);
    assert!(quote.legs.iter().all(|leg| match leg {
        RouteLeg::Buffer(leg) => !leg.uses_wrapper,
        RouteLeg::Swap(_) => true,
    }));
}

/// With 60,000 DAI and 40,000 waDAI in the buffer, the Vault goes to the wrapper and evens the buffer out.
#[test]
fn a_buffer_too_small_is_evened_out() {
    let mut route = boosted("0.0001");
    route.buffers[0] = route.buffers[0].with_balances(units(110_000, 18), units(40_000, 18));
    let quote = route.quote(SwapKind::GivenIn, units(60_000, 18)).unwrap();
    let RouteLeg::Buffer(wrap) = quote.legs[0] else {
        panic!("the first step wraps");
    };
    assert!(wrap.uses_wrapper);
    // It holds 154,000 DAI's worth, half of it either way afterwards.
    let after = quote.after.buffers[0];
    assert!(after.underlying().abs_diff(units(77_000, 18)) < 10.into());
    assert!(after.wrapped().abs_diff(units(70_000, 18)) < 10.into());
    assert!(quote.amount_out_raw > units(59_900, 6));
}

/// Each step by itself, one after the other.
#[test]
fn a_route_is_its_steps() {
    let route = boosted("0.0001");
    for kind in [SwapKind::GivenIn, SwapKind::GivenOut] {
        let given = match kind {
            SwapKind::GivenIn => units(1_234, 18),
            SwapKind::GivenOut => units(1_234, 6),
        };
        let quote = route.quote(kind, given).unwrap();
        let in_pool = |amount_raw| {
            let request = SwapRequest {
                kind,
                token_in: 0,
                token_out: 1,
                amount_raw,
            };
            swap(&route.pools[0], &request).unwrap()
        };
        let through = |buffer: usize, direction, amount| {
            route.buffers[buffer]
                .wrap_or_unwrap(direction, kind, amount)
                .unwrap()
        };
        let (wrapped, swapped, unwrapped) = match kind {
            SwapKind::GivenIn => {
                let wrapped = through(0, WrapDirection::Wrap, given);
                let swapped = in_pool(wrapped.amount_out_raw);
                let last = through(1, WrapDirection::Unwrap, swapped.amount_out_raw);
                (wrapped, swapped, last)
            }
            SwapKind::GivenOut => {
                let last = through(1, WrapDirection::Unwrap, given);
                let swapped = in_pool(last.amount_in_raw);
                (
                    through(0, WrapDirection::Wrap, swapped.amount_in_raw),
                    swapped,
                    last,
                )
            }
        };
        let legs = [
            RouteLeg::Buffer(wrapped),
            RouteLeg::Swap(swapped),
            RouteLeg::Buffer(unwrapped),
        ];
        assert_eq!(quote.legs, legs);
        assert_eq!(quote.amount_in_raw, wrapped.amount_in_raw);
        assert_eq!(quote.amount_out_raw, unwrapped.amount_out_raw);
        assert_eq!(
            quote.after.pools[0],
            swapped.state_after(&route.pools[0]).unwrap()
        );
        assert_eq!(quote.after.buffers, [wrapped.after, unwrapped.after]);
    }
}

#[test]
fn refuses_ways_that_lead_nowhere() {
    let with = |steps| Route {
        steps,
        ..boosted("0")
    };
    let refused = |steps, amount| {
        let quote = with(steps).quote(SwapKind::GivenOut, amount);
        quote.map(drop)
    };
    let amount = units(1_000, 18);
    assert_eq!(refused(vec![], amount), Err(Error::InputLengthMismatch));
    let wrap = RouteStep::Wrap { buffer: 2 };
    assert_eq!(
        refused(vec![wrap], amount),
        Err(Error::BufferNotInitialized)
    );
    let swap = RouteStep::Swap {
        pool: 1,
        token_in: 0,
        token_out: 1,
    };
    assert_eq!(refused(vec![swap], amount), Err(Error::PoolNotRegistered));
    let wrap = RouteStep::Wrap { buffer: 0 };
    assert_eq!(
        refused(vec![wrap], 9_999.into()),
        Err(Error::WrapAmountTooSmall)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// There and back gains nothing, whichever amount is exact.
    #[test]
    fn there_and_back_gains_nothing(amount in 10_000_000u64..100_000_000_000, given_out: bool) {
        let route = boosted("0");
        let quote = if given_out {
            route.quote(SwapKind::GivenOut, amount.into())?
        } else {
            route.quote(SwapKind::GivenIn, U256::from(amount) * U256::exp10(12))?
        };
        let back = Route {
            steps: vec![
                RouteStep::Wrap { buffer: 1 },
                RouteStep::Swap { pool: 0, token_in: 1, token_out: 0 },
                RouteStep::Unwrap { buffer: 0 },
            ],
            ..quote.after
        };
        let back = back.quote(SwapKind::GivenIn, quote.amount_out_raw)?;
        prop_assert!(back.amount_out_raw < quote.amount_in_raw);
    }
}
