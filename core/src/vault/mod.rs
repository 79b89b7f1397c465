//! What surrounds every curve: tokens with decimals and rates, fees, and the order in which things round.
//!
//! The Vault takes amounts as the tokens count them, scales them to 18 decimals, applies the rates, takes the fee, asks
//! the curve, and turns the answer back, rounding each step in the pool's favour. [`PoolState`] is a pool as it stands
//! between two blocks; [`swap`](swap()) is one trade with it, [`PreparedPool`] answers many, [`add_liquidity`] and
//! [`remove_liquidity`] are a join and an exit, and [`update_rates`] is what happens before each of them when a rate has
//! moved. One file an operation. A pool may have a hook: see [`hooks`]. A [`Buffer`] is no pool: it wraps and unwraps.
//! A [`Route`] leads through several of them; both travel with stable pools, which boosted pools are. [`V2Pool`] is a
//! pool of the Vault before this one, for history.
//!
//! This room imports [`crate::pools`] and [`crate::fixed`].

mod add;
#[cfg(feature = "plain")]
mod buffer;
#[cfg(feature = "every-pool")]
mod fees;
pub mod hooks;
mod limits;
mod liquidity;
mod parts;
mod prepared;
mod rates;
mod remove;
#[cfg(feature = "plain")]
mod route;
mod scaling;
mod state;
mod swap;
mod token;
#[cfg(feature = "every-pool")]
mod v2;

pub use add::{AddRequest, add_liquidity};
#[cfg(feature = "plain")]
pub use buffer::{Buffer, BufferQuote, WrapDirection};
#[cfg(feature = "every-pool")]
pub use fees::{FeeKind, aggregate_fee, static_swap_fee};
pub use hooks::Hook;
pub use limits::{max_single_token_add, max_single_token_remove, max_swap};
pub use liquidity::{Direction, LiquidityQuote, TokenMove};
pub(crate) use parts::MAX_FEE;
pub use parts::PoolParts;
pub use prepared::PreparedPool;
pub use rates::{
    BalanceQuote, RateUpdate, RatesQuote, update_balance, update_rates, yield_fee_due,
};
pub use remove::{RemoveRequest, remove_liquidity};
#[cfg(feature = "plain")]
pub use route::{Route, RouteLeg, RouteQuote, RouteStep};
pub use state::PoolState;
pub use swap::{SwapKind, SwapQuote, SwapRequest, spot_price, swap, swap_amount};
pub use token::Token;
#[cfg(feature = "every-pool")]
pub use v2::{Upscaling, V2Pool, V2Quote, V2Replay};
