//! Decimal text to a double, in a small space.
//!
//! The standard library's parser is exact for every text, and its table of powers alone would be
//! a tenth of the WebAssembly module. This one is exact for what people type: up to 19 digits
//! with a decimal exponent from −19 to 19. Beyond, it may be off in the last digits.

use super::unit::{plain, positional};
use crate::said;
use crate::words::cut;

/// The double nearest to `text`: digits, a point, an exponent, `Infinity` or `NaN`; `None` for
/// anything else.
///
/// ```
/// use yb_core::definition::decimal::parse;
/// assert_eq!(parse("0.707106781186547524"), Some(0.707106781186547524));
/// assert_eq!(parse("-2.5e-3"), Some(-0.0025));
/// assert_eq!(parse("0x10"), None);
/// ```
#[must_use]
pub fn parse(text: &str) -> Option<f64> {
    let minus = |sign| text.strip_prefix(sign);
    let (negative, rest) = match minus("-").or_else(|| minus("\u{2212}")) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix("+").unwrap_or(text)),
    };
    let size = match rest {
        "Infinity" | "infinity" | "inf" => f64::INFINITY,
        "NaN" | "nan" => f64::NAN,
        _ => magnitude(rest)?,
    };
    Some(if negative { -size } else { size })
}

/// The shortest decimal text that reads as this number, as JavaScript writes it: up to 17 digits.
///
/// `None` below a millionth, below a thousandth if it has more than 15 digits, and from 10^14, where exponents begin, and for what is below 0 or no number.
///
/// ```
/// use yb_core::definition::decimal::shortest;
/// assert_eq!(shortest(0.998_502_246_630_054_917), Some("0.9985022466300549".into()));
/// assert_eq!(shortest(8500.0), Some("8500".into()));
/// assert_eq!(shortest(1e300), None);
/// ```
#[must_use]
pub fn shortest(number: f64) -> Option<String> {
    const LEAST: f64 = 1e-6;
    // From here [`parse`] is exact for 17 digits.
    const EXACT: f64 = 1e-3;
    if number == 0.0 {
        return Some("0".into());
    }
    if !(LEAST..1e14).contains(&number) {
        return None;
    }
    let text = plain(number);
    if parse(&text) == Some(number) {
        return Some(text);
    }
    if number < EXACT {
        return None;
    }
    // The number is a fraction of 2^-shift, which 17 of its digits fit with a power of ten.
    let bits = number.to_bits();
    let exponent = i32::try_from(bits >> 52).unwrap_or(0) - 1075;
    let fraction = u128::from(bits & ((1 << 52) - 1) | 1 << 52);
    let shift = exponent.unsigned_abs();
    let count = |text: &str| i32::try_from(text.len()).unwrap_or(0);
    let whole = cut(&text, b".").map_or(&*text, |(whole, _)| whole);
    let leading = if whole == "0" {
        let mut zeros = 0;
        while matches!(text.as_bytes().get(zeros), Some(b'0' | b'.')) {
            zeros += 1;
        }
        1 - i32::try_from(zeros).unwrap_or(0)
    } else {
        count(whole) - 1
    };
    let with_digits = |digits: i32| {
        let decimals = digits - 1 - leading;
        let scaled = fraction * 10u128.pow(decimals.unsigned_abs());
        let rounded = u64::try_from((scaled + ((1 << shift) >> 1)) >> shift).ok()?;
        let figures = said!(rounded);
        // Rounding to 15 digits may have put the first of them one place too high.
        let text = positional(&figures, count(&figures) - 1 - decimals, "");
        (parse(&text) == Some(number)).then_some(text)
    };
    with_digits(16).or_else(|| with_digits(17))
}

