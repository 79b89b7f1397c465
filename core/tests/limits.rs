//! How much a pool takes and gives at most: the figures of another implementation, and what lies one wei beyond.
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a pool that is not sound has failed the test"
)]

mod support;

use proptest::prelude::*;
use support::pools::{any_stable, any_state, any_weighted};
use support::random::{Bytes, Kind, any_curve};
use support::vectors::vectors;
use yb_core::fixed::{Error, Fixed, U256};
use yb_core::pools::{Pool, Stable, Weighted};
use yb_core::vault::SwapKind::{GivenIn, GivenOut};
use yb_core::vault::{
    AddRequest, PoolState, RemoveRequest, SwapKind, SwapRequest, Token, add_liquidity,
    max_single_token_add, max_single_token_remove, max_swap, remove_liquidity, static_swap_fee,
    swap,
};

const WEI: u64 = 1_000_000_000_000_000_000;

fn fixed(text: &str) -> Fixed {
    text.parse().unwrap()
}

fn state(pool: Pool, factors: [u64; 2], rates: [&str; 2]) -> PoolState {
    let tokens = ["A", "B"].into_iter().zip(factors).zip(rates);
    let tokens =
        tokens.map(|((name, factor), rate)| Token::new(name, factor.into(), fixed(rate)).unwrap());
    let balances = vec![fixed("60"), fixed("40")];
    PoolState::new(
        pool,
        tokens.collect(),
        balances,
        Fixed::ZERO,
        Fixed::ZERO,
        fixed("100"),
    )
    .unwrap()
}

/// The figures of `balancer/balancer-maths` (`weightedPool.test.ts` and `stablePool.test.ts`, commit `63436f4`). There,
/// what a balance may grow to is 2^128, because 2^128 - 1 passes through a float; the Vault's limit, and ours, is
/// 2^128 - 1.
#[test]
fn the_figures_of_another_implementation() {
    const TO_6: u64 = 1_000_000_000_000;
    let weighted = || Pool::Weighted(Weighted::new(vec![fixed("0.6"), fixed("0.4")]).unwrap());
    let stable = || Pool::Stable(Stable::new(60_000.into()).unwrap());
    let one = ["1", "1"];
    for (pool, factors, rates, kind, most) in [
        (weighted(), [1, TO_6], one, GivenIn, "18000000000000000000"),
        (weighted(), [TO_6, 1], one, GivenIn, "18000000"),
        (weighted(), [1, TO_6], one, GivenOut, "12000000"),
        (
            stable(),
            [1, TO_6],
            one,
            GivenIn,
            "340282366920938463403374607431768211455",
        ),
        (
            stable(),
            [TO_6, 1],
            one,
            GivenIn,
            "340282366920938463403374607",
        ),
        (stable(), [TO_6, 1], one, GivenOut, "39600000000000000000"),
        (stable(), [1, TO_6], one, GivenOut, "39600000"),
        (
            stable(),
            [1, TO_6],
            ["2", "4"],
            GivenIn,
            "170141183460469231701687303715884105727",
        ),
        (stable(), [1, TO_6], ["2", "4"], GivenOut, "9900000"),
    ] {
        let state = state(pool, factors, rates);
        let most = U256::from_dec_str(most).unwrap();
        assert_eq!(max_swap(&state, kind, 0, 1), Ok(most));
    }
    let state = state(stable(), [1, 1], one);
    assert_eq!(
        max_swap(&state, GivenIn, 1, 1),
        Err(Error::CannotSwapSameToken)
    );
    assert_eq!(
        max_swap(&state, GivenIn, 0, 2),
        Err(Error::TokenNotRegistered)
    );
    assert_eq!(
        max_swap(&state, GivenOut, 2, 0),
        Err(Error::TokenNotRegistered)
    );
}

