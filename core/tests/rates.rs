//! Yield fees and aggregate fees: worked figures, and what a pool keeps when its rates move.
#![allow(
    clippy::unwrap_used,
    reason = "a pool that is not sound has failed the test"
)]

mod support;

use proptest::prelude::*;
use support::pools::any_stable;
use yb_core::fixed::{Error, Fixed, U256};
use yb_core::pools::{Pool, Stable};
use yb_core::vault::{
    FeeKind, PoolState, RateUpdate, Token, aggregate_fee, update_rates, yield_fee_due,
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
    let quote = update_rates(&pool("1.2"), &[update(rate), update("1")], fixed(share)).unwrap();
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
    let quote = update_rates(&pool("1.2"), &[exempt, stays], fixed("0.5")).unwrap();
    assert!(quote.yield_fees_raw.iter().all(U256::is_zero));
    assert_eq!(quote.after.balances()[0], fixed("1210"));
    assert_eq!(quote.after.tokens()[0].rate(), fixed("1.21"));
    let refused =
        |updates: &[RateUpdate], share| update_rates(&pool("1.2"), updates, fixed(share)).map(drop);
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
        let same = update_rates(&state, &updates(1_000_000)?, share)?;
        // A balance that no raw one makes moves by less than a unit, and so may cost that.
        for ((before, after), token) in state.balances().iter().zip(same.after.balances()).zip(state.tokens()) {
            let unit = token.scaling_factor() * (token.rate().raw() / Fixed::ONE.raw() + 1);
            prop_assert!(before.raw().abs_diff(after.raw()) <= unit);
        }
        let settled = same.after;
        let quote = update_rates(&settled, &updates(parts)?, share)?;
        for (index, token) in quote.after.tokens().iter().enumerate() {
            let fee = quote.yield_fees_raw[index];
            let free = update_rates(&settled, &updates(parts)?, Fixed::ZERO)?;
            let (now, before) = (free.after.balances()[index], settled.balances()[index]);
            prop_assert_eq!(fee, yield_fee_due(token, before, now, share)?);
            let growth = now.minus(before)?;
            prop_assert!(quote.after.balances()[index] >= now.minus(growth.mul_up(share)?)?.minus(Fixed::from_wei(1))?);
        }
    }
}
