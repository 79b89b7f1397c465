//! Units, and the English text of a number in its unit.

use crate::said;

/// What a number counts. JSON carries the plain number ([`Unit::scale`] times smaller than what
/// people read); the schema names the unit as `x-unit`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A pure number.
    Plain,
    /// A fraction, read as per cent.
    Percent,
    /// A fraction a year, read as per cent a year.
    PercentPerYear,
    /// A fraction per square root of a year (volatility), read as per cent.
    PercentPerRootYear,
    /// A fraction, read in basis points (1 bp = 0.0001).
    BasisPoints,
    /// Years.
    Years,
    /// Seconds.
    Seconds,
    /// Units of the second token for one of the first.
    Price,
    /// Whole tokens, as exact decimal text.
    Tokens,
    /// The token's smallest unit ("wei"), as exact integer text.
    Raw,
    /// Money in the pool's unit of account.
    Money,
}

impl Unit {
    /// The name in the schema.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Unit::Plain => "number",
            Unit::Percent => "percent",
            Unit::PercentPerYear => "percentPerYear",
            Unit::PercentPerRootYear => "percentPerRootYear",
            Unit::BasisPoints => "basisPoints",
            Unit::Years => "years",
            Unit::Seconds => "seconds",
            Unit::Price => "price",
            Unit::Tokens => "tokens",
            Unit::Raw => "raw",
            Unit::Money => "money",
        }
    }

    /// What people read is the JSON number times this.
    #[must_use]
    pub const fn scale(self) -> f64 {
        match self {
            Unit::Percent | Unit::PercentPerYear | Unit::PercentPerRootYear => 100.0,
            Unit::BasisPoints => 10_000.0,
            _ => 1.0,
        }
    }

    /// What follows the number, after a no-break space; may be empty.
    #[must_use]
    pub const fn suffix(self) -> &'static str {
        match self {
            Unit::Percent | Unit::PercentPerYear | Unit::PercentPerRootYear => "%",
            Unit::BasisPoints => "bp",
            Unit::Years => "years",
            Unit::Seconds => "s",
            _ => "",
        }
    }

    /// The unit in words, beside a field's label; may be empty.
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Unit::PercentPerYear => "% a year",
            Unit::PercentPerRootYear => "% per √year",
            _ => self.suffix(),
        }
    }

    /// `value` in this unit with `digits` significant digits, in English.
    ///
    /// ```
    /// use yb_core::definition::Unit;
    /// assert_eq!(Unit::Percent.text(0.0082888, 3), "0.829\u{a0}%");
    /// assert_eq!(Unit::Years.text(1.0, 3), "1\u{a0}year");
    /// assert_eq!(Unit::Money.text(1234567.8, 3), "1,230,000");
    /// ```
    #[must_use]
    pub fn text(self, value: f64, digits: usize) -> String {
        let number = significant(value * self.scale(), digits);
        match self.suffix() {
            "" => number,
            "years" if number == "1" => "1\u{a0}year".into(),
            suffix => said!(number, "\u{a0}", suffix),
        }
    }
}

/// Most significant digits that a text shows; a double holds this many in any size.
const MOST_DIGITS: usize = 15;

/// A number as an error message or a control shows it: up to 15 digits, powers of ten as `e`.
#[must_use]
pub fn plain(number: f64) -> String {
    if number.is_nan() {
        return "NaN".into();
    }
    let sign = if number.is_sign_negative() && number != 0.0 {
        "-"
    } else {
        ""
    };
    if number.is_infinite() {
        return said!(sign, "Infinity");
    }
    let Some((figures, exponent)) = figures(number, MOST_DIGITS) else {
        return "0".into();
    };
    if (-6..15).contains(&exponent) {
        return said!(sign, positional(&figures, exponent, ""));
    }
    said!(sign, positional(&figures, 0, ""), "e", exponent)
}

/// `value` rounded to `digits` significant digits, thousands grouped by commas; powers of ten
/// for what is smaller than a millionth or larger than 10^15. A minus is a real minus sign.
fn significant(value: f64, digits: usize) -> String {
    if !value.is_finite() {
        return plain(value);
    }
    let Some((figures, exponent)) = figures(value, digits) else {
        return "0".into();
    };
    let sign = if value < 0.0 { "\u{2212}" } else { "" };
    if (-6..15).contains(&exponent) {
        return said!(sign, positional(&figures, exponent, ","));
    }
    let mantissa = positional(&figures, 0, "");
    said!(sign, mantissa, "\u{a0}×\u{a0}", "10", superscript(exponent))
}

