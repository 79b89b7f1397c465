//! Entries for lists: shape, place, checksum, and what is refused.

#![allow(clippy::unwrap_used, missing_docs)]

use serde_json::{Value as Json, json};
use yb_core::calculators::find;
use yb_core::definition::{Answer, Errors, Value};

fn ask(pairs: &[(&str, &str)]) -> Result<Answer, Errors> {
    let pair = |(key, value): &(&str, &str)| ((*key).to_owned(), Value::from(*value));
    let pairs: Vec<_> = pairs.iter().map(pair).collect();
    find("listing").unwrap().answer(&pairs)
}

fn text(answer: &Answer, key: &str) -> String {
    answer.figure(key).unwrap().text(None)
}

fn filed(pairs: &[(&str, &str)]) -> (Json, String) {
    let answer = ask(pairs).unwrap();
    (
        serde_json::from_str(&text(&answer, "content")).unwrap(),
        text(&answer, "path"),
    )
}

#[test]
fn a_token_stands_under_its_checksum_and_its_picture_in_small_letters() {
    let answer = ask(&[
        ("token", "0x7f39c581f595b53c5cb19bd0b3f8da6c935e2ca0"),
        ("network", "base"),
    ])
    .unwrap();
    let content: Json = serde_json::from_str(&text(&answer, "content")).unwrap();
    let entry =
        json!({"name": "Wrapped liquid staked Ether 2.0", "symbol": "wstETH", "decimals": 18});
    assert_eq!(
        content,
        json!({"0x7f39C581F595B53c5cb19bD0b3f8dA6c935E2Ca0": entry})
    );
    assert_eq!(
        text(&answer, "path"),
        "src/tokenlists/balancer/tokens/base.ts"
    );
    assert_eq!(
        text(&answer, "image"),
        "src/assets/images/tokens/0x7f39c581f595b53c5cb19bd0b3f8da6c935e2ca0.png"
    );
}

#[test]
fn a_points_tag_leaves_out_what_is_not_given() {
    let (tag, path) = filed(&[
        ("paper", "points"),
        ("multiplier", ""),
        ("pools", "a, b"),
        ("url", "https://example.org/x"),
    ]);
    assert_eq!(path, "pools/tags/index.json");
    assert_eq!(tag["id"], "points_renzo");
    assert_eq!(tag["pools"], json!(["a", "b"]));
    assert_eq!(tag["url"], "https://example.org/x");
    assert_eq!(tag.get("value"), None);
}

#[test]
fn vaults_and_pools_stand_under_their_chain() {
    let (vaults, _) = filed(&[("paper", "erc4626"), ("network", "gnosis")]);
    assert_eq!(
        vaults["addresses"],
        json!({"100": ["0xD4fa2D31b7968E448877f69A96DE69f5de8cD23E"]})
    );
    let (pool, _) = filed(&[("paper", "pool"), ("title", "A \"name\"\n")]);
    assert_eq!(
        pool["1"]["0xc4Ce391d82D164c166dF9c8336DDF84206b2F812"]["name"],
        "A \"name\""
    );
}

#[test]
fn the_checklist_keeps_its_marks() {
    let answer = ask(&[("venue-chosen", "true"), ("incentives-planned", "")]).unwrap();
    let list = text(&answer, "checklist");
    assert_eq!(list.matches("- [x] ").count(), 2);
    assert_eq!(list.matches("- [ ] ").count(), 6);
    assert!(list.contains("- [x] Choose a venue"));
    assert_eq!(
        answer.figure("stepsDone").unwrap().value,
        Value::Number(2.0)
    );
}

#[test]
fn every_fault_is_named() {
    let long = "x".repeat(501);
    for (pairs, words) in [
        (&[("symbol", "")][..], "paper.symbol: must not be empty"),
        (
            &[("name", long.as_str())],
            "paper.name: has 501 characters; the limit is 500",
        ),
        (
            &[("decimals", "19")],
            "paper.decimals: 19 is above the limit 18",
        ),
        (
            &[("decimals", "6.5")],
            "paper.decimals: 6.5 is no whole number",
        ),
        (
            &[("paper", "points"), ("protocol", "Renzo/..")],
            "small letters, digits and hyphens only",
        ),
        (
            &[("paper", "points"), ("pools", "")],
            "paper.pools: 1 to 100 items are allowed; given: 0",
        ),
        (
            &[("paper", "erc4626"), ("vaults", "0x12, 0x13")],
            "paper.vaults[1]: expected an address",
        ),
        (
            &[("paper", "letter")],
            "is none of token, points, erc4626, pool",
        ),
        (&[("network", "mars")], "is none of ethereum"),
    ] {
        let errors = ask(pairs).unwrap_err().to_string();
        assert!(errors.contains(words), "{pairs:?}: {errors}");
    }
}
