//! The two quantities that a stable pool finds step by step: its invariant, and a balance from it.
//!
//! Source: `StableMath.sol`; lines are named at each function.

use super::invariant::invariant_down;
use super::{AMP_PRECISION, MAX_STEPS, MAX_TOKENS};
use crate::fixed::{Error, Fixed, U256, Width, narrow_first, uint};

/// `D`, rounded down.
pub(super) fn invariant(amplification: u64, balances: &[Fixed]) -> Result<U256, Error> {
    narrow_first(
        || invariant_in::<u128>(amplification, balances),
        || invariant_in::<U256>(amplification, balances),
    )
}

/// The balance of `token` that keeps the invariant where that of another changes, rounded up. The change may have failed
/// already: what is wrong with the pool comes first.
pub(super) fn balance_after(
    amplification: u64,
    balances: &[Fixed],
    token: usize,
    changed: (usize, Result<Fixed, Error>),
) -> Result<U256, Error> {
    narrow_first(
        || Solved::<u128>::new(amplification, balances)?.balance_up(token, &changed),
        || Solved::<U256>::new(amplification, balances)?.balance_up(token, &changed),
    )
}

/// The balance of `token` that gives this invariant where the others stay, rounded up.
pub(super) fn balance_for(
    amplification: u64,
    balances: &[Fixed],
    token: usize,
    invariant: Fixed,
) -> Result<U256, Error> {
    narrow_first(
        || Solved::<u128>::with(amplification, balances, invariant)?.balance_at_rest(token),
        || Solved::<U256>::with(amplification, balances, invariant)?.balance_at_rest(token),
    )
}

fn invariant_in<N: Width>(amplification: u64, balances: &[Fixed]) -> Result<U256, Error> {
    let (places, len) = read::<N>(balances)?;
    Ok(invariant_down(amplification * len as u64, &places[..len])?.wide())
}

/// Balances with their invariant, and what many quotes on them share.
#[derive(Clone, Copy, Debug)]
pub(super) struct Solved<N: Width> {
    /// In place of the list's end there are zeros.
    balances: [N; MAX_TOKENS],
    len: usize,
    /// `A n` in thousandths, as the contracts hold it.
    amp_times_total: u64,
    invariant: N,
    by_invariant: N::By,
    /// `D^2` and, since the amplification is in thousandths, a thousand of it.
    square: U256,
    thousand_squares: U256,
    /// `D / (A n)`.
    invariant_by_amp: N,
}

impl<N: Width> Solved<N> {
    /// The balances and their own invariant.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub(super) fn new(amplification: u64, balances: &[Fixed]) -> Result<Self, Error> {
        let (places, len) = read(balances)?;
        let amp_times_total = amplification * len as u64;
        let invariant = invariant_down::<N>(amp_times_total, &places[..len])?;
        Self::at(amp_times_total, places, len, invariant)
    }

    /// The balances and an invariant to reach.
    fn with(amplification: u64, balances: &[Fixed], invariant: Fixed) -> Result<Self, Error> {
        let (places, len) = read(balances)?;
        let amp_times_total = amplification * len as u64;
        Self::at(amp_times_total, places, len, N::of(invariant.raw())?)
    }

    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    fn at(
        amp_times_total: u64,
        balances: [N; MAX_TOKENS],
        len: usize,
        invariant: N,
    ) -> Result<Self, Error> {
        let by_invariant = invariant.by().ok_or(Error::DivisionByZero)?;
        let thousand = N::word(AMP_PRECISION).product(invariant)?;
        Ok(Self {
            balances,
            len,
            amp_times_total,
            invariant,
            by_invariant,
            square: invariant.product(invariant)?,
            thousand_squares: invariant.times(AMP_PRECISION)?.product(invariant)?,
            invariant_by_amp: N::once_down(thousand, N::word(amp_times_total))?,
        })
    }

    /// The balance of `token` that keeps the invariant after a change, rounded up (`computeBalance`, lines 236–282).
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub(super) fn balance_up(
        &self,
        token: usize,
        (changed, balance): &(usize, Result<Fixed, Error>),
    ) -> Result<U256, Error> {
        let mut balances = self.balances;
        let places = balances.get_mut(..self.len).ok_or(Error::MaxTokens)?;
        *places.get_mut(*changed).ok_or(Error::TokenNotRegistered)? = N::of((*balance)?.raw())?;
        Ok(self.solve(token, places)?.wide())
    }

    /// What is paid for an amount in: the difference of the balances, less one wei.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub(super) fn paid(&self, token_in: usize, token_out: usize, amount_in: N) -> Result<N, Error> {
        let mut balances = self.balances;
        let places = balances.get_mut(..self.len).ok_or(Error::MaxTokens)?;
        let before = *places.get(token_out).ok_or(Error::TokenNotRegistered)?;
        let place = places.get_mut(token_in).ok_or(Error::TokenNotRegistered)?;
        *place = place.plus(amount_in)?;
        let after = self.solve(token_out, places)?;
        before.minus(after)?.minus(N::word(1))
    }

    /// The balance of `token` at these, rounded up.
    fn balance_at_rest(&self, token: usize) -> Result<U256, Error> {
        Ok(self.solve(token, &self.balances[..self.len])?.wide())
    }

    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    fn solve(&self, token: usize, balances: &[N]) -> Result<N, Error> {
        let (first, others) = balances.split_first().ok_or(Error::MinTokens)?;
        let tokens = self.len as u64;
        let mut sum = *first;
        let mut product = first.times(tokens)?;
        for &balance in others {
            let multiple = product.times(tokens)?.product(balance)?;
            product = N::quotient_down(multiple, &self.by_invariant)?;
            sum = sum.plus(balance)?;
        }
        let balance = *balances.get(token).ok_or(Error::TokenNotRegistered)?;
        let amp_times_product = product.times(self.amp_times_total)?;
        let c = N::once_up(self.thousand_squares, amp_times_product)?.product(balance)?;
        let b = sum.minus(balance)?.plus(self.invariant_by_amp)?;

        let sum = uint::add(self.square, c)?;
        if let Some(balance) = N::newton_fixpoint(self.invariant, b, c, sum) {
            return Ok(balance);
        }
        let mut result = N::once_up(sum, self.invariant.plus(b)?)?;
        for _ in 0..MAX_STEPS {
            let slope = result.plus(result)?.plus(b)?.minus(self.invariant)?;
            let next = result.square_step(c, slope)?;
            if next.is_next_to(result) {
                return Ok(next);
            }
            result = next;
        }
        Err(Error::StableComputeBalanceDidNotConverge)
    }
}

