//! A pool as JavaScript writes it: numbers of four words, one after another.
//!
//! A curve: its kind, the number of its tokens, and its parameters in the order of [`Message::curve`]. A pool: swap fee,
//! aggregate swap fee, total supply; 1 if the tokens are those of the pool before, or 0 and the scaling factor and rate of
//! each; 0 and the live balances, or 1 and the raw ones; the kind of its hook and the hook's parameters; all after the curve.

use yb_core::fixed::{Error, Fixed, Signed, U256};
use yb_core::pools::{
    EclpDerived, EclpParams, FixedPriceLbp, GradualLbp, GradualWeight, Gyro2Clp, GyroEclp, Pool,
    QuantAmm, QuantAmmState, Reclamm, ReclammState, Revision, Sale, Stable, Weighted,
};
use yb_core::vault::hooks::{Akron, EclpSurge, ExitFee, StableSurge};
use yb_core::vault::{Hook, PoolParts, PoolState, Token};

/// Tokens are told apart by their place alone.
const NAMES: [&str; 8] = ["0", "1", "2", "3", "4", "5", "6", "7"];

/// The numbers that are left to read. What lies behind the end is 0, and so is what does not fit; the fault is told by
/// [`Message::check`].
pub(crate) struct Message<'a> {
    words: &'a [u64],
    fault: Result<(), Error>,
}

impl<'a> Message<'a> {
    pub(crate) const fn new(words: &'a [u64]) -> Self {
        Self {
            words,
            fault: Ok(()),
        }
    }

    /// Whether all that was read fits.
    fn check(&self) -> Result<(), Error> {
        self.fault
    }

    fn number(&mut self) -> U256 {
        let Some((&[a, b, c, d], rest)) = self.words.split_first_chunk() else {
            return U256::zero();
        };
        self.words = rest;
        // Four words that are moved one by one: to copy them at once is a call.
        U256([a, b, c, d])
    }

    fn fixed(&mut self) -> Fixed {
        Fixed::from_raw(self.number())
    }

    fn fixeds(&mut self, count: usize) -> Vec<Fixed> {
        (0..count).map(|_| self.fixed()).collect()
    }

    /// Two's complement.
    fn signed(&mut self) -> Signed {
        let mut number = self.number();
        let is_negative = number.bit(255);
        if is_negative {
            (number, _) = (!number).overflowing_add(U256::one());
        }
        match Signed::from_fixed(Fixed::from_raw(number)) {
            Ok(number) if is_negative => number.negated(),
            Ok(number) => number,
            Err(fault) => {
                self.fault = self.fault.and(Err(fault));
                Signed::ZERO
            }
        }
    }

    /// A time or an index. A larger one is later than any, and no token's.
    fn word(&mut self) -> u64 {
        match self.number().0 {
            [word, 0, 0, 0] => word,
            _ => u64::MAX,
        }
    }

    fn index(&mut self) -> usize {
        usize::try_from(self.word()).unwrap_or(usize::MAX)
    }

    fn count(&mut self) -> Result<usize, Error> {
        let count = self.index();
        if count > NAMES.len() {
            return Err(Error::MaxTokens);
        }
        Ok(count)
    }

    /// A curve of its kind.
    pub(crate) fn curve(&mut self) -> Result<Pool, Error> {
        self.counted_curve().map(|(pool, _)| pool)
    }

    fn counted_curve(&mut self) -> Result<(Pool, usize), Error> {
        let (kind, count) = (self.word(), self.count()?);
        let pool = match kind {
            0 => Pool::Weighted(self.weighted(count)?),
            1 => Pool::Stable(self.stable()?),
            2 => Pool::GyroEclp(Box::new(self.eclp()?)),
            3 => Pool::Gyro2Clp(Gyro2Clp::new(self.fixed(), self.fixed())?),
            4 => self.reclamm(Revision::First)?,
            5 => self.reclamm(Revision::Second)?,
            6 => Pool::GradualLbp(self.gradual()?),
            7 => {
                let sale = self.sale();
                Pool::FixedPriceLbp(FixedPriceLbp::new(sale, self.fixed())?)
            }
            8 => Pool::QuantAmm(self.quant_amm(count)?),
            _ => return Err(Error::PoolNotRegistered),
        };
        Ok((pool, count))
    }

    /// Weights; then 0, or 1 and the least balances of the second generation.
    fn weighted(&mut self, count: usize) -> Result<Weighted, Error> {
        let weights = self.fixeds(count);
        if self.word() == 0 {
            Weighted::new(weights)
        } else {
            Weighted::with_least_balances(weights, self.fixeds(count))
        }
    }

    /// The amplification; then 0, or the limit of the third generation.
    fn stable(&mut self) -> Result<Stable, Error> {
        let curve = Stable::new(self.number())?;
        Ok(match self.word() {
            0 => curve,
            times => curve.with_max_imbalance(times),
        })
    }

    fn eclp(&mut self) -> Result<GyroEclp, Error> {
        let params = EclpParams {
            alpha: self.fixed(),
            beta: self.fixed(),
            c: self.fixed(),
            s: self.fixed(),
            lambda: self.fixed(),
        };
        let derived = EclpDerived {
            tau_alpha: [self.signed(), self.signed()],
            tau_beta: [self.signed(), self.signed()],
            u: self.signed(),
            v: self.signed(),
            w: self.signed(),
            z: self.signed(),
            d_sq: self.signed(),
        };
        self.check()?;
        GyroEclp::new(params, derived)
    }

