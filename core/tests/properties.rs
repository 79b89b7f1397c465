//! What must hold for every pool and every trade, and not only for the recorded ones.
//!
//! Closures take large numbers by reference: up to at least 1.95, an optimised build lets a closure overwrite an
//! argument that its caller still needs (rust-lang/rust#155241).
#![allow(
    clippy::unwrap_used,
    reason = "a generated pool that is not sound has failed the test"
)]

mod support;

use primitive_types::U512;
use proptest::prelude::*;
use support::generations::turned_weighted;
use support::laws::slack;
use support::pools::{any_case, any_weighted};
use yb_core::fixed::{Fixed, U256};
use yb_core::pools::{Curve, Pool, Rounding, Weighted};
use yb_core::vault::{PoolState, SwapKind, SwapQuote, SwapRequest, Token, swap};

/// The quote, or a skip for the few trades that a pool may refuse (too small, too large).
fn quote(state: &PoolState, request: &SwapRequest) -> Result<SwapQuote, TestCaseError> {
    swap(state, request).map_err(|error| TestCaseError::reject(error.name()))
}

fn wide(number: impl Into<U512>) -> U512 {
    number.into()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    /// The pool is never the poorer for a trade. What it holds after is measured against its slowest reader: the
    /// invariant rounded the other way.
    #[test]
    fn a_swap_never_lowers_the_invariant(case in any_case()) {
        let after = quote(&case.state, &case.request)?.state_after(&case.state)?;
        let curve = case.state.pool().curve();
        // One stable pool in 10^5 with an amplification below 10 has an invariant that does not settle.
        let invariant = |balances: &[Fixed], rounding| {
            curve.invariant(balances, rounding).map_err(|error| TestCaseError::reject(error.name()))
        };
        let before = invariant(case.state.balances(), Rounding::Down)?;
        let kept = invariant(after.balances(), Rounding::Up)?;
        prop_assert!(kept >= before, "{before} became {kept}");
    }

    /// The sharpest form, with exact products: where the weights are as 1 to k, so is the invariant's k-th power.
    #[test]
    fn a_weighted_swap_keeps_the_exact_product(
        (k, reversed) in (prop::sample::select(vec![1u64, 3, 4]), any::<bool>()),
        (lead_in, lead_out) in (10u64.pow(15)..u64::MAX, 10u64.pow(15)..u64::MAX),
        (digits_in, digits_out) in (0usize..=9, 0usize..=9),
        parts_per_million in 1u64..300_000,
        given_in: bool,
    ) {
        let small = Fixed::from_wei(10u64.pow(18) / (k + 1));
        let (mut w_in, mut w_out) = (small, small.complement());
        let (mut power_in, mut power_out) = (1u64, k);
        if reversed {
            (w_in, w_out, power_in, power_out) = (w_out, w_in, power_out, power_in);
        }
        let curve = Weighted::new(vec![w_in, w_out])?;
        let b_in = U256::from(lead_in) * U256::exp10(digits_in);
        let b_out = U256::from(lead_out) * U256::exp10(digits_out);
        let balances = [Fixed::from_raw(b_in), Fixed::from_raw(b_out)];
        let of = |balance: &U256| Fixed::from_raw(*balance * parts_per_million / 1_000_000);
        let (amount_in, amount_out) = if given_in {
            (of(&b_in), curve.compute_out_given_exact_in(&balances, 0, 1, of(&b_in))?)
        } else {
            (curve.compute_in_given_exact_out(&balances, 0, 1, of(&b_out))?, of(&b_out))
        };
        let product = |b_in: &U256, b_out: &U256| {
            wide(*b_in).pow(power_in.into()) * wide(*b_out).pow(power_out.into())
        };
        let after = product(&(b_in + amount_in.raw()), &(b_out - amount_out.raw()));
        prop_assert!(after >= product(&b_in, &b_out));
    }

    /// The two kinds of trade are one trade seen from its two ends.
    #[test]
    fn what_one_kind_asks_the_other_pays(case in any_case()) {
        let there = quote(&case.state, &case.request)?;
        // Where hardly anything is left, a wei out is any number of wei in.
        let left = there.state_after(&case.state)?.balances()[case.request.token_out];
        prop_assume!(left.raw() > case.state.balances()[case.request.token_out].raw() / 100);
        let (kind, amount_raw) = match case.request.kind {
            SwapKind::GivenIn => (SwapKind::GivenOut, there.amount_out_raw),
            SwapKind::GivenOut => (SwapKind::GivenIn, there.amount_in_raw),
        };
        let back = quote(&case.state, &SwapRequest { kind, amount_raw, ..case.request })?;
        match kind {
            // Asked for less than the exact amount out, the pool wants no more than was paid.
            SwapKind::GivenOut => {
                let most = there.amount_in_raw + slack(&case.state, case.request.token_in);
                prop_assert!(back.amount_in_raw <= most, "{} > {most}", back.amount_in_raw);
            }
            // Paid more than the exact amount in, it gives no less than was asked.
            SwapKind::GivenIn => {
                let least = back.amount_out_raw + slack(&case.state, case.request.token_out);
                prop_assert!(least >= there.amount_out_raw, "{least} < {}", there.amount_out_raw);
            }
        }
    }

    /// There and back again, nobody has more than before.
    #[test]
    fn a_round_trip_never_gains(case in any_case()) {
        let there = quote(&case.state, &case.request)?;
        let after = there.state_after(&case.state)?;
        let back = quote(&after, &SwapRequest {
            kind: SwapKind::GivenIn,
            token_in: case.request.token_out,
            token_out: case.request.token_in,
            amount_raw: there.amount_out_raw,
        })?;
        prop_assert!(back.amount_out_raw <= there.amount_in_raw);
    }

    /// Who gives more gets no less; who wants more pays no less. Steps below 10^-9 drown in the error of the power.
    #[test]
    fn more_for_more(case in any_case(), step in 1_000_000_001u64..2_000_000_000) {
        let less = quote(&case.state, &case.request)?;
        let amount = case.request.amount_raw * step / 1_000_000_000;
        prop_assume!(amount > case.request.amount_raw);
        let more = quote(&case.state, &case.with_amount(amount))?;
        prop_assert!(more.amount_calculated_raw() >= less.amount_calculated_raw());
    }

    /// Each rounding on the way, against exact products: none is in the trader's favour.
    #[test]
    fn every_step_rounds_for_the_pool(case in any_case()) {
        let quote = quote(&case.state, &case.request)?;
        let one = wide(Fixed::ONE.raw());
        // Live amounts are multiplied by 10^18 here, so that nothing is divided.
        let live = |token: &Token, amount: &U256| {
            wide(*amount) * wide(token.scaling_factor()) * wide(token.rate().raw())
        };
        let exact = |amount: &Fixed| wide(amount.raw()) * one;
        let (token_in, token_out) =
            (&case.state.tokens()[case.request.token_in], &case.state.tokens()[case.request.token_out]);
        let paid = live(token_in, &quote.amount_in_raw);
        let got = live(token_out, &quote.amount_out_raw);
        let fee = case.state.swap_fee().raw();
        match case.request.kind {
            SwapKind::GivenIn => {
                prop_assert!(exact(&quote.amount_given_live) <= paid);
                prop_assert!(exact(&quote.swap_fee_live) >= wide(quote.amount_given_live.raw()) * wide(fee));
                prop_assert_eq!(quote.curve_given.plus(quote.swap_fee_live)?, quote.amount_given_live);
                prop_assert!(got <= exact(&quote.curve_calculated));
            }
            SwapKind::GivenOut => {
                prop_assert!(exact(&quote.curve_given) >= got);
                prop_assert!(exact(&quote.swap_fee_live) >= wide(quote.amount_calculated_live.raw()) * wide(fee));
                prop_assert!(paid >= exact(&quote.amount_calculated_live));
            }
        }
        prop_assert!(live(token_in, &quote.swap_fee_raw) <= exact(&quote.swap_fee_live));
        let share = wide(case.state.aggregate_swap_fee().raw());
        prop_assert!(wide(quote.aggregate_fee_raw) * one <= wide(quote.swap_fee_raw) * share);
    }

    /// A balance moves by what was paid, less what left as a fee, or by what was got: to a wei of 18 decimals.
    #[test]
    fn balances_move_by_what_was_traded(case in any_case()) {
        let quote = quote(&case.state, &case.request)?;
        let after = quote.state_after(&case.state)?;
        let one = wide(Fixed::ONE.raw());
        let moved = |index: usize, amount: &U256| {
            let token = &case.state.tokens()[index];
            let change = after.balances()[index].raw().abs_diff(case.state.balances()[index].raw());
            let exact = wide(*amount) * wide(token.scaling_factor()) * wide(token.rate().raw());
            (wide(change) * one).abs_diff(exact) < one
        };
        let SwapRequest { token_in, token_out, .. } = case.request;
        prop_assert!(moved(token_in, &(quote.amount_in_raw - quote.aggregate_fee_raw)));
        prop_assert!(moved(token_out, &quote.amount_out_raw));
        prop_assert!(after.balances()[token_in] >= case.state.balances()[token_in]);
        prop_assert!(after.balances()[token_out] <= case.state.balances()[token_out]);
    }

    /// The order of the tokens is nobody's business.
    #[test]
    fn the_order_of_the_tokens_does_not_matter(case in any_case(), turn in 1usize..8) {
        // The two tokens of an ellipse have each their own parameters.
        prop_assume!(!matches!(case.state.pool(), Pool::GyroEclp(_)));
        let count = case.state.tokens().len();
        let turned = |index: usize| (index + count - turn % count) % count;
        let request = SwapRequest {
            token_in: turned(case.request.token_in),
            token_out: turned(case.request.token_out),
            ..case.request
        };
        let here = quote(&case.state, &case.request)?.amount_calculated_raw();
        let there = quote(&rotated(&case.state, turn % count), &request)?.amount_calculated_raw();
        if matches!(case.state.pool(), Pool::Weighted(_)) {
            prop_assert_eq!(here, there);
        } else {
            let token = match case.request.kind {
                SwapKind::GivenIn => case.request.token_out,
                SwapKind::GivenOut => case.request.token_in,
            };
            prop_assert!(here.abs_diff(there) <= slack(&case.state, token), "{here} {there}");
        }
    }

    /// A rate is only a unit: a weighted pool whose tokens are counted in another unit trades at the same terms.
    #[test]
    fn a_rate_changes_no_price_of_a_weighted_pool(state in any_weighted()) {
        let price = yb_core::vault::spot_price(&state, 0, 1)?;
        let raw = |token: usize| {
            state.balances()[token].to_f64() / state.tokens()[token].rate().to_f64()
        };
        let Pool::Weighted(curve) = state.pool() else { unreachable!() };
        let depth = |token: usize| raw(token) / curve.weights()[token].to_f64();
        prop_assert!((price / (depth(1) / depth(0)) - 1.0).abs() < 1e-12);
    }
}

fn rotated(state: &PoolState, turn: usize) -> PoolState {
    let mut tokens = state.tokens().to_vec();
    let mut balances = state.balances().to_vec();
    tokens.rotate_left(turn);
    balances.rotate_left(turn);
    let pool = match state.pool() {
        Pool::Weighted(curve) => Pool::Weighted(turned_weighted(curve, turn).unwrap()),
        other => other.clone(),
    };
    PoolState::new(
        pool,
        tokens,
        balances,
        state.swap_fee(),
        state.aggregate_swap_fee(),
        state.total_supply(),
    )
    .unwrap()
}
