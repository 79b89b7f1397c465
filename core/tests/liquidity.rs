//! Joining and leaving: what the Vault answers and what it refuses.
#![allow(
    clippy::unwrap_used,
    reason = "a pool that is not sound has failed the test"
)]

use yb_core::fixed::{Error, Fixed, U256};
use yb_core::pools::{Pool, Stable, Weighted};
use yb_core::vault::hooks::StableSurge;
use yb_core::vault::{
    AddRequest, Hook, LiquidityQuote, PoolState, RemoveRequest, Token, TokenMove, add_liquidity,
    remove_liquidity,
};

fn fixed(text: &str) -> Fixed {
    text.parse().unwrap()
}

fn stable() -> PoolState {
    let token = |name| Token::new(name, 1.into(), Fixed::ONE).unwrap();
    PoolState::new(
        Pool::Stable(Stable::new(200_000.into()).unwrap()),
        vec![token("A"), token("B")],
        vec![fixed("1000"), fixed("1000")],
        fixed("0.01"),
        fixed("0.5"),
        fixed("2000"),
    )
    .unwrap()
}

#[test]
fn joining_in_proportion_pays_in_proportion() {
    let request = AddRequest::Proportional {
        pool_tokens_out: fixed("200"),
    };
    let quote = add_liquidity(&stable(), &request).unwrap();
    for moved in &quote.moves {
        assert_eq!(moved.amount_raw, fixed("100").raw());
        assert!(moved.swap_fee_live.is_zero());
    }
    let after = quote.state_after(&stable()).unwrap();
    assert_eq!(after.balances(), [fixed("1100"); 2]);
    assert_eq!(after.total_supply(), fixed("2200"));
}

#[test]
fn refuses_joins_out_of_bounds() {
    let unbalanced = |amounts: &[&str]| {
        let amounts_in_raw = amounts.iter().map(|amount| fixed(amount).raw()).collect();
        add_liquidity(&stable(), &AddRequest::Unbalanced { amounts_in_raw }).map(drop)
    };
    assert_eq!(unbalanced(&["1"]), Err(Error::InputLengthMismatch));
    // Balances a wei smaller make a smaller invariant.
    assert_eq!(unbalanced(&["0", "0"]), Err(Error::Overflow));
    assert_eq!(
        unbalanced(&["0", "0.000000000000999999"]),
        Err(Error::TradeAmountTooSmall)
    );
    assert_eq!(
        unbalanced(&["4500", "4500"]),
        Err(Error::InvariantRatioAboveMax)
    );
    assert_eq!(unbalanced(&["3500", "3500"]), Ok(()));
    let single = |token, amount: &str| {
        let pool_tokens_out = fixed(amount);
        let request = AddRequest::SingleTokenExactOut {
            token,
            pool_tokens_out,
        };
        add_liquidity(&stable(), &request).map(drop)
    };
    assert_eq!(single(2, "1"), Err(Error::TokenNotRegistered));
    assert_eq!(single(0, "8001"), Err(Error::InvariantRatioAboveMax));
}

/// The Vault looks for zero in swaps alone: in proportion nothing is answered with nothing.
#[test]
fn nothing_in_proportion_is_nothing() {
    let nothing = |quote: Result<LiquidityQuote, Error>| {
        let quote = quote.unwrap();
        assert!(quote.pool_tokens.is_zero());
        assert!(
            quote
                .moves
                .iter()
                .all(|moved| *moved == TokenMove::default())
        );
        assert_eq!(quote.state_after(&stable()), Ok(stable()));
    };
    let (pool_tokens_out, pool_tokens_in) = (Fixed::ZERO, Fixed::ZERO);
    nothing(add_liquidity(
        &stable(),
        &AddRequest::Proportional { pool_tokens_out },
    ));
    nothing(remove_liquidity(
        &stable(),
        &RemoveRequest::Proportional { pool_tokens_in },
    ));
    nothing(remove_liquidity(
        &stable(),
        &RemoveRequest::Recovery { pool_tokens_in },
    ));
}

