//! The invariant `D` of a stable pool: Newton's steps, and where they come to rest told by one of them.
//!
//! Source: `StableMath.sol`, `computeInvariant`, lines 82–133. With `n` balances, `a = A n - 1`, `k = A n S` rounded
//! down as the contract does, and `P(D) = D^(n+1) / (n^n x_1 … x_n)`, `D` is the root `r` of `F(D) = a D + P(D) - k`. A
//! step goes from `D` to `N(D) = D - F(D) / F'(D)`, but for its roundings: those of `P`, fewer than
//! `v = 1 + w_n + w_n w_(n-1) + …` in all with `w_j = D / (n x_j)`, and of `a D`, below 1, raise the end of the step by
//! at most `e = (v + 1) D / (a D + (n + 1) P)`, and the last one cuts off the fraction. The steps begin at `S >= r`, rest
//! when one moves by a wei at most, and its end counts. `F` is convex and grows, hence:
//!
//! - `0 <= N(D) - r <= n (D - r)^2 / (2 D)` from above, and `D - N(D) >= (D - r) / (n + 1)`: no step from above ends more
//!   than a wei below `r`, and one that moves by a wei at most began, if `D` is large, within four wei of `r`.
//! - There a step ends at the whole part of `r + t` with `0 <= t < e` plus next to nothing.
//!
//! Take a `z >= r` and the end `y` of its step before the fraction `f` is cut off. It is `r` plus at most
//! `n (z - r)^2 / (2 z) + e`. Where that is less than `f`, the whole part of `r` is that of `y`; and where `f + e < 1`,
//! that of every `r + t` is. So the steps rest there. That `z >= r` shows by the step's numerator, which is then below
//! its denominator in spite of all roundings. `e` is worked out in floating point, with 5 % to spare.

use super::{AMP_PRECISION, MAX_STEPS, MAX_TOKENS};
use crate::fixed::{Constant, Error, Width};

const BY_PRECISION: Constant = Constant::new(AMP_PRECISION as u128);
/// 2^64 and 2^110: where all of the above holds, and no step has numbers too large for the contract.
const LEAST: f64 = 18_446_744_073_709_551_616.0;
const MOST: f64 = LEAST * 70_368_744_177_664.0;
/// What a proposal is raised by, as a share of itself: more than its error of a few 2^-53.
const RAISE: f64 = 1.0 + 1.0 / (1u64 << 49) as f64;
/// Steps of the proposal: pools that need more are far from balance.
const MAX_PROPOSALS: usize = 12;

/// What every step has in common.
struct Steps<'a, N: Width> {
    balances: &'a [N],
    by_balances: [N::By; MAX_TOKENS],
    sum: N,
    /// `k` and, in thousandths, `a`.
    amp_times_sum: N,
    amp_less_one: u64,
}

/// `D`, rounded down.
pub(super) fn invariant_down<N: Width>(amp_times_total: u64, balances: &[N]) -> Result<N, Error> {
    let sum = balances
        .iter()
        .try_fold(N::word(0), |sum, balance| sum.plus(*balance))?;
    if sum.is_zero() {
        return Ok(sum);
    }
    let steps = Steps::new(amp_times_total, balances, sum)?;
    match steps.settled() {
        Some(invariant) => Ok(invariant),
        None => steps.to_their_rest(),
    }
}

impl<'a, N: Width> Steps<'a, N> {
    fn new(amp_times_total: u64, balances: &'a [N], sum: N) -> Result<Self, Error> {
        let tokens = balances.len() as u64;
        let by = |balance: N| balance.times(tokens)?.by().ok_or(Error::DivisionByZero);
        let amp_times_sum = N::by_constant(N::word(amp_times_total).product(sum)?, &BY_PRECISION)?;
        let amp_less_one = amp_times_total
            .checked_sub(AMP_PRECISION)
            .ok_or(Error::Overflow)?;
        let (first, others) = balances.split_first().ok_or(Error::MinTokens)?;
        let mut by_balances = [by(*first)?; MAX_TOKENS];
        for (by_balance, balance) in by_balances[1..].iter_mut().zip(others) {
            *by_balance = by(*balance)?;
        }
        Ok(Self {
            balances,
            by_balances,
            sum,
            amp_times_sum,
            amp_less_one,
        })
    }

    /// As the contract has it.
    fn to_their_rest(&self) -> Result<N, Error> {
        let mut invariant = self.sum;
        for _ in 0..MAX_STEPS {
            let (numerator, denominator) = self.quotient(invariant)?;
            let next = invariant.times_ratio(numerator, denominator)?;
            if next.is_next_to(invariant) {
                return Ok(next);
            }
            invariant = next;
        }
        Err(Error::StableInvariantDidntConverge)
    }

