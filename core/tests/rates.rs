//! Yield fees and aggregate fees: worked figures, and what a pool keeps when its rates move.
#![allow(
    clippy::unwrap_used,
    reason = "a pool that is not sound has failed the test"
)]

mod support;

use proptest::prelude::*;
use support::pools::any_stable;
use yb_core::fixed::{Error, Fixed, U256};
use yb_core::pools::{Pool, Rounding, Stable};
use yb_core::vault::{
    FeeKind, PoolState, RateUpdate, RatesQuote, Token, aggregate_fee, update_balance, update_rates,
    yield_fee_due,
};

fn fixed(text: &str) -> Fixed {
    text.parse().unwrap()
}

/// The sum of the shares by hand; the truncation by the digits of 24 bits (steps of 10^-7).
#[test]
fn the_creator_takes_of_what_the_protocol_leaves() {
    for (protocol, creator, together) in [
        ("0.25", "0.6", "0.7"),
        ("0.5", "0.6", "0.8"),
        ("0.5", "0.99999", "0.999995"),
        ("0", "0.12345678", "0.1234567"),
        ("0.1", "0", "0.1"),
        ("0.3333333", "0.3333333", "0.5555555"),
    ] {
        let share = aggregate_fee(FeeKind::Swap, fixed(protocol), fixed(creator)).unwrap();
        assert_eq!(share, fixed(together), "{protocol} {creator}");
    }
    let refused = |kind, protocol, creator| aggregate_fee(kind, fixed(protocol), fixed(creator));
    let (swap, growth) = (FeeKind::Swap, FeeKind::Yield);
    assert_eq!(
        refused(swap, "0.5000001", "0"),
        Err(Error::ProtocolSwapFeePercentageTooHigh)
    );
    assert_eq!(
        refused(growth, "0.5000001", "0"),
        Err(Error::ProtocolYieldFeePercentageTooHigh)
    );
    assert_eq!(
        refused(growth, "0.12345678", "0"),
        Err(Error::FeePrecisionTooHigh)
    );
    assert_eq!(
        refused(swap, "0.1", "0.999991"),
        Err(Error::PoolCreatorFeePercentageTooHigh)
    );
}

/// As before a swap or an exit.
fn updated(state: &PoolState, updates: &[RateUpdate], share: Fixed) -> Result<RatesQuote, Error> {
    update_rates(state, updates, share, Rounding::Down)
}

fn pool(rate: &str) -> PoolState {
    PoolState::new(
        Pool::Stable(Stable::new(200_000.into()).unwrap()),
        vec![
            Token::new("wstETH", 1.into(), fixed(rate)).unwrap(),
            Token::new("USDC", 1_000_000_000_000u64.into(), Fixed::ONE).unwrap(),
        ],
        vec![fixed("1200"), fixed("1000")],
        fixed("0.0001"),
        fixed("0.25"),
        fixed("2200"),
    )
    .unwrap()
}

fn grown(rate: &str, share: &str) -> (String, [String; 2]) {
    let update = |rate: &str| RateUpdate {
        rate: fixed(rate),
        pays_yield_fees: true,
    };
    let quote = updated(&pool("1.2"), &[update(rate), update("1")], fixed(share)).unwrap();
    assert!(quote.yield_fees_raw[1].is_zero());
    let balances = quote.after.balances();
    let fee = Fixed::from_raw(quote.yield_fees_raw[0]);
    (
        fee.to_string(),
        [balances[0].to_string(), balances[1].to_string()],
    )
}

/// 1,000 tokens at a rate from 1.20 to 1.21 have grown by 10: a share of it, divided by 1.21 and rounded down.
#[test]
fn a_rate_that_rises_costs_a_share_of_the_growth() {
    let (fee, balances) = grown("1.21", "0.1");
    assert_eq!(fee, "0.826446280991735537");
    // 1,210 less a tenth of 10, and what rounding the fee down leaves.
    assert_eq!(balances, ["1209", "1000"]);
    assert_eq!(grown("1.21", "0.5").0, "4.132231404958677685");
    assert_eq!(
        grown("1.21", "0"),
        ("0".to_owned(), ["1210".to_owned(), "1000".to_owned()])
    );
    // A rate that falls costs nothing, and gives nothing back.
    assert_eq!(
        grown("1.1", "0.5"),
        ("0".to_owned(), ["1100".to_owned(), "1000".to_owned()])
    );
}

#[test]
fn a_token_may_be_exempt_and_lists_must_match() {
    let exempt = RateUpdate {
        rate: fixed("1.21"),
        pays_yield_fees: false,
    };
    let stays = RateUpdate {
        rate: Fixed::ONE,
        ..exempt
    };
    let quote = updated(&pool("1.2"), &[exempt, stays], fixed("0.5")).unwrap();
    assert!(quote.yield_fees_raw.iter().all(U256::is_zero));
    assert_eq!(quote.after.balances()[0], fixed("1210"));
    assert_eq!(quote.after.tokens()[0].rate(), fixed("1.21"));
    let refused =
        |updates: &[RateUpdate], share| updated(&pool("1.2"), updates, fixed(share)).map(drop);
    assert_eq!(refused(&[exempt], "0.5"), Err(Error::InputLengthMismatch));
    assert_eq!(
        refused(&[exempt, stays], "1.1"),
        Err(Error::PercentageAboveMax)
    );
    let nothing = RateUpdate {
        rate: Fixed::ZERO,
        ..exempt
    };
    assert_eq!(refused(&[nothing, stays], "0.5"), Err(Error::InvalidRate));
}

