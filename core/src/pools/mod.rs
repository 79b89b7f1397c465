//! The curves: what a pool gives for what it gets, one file a curve.
//!
//! A curve sees live balances only, that is, balances scaled to 18 decimals with their rates applied, and knows
//! nothing of fees, decimals or rates: those belong to [`crate::vault`], which surrounds every curve alike. Each file
//! reproduces one pool contract to the last digit, with its limits and its errors, and adds the curve's exact marginal
//! price.
//!
//! Each belongs to a feature: `plain` (weighted and stable), `ellipses` (E-CLP), `ranges` (2-CLP and
//! reCLAMM), `moving` (what moves with time). All are on by default; a WebAssembly module carries those that its calculators need.
//!
//! This room imports [`crate::fixed`] alone. A new curve is one file that implements [`Curve`], and one variant of
//! [`Pool`].

#[cfg(feature = "ranges")]
mod gyro_2clp;
#[cfg(feature = "ellipses")]
mod gyro_eclp;
#[cfg(any(feature = "ellipses", feature = "ranges"))]
mod gyro_sqrt;
#[cfg(feature = "moving")]
mod lbp;
#[cfg(feature = "moving")]
mod quant_amm;
#[cfg(feature = "ranges")]
mod reclamm;
#[cfg(feature = "plain")]
mod stable;
mod trade;
#[cfg(any(feature = "plain", feature = "moving"))]
mod weighted;

use crate::fixed::{Error, Fixed, U256};
#[cfg(feature = "ranges")]
pub use gyro_2clp::Gyro2Clp;
#[cfg(feature = "ellipses")]
pub use gyro_eclp::{EclpCheck, EclpDerived, EclpParams, GyroEclp};
#[cfg(feature = "moving")]
pub use lbp::{FixedPriceLbp, GradualLbp, GradualWeight, Sale};
#[cfg(feature = "moving")]
pub use quant_amm::{QuantAmm, QuantAmmState};
#[cfg(feature = "ranges")]
pub use reclamm::{Reclamm, ReclammState, Revision};
#[cfg(feature = "every-pool")]
pub use stable::V2Stable;
#[cfg(feature = "plain")]
pub use stable::{AmplificationRamp, Stable};
pub(crate) use trade::{Trade, out_given_exact_in};
#[cfg(any(feature = "plain", feature = "moving"))]
pub use weighted::Weighted;

/// What the Vault can count of a token.
const MAX_BALANCE: Fixed = Fixed::from_raw(U256([u64::MAX, u64::MAX, 0, 0]));
const NEARLY_ALL: Fixed = Fixed::from_wei(990_000_000_000_000_000);

/// Which way a result rounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rounding {
    /// To at most the true value.
    Down,
    /// To at least the true value.
    Up,
}

/// What every curve answers. All balances and amounts are live: 18 decimals, rates applied.
///
/// `balances` has one entry a token, and token indices are below its length: the Vault's pool state sees to that, and
/// a curve refuses others with [`Error::TokenNotRegistered`].
pub trait Curve {
    /// The quantity that a swap without a fee leaves alone.
    ///
    /// # Errors
    /// Those of the curve: see its type.
    fn invariant(&self, balances: &[Fixed], rounding: Rounding) -> Result<Fixed, Error>;

    /// What the pool pays for `amount_in`, rounded down.
    ///
    /// # Errors
    /// Those of the curve: see its type.
    fn compute_out_given_exact_in(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
        amount_in: Fixed,
    ) -> Result<Fixed, Error>;

    /// What the pool asks for `amount_out`, rounded up.
    ///
    /// # Errors
    /// Those of the curve: see its type.
    fn compute_in_given_exact_out(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
        amount_out: Fixed,
    ) -> Result<Fixed, Error>;

    /// The balance of one token, rounded up, that makes the invariant `invariant_ratio` times what it is while the
    /// other balances stay.
    ///
    /// # Errors
    /// Those of the curve: see its type.
    fn compute_balance(
        &self,
        balances: &[Fixed],
        token: usize,
        invariant_ratio: Fixed,
    ) -> Result<Fixed, Error>;

    /// The marginal price before fees: live tokens out for one live token in.
    ///
    /// # Errors
    /// Those of the curve: see its type.
    fn spot_price(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
    ) -> Result<f64, Error>;

