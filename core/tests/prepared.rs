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
use yb_core::vault::{PreparedPool, SwapKind, SwapRequest, swap};

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn equals_the_pool(case in any_case(), shifts in prop::collection::vec(0usize..256, 4)) {
        let prepared = PreparedPool::new(case.state.clone());
        prop_assert_eq!(prepared.swap(&case.request), swap(&case.state, &case.request));
        // Amounts of any length, most of them refused: the errors are the same too.
        for shift in shifts {
            let request = case.with_amount(U256::MAX >> shift);
            prop_assert_eq!(prepared.swap(&request), swap(&case.state, &request));
        }
    }
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
                    let quote = swap(&vector.state, &request);
                    assert_eq!(
                        prepared.swap(&request),
                        quote,
                        "{} {request:?}",
                        vector.name
                    );
                    answers += usize::from(quote.is_ok());
                }
            }
        }
    }
    assert!(answers >= 200, "only {answers} quotes");
}
