//! What moves with time.

use crate::calculators::pool::form::{Form, text_of};
use crate::definition::read::join;
use crate::definition::{Code, Value};
use crate::fixed::text::{format_integer, parse_integer};
use crate::fixed::uint::mul;
use crate::fixed::{Error, Fixed};
use crate::pools::{FixedPriceLbp, GradualLbp, GradualWeight, Pool, QuantAmm, QuantAmmState, Sale};
use crate::said;

fn sale(form: &mut Form<'_>) -> Sale {
    Sale {
        // A larger one is no token of the pool, and is refused as such.
        project_token: usize::try_from(form.count("projectTokenIndex")).unwrap_or(usize::MAX),
        start_time: form.count("startTime"),
        end_time: form.count("endTime"),
        current_timestamp: form.count("currentTimestamp"),
    }
}

pub(super) fn gradual(form: &mut Form<'_>) -> Option<Pool> {
    const START: &str = "startWeights";
    let before = form.faults();
    let sale = sale(form);
    let (mut start, end) = (form.fixeds(START), form.fixeds("endWeights"));
    let blocks_selling_back = form.flag("isProjectTokenSwapInBlocked");
    let reserve_virtual_balance = virtual_reserve(form, sale.project_token);
    if form.faults() > before {
        return None;
    }
    let project = sale.project_token;
    let (Some(&from), Some(&to)) = (start.get(project), end.get(project)) else {
        let fault = said!(
            start.len(),
            " start weights and ",
            end.len(),
            " end weights; one of each belongs to the project token"
        );
        form.fault("projectTokenIndex", Code::Range, &fault);
        return None;
    };
    let weight = GradualWeight {
        start: from,
        end: to,
        blocks_selling_back,
        reserve_virtual_balance,
    };
    let pool = GradualLbp::new(sale, weight).map(Pool::GradualLbp);
    start.extend_from_slice(&end);
    form.accept(before, pool, START, &start)
}

/// The contract says it in the reserve token's smallest units, and counts it live.
fn virtual_reserve(form: &mut Form<'_>, project: usize) -> Fixed {
    const KEY: &str = "reserveTokenVirtualBalance";
    let raw = form.fixed_or(KEY, Fixed::ZERO).raw();
    // Whoever reads the tokens tells what is wrong with their factors.
    let factor = match form.get("scalingFactors") {
        Some(Value::List(factors)) => factors.get(usize::from(project == 0)),
        _ => None,
    };
    let factor = factor.and_then(|factor| parse_integer(&text_of(factor).ok()?).ok());
    let live = mul(raw, factor.unwrap_or_default());
    live.map_or_else(
        |error| {
            form.refuse(KEY, &format_integer(raw), error);
            Fixed::ZERO
        },
        Fixed::from_raw,
    )
}

pub(super) fn fixed_price(form: &mut Form<'_>) -> Option<Pool> {
    const PRICE: &str = "projectTokenRate";
    let before = form.faults();
    let (sale, price) = (sale(form), form.fixed(PRICE));
    let pool = FixedPriceLbp::new(sale, price).map(Pool::FixedPriceLbp);
    form.accept(before, pool, PRICE, &[price])
}

/// Weights and multipliers come in two lists of up to four tokens each, first all weights, then all multipliers.
pub(super) fn quant_amm(form: &mut Form<'_>) -> Option<Pool> {
    const FIRST: &str = "firstFourWeightsAndMultipliers";
    const TOKENS: &str = "tokens";
    let before = form.faults();
    let tokens = form.get(TOKENS).and_then(Value::as_list);
    let tokens = tokens.map_or(0, <[Value]>::len);
    let (mut weights, mut multipliers) = (Vec::new(), Vec::new());
    let lists = [
        (FIRST, tokens.min(4)),
        ("secondFourWeightsAndMultipliers", tokens.saturating_sub(4)),
    ];
    for (key, count) in lists {
        if count == 0 {
            continue;
        }
        for (i, number) in form.list(key).iter().enumerate().take(2 * count) {
            let key = said!(key, "[", i, "]");
            if i < count {
                weights.push(form.fixed_of(number, &key));
            } else {
                multipliers.push(form.signed_of(number, &key));
            }
        }
    }
    let last_update_time = form.count("lastUpdateTime");
    let pool = QuantAmm::new(&QuantAmmState {
        weights: weights.clone(),
        multipliers,
        last_update_time,
        last_interop_time: form.count("lastInteropTime"),
        current_timestamp: form.count("currentTimestamp"),
        max_trade_size_ratio: form.fixed("maxTradeSizeRatio"),
    });
    if tokens > 0 {
        return form.accept(before, pool.map(Pool::QuantAmm), FIRST, &weights);
    }
    // Weights are not at fault where there are no tokens.
    if form.errors.at(&join(form.path, TOKENS)).is_none() {
        form.refuse(TOKENS, "no token", Error::MinTokens);
    }
    None
}
