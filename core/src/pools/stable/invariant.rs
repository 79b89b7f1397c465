//! The invariant `D` of a stable pool: Newton's steps, and where they come to rest told without them.
//!
//! Source: `StableMath.sol`, `computeInvariant`, lines 82–133. With `n` balances, `a = A n - 1`, `k = A n S` rounded
//! down as the contract does, `Q = n^n x_1 … x_n` and `P(D) = D^(n+1) / Q`, `D` is the root `r` of
//! `F(D) = a D + P(D) - k`. A step goes from `D` to `N(D) = D - F(D) / F'(D)`, but for its roundings: those of `P`, fewer
//! than `v = 1 + w_n + w_n w_(n-1) + …` in all with `w_j = D / (n x_j)`, and of `a D`, below 1, raise the end of the step
//! by at most `e = (v + 1) D / (a D + (n + 1) P)`, and the last one cuts off the fraction. The steps begin at `S >= r`,
//! rest when one moves by a wei at most, and its end counts. `F` is convex and grows, hence, for all `z > 0`:
//!
//! - `r <= N(z)`. From above, `N(z) - r <= n (z - r)^2 / (2 z)`, and `z - N(z) >= (z - r) / (n + 1)`, so
//!   `z - r <= 2 (z - N(z))` where `n (n + 1) (z - N(z)) <= z`. From below, `r - z <= N(z) - z`, and `N(z) - r` is at
//!   most `(r / z)^(n-1)` times what it may be from above.
//! - So no step from above ends more than a wei below `r`, and one that moves by a wei at most began, if `D` is large,
//!   within four wei of `r`. There a step ends at the whole part of `r + t` with `0 <= t < e` plus next to nothing.
//!
//! Take any `z`, and the whole part and the fraction `f` of `N(z)`. Where `f` is more than `N(z) - r` may be, the whole
//! part of `r` is that of `N(z)`; and where `f + e < 1`, that of every `r + t` is. So the steps rest there.
//!
//! `z - N(z)` is `1000 Q F(z)` by `1000 Q F'(z)`. The former is `1000 z z^n - 1000 (k - a z) Q`: two products of [`Scaled`](crate::fixed::Scaled) numbers,
//! of at most seven factors, which lack 6 × 7 units each, and one more; with fractions from 2^-7, that is 2^-114 of
//! either, and 2^-115 of `z` when it has been divided. Floating point does the rest, with errors below 2^-47 of the
//! quotient, and works out `e`, with 5 % to spare. It proposes `z` too.

use super::{AMP_PRECISION, MAX_STEPS, MAX_TOKENS};
use crate::fixed::{Constant, Error, Width};

const BY_PRECISION: Constant = Constant::new(AMP_PRECISION as u128);
/// 2^64 and 2^110: where all of the above holds, and no step has numbers too large for the contract.
const LEAST: f64 = 18_446_744_073_709_551_616.0;
const MOST: f64 = LEAST * 70_368_744_177_664.0;
/// 2^-115 and 2^-47.
const LACKING: f64 = 1.0 / (MOST * 32.0);
const ROUNDED: f64 = 1.0 / (1u64 << 47) as f64;
/// Steps of the proposal: pools that need more are far from balance.
const MAX_PROPOSALS: usize = 12;
/// A second one is for proposals that floating point cannot make near enough, of 2^90 wei and more.
const TRIES: usize = 2;

