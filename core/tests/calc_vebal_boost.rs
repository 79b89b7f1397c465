//! The boost of veBAL: golden values, the formula of the documents, laws, and bad input.
#![allow(clippy::unwrap_used, clippy::panic, clippy::float_cmp, missing_docs)]

use proptest::prelude::*;
use yb_core::calculators::find;
use yb_core::definition::{Answer, Errors, Value};

fn ask(pairs: &[(&str, &str)]) -> Result<Answer, Errors> {
    let pair = |(key, value): &(&str, &str)| ((*key).to_owned(), Value::from(*value));
    let pairs: Vec<_> = pairs.iter().map(pair).collect();
    find("vebal-boost").unwrap().answer(&pairs)
}

fn number(answer: &Answer, key: &str) -> f64 {
    let value = answer.figure(key).unwrap().value.as_number();
    value.unwrap_or_else(|| panic!("{key} is no number"))
}

fn close(got: f64, golden: f64, within: f64) {
    let error = (got / golden - 1.0).abs();
    assert!(error <= within, "{got} is not {golden}");
}

#[test]
fn golden_boosts() {
    // l = 1,000, L = 99,000, W = 50,000, T = 1,000,000.
    for (vebal, golden) in [
        ("0", 1.0),
        ("5000", 1.739_644_970_414_2),
        ("10000", 2.470_588_235_294_1),
        ("500000", 2.470_588_235_294_1),
    ] {
        close(
            number(&ask(&[("veBAL", vebal)]).unwrap(), "boost"),
            golden,
            1e-13,
        );
    }
    let answer = ask(&[("liquidity", "10000"), ("veBAL", "100000")]).unwrap();
    close(number(&answer, "maxBoost"), 2.25, 1e-14);
    let answer = ask(&[]).unwrap();
    close(number(&answer, "veBALForMax"), 10_000.0, 1e-14);
}

#[test]
fn json_spells_it_as_the_field_does() {
    let run = find("vebal-boost").unwrap().run;
    let input = Value::object(vec![
        ("liquidity", Value::from(1000.0)),
        ("total", 99_000.0.into()),
        ("veBAL", 5000.0.into()),
        ("totalVeBAL", 1e6.into()),
        ("workingSupply", 50_000.0.into()),
    ]);
    close(
        number(&run(&input).unwrap(), "boost"),
        1.739_644_970_414_2,
        1e-13,
    );
    // Attributes and queries, in any case.
    for key in ["ve-bal", "vebal", "veBAL", "ve-b-a-l"] {
        let answer = ask(&[(key, "10000")]).unwrap();
        close(number(&answer, "boost"), 2.470_588_235_294_1, 1e-13);
    }
}

#[test]
fn the_documents_own_formula_for_one_unboosted_token() {
    // (0.4 / (workingSupply + 0.4)) · weight · weekly BAL · 52 · price / price per pool token.
    let pairs = [
        ("liquidity", "1"),
        ("veBAL", "0"),
        ("gaugeShare", "0.02"),
        ("balPrice", "3.01"),
        ("tokenPrice", "100"),
        ("period", "2022"),
    ];
    let answer = ask(&pairs).unwrap();
    let golden = 0.4 / 50_000.4 * 0.02 * 145_000.0 * 52.0 * 3.01 / 100.0;
    close(number(&answer, "apr"), golden, 1e-13);
    close(number(&answer, "aprUnboosted"), golden, 1e-13);
}

#[test]
fn it_has_ended_and_says_so() {
    let answer = ask(&[("period", "ended")]).unwrap();
    assert_eq!(number(&answer, "weeklyEmissions"), 0.0);
    assert_eq!(number(&answer, "apr"), 0.0);
    assert!(answer.reading.to_string().contains("nothing left to boost"));
    for year in ["2022", "2023", "2024", "2025", "2026"] {
        let answer = ask(&[("period", year)]).unwrap();
        assert!(
            answer
                .reading
                .to_string()
                .contains("until the second quarter of 2026")
        );
        assert!(number(&answer, "weeklyEmissions") > 0.0);
    }
}

#[test]
fn every_fault_at_once() {
    let errors = ask(&[("veBAL", "2000000"), ("workingSupply", "99001")]).unwrap_err();
    let message = |field| errors.at(field).unwrap().message.clone();
    assert!(message("veBAL").contains("2,000,000 is more than all veBAL, 1,000,000"));
    assert!(message("workingSupply").contains("99,001 is more than all others stake, 99,000"));
    let errors = ask(&[
        ("liquidity", "0"),
        ("total", "-1"),
        ("totalVeBAL", "0"),
        ("veBAL", "many"),
        ("period", "2027"),
        ("gaugeShare", "1.5"),
    ]);
    let errors = errors.unwrap_err();
    let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
    let expected = [
        "liquidity",
        "total",
        "veBAL",
        "totalVeBAL",
        "period",
        "gaugeShare",
    ];
    assert_eq!(fields, expected, "{errors}");
}

#[test]
fn alone_in_a_gauge_nothing_is_boosted() {
    let alone = [("total", "0"), ("workingSupply", "0"), ("veBAL", "1000")];
    let answer = ask(&alone).unwrap();
    assert_eq!(number(&answer, "boost"), 1.0);
    assert_eq!(number(&answer, "maxBoost"), 1.0);
    close(number(&answer, "veBALForMax"), 1e6, 1e-14);
}

proptest! {
    /// Between 1 and the most; the most is at most 2.5; more veBAL never lowers it; the veBAL for
    /// the most gives the most, and a little less gives less; no stake gets more than the gauge.
    #[test]
    fn laws(
        liquidity in 0.001..1e9f64, others in 0.0..1e9f64, working in 0.4..1.0f64,
        vebal in 0.0..1.0f64, all in 1.0..1e9f64,
    ) {
        let run = |vebal: f64| (find("vebal-boost").unwrap().run)(&Value::object(vec![
            ("liquidity", Value::from(liquidity)), ("total", others.into()),
            ("workingSupply", (others * working).into()),
            ("veBAL", vebal.min(all).into()), ("totalVeBAL", all.into()),
        ])).unwrap();
        let answer = run(vebal * all);
        let (boost, most) = (number(&answer, "boost"), number(&answer, "maxBoost"));
        prop_assert!((1.0..=most * (1.0 + 1e-12)).contains(&boost), "{boost} of {most}");
        prop_assert!(most <= 2.5 * (1.0 + 1e-12));
        prop_assert!(number(&run(vebal * all * 1.1), "boost") >= boost * (1.0 - 1e-12));
        let enough = number(&answer, "veBALForMax");
        prop_assert!(enough <= all * (1.0 + 1e-12));
        let full = number(&run(enough), "boost");
        prop_assert!((full / most - 1.0).abs() < 1e-12, "{full} of {most}");
        if others > liquidity / 100.0 {
            prop_assert!(number(&run(enough * 0.9), "boost") < most);
        }
        // 2 % of 121,929.98 BAL a week, for 52 weeks.
        prop_assert!(number(&answer, "balPerYear") <= 0.02 * 121_929.980_211_789 * 52.0);
    }
}
