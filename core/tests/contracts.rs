//! What the contracts themselves answered to pools that were made up, digit for digit and error for error: every file in
//! `vectors/contracts/`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot read its file has failed"
)]

mod support;

use serde_json::Value;
use support::vectors::{Vector, files, of_contracts, state};
use yb_core::fixed::{Error, Fixed, U256};
use yb_core::pools::{Pool, Rounding, Weighted};
use yb_core::vault::hooks::Akron;
use yb_core::vault::{
    AddRequest, Buffer, Hook, LiquidityQuote, PoolState, RateUpdate, RemoveRequest, Route,
    RouteLeg, RouteStep, SwapKind, SwapRequest, Token, Upscaling, V2Pool, add_liquidity,
    remove_liquidity, swap, update_rates,
};

/// What a call came to: its result, what left for the protocol and the creator, and the pool's balances afterwards.
struct Answer {
    result: Vec<U256>,
    aggregate_fees: Vec<U256>,
    balances_after: Vec<U256>,
    /// Where they were known before.
    raw_balances_after: Vec<U256>,
    /// Those that a reCLAMM has stored.
    virtual_balances_after: Vec<U256>,
}

fn asked(state: &PoolState, call: &Value) -> Result<Answer, Error> {
    let fixed = |key: &str| Fixed::from_raw(Vector::int(&call[key]));
    let token = || Vector::index(&call["token"]);
    let join = |request: AddRequest| add_liquidity(state, &request);
    let exit = |request: RemoveRequest| remove_liquidity(state, &request);
    let of_all = |quote: LiquidityQuote| of_moves(state, &quote, amounts(&quote));
    let of_one = |quote: LiquidityQuote| of_moves(state, &quote, vec![amounts(&quote)[token()]]);
    let of_supply = |quote: LiquidityQuote| of_moves(state, &quote, vec![quote.pool_tokens.raw()]);
    match call["call"].as_str().unwrap() {
        "swap" => of_swap(state, call),
        "addUnbalanced" => {
            let amounts_in_raw = Vector::ints(&call["amountsIn"]);
            join(AddRequest::Unbalanced { amounts_in_raw }).and_then(of_supply)
        }
        "addSingleTokenExactOut" => join(AddRequest::SingleTokenExactOut {
            token: token(),
            pool_tokens_out: fixed("poolTokensOut"),
        })
        .and_then(of_one),
        "addProportional" => join(AddRequest::Proportional {
            pool_tokens_out: fixed("poolTokensOut"),
        })
        .and_then(of_all),
        "removeProportional" => exit(RemoveRequest::Proportional {
            pool_tokens_in: fixed("poolTokensIn"),
        })
        .and_then(of_all),
        "removeSingleTokenExactIn" => exit(RemoveRequest::SingleTokenExactIn {
            token: token(),
            pool_tokens_in: fixed("poolTokensIn"),
        })
        .and_then(of_one),
        "removeSingleTokenExactOut" => exit(RemoveRequest::SingleTokenExactOut {
            token: token(),
            amount_out_raw: Vector::int(&call["amountOut"]),
        })
        .and_then(of_supply),
        "removeRecovery" => exit(RemoveRequest::Recovery {
            pool_tokens_in: fixed("poolTokensIn"),
        })
        .and_then(of_all),
        other => panic!("a call of {other}"),
    }
}

fn kind(call: &Value) -> SwapKind {
    match call["kind"].as_str().unwrap() {
        "givenIn" => SwapKind::GivenIn,
        "givenOut" => SwapKind::GivenOut,
        other => panic!("a swap of kind {other}"),
    }
}

fn trade(call: &Value, amount: &str) -> SwapRequest {
    SwapRequest {
        kind: kind(call),
        token_in: Vector::index(&call["tokenIn"]),
        token_out: Vector::index(&call["tokenOut"]),
        amount_raw: Vector::int(&call[amount]),
    }
}

fn of_swap(state: &PoolState, call: &Value) -> Result<Answer, Error> {
    let request = trade(call, "amount");
    let quote = swap(state, &request)?;
    let mut aggregate_fees = vec![U256::zero(); state.tokens().len()];
    aggregate_fees[request.token_in] = quote.aggregate_fee_raw;
    let after = quote.state_after(state)?;
    Ok(answer(
        vec![quote.amount_calculated_raw()],
        aggregate_fees,
        &after,
    ))
}

fn of_moves(state: &PoolState, quote: &LiquidityQuote, result: Vec<U256>) -> Result<Answer, Error> {
    let fees = quote.moves.iter().map(|moved| moved.aggregate_fee_raw);
    Ok(answer(result, fees.collect(), &quote.state_after(state)?))
}

fn answer(result: Vec<U256>, aggregate_fees: Vec<U256>, after: &PoolState) -> Answer {
    let virtual_balances: &[Fixed] = match after.pool() {
        Pool::Reclamm(curve) => &curve.state().last_virtual_balances,
        _ => &[],
    };
    Answer {
        result,
        aggregate_fees,
        balances_after: raw(after.balances()),
        raw_balances_after: after.raw_balances().to_vec(),
        virtual_balances_after: raw(virtual_balances),
    }
}

