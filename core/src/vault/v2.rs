//! Swaps of Balancer v2's composable stable pools, as they rounded until November 2025, and as they should have.
//!
//! A v2 pool multiplies every amount by its token's scaling factor, decimals and rate in one, and rounds down. For an
//! exact amount out that is the wrong way: 17 wei of a token at a rate of 1.058 count as 17 and not as 17.99, so the
//! pool asks for too little. With balances of a few wei, each such swap takes a share of the invariant with it; with
//! large ones, nobody notices.
//!
//! Pool tokens as a side of the swap, protocol fees and the Vault's internal accounts are not part of this.
//!
//! Source: `balancer/balancer-v2-monorepo` at `316ded0`, `pkg/pool-utils/contracts/BaseGeneralPool.sol`, lines 48–85,
//! `pkg/pool-utils/contracts/BasePool.sol`, lines 595–607, `pkg/solidity-utils/contracts/helpers/ScalingHelpers.sol`.

use super::{SwapKind, SwapRequest};
use crate::fixed::uint::{add, sub};
use crate::fixed::{Error, Fixed, U256};
use crate::pools::V2Stable;

const MIN_SWAP_FEE: Fixed = Fixed::from_wei(1_000_000_000_000);
const MAX_SWAP_FEE: Fixed = Fixed::from_wei(100_000_000_000_000_000);

/// How an exact amount out is scaled. All else rounds as the contract does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Upscaling {
    /// Down, as the contract does.
    Down,
    /// Up, so that the pool never counts less than it pays: the correction.
    Up,
}

/// A composable stable pool of v2 without its own pool token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct V2Pool {
    curve: V2Stable,
    balances: Vec<U256>,
    scaling_factors: Vec<Fixed>,
    swap_fee: Fixed,
}

/// A swap, and the balances that it leaves. Their `D` is another question, which the contract does not ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct V2Quote {
    /// What was asked for.
    pub request: SwapRequest,
    /// What the trader pays, fee included.
    pub amount_in_raw: U256,
    /// What the trader gets.
    pub amount_out_raw: U256,
    /// The amount that the curve was asked about: scaled and, if it is the amount in, without the fee.
    pub curve_given: Fixed,
    /// The balances afterwards, in the smallest unit of each token.
    pub balances_raw: Vec<U256>,
}

/// A sequence of swaps, each on the pool that the one before leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct V2Replay {
    /// The swaps up to the first that is refused.
    pub quotes: Vec<V2Quote>,
    /// Why the next one is refused, if there is one: on chain it takes all others with it.
    pub refused: Option<Error>,
    /// The pool afterwards.
    pub after: V2Pool,
}

impl V2Pool {
    /// A pool with an amplification in thousandths, balances in the smallest units, the factor by which each counts
    /// (10^(18 - decimals) times the rate), and its swap fee.
    ///
    /// # Errors
    /// Those of [`V2Stable::new`]; [`Error::MinTokens`], [`Error::MaxTokens`] for other than 2 to 5 tokens;
    /// [`Error::InputLengthMismatch`]; [`Error::InvalidScalingFactor`] for a factor of 0;
    /// [`Error::SwapFeePercentageTooLow`], [`Error::SwapFeePercentageTooHigh`] outside 0.0001 % and 10 %;
    /// [`Error::BalanceOverflow`] for a balance above 2^112 - 1.
    pub fn new(
        amplification: U256,
        balances: Vec<U256>,
        scaling_factors: Vec<Fixed>,
        swap_fee: Fixed,
    ) -> Result<Self, Error> {
        let curve = V2Stable::new(amplification)?;
        match balances.len() {
            0 | 1 => return Err(Error::MinTokens),
            2..=5 => {}
            _ => return Err(Error::MaxTokens),
        }
        if scaling_factors.len() != balances.len() {
            return Err(Error::InputLengthMismatch);
        }
        if scaling_factors.iter().any(|factor| factor.is_zero()) {
            return Err(Error::InvalidScalingFactor);
        }
        if swap_fee < MIN_SWAP_FEE {
            return Err(Error::SwapFeePercentageTooLow);
        }
        if swap_fee > MAX_SWAP_FEE {
            return Err(Error::SwapFeePercentageTooHigh);
        }
        for balance in &balances {
            check_balance(*balance)?;
        }
        Ok(Self {
            curve,
            balances,
            scaling_factors,
            swap_fee,
        })
    }

    /// The balances, in the smallest unit of each token.
    #[must_use]
    pub fn balances_raw(&self) -> &[U256] {
        &self.balances
    }

    /// `D` of the balances, scaled and rounded down.
    ///
    /// # Errors
    /// [`Error::StableInvariantDidNotConverge`], and those of the arithmetic.
    pub fn invariant(&self) -> Result<Fixed, Error> {
        self.curve.invariant(&self.scaled()?)
    }

