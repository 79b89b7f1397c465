//! Fees as the Vault stores them: in 24 bits, in steps of 0.00001 %.
//!
//! Source: `balancer/balancer-v3-monorepo` at `0a5890a`, `pkg/vault/contracts/ProtocolFeeController.sol`, lines 139–162,
//! 383–399 and 696–705; `VaultCommon.sol`, lines 354–368; `lib/PoolConfigLib.sol`, lines 168–180.

use super::parts::MAX_FEE;
use crate::fixed::{Error, Fixed, U256, uint};
use crate::pools::{Curve, Pool};

/// 0.00001 %.
const STEP: U256 = U256([100_000_000_000, 0, 0, 0]);
const MAX_PROTOCOL_FEE: Fixed = Fixed::from_wei(500_000_000_000_000_000);
const MAX_CREATOR_FEE: Fixed = Fixed::from_wei(999_990_000_000_000_000);

/// What the protocol and the pool's creator take a share of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeeKind {
    /// The swap fees.
    Swap,
    /// The growth of the balances by their rates.
    Yield,
}

/// The share that the protocol and the pool's creator take together: `protocol + (1 - protocol) * creator`, the product
/// and then the sum rounded down, the sum to 24 bits (`_computeAggregateFeePercentage`).
///
/// # Errors
/// [`Error::ProtocolSwapFeePercentageTooHigh`] or [`Error::ProtocolYieldFeePercentageTooHigh`] for a protocol's share
/// above 50 %, [`Error::FeePrecisionTooHigh`] for one that 24 bits do not hold;
/// [`Error::PoolCreatorFeePercentageTooHigh`] for a creator's share above 99.999 %.
///
/// ```
/// use yb_core::vault::{FeeKind, aggregate_fee};
///
/// let share = aggregate_fee(FeeKind::Swap, "0.25".parse()?, "0.6".parse()?)?;
/// assert_eq!(share.to_string(), "0.7");
/// let share = aggregate_fee(FeeKind::Swap, "0.25".parse()?, "0.12345678".parse()?)?;
/// assert_eq!(share.to_string(), "0.3425925");
/// # Ok::<(), yb_core::fixed::Error>(())
/// ```
pub fn aggregate_fee(kind: FeeKind, protocol: Fixed, creator: Fixed) -> Result<Fixed, Error> {
    if protocol > MAX_PROTOCOL_FEE {
        return Err(match kind {
            FeeKind::Swap => Error::ProtocolSwapFeePercentageTooHigh,
            FeeKind::Yield => Error::ProtocolYieldFeePercentageTooHigh,
        });
    }
    if in_24_bits(protocol)? != protocol {
        return Err(Error::FeePrecisionTooHigh);
    }
    if creator > MAX_CREATOR_FEE {
        return Err(Error::PoolCreatorFeePercentageTooHigh);
    }
    in_24_bits(protocol.plus(protocol.complement().mul_down(creator)?)?)
}

/// The swap fee as the Vault keeps it for a pool of this kind: rounded down to 24 bits, once it is within the limits
/// (`_setStaticSwapFeePercentage`).
///
/// # Errors
/// [`Error::SwapFeePercentageTooLow`] and [`Error::SwapFeePercentageTooHigh`] outside the pool's own limits,
/// [`Error::PercentageAboveMax`] above 99.9999 % whatever they are.
///
/// ```
/// use yb_core::fixed::Error;
/// use yb_core::pools::{Pool, Stable};
/// use yb_core::vault::static_swap_fee;
///
/// let pool = Pool::Stable(Stable::new(200_000.into())?);
/// assert_eq!(static_swap_fee(&pool, "0.00012345678".parse()?)?.to_string(), "0.0001234");
/// assert_eq!(static_swap_fee(&pool, "0.2".parse()?), Err(Error::SwapFeePercentageTooHigh));
/// # Ok::<(), Error>(())
/// ```
pub fn static_swap_fee(pool: &Pool, fee: Fixed) -> Result<Fixed, Error> {
    let (least, most) = pool.swap_fee_limits();
    if fee < least {
        return Err(Error::SwapFeePercentageTooLow);
    }
    if fee > most {
        return Err(Error::SwapFeePercentageTooHigh);
    }
    if fee > MAX_FEE {
        return Err(Error::PercentageAboveMax);
    }
    in_24_bits(fee)
}

fn in_24_bits(fee: Fixed) -> Result<Fixed, Error> {
    let steps = uint::div_down(fee.raw(), STEP)?;
    uint::mul(steps, STEP).map(Fixed::from_raw)
}
