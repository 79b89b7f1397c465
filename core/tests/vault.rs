//! The Vault around a curve: what it refuses, and what it does to the balances.
#![allow(
    clippy::unwrap_used,
    reason = "a pool that is not sound has failed the test"
)]

use yb_core::fixed::{Error, Fixed, U256, text};
use yb_core::pools::{Pool, Stable, Weighted};
use yb_core::vault::hooks::StableSurge;
use yb_core::vault::{
    Hook, PoolState, PreparedPool, SwapKind, SwapQuote, SwapRequest, Token, spot_price, swap,
    swap_amount,
};

fn fixed(text: &str) -> Fixed {
    text.parse().unwrap()
}

fn token(name: &str, decimals: u32, rate: &str) -> Token {
    Token::new(name, U256::exp10(18 - decimals as usize), fixed(rate)).unwrap()
}

/// 1,000 USDC of 6 decimals and 800 waDAI at 1.25.
fn stable() -> PoolState {
    stable_with(&["1000", "1000"]).unwrap()
}

fn stable_with(balances: &[&str]) -> Result<PoolState, Error> {
    PoolState::new(
        Pool::Stable(Stable::new(200_000.into()).unwrap()),
        vec![token("USDC", 6, "1"), token("waDAI", 18, "1.25")],
        balances.iter().map(|balance| fixed(balance)).collect(),
        fixed("0.01"),
        fixed("0.5"),
        fixed("2000"),
    )
}

fn given_in(token_in: usize, token_out: usize, amount_raw: U256) -> Result<SwapQuote, Error> {
    swap(
        &stable(),
        &SwapRequest {
            kind: SwapKind::GivenIn,
            token_in,
            token_out,
            amount_raw,
        },
    )
}

fn given_out(token_in: usize, token_out: usize, amount_raw: U256) -> Result<SwapQuote, Error> {
    swap(
        &stable(),
        &SwapRequest {
            kind: SwapKind::GivenOut,
            token_in,
            token_out,
            amount_raw,
        },
    )
}

#[test]
fn every_number_on_the_way_in() {
    let usdc = |amount| text::parse_units(amount, 6).unwrap();
    let quote = given_in(0, 1, usdc("100")).unwrap();
    assert_eq!(quote.amount_given_live, fixed("100"));
    assert_eq!(quote.swap_fee_live, fixed("1"));
    assert_eq!(quote.swap_fee_raw, usdc("1"));
    assert_eq!(quote.aggregate_fee_raw, usdc("0.5"));
    assert_eq!(quote.curve_given, fixed("99"));
    assert_eq!(quote.rate_in, Fixed::ONE);
    assert_eq!(quote.rate_out, fixed("1.250000000000000001"));
    assert_eq!(quote.amount_calculated_raw(), quote.amount_out_raw);
    let out_live = Fixed::from_raw(quote.amount_out_raw)
        .mul_up(fixed("1.25"))
        .unwrap();
    let after = quote.state_after(&stable()).unwrap();
    let left = fixed("1000").minus(out_live).unwrap();
    assert_eq!(after.balances(), [fixed("1099.5"), left]);
}

#[test]
fn every_number_on_the_way_out() {
    let quote = given_out(0, 1, fixed("80").raw()).unwrap();
    // 80 at 1.25, and a wei more for each of the 80: the rate may have been rounded down.
    assert_eq!(quote.amount_given_live, fixed("100.00000000000000008"));
    assert_eq!(quote.curve_given, quote.amount_given_live);
    let with_fee = quote.curve_calculated.plus(quote.swap_fee_live).unwrap();
    assert_eq!(quote.amount_calculated_live, with_fee);
    let share = quote.swap_fee_live.to_f64() / with_fee.to_f64();
    assert!((share - 0.01).abs() < 1e-15);
    assert_eq!(quote.amount_calculated_raw(), quote.amount_in_raw);
    assert_eq!(quote.amount_out_raw, fixed("80").raw());
}

