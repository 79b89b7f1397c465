//! Core pools: the rule and the split of every period, the cap, real rounds, and bad input.
#![allow(clippy::unwrap_used, clippy::panic, clippy::float_cmp, missing_docs)]

use proptest::prelude::*;
use yb_core::calculators::find;
use yb_core::definition::{Answer, Errors, Value};
use yb_core::economics::emissions::weekly;

fn ask(pairs: &[(&str, &str)]) -> Result<Answer, Errors> {
    let pair = |(key, value): &(&str, &str)| ((*key).to_owned(), Value::from(*value));
    let pairs: Vec<_> = pairs.iter().map(pair).collect();
    find("core-pool").unwrap().answer(&pairs)
}

fn number(answer: &Answer, key: &str) -> f64 {
    let value = answer.figure(key).unwrap().value.as_number();
    value.unwrap_or_else(|| panic!("{key} is no number"))
}

fn eligible(answer: &Answer) -> bool {
    answer.figure("eligible").unwrap().value == Value::Bool(true)
}

fn shares(answer: &Answer) -> Vec<f64> {
    let rows = answer.figure("split").unwrap().value.as_list().unwrap();
    let share = |row: &Value| row.get("share").unwrap().as_number().unwrap();
    rows.iter().map(share).collect()
}

fn close(got: f64, golden: f64) {
    let error = (got / golden - 1.0).abs();
    assert!(error <= 1e-12, "{got} is not {golden}");
}

#[test]
fn where_fees_went_in_every_period() {
    // Votes for this pool, for others, veBAL, the DAO: as a core pool, and as another.
    for (period, core, other) in [
        ("vebal", [0.0, 0.0, 0.75, 0.25], [0.0, 0.0, 0.75, 0.25]),
        ("bip-19", [0.75, 0.0, 0.0, 0.25], [0.0, 0.0, 0.75, 0.25]),
        ("bip-161", [0.65, 0.0, 0.0, 0.35], [0.0, 0.0, 0.65, 0.35]),
        (
            "bip-371",
            [0.5, 0.0, 0.325, 0.175],
            [0.0, 0.0, 0.825, 0.175],
        ),
        (
            "bip-457",
            [0.5, 0.0, 0.325, 0.175],
            [0.0, 0.5, 0.325, 0.175],
        ),
        (
            "bip-734",
            [0.7, 0.0, 0.125, 0.175],
            [0.0, 0.0, 0.825, 0.175],
        ),
        ("bip-919", [0.0, 0.0, 0.0, 1.0], [0.0, 0.0, 0.0, 1.0]),
    ] {
        let pool = |flags| {
            let million = [
                ("period", period),
                ("balances", "1000000, 1000000"),
                ("yieldFlags", flags),
                ("feesPerPeriod", "10000"),
            ];
            ask(&million).unwrap()
        };
        let answer = pool("yes, no");
        let programme = !["vebal", "bip-919"].contains(&period);
        assert_eq!(eligible(&answer), programme, "{period}");
        assert_eq!(shares(&answer), core, "{period}");
        assert_eq!(number(&answer, "incentivesPlaced"), 10_000.0 * core[0]);
        let sentence = answer.reading.to_string();
        assert!(
            sentence.contains("ended in the second quarter of 2026"),
            "{sentence}"
        );
        let answer = pool("no, no");
        assert!(!eligible(&answer), "{period}");
        assert_eq!(shares(&answer), other, "{period}");
        assert_eq!(number(&answer, "incentivesPlaced"), 0.0);
    }
}

#[test]
fn half_is_enough_and_a_hair_less_is_not() {
    let pool = |balances| {
        let answer = ask(&[("balances", balances)]).unwrap();
        (eligible(&answer), number(&answer, "yieldShare"))
    };
    assert_eq!(pool("1, 1"), (true, 0.5));
    assert!(!pool("0.999999, 1").0);
    assert!(pool("0.1, 0.1").0);
    // Values, not numbers of tokens, are compared.
    let priced = ask(&[("balances", "1, 2"), ("prices", "2, 1")]).unwrap();
    assert!(eligible(&priced));
    // Three of five tokens count: 3/5 of equal values.
    let five = ask(&[
        ("tokens", ""),
        ("balances", "7, 7, 7, 7, 7"),
        ("yieldFlags", "yes, no, yes, no, yes"),
    ]);
    close(number(&five.unwrap(), "yieldShare"), 0.6);
}

#[test]
fn the_least_size_came_with_bip_734() {
    let pool = |period, half| {
        let balances = format!("{half}, {half}");
        let answer = ask(&[("period", period), ("balances", &balances)]).unwrap();
        eligible(&answer)
    };
    assert!(pool("bip-457", "49999"));
    assert!(!pool("bip-734", "49999"));
    assert!(pool("bip-734", "50000"));
}

#[test]
fn rounds_of_the_accounts() {
    // rETH/WETH in February 2024 and wstETH/WETH in March 2025, by the proposals' shares.
    let answer = ask(&[]).unwrap();
    close(number(&answer, "incentivesPlaced"), 17_921.2);
    close(number(&answer, "weeklyEmissions"), 102_530.483_272_049_4);
    let answer = ask(find("core-pool").unwrap().presets[1].inputs).unwrap();
    close(number(&answer, "incentivesPlaced"), 0.7 * 24_078.97);
    let answer = ask(find("core-pool").unwrap().presets[2].inputs).unwrap();
    assert!(!eligible(&answer));
    assert!((number(&answer, "yieldShare") - 0.117_0).abs() < 1e-4);
}

