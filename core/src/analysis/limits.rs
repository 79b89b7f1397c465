//! Bounds of parameters, and the report of one that is out of bounds.

use std::fmt;

/// A bound on a number. No bound admits NaN.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Limit {
    /// Neither NaN nor infinite.
    Finite,
    /// `value >= bound`
    AtLeast(f64),
    /// `value <= bound`
    AtMost(f64),
    /// `value > bound`
    Above(f64),
    /// `value < bound`
    Below(f64),
    /// `|value - target| <= 1e-12`
    Equal(f64),
}

/// How far from its target a value under [`Limit::Equal`] may lie.
const EQUAL_WITHIN: f64 = 1e-12;

impl Limit {
    /// Whether `value` keeps this limit.
    #[must_use]
    pub fn admits(self, value: f64) -> bool {
        match self {
            Self::Finite => value.is_finite(),
            Self::AtLeast(bound) => value >= bound,
            Self::AtMost(bound) => value <= bound,
            Self::Above(bound) => value > bound,
            Self::Below(bound) => value < bound,
            Self::Equal(target) => (value - target).abs() <= EQUAL_WITHIN,
        }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Finite => write!(out, "a finite number"),
            Self::AtLeast(bound) => write!(out, "at least {bound}"),
            Self::AtMost(bound) => write!(out, "at most {bound}"),
            Self::Above(bound) => write!(out, "above {bound}"),
            Self::Below(bound) => write!(out, "below {bound}"),
            Self::Equal(target) => write!(out, "{target} (within {EQUAL_WITHIN:e})"),
        }
    }
}

/// A parameter that breaks a limit.
///
/// ```
/// use yb_core::analysis::{curve::Curve, limits::Limit};
///
/// let errors = Curve::Weighted { weight: 1.0 }.validate().unwrap_err();
/// assert_eq!(errors[0].parameter, "weight");
/// assert_eq!(errors[0].limit, Limit::AtMost(0.99));
/// assert_eq!(errors[0].to_string(), "weight is 1 but must be at most 0.99");
/// ```
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Invalid {
    /// Its name as the calculators write it, in camel case: `swapFee`, `amplification`.
    pub parameter: &'static str,
    /// What was given.
    pub value: f64,
    /// The first limit that it breaks.
    pub limit: Limit,
}

impl fmt::Display for Invalid {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            parameter,
            value,
            limit,
        } = self;
        write!(out, "{parameter} is {value} but must be {limit}")
    }
}

impl std::error::Error for Invalid {}

/// Collects what is wrong with a set of parameters, at most one entry for each.
#[derive(Debug, Default)]
pub(super) struct Checks(Vec<Invalid>);

impl Checks {
    /// Notes the first of `limits` that `value` breaks; that it be finite always comes first.
    pub(super) fn check(&mut self, parameter: &'static str, value: f64, limits: &[Limit]) {
        let broken = [Limit::Finite]
            .iter()
            .chain(limits)
            .find(|limit| !limit.admits(value));
        if let Some(&limit) = broken {
            self.0.push(Invalid {
                parameter,
                value,
                limit,
            });
        }
    }

    /// Takes over what another check found.
    pub(super) fn absorb(&mut self, other: Result<(), Vec<Invalid>>) {
        if let Err(mut invalid) = other {
            self.0.append(&mut invalid);
        }
    }

    /// All that was noted, or `Ok` when nothing was.
    pub(super) fn finish(self) -> Result<(), Vec<Invalid>> {
        if self.0.is_empty() {
            Ok(())
        } else {
            Err(self.0)
        }
    }
}
