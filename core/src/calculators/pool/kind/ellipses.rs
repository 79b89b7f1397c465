//! Gyro's ellipses.

use crate::calculators::pool::form::Form;
use crate::pools::{EclpDerived, EclpParams, GyroEclp, Pool};

/// The derived parameters are worked out where none is given: the contract keeps the same digits.
pub(super) fn eclp(form: &mut Form<'_>) -> Option<Pool> {
    const KEYS: [&str; 5] = [
        "paramsAlpha",
        "paramsBeta",
        "paramsC",
        "paramsS",
        "paramsLambda",
    ];
    let given = form.numbers(&KEYS)?;
    let &[alpha, beta, c, s, lambda] = given.as_slice() else {
        return None;
    };
    let params = EclpParams {
        alpha,
        beta,
        c,
        s,
        lambda,
    };
    let derived = if form.get("tauAlphaX").is_some() {
        eclp_derived(form)?
    } else {
        form.accept(params.derive(), KEYS[0], &given)?
    };
    let pool = GyroEclp::new(params, derived);
    let pool = pool.map(|pool| Pool::GyroEclp(Box::new(pool)));
    form.accept(pool, KEYS[0], &given)
}

fn eclp_derived(form: &mut Form<'_>) -> Option<EclpDerived> {
    const KEYS: [&str; 9] = [
        "tauAlphaX",
        "tauAlphaY",
        "tauBetaX",
        "tauBetaY",
        "u",
        "v",
        "w",
        "z",
        "dSq",
    ];
    let mut read = Vec::new();
    for key in KEYS {
        if let Some(number) = form.signed(key) {
            read.push(number);
        }
    }
    // What is at fault is missing.
    let &[ax, ay, bx, by, u, v, w, z, d_sq] = read.as_slice() else {
        return None;
    };
    Some(EclpDerived {
        tau_alpha: [ax, ay],
        tau_beta: [bx, by],
        u,
        v,
        w,
        z,
        d_sq,
    })
}
