//! A prepared pool answers what the pool itself answers, to the wei and to the error.
#![allow(
    clippy::unwrap_used,
    reason = "a generated pool that is not sound has failed the test"
)]

mod support;

use proptest::prelude::*;
use support::pools::any_case;
use support::vectors::{Vector, vectors};
use yb_core::fixed::U256;
use yb_core::vault::{PoolState, PreparedPool, SwapKind, SwapRequest, swap, swap_amount};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn equals_the_pool(case in any_case(), shifts in prop::collection::vec(0usize..256, 4)) {
        let prepared = PreparedPool::new(case.state.clone());
        all_alike(&prepared, &case.state, &case.request);
        // Amounts of any length, most of them refused: the errors are the same too.
        for shift in shifts {
            let request = case.with_amount(U256::MAX >> shift);
            all_alike(&prepared, &case.state, &request);
        }
    }
}

/// A quote of the pool, of the prepared pool, and the amount alone of either.
fn all_alike(prepared: &PreparedPool, state: &PoolState, request: &SwapRequest) -> bool {
    let quote = swap(state, request);
    assert_eq!(prepared.swap(request), quote, "{state:?} {request:?}");
    let amount = quote.map(|quote| quote.amount_calculated_raw());
    assert_eq!(swap_amount(state, request), amount, "{state:?} {request:?}");
    assert_eq!(
        prepared.swap_amount(request),
        amount,
        "{state:?} {request:?}"
    );
    amount.is_ok()
}

/// Every kind of pool, every pair of its tokens, either way.
#[test]
fn equals_every_recorded_pool() {
    let mut answers = 0;
    for vector in vectors() {
        let prepared = PreparedPool::new(vector.state.clone());
        let tokens = vector.state.tokens().len();
        for call in vector.calls("swap") {
            let amount_raw = Vector::int(&call["amount"]);
            for pair in 0..tokens * tokens {
                for kind in [SwapKind::GivenIn, SwapKind::GivenOut] {
                    let request = SwapRequest {
                        kind,
                        token_in: pair / tokens,
                        token_out: pair % tokens,
                        amount_raw,
                    };
                    answers += usize::from(all_alike(&prepared, &vector.state, &request));
                }
            }
        }
    }
    assert!(answers >= 200, "only {answers} quotes");
}
