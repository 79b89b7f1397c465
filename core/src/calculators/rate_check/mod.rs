//! `rate-check`: does a rate provider meet the bar?

mod lines;
mod papers;
mod samples;

use super::filing::{self, Address, Link, NetworkName};
use crate::definition::calculator::evaluate;
use crate::definition::field::{amount, choice, flag, group, list, number, text};
use crate::definition::figure::figure;
use crate::definition::{
    Calculator, Code, Errors, Inputs, Method, Outputs, Preset, Report, Sentence, Source, Tone, Unit,
};
use crate::{choices, inputs, outputs};
use lines::Grade;
use samples::Samples;

choices! {
    /// Where the rate comes from.
    pub enum Origin {
        /// The protocol's own contracts.
        Contract = "contract" "the protocol's contracts",
        /// A feed of the redemption rate.
        Feed = "feed" "a feed of the redemption rate",
        /// An account reports it.
        Account = "account" "one account reports it",
        /// A market.
        Market = "market" "a market price",
    }
}

choices! {
    /// Who can change the code or the figures that the rate depends on.
    pub enum Control {
        /// Nobody.
        Nobody = "nobody" "nobody",
        /// A multisig or a vote.
        Multisig = "multisig" "a multisig or a vote",
        /// A single key.
        Account = "account" "one account (EOA)",
    }
}

inputs! {
    /// What the provider is like.
    pub struct Answers {
        /// It implements `getRate()` of `IRateProvider`.
        has_interface: bool = flag("It implements getRate()", true);
        /// `getRate()` answers with 18 decimals, whatever the token has.
        has_18_decimals: bool = flag("It answers with 18 decimals", true);
        /// Where the rate comes from.
        origin: Origin = choice("The rate comes from", Origin::CHOICES, "contract");
        /// Who can change the code or the figures behind it.
        control: Control = choice("It can be changed by", Control::CHOICES, "multisig");
        /// Signatures that a change needs, where a multisig decides.
        signatures: f64 = number("Signatures needed", Unit::Plain, 3.0).range(1.0, 100.0).slide(1.0, 9.0).step(1.0);
        /// Signers of that multisig.
        signers: f64 = number("Signers", Unit::Plain, 5.0).range(1.0, 100.0).slide(1.0, 15.0).step(1.0);
        /// Time between the decision and the change.
        timelock_hours: f64 = number("Timelock in hours", Unit::Plain, 0.0).range(0.0, 8760.0).slide(0.0, 168.0).step(1.0);
        /// Tokens sent to the contracts by anybody cannot move the rate.
        donation_safe: bool = flag("Donations cannot move it", true);
        /// The rate is meant to rise only.
        only_rises: bool = flag("It is meant to rise only", true);
        /// The source code is verified on a block explorer.
        verified: bool = flag("Its source is verified", true);
        /// An audit covers the contracts.
        audited: bool = flag("It has been audited", true);
    }
}

inputs! {
    /// A rate provider: what is said of it, and rates that it gave.
    pub struct Input {
        /// What the provider is like.
        answers: Answers = group("The provider", Answers::FIELDS);
        /// Rates that it gave, in whole tokens or as integers with 18 decimals, in the order of their times.
        rates: Vec<String> = list("Rates that it gave", &amount("Rate", ""), "1.190272829, 1.218828057", (0, 1000));
        /// The time of each rate, in seconds since 1970.
        times: Vec<f64> = list("Their times, in seconds since 1970", &number("Time", Unit::Plain, 0.0).range(0.0, 1e11), "1736553600, 1762819200", (0, 1000));
        /// Its network.
        network: NetworkName = choice("Network", filing::CHOICES, "ethereum").advanced();
        /// The token whose rate it is.
        asset: Address = text("Token", "0x7f39C581F595B53c5cb19bD0b3f8dA6c935E2Ca0").advanced();
        /// The rate provider.
        provider: Address = text("Rate provider", "0x72D07D7DcA67b8A406aD1Ec34ce969c90bFEE768").advanced();
        /// The name of its contract.
        name: String = text("Name of the contract", "WstETHRateProvider").advanced();
        /// The factory that made it, if one did.
        factory: Vec<Address> = list("Factory, if one made it", &text("Factory", ""), "", (0, 1)).advanced();
        /// What can be upgraded: the address that is called, then the implementation behind it, pair by pair.
        upgradeable: Vec<Address> = list("What can be upgraded: proxy, implementation, …", &text("Address", ""), "", (0, 40)).advanced();
        /// Where its audits can be read.
        audits: Link = text("Audits", "").advanced();
        /// Where it is documented.
        documentation: Link = text("Documentation", "").advanced();
    }
    rules(errors) {
        (rates, times) => { Samples::read(rates, times, errors); },
        (upgradeable) => if !upgradeable.len().is_multiple_of(2) {
            let fault = format!(
                "{} addresses; each that is called needs its implementation",
                upgradeable.len()
            );
            errors.push("upgradeable", Code::Conflict, fault);
        },
    }
}

outputs! {
    /// One line of the bar.
    pub struct Line {
        /// What is asked.
        asked: String = figure("Asked", Unit::Plain);
        /// pass, warn or fail.
        result: String = figure("Result", Unit::Plain);
        /// Why.
        why: String = figure("Why", Unit::Plain);
    }
}