fn swap_of(state: &PoolState, kind: SwapKind, pair: [usize; 2], amount_raw: U256) -> Option<Error> {
    let [token_in, token_out] = pair;
    let request = SwapRequest {
        kind,
        token_in,
        token_out,
        amount_raw,
    };
    swap(state, &request).err()
}

/// A recorded pool gives what its limit says; where the contract states the limit, a tenth more is refused by name.
#[test]
fn recorded_pools_keep_their_limits() {
    let mut counted = 0;
    for vector in vectors() {
        let state = &vector.state;
        for pair in [[0, 1], [1, 0]] {
            let most = |kind| max_swap(state, kind, pair[0], pair[1]).unwrap();
            let beyond = |kind| swap_of(state, kind, pair, most(kind) + most(kind) / 10);
            if matches!(state.pool(), Pool::FixedPriceLbp(_) | Pool::GradualLbp(_)) && pair[0] == 0
            {
                continue;
            }
            match state.pool() {
                Pool::Weighted(_) | Pool::GradualLbp(_) => {
                    assert_eq!(beyond(GivenIn), Some(Error::MaxInRatio), "{}", vector.name);
                    assert_eq!(
                        beyond(GivenOut),
                        Some(Error::MaxOutRatio),
                        "{}",
                        vector.name
                    );
                }
                Pool::Reclamm(_) => {
                    let refused = Some(Error::AmountOutGreaterThanBalance);
                    assert_eq!(beyond(GivenIn), refused, "{}", vector.name);
                    assert_eq!(beyond(GivenOut), refused, "{}", vector.name);
                }
                Pool::QuantAmm(_) => {
                    assert_eq!(beyond(GivenIn), Some(Error::MaxTradeSizeRatioExceeded));
                    assert_eq!(beyond(GivenOut), Some(Error::MaxTradeSizeRatioExceeded));
                }
                Pool::FixedPriceLbp(_) => assert_eq!(beyond(GivenOut), Some(Error::Overflow)),
                _ => {}
            }
            let out = swap_of(state, GivenOut, pair, most(GivenOut));
            // Elsewhere the other amount may still meet a limit: the end of the range, or its own share.
            if !matches!(state.pool(), Pool::GyroEclp(_) | Pool::QuantAmm(_)) {
                assert_eq!(out, None, "{} {pair:?}", vector.name);
            }
            counted += 1;
        }
    }
    assert!(counted >= 40, "only {counted} pairs");
}

/// What a weighted pool holds of its first token when 30 % of its second has been bought without a fee:
/// `balance / 0.7^(weight out / weight in)`, in wei.
fn balance_in_after_the_most_out(state: &PoolState) -> f64 {
    let Pool::Weighted(pool) = state.pool() else {
        panic!("{:?} has no weights", state.pool());
    };
    let weight = |token: usize| pool.weights()[token].to_f64();
    state.balances()[0].to_f64() * 1e18 / 0.7f64.powf(weight(1) / weight(0))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    /// A weighted pool takes and gives its limit, decimals and rates and all; but what it gives may cost more than the
    /// Vault's 128 bits can count.
    #[test]
    fn weighted_limits_are_kept(state in any_weighted()) {
        let most = |kind| max_swap(&state, kind, 0, 1);
        prop_assert_eq!(swap_of(&state, GivenIn, [0, 1], most(GivenIn)?), None);
        if let Some(refused) = swap_of(&state, GivenOut, [0, 1], most(GivenOut)?) {
            prop_assert_eq!(refused, Error::BalanceOverflow);
            let room = 2f64.powi(128);
            let balance = balance_in_after_the_most_out(&state);
            prop_assert!(balance > 0.89 * room, "{} of {}, without a fee of 10 %", balance, room);
        }
    }

    /// The limit of a join is the last wei that the curve takes.
    #[test]
    fn the_largest_join_is_the_largest(state in any_state()) {
        let Ok(Some(quote)) = max_single_token_add(&state, 0) else {
            return Err(TestCaseError::reject("the pool has no room for it"));
        };
        let pool_tokens_out = quote.pool_tokens.plus(Fixed::from_wei(1))?;
        let more = add_liquidity(&state, &AddRequest::SingleTokenExactOut { token: 0, pool_tokens_out });
        prop_assert_eq!(more.map(drop), Err(Error::InvariantRatioAboveMax));
    }

    /// And so is the limit of an exit.
    #[test]
    fn the_largest_exit_is_the_largest(state in prop_oneof![any_weighted(), any_stable()]) {
        let Ok(quote) = max_single_token_remove(&state, 0) else {
            return Err(TestCaseError::reject("the token pays nothing"));
        };
        let pool_tokens_in = quote.pool_tokens.plus(Fixed::from_wei(1))?;
        let more = remove_liquidity(&state, &RemoveRequest::SingleTokenExactIn { token: 0, pool_tokens_in });
        prop_assert_eq!(more.map(drop), Err(Error::InvariantRatioBelowMin));
    }
}

