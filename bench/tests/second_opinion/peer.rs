//! The engine's pools and steps in the peer's terms.

use crate::pools::{base, pool, u};
use crate::steps::Step;
use alloy_primitives::U256;
use balancer_maths_rust::common::types::{
    AddLiquidityInput, PoolState, PoolStateOrBuffer, RemoveLiquidityInput, SwapInput,
};
use balancer_maths_rust::hooks::akron::AkronHookState;
use balancer_maths_rust::hooks::directional_fee::DirectionalFeeHookState;
use balancer_maths_rust::hooks::exit_fee::ExitFeeHookState;
use balancer_maths_rust::hooks::stable_surge::StableSurgeHookState;
use balancer_maths_rust::hooks::types::HookState;
use balancer_maths_rust::{AddLiquidityKind, RemoveLiquidityKind, SwapKind, Vault};
use yb_core::fixed::Fixed;
use yb_core::pools::Pool;
use yb_core::vault::{self, AddRequest, RemoveRequest};

pub(crate) type Answer = Result<Vec<yb_core::fixed::U256>, String>;

pub(crate) fn raw(number: yb_core::fixed::U256) -> U256 {
    U256::from_limbs(number.0)
}

pub(crate) fn back(number: U256) -> yb_core::fixed::U256 {
    yb_core::fixed::U256(*number.as_limbs())
}

/// A hook by the name that the peer has for it, with its state.
pub(crate) type Hooked = (&'static str, HookState);

pub(crate) fn stable_surge(state: &vault::PoolState, threshold: Fixed, most: Fixed) -> Hooked {
    let Pool::Stable(curve) = state.pool() else {
        unreachable!()
    };
    let hook = StableSurgeHookState {
        hook_type: "StableSurge".into(),
        amp: U256::from(curve.amplification()),
        surge_threshold_percentage: u(threshold),
        max_surge_fee_percentage: u(most),
    };
    ("StableSurge", HookState::StableSurge(hook))
}

pub(crate) fn directional_fee() -> Hooked {
    let hook_type = "DirectionalFee".into();
    (
        "DirectionalFee",
        HookState::DirectionalFee(DirectionalFeeHookState { hook_type }),
    )
}

pub(crate) fn exit_fee(state: &vault::PoolState, share: Fixed) -> Hooked {
    let hook = ExitFeeHookState {
        hook_type: "ExitFee".into(),
        tokens: state
            .tokens()
            .iter()
            .map(|token| token.address().to_owned())
            .collect(),
        remove_liquidity_hook_fee_percentage: u(share),
    };
    ("ExitFee", HookState::ExitFee(hook))
}

pub(crate) fn akron(state: &vault::PoolState, least: Fixed) -> Hooked {
    let weights = state
        .pool()
        .weights()
        .unwrap_or_default()
        .iter()
        .copied()
        .map(u)
        .collect();
    let hook = AkronHookState {
        hook_type: "Akron".into(),
        weights,
        minimum_swap_fee_percentage: u(least),
    };
    ("Akron", HookState::Akron(hook))
}

/// What is asked of both.
#[derive(Clone, Copy)]
pub(crate) struct Question<'a> {
    pub(crate) state: &'a vault::PoolState,
    pub(crate) step: &'a Step,
    pub(crate) hook: Option<&'a Hooked>,
    /// Whether the peer is given the balances rounded up.
    pub(crate) balances_up: bool,
}

impl Question<'_> {
    /// What the peer answers; `None` for what it does not know.
    pub(crate) fn ask(&self) -> Option<Answer> {
        let mut pool = pool(self.state, self.balances_up)?;
        if let Some((name, _)) = self.hook {
            base(&mut pool).hook_type = Some((*name).to_owned());
        }
        let hook = self.hook.map(|(_, hook)| hook);
        let ask = || answer(self.state, self.step, &pool, hook);
        match std::panic::catch_unwind(std::panic::AssertUnwindSafe(ask)) {
            Ok(answer) => answer,
            Err(_) => Some(Err("panic".to_owned())),
        }
    }
}

