//! `balancer-maths-rust`, the published implementation in the same language.

use alloy_primitives::U256;
use balancer_maths_rust::common::types::{PoolStateOrBuffer, SwapInput};
use balancer_maths_rust::{PoolState, SwapKind, Vault};
use serde_json::{Map, Value, json};
use std::hint::black_box;
use yb_bench::Scenario;

/// A pool as the peer holds it, with the same quotes.
pub(crate) struct Peer {
    vault: Vault,
    pool: PoolStateOrBuffer,
    inputs: Vec<SwapInput>,
}

impl Peer {
    pub(crate) fn new(scenario: &Scenario) -> Self {
        let address = |index: usize| {
            scenario.form["tokens"][index]
                .as_str()
                .unwrap()
                .to_ascii_lowercase()
        };
        let inputs = scenario.requests.iter().map(|request| SwapInput {
            amount_raw: U256::from_limbs(request.amount_raw.0),
            swap_kind: SwapKind::GivenIn,
            token_in: address(request.token_in),
            token_out: address(request.token_out),
        });
        Self {
            vault: Vault::new(),
            pool: PoolStateOrBuffer::Pool(Box::new(pool(&scenario.form))),
            inputs: inputs.collect(),
        }
    }

    /// All quotes once.
    pub(crate) fn run(&self) {
        for input in &self.inputs {
            let _ = black_box(self.vault.swap(black_box(input), &self.pool, None));
        }
    }

    /// All answers; none where the peer refuses.
    pub(crate) fn answers(&self) -> Vec<Option<[u64; 4]>> {
        let answer = |input| self.vault.swap(input, &self.pool, None).ok();
        self.inputs
            .iter()
            .map(|input| answer(input).map(|amount| *amount.as_limbs()))
            .collect()
    }
}

fn pool(form: &Value) -> PoolState {
    let mut base = snake(form, BASE);
    base.insert("pool_address".into(), json!("0x"));
    base.insert("supports_unbalanced_liquidity".into(), json!(true));
    base["tokens"] = json!(lower(&form["tokens"]));
    let kind = form["poolType"].as_str().unwrap();
    let pool = match kind {
        "STABLE" => extended(base, snake(form, &["amp"])),
        "WEIGHTED" => extended(base, snake(form, &["weights"])),
        "GYROE" => {
            let mut ellipse = snake(form, ELLIPSE);
            for key in ["alpha", "beta", "c", "s", "lambda"] {
                let long = ellipse.remove(&format!("params_{key}")).unwrap();
                ellipse.insert(key.into(), long);
            }
            extended(base, ellipse)
        }
        _ => json!({
            "immutable": { "pool_address": "0x", "tokens": base["tokens"] },
            "base": base,
            "mutable": form,
        }),
    };
    match kind {
        "STABLE" => PoolState::Stable(serde_json::from_value(pool).unwrap()),
        "WEIGHTED" => PoolState::Weighted(serde_json::from_value(pool).unwrap()),
        "GYROE" => PoolState::GyroECLP(serde_json::from_value(pool).unwrap()),
        "RECLAMM" => PoolState::ReClamm(serde_json::from_value(pool).unwrap()),
        "RECLAMM_V2" => PoolState::ReClammV2(serde_json::from_value(pool).unwrap()),
        other => unreachable!("a pool of type {other}"),
    }
}

const BASE: &[&str] = &[
    "poolType",
    "tokens",
    "scalingFactors",
    "tokenRates",
    "balancesLiveScaled18",
    "swapFee",
    "aggregateSwapFee",
    "totalSupply",
];
const ELLIPSE: &[&str] = &[
    "paramsAlpha",
    "paramsBeta",
    "paramsC",
    "paramsS",
    "paramsLambda",
    "tauAlphaX",
    "tauAlphaY",
    "tauBetaX",
    "tauBetaY",
    "u",
    "v",
    "w",
    "z",
    "dSq",
];

/// The peer's Rust names: `balancesLiveScaled18` is its `balances_live_scaled_18`.
fn snake(form: &Value, keys: &[&str]) -> Map<String, Value> {
    let name = |key: &str| {
        let mut name = String::new();
        for letter in key.replace("18", "_18").chars() {
            if letter.is_ascii_uppercase() {
                name.push('_');
            }
            name.push(letter.to_ascii_lowercase());
        }
        name
    };
    keys.iter()
        .map(|&key| (name(key), form[key].clone()))
        .collect()
}

fn extended(mut base: Map<String, Value>, more: Map<String, Value>) -> Value {
    base.extend(more);
    Value::Object(base)
}

fn lower(addresses: &Value) -> Vec<String> {
    let addresses = addresses.as_array().unwrap().iter();
    addresses
        .map(|address| address.as_str().unwrap().to_ascii_lowercase())
        .collect()
}