/// Of one token the Vault wants an amount that is not zero, to know which is meant; of pool tokens it may be zero.
#[test]
fn nothing_of_one_token() {
    let exact_out = |state: &PoolState| {
        let (token, amount_out_raw) = (1, U256::zero());
        let request = RemoveRequest::SingleTokenExactOut {
            token,
            amount_out_raw,
        };
        remove_liquidity(state, &request)
    };
    assert_eq!(exact_out(&stable()), Err(Error::AllZeroInputs));
    let (token, pool_tokens_out, pool_tokens_in) = (0, Fixed::ZERO, Fixed::ZERO);
    let request = AddRequest::SingleTokenExactOut {
        token,
        pool_tokens_out,
    };
    // What the curve rounds up is too small to trade.
    let join = add_liquidity(&stable(), &request);
    assert_eq!(join, Err(Error::TradeAmountTooSmall));
    let request = RemoveRequest::SingleTokenExactIn {
        token,
        pool_tokens_in,
    };
    let exit = remove_liquidity(&stable(), &request);
    assert_eq!(exit, Err(Error::Overflow));
}

/// A unit of 6 decimals is 10^12 wei: pool tokens for which the pool would pay less of it are refused.
#[test]
fn an_exit_in_one_token_pays_a_unit_at_least() {
    let token = |name, factor: u64| Token::new(name, factor.into(), Fixed::ONE).unwrap();
    let half = fixed("0.5");
    let state = PoolState::new(
        Pool::Weighted(Weighted::new(vec![half, half]).unwrap()),
        vec![token("A", 1_000_000_000_000), token("B", 1)],
        vec![fixed("1000"), fixed("1000")],
        fixed("0.01"),
        Fixed::ZERO,
        fixed("2000"),
    )
    .unwrap();
    let exit = |token, pool_tokens_in: &str| {
        let request = RemoveRequest::SingleTokenExactIn {
            token,
            pool_tokens_in: fixed(pool_tokens_in),
        };
        let quote = remove_liquidity(&state, &request)?;
        Ok(quote.moves[token].amount_raw)
    };
    // One pool token is worth one token, less half the fee.
    assert_eq!(exit(0, "0.000001"), Err(Error::AmountOutBelowMin));
    assert!(exit(1, "0.000001").unwrap() > U256::exp10(11) * 9);
    assert_eq!(exit(0, "0.0000011"), Ok(U256::one()));
    // In proportion the Vault sets no least amount.
    let request = RemoveRequest::Proportional {
        pool_tokens_in: fixed("0.000001"),
    };
    let quote = remove_liquidity(&state, &request).unwrap();
    assert!(quote.moves[0].amount_raw.is_zero() && !quote.moves[1].amount_raw.is_zero());
}

/// The Vault keeps a balance as the token counts it in 128 bits too: at a rate below 1 that is the larger number.
#[test]
fn refuses_a_raw_balance_above_the_limit() {
    let rate = Fixed::from_wei(713_985_174_225_610_404);
    let token = |name, rate| Token::new(name, 1.into(), rate).unwrap();
    let raw = U256::from(328_167_963_062_574_012_456_766_060_435_780_174_526u128);
    let live = token("A", rate).live(raw).unwrap();
    let state = PoolState::new(
        Pool::Stable(Stable::new(200_000.into()).unwrap()),
        vec![token("A", rate), token("B", Fixed::ONE)],
        vec![live, fixed("1000")],
        fixed("0.01"),
        Fixed::ZERO,
        fixed("9"),
    )
    .unwrap();
    let join = |pool_tokens: &str| {
        let pool_tokens_out = fixed(pool_tokens);
        add_liquidity(&state, &AddRequest::Proportional { pool_tokens_out })
    };
    // A ninth of it is too much: 2^128 is 3.403 * 10^38.
    assert_eq!(join("1"), Err(Error::BalanceOverflow));
    assert!(join("0.3").is_ok());
    let whole = |rate| {
        let balances = vec![Fixed::from_raw(U256::from(u128::MAX)), fixed("1000")];
        PoolState::new(
            Pool::Stable(Stable::new(200_000.into()).unwrap()),
            vec![token("A", rate), token("B", Fixed::ONE)],
            balances,
            Fixed::ZERO,
            Fixed::ZERO,
            fixed("9"),
        )
    };
    assert!(whole(Fixed::ONE).is_ok());
    assert_eq!(whole(rate), Err(Error::BalanceOverflow));
}

