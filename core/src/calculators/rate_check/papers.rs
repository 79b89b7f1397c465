//! The papers that a review needs.

use super::lines::Grade;
use super::samples::Samples;
use super::{Address, Control, Input, Origin};
use crate::definition::{Unit, Value, json};

/// A request for review, with the fields that the registry's form requires.
pub(super) fn request(input: &Input, samples: &Samples) -> String {
    let answers = &input.answers;
    let yes = |is: bool| if is { "yes" } else { "NO" };
    let link = |text: Option<&str>| text.unwrap_or("none given").to_owned();
    let source = match answers.origin {
        Origin::Contract => "read from the protocol's contracts",
        Origin::Feed => "a feed of the redemption rate",
        Origin::Account => "reported by one account",
        Origin::Market => "a market price",
    };
    let control = match answers.control {
        Control::Nobody => "nobody".to_owned(),
        Control::Account => "one account".to_owned(),
        Control::Multisig => format!(
            "multisig or vote, {} of {}, timelock {} hours",
            Unit::Plain.text(answers.signatures, 4),
            Unit::Plain.text(answers.signers, 4),
            Unit::Plain.text(answers.timelock_hours, 6)
        ),
    };
    let mut lines = vec![
        format!("# Rate provider review: {}", input.name),
        String::new(),
        format!("- Network: {}", input.network.key()),
        format!("- Rate provider: {}", input.provider.checksummed()),
        format!("- Asset: {}", input.asset.checksummed()),
        format!(
            "- Factory: {}",
            input.factory.first().map_or("none", Address::checksummed)
        ),
        format!("- Can be upgraded: {}", upgradeable(input)),
        format!("- Audits: {}", link(input.audits.text())),
        format!("- Documentation: {}", link(input.documentation.text())),
        String::new(),
        "## Attested".into(),
        String::new(),
        format!(
            "- The contracts have been audited: {}",
            yes(answers.audited)
        ),
        format!("- The source is verified: {}", yes(answers.verified)),
        format!(
            "- No figure comes from an account (EOA): {}",
            yes(answers.origin != Origin::Account)
        ),
        format!(
            "- No administrator is an account (EOA): {}",
            yes(answers.control != Control::Account)
        ),
        String::new(),
        "## The rate".into(),
        String::new(),
        format!(
            "- getRate() of IRateProvider: {}",
            yes(answers.has_interface)
        ),
        format!("- 18 decimals: {}", yes(answers.has_18_decimals)),
        format!("- Source: {source}"),
        format!("- Can be changed by: {control}"),
        format!("- Safe from donations: {}", yes(answers.donation_safe)),
        format!("- Only rises: {}", yes(answers.only_rises)),
    ];
    if let Some(rate) = samples.yield_rate() {
        let size = Unit::Percent.text(rate, 3).replace('\u{a0}', " ");
        lines.push(format!(
            "- Yield between the first and the last sample: {size} a year"
        ));
    }
    lines.join("\n") + "\n"
}

/// Each contract that can be upgraded, with the implementation behind it.
fn upgradeable(input: &Input) -> String {
    let mut list = String::new();
    for pair in input.upgradeable.chunks_exact(2) {
        list.push_str(if list.is_empty() { "" } else { ", " });
        list.push_str(pair[0].checksummed());
        list.push_str(" (now ");
        list.push_str(pair[1].checksummed());
        list.push(')');
    }
    if list.is_empty() {
        "nothing".into()
    } else {
        list
    }
}

/// The entry of `rate-providers/registry.json`, under its network and address, as it would stand
/// there if the review came to the same verdict.
pub(super) fn entry(input: &Input, verdict: Grade, warnings: &[&'static str]) -> String {
    let summary = if verdict == Grade::Fail {
        "unsafe"
    } else {
        "safe"
    };
    let factory = input.factory.first().map_or("", Address::checksummed);
    let mut components = Vec::new();
    for pair in input.upgradeable.chunks_exact(2) {
        components.push(Value::object(vec![
            ("entrypoint", pair[0].checksummed().into()),
            ("implementationReviewed", pair[1].checksummed().into()),
        ]));
    }
    let entry = Value::object(vec![
        ("asset", input.asset.checksummed().into()),
        ("name", input.name.as_str().into()),
        ("summary", summary.into()),
        ("review", format!("./{}.md", input.name).into()),
        ("warnings", warnings.to_vec().into()),
        ("factory", factory.into()),
        ("upgradeableComponents", Value::List(components)),
    ]);
    let by_address = Value::object(vec![(input.provider.checksummed(), entry)]);
    json::pretty(&Value::object(vec![(input.network.key(), by_address)])) + "\n"
}
