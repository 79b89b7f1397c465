//! Sales: what they refuse, and how their weights move.
#![allow(
    clippy::unwrap_used,
    reason = "a pool that is not sound has failed the test"
)]

use yb_core::fixed::{Error, Fixed, U256};
use yb_core::pools::{Curve, FixedPriceLbp, GradualLbp, GradualWeight, Pool, Rounding, Sale};
use yb_core::vault::{
    AddRequest, PoolState, PreparedPool, RemoveRequest, SwapKind, SwapRequest, Token,
    add_liquidity, remove_liquidity, swap, swap_amount,
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
    assert_eq!(ask(1_000, 100, 101), Ok(Fixed::from_wei(4)));
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
    assert_eq!(buy("0.0000000000001"), Err(Error::TradeAmountTooSmall));
    let invariant = curve.invariant(after.balances(), Rounding::Up);
    assert_eq!(invariant, curve.invariant(state.balances(), Rounding::Down));
}

/// All that is left is sold for a little more than it costs too, as long as the rest is no whole unit of it: the Vault
/// takes what it pays from the balance in the token's own units. It does not sell a unit more.
#[test]
fn the_fixed_price_sells_the_last_unit() {
    let curve = FixedPriceLbp::new(sale(1_500), fixed("2")).unwrap();
    let left = fixed("100.000001");
    let state = PoolState::new(
        Pool::FixedPriceLbp(curve),
        vec![
            Token::new("reserve", 1.into(), Fixed::ONE).unwrap(),
            Token::new("project", U256::exp10(12), Fixed::ONE).unwrap(),
        ],
        vec![Fixed::ZERO, left],
        Fixed::ZERO,
        Fixed::ZERO,
        fixed("100"),
    )
    .unwrap();
    let prepared = PreparedPool::new(state.clone());
    let pay = |amount| {
        let request = SwapRequest {
            kind: SwapKind::GivenIn,
            token_in: 0,
            token_out: 1,
            amount_raw: fixed(amount).raw(),
        };
        let quote = swap(&state, &request);
        assert_eq!(prepared.swap(&request), quote);
        assert_eq!(
            swap_amount(&state, &request),
            quote.map(|quote| quote.amount_out_raw)
        );
        quote
    };
    let all = pay("200.000003").unwrap();
    assert!(all.amount_calculated_live > left);
    assert_eq!(all.amount_out_raw, 100_000_001.into());
    let after = all.state_after(&state).unwrap();
    assert_eq!(after.balances(), [fixed("200.000003"), Fixed::ZERO]);
    assert_eq!(pay("200.000004"), Err(Error::Overflow));
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
