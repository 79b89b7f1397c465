//! The yield stack: the worked example in every period, laws, and bad input.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use proptest::prelude::*;
use yb_core::calculators::find;
use yb_core::definition::{Answer, Errors, Value};
use yb_core::economics::periods::PERIODS;

fn ask(pairs: &[(&str, &str)]) -> Result<Answer, Errors> {
    let pair = |(key, value): &(&str, &str)| ((*key).to_owned(), Value::from(*value));
    let pairs: Vec<_> = pairs.iter().map(pair).collect();
    find("yield-stack").unwrap().answer(&pairs)
}

fn number(answer: &Answer, key: &str) -> f64 {
    let value = answer.figure(key).unwrap().value.as_number();
    value.unwrap_or_else(|| panic!("{key} is no number"))
}

fn net(pairs: &[(&str, &str)]) -> f64 {
    number(&ask(pairs).unwrap(), "net")
}

fn close(got: f64, golden: f64) {
    let error = (got / golden - 1.0).abs();
    assert!(error <= 1e-12, "{got} is not {golden}");
}

#[test]
fn the_worked_example_in_every_period() {
    // 10 million, half at 3 %, 5 million a day at 1 bp, 200,000 a year.
    for (period, venue, golden) in [
        ("launch", "newest", 0.053_25),
        ("vebal", "newest", 0.036_625),
        ("bip-19", "v2", 0.036_625),
        ("bip-161", "v2", 0.036_625),
        ("bip-371", "v2", 0.036_625),
        ("bip-457", "newest", 0.036_625),
        ("bip-734", "v2", 0.036_625),
        ("bip-734", "v3", 0.042_625),
        ("bip-734", "newest", 0.042_625),
        ("bip-919", "v2", 0.036_625),
        ("bip-919", "newest", 0.047_187_5),
        ("bip-928", "v2", 0.053_25),
        ("bip-928", "v3", 0.053_25),
    ] {
        close(
            net(&[("protocolFeePeriod", period), ("venue", venue)]),
            golden,
        );
    }
    let other = [("venue", "other"), ("otherSwapShare", "0.5")];
    close(net(&other), 0.015 + 0.009_125 + 0.02);
    let answer = ask(&[]).unwrap();
    close(number(&answer, "gross"), 0.053_25);
    close(number(&answer, "protocol"), 0.0015 + 0.004_562_5);
    close(number(&answer, "netPerYear"), 471_875.0);
    close(number(&answer, "yieldNet"), 0.0135);
    close(number(&answer, "feeNet"), 0.013_687_5);
}

#[test]
fn what_has_ended_says_so_in_the_sentence() {
    for period in &PERIODS {
        let sentence = ask(&[("protocolFeePeriod", period.id)]).unwrap();
        let sentence = sentence.reading.to_string();
        assert!(sentence.contains(period.name), "{sentence}");
        assert!(sentence.contains(period.ended), "{sentence}");
        assert_eq!(
            period.id != "bip-928",
            sentence.contains("ended"),
            "{sentence}"
        );
    }
}

#[test]
fn a_token_without_a_rate_provider_keeps_its_whole_yield() {
    let without = [("rateProviders", "false, true")];
    let answer = ask(&without).unwrap();
    close(number(&answer, "yieldNet"), number(&answer, "yieldGross"));
    close(number(&answer, "yieldNet"), 0.015);
    let with = number(&ask(&[]).unwrap(), "yieldNet");
    close(with, 0.0135);
    // What falls pays no fee, and no fee is given back on it.
    let falling = ask(&[("tokenYields", "-0.02, 0.04")]).unwrap();
    close(number(&falling, "yieldNet"), -0.01 + 0.02 * 0.9);
}

#[test]
fn a_deposit_shares_what_is_paid_and_never_gets_more_than_all_of_it() {
    // A pool of 1,000 with 100,000 of incentives and nothing else.
    let small = |deposit: &str| {
        let answer = ask(&[
            ("tokenYields", "0, 0"),
            ("volume", "0"),
            ("tvl", "1000"),
            ("incentives", "100000"),
            ("deposit", deposit),
        ]);
        number(&answer.unwrap(), "depositPerYear")
    };
    close(small("1000"), 50_000.0);
    close(small("99000"), 99_000.0);
    assert!(small("1000000000000") < 100_000.0);
    let none = ask(&[]).unwrap();
    assert_eq!(none.figure("depositPerYear").unwrap().value, Value::Null);
}

