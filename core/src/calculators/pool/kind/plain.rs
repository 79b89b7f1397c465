//! Weighted and stable pools.

use crate::calculators::pool::form::Form;
use crate::fixed::text::format_integer;
use crate::pools::{Pool, Stable, Weighted};

pub(super) fn stable(form: &mut Form<'_>) -> Option<Pool> {
    let before = form.faults();
    let amp = form.fixed("amp").raw();
    if form.faults() > before {
        return None;
    }
    match Stable::new(amp) {
        Ok(curve) => Some(Pool::Stable(curve)),
        Err(error) => {
            let given = format_integer(amp) + " thousandths";
            form.refuse("amp", &given, error);
            None
        }
    }
}

pub(super) fn weighted(form: &mut Form<'_>) -> Option<Pool> {
    let before = form.faults();
    let weights = form.fixeds("weights");
    let pool = Weighted::new(weights.clone()).map(Pool::Weighted);
    form.accept(before, pool, "weights", &weights)
}
