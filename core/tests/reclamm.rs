//! The reCLAMM: what it refuses, what it remembers, and that nobody gains by going round.
#![allow(
    clippy::unwrap_used,
    reason = "a pool that is not sound has failed the test"
)]

mod support;

use proptest::prelude::*;
use support::vectors::vectors;
use yb_core::fixed::{Error, Fixed, U256};
use yb_core::pools::{Curve, Pool, Reclamm, ReclammState, Revision, Rounding};
use yb_core::vault::{
    AddRequest, PoolState, RemoveRequest, SwapKind, SwapRequest, Token, add_liquidity,
    remove_liquidity, swap,
};

fn fixed(text: &str) -> Fixed {
    text.parse().unwrap()
}

/// A pool whose centredness is 30 %, with a margin of 50 %: a day after its last trade, its range is moving.
fn state() -> ReclammState {
    ReclammState {
        revision: Revision::Second,
        last_virtual_balances: [fixed("1000"), fixed("1000")],
        daily_price_shift_base: fixed("0.999999"),
        centeredness_margin: fixed("0.5"),
        start_fourth_root_price_ratio: fixed("1.1"),
        end_fourth_root_price_ratio: fixed("1.1"),
        price_ratio_update_start_time: 0,
        price_ratio_update_end_time: 0,
        last_timestamp: 1_000_000,
        current_timestamp: 1_086_400,
    }
}

fn pool(state: ReclammState, balances: [Fixed; 2]) -> PoolState {
    let token = |name| Token::new(name, 1.into(), Fixed::ONE).unwrap();
    PoolState::new(
        Pool::Reclamm(Box::new(Reclamm::new(state).unwrap())),
        vec![token("A"), token("B")],
        balances.to_vec(),
        fixed("0.003"),
        fixed("0.5"),
        fixed("1000"),
    )
    .unwrap()
}

fn curve(state: &PoolState) -> Reclamm {
    match state.pool() {
        Pool::Reclamm(curve) => **curve,
        other => unreachable!("{other:?}"),
    }
}

const UNEVEN: [Fixed; 2] = [
    Fixed::from_wei(9_000_000_000_000_000_000),
    Fixed::from_wei(2_700_000_000_000_000_000),
];

#[test]
fn refuses_states_that_no_pool_is_in() {
    let with = |change: fn(&mut ReclammState)| {
        let mut state = state();
        change(&mut state);
        Reclamm::new(state).map(drop)
    };
    assert_eq!(with(|_| ()), Ok(()));
    let margin = |state: &mut ReclammState| state.centeredness_margin = fixed("0.91");
    assert_eq!(with(margin), Err(Error::InvalidCenterednessMargin));
    let fast = |state: &mut ReclammState| state.daily_price_shift_base = fixed("0.99999");
    assert_eq!(with(fast), Err(Error::DailyPriceShiftExponentTooHigh));
    let of_first = |change: fn(&mut ReclammState)| {
        let mut state = state();
        state.revision = Revision::First;
        change(&mut state);
        Reclamm::new(state).map(drop)
    };
    assert_eq!([of_first(margin), of_first(fast)], [Ok(()); 2]);
    assert_eq!(
        of_first(|state| state.centeredness_margin = fixed("1.000000000000000001")),
        Err(Error::InvalidCenterednessMargin)
    );
    let eightfold =
        |state: &mut ReclammState| state.daily_price_shift_base = fixed("0.999975932418230391");
    assert_eq!(of_first(eightfold), Ok(()));
    assert_eq!(
        of_first(|state| state.daily_price_shift_base = fixed("0.999975932418230390")),
        Err(Error::DailyPriceShiftExponentTooHigh)
    );
    assert_eq!(
        with(|state| state.current_timestamp = 1),
        Err(Error::Overflow)
    );
    let none = |state: &mut ReclammState| state.last_virtual_balances[1] = Fixed::ZERO;
    assert_eq!(with(none), Err(Error::ZeroBalance));
}

/// Within the margin nothing moves; outside, the scarce token's virtual balance falls with every second.
#[test]
fn the_range_moves_outside_the_margin_alone() {
    let curve = Reclamm::new(state()).unwrap();
    let even = [fixed("9"), fixed("8")];
    assert_eq!(
        curve.virtual_balances(&even),
        Ok(state().last_virtual_balances)
    );
    let [plenty, scarce] = curve.virtual_balances(&UNEVEN).unwrap();
    let expected = 1000.0 * 0.999_999f64.powi(86_400);
    assert!((scarce.to_f64() / expected - 1.0).abs() < 1e-9);
    assert!(plenty > fixed("1000"));
    let now = Reclamm::new(ReclammState {
        current_timestamp: 1_000_000,
        ..state()
    })
    .unwrap();
    assert_eq!(
        now.virtual_balances(&UNEVEN),
        Ok(state().last_virtual_balances)
    );
}

