//! The stable curve: its limits, its invariant and its price.
#![allow(
    clippy::unwrap_used,
    reason = "a pool that is not sound has failed the test"
)]

use yb_core::fixed::{Error, Fixed, U256};
use yb_core::pools::{AmplificationRamp, Curve, Rounding, Stable};

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
    assert_eq!(invariant, Err(Error::StableInvariantDidNotConverge));
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

const NOW: u64 = 1_700_000_000;
const DAY: u64 = 86_400;

/// In a straight line, the change rounded down either way, and still before and after.
#[test]
fn an_amplification_moves_in_a_straight_line() {
    let up = AmplificationRamp::at(pool(100))
        .update(200, NOW + DAY, NOW)
        .unwrap();
    let down = AmplificationRamp::at(pool(200))
        .update(100, NOW + DAY, NOW)
        .unwrap();
    for (after, rising, falling) in [
        (0, 100_000, 200_000),
        // A second moves it by 1.157 thousandths.
        (1, 100_001, 199_999),
        (DAY / 2, 150_000, 150_000),
        (DAY - 1, 199_998, 100_002),
        (DAY, 200_000, 100_000),
        (9 * DAY, 200_000, 100_000),
    ] {
        assert_eq!(up.value(NOW + after), rising);
        assert_eq!(down.value(NOW + after), falling);
        assert_eq!(up.curve(NOW + after).amplification(), rising);
        assert_eq!(up.is_updating(NOW + after), after < DAY);
    }
    assert_eq!(up.value(NOW - 1), 100_000);
    let values = [100_000, 200_000].map(U256::from);
    assert_eq!(AmplificationRamp::stored(values, [NOW, NOW + DAY]), Ok(up));
    let backwards = AmplificationRamp::stored(values, [NOW, NOW - 1]);
    assert_eq!(backwards, Err(Error::Overflow));
    let none = AmplificationRamp::stored([999.into(), values[0]], [NOW, NOW]);
    assert_eq!(none, Err(Error::AmplificationFactorTooLow));
}

#[test]
fn an_amplification_moves_no_faster_than_it_may() {
    let still = AmplificationRamp::at(pool(200));
    let update = |end, end_time| still.update(end, end_time, NOW).map(drop);
    for (end, days, expected) in [
        (0, 1, Err(Error::AmplificationFactorTooLow)),
        (50_001, 9, Err(Error::AmplificationFactorTooHigh)),
        (400, 1, Ok(())),
        (401, 1, Err(Error::AmpUpdateRateTooFast)),
        (100, 1, Ok(())),
        (99, 1, Err(Error::AmpUpdateRateTooFast)),
        (800, 2, Ok(())),
        (801, 2, Err(Error::AmpUpdateRateTooFast)),
        (50_000, 125, Ok(())),
        (1, 100, Ok(())),
        (1, 99, Err(Error::AmpUpdateRateTooFast)),
    ] {
        assert_eq!(
            update(end, NOW + days * DAY),
            expected,
            "{end} in {days} days"
        );
    }
    let short = Err(Error::AmpUpdateDurationTooShort);
    assert_eq!(update(200, NOW + DAY - 1), short);
    assert_eq!(update(200, NOW - 1), Err(Error::Overflow));
    assert_eq!(still.stop(NOW), Err(Error::AmpUpdateNotStarted));
    let moving = still.update(400, NOW + DAY, NOW).unwrap();
    let again = moving.update(500, NOW + 9 * DAY, NOW + DAY - 1);
    assert_eq!(again, Err(Error::AmpUpdateAlreadyStarted));
    assert!(moving.update(500, NOW + 9 * DAY, NOW + DAY).is_ok());
    let stopped = moving.stop(NOW + DAY / 2).unwrap();
    assert_eq!(stopped, AmplificationRamp::at(pool(300)));
    assert_eq!(moving.stop(NOW + DAY), Err(Error::AmpUpdateNotStarted));
}

/// 10,000 times is too much, and so is what a trade makes of less.
#[test]
fn the_third_generation_refuses_balances_too_far_apart() {
    let (free, limited) = (
        pool(200),
        pool(200).with_max_imbalance(Stable::MAX_IMBALANCE),
    );
    assert_eq!(
        (free.max_imbalance(), limited.max_imbalance()),
        (None, Some(10_000))
    );
    let exceeded = Err(Error::MaxImbalanceRatioExceeded);
    let (near, far) = (
        [fixed("9999.999999999999999999"), fixed("1")],
        [fixed("10000"), fixed("1")],
    );
    let little = fixed("0.01");
    for balances in [near, far] {
        let answers = limited.invariant(&balances, Rounding::Down);
        let expected = if balances == near {
            free.invariant(&balances, Rounding::Down)
        } else {
            exceeded
        };
        assert_eq!(answers, expected);
    }
    // Before and after a swap are looked at at once.
    assert_eq!(
        limited.compute_out_given_exact_in(&near, 0, 1, little),
        exceeded
    );
    assert_eq!(
        limited.compute_in_given_exact_out(&near, 0, 1, little),
        exceeded
    );
    let back = fixed("100");
    assert_eq!(
        limited.compute_out_given_exact_in(&near, 1, 0, back),
        free.compute_out_given_exact_in(&near, 1, 0, back)
    );
    assert_eq!(
        limited.compute_out_given_exact_in(&far, 1, 0, back),
        exceeded
    );
    // So they are with a join or an exit.
    assert_eq!(limited.compute_balance(&near, 1, fixed("0.9999")), exceeded);
    assert_eq!(
        limited.compute_balance(&near, 1, fixed("1.01")),
        free.compute_balance(&near, 1, fixed("1.01"))
    );
    assert_eq!(limited.compute_balance(&far, 1, fixed("1.01")), exceeded);
    let nothing = limited.invariant(&[fixed("1"), Fixed::ZERO], Rounding::Down);
    assert_eq!(nothing, Err(Error::DivisionByZero));
}
