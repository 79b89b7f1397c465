//! What moves with time.

use crate::calculators::pool::form::Form;
use crate::definition::{Code, Value};
use crate::fixed::{Fixed, U256};
use crate::pools::{FixedPriceLbp, GradualLbp, GradualWeight, Pool, QuantAmm, QuantAmmState, Sale};

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

pub(super) fn gradual(form: &mut Form<'_>) -> Option<Pool> {
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

pub(super) fn fixed_price(form: &mut Form<'_>) -> Option<Pool> {
    let (sale, price) = (sale(form), form.fixed("projectTokenRate"));
    let (sale, price) = (sale?, price?);
    let pool = FixedPriceLbp::new(sale, price).map(Pool::FixedPriceLbp);
    form.accept(pool, "projectTokenRate", &[price])
}

/// Weights and multipliers come in two lists of up to four tokens each, first all weights, then all multipliers.
pub(super) fn quant_amm(form: &mut Form<'_>) -> Option<Pool> {
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