#[test]
fn refuses_trades_that_are_none() {
    assert_eq!(given_in(0, 1, 0.into()), Err(Error::AmountGivenZero));
    assert_eq!(given_in(1, 1, 1.into()), Err(Error::CannotSwapSameToken));
    assert_eq!(given_in(0, 2, 1.into()), Err(Error::TokenNotRegistered));
    assert_eq!(given_in(7, 0, 1.into()), Err(Error::TokenNotRegistered));
    assert_eq!(
        given_in(1, 0, 799_999.into()),
        Err(Error::TradeAmountTooSmall)
    );
    assert_eq!(
        given_out(0, 1, 799_999.into()),
        Err(Error::TradeAmountTooSmall)
    );
    assert!(given_out(0, 1, 800_000.into()).is_ok());
    assert_eq!(given_in(0, 1, U256::exp10(75)), Err(Error::Overflow));
    assert_eq!(given_out(0, 1, fixed("800").raw()), Err(Error::Overflow));
    assert_eq!(given_out(0, 1, fixed("801").raw()), Err(Error::Overflow));
}

/// The same of the balance as the token counts it, which at a rate below 1 is the larger one.
#[test]
fn refuses_a_raw_balance_above_the_limit() {
    let half = fixed("0.5");
    let tokens = vec![token("A", 18, "0.7"), token("B", 18, "1")];
    let before = U256::exp10(36) * 320;
    let live = tokens[0].live(before).unwrap();
    let state = PoolState::new(
        Pool::Weighted(Weighted::new(vec![half, half]).unwrap()),
        tokens,
        vec![live, fixed("1000")],
        fixed("0.1"),
        Fixed::ZERO,
        Fixed::ONE,
    )
    .unwrap();
    let before = state.tokens()[0].raw(live).unwrap();
    let prepared = PreparedPool::new(state.clone());
    let request = |amount_raw| SwapRequest {
        kind: SwapKind::GivenIn,
        token_in: 0,
        token_out: 1,
        amount_raw,
    };
    let most = U256::from(u128::MAX) - before;
    let quote = swap(&state, &request(most)).unwrap();
    let after = quote.state_after(&state).unwrap();
    // Far below the limit of the live one.
    assert!(after.balances()[0].raw() < U256::exp10(36) * 239);
    let more = request(most + 1);
    assert_eq!(swap(&state, &more), Err(Error::BalanceOverflow));
    assert_eq!(swap_amount(&state, &more), Err(Error::BalanceOverflow));
    assert_eq!(prepared.swap(&more), Err(Error::BalanceOverflow));
    assert_eq!(prepared.swap_amount(&more), Err(Error::BalanceOverflow));
}

/// A balance fits 128 bits; the part of the fee that leaves the pool is not in it.
#[test]
fn refuses_a_balance_above_the_limit() {
    let state = |share: &str| {
        let half = fixed("0.5");
        PoolState::new(
            Pool::Weighted(Weighted::new(vec![half, half]).unwrap()),
            vec![token("A", 18, "1"), token("B", 18, "1")],
            vec![fixed("300000000000000000000"); 2],
            fixed("0.1"),
            fixed(share),
            Fixed::ONE,
        )
        .unwrap()
    };
    let request = |amount: U256| SwapRequest {
        kind: SwapKind::GivenIn,
        token_in: 0,
        token_out: 1,
        amount_raw: amount,
    };
    let most = U256::from(u128::MAX) - fixed("300000000000000000000").raw();
    assert!(swap(&state("0"), &request(most)).is_ok());
    let more = request(most + 1);
    assert_eq!(swap(&state("0"), &more), Err(Error::BalanceOverflow));
    assert!(swap(&state("1"), &more).is_ok());
}