/// A pool of 1.8 % and 98.2 %, with much of the first: 30 % of the second cost more than 2^128 wei.
#[test]
fn what_a_pool_gives_may_cost_more_than_it_can_hold() {
    let weights = vec![fixed("0.01784"), fixed("0.98216")];
    let pool = Pool::Weighted(Weighted::new(weights).unwrap());
    let token = |name| Token::new(name, 1_000_000_000_000u64.into(), Fixed::ONE).unwrap();
    let state = PoolState::new(
        pool,
        vec![token("A"), token("B")],
        vec![fixed("911415329387.1"), fixed("0.001")],
        fixed("0.1"),
        Fixed::ZERO,
        fixed("911415329387.1"),
    )
    .unwrap();
    let most = max_swap(&state, GivenOut, 0, 1).unwrap();
    assert_eq!(most, 300.into());
    let refused = Some(Error::BalanceOverflow);
    assert_eq!(swap_of(&state, GivenOut, [0, 1], most), refused);
    assert_eq!(swap_of(&state, GivenOut, [0, 1], most / 2), None);
}

/// 500 pool tokens of 100, and 40 of 100, in a pool without a fee: the invariant of a stable pool near its middle is
/// the sum of its balances.
#[test]
fn the_largest_join_and_exit_of_a_pool() {
    let pool = Pool::Stable(Stable::new(50_000_000.into()).unwrap());
    let state = state(pool, [1, 1], ["1", "1"]);
    let join = max_single_token_add(&state, 0).unwrap().unwrap();
    assert_eq!(join.pool_tokens, fixed("400"));
    let paid = Fixed::from_raw(join.moves[0].amount_raw).to_f64();
    assert!((paid - 400.0).abs() < 1.0, "{paid}");
    let exit = max_single_token_remove(&state, 0).unwrap();
    // The ratio is rounded up to 18 decimals, which lets another 99 wei of 100 tokens go.
    assert_eq!(exit.pool_tokens, fixed("40.000000000000000099"));
    let got = Fixed::from_raw(exit.moves[0].amount_raw).to_f64();
    assert!((got - 40.0).abs() < 0.1, "{got}");
    assert_eq!(
        max_single_token_add(&state, 2),
        Err(Error::TokenNotRegistered)
    );
}

#[test]
fn proportional_pools_have_no_single_token() {
    let reclamms = vectors().filter(|vector| matches!(vector.state.pool(), Pool::Reclamm(_)));
    let mut counted = 0;
    for vector in reclamms {
        let refused = Error::DoesNotSupportUnbalancedLiquidity;
        assert_eq!(max_single_token_add(&vector.state, 0), Err(refused));
        assert_eq!(max_single_token_remove(&vector.state, 0), Err(refused));
        counted += 1;
    }
    assert!(counted > 0);
}

