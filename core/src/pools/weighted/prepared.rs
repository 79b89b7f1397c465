//! A weighted pool at balances that stay: what each pair of tokens needs is looked up once, and trades are worked out in
//! 128 bits.

use super::{Curve, MAX_SWAP_RATIO, Weighted};
use crate::fixed::{Error, Fixed, PowerUp, Shares, Width};
use crate::pools::Trade;

const ONE: u64 = 1_000_000_000_000_000_000;

/// The curve, its balances in 128 bits, and by each pair of tokens the power that a trade takes.
pub(in crate::pools) struct PreparedWeighted {
    curve: Weighted,
    balances: Vec<Balance>,
    powers: Vec<PowerUp>,
}

/// A balance, also to take shares of; what a trade counts of it where the token comes in, the most that it may bring,
/// rounded down, and the least that it may leave.
#[derive(Clone, Copy)]
struct Balance {
    live: u128,
    shares: Shares,
    counted_in: u128,
    most_in: u128,
    least: u128,
}

impl Weighted {
    /// `None` for balances above about 117 bits.
    pub(in crate::pools) fn prepare(&self, balances: &[Fixed]) -> Option<PreparedWeighted> {
        let most = u128::of(MAX_SWAP_RATIO.raw()).ok()?;
        let mut narrow = Vec::with_capacity(balances.len());
        for (token, &balance) in balances.iter().enumerate() {
            let counted_in = u128::of(self.counted_in(balance).ok()?.raw()).ok()?;
            let least = self.least.get(token).copied().unwrap_or_default();
            let live = u128::of(balance.raw()).ok()?;
            narrow.push(Balance {
                live,
                shares: Shares::of(live)?,
                counted_in,
                most_in: counted_in.mul_down(most).ok()?,
                least: u128::of(least.raw()).ok()?,
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
        if amount_in > balance_in.most_in || balance_in.counted_in < balance_in.least {
            return Err(Error::MaxInRatio);
        }
        let place = token_in * self.balances.len() + token_out;
        let power = self.powers.get(place).ok_or(Error::TokenNotRegistered)?;
        // `ceil(b / (b + a))` by what it lacks of 1, which has fewer digits: `floor(a / (b + a))`.
        let sum = balance_in.counted_in.plus(amount_in)?;
        let lacks = amount_in.mul_div_down(ONE.into(), sum)?;
        let base = u64::try_from(u128::from(ONE).minus(lacks)?).map_err(|_| Error::Overflow)?;
        let paid = ONE.saturating_sub(power.of_word(base)?);
        let amount_out = balance_out.shares.down(paid).ok_or(Error::Overflow)?;
        if balance_out.live.minus(amount_out)? < balance_out.least {
            return Err(Error::TokenBalanceBelowMin);
        }
        Ok(amount_out)
    }
}
