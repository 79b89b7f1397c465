//! The parameters as the contract takes them.

use super::Derived;
use super::exact::Ellipse;
use crate::definition::{Value, json};
use crate::fixed::text::{format_integer, format_signed};
use crate::fixed::{Fixed, Signed};
use crate::pools::EclpDerived;

/// The decimals of the derived parameters.
const DECIMALS: u32 = 38;

fn named(derived: &EclpDerived) -> [(&'static str, Signed); 9] {
    let [alpha_x, alpha_y] = derived.tau_alpha;
    let [beta_x, beta_y] = derived.tau_beta;
    [
        ("tauAlpha.x", alpha_x),
        ("tauAlpha.y", alpha_y),
        ("tauBeta.x", beta_x),
        ("tauBeta.y", beta_y),
        ("u", derived.u),
        ("v", derived.v),
        ("w", derived.w),
        ("z", derived.z),
        ("dSq", derived.d_sq),
    ]
}

pub(super) fn derived(derived: &EclpDerived) -> Vec<Derived> {
    let row = |(name, number): (&str, Signed)| Derived {
        name: name.into(),
        value: format_signed(number, DECIMALS),
        integer: format_signed(number, 0),
    };
    named(derived).into_iter().map(row).collect()
}

/// `EclpParams` and `DerivedEclpParams` of `GyroECLPPoolFactory.create`.
pub(super) fn contract(ellipse: &Ellipse) -> String {
    let params = &ellipse.params;
    let wei = |number: Fixed| Value::from(format_integer(number.raw()));
    let eclp = Value::object(vec![
        ("alpha", wei(params.alpha)),
        ("beta", wei(params.beta)),
        ("c", wei(params.c)),
        ("s", wei(params.s)),
        ("lambda", wei(params.lambda)),
    ]);
    let derived = &ellipse.derived;
    let integer = |number: Signed| Value::from(format_signed(number, 0));
    let point = |[x, y]: [Signed; 2]| Value::object(vec![("x", integer(x)), ("y", integer(y))]);
    let derived = Value::object(vec![
        ("tauAlpha", point(derived.tau_alpha)),
        ("tauBeta", point(derived.tau_beta)),
        ("u", integer(derived.u)),
        ("v", integer(derived.v)),
        ("w", integer(derived.w)),
        ("z", integer(derived.z)),
        ("dSq", integer(derived.d_sq)),
    ]);
    let both = vec![("eclpParams", eclp), ("derivedEclpParams", derived)];
    json::pretty(&Value::object(both)) + "\n"
}
