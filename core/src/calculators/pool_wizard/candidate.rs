//! The pool types, and when each fits.

use super::{CustomLogic, Input, Need, RateSource};
use crate::analysis::curve::Curve;
use crate::definition::unit::plain;
use core::f64::consts::FRAC_1_SQRT_2;

/// A pool type as it would be set up for what was asked.
pub(super) struct Candidate {
    pub(super) name: &'static str,
    /// The name where there is little room.
    pub(super) short: &'static str,
    /// The curve that is measured; none where the curve is still to be written.
    pub(super) curve: Option<Curve>,
    /// Whether it reads the token's rate.
    pub(super) rated: bool,
    /// Whether what arbitrage would take goes back to the pool.
    pub(super) protected: bool,
    pub(super) fits: bool,
    pub(super) why: &'static str,
    /// The page about it: an address on the site.
    pub(super) page: &'static str,
    /// The calculator that goes into its numbers.
    pub(super) next: String,
    /// The calculator that chooses its parameters, where there is one.
    pub(super) parameters: Option<String>,
}

/// Whether it fits, and the words for it.
type Verdict = (bool, &'static str);

pub(super) fn candidates(input: &Input, lower: f64, upper: f64) -> Vec<Candidate> {
    let stable = Curve::Stable {
        amplification: input.amplification,
    };
    let range = Curve::Range { lower, upper };
    let boosted = input.rate_source == RateSource::Erc4626;
    let surge = input.custom_logic == CustomLogic::Surge;
    let (name, short) = match (boosted, surge) {
        (true, _) => ("Boosted stable pool of ERC-4626 tokens", "Boosted"),
        (false, true) => ("Stable pool with rates and a surge fee", "StableSurge"),
        (false, false) => ("Stable pool with rates", "Stable, rates"),
    };
    let mut all = vec![
        candidate(name, short, stable, rated(input)),
        candidate(
            "Elliptic pool (E-CLP) with rates",
            "E-CLP",
            ellipse(lower, upper),
            elliptic(input),
        ),
        candidate(
            "Concentrated range (2-CLP) with rates",
            "2-CLP",
            range,
            rated(input),
        ),
    ];
    for with_rates in &mut all {
        with_rates.rated = true;
    }
    all.push(candidate(
        "Stable pool without rates",
        "Stable, no rates",
        stable,
        unrated(input),
    ));
    all.push(candidate(
        "Range that follows the price (reCLAMM)",
        "reCLAMM",
        // The middle of the three ranges on offer: 50 % up and down.
        Curve::Range {
            lower: 1.0 / 1.5,
            upper: 1.5,
        },
        volatile(input),
    ));
    all.push(candidate(
        "80/20 weighted pool",
        "80/20",
        Curve::Weighted { weight: 0.8 },
        governance(input),
    ));
    all.push(candidate(
        "Weighted pool of up to 8 tokens",
        "Weighted",
        Curve::ConstantProduct,
        index(input),
    ));
    all.push(Candidate {
        protected: true,
        ..candidate(
            "CoW AMM (x · y = k, traded in auctions)",
            "CoW AMM",
            Curve::ConstantProduct,
            auctioned(input),
        )
    });
    all.push(own(input));
    for candidate in &mut all {
        candidate.page = page(candidate, boosted);
        candidate.next = next(input, candidate);
        candidate.parameters = parameters(input, candidate);
    }
    all
}

fn candidate(
    name: &'static str,
    short: &'static str,
    curve: Curve,
    (fits, why): Verdict,
) -> Candidate {
    Candidate {
        name,
        short,
        curve: Some(curve),
        rated: false,
        protected: false,
        fits,
        why,
        page: "",
        next: String::new(),
        parameters: None,
    }
}

fn own(input: &Input) -> Candidate {
    let fits = input.custom_logic == CustomLogic::Own;
    let why = if fits {
        "A custom pool or hook: the Vault keeps the accounts, the rest is yours to write and to have audited"
    } else {
        "Nothing was asked that the types above cannot do"
    };
    Candidate {
        curve: None,
        ..candidate(
            "Your own curve or hook",
            "Own",
            Curve::ConstantProduct,
            (fits, why),
        )
    }
}

/// An ellipse around 1 whose stretch suits the width of its range.
fn ellipse(lower: f64, upper: f64) -> Curve {
    Curve::Eclp {
        alpha: lower,
        beta: upper,
        c: FRAC_1_SQRT_2,
        s: FRAC_1_SQRT_2,
        lambda: (10.0 / (upper - lower)).clamp(1.0, 1e8),
    }
}

/// For what needs a price that stays and a rate that can be read.
fn rated(input: &Input) -> Verdict {
    if let Some(other) = elsewhere(input) {
        return (false, other);
    }
    match input.rate_source {
        _ if !input.correlated => (false, "It needs prices that move together"),
        RateSource::Rebasing => (
            false,
            "Wrap the token first: a pool loses what a balance gains by itself",
        ),
        RateSource::None => (false, "It needs a rate that a contract can read"),
        RateSource::Oracle => (
            true,
            "The curve follows the rate; check how often the feed is updated",
        ),
        RateSource::Erc4626 => (
            true,
            "The curve follows the rate, and all liquidity earns the wrapper’s yield",
        ),
        RateSource::Function => (
            true,
            "The curve follows the rate, so the token’s yield moves no price",
        ),
    }
}

/// As [`rated`]; a surge fee is made for it too.
fn elliptic(input: &Input) -> Verdict {
    match rated(input) {
        (true, _) => (
            true,
            "All liquidity between two prices, most of it at the peg",
        ),
        verdict => verdict,
    }
}

fn unrated(input: &Input) -> Verdict {
    if let Some(other) = elsewhere(input) {
        return (false, other);
    }
    match input.rate_source {
        _ if !input.correlated => (false, "It needs prices that move together"),
        RateSource::Rebasing => (
            false,
            "Wrap the token first: a pool loses what a balance gains by itself",
        ),
        _ if input.yield_rate == 0.0 => (
            true,
            "Neither token earns anything, so there is no rate to follow",
        ),
        RateSource::None => (true, "It works without a rate, and pays for it in drift"),
        _ => (
            true,
            "It works, but the rate that you have would save the drift",
        ),
    }
}

fn volatile(input: &Input) -> Verdict {
    if let Some(other) = elsewhere(input) {
        return (false, other);
    }
    if input.correlated {
        (
            false,
            "Made for prices that wander; a peg is served better above",
        )
    } else {
        (
            true,
            "Its range follows the price, so that liquidity stays in use",
        )
    }
}

fn governance(input: &Input) -> Verdict {
    match input.need {
        Need::Governance => (
            true,
            "Holders keep 80\u{a0}% in their token, and the pool is never out of range",
        ),
        Need::Index => (false, "It holds two tokens, and an index wants many"),
        _ if input.correlated => (false, "Made for tokens without a peg"),
        _ => (
            true,
            "It is never out of range, and 80\u{a0}% stays in the first token",
        ),
    }
}

fn index(input: &Input) -> Verdict {
    match input.need {
        Need::Index => (
            true,
            "It holds fixed shares of the value, whatever the prices do",
        ),
        Need::Governance => (false, "Half of each holding would be the other token"),
        _ if input.correlated => (
            false,
            "It spreads liquidity over all prices; a peg needs it in one place",
        ),
        _ => (true, "It takes any prices, and is shallow at each"),
    }
}

fn auctioned(input: &Input) -> Verdict {
    if input.custom_logic == CustomLogic::LvrProtection {
        (
            true,
            "Solvers bid for the arbitrage, and the pool keeps what they bid; counted here as all of it",
        )
    } else {
        (false, "Protection from arbitrage was not asked for")
    }
}

/// Types for two pegged or two free tokens do not suit these needs.
fn elsewhere(input: &Input) -> Option<&'static str> {
    match input.need {
        Need::Governance => Some("A governance token has no peg to serve"),
        Need::Index => Some("It holds two tokens, and an index wants many"),
        Need::Yield | Need::Stablecoins => None,
    }
}