#[test]
fn eight_tokens_are_fine_and_nine_are_not() {
    let eight = ask(&[
        (
            "tokenShares",
            "0.125,0.125,0.125,0.125,0.125,0.125,0.125,0.125",
        ),
        ("tokenYields", "0.08,0,0,0,0.08,0,0,0"),
    ]);
    close(number(&eight.unwrap(), "yieldGross"), 0.02);
    let nine = ask(&[("tokenShares", "1,0,0,0,0,0,0,0,0")]).unwrap_err();
    assert!(nine.at("tokenShares").unwrap().message.contains("1 to 8"));
}

#[test]
fn every_fault_at_once_with_field_value_and_limit() {
    let errors = ask(&[
        ("tokenShares", "0.5, 0.4"),
        ("tokenYields", "0.03"),
        ("rateProviders", "yes, no, yes"),
        ("protocolFeePeriod", "bip-371"),
        ("venue", "v3"),
    ]);
    let errors = errors.unwrap_err();
    for (field, words) in [
        ("tokenShares", "90\u{a0}%"),
        ("tokenYields", "1 of these for 2"),
        ("rateProviders", "3 of these for 2"),
        ("venue", "BIP-734"),
    ] {
        let message = &errors.at(field).unwrap().message;
        assert!(message.contains(words), "{message}");
    }
    let errors = ask(&[
        ("tvl", "0"),
        ("fee", "1"),
        ("volume", "-1"),
        ("protocolFeePeriod", "bip-0"),
        ("tokenYields", "0.03, none"),
        ("rateProviders", "maybe"),
        ("drift", "Infinity"),
    ]);
    let errors = errors.unwrap_err();
    let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
    let expected = [
        "tokenYields[1]",
        "volume",
        "protocolFeePeriod",
        "fee",
        "tvl",
        "drift",
        "rateProviders[0]",
    ];
    assert_eq!(fields, expected, "{errors}");
}

fn run(json: &Value) -> Answer {
    (find("yield-stack").unwrap().run)(json).unwrap()
}

proptest! {
    /// The parts add up to net; gross less the protocol's part and the losses is net; less
    /// protocol share, more incentives and a smaller pool never make it worse.
    #[test]
    fn the_parts_are_the_whole(
        weights in prop::collection::vec(0.01..1.0f64, 1..=8),
        rate in 0.0..0.5f64, volume in 0.0..1e9f64, fee in 0.0..0.05f64,
        tvl in 1.0..1e10f64, incentives in 0.0..1e8f64,
        points in 0.0..0.2f64, drift in 0.0..0.2f64, lvr in 0.0..0.2f64,
        period in 0usize..9,
    ) {
        let sum: f64 = weights.iter().sum();
        let shares: Vec<f64> = weights.iter().map(|weight| weight / sum).collect();
        let yields: Vec<f64> = (0..shares.len()).map(|n| rate * n as f64 / 8.0).collect();
        let input = |period: usize, tvl: f64, incentives: f64| Value::object(vec![
            ("tokenShares", shares.clone().into()),
            ("tokenYields", yields.clone().into()),
            ("volume", volume.into()), ("fee", fee.into()), ("tvl", tvl.into()),
            ("incentives", incentives.into()), ("points", points.into()),
            ("drift", drift.into()), ("lvr", lvr.into()),
            ("protocolFeePeriod", PERIODS[period].id.into()),
        ]);
        let answer = run(&input(period, tvl, incentives));
        let (net, gross) = (number(&answer, "net"), number(&answer, "gross"));
        let scale = gross + drift + lvr + 1.0;
        let rows = answer.figure("components").unwrap().value.as_list().unwrap().to_vec();
        let part = |row: &Value| row.get("net").unwrap().as_number().unwrap();
        let parts: f64 = rows.iter().map(part).sum();
        prop_assert!((parts - net).abs() <= 1e-12 * scale);
        let kept = number(&answer, "protocol");
        prop_assert!((gross - kept - drift - lvr - net).abs() <= 1e-12 * scale);
        prop_assert!(kept >= 0.0 && kept <= gross);
        let free = run(&input(8, tvl, incentives));
        prop_assert!(number(&free, "net") >= net - 1e-12 * scale);
        let more = run(&input(period, tvl, incentives * 2.0));
        prop_assert!(number(&more, "net") >= net);
        let larger = run(&input(period, tvl * 2.0, incentives));
        prop_assert!(number(&larger, "net") <= net + 1e-12 * scale);
    }
}
