//! The range moves and changes its width: the virtual balances after some time.
//!
//! Source: `ReClammMath.sol`; lines are named at each function.

use super::centre::centeredness;
use super::{Reclamm, Revision};
use crate::fixed::uint::{add, div_down, mul, mul_div_down, sqrt_down, sub};
use crate::fixed::{Error, Fixed, U256};

const THIRTY_DAYS: u64 = 30 * 24 * 60 * 60;

impl Reclamm {
    /// At a new width the centredness stays (`computeVirtualBalancesUpdatingPriceRatio`, lines 415–467):
    /// `Vu = Ru (1 + C + sqrt(1 + C (C + 4 Q - 2))) / (2 (Q - 1))`, with `Q` the square root of the price ratio.
    pub(super) fn at_new_ratio(
        &self,
        real: &[Fixed; 2],
        virtuals: &[Fixed; 2],
    ) -> Result<[Fixed; 2], Error> {
        let (centeredness, above) = centeredness(real, virtuals)?;
        let [plenty, scarce] = sides(above);
        let fourth_root = self.fourth_root_price_ratio()?;
        let ratio = fourth_root.mul_down(fourth_root)?.raw();
        let (one, two) = (Fixed::ONE.raw(), U256::from(2));
        let c = centeredness.raw();
        let inner = sub(add(c, mul(U256::from(4), ratio)?)?, mul(two, one)?)?;
        let root = sqrt_down(add(mul(c, inner)?, mul(one, one)?)?);
        let factor = add(add(one, c)?, root)?;
        let divisor = mul(two, sub(ratio, one)?)?;
        let more = mul_div_down(real[plenty].raw(), factor, divisor)?;
        let less = mul_div_down(more, virtuals[scarce].raw(), virtuals[plenty].raw())?;
        Ok(ordered(above, more, less))
    }

    /// As time passes, the scarce token's virtual balance falls, and the other's follows
    /// (`computeVirtualBalancesUpdatingPriceRange`, lines 484–545).
    pub(super) fn at_new_range(
        &self,
        real: &[Fixed; 2],
        virtuals: &[Fixed; 2],
        above: bool,
    ) -> Result<[Fixed; 2], Error> {
        let [plenty, scarce] = sides(above);
        let root = sqrt(price_ratio(real, virtuals)?)?;
        let seconds = self
            .state
            .current_timestamp
            .saturating_sub(self.state.last_timestamp);
        let seconds = match self.state.revision {
            Revision::First => seconds,
            Revision::Second => seconds.min(THIRTY_DAYS),
        };
        let exponent = Fixed::from_raw(mul(seconds.into(), Fixed::ONE.raw())?);
        let shift = self.state.daily_price_shift_base.pow_down(exponent)?;
        let mut less = virtuals[scarce].mul_down(shift)?;
        if self.state.revision == Revision::Second {
            let middle = real[scarce].div_down(sqrt(root)?.minus(Fixed::ONE)?)?;
            less = less.max(middle);
        }
        let divisor = root
            .minus(Fixed::ONE)?
            .mul_down(less)?
            .minus(real[scarce])?;
        let more = real[plenty].mul_div_down(less.plus(real[scarce])?, divisor)?;
        Ok(ordered(above, more.raw(), less.raw()))
    }

    /// The fourth root of the price ratio now (`computeFourthRootPriceRatio`).
    fn fourth_root_price_ratio(&self) -> Result<Fixed, Error> {
        let state = &self.state;
        let (now, start_time) = (state.current_timestamp, state.price_ratio_update_start_time);
        let end_time = state.price_ratio_update_end_time;
        let (start, end) = (
            state.start_fourth_root_price_ratio,
            state.end_fourth_root_price_ratio,
        );
        if now >= end_time {
            return Ok(end);
        }
        if now <= start_time {
            return Ok(start);
        }
        let gone = Fixed::from_wei(now.saturating_sub(start_time));
        let whole = Fixed::from_wei(end_time.saturating_sub(start_time));
        let exponent = gone.div_down(whole)?;
        let ratio = start.mul_down(end.div_down(start)?.pow_down(exponent)?)?;
        Ok(ratio.max(start.min(end)))
    }
}

/// The token there is plenty of, and the scarce one. `above` the centre, the plenty is of token 0.
const fn sides(above: bool) -> [usize; 2] {
    if above { [0, 1] } else { [1, 0] }
}

/// The virtual balances of the two sides in the order of the tokens.
fn ordered(above: bool, plenty: U256, scarce: U256) -> [Fixed; 2] {
    let (plenty, scarce) = (Fixed::from_raw(plenty), Fixed::from_raw(scarce));
    if above {
        [plenty, scarce]
    } else {
        [scarce, plenty]
    }
}

/// The quotient of the range's ends, up (`computePriceRatio`, `computePriceRange`).
fn price_ratio(real: &[Fixed; 2], virtuals: &[Fixed; 2]) -> Result<Fixed, Error> {
    let invariant = real[0]
        .plus(virtuals[0])?
        .mul_down(real[1].plus(virtuals[1])?)?;
    let lowest = div_down(mul(virtuals[1].raw(), virtuals[1].raw())?, invariant.raw())?;
    let highest = invariant.div_down(virtuals[0].mul_down(virtuals[0])?)?;
    highest.div_up(Fixed::from_raw(lowest))
}

/// The square root, down.
fn sqrt(number: Fixed) -> Result<Fixed, Error> {
    mul(number.raw(), Fixed::ONE.raw()).map(|square| Fixed::from_raw(sqrt_down(square)))
}
