//! Pools of every kind with a weight or an amplification of any size, and of one ellipse: all numbers of tokens, 6, 8 or 18 decimals, rates on both sides of 1, balances from a
//! thousandth of a token to 10^14 tokens, any fee.

use super::generations::{stable, weighted};
use proptest::prelude::*;
use yb_core::fixed::{Fixed, Signed, U256};
use yb_core::pools::{EclpDerived, EclpParams, Gyro2Clp, GyroEclp, Pool};
use yb_core::vault::{PoolState, SwapKind, SwapRequest, Token};

/// A pool, and a swap with it.
#[derive(Clone, Debug)]
pub(crate) struct Case {
    pub(crate) state: PoolState,
    pub(crate) request: SwapRequest,
}

impl Case {
    /// The same pool with another amount.
    pub(crate) fn with_amount(&self, amount_raw: U256) -> SwapRequest {
        SwapRequest {
            amount_raw,
            ..self.request
        }
    }
}

/// A swap that a pool may well accept: up to 30 % of a balance in a weighted pool, up to 80 % in a stable one.
pub(crate) fn any_case() -> impl Strategy<Value = Case> {
    any_state().prop_flat_map(|state| {
        let most = if matches!(state.pool(), Pool::Weighted(_)) {
            300_000
        } else {
            800_000u64
        };
        let tokens = state.tokens().len();
        let kind = prop_oneof![Just(SwapKind::GivenIn), Just(SwapKind::GivenOut)];
        let pair = (0..tokens, 1..tokens).prop_map(move |(i, step)| (i, (i + step) % tokens));
        (kind, pair, 1..most).prop_map(move |(kind, (token_in, token_out), parts_per_million)| {
            let given = if kind == SwapKind::GivenIn {
                token_in
            } else {
                token_out
            };
            let amount_raw = balance_raw(&state, given) * parts_per_million / 1_000_000;
            let request = SwapRequest {
                kind,
                token_in,
                token_out,
                amount_raw,
            };
            Case {
                state: state.clone(),
                request,
            }
        })
    })
}

/// A balance as the token counts it, rounded down.
fn balance_raw(state: &PoolState, token: usize) -> U256 {
    let of = &state.tokens()[token];
    state.balances()[token].raw() * Fixed::ONE.raw() / of.rate().raw() / of.scaling_factor()
}

pub(crate) fn any_state() -> impl Strategy<Value = PoolState> {
    prop_oneof![any_weighted(), any_stable(), any_eclp()]
}

pub(crate) fn any_weighted() -> impl Strategy<Value = PoolState> {
    (2usize..=8)
        .prop_flat_map(|tokens| {
            let balances = prop::collection::vec(any_balance(15..=32), tokens);
            let parts = prop::collection::vec(1u64..1_000, tokens);
            let curve = (parts, any::<bool>())
                .prop_map(|(parts, is_second)| weighted(weights(&parts), is_second));
            (curve, any_tokens(tokens), balances, any_fees())
        })
        .prop_map(|(curve, tokens, balances, fees)| {
            build(Pool::Weighted(curve.unwrap()), tokens, balances, fees)
        })
}

pub(crate) fn any_stable() -> impl Strategy<Value = PoolState> {
    (2usize..=5, 15u32..=30)
        .prop_flat_map(|(tokens, digits)| {
            let balances = prop::collection::vec(any_balance(digits..=digits + 1), tokens);
            let curve =
                (amplification(), any::<bool>()).prop_map(|(amp, is_third)| stable(amp, is_third));
            (curve, any_tokens(tokens), balances, any_fees())
        })
        .prop_map(|(curve, tokens, balances, fees)| {
            build(Pool::Stable(curve.unwrap()), tokens, balances, fees)
        })
}

/// An ellipse from 0.9985 to 1.0002 at any composition.
pub(crate) fn any_eclp() -> impl Strategy<Value = PoolState> {
    (15u32..=30)
        .prop_flat_map(|digits| {
            let balances = prop::collection::vec(any_balance(digits..=digits + 1), 2);
            (any_tokens(2), balances, any_fees())
        })
        .prop_map(|(tokens, balances, fees)| {
            build(Pool::GyroEclp(Box::new(ellipse())), tokens, balances, fees)
        })
}

