//! November 2025 replayed: the path of a second program, the seventeen wei, the correction, and what is refused.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod support;

use serde_json::{Value as Json, json};
use support::calculator::Asked;

const IT: Asked = Asked("rounding");

fn invariants(output: &Json) -> Vec<u64> {
    let list = output["invariants"].as_array().unwrap();
    list.iter()
        .map(|it| it.as_str().unwrap().parse().unwrap())
        .collect()
}

/// Amounts and invariants of a program that was written from the contracts' source with whole numbers of any size.
#[test]
fn three_rounds_as_they_were() {
    let output = IT.answer(&json!({"steps": 3}));
    let expected = [
        82_324, 82_942, 67_714, 67_967, 68_077, 55_528, 55_711, 55_940, 45_674, 45_811,
    ];
    assert_eq!(invariants(&output), expected);
    assert_eq!(output["whoPays"], "liquidity providers");
    let change = 45_811.0 / 82_324.0 - 1.0;
    assert!((output["invariantChange"].as_f64().unwrap() - change).abs() < 1e-15);
    let row = |index: usize| &output["path"][index];
    assert_eq!(row(0)["takes"], "39982 of the second");
    assert_eq!(row(0)["pays"], "144464");
    assert_eq!(row(1)["takes"], "17 of the second");
    assert_eq!(row(1)["counted"], "17");
    assert_eq!(row(1)["worth"], "17.988251");
    assert_eq!(row(1)["pays"], "291085");
    assert_eq!(row(2)["takes"], "427994 of the first");
}

#[test]
fn seventeen_are_counted_without_their_fraction() {
    let output = IT.answer(&json!({}));
    // 17 · 1.058132408689971699 = 17.988250947729518883
    let understated = 1.0 - 17.0 / 17.988_250_947_729_52;
    assert!((output["understated"].as_f64().unwrap() / understated - 1.0).abs() < 1e-12);
    assert!((0.0549..0.0550).contains(&understated));
    let up = IT.answer(&json!({"direction": "up"}));
    assert_eq!(up["understated"].as_f64(), Some(0.0));
    assert_eq!(up["path"][1]["counted"], "18");
}

/// Corrected, the invariant never falls: not for any of these rates, balances and edges.
#[test]
fn rounded_up_no_swap_lowers_the_invariant() {
    let mut falls = 0;
    for rate in ["1", "1.058132408689971699", "1.1", "1.49", "1.9999", "7.3"] {
        for balances in [["40000", "40000"], ["1000", "90000"], ["5000000", "700"]] {
            for taken in [1, 8, 17, 34] {
                let ask = |direction: &str| {
                    IT.answer(&json!({"rate": rate, "balances": balances, "taken": taken,
                        "direction": direction, "steps": 20}))
                };
                let up = ask("up");
                assert!(
                    invariants(&up).is_sorted(),
                    "{rate} {balances:?} {taken}: {up}"
                );
                assert_ne!(up["whoPays"], "liquidity providers");
                assert_eq!(up["invariantChange"], up["correctedChange"]);
                falls += u32::from(!invariants(&ask("down")).is_sorted());
            }
        }
    }
    assert!(falls >= 10, "{falls}: the rounding as it was must show");
}

#[test]
fn at_the_rate_one_both_roundings_are_the_same() {
    let [down, up] =
        ["down", "up"].map(|direction| IT.answer(&json!({"rate": 1, "direction": direction})));
    assert_eq!(down["invariants"], up["invariants"]);
    assert_eq!(down["understated"].as_f64(), Some(0.0));
}

#[test]
fn what_cannot_be_names_field_value_and_limit() {
    for (input, field, code, word) in [
        (json!({"balances": ["1"]}), "balances", "range", "given: 1"),
        (
            json!({"balances": ["1", "x"]}),
            "balances[1]",
            "type",
            "“x”",
        ),
        (
            json!({"balances": ["1", "0.5"]}),
            "balances[1]",
            "type",
            "0.5",
        ),
        (
            json!({"balances": ["0", "40000"]}),
            "balances",
            "Panic(0x12)",
            "0, 40000",
        ),
        (
            json!({"balances": ["40000", format!("1{}", "0".repeat(40))]}),
            "balances",
            "BalanceOverflow",
            "40000, 1000",
        ),
        (json!({"rate": "0"}), "rate", "InvalidScalingFactor", "0: "),
        (json!({"rate": "-1"}), "rate", "type", "“-1”"),
        (
            json!({"direction": "sideways"}),
            "direction",
            "choice",
            "down, up",
        ),
        (json!({"steps": 0}), "steps", "range", "1 to 100"),
        (json!({"steps": 1.5}), "steps", "type", "1.5"),
        (json!({"taken": 0}), "taken", "range", "1 to 1000"),
        (
            json!({"amplification": 5001}),
            "amplification",
            "range",
            "5000",
        ),
        (
            json!({"amplification": 1.5}),
            "amplification",
            "type",
            "1.5",
        ),
        (json!({"swapFee": 0.2}), "swapFee", "range", "0.1"),
    ] {
        IT.refuses(&input, field, code, word);
    }
}