fn read<N: Width>(balances: &[Fixed]) -> Result<([N; MAX_TOKENS], usize), Error> {
    let mut places = [N::word(0); MAX_TOKENS];
    let used = places.get_mut(..balances.len()).ok_or(Error::MaxTokens)?;
    for (place, balance) in used.iter_mut().zip(balances) {
        *place = N::of(balance.raw())?;
    }
    Ok((places, balances.len()))
}

#[cfg(test)]
mod tests {
    use super::{Solved, invariant_in};
    use crate::fixed::{Error, Fixed, U256};
    use proptest::prelude::*;

    /// Balances of any length to past 128 bits, up to 2^10 apart.
    fn any_balances() -> impl Strategy<Value = Vec<Fixed>> {
        (2usize..=5, 1u32..=140).prop_flat_map(|(tokens, bits)| {
            let balance = (1u64 << 53..=u64::MAX).prop_map(move |lead| {
                let number = U256::from(lead) << bits >> 64;
                Fixed::from_raw(number.max(1.into()))
            });
            prop::collection::vec(balance, tokens)
        })
    }

    /// Where the narrow form answers, the wide one answers the same.
    fn agree(
        narrow: &Result<U256, Error>,
        wide: &Result<U256, Error>,
    ) -> Result<(), TestCaseError> {
        if narrow.is_ok() {
            prop_assert_eq!(narrow, wide);
        }
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(5_000))]

        #[test]
        fn both_widths_agree(
            balances in any_balances(),
            (digits, lead) in (0u32..5, 1_000u64..=10_000),
            (token, step) in (0usize..5, 1usize..5),
            parts in 0u64..4_000,
        ) {
            let amplification = (lead * 10u64.pow(digits)).min(50_000_000);
            let (token, changed) = (token % balances.len(), (token + step) % balances.len());
            let narrow = invariant_in::<u128>(amplification, &balances);
            let wide = invariant_in::<U256>(amplification, &balances);
            agree(&narrow, &wide)?;
            // What has up to 98 bits, 3 * 10^11 tokens, is what the narrow form is for.
            if wide.is_ok_and(|wide| wide.bits() <= 98) {
                prop_assert!(narrow.is_ok());
            }
            let balance = Fixed::from_raw(balances[changed].raw() * parts / 1_000);
            let changed = (changed, Ok(balance));
            let narrow = Solved::<u128>::new(amplification, &balances)
                .and_then(|solved| solved.balance_up(token, &changed));
            let wide = Solved::<U256>::new(amplification, &balances)
                .and_then(|solved| solved.balance_up(token, &changed));
            agree(&narrow, &wide)?;
        }
    }
}
