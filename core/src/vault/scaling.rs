//! Between a token's own units and the curve's: decimals and rates.
//!
//! Source: `balancer/balancer-v3-monorepo` at `0a5890a`,
//! `pkg/solidity-utils/contracts/helpers/ScalingHelpers.sol`; the lines are named at each function.

use crate::fixed::uint::mul;
use crate::fixed::{Amount, Constant, Divisor, Error, Fixed, Steps, U256, Width};

const ONE: u64 = 1_000_000_000_000_000_000;
/// Up to 2^127 wei.
const MOST_ROOM: u64 = 1 << 63;

/// A token's scaling factor at a rate, prepared for both ways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Scale {
    factor: U256,
    rate: Fixed,
    /// One smallest unit of the token in the curve's terms: factor times rate, exact. At a rate of 1 the factor alone.
    by_unit: Divisor,
    /// Whether the rate is 1, and whether the unit is.
    rate_is_one: bool,
    unit_is_one: bool,
    /// How many times 2^64 wei a live balance may be for both it and the raw one to be surely small enough.
    room: u64,
}

impl Scale {
    /// `None` if factor times rate is zero or above 2^256 - 1.
    pub(super) fn new(factor: U256, rate: Fixed) -> Option<Self> {
        let unit = mul(factor, rate.raw()).ok()?;
        let rate_is_one = rate == Fixed::ONE;
        Some(Self {
            factor,
            rate,
            by_unit: Divisor::new(if rate_is_one { factor.0 } else { unit.0 })?,
            rate_is_one,
            unit_is_one: unit == Fixed::ONE.raw(),
            room: match unit.0 {
                [low, 0, 0, 0] => low.min(MOST_ROOM),
                _ => MOST_ROOM,
            },
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

    /// Whether a live balance and the raw one that makes it are far below the 2^128 wei that the Vault cannot keep: below
    /// 2^127, and below what 2^64 times 10^18 smallest units count.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub(super) const fn has_room(&self, live: &U256) -> bool {
        let [_, high, third, fourth] = live.0;
        third | fourth == 0 && high < self.room
    }

    /// `raw * factor * rate`, rounded down (`toScaled18ApplyRateRoundDown`, lines 38–44).
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub(super) fn to_live_down(&self, raw: &Amount) -> Amount {
        raw.step(|raw| self.live_down(raw.raw()).map(Fixed::from_raw))
    }

    /// `raw * factor * rate`, rounded up (`toScaled18ApplyRateRoundUp`, lines 56–62).
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub(super) fn to_live_up(&self, raw: &Amount) -> Amount {
        raw.step(|raw| self.live_up(raw.raw()).map(Fixed::from_raw))
    }

    /// `live / (factor * rate)`, rounded down (`toRawUndoRateRoundDown`, lines 74–82).
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub(super) fn to_raw_down(&self, live: &Amount) -> Amount {
        live.step(|live| self.raw_down(live.raw()).map(Fixed::from_raw))
    }

    /// `live / (factor * rate)`, rounded up (`toRawUndoRateRoundUp`, lines 94–102).
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub(super) fn to_raw_up(&self, live: &Amount) -> Amount {
        live.step(|live| self.raw_up(live.raw()).map(Fixed::from_raw))
    }

    /// [`to_live_down`](Self::to_live_down) in either width.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub(super) fn live_down<N: Width>(&self, raw: N) -> Result<N, Error> {
        let scaled = self.scaled(raw)?;
        if self.is_exact::<N>() {
            return Ok(scaled);
        }
        scaled.mul_down(N::of(self.rate.raw())?)
    }

    /// [`to_live_up`](Self::to_live_up) in either width.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub(super) fn live_up<N: Width>(&self, raw: N) -> Result<N, Error> {
        let scaled = self.scaled(raw)?;
        if self.is_exact::<N>() {
            return Ok(scaled);
        }
        scaled.mul_up(N::of(self.rate.raw())?)
    }

    /// [`to_raw_down`](Self::to_raw_down) in either width.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub(super) fn raw_down<N: Width>(&self, live: N) -> Result<N, Error> {
        let (quotient, _) = self.unscaled(live)?;
        Ok(quotient)
    }

    /// [`to_raw_up`](Self::to_raw_up) in either width.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub(super) fn raw_up<N: Width>(&self, live: N) -> Result<N, Error> {
        let (quotient, rest) = self.unscaled(live)?;
        quotient.plus(N::word(rest.into()))
    }

    /// `live / (factor * rate)` rounded down, and whether there was a remainder.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    fn unscaled<N: Width>(&self, live: N) -> Result<(N, bool), Error> {
        if N::NARROW && self.unit_is_one {
            return Ok((live, false));
        }
        let scaled = || live.product(N::word(ONE));
        if !self.rate_is_one {
            return N::quotient(scaled()?, &self.by_unit);
        }
        // The product and its divisor are 10^18 times as much, and so is what remains; in 256 bits it may be too large.
        if !N::NARROW {
            scaled()?;
        }
        live.quotient_by(&self.by_unit)
    }

    /// Whether the rate changes nothing: it is 1, and the product that the contract divides again cannot be too large.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    const fn is_exact<N: Width>(&self) -> bool {
        N::NARROW && self.rate_is_one
    }

    #[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
    fn scaled<N: Width>(&self, raw: N) -> Result<N, Error> {
        // A power of ten up to 10^18.
        let factor = self.factor.low_u64();
        if N::NARROW && factor == 1 {
            Ok(raw)
        } else {
            raw.times(factor)
        }
    }
}

/// The rate one wei higher, unless it is a whole number (`computeRateRoundUp`, lines 212–220).
///
/// A rate provider rounds down. Where the pool is safer with a high rate, the wei that may be missing is added.
pub(super) fn rate_up(rate: Fixed) -> Result<Fixed, Error> {
    const BY_ONE: Constant = Constant::power_of_ten(18);
    // Whole numbers are divisible by 2^18, as 10^18 is; hardly any other rate is, and needs no division.
    let (raw, twos) = (rate.raw(), ONE.trailing_zeros());
    let may_be_whole = raw.is_zero() || raw.trailing_zeros() >= twos;
    if may_be_whole && BY_ONE.divide_up(raw) == BY_ONE.divide_down(raw) {
        Ok(rate)
    } else {
        rate.plus(Fixed::from_wei(1))
    }
}
