//! Weighted and stable pools.

use crate::calculators::pool::form::Form;
use crate::fixed::text::format_integer;
use crate::pools::{Pool, Stable, Weighted};

pub(super) fn stable(form: &mut Form<'_>) -> Option<Pool> {
    let amp = form.integer("amp")?;
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
    let weights = form.fixeds("weights")?;
    let pool = Weighted::new(weights.clone()).map(Pool::Weighted);
    form.accept(pool, "weights", &weights)
}
