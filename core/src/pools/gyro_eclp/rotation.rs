//! From the price at which liquidity shall peak to the ellipse's rotation.
//!
//! `c = 1 / sqrt(1 + p^2)` and `s = p / sqrt(1 + p^2)`, so that `s / c = p` (Gyroscope, "E-CLP Mathematics", 2024,
//! section 2). The contract takes both with 18 decimals and wants `c^2 + s^2` within 10^-15 of 1; each is rounded to
//! the nearest, the half up, which puts their squares less than 3 · 10^-18 off.
//!
//! So do the makers of recorded pools. 0x698a…c469 of mainnet has the `c` and `s` of the peak 0.9995, 0xe0e8…7afb those
//! of 1 / 0.996, 0x2044…f3ef those of 1 / 0.997. With digits cut off, all four of the first two pools would be less by
//! one in the last digit.

use super::params::EclpParams;
use crate::fixed::{Error, Fixed, Natural, U256};

impl EclpParams {
    /// The decimals of the peak price that [`rotation`](Self::rotation) takes. It is twice as fine as what the contract
    /// keeps, because the peaks of pools in use are quotients such as 1 / 0.996, and the contract never sees them.
    pub const PEAK_DECIMALS: u32 = 36;

    /// `c` and `s` of a peak price with [`PEAK_DECIMALS`](Self::PEAK_DECIMALS) decimals, each to the nearest, the half
    /// up.
    ///
    /// # Errors
    /// None of a peak that fits; the type is that of the arithmetic.
    ///
    /// ```
    /// use yb_core::fixed::text::parse_units;
    /// use yb_core::pools::EclpParams;
    ///
    /// let peak = parse_units("0.9995", EclpParams::PEAK_DECIMALS)?;
    /// let [c, s] = EclpParams::rotation(peak)?;
    /// assert_eq!(c.to_string(), "0.707283579973402312");
    /// assert_eq!(s.to_string(), "0.706929938183415611");
    /// # Ok::<(), yb_core::fixed::Error>(())
    /// ```
    pub fn rotation(peak: U256) -> Result<[Fixed; 2], Error> {
        let one = Natural::power_of_ten(2 * Self::PEAK_DECIMALS);
        let peak = Natural::new(peak);
        let peak = peak.times(&peak);
        let whole = one.plus(&peak);
        Ok([nearest_root(&one, &whole)?, nearest_root(&peak, &whole)?])
    }
}

/// The square root of `part / whole` to 18 decimals, to the nearest.
///
/// The largest `k` with `k - 1/2 <= q` is `(floor(2 q) + 1) / 2`, and `2 q` of a root is the root of four times the
/// square. So nothing is rounded before the end.
fn nearest_root(part: &Natural, whole: &Natural) -> Result<Fixed, Error> {
    let four = Natural::new(4.into()).times(&Natural::power_of_ten(36));
    let square = part.times(&four).divided_by(whole);
    let double = square.ok_or(Error::DivisionByZero)?.root();
    let half = double
        .plus(&Natural::new(U256::one()))
        .divided_by(&Natural::new(2.into()));
    let nearest = half
        .and_then(|half| half.to_u256())
        .ok_or(Error::Overflow)?;
    Ok(Fixed::from_raw(nearest))
}
