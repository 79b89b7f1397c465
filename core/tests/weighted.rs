//! The weighted curve: its limits, its invariant and its price.
#![allow(
    clippy::unwrap_used,
    reason = "a pool that is not sound has failed the test"
)]

use yb_core::fixed::{Error, Fixed};
use yb_core::pools::{Curve, Rounding, Weighted};

fn fixed(text: &str) -> Fixed {
    text.parse().unwrap()
}

fn pool(weights: &[&str]) -> Result<Weighted, Error> {
    Weighted::new(weights.iter().map(|weight| fixed(weight)).collect())
}

#[test]
fn refuses_weights_that_no_pool_has() {
    assert_eq!(pool(&["1"]), Err(Error::MinTokens));
    assert_eq!(pool(&["0.125"; 9]), Err(Error::MaxTokens));
    assert_eq!(pool(&["0.995", "0.005"]), Err(Error::MinWeight));
    assert_eq!(
        pool(&["0.5", "0.500000000000000001"]),
        Err(Error::NormalizedWeightInvariant)
    );
    assert!(pool(&["0.125"; 8]).is_ok());
    assert!(pool(&["0.99", "0.01"]).is_ok());
}

#[test]
fn trades_at_most_three_tenths() {
    let (pool, balances) = (pool(&["0.5", "0.5"]).unwrap(), [fixed("100"), fixed("100")]);
    let more = fixed("30.000000000000000001");
    assert!(
        pool.compute_out_given_exact_in(&balances, 0, 1, fixed("30"))
            .is_ok()
    );
    assert_eq!(
        pool.compute_out_given_exact_in(&balances, 0, 1, more),
        Err(Error::MaxInRatio)
    );
    assert!(
        pool.compute_in_given_exact_out(&balances, 0, 1, fixed("30"))
            .is_ok()
    );
    assert_eq!(
        pool.compute_in_given_exact_out(&balances, 0, 1, more),
        Err(Error::MaxOutRatio)
    );
    let nothing = pool.compute_out_given_exact_in(&balances, 0, 2, fixed("1"));
    assert_eq!(nothing, Err(Error::TokenNotRegistered));
}

#[test]
fn the_invariant_is_the_weighted_mean() {
    let pool = pool(&["0.5", "0.5"]).unwrap();
    let balances = [fixed("400"), fixed("100")];
    let [down, up] =
        [Rounding::Down, Rounding::Up].map(|rounding| pool.invariant(&balances, rounding).unwrap());
    assert!(down < fixed("200") && fixed("200") < up);
    assert!(up.minus(down).unwrap() < fixed("0.00000000001"));
    assert_eq!(
        pool.invariant(&[Fixed::ZERO; 2], Rounding::Down),
        Err(Error::ZeroInvariant)
    );
}

#[test]
fn the_balance_for_an_invariant_is_its_inverse() {
    let pool = pool(&["0.8", "0.2"]).unwrap();
    let balances = [fixed("400"), fixed("100")];
    // 100 * ratio ^ (1 / 0.2)
    for (ratio, exact) in [("1.1", 161.051), ("0.9", 59.049)] {
        let balance = pool
            .compute_balance(&balances, 1, fixed(ratio))
            .unwrap()
            .to_f64();
        assert!(
            balance >= exact && balance / exact - 1.0 < 1e-12,
            "{balance} {exact}"
        );
    }
}

#[test]
fn the_spot_price_is_the_slope() {
    let pool = pool(&["0.8", "0.15", "0.05"]).unwrap();
    let balances = [fixed("1234"), fixed("567"), fixed("8.9")];
    for (token_in, token_out) in [(0, 1), (1, 2), (2, 0)] {
        let amount = fixed("0.000001");
        let out = pool
            .compute_out_given_exact_in(&balances, token_in, token_out, amount)
            .unwrap();
        let slope = out.to_f64() / amount.to_f64();
        let price = pool.spot_price(&balances, token_in, token_out).unwrap();
        assert!((slope / price - 1.0).abs() < 1e-5, "{slope} {price}");
    }
}

/// For ratios below 1 the larger power has the smaller exponent: `1 / w` rounded down, as the contract has it since
/// September 2024. The error of a power hides most of it, but not all.
#[test]
fn the_exponent_of_an_exit_rounds_down() {
    let weight = fixed("0.264140435835351089");
    let rest = weight.complement();
    let curve = Weighted::new(vec![weight, rest]).unwrap();
    let balance = fixed("181528970.576195301625834596");
    let mut parted = 0;
    for part in 1..200 {
        let ratio = Fixed::from_wei(700_000_000_000_000_000 + part * 1_000_000_000_000_001);
        let raised = |exponent: Fixed| balance.mul_up(ratio.pow_up(exponent)?);
        let down = raised(Fixed::ONE.div_down(weight).unwrap());
        assert_eq!(curve.compute_balance(&[balance; 2], 0, ratio), down);
        parted += usize::from(down != raised(Fixed::ONE.div_up(weight).unwrap()));
    }
    assert!(parted > 0);
}
