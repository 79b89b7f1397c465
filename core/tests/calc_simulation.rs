//! `simulation` from pairs to figures: golden values, tables of every kind, slices, bad input.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use yb_core::calculators::simulation::csv::{MAX_BYTES, read};
use yb_core::calculators::simulation::{CALCULATOR, SLOW};
use yb_core::definition::{Answer, Errors, Value};

fn run(pairs: &[(&str, &str)]) -> Result<Answer, Errors> {
    let pair = |(key, value): &(&str, &str)| ((*key).to_owned(), Value::from(*value));
    CALCULATOR.answer(&pairs.iter().map(pair).collect::<Vec<_>>())
}

fn number(answer: &Answer, key: &str) -> f64 {
    let figure = answer.figure(key).unwrap_or_else(|| panic!("no {key}"));
    figure.value.as_number().unwrap()
}

/// Loss of a year at 5 % and A = 200 without a rate provider, the fee kept in the pool.
#[test]
fn golden_values() {
    for (fee, simulated) in [
        ("0", 1.613_969_28),
        ("0.0004", 1.598_071_10),
        ("0.003", 1.494_926_51),
    ] {
        let pairs = [
            ("yieldRate", "0.05"),
            ("volatility", "0"),
            ("swapFee", fee),
            ("yieldFee", "0"),
        ];
        let answer = run(&pairs).unwrap();
        let found = 100.0 * number(&answer, "otherLossVersusHolding");
        assert!((found - simulated).abs() < 6e-9, "{found} not {simulated}");
        assert!((number(&answer, "steps") - 365.0).abs() < 1e-9);
    }
}

#[test]
fn stale_rates_are_traded_against_before_and_after() {
    let pairs = [
        ("amplification", "1000"),
        ("yieldRate", "0.03"),
        ("volatility", "0"),
        ("swapFee", "0"),
        ("yieldFee", "0"),
        ("horizonYears", "0.99726027397260274"),
    ];
    let found = 100.0 * number(&run(&pairs).unwrap(), "arbitrage");
    assert!((found - 0.061_711_7).abs() < 6e-8, "{found}");
}

#[test]
fn the_second_pool_differs_in_what_is_asked() {
    let names = |pairs: &[(&str, &str)]| {
        let answer = run(pairs).unwrap();
        let chart = &answer.chart;
        [chart.series[0].label.clone(), chart.series[1].label.clone()]
    };
    assert_eq!(names(&[]), ["with rate", "without rate"]);
    assert_eq!(
        names(&[("rateProvider", "false")]),
        ["without rate", "with rate"]
    );
    assert_eq!(
        names(&[("beside", "constantProduct")]),
        ["A = 200", "x · y = k"]
    );
    assert_eq!(
        names(&[("beside", "fee"), ("otherFee", "0.01")]),
        ["0.04\u{a0}%", "1\u{a0}%"]
    );
    assert_eq!(
        names(&[("beside", "stable"), ("otherAmplification", "50")]),
        ["A = 200", "A = 50"]
    );
}

#[test]
fn slices_of_any_size_give_the_same_answer_and_progress_rises() {
    let input = Value::object(vec![("stepSeconds", 3600.0.into())]);
    let whole = (CALCULATOR.run)(&input).unwrap().to_value();
    for slice in [1000, 7777, u32::MAX] {
        let mut running = (SLOW.begin)(&input).unwrap();
        let mut last = running.progress();
        assert!(last.abs() < 1e-9);
        while running.progress() < 1.0 {
            running.advance(slice);
            assert!(running.progress() > last);
            last = running.progress();
        }
        assert_eq!(running.answer().to_value(), whole);
    }
    let faults = (SLOW.begin)(&Value::object(vec![("seed", Value::from(-1.0))])).unwrap_err();
    assert!(faults.at("seed").is_some());
}

#[test]
fn one_path_in_every_spelling() {
    let expected = read("time,price,rate\n0,1,1\n86400,1.01,1.002\n").unwrap();
    assert_eq!(expected.len(), 2);
    for text in [
        "\u{feff}time,price,rate\r\n0,1,1\r\n86400,1.01,1.002",
        "0;1;1\n86400;1,01;1,002\n",
        "time,price,rate|0,1,1|86400,1.01,1.002",
        "0\t1\t1\n86400\t1.01\t1.002\n",
        "Rate;Note;TIME;Close\n1;a;2025-01-11;1\n\n1,002;b;2025-01-12;1,01",
        "\"date\",\"price\",\"rate\"\n\"2025-01-11T00:00:00Z\",\"1\",\"1\"\n\"2025-01-12 00:00\",1.01,1.002\n",
        "1736553600000,1,1\n1736640000000,1.01,1.002",
        "2024-02-29,1,1\n2024-03-01,1.01,1.002",
    ] {
        assert_eq!(read(text).as_ref(), Ok(&expected), "{text}");
    }
    assert_eq!(read("").unwrap(), []);
    assert_eq!(read(" \n\n").unwrap(), []);
}