/// Fees at the ends of what each kind of pool can be deployed with, and what 24 bits keep of one.
#[test]
fn a_swap_fee_is_checked_and_cut() {
    let weighted = Pool::Weighted(Weighted::new(vec![fixed("0.5"); 2]).unwrap());
    let stable = Pool::Stable(Stable::new(200_000.into()).unwrap());
    let fee =
        |pool: &Pool, text: &str| static_swap_fee(pool, fixed(text)).map(|fee| fee.to_string());
    assert_eq!(fee(&weighted, "0.00001").as_deref(), Ok("0.00001"));
    assert_eq!(
        fee(&weighted, "0.000009999"),
        Err(Error::SwapFeePercentageTooLow)
    );
    assert_eq!(fee(&stable, "0.000001").as_deref(), Ok("0.000001"));
    assert_eq!(
        fee(&stable, "0.1000001"),
        Err(Error::SwapFeePercentageTooHigh)
    );
    assert_eq!(fee(&stable, "0.00012345678").as_deref(), Ok("0.0001234"));
    for vector in vectors().filter(|vector| matches!(vector.state.pool(), Pool::GyroEclp(_))) {
        let pool = vector.state.pool();
        assert_eq!(fee(pool, "1"), Err(Error::PercentageAboveMax));
        assert_eq!(fee(pool, "0.9999").as_deref(), Ok("0.9999"));
    }
}

/// The swap fees and the numbers of tokens that a pool of each kind can be deployed with, one step beyond them, and by
/// how much joins and exits out of proportion may change its invariant.
#[test]
fn every_kind_has_its_limits() {
    let refused = Error::DoesNotSupportUnbalancedLiquidity;
    let five = Ok(("0.6", "5"));
    for (kind, least, most, tokens, ratios) in [
        (Kind::Weighted, "0.00001", "0.1", 8, Ok(("0.7", "3"))),
        (Kind::Stable, "0.000001", "0.1", 5, five),
        (Kind::GyroEclp, "0.000001", "1", 2, five),
        (Kind::Reclamm, "0.00001", "0.1", 2, Err(refused)),
        (Kind::GradualLbp, "0.00001", "0.1", 2, Err(refused)),
        (Kind::FixedPriceLbp, "0", "0.1", 2, Err(refused)),
        (Kind::QuantAmm, "0.00001", "0.1", 8, Ok(("0.7", "3"))),
    ] {
        // Zeros make the simplest pool of the kind; a number makes the ellipse's price range one that can be made.
        let words = [WEI / 2; 16].map(u64::to_le_bytes).concat();
        let bytes = if kind == Kind::GyroEclp {
            words
        } else {
            Vec::new()
        };
        let (pool, count) = any_curve(kind, &mut Bytes(&bytes)).unwrap();
        let curve = pool.curve();
        assert_eq!(
            curve.swap_fee_limits(),
            (fixed(least), fixed(most)),
            "{kind:?}"
        );
        let wei = Fixed::from_wei(1);
        let fee = |fee: Fixed| static_swap_fee(&pool, fee);
        assert!(fee(fixed(least)).is_ok());
        if least != "0" {
            let below = fee(fixed(least).minus(wei).unwrap());
            assert_eq!(below, Err(Error::SwapFeePercentageTooLow), "{kind:?}");
        }
        let above = fee(fixed(most).plus(wei).unwrap());
        assert_eq!(above, Err(Error::SwapFeePercentageTooHigh), "{kind:?}");
        let ratios = ratios.map(|(least, most)| (fixed(least), fixed(most)));
        assert_eq!(curve.invariant_ratio_limits(), ratios, "{kind:?}");
        assert_eq!(curve.check_token_count(count), Ok(()));
        let too_many = curve.check_token_count(tokens + 1);
        assert!(
            matches!(too_many, Err(Error::MaxTokens | Error::InputLengthMismatch)),
            "{kind:?}: {too_many:?}"
        );
        let too_few = curve.check_token_count(1);
        assert!(
            matches!(too_few, Err(Error::MinTokens | Error::InputLengthMismatch)),
            "{kind:?}: {too_few:?}"
        );
    }
}
