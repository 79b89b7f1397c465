//! A fee that rises as a trade drives an E-CLP away from the price at which its liquidity peaks.
//!
//! Source: `balancer/balancer-v3-monorepo` at `0a5890a`, `pkg/pool-hooks/contracts/ECLPSurgeHook.sol`, lines 64–88 and
//! 126–296; see also [`super::surge`].

use super::HookSwap;
use super::surge::{Imbalance, Surge};
use crate::fixed::{Error, Fixed, Signed, Steps, U256};
#[cfg(feature = "ellipses")]
use crate::pools::GyroEclp;
use crate::pools::Pool;
use core::cmp::Ordering;

const MIN_SLOPE: Fixed = Fixed::from_wei(10_000_000_000_000_000);
/// 100, whose wei do not fit a word.
const MAX_SLOPE: Fixed = Fixed::from_raw(U256([7_766_279_631_452_241_920, 5, 0, 0]));
const HALF: Fixed = Fixed::from_wei(500_000_000_000_000_000);

/// Charges more for a trade that leaves the price further from the peak than the threshold.
///
/// The imbalance is 0 at the peak and, with slopes of 1, reaches 1 at the ends of the price range. Joins and exits out
/// of proportion that would raise it past the threshold are refused, as by [`StableSurge`](super::StableSurge).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EclpSurge {
    surge: Surge,
    slope_below_peak: Fixed,
    slope_above_peak: Fixed,
}

impl EclpSurge {
    /// A hook with the imbalance at which the fee begins to rise, the fee at an imbalance of 1, and by what the
    /// distance from the peak is multiplied on either side of it (1 by default).
    ///
    /// # Errors
    /// [`Error::InvalidPercentage`] for a threshold or fee above 1; [`Error::InvalidImbalanceSlope`] for slopes below
    /// 0.01 or above 100.
    ///
    /// ```
    /// use yb_core::fixed::{Error, Fixed};
    /// use yb_core::vault::hooks::EclpSurge;
    ///
    /// let (threshold, max_fee): (Fixed, Fixed) = ("0.3".parse()?, "0.95".parse()?);
    /// assert!(EclpSurge::new(threshold, max_fee, [Fixed::ONE, Fixed::ONE]).is_ok());
    /// assert_eq!(EclpSurge::new(threshold, max_fee, [Fixed::ONE, "101".parse()?]), Err(Error::InvalidImbalanceSlope));
    /// # Ok::<(), Error>(())
    /// ```
    pub fn new(
        threshold: Fixed,
        max_fee: Fixed,
        [slope_below_peak, slope_above_peak]: [Fixed; 2],
    ) -> Result<Self, Error> {
        let surge = Surge::new(threshold, max_fee)?;
        for slope in [slope_below_peak, slope_above_peak] {
            if !(MIN_SLOPE..=MAX_SLOPE).contains(&slope) {
                return Err(Error::InvalidImbalanceSlope);
            }
        }
        Ok(Self {
            surge,
            slope_below_peak,
            slope_above_peak,
        })
    }
}

#[cfg(feature = "ellipses")]
impl EclpSurge {
    /// Whether the hook takes the pool: only near 45 degrees is the peak where sine and cosine say.
    pub(super) fn register(pool: &Pool) -> Result<(), Error> {
        let params = ellipse(pool)?.params();
        if params.s < HALF || params.c < HALF {
            Err(Error::InvalidRotationAngle)
        } else {
            Ok(())
        }
    }

    pub(super) fn swap_fee(&self, swap: &HookSwap<'_>, fee: Fixed) -> Result<Fixed, Error> {
        if !self.surge.exceeds(fee) {
            return Ok(fee);
        }
        let curve = ellipse(swap.state.pool())?;
        let before = swap.state.balances();
        // The swap has not moved the invariant, so it has not moved the offsets.
        let offsets = curve.offsets(before)?;
        let imbalance = Imbalance {
            before: self.imbalance(curve, before, &offsets)?,
            after: self.imbalance(curve, &swap.balances_after()?, &offsets)?,
        };
        self.surge.fee(fee, &imbalance)
    }

    pub(super) fn surges(
        &self,
        pool: &Pool,
        before: &[Fixed],
        after: &[Fixed],
    ) -> Result<bool, Error> {
        let curve = ellipse(pool)?;
        let at = |balances| self.imbalance(curve, balances, &curve.offsets(balances)?);
        let imbalance = Imbalance {
            before: at(before)?,
            after: at(after)?,
        };
        Ok(self.surge.surges(&imbalance))
    }

    /// `slope * |price - peak| / |end of the range - peak|`, at most 1 (`_computeImbalance`).
    fn imbalance(
        &self,
        curve: &GyroEclp,
        balances: &[Fixed],
        offsets: &[Signed; 2],
    ) -> Result<Fixed, Error> {
        let (price, peak) = (
            curve.price_at_offsets(balances, offsets)?,
            curve.peak_price()?,
        );
        let params = curve.params();
        // The slope, and the two ends of either way, the upper first: to the price, and to the end of the range.
        let (slope, ways) = match price.cmp(&peak) {
            Ordering::Equal => return Ok(Fixed::ZERO),
            Ordering::Less => (self.slope_below_peak, [peak, price, peak, params.alpha]),
            Ordering::Greater => (self.slope_above_peak, [price, peak, params.beta, peak]),
        };
        let [upper, lower, highest, lowest] = &ways.map(Ok);
        let (apart, whole) = (upper.minus(lower), highest.minus(lowest));
        let imbalance = apart.mul_div_down(&Ok(slope), &whole)?;
        Ok(imbalance.min(Fixed::ONE))
    }
}

/// Where no ellipse is carried, no pool takes the hook.
#[cfg(not(feature = "ellipses"))]
#[allow(
    clippy::unused_self,
    reason = "asked as the hook of an ellipse would be"
)]
impl EclpSurge {
    pub(super) fn register(_: &Pool) -> Result<(), Error> {
        Err(Error::HookRegistrationFailed)
    }

    pub(super) fn swap_fee(&self, _: &HookSwap<'_>, _: Fixed) -> Result<Fixed, Error> {
        Err(Error::HookRegistrationFailed)
    }

    pub(super) fn surges(&self, _: &Pool, _: &[Fixed], _: &[Fixed]) -> Result<bool, Error> {
        Err(Error::HookRegistrationFailed)
    }
}

#[cfg(feature = "ellipses")]
fn ellipse(pool: &Pool) -> Result<&GyroEclp, Error> {
    match pool {
        Pool::GyroEclp(curve) => Ok(curve),
        _ => Err(Error::HookRegistrationFailed),
    }
}
