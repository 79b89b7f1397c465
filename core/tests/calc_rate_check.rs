//! Rate providers: the verdict line by line, the yields of real rates, the papers.
#![allow(clippy::unwrap_used, clippy::panic, clippy::float_cmp, missing_docs)]

use serde_json::Value as Json;
use yb_core::calculators::find;
use yb_core::definition::{Answer, Errors, Value};

fn ask(pairs: &[(&str, &str)]) -> Result<Answer, Errors> {
    let pair = |(key, value): &(&str, &str)| ((*key).to_owned(), Value::from(*value));
    let pairs: Vec<_> = pairs.iter().map(pair).collect();
    find("rate-check").unwrap().answer(&pairs)
}

fn text(answer: &Answer, key: &str) -> String {
    answer.figure(key).unwrap().text(None)
}

fn number(answer: &Answer, key: &str) -> f64 {
    answer.figure(key).unwrap().value.as_number().unwrap()
}

fn lines(answer: &Answer, result: &str) -> Vec<String> {
    let lines = answer.figure("lines").unwrap().value.as_list().unwrap();
    let of = |line: &&Value| line.get("result") == Some(&result.into());
    let asked = |line: &Value| line.get("asked").unwrap().as_text().unwrap().to_owned();
    lines.iter().filter(of).map(asked).collect()
}

#[test]
fn a_good_provider_passes_but_for_its_timelock() {
    let answer = ask(&[]).unwrap();
    assert_eq!(text(&answer, "verdict"), "warn");
    assert_eq!(lines(&answer, "warn"), ["Timelock"]);
    let answer = ask(&[("timelockHours", "48")]).unwrap();
    assert_eq!(text(&answer, "verdict"), "pass");
    let answer = ask(&[("control", "nobody")]).unwrap();
    assert_eq!(text(&answer, "verdict"), "pass");
    assert_eq!(number(&answer, "passed"), 10.0);
}

#[test]
fn what_reviewers_refuse_fails_and_is_tagged() {
    for (pairs, asked, tag) in [
        (
            &[("hasInterface", "false")][..],
            "Implements IRateProvider",
            None,
        ),
        (
            &[("has18Decimals", "false")],
            "18 decimals",
            Some("only18decimals"),
        ),
        (&[("origin", "account")], "Where the rate comes from", None),
        (
            &[("origin", "market")],
            "Where the rate comes from",
            Some("market-rate"),
        ),
        (
            &[("control", "account"), ("timelockHours", "1")],
            "Who can change it",
            Some("eoaUpgradeable"),
        ),
        (&[("signatures", "2")], "Who can change it", None),
        (&[("signers", "4")], "Who can change it", None),
        (&[("signatures", "6")], "Who can change it", None),
        (
            &[("verified", "false")],
            "Verified source",
            Some("unverified-contracts"),
        ),
        (&[("rates", "1, 0.9")], "Only rises", None),
        (&[("rates", "1000000, 1000001")], "Rates that it gave", None),
    ] {
        let answer = ask(pairs).unwrap();
        assert_eq!(text(&answer, "verdict"), "fail", "{pairs:?}");
        assert_eq!(lines(&answer, "fail"), [asked], "{pairs:?}");
        assert_eq!(
            text(&answer, "warnings"),
            tag.unwrap_or_default(),
            "{pairs:?}"
        );
        let entry: Json = serde_json::from_str(&text(&answer, "registryEntry")).unwrap();
        let entry = &entry["ethereum"]["0x72D07D7DcA67b8A406aD1Ec34ce969c90bFEE768"];
        assert_eq!(entry["summary"], "unsafe");
        assert_eq!(entry["asset"], "0x7f39C581F595B53c5cb19bD0b3f8dA6c935E2Ca0");
    }
}

#[test]
fn yields_between_dated_rates() {
    // facts: wstETH 2024-02-15 13:43 to 2025-01-11 and on to 2025-11-11; compounded, 365 days.
    let between = |rates: &str, times: &str| {
        let answer = ask(&[("rates", rates), ("times", times)]).unwrap();
        (number(&answer, "yieldRate"), number(&answer, "largestJump"))
    };
    let (grown, step) = between("1.190272829, 1.218828057", "1736553600, 1762819200");
    let days: f64 = 304.0;
    let expected = (1.218_828_057_f64 / 1.190_272_829).powf(365.0 / days) - 1.0;
    assert!((grown - expected).abs() <= 1e-12, "{grown}");
    assert!((0.0288..0.0290).contains(&grown), "2.89 % a year");
    assert!((step - (1.218_828_057 / 1.190_272_829 - 1.0)).abs() < 1e-12);
    // The contract's integers mean the same.
    let raw = between(
        "1190272829000000000, 1218828057000000000",
        "1736553600, 1762819200",
    );
    assert!((raw.0 - grown).abs() < 1e-12);
    let (_, fall) = between("1.5, 1.2, 1.3", "0, 1, 2");
    assert!(
        (fall + 0.2).abs() < 1e-12,
        "the largest step keeps its sign"
    );
}

