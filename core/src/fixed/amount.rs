//! Formulas without a question at every step.
//!
//! Each step of a formula may fail. A question after each, `?`, copies the number past the answer, and that is most of a
//! formula's code in a module. So the steps here take what other steps gave, with the fault if there is one, and who
//! wants the number asks once, at the end. The first fault of the first operand counts: a formula fails as its steps, one
//! after another, would have.

use super::{Error, Fixed, U256, uint};

/// A number on its way through a formula, or the first thing that went wrong there.
pub(crate) type Amount = Result<Fixed, Error>;

/// Steps of two or three numbers. In the module each is one function: inlined, they would fill it.
macro_rules! steps {
    ($($(#[$doc:meta])* $step:ident($($other:ident),+) = $function:expr;)*) => {
        /// Steps of a formula, each as [`Fixed`] has it.
        pub(crate) trait Steps: Sized {
            $($(#[$doc])* fn $step(&self, $($other: &Self),+) -> Self;)*

            /// 0.
            const ZERO: Self;
            /// 1.
            const ONE: Self;
            /// The least above 0.
            const WEI: Self;

            /// From the raw number.
            fn whole(number: &U256) -> Self;

            /// The raw number.
            fn raw(&self) -> Result<U256, Error>;

            /// Whether this is above `limit`; what went wrong is not.
            fn exceeds(&self, limit: &Self) -> bool;

            /// Whether nothing went wrong.
            fn check(&self) -> Result<(), Error>;

            /// Another step, by a function of its own.
            fn step(&self, step: impl FnOnce(&Fixed) -> Self) -> Self;
        }

        impl Steps for Amount {
            $(
                #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
                #[cfg_attr(target_arch = "wasm32", inline(never))]
                fn $step(&self, $($other: &Self),+) -> Self {
                    $function((*self)?, $((*$other)?),+)
                }
            )*

            const ZERO: Self = Ok(Fixed::ZERO);
            const ONE: Self = Ok(Fixed::ONE);
            const WEI: Self = Ok(Fixed::from_wei(1));

            #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
            fn whole(number: &U256) -> Self {
                Ok(Fixed::from_raw(*number))
            }

            #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
            fn raw(&self) -> Result<U256, Error> {
                match self {
                    Ok(number) => Ok(number.raw()),
                    Err(fault) => Err(*fault),
                }
            }

            #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
            fn exceeds(&self, limit: &Self) -> bool {
                matches!((self, limit), (Ok(number), Ok(limit)) if number > limit)
            }

            #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
            fn check(&self) -> Result<(), Error> {
                self.as_ref().map_or_else(|fault| Err(*fault), |_| Ok(()))
            }

            #[cfg_attr(not(target_arch = "wasm32"), inline(always))]
            fn step(&self, step: impl FnOnce(&Fixed) -> Self) -> Self {
                match self {
                    Ok(number) => step(number),
                    Err(fault) => Err(*fault),
                }
            }
        }
    };
}

steps! {
    plus(other) = Fixed::plus;
    minus(other) = Fixed::minus;
    mul_down(other) = Fixed::mul_down;
    mul_up(other) = Fixed::mul_up;
    div_down(other) = Fixed::div_down;
    div_up(other) = Fixed::div_up;
    mul_div_down(other, divisor) = Fixed::mul_div_down;
    mul_div_up(other, divisor) = Fixed::mul_div_up;
    /// Of the raw numbers.
    times(other) = times;
    /// Of the raw numbers.
    quotient_down(other) = quotient_down;
    /// Of the raw numbers.
    quotient_up(other) = quotient_up;
}

#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
fn times(a: Fixed, b: Fixed) -> Amount {
    uint::mul(a.raw(), b.raw()).map(Fixed::from_raw)
}

#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
fn quotient_down(a: Fixed, b: Fixed) -> Amount {
    uint::div_down(a.raw(), b.raw()).map(Fixed::from_raw)
}

#[cfg_attr(not(target_arch = "wasm32"), inline(always))]
fn quotient_up(a: Fixed, b: Fixed) -> Amount {
    uint::div_up(a.raw(), b.raw()).map(Fixed::from_raw)
}

#[cfg(test)]
mod tests {
    use super::{Amount, Steps};
    use crate::fixed::{Error, Fixed};

    #[test]
    fn the_first_fault_stays() {
        let (one, none) = (Amount::ONE, Amount::ZERO);
        let below = none.minus(&one);
        let two = Fixed::ONE.plus(Fixed::ONE);
        assert_eq!(one.plus(&one).mul_div_up(&one, &one), two);
        assert_eq!(one.div_down(&none).plus(&below), Err(Error::DivisionByZero));
        assert_eq!(one.mul_div_up(&below, &none), Err(Error::Overflow));
        assert_eq!(one.mul_div_up(&one, &none), Err(Error::ZeroDivision));
        assert_eq!(one.times(&one).quotient_up(&one), Ok(Fixed::ONE));
        assert_eq!(below.step(|_| two), Err(Error::Overflow));
        assert_eq!(
            (below.check(), below.raw()),
            (Err(Error::Overflow), Err(Error::Overflow))
        );
        assert!(two.exceeds(&one) && !one.exceeds(&one) && !two.exceeds(&below));
    }
}
