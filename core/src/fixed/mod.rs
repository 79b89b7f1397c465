//! Exact numbers: 18 decimals in 256 bits, as the contracts count.
//!
//! [`Fixed`] is the number itself; [`uint`] holds the same checked operations for whole numbers; [`text`] reads and
//! writes decimals without losing a digit; [`Error`] is what all of it, and everything built on it, refuses. Every
//! operation says which way it rounds, and none wraps: what reverts on chain is an error here, by the same name.
//!
//! Native code has all steps of numbers inlined. WebAssembly is compiled for size and shares them, but for the innermost
//! ones where the feature `inlined` asks for speed.
//!
//! This room imports nothing but `primitive_types` and [`crate::words`].

mod amount;
#[cfg(feature = "shortcuts")]
mod barrett;
mod constant;
mod digits;
mod divisor;
mod error;
mod limbs;
mod log_exp;
#[cfg(feature = "ellipses")]
mod natural;
mod newton;
mod number;
mod pair;
mod pow;
mod root;
mod scaled;
mod shares;
mod short;
mod signed;
#[cfg(feature = "ellipses")]
mod term;
#[cfg(test)]
mod testing;
pub mod text;
pub mod uint;
mod wide;
mod width;

pub(crate) use amount::{Amount, Steps};
pub(crate) use constant::Constant;
pub(crate) use divisor::Divisor;
pub use error::Error;
#[cfg(feature = "ellipses")]
pub(crate) use natural::Natural;
pub use number::Fixed;
pub(crate) use pair::Pair;
pub(crate) use pow::PowerUp;
pub use primitive_types::U256;
pub(crate) use scaled::Scaled;
pub(crate) use shares::Shares;
pub use signed::Signed;
#[cfg(feature = "ellipses")]
pub(crate) use term::Term;
pub(crate) use width::Width;

/// Whether code is to be small before it is fast: there is then one way where otherwise two end alike.
pub(crate) const SMALL: bool = cfg!(not(feature = "shortcuts"));

/// The narrow answer, and the wide one where there is none.
pub(crate) fn narrow_first<T>(
    narrow: impl FnOnce() -> Result<T, Error>,
    wide: impl FnOnce() -> Result<T, Error>,
) -> Result<T, Error> {
    if !SMALL && let Ok(found) = narrow() {
        return Ok(found);
    }
    wide()
}
