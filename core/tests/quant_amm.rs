//! Moving weights: how they move, and what is traded at them.
#![allow(
    clippy::unwrap_used,
    reason = "a pool that is not sound has failed the test"
)]

use yb_core::fixed::{Error, Fixed, Signed};
use yb_core::pools::{Curve, QuantAmm, QuantAmmState};

fn fixed(text: &str) -> Fixed {
    text.parse().unwrap()
}

fn balances() -> [Fixed; 2] {
    ["1000", "1000"].map(fixed)
}

fn quant_amm() -> QuantAmmState {
    QuantAmmState {
        weights: vec![fixed("0.6"), fixed("0.4")],
        multipliers: vec![
            Signed::new(1_000_000_000_000),
            Signed::new(-1_000_000_000_000),
        ],
        last_update_time: 1_000,
        last_interop_time: 101_000,
        current_timestamp: 51_000,
        max_trade_size_ratio: fixed("0.1"),
    }
}

#[test]
fn weights_move_until_the_strategy_speaks_again() {
    let at = |current_timestamp| {
        let state = QuantAmmState {
            current_timestamp,
            ..quant_amm()
        };
        QuantAmm::new(&state).map(|pool| pool.weights().to_vec())
    };
    let weights = |first: &str| Ok(vec![fixed(first), fixed(first).complement()]);
    assert_eq!(at(1_000), weights("0.6"));
    assert_eq!(at(51_000), weights("0.65"));
    assert_eq!(at(101_000), weights("0.7"));
    assert_eq!(at(900_000), weights("0.7"));
    assert_eq!(at(999), Err(Error::Overflow));
}

#[test]
fn trades_at_most_its_own_share() {
    let pool = QuantAmm::new(&quant_amm()).unwrap();
    let given_in = |amount| {
        pool.compute_out_given_exact_in(&balances(), 1, 0, fixed(amount))
            .map(drop)
    };
    assert_eq!(given_in("100"), Ok(()));
    assert_eq!(given_in("100.1"), Err(Error::MaxTradeSizeRatioExceeded));
    // The token in weighs more: less than its share in is more than the other's share out.
    let out = pool.compute_out_given_exact_in(&balances(), 0, 1, fixed("99"));
    assert_eq!(out, Err(Error::MaxTradeSizeRatioExceeded));
    // A weight of 0.4 that loses more than 0.39 is none any more.
    let low = QuantAmmState {
        multipliers: [10, -10]
            .map(|tenth| Signed::new(tenth * 1_000_000_000_000))
            .to_vec(),
        ..quant_amm()
    };
    assert_eq!(QuantAmm::new(&low), Err(Error::Overflow));
    let short = QuantAmmState {
        multipliers: vec![Signed::ZERO],
        ..quant_amm()
    };
    assert_eq!(QuantAmm::new(&short), Err(Error::InputLengthMismatch));
}

/// The pool has no least weight when it trades, and divides by what there is: figures and refusals of the contract
/// (`1e2e387`), run in a local EVM.
#[test]
fn weights_may_fall_below_a_hundredth() {
    let with = |weights: [&str; 2]| {
        let state = QuantAmmState {
            weights: weights.map(fixed).to_vec(),
            multipliers: vec![Signed::ZERO; 2],
            ..quant_amm()
        };
        QuantAmm::new(&state).unwrap()
    };
    let amount = fixed("1");
    let low = with(["0.991", "0.009"]);
    let out = low.compute_out_given_exact_in(&balances(), 1, 0, amount);
    assert_eq!(
        out.map(|out| out.to_string()),
        Ok("0.009077156570115".to_owned())
    );
    let paid = low.compute_in_given_exact_out(&balances(), 1, 0, fixed("0.01"));
    assert_eq!(
        paid.map(|paid| paid.to_string()),
        Ok("1.10172306818612".to_owned())
    );
    let none = with(["1", "0"]);
    let out = |token_in| {
        let token_out = 1 - token_in;
        none.compute_out_given_exact_in(&balances(), token_in, token_out, amount)
    };
    assert_eq!(out(0), Err(Error::DivisionByZero));
    assert_eq!(out(1), Ok(Fixed::ZERO));
    let paid = |token_in| {
        let token_out = 1 - token_in;
        none.compute_in_given_exact_out(&balances(), token_in, token_out, amount)
    };
    assert_eq!(paid(1), Err(Error::ZeroDivision));
    assert_eq!(
        none.spot_price(&balances(), 0, 1),
        Err(Error::DivisionByZero)
    );
    let more = fixed("1.1");
    assert_eq!(
        none.compute_balance(&balances(), 1, more),
        Err(Error::ZeroDivision)
    );
}
