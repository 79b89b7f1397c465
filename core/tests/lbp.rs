//! Sales and moving weights: what they refuse, and how weights move.
#![allow(
    clippy::unwrap_used,
    reason = "a pool that is not sound has failed the test"
)]

use yb_core::fixed::{Error, Fixed, Signed};
use yb_core::pools::{
    Curve, FixedPriceLbp, GradualLbp, GradualWeight, Pool, QuantAmm, QuantAmmState, Rounding, Sale,
};
use yb_core::vault::{
    AddRequest, PoolState, RemoveRequest, SwapKind, SwapRequest, Token, add_liquidity,
    remove_liquidity, swap,
};

fn fixed(text: &str) -> Fixed {
    text.parse().unwrap()
}

fn sale(current_timestamp: u64) -> Sale {
    Sale {
        project_token: 1,
        start_time: 1_000,
        end_time: 2_000,
        current_timestamp,
    }
}

fn weight() -> GradualWeight {
    GradualWeight {
        start: fixed("0.9"),
        end: fixed("0.1"),
        blocks_selling_back: true,
        reserve_virtual_balance: Fixed::ZERO,
    }
}

fn balances() -> [Fixed; 2] {
    ["1000", "1000"].map(fixed)
}

/// From start to end in a straight line, and no further on either side; the other token has the rest.
#[test]
fn the_weight_moves_in_a_straight_line() {
    let falling = [
        (500, "0.9"),
        (1_000, "0.9"),
        (1_250, "0.7"),
        (1_500, "0.5"),
        (2_000, "0.1"),
        (9_000, "0.1"),
    ];
    for (time, project) in falling {
        let pool = GradualLbp::new(sale(time), weight()).unwrap();
        let project = fixed(project);
        assert_eq!(pool.weights(), [project.complement(), project]);
    }
    let rising = GradualWeight {
        start: fixed("0.2"),
        end: fixed("0.4"),
        ..weight()
    };
    let pool = GradualLbp::new(sale(1_500), rising).unwrap();
    assert_eq!(pool.weights(), ["0.7", "0.3"].map(fixed));
}

#[test]
fn sells_within_its_time_alone() {
    for (time, expected) in [
        (999, Err(Error::SwapsDisabled)),
        (1_000, Ok(())),
        (2_000, Ok(())),
        (2_001, Err(Error::SwapsDisabled)),
    ] {
        let gradual = GradualLbp::new(sale(time), weight()).unwrap();
        assert_eq!(
            gradual
                .compute_out_given_exact_in(&balances(), 0, 1, Fixed::ONE)
                .map(drop),
            expected
        );
        let fixed_price = FixedPriceLbp::new(sale(time), fixed("2")).unwrap();
        assert_eq!(
            fixed_price
                .compute_in_given_exact_out(&balances(), 0, 1, Fixed::ONE)
                .map(drop),
            expected
        );
    }
}

#[test]
fn refuses_to_buy_back_where_it_must() {
    let gradual = GradualLbp::new(sale(1_500), weight()).unwrap();
    let back = gradual.compute_out_given_exact_in(&balances(), 1, 0, Fixed::ONE);
    assert_eq!(back, Err(Error::SwapOfProjectTokenIn));
    let both_ways = GradualWeight {
        blocks_selling_back: false,
        ..weight()
    };
    let gradual = GradualLbp::new(sale(1_500), both_ways).unwrap();
    assert!(
        gradual
            .compute_out_given_exact_in(&balances(), 1, 0, Fixed::ONE)
            .is_ok()
    );
    let fixed_price = FixedPriceLbp::new(sale(1_500), fixed("2")).unwrap();
    let back = fixed_price.compute_out_given_exact_in(&balances(), 1, 0, Fixed::ONE);
    assert_eq!(back, Err(Error::SwapOfProjectTokenIn));
    assert_eq!(
        fixed_price.spot_price(&balances(), 1, 0),
        Err(Error::SwapOfProjectTokenIn)
    );
}

#[test]
fn refuses_sales_that_are_none() {
    let sale = |project_token, start_time, end_time| Sale {
        project_token,
        start_time,
        end_time,
        current_timestamp: 0,
    };
    let gradual = |sale, weight| GradualLbp::new(sale, weight).map(drop);
    assert_eq!(
        gradual(sale(2, 1, 2), weight()),
        Err(Error::TokenNotRegistered)
    );
    assert_eq!(
        gradual(sale(0, 2, 1), weight()),
        Err(Error::InvalidStartTime)
    );
    assert_eq!(gradual(sale(0, 1, 1), weight()), Ok(()));
    let low = GradualWeight {
        end: fixed("0.009"),
        ..weight()
    };
    assert_eq!(gradual(sale(0, 1, 2), low), Err(Error::MinWeight));
    let high = GradualWeight {
        start: fixed("1.1"),
        ..weight()
    };
    assert_eq!(gradual(sale(0, 1, 2), high), Err(Error::Overflow));
    let free = FixedPriceLbp::new(sale(0, 1, 2), Fixed::ZERO);
    assert_eq!(free, Err(Error::InvalidProjectTokenRate));
}

