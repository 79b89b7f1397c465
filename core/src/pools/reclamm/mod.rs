//! reCLAMM: a constant product over real and virtual balances, whose price range follows the market by itself.
//!
//! The virtual balances make two tokens trade as if there were more of them, which is a price range with an end on
//! either side. Where the pool comes too close to an end, the range moves that way as time passes; and its width can be
//! set to change over a period.
//!
//! Source: `balancer/reclamm` at `952d388`, `contracts/lib/ReClammMath.sol`; lines are named at each function. The first
//! revision on chain lacks two limits of the second: see [`Revision`].

mod prepared;

use super::{Curve, Rounding, pick};
use crate::fixed::uint::{add, div_down, mul, mul_div_down, mul_div_up, sqrt_down, sub};
use crate::fixed::{Error, Fixed, U256};

const MAX_CENTEREDNESS_MARGIN: Fixed = Fixed::from_wei(900_000_000_000_000_000);
/// The base at which a price doubles or halves in a day: 1 - 1 / 124649.
const MIN_DAILY_PRICE_SHIFT_BASE: Fixed = Fixed::from_wei(999_991_977_472_743_464);
const THIRTY_DAYS: u64 = 30 * 24 * 60 * 60;

/// Which of the two pool contracts on chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Revision {
    /// The range moves for as long as nobody trades, and past the point at which the pool is in its middle.
    First,
    /// The range moves for at most 30 days, and stops when the pool is in its middle.
    Second,
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
/// Its errors, beside those of the arithmetic: [`Error::AmountOutGreaterThanBalance`] for a trade past the range, and
/// [`Error::DoesNotSupportUnbalancedLiquidity`] for any join or exit that is not in proportion.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reclamm {
    state: ReclammState,
}

impl Reclamm {
    /// A pool in this state.
    ///
    /// # Errors
    /// [`Error::InvalidCenterednessMargin`] above 90 %; [`Error::DailyPriceShiftExponentTooHigh`] for a base below that
    /// of a doubling a day; [`Error::Overflow`] for a base above 1, or a time before the last;
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
        if state.centeredness_margin > MAX_CENTEREDNESS_MARGIN {
            return Err(Error::InvalidCenterednessMargin);
        }
        if state.daily_price_shift_base < MIN_DAILY_PRICE_SHIFT_BASE {
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
        let (small, large, above) = shares(&real, &virtuals)?;
        if is_below(small, large, state.centeredness_margin)? {
            virtuals = self.at_new_range(&real, &virtuals, above)?;
        }
        Ok(virtuals)
    }

    /// The pool once it has been traded with, or joined or left in proportion: the virtual balances are stored, at the
    /// new supply's share of them (`ReClammPool.sol`, `onSwap`, `onBeforeAddLiquidity`, `onBeforeRemoveLiquidity`).
    pub(super) fn touched(
        &self,
        balances: &[Fixed],
        supply_before: Fixed,
        supply_after: Fixed,
    ) -> Result<Self, Error> {
        let [a, b] = self.virtual_balances(balances)?;
        let last_virtual_balances = [
            a.mul_div_down(supply_after, supply_before)?,
            b.mul_div_down(supply_after, supply_before)?,
        ];
        let last_timestamp = self.state.current_timestamp;
        Ok(Self {
            state: ReclammState {
                last_virtual_balances,
                last_timestamp,
                ..self.state
            },
        })
    }

