//! Which side the contracts are on, one difference a test: their own line, worked out in whole numbers, or an answer of
//! the chain.
//!
//! Sources: `balancer/balancer-v3-monorepo` at `0a5890a` (`pkg/`), `balancer/reclamm` at `952d388`.

use crate::peer::{Question, back, raw};
use crate::steps::Step;
use alloy_primitives::U256 as PeerU256;
use balancer_maths_rust::common::maths;
use balancer_maths_rust::common::types::{BasePoolState, SwapInput};
use balancer_maths_rust::pools::buffer::{
    BufferImmutable, BufferMutable, BufferState, erc4626_buffer_wrap_or_unwrap,
};
use yb_core::fixed::{Error, Fixed, U256};
use yb_core::pools::{Pool, Reclamm, ReclammState, Revision, Stable};
use yb_core::vault::{
    AddRequest, Buffer, Hook, PoolState, SwapKind, SwapRequest, Token, WrapDirection,
    add_liquidity, swap,
};

const WEI: u64 = 1_000_000_000_000_000_000;

fn fixed(text: &str) -> Fixed {
    text.parse().unwrap()
}

/// Tokens of 18 decimals at these rates, and a pool of as many tokens as wei of the first.
fn state(pool: Pool, rates: &[&str], balances: &[Fixed], fee: &str) -> PoolState {
    let tokens = rates.iter().enumerate();
    let tokens =
        tokens.map(|(index, rate)| Token::new(&index.to_string(), 1.into(), fixed(rate)).unwrap());
    PoolState::new(
        pool,
        tokens.collect(),
        balances.to_vec(),
        fixed(fee),
        Fixed::ZERO,
        balances[0],
    )
    .unwrap()
}

fn stable(rates: [&str; 2], balances: [Fixed; 2]) -> PoolState {
    state(
        Pool::Stable(Stable::new(200_000.into()).unwrap()),
        &rates,
        &balances,
        "0.0001",
    )
}

fn theirs(state: &PoolState, step: &Step) -> Vec<U256> {
    Question {
        state,
        step,
        hook: None,
        balances_up: false,
    }
    .ask()
    .unwrap()
    .unwrap()
}

/// `FixedPoint.sol`, lines 96–102: `powDown(x, 2)` is `x.mulDown(x)`. The square of 1 + 10^-18 is 1 + 2 * 10^-18 and a
/// rest far below a wei.
#[test]
fn a_square_rounded_down() {
    let (x, two) = (WEI + 1, 2 * WEI);
    assert_eq!(
        Fixed::from_wei(x).pow_down(Fixed::from_wei(two)),
        Ok(Fixed::from_wei(WEI + 2))
    );
    let square = U256::from(x) * U256::from(x) / WEI;
    assert_eq!(square, (WEI + 2).into());
    let peer = maths::pow_down_fixed(&PeerU256::from(x), &PeerU256::from(two)).unwrap();
    assert_eq!(peer, PeerU256::from(WEI + 3));
}

/// `FixedPoint.sol`, lines 79–90: `divUp` by zero reverts with `ZeroDivision`.
#[test]
fn a_division_by_zero() {
    assert_eq!(
        Fixed::from_wei(1).div_up(Fixed::ZERO),
        Err(Error::ZeroDivision)
    );
    let peer = maths::div_up(&PeerU256::from(1), &PeerU256::ZERO);
    assert_eq!(peer.unwrap(), PeerU256::ZERO);
}

/// Solidity's own arithmetic reverts below zero. `BasePoolMath.sol`, lines 126–206: a join of nothing finds the
/// invariant of balances a wei smaller, and `invariantWithFeesApplied - currentInvariant` is below zero.
#[test]
fn below_zero() {
    let state = stable(["1", "1"], [fixed("1000"), fixed("1000")]);
    let request = AddRequest::Unbalanced {
        amounts_in_raw: vec![U256::zero(); 2],
    };
    assert!(add_liquidity(&state, &request).is_err());
    let minted = theirs(&state, &Step::Add(request))[0];
    assert!(minted > U256::exp10(50), "{minted}");
}

/// `Vault.sol`, line 208: `AmountGivenZero`.
#[test]
fn nothing_to_swap() {
    let state = stable(["1", "1"], [fixed("1000"), fixed("1000")]);
    let request = SwapRequest {
        kind: SwapKind::GivenIn,
        token_in: 0,
        token_out: 1,
        amount_raw: U256::zero(),
    };
    assert_eq!(swap(&state, &request), Err(Error::AmountGivenZero));
    assert_eq!(theirs(&state, &Step::Swap(request)), [U256::zero()]);
}

