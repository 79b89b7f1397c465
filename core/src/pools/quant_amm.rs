//! `QuantAMM`: a weighted pool whose weights each move by a fixed amount a second.
//!
//! A strategy sets weights and multipliers from time to time; between two settings the pool is a weighted pool with the
//! weights of the second. The strategy's rounding lets the weights add up to not quite 1, and the pool takes them so;
//! nor does it look for a least weight when it trades: only the guard rail of its strategy keeps weights from falling.
//!
//! Source: `QuantAMMProtocol/QuantAMM-V1` at `1e2e387`, `pkg/pool-quantamm/contracts/QuantAMMWeightedPool.sol`, lines
//! 212–573; the deployment of May 2025, whose recorded answers agree.

use super::{Curve, Rounding, Weighted, pick};
use crate::fixed::{Error, Fixed, Signed};

/// The weights as the strategy last set them, and the time at which the pool is asked. Times are in seconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuantAmmState {
    /// The weights when they were set.
    pub weights: Vec<Fixed>,
    /// What each weight changes by in a second, in wei of 18 decimals.
    pub multipliers: Vec<Signed>,
    /// When the weights were set.
    pub last_update_time: u64,
    /// Until when they change; after it, they stay.
    pub last_interop_time: u64,
    /// Now.
    pub current_timestamp: u64,
    /// The largest share of a balance that one swap may bring in or take out.
    pub max_trade_size_ratio: Fixed,
}

/// The curve of a `QuantAMM` pool of 2 to 8 tokens.
///
/// Its errors, beside those of [`Weighted`]: [`Error::MaxTradeSizeRatioExceeded`], and [`Error::DivisionByZero`] or
/// [`Error::ZeroDivision`] for a weight of 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuantAmm {
    now: Weighted,
    max_trade_size_ratio: Fixed,
}

impl QuantAmm {
    /// A pool with these weights.
    ///
    /// # Errors
    /// [`Error::InputLengthMismatch`] unless there is a multiplier for each weight; [`Error::MinTokens`],
    /// [`Error::MaxTokens`]; [`Error::Overflow`] for a time before the last setting, or a weight that is below 0 now.
    ///
    /// ```
    /// use yb_core::fixed::{Fixed, Signed};
    /// use yb_core::pools::{QuantAmm, QuantAmmState};
    ///
    /// let pool = QuantAmm::new(&QuantAmmState {
    ///     weights: vec!["0.6".parse()?, "0.4".parse()?],
    ///     // A millionth a second, from one token to the other.
    ///     multipliers: vec![Signed::new(1_000_000_000_000), Signed::new(-1_000_000_000_000)],
    ///     last_update_time: 1_000,
    ///     last_interop_time: 101_000,
    ///     current_timestamp: 51_000,
    ///     max_trade_size_ratio: "0.1".parse()?,
    /// })?;
    /// assert_eq!(pool.weights(), ["0.65".parse::<Fixed>()?, "0.35".parse()?]);
    /// # Ok::<(), yb_core::fixed::Error>(())
    /// ```
    pub fn new(state: &QuantAmmState) -> Result<Self, Error> {
        if state.multipliers.len() != state.weights.len() {
            return Err(Error::InputLengthMismatch);
        }
        let time = state.current_timestamp.min(state.last_interop_time);
        let seconds = time
            .checked_sub(state.last_update_time)
            .ok_or(Error::Overflow)?;
        let seconds = Signed::new(i128::from(seconds));
        let mut weights = Vec::new();
        for (weight, multiplier) in state.weights.iter().zip(&state.multipliers) {
            let weight = Signed::from_fixed(*weight)?.plus(multiplier.times(seconds)?)?;
            weights.push(weight.to_fixed()?);
        }
        let now = Weighted::of_any_weights(weights)?;
        Ok(Self {
            now,
            max_trade_size_ratio: state.max_trade_size_ratio,
        })
    }

    /// The weights now.
    #[must_use]
    pub fn weights(&self) -> &[Fixed] {
        self.now.weights()
    }

    /// The largest share of a balance that one swap may bring in or take out.
    #[must_use]
    pub const fn max_trade_size_ratio(&self) -> Fixed {
        self.max_trade_size_ratio
    }

    fn check_size(&self, balances: &[Fixed], token: usize, amount: Fixed) -> Result<Fixed, Error> {
        if amount > pick(balances, token)?.mul_down(self.max_trade_size_ratio)? {
            Err(Error::MaxTradeSizeRatioExceeded)
        } else {
            Ok(amount)
        }
    }
}

impl Curve for QuantAmm {
    fn invariant(&self, balances: &[Fixed], rounding: Rounding) -> Result<Fixed, Error> {
        self.now.invariant(balances, rounding)
    }

    fn compute_out_given_exact_in(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
        amount_in: Fixed,
    ) -> Result<Fixed, Error> {
        self.check_size(balances, token_in, amount_in)?;
        let amount = self
            .now
            .compute_out_given_exact_in(balances, token_in, token_out, amount_in)?;
        self.check_size(balances, token_out, amount)
    }

    fn compute_in_given_exact_out(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
        amount_out: Fixed,
    ) -> Result<Fixed, Error> {
        self.check_size(balances, token_out, amount_out)?;
        let amount = self
            .now
            .compute_in_given_exact_out(balances, token_in, token_out, amount_out)?;
        self.check_size(balances, token_in, amount)
    }

    fn compute_balance(
        &self,
        balances: &[Fixed],
        token: usize,
        invariant_ratio: Fixed,
    ) -> Result<Fixed, Error> {
        self.now.compute_balance(balances, token, invariant_ratio)
    }

    fn spot_price(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
    ) -> Result<f64, Error> {
        self.now.spot_price(balances, token_in, token_out)
    }

    /// The pool's own share of the balance, and never more than 30 % of it.
    fn max_amount_in(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
    ) -> Result<Fixed, Error> {
        let own = pick(balances, token_in)?.mul_down(self.max_trade_size_ratio)?;
        Ok(own.min(self.now.max_amount_in(balances, token_in, token_out)?))
    }

    /// As for what comes in.
    fn max_amount_out(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
    ) -> Result<Fixed, Error> {
        self.max_amount_in(balances, token_out, token_in)
    }

    fn invariant_ratio_limits(&self) -> Result<(Fixed, Fixed), Error> {
        self.now.invariant_ratio_limits()
    }

    fn swap_fee_limits(&self) -> (Fixed, Fixed) {
        self.now.swap_fee_limits()
    }

    fn check_token_count(&self, count: usize) -> Result<(), Error> {
        self.now.check_token_count(count)
    }
}
