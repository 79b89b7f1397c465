//! A weighted pool at balances that stay: what each pair of tokens needs is looked up once, and trades are worked out in
//! 128 bits.

use super::{Curve, MAX_SWAP_RATIO, Weighted};
use crate::fixed::{Error, Fixed, PowerUp, Width};
use crate::pools::Trade;

const ONE: u64 = 1_000_000_000_000_000_000;

/// The curve, its balances in 128 bits, and by each pair of tokens the power that a trade takes.
pub(in crate::pools) struct PreparedWeighted {
    curve: Weighted,
    balances: Vec<Balance>,
    powers: Vec<PowerUp>,
}

/// A balance, and the most that a trade may bring of it, rounded down.
#[derive(Clone, Copy)]
struct Balance {
    live: u128,
    most_in: u128,
}

impl Weighted {
    /// `None` for balances above about 117 bits.
    pub(in crate::pools) fn prepare(&self, balances: &[Fixed]) -> Option<PreparedWeighted> {
        let most = u128::of(MAX_SWAP_RATIO.raw()).ok()?;
        let mut narrow = Vec::with_capacity(balances.len());
        for balance in balances {
            let live = u128::of(balance.raw()).ok()?;
            narrow.push(Balance {
                live,
                most_in: live.mul_down(most).ok()?,
            });
        }
        let mut powers = Vec::with_capacity(self.exponents.len());
        for exponent in &self.exponents {
            powers.push(PowerUp::of(exponent.down));
        }
        Some(PreparedWeighted {
            curve: self.clone(),
            balances: narrow,
            powers,
        })
    }
}

impl PreparedWeighted {
    fn balance(&self, token: usize) -> Result<Balance, Error> {
        let balance = self.balances.get(token);
        balance.copied().ok_or(Error::TokenNotRegistered)
    }
}

impl Trade for PreparedWeighted {
    fn compute_out_given_exact_in(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
        amount_in: Fixed,
    ) -> Result<Fixed, Error> {
        self.curve
            .compute_out_given_exact_in(balances, token_in, token_out, amount_in)
    }

    fn compute_in_given_exact_out(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
        amount_out: Fixed,
    ) -> Result<Fixed, Error> {
        self.curve
            .compute_in_given_exact_out(balances, token_in, token_out, amount_out)
    }

    fn narrow_out_given_exact_in(
        &self,
        _: &[Fixed],
        token_in: usize,
        token_out: usize,
        amount_in: u128,
    ) -> Result<u128, Error> {
        let (balance_in, balance_out) = (self.balance(token_in)?, self.balance(token_out)?);
        if amount_in > balance_in.most_in {
            return Err(Error::MaxInRatio);
        }
        let place = token_in * self.balances.len() + token_out;
        let power = self.powers.get(place).ok_or(Error::TokenNotRegistered)?;
        // `ceil(b / (b + a))` by what it lacks of 1, which has fewer digits: `floor(a / (b + a))`.
        let sum = balance_in.live.plus(amount_in)?;
        let lacks = amount_in.mul_div_down(ONE.into(), sum)?;
        let base = u64::try_from(u128::from(ONE).minus(lacks)?).map_err(|_| Error::Overflow)?;
        let paid = ONE.saturating_sub(power.of_word(base)?);
        balance_out.live.mul_down(paid.into())
    }
}