    /// The least and the largest factor by which one unbalanced join or exit may change the invariant.
    ///
    /// # Errors
    /// [`Error::DoesNotSupportUnbalancedLiquidity`] for curves that take part in proportion only.
    fn invariant_ratio_limits(&self) -> Result<(Fixed, Fixed), Error>;

    /// The most that a swap may bring in, without a fee: a bound that the contract states, or else what a balance may
    /// still grow by. Past the price range of a curve that has one, less is refused.
    ///
    /// # Errors
    /// [`Error::TokenNotRegistered`], [`Error::Overflow`] for a balance above 2^128 - 1.
    fn max_amount_in(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
    ) -> Result<Fixed, Error> {
        pick(balances, token_out)?;
        MAX_BALANCE.minus(pick(balances, token_in)?)
    }

    /// The most that a swap may take out: a bound that the contract states, or else 99 % of what is there, of which
    /// the price may be anything.
    ///
    /// # Errors
    /// [`Error::TokenNotRegistered`].
    fn max_amount_out(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
    ) -> Result<Fixed, Error> {
        pick(balances, token_in)?;
        pick(balances, token_out)?.mul_down(NEARLY_ALL)
    }

    /// The least and the largest swap fee that a pool of this kind can be deployed with.
    fn swap_fee_limits(&self) -> (Fixed, Fixed);

    /// Checks that the pool can hold this many tokens.
    ///
    /// # Errors
    /// [`Error::MinTokens`], [`Error::MaxTokens`], [`Error::InputLengthMismatch`].
    fn check_token_count(&self, count: usize) -> Result<(), Error>;

    /// Whether the pool still works with a balance of zero.
    fn may_be_empty(&self) -> bool {
        false
    }

    /// What the pool, as its own hook, says to who wants to join, before anything is worked out.
    ///
    /// # Errors
    /// `AddingLiquidityNotAllowed` once a sale has started.
    fn check_join(&self) -> Result<(), Error> {
        Ok(())
    }

    /// The same to who wants to leave, but in recovery mode.
    ///
    /// # Errors
    /// `RemovingLiquidityNotAllowed` while a sale lasts.
    fn check_exit(&self) -> Result<(), Error> {
        Ok(())
    }
}

/// A pool of any kind.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Pool {
    /// See [`Weighted`].
    #[cfg(feature = "plain")]
    Weighted(Weighted),
    /// See [`Stable`].
    #[cfg(feature = "plain")]
    Stable(Stable),
    /// See [`GyroEclp`].
    #[cfg(feature = "ellipses")]
    GyroEclp(Box<GyroEclp>),
    /// See [`Gyro2Clp`].
    #[cfg(feature = "ranges")]
    Gyro2Clp(Gyro2Clp),
    /// See [`Reclamm`].
    #[cfg(feature = "ranges")]
    Reclamm(Box<Reclamm>),
    /// See [`GradualLbp`].
    #[cfg(feature = "moving")]
    GradualLbp(GradualLbp),
    /// See [`FixedPriceLbp`].
    #[cfg(feature = "moving")]
    FixedPriceLbp(FixedPriceLbp),
    /// See [`QuantAmm`].
    #[cfg(feature = "moving")]
    QuantAmm(QuantAmm),
}

/// Asks the curve behind the kind. Without a curve there is no pool, and no arm.
macro_rules! ask {
    ($pool:expr, $curve:ident => $answer:expr) => {
        match *$pool {
            #[cfg(feature = "plain")]
            Pool::Weighted(ref $curve) => $answer,
            #[cfg(feature = "plain")]
            Pool::Stable(ref $curve) => $answer,
            #[cfg(feature = "ellipses")]
            Pool::GyroEclp(ref curve) => {
                let $curve = curve.as_ref();
                $answer
            }
            #[cfg(feature = "ranges")]
            Pool::Gyro2Clp(ref $curve) => $answer,
            #[cfg(feature = "ranges")]
            Pool::Reclamm(ref curve) => {
                let $curve = curve.as_ref();
                $answer
            }
            #[cfg(feature = "moving")]
            Pool::GradualLbp(ref $curve) => $answer,
            #[cfg(feature = "moving")]
            Pool::FixedPriceLbp(ref $curve) => $answer,
            #[cfg(feature = "moving")]
            Pool::QuantAmm(ref $curve) => $answer,
        }
    };
}

