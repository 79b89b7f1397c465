//! A stable pool at balances that stay: their invariant is found once.

use super::Stable;
use super::newton::Solved;
use crate::fixed::uint::{add, sub};
use crate::fixed::{Error, Fixed, U256, Width};
use crate::pools::{Curve, Trade, pick};

/// The curve with the invariant of its balances, in 128 bits.
#[derive(Clone, Debug)]
pub(in crate::pools) struct PreparedStable {
    curve: Stable,
    solved: Solved<u128>,
}

impl Stable {
    /// `None` where the numbers need more than 128 bits.
    pub(in crate::pools) fn prepare(self, balances: &[Fixed]) -> Option<PreparedStable> {
        Some(PreparedStable {
            curve: self,
            solved: Solved::new(self.amplification, balances).ok()?,
        })
    }
}

/// Whatever the narrow form cannot answer, the curve does.
impl Trade for PreparedStable {
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

    fn narrow_out_given_exact_in(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
        amount_in: u128,
    ) -> Result<u128, Error> {
        let amount_out = self.solved.paid(token_in, token_out, amount_in)?;
        let fixed = |number: u128| Fixed::from_raw(number.wide());
        let (brought, paid) = ((token_in, fixed(amount_in)), (token_out, fixed(amount_out)));
        self.curve.check_swap(balances, brought, paid)?;
        Ok(amount_out)
    }

    fn compute_in_given_exact_out(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
        amount_out: Fixed,
    ) -> Result<Fixed, Error> {
        let after = pick(balances, token_out)?.minus(amount_out);
        match self.solved.balance_up(token_in, &(token_out, after)) {
            Ok(balance_in) => {
                let amount_in = asked(pick(balances, token_in)?.raw(), balance_in)?;
                let (brought, paid) = ((token_in, amount_in), (token_out, amount_out));
                self.curve.check_swap(balances, brought, paid)?;
                Ok(amount_in)
            }
            Err(_) => self
                .curve
                .compute_in_given_exact_out(balances, token_in, token_out, amount_out),
        }
    }
}

/// The difference of the balances, less one wei.
pub(super) fn paid(before: U256, after: U256) -> Result<Fixed, Error> {
    sub(sub(before, after)?, U256::one()).map(Fixed::from_raw)
}

/// The difference of the balances, plus one wei.
pub(super) fn asked(before: U256, after: U256) -> Result<Fixed, Error> {
    add(sub(after, before)?, U256::one()).map(Fixed::from_raw)
}
