//! Ranges of prices.

use crate::calculators::pool::form::Form;
use crate::definition::Code;
use crate::pools::{Gyro2Clp, Pool, Reclamm, ReclammState, Revision};

pub(super) fn two_clp(form: &mut Form<'_>) -> Option<Pool> {
    let given = form.numbers(&["sqrtAlpha", "sqrtBeta"])?;
    let &[alpha, beta] = given.as_slice() else {
        return None;
    };
    let pool = Gyro2Clp::new(alpha, beta).map(Pool::Gyro2Clp);
    form.accept(pool, "sqrtAlpha", &given)
}

pub(super) fn reclamm(form: &mut Form<'_>, revision: Revision) -> Option<Pool> {
    let virtuals = form.fixeds("lastVirtualBalances");
    let numbers = form.numbers(&[
        "dailyPriceShiftBase",
        "centerednessMargin",
        "startFourthRootPriceRatio",
        "endFourthRootPriceRatio",
    ]);
    let times = form.counts(&[
        "priceRatioUpdateStartTime",
        "priceRatioUpdateEndTime",
        "lastTimestamp",
        "currentTimestamp",
    ]);
    let (virtuals, numbers, times) = (virtuals?, numbers?, times?);
    let &[first, second] = virtuals.as_slice() else {
        let fault = format!("{} virtual balances; the pool has 2", virtuals.len());
        form.fault("lastVirtualBalances", Code::Range, &fault);
        return None;
    };
    let (&[base, margin, from, to], &[starts, ends, last, now]) =
        (numbers.as_slice(), times.as_slice())
    else {
        return None;
    };
    let state = ReclammState {
        revision,
        last_virtual_balances: [first, second],
        daily_price_shift_base: base,
        centeredness_margin: margin,
        start_fourth_root_price_ratio: from,
        end_fourth_root_price_ratio: to,
        price_ratio_update_start_time: starts,
        price_ratio_update_end_time: ends,
        last_timestamp: last,
        current_timestamp: now,
    };
    let pool = Reclamm::new(state).map(|pool| Pool::Reclamm(Box::new(pool)));
    form.accept(pool, "lastVirtualBalances", &virtuals)
}