#[test]
fn emissions_by_year() {
    for (year, golden) in [
        (2022, 145_000.0),
        (2023, 121_929.980_211_788_61),
        (2024, 102_530.483_272_049_4),
        (2025, 86_217.515_837_697_28),
        (2026, 72_500.0),
    ] {
        close(weekly(year), golden);
    }
    assert_eq!((weekly(2021), weekly(2027)), (0.0, 0.0));
    for (period, year, golden) in [
        ("bip-19", "2022", 145_000.0),
        ("bip-161", "main", 121_929.980_211_788_61),
        ("bip-734", "2024", 102_530.483_272_049_4),
        ("bip-734", "main", 86_217.515_837_697_28),
        ("bip-734", "2026", 72_500.0),
    ] {
        let answer = ask(&[("period", period), ("year", year)]).unwrap();
        close(number(&answer, "weeklyEmissions"), golden);
    }
    let answer = ask(&[("period", "bip-919")]).unwrap();
    assert_eq!(number(&answer, "weeklyEmissions"), 0.0);
    assert_eq!(number(&answer, "emissions"), 0.0);
}

#[test]
fn nothing_brings_more_than_all_bal_of_the_round() {
    let answer = ask(&[("feesPerPeriod", "1000000000"), ("efficiency", "2")]).unwrap();
    let all = 2.0 * 102_530.483_272_049_4;
    close(number(&answer, "emissionsBal"), all);
    close(number(&answer, "emissions"), all * 3.01);
    let answer = ask(&[("feesPerPeriod", "10000"), ("efficiency", "1.5")]).unwrap();
    close(number(&answer, "emissions"), 7500.0);
    close(number(&answer, "emissionsBal"), 7500.0 / 3.01);
    close(number(&answer, "returned"), 0.75);
    let none = ask(&[("feesPerPeriod", "0")]).unwrap();
    assert_eq!(none.figure("returned").unwrap().value, Value::Null);
}

#[test]
fn fees_below_the_threshold_are_told() {
    let why = |period, fees| {
        let answer = ask(&[("period", period), ("feesPerPeriod", fees)]).unwrap();
        answer.figure("why").unwrap().text(None)
    };
    assert!(why("bip-371", "4999").contains("below 5,000"));
    assert!(!why("bip-371", "5000").contains("below"));
    assert!(why("bip-457", "999").contains("below 1,000"));
}

#[test]
fn every_fault_at_once() {
    let errors = ask(&[
        ("balances", "0, 0, 0"),
        ("yieldFlags", "yes"),
        ("tokens", "a, b"),
        ("prices", "1, 1"),
        ("period", "bip-19"),
        ("year", "2025"),
    ]);
    let errors = errors.unwrap_err();
    for (field, words) in [
        ("yieldFlags", "1 of these for 3"),
        ("tokens", "2 of these for 3"),
        ("prices", "2 of these for 3"),
        ("balances", "above 0"),
        ("year", "2025 is no year of BIP-19: 2022 to 2023"),
    ] {
        let message = &errors
            .at(field)
            .unwrap_or_else(|| panic!("{errors}"))
            .message;
        assert!(message.contains(words), "{message}");
    }
    let errors = ask(&[
        ("balances", "-1, x"),
        ("yieldFlags", "maybe, no"),
        ("period", "launch"),
        ("balPrice", "0"),
    ]);
    let errors = errors.unwrap_err();
    let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
    let expected = [
        "yieldFlags[0]",
        "balances[0]",
        "balances[1]",
        "period",
        "balPrice",
    ];
    assert_eq!(fields, expected);
}

proptest! {
    /// The parts add up to the fees; the order of the tokens and their unit change nothing.
    #[test]
    fn nothing_is_lost(
        tokens in prop::collection::vec((any::<bool>(), 1.0..1e9f64), 1..=8),
        fees in 0.0..1e7f64, period in 0usize..7, unit in 0.01..100.0f64,
    ) {
        let words = ["vebal", "bip-19", "bip-161", "bip-371", "bip-457", "bip-919", "bip-371"];
        let run = |tokens: &[(bool, f64)], unit: f64| {
            let flags: Vec<Value> = tokens.iter().map(|token| token.0.into()).collect();
            let balances: Vec<f64> = tokens.iter().map(|token| token.1 * unit).collect();
            (find("core-pool").unwrap().run)(&Value::object(vec![
                ("tokens", Value::List(Vec::new())),
                ("yieldFlags", Value::List(flags)), ("balances", balances.into()),
                ("feesPerPeriod", fees.into()), ("period", words[period].into()),
            ])).unwrap()
        };
        let answer = run(&tokens, 1.0);
        let rows = answer.figure("split").unwrap().value.as_list().unwrap().to_vec();
        let sum: f64 = rows.iter().map(|row| row.get("amount").unwrap().as_number().unwrap()).sum();
        prop_assert!((sum - fees).abs() <= 1e-9 * fees);
        let share = number(&answer, "yieldShare");
        prop_assume!((share - 0.5).abs() > 1e-9);
        let mut turned = tokens.clone();
        turned.reverse();
        let other = run(&turned, unit);
        prop_assert_eq!(eligible(&answer), eligible(&other));
        prop_assert!((number(&other, "yieldShare") - share).abs() < 1e-12);
    }
}
