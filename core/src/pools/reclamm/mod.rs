//! reCLAMM: a constant product over real and virtual balances, whose price range follows the market by itself.
//!
//! The virtual balances make two tokens trade as if there were more of them, which is a price range with an end on
//! either side. Where the pool comes too close to an end, the range moves that way as time passes; and its width can be
//! set to change over a period.
//!
//! Source: `balancer/reclamm` at `952d388`, `contracts/lib/ReClammMath.sol`; lines are named at each function. Two
//! revisions are on chain, deployed from `61512d4` and, since 2 July 2025, from `7f33fe2`: see [`Revision`].

mod centre;
mod prepared;
mod range;

use super::{Curve, Rounding, pick};
use crate::fixed::uint::{add, mul_div_down, mul_div_up, sub};
use crate::fixed::{Error, Fixed, U256};

/// Which of the two pool contracts on chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Revision {
    /// The range moves for as long as nobody trades, and past the point at which the pool is in its middle. The margin
    /// is at most 100 %, and the price moves eightfold a day at most.
    First,
    /// The range moves for at most 30 days, and stops when the pool is in its middle. The margin is at most 90 %, and
    /// the price at most doubles or halves in a day.
    Second,
}

impl Revision {
    /// The largest margin, and the least base of the daily shift: 1 less 3 or 1 by 124649, that rounded down
    /// (`ReClammPool.sol`, lines 52 and 854 of the first, 49 and 55 of the second).
    const fn limits(self) -> (Fixed, Fixed) {
        match self {
            Self::First => (Fixed::ONE, Fixed::from_wei(999_975_932_418_230_391)),
            Self::Second => (
                Fixed::from_wei(900_000_000_000_000_000),
                Fixed::from_wei(999_991_977_472_743_464),
            ),
        }
    }
}

/// A reCLAMM as the chain has it, and the time at which it is asked. Times are in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ReclammState {
    /// Which contract.
    pub revision: Revision,
    /// The virtual balances as last stored.
    pub last_virtual_balances: [Fixed; 2],
    /// What the scarcer token's virtual balance is multiplied by in each second outside the margin.
    pub daily_price_shift_base: Fixed,
    /// The range moves while the pool's centredness is below this.
    pub centeredness_margin: Fixed,
    /// The fourth root of the quotient of the range's ends, when its change began.
    pub start_fourth_root_price_ratio: Fixed,
    /// The same when its change ends.
    pub end_fourth_root_price_ratio: Fixed,
    /// When the change began.
    pub price_ratio_update_start_time: u64,
    /// When the change ends.
    pub price_ratio_update_end_time: u64,
    /// When the virtual balances were stored.
    pub last_timestamp: u64,
    /// Now.
    pub current_timestamp: u64,
}

/// The curve of a reCLAMM of two tokens.
///
/// Its errors, beside those of the arithmetic: [`Error::AmountOutGreaterThanBalance`] for a trade past the range,
/// [`Error::SafeCastOverflowedUintDowncast`] where a virtual balance is or would be above 2^128 - 1, and
/// [`Error::DoesNotSupportUnbalancedLiquidity`] for any join or exit that is not in proportion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reclamm {
    state: ReclammState,
}

impl Reclamm {
    /// A pool in this state.
    ///
    /// # Errors
    /// [`Error::InvalidCenterednessMargin`] and [`Error::DailyPriceShiftExponentTooHigh`] beyond the limits of the
    /// [`Revision`]; [`Error::Overflow`] for a base above 1, or a time before the last;
    /// [`Error::ZeroBalance`] for a virtual balance of zero.
    ///
    /// ```
    /// use yb_core::fixed::{Error, Fixed};
    /// use yb_core::pools::{Curve, Reclamm, ReclammState, Revision};
    ///
    /// let thousand: Fixed = "1000".parse()?;
    /// let state = ReclammState {
    ///     revision: Revision::Second,
    ///     last_virtual_balances: [thousand, thousand],
    ///     daily_price_shift_base: "0.999999".parse()?,
    ///     centeredness_margin: "0.5".parse()?,
    ///     start_fourth_root_price_ratio: "1.1".parse()?,
    ///     end_fourth_root_price_ratio: "1.1".parse()?,
    ///     price_ratio_update_start_time: 0,
    ///     price_ratio_update_end_time: 0,
    ///     last_timestamp: 1_000_000,
    ///     current_timestamp: 1_000_000,
    /// };
    /// let balances = ["100".parse()?, "100".parse()?];
    /// // 1,100 of each trade as a constant product: 100 more make 1,200 and 1,008.33.
    /// let out = Reclamm::new(state)?.compute_out_given_exact_in(&balances, 0, 1, "100".parse()?)?;
    /// assert_eq!(out.to_string(), "91.666666666666666666");
    /// let early = ReclammState { current_timestamp: 999_999, ..state };
    /// assert_eq!(Reclamm::new(early), Err(Error::Overflow));
    /// # Ok::<(), Error>(())
    /// ```
    pub fn new(state: ReclammState) -> Result<Self, Error> {
        let (most_margin, least_base) = state.revision.limits();
        if state.centeredness_margin > most_margin {
            return Err(Error::InvalidCenterednessMargin);
        }
        if state.daily_price_shift_base < least_base {
            return Err(Error::DailyPriceShiftExponentTooHigh);
        }
        if state.daily_price_shift_base > Fixed::ONE
            || state.current_timestamp < state.last_timestamp
        {
            return Err(Error::Overflow);
        }
        if state
            .last_virtual_balances
            .iter()
            .any(|balance| balance.is_zero())
        {
            return Err(Error::ZeroBalance);
        }
        Ok(Self { state })
    }

