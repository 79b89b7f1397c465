//! Long formulas without a question at every step.
//!
//! A formula of a hundred steps, each of which may overflow, asks a hundred times whether it did and copies its number
//! a hundred times past the answer: most of an ellipse's code would be that. A [`Term`] carries what went wrong along
//! instead, as floating point does with what is no number, and is asked once, at its end.

use super::{Error, Fixed, Signed};

/// A number on its way through a formula, or the first thing that went wrong there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Term {
    number: Signed,
    fault: Option<Error>,
}

/// Steps of two numbers, each as [`Signed`] has it. In the module each is one function: inlined, they would fill it.
macro_rules! steps {
    ($($step:ident)*) => {$(
        #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
        #[cfg_attr(target_arch = "wasm32", inline(never))]
        pub(crate) fn $step(&self, other: &Self) -> Self {
            match self.fault.or(other.fault) {
                None => Self::of_here(self.number.$step(other.number)),
                fault => Self { number: Signed::ZERO, fault },
            }
        }
    )*};
}

impl Term {
    pub(crate) const ONE: Self = Self::exact(Signed::ONE);
    pub(crate) const ONE_XP: Self = Self::exact(Signed::ONE_XP);

    /// From a number that fits 128 bits.
    pub(crate) const fn new(number: i128) -> Self {
        Self::exact(Signed::new(number))
    }

    pub(crate) const fn exact(number: Signed) -> Self {
        Self {
            number,
            fault: None,
        }
    }

    /// A number, or what went wrong before.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    #[cfg_attr(target_arch = "wasm32", inline(never))]
    pub(crate) fn of(number: Result<Signed, Error>) -> Self {
        Self::of_here(number)
    }

    #[inline(always)]
    fn of_here(number: Result<Signed, Error>) -> Self {
        match number {
            Ok(number) => Self::exact(number),
            Err(fault) => Self {
                number: Signed::ZERO,
                fault: Some(fault),
            },
        }
    }

    /// A number without a sign.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub(crate) fn of_fixed(number: Fixed) -> Self {
        Self::of(Signed::from_fixed(number))
    }

    /// The number.
    ///
    /// # Errors
    /// The first thing that went wrong.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub(crate) fn done(&self) -> Result<Signed, Error> {
        match self.fault {
            None => Ok(self.number),
            Some(fault) => Err(fault),
        }
    }

    /// The number, which must not be below 0 (`toUint256` of `SafeCast.sol`).
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub(crate) fn fixed(&self) -> Result<Fixed, Error> {
        let number = self.done()?.to_fixed();
        number.or(Err(Error::SafeCastOverflowedIntToUint))
    }

    /// Whether nothing went wrong.
    pub(crate) fn check(&self) -> Result<(), Error> {
        self.fault.map_or(Ok(()), Err)
    }

    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub(crate) fn is_positive(&self) -> bool {
        self.number.is_positive()
    }

    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub(crate) const fn is_negative(&self) -> bool {
        self.number.is_negative()
    }

    /// Whether this is above `limit`; what went wrong is not.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub(crate) fn exceeds(&self, limit: &Self) -> bool {
        self.number > limit.number
    }

    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub(crate) fn negated(&self) -> Self {
        Self {
            number: self.number.negated(),
            ..*self
        }
    }

    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub(crate) fn doubled(&self) -> Self {
        self.plus(self)
    }

    /// Another step, by a function of its own.
    #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
    pub(crate) fn then(&self, step: fn(&Signed) -> Result<Signed, Error>) -> Self {
        match self.fault {
            None => Self::of(step(&self.number)),
            Some(_) => *self,
        }
    }

    steps! {
        plus minus times quotient mul_down mul_up div_down div_up mul_xp div_xp mul_xp_floor mul_xp_ceil
    }
}

#[cfg(test)]
mod tests {
    use super::Term;
    use crate::fixed::{Error, Signed};

    #[test]
    fn the_first_fault_stays() {
        let (two, none) = (Term::new(2), Term::new(0));
        let below = Term::of(Err(Error::SqrtFailed));
        assert_eq!(
            two.times(&two).minus(&Term::new(1)).done(),
            Ok(Signed::new(3))
        );
        assert_eq!(
            two.quotient(&none).plus(&below).done(),
            Err(Error::DivisionByZero)
        );
        assert_eq!(
            two.plus(&below).quotient(&none).done(),
            Err(Error::SqrtFailed)
        );
        assert_eq!(below.negated().check(), Err(Error::SqrtFailed));
        let cast = two.negated().fixed();
        assert_eq!(cast, Err(Error::SafeCastOverflowedIntToUint));
        assert!(two.exceeds(&none) && !below.exceeds(&none) && !below.is_positive());
    }
}
