//! What each type of pool has beside tokens, balances and fees.

use super::form::Form;
use crate::definition::{Code, Value};
use crate::fixed::text::format_integer;
use crate::fixed::{Fixed, U256};
use crate::pools::{
    EclpDerived, EclpParams, FixedPriceLbp, GradualLbp, GradualWeight, Gyro2Clp, GyroEclp, Pool,
    QuantAmm, QuantAmmState, Reclamm, ReclammState, Revision, Sale, Stable, Weighted,
};

/// The types of pools that are read.
pub(super) const TYPES: [&str; 9] = [
    "STABLE",
    "WEIGHTED",
    "GYROE",
    "GYRO",
    "RECLAMM",
    "RECLAMM_V2",
    "LIQUIDITY_BOOTSTRAPPING",
    "FIXED_PRICE_LBP",
    "QUANT_AMM_WEIGHTED",
];

/// The type, in capitals.
pub(super) fn name(form: &mut Form<'_>) -> Option<&'static str> {
    let given = form.get("poolType").unwrap_or(&Value::Null);
    if let Some(text) = given.as_text() {
        for kind in TYPES {
            if kind.eq_ignore_ascii_case(text) {
                return Some(kind);
            }
        }
    }
    let fault = format!("{} is none of {}", given.describe(), TYPES.join(", "));
    form.fault("poolType", Code::Choice, &fault);
    None
}

/// The curve of a pool of this type.
pub(super) fn pool(form: &mut Form<'_>, kind: &str) -> Option<Pool> {
    match kind {
        "STABLE" => stable(form),
        "WEIGHTED" => weighted(form),
        "GYROE" => eclp(form),
        "GYRO" => two_clp(form),
        "RECLAMM" => reclamm(form, Revision::First),
        "RECLAMM_V2" => reclamm(form, Revision::Second),
        "LIQUIDITY_BOOTSTRAPPING" => gradual(form),
        "FIXED_PRICE_LBP" => fixed_price(form),
        _ => quant_amm(form),
    }
}

fn stable(form: &mut Form<'_>) -> Option<Pool> {
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

fn weighted(form: &mut Form<'_>) -> Option<Pool> {
    let weights = form.fixeds("weights")?;
    let pool = Weighted::new(weights.clone()).map(Pool::Weighted);
    form.accept(pool, "weights", &weights)
}

/// The derived parameters are worked out where none is given: the contract keeps the same digits.
fn eclp(form: &mut Form<'_>) -> Option<Pool> {
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

fn two_clp(form: &mut Form<'_>) -> Option<Pool> {
    let given = form.numbers(&["sqrtAlpha", "sqrtBeta"])?;
    let &[alpha, beta] = given.as_slice() else {
        return None;
    };
    let pool = Gyro2Clp::new(alpha, beta).map(Pool::Gyro2Clp);
    form.accept(pool, "sqrtAlpha", &given)
}

fn reclamm(form: &mut Form<'_>, revision: Revision) -> Option<Pool> {
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

fn sale(form: &mut Form<'_>) -> Option<Sale> {
    let read = form.counts(&[
        "projectTokenIndex",
        "startTime",
        "endTime",
        "currentTimestamp",
    ])?;
    let &[project, start_time, end_time, current_timestamp] = read.as_slice() else {
        return None;
    };
    Some(Sale {
        // A larger one is no token of the pool, and is refused as such.
        project_token: usize::try_from(project).unwrap_or(usize::MAX),
        start_time,
        end_time,
        current_timestamp,
    })
}

fn gradual(form: &mut Form<'_>) -> Option<Pool> {
    let sale = sale(form);
    let (start, end) = (form.fixeds("startWeights"), form.fixeds("endWeights"));
    let blocks_selling_back = form.flag("isProjectTokenSwapInBlocked");
    let reserve = form.integer_or("reserveTokenVirtualBalance", U256::zero());
    let (sale, mut start, end) = (sale?, start?, end?);
    let project = sale.project_token;
    let (Some(&from), Some(&to)) = (start.get(project), end.get(project)) else {
        let fault = format!(
            "{} start weights and {} end weights; one of each belongs to the project token",
            start.len(),
            end.len()
        );
        form.fault("projectTokenIndex", Code::Range, &fault);
        return None;
    };
    let weight = GradualWeight {
        start: from,
        end: to,
        blocks_selling_back: blocks_selling_back?,
        reserve_virtual_balance: Fixed::from_raw(reserve?),
    };
    let pool = GradualLbp::new(sale, weight).map(Pool::GradualLbp);
    start.extend_from_slice(&end);
    form.accept(pool, "startWeights", &start)
}

fn fixed_price(form: &mut Form<'_>) -> Option<Pool> {
    let (sale, price) = (sale(form), form.fixed("projectTokenRate"));
    let (sale, price) = (sale?, price?);
    let pool = FixedPriceLbp::new(sale, price).map(Pool::FixedPriceLbp);
    form.accept(pool, "projectTokenRate", &[price])
}

/// Weights and multipliers come in two lists of up to four tokens each, first all weights, then all multipliers.
fn quant_amm(form: &mut Form<'_>) -> Option<Pool> {
    let tokens = form.list("tokens").map_or(0, <[Value]>::len);
    let (mut weights, mut multipliers) = (Vec::new(), Vec::new());
    let lists = [
        ("firstFourWeightsAndMultipliers", tokens.min(4)),
        ("secondFourWeightsAndMultipliers", tokens.saturating_sub(4)),
    ];
    for (key, count) in lists {
        if count == 0 {
            continue;
        }
        let numbers = form.list(key)?;
        for (i, number) in numbers.iter().enumerate().take(2 * count) {
            let key = format!("{key}[{i}]");
            if i < count {
                weights.push(Fixed::from_raw(form.whole(number, &key)?));
            } else {
                multipliers.push(form.signed_of(number, &key)?);
            }
        }
    }
    let times = form.counts(&["lastUpdateTime", "lastInteropTime", "currentTimestamp"]);
    let most = form.fixed("maxTradeSizeRatio");
    let (times, most) = (times?, most?);
    let &[updated, stops, now] = times.as_slice() else {
        return None;
    };
    let pool = QuantAmm::new(&QuantAmmState {
        weights: weights.clone(),
        multipliers,
        last_update_time: updated,
        last_interop_time: stops,
        current_timestamp: now,
        max_trade_size_ratio: most,
    });
    form.accept(
        pool.map(Pool::QuantAmm),
        "firstFourWeightsAndMultipliers",
        &weights,
    )
}