    fn reclamm(&mut self, revision: Revision) -> Result<Pool, Error> {
        let state = ReclammState {
            revision,
            last_virtual_balances: [self.fixed(), self.fixed()],
            daily_price_shift_base: self.fixed(),
            centeredness_margin: self.fixed(),
            start_fourth_root_price_ratio: self.fixed(),
            end_fourth_root_price_ratio: self.fixed(),
            price_ratio_update_start_time: self.word(),
            price_ratio_update_end_time: self.word(),
            last_timestamp: self.word(),
            current_timestamp: self.word(),
        };
        Ok(Pool::Reclamm(Box::new(Reclamm::new(state)?)))
    }

    fn sale(&mut self) -> Sale {
        Sale {
            project_token: self.index(),
            start_time: self.word(),
            end_time: self.word(),
            current_timestamp: self.word(),
        }
    }

    fn gradual(&mut self) -> Result<GradualLbp, Error> {
        let sale = self.sale();
        let weight = GradualWeight {
            start: self.fixed(),
            end: self.fixed(),
            blocks_selling_back: !self.number().is_zero(),
            reserve_virtual_balance: self.fixed(),
        };
        GradualLbp::new(sale, weight)
    }

    fn quant_amm(&mut self, count: usize) -> Result<QuantAmm, Error> {
        let weights = self.fixeds(count);
        let mut multipliers = Vec::new();
        for _ in 0..count {
            multipliers.push(self.signed());
        }
        self.check()?;
        QuantAmm::new(&QuantAmmState {
            weights,
            multipliers,
            last_update_time: self.word(),
            last_interop_time: self.word(),
            current_timestamp: self.word(),
            max_trade_size_ratio: self.fixed(),
        })
    }

    /// A pool with its tokens, balances and hook; and the words of its curve.
    pub(crate) fn state(&mut self) -> Result<(Box<PoolState>, Vec<u64>), Error> {
        let all = self.words;
        let (pool, count) = self.counted_curve()?;
        let written = self.since(all).to_vec();
        let mut parts = PoolParts {
            pool,
            tokens: Vec::new(),
            balances: Vec::new(),
            raw_balances: Vec::new(),
            swap_fee: Fixed::ZERO,
            aggregate_swap_fee: Fixed::ZERO,
            total_supply: Fixed::ZERO,
            hook: None,
        };
        self.beside_curve(count, &mut parts)?;
        Ok((Box::new(PoolState::of(parts)?), written))
    }

    /// The same pool at another moment. A curve in the words that it was `written` in before is not made again: that is
    /// most of the work.
    pub(crate) fn revised(
        &mut self,
        state: Box<PoolState>,
        written: &mut Vec<u64>,
    ) -> Result<Box<PoolState>, Error> {
        state.revised(|parts| {
            let mut count = parts.balances.len();
            if !self.repeats(written) {
                let all = self.words;
                (parts.pool, count) = self.counted_curve()?;
                written.clear();
                written.extend_from_slice(self.since(all));
            }
            self.beside_curve(count, parts)
        })
    }

    /// Passes over these words, if they come next.
    fn repeats(&mut self, written: &[u64]) -> bool {
        let Some((words, rest)) = self.words.split_at_checked(written.len()) else {
            return false;
        };
        // The library's way to compare goes byte by byte here.
        let repeats = words.iter().zip(written).all(|(now, then)| now == then);
        if repeats {
            self.words = rest;
        }
        repeats
    }

    /// What was read since these were the words that were left.
    fn since(&self, all: &'a [u64]) -> &'a [u64] {
        all.get(..all.len() - self.words.len()).unwrap_or_default()
    }

    fn beside_curve(&mut self, count: usize, parts: &mut PoolParts) -> Result<(), Error> {
        parts.swap_fee = self.fixed();
        parts.aggregate_swap_fee = self.fixed();
        parts.total_supply = self.fixed();
        let tokens_stay = self.word() != 0;
        if !tokens_stay {
            parts.tokens.clear();
            for name in NAMES.iter().take(count) {
                let token = Token::new(name, self.number(), self.fixed())?;
                parts.tokens.push(token);
            }
        }
        parts.raw_balances.clear();
        parts.balances.clear();
        let are_raw = self.word() != 0;
        for _ in 0..count {
            let balance = self.number();
            if are_raw {
                parts.raw_balances.push(balance);
            } else {
                parts.balances.push(Fixed::from_raw(balance));
            }
        }
        parts.hook = self.hook()?;
        Ok(())
    }

    fn hook(&mut self) -> Result<Option<Hook>, Error> {
        let hook = match self.word() {
            0 => return Ok(None),
            1 => Hook::StableSurge(StableSurge::new(self.fixed(), self.fixed())?),
            2 => Hook::ExitFee(ExitFee::new(self.fixed())?),
            3 => Hook::DirectionalFee,
            4 => Hook::Akron(Akron::new(self.fixed())),
            5 => {
                let (threshold, most) = (self.fixed(), self.fixed());
                let slopes = [self.fixed(), self.fixed()];
                Hook::EclpSurge(EclpSurge::new(threshold, most, slopes)?)
            }
            _ => return Err(Error::HookRegistrationFailed),
        };
        Ok(Some(hook))
    }
}