/// A sale without a seed prices as if the reserve were there, and pays out no more than has come in.
#[test]
fn a_virtual_reserve_counts_but_does_not_pay() {
    let seedless = GradualWeight {
        blocks_selling_back: false,
        reserve_virtual_balance: fixed("1000"),
        ..weight()
    };
    let pool = GradualLbp::new(sale(1_500), seedless).unwrap();
    let seeded = GradualLbp::new(sale(1_500), weight()).unwrap();
    let none = [Fixed::ZERO, fixed("1000")];
    let bought = pool.compute_out_given_exact_in(&none, 0, 1, fixed("10"));
    assert_eq!(
        bought,
        seeded.compute_out_given_exact_in(&balances(), 0, 1, fixed("10"))
    );
    let some = [fixed("5"), fixed("1000")];
    let back = pool.compute_out_given_exact_in(&some, 1, 0, fixed("5.1"));
    assert_eq!(back, Err(Error::InsufficientRealReserveBalance));
    assert!(
        pool.compute_out_given_exact_in(&some, 1, 0, fixed("5"))
            .is_ok()
    );
}

/// Where the amount out is given, the deployed pool holds the amount *in* against the reserve. The bytecode deployed in
/// December 2025 (`cdb5d86`), run in a local EVM, gives these answers.
#[test]
fn a_seedless_pool_holds_what_it_computes_against_its_reserve() {
    let pool = |reserve_virtual_balance| {
        let weight = GradualWeight {
            start: fixed("0.76"),
            end: fixed("0.76"),
            blocks_selling_back: false,
            reserve_virtual_balance: Fixed::from_wei(reserve_virtual_balance),
        };
        let sale = Sale {
            project_token: 0,
            ..sale(1_500)
        };
        GradualLbp::new(sale, weight).unwrap()
    };
    let ask = |virtual_balance, project, amount| {
        let balances = [project, 100].map(Fixed::from_wei);
        pool(virtual_balance).compute_in_given_exact_out(&balances, 0, 1, Fixed::from_wei(amount))
    };
    let rich = 2_027_746_071_541;
    // More in than the reserve has, though less out.
    assert_eq!(
        ask(60, rich, 33),
        Err(Error::InsufficientRealReserveBalance)
    );
    // Less in, but more out: the pool answers, and the Vault cannot pay.
    assert_eq!(ask(1_000, 100, 101), Err(Error::Overflow));
    assert_eq!(ask(1_000, 100, 100), Ok(Fixed::from_wei(4)));
    // Without a virtual balance nothing is held against the reserve.
    assert!(ask(0, rich, 30).unwrap() > Fixed::from_wei(100));
}

#[test]
fn the_fixed_price_sells_what_is_there() {
    let token = |name| Token::new(name, 1.into(), Fixed::ONE).unwrap();
    let curve = FixedPriceLbp::new(sale(1_500), fixed("2")).unwrap();
    let state = PoolState::new(
        Pool::FixedPriceLbp(curve),
        vec![token("reserve"), token("project")],
        vec![Fixed::ZERO, fixed("100")],
        Fixed::ZERO,
        Fixed::ZERO,
        fixed("100"),
    )
    .unwrap();
    let buy = |amount| {
        let amount_raw = fixed(amount).raw();
        swap(
            &state,
            &SwapRequest {
                kind: SwapKind::GivenOut,
                token_in: 0,
                token_out: 1,
                amount_raw,
            },
        )
    };
    let all = buy("100").unwrap();
    assert_eq!(all.amount_in_raw, fixed("200").raw());
    let after = all.state_after(&state).unwrap();
    assert_eq!(after.balances(), [fixed("200"), Fixed::ZERO]);
    assert_eq!(buy("100.1"), Err(Error::Overflow));
    let invariant = curve.invariant(after.balances(), Rounding::Up);
    assert_eq!(invariant, curve.invariant(state.balances(), Rounding::Down));
}

/// Joins end with the second before the sale, and exits wait for the second after it. The bytecode of every deployed
/// version agrees; for the first and second version an exit before the start, which they refuse, is not told apart.
#[test]
fn a_sale_takes_nobody_in_and_lets_nobody_out() {
    let token = |name| Token::new(name, 1.into(), Fixed::ONE).unwrap();
    let pools = |time| {
        let gradual = GradualLbp::new(sale(time), weight()).unwrap();
        let fixed_price = FixedPriceLbp::new(sale(time), fixed("2")).unwrap();
        [Pool::GradualLbp(gradual), Pool::FixedPriceLbp(fixed_price)]
    };
    let closed = Err(Error::AddingLiquidityNotAllowed);
    let locked = Err(Error::RemovingLiquidityNotAllowed);
    let (pool_tokens_out, pool_tokens_in) = (Fixed::ONE, Fixed::ONE);
    for (time, joins, leaves) in [
        (999, Ok(()), Ok(())),
        (1_000, closed, locked),
        (2_000, closed, locked),
        (2_001, closed, Ok(())),
    ] {
        for pool in pools(time) {
            let tokens = vec![token("reserve"), token("project")];
            let (free, supply) = (Fixed::ZERO, fixed("1000"));
            let state =
                PoolState::new(pool, tokens, balances().to_vec(), free, free, supply).unwrap();
            let join = |request| add_liquidity(&state, &request).map(drop);
            let leave = |request| remove_liquidity(&state, &request).map(drop);
            assert_eq!(join(AddRequest::Proportional { pool_tokens_out }), joins);
            assert_eq!(
                leave(RemoveRequest::Proportional { pool_tokens_in }),
                leaves
            );
            assert_eq!(leave(RemoveRequest::Recovery { pool_tokens_in }), Ok(()));
            // The sale is asked first.
            let unbalanced = Err(Error::DoesNotSupportUnbalancedLiquidity);
            let single = AddRequest::SingleTokenExactOut {
                token: 0,
                pool_tokens_out,
            };
            assert_eq!(join(single), joins.and(unbalanced));
            let single = RemoveRequest::SingleTokenExactIn {
                token: 0,
                pool_tokens_in,
            };
            assert_eq!(leave(single), leaves.and(unbalanced));
        }
    }
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
