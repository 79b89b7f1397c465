//! `balancer-maths-rust` 0.5.0 asked the same as the engine, of random pools of every kind and with every hook that it
//! knows: it answers the same to the wei, or the difference is one of those of [`Difference`], of which `differences`
//! proves which side the contracts are on.
#![allow(missing_docs)]

mod differences;
#[path = "../../../core/tests/support/generations.rs"]
#[allow(dead_code)]
mod generations;
mod peer;
mod pools;
#[path = "../../../core/tests/support/random.rs"]
#[allow(dead_code)]
mod random;
#[path = "../../../core/tests/support/steps.rs"]
#[allow(dead_code)]
mod steps;

use peer::Question;
use random::{Bytes, KINDS, Kind, Size, any_pool, any_step};
use std::collections::BTreeMap;
use steps::Step;
use yb_core::fixed::{Error, Fixed, U256};
use yb_core::pools::Pool;
use yb_core::vault::hooks::{Akron, ExitFee, StableSurge};
use yb_core::vault::{
    AddRequest, Hook, PoolState, RemoveRequest, add_liquidity, remove_liquidity, swap,
};

/// Where the peer and the contracts part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Difference {
    /// Nothing asked is answered with nothing, or with 10^57 pool tokens, and an exit in one token may pay nothing; the
    /// contracts refuse it.
    Nothing,
    /// Joins and exits have no least amount; the Vault's is 10^6 wei.
    TooSmall,
    /// Joins see the balances rounded down; the Vault rounds them up.
    BalancesDown,
    /// The part in proportion of a join with one token is rounded twice, at 18 decimals; the contract rounds it once.
    ProportionTwice,
    /// A reCLAMM moves by the power as it comes, and the first one trades by a formula of April 2025; the contracts take
    /// the power's error off, and have traded by a quotient since May.
    Reclamm,
    /// A hook may set a fee of 100 %; the Vault takes 99.9999 % at most.
    HookFee,
    /// A join may pass the 128 bits of a balance.
    BalanceOverflow,
}

/// Bytes that look random and are always the same.
struct Seeds(u64);

impl Seeds {
    fn bytes(&mut self, count: usize) -> Vec<u8> {
        let step = || {
            self.0 = self
                .0
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            self.0.to_be_bytes()[0]
        };
        std::iter::repeat_with(step).take(count).collect()
    }
}

/// What the engine answers: the amounts that were not given.
fn ours(state: &PoolState, step: &Step) -> Result<Vec<U256>, Error> {
    Ok(match step {
        Step::Swap(request) => vec![swap(state, request)?.amount_calculated_raw()],
        Step::Add(request) => {
            let quote = add_liquidity(state, request)?;
            match request {
                AddRequest::SingleTokenExactOut { token, .. } => {
                    vec![quote.moves[*token].amount_raw]
                }
                _ => vec![quote.pool_tokens.raw()],
            }
        }
        Step::Remove(request) => {
            let quote = remove_liquidity(state, request)?;
            match request {
                RemoveRequest::SingleTokenExactIn { token, .. } => {
                    vec![quote.moves[*token].amount_raw]
                }
                RemoveRequest::SingleTokenExactOut { .. } => vec![quote.pool_tokens.raw()],
                _ => quote.moves.iter().map(|moved| moved.amount_raw).collect(),
            }
        }
    })
}

/// Why two answers differ, if it is known.
fn difference(question: &Question, ours: &Result<Vec<U256>, Error>) -> Option<Difference> {
    let (state, step) = (question.state, question.step);
    let liquidity = !matches!(step, Step::Swap(_));
    match ours {
        Err(Error::AmountGivenZero | Error::AllZeroInputs | Error::AmountOutBelowMin) => {
            return Some(Difference::Nothing);
        }
        Err(Error::TradeAmountTooSmall) if liquidity => return Some(Difference::TooSmall),
        Err(Error::PercentageAboveMax) if question.hook.is_some() => {
            return Some(Difference::HookFee);
        }
        Err(Error::BalanceOverflow) if liquidity => return Some(Difference::BalanceOverflow),
        _ => {}
    }
    if matches!(state.pool(), Pool::Reclamm(_)) {
        return Some(Difference::Reclamm);
    }
    match step {
        Step::Add(request) => {
            let up = Question {
                balances_up: true,
                ..*question
            }
            .ask()?;
            match (ours, &up) {
                (Ok(ours), Ok(up)) if ours == up => Some(Difference::BalancesDown),
                (Err(_), Err(_)) => Some(Difference::BalancesDown),
                // The pool asks for no more than the contract does.
                (Ok(ours), Ok(up))
                    if matches!(request, AddRequest::SingleTokenExactOut { .. })
                        && up[0] > ours[0] =>
                {
                    Some(Difference::ProportionTwice)
                }
                _ => None,
            }
        }
        _ => None,
    }
}