/// `Vault.sol`, lines 698–706 and 963–971: every amount of a join or exit passes `_ensureValidTradeAmount`, which refuses
/// what is neither zero nor 10^6 wei.
#[test]
fn too_small_a_join() {
    let state = stable(["1", "1"], [fixed("1000"), fixed("1000")]);
    let request = AddRequest::Unbalanced {
        amounts_in_raw: vec![999_999.into(), U256::zero()],
    };
    assert_eq!(
        add_liquidity(&state, &request),
        Err(Error::TradeAmountTooSmall)
    );
    assert!(theirs(&state, &Step::Add(request))[0] > U256::zero());
}

/// `Vault.sol`, line 529: `_loadPoolDataUpdatingBalancesAndYieldFees(params.pool, Rounding.ROUND_UP)`. 3 wei at a
/// rate of 1.5 are 4.5, which is 5 to a join: the pool looks larger to who joins it.
#[test]
fn balances_of_a_join() {
    let held = Fixed::from_wei(1_500_000_000_000_000_004);
    let state = stable(["1.5", "1.5"], [held, held]);
    let request = AddRequest::Proportional {
        pool_tokens_out: fixed("1.5"),
    };
    // In proportion, each balance is asked for as it counts: (1.5 + 5 * 10^-18) * 1.5 / supply, up, in units of 1.5.
    let quote = add_liquidity(&state, &request).unwrap();
    let counted = U256::from(1_500_000_000_000_000_005u64);
    let live = (counted * fixed("1.5").raw() + held.raw() - 1) / held.raw();
    assert_eq!(quote.moves[0].amount_live.raw(), live);
    assert_eq!(quote.moves[0].amount_raw, (live * 2 + 2) / 3);
    // Out of proportion, the peer answers the same once it is given the balances as the Vault counts them.
    let mut parted = 0;
    for part in 1..100u64 {
        let step = Step::Add(AddRequest::Unbalanced {
            amounts_in_raw: vec![(WEI / 97 * part).into(), U256::zero()],
        });
        let Step::Add(request) = &step else {
            unreachable!()
        };
        let minted = add_liquidity(&state, request).unwrap().pool_tokens.raw();
        let up = Question {
            state: &state,
            step: &step,
            hook: None,
            balances_up: true,
        };
        assert_eq!(up.ask().unwrap().unwrap(), [minted]);
        parted += usize::from(theirs(&state, &step) != [minted]);
    }
    assert!(parted > 0);
}

/// `BasePoolMath.sol`, lines 224–264: `nonTaxableBalance = (newSupply * balance) / totalSupply`. Of 6.5 * 10^7 wei the
/// peer's product at 18 decimals is zero, so that it taxes the whole balance.
#[test]
fn the_part_in_proportion() {
    let (held, minted) = (Fixed::from_wei(65_000_000), Fixed::from_wei(32_500_000));
    let pool = Pool::Stable(Stable::new(51_570.into()).unwrap());
    let state = state(pool, &["1", "1"], &[held, held], "0.09");
    let step = Step::Add(AddRequest::SingleTokenExactOut {
        token: 0,
        pool_tokens_out: minted,
    });
    let Step::Add(request) = &step else {
        unreachable!()
    };
    let moved = add_liquidity(&state, request).unwrap().moves[0];
    // 1.5 times the balance is in proportion, and the fee on the rest is 9 % of the rest and fee.
    let before_fee = moved.amount_live.minus(moved.swap_fee_live).unwrap();
    let taxable = before_fee.raw() - U256::from(32_500_000);
    let share = fixed("0.91").raw();
    assert_eq!(
        moved.swap_fee_live.raw(),
        (taxable * WEI + share - 1) / share - taxable
    );
    assert!(theirs(&state, &step)[0] > moved.amount_raw);
}