outputs! {
    /// The verdict, line by line, and the papers to file.
    pub struct Output {
        /// pass, warn or fail: the worst of the lines.
        verdict: String = figure("Verdict", Unit::Plain);
        /// Lines that pass.
        passed: f64 = figure("Passed", Unit::Plain).tone(Tone::Kept);
        /// Lines that want a look.
        warned: f64 = figure("Warnings", Unit::Plain).tone(Tone::Lost2);
        /// Lines that fail.
        failed: f64 = figure("Failed", Unit::Plain).tone(Tone::Lost);
        /// Yield between the first and the last rate, compounded over a year of 365 days.
        yield_rate: Option<f64> = figure("Yield between the samples", Unit::PercentPerYear).none("");
        /// The largest rise or fall between two samples.
        largest_jump: Option<f64> = figure("Largest step", Unit::BasisPoints).none("");
        /// Whether the rate ever fell.
        falls: Option<String> = figure("Falls", Unit::Plain).none("");
        /// The words that the registry uses for what to look out for.
        warnings: Vec<String> = figure("Warning tags", Unit::Plain).hidden();
        /// Every line of the bar.
        lines: Vec<Line> = figure("Line by line", Unit::Plain);
        /// A request for review.
        review_request: String = figure("Request for review", Unit::Plain).file("rate-provider-review.md");
        /// The entry for the registry of rate providers.
        registry_entry: String = figure("Entry for the registry", Unit::Plain).file("registry-entry.json");
    }
}

/// The calculator.
pub static CALCULATOR: Calculator = Calculator {
    id: "rate-check",
    title: "Does my rate provider meet the bar?",
    summary: "What reviewers of rate providers ask, line by line, what the provider’s own rates \
              say, and the papers that a review needs.",
    method: Method {
        formula: "verdict = worst line   ·   yield = (rₙ / r₁)^(365 d / (tₙ − t₁)) − 1",
        text: "The lines are those of Balancer’s public reviews of rate providers: the interface, \
               18 decimals, who can change the rate, where it comes from, donations, and whether \
               it only rises. A single key in charge, an account that reports the rate, and a \
               market price are refused; what can be changed by a multisig of at least 3 of 5 is \
               a warning without a timelock. The registry is a record of reviews; whether reviews \
               are still done stands on the status page.",
        sources: &[Source {
            label: "balancer/code-review at cb07c64 (2026-07-22): rate-providers/, its registry.json and issue forms",
            address: "https://github.com/balancer/code-review",
        }],
        code: "core/src/calculators/rate_check/lines.rs",
    },
    presets: PRESETS,
    inputs: Input::FIELDS,
    outputs: Output::FIELDS,
    run: |value| evaluate(value, compute),
};

const PRESETS: &[Preset] = &[
    Preset {
        label: "wstETH",
        source: "Rates of 2024-02-15, 2025-01-11 and 2025-11-11 (bgd-labs/aave-capo at 2c280ef9). The answers are examples.",
        inputs: &[
            ("rates", "1.157209899, 1.190272829, 1.218828057"),
            ("times", "1708004580, 1736553600, 1762819200"),
        ],
    },
    Preset {
        label: "ezETH, it fell",
        source: "ezETH on 2024-05-30, 2024-09-24 and 2024-12-03; on 2024-09-11 the rate fell by 1.10\u{a0}bp \
                 (bgd-labs/aave-capo). The answers are examples.",
        inputs: &[
            ("rates", "1.010751506, 1.019883708, 1.029236690"),
            ("times", "1717027200, 1727136000, 1733184000"),
            ("onlyRises", "false"),
            ("asset", "0xbf5495Efe5DB9ce00f80364C8B423567e58d2110"),
            ("provider", "0x387dBc0fB00b26fb085aa658527D5BE98302c84C"),
            ("name", "RenzoRateProvider"),
        ],
    },
    Preset {
        label: "A price from a market",
        source: "An example of what reviewers refuse.",
        inputs: &[
            ("origin", "market"),
            ("control", "account"),
            ("rates", ""),
            ("times", ""),
        ],
    },
];

fn compute(input: &Input) -> Result<Report<Output>, Errors> {
    let mut errors = Errors::new();
    let Some(samples) = Samples::read(&input.rates, &input.times, &mut errors) else {
        return Err(errors);
    };
    let lines = lines::lines(&input.answers, &samples);
    let count = |grade: Grade| lines.iter().filter(|line| line.grade == grade).count();
    let worst = lines.iter().map(|line| line.grade).max();
    let verdict = worst.unwrap_or(Grade::Pass);
    let warnings = lines::warnings(&input.answers);
    Ok(Report {
        reading: reading(verdict, count(Grade::Warn), count(Grade::Fail)),
        chart: samples.chart(),
        output: Output {
            verdict: verdict.word().into(),
            passed: count(Grade::Pass) as f64,
            warned: count(Grade::Warn) as f64,
            failed: count(Grade::Fail) as f64,
            yield_rate: samples.yield_rate(),
            largest_jump: samples.largest_step(),
            falls: samples
                .falls()
                .map(|falls| if falls { "yes" } else { "no" }.into()),
            review_request: papers::request(input, &samples),
            registry_entry: papers::entry(input, verdict, &warnings),
            warnings: warnings.into_iter().map(str::to_owned).collect(),
            lines: lines.into_iter().map(lines::Asked::row).collect(),
        },
    })
}

fn reading(verdict: Grade, warned: usize, failed: usize) -> Sentence {
    let count =
        |words: Sentence, number: usize, tone| words.number(number as f64, Unit::Plain, 4, tone);
    let (head, number, tone, one, many) = match verdict {
        Grade::Pass => return Sentence::new().text("Yes: every line of the bar is met."),
        Grade::Warn => (
            "Yes, with ",
            warned,
            Tone::Lost2,
            " warning that a reviewer will ask about.",
            " warnings that a reviewer will ask about.",
        ),
        Grade::Fail => ("No: ", failed, Tone::Lost, " line fails.", " lines fail."),
    };
    let words = count(Sentence::new().text(head), number, tone);
    words.text(if number == 1 { one } else { many })
}
