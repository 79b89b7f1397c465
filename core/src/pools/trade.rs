//! The two questions of a trade, asked of a curve or of one prepared for its balances.

use super::Pool;
use crate::fixed::{Error, Fixed};

/// What answers a trade, as the functions of the same names of [`Curve`](super::Curve) do.
///
/// It cannot print itself: whoever holds one would link the printing of all that is in it.
pub(crate) trait Trade: Send + Sync {
    fn compute_out_given_exact_in(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
        amount_in: Fixed,
    ) -> Result<Fixed, Error>;

    fn compute_in_given_exact_out(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
        amount_out: Fixed,
    ) -> Result<Fixed, Error>;
}

/// A pool without preparation.
impl Trade for Pool {
    fn compute_out_given_exact_in(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
        amount_in: Fixed,
    ) -> Result<Fixed, Error> {
        self.curve()
            .compute_out_given_exact_in(balances, token_in, token_out, amount_in)
    }

    fn compute_in_given_exact_out(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
        amount_out: Fixed,
    ) -> Result<Fixed, Error> {
        self.curve()
            .compute_in_given_exact_out(balances, token_in, token_out, amount_out)
    }
}

impl Pool {
    /// The same answers for trades at these balances and no others, with all that depends on them worked out once.
    ///
    /// `None` where nothing does, or where something went wrong on the way: then each trade says what.
    pub(crate) fn prepare(&self, balances: &[Fixed]) -> Option<Box<dyn Trade>> {
        match self {
            Self::Stable(curve) => Some(Box::new(curve.prepare(balances)?)),
            #[cfg(feature = "every-pool")]
            Self::GyroEclp(curve) => Some(Box::new(curve.prepare(balances)?)),
            #[cfg(feature = "every-pool")]
            Self::Reclamm(curve) => Some(Box::new(curve.prepare(balances)?)),
            _ => None,
        }
    }
}