fn answer(
    state: &vault::PoolState,
    step: &Step,
    pool: &PoolState,
    hook: Option<&HookState>,
) -> Option<Answer> {
    let count = state.tokens().len();
    let one = |token: usize, amount: U256| {
        let mut amounts = vec![U256::ZERO; count];
        amounts[token] = amount;
        amounts
    };
    let vault = Vault::new();
    let name = |token: usize| {
        state
            .tokens()
            .get(token)
            .map_or(String::new(), |token| token.address().to_owned())
    };
    let text = |error: balancer_maths_rust::PoolError| format!("{error:?}");
    Some(match step {
        Step::Swap(request) => {
            let input = SwapInput {
                amount_raw: raw(request.amount_raw),
                swap_kind: if request.kind == vault::SwapKind::GivenIn {
                    SwapKind::GivenIn
                } else {
                    SwapKind::GivenOut
                },
                token_in: name(request.token_in),
                token_out: name(request.token_out),
            };
            let pool = PoolStateOrBuffer::Pool(Box::new(pool.clone()));
            vault
                .swap(&input, &pool, hook)
                .map(|amount| vec![back(amount)])
                .map_err(text)
        }
        Step::Add(request) => {
            let (max_amounts_in_raw, pool_tokens, kind) = match request {
                AddRequest::Unbalanced { amounts_in_raw } => (
                    amounts_in_raw.iter().copied().map(raw).collect(),
                    U256::ZERO,
                    AddLiquidityKind::Unbalanced,
                ),
                AddRequest::SingleTokenExactOut {
                    token,
                    pool_tokens_out,
                } => {
                    let some = U256::from(10u64.pow(18));
                    (
                        one(*token, some),
                        u(*pool_tokens_out),
                        AddLiquidityKind::SingleTokenExactOut,
                    )
                }
                AddRequest::Proportional { .. } => return None,
            };
            let single = kind == AddLiquidityKind::SingleTokenExactOut;
            let input = AddLiquidityInput {
                pool: String::new(),
                max_amounts_in_raw,
                min_bpt_amount_out_raw: pool_tokens,
                kind,
            };
            vault
                .add_liquidity(&input, pool, hook)
                .map_err(text)
                .map(|answer| match request {
                    AddRequest::SingleTokenExactOut { token, .. } if single => {
                        vec![back(answer.amounts_in_raw[*token])]
                    }
                    _ => vec![back(answer.bpt_amount_out_raw)],
                })
        }
        Step::Remove(request) => {
            let (min_amounts_out_raw, pool_tokens, kind) = match request {
                RemoveRequest::Proportional { pool_tokens_in } => (
                    vec![U256::ZERO; count],
                    u(*pool_tokens_in),
                    RemoveLiquidityKind::Proportional,
                ),
                RemoveRequest::SingleTokenExactIn {
                    token,
                    pool_tokens_in,
                } => (
                    one(*token, U256::from(1)),
                    u(*pool_tokens_in),
                    RemoveLiquidityKind::SingleTokenExactIn,
                ),
                RemoveRequest::SingleTokenExactOut {
                    token,
                    amount_out_raw,
                } => (
                    one(*token, raw(*amount_out_raw)),
                    U256::MAX,
                    RemoveLiquidityKind::SingleTokenExactOut,
                ),
                RemoveRequest::Recovery { .. } => return None,
            };
            let input = RemoveLiquidityInput {
                pool: String::new(),
                min_amounts_out_raw,
                max_bpt_amount_in_raw: pool_tokens,
                kind,
            };
            vault
                .remove_liquidity(&input, pool, hook)
                .map_err(text)
                .map(|answer| match request {
                    RemoveRequest::SingleTokenExactIn { token, .. } => {
                        vec![back(answer.amounts_out_raw[*token])]
                    }
                    RemoveRequest::SingleTokenExactOut { .. } => {
                        vec![back(answer.bpt_amount_in_raw)]
                    }
                    _ => answer.amounts_out_raw.into_iter().map(back).collect(),
                })
        }
    })
}
