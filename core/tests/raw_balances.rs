//! A pool whose balances are known as its tokens count them keeps the books that the Vault keeps.
#![allow(
    clippy::unwrap_used,
    reason = "a pool that is not sound has failed the test"
)]

mod support;

use proptest::prelude::*;
use support::random::{Bytes, KINDS, Size, any_pool, any_step};
use support::steps::apply;
use yb_core::fixed::{Error, Fixed, U256};
use yb_core::pools::{Pool, Rounding, Weighted};
use yb_core::vault::{
    AddRequest, PoolState, RateUpdate, RemoveRequest, Token, add_liquidity, remove_liquidity,
    update_rates,
};

/// The live balances as the Vault works them out.
fn follows(state: &PoolState) -> bool {
    let both = state.tokens().iter().zip(state.raw_balances());
    let live = both.map(|(token, raw)| token.live(*raw));
    live.eq(state.balances().iter().copied().map(Ok))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    /// What came in and went out, by each token's own count, is what the balances have changed by.
    #[test]
    fn balances_are_what_came_in_less_what_went_out(
        kind in prop::sample::select(KINDS.to_vec()),
        bytes in prop::collection::vec(any::<u8>(), 4_000),
        more in 0u64..4,
    ) {
        let bytes = &mut Bytes(&bytes);
        let drawn = any_pool(kind, Size::Any, bytes).map_err(|error| TestCaseError::reject(error.name()))?;
        // Nothing else leaves the pool.
        let drawn = Box::new(drawn).revised(|parts| { parts.aggregate_swap_fee = Fixed::ZERO; Ok(()) }).unwrap();
        let both = drawn.tokens().iter().zip(drawn.balances());
        let raw: Vec<U256> = both.map(|(token, live)| token.raw(*live).unwrap() + more).collect();
        let mut state = drawn.with_raw_balances(raw).unwrap();
        prop_assert!(follows(&state));
        for _ in 0..20 {
            let step = any_step(&state, bytes).unwrap();
            let Ok((after, flows)) = apply(&state, &step) else { continue };
            let mut wanted = state.raw_balances().to_vec();
            for (token, paid, got) in flows {
                if let Some(raw) = wanted.get_mut(token) {
                    *raw = *raw + paid - got;
                }
            }
            prop_assert_eq!(after.raw_balances(), &wanted[..], "{:?}", step);
            prop_assert!(follows(&after));
            state = after;
        }
    }
}

/// At a rate of 0.18 five or six raw balances have one live.
fn reais(raw: u64) -> PoolState {
    let (half, fee): (Fixed, _) = ("0.5".parse().unwrap(), "0.01".parse().unwrap());
    let tokens = vec![
        Token::new("BRL", 1.into(), "0.18".parse().unwrap()).unwrap(),
        Token::new("USD", 1.into(), Fixed::ONE).unwrap(),
    ];
    let pool = Pool::Weighted(Weighted::new(vec![half, half]).unwrap());
    let live = vec![Fixed::from_wei(180_000_000), Fixed::from_wei(180_000_000)];
    PoolState::new(
        pool,
        tokens,
        live,
        fee,
        Fixed::ZERO,
        Fixed::from_wei(180_000_000),
    )
    .and_then(|state| state.with_raw_balances(vec![raw.into(), 180_000_000.into()]))
    .unwrap()
}

#[test]
fn several_raw_balances_have_one_live() {
    let (least, most) = (reais(1_000_000_000), reais(1_000_000_005));
    assert_eq!(least.balances(), most.balances());
    // 1,000,000,005 of 0.18 are 180,000,000.9: a join counts one more.
    let join = AddRequest::Proportional {
        pool_tokens_out: Fixed::from_wei(180_000_000),
    };
    let paid = |state| {
        add_liquidity(state, &join).unwrap().moves[0]
            .amount_live
            .raw()
            .low_u64()
    };
    assert_eq!((paid(&least), paid(&most)), (180_000_000, 180_000_001));
    let leave = RemoveRequest::Recovery {
        pool_tokens_in: Fixed::from_wei(144_000_000),
    };
    let got = |state| {
        remove_liquidity(state, &leave).unwrap().moves[0]
            .amount_raw
            .low_u64()
    };
    assert_eq!((got(&least), got(&most)), (800_000_000, 800_000_004));
}

#[test]
fn a_rate_moves_the_live_balance_of_the_raw_one() {
    let update = |rate: &str| RateUpdate {
        rate: rate.parse().unwrap(),
        pays_yield_fees: true,
    };
    let moved = |state, share: &str| {
        let updates = [update("0.2"), update("1")];
        update_rates(state, &updates, share.parse().unwrap(), Rounding::Down).unwrap()
    };
    let pool = reais(1_000_000_005);
    let quote = moved(&pool, "0");
    assert_eq!(quote.after.balances()[0], Fixed::from_wei(200_000_001));
    assert_eq!(quote.after.raw_balances()[0], 1_000_000_005.into());
    // Half of the 20,000,001 that the balance has grown by are 10,000,001 live, and 50,000,005 raw.
    let quote = moved(&pool, "0.5");
    assert_eq!(quote.yield_fees_raw[0], 50_000_005.into());
    assert_eq!(quote.after.raw_balances()[0], 950_000_000.into());
    assert!(follows(&quote.after));
}

#[test]
fn bad_raw_balances_are_refused() {
    let state = reais(1_000_000_000);
    let refused = |raw: Vec<U256>| state.clone().with_raw_balances(raw).unwrap_err();
    assert_eq!(refused(vec![]), Error::InputLengthMismatch);
    assert_eq!(refused(vec![1.into()]), Error::InputLengthMismatch);
    assert_eq!(refused(vec![U256::zero(), 1.into()]), Error::ZeroBalance);
    assert_eq!(
        refused(vec![U256::one() << 129, 1.into()]),
        Error::BalanceOverflow
    );
    assert_eq!(refused(vec![U256::MAX, 1.into()]), Error::Overflow);
    // 2^128 wei are too many for the Vault, even if they count for less.
    assert_eq!(
        refused(vec![U256::one() << 128, 1.into()]),
        Error::BalanceOverflow
    );
}
