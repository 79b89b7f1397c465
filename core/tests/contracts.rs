//! What the contracts themselves answered to pools that were made up, digit for digit and error for error: every file in
//! `vectors/contracts/`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot read its file has failed"
)]

mod support;

use serde_json::Value;
use support::vectors::{Vector, of_contracts};
use yb_core::fixed::{Error, Fixed, U256};
use yb_core::vault::{
    AddRequest, LiquidityQuote, PoolState, RemoveRequest, SwapKind, SwapRequest, add_liquidity,
    remove_liquidity, swap,
};

/// What a call came to: its result, what left for the protocol and the creator, and the pool's balances afterwards.
struct Answer {
    result: Vec<U256>,
    aggregate_fees: Vec<U256>,
    balances_after: Vec<U256>,
}

fn asked(state: &PoolState, call: &Value) -> Result<Answer, Error> {
    let fixed = |key: &str| Fixed::from_raw(Vector::int(&call[key]));
    let token = || Vector::index(&call["token"]);
    let join = |request: AddRequest| add_liquidity(state, &request);
    let exit = |request: RemoveRequest| remove_liquidity(state, &request);
    let of_all = |quote: LiquidityQuote| of_moves(state, &quote, amounts(&quote));
    let of_one = |quote: LiquidityQuote| of_moves(state, &quote, vec![amounts(&quote)[token()]]);
    let of_supply = |quote: LiquidityQuote| of_moves(state, &quote, vec![quote.pool_tokens.raw()]);
    match call["call"].as_str().unwrap() {
        "swap" => of_swap(state, call),
        "addUnbalanced" => {
            let amounts_in_raw = Vector::ints(&call["amountsIn"]);
            join(AddRequest::Unbalanced { amounts_in_raw }).and_then(of_supply)
        }
        "addSingleTokenExactOut" => join(AddRequest::SingleTokenExactOut {
            token: token(),
            pool_tokens_out: fixed("poolTokensOut"),
        })
        .and_then(of_one),
        "addProportional" => join(AddRequest::Proportional {
            pool_tokens_out: fixed("poolTokensOut"),
        })
        .and_then(of_all),
        "removeProportional" => exit(RemoveRequest::Proportional {
            pool_tokens_in: fixed("poolTokensIn"),
        })
        .and_then(of_all),
        "removeSingleTokenExactIn" => exit(RemoveRequest::SingleTokenExactIn {
            token: token(),
            pool_tokens_in: fixed("poolTokensIn"),
        })
        .and_then(of_one),
        "removeSingleTokenExactOut" => exit(RemoveRequest::SingleTokenExactOut {
            token: token(),
            amount_out_raw: Vector::int(&call["amountOut"]),
        })
        .and_then(of_supply),
        "removeRecovery" => exit(RemoveRequest::Recovery {
            pool_tokens_in: fixed("poolTokensIn"),
        })
        .and_then(of_all),
        other => panic!("a call of {other}"),
    }
}

fn of_swap(state: &PoolState, call: &Value) -> Result<Answer, Error> {
    let request = SwapRequest {
        kind: match call["kind"].as_str().unwrap() {
            "givenIn" => SwapKind::GivenIn,
            "givenOut" => SwapKind::GivenOut,
            other => panic!("a swap of kind {other}"),
        },
        token_in: Vector::index(&call["tokenIn"]),
        token_out: Vector::index(&call["tokenOut"]),
        amount_raw: Vector::int(&call["amount"]),
    };
    let quote = swap(state, &request)?;
    let mut aggregate_fees = vec![U256::zero(); state.tokens().len()];
    aggregate_fees[request.token_in] = quote.aggregate_fee_raw;
    Ok(Answer {
        result: vec![quote.amount_calculated_raw()],
        aggregate_fees,
        balances_after: balances(&quote.state_after(state)?),
    })
}

fn of_moves(state: &PoolState, quote: &LiquidityQuote, result: Vec<U256>) -> Result<Answer, Error> {
    let fees = quote.moves.iter().map(|moved| moved.aggregate_fee_raw);
    Ok(Answer {
        result,
        aggregate_fees: fees.collect(),
        balances_after: balances(&quote.state_after(state)?),
    })
}

fn amounts(quote: &LiquidityQuote) -> Vec<U256> {
    quote.moves.iter().map(|moved| moved.amount_raw).collect()
}

fn balances(state: &PoolState) -> Vec<U256> {
    state
        .balances()
        .iter()
        .map(|balance| balance.raw())
        .collect()
}

fn numbers(value: &Value) -> Vec<U256> {
    if value.is_array() {
        Vector::ints(value)
    } else {
        vec![Vector::int(value)]
    }
}

#[test]
fn every_call_as_the_contract_answered_it() {
    let (mut answers, mut refusals) = (0, 0);
    for vector in of_contracts() {
        for call in vector.all_calls() {
            let ours = asked(&vector.state, call);
            let place = format!("{}: {call}", vector.name);
            let Some(result) = call.get("result") else {
                let name = ours.map(|answer| answer.result).map_err(Error::name);
                assert_eq!(name, Err(call["error"].as_str().unwrap()), "{place}");
                refusals += 1;
                continue;
            };
            let ours = ours.unwrap_or_else(|error| panic!("{place}: {error}"));
            assert_eq!(ours.result, numbers(result), "{place}");
            if let Some(fees) = call.get("aggregateFees") {
                assert_eq!(ours.aggregate_fees, numbers(fees), "{place}");
            }
            // In recovery mode the Vault leaves the live balances as they were.
            if let Some(after) = call
                .get("balancesAfter")
                .filter(|_| call["call"] != "removeRecovery")
            {
                assert_eq!(ours.balances_after, numbers(after), "{place}");
            }
            answers += 1;
        }
    }
    assert!(
        answers >= 675 && refusals >= 120,
        "{answers} answers, {refusals} refusals"
    );
}
