//! What must hold for every pool of every kind, whatever is asked of it. The property tests and the fuzz targets hold
//! pools to the same laws.

use super::generations::turned_weighted;
use super::steps::{Ledger, Step, apply, close};
use primitive_types::U512;
use yb_core::fixed::{Error, Fixed, Signed, U256};
use yb_core::pools::{
    EclpParams, FixedPriceLbp, GradualLbp, Gyro2Clp, GyroEclp, Pool, QuantAmm, QuantAmmState,
    Reclamm, Rounding, Sale,
};
use yb_core::vault::{PoolState, PreparedPool, SwapKind, SwapRequest, Token, swap};

/// Takes one step and holds it to all laws. The pool afterwards; `None` if it refuses.
pub fn lawful_step(state: &PoolState, step: &Step) -> Result<Option<PoolState>, String> {
    if let Step::Swap(request) = step {
        prepared_agrees(state, request)?;
    }
    let Ok((after, _)) = apply(state, step) else {
        return Ok(None);
    };
    keeps_worth(state, step, &after)?;
    if let Step::Swap(request) = step
        && is_precise(state)
        && is_precise(&after)
    {
        round_trip(state, &after, request)?;
        more_for_more(state, request)?;
    }
    Ok(Some(after))
}

/// Whether the pool's fee covers what its invariant is off by.
///
/// The contract of the 2-CLP keeps the squares of balances to 18 decimals, so that those of 10^9 wei and less are nearly
/// nothing, and nothing at all for its roundings to hold on to. That of an ellipse states how far its invariant may be
/// off, which for dust in a flat one is more than there is. All others are precise at any size that trades.
pub fn is_precise(state: &PoolState) -> bool {
    if !matches!(state.pool(), Pool::Gyro2Clp(_) | Pool::GyroEclp(_)) {
        return true;
    }
    let invariant = |rounding| state.pool().curve().invariant(state.balances(), rounding);
    let (Ok(least), Ok(most)) = (invariant(Rounding::Down), invariant(Rounding::Up)) else {
        return false;
    };
    let off = most.minus(least).and_then(|off| off.div_up(least));
    off.is_ok_and(|off| off <= state.swap_fee())
}

fn prepared_agrees(state: &PoolState, request: &SwapRequest) -> Result<(), String> {
    let (plain, prepared) = (
        swap(state, request),
        PreparedPool::new(state.clone()).swap(request),
    );
    check(plain == prepared, || {
        format!("{plain:?} prepared is {prepared:?}")
    })
}

/// A pool token is worth no less than before: invariant over supply, crosswise and exact. Before, the invariant is
/// rounded down, afterwards up: so far off may the contract's own invariant be.
///
/// Afterwards a wei is added to each live balance, which was cut when the balance was made of whole units and a rate
/// and is still there; and two wei to the invariant, by which the last steps of a stable pool's may differ. An ellipse's
/// invariant is not quite within the error that its contract states (`gyro_eclp.rs` has a case), but within twice that.
fn keeps_worth(before: &PoolState, step: &Step, after: &PoolState) -> Result<(), String> {
    let wei = Fixed::from_wei(1);
    let uncut = after.balances().iter().map(|balance| balance.plus(wei));
    let uncut: Vec<_> = uncut
        .collect::<Result<_, _>>()
        .map_err(|error| error.to_string())?;
    let (supply_before, supply_after) = (before.total_supply(), after.total_supply());
    if matches!(before.pool(), Pool::Reclamm(_)) && !matches!(step, Step::Swap(_)) {
        // Joins and exits are in proportion, be it of nothing, and virtual balances follow, anew from the balances that a
        // join counts: the real ones are all there is to share.
        let shares = before.balances().iter().zip(&uncut);
        let kept = |(held, left): (&Fixed, &Fixed)| {
            wide(*left) * wide(supply_before) >= wide(*held) * wide(supply_after)
        };
        return check(shares.into_iter().all(kept), || {
            format!("{:?} became {:?}", before.balances(), after.balances())
        });
    }
    let invariant = |state: &PoolState, balances: &[Fixed], rounding| {
        state.pool().curve().invariant(balances, rounding)
    };
    let least = invariant(before, before.balances(), Rounding::Down);
    let most = invariant(after, &uncut, Rounding::Up);
    // A stable pool's invariant may not settle, and a weighted pool of a few wei may have none.
    let (Ok(least), Ok(most)) = (least, most) else {
        return Ok(());
    };
    let mut grown = wide(most) + 2;
    if matches!(after.pool(), Pool::GyroEclp(_))
        && let Ok(least) = invariant(after, &uncut, Rounding::Down)
    {
        grown += wide(most) - wide(least);
    }
    check(
        grown * wide(supply_before) >= wide(least) * wide(supply_after),
        || {
            format!(
                "the invariant {least} became {most}, the supply {supply_before} {supply_after}"
            )
        },
    )
}

fn wide(number: Fixed) -> U512 {
    U512::from(number.raw())
}

