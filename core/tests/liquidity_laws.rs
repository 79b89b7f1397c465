//! Joining and leaving: what must hold for every pool.
#![allow(
    clippy::unwrap_used,
    reason = "a pool that is not sound has failed the test"
)]

mod support;

use primitive_types::U512;
use proptest::prelude::*;
use support::pools::any_state;
use yb_core::fixed::{Fixed, U256};
use yb_core::pools::Rounding;
use yb_core::vault::{
    AddRequest, LiquidityQuote, PoolState, RemoveRequest, add_liquidity, remove_liquidity,
};

fn add(state: &PoolState, request: &AddRequest) -> Result<LiquidityQuote, TestCaseError> {
    add_liquidity(state, request).map_err(|error| TestCaseError::reject(error.name()))
}

fn remove(state: &PoolState, request: &RemoveRequest) -> Result<LiquidityQuote, TestCaseError> {
    remove_liquidity(state, request).map_err(|error| TestCaseError::reject(error.name()))
}

/// Parts per million of a number.
fn part(whole: Fixed, parts_per_million: u64) -> Fixed {
    Fixed::from_raw(whole.raw() * parts_per_million / 1_000_000)
}

/// Amounts of every token, each from none to the whole balance again.
fn amounts(state: &PoolState, parts: &[u64]) -> Vec<U256> {
    let pairs = state.tokens().iter().zip(state.balances()).zip(parts);
    pairs
        .map(|((token, &balance), &parts)| {
            let raw =
                balance.raw() * Fixed::ONE.raw() / token.rate().raw() / token.scaling_factor();
            raw * parts / 1_000_000
        })
        .collect()
}

/// Nobody's pool token is worth less afterwards: invariant over supply, crosswise and exact. The invariants are rounded
/// apart, and a stable pool's steps may end two wei from each other.
fn keeps_its_worth(before: &PoolState, after: &PoolState) -> Result<(), TestCaseError> {
    let curve = before.pool().curve();
    let wide = |number: &Fixed| U512::from(number.raw());
    let invariant = |state: &PoolState, rounding| {
        let result = curve.invariant(state.balances(), rounding);
        result.map_err(|error| TestCaseError::reject(error.name()))
    };
    let least = invariant(before, Rounding::Down)?;
    let most = invariant(after, Rounding::Up)?.plus(Fixed::from_wei(2))?;
    let worth_before = wide(&least) * wide(&after.total_supply());
    let worth_after = wide(&most) * wide(&before.total_supply());
    prop_assert!(worth_after >= worth_before, "{least} became {most}");
    Ok(())
}

/// No amount comes back larger than it went in.
fn gains_nothing(paid: &LiquidityQuote, got: &LiquidityQuote) -> Result<(), TestCaseError> {
    for (paid, got) in paid.moves.iter().zip(&got.moves) {
        prop_assert!(got.amount_raw <= paid.amount_raw, "{paid:?} {got:?}");
    }
    Ok(())
}

fn parts() -> impl Strategy<Value = Vec<u64>> {
    prop::collection::vec(prop_oneof![1 => Just(0), 4 => 1_000u64..1_000_000], 8)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn joining_takes_nothing_from_the_others(state in any_state(), parts in parts()) {
        let amounts_in_raw = amounts(&state, &parts);
        let join = add(&state, &AddRequest::Unbalanced { amounts_in_raw })?;
        keeps_its_worth(&state, &join.state_after(&state)?)?;
    }

    #[test]
    fn joining_with_one_token_takes_nothing_from_the_others(
        state in any_state(),
        token in 0usize..2,
        share in 100u64..1_000_000,
    ) {
        let pool_tokens_out = part(state.total_supply(), share);
        let join = add(&state, &AddRequest::SingleTokenExactOut { token, pool_tokens_out })?;
        keeps_its_worth(&state, &join.state_after(&state)?)?;
    }

    #[test]
    fn leaving_takes_nothing_from_the_others(
        state in any_state(),
        token in 0usize..2,
        share in 100u64..300_000,
        exact_out: bool,
    ) {
        let pool_tokens_in = part(state.total_supply(), share);
        let request = if exact_out {
            let mut parts = [0; 8];
            parts[token] = share;
            RemoveRequest::SingleTokenExactOut { token, amount_out_raw: amounts(&state, &parts)[token] }
        } else {
            RemoveRequest::SingleTokenExactIn { token, pool_tokens_in }
        };
        let exit = remove(&state, &request)?;
        keeps_its_worth(&state, &exit.state_after(&state)?)?;
    }

    /// In and out again in proportion costs a wei, and pays none.
    #[test]
    fn in_and_out_in_proportion_gains_nothing(state in any_state(), share in 100u64..2_000_000) {
        let pool_tokens_out = part(state.total_supply(), share);
        let join = add(&state, &AddRequest::Proportional { pool_tokens_out })?;
        let after = join.state_after(&state)?;
        keeps_its_worth(&state, &after)?;
        let pool_tokens_in = pool_tokens_out;
        gains_nothing(&join, &remove(&after, &RemoveRequest::Proportional { pool_tokens_in })?)?;
        gains_nothing(&join, &remove(&after, &RemoveRequest::Recovery { pool_tokens_in })?)?;
    }

    #[test]
    fn in_and_out_of_one_token_gains_nothing(
        state in any_state(),
        token in 0usize..2,
        share in 100u64..300_000,
    ) {
        let pool_tokens = part(state.total_supply(), share);
        let request = AddRequest::SingleTokenExactOut { token, pool_tokens_out: pool_tokens };
        let join = add(&state, &request)?;
        let after = join.state_after(&state)?;
        let request = RemoveRequest::SingleTokenExactIn { token, pool_tokens_in: pool_tokens };
        gains_nothing(&join, &remove(&after, &request)?)?;
    }

    /// The fee is on the part out of proportion alone, and what leaves the pool is its share of it.
    #[test]
    fn the_fee_is_split_as_agreed(state in any_state(), parts in parts()) {
        let amounts_in_raw = amounts(&state, &parts);
        let join = add(&state, &AddRequest::Unbalanced { amounts_in_raw })?;
        for (moved, token) in join.moves.iter().zip(state.tokens()) {
            prop_assert!(moved.swap_fee_live <= moved.amount_live.mul_up(state.swap_fee())?.plus(Fixed::from_wei(1))?);
            let wide = |number: &U256| U512::from(*number);
            let one = wide(&Fixed::ONE.raw());
            let live = wide(&moved.swap_fee_raw)
                * wide(&token.scaling_factor())
                * wide(&token.rate().raw());
            prop_assert!(live <= wide(&moved.swap_fee_live.raw()) * one);
            let share = wide(&moved.swap_fee_raw) * wide(&state.aggregate_swap_fee().raw());
            prop_assert_eq!(wide(&moved.aggregate_fee_raw), share / one);
        }
    }
}
