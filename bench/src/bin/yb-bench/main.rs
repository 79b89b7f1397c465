//! The exact engine against the published implementation in the same language: rows of the table that
//! `cargo xtask bench` prints.

mod peer;

use peer::Peer;
use std::time::Instant;
use yb_bench::Scenario;
use yb_core::vault::swap_amount;

/// Rounds, and runs of all quotes in each.
const ROUNDS: usize = 300;
const RUNS: usize = 20;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["peer", name, runs] => peer_alone(name, runs.parse().unwrap()),
        [text] => rows(text),
        _ => rows(""),
    }
}

/// Ours and the peer's nanoseconds a quote, a row each pool.
fn rows(text: &str) {
    for scenario in Scenario::all(text) {
        let peer = Peer::new(&scenario);
        compare(&scenario, &peer);
        let (mut ours, mut prepared, mut theirs) = (f64::MAX, f64::MAX, f64::MAX);
        for _ in 0..ROUNDS {
            ours = ours.min(time(|| scenario.run(), &scenario));
            prepared = prepared.min(time(|| scenario.run_prepared(), &scenario));
            theirs = theirs.min(time(|| peer.run(), &scenario));
        }
        println!(
            "| native | {} | {theirs:.0} | {ours:.0} | {prepared:.0} | {:.1} | {:.1} |",
            scenario.name,
            theirs / ours,
            theirs / prepared
        );
    }
}

fn time(run: impl Fn(), scenario: &Scenario) -> f64 {
    let start = Instant::now();
    for _ in 0..RUNS {
        run();
    }
    start.elapsed().as_secs_f64() * 1e9 / (RUNS * scenario.requests.len()) as f64
}

/// What is not the same is not faster.
fn compare(scenario: &Scenario, peer: &Peer) {
    for (request, theirs) in scenario.requests.iter().zip(peer.answers()) {
        let ours = swap_amount(scenario.state(), request).ok();
        assert_eq!(
            ours.map(|amount| amount.0),
            theirs,
            "{} {request:?}",
            scenario.name
        );
    }
}

/// The peer's quotes of one pool and nothing else, for a counter of instructions.
fn peer_alone(name: &str, runs: usize) {
    let peer = Peer::new(&Scenario::all(name).next().unwrap());
    for _ in 0..runs {
        peer.run();
    }
}