/// A range of prices around 1, from narrow to wide, at any composition, with no less than the least fee that such a
/// pool can have: its contract rounds the invariant by more than a fee of zero would forgive.
pub(crate) fn any_2clp() -> impl Strategy<Value = PoolState> {
    let below = 300_000_000_000_000_000u64..999_000_000_000_000_000;
    let above = 1_001_000_000_000_000_000u64..3_000_000_000_000_000_000;
    (15u32..=30, below, above)
        .prop_flat_map(|(digits, alpha, beta)| {
            let balances = prop::collection::vec(any_balance(digits..=digits + 1), 2);
            let roots = Just([alpha, beta].map(Fixed::from_wei));
            (roots, any_tokens(2), balances, any_fees())
        })
        .prop_map(|([alpha, beta], tokens, balances, (fee, share))| {
            let pool = Pool::Gyro2Clp(Gyro2Clp::new(alpha, beta).unwrap());
            let (least, _) = pool.curve().swap_fee_limits();
            build(pool, tokens, balances, (fee.max(least), share))
        })
}

/// The parameters of the recorded pool.
pub(crate) fn ellipse() -> GyroEclp {
    let signed = |digits: &str| digits.parse::<Signed>().unwrap();
    let params = EclpParams {
        alpha: Fixed::from_wei(998_502_246_630_054_917),
        beta: Fixed::from_wei(1_000_200_040_008_001_600),
        c: Fixed::from_wei(707_106_781_186_547_524),
        s: Fixed::from_wei(707_106_781_186_547_524),
        lambda: "4000".parse().unwrap(),
    };
    let derived = EclpDerived {
        tau_alpha: [
            signed("-94861212813096057289512505574275160547"),
            signed("31644119574235279926451292677567331630"),
        ],
        tau_beta: [
            signed("37142269533113549537591131345643981951"),
            signed("92846388265400743995957747409218517601"),
        ],
        u: signed("66001741173104803338721745994955553010"),
        v: signed("62245253919818011890633399060291020887"),
        w: signed("30601134345582732000058913853921008022"),
        z: signed("-28859471639991253843240999485797747790"),
        d_sq: signed("99999999999999999886624093342106115200"),
    };
    GyroEclp::new(params, derived).unwrap()
}

/// In thousandths, from the least to the largest, each order of magnitude as likely.
fn amplification() -> impl Strategy<Value = u64> {
    (0u32..5, 1_000u64..=10_000)
        .prop_map(|(digits, lead)| (lead * 10u64.pow(digits)).min(50_000_000))
}

/// At least 1 % each, and 1 together.
fn weights(parts: &[u64]) -> Vec<Fixed> {
    const PERCENT: u64 = 10_000_000_000_000_000;
    let rest = u128::from((100 - parts.len() as u64) * PERCENT);
    let sum = u128::from(parts.iter().sum::<u64>());
    let mut weights: Vec<u64> = parts
        .iter()
        .map(|&part| PERCENT + u64::try_from(rest * u128::from(part) / sum).unwrap())
        .collect();
    weights[0] += 100 * PERCENT - weights.iter().sum::<u64>();
    weights.into_iter().map(Fixed::from_wei).collect()
}

fn any_balance(digits: std::ops::RangeInclusive<u32>) -> impl Strategy<Value = Fixed> {
    const LEAD: u64 = 1_000_000_000_000;
    (LEAD..10 * LEAD, digits).prop_map(|(lead, digits)| {
        Fixed::from_raw(U256::from(lead) * U256::exp10(digits as usize) / LEAD)
    })
}

fn any_tokens(count: usize) -> impl Strategy<Value = Vec<Token>> {
    let rate = prop_oneof![
        Just(1_000_000_000_000_000_000),
        300_000_000_000_000_000u64..3_000_000_000_000_000_000
    ];
    let decimals = prop_oneof![Just(6u32), Just(8), Just(18)];
    prop::collection::vec((rate, decimals), count).prop_map(|list| {
        let named = list.into_iter().enumerate();
        named
            .map(|(i, (rate, decimals))| {
                let factor = 10u64.pow(18 - decimals);
                Token::new(&i.to_string(), factor.into(), Fixed::from_wei(rate)).unwrap()
            })
            .collect()
    })
}

/// The swap fee, often none, and the share of it that leaves the pool.
fn any_fees() -> impl Strategy<Value = (Fixed, Fixed)> {
    let fee = prop_oneof![Just(0), 1_000_000_000_000u64..100_000_000_000_000_000];
    let share = prop_oneof![Just(0), 0..=1_000_000_000_000_000_000u64];
    (fee, share).prop_map(|(fee, share)| (Fixed::from_wei(fee), Fixed::from_wei(share)))
}

fn build(pool: Pool, tokens: Vec<Token>, balances: Vec<Fixed>, fees: (Fixed, Fixed)) -> PoolState {
    let supply = balances[0];
    PoolState::new(pool, tokens, balances, fees.0, fees.1, supply).unwrap()
}
