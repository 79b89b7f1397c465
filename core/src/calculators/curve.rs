//! The `curve` field, shared by every calculator that takes a curve.

use crate::analysis::curve::{Curve, MAX_AMPLIFICATION, MAX_PRICE, MIN_AMPLIFICATION, MIN_PRICE};
use crate::analysis::limits::{Invalid, Limit};
use crate::definition::field::{number, union};
use crate::definition::read::{join, read_variant};
use crate::definition::unit::plain;
use crate::definition::{
    Code, Errors, InputField, Inputs, ReadField, Reader, Shape, Unit, Value, Variant,
};
use crate::inputs;

inputs! {
    /// No parameters.
    pub struct ConstantProduct {}
}

inputs! {
    /// Parameters of a weighted pool.
    pub struct Weighted {
        /// Share of the pool's value in the yield-bearing token.
        weight: f64 = number("Weight of the yield-bearing token", Unit::Percent, 0.8)
            .range(0.01, 0.99).step(0.01);
    }
}

inputs! {
    /// Parameters of a StableSwap pool.
    pub struct Stable {
        /// Amplification A, as the contract's `getAmplificationParameter` gives it without its precision of 1000.
        amplification: f64 = number("Amplification A", Unit::Plain, 200.0)
            .range(MIN_AMPLIFICATION, MAX_AMPLIFICATION).step(1.0).log();
    }
}

inputs! {
    /// Parameters of a concentrated range (Uniswap v3 position, Gyro 2-CLP).
    pub struct Range {
        /// Price at which the position is all yield-bearing token.
        lower: f64 = number("Lower price", Unit::Price, 0.95)
            .range(MIN_PRICE, MAX_PRICE).slide(0.8, 1.0).step(0.001);
        /// Price at which the position has sold all of it.
        upper: f64 = number("Upper price", Unit::Price, 1.05)
            .range(MIN_PRICE, MAX_PRICE).slide(1.0, 1.25).step(0.001);
    }
}

inputs! {
    /// Parameters of a Gyro E-CLP.
    pub struct Eclp {
        /// Price at which the pool is all yield-bearing token.
        alpha: f64 = number("Lower price α", Unit::Price, 0.9985)
            .range(MIN_PRICE, MAX_PRICE).slide(0.9, 1.0).step(0.0001);
        /// Price at which the pool has sold all of it.
        beta: f64 = number("Upper price β", Unit::Price, 1.0005)
            .range(MIN_PRICE, MAX_PRICE).slide(1.0, 1.1).step(0.0001);
        /// Cosine of the angle by which the ellipse is turned.
        c: f64 = number("Cosine c", Unit::Plain, core::f64::consts::FRAC_1_SQRT_2).step(0.001);
        /// Sine of that angle; s/c is the price with the most liquidity.
        s: f64 = number("Sine s", Unit::Plain, core::f64::consts::FRAC_1_SQRT_2).step(0.001);
        /// Stretch of the ellipse: liquidity concentrates around the price s/c.
        lambda: f64 = number("Stretch λ", Unit::Plain, 8500.0).range(1.0, 1e8).step(1.0).log();
    }
}

const VARIANTS: &[Variant] = &[
    Variant {
        name: "constantProduct",
        label: "x · y = k",
        fields: ConstantProduct::FIELDS,
    },
    Variant {
        name: "weighted",
        label: "Weighted",
        fields: Weighted::FIELDS,
    },
    Variant {
        name: "stable",
        label: "StableSwap",
        fields: Stable::FIELDS,
    },
    Variant {
        name: "range",
        label: "Concentrated range",
        fields: Range::FIELDS,
    },
    Variant {
        name: "eclp",
        label: "Elliptic (E-CLP)",
        fields: Eclp::FIELDS,
    },
];

/// The field, with this kind where none is given.
pub(super) const fn curve(default: &'static str) -> Shape {
    union("Curve", VARIANTS, default)
}

