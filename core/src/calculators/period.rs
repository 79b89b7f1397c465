//! A period of Balancer's protocol fees as a field, and what calculators of tokens side by side
//! share.

use crate::definition::read::read_choice;
use crate::definition::{Choice, Code, Errors, InputField, ReadField, Value};
use crate::economics::periods::{PERIODS, Period};

/// A period, chosen by its word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Chosen(pub &'static Period);

/// `N` periods as choices, from the `SKIP`th on.
const fn choices<const SKIP: usize, const N: usize>() -> [Choice; N] {
    let mut all = [Choice {
        name: "",
        label: "",
    }; N];
    let mut n = 0;
    while n < N {
        all[n] = Choice {
            name: PERIODS[SKIP + n].id,
            label: PERIODS[SKIP + n].label,
        };
        n += 1;
    }
    all
}

/// Every period.
pub(super) const ALL: &[Choice] = &choices::<0, { PERIODS.len() }>();
/// Every period in which the protocol took fees.
pub(super) const WITH_FEES: &[Choice] = &choices::<1, { PERIODS.len() - 2 }>();

impl ReadField for Chosen {
    fn read_field(
        value: &Value,
        field: &InputField,
        path: &str,
        errors: &mut Errors,
    ) -> Option<(Self, Value)> {
        let word = read_choice(value, field, path, errors)?;
        let period = PERIODS.iter().find(|period| period.id == word)?;
        Some((Self(period), word.into()))
    }
}

/// Adds a fault to `errors` unless there are as many of these as of those.
pub(super) fn as_many(errors: &mut Errors, field: &str, count: usize, others: &str, many: usize) {
    if count != many {
        let fault = format!("{count} of these for {many} of {others}; there must be as many");
        errors.push(field, Code::Conflict, fault);
    }
}
