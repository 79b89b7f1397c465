//! The one door to every tool: `cargo xtask serve`, `build`, `test`, `bench`, `facts`, `verify`, `fmt`.
//!
//! The tools are linked in as libraries, so their versions stand in `Cargo.lock` and nothing
//! is installed beside the project. This file only reads the command line.
#![forbid(unsafe_code)]
// Pages are built once: plain `format!` reads better than `write!` into a growing text.
#![allow(clippy::format_push_string, clippy::format_collect)]

mod bench;
mod budgets;
mod bundle;
mod consumers;
mod facts;
mod npm_package;
mod project;
mod serve;
mod setup;
mod silence;
mod site;
mod spelling;
mod test;
mod wasm;
mod watch;

use clap::{Parser, Subcommand};
use std::path::Path;
use std::process::ExitCode;
use wasm::Effort;

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    about = "The one door to every tool of this project"
)]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Build everything, serve it, print the address, and rebuild on change.
    Serve {
        /// The port to try first.
        #[arg(long, default_value_t = 3000)]
        port: u16,
    },
    /// Leave the deployable site in dist/site and the npm package in dist/npm.
    Build {
        /// Leave the WebAssembly as the compiler made it: larger, and some seconds sooner.
        #[arg(long)]
        quick: bool,
    },
    /// Run every check that CI makes, or the named parts.
    Test {
        /// The parts; all of them when none is named.
        #[arg(value_enum)]
        parts: Vec<test::Part>,
        /// Of the tests in Node and in a browser, the files with this in their name.
        #[arg(long, default_value = "")]
        only: String,
        /// Take dist/ as it stands, without building it anew.
        #[arg(long)]
        built: bool,
    },
    /// Time the exact engine and its peers, side by side.
    Bench {
        /// Only pools with this in their name.
        #[arg(default_value = "")]
        text: String,
        /// Count the engine's instructions instead, and record them.
        #[arg(long, conflicts_with = "text")]
        record: bool,
        /// Time the first answer of each calculator in a browser instead, from the built site.
        #[arg(long, conflicts_with_all = ["text", "record"])]
        answers: bool,
    },
    /// List the facts about the world that were checked too long ago, in `book/data/status.toml`.
    Facts {
        /// How many days are too long.
        #[arg(long, value_name = "DAYS", default_value_t = facts::OLD)]
        older_than: i64,
        /// The day to count from, such as 2026-11-22; today if it is not given.
        #[arg(long, value_name = "DATE")]
        today: Option<String>,
    },
    /// Hold the npm package's public interface against the record of the last release.
    Interface {
        /// Write the record anew: at a release, and before the first one.
        #[arg(long)]
        record: bool,
    },
    /// Look at a deployed site from outside: every released file, and what the host says of it.
    Verify {
        /// Where the site is, such as `https://hub.example/`.
        address: String,
    },
    /// Format the Rust sources.
    Fmt,
}

fn main() -> ExitCode {
    let name = std::env::args_os().next().unwrap_or_default();
    let name = Path::new(&name).file_stem().unwrap_or_default();
    let result = match wasm::Tool::named(name) {
        Some(tool) => tool.run(),
        None => match Cli::parse().task {
            Task::Serve { port } => watch::serve(port),
            Task::Build { quick } => site::build_all(Effort::of(quick)).map(drop),
            Task::Bench { record: true, .. } => bench::instructions::record(),
            Task::Bench { answers: true, .. } => bench::answers(),
            Task::Bench { text, .. } => bench::table(&text),
            Task::Test { parts, only, built } => test::run_parts(&parts, only, built),
            Task::Facts { older_than, today } => facts::list(older_than, today.as_deref()),
            Task::Interface { record } => interface(record),
            Task::Verify { address } => {
                let mut verify = project::in_root("node");
                verify.args(["xtask/scripts/verify.mjs", &address]);
                project::run("verify", &mut verify)
            }
            Task::Fmt => project::run("cargo fmt", project::cargo().args(["fmt", "--all"])),
        },
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn interface(record: bool) -> anyhow::Result<()> {
    site::build_all(Effort::Small)?;
    npm_package::interface(record)
}