/// A trade stores what it saw: at the same second, the next one sees the same.
#[test]
fn a_trade_stores_the_virtual_balances() {
    let before = pool(state(), UNEVEN);
    let virtuals = curve(&before).virtual_balances(&UNEVEN).unwrap();
    let amount_raw = fixed("0.1").raw();
    let request = SwapRequest {
        kind: SwapKind::GivenIn,
        token_in: 0,
        token_out: 1,
        amount_raw,
    };
    let after = swap(&before, &request)
        .unwrap()
        .state_after(&before)
        .unwrap();
    assert_eq!(curve(&after).state().last_virtual_balances, virtuals);
    assert_eq!(
        curve(&after).state().last_timestamp,
        state().current_timestamp
    );
}

/// A join or an exit takes the virtual balances along, so that price and centredness stay; recovery does not.
#[test]
fn joining_in_proportion_keeps_the_price() {
    let before = pool(state(), UNEVEN);
    let price = curve(&before).spot_price(before.balances(), 0, 1).unwrap();
    let virtuals = curve(&before).virtual_balances(&UNEVEN).unwrap();
    let join = AddRequest::Proportional {
        pool_tokens_out: fixed("500"),
    };
    let joined = add_liquidity(&before, &join)
        .unwrap()
        .state_after(&before)
        .unwrap();
    let exit = RemoveRequest::Proportional {
        pool_tokens_in: fixed("500"),
    };
    let left = remove_liquidity(&before, &exit)
        .unwrap()
        .state_after(&before)
        .unwrap();
    for (after, factor) in [(joined, 1.5), (left, 0.5)] {
        let grown = curve(&after).state().last_virtual_balances[0].to_f64();
        assert!((grown / virtuals[0].to_f64() / factor - 1.0).abs() < 1e-12);
        let price_after = curve(&after).spot_price(after.balances(), 0, 1).unwrap();
        assert!((price_after / price - 1.0).abs() < 1e-12);
    }
    let recovery = RemoveRequest::Recovery {
        pool_tokens_in: fixed("500"),
    };
    let recovered = remove_liquidity(&before, &recovery)
        .unwrap()
        .state_after(&before)
        .unwrap();
    assert_eq!(curve(&recovered), curve(&before));
}

#[test]
fn takes_part_in_proportion_only() {
    let before = pool(state(), UNEVEN);
    let refused = Err(Error::DoesNotSupportUnbalancedLiquidity);
    let amounts_in_raw = vec![fixed("1").raw(), 0.into()];
    let join = add_liquidity(&before, &AddRequest::Unbalanced { amounts_in_raw });
    assert_eq!(join.map(drop), refused);
    let pool_tokens = fixed("1");
    let request = AddRequest::SingleTokenExactOut {
        token: 0,
        pool_tokens_out: pool_tokens,
    };
    assert_eq!(add_liquidity(&before, &request).map(drop), refused);
    let request = RemoveRequest::SingleTokenExactIn {
        token: 0,
        pool_tokens_in: pool_tokens,
    };
    assert_eq!(remove_liquidity(&before, &request).map(drop), refused);
}

#[test]
fn pays_what_it_has_and_no_more() {
    let state = ReclammState {
        last_timestamp: 1_086_400,
        ..state()
    };
    let curve = Reclamm::new(state).unwrap();
    let all = curve.compute_in_given_exact_out(&UNEVEN, 0, 1, fixed("2.7"));
    assert!(all.is_ok());
    let more = curve.compute_in_given_exact_out(&UNEVEN, 0, 1, fixed("2.700000000000000001"));
    assert_eq!(more, Err(Error::AmountOutGreaterThanBalance));
    let much = curve.compute_out_given_exact_in(&UNEVEN, 0, 1, fixed("100"));
    assert_eq!(much, Err(Error::AmountOutGreaterThanBalance));
}

