//! A fee that rises as a trade unbalances a stable pool.
//!
//! Source: `balancer/balancer-v3-monorepo`, `pkg/pool-hooks/contracts/StableSurgeHook.sol` as deployed, at `767a6a1` (21
//! January 2025) and `193030c` (3 April 2025), which answer alike, and `utils/StableSurgeMedianMath.sol`; see also
//! [`super::surge`]. The later `0a5890a` looks at the largest fee before it asks the pool; no hook of it is on chain.

use super::HookSwap;
use super::surge::{Imbalance, Surge};
use crate::fixed::{Amount, Error, Fixed, Steps, U256, uint};

/// Charges more for a trade that leaves the pool further out of balance than the threshold.
///
/// Joins and exits out of proportion that would do the same are refused, with [`Error::AfterAddLiquidityHookFailed`] or
/// [`Error::AfterRemoveLiquidityHookFailed`].
///
/// ```
/// use yb_core::fixed::{Error, Fixed};
/// use yb_core::pools::{Pool, Stable};
/// use yb_core::vault::{Hook, PoolState, SwapKind, SwapRequest, Token, hooks::StableSurge, swap};
///
/// let surge = StableSurge::new("0.3".parse()?, "0.95".parse()?)?;
/// let pool = PoolState::new(
///     Pool::Stable(Stable::new(200_000.into())?),
///     vec![Token::new("A", 1.into(), Fixed::ONE)?, Token::new("B", 1.into(), Fixed::ONE)?],
///     vec!["1000".parse()?, "1000".parse()?],
///     "0.0001".parse()?,
///     Fixed::ZERO,
///     "2000".parse()?,
/// )?
/// .with_hook(Hook::StableSurge(surge))?;
/// let fee = |amount: &str| {
///     let amount: Fixed = amount.parse()?;
///     let ask = SwapRequest { kind: SwapKind::GivenIn, token_in: 0, token_out: 1, amount_raw: amount.raw() };
///     Ok::<_, Error>(swap(&pool, &ask)?.swap_fee)
/// };
/// // An imbalance of 0.1 is below the threshold, one of about 0.5 is not.
/// assert_eq!(fee("100")?.to_string(), "0.0001");
/// assert!(fee("500")? > "0.2".parse()?);
/// assert_eq!(StableSurge::new("1.1".parse()?, Fixed::ONE), Err(Error::InvalidPercentage));
/// # Ok::<(), Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StableSurge {
    surge: Surge,
}

impl StableSurge {
    /// A hook with the imbalance at which the fee begins to rise, and the fee at an imbalance of 1.
    ///
    /// # Errors
    /// [`Error::InvalidPercentage`] for either above 1.
    pub fn new(threshold: Fixed, max_fee: Fixed) -> Result<Self, Error> {
        let surge = Surge::new(threshold, max_fee)?;
        Ok(Self { surge })
    }

    pub(super) fn swap_fee(&self, swap: &HookSwap<'_>, fee: Fixed) -> Result<Fixed, Error> {
        // The pool is asked first, with all that is given: what it refuses is refused even where the fee cannot rise.
        let after = swap.balances_after()?;
        if !self.surge.exceeds(fee) {
            return Ok(fee);
        }
        self.surge
            .fee(fee, &imbalances(swap.state.balances(), &after)?)
    }

    pub(super) fn surges(&self, before: &[Fixed], after: &[Fixed]) -> Result<bool, Error> {
        Ok(self.surge.surges(&imbalances(before, after)?))
    }
}

fn imbalances(before: &[Fixed], after: &[Fixed]) -> Result<Imbalance, Error> {
    let (before, after) = (imbalance(before)?, imbalance(after)?);
    Ok(Imbalance { before, after })
}

/// `sum |balance - median| / sum of balances`.
fn imbalance(balances: &[Fixed]) -> Result<Fixed, Error> {
    let median = median(balances)?;
    let (mut total, mut apart) = (Amount::ZERO, Amount::ZERO);
    for balance in balances {
        total = total.plus(&Ok(*balance));
        apart = apart.plus(&Amount::whole(&uint::apart(balance.raw(), median)));
    }
    apart.div_down(&total)
}

/// The middle one, or the mean of the middle two.
fn median(balances: &[Fixed]) -> Result<U256, Error> {
    // The one that as many are below as its place says: there are a handful, and the library's sort is made for millions.
    let at = |place: usize| {
        let stands = |balance: &&Fixed| {
            let below = balances.iter().filter(|other| other < balance).count();
            let up_to = balances.iter().filter(|other| other <= balance).count();
            (below..up_to).contains(&place)
        };
        let found = balances.iter().find(stands);
        found.map(|balance| balance.raw()).ok_or(Error::MinTokens)
    };
    let middle = balances.len() / 2;
    if balances.len().is_multiple_of(2) {
        let below = at(middle.checked_sub(1).ok_or(Error::MinTokens)?)?;
        uint::div_down(uint::add(below, at(middle)?)?, U256::from(2))
    } else {
        at(middle)
    }
}

#[cfg(test)]
mod tests {
    use super::{imbalance, median};
    use crate::fixed::{Error, Fixed};

    fn list(balances: &[u64]) -> Vec<Fixed> {
        balances
            .iter()
            .map(|&balance| Fixed::from_wei(balance))
            .collect()
    }

    #[test]
    fn measures_from_the_median() {
        assert_eq!(median(&list(&[5, 1, 9])), Ok(5.into()));
        assert_eq!(median(&list(&[7, 1, 4, 10])), Ok(5.into()));
        assert_eq!(median(&[]), Err(Error::MinTokens));
        assert_eq!(imbalance(&list(&[3, 1])).unwrap().to_string(), "0.5");
        assert_eq!(imbalance(&list(&[6, 6, 6])), Ok(Fixed::ZERO));
        assert_eq!(imbalance(&list(&[10, 0, 0, 0])).unwrap().to_string(), "1");
    }
}
