//! The wizard: every branch of the original tree, numbers that are those of the other calculators,
//! and links that work.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use yb_core::calculators::find;
use yb_core::definition::{Answer, Value};

fn ask(pairs: &[(&str, &str)]) -> Answer {
    let pair = |(key, value): &(&str, &str)| ((*key).to_owned(), Value::from(*value));
    let pairs: Vec<_> = pairs.iter().map(pair).collect();
    find("pool-wizard").unwrap().answer(&pairs).unwrap()
}

fn best(pairs: &[(&str, &str)]) -> String {
    ask(pairs).figure("best").unwrap().text(None)
}

fn rows(answer: &Answer) -> Vec<Value> {
    answer
        .figure("ranked")
        .unwrap()
        .value
        .as_list()
        .unwrap()
        .to_vec()
}

fn number(row: &Value, key: &str) -> f64 {
    row.get(key).unwrap().as_number().unwrap()
}

#[test]
fn every_branch_of_the_original_tree() {
    // Correlated and yield-bearing: rates; without yield: none needed.
    assert!(best(&[]).contains("E-CLP"));
    let unrated = best(&[("yield-rate", "0"), ("rate-source", "none")]);
    assert_eq!(unrated, "Stable pool without rates");
    assert_eq!(
        best(&[("rate-source", "none")]),
        "Stable pool without rates"
    );
    assert_eq!(
        best(&[("need", "governance"), ("correlated", "false")]),
        "80/20 weighted pool"
    );
    assert_eq!(
        best(&[("need", "index"), ("correlated", "false")]),
        "Weighted pool of up to 8 tokens"
    );
    let protected = [
        ("custom-logic", "lvrProtection"),
        ("need", "index"),
        ("correlated", "false"),
    ];
    assert!(best(&protected).starts_with("CoW AMM"));
    let names = |pairs: &[(&str, &str)]| -> Vec<String> {
        let fits = |row: &Value| row.get("fits") == Some(&Value::Bool(true));
        let rows = rows(&ask(pairs));
        let rows = rows.iter().filter(|row| fits(row));
        rows.map(|row| row.get("pool").unwrap().as_text().unwrap().to_owned())
            .collect()
    };
    let stablecoins = names(&[("need", "stablecoins"), ("rate-source", "erc4626")]);
    assert!(
        stablecoins.iter().any(|name| name.starts_with("Boosted")),
        "{stablecoins:?}"
    );
    assert!(
        stablecoins.iter().any(|name| name.contains("E-CLP")),
        "{stablecoins:?}"
    );
    assert!(
        names(&[("custom-logic", "own")])
            .iter()
            .any(|name| name.starts_with("Your own"))
    );
    assert!(
        names(&[("custom-logic", "surge")])
            .iter()
            .any(|name| name.contains("surge"))
    );
    assert_eq!(
        names(&[("rate-source", "rebasing")]),
        [""; 0],
        "wrap it first"
    );
}

#[test]
fn what_fits_comes_first_and_is_sorted_by_its_cost() {
    for preset in find("pool-wizard").unwrap().presets {
        let answer = ask(preset.inputs);
        let mut last = (true, 0.0);
        for row in rows(&answer) {
            let fits = row.get("fits") == Some(&Value::Bool(true));
            let cost = row
                .get("cost")
                .unwrap()
                .as_number()
                .unwrap_or(f64::INFINITY);
            assert!(
                !fits || last.0,
                "{} stands below what does not fit",
                preset.label
            );
            assert!(
                fits != last.0 || cost >= last.1,
                "{}: {cost} after {}",
                preset.label,
                last.1
            );
            last = (fits, cost);
        }
    }
}

