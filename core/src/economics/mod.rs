//! What a pool earns for its owners, and what was paid to make it grow, in `f64`.
//!
//! - [`periods`]: Balancer's protocol fees and where they went, proposal by proposal;
//! - [`stack`]: yields, swap fees, incentives and losses, before and after the protocol's share;
//! - [`incentives`]: what a size costs, and what a budget buys;
//! - [`core_pool`] (history): which pools had their fees spent on votes for them;
//! - [`emissions`] (history): BAL issued each week;
//! - [`gauge`] (history): working balances, boost and the rewards of a gauge.
//!
//! Imports: the standard library and nothing else. Money is in any one unit of account; rates are
//! fractions a year.
//!
//! What is history is a table with dates and sources; nothing here says what holds today.

pub mod core_pool;
pub mod emissions;
pub mod gauge;
pub mod incentives;
pub mod periods;
pub mod stack;

/// Days in a year, as everywhere in this project.
pub const DAYS_PER_YEAR: f64 = 365.0;
/// Weeks in a year of 365 days.
pub const WEEKS_PER_YEAR: f64 = DAYS_PER_YEAR / 7.0;