/// Whoever trades back has no more than before.
fn round_trip(state: &PoolState, after: &PoolState, request: &SwapRequest) -> Result<(), String> {
    let Ok(there) = swap(state, request) else {
        return Ok(());
    };
    let back = |kind, amount_raw| {
        let (token_in, token_out) = (request.token_out, request.token_in);
        swap(
            after,
            &SwapRequest {
                kind,
                token_in,
                token_out,
                amount_raw,
            },
        )
    };
    if let Ok(back) = back(SwapKind::GivenIn, there.amount_out_raw) {
        check(back.amount_out_raw <= there.amount_in_raw, || {
            format!(
                "{} in came back as {}",
                there.amount_in_raw, back.amount_out_raw
            )
        })?;
    }
    if let Ok(back) = back(SwapKind::GivenOut, there.amount_in_raw) {
        check(back.amount_in_raw >= there.amount_out_raw, || {
            format!(
                "{} out came back for {}",
                there.amount_out_raw, back.amount_in_raw
            )
        })?;
    }
    Ok(())
}

/// Who gives more gets no less, and who wants more pays no less, but for what rounding makes of it.
fn more_for_more(state: &PoolState, request: &SwapRequest) -> Result<(), String> {
    let amount_raw = request.amount_raw + request.amount_raw / 1_000 + 1;
    let more = swap(
        state,
        &SwapRequest {
            amount_raw,
            ..*request
        },
    );
    let (Ok(less), Ok(more)) = (swap(state, request), more) else {
        return Ok(());
    };
    let calculated = match request.kind {
        SwapKind::GivenIn => request.token_out,
        SwapKind::GivenOut => request.token_in,
    };
    let (less, more) = (less.amount_calculated_raw(), more.amount_calculated_raw());
    check(more + slack(state, calculated) >= less, || {
        format!("{amount_raw} makes {more}, less makes {less}")
    })
}

/// How far two quotes for one trade may lie apart for no other reason than rounding.
///
/// A weighted pool's power is off by up to 10^-14 on each of two ways. A stable pool's invariant is off by a wei, which
/// can be hundreds of wei of a token that is cheap in the pool. An ellipse takes 20 lambda wei a token off itself.
pub fn slack(state: &PoolState, token: usize) -> U256 {
    let (share, wei) = match state.pool() {
        Pool::Weighted(_) | Pool::QuantAmm(_) | Pool::GradualLbp(_) => (10u64.pow(13), 0),
        Pool::GyroEclp(_) => (10u64.pow(9), 100_000_000),
        _ => (10u64.pow(14), 1_000),
    };
    let of = &state.tokens()[token];
    let unit = of.scaling_factor() * of.rate().raw() / Fixed::ONE.raw() + 1;
    (state.balances()[token].raw() / share + wei) / unit + 3
}

/// Takes every step that the pool does not refuse, each held to the laws, closes the position, and compares: whoever
/// ends with what they began with, but for token 0, has no more of that. How many steps were taken, and whether the
/// position could be closed.
pub fn lawful_sequence(
    start: &PoolState,
    steps: impl IntoIterator<Item = Step>,
) -> Result<(usize, bool), String> {
    let (mut state, mut ledger, mut taken) = (start.clone(), Ledger::new(start), 0);
    let mut precise = is_precise(start);
    for step in steps {
        if let Some(after) =
            lawful_step(&state, &step).map_err(|fault| format!("{step:?}: {fault}"))?
        {
            let (_, flows) = apply(&state, &step).map_err(|error| error.to_string())?;
            ledger.note(&flows);
            (state, taken) = (after, taken + 1);
            precise &= is_precise(&state);
        }
    }
    let closed = precise && close(state, &mut ledger).is_some();
    if closed {
        let (paid, got) = (ledger.paid[0], ledger.got[0]);
        check(got <= paid, || {
            format!("after {taken} steps {paid} became {got}")
        })?;
    }
    Ok((taken, closed))
}

/// The same pool with all tokens of 18 decimals makes the same trade, and each amount is the same to one smallest unit,
/// cut where it is paid and raised where it is asked.
pub fn decimals_only_cut(state: &PoolState, request: &SwapRequest) -> Result<(), String> {
    let fine = with_18_decimals(state).map_err(|error| error.to_string())?;
    let factor = |token: usize| state.tokens()[token].scaling_factor();
    let (given, calculated) = match request.kind {
        SwapKind::GivenIn => (request.token_in, request.token_out),
        SwapKind::GivenOut => (request.token_out, request.token_in),
    };
    let Ok(coarse) = swap(state, request) else {
        return Ok(());
    };
    let amount_raw = request.amount_raw * factor(given);
    let finer = SwapRequest {
        amount_raw,
        ..*request
    };
    let (coarse, paid) = (coarse.amount_calculated_raw(), coarse.amount_out_raw);
    let fine = match swap(&fine, &finer) {
        Ok(quote) => quote.amount_calculated_raw(),
        // In smaller units a balance is a larger number.
        Err(Error::BalanceOverflow) => return Ok(()),
        // A sale's last unit is sold to who asks or pays for less than one more; of smaller units that is too many.
        Err(Error::Overflow) if sells_out(state, request.token_out, paid) => return Ok(()),
        Err(error) => return Err(error.to_string()),
    };
    let factor = factor(calculated);
    let expected = match request.kind {
        SwapKind::GivenIn => fine / factor,
        SwapKind::GivenOut => (fine + factor - 1) / factor,
    };
    check(coarse == expected, || {
        format!("{coarse}, but {fine} of 18 decimals")
    })
}