    /// At a new width the centredness stays (`computeVirtualBalancesUpdatingPriceRatio`, lines 415–467):
    /// `Vu = Ru (1 + C + sqrt(1 + C (C + 4 Q - 2))) / (2 (Q - 1))`, with `Q` the square root of the price ratio.
    fn at_new_ratio(&self, real: &[Fixed; 2], virtuals: &[Fixed; 2]) -> Result<[Fixed; 2], Error> {
        let (centeredness, above) = centeredness(real, virtuals)?;
        let [plenty, scarce] = sides(above);
        let fourth_root = self.fourth_root_price_ratio()?;
        let ratio = fourth_root.mul_down(fourth_root)?.raw();
        let (one, two) = (Fixed::ONE.raw(), U256::from(2));
        let c = centeredness.raw();
        let inner = sub(add(c, mul(U256::from(4), ratio)?)?, mul(two, one)?)?;
        let root = sqrt_down(add(mul(c, inner)?, mul(one, one)?)?);
        let factor = add(add(one, c)?, root)?;
        let divisor = mul(two, sub(ratio, one)?)?;
        let more = mul_div_down(real[plenty].raw(), factor, divisor)?;
        let less = mul_div_down(more, virtuals[scarce].raw(), virtuals[plenty].raw())?;
        Ok(ordered(above, more, less))
    }

    /// As time passes, the scarce token's virtual balance falls, and the other's follows
    /// (`computeVirtualBalancesUpdatingPriceRange`, lines 484–545).
    fn at_new_range(
        &self,
        real: &[Fixed; 2],
        virtuals: &[Fixed; 2],
        above: bool,
    ) -> Result<[Fixed; 2], Error> {
        let [plenty, scarce] = sides(above);
        let root = sqrt(price_ratio(real, virtuals)?)?;
        let seconds = self
            .state
            .current_timestamp
            .saturating_sub(self.state.last_timestamp);
        let seconds = match self.state.revision {
            Revision::First => seconds,
            Revision::Second => seconds.min(THIRTY_DAYS),
        };
        let exponent = Fixed::from_raw(mul(seconds.into(), Fixed::ONE.raw())?);
        let shift = self.state.daily_price_shift_base.pow_down(exponent)?;
        let mut less = virtuals[scarce].mul_down(shift)?;
        if self.state.revision == Revision::Second {
            let middle = real[scarce].div_down(sqrt(root)?.minus(Fixed::ONE)?)?;
            less = less.max(middle);
        }
        let divisor = root
            .minus(Fixed::ONE)?
            .mul_down(less)?
            .minus(real[scarce])?;
        let more = real[plenty].mul_div_down(less.plus(real[scarce])?, divisor)?;
        Ok(ordered(above, more.raw(), less.raw()))
    }

    /// The fourth root of the price ratio now (`computeFourthRootPriceRatio`).
    fn fourth_root_price_ratio(&self) -> Result<Fixed, Error> {
        let state = &self.state;
        let (now, start_time) = (state.current_timestamp, state.price_ratio_update_start_time);
        let end_time = state.price_ratio_update_end_time;
        let (start, end) = (
            state.start_fourth_root_price_ratio,
            state.end_fourth_root_price_ratio,
        );
        if now >= end_time {
            return Ok(end);
        }
        if now <= start_time {
            return Ok(start);
        }
        let gone = Fixed::from_wei(now.saturating_sub(start_time));
        let whole = Fixed::from_wei(end_time.saturating_sub(start_time));
        let exponent = gone.div_down(whole)?;
        let ratio = start.mul_down(end.div_down(start)?.pow_down(exponent)?)?;
        Ok(ratio.max(start.min(end)))
    }

    /// Real and virtual balances together, of the token in and of the token out.
    fn totals(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
    ) -> Result<(U256, U256), Error> {
        let virtuals = self.virtual_balances(balances)?;
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
        let amount_out = paid(totals, amount_in)?;
        check_amount_out(balances, token_out, amount_out)
    }