fn amounts(quote: &LiquidityQuote) -> Vec<U256> {
    quote.moves.iter().map(|moved| moved.amount_raw).collect()
}

fn raw(balances: &[Fixed]) -> Vec<U256> {
    balances.iter().map(|balance| balance.raw()).collect()
}

fn numbers(value: &Value) -> Vec<U256> {
    if value.is_array() {
        Vector::ints(value)
    } else {
        vec![Vector::int(value)]
    }
}

/// All that a call left behind.
fn is_afterwards(ours: &Answer, call: &Value, place: &str) {
    if let Some(fees) = call.get("aggregateFees") {
        assert_eq!(ours.aggregate_fees, numbers(fees), "{place}");
    }
    // In recovery mode the Vault leaves the live balances as they were.
    if let Some(after) = call
        .get("balancesAfter")
        .filter(|_| call["call"] != "removeRecovery")
    {
        assert_eq!(ours.balances_after, numbers(after), "{place}");
    }
    if let Some(after) = call.get("rawBalancesAfter") {
        assert_eq!(ours.raw_balances_after, numbers(after), "{place}");
    }
    if let Some(after) = call.get("virtualBalancesAfter") {
        assert_eq!(ours.virtual_balances_after, numbers(after), "{place}");
    }
}

/// What has grown by new rates is shared before each call, and a join counts it rounded up.
#[test]
fn every_call_after_rates_have_moved() {
    let (mut answers, mut shared, mut more_in_joins) = (0, 0, 0);
    for (name, file) in files("tests/vectors/contracts/yield") {
        let before = state(&file["pool"]);
        let pays = file["paysYieldFees"].as_array().unwrap().iter();
        let rates = Vector::ints(&file["ratesNow"]).into_iter();
        let updates: Vec<_> = rates
            .zip(pays)
            .map(|(rate, pays)| RateUpdate {
                rate: Fixed::from_raw(rate),
                pays_yield_fees: pays.as_bool().unwrap(),
            })
            .collect();
        let share = Fixed::from_raw(Vector::int(&file["aggregateYieldFee"]));
        let moved = |rounding| update_rates(&before, &updates, share, rounding).unwrap();
        let (down, up) = (moved(Rounding::Down), moved(Rounding::Up));
        more_in_joins += usize::from(up.yield_fees_raw != down.yield_fees_raw);
        for call in file["calls"].as_array().unwrap() {
            let place = format!("{name}: {call}");
            let joins = call["call"].as_str().unwrap().starts_with("add");
            let now = if joins { &up } else { &down };
            assert_eq!(now.yield_fees_raw, numbers(&call["yieldFees"]), "{place}");
            let ours = asked(&now.after, call).unwrap_or_else(|error| panic!("{place}: {error}"));
            assert_eq!(ours.result, numbers(&call["result"]), "{place}");
            is_afterwards(&ours, call, &place);
            shared += usize::from(now.yield_fees_raw.iter().any(|fee| !fee.is_zero()));
            answers += 1;
        }
    }
    assert!(
        answers >= 100 && shared >= 100 && more_in_joins >= 2,
        "{answers} answers, {shared} after a fee, {more_in_joins} of pools where a join counts more"
    );
}

#[test]
fn every_call_as_the_contract_answered_it() {
    let (mut answers, mut refusals) = (0, 0);
    for vector in of_contracts() {
        for call in vector.all_calls() {
            let ours = asked(&vector.state, call);
            let place = format!("{}: {call}", vector.name);
            let Some(result) = call.get("result") else {
                let name = ours.map(|answer| answer.result).map_err(Error::name);
                assert_eq!(name, Err(call["error"].as_str().unwrap()), "{place}");
                refusals += 1;
                continue;
            };
            let ours = ours.unwrap_or_else(|error| panic!("{place}: {error}"));
            assert_eq!(ours.result, numbers(result), "{place}");
            is_afterwards(&ours, call, &place);
            answers += 1;
        }
    }
    assert!(
        answers >= 1_070 && refusals >= 530,
        "{answers} answers, {refusals} refusals"
    );
}

/// Those of v2 refuse under numbers, so that only that they do is compared. A pool whose next `D` does not settle answers.
#[test]
fn every_swap_of_a_pool_of_v2() {
    let (mut answers, mut without_invariant) = (0, 0);
    for (name, file) in files("tests/vectors/contracts/v2") {
        let form = &file["pool"];
        let fixeds = |key: &str| Vector::ints(&form[key]).into_iter().map(Fixed::from_raw);
        let pool = V2Pool::new(
            Vector::int(&form["amp"]),
            Vector::ints(&form["balances"]),
            fixeds("scalingFactors").collect(),
            Fixed::from_raw(Vector::int(&form["swapFee"])),
        )
        .unwrap();
        for call in file["calls"].as_array().unwrap() {
            let request = trade(call, "amount");
            let quote = pool.swap(&request, Upscaling::Down);
            let Some(result) = call.get("result") else {
                assert!(quote.is_err(), "{name}: {call}");
                continue;
            };
            let quote = quote.unwrap_or_else(|error| panic!("{name}: {call}: {error}"));
            let calculated = match request.kind {
                SwapKind::GivenIn => quote.amount_out_raw,
                SwapKind::GivenOut => quote.amount_in_raw,
            };
            assert_eq!(calculated, Vector::int(result), "{name}: {call}");
            let after = pool.replay(&[request], Upscaling::Down).after;
            without_invariant += usize::from(after.invariant().is_err());
            answers += 1;
        }
    }
    assert!(answers >= 60, "{answers} answers");
    assert!(
        without_invariant >= 3,
        "{without_invariant} without a next D"
    );
}

