//! What the fuzz targets do with their bytes: CONTRIBUTING.md says how to run them.
//!
//! A target panics at what it finds, and nowhere else. The laws that pools are held to are those of the core's property
//! tests, in `core/tests/support`.

mod json;
#[path = "../../core/tests/support/generations.rs"]
#[allow(missing_docs, dead_code)]
mod generations;
#[path = "../../core/tests/support/laws.rs"]
#[allow(missing_docs, dead_code)]
mod laws;
#[path = "../../core/tests/support/random.rs"]
#[allow(missing_docs, dead_code)]
mod random;

#[path = "../../core/tests/support/steps.rs"]
#[allow(missing_docs, dead_code)]
mod steps;

pub use json::pool_json;
pub use random::{KINDS, Kind};

use laws::{decimals_only_cut, lawful_sequence};
use random::{Bytes, Size, any_pool, any_step};
use steps::Step;
use yb_core::definition::decimal;
use yb_core::fixed::{Fixed, Signed, text};

/// Both readers of decimals. What they take, they write back the same.
pub fn decimal(bytes: &[u8]) {
    let Some((decimals, text)) = bytes.split_first() else {
        return;
    };
    let Ok(given) = std::str::from_utf8(text) else {
        return;
    };
    if let Some(number) = decimal::parse(given) {
        let theirs = given
            .replace('\u{2212}', "-")
            .parse::<f64>()
            .expect("a number is a number to all");
        let close = number == theirs || number.is_nan() || (number / theirs - 1.0).abs() < 1e-13;
        // Beyond what a double can hold with all its bits, neither is right.
        assert!(close || theirs.abs() < 1e-290, "{given}: {number} {theirs}");
    }
    let decimals = u32::from(*decimals);
    if let Ok(number) = text::parse_units(given, decimals) {
        let written = text::format_units(number, decimals);
        assert_eq!(text::parse_units(&written, decimals), Ok(number), "{given}");
        assert!(
            written.len() <= given.len().max(1),
            "{given} is written {written}"
        );
    }
    let _ = text::parse_integer(given);
    let _ = given.parse::<Fixed>();
    let _ = given.parse::<Signed>();
}

/// A pool and up to six steps, held to every law. How many of them the pool took.
pub fn pool(kind: Kind, bytes: &[u8]) -> usize {
    let bytes = &mut Bytes(bytes);
    let size = if bytes.between(0, 3) == 1 {
        Size::Units
    } else {
        Size::Any
    };
    let Ok(state) = any_pool(kind, size, bytes) else {
        return 0;
    };
    let count = bytes.between(1, 6);
    let steps: Vec<Step> = (0..count)
        .filter_map(|_| any_step(&state, bytes).ok())
        .collect();
    for step in &steps {
        if let Step::Swap(request) = step
            && let Err(fault) = decimals_only_cut(&state, request)
        {
            panic!("{fault}\n{step:?} of {state:#?}");
        }
    }
    match lawful_sequence(&state, steps) {
        Ok((taken, _)) => taken,
        Err(fault) => panic!("{fault}\n{state:#?}"),
    }
}