    /// `(Bi + Vi) Ao / (Bo + Vo - Ao)` (`computeInGivenOut`, lines 186–235).
    fn compute_in_given_exact_out(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
        amount_out: Fixed,
    ) -> Result<Fixed, Error> {
        let amount_out = check_amount_out(balances, token_out, amount_out)?;
        asked(self.totals(balances, token_in, token_out)?, amount_out)
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

/// The token there is plenty of, and the scarce one. `above` the centre, the plenty is of token 0.
const fn sides(above: bool) -> [usize; 2] {
    if above { [0, 1] } else { [1, 0] }
}

/// The virtual balances of the two sides in the order of the tokens.
fn ordered(above: bool, plenty: U256, scarce: U256) -> [Fixed; 2] {
    let (plenty, scarce) = (Fixed::from_raw(plenty), Fixed::from_raw(scarce));
    if above {
        [plenty, scarce]
    } else {
        [scarce, plenty]
    }
}

/// `(Ra Vb) / (Rb Va)` or its inverse, whichever is below 1, and whether it was the inverse (`computeCenteredness`).
fn centeredness(real: &[Fixed; 2], virtuals: &[Fixed; 2]) -> Result<(Fixed, bool), Error> {
    let (small, large, above) = shares(real, virtuals)?;
    Ok((small.div_down(large)?, above))
}

/// Whether `small / large`, rounded down, is below a limit: by two products, since a quotient costs more.
fn is_below(small: Fixed, large: Fixed, limit: Fixed) -> Result<bool, Error> {
    let scaled = mul(small.raw(), Fixed::ONE.raw())?;
    if large.is_zero() {
        return Err(Error::DivisionByZero);
    }
    // What passes 256 bits is the larger.
    let limit = mul(large.raw(), limit.raw());
    Ok(limit.map_or(true, |limit| {
        Fixed::from_raw(scaled) < Fixed::from_raw(limit)
    }))
}

/// The two products of the centredness, the smaller one first. Without one of the tokens it is 0 / 1.
fn shares(real: &[Fixed; 2], virtuals: &[Fixed; 2]) -> Result<(Fixed, Fixed, bool), Error> {
    if real[0].is_zero() {
        return Ok((Fixed::ZERO, Fixed::ONE, false));
    }
    if real[1].is_zero() {
        return Ok((Fixed::ZERO, Fixed::ONE, true));
    }
    let a = Fixed::from_raw(mul(real[0].raw(), virtuals[1].raw())?);
    let b = Fixed::from_raw(mul(virtuals[0].raw(), real[1].raw())?);
    if a <= b {
        Ok((a, b, false))
    } else {
        Ok((b, a, true))
    }
}

/// The quotient of the range's ends, up (`computePriceRatio`, `computePriceRange`).
fn price_ratio(real: &[Fixed; 2], virtuals: &[Fixed; 2]) -> Result<Fixed, Error> {
    let invariant = real[0]
        .plus(virtuals[0])?
        .mul_down(real[1].plus(virtuals[1])?)?;
    let lowest = div_down(mul(virtuals[1].raw(), virtuals[1].raw())?, invariant.raw())?;
    let highest = invariant.div_down(virtuals[0].mul_down(virtuals[0])?)?;
    highest.div_up(Fixed::from_raw(lowest))
}

/// The square root, down.
fn sqrt(number: Fixed) -> Result<Fixed, Error> {
    mul(number.raw(), Fixed::ONE.raw()).map(|square| Fixed::from_raw(sqrt_down(square)))
}

fn less_ten_wei(amount: Fixed) -> Fixed {
    Fixed::from_raw(amount.raw().saturating_sub(U256::from(10)))
}

/// `To Ai / (Ti + Ai)` with the totals `Ti` and `To` of the token in and of the token out.
fn paid((total_in, total_out): (U256, U256), amount_in: Fixed) -> Result<Fixed, Error> {
    let amount_in = amount_in.raw();
    mul_div_down(total_out, amount_in, add(total_in, amount_in)?).map(Fixed::from_raw)
}

/// `Ti Ao / (To - Ao)`.
fn asked((total_in, total_out): (U256, U256), amount_out: Fixed) -> Result<Fixed, Error> {
    let amount_out = amount_out.raw();
    mul_div_up(total_in, amount_out, sub(total_out, amount_out)?).map(Fixed::from_raw)
}

fn check_amount_out(balances: &[Fixed], token_out: usize, amount: Fixed) -> Result<Fixed, Error> {
    if amount > pick(balances, token_out)? {
        Err(Error::AmountOutGreaterThanBalance)
    } else {
        Ok(amount)
    }
}