/// A trade knows of no supply, however large; a join multiplies by it, in 256 bits.
#[test]
fn trades_at_any_supply() {
    let large = Fixed::from_raw(U256::exp10(58));
    let wide = ReclammState {
        last_virtual_balances: [fixed("1000000"); 2],
        last_timestamp: 1_086_400,
        ..state()
    };
    let before = Box::new(pool(wide, UNEVEN))
        .revised(|parts| {
            parts.total_supply = large;
            Ok(())
        })
        .unwrap();
    let request = SwapRequest {
        kind: SwapKind::GivenIn,
        token_in: 0,
        token_out: 1,
        amount_raw: fixed("1").raw(),
    };
    let after = swap(&before, &request).unwrap().state_after(&before);
    assert_eq!(after.unwrap().total_supply(), large);
    let join = AddRequest::Proportional {
        pool_tokens_out: Fixed::ZERO,
    };
    assert_eq!(
        add_liquidity(&before, &join).map(drop),
        Err(Error::Overflow)
    );
}

/// The pool keeps a virtual balance in 128 bits (`_setLastVirtualBalances`): a join that passes them is refused, and so
/// is a trade once the range would.
#[test]
fn keeps_virtual_balances_in_128_bits() {
    let most = Fixed::from_raw(U256::from(u128::MAX));
    let at_most = ReclammState {
        last_virtual_balances: [most, fixed("1000")],
        last_timestamp: 1_086_400,
        ..state()
    };
    let refused = Err(Error::SafeCastOverflowedUintDowncast);
    let join = |pool_tokens_out| {
        let request = AddRequest::Proportional { pool_tokens_out };
        add_liquidity(&pool(at_most, UNEVEN), &request).map(drop)
    };
    assert_eq!(join(Fixed::ZERO), Ok(()));
    assert_eq!(join(fixed("1")), refused);
    let curve = Reclamm::new(ReclammState {
        last_virtual_balances: [most.plus(Fixed::from_wei(1)).unwrap(), fixed("1000")],
        last_timestamp: 1_086_400,
        ..state()
    })
    .unwrap();
    let trade = curve.compute_out_given_exact_in(&UNEVEN, 0, 1, fixed("1"));
    assert_eq!(trade.map(drop), refused);
    // What is wrong with them comes before an amount that is not there, as in `onSwap`.
    let trade = curve.compute_in_given_exact_out(&UNEVEN, 0, 1, fixed("1000000"));
    assert_eq!(trade.map(drop), refused);
}

/// The recorded pools are all there: both revisions, moving and at rest.
#[test]
fn has_recorded_pools_of_both_revisions() {
    for revision in [Revision::First, Revision::Second] {
        let of = |state: &PoolState| match state.pool() {
            Pool::Reclamm(curve) => curve.state().revision == revision,
            _ => false,
        };
        assert!(vectors().filter(|vector| of(&vector.state)).count() >= 5);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    /// The virtual balances are stored by the first trade, so that the product can be compared: it never falls. And the
    /// way back never pays more than the way there cost.
    #[test]
    fn going_round_gains_nothing(
        a in 1_000_000_000_000u64.., b in 1_000_000_000_000u64..,
        virtual_a in 1_000_000_000_000_000_000u64.., virtual_b in 1_000_000_000_000_000_000u64..,
        seconds in 0u64..10_000_000,
        first: bool,
        parts_per_million in 1u64..900_000,
    ) {
        let revision = if first { Revision::First } else { Revision::Second };
        let state = ReclammState {
            revision,
            last_virtual_balances: [Fixed::from_wei(virtual_a), Fixed::from_wei(virtual_b)],
            current_timestamp: 1_000_000 + seconds,
            ..state()
        };
        let before = pool(state, [Fixed::from_wei(a), Fixed::from_wei(b)]);
        let amount_raw = before.balances()[1].raw() * parts_per_million / 1_000_000;
        let request = SwapRequest { kind: SwapKind::GivenOut, token_in: 0, token_out: 1, amount_raw };
        let there = swap(&before, &request).map_err(|error| TestCaseError::reject(error.name()))?;
        let after = there.state_after(&before)?;
        let product = curve(&after).invariant(before.balances(), Rounding::Down)?;
        prop_assert!(curve(&after).invariant(after.balances(), Rounding::Down)? >= product);
        let request = SwapRequest { kind: SwapKind::GivenIn, token_in: 1, token_out: 0, amount_raw };
        let back = swap(&after, &request)?;
        prop_assert!(back.amount_out_raw <= there.amount_in_raw);
    }
}
