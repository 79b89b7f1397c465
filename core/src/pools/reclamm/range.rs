//! The range moves and changes its width: the virtual balances after some time.
//!
//! Source: `ReClammMath.sol`; lines are named at each function.

use super::centre::centeredness;
use super::{Reclamm, Revision};
use crate::fixed::uint::sqrt_down;
use crate::fixed::{Amount, Error, Fixed, Steps};

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
        let fourth_root = self.fourth_root_price_ratio();
        let ratio = fourth_root.mul_down(&fourth_root);
        let (one, c) = (&Amount::ONE, &Ok(centeredness));
        let [two, four] = [2, 4].map(|number| Ok(Fixed::from_wei(number)));
        let inner = c.plus(&four.times(&ratio)).minus(&two.times(one));
        let root = root(&c.times(&inner).plus(&one.times(one)));
        let factor = one.plus(c).plus(&root);
        let divisor = two.times(&ratio.minus(one));
        let more = Ok(real[plenty]).mul_div_down(&factor, &divisor);
        let less = more.mul_div_down(&Ok(virtuals[scarce]), &Ok(virtuals[plenty]));
        ordered(above, &more, &less)
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
        let one = &Amount::ONE;
        let root = sqrt(&price_ratio(real, virtuals));
        root.check()?;
        let seconds = self
            .state
            .current_timestamp
            .saturating_sub(self.state.last_timestamp);
        let seconds = match self.state.revision {
            Revision::First => seconds,
            Revision::Second => seconds.min(THIRTY_DAYS),
        };
        let exponent = Ok(Fixed::from_wei(seconds)).times(one);
        let base = self.state.daily_price_shift_base;
        let shift = base.pow_down(exponent?);
        let (rare, common) = (Ok(real[scarce]), Ok(real[plenty]));
        let mut less = Ok(virtuals[scarce]).mul_down(&shift);
        less.check()?;
        if self.state.revision == Revision::Second {
            let middle = rare.div_down(&sqrt(&root).minus(one));
            middle.check()?;
            if middle.exceeds(&less) {
                less = middle;
            }
        }
        let divisor = root.minus(one).mul_down(&less).minus(&rare);
        let more = common.mul_div_down(&less.plus(&rare), &divisor);
        ordered(above, &more, &less)
    }

    /// The fourth root of the price ratio now (`computeFourthRootPriceRatio`).
    fn fourth_root_price_ratio(&self) -> Amount {
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
        let [gone, whole] =
            [now, end_time].map(|time| Ok(Fixed::from_wei(time.saturating_sub(start_time))));
        let exponent = gone.div_down(&whole)?;
        let [first, last] = [start, end].map(Ok);
        let power = last.div_down(&first).step(|base| base.pow_down(exponent));
        let ratio = first.mul_down(&power)?;
        Ok(ratio.max(start.min(end)))
    }
}

/// The token there is plenty of, and the scarce one. `above` the centre, the plenty is of token 0.
const fn sides(above: bool) -> [usize; 2] {
    if above { [0, 1] } else { [1, 0] }
}

/// The virtual balances of the two sides in the order of the tokens.
fn ordered(above: bool, plenty: &Amount, scarce: &Amount) -> Result<[Fixed; 2], Error> {
    let (plenty, scarce) = ((*plenty)?, (*scarce)?);
    Ok(if above {
        [plenty, scarce]
    } else {
        [scarce, plenty]
    })
}

/// The quotient of the range's ends, up (`computePriceRatio`, `computePriceRange`).
fn price_ratio(real: &[Fixed; 2], virtuals: &[Fixed; 2]) -> Amount {
    let [real_a, real_b] = &real.map(Ok);
    let [virtual_a, virtual_b] = &virtuals.map(Ok);
    let invariant = real_a.plus(virtual_a).mul_down(&real_b.plus(virtual_b));
    let lowest = virtual_b.times(virtual_b).quotient_down(&invariant);
    lowest.check()?;
    let highest = invariant.div_down(&virtual_a.mul_down(virtual_a));
    highest.div_up(&lowest)
}

/// The square root, down.
fn sqrt(number: &Amount) -> Amount {
    root(&number.times(&Amount::ONE))
}

/// The same of the raw number.
fn root(square: &Amount) -> Amount {
    square.step(|square| Ok(Fixed::from_raw(sqrt_down(square.raw()))))
}
