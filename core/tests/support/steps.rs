//! What may be done with a pool, and who has what afterwards.

use yb_core::fixed::{Error, Fixed, U256};
use yb_core::vault::{
    AddRequest, LiquidityQuote, PoolState, RemoveRequest, SwapKind, SwapRequest, add_liquidity,
    max_swap, remove_liquidity, swap,
};

/// One thing to do with a pool.
#[derive(Clone, Debug)]
pub enum Step {
    /// A trade.
    Swap(SwapRequest),
    /// A join.
    Add(AddRequest),
    /// An exit.
    Remove(RemoveRequest),
}

/// What one person has paid into a pool and got out of it; the last entry is of pool tokens.
#[derive(Clone, Debug)]
pub struct Ledger {
    /// By token.
    pub paid: Vec<U256>,
    /// By token.
    pub got: Vec<U256>,
}

impl Ledger {
    pub fn new(state: &PoolState) -> Self {
        let none = vec![U256::zero(); state.tokens().len() + 1];
        Self {
            paid: none.clone(),
            got: none,
        }
    }

    pub fn note(&mut self, flows: &[Flow]) {
        for (index, paid, got) in flows {
            self.paid[*index] += *paid;
            self.got[*index] += *got;
        }
    }

    /// What is still to be paid back, and what is left over.
    pub fn open(&self, index: usize) -> (U256, U256) {
        let (paid, got) = (self.paid[index], self.got[index]);
        (paid.saturating_sub(got), got.saturating_sub(paid))
    }
}

/// A token's index, what was paid of it and what was got; pool tokens come after the tokens.
pub type Flow = (usize, U256, U256);

/// A balance as the token counts it, rounded down.
pub fn raw_balance(state: &PoolState, token: usize) -> Result<U256, Error> {
    let of = state.tokens().get(token).ok_or(Error::TokenNotRegistered)?;
    let live = state.balances()[token].div_down(of.rate())?;
    Ok(live.raw() / of.scaling_factor())
}

/// The pool afterwards, and what the person paid and got: index, paid, got.
pub fn apply(state: &PoolState, step: &Step) -> Result<(PoolState, Vec<Flow>), Error> {
    let none = U256::zero();
    let pool_tokens = state.tokens().len();
    let moves = |quote: &LiquidityQuote| {
        let amounts = quote.moves.iter().map(|moved| moved.amount_raw);
        amounts.enumerate().collect::<Vec<_>>()
    };
    match step {
        Step::Swap(request) => {
            let quote = swap(state, request)?;
            let flows = vec![
                (request.token_in, quote.amount_in_raw, none),
                (request.token_out, none, quote.amount_out_raw),
            ];
            Ok((quote.state_after(state)?, flows))
        }
        Step::Add(request) => {
            let quote = add_liquidity(state, request)?;
            let paid = moves(&quote)
                .into_iter()
                .map(|(index, amount)| (index, amount, none));
            let minted = (pool_tokens, none, quote.pool_tokens.raw());
            Ok((quote.state_after(state)?, paid.chain([minted]).collect()))
        }
        Step::Remove(request) => {
            let quote = remove_liquidity(state, request)?;
            let got = moves(&quote)
                .into_iter()
                .map(|(index, amount)| (index, none, amount));
            let burned = (pool_tokens, quote.pool_tokens.raw(), none);
            Ok((quote.state_after(state)?, got.chain([burned]).collect()))
        }
    }
}

/// Pays back what is owed and sells what is left over. What is too little for a trade is kept.
pub fn close(mut state: PoolState, ledger: &mut Ledger) -> Option<()> {
    let pool_tokens = state.tokens().len();
    let (owed, left) = ledger.open(pool_tokens);
    let request = |amount| Fixed::from_raw(amount);
    if !owed.is_zero() {
        let join = AddRequest::Proportional {
            pool_tokens_out: request(owed),
        };
        take(&mut state, ledger, &Step::Add(join))?;
    } else if !left.is_zero() {
        let exit = RemoveRequest::Proportional {
            pool_tokens_in: request(left),
        };
        let _ = take(&mut state, ledger, &Step::Remove(exit));
    }
    for token in 1..pool_tokens {
        let (owed, left) = ledger.open(token);
        let (kind, token_in, token_out, mut rest) = if owed.is_zero() {
            (SwapKind::GivenIn, token, 0, left)
        } else {
            (SwapKind::GivenOut, 0, token, owed)
        };
        for _ in 0..64 {
            if rest.is_zero() {
                break;
            }
            let most = max_swap(&state, kind, token_in, token_out).ok()?;
            let least = least_trade(&state, token);
            let wanted = if kind == SwapKind::GivenOut {
                rest.max(least)
            } else {
                rest
            };
            let amount_raw = wanted.min(most);
            let done = take(
                &mut state,
                ledger,
                &Step::Swap(SwapRequest {
                    kind,
                    token_in,
                    token_out,
                    amount_raw,
                }),
            );
            if done.is_none() && kind == SwapKind::GivenIn && rest <= least {
                break;
            }
            done?;
            rest = rest.saturating_sub(amount_raw);
        }
        // Something is left over, or nothing is owed any more.
        if !ledger.open(token).0.is_zero()
            || (kind == SwapKind::GivenIn && rest > least_trade(&state, token))
        {
            return None;
        }
    }
    Some(())
}

/// A little more than the least that the Vault takes of a token.
fn least_trade(state: &PoolState, token: usize) -> U256 {
    let of = &state.tokens()[token];
    U256::from(4_000_000) / of.scaling_factor() + 2
}

fn take(state: &mut PoolState, ledger: &mut Ledger, step: &Step) -> Option<()> {
    let (after, flows) = apply(state, step).ok()?;
    ledger.note(&flows);
    *state = after;
    Some(())
}