fn step(form: &Value) -> RouteStep {
    let index = |key: &str| Vector::index(&form[key]);
    if form.get("wrap").is_some() {
        let buffer = index("wrap");
        RouteStep::Wrap { buffer }
    } else if form.get("unwrap").is_some() {
        let buffer = index("unwrap");
        RouteStep::Unwrap { buffer }
    } else {
        RouteStep::Swap {
            pool: index("pool"),
            token_in: index("tokenIn"),
            token_out: index("tokenOut"),
        }
    }
}

fn buffer(form: &Value) -> Buffer {
    let [assets, shares, underlying, wrapped] =
        ["assets", "shares", "underlying", "wrapped"].map(|key| Vector::int(&form[key]));
    Buffer::new(assets, shares, underlying, wrapped).unwrap()
}

/// Ways over pools and buffers, as the `BatchRouter` takes them.
#[test]
fn every_route_of_the_batch_router() {
    let list = |form: &Value| form.as_array().unwrap().clone();
    let (mut answers, mut through_wrapper) = (0, 0);
    for (name, file) in files("tests/vectors/contracts/routes") {
        for call in list(&file["calls"]) {
            let route = Route {
                pools: list(&file["pools"]).iter().map(state).collect(),
                buffers: list(&file["buffers"]).iter().map(buffer).collect(),
                steps: list(&call["steps"]).iter().map(step).collect(),
            };
            let quote = route.quote(kind(&call), Vector::int(&call["amount"]));
            let Some(result) = call.get("result") else {
                let name = call["error"].as_str().unwrap();
                assert_eq!(quote.map(drop).map_err(Error::name), Err(name), "{call}");
                continue;
            };
            let quote = quote.unwrap_or_else(|error| panic!("{name}: {call}: {error}"));
            let calculated = match kind(&call) {
                SwapKind::GivenIn => quote.amount_out_raw,
                SwapKind::GivenOut => quote.amount_in_raw,
            };
            assert_eq!(calculated, Vector::int(result), "{name}: {call}");
            for (pool, balances) in quote.after.pools.iter().zip(list(&call["balancesAfter"])) {
                assert_eq!(raw(pool.balances()), numbers(&balances), "{name}: {call}");
            }
            for (buffer, held) in quote.after.buffers.iter().zip(list(&call["buffersAfter"])) {
                let ours = [buffer.underlying(), buffer.wrapped()];
                assert_eq!(ours, *numbers(&held), "{name}: {call}");
            }
            answers += 1;
            through_wrapper += usize::from(quote.legs.iter().any(uses_wrapper));
        }
    }
    assert!(
        answers >= 68 && through_wrapper >= 20,
        "{answers} answers, {through_wrapper} through a wrapper"
    );
}

const fn uses_wrapper(leg: &RouteLeg) -> bool {
    matches!(leg, RouteLeg::Buffer(quote) if quote.uses_wrapper)
}

#[test]
fn every_fee_of_akron() {
    let mut fees = 0;
    for (_, file) in files("tests/vectors/contracts/akron") {
        for ask in file["fees"].as_array().unwrap() {
            let fixeds = |key: &str| Vector::ints(&ask[key]).into_iter().map(Fixed::from_raw);
            let token = |name| Token::new(name, 1.into(), Fixed::ONE).unwrap();
            let balances: Vec<_> = fixeds("balancesLiveScaled18").collect();
            let names = ["0", "1", "2", "3", "4", "5", "6", "7"];
            let state = PoolState::new(
                Pool::Weighted(Weighted::new(fixeds("weights").collect()).unwrap()),
                names.into_iter().map(token).take(balances.len()).collect(),
                balances,
                Fixed::from_wei(10_000_000_000_000_000),
                Fixed::ZERO,
                Fixed::ONE,
            )
            .and_then(|state| {
                state.with_hook(Hook::Akron(Akron::new(Fixed::from_wei(10_000_000_000_000))))
            });
            let quote = swap(&state.unwrap(), &trade(ask, "amountLive"));
            let fee = quote
                .unwrap_or_else(|error| panic!("{ask}: {error}"))
                .swap_fee;
            assert_eq!(fee.raw(), Vector::int(&ask["swapFee"]), "{ask}");
            fees += 1;
        }
    }
    assert!(fees >= 30, "{fees} fees");
}