fn magnitude(text: &str) -> Option<f64> {
    let (number, exponent) = match cut(text, b"eE") {
        Some((number, exponent)) => (number, exponent.parse::<i16>().ok()?),
        None => (text, 0),
    };
    let (whole, fraction) = cut(number, b".").unwrap_or((number, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let (mut digits, mut exponent) = (0u64, i32::from(exponent));
    for (i, byte) in whole.bytes().chain(fraction.bytes()).enumerate() {
        if !byte.is_ascii_digit() {
            return None;
        }
        let in_fraction = i >= whole.len();
        match digits
            .checked_mul(10)
            .and_then(|ten| ten.checked_add(u64::from(byte - b'0')))
        {
            // Once one digit found no room, those after it have none either.
            Some(more) if digits < u64::MAX / 10 => {
                digits = more;
                exponent -= i32::from(in_fraction);
            }
            _ => exponent += i32::from(!in_fraction),
        }
    }
    Some(scale(digits, exponent))
}

/// `digits · 10^exponent`, rounded to nearest.
fn scale(digits: u64, exponent: i32) -> f64 {
    const EXACT: u32 = 19;
    if digits == 0 {
        return 0.0;
    }
    let near = exponent.unsigned_abs().min(EXACT);
    let power = 10u64.pow(near);
    let far =
        10f64.powi(exponent.signum() * i32::try_from(exponent.unsigned_abs() - near).unwrap_or(0));
    if exponent >= 0 {
        return (u128::from(digits) * u128::from(power)) as f64 * far;
    }
    // A quotient of at least 63 bits, its last bit set if anything remained: rounding it once
    // more, to 53 bits, rounds the true quotient. It is found bit by bit, because a division of
    // 128 bits is as large as all of this.
    let shift = digits.leading_zeros();
    let digits = digits << shift;
    let (mut quotient, mut rest) = (u128::from(digits / power), u128::from(digits % power));
    let power = u128::from(power);
    for _ in 0..64 {
        (quotient, rest) = (quotient << 1, rest << 1);
        if rest >= power {
            (quotient, rest) = (quotient | 1, rest - power);
        }
    }
    let sticky = u128::from(rest != 0);
    let exact = (quotient | sticky) as f64 * 2f64.powi(-64 - shift.cast_signed());
    exact * far
}

#[cfg(test)]
mod tests {
    use super::{parse, shortest};
    use proptest::prelude::*;

    #[test]
    fn what_is_no_number() {
        for text in [
            "", ".", "-", "1e", "e5", "1_000", "0x1", "1.2.3", "1e99999", " 1", "½",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert!(parse("NaN").unwrap().is_nan());
        assert_eq!(parse("-Infinity"), Some(f64::NEG_INFINITY));
    }

    #[test]
    fn ends_of_the_exact_range_and_beyond() {
        for text in [
            "9007199254740993",
            "18446744073709551615",
            "1e19",
            "1e-19",
            ".5",
            "5.",
            "0e9",
        ] {
            assert_eq!(parse(text), text.parse().ok(), "{text}");
        }
        for (text, about) in [
            ("1e80", 1e80),
            ("1e-300", 1e-300),
            ("123456789012345678901234", 1.234_567_890_123_456_8e23),
        ] {
            assert!((parse(text).unwrap() / about - 1.0).abs() < 1e-14, "{text}");
        }
        assert_eq!(parse("1e400"), Some(f64::INFINITY));
        assert_eq!(parse("1e-400"), Some(0.0));
    }

    #[test]
    fn the_shortest_text_of_hard_numbers() {
        for number in [
            0.0,
            1e-6,
            0.1,
            0.3,
            0.1 + 0.2,
            0.999_999_999_999_999_9,
            1.000_000_000_000_000_2,
            0.707_106_781_186_547_5,
            0.001_234_567_890_123_456_7,
            0.000_012_5,
            99_999_999_999_999.98,
            5e13,
        ] {
            assert_eq!(shortest(number), Some(number.to_string()));
        }
        for none in [
            9e-7,
            0.000_123_456_789_012_345_67,
            1e14,
            -1.0,
            f64::NAN,
            f64::INFINITY,
            f64::MIN_POSITIVE,
        ] {
            assert_eq!(shortest(none), None, "{none}");
        }
    }

    proptest! {
        #[test]
        fn the_shortest_text_is_that_of_the_standard_library(number in 1e-6..1e14f64, power in 0i32..=20) {
            let number = (number / 10f64.powi(power)).max(1e-3);
            prop_assert_eq!(shortest(number), Some(number.to_string()));
        }

        #[test]
        fn equals_the_standard_library(digits in 0u64..=9_999_999_999_999_999_999, exponent in -19i32..=19) {
            let text = format!("{digits}e{exponent}");
            prop_assert_eq!(parse(&text), text.parse().ok());
        }

        #[test]
        fn reads_back_what_is_written(number in -1e15..1e15f64) {
            let text = format!("{number}");
            let read = parse(&text).unwrap();
            prop_assert!((read - number).abs() <= 1e-15 * number.abs());
        }
    }
}