/// Each question by itself, so that a module carries the answers that it asks for: the object that
/// [`Pool::curve`] gives carries all.
impl Curve for Pool {
    fn invariant(&self, balances: &[Fixed], rounding: Rounding) -> Result<Fixed, Error> {
        ask!(self, curve => curve.invariant(balances, rounding))
    }

    fn compute_out_given_exact_in(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
        amount_in: Fixed,
    ) -> Result<Fixed, Error> {
        ask!(self, curve => curve.compute_out_given_exact_in(balances, token_in, token_out, amount_in))
    }

    fn compute_in_given_exact_out(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
        amount_out: Fixed,
    ) -> Result<Fixed, Error> {
        ask!(self, curve => curve.compute_in_given_exact_out(balances, token_in, token_out, amount_out))
    }

    fn compute_balance(
        &self,
        balances: &[Fixed],
        token: usize,
        invariant_ratio: Fixed,
    ) -> Result<Fixed, Error> {
        ask!(self, curve => curve.compute_balance(balances, token, invariant_ratio))
    }

    fn spot_price(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
    ) -> Result<f64, Error> {
        ask!(self, curve => curve.spot_price(balances, token_in, token_out))
    }

    fn invariant_ratio_limits(&self) -> Result<(Fixed, Fixed), Error> {
        ask!(self, curve => curve.invariant_ratio_limits())
    }

    fn max_amount_in(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
    ) -> Result<Fixed, Error> {
        ask!(self, curve => curve.max_amount_in(balances, token_in, token_out))
    }

    fn max_amount_out(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
    ) -> Result<Fixed, Error> {
        ask!(self, curve => curve.max_amount_out(balances, token_in, token_out))
    }

    fn swap_fee_limits(&self) -> (Fixed, Fixed) {
        ask!(self, curve => curve.swap_fee_limits())
    }

    fn check_token_count(&self, count: usize) -> Result<(), Error> {
        ask!(self, curve => curve.check_token_count(count))
    }

    fn may_be_empty(&self) -> bool {
        ask!(self, curve => curve.may_be_empty())
    }

    fn check_join(&self) -> Result<(), Error> {
        ask!(self, curve => curve.check_join())
    }

    fn check_exit(&self) -> Result<(), Error> {
        ask!(self, curve => curve.check_exit())
    }
}

impl Pool {
    /// The curve behind the kind.
    #[must_use]
    pub fn curve(&self) -> &dyn Curve {
        ask!(self, curve => curve)
    }

    /// The weights now, where the curve has any.
    #[must_use]
    pub fn weights(&self) -> Option<&[Fixed]> {
        match self {
            #[cfg(feature = "plain")]
            Self::Weighted(curve) => Some(curve.weights()),
            #[cfg(feature = "moving")]
            Self::GradualLbp(curve) => Some(curve.weights()),
            #[cfg(feature = "moving")]
            Self::QuantAmm(curve) => Some(curve.weights()),
            _ => None,
        }
    }

    /// Whether its curve may answer more than there is: a sale does not ask what is left.
    pub(crate) fn may_overdraw(&self) -> bool {
        match self {
            #[cfg(feature = "moving")]
            Self::GradualLbp(_) | Self::FixedPriceLbp(_) => self.may_be_empty(),
            _ => false,
        }
    }

    /// The pool once it has been asked to trade at these balances, or to go from one supply of pool tokens to another:
    /// a few kinds remember it.
    #[cfg_attr(
        not(feature = "ranges"),
        allow(
            clippy::unnecessary_wraps,
            reason = "the kinds that remember may fail, and are not carried"
        )
    )]
    pub(crate) fn touched(
        &self,
        balances: &[Fixed],
        supplies: Option<[Fixed; 2]>,
    ) -> Result<Self, Error> {
        match self {
            #[cfg(feature = "ranges")]
            Self::Reclamm(curve) => {
                let touched = curve.touched(balances, supplies)?;
                Ok(Self::Reclamm(Box::new(touched)))
            }
            other => Ok(other.clone()),
        }
    }
}

/// One balance out of a list.
fn pick(balances: &[Fixed], token: usize) -> Result<Fixed, Error> {
    balances
        .get(token)
        .copied()
        .ok_or(Error::TokenNotRegistered)
}
