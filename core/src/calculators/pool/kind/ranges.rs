//! Ranges of prices.

use crate::calculators::pool::form::Form;
use crate::definition::Code;
use crate::pools::{Gyro2Clp, Pool, Reclamm, ReclammState, Revision};
use crate::said;

pub(super) fn two_clp(form: &mut Form<'_>) -> Option<Pool> {
    const FIRST: &str = "sqrtAlpha";
    let before = form.faults();
    let given = form.numbers([FIRST, "sqrtBeta"]);
    let pool = Gyro2Clp::new(given[0], given[1]).map(Pool::Gyro2Clp);
    form.accept(before, pool, FIRST, &given)
}

pub(super) fn reclamm(form: &mut Form<'_>, revision: Revision) -> Option<Pool> {
    const VIRTUALS: &str = "lastVirtualBalances";
    let before = form.faults();
    let virtuals = form.fixeds(VIRTUALS);
    let last_virtual_balances = virtuals.as_slice().try_into().unwrap_or_default();
    let state = ReclammState {
        revision,
        last_virtual_balances,
        daily_price_shift_base: form.fixed("dailyPriceShiftBase"),
        centeredness_margin: form.fixed("centerednessMargin"),
        start_fourth_root_price_ratio: form.fixed("startFourthRootPriceRatio"),
        end_fourth_root_price_ratio: form.fixed("endFourthRootPriceRatio"),
        price_ratio_update_start_time: form.count("priceRatioUpdateStartTime"),
        price_ratio_update_end_time: form.count("priceRatioUpdateEndTime"),
        last_timestamp: form.count("lastTimestamp"),
        current_timestamp: form.count("currentTimestamp"),
    };
    if form.faults() == before && virtuals.len() != last_virtual_balances.len() {
        let fault = said!(virtuals.len(), " virtual balances; the pool has 2");
        form.fault(VIRTUALS, Code::Range, &fault);
    }
    let pool = Reclamm::new(state).map(|pool| Pool::Reclamm(Box::new(pool)));
    form.accept(before, pool, VIRTUALS, &virtuals)
}
