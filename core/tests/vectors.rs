//! What the contracts answered, digit for digit: every file in `vectors/` (the README there says its form).

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot read its file has failed"
)]

mod support;

use support::vectors::{Vector, vectors};
use yb_core::vault::{SwapKind, SwapRequest, swap};

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