/// Whether that is all that is left of a sale at a fixed price.
fn sells_out(state: &PoolState, token: usize, amount_out: U256) -> bool {
    let left = state.tokens()[token].raw(state.balances()[token]);
    matches!(state.pool(), Pool::FixedPriceLbp(_)) && left == Ok(amount_out)
}

fn with_18_decimals(state: &PoolState) -> Result<PoolState, Error> {
    let tokens = state.tokens().iter();
    let tokens = tokens.map(|token| Token::new(token.address(), U256::one(), token.rate()));
    PoolState::new(
        state.pool().clone(),
        tokens.collect::<Result<_, _>>()?,
        state.balances().to_vec(),
        state.swap_fee(),
        state.aggregate_swap_fee(),
        state.total_supply(),
    )
}

fn check(holds: bool, fault: impl FnOnce() -> String) -> Result<(), String> {
    if holds { Ok(()) } else { Err(fault()) }
}

/// The same pool with its tokens turned by one place, and how far a trade may then be off. `None` where the turned pool
/// cannot be made: an ellipse at the edge of what the contract takes.
pub fn turned(state: &PoolState, request: &SwapRequest) -> Option<(PoolState, U256)> {
    let calculated = match request.kind {
        SwapKind::GivenIn => request.token_out,
        SwapKind::GivenOut => request.token_in,
    };
    let (pool, slack) = match state.pool() {
        Pool::Weighted(curve) => {
            let turned = turned_weighted(curve, 1);
            (Pool::Weighted(turned.ok()?), U256::zero())
        }
        Pool::QuantAmm(curve) => {
            let still = QuantAmmState {
                weights: rotated(curve.weights()),
                multipliers: vec![Signed::ZERO; curve.weights().len()],
                last_update_time: 0,
                last_interop_time: 0,
                current_timestamp: 0,
                max_trade_size_ratio: curve.max_trade_size_ratio(),
            };
            (Pool::QuantAmm(QuantAmm::new(&still).ok()?), U256::zero())
        }
        Pool::GradualLbp(curve) => {
            let other = GradualLbp::new(other_way(curve.sale()), *curve.weight());
            (Pool::GradualLbp(other.ok()?), U256::zero())
        }
        Pool::FixedPriceLbp(curve) => {
            let other = FixedPriceLbp::new(other_way(curve.sale()), curve.price());
            (Pool::FixedPriceLbp(other.ok()?), U256::zero())
        }
        Pool::Stable(_) => (state.pool().clone(), slack(state, calculated)),
        Pool::Reclamm(curve) => {
            let mut of = *curve.state();
            of.last_virtual_balances.reverse();
            // The price ratio is rounded up, and is found from one side.
            let most = state.balances()[calculated]
                .raw()
                .max(of.last_virtual_balances[calculated].raw());
            (
                Pool::Reclamm(Box::new(Reclamm::new(of).ok()?)),
                most / 1_000_000_000 + 3,
            )
        }
        // Seen from the other token a price is its reciprocal, of which a contract keeps 18 decimals.
        Pool::Gyro2Clp(curve) => {
            let one_over = |root| Fixed::ONE.div_down(root);
            let roots = (one_over(curve.sqrt_beta()), one_over(curve.sqrt_alpha()));
            let other = Gyro2Clp::new(roots.0.ok()?, roots.1.ok()?);
            (Pool::Gyro2Clp(other.ok()?), of_either(state))
        }
        Pool::GyroEclp(curve) => {
            let EclpParams {
                alpha,
                beta,
                c,
                s,
                lambda,
            } = *curve.params();
            let params = EclpParams {
                alpha: Fixed::ONE.div_down(beta).ok()?,
                beta: Fixed::ONE.div_down(alpha).ok()?,
                c: s,
                s: c,
                lambda,
            };
            let other = GyroEclp::new(params, params.derive().ok()?);
            (Pool::GyroEclp(Box::new(other.ok()?)), of_either(state))
        }
        _ => return None,
    };
    let (mut tokens, mut balances) = (state.tokens().to_vec(), state.balances().to_vec());
    tokens.rotate_left(1);
    balances.rotate_left(1);
    let (fee, share) = (state.swap_fee(), state.aggregate_swap_fee());
    let turned = PoolState::new(pool, tokens, balances, fee, share, state.total_supply());
    Some((turned.ok()?, slack))
}

fn rotated(weights: &[Fixed]) -> Vec<Fixed> {
    let mut weights = weights.to_vec();
    weights.rotate_left(1);
    weights
}

fn other_way(sale: &Sale) -> Sale {
    Sale {
        project_token: 1 - sale.project_token,
        ..*sale
    }
}

/// A billionth of the larger balance.
fn of_either(state: &PoolState) -> U256 {
    let most = state.balances().iter().map(|balance| balance.raw()).max();
    most.unwrap_or_default() / 1_000_000_000
}
