//! Liquidity bootstrapping pools: a token's sale between two times, against a reserve token.
//!
//! Source: `balancer/balancer-v3-monorepo` at `0a5890a`, `pkg/pool-weighted/contracts/lbp/`.

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

    /// `_isSwapEnabled` in `LBPCommon.sol`.
    fn check_open(&self) -> Result<(), Error> {
        if (self.start_time..=self.end_time).contains(&self.current_timestamp) {
            Ok(())
        } else {
            Err(Error::SwapsDisabled)
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