#[test]
fn every_fault_of_the_samples_and_of_the_addresses() {
    let errors = ask(&[
        ("rates", "1, 1.1, 1.2"),
        ("times", "5, 5"),
        ("asset", "0x7f39C581F595B53c5cb19bD0b3f8dA6c935E2Ca0"),
    ]);
    let text = errors.unwrap_err().to_string();
    assert!(
        text.contains("2 times for 3 rates") && text.contains("times[1]: 5 does not come after 5"),
        "{text}"
    );
    let errors = ask(&[
        ("rates", "1, -1"),
        ("asset", "0x7F39C581F595B53c5cb19bD0b3f8dA6c935E2Ca0"),
        ("provider", "nobody"),
        ("audits", "javascript:alert(1)"),
        ("signers", "0"),
    ]);
    let errors = errors.unwrap_err();
    let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(
        fields,
        ["answers.signers", "rates[1]", "asset", "provider", "audits"]
    );
    assert!(
        errors
            .to_string()
            .contains("should read 0x7f39C581F595B53c5cb19bD0b3f8dA6c935E2Ca0")
    );
    let small = ask(&[("asset", "0x7f39c581f595b53c5cb19bd0b3f8da6c935e2ca0")]).unwrap();
    assert_eq!(
        small.input.get("asset").unwrap().as_text(),
        Some("0x7f39C581F595B53c5cb19bD0b3f8dA6c935E2Ca0")
    );
}

#[test]
fn checksums_of_the_standard() {
    // The examples of ERC-55 itself.
    for address in [
        "0x52908400098527886E0F7030069857D2E4169EE7",
        "0x8617E340B3D01FA5F11F306F4090FD50E238070D",
        "0xde709f2102306220921060314715629080e2fb77",
        "0x27b1fdb04752bbc536007a920d24acb045561c26",
        "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
        "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
        "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
        "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
    ] {
        let answer = ask(&[("asset", &address.to_ascii_lowercase())]).unwrap();
        assert_eq!(answer.input.get("asset").unwrap().as_text(), Some(address));
    }
}

#[test]
fn the_request_says_all_that_the_form_requires() {
    let request = text(
        &ask(&[
            ("audits", "https://example.org/audit.pdf"),
            ("audited", "false"),
        ])
        .unwrap(),
        "reviewRequest",
    );
    for words in [
        "- Network: ethereum",
        "- Rate provider: 0x72D07D7DcA67b8A406aD1Ec34ce969c90bFEE768",
        "- Audits: https://example.org/audit.pdf",
        "- The contracts have been audited: NO",
        "- No administrator is an account (EOA): yes",
        "3 of 5, timelock 0 hours",
        "2.89 % a year",
    ] {
        assert!(request.contains(words), "{words}:\n{request}");
    }
}

#[test]
fn what_can_be_upgraded_stands_in_both_papers() {
    let [proxy, code] = [
        "0x7f39C581F595B53c5cb19bD0b3f8dA6c935E2Ca0",
        "0x72D07D7DcA67b8A406aD1Ec34ce969c90bFEE768",
    ];
    let pairs = format!("{proxy}, {code}");
    let answer = ask(&[("upgradeable", &pairs), ("factory", proxy)]).unwrap();
    let entry: Json = serde_json::from_str(&text(&answer, "registryEntry")).unwrap();
    let entry = &entry["ethereum"][code];
    assert_eq!(entry["factory"], proxy);
    let component = &entry["upgradeableComponents"][0];
    assert_eq!(
        (
            &component["entrypoint"],
            &component["implementationReviewed"]
        ),
        (&proxy.into(), &code.into())
    );
    let request = text(&answer, "reviewRequest");
    assert!(
        request.contains(&format!("- Can be upgraded: {proxy} (now {code})")),
        "{request}"
    );
    let errors = ask(&[("upgradeable", proxy), ("rates", "0")]).unwrap_err();
    let fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(fields, ["times", "rates[0]", "upgradeable"]);
}
