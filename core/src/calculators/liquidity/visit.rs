//! A join or an exit in the calculator's words, made ready for the Vault and priced.

use super::{Input, Visitor};
use crate::said;
use crate::words::listed;

use crate::calculators::amounts::{AmountUnit, something};
use crate::calculators::pool::{POOL_TOKEN_DECIMALS, PoolInput, Worth};
use crate::definition::{Code, Errors};
use crate::fixed::text::format_units;
use crate::fixed::{Error, Fixed, U256};
use crate::vault::{
    AddRequest, Direction, LiquidityQuote, RemoveRequest, Token, add_liquidity, remove_liquidity,
};

/// An input whose words have become an index and integers.
pub(super) struct Visit<'a> {
    pub(super) input: &'a Input,
    /// As many as the way asks for.
    pub(super) amounts: Vec<U256>,
    /// The one token; the first where the way does not ask for one.
    token: usize,
    /// Prices before; none where the curve has none.
    worth: Option<Worth>,
}

impl<'a> Visit<'a> {
    pub(super) fn new(input: &'a Input) -> Result<Self, Errors> {
        let mut errors = Errors::new();
        let token = token(&input.pool, input.kind, &input.token, &mut errors);
        let amounts = amounts_given(
            &input.pool,
            (input.kind, token),
            &input.amounts,
            input.amount_unit,
            &mut errors,
        );
        match (token, amounts) {
            (Some(token), Some(amounts)) => Ok(Self {
                input,
                amounts,
                token,
                worth: Worth::new(&input.pool.state).ok(),
            }),
            _ => Err(errors),
        }
    }

    pub(super) fn quote(&self, amounts: &[U256]) -> Result<LiquidityQuote, Error> {
        let (state, token) = (&self.input.pool.state, self.token);
        let amount = amounts.first().copied().unwrap_or_default();
        let pool_tokens = Fixed::from_raw(amount);
        let join = |request| add_liquidity(state, &request);
        let leave = |request| remove_liquidity(state, &request);
        match self.input.kind {
            Visitor::AddUnbalanced => join(AddRequest::Unbalanced {
                amounts_in_raw: amounts.to_vec(),
            }),
            Visitor::AddSingleToken => join(AddRequest::SingleTokenExactOut {
                token,
                pool_tokens_out: pool_tokens,
            }),
            Visitor::AddProportional => join(AddRequest::Proportional {
                pool_tokens_out: pool_tokens,
            }),
            Visitor::RemoveProportional => leave(RemoveRequest::Proportional {
                pool_tokens_in: pool_tokens,
            }),
            Visitor::RemoveSingleTokenExactIn => leave(RemoveRequest::SingleTokenExactIn {
                token,
                pool_tokens_in: pool_tokens,
            }),
            Visitor::RemoveSingleTokenExactOut => leave(RemoveRequest::SingleTokenExactOut {
                token,
                amount_out_raw: amount,
            }),
        }
    }

    /// How much worse than at the prices before, all told: `1 − minted / minted at these prices`, or
    /// `burned / burned at these prices − 1`.
    pub(super) fn cost(&self, quote: &LiquidityQuote) -> Option<f64> {
        self.against_spot(quote, 0.0)
    }

    /// The same of what the curve sees: the tokens without their fees.
    pub(super) fn price_impact(&self, quote: &LiquidityQuote) -> Option<f64> {
        self.against_spot(quote, self.kept(quote)?)
    }

    fn against_spot(&self, quote: &LiquidityQuote, fees: f64) -> Option<f64> {
        let worth = self.worth.as_ref()?;
        let state = &self.input.pool.state;
        let moved = worth.of(state, &amounts(quote));
        let seen = match quote.direction {
            Direction::Join => moved - fees,
            Direction::Leave | Direction::Recover => moved + fees,
        };
        let fair = seen / worth.pool * state.total_supply().to_f64();
        let ratio = quote.pool_tokens.to_f64() / fair;
        let worse = match quote.direction {
            Direction::Join => 1.0 - ratio,
            Direction::Leave | Direction::Recover => ratio - 1.0,
        };
        worse.is_finite().then_some(worse)
    }

