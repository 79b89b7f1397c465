//! Between a token's own units and the curve's: decimals and rates.
//!
//! Source: `balancer/balancer-v3-monorepo` at `0a5890a`,
//! `pkg/solidity-utils/contracts/helpers/ScalingHelpers.sol`; the lines are named at each function.

use crate::fixed::uint::{divide_down, divide_up, mul};
use crate::fixed::{Divisor, Error, Fixed, U256};

/// A token's scaling factor at a rate, prepared for both ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Scale {
    factor: U256,
    rate: Fixed,
    /// One smallest unit of the token in the curve's terms, factor times rate: exact, no rounding.
    by_unit: Divisor,
}

impl Scale {
    /// `None` if factor times rate is zero or above 2^256 - 1.
    pub(super) fn new(factor: U256, rate: Fixed) -> Option<Self> {
        let unit = mul(factor, rate.raw()).ok()?;
        Some(Self {
            factor,
            rate,
            by_unit: Divisor::new(unit.0)?,
        })
    }

    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub(super) const fn factor(&self) -> U256 {
        self.factor
    }

    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub(super) const fn rate(&self) -> Fixed {
        self.rate
    }

    /// `raw * factor * rate`, rounded down (`toScaled18ApplyRateRoundDown`, lines 38–44).
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub(super) fn to_live_down(&self, raw: U256) -> Result<Fixed, Error> {
        Fixed::from_raw(mul(raw, self.factor)?).mul_down(self.rate)
    }

    /// `raw * factor * rate`, rounded up (`toScaled18ApplyRateRoundUp`, lines 56–62).
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub(super) fn to_live_up(&self, raw: U256) -> Result<Fixed, Error> {
        Fixed::from_raw(mul(raw, self.factor)?).mul_up(self.rate)
    }

    /// `live / (factor * rate)`, rounded down (`toRawUndoRateRoundDown`, lines 74–82).
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub(super) fn to_raw_down(&self, live: Fixed) -> Result<U256, Error> {
        Ok(divide_down(
            mul(live.raw(), Fixed::ONE.raw())?,
            &self.by_unit,
        ))
    }

    /// `live / (factor * rate)`, rounded up (`toRawUndoRateRoundUp`, lines 94–102).
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub(super) fn to_raw_up(&self, live: Fixed) -> Result<U256, Error> {
        Ok(divide_up(mul(live.raw(), Fixed::ONE.raw())?, &self.by_unit))
    }
}

/// The rate one wei higher, unless it is a whole number (`computeRateRoundUp`, lines 212–220).
///
/// A rate provider rounds down. Where the pool is safer with a high rate, the wei that may be missing is added.
pub(super) fn rate_up(rate: Fixed) -> Result<Fixed, Error> {
    const BY_ONE: Divisor = Divisor::power_of_ten(18);
    let (_, has_fraction) = BY_ONE.divide(rate.raw().0);
    if has_fraction {
        rate.plus(Fixed::from_wei(1))
    } else {
        Ok(rate)
    }
}
