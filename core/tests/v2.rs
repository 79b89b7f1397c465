//! Balancer v2's stable pools: a swap of the day on which they were drained, and what the rounding did.
#![allow(
    clippy::unwrap_used,
    reason = "a pool that is not sound has failed the test"
)]

use proptest::prelude::*;
use yb_core::fixed::{Error, Fixed, U256};
use yb_core::vault::SwapKind::{GivenIn, GivenOut};
use yb_core::vault::{SwapRequest, Upscaling, V2Pool};

fn fixed(text: &str) -> Fixed {
    text.parse().unwrap()
}

fn int(digits: &str) -> U256 {
    U256::from_dec_str(digits).unwrap()
}

/// WETH and osETH at the rate of block 23717397, A = 200, a fee of 0.01 %.
fn weth_oseth(weth: &str, oseth: &str) -> V2Pool {
    let factors = vec![Fixed::ONE, fixed("1.058132408689971699")];
    let balances = vec![int(weth), int(oseth)];
    V2Pool::new(200_000.into(), balances, factors, fixed("0.0001")).unwrap()
}

fn out(token_in: usize, amount: u64) -> SwapRequest {
    SwapRequest {
        kind: GivenOut,
        token_in,
        token_out: 1 - token_in,
        amount_raw: amount.into(),
    }
}

/// The pool 0xDACf…850c of mainnet at the end of block 23717397, 3 November 2025: the next swap in it after the drain,
/// whose amounts and balances were read from the chain by a replay on a fork.
#[test]
fn a_swap_of_the_day() {
    let pool = weth_oseth("298755056013795788678", "458281804222202935");
    let request = SwapRequest {
        kind: GivenIn,
        token_in: 1,
        token_out: 0,
        amount_raw: int("1263893099782980590"),
    };
    let quote = pool.swap(&request, Upscaling::Down).unwrap();
    assert_eq!(quote.amount_out_raw, int("42529390789328950532"));
    let after = [int("256225665224466838146"), int("1722174904005183525")];
    assert_eq!(quote.balances_raw, after);
    // The amount in is exact, so the correction changes nothing.
    assert_eq!(pool.swap(&request, Upscaling::Up), Ok(quote));
}

/// Three rounds of three swaps: all but 18 wei of osETH out, 17 of the 18 out, WETH out again. Amounts and invariants
/// are those of a second program, written from the contracts' source with whole numbers of any size.
#[test]
fn seventeen_wei_at_a_time() {
    let pool = weth_oseth("40000", "40000");
    assert_eq!(pool.invariant(), Ok(Fixed::from_wei(82_324)));
    let steps = [
        (0, 39_982, 144_464, 82_942),
        (0, 17, 291_085, 67_714),
        (1, 427_994, 19_320, 67_967),
        (0, 19_303, 93_767, 68_077),
        (0, 17, 214_635, 55_528),
        (1, 320_361, 19_021, 55_711),
        (0, 19_004, 73_142, 55_940),
        (0, 17, 159_131, 45_674),
        (1, 241_082, 17_982, 45_811),
    ];
    let requests = steps.map(|(token_in, amount, _, _)| out(token_in, amount));
    let replay = pool.replay(&requests, Upscaling::Down);
    assert_eq!(replay.refused, None);
    for (quote, (_, _, paid, _)) in replay.quotes.iter().zip(steps) {
        assert_eq!(quote.amount_in_raw, paid.into());
    }
    let left: Vec<_> = steps
        .map(|(_, _, _, invariant)| Fixed::from_wei(invariant))
        .into();
    assert_eq!(invariants(&pool, &requests, Upscaling::Down)[1..], left);
    assert_eq!(replay.after.balances_raw(), [26_787.into(), 17_983.into()]);

    // With the amount out rounded up the same three swaps raise the invariant, and there is no fourth.
    let corrected = pool.replay(&requests, Upscaling::Up);
    let left = invariants(&pool, &requests, Upscaling::Up);
    let paid_and_left: Vec<_> = corrected
        .quotes
        .iter()
        .zip(&left[1..])
        .map(|(quote, left)| (quote.amount_in_raw.as_u64(), left.raw().as_u64()))
        .collect();
    assert_eq!(
        paid_and_left,
        [(148_321, 84_217), (501_358, 87_287), (11, 94_416)]
    );
    assert_eq!(corrected.refused, Some(Error::Overflow));
}

