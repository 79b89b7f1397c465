//! One pool and the quotes asked of it.

use crate::vectors::state;
use serde_json::Value;
use std::hint::black_box;
use std::path::Path;
use yb_core::fixed::{Fixed, U256};
use yb_core::vault::{PoolState, PreparedPool, SwapKind, SwapRequest, swap_amount};

/// The recorded pools that differ in what they make the engine do; `wasm.mjs` takes the same.
const NAMES: &str = include_str!("../scenarios.txt");
const QUOTES: i32 = 16;

/// A pool as its file has it, as the engine has it, and amounts from 10^-5 to 10^-1 of its balance of token 0.
pub struct Scenario {
    /// The file's name without its ending.
    pub name: &'static str,
    /// The pool as the file has it.
    pub form: Value,
    /// What is asked.
    pub requests: Vec<SwapRequest>,
    prepared: PreparedPool,
}

impl Scenario {
    /// Those whose name contains the text.
    pub fn all(text: &str) -> impl Iterator<Item = Self> {
        NAMES
            .lines()
            .filter(move |name| name.contains(text))
            .map(Self::read)
    }

    /// The pool as the engine has it.
    pub fn state(&self) -> &PoolState {
        self.prepared.state()
    }

    /// All quotes once.
    pub fn run(&self) {
        for request in &self.requests {
            let _ = black_box(swap_amount(self.state(), black_box(request)));
        }
    }

    /// The same of the prepared pool.
    pub fn run_prepared(&self) {
        for request in &self.requests {
            let _ = black_box(self.prepared.swap_amount(black_box(request)));
        }
    }

    fn read(name: &'static str) -> Self {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../core/tests/vectors");
        let text = std::fs::read(folder.join(name).with_extension("json")).unwrap();
        let mut file: Value = serde_json::from_slice(&text).unwrap();
        let form = file["pool"].take();
        let state = state(&form);
        let requests = (0..QUOTES).map(|i| request(&state, i)).collect();
        Self {
            name,
            form,
            requests,
            prepared: PreparedPool::new(state),
        }
    }
}

fn request(state: &PoolState, step: i32) -> SwapRequest {
    let token = &state.tokens()[0];
    let balance =
        state.balances()[0].raw() * Fixed::ONE.raw() / token.rate().raw() / token.scaling_factor();
    let parts = 10f64.powf(4.0 + 4.0 * f64::from(step) / f64::from(QUOTES - 1));
    SwapRequest {
        kind: SwapKind::GivenIn,
        token_in: 0,
        token_out: 1,
        amount_raw: balance * U256::from(parts as u64) / U256::exp10(9),
    }
}
