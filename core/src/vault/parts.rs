//! What a pool is made of, and what makes it sound.

use super::scaling::Scale;
use super::{Hook, Token};
use crate::fixed::{Amount, Error, Fixed, Steps, U256};
use crate::pools::{Curve, Pool};

/// 99.9999 %: a fee of 100 % would divide by zero.
pub(crate) const MAX_FEE: Fixed = Fixed::from_wei(999_999_000_000_000_000);

/// What a pool is made of, before it is known to be sound. See the functions of [`PoolState`](super::PoolState) with these names.
#[expect(missing_docs, reason = "each is told there")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PoolParts {
    pub pool: Pool,
    pub tokens: Vec<Token>,
    pub balances: Vec<Fixed>,
    /// Empty where they are not known; where they are, the live ones are worked out from them.
    pub raw_balances: Vec<U256>,
    pub swap_fee: Fixed,
    pub aggregate_swap_fee: Fixed,
    pub total_supply: Fixed,
    pub hook: Option<Hook>,
}

impl PoolParts {
    /// The raw balances, where they are known. Without the feature none can be set, and the compiler may know it.
    pub(super) const fn known_raw(&self) -> &[U256] {
        if cfg!(feature = "every-pool") {
            self.raw_balances.as_slice()
        } else {
            &[]
        }
    }

    /// The raw balance that is known, or else the least from which this live one follows.
    pub(super) fn raw(&self, index: usize, scale: &Scale, live: &Amount) -> Amount {
        match self.known_raw().get(index) {
            Some(raw) => Amount::whole(raw),
            None => scale.to_raw_up(live),
        }
    }

    /// Makes a sound pool of them, or tells why they are none.
    pub(super) fn settle(&mut self) -> Result<(), Error> {
        self.follow_raw_balances()?;
        self.check()
    }

    /// Works out the live balances where the raw ones are known.
    fn follow_raw_balances(&mut self) -> Result<(), Error> {
        if self.known_raw().is_empty() {
            return Ok(());
        }
        if self.raw_balances.len() != self.tokens.len() {
            return Err(Error::InputLengthMismatch);
        }
        self.balances.clear();
        for (token, raw) in self.tokens.iter().zip(&self.raw_balances) {
            self.balances.push(token.live(*raw)?);
        }
        Ok(())
    }

    /// Whether they make a sound pool.
    fn check(&self) -> Result<(), Error> {
        self.pool.check_token_count(self.tokens.len())?;
        if self.balances.len() != self.tokens.len() {
            return Err(Error::InputLengthMismatch);
        }
        let mut others = self.tokens.as_slice();
        while let Some((token, rest)) = others.split_first() {
            if rest.iter().any(|other| other.address() == token.address()) {
                return Err(Error::TokenAlreadyRegistered);
            }
            others = rest;
        }
        let may_be_empty = self.pool.may_be_empty();
        if !may_be_empty && self.balances.iter().any(|balance| balance.is_zero()) {
            return Err(Error::ZeroBalance);
        }
        for (index, (token, balance)) in self.tokens.iter().zip(&self.balances).enumerate() {
            if !token.scale().has_room(&balance.raw()) {
                let live = Ok(*balance);
                check_balance(&live)?;
                check_balance(&self.raw(index, token.scale(), &live))?;
            }
        }
        if self.swap_fee > MAX_FEE || self.aggregate_swap_fee > Fixed::ONE {
            return Err(Error::PercentageAboveMax);
        }
        check_total_supply(self.total_supply)?;
        #[cfg(feature = "hooks")]
        if let Some(hook) = &self.hook {
            hook.register(&self.pool)?;
        }
        Ok(())
    }
}

/// The Vault keeps a balance in 128 bits, live and raw (`PackedTokenBalance.sol`, `toPackedBalance`, lines 45–51).
pub(super) fn check_balance(balance: &Amount) -> Result<(), Error> {
    match balance {
        Ok(balance) if balance.raw().0[2] | balance.raw().0[3] != 0 => Err(Error::BalanceOverflow),
        Ok(_) => Ok(()),
        Err(fault) => Err(*fault),
    }
}

/// The Vault mints this many wei of pool tokens to nobody when a pool starts, and never burns them.
pub(super) fn check_total_supply(total_supply: Fixed) -> Result<(), Error> {
    const LEAST: Fixed = Fixed::from_wei(1_000_000);
    if total_supply < LEAST {
        Err(Error::PoolTotalSupplyTooLow)
    } else {
        Ok(())
    }
}
