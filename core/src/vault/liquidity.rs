//! What joining and leaving have in common: the quote, and how its fees are settled.

use super::PoolState;
use super::limits::large_enough;
use crate::fixed::{Amount, Error, Fixed, Steps, U256};
use crate::pools::Curve;

/// Which way the tokens go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Tokens come in, pool tokens are minted.
    Join,
    /// Pool tokens are burned, tokens go out.
    Leave,
    /// The same in recovery mode: the pool's own contract is not told.
    Recover,
}

/// A join or an exit with every number on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LiquidityQuote {
    /// Which way the tokens go.
    pub direction: Direction,
    /// The pool tokens minted or burned.
    pub pool_tokens: Fixed,
    /// What moves of each token, in the pool's order.
    pub moves: Vec<TokenMove>,
}

/// What moves of one token, fee included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TokenMove {
    /// The amount paid or got, in the token's smallest unit.
    pub amount_raw: U256,
    /// What the pool's hook keeps back of the amount got, and gives to the pool.
    pub hook_fee_raw: U256,
    /// The amount before the hook, as the curve's terms have it: 18 decimals, rate applied.
    pub amount_live: Fixed,
    /// The fee on the part that is out of proportion, live and rounded up.
    pub swap_fee_live: Fixed,
    /// The same in the token, rounded down.
    pub swap_fee_raw: U256,
    /// The part of the fee that leaves the pool for the protocol and the pool's creator, rounded down.
    pub aggregate_fee_raw: U256,
}

impl TokenMove {
    /// What moves, in the token's smallest unit and live, and the fee on it, live.
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub(super) fn new(raw: &Amount, live: &Amount, swap_fee: &Amount) -> Result<Self, Error> {
        Ok(Self {
            amount_raw: raw.raw()?,
            amount_live: (*live)?,
            swap_fee_live: (*swap_fee)?,
            ..Self::default()
        })
    }
}

impl LiquidityQuote {
    /// One token moves.
    pub(super) fn of_one(
        direction: Direction,
        state: &PoolState,
        token: usize,
        pool_tokens: Fixed,
        moved: Result<TokenMove, Error>,
    ) -> Result<Self, Error> {
        let count = state.tokens().len();
        if token >= count {
            return Err(Error::TokenNotRegistered);
        }
        let (moved, still) = (moved?, TokenMove::default());
        let mut moves = Vec::new();
        for index in 0..count {
            moves.push(if index == token { moved } else { still });
        }
        Ok(Self {
            direction,
            pool_tokens,
            moves,
        })
    }

    /// The pool afterwards.
    ///
    /// # Errors
    /// [`Error::BalanceOverflow`] for a balance above 2^128 - 1, [`Error::PoolTotalSupplyTooLow`] for fewer than 10^6
    /// wei of pool tokens; [`Error::InputLengthMismatch`] and [`Error::Overflow`] for the quote of another pool. The
    /// quote has ruled all of them out for the pool it was asked about.
    pub fn state_after(&self, before: &PoolState) -> Result<PoolState, Error> {
        if self.moves.len() != before.tokens().len() {
            return Err(Error::InputLengthMismatch);
        }
        let supply_before = before.total_supply();
        let supply_after = match self.direction {
            Direction::Join => supply_before.plus(self.pool_tokens)?,
            Direction::Leave | Direction::Recover => supply_before.minus(self.pool_tokens)?,
        };
        let mut after = before.clone();
        after.set_total_supply(supply_after)?;
        let supplies = Some([supply_before, supply_after]);
        match self.direction {
            Direction::Join => after.touch(&before.balances_up()?, supplies)?,
            Direction::Leave => after.touch(before.balances(), supplies)?,
            Direction::Recover => {}
        }
        for (index, moved) in self.moves.iter().enumerate() {
            let amount = Amount::whole(&moved.amount_raw);
            let charged = Amount::whole(&moved.aggregate_fee_raw);
            if self.direction == Direction::Join {
                after.receive(index, &amount.minus(&charged))?;
            } else {
                after.pay(index, &amount.plus(&charged))?;
            }
        }
        Ok(after)
    }

    /// The Vault's check of every amount: none, or at least 10^6 wei. A token that takes no part is no trade, and so
    /// not too small a one (`_ensureValidTradeAmount`).
    pub(super) fn check_amounts(self) -> Result<Self, Error> {
        let moved = self.moves.iter().map(|moved| moved.amount_live);
        for amount in moved.chain([self.pool_tokens]) {
            if !amount.is_zero() {
                large_enough(amount.raw())?;
            }
        }
        Ok(self)
    }

    /// The fees in the tokens' own units (`_computeAndChargeAggregateSwapFees`), and a look at the pool afterwards.
    pub(super) fn settle(mut self, state: &PoolState) -> Result<Self, Error> {
        let share = Ok(state.aggregate_swap_fee());
        for (moved, token) in self.moves.iter_mut().zip(state.tokens()) {
            let live = Ok(moved.swap_fee_live);
            let fee = token.scale().to_raw_down(&live);
            moved.swap_fee_raw = fee.raw()?;
            moved.aggregate_fee_raw = fee.mul_down(&share).raw()?;
        }
        self.state_after(state)?;
        Ok(self)
    }
}

/// Whether the curve takes a join or an exit out of proportion that changes its invariant so much.
pub(super) fn check_ratio(
    state: &PoolState,
    direction: Direction,
    ratio: &Amount,
) -> Result<Fixed, Error> {
    let (least, most) = state.pool().invariant_ratio_limits()?;
    let ratio = (*ratio)?;
    if direction == Direction::Join {
        if ratio > most {
            return Err(Error::InvariantRatioAboveMax);
        }
    } else if ratio < least {
        return Err(Error::InvariantRatioBelowMin);
    }
    Ok(ratio)
}
