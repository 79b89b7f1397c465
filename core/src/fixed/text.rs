//! Decimal text, read and written without losing a digit.
//!
//! A number is digits, and if it has decimals, a point with digits on both sides. Signs, exponents, spaces,
//! underscores and thousands separators are refused, as is a decimal more than the number can hold: a digit that
//! would be dropped in silence might be money.

use super::uint::{add, divide_down, mul};
use super::{Divisor, Error, Fixed, Signed, U256};
use crate::said;
use crate::words::{Part, cut};
use core::fmt;
use core::str::FromStr;

const TEN: U256 = U256([10, 0, 0, 0]);
const BY_TEN: Divisor = Divisor::power_of_ten(1);

/// Reads an amount of a token with that many decimals, into its smallest unit.
///
/// # Errors
/// [`Error::InvalidText`], [`Error::TooManyDecimals`], [`Error::Overflow`] above 2^256 - 1.
///
/// ```
/// use yb_core::fixed::{Error, text};
///
/// assert_eq!(text::parse_units("1.5", 6), Ok(1_500_000.into()));
/// assert_eq!(text::parse_units("0.0000001", 6), Err(Error::TooManyDecimals));
/// assert_eq!(text::parse_units("1e6", 6), Err(Error::InvalidText));
/// ```
pub fn parse_units(text: &str, decimals: u32) -> Result<U256, Error> {
    let (whole, fraction) = match cut(text, b".") {
        Some((_, "")) => return Err(Error::InvalidText),
        Some(parts) => parts,
        None => (text, ""),
    };
    let is_plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !is_plain(whole) || !is_plain(fraction) {
        return Err(Error::InvalidText);
    }
    let missing = (decimals as usize)
        .checked_sub(fraction.len())
        .ok_or(Error::TooManyDecimals)?;
    let mut number = U256::zero();
    for digit in whole.bytes().chain(fraction.bytes()) {
        number = add(mul(number, TEN)?, (digit - b'0').into())?;
    }
    for _ in 0..missing {
        number = mul(number, TEN)?;
    }
    Ok(number)
}

/// Reads a whole number: an amount in a token's smallest unit.
///
/// # Errors
/// As [`parse_units`].
pub fn parse_integer(text: &str) -> Result<U256, Error> {
    parse_units(text, 0)
}

/// Writes an amount of a token with that many decimals, without trailing zeros.
///
/// ```
/// use yb_core::fixed::text::format_units;
///
/// assert_eq!(format_units(1_500_000.into(), 6), "1.5");
/// assert_eq!(format_units(1_500_000.into(), 0), "1500000");
/// assert_eq!(format_units(7.into(), 18), "0.000000000000000007");
/// ```
#[must_use]
pub fn format_units(amount: U256, decimals: u32) -> String {
    let mut backwards = Vec::new();
    let mut rest = amount;
    let mut place = 0;
    while place <= decimals || !rest.is_zero() {
        if place == decimals && !backwards.is_empty() {
            backwards.push('.');
        }
        let tenth = divide_down(rest, &BY_TEN);
        // The lowest words differ by one digit, whether they wrap or not.
        let digit = rest.0[0].wrapping_sub(tenth.0[0].wrapping_mul(10));
        if digit != 0 || place >= decimals || !backwards.is_empty() {
            backwards.push(char::from(b'0' + digit.to_le_bytes()[0]));
        }
        rest = tenth;
        place += 1;
    }
    backwards.iter().rev().collect()
}

/// Writes a whole number: an amount in a token's smallest unit.
#[must_use]
pub fn format_integer(amount: U256) -> String {
    format_units(amount, 0)
}

/// Writes a number with a sign, a minus if it is below 0, as [`format_units`] does.
///
/// ```
/// use yb_core::fixed::{Signed, text::format_signed};
///
/// assert_eq!(format_signed(Signed::new(-1_500_000), 6), "-1.5");
/// assert_eq!(format_signed(Signed::new(15), 0), "15");
/// ```
#[must_use]
pub fn format_signed(number: Signed, decimals: u32) -> String {
    let size = format_units(number.magnitude(), decimals);
    if number.is_negative() {
        said!("-", size)
    } else {
        size
    }
}

impl FromStr for Fixed {
    type Err = Error;

    /// # Errors
    /// [`Error::InvalidText`], [`Error::TooManyDecimals`] past 18, [`Error::Overflow`].
    fn from_str(text: &str) -> Result<Self, Error> {
        parse_units(text, 18).map(Self::from_raw)
    }
}

impl Part for Fixed {
    fn add_to(&self, text: &mut String) {
        format_units(self.raw(), 18).add_to(text);
    }
}

impl fmt::Display for Fixed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad_integral(true, "", &format_units(self.raw(), 18))
    }
}

#[cfg(test)]
mod tests {
    use super::{Fixed, format_units, parse_integer, parse_units};
    use crate::fixed::testing::any_u256;
    use crate::fixed::{Error, U256};
    use proptest::prelude::*;

    #[test]
    fn refuses_all_but_plain_decimals() {
        for text in [
            "", ".", "1.", ".5", "+1", "-1", " 1", "1 ", "1e3", "1_000", "1,5", "0x1", "1.2.3",
            "NaN", "inf", "١", "\">",
        ] {
            assert_eq!(text.parse::<Fixed>(), Err(Error::InvalidText), "{text:?}");
        }
    }

    #[test]
    fn refuses_what_does_not_fit() {
        assert_eq!(
            "0.0000000000000000001".parse::<Fixed>(),
            Err(Error::TooManyDecimals)
        );
        assert_eq!(
            "1.0000000000000000000".parse::<Fixed>(),
            Err(Error::TooManyDecimals)
        );
        assert_eq!(
            format!("1{:0<80}", "").parse::<Fixed>(),
            Err(Error::Overflow)
        );
        assert_eq!(parse_integer(&U256::MAX.to_string()), Ok(U256::MAX));
        assert_eq!(
            parse_integer(&format!("{}0", U256::MAX)),
            Err(Error::Overflow)
        );
    }

    #[test]
    fn reads_and_writes() {
        assert_eq!("1.5".parse::<Fixed>().unwrap().to_string(), "1.5");
        assert_eq!("007.50".parse::<Fixed>().unwrap().to_string(), "7.5");
        assert_eq!("100".parse::<Fixed>().unwrap().to_string(), "100");
        assert_eq!(Fixed::ZERO.to_string(), "0");
        assert_eq!(format!("{:>6}|", Fixed::ONE), "     1|");
    }

    proptest! {
        #[test]
        fn what_is_written_reads_the_same(amount in any_u256(), decimals in 0u32..=18) {
            let text = format_units(amount, decimals);
            prop_assert_eq!(parse_units(&text, decimals), Ok(amount));
            prop_assert!(!text.contains('.') || !text.ends_with('0'));
            prop_assert_eq!(format_units(amount, 0), amount.to_string());
        }
    }
}