#[test]
fn refuses_what_no_pool_can_be() {
    let pool = |amp: u64, balances: &[u64], factors: &[&str], fee: &str| {
        let balances = balances.iter().map(|&balance| balance.into()).collect();
        let factors = factors.iter().map(|factor| fixed(factor)).collect();
        V2Pool::new(amp.into(), balances, factors, fixed(fee)).map(drop)
    };
    let one = ["1", "1"];
    assert_eq!(pool(1_000, &[5, 5], &one, "0.0001"), Ok(()));
    let refused = [
        (
            pool(999, &[5, 5], &one, "0.0001"),
            Error::AmplificationFactorTooLow,
        ),
        (
            pool(5_000_001, &[5, 5], &one, "0.0001"),
            Error::AmplificationFactorTooHigh,
        ),
        (pool(1_000, &[5], &["1"], "0.0001"), Error::MinTokens),
        (pool(1_000, &[5; 6], &["1"; 6], "0.0001"), Error::MaxTokens),
        (
            pool(1_000, &[5, 5], &["1"], "0.0001"),
            Error::InputLengthMismatch,
        ),
        (
            pool(1_000, &[5, 5], &["1", "0"], "0.0001"),
            Error::InvalidScalingFactor,
        ),
        (
            pool(1_000, &[5, 5], &one, "0.0000009"),
            Error::SwapFeePercentageTooLow,
        ),
        (
            pool(1_000, &[5, 5], &one, "0.11"),
            Error::SwapFeePercentageTooHigh,
        ),
    ];
    for (answer, error) in refused {
        assert_eq!(answer, Err(error));
    }
    let large = vec![U256::one() << 112, U256::one()];
    let factors = vec![Fixed::ONE; 2];
    let too_large = V2Pool::new(1_000.into(), large, factors, fixed("0.0001"));
    assert_eq!(too_large.map(drop), Err(Error::BalanceOverflow));
    let pool = weth_oseth("1000", "1000");
    let swap = |token_in, token_out, amount: u64| {
        let amount_raw = amount.into();
        let kind = GivenOut;
        let request = SwapRequest {
            kind,
            token_in,
            token_out,
            amount_raw,
        };
        pool.swap(&request, Upscaling::Down).map(drop)
    };
    assert_eq!(swap(0, 1, 0), Err(Error::AmountGivenZero));
    assert_eq!(swap(1, 1, 5), Err(Error::CannotSwapSameToken));
    assert_eq!(swap(0, 2, 5), Err(Error::TokenNotRegistered));
    assert_eq!(swap(2, 0, 5), Err(Error::TokenNotRegistered));
    assert_eq!(swap(0, 1, 1_001), Err(Error::Overflow));
}

/// A pool of wei, and swaps in it.
fn any_wei() -> impl Strategy<Value = (V2Pool, Vec<SwapRequest>)> {
    // Few wei and many, so that they meet.
    let few_or_many = || prop_oneof![1u64..40, 1u64..100_000];
    let balances = prop::collection::vec(few_or_many(), 2);
    let rates = prop::collection::vec(1_000_000_000_000_000_000u64..3_000_000_000_000_000_000, 2);
    let amp = prop::sample::select(vec![1u64, 10, 100, 200, 1_000, 5_000]);
    let swap = (prop::bool::ANY, 0usize..2, few_or_many());
    (balances, rates, amp, prop::collection::vec(swap, 1..12)).prop_map(
        |(balances, rates, amp, swaps)| {
            let factors = rates.into_iter().map(Fixed::from_wei).collect();
            let held = balances.clone();
            let balances = balances.into_iter().map(U256::from).collect();
            let fee = fixed("0.000001");
            let pool = V2Pool::new((amp * 1_000).into(), balances, factors, fee).unwrap();
            let swaps = swaps
                .into_iter()
                .map(|(given_in, token_in, amount)| SwapRequest {
                    kind: if given_in { GivenIn } else { GivenOut },
                    token_in,
                    token_out: 1 - token_in,
                    // More than there is now may be there later.
                    amount_raw: (1 + amount % held[1 - token_in]).into(),
                });
            (pool, swaps.collect())
        },
    )
}

/// The invariants of a pool before and after each of the swaps that it takes.
fn invariants(pool: &V2Pool, swaps: &[SwapRequest], upscaling: Upscaling) -> Vec<Fixed> {
    let mut pool = pool.clone();
    let mut path: Vec<_> = pool.invariant().into_iter().collect();
    for swap in swaps {
        let replay = pool.replay(std::slice::from_ref(swap), upscaling);
        if replay.refused.is_none() {
            path.extend(replay.after.invariant());
            pool = replay.after;
        }
    }
    path
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5_000))]

    /// Corrected, no swap lowers the invariant, not even of a pool of a few wei.
    #[test]
    fn corrected_swaps_never_lower_the_invariant((pool, swaps) in any_wei()) {
        let path = invariants(&pool, &swaps, Upscaling::Up);
        prop_assert!(path.is_sorted(), "{path:?}");
    }
}

/// The same property of the rounding as it was: of 500 random sequences, one in ten finds a loss.
#[test]
fn the_rounding_as_it_was_loses() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let cases = (0..500).map(|_| any_wei().new_tree(&mut runner).unwrap().current());
    let losses =
        cases.filter(|(pool, swaps)| !invariants(pool, swaps, Upscaling::Down).is_sorted());
    let losses = losses.count();
    assert!(losses > 25, "{losses} of 500");
}