#[test]
fn refuses_exits_out_of_bounds() {
    let exit = |request| remove_liquidity(&stable(), &request).map(drop);
    let proportional = |amount| RemoveRequest::Proportional {
        pool_tokens_in: fixed(amount),
    };
    assert_eq!(exit(proportional("1999")), Ok(()));
    assert_eq!(
        exit(proportional("2000")),
        Err(Error::PoolTotalSupplyTooLow)
    );
    assert_eq!(exit(proportional("2001")), Err(Error::Overflow));
    assert_eq!(
        exit(proportional("0.0000000000001")),
        Err(Error::TradeAmountTooSmall)
    );
    let recovery = RemoveRequest::Recovery {
        pool_tokens_in: fixed("0.0000000000001"),
    };
    assert_eq!(exit(recovery), Ok(()));
    let single = |token, amount| RemoveRequest::SingleTokenExactIn {
        token,
        pool_tokens_in: fixed(amount),
    };
    assert_eq!(exit(single(0, "801")), Err(Error::InvariantRatioBelowMin));
    assert_eq!(exit(single(0, "100")), Ok(()));
    assert_eq!(exit(single(9, "100")), Err(Error::TokenNotRegistered));
    let exact_out = |token, amount: &str| RemoveRequest::SingleTokenExactOut {
        token,
        amount_out_raw: fixed(amount).raw(),
    };
    assert_eq!(exit(exact_out(1, "1000")), Err(Error::Overflow));
    assert_eq!(
        exit(exact_out(1, "950")),
        Err(Error::InvariantRatioBelowMin)
    );
    assert_eq!(exit(exact_out(7, "1")), Err(Error::TokenNotRegistered));
}

/// Past the threshold nobody may push further, but for those who go in proportion, or back.
#[test]
fn a_surging_pool_refuses_to_be_unbalanced_further() {
    let surge = StableSurge::new(fixed("0.1"), fixed("0.5")).unwrap();
    let hooked = stable().with_hook(Hook::StableSurge(surge)).unwrap();
    let join = |state: &PoolState, amounts: [&str; 2]| {
        let amounts_in_raw = amounts.map(|amount| fixed(amount).raw()).to_vec();
        add_liquidity(state, &AddRequest::Unbalanced { amounts_in_raw })
    };
    assert!(join(&stable(), ["300", "0"]).is_ok());
    assert!(join(&hooked, ["200", "0"]).is_ok());
    let refused = join(&hooked, ["300", "0"]);
    assert_eq!(refused, Err(Error::AfterAddLiquidityHookFailed));
    assert!(join(&hooked, ["300", "300"]).is_ok());
    let unbalanced = join(&stable(), ["300", "0"])
        .unwrap()
        .state_after(&hooked)
        .unwrap();
    assert!(join(&unbalanced, ["0", "100"]).is_ok());
    let exit = |state, request| remove_liquidity(state, &request).map(drop);
    let amount_out_raw = fixed("300").raw();
    let single = |token| RemoveRequest::SingleTokenExactOut {
        token,
        amount_out_raw,
    };
    assert_eq!(
        exit(&hooked, single(0)),
        Err(Error::AfterRemoveLiquidityHookFailed)
    );
    assert_eq!(exit(&unbalanced, single(0)), Ok(()));
    let pool_tokens_in = fixed("100");
    assert_eq!(
        exit(&unbalanced, RemoveRequest::Proportional { pool_tokens_in }),
        Ok(())
    );
}
