//! The ellipse in the contract's own numbers.
//!
//! Parameters are decimal text with up to 18 decimals: a double has 16 digits, and a parameter off in its 17th moves
//! every derived number in its 17th as well.

use super::Input;
use crate::definition::unit::plain;
use crate::definition::{Code, Errors};
use crate::fixed::text::parse_units;
use crate::fixed::{Error, Fixed, U256};
use crate::pools::{EclpCheck, EclpDerived, EclpParams};

/// Limits of what is worked out; those of the contract are for the checks to show.
const PRICES: (f64, f64) = (1e-9, 1e9);
const STRETCHES: (f64, f64) = (0.001, 1e12);
const RATES: (f64, f64) = (1e-9, 1e9);
/// Closer prices a double cannot tell apart well enough to draw what lies between them.
const LEAST_WIDTH: f64 = 1e-9;
const HALF: Fixed = Fixed::from_wei(500_000_000_000_000_000);

pub(super) struct Ellipse {
    pub(super) params: EclpParams,
    pub(super) derived: EclpDerived,
    pub(super) rates: [f64; 2],
}

/// Parameters as they are given.
pub(super) struct Texts<'a> {
    pub(super) alpha: &'a str,
    pub(super) beta: &'a str,
    pub(super) peak: &'a str,
    pub(super) lambda: &'a str,
    pub(super) c: &'a str,
    pub(super) s: &'a str,
    pub(super) rates: &'a [String],
}

/// The exact parameters, and the rates of both tokens.
pub(super) fn read(texts: &Texts<'_>, errors: &mut Errors) -> Option<(EclpParams, [Fixed; 2])> {
    let before = errors.len();
    let mut read = |field: &str, text: &str, limits| fixed(field, text, limits, errors);
    let alpha = read("alpha", texts.alpha, PRICES);
    let beta = read("beta", texts.beta, PRICES);
    let lambda = read("lambda", texts.lambda, STRETCHES);
    let mut rates = [Fixed::ONE; 2];
    for (n, (rate, text)) in rates.iter_mut().zip(texts.rates).enumerate() {
        *rate = read(&format!("rates[{n}]"), text, RATES).unwrap_or(Fixed::ONE);
    }
    let rotation = rotation(texts, errors);
    if let (Some(alpha), Some(beta)) = (alpha, beta)
        && beta.to_f64() < alpha.to_f64() * (1.0 + LEAST_WIDTH)
    {
        let fault = format!("{beta} must be above alpha, {alpha}, by at least a billionth of it");
        errors.push("beta", Code::Conflict, fault);
    }
    let (alpha, beta, lambda, [c, s]) = (alpha?, beta?, lambda?, rotation?);
    let params = EclpParams {
        alpha,
        beta,
        c,
        s,
        lambda,
    };
    (errors.len() == before).then_some((params, rates))
}

impl Ellipse {
    pub(super) fn read(input: &Input) -> Result<Self, Errors> {
        let mut errors = Errors::new();
        let texts = Texts {
            alpha: &input.alpha,
            beta: &input.beta,
            peak: &input.peak,
            lambda: &input.lambda,
            c: &input.c,
            s: &input.s,
            rates: &input.rates,
        };
        let Some((params, rates)) = read(&texts, &mut errors) else {
            return Err(errors);
        };
        let derived = params.derive().map_err(underivable)?;
        let rates = rates.map(Fixed::to_f64);
        Ok(Self {
            params,
            derived,
            rates,
        })
    }

    /// The same with another stretch.
    pub(super) fn stretched(&self, lambda: Fixed) -> Result<Self, Errors> {
        let params = EclpParams {
            lambda,
            ..self.params
        };
        Ok(Self {
            params,
            derived: params.derive().map_err(underivable)?,
            rates: self.rates,
        })
    }

    pub(super) fn checks(&self) -> Result<Vec<EclpCheck>, Errors> {
        self.params.checks(&self.derived).map_err(underivable)
    }

    /// The hook's own condition.
    pub(super) fn takes_the_surge_hook(&self) -> bool {
        self.params.c >= HALF && self.params.s >= HALF
    }

    pub(super) fn angle(&self) -> f64 {
        let [s, c] = [self.params.s, self.params.c].map(Fixed::to_f64);
        s.atan2(c).to_degrees()
    }
}

/// `c` and `s` as given, or of the peak.
fn rotation(texts: &Texts<'_>, errors: &mut Errors) -> Option<[Fixed; 2]> {
    let faults_before = errors.len();
    let given = match (texts.c, texts.s) {
        ("", "") => {
            // Not more than U256 can hold with 36 decimals, and as far as prices go.
            let peak = units(
                "peak",
                texts.peak,
                EclpParams::PEAK_DECIMALS,
                PRICES,
                errors,
            )?;
            return EclpParams::rotation(peak).ok();
        }
        (c, "") => {
            errors.push("s", Code::Required, format!("missing beside c, {c}"));
            None
        }
        ("", s) => {
            errors.push("c", Code::Required, format!("missing beside s, {s}"));
            None
        }
        (c, s) => {
            let c = fixed("c", c, (0.0, 2.0), errors);
            let s = fixed("s", s, (0.0, 2.0), errors);
            c.zip(s)
        }
    };
    if let Some((Fixed::ZERO, Fixed::ZERO)) = given {
        errors.push("c", Code::Range, "0 must not be given for both c and s");
    }
    given
        .filter(|_| errors.len() == faults_before)
        .map(|(c, s)| [c, s])
}

fn fixed(field: &str, text: &str, limits: (f64, f64), errors: &mut Errors) -> Option<Fixed> {
    units(field, text, 18, limits, errors).map(Fixed::from_raw)
}

/// Decimal text between two limits, both allowed.
fn units(
    field: &str,
    text: &str,
    decimals: u32,
    (least, most): (f64, f64),
    errors: &mut Errors,
) -> Option<U256> {
    let shown = |limit: f64| plain(limit);
    let limits = format!(
        "allowed are {} to {}, with up to {decimals} decimals",
        shown(least),
        shown(most)
    );
    let number = match parse_units(text, decimals) {
        Ok(number) => number,
        Err(error) => {
            let code = match error {
                Error::Overflow => Code::Range,
                _ => Code::Type,
            };
            errors.push(field, code, format!("{}; {limits}", fault(text, error)));
            return None;
        }
    };
    let size = Fixed::from_raw(number).to_f64() * 1e18 / 10f64.powi(decimals.cast_signed());
    if size < least || size > most {
        errors.push(
            field,
            Code::Range,
            format!("{text} is out of range; {limits}"),
        );
        return None;
    }
    Some(number)
}

fn fault(text: &str, error: Error) -> String {
    let given = crate::definition::Value::from(text).describe();
    match error {
        Error::TooManyDecimals => format!("{given} has too many decimals"),
        Error::Overflow => format!("{given} is too large"),
        _ => format!("{given} is no plain decimal number"),
    }
}

/// What the exact numbers have no room for.
#[allow(clippy::needless_pass_by_value)] // the shape that `map_err` wants
fn underivable(error: Error) -> Errors {
    let fault =
        format!("nothing can be derived from it with these prices and this rotation ({error})");
    Errors::one("lambda", Code::Conflict, fault)
}