#[derive(Default)]
struct Tally {
    same: usize,
    refused: usize,
    differences: BTreeMap<Difference, usize>,
}

impl Tally {
    /// Asks both, and counts or fails.
    fn compare(&mut self, question: &Question) {
        let ours = ours(question.state, question.step);
        if let Err(Error::Overflow | Error::SafeCastOverflowedIntToUint) = ours {
            // Below zero the peer wraps round, and with what it then has it may not come to an end: `differences`.
            return;
        }
        let Some(theirs) = question.ask() else { return };
        match (&ours, &theirs) {
            (Err(_), Err(_)) => self.refused += 1,
            (Ok(ours), Ok(theirs)) if ours == theirs => self.same += 1,
            _ => match difference(question, &ours) {
                Some(known) => *self.differences.entry(known).or_default() += 1,
                None => panic!(
                    "{:?}: {ours:?}, the peer {theirs:?}\n{:#?}",
                    question.step, question.state
                ),
            },
        }
    }
}

fn compare(
    kind: Kind,
    pools: usize,
    with: impl Fn(PoolState) -> (PoolState, Option<peer::Hooked>),
) -> Tally {
    let mut seeds = Seeds(kind as u64);
    let mut tally = Tally::default();
    for size in [Size::Any, Size::Units] {
        for _ in 0..pools {
            let bytes = seeds.bytes(1_200);
            let bytes = &mut Bytes(&bytes);
            let Ok(state) = any_pool(kind, size, bytes) else {
                continue;
            };
            let (state, hook) = with(state);
            for _ in 0..6 {
                if let Ok(step) = any_step(&state, bytes) {
                    let (state, step, hook) = (&state, &step, hook.as_ref());
                    tally.compare(&Question {
                        state,
                        step,
                        hook,
                        balances_up: false,
                    });
                }
            }
        }
    }
    println!(
        "{kind:?}: {} the same, {} refused, {:?}",
        tally.same, tally.refused, tally.differences
    );
    tally
}

#[test]
fn pools_of_every_kind() {
    let mut seen = BTreeMap::new();
    for kind in KINDS {
        if kind == Kind::Gyro2Clp {
            // The peer has none.
            continue;
        }
        let pools = if kind == Kind::GyroEclp { 60 } else { 300 };
        let tally = compare(kind, pools, |state| (state, None));
        assert!(
            tally.same >= pools,
            "{kind:?}: only {} the same",
            tally.same
        );
        seen.extend(tally.differences);
    }
    // A difference that is gone is to be struck off the list.
    for known in [
        Difference::Nothing,
        Difference::TooSmall,
        Difference::BalancesDown,
        Difference::Reclamm,
    ] {
        assert!(seen.contains_key(&known), "{known:?}");
    }
}

#[test]
fn pools_with_hooks() {
    let fixed = |text: &str| text.parse::<Fixed>().unwrap();
    let with = |state: PoolState, hook: Hook| state.with_hook(hook).unwrap();
    let (threshold, most) = (fixed("0.1"), fixed("0.5"));
    let surge = compare(Kind::Stable, 300, |state| {
        let hook = StableSurge::new(threshold, most).unwrap();
        let theirs = peer::stable_surge(&state, threshold, most);
        (with(state, Hook::StableSurge(hook)), Some(theirs))
    });
    let directional = compare(Kind::Stable, 300, |state| {
        (
            with(state, Hook::DirectionalFee),
            Some(peer::directional_fee()),
        )
    });
    let exit = compare(Kind::Weighted, 300, |state| {
        let theirs = peer::exit_fee(&state, most.mul_down(threshold).unwrap());
        let hook = ExitFee::new(most.mul_down(threshold).unwrap()).unwrap();
        (with(state, Hook::ExitFee(hook)), Some(theirs))
    });
    let least = fixed("0.00001");
    let akron = compare(Kind::Weighted, 300, |state| {
        let theirs = peer::akron(&state, least);
        (with(state, Hook::Akron(Akron::new(least))), Some(theirs))
    });
    for tally in [surge, directional, exit, akron] {
        assert!(tally.same >= 300, "only {} the same", tally.same);
    }
}
