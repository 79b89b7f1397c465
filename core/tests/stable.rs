//! The stable curve: its limits, its invariant and its price.
#![allow(
    clippy::unwrap_used,
    reason = "a pool that is not sound has failed the test"
)]

use yb_core::fixed::{Error, Fixed, U256};
use yb_core::pools::{Curve, Rounding, Stable};

fn fixed(text: &str) -> Fixed {
    text.parse().unwrap()
}

fn pool(amplification: u64) -> Stable {
    Stable::new((amplification * 1_000).into()).unwrap()
}

#[test]
fn refuses_amplifications_that_no_pool_has() {
    assert_eq!(Stable::new(0.into()), Err(Error::AmplificationFactorTooLow));
    assert_eq!(
        Stable::new(999.into()),
        Err(Error::AmplificationFactorTooLow)
    );
    assert_eq!(
        Stable::new(50_000_001.into()),
        Err(Error::AmplificationFactorTooHigh)
    );
    assert_eq!(
        Stable::new(U256::MAX),
        Err(Error::AmplificationFactorTooHigh)
    );
    assert!(Stable::new(50_000_000.into()).is_ok() && Stable::new(1_000.into()).is_ok());
}

#[test]
fn holds_two_to_five_tokens() {
    assert_eq!(pool(1).check_token_count(1), Err(Error::MinTokens));
    assert_eq!(pool(1).check_token_count(6), Err(Error::MaxTokens));
    assert_eq!(
        pool(1).invariant(&[Fixed::ONE; 6], Rounding::Down),
        Err(Error::MaxTokens)
    );
}

/// At equal balances the invariant is their sum, and one wei more when rounded up.
#[test]
fn the_invariant_of_equal_balances_is_their_sum() {
    let balances = [fixed("1000"); 4];
    assert_eq!(
        pool(200).invariant(&balances, Rounding::Down),
        Ok(fixed("4000"))
    );
    assert_eq!(
        pool(200).invariant(&balances, Rounding::Up),
        Ok(fixed("4000.000000000000000001"))
    );
    assert_eq!(
        pool(200).invariant(&[Fixed::ZERO; 2], Rounding::Up),
        Ok(Fixed::ZERO)
    );
    let one_empty = pool(200).invariant(&[Fixed::ONE, Fixed::ZERO], Rounding::Down);
    assert_eq!(one_empty, Err(Error::DivisionByZero));
}

/// Newton's steps can go round in a circle of more than a wei: the contract gives up, and so must this.
#[test]
fn some_invariants_never_settle() {
    let balances = [
        "7130945299.62791123340504713",
        "6816940539.890251279466699317",
        "151553847.148222834233364683",
        "114255582.878352671255560102",
    ]
    .map(fixed);
    let invariant = Stable::new(2_353.into())
        .unwrap()
        .invariant(&balances, Rounding::Down);
    assert_eq!(invariant, Err(Error::StableInvariantDidntConverge));
}

/// The price of X in Y where X is that share of the balances, computed at 40 digits.
#[test]
fn the_spot_price_at_an_imbalance() {
    for (amplification, share, price) in [
        (50, "0.6", 0.991_549_851_9),
        (50, "0.95", 0.541_192_852),
        (200, "0.8", 0.985_691_017_5),
        (200, "0.95", 0.807_432_366_2),
        (1_000, "0.9", 0.987_855_321_9),
    ] {
        let x = fixed(share);
        let balances = [x, x.complement()];
        let spot = pool(amplification).spot_price(&balances, 0, 1).unwrap();
        assert!(
            (spot - price).abs() < 1e-10,
            "{amplification} {share}: {spot}"
        );
        let other_way = pool(amplification).spot_price(&balances, 1, 0).unwrap();
        assert!((spot * other_way - 1.0).abs() < 1e-12);
    }
}

#[test]
fn the_spot_price_is_the_slope() {
    let balances = ["1000", "300", "2200", "77", "940"].map(fixed);
    for (token_in, token_out) in [(0, 1), (3, 2), (2, 3), (4, 0)] {
        let amount = fixed("0.000001");
        let out = pool(85).compute_out_given_exact_in(&balances, token_in, token_out, amount);
        let slope = out.unwrap().to_f64() / amount.to_f64();
        let price = pool(85).spot_price(&balances, token_in, token_out).unwrap();
        assert!((slope / price - 1.0).abs() < 1e-6, "{slope} {price}");
    }
}

/// The curve has no limit but the balance: all but a wei, and never all of it.
#[test]
fn never_drains_a_token() {
    let balances = [fixed("1000"); 2];
    let huge = pool(50_000).compute_out_given_exact_in(&balances, 0, 1, fixed("1000000000"));
    assert!(huge.unwrap() < fixed("1000"));
    let all = pool(200).compute_in_given_exact_out(&balances, 0, 1, fixed("1000"));
    assert!(all.is_err());
    let more = pool(200).compute_in_given_exact_out(&balances, 0, 1, fixed("1000.1"));
    assert_eq!(more, Err(Error::Overflow));
}

#[test]
fn the_balance_for_an_invariant_is_its_inverse() {
    let balances = ["1000", "300", "2200"].map(fixed);
    let same = pool(85).compute_balance(&balances, 1, Fixed::ONE).unwrap();
    assert!(same >= balances[1] && same.minus(balances[1]).unwrap() < fixed("0.0000000000000001"));
    let mut more = balances;
    more[1] = pool(85)
        .compute_balance(&balances, 1, fixed("1.1"))
        .unwrap();
    let ratio = pool(85).invariant(&more, Rounding::Down).unwrap().to_f64()
        / pool(85)
            .invariant(&balances, Rounding::Down)
            .unwrap()
            .to_f64();
    assert!((ratio - 1.1).abs() < 1e-14, "{ratio}");
}