/// What the Vault took of a pool of two tokens in a local EVM (`balancer/balancer-v3-monorepo` at `0a5890a`), before a
/// join and before an exit: the growth is that of the balance rounded up, or down.
#[test]
fn a_join_may_cost_a_wei_more() {
    let token = Token::new("A", 1.into(), Fixed::from_wei(1_161_832_873_937_823_318)).unwrap();
    let raw = U256::from(3_452_551_972_950_502_045_965u128);
    let live = token.live(raw).unwrap();
    assert_eq!(live.raw(), 4_011_288_381_152_783_825_695u128.into());
    let update = RateUpdate {
        rate: Fixed::from_wei(2_311_881_277_035_295_296),
        pays_yield_fees: true,
    };
    let taken =
        |rounding| update_balance(&token, raw, live, update, fixed("0.999999"), rounding).unwrap();
    let (join, other) = (taken(Rounding::Up), taken(Rounding::Down));
    assert_eq!(
        other.yield_fee_raw,
        1_717_474_833_998_687_753_796u128.into()
    );
    assert_eq!(join.yield_fee_raw, 1_717_474_833_998_687_753_797u128.into());
    let state = PoolState::new(
        Pool::Stable(Stable::new(200_000.into()).unwrap()),
        vec![token, Token::new("B", 1.into(), Fixed::ONE).unwrap()],
        vec![live, fixed("1000")],
        fixed("0.0001"),
        Fixed::ZERO,
        fixed("2200"),
    );
    let stays = RateUpdate {
        rate: Fixed::ONE,
        pays_yield_fees: true,
    };
    let updates = [update, stays];
    let quote = update_rates(&state.unwrap(), &updates, fixed("0.999999"), Rounding::Up).unwrap();
    assert_eq!(quote.yield_fees_raw, [join.yield_fee_raw, U256::zero()]);
    // What is left still counts rounded down.
    let left = join.token.live(join.raw_after);
    assert_eq!(left, Ok(join.live_after));
}

/// At a rate below 1 a join pays for the wei that it rounds up, though nothing has grown.
#[test]
fn a_join_may_cost_a_wei_where_no_rate_has_moved() {
    let rate = fixed("0.7");
    let token = Token::new("A", 1.into(), rate).unwrap();
    let raw = U256::from(1_000_000_001u64);
    let live = token.live(raw).unwrap();
    let update = RateUpdate {
        rate,
        pays_yield_fees: true,
    };
    let taken = |rounding| {
        let quote = update_balance(&token, raw, live, update, fixed("0.1"), rounding).unwrap();
        quote.yield_fee_raw
    };
    assert_eq!(taken(Rounding::Down), U256::zero());
    // A tenth of a wei, up, is a wei; without the rate 1.43, down.
    assert_eq!(taken(Rounding::Up), U256::one());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    /// The fee never costs more than the growth, and at the same rates nothing changes.
    #[test]
    fn no_more_than_the_growth(state in any_stable(), parts in 1_000_000u64..2_000_000, share in 0u64..=1_000_000) {
        let share = Fixed::from_wei(share * 1_000_000_000_000);
        let rate = |token: &Token, parts: u64| token.rate().mul_div_down(Fixed::from_wei(parts), Fixed::from_wei(1_000_000));
        let updates = |parts| -> Result<Vec<_>, Error> {
            let rates = state.tokens().iter().map(|token| rate(token, parts));
            rates.map(|rate| Ok(RateUpdate { rate: rate?, pays_yield_fees: true })).collect()
        };
        let same = updated(&state, &updates(1_000_000)?, share)?;
        // A balance that no raw one makes moves by less than a unit, and so may cost that.
        for ((before, after), token) in state.balances().iter().zip(same.after.balances()).zip(state.tokens()) {
            let unit = token.scaling_factor() * (token.rate().raw() / Fixed::ONE.raw() + 1);
            prop_assert!(before.raw().abs_diff(after.raw()) <= unit);
        }
        let settled = same.after;
        let quote = updated(&settled, &updates(parts)?, share)?;
        for (index, token) in quote.after.tokens().iter().enumerate() {
            let fee = quote.yield_fees_raw[index];
            let free = updated(&settled, &updates(parts)?, Fixed::ZERO)?;
            let (now, before) = (free.after.balances()[index], settled.balances()[index]);
            prop_assert_eq!(fee, yield_fee_due(token, before, now, share)?);
            let growth = now.minus(before)?;
            prop_assert!(quote.after.balances()[index] >= now.minus(growth.mul_up(share)?)?.minus(Fixed::from_wei(1))?);
        }
    }
}
