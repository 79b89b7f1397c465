//! Every pool's quotes once, each side between two marks that a counter of instructions sees: see
//! `xtask/src/bench/instructions.rs`. Prints the name of each, and how many quotes it was.

use std::hint::black_box;
use yb_bench::Scenario;

fn main() {
    for scenario in Scenario::all("") {
        measure(&scenario, "ours", || scenario.run());
        measure(&scenario, "prepared", || scenario.run_prepared());
    }
}

fn measure(scenario: &Scenario, side: &str, work: impl Fn()) {
    // What happens the first time only, such as the linking of a library function.
    work();
    counter_mark();
    work();
    counter_mark();
    println!("{} {side} {}", scenario.name, scenario.requests.len());
}

/// The counter knows it by its name.
#[inline(never)]
fn counter_mark() {
    black_box(());
}