/// `ReClammMath.sol`, lines 484–545: `virtualBalance.mulDown(dailyPriceShiftBase.powDown(duration * 1e18))`; the power's
/// error is off since commit `d2ff008` of 29 May 2025, and quotients of a swap are direct since `bea1b2a` of 19 May. The
/// first pools are of June.
#[test]
fn the_power_of_a_reclamm() {
    let balances = [fixed("9"), fixed("2.7")];
    let curve = Reclamm::new(ReclammState {
        revision: Revision::First,
        last_virtual_balances: [fixed("1000"), fixed("1000")],
        daily_price_shift_base: fixed("0.999999"),
        centeredness_margin: fixed("0.5"),
        start_fourth_root_price_ratio: fixed("1.1"),
        end_fourth_root_price_ratio: fixed("1.1"),
        price_ratio_update_start_time: 0,
        price_ratio_update_end_time: 0,
        last_timestamp: 1_000_000,
        current_timestamp: 1_086_400,
    })
    .unwrap();
    let [_, scarce] = curve.virtual_balances(&balances).unwrap();
    let power = fixed("0.999999").pow_down(fixed("86400")).unwrap();
    assert_eq!(fixed("1000").mul_down(power), Ok(scarce));
    let pool = state(
        Pool::Reclamm(Box::new(curve)),
        &["1", "1"],
        &balances,
        "0.001",
    );
    let request = SwapRequest {
        kind: SwapKind::GivenIn,
        token_in: 0,
        token_out: 1,
        amount_raw: WEI.into(),
    };
    let ours = swap(&pool, &request).unwrap().amount_out_raw;
    let peer = theirs(&pool, &Step::Swap(request))[0];
    // The power is off by 10^-14 of itself, and so is what depends on it.
    assert!(
        ours != peer && ours.abs_diff(peer) < ours / U256::exp10(12),
        "{ours} {peer}"
    );
}

/// `HooksConfigLib.sol`, line 194: a fee above 99.9999 % is `PercentageAboveMax`.
#[test]
fn the_fee_of_a_hook() {
    let state = stable(["1", "1"], [fixed("1000"), fixed("1000")])
        .with_hook(Hook::DirectionalFee)
        .unwrap();
    let amount_raw = fixed("999.9999").raw();
    let request = SwapRequest {
        kind: SwapKind::GivenOut,
        token_in: 0,
        token_out: 1,
        amount_raw,
    };
    assert_eq!(swap(&state, &request), Err(Error::PercentageAboveMax));
    let (step, hook) = (Step::Swap(request), crate::peer::directional_fee());
    let question = Question {
        state: &state,
        step: &step,
        hook: Some(&hook),
        balances_up: false,
    };
    assert!(question.ask().unwrap().is_ok());
}

/// `Vault.sol`, lines 1217 and 1338: the wrapper is asked for a wei less, and its answer is taken a wei
/// worse. Mainnet answered so at block 21671845 for waEthLidoWETH.
#[test]
fn a_wei_at_each_step_of_a_buffer() {
    let (rate, one) = (1_010_169_874_970_004_409u64, U256::from(WEI));
    let plenty = U256::from(u128::MAX) >> 1;
    // The wrapper counts with 27 digits; half a unit of the 18th is what its other answer at the block leaves.
    let buffer = Buffer::new(U256::from(rate) * 10 + 5, one * 10, plenty, plenty).unwrap();
    let quote = buffer
        .wrap_or_unwrap(WrapDirection::Unwrap, SwapKind::GivenIn, one)
        .unwrap();
    let mainnet = U256::from(1_010_169_874_970_004_407u64);
    assert_eq!(quote.amount_out_raw, mainnet);
    let tokens: Vec<String> = vec!["wrapped".into(), "underlying".into()];
    let peer = BufferState {
        base: BasePoolState {
            pool_address: "wrapped".into(),
            pool_type: "Buffer".into(),
            tokens: tokens.clone(),
            scaling_factors: vec![],
            token_rates: vec![],
            balances_live_scaled_18: vec![],
            swap_fee: PeerU256::ZERO,
            aggregate_swap_fee: PeerU256::ZERO,
            total_supply: PeerU256::ZERO,
            supports_unbalanced_liquidity: false,
            hook_type: None,
        },
        mutable: BufferMutable {
            rate: PeerU256::from(rate),
            max_deposit: None,
            max_mint: None,
        },
        immutable: BufferImmutable {
            pool_address: "wrapped".into(),
            tokens: tokens.clone(),
        },
    };
    let input = SwapInput {
        amount_raw: raw(one),
        swap_kind: balancer_maths_rust::SwapKind::GivenIn,
        token_in: tokens[0].clone(),
        token_out: tokens[1].clone(),
    };
    let peer = back(erc4626_buffer_wrap_or_unwrap(&input, &peer).unwrap());
    assert_eq!(peer, mainnet + 2);
}
