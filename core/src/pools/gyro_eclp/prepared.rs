//! An E-CLP at balances that stay: the invariant and all that follows from it are worked out once.

use super::GyroEclp;
use super::invariant::check_balance;
use super::side::SideAt;
use crate::fixed::{Error, Fixed, Term};
use crate::pools::{Trade, pick};

/// The curve with its sides at the invariant.
#[derive(Clone, Debug)]
pub(in crate::pools) struct PreparedEclp {
    curve: GyroEclp,
    sides: [SideAt; 2],
    most: [Term; 2],
}

impl GyroEclp {
    /// `None` where the invariant or a term of it cannot be computed.
    pub(in crate::pools) fn prepare(&self, balances: &[Fixed]) -> Option<PreparedEclp> {
        let r = self.swap_bounds(balances).ok()?;
        let [x, y] = &self.sides;
        let prepared = PreparedEclp {
            curve: self.clone(),
            sides: [x.at(&r), y.at(&r)],
            most: [x.most(&r), y.most(&r)],
        };
        for side in &prepared.sides {
            side.check().ok()?;
        }
        for most in &prepared.most {
            most.check().ok()?;
        }
        Some(prepared)
    }
}

impl PreparedEclp {
    fn other_balance(&self, token: usize, balance: &Term) -> Result<Fixed, Error> {
        let [x, y] = &self.sides;
        let (at, other) = if token == 0 { (x, y) } else { (y, x) };
        let (side, _) = self.curve.pair(token)?;
        side.other_balance(balance, at, &other.offset).fixed()
    }

    fn check_bounds(&self, token: usize, balance: &Term) -> Result<(), Error> {
        let most = self.most.get(token).ok_or(Error::TokenNotRegistered)?;
        check_balance(balance, most)
    }
}

/// As the curve's own, step by step.
impl Trade for PreparedEclp {
    fn compute_out_given_exact_in(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
        amount_in: Fixed,
    ) -> Result<Fixed, Error> {
        let balance_in = Term::of_fixed(pick(balances, token_in)?.plus(amount_in)?);
        self.check_bounds(token_in, &balance_in)?;
        let balance_out = self.other_balance(token_in, &balance_in)?;
        pick(balances, token_out)?.minus(balance_out)
    }

    fn compute_in_given_exact_out(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
        amount_out: Fixed,
    ) -> Result<Fixed, Error> {
        if amount_out > pick(balances, token_out)? {
            return Err(Error::AssetBoundsExceeded);
        }
        let balance_out = Term::of_fixed(pick(balances, token_out)?.minus(amount_out)?);
        let balance_in = self.other_balance(token_out, &balance_out)?;
        self.check_bounds(token_in, &Term::of_fixed(balance_in))?;
        balance_in.minus(pick(balances, token_in)?)
    }
}