    /// One swap.
    ///
    /// # Errors
    /// [`Error::AmountGivenZero`], [`Error::CannotSwapSameToken`], [`Error::TokenNotRegistered`];
    /// [`Error::BalanceOverflow`] for a balance above 2^112 - 1; and those of [`V2Stable`].
    ///
    /// ```
    /// use yb_core::fixed::Fixed;
    /// use yb_core::vault::{SwapKind, SwapRequest, Upscaling, V2Pool};
    ///
    /// let rate: Fixed = "1.058132408689971699".parse()?;
    /// let pool = V2Pool::new(200_000.into(), vec![30_000.into(), 30_000.into()], vec![Fixed::ONE, rate], "0.0001".parse()?)?;
    /// let ask = |amount: u64| SwapRequest { kind: SwapKind::GivenOut, token_in: 0, token_out: 1, amount_raw: amount.into() };
    /// // 17 units at that rate are 17.99: the contract asks for what 17 cost.
    /// let [asked, due] = [Upscaling::Down, Upscaling::Up].map(|upscaling| pool.swap(&ask(17), upscaling));
    /// assert!(asked?.amount_in_raw < due?.amount_in_raw);
    /// # Ok::<(), yb_core::fixed::Error>(())
    /// ```
    pub fn swap(&self, request: &SwapRequest, upscaling: Upscaling) -> Result<V2Quote, Error> {
        if request.amount_raw.is_zero() {
            return Err(Error::AmountGivenZero);
        }
        let (token_in, token_out) = (request.token_in, request.token_out);
        if token_in == token_out {
            return Err(Error::CannotSwapSameToken);
        }
        let (factor_in, factor_out) = (self.factor(token_in)?, self.factor(token_out)?);
        let (given, balances) = (Fixed::from_raw(request.amount_raw), self.scaled()?);
        let (curve_given, amount_in, amount_out) = match request.kind {
            SwapKind::GivenIn => {
                let without_fee = given.minus(given.mul_up(self.swap_fee)?)?;
                let scaled = without_fee.mul_down(factor_in)?;
                let out = self
                    .curve
                    .out_given_in(&balances, token_in, token_out, scaled)?;
                (scaled, given, out.div_down(factor_out)?)
            }
            SwapKind::GivenOut => {
                let scaled = match upscaling {
                    Upscaling::Down => given.mul_down(factor_out)?,
                    Upscaling::Up => given.mul_up(factor_out)?,
                };
                let asked = self
                    .curve
                    .in_given_out(&balances, token_in, token_out, scaled)?;
                let with_fee = asked
                    .div_up(factor_in)?
                    .div_up(self.swap_fee.complement())?;
                (scaled, with_fee, given)
            }
        };
        let (amount_in_raw, amount_out_raw) = (amount_in.raw(), amount_out.raw());
        let after = self.moved(token_in, amount_in_raw, token_out, amount_out_raw)?;
        Ok(V2Quote {
            request: *request,
            amount_in_raw,
            amount_out_raw,
            curve_given,
            balances_raw: after.balances,
        })
    }

    /// Swaps one after the other, until one is refused.
    ///
    /// ```
    /// use yb_core::fixed::Fixed;
    /// use yb_core::vault::{SwapKind, SwapRequest, Upscaling, V2Pool};
    ///
    /// let rate: Fixed = "1.058132408689971699".parse()?;
    /// let fee = "0.0001".parse()?;
    /// let pool = V2Pool::new(200_000.into(), vec![30_000.into(), 18.into()], vec![Fixed::ONE, rate], fee)?;
    /// let seventeen = SwapRequest { kind: SwapKind::GivenOut, token_in: 0, token_out: 1, amount_raw: 17.into() };
    /// let replay = pool.replay(&[seventeen], Upscaling::Down);
    /// assert_eq!(replay.quotes[0].curve_given, Fixed::from_wei(17));
    /// assert!(replay.after.invariant()? < pool.invariant()?);
    /// let replay = pool.replay(&[seventeen], Upscaling::Up);
    /// assert_eq!(replay.quotes[0].curve_given, Fixed::from_wei(18));
    /// assert!(replay.after.invariant()? > pool.invariant()?);
    /// # Ok::<(), yb_core::fixed::Error>(())
    /// ```
    #[must_use]
    pub fn replay(&self, steps: &[SwapRequest], upscaling: Upscaling) -> V2Replay {
        let mut replay = V2Replay {
            quotes: Vec::with_capacity(steps.len()),
            refused: None,
            after: self.clone(),
        };
        for step in steps {
            match replay.after.swap(step, upscaling) {
                Ok(quote) => {
                    replay.after.balances.clone_from(&quote.balances_raw);
                    replay.quotes.push(quote);
                }
                Err(error) => {
                    replay.refused = Some(error);
                    break;
                }
            }
        }
        replay
    }

    fn factor(&self, token: usize) -> Result<Fixed, Error> {
        let factor = self.scaling_factors.get(token).copied();
        factor.ok_or(Error::TokenNotRegistered)
    }

    /// The balances as the curve sees them, rounded down (`_upscaleArray`).
    fn scaled(&self) -> Result<Vec<Fixed>, Error> {
        let pairs = self.balances.iter().zip(&self.scaling_factors);
        pairs
            .map(|(balance, factor)| Fixed::from_raw(*balance).mul_down(*factor))
            .collect()
    }

    fn moved(
        &self,
        token_in: usize,
        amount_in: U256,
        token_out: usize,
        amount_out: U256,
    ) -> Result<Self, Error> {
        let mut after = self.clone();
        let place = after.balances.get_mut(token_in);
        let place = place.ok_or(Error::TokenNotRegistered)?;
        *place = add(*place, amount_in)?;
        check_balance(*place)?;
        let place = after.balances.get_mut(token_out);
        let place = place.ok_or(Error::TokenNotRegistered)?;
        *place = sub(*place, amount_out)?;
        Ok(after)
    }
}

/// The Vault of v2 keeps a balance in 112 bits (`BAL#526`).
fn check_balance(balance: U256) -> Result<(), Error> {
    if balance >> 112 == U256::zero() {
        Ok(())
    } else {
        Err(Error::BalanceOverflow)
    }
}
