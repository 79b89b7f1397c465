//! The bar, line by line.

use super::samples::Samples;
use super::{Answers, Control, Line, Origin};

/// How a line came out, the worst last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Grade {
    Pass,
    Warn,
    Fail,
}

impl Grade {
    pub(super) fn word(self) -> &'static str {
        match self {
            Grade::Pass => "pass",
            Grade::Warn => "warn",
            Grade::Fail => "fail",
        }
    }
}

/// One line.
pub(super) struct Asked {
    question: &'static str,
    pub(super) grade: Grade,
    why: &'static str,
}

impl Asked {
    pub(super) fn row(self) -> Line {
        Line {
            asked: self.question.into(),
            result: self.grade.word().into(),
            why: self.why.into(),
        }
    }
}

/// A multisig that reviewers take as one: at least this share of this many.
const SIGNATURES: f64 = 3.0;
const SIGNERS: f64 = 5.0;

pub(super) fn lines(answers: &Answers, samples: &Samples) -> Vec<Asked> {
    let line = |question, (grade, why)| Asked {
        question,
        grade,
        why,
    };
    let must = |met: bool, good, bad| {
        (
            if met { Grade::Pass } else { Grade::Fail },
            if met { good } else { bad },
        )
    };
    let should = |met: bool, good, bad| {
        (
            if met { Grade::Pass } else { Grade::Warn },
            if met { good } else { bad },
        )
    };
    let mut lines = vec![
        line(
            "Implements IRateProvider",
            must(
                answers.has_interface,
                "The Vault can ask for the rate",
                "The Vault calls getRate() and nothing else",
            ),
        ),
        line(
            "18 decimals",
            must(
                answers.has_18_decimals,
                "As the Vault counts",
                "The Vault reads every rate with 18 decimals, whatever the token has",
            ),
        ),
        line("Where the rate comes from", origin(answers.origin)),
        line("Who can change it", control(answers)),
        line("Timelock", timelock(answers)),
        line(
            "Safe from donations",
            should(
                answers.donation_safe,
                "Sending tokens moves nothing",
                "Somebody may raise the rate by sending tokens, trade, and leave",
            ),
        ),
        line(
            "Verified source",
            must(
                answers.verified,
                "Everyone can read it",
                "What nobody can read nobody can review",
            ),
        ),
        line(
            "Audit",
            should(
                answers.audited,
                "It has been looked at before",
                "A reviewer will ask why not",
            ),
        ),
    ];
    lines.push(line("Only rises", rises(answers, samples)));
    lines.extend(
        samples
            .plausible()
            .map(|(grade, why)| line("Rates that it gave", (grade, why))),
    );
    lines
}

fn origin(origin: Origin) -> (Grade, &'static str) {
    match origin {
        Origin::Contract => (Grade::Pass, "What a token redeems for, read on chain"),
        Origin::Feed => (
            Grade::Warn,
            "A feed is late by its heartbeat and its deviation; pools are traded against meanwhile",
        ),
        Origin::Account => (Grade::Fail, "One account could set any rate"),
        Origin::Market => (
            Grade::Fail,
            "A market price moves both ways and can be moved; the rate must be what a token redeems for",
        ),
    }
}

fn control(answers: &Answers) -> (Grade, &'static str) {
    match answers.control {
        Control::Nobody => (Grade::Pass, "Nothing behind the rate can be changed"),
        Control::Account => (Grade::Fail, "One key could change the rate"),
        Control::Multisig if answers.signatures > answers.signers => (
            Grade::Fail,
            "More signatures than signers: nobody could act",
        ),
        Control::Multisig if answers.signatures < SIGNATURES || answers.signers < SIGNERS => {
            (Grade::Fail, "At least 3 of 5 signers are asked for")
        }
        Control::Multisig => (Grade::Pass, "At least 3 of 5 signers"),
    }
}

fn timelock(answers: &Answers) -> (Grade, &'static str) {
    match answers.control {
        Control::Nobody => (Grade::Pass, "Nothing to delay"),
        _ if answers.timelock_hours > 0.0 => {
            (Grade::Pass, "Liquidity providers can leave before a change")
        }
        _ => (
            Grade::Warn,
            "Changes take effect at once; a delay is encouraged",
        ),
    }
}

fn rises(answers: &Answers, samples: &Samples) -> (Grade, &'static str) {
    match (samples.falls(), answers.only_rises) {
        (Some(true), true) => (
            Grade::Fail,
            "It is meant to rise only, and the samples fall",
        ),
        (Some(true), false) => (
            Grade::Warn,
            "The samples fall; a fall is a gain for whoever trades first",
        ),
        (_, false) => (
            Grade::Warn,
            "It may fall, as after a slashing; pools then lose to whoever trades first",
        ),
        (Some(false), true) => (Grade::Pass, "The samples never fall"),
        (None, true) => (Grade::Pass, "By its design"),
    }
}

/// The registry's own words for what to look out for.
pub(super) fn warnings(answers: &Answers) -> Vec<&'static str> {
    let mut tags = Vec::new();
    let mut tag = |is: bool, word| {
        if is {
            tags.push(word);
        }
    };
    tag(!answers.donation_safe, "donation");
    tag(answers.origin == Origin::Feed, "chainlink");
    tag(answers.origin == Origin::Market, "market-rate");
    tag(answers.control == Control::Account, "eoaUpgradeable");
    tag(!answers.has_18_decimals, "only18decimals");
    tag(!answers.verified, "unverified-contracts");
    tags
}