#[test]
fn what_is_wrong_with_a_table_is_named_by_line_column_value_and_limit() {
    for (text, words) in [
        (
            "hello",
            &["one column", "“hello”", "time, price and rate"][..],
        ),
        ("time,price\n0,1", &["no column rate", "“time, price”"]),
        (
            "when,what,how\n0,1,1",
            &["no column time and no column price and no column rate"],
        ),
        ("0,1,1", &["has 1 rows; at least 2"]),
        (
            "0,1,1\n1,abc,1",
            &["line 2, column price: “abc” is not a number"],
        ),
        (
            "0,1,1\n1,1,",
            &["line 2, column rate: empty text is not a number"],
        ),
        ("0,1,1\n1,1", &["line 2, column rate: empty text"]),
        (
            "0,1,1\n1,0,1",
            &["line 2, column price: “0” is outside the limits 1e-9 to 1e9"],
        ),
        ("0,1,1\n1,NaN,1", &["“NaN” is outside"]),
        (
            "0,1,1\n1,-1,2e9",
            &["“-1” is outside", "line 2, column rate: “2e9”"],
        ),
        (
            "5,1,1\n5,1,1",
            &["line 2, column time: “5” is not after the line before"],
        ),
        (
            "0,1,1\nsoon,1,1",
            &["line 2, column time: “soon” is neither seconds nor a date"],
        ),
        (
            "2025-02-28,1,1\n2025-02-29,1,1",
            &["“2025-02-29” is neither"],
        ),
        (
            "2025-01-01T24:00,1,1\n2025-01-02,1,1",
            &["line 1", "“2025-01-01T24:00” is neither"],
        ),
    ] {
        let faults = read(text).unwrap_err().join("; ");
        for word in words {
            assert!(faults.contains(word), "{text}: {faults} lacks {word}");
        }
    }
    // A file of the wrong kind: five faults, and not one for each line.
    let wrong = read(&format!("0,1,1\n{}", "x,y,z\n".repeat(1000))).unwrap_err();
    assert_eq!(wrong.len(), 6);
    assert!(wrong[5].contains("not read"));
    let errors = run(&[("csv", "0,1,1\n1,abc,1"), ("seed", "1.5")]).unwrap_err();
    assert!(
        errors
            .at("csv")
            .unwrap()
            .message
            .starts_with("csv: line 2, column price")
    );
}

#[test]
fn tables_that_are_too_long_are_refused_with_the_limit() {
    let rows: Vec<String> = (0..1_000_001).map(|row| format!("{row},1,1\n")).collect();
    let long = rows.concat();
    let faults = read(&long).unwrap_err();
    assert!(faults[0].contains("more than 1000000 rows"), "{faults:?}");
    let faults = read(&"0,1,1\n".repeat(MAX_BYTES / 6 + 1)).unwrap_err();
    assert!(
        faults[0].contains("40000002 bytes; at most 40000000"),
        "{faults:?}"
    );
}

#[test]
fn a_path_of_ones_own_takes_the_place_of_the_made_one() {
    let csv = "2022-05-05,1.070274551,1.070274551\n2023-05-16,1.124349507,1.124349507";
    let answer = run(&[
        ("amplification", "50"),
        ("yieldFee", "0"),
        ("csv", csv),
        ("seed", "7"),
    ])
    .unwrap();
    assert!((number(&answer, "steps") - 1.0).abs() < 1e-9);
    assert!((number(&answer, "longestGapSeconds") - 376.0 * 86_400.0).abs() < 1e-6);
    // The yield-drift calculator's figure for this pool, whose fee is set aside instead.
    let drift = yb_core::calculators::find("yield-drift").unwrap();
    let pairs = [
        ("amplification", "50"),
        ("yieldRate", "0.04787"),
        ("horizonYears", "1.0301369863"),
    ];
    let pair = |(key, value): &(&str, &str)| ((*key).to_owned(), Value::from(*value));
    let drift = drift
        .answer(&pairs.iter().map(pair).collect::<Vec<_>>())
        .unwrap();
    // One trade at the end is no steady drift: arbitrage gains what a year's way would have kept.
    let steady = number(&drift, "lossVersusHolding");
    let at_once = number(&answer, "otherLossVersusHolding");
    assert!(
        at_once > 0.9 * steady && at_once < 1.1 * steady,
        "{at_once} {steady}"
    );
    assert!(
        answer
            .reading
            .to_string()
            .starts_with("Over your path of 1.03\u{a0}years and 1 step the pool")
    );
}

#[test]
fn what_is_fine_alone_and_not_together() {
    let fault = |pairs: &[(&str, &str)], field: &str, words: &str| {
        let errors = run(pairs).unwrap_err();
        let error = errors.at(field).unwrap_or_else(|| panic!("{errors}"));
        assert!(error.message.contains(words), "{error:?}");
    };
    fault(&[("stepSeconds", "1")], "stepSeconds", "31536000 steps");
    fault(&[("seed", "1.5")], "seed", "1.5 is not a whole number");
    fault(
        &[("yieldRate", "10"), ("horizonYears", "20")],
        "horizonYears",
        "at most 20",
    );
    let lower = [("curve", "range"), ("lower", "1.01"), ("upper", "1.05")];
    fault(
        &lower,
        "curve",
        "starts at 1 times the rate, and the curve ends at 1.01 and 1.05",
    );
    fault(
        &[("half-life-seconds", "1")],
        "halfLifeSeconds",
        "at most 1000000",
    );
    fault(&[("csv", "x")], "csv", "one column");
    let errors = (CALCULATOR.run)(&Value::object(vec![("csv", Value::from(5.0))])).unwrap_err();
    assert!(
        errors
            .at("csv")
            .unwrap()
            .message
            .contains("expected lines of text, got 5")
    );
}
