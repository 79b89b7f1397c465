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

/// For ratios below 1 the larger power has the smaller exponent: `1 / w` rounded down in the second generation, up in the
/// first. The error of a power hides most of it, but not all.
#[test]
fn the_exponent_of_an_exit_rounds_by_generation() {
    let weight = fixed("0.264140435835351089");
    let rest = weight.complement();
    let least = vec![Weighted::least_balance(18).unwrap(); 2];
    let first = Weighted::new(vec![weight, rest]).unwrap();
    let second = Weighted::with_least_balances(vec![weight, rest], least).unwrap();
    let balance = fixed("181528970.576195301625834596");
    let mut parted = 0;
    for part in 1..200 {
        let ratio = Fixed::from_wei(700_000_000_000_000_000 + part * 1_000_000_000_000_001);
        let raised = |exponent: Fixed| balance.mul_up(ratio.pow_up(exponent)?);
        let down = raised(Fixed::ONE.div_down(weight).unwrap());
        let up = raised(Fixed::ONE.div_up(weight).unwrap());
        assert_eq!(first.compute_balance(&[balance; 2], 0, ratio), up);
        assert_eq!(second.compute_balance(&[balance; 2], 0, ratio), down);
        parted += usize::from(down != up);
    }
    assert!(parted > 0);
}

fn of_each_generation(weights: &[&str]) -> [Weighted; 2] {
    let weights: Vec<Fixed> = weights.iter().map(|weight| fixed(weight)).collect();
    let least = vec![Weighted::least_balance(18).unwrap(); weights.len()];
    [
        Weighted::new(weights.clone()).unwrap(),
        Weighted::with_least_balances(weights, least).unwrap(),
    ]
}

/// What the contracts of the two generations answered for a token of 51 %: 1 / 0.51 up and down.
#[test]
fn each_generation_rounds_the_exponent_of_an_exit_its_own_way() {
    let balances = [Fixed::from_raw(29_638_139_875_598_905_403u128.into()); 2];
    let ratio = Fixed::from_wei(800_873_858_496_504_230);
    let answers = of_each_generation(&["0.51", "0.49"]).map(|pool| {
        pool.compute_balance(&balances, 0, ratio)
            .unwrap()
            .raw()
            .as_u128()
    });
    assert_eq!(
        answers,
        [19_176_130_590_622_679_733, 19_176_130_590_622_679_763]
    );
    // A join's exponent is rounded up in both.
    let [first, second] = of_each_generation(&["0.51", "0.49"])
        .map(|pool| pool.compute_balance(&balances, 0, fixed("1.1")));
    assert_eq!(first, second);
}

/// One wei more of the token in is as if the pool held it. Of few wei it shows.
#[test]
fn the_second_generation_counts_one_wei_more() {
    let [first, second] = of_each_generation(&["0.8", "0.2"]);
    let wei = Fixed::from_wei;
    let (balances, more) = (
        [wei(2_000_000), wei(10u64.pow(15))],
        [wei(2_000_001), wei(10u64.pow(15))],
    );
    let out = |pool: &Weighted, balances: &[Fixed]| {
        pool.compute_out_given_exact_in(balances, 0, 1, wei(500_000))
            .unwrap()
    };
    assert_eq!(out(&second, &balances), out(&first, &more));
    assert!(out(&second, &balances) < out(&first, &balances));
    let asked = |pool: &Weighted, balances: &[Fixed]| {
        pool.compute_in_given_exact_out(balances, 0, 1, wei(299_999_999_999_999))
            .unwrap()
    };
    assert_eq!(asked(&second, &balances), asked(&first, &more));
    assert_eq!(second.max_amount_in(&[wei(9), wei(9)], 0, 1), Ok(wei(3)));
    assert_eq!(second.max_amount_out(&[wei(9), wei(9)], 0, 1), Ok(wei(2)));
    assert_eq!(first.max_amount_in(&[wei(9), wei(9)], 0, 1), Ok(wei(2)));
}

#[test]
fn the_second_generation_keeps_a_least_balance() {
    assert_eq!(
        Weighted::least_balance(6),
        Ok(Fixed::from_wei(10u64.pow(12)))
    );
    assert_eq!(
        Weighted::least_balance(12),
        Ok(Fixed::from_wei(10u64.pow(6)))
    );
    assert_eq!(
        Weighted::least_balance(19),
        Err(Error::InvalidScalingFactor)
    );
    let halves = || vec![fixed("0.5"); 2];
    let least = Fixed::from_wei(10u64.pow(12));
    let pool = Weighted::with_least_balances(halves(), vec![least; 2]).unwrap();
    let with = |least: Vec<Fixed>| Weighted::with_least_balances(halves(), least).map(drop);
    assert_eq!(with(vec![least]), Err(Error::InputLengthMismatch));
    assert_eq!(
        with(vec![least, Fixed::from_wei(999_999)]),
        Err(Error::InvalidMinTokenBalance)
    );

    let below = Err(Error::TokenBalanceBelowMin);
    let one_less = least.minus(Fixed::from_wei(1)).unwrap();
    let two_less = least.minus(Fixed::from_wei(2)).unwrap();
    let amount = Fixed::from_wei(1_000);
    let out = |own: [Fixed; 2]| pool.compute_out_given_exact_in(&own, 0, 1, amount);
    let asked = |own: [Fixed; 2]| pool.compute_in_given_exact_out(&own, 0, 1, amount);
    // Of the token in a wei is added first; of the token out enough must be left.
    let rich = fixed("1");
    assert!(out([one_less, rich]).is_ok() && asked([one_less, rich]).is_ok());
    assert_eq!([out([two_less, rich]), asked([two_less, rich])], [below; 2]);
    let left = least.plus(amount).unwrap();
    assert!(asked([least, left]).is_ok());
    assert_eq!(
        asked([least, left.minus(Fixed::from_wei(1)).unwrap()]),
        below
    );
    for own in [[one_less, rich], [rich, one_less]] {
        assert_eq!(pool.invariant(&own, Rounding::Down), below);
    }
    assert!(pool.invariant(&[least; 2], Rounding::Up).is_ok());
    // The lower of before and after counts.
    assert_eq!(
        pool.compute_balance(&[one_less, rich], 0, fixed("1.2")),
        below
    );
    assert_eq!(pool.compute_balance(&[least, rich], 0, fixed("0.9")), below);
    assert!(
        pool.compute_balance(&[least, rich], 0, fixed("1.2"))
            .is_ok()
    );
}
