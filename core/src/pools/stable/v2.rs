//! The stable curve of Balancer v2.
//!
//! Its invariant is that of v3. A balance is found with another rounding: what v3 divides once, v2 divides and then
//! multiplies by a thousand, so the two part where balances are a few wei.
//!
//! Source: `balancer/balancer-v2-monorepo` at `316ded0`, `pkg/pool-stable/contracts/StableMath.sol`; lines are named at
//! each function.

use super::{AMP_PRECISION, MAX_TOKENS, MIN_AMP, newton};
use crate::fixed::uint::{add, div_down, div_up, mul, sub};
use crate::fixed::{Error, Fixed, U256};
use crate::pools::pick;

const MAX_AMP: u64 = 5_000;
const MAX_STEPS: usize = 255;

/// The curve of a v2 stable pool of 2 to 5 tokens.
///
/// v2 names its errors by number: [`Error::Overflow`] is `BAL#000`, `BAL#001` or `BAL#003`, [`Error::ZeroDivision`] is
/// `BAL#004`, [`Error::AmplificationFactorTooLow`] and [`Error::AmplificationFactorTooHigh`] are `BAL#300` and
/// `BAL#301`, [`Error::StableInvariantDidNotConverge`] is `BAL#321`, [`Error::StableComputeBalanceDidNotConverge`] is
/// `BAL#322`.
///
/// ```
/// use yb_core::fixed::Fixed;
/// use yb_core::pools::V2Stable;
///
/// let curve = V2Stable::new(200_000.into())?;
/// let balances: [Fixed; 2] = ["1000".parse()?, "500".parse()?];
/// let ten: Fixed = "10".parse()?;
/// let out = curve.out_given_in(&balances, 0, 1, ten)?;
/// assert!(out < ten, "the pool holds more of what comes in");
/// // What it asks for that amount out is never less than what was paid for it.
/// assert!(curve.in_given_out(&balances, 0, 1, out)? >= ten);
/// # Ok::<(), yb_core::fixed::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct V2Stable {
    amplification: u64,
}

impl V2Stable {
    /// A pool with this amplification in thousandths: 200,000 is `A` = 200.
    ///
    /// # Errors
    /// [`Error::AmplificationFactorTooLow`] below 1, [`Error::AmplificationFactorTooHigh`] above 5,000.
    pub fn new(amplification: U256) -> Result<Self, Error> {
        if amplification < (MIN_AMP * AMP_PRECISION).into() {
            return Err(Error::AmplificationFactorTooLow);
        }
        if amplification > (MAX_AMP * AMP_PRECISION).into() {
            return Err(Error::AmplificationFactorTooHigh);
        }
        Ok(Self {
            amplification: amplification.low_u64(),
        })
    }

    /// `D`, rounded down (`_calculateInvariant`, lines 57–120).
    ///
    /// # Errors
    /// [`Error::StableInvariantDidNotConverge`], and those of the arithmetic.
    pub fn invariant(&self, balances: &[Fixed]) -> Result<Fixed, Error> {
        newton::invariant(self.amplification, balances).map(Fixed::from_raw)
    }

    /// What the pool pays, rounded down (`_calcOutGivenIn`, lines 124–159).
    ///
    /// # Errors
    /// [`Error::Overflow`] where the pool would pay less than nothing, as it does for a few wei, and those of the
    /// solutions.
    pub fn out_given_in(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
        amount_in: Fixed,
    ) -> Result<Fixed, Error> {
        let changed = pick(balances, token_in)?.plus(amount_in);
        let after = self.balance_after(balances, token_out, (token_in, changed))?;
        pick(balances, token_out)?
            .minus(after)?
            .minus(Fixed::from_wei(1))
    }

    /// What the pool asks for, rounded up (`_calcInGivenOut`, lines 164–199).
    ///
    /// # Errors
    /// [`Error::Overflow`] for more than there is, and those of the solutions.
    pub fn in_given_out(
        &self,
        balances: &[Fixed],
        token_in: usize,
        token_out: usize,
        amount_out: Fixed,
    ) -> Result<Fixed, Error> {
        let changed = pick(balances, token_out)?.minus(amount_out);
        let after = self.balance_after(balances, token_in, (token_out, changed))?;
        after
            .minus(pick(balances, token_in)?)?
            .plus(Fixed::from_wei(1))
    }

    /// The balance of `token` that keeps the invariant where that of another changes, rounded up. The change may have
    /// failed already: what is wrong with the pool comes first
    /// (`_getTokenBalanceGivenInvariantAndAllOtherBalances`, lines 399–449).
    fn balance_after(
        self,
        balances: &[Fixed],
        token: usize,
        (changed, balance): (usize, Result<Fixed, Error>),
    ) -> Result<Fixed, Error> {
        let invariant = self.invariant(balances)?.raw();
        let balance = balance?;
        let mut places = [U256::zero(); MAX_TOKENS];
        let places = places.get_mut(..balances.len()).ok_or(Error::MaxTokens)?;
        for (index, (place, held)) in places.iter_mut().zip(balances).enumerate() {
            *place = if index == changed { balance } else { *held }.raw();
        }
        let own = *places.get(token).ok_or(Error::TokenNotRegistered)?;
        let tokens = U256::from(balances.len());
        let amp = mul(self.amplification.into(), tokens)?;
        let (first, others) = places.split_first().ok_or(Error::MinTokens)?;
        let (mut sum, mut product) = (*first, mul(*first, tokens)?);
        for place in others {
            product = div_down(mul(mul(product, *place)?, tokens)?, invariant)?;
            sum = add(sum, *place)?;
        }
        let square = mul(invariant, invariant)?;
        let thousand = U256::from(AMP_PRECISION);
        let c = mul(mul(div_up(square, mul(amp, product)?)?, thousand)?, own)?;
        let b = add(sub(sum, own)?, mul(div_down(invariant, amp)?, thousand)?)?;
        solve(
            invariant,
            b,
            c,
            div_up(add(square, c)?, add(invariant, b)?)?,
        )
    }
}

/// `y = (y^2 + c) / (2 y + b - D)`, up, until it moves by no more than a wei.
fn solve(invariant: U256, b: U256, c: U256, first: U256) -> Result<Fixed, Error> {
    let mut balance = first;
    for _ in 0..MAX_STEPS {
        let over = add(mul(balance, balance)?, c)?;
        let under = sub(add(add(balance, balance)?, b)?, invariant)?;
        let next = div_up(over, under)?;
        if next.abs_diff(balance) <= U256::one() {
            return Ok(Fixed::from_raw(next));
        }
        balance = next;
    }
    Err(Error::StableComputeBalanceDidNotConverge)
}
