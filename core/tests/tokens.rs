//! The data of real tokens: yields follow from their dated rates, and nothing is listed twice.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

use yb_core::calculators::all;
use yb_core::calculators::tokens::{Observation, TOKENS};

/// Days since the first of March of the year 0.
fn day(text: &str) -> i64 {
    let parts: Vec<i64> = text.split('-').map(|part| part.parse().unwrap()).collect();
    let [year, month, day] = parts[..] else {
        panic!("{text}")
    };
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day
}

fn rate(observation: &Observation) -> f64 {
    observation.rate.parse().unwrap()
}

#[test]
fn yields_follow_from_the_rates() {
    assert_eq!(day("2025-11-11") - day("2025-01-11"), 304);
    assert_eq!(day("2024-03-01") - day("2024-02-28"), 2);
    let mut with_yield = 0;
    for token in TOKENS {
        let (Some(sentence), Some(continuous)) = (token.growth, token.yield_rate) else {
            continue;
        };
        with_yield += 1;
        assert!(
            sentence.starts_with(&format!("{}’s", token.symbol)),
            "{sentence}"
        );
        let told = |it: &&Observation| sentence.contains(&format!("{} on {}", it.rate, it.day));
        let ends: Vec<&Observation> = token.rates.iter().filter(told).collect();
        let [first, last] = ends[..] else {
            panic!("{sentence}")
        };
        for end in [first, last] {
            assert!(
                sentence.contains(end.source),
                "{sentence} lacks {}",
                end.source
            );
        }
        let years = (day(last.day) - day(first.day)) as f64 / 365.0;
        let growth = (rate(last) / rate(first)).ln() / years;
        let continuous: f64 = continuous.parse().unwrap();
        assert!(
            (continuous - growth).abs() <= 0.000_051,
            "{}: {growth}",
            token.symbol
        );
        let percent = sentence
            .split(": ")
            .nth(1)
            .unwrap()
            .split("\u{a0}%")
            .next()
            .unwrap();
        let compounded = 100.0 * growth.exp_m1();
        assert!(
            (percent.parse::<f64>().unwrap() - compounded).abs() <= 0.005_1,
            "{}: {compounded}",
            token.symbol
        );
    }
    assert!(with_yield >= 14);
}

#[test]
fn tokens_are_well_formed() {
    let address = |text: &str| {
        text.len() == 42
            && text.starts_with("0x")
            && text[2..].bytes().all(|it| it.is_ascii_hexdigit())
    };
    for (n, token) in TOKENS.iter().enumerate() {
        assert!(address(token.address), "{}", token.symbol);
        assert!(
            token.provider.is_empty() || address(token.provider),
            "{}",
            token.symbol
        );
        let days: Vec<i64> = token.rates.iter().map(|it| day(it.day)).collect();
        assert!(
            days.windows(2).all(|pair| pair[0] < pair[1]),
            "{}",
            token.symbol
        );
        assert!(
            token.rates.iter().all(|it| rate(it) >= 1.0),
            "{}",
            token.symbol
        );
        let twice = |other: &&_| std::ptr::eq(*other, token);
        assert!(TOKENS.iter().skip(n + 1).find(twice).is_none());
        assert!(
            TOKENS
                .iter()
                .skip(n + 1)
                .all(|other| other.address != token.address && other.symbol != token.symbol)
        );
    }
}

/// Where a preset names a token's yield, it is the one of the data.
#[test]
fn presets_take_their_yields_from_here() {
    let mut taken = 0;
    for preset in all().flat_map(|calculator| calculator.presets) {
        for token in TOKENS {
            let (Some(growth), Some(yield_rate)) = (token.growth, token.yield_rate) else {
                continue;
            };
            if preset.source.contains(growth)
                && preset.inputs.iter().any(|(key, _)| *key == "yieldRate")
            {
                taken += 1;
                assert!(
                    preset.inputs.contains(&("yieldRate", yield_rate)),
                    "{}",
                    preset.label
                );
            }
        }
    }
    assert!(taken >= 8, "{taken}");
}
