//! Gyro's ellipses.

use crate::calculators::pool::form::Form;
use crate::pools::{EclpDerived, EclpParams, GyroEclp, Pool};

/// The derived parameters are worked out where none is given: the contract keeps the same digits.
pub(super) fn eclp(form: &mut Form<'_>) -> Option<Pool> {
    const FIRST: &str = "paramsAlpha";
    let before = form.faults();
    let given = form.numbers([FIRST, "paramsBeta", "paramsC", "paramsS", "paramsLambda"]);
    let [alpha, beta, c, s, lambda] = given;
    let params = EclpParams {
        alpha,
        beta,
        c,
        s,
        lambda,
    };
    let derived = if form.get("tauAlphaX").is_some() {
        Ok(eclp_derived(form))
    } else {
        params.derive()
    };
    let pool = derived.and_then(|derived| GyroEclp::new(params, derived));
    let pool = pool.map(|pool| Pool::GyroEclp(Box::new(pool)));
    form.accept(before, pool, FIRST, &given)
}

fn eclp_derived(form: &mut Form<'_>) -> EclpDerived {
    let mut next = |key| form.signed(key);
    EclpDerived {
        tau_alpha: [next("tauAlphaX"), next("tauAlphaY")],
        tau_beta: [next("tauBetaX"), next("tauBetaY")],
        u: next("u"),
        v: next("v"),
        w: next("w"),
        z: next("z"),
        d_sq: next("dSq"),
    }
}