#[test]
fn refuses_states_that_no_pool_is_in() {
    assert_eq!(stable_with(&["1", "0"]), Err(Error::ZeroBalance));
    assert_eq!(
        stable_with(&["1", "1", "1"]),
        Err(Error::InputLengthMismatch)
    );
    assert_eq!(
        stable_with(&["1", "340282366920938463464"]),
        Err(Error::BalanceOverflow)
    );
    let with = |tokens: Vec<Token>, fee: &str, share: &str, supply: &str| {
        let half = fixed("0.5");
        let pool = Pool::Weighted(Weighted::new(vec![half, half]).unwrap());
        let balances = vec![Fixed::ONE; tokens.len()];
        PoolState::new(
            pool,
            tokens,
            balances,
            fixed(fee),
            fixed(share),
            fixed(supply),
        )
        .map(drop)
    };
    let two = || vec![token("A", 18, "1"), token("B", 18, "1")];
    assert_eq!(with(two(), "0.999999", "1", "1"), Ok(()));
    assert_eq!(with(two(), "1", "0", "1"), Err(Error::PercentageAboveMax));
    assert_eq!(with(two(), "0", "1.1", "1"), Err(Error::PercentageAboveMax));
    assert_eq!(
        with(two(), "0", "0", "0"),
        Err(Error::PoolTotalSupplyTooLow)
    );
    let twice = vec![token("A", 18, "1"), token("a", 6, "1")];
    assert_eq!(
        with(twice, "0", "0", "1"),
        Err(Error::TokenAlreadyRegistered)
    );
    let one = vec![token("A", 18, "1")];
    assert_eq!(with(one, "0", "0", "1"), Err(Error::InputLengthMismatch));
}

#[test]
fn refuses_tokens_that_are_none() {
    for factor in [U256::zero(), 2.into(), U256::exp10(19), U256::MAX] {
        assert_eq!(
            Token::new("A", factor, Fixed::ONE),
            Err(Error::InvalidScalingFactor)
        );
    }
    assert_eq!(
        Token::new("A", 1.into(), Fixed::ZERO),
        Err(Error::InvalidRate)
    );
    assert_eq!(token("A", 0, "1").decimals(), 0);
    assert_eq!(token("A", 18, "1").decimals(), 18);
}

#[test]
fn finds_a_token_in_any_case() {
    assert_eq!(stable().token_index("usdc"), Ok(0));
    assert_eq!(stable().token_index("WADAI"), Ok(1));
    assert_eq!(stable().token_index("DAI"), Err(Error::TokenNotRegistered));
}

/// In a balanced pool, one waDAI is worth its rate in USDC.
#[test]
fn the_spot_price_applies_the_rates() {
    assert!((spot_price(&stable(), 1, 0).unwrap() - 1.25).abs() < 1e-12);
    assert!((spot_price(&stable(), 0, 1).unwrap() - 0.8).abs() < 1e-12);
    assert_eq!(spot_price(&stable(), 0, 2), Err(Error::TokenNotRegistered));
}

/// The fee of a surge: the pool's own at the threshold, the largest at an imbalance of 1, and a straight line between.
#[test]
fn a_surge_charges_by_the_imbalance() {
    let surge = StableSurge::new(fixed("0.1"), fixed("0.5")).unwrap();
    let hooked = stable().with_hook(Hook::StableSurge(surge)).unwrap();
    let fee = |state: &PoolState, kind, token_in, amount: &str| {
        let (amount_raw, token_out) = (fixed(amount).raw(), 1 - token_in);
        swap(
            state,
            &SwapRequest {
                kind,
                token_in,
                token_out,
                amount_raw,
            },
        )
        .unwrap()
    };
    // waDAI in, of which 80 are 100 live: the imbalance stays below a tenth.
    let small = fee(&hooked, SwapKind::GivenIn, 1, "80");
    assert_eq!(small.swap_fee, fixed("0.01"));
    for kind in [SwapKind::GivenIn, SwapKind::GivenOut] {
        let (token_in, amount) = match kind {
            SwapKind::GivenIn => (1, "400"),
            SwapKind::GivenOut => (0, "400"),
        };
        let quote = fee(&hooked, kind, token_in, amount);
        // About 500 live of 1,000 each go either way: an imbalance of a half.
        let expected = 0.01 + 0.49 * (0.5 - 0.1) / 0.9;
        assert!(
            (quote.swap_fee.to_f64() - expected).abs() < 2e-3,
            "{}",
            quote.swap_fee
        );
        assert!(
            quote.amount_calculated_raw()
                != fee(&stable(), kind, token_in, amount).amount_calculated_raw()
        );
    }
    let low = StableSurge::new(fixed("0.1"), fixed("0.005")).unwrap();
    let never = stable().with_hook(Hook::StableSurge(low)).unwrap();
    assert_eq!(
        fee(&never, SwapKind::GivenIn, 1, "400").swap_fee,
        fixed("0.01")
    );
}