    /// The state it was made of.
    #[must_use]
    pub const fn state(&self) -> &ReclammState {
        &self.state
    }

    /// The virtual balances now (`computeCurrentVirtualBalances`, lines 325–393).
    ///
    /// # Errors
    /// Those of the arithmetic.
    ///
    /// ```
    /// use yb_core::fixed::Fixed;
    /// use yb_core::pools::{Reclamm, ReclammState, Revision};
    ///
    /// let thousand: Fixed = "1000".parse()?;
    /// let state = ReclammState {
    ///     revision: Revision::Second,
    ///     last_virtual_balances: [thousand, thousand],
    ///     daily_price_shift_base: "0.999999".parse()?,
    ///     centeredness_margin: "0.5".parse()?,
    ///     start_fourth_root_price_ratio: "1.1".parse()?,
    ///     end_fourth_root_price_ratio: "1.1".parse()?,
    ///     price_ratio_update_start_time: 0,
    ///     price_ratio_update_end_time: 0,
    ///     last_timestamp: 1_000_000,
    ///     current_timestamp: 1_003_600,
    /// };
    /// let pool = Reclamm::new(state)?;
    /// // In its middle the range stays; with little left of one token, it has moved within an hour.
    /// assert_eq!(pool.virtual_balances(&["100".parse()?, "100".parse()?])?, [thousand, thousand]);
    /// assert_ne!(pool.virtual_balances(&["190".parse()?, "10".parse()?])?, [thousand, thousand]);
    /// # Ok::<(), yb_core::fixed::Error>(())
    /// ```
    pub fn virtual_balances(&self, balances: &[Fixed]) -> Result<[Fixed; 2], Error> {
        let state = &self.state;
        let (now, last) = (state.current_timestamp, state.last_timestamp);
        if now == last {
            return Ok(state.last_virtual_balances);
        }
        let real = [pick(balances, 0)?, pick(balances, 1)?];
        let mut virtuals = state.last_virtual_balances;
        let (start, end) = (
            state.price_ratio_update_start_time,
            state.price_ratio_update_end_time,
        );
        if now > start && last < end {
            virtuals = self.at_new_ratio(&real, &virtuals)?;
        }
        match centre::outside(&real, &virtuals, state.centeredness_margin)? {
            Some(above) => self.at_new_range(&real, &virtuals, above),
            None => Ok(virtuals),
        }
    }

    /// The pool once it has been traded with, or joined or left in proportion, from one supply to another: the virtual
    /// balances are stored, at the new supply's share of them (`ReClammPool.sol`, `onSwap`, `onBeforeAddLiquidity`,
    /// `onBeforeRemoveLiquidity`). A trade knows of no supply.
    pub(super) fn touched(
        &self,
        balances: &[Fixed],
        supplies: Option<[Fixed; 2]>,
    ) -> Result<Self, Error> {
        let mut last_virtual_balances = self.virtual_balances(balances)?;
        if let Some([before, after]) = supplies {
            for balance in &mut last_virtual_balances {
                *balance = balance.mul_div_down(after, before)?;
            }
        }
        check_kept(&last_virtual_balances)?;
        let last_timestamp = self.state.current_timestamp;
        Ok(Self {
            state: ReclammState {
                last_virtual_balances,
                last_timestamp,
                ..self.state
            },
        })
    }

    /// Real and virtual balances together, of the token in and of the token out.
    fn totals(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
    ) -> Result<(U256, U256), Error> {
        let virtuals = self.virtual_balances(balances)?;
        check_kept(&virtuals)?;
        let total = |token: usize| add(pick(balances, token)?.raw(), pick(&virtuals, token)?.raw());
        Ok((total(token_in)?, total(token_out)?))
    }
}