impl ReadField for Curve {
    fn read_field(
        value: &Value,
        field: &InputField,
        path: &str,
        errors: &mut Errors,
    ) -> Option<(Self, Value)> {
        let variant = read_variant(value, field, path, errors)?;
        let (curve, fields) = match variant.name {
            "constantProduct" => {
                read::<ConstantProduct>(value, path, errors, |_| Curve::ConstantProduct)
            }
            "weighted" => read::<Weighted>(value, path, errors, |it| Curve::Weighted {
                weight: it.weight,
            }),
            "stable" => read::<Stable>(value, path, errors, |it| Curve::Stable {
                amplification: it.amplification,
            }),
            "range" => read::<Range>(value, path, errors, |it| Curve::Range {
                lower: it.lower,
                upper: it.upper,
            }),
            "eclp" => read::<Eclp>(value, path, errors, |it| Curve::Eclp {
                alpha: it.alpha,
                beta: it.beta,
                c: it.c,
                s: it.s,
                lambda: it.lambda,
            }),
            _ => None,
        }?;
        if let Err(faults) = curve.validate() {
            for fault in &faults {
                push_invalid(errors, path, fault);
            }
            return None;
        }
        Some((curve, Value::tagged(variant.name, fields)))
    }
}

fn push_invalid(errors: &mut Errors, prefix: &str, invalid: &Invalid) {
    let Invalid {
        parameter,
        value,
        limit,
    } = invalid;
    let limit = match limit {
        Limit::Finite => "a finite number".to_owned(),
        Limit::AtLeast(bound) => format!("at least {}", plain(*bound)),
        Limit::AtMost(bound) => format!("at most {}", plain(*bound)),
        Limit::Above(bound) => format!("above {}", plain(*bound)),
        Limit::Below(bound) => format!("below {}", plain(*bound)),
        Limit::Equal(target) => format!("{} (within 1e-12)", plain(*target)),
    };
    let fault = format!("{} must be {limit}", plain(*value));
    errors.push(join(prefix, parameter), Code::Conflict, fault);
}

/// What the analysis finds wrong, as faults of the calculator's fields: the parameters of the
/// curve stand under `curve`.
#[allow(clippy::needless_pass_by_value)] // the shape that `map_err` wants
pub(super) fn faults(invalid: Vec<Invalid>) -> Errors {
    let of_curve = |name| {
        VARIANTS
            .iter()
            .flat_map(|v| v.fields)
            .any(|f| f.key() == name)
    };
    let mut errors = Errors::new();
    for invalid in &invalid {
        let prefix = if of_curve(invalid.parameter.to_owned()) {
            "curve"
        } else {
            ""
        };
        push_invalid(&mut errors, prefix, invalid);
    }
    errors
}

/// Adds what the analysis finds wrong.
pub(super) fn tell(found: Result<(), Vec<Invalid>>, errors: &mut Errors) {
    if let Err(invalid) = found {
        for fault in faults(invalid).iter() {
            errors.repeat(fault);
        }
    }
}

fn read<T: Inputs>(
    value: &Value,
    path: &str,
    errors: &mut Errors,
    curve: fn(T) -> Curve,
) -> Option<(Curve, Vec<(String, Value)>)> {
    let (read, fields) = Reader::object::<T>(value, path, &["kind"], errors)?;
    Some((curve(read), fields))
}

/// The name of a curve in a sentence or at the end of a line.
pub(super) fn name(curve: Curve) -> String {
    match curve {
        Curve::ConstantProduct => "x · y = k".into(),
        Curve::Weighted { weight } => {
            let percent = (weight * 100.0).round();
            format!("{}/{} weighted", plain(percent), plain(100.0 - percent))
        }
        Curve::Stable { amplification } => format!("A = {}", plain(amplification)),
        Curve::Range { lower, upper } => format!("{} to {}", plain(lower), plain(upper)),
        Curve::Eclp { lambda, .. } => format!("E-CLP, λ = {}", plain(lambda)),
    }
}
