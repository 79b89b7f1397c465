//! An amplification that moves in a straight line from one value to another.
//!
//! Source: `balancer/balancer-v3-monorepo` at `0a5890a`, `pkg/pool-stable/contracts/StablePool.sol`; lines are named at
//! each function.

use super::{AMP_PRECISION, MAX_AMP, MIN_AMP, Stable};
use crate::fixed::{Error, U256};

const DAY: u64 = 24 * 60 * 60;
/// An update may at most double or halve the amplification in a day.
const MAX_DAILY_RATE: u64 = 2;

/// What the pool stores of its amplification (`getAmplificationState`): values in thousandths, times in seconds.
///
/// ```
/// use yb_core::fixed::Error;
/// use yb_core::pools::{AmplificationRamp, Stable};
///
/// let now = 1_700_000_000;
/// let still = AmplificationRamp::at(Stable::new(200_000.into())?);
/// let ramp = still.update(400, now + 86_400, now)?;
/// assert_eq!(ramp.value(now + 43_200), 300_000);
/// assert_eq!(still.update(401, now + 86_400, now), Err(Error::AmpUpdateRateTooFast));
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AmplificationRamp {
    start: u64,
    end: u64,
    start_time: u64,
    end_time: u64,
}

impl AmplificationRamp {
    /// An amplification that does not move (`_stopAmplification`, lines 370–382).
    #[must_use]
    pub const fn at(curve: Stable) -> Self {
        Self {
            start: curve.amplification(),
            end: curve.amplification(),
            start_time: 0,
            end_time: 0,
        }
    }

    /// What a pool on chain has stored.
    ///
    /// # Errors
    /// [`Error::AmplificationFactorTooLow`], [`Error::AmplificationFactorTooHigh`] for either value;
    /// [`Error::Overflow`] for an end before the start.
    pub fn stored(
        [start, end]: [U256; 2],
        [start_time, end_time]: [u64; 2],
    ) -> Result<Self, Error> {
        if end_time < start_time {
            return Err(Error::Overflow);
        }
        Ok(Self {
            start: Stable::new(start)?.amplification(),
            end: Stable::new(end)?.amplification(),
            start_time,
            end_time,
        })
    }

    /// Begins an update to `end`, a whole number and not in thousandths, to be reached at `end_time`
    /// (`startAmplificationParameterUpdate`, lines 250–300).
    ///
    /// # Errors
    /// In the contract's order: [`Error::AmplificationFactorTooLow`] below 1, [`Error::AmplificationFactorTooHigh`]
    /// above 50,000; [`Error::Overflow`] for an end in the past, [`Error::AmpUpdateDurationTooShort`] for one in less
    /// than a day; [`Error::AmpUpdateAlreadyStarted`]; [`Error::AmpUpdateRateTooFast`] where the quotient of the values,
    /// a day, is above 2, rounded up to a whole number.
    pub fn update(&self, end: u64, end_time: u64, now: u64) -> Result<Self, Error> {
        if end < MIN_AMP {
            return Err(Error::AmplificationFactorTooLow);
        }
        if end > MAX_AMP {
            return Err(Error::AmplificationFactorTooHigh);
        }
        let duration = end_time.checked_sub(now).ok_or(Error::Overflow)?;
        if duration < DAY {
            return Err(Error::AmpUpdateDurationTooShort);
        }
        if self.is_updating(now) {
            return Err(Error::AmpUpdateAlreadyStarted);
        }
        let (start, end) = (self.value(now), end * AMP_PRECISION);
        let (small, large) = (start.min(end), start.max(end));
        // `ceil(large * day / (small * duration)) > 2`, without the division.
        if u128::from(large) * u128::from(DAY)
            > u128::from(MAX_DAILY_RATE) * u128::from(small) * u128::from(duration)
        {
            return Err(Error::AmpUpdateRateTooFast);
        }
        Ok(Self {
            start,
            end,
            start_time: now,
            end_time,
        })
    }

    /// Ends an update where it is (`stopAmplificationParameterUpdate`, lines 303–312).
    ///
    /// # Errors
    /// [`Error::AmpUpdateNotStarted`].
    pub fn stop(&self, now: u64) -> Result<Self, Error> {
        if self.is_updating(now) {
            Ok(Self::at(self.curve(now)))
        } else {
            Err(Error::AmpUpdateNotStarted)
        }
    }

    /// Whether an update is going on.
    #[must_use]
    pub const fn is_updating(&self, now: u64) -> bool {
        now < self.end_time
    }

    /// The amplification at a time, in thousandths: the change so far rounded down (`_getAmplificationParameter`, lines
    /// 330–368). Before the start, which is no time that the contract knows, it is that of the start.
    #[must_use]
    pub fn value(&self, now: u64) -> u64 {
        if !self.is_updating(now) {
            return self.end;
        }
        let gone = u128::from(now.saturating_sub(self.start_time));
        let whole = u128::from(self.end_time.saturating_sub(self.start_time)).max(1);
        let change = u128::from(self.end.abs_diff(self.start)) * gone / whole;
        // No more than the difference of two amplifications.
        let change = u64::try_from(change).unwrap_or(u64::MAX);
        if self.end > self.start {
            self.start.saturating_add(change)
        } else {
            self.start.saturating_sub(change)
        }
    }

    /// The curve at a time.
    #[must_use]
    pub fn curve(&self, now: u64) -> Stable {
        // Between two amplifications that a pool can have.
        Stable {
            amplification: self.value(now),
            max_imbalance: None,
        }
    }
}
