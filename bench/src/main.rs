//! The exact engine against its peers: the same pools, the same amounts, one run. See the README.

mod peer;
mod scenario;
#[path = "../../core/tests/support/vectors.rs"]
#[expect(dead_code, reason = "the tests read the recorded calls too")]
mod vectors;

use peer::Peer;
use scenario::Scenario;
use std::hint::black_box;
use std::time::Instant;
use yb_core::vault::{PreparedPool, swap};

/// Rounds, and runs of all quotes in each.
const ROUNDS: usize = 300;
const RUNS: usize = 20;

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["count", name, side, runs] => count(name, side, runs.parse().unwrap()),
        [text] => table(text),
        _ => table(""),
    }
}

/// Ours and the peer's nanoseconds a quote.
fn table(text: &str) {
    println!(
        "| exact in, ns | peer | ours | prepared | ratio | prepared |\n|---|---|---|---|---|---|"
    );
    for scenario in Scenario::all(text) {
        let peer = Peer::new(&scenario);
        compare(&scenario, &peer);
        let pool = PreparedPool::new(scenario.state.clone());
        let (mut ours, mut prepared, mut theirs) = (f64::MAX, f64::MAX, f64::MAX);
        for _ in 0..ROUNDS {
            ours = ours.min(time(|| run(&scenario), &scenario));
            prepared = prepared.min(time(|| run_prepared(&pool, &scenario), &scenario));
            theirs = theirs.min(time(|| peer.run(), &scenario));
        }
        println!(
            "| {} | {theirs:.0} | {ours:.0} | {prepared:.0} | {:.1} | {:.1} |",
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

fn run(scenario: &Scenario) {
    for request in &scenario.requests {
        let _ = black_box(swap(&scenario.state, black_box(request)));
    }
}

fn run_prepared(pool: &PreparedPool, scenario: &Scenario) {
    for request in &scenario.requests {
        let _ = black_box(pool.swap(black_box(request)));
    }
}

/// What is not the same is not faster.
fn compare(scenario: &Scenario, peer: &Peer) {
    for (request, theirs) in scenario.requests.iter().zip(peer.answers()) {
        let ours = swap(&scenario.state, request).ok();
        assert_eq!(
            ours.map(|quote| quote.amount_out_raw.0),
            theirs,
            "{} {request:?}",
            scenario.name
        );
    }
}

/// One side of one pool and nothing else, for a counter of instructions.
fn count(name: &str, side: &str, runs: usize) {
    let scenario = Scenario::all(name).next().unwrap();
    let peer = Peer::new(&scenario);
    let pool = PreparedPool::new(scenario.state.clone());
    for _ in 0..runs {
        match side {
            "ours" => run(&scenario),
            "prepared" => run_prepared(&pool, &scenario),
            "peer" => peer.run(),
            other => panic!("{other} is not ours, prepared or peer"),
        }
    }
}