/// The page of the book about the type.
fn page(candidate: &Candidate, boosted: bool) -> &'static str {
    match candidate.curve {
        Some(Curve::Stable { .. }) if candidate.rated && boosted => "book/pools/boosted.html",
        Some(Curve::Stable { .. }) => "book/pools/stable.html",
        Some(Curve::Eclp { .. }) => "book/pools/eclp.html",
        Some(Curve::Weighted { .. }) => "book/governance-tokens.html",
        Some(Curve::ConstantProduct) if !candidate.protected => "book/pools/weighted.html",
        _ => "book/onboarding/which-pool.html",
    }
}

/// The calculator that chooses the parameters of the type, its state carried over.
fn parameters(input: &Input, candidate: &Candidate) -> Option<String> {
    let volatility = plain(input.volatility);
    match candidate.curve? {
        Curve::Stable { amplification } => Some(format!(
            "embed/stable-params/?amplification={}&basis-volatility={volatility}",
            plain(amplification),
        )),
        Curve::Eclp {
            alpha,
            beta,
            lambda,
            ..
        } => Some(format!(
            "embed/eclp-params/?alpha={}&beta={}&lambda={}&basis-volatility={volatility}",
            plain(alpha),
            plain(beta),
            plain(lambda),
        )),
        _ => None,
    }
}

/// The calculator that goes into the type's own numbers, its state carried over.
fn next(input: &Input, candidate: &Candidate) -> String {
    let curve = match candidate.curve {
        Some(Curve::Stable { amplification }) => {
            format!("curve=stable&amplification={}", plain(amplification))
        }
        Some(Curve::Weighted { weight }) => format!("curve=weighted&weight={}", plain(weight)),
        Some(Curve::Range { lower, upper }) => {
            format!("curve=range&lower={}&upper={}", plain(lower), plain(upper))
        }
        Some(Curve::Eclp {
            alpha,
            beta,
            lambda,
            ..
        }) => format!(
            "curve=eclp&alpha={}&beta={}&lambda={}",
            plain(alpha),
            plain(beta),
            plain(lambda)
        ),
        Some(Curve::ConstantProduct) | None => "curve=constantProduct".into(),
    };
    // Where nothing reads the rate drift is what matters, else volatility does.
    if candidate.rated || input.yield_rate == 0.0 {
        format!(
            "embed/lvr/?{curve}&volatility={}&swap-fee={}&block-time-seconds={}",
            plain(input.volatility),
            plain(input.swap_fee),
            plain(input.block_time_seconds)
        )
    } else {
        format!(
            "embed/yield-drift/?{curve}&yield-rate={}&swap-fee={}&yield-fee={}",
            plain(input.yield_rate),
            plain(input.swap_fee),
            plain(input.yield_fee)
        )
    }
}
