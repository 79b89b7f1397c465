//! What amounts of a pool's tokens are called, and what they are worth.

use super::PoolInput;
use crate::calculators::amounts::to_f64;
use crate::fixed::text::format_units;
use crate::fixed::{Error, Fixed, U256};
use crate::vault::{PoolState, Token, spot_price};

/// A field of pool tokens has this many decimals, whatever the tokens in the pool have.
pub(in crate::calculators) const POOL_TOKEN_DECIMALS: u32 = 18;

/// A live balance in whole tokens, near enough for a price or a picture.
pub(in crate::calculators) fn whole_tokens(live: Fixed, token: &Token) -> f64 {
    live.to_f64() / token.rate().to_f64()
}

impl PoolInput {
    /// `1.5 WETH and 2 wstETH`; tokens that take no part are left out.
    pub(in crate::calculators) fn listed(&self, amounts: &[U256]) -> String {
        let mut list = String::new();
        for ((token, symbol), amount) in self.named_tokens().zip(amounts) {
            if !amount.is_zero() {
                if !list.is_empty() {
                    list.push_str(" and ");
                }
                list.push_str(&format_units(*amount, token.decimals()));
                list.push(' ');
                list.push_str(symbol);
            }
        }
        list
    }
}

/// What tokens of a pool are worth at its spot prices, counted in its first token.
pub(in crate::calculators) struct Worth {
    prices: Vec<f64>,
    /// Of everything in the pool.
    pub(in crate::calculators) pool: f64,
}

impl Worth {
    /// # Errors
    /// Those of the curve, which has no price everywhere.
    pub(in crate::calculators) fn new(state: &PoolState) -> Result<Self, Error> {
        let mut prices = vec![1.0];
        for token in 1..state.tokens().len() {
            prices.push(spot_price(state, token, 0)?);
        }
        let mut pool = 0.0;
        for ((token, live), price) in state.tokens().iter().zip(state.balances()).zip(&prices) {
            pool += whole_tokens(*live, token) * price;
        }
        Ok(Self { prices, pool })
    }

    /// Of an amount of each token, in its smallest units.
    pub(in crate::calculators) fn of(&self, state: &PoolState, amounts: &[U256]) -> f64 {
        let mut worth = 0.0;
        for ((token, price), amount) in state.tokens().iter().zip(&self.prices).zip(amounts) {
            worth += to_f64(*amount, token.decimals()) * price;
        }
        worth
    }
}
