//! Between a token's own units and the curve's: decimals and rates.
//!
//! Source: `balancer/balancer-v3-monorepo` at `0a5890a`,
//! `pkg/solidity-utils/contracts/helpers/ScalingHelpers.sol`; the lines are named at each function.

use super::Token;
use crate::fixed::{Error, Fixed, U256, uint};

impl Token {
    /// `raw * scaling factor * rate`, rounded down (`toScaled18ApplyRateRoundDown`, lines 38–44).
    pub(super) fn to_live_down(&self, raw: U256) -> Result<Fixed, Error> {
        Fixed::from_raw(uint::mul(raw, self.scaling_factor())?).mul_down(self.rate())
    }

    /// `raw * scaling factor * rate`, rounded up (`toScaled18ApplyRateRoundUp`, lines 56–62), at the rate given.
    pub(super) fn to_live_up_at(&self, raw: U256, rate: Fixed) -> Result<Fixed, Error> {
        Fixed::from_raw(uint::mul(raw, self.scaling_factor())?).mul_up(rate)
    }

    /// `live / (scaling factor * rate)`, rounded down (`toRawUndoRateRoundDown`, lines 74–82), at the rate given.
    pub(super) fn to_raw_down_at(&self, live: Fixed, rate: Fixed) -> Result<U256, Error> {
        Ok(live.div_down(self.unit_at(rate)?)?.raw())
    }

    /// `live / (scaling factor * rate)`, rounded up (`toRawUndoRateRoundUp`, lines 94–102).
    pub(super) fn to_raw_up(&self, live: Fixed) -> Result<U256, Error> {
        Ok(live.div_up(self.unit_at(self.rate())?)?.raw())
    }

    /// The rate one wei higher, unless it is a whole number (`computeRateRoundUp`, lines 212–220).
    ///
    /// A rate provider rounds down. Where the pool is safer with a high rate, the wei that may be missing is added.
    pub(super) fn rate_up(&self) -> Result<Fixed, Error> {
        let rate = self.rate();
        let whole = uint::mul(
            uint::div_down(rate.raw(), Fixed::ONE.raw())?,
            Fixed::ONE.raw(),
        )?;
        if whole == rate.raw() {
            Ok(rate)
        } else {
            rate.plus(Fixed::from_wei(1))
        }
    }

    /// One smallest unit of the token, in the curve's terms: exact, no rounding.
    fn unit_at(&self, rate: Fixed) -> Result<Fixed, Error> {
        uint::mul(self.scaling_factor(), rate.raw()).map(Fixed::from_raw)
    }
}
