//! What surrounds every curve: tokens with decimals and rates, fees, and the order in which things round.
//!
//! The Vault takes amounts as the tokens count them, scales them to 18 decimals, applies the rates, takes the fee, asks
//! the curve, and turns the answer back, rounding each step in the pool's favour. [`PoolState`] is a pool as it stands
//! between two blocks; [`swap`](swap()) is one trade with it, [`PreparedPool`] answers many, [`add_liquidity`] and [`remove_liquidity`] are a join and
//! an exit. One file an operation. A pool may have a hook: see
//! [`hooks`]. A [`Buffer`] is no pool: it wraps and unwraps.
//!
//! This room imports [`crate::pools`] and [`crate::fixed`].

mod add;
mod buffer;
pub mod hooks;
mod liquidity;
mod prepared;
mod remove;
mod scaling;
mod state;
mod swap;

pub use add::{AddRequest, add_liquidity};
pub use buffer::{Buffer, BufferQuote, WrapDirection};
pub use hooks::Hook;
pub use liquidity::{Direction, LiquidityQuote, TokenMove};
pub use prepared::PreparedPool;
pub use remove::{RemoveRequest, remove_liquidity};
pub use state::{PoolState, Token};
pub use swap::{SwapKind, SwapQuote, SwapRequest, spot_price, swap};