impl Curve for Reclamm {
    /// `(Ra + Va) (Rb + Vb)` (`computeInvariant`, lines 106–117).
    fn invariant(&self, balances: &[Fixed], rounding: Rounding) -> Result<Fixed, Error> {
        let (a, b) = self.totals(balances, 0, 1)?;
        let (a, b) = (Fixed::from_raw(a), Fixed::from_raw(b));
        match rounding {
            Rounding::Down => a.mul_down(b),
            Rounding::Up => a.mul_up(b),
        }
    }

    /// `(Bo + Vo) Ai / (Bi + Vi + Ai)` (`computeOutGivenIn`, lines 129–174).
    fn compute_out_given_exact_in(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
        amount_in: Fixed,
    ) -> Result<Fixed, Error> {
        let totals = self.totals(balances, token_in, token_out)?;
        paid(totals, pick(balances, token_out)?, amount_in)
    }

    /// `(Bi + Vi) Ao / (Bo + Vo - Ao)` (`computeInGivenOut`, lines 186–235).
    fn compute_in_given_exact_out(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
        amount_out: Fixed,
    ) -> Result<Fixed, Error> {
        let totals = self.totals(balances, token_in, token_out)?;
        asked(totals, pick(balances, token_out)?, amount_out)
    }

    fn compute_balance(&self, _: &[Fixed], _: usize, _: Fixed) -> Result<Fixed, Error> {
        Err(Error::DoesNotSupportUnbalancedLiquidity)
    }

    /// `(Bo + Vo) / (Bi + Vi)`.
    fn spot_price(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
    ) -> Result<f64, Error> {
        let (total_in, total_out) = self.totals(balances, token_in, token_out)?;
        Ok(Fixed::from_raw(total_out).to_f64() / Fixed::from_raw(total_in).to_f64())
    }

    /// What all of the other token costs, but for ten wei that rounding may want.
    fn max_amount_in(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
    ) -> Result<Fixed, Error> {
        let all = pick(balances, token_out)?;
        let paid = self.compute_in_given_exact_out(balances, token_in, token_out, all)?;
        Ok(less_ten_wei(paid))
    }

    /// All that is there, but for ten wei that rounding may want.
    fn max_amount_out(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
    ) -> Result<Fixed, Error> {
        pick(balances, token_in)?;
        Ok(less_ten_wei(pick(balances, token_out)?))
    }

    fn invariant_ratio_limits(&self) -> Result<(Fixed, Fixed), Error> {
        Err(Error::DoesNotSupportUnbalancedLiquidity)
    }

    /// 0.001 % and 10 %.
    fn swap_fee_limits(&self) -> (Fixed, Fixed) {
        (
            Fixed::from_wei(10_000_000_000_000),
            Fixed::from_wei(100_000_000_000_000_000),
        )
    }

    fn check_token_count(&self, count: usize) -> Result<(), Error> {
        match count {
            0 | 1 => Err(Error::MinTokens),
            2 => Ok(()),
            _ => Err(Error::MaxTokens),
        }
    }

    /// At either end of its range the pool holds one token only.
    fn may_be_empty(&self) -> bool {
        true
    }
}

fn less_ten_wei(amount: Fixed) -> Fixed {
    Fixed::from_raw(amount.raw().saturating_sub(U256::from(10)))
}

/// `To Ai / (Ti + Ai)` with the totals `Ti` and `To` of the token in and of the token out, of which there is so much.
fn paid(
    (total_in, total_out): (U256, U256),
    balance_out: Fixed,
    amount_in: Fixed,
) -> Result<Fixed, Error> {
    let amount_in = amount_in.raw();
    let amount_out = mul_div_down(total_out, amount_in, add(total_in, amount_in)?)?;
    check_amount_out(balance_out, Fixed::from_raw(amount_out))
}

/// `Ti Ao / (To - Ao)`.
fn asked(
    (total_in, total_out): (U256, U256),
    balance_out: Fixed,
    amount_out: Fixed,
) -> Result<Fixed, Error> {
    let amount_out = check_amount_out(balance_out, amount_out)?.raw();
    mul_div_up(total_in, amount_out, sub(total_out, amount_out)?).map(Fixed::from_raw)
}

/// The pool keeps a virtual balance in 128 bits (`_setLastVirtualBalances`, lines 756–758 of `ReClammPool.sol` at
/// `7f33fe2`), and what it cannot keep it does not trade with.
fn check_kept(virtuals: &[Fixed; 2]) -> Result<(), Error> {
    let kept = |balance: &Fixed| balance.raw().0[2] | balance.raw().0[3] == 0;
    if virtuals.iter().all(kept) {
        Ok(())
    } else {
        Err(Error::SafeCastOverflowedUintDowncast)
    }
}

fn check_amount_out(balance_out: Fixed, amount_out: Fixed) -> Result<Fixed, Error> {
    if amount_out > balance_out {
        Err(Error::AmountOutGreaterThanBalance)
    } else {
        Ok(amount_out)
    }
}
