//! A reCLAMM at balances that stay: what is real and virtual together is added up once.

use super::{Reclamm, asked, paid, pick};
use crate::fixed::{Error, Fixed, U256, Width};
use crate::pools::Trade;

/// Real and virtual balances together.
pub(in crate::pools) struct PreparedReclamm {
    totals: [U256; 2],
}

impl Reclamm {
    /// `None` where the virtual balances cannot be computed.
    pub(in crate::pools) fn prepare(&self, balances: &[Fixed]) -> Option<PreparedReclamm> {
        let (first, second) = self.totals(balances, 0, 1).ok()?;
        Some(PreparedReclamm {
            totals: [first, second],
        })
    }
}

impl PreparedReclamm {
    fn totals(&self, token_in: usize, token_out: usize) -> Result<(U256, U256), Error> {
        let total = |token: usize| self.totals.get(token).copied();
        let both = total(token_in).zip(total(token_out));
        both.ok_or(Error::TokenNotRegistered)
    }

    #[cfg_attr(any(feature = "inlined", not(target_arch = "wasm32")), inline(always))]
    fn narrow_total(&self, token: usize) -> Result<u128, Error> {
        u128::of(*self.totals.get(token).ok_or(Error::TokenNotRegistered)?)
    }
}

impl Trade for PreparedReclamm {
    fn compute_out_given_exact_in(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
        amount_in: Fixed,
    ) -> Result<Fixed, Error> {
        let totals = self.totals(token_in, token_out)?;
        paid(totals, pick(balances, token_out)?, amount_in)
    }

    fn compute_in_given_exact_out(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
        amount_out: Fixed,
    ) -> Result<Fixed, Error> {
        let totals = self.totals(token_in, token_out)?;
        asked(totals, pick(balances, token_out)?, amount_out)
    }

    /// `To Ai / (Ti + Ai)`.
    fn narrow_out_given_exact_in(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
        amount_in: u128,
    ) -> Result<u128, Error> {
        let total_after = self.narrow_total(token_in)?.plus(amount_in)?;
        let amount_out = self
            .narrow_total(token_out)?
            .mul_div_down(amount_in, total_after)?;
        if amount_out > u128::of(pick(balances, token_out)?.raw())? {
            return Err(Error::AmountOutGreaterThanBalance);
        }
        Ok(amount_out)
    }
}
