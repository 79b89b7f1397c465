//! Each target reaches what it is there to test.

use yb_fuzz::{KINDS, decimal, pool, pool_json};

/// Bytes that look random and are always the same.
fn bytes(seed: u64, count: usize) -> Vec<u8> {
    let mut state = seed;
    let step = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        state.to_be_bytes()[0]
    };
    std::iter::repeat_with(step).take(count).collect()
}

#[test]
fn pools_take_steps() {
    for kind in KINDS {
        let taken: usize = (0..20).map(|seed| pool(kind, &bytes(seed, 1_000))).sum();
        assert!(taken >= 5, "{kind:?}: {taken}");
        assert_eq!(pool(kind, &[]), pool(kind, &[0]));
    }
}

#[test]
fn pools_of_json_are_answered_or_refused() {
    let answered = (0..200)
        .filter(|seed| pool_json(&bytes(*seed, 200)))
        .count();
    assert!((20..180).contains(&answered), "{answered} of 200");
    assert!(!pool_json(br#"{"poolType": "STABLE"}"#));
}

#[test]
fn decimals_are_read_or_refused() {
    for text in [
        "",
        "\u{2}1.5",
        "\u{12}0.000000000000000001",
        "a-2.5e-3",
        "aNaN",
        "a1e999",
        "a1e-999",
        "a..",
        "a9e19",
    ] {
        decimal(text.as_bytes());
    }
}
