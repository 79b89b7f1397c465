//! What the contracts answered, digit for digit: every file in `vectors/` (the README there says its form).

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot read its file has failed"
)]

mod support;

use support::vectors::{Vector, vectors};
use yb_core::fixed::Fixed;
use yb_core::vault::{
    AddRequest, RemoveRequest, SwapKind, SwapRequest, add_liquidity, remove_liquidity, swap,
};

#[test]
fn every_recorded_swap_to_the_wei() {
    let mut swaps = 0;
    for vector in vectors() {
        for call in vector.calls("swap") {
            let kind = match call["kind"].as_str() {
                Some("givenIn") => SwapKind::GivenIn,
                Some("givenOut") => SwapKind::GivenOut,
                other => panic!("{}: a swap of kind {other:?}", vector.name),
            };
            let request = SwapRequest {
                kind,
                token_in: Vector::index(&call["tokenIn"]),
                token_out: Vector::index(&call["tokenOut"]),
                amount_raw: Vector::int(&call["amount"]),
            };
            let quote = swap(&vector.state, &request).unwrap();
            let answer = quote.amount_calculated_raw();
            assert_eq!(
                answer,
                Vector::int(&call["result"]),
                "{} {request:?}",
                vector.name
            );
            swaps += 1;
        }
    }
    // Guards against a folder that is empty or not read.
    assert!(swaps >= 40, "only {swaps} swaps found");
}

#[test]
fn every_recorded_join_to_the_wei() {
    let mut joins = 0;
    for vector in vectors() {
        for call in vector.calls("addUnbalanced") {
            let amounts_in_raw = Vector::ints(&call["amountsIn"]);
            let request = AddRequest::Unbalanced { amounts_in_raw };
            let quote = add_liquidity(&vector.state, &request).unwrap();
            let expected = Vector::int(&call["result"]);
            assert_eq!(
                quote.pool_tokens.raw(),
                expected,
                "{} {request:?}",
                vector.name
            );
            joins += 1;
        }
        for call in vector.calls("addSingleTokenExactOut") {
            let token = Vector::index(&call["token"]);
            let pool_tokens_out = Fixed::from_raw(Vector::int(&call["poolTokensOut"]));
            let request = AddRequest::SingleTokenExactOut {
                token,
                pool_tokens_out,
            };
            let quote = add_liquidity(&vector.state, &request).unwrap();
            let expected = Vector::int(&call["result"]);
            assert_eq!(
                quote.moves[token].amount_raw, expected,
                "{} {request:?}",
                vector.name
            );
            joins += 1;
        }
    }
    assert!(joins >= 5, "only {joins} joins found");
}

#[test]
fn every_recorded_exit_to_the_wei() {
    let mut exits = 0;
    for vector in vectors() {
        for call in vector.calls("removeProportional") {
            let pool_tokens_in = Fixed::from_raw(Vector::int(&call["poolTokensIn"]));
            let request = RemoveRequest::Proportional { pool_tokens_in };
            let quote = remove_liquidity(&vector.state, &request).unwrap();
            let amounts: Vec<_> = quote.moves.iter().map(|moved| moved.amount_raw).collect();
            assert_eq!(
                amounts,
                Vector::ints(&call["result"]),
                "{} {request:?}",
                vector.name
            );
            exits += 1;
        }
        for call in vector.calls("removeSingleTokenExactIn") {
            let token = Vector::index(&call["token"]);
            let pool_tokens_in = Fixed::from_raw(Vector::int(&call["poolTokensIn"]));
            let request = RemoveRequest::SingleTokenExactIn {
                token,
                pool_tokens_in,
            };
            let quote = remove_liquidity(&vector.state, &request).unwrap();
            let expected = Vector::int(&call["result"]);
            assert_eq!(
                quote.moves[token].amount_raw, expected,
                "{} {request:?}",
                vector.name
            );
            exits += 1;
        }
        for call in vector.calls("removeSingleTokenExactOut") {
            let token = Vector::index(&call["token"]);
            let amount_out_raw = Vector::int(&call["amountOut"]);
            let request = RemoveRequest::SingleTokenExactOut {
                token,
                amount_out_raw,
            };
            let quote = remove_liquidity(&vector.state, &request).unwrap();
            let expected = Vector::int(&call["result"]);
            assert_eq!(
                quote.pool_tokens.raw(),
                expected,
                "{} {request:?}",
                vector.name
            );
            exits += 1;
        }
    }
    assert!(exits >= 8, "only {exits} exits found");
}