/// The first `digits` significant digits of a finite number, and the power of ten that the first
/// of them counts; `None` for 0. The standard library would be right in the 17th digit as well,
/// for twenty times the code.
fn figures(value: f64, digits: usize) -> Option<(String, i32)> {
    let size = value.abs();
    if size == 0.0 {
        return None;
    }
    let digits = i32::try_from(digits.clamp(1, MOST_DIGITS)).unwrap_or(1);
    // Rounding may reach the next power of ten.
    let mut exponent = exponent(size);
    loop {
        let whole = shift(size, digits - 1 - exponent).round();
        if whole >= shift(1.0, digits) {
            exponent += 1;
        } else if whole < shift(1.0, digits - 1) {
            exponent -= 1;
        } else {
            // At most 15 digits, so the cast is exact.
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            return Some((said!(whole as u64), exponent));
        }
    }
}

/// The power of ten that the first digit of a number above 0 counts. One logarithm serves all, and its error is
/// put right next to a power of ten.
#[must_use]
pub fn exponent(size: f64) -> i32 {
    // Past all powers that a double has, which 0 and infinity are.
    const BEYOND: i32 = 400;
    #[allow(clippy::cast_possible_truncation)] // the cast saturates
    let near = (size.ln() * core::f64::consts::LOG10_E).floor() as i32;
    let near = near.clamp(-BEYOND, BEYOND);
    if size < shift(1.0, near) {
        near - 1
    } else if size >= shift(1.0, near + 1) {
        near + 1
    } else {
        near
    }
}

/// `value · 10^power`, in steps that are exact powers of ten.
fn shift(mut value: f64, mut power: i32) -> f64 {
    while power != 0 {
        let step = power.clamp(-22, 22);
        let ten = 10f64.powi(step.abs());
        value = if step < 0 { value / ten } else { value * ten };
        power -= step;
    }
    value
}

/// The digits `figures`, the first of which counts 10^exponent, in groups of three parted by
/// `comma`, without zeros at the end of the fraction.
pub(super) fn positional(figures: &str, exponent: i32, comma: &str) -> String {
    let mut figures = figures;
    while let Some(rest) = figures.strip_suffix("0") {
        figures = rest;
    }
    let last = exponent + 1 - i32::try_from(figures.len()).unwrap_or(0);
    let mut out = String::new();
    let mut digits = figures.chars();
    for power in (last.min(0)..=exponent.max(0)).rev() {
        if power == -1 {
            out.push('.');
        }
        let digit = if power > exponent {
            None
        } else {
            digits.next()
        };
        out.push(digit.unwrap_or('0'));
        if power > 0 && power % 3 == 0 {
            out.push_str(comma);
        }
    }
    out
}

fn superscript(exponent: i32) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let mut out = String::new();
    for c in said!(exponent).chars() {
        out.push(c.to_digit(10).map_or('⁻', |digit| DIGITS[digit as usize]));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn significant_digits_in_every_size() {
        for (value, digits, text) in [
            (0.0, 3, "0"),
            (0.829, 2, "0.83"),
            (28.14, 3, "28.1"),
            (99.96, 3, "100"),
            (1234.5, 3, "1,230"),
            (999_999.5, 6, "1,000,000"),
            (0.000_085_6, 2, "0.000086"),
            (8.56e-7, 3, "8.56\u{a0}×\u{a0}10⁻⁷"),
            (-0.05, 2, "\u{2212}0.05"),
            (1e20, 2, "1\u{a0}×\u{a0}10²⁰"),
            (200.0, 3, "200"),
            (13.18, 4, "13.18"),
            (f64::NAN, 3, "NaN"),
        ] {
            assert_eq!(significant(value, digits), text, "{value} to {digits}");
        }
    }

    #[test]
    fn every_size_of_number_has_its_digits() {
        for exponent in -300..300 {
            for mantissa in [1.0, 1.5, 9.999_999_9] {
                let value: f64 = format!("{mantissa}e{exponent}").parse().unwrap();
                let read: f64 = plain(value).parse().unwrap();
                assert!(
                    (read / value - 1.0).abs() < 1e-13,
                    "{value:e} as {}",
                    plain(value)
                );
            }
        }
        assert_eq!(plain(f64::MIN_POSITIVE / 4e15), "4.94065645841247e-324");
        assert_eq!(plain(f64::MAX), "1.79769313486232e308");
        assert_eq!(plain(123_456_789_012_345.0), "123456789012345");
        assert_eq!(plain(0.1 + 0.2), "0.3");
        assert_eq!(plain(-0.0), "0");
    }

    #[test]
    fn messages_show_what_was_given() {
        assert_eq!(plain(1e80), "1e80");
        assert_eq!(plain(50001.0), "50001");
        assert_eq!(plain(-0.5), "-0.5");
        assert_eq!(plain(f64::NEG_INFINITY), "-Infinity");
    }
}
