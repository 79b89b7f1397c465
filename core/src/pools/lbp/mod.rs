//! Liquidity bootstrapping pools: a token's sale between two times, against a reserve token.
//!
//! Source: `balancer/balancer-v3-monorepo`, `pkg/pool-weighted/contracts/lbp/`, at the commits of the deployments: the
//! falling weight at `577b86c` (first version, 7 March 2025), `1889fb7` (second, 1 July 2025) and `cdb5d86` (third, 19
//! December 2025), the fixed price at `52a94c0`. No pool of the later `0a5890a` is on chain.
//!
//! A sale binds joins and exits to its times: nobody joins from the start on ([`Error::AddingLiquidityNotAllowed`]), and
//! nobody leaves from start to end ([`Error::RemovingLiquidityNotAllowed`]). The first and second version let nobody
//! leave before the start either; a pool's state does not say its version, so that exit is answered here. Nor is asked
//! who comes: before the start only the owner may join, and where a pool migrates only the migration may leave.

mod fixed_price;
mod gradual;

use crate::fixed::Error;
pub use fixed_price::FixedPriceLbp;
pub use gradual::{GradualLbp, GradualWeight};

/// A sale, and the time at which it is asked about. Times are in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sale {
    /// The index of the token that is sold, 0 or 1; the other is the reserve.
    pub project_token: usize,
    /// The first second of the sale.
    pub start_time: u64,
    /// The last second of the sale.
    pub end_time: u64,
    /// Now.
    pub current_timestamp: u64,
}

impl Sale {
    fn checked(self) -> Result<Self, Error> {
        if self.project_token > 1 {
            return Err(Error::TokenNotRegistered);
        }
        if self.start_time > self.end_time {
            return Err(Error::InvalidStartTime);
        }
        Ok(self)
    }

    const fn reserve_token(&self) -> usize {
        1 - self.project_token
    }

    fn is_open(&self) -> bool {
        (self.start_time..=self.end_time).contains(&self.current_timestamp)
    }

    /// `_isSwapEnabled` in `LBPCommon.sol`.
    fn check_open(&self) -> Result<(), Error> {
        if self.is_open() {
            Ok(())
        } else {
            Err(Error::SwapsDisabled)
        }
    }

    /// `onBeforeAddLiquidity`: before the start the owner joins, and then nobody.
    fn check_join(&self) -> Result<(), Error> {
        if self.current_timestamp >= self.start_time {
            Err(Error::AddingLiquidityNotAllowed)
        } else {
            Ok(())
        }
    }

    /// `onBeforeRemoveLiquidity`, what all versions have in common.
    fn check_exit(&self) -> Result<(), Error> {
        if self.is_open() {
            Err(Error::RemovingLiquidityNotAllowed)
        } else {
            Ok(())
        }
    }
}

fn check_token_count(count: usize) -> Result<(), Error> {
    match count {
        0 | 1 => Err(Error::MinTokens),
        2 => Ok(()),
        _ => Err(Error::MaxTokens),
    }
}