#[test]
fn the_numbers_are_those_of_the_other_calculators_and_the_links_lead_there() {
    for preset in find("pool-wizard").unwrap().presets {
        for row in rows(&ask(preset.inputs)) {
            let next = row.get("next").unwrap().as_text().unwrap();
            let answer = linked(next);
            if row.get("cost") == Some(&Value::Null) {
                continue;
            }
            let (own, other) = if next.starts_with("embed/lvr/") {
                ("lvr", "lvrRate")
            } else {
                ("drift", "lossVersusHolding")
            };
            let other = answer.figure(other).unwrap().value.as_number().unwrap();
            let own = number(&row, own);
            assert!(
                (own - other).abs() <= 1e-12 * other,
                "{next}: {own} is not {other}"
            );
            let sum = (number(&row, "drift") + number(&row, "arbitrage")) / number(&row, "depth");
            assert!((number(&row, "cost") - sum).abs() <= 1e-12 * sum);
        }
    }
    // StableSwap at A = 200: 4.93 % of the pool moves the price by 10 bp.
    let answer = ask(&[]);
    let stable = rows(&answer)
        .into_iter()
        .find(|row| row.get("pool") == Some(&"Stable pool with rates".into()));
    assert!((number(&stable.unwrap(), "depth") - 0.049_323_794).abs() < 1e-9);
}

/// What a calculator of this address on the site answers.
fn linked(address: &str) -> Answer {
    let (id, query) = address
        .strip_prefix("embed/")
        .unwrap()
        .split_once("/?")
        .unwrap();
    let pair = |pair: &str| {
        let (key, value) = pair.split_once('=').unwrap();
        (key.to_owned(), Value::from(value))
    };
    let pairs: Vec<_> = query.split('&').map(pair).collect();
    find(id)
        .unwrap()
        .answer(&pairs)
        .unwrap_or_else(|errors| panic!("{address}: {errors}"))
}

#[test]
fn every_type_has_its_page_and_curves_their_choosers_with_the_state() {
    for range in [
        "0.99, 1.01",
        "0.000001, 1000000",
        "0.999999998, 1.000000001",
    ] {
        for row in rows(&ask(&[
            ("rate-source", "erc4626"),
            ("peg-range", range),
            ("volatility", "0.02"),
        ])) {
            let page = row.get("page").unwrap().as_text().unwrap();
            let source = page.strip_prefix("book/").unwrap().replace(".html", ".md");
            let file = format!("{}/../book/src/{source}", env!("CARGO_MANIFEST_DIR"));
            assert!(std::fs::exists(&file).unwrap(), "{file}");
            let name = row.get("pool").unwrap().as_text().unwrap();
            let Some(chooser) = row.get("parameters").unwrap().as_text() else {
                assert!(
                    !name.to_lowercase().contains("stable") && !name.contains("E-CLP"),
                    "{name}"
                );
                continue;
            };
            let answer = linked(chooser);
            assert_eq!(
                answer.input.get("basisVolatility"),
                Some(&Value::Number(0.02))
            );
            // The same curve: its loss is the same number there.
            let lvr = answer.figure("lvr").unwrap().value.as_number().unwrap();
            let own = number(&row, "lvr");
            assert!((lvr / own - 1.0).abs() < 1e-9, "{name}: {lvr} is not {own}");
        }
    }
}

#[test]
fn a_range_without_the_start_is_refused_by_name() {
    let calculator = find("pool-wizard").unwrap();
    for (range, words) in [
        ("1.1, 1.2", "below 1"),
        ("0.9, 1", "above 1"),
        ("0.9", "2 to 2"),
        ("a, b", "expected a number"),
    ] {
        let errors = calculator
            .answer(&[("pegRange".into(), range.into())])
            .unwrap_err();
        let text = errors.to_string();
        assert!(
            text.contains("pegRange") && text.contains(words),
            "{range}: {text}"
        );
    }
    for extreme in ["0.000001, 1000000", "0.999999999, 1.000000001"] {
        let answer = calculator
            .answer(&[("pegRange".into(), extreme.into())])
            .unwrap();
        for row in rows(&answer) {
            let cost = row.get("cost").unwrap();
            assert!(
                cost.as_number().is_none_or(f64::is_finite),
                "{extreme}: {row:?}"
            );
        }
    }
}
