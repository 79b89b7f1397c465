//! The 2-CLP. No answers of the chain are recorded for it: the figures were worked out by a second program, written
//! from the contracts' source with whole numbers of any size.
#![allow(
    clippy::unwrap_used,
    reason = "a pool that is not sound has failed the test"
)]

mod support;

use proptest::prelude::*;
use support::pools::any_2clp;
use yb_core::fixed::{Error, Fixed, U256};
use yb_core::pools::{Curve, Gyro2Clp, Pool, Rounding};
use yb_core::vault::{
    AddRequest, PoolState, SwapKind, SwapRequest, Token, add_liquidity, max_single_token_add,
    max_single_token_remove, spot_price, swap,
};

fn wei(digits: &str) -> Fixed {
    Fixed::from_raw(U256::from_dec_str(digits).unwrap())
}

fn fixed(text: &str) -> Fixed {
    text.parse().unwrap()
}

struct Case {
    roots: [&'static str; 2],
    balances: [&'static str; 2],
    invariants: [&'static str; 2],
    /// Of token 0 and of token 1, each at 110 % and at 90 % of the invariant.
    balances_after: [&'static str; 4],
    /// For 1 and 30 tokens 0 in, then for 1 and 30 tokens 1 in.
    out: [&'static str; 4],
    /// What is asked for 1 and 30 tokens 1, then for 1 and 30 tokens 0.
    asked: [&'static str; 4],
}

const CASES: [Case; 2] = [
    Case {
        roots: ["997496867163000167", "1002496882788171068"],
        balances: ["1234567890123456789012", "345678901234567890123"],
        invariants: ["316315791266203246540524", "316315791266203309911221"],
        balances_after: [
            "1392693727569569657491",
            "1076449716559817834243",
            "503399237277072544407",
            "188055489117764820948",
        ],
        out: [
            "997178232187302099",
            "29912608438035661393",
            "1002823412054336031",
            "30081940547051373913",
        ],
        asked: [
            "1002829761676471308",
            "30087655207024613588",
            "997184528269119475",
            "29918274911722068961",
        ],
    },
    Case {
        roots: ["500000000000000000", "1500000000000000000"],
        balances: ["98765432109876543210", "123456789012345678901"],
        invariants: ["266230368591800236316", "266230368591800236635"],
        balances_after: [
            "122542695927760069620",
            "76270847596617475126",
            "145283552196720118651",
            "102288643835715911249",
        ],
        out: [
            "925409571438861932",
            "25133388649491742294",
            "1072524859580932564",
            "28919681989340704288",
        ],
        asked: [
            "1080917993191771485",
            "36578091341673835811",
            "932133652740367688",
            "31257201691777308488",
        ],
    },
];

#[test]
fn equals_the_contract_to_the_wei() {
    for case in &CASES {
        let curve = Gyro2Clp::new(wei(case.roots[0]), wei(case.roots[1])).unwrap();
        let balances = case.balances.map(wei);
        for (rounding, expected) in [Rounding::Down, Rounding::Up]
            .into_iter()
            .zip(case.invariants)
        {
            assert_eq!(curve.invariant(&balances, rounding), Ok(wei(expected)));
        }
        for place in 0..4 {
            let (token, other) = (place / 2, 1 - place / 2);
            let ratio = [fixed("1.1"), fixed("0.9")][place % 2];
            let balance = curve.compute_balance(&balances, token, ratio);
            assert_eq!(balance, Ok(wei(case.balances_after[place])));
            let amount = [fixed("1"), fixed("30")][place % 2];
            let out = curve.compute_out_given_exact_in(&balances, token, other, amount);
            assert_eq!(out, Ok(wei(case.out[place])));
            let asked = curve.compute_in_given_exact_out(&balances, token, other, amount);
            assert_eq!(asked, Ok(wei(case.asked[place])));
        }
    }
}

/// The package `@balancer-labs/balancer-maths` 0.0.41 keeps a margin of three parts in 10^18 of the virtual balances,
/// which the contract had until January 2025, before the first pool: it answers 1236814248758003973 here.
#[test]
fn a_margin_of_old_is_not_kept() {
    let case = &CASES[0];
    let curve = Gyro2Clp::new(wei(case.roots[0]), wei(case.roots[1])).unwrap();
    let token = |name, factor: u64, rate| Token::new(name, factor.into(), wei(rate)).unwrap();
    let state = PoolState::new(
        Pool::Gyro2Clp(curve),
        vec![
            token("A", 1, "1000000000000000000"),
            token("B", 1_000_000_000_000, "1058132408689971699"),
        ],
        case.balances.map(wei).to_vec(),
        fixed("0.001"),
        fixed("0.5"),
        fixed("500000"),
    )
    .unwrap();
    let request = SwapRequest {
        kind: SwapKind::GivenIn,
        token_in: 1,
        token_out: 0,
        amount_raw: 1_166_742.into(),
    };
    let quote = swap(&state, &request).unwrap();
    assert_eq!(quote.amount_out_raw, wei("1236814248758003977").raw());
}

/// At the end of its range the pool has nothing to give, and the last of what it has goes at the other end's price.
#[test]
fn the_ends_of_the_range() {
    let curve = Gyro2Clp::new(fixed("0.999999"), fixed("1.000001")).unwrap();
    let balances = [Fixed::ZERO, fixed("5000")];
    let swap = |token_in, token_out, amount| {
        curve.compute_out_given_exact_in(&balances, token_in, token_out, amount)
    };
    assert_eq!(swap(0, 1, fixed("1")), Ok(wei("1000001999600998800")));
    assert_eq!(swap(1, 0, fixed("1")), Err(Error::AssetBoundsExceeded));
    let asked = curve.compute_in_given_exact_out(&balances, 0, 1, fixed("5000.1"));
    assert_eq!(asked, Err(Error::AssetBoundsExceeded));
    assert_eq!(swap(0, 2, fixed("1")), Err(Error::TokenNotRegistered));
    assert_eq!(swap(1, 1, fixed("1")), Err(Error::TokenNotRegistered));
    let highest = curve.spot_price(&balances, 0, 1).unwrap();
    assert!((highest - 1.000_002_000_001).abs() < 1e-11);
    let refused = Err(Error::SqrtParamsWrong);
    assert_eq!(Gyro2Clp::new(fixed("1.1"), fixed("1")), refused);
    assert_eq!(curve.check_token_count(3), Err(Error::MaxTokens));
}

/// The invariant may change by any factor, so a join with one token has no limit of its own.
#[test]
fn one_token_joins_without_limit() {
    let curve = Gyro2Clp::new(fixed("0.9"), fixed("1.1")).unwrap();
    let tokens = ["A", "B"].map(|name| Token::new(name, 1.into(), Fixed::ONE).unwrap());
    let state = PoolState::new(
        Pool::Gyro2Clp(curve),
        tokens.to_vec(),
        vec![fixed("100"), fixed("100")],
        fixed("0.001"),
        Fixed::ZERO,
        fixed("100"),
    )
    .unwrap();
    assert_eq!(max_single_token_add(&state, 0), Ok(None));
    let amounts_in_raw = vec![fixed("1000000").raw(), U256::zero()];
    assert!(add_liquidity(&state, &AddRequest::Unbalanced { amounts_in_raw }).is_ok());
    // All but 10^6 wei of the pool tokens would have to come out of one token.
    assert!(max_single_token_remove(&state, 0).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1_000))]

    /// Nobody gains by going there and back, and the price stays within the range.
    #[test]
    fn there_and_back_gains_nothing(state in any_2clp(), parts in 1u64..800_000, token_in in 0usize..2, given_out: bool) {
        let token_out = 1 - token_in;
        let (kind, given) = if given_out { (SwapKind::GivenOut, token_out) } else { (SwapKind::GivenIn, token_in) };
        let token = &state.tokens()[given];
        let balance = state.balances()[given].div_down(token.rate())?.raw() / token.scaling_factor();
        let request = SwapRequest { kind, token_in, token_out, amount_raw: balance * parts / 1_000_000 };
        let Ok(there) = swap(&state, &request) else {
            return Err(TestCaseError::reject("past the range, or too small"));
        };
        let after = there.state_after(&state)?;
        let request = SwapRequest {
            kind: SwapKind::GivenIn,
            token_in: token_out,
            token_out: token_in,
            amount_raw: there.amount_out_raw,
        };
        if let Ok(back) = swap(&after, &request) {
            prop_assert!(back.amount_out_raw <= there.amount_in_raw);
        }
        let Pool::Gyro2Clp(curve) = state.pool() else { unreachable!() };
        let price = spot_price(&after, 0, 1)? * after.tokens()[1].rate().to_f64() / after.tokens()[0].rate().to_f64();
        let (alpha, beta) = (curve.sqrt_alpha().to_f64().powi(2), curve.sqrt_beta().to_f64().powi(2));
        prop_assert!(alpha * (1.0 - 1e-9) <= price && price <= beta * (1.0 + 1e-9), "{} {} {}", alpha, price, beta);
    }

    /// The invariant solves its equation, from below and from above.
    #[test]
    fn the_invariant_is_between_its_roundings(state in any_2clp()) {
        let Pool::Gyro2Clp(curve) = state.pool() else { unreachable!() };
        let (below, above) = (curve.invariant(state.balances(), Rounding::Down)?, curve.invariant(state.balances(), Rounding::Up)?);
        prop_assert!(below <= above);
        let (x, y) = (state.balances()[0].to_f64(), state.balances()[1].to_f64());
        let (a, b) = (curve.sqrt_alpha().to_f64(), curve.sqrt_beta().to_f64());
        let l = below.to_f64();
        let product = (x + l / b) * (y + l * a);
        prop_assert!((product / (l * l) - 1.0).abs() < 1e-9);
    }
}