    /// A step multiplies by this: `(k + n P) / (a D + (n + 1) P)`.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    fn quotient(&self, invariant: N) -> Result<(N, N), Error> {
        let tokens = self.balances.len() as u64;
        let mut product = invariant;
        for by_balance in &self.by_balances[..self.balances.len()] {
            product = N::quotient_down(product.product(invariant)?, by_balance)?;
        }
        let numerator = self.amp_times_sum.plus(product.times(tokens)?)?;
        let less_one = N::word(self.amp_less_one).product(invariant)?;
        let denominator =
            N::by_constant(less_one, &BY_PRECISION)?.plus(product.times(tokens + 1)?)?;
        Ok((numerator, denominator))
    }

    /// Where the steps rest, if one can tell.
    fn settled(&self) -> Option<N> {
        let tokens = self.balances.len() as f64;
        let mut shares = [0.0; MAX_TOKENS];
        let shares = shares.get_mut(..self.balances.len())?;
        for (share, balance) in shares.iter_mut().zip(self.balances) {
            *share = 1.0 / (tokens * balance.float()?);
        }
        let proposed = self.propose(shares)? * RAISE;
        let start = N::whole(proposed)?.plus(N::word(1)).ok()?;
        let (numerator, denominator) = self.quotient(start).ok()?;
        let (end, fraction) = start.times_fraction(numerator, denominator)?;

        // At least z - N(z): the roundings raise the end by less than one, see below.
        let moved = start.minus(end).ok()?.float()? + 1.0;
        let raised = raised_by(shares, proposed, denominator.float()?)?;
        let fits =
            self.sum.float()? <= 2.0 * proposed && tokens * (tokens + 1.0) * moved <= proposed;
        // For z - r <= 2 (z - N(z)), and likewise for all within 1,000 wei of r.
        let beyond = |distance: f64| 1.05 * tokens * distance * distance / (2.0 * proposed);
        let clear = raised <= 0.125
            && fraction > beyond(2.0 * moved) + raised + 1e-12
            && 1.0 - fraction > beyond(1_000.0) + raised + 1e-12;
        (fits && clear).then_some(end)
    }

    /// The root as floating point finds it.
    fn propose(&self, shares: &[f64]) -> Option<f64> {
        let tokens = shares.len() as f64;
        let (a, k) = (
            self.amp_less_one as f64 / AMP_PRECISION as f64,
            self.amp_times_sum.float()?,
        );
        let mut root = self.sum.float()?;
        for _ in 0..MAX_PROPOSALS {
            let product = shares
                .iter()
                .fold(root, |product, share| product * (root * share));
            let next = (k + tokens * product) * root / (a * root + (tokens + 1.0) * product);
            let near = (root - next).abs() < next * 1e-8;
            root = next;
            if near {
                return Some(root);
            }
        }
        None
    }
}

/// At least what the roundings raise the end of a step by, here and near by; `None` for numbers too small or too large.
fn raised_by(shares: &[f64], start: f64, denominator: f64) -> Option<f64> {
    let (mut product, mut most) = (start, start);
    for share in shares {
        product *= start * share;
        most = most.max(product);
    }
    let (mut lost, mut factor) = (1.0, 1.0);
    for share in shares.iter().rev() {
        lost += factor;
        factor *= start * share;
    }
    (start >= LEAST && most <= MOST).then_some(1.05 * lost * start / denominator)
}

#[cfg(test)]
mod tests {
    use super::Steps;
    use crate::fixed::{U256, Width};
    use proptest::prelude::*;

    fn steps<N: Width>(amp: u64, balances: &[N]) -> Option<Steps<'_, N>> {
        let sum = balances
            .iter()
            .try_fold(N::word(0), |sum, balance| sum.plus(*balance));
        Steps::new(amp * balances.len() as u64, balances, sum.ok()?).ok()
    }

    /// Balances up to 2^`apart` apart.
    fn any_balances(apart: u32) -> impl Strategy<Value = Vec<u128>> {
        (2usize..=5, 60u32..=112).prop_flat_map(move |(tokens, bits)| {
            let balance = (any::<u64>(), 0..=apart).prop_map(move |(lead, shift)| {
                (u128::from(lead | 1 << 63) << bits >> 64 >> shift).max(1)
            });
            prop::collection::vec(balance, tokens)
        })
    }

    fn agrees(amp: u64, balances: &[u128]) -> Result<bool, TestCaseError> {
        let Some(settled) = steps(amp, balances).and_then(|steps| steps.settled()) else {
            return Ok(false);
        };
        let wide: Vec<U256> = balances.iter().map(|&balance| balance.into()).collect();
        let rest = steps(amp, &wide).map(|steps| steps.to_their_rest());
        prop_assert_eq!(rest, Some(Ok(U256::from(settled))));
        Ok(true)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(5_000))]

        /// Where it can be told without the steps, the steps tell the same.
        #[test]
        fn settles_where_the_steps_rest(
            balances in any_balances(6),
            (digits, lead) in (0u32..5, 1_000u64..=10_000),
        ) {
            agrees((lead * 10u64.pow(digits)).min(50_000_000), &balances)?;
        }

        /// All balances alike: the root is their sum to the wei, and the fraction is nothing.
        #[test]
        fn settles_at_whole_roots(balance in any::<u128>(), shift in 16u32..60, tokens in 2usize..=5, amp in 1_000u64..50_000_000, off in 0u128..4) {
            let mut balances = vec![(balance | 1 << 127) >> shift; tokens];
            balances[0] += off;
            agrees(amp, &balances)?;
        }
    }

    /// Of pools near a peg it tells nearly all, or it would be of no use.
    #[cfg(feature = "shortcuts")]
    #[test]
    fn tells_what_pools_ask() {
        let pools = (0..1_000u128).filter(|i| {
            let unit = 10u128.pow(21) + i * 7_919_000_000_007;
            agrees(200_000, &[unit * 5, unit * (400 + i) / 100]).unwrap()
        });
        assert!(pools.count() > 900);
    }
}