    /// The fees, the hook's among them, over what moves.
    pub(super) fn fee_share(&self, quote: &LiquidityQuote) -> Option<f64> {
        let worth = self.worth.as_ref()?;
        let share = self.kept(quote)? / worth.of(&self.input.pool.state, &amounts(quote));
        share.is_finite().then_some(share)
    }

    /// What all fees are worth.
    fn kept(&self, quote: &LiquidityQuote) -> Option<f64> {
        let worth = self.worth.as_ref()?;
        let state = &self.input.pool.state;
        let mut hook = Vec::new();
        for moved in &quote.moves {
            hook.push(moved.hook_fee_raw);
        }
        Some(worth.of(state, &fees(quote)) + worth.of(state, &hook))
    }

    /// Why the Vault refuses: the contract's name for it, and what the pool holds.
    pub(super) fn refused(&self, error: Error) -> Errors {
        let pool = &self.input.pool;
        let given = match self.input.kind {
            Visitor::AddUnbalanced => pool.listed(&self.amounts),
            Visitor::RemoveSingleTokenExactOut => {
                let mut all = vec![U256::zero(); pool.symbols.len()];
                if let (Some(place), Some(amount)) = (all.get_mut(self.token), self.amounts.first())
                {
                    *place = *amount;
                }
                pool.listed(&all)
            }
            _ => {
                let amount = self.amounts.first().copied().unwrap_or_default();
                said!(format_units(amount, POOL_TOKEN_DECIMALS), " pool tokens")
            }
        };
        let supply = pool.state.total_supply();
        let given = if given.is_empty() { "nothing" } else { &given };
        let fault = said!(
            given,
            ": ",
            error,
            "; the pool has ",
            supply,
            " pool tokens"
        );
        Errors::one("amounts", Code::Contract(error.name()), fault)
    }
}

/// The one token; the first where the way does not ask for one.
pub(super) fn token(
    pool: &PoolInput,
    kind: Visitor,
    name: &str,
    errors: &mut Errors,
) -> Option<usize> {
    use Visitor::{AddProportional, AddUnbalanced, RemoveProportional};
    if matches!(kind, AddUnbalanced | AddProportional | RemoveProportional) {
        return Some(0);
    }
    pool.token(name, "token", errors)
}

/// One amount for each token, or one alone.
pub(super) fn amounts_given(
    pool: &PoolInput,
    (kind, token): (Visitor, Option<usize>),
    given: &[String],
    unit: AmountUnit,
    errors: &mut Errors,
) -> Option<Vec<U256>> {
    let tokens = pool.state.tokens();
    let expected = if kind == Visitor::AddUnbalanced {
        tokens.len()
    } else {
        1
    };
    if given.len() != expected {
        let fault = said!(
            "this way in or out of a pool of ",
            listed(&pool.symbols),
            " takes ",
            expected,
            "; given: ",
            given.len()
        );
        errors.push("amounts", Code::Contract("InputLengthMismatch"), fault);
        return None;
    }
    let mut read = Vec::new();
    for (index, text) in given.iter().enumerate() {
        let of = |token: usize| tokens.get(token).map(Token::decimals);
        let decimals = match kind {
            Visitor::AddUnbalanced => of(index),
            Visitor::RemoveSingleTokenExactOut => token.and_then(of),
            _ => Some(POOL_TOKEN_DECIMALS),
        };
        let field = said!("amounts[", index, "]");
        read.extend(unit.read_known(text, decimals, &field, errors));
    }
    if read.len() != given.len() {
        return None;
    }
    // The Vault would answer some ways with nothing.
    something(&read, "amounts", errors).then_some(read)
}

/// What moves of each token.
pub(super) fn amounts(quote: &LiquidityQuote) -> Vec<U256> {
    let mut list = Vec::new();
    for moved in &quote.moves {
        list.push(moved.amount_raw);
    }
    list
}

/// The swap fee in each token.
pub(super) fn fees(quote: &LiquidityQuote) -> Vec<U256> {
    let mut list = Vec::new();
    for moved in &quote.moves {
        list.push(moved.swap_fee_raw);
    }
    list
}