/// What every step has in common.
struct Steps<'a, N: Width> {
    balances: &'a [N],
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
        let amp_times_sum = N::by_constant(N::word(amp_times_total).product(sum)?, &BY_PRECISION)?;
        let amp_less_one = amp_times_total
            .checked_sub(AMP_PRECISION)
            .ok_or(Error::Overflow)?;
        Ok(Self {
            balances,
            sum,
            amp_times_sum,
            amp_less_one,
        })
    }

    /// As the contract has it.
    #[cfg_attr(not(target_arch = "wasm32"), cold, inline(never))]
    fn to_their_rest(&self) -> Result<N, Error> {
        let tokens = self.balances.len() as u64;
        let by = |balance: N| balance.times(tokens)?.by().ok_or(Error::DivisionByZero);
        let (first, others) = self.balances.split_first().ok_or(Error::MinTokens)?;
        let mut by_balances = [by(*first)?; MAX_TOKENS];
        for (by_balance, balance) in by_balances[1..].iter_mut().zip(others) {
            *by_balance = by(*balance)?;
        }
        let mut invariant = self.sum;
        for _ in 0..MAX_STEPS {
            let next = self.step(&by_balances[..self.balances.len()], invariant)?;
            if next.is_next_to(invariant) {
                return Ok(next);
            }
            invariant = next;
        }
        Err(Error::StableInvariantDidNotConverge)
    }

    /// `(k + n P) D / (a D + (n + 1) P)`.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    fn step(&self, by_balances: &[N::By], invariant: N) -> Result<N, Error> {
        let tokens = by_balances.len() as u64;
        let mut product = invariant;
        for by_balance in by_balances {
            product = N::quotient_down(product.product(invariant)?, by_balance)?;
        }
        let numerator = self.amp_times_sum.plus(product.times(tokens)?)?;
        let less_one = N::word(self.amp_less_one).product(invariant)?;
        let denominator =
            N::by_constant(less_one, &BY_PRECISION)?.plus(product.times(tokens + 1)?)?;
        invariant.times_ratio(numerator, denominator)
    }

    /// Where the steps rest, if one can tell.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    fn settled(&self) -> Option<N> {
        let seen = Seen::new(self)?;
        let mut near = seen.propose()?;
        for _ in 0..TRIES {
            let start = N::whole(near)?;
            let by_slope = 1.0 / seen.slope(seen.power(near));
            let moved = self.residue(start)? * by_slope / AMP_PRECISION as f64;

            // N(z), as a whole number and a fraction. Where the latter is sure, z - N(z) is below 2^47.
            let steps = moved.ceil();
            let fraction = steps - moved;
            let far = 2.0 * seen.tokens * moved * moved / near;
            let unsure = 1.05 * far + moved.abs() * ROUNDED + near * LACKING + 1e-9;
            let raised = 1.05 * seen.lost * by_slope;
            if raised <= 0.125 && fraction > unsure && fraction + raised + unsure < 1.0 {
                return start.less(steps);
            }
            near -= steps;
        }
        None
    }

    /// `1000 Q F(z)`.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    fn residue(&self, start: N) -> Option<f64> {
        let more = start.times(AMP_PRECISION).ok()?;
        let less = self.amp_times_sum.times(AMP_PRECISION).ok()?;
        let less = less.minus(start.times(self.amp_less_one).ok()?).ok()?;
        let (factor, tokens) = (start.scaled()?, self.balances.len() as u64);
        let (mut more, mut less, mut power) = (more.scaled()?, less.scaled()?, 1);
        for balance in self.balances {
            more = more.times(factor);
            less = less.times(balance.scaled()?);
            power *= tokens;
        }
        more.minus(less.times(N::word(power).scaled()?))
    }
}

/// What floating point sees of the steps.
struct Seen {
    count: usize,
    tokens: f64,
    sum: f64,
    /// `a Q` and `k Q`.
    amp_less_one: f64,
    amp_times_sum: f64,
    /// `(v + 1) Q` at `S`, where it is largest.
    lost: f64,
}

impl Seen {
    /// `None` for numbers too small or too large.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    fn new<N: Width>(steps: &Steps<'_, N>) -> Option<Self> {
        let tokens = steps.balances.len() as f64;
        let sum = steps.sum.float()?;
        // The first factors of Q, and as many roundings of P, each times what follows, times those factors.
        let (mut product, mut lost, mut power) = (1.0, 0.0, sum);
        let mut fits = (LEAST..=MOST).contains(&sum);
        for balance in steps.balances {
            product *= tokens * balance.float()?;
            lost = product + sum * lost;
            power *= sum;
            fits &= power <= MOST * product;
        }
        fits.then_some(Self {
            count: steps.balances.len(),
            tokens,
            sum,
            amp_less_one: steps.amp_less_one as f64 / AMP_PRECISION as f64 * product,
            amp_times_sum: steps.amp_times_sum.float()? * product,
            lost: lost + product,
        })
    }

    /// The root, by steps from `S`, of which the last ends next to it: the square of its error is a small part of it.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    fn propose(&self) -> Option<f64> {
        let near = self.sum * self.sum.sqrt() / 32.0;
        let mut root = self.sum;
        for _ in 0..MAX_PROPOSALS {
            let power = self.power(root);
            let by_slope = 1.0 / self.slope(power);
            let moved = ((self.amp_less_one + power) * root - self.amp_times_sum) * by_slope;
            root -= moved;
            // The error of the step is this by 2 D, and may be S^(1/2) / 64.
            if self.tokens * (self.tokens + 1.0) * power * by_slope * moved * moved < near {
                return (root >= LEAST).then_some(root);
            }
        }
        None
    }

    /// `D^n`.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    fn power(&self, invariant: f64) -> f64 {
        (1..self.count).fold(invariant, |power, _| power * invariant)
    }

    /// `Q F'(D)` with `D^n`.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    fn slope(&self, power: f64) -> f64 {
        self.amp_less_one + (self.tokens + 1.0) * power
    }
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

    /// From 1 to 50,000, as many of each length.
    fn any_amp() -> impl Strategy<Value = u64> {
        let parts = (0u32..5, 1_000u64..=10_000);
        parts.prop_map(|(digits, lead)| (lead * 10u64.pow(digits)).min(50_000_000))
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
            (near, far) in (any_balances(6), any_balances(20)),
            amp in any_amp(),
        ) {
            agrees(amp, &near)?;
            agrees(amp, &far)?;
        }

        /// The same of a wei and of more than there is of any token.
        #[test]
        fn settles_pools_of_all_sizes(lead in prop::collection::vec(any::<(u128, u32)>(), 2..=5), amp in any_amp()) {
            let balances: Vec<u128> = lead.iter().map(|(lead, shift)| (lead >> (shift % 128)).max(1)).collect();
            if balances.iter().try_fold(0u128, |sum, balance| sum.checked_add(*balance)).is_some() {
                agrees(amp, &balances)?;
            }
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
