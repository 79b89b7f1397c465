//! The two questions of a trade, asked of a curve or of one prepared for its balances.

use super::{Curve, Pool};
use crate::fixed::{Error, Fixed, SMALL, Width};

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

    /// The first in 128 bits. What does not fit, on the way or at its end, is some error, and so is what is refused: the
    /// wide form then says which.
    fn narrow_out_given_exact_in(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
        amount_in: u128,
    ) -> Result<u128, Error> {
        let amount_in = Fixed::from_raw(amount_in.wide());
        let amount_out =
            self.compute_out_given_exact_in(balances, token_in, token_out, amount_in)?;
        u128::of(amount_out.raw())
    }
}

/// The first in either width.
#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
pub(crate) fn out_given_exact_in<N: Width>(
    trade: &dyn Trade,
    balances: &[Fixed],
    token_in: usize,
    token_out: usize,
    amount_in: N,
) -> Result<N, Error> {
    let amount_in = amount_in.wide();
    if N::NARROW {
        let amount_in = u128::of(amount_in)?;
        let narrow = trade.narrow_out_given_exact_in(balances, token_in, token_out, amount_in)?;
        return N::of(narrow.wide());
    }
    let amount_in = Fixed::from_raw(amount_in);
    let wide = trade.compute_out_given_exact_in(balances, token_in, token_out, amount_in)?;
    N::of(wide.raw())
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
        Curve::compute_out_given_exact_in(self, balances, token_in, token_out, amount_in)
    }

    fn compute_in_given_exact_out(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
        amount_out: Fixed,
    ) -> Result<Fixed, Error> {
        Curve::compute_in_given_exact_out(self, balances, token_in, token_out, amount_out)
    }
}

impl Pool {
    /// The same answers for trades at these balances and no others, with all that depends on them worked out once.
    ///
    /// `None` where nothing does, or where something went wrong on the way: then each trade says what.
    pub(crate) fn prepare(&self, balances: &[Fixed]) -> Option<Box<dyn Trade>> {
        match self {
            // A small module has nothing to gain from it.
            #[cfg(feature = "plain")]
            Self::Weighted(curve) if !SMALL => Some(Box::new(curve.prepare(balances)?)),
            #[cfg(feature = "plain")]
            Self::Stable(curve) => Some(Box::new(curve.prepare(balances)?)),
            #[cfg(feature = "ellipses")]
            Self::GyroEclp(curve) => Some(Box::new(curve.prepare(balances)?)),
            #[cfg(feature = "ranges")]
            Self::Reclamm(curve) => Some(Box::new(curve.prepare(balances)?)),
            _ => None,
        }
    }
}
