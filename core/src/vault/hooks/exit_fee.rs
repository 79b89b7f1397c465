//! A fee on leaving, which the hook gives back to the pool: those who stay share it.
//!
//! Source: `balancer/balancer-v3-monorepo` at `0a5890a`, `pkg/pool-hooks/contracts/ExitFeeHookExample.sol`, lines
//! 118–190.

use crate::fixed::{Amount, Error, Fixed, Steps};
use crate::vault::limits::large_enough;
use crate::vault::{LiquidityQuote, PoolState};

const MAX_EXIT_FEE: Fixed = Fixed::from_wei(100_000_000_000_000_000);

/// Keeps a share of what a proportional exit pays, and donates it to the pool. Other exits are refused with
/// [`Error::AfterRemoveLiquidityHookFailed`]: their amounts are exact, and a fee has no place in them.
///
/// ```
/// use yb_core::fixed::{Error, Fixed};
/// use yb_core::pools::{Pool, Weighted};
/// use yb_core::vault::{Hook, PoolState, RemoveRequest, Token, hooks::ExitFee, remove_liquidity};
///
/// let pool = PoolState::new(
///     Pool::Weighted(Weighted::new(vec!["0.5".parse()?, "0.5".parse()?])?),
///     vec![Token::new("A", 1.into(), Fixed::ONE)?, Token::new("B", 1.into(), Fixed::ONE)?],
///     vec!["1000".parse()?, "1000".parse()?],
///     "0.01".parse()?,
///     Fixed::ZERO,
///     "1000".parse()?,
/// )?
/// .with_hook(Hook::ExitFee(ExitFee::new("0.05".parse()?)?))?;
/// let quote = remove_liquidity(&pool, &RemoveRequest::Proportional { pool_tokens_in: "100".parse()? })?;
/// // A tenth of the pool, of which a twentieth stays.
/// assert_eq!(Fixed::from_raw(quote.moves[0].amount_raw).to_string(), "95");
/// assert_eq!(ExitFee::new("0.11".parse()?), Err(Error::ExitFeeAboveLimit));
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExitFee {
    share: Fixed,
}

impl ExitFee {
    /// A hook that keeps this share.
    ///
    /// # Errors
    /// [`Error::ExitFeeAboveLimit`] above 10 %.
    pub fn new(share: Fixed) -> Result<Self, Error> {
        if share > MAX_EXIT_FEE {
            return Err(Error::ExitFeeAboveLimit);
        }
        Ok(Self { share })
    }

    /// The share of each raw amount, rounded down. The Vault looks at the donation as at any join: an amount below 10^6
    /// wei of 18 decimals is too small for it, and the exit fails.
    pub(super) fn charge(
        &self,
        state: &PoolState,
        mut quote: LiquidityQuote,
    ) -> Result<LiquidityQuote, Error> {
        for (moved, token) in quote.moves.iter_mut().zip(state.tokens()) {
            let amount = Amount::whole(&moved.amount_raw);
            let fee = amount.mul_down(&Ok(self.share));
            let donated = token.scale().to_live_down(&fee).raw()?;
            if !donated.is_zero() {
                large_enough(donated)?;
            }
            moved.amount_raw = amount.minus(&fee).raw()?;
            moved.hook_fee_raw = fee.raw()?;
        }
        Ok(quote)
    }
}
