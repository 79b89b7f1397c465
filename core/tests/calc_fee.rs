//! `fee`: what it says agrees with itself and with the LVR calculator, and bad input.
#![allow(clippy::unwrap_used, clippy::panic, clippy::float_cmp, missing_docs)]

mod support;

use support::calculator::{answer, at, close, faults, number};

const ECLP: &str = r#""curve":{"kind":"eclp"},"volatility":0.005"#;

#[test]
fn income_and_arbitrage_at_todays_fee() {
    // 5M a day at 1 bp in a pool of 10M: 1.825 % a year.
    let found = answer("fee", r#"{"volume":5000000,"swapFee":0.0001}"#);
    close(number(&found, "feeIncome"), 0.01825, 1e-14);
    for (market, rest) in [
        (ECLP, r#""blockModel":"constant""#),
        (
            r#""curve":{"kind":"range","lower":0.98,"upper":1.02},"volatility":0.02,"price":1.01"#,
            r#""blockTimeSeconds":2"#,
        ),
        (
            r#""curve":{"kind":"constantProduct"},"volatility":0.6"#,
            r#""blockModel":"poisson""#,
        ),
    ] {
        let found = answer("fee", &format!(r#"{{{market},"swapFee":0.0001,{rest}}}"#));
        let lvr = answer("lvr", &format!(r#"{{{market},"swapFee":0.0001,{rest}}}"#));
        assert_eq!(number(&found, "arbitrage"), number(&lvr, "arbitrageRate"));
        close(
            number(&found, "net"),
            number(&found, "feeIncome") - number(&found, "arbitrage"),
            1e-14,
        );
    }
}

#[test]
fn the_best_fee_is_better_than_its_neighbours() {
    for market in [
        ECLP,
        r#""volatility":0.02"#,
        r#""curve":{"kind":"weighted","weight":0.8},"volatility":0.8"#,
    ] {
        let ask = |fee: f64, volume: f64, elasticity: f64| {
            let json = format!(
                r#"{{{market},"swapFee":{fee},"volume":{volume},"elasticity":{elasticity},"blockModel":"constant"}}"#
            );
            answer("fee", &json)
        };
        let now = ask(0.0004, 5e6, 1.5);
        let best = number(&now, "bestFee");
        // The same demand, told at another fee: volume and elasticity there.
        let told = |fee: f64| {
            let volume = 5e6 * (1.5 * (1.0 - fee / 0.0004)).exp();
            ask(fee, volume, 1.5 * fee / 0.0004)
        };
        close(number(&told(best), "net"), number(&now, "bestNet"), 1e-9);
        close(number(&told(0.9 * best), "bestFee"), best, 1e-6);
        for fee in [0.5, 0.9, 0.99, 1.01, 1.1, 2.0] {
            assert!(number(&told(fee * best), "net") < number(&now, "bestNet"));
        }
        let least = 0.9 * number(&now, "bestNet");
        close(number(&told(number(&now, "bandFrom")), "net"), least, 1e-6);
        close(number(&told(number(&now, "bandTo")), "net"), least, 1e-6);
    }
}

#[test]
fn the_volume_that_pays_for_arbitrage() {
    let found = answer("fee", r#"{"volatility":0.02}"#);
    let volume = number(&found, "breakEvenVolume");
    let found = answer(
        "fee",
        &format!(r#"{{"volatility":0.02,"volume":{volume}}}"#),
    );
    assert!(number(&found, "net").abs() < 1e-15);
    let none = answer("fee", r#"{"volatility":0.02,"volume":0}"#);
    assert!(
        at(&none, "reading")
            .as_text()
            .unwrap()
            .starts_with("None pays")
    );
    close(number(&none, "bestFee"), 0.1, 1e-12);
    let still = answer("fee", r#"{"volatility":0,"volume":0}"#);
    assert!(at(&still, "reading").as_text().unwrap().starts_with("Any:"));
}

#[test]
fn every_fault_at_once() {
    let found = faults(
        "fee",
        r#"{"curve":{"kind":"stable","amplification":0},"volatility":-1,"volume":-1,"elasticity":1000,"swapFee":0,"tvl":0}"#,
    );
    let fields: Vec<_> = found
        .iter()
        .map(|(field, code)| (field.as_str(), *code))
        .collect();
    assert_eq!(
        fields,
        [
            ("curve.amplification", "range"),
            ("volatility", "range"),
            ("volume", "range"),
            ("elasticity", "range"),
            ("swapFee", "range"),
            ("tvl", "range"),
        ]
    );
    let outside = r#"{"curve":{"kind":"range"},"price":1.2}"#;
    assert_eq!(faults("fee", outside), [("price".into(), "conflict")]);
}
