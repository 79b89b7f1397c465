//! `cargo xtask bench`: one table of what a quote costs, our engine and its peers side by side.
//!
//! Times of one run can be compared with each other and with nothing else; what can be compared from day to day is the
//! number of instructions, which [`instructions`] keeps.

pub(crate) mod instructions;

use crate::project::{cargo, in_root, path, run, target};
use crate::wasm::{self, Effort};
use crate::{npm_package, serve, setup, site};
use anyhow::{Result, ensure};
use std::path::PathBuf;
use std::process::Command;
use yb_core::calculators::modules;

/// The columns of every row, whoever prints it. The ratios are the peer's time by ours, and by that of a prepared pool.
const HEAD: &str = "\
| where | exact in | peer, ns | ours, ns | prepared, ns | ratio | prepared |
|---|---|---|---|---|---|---|";

/// Who prints rows, for the pools with a text in their name.
const PARTS: [fn(&str) -> Result<()>; 2] = [native, wasm];

/// Prints the table for the pools with `text` in their name.
pub(crate) fn table(text: &str) -> Result<()> {
    println!("{HEAD}");
    PARTS.iter().try_for_each(|part| part(text))
}

/// Native code against the crate.
fn native(text: &str) -> Result<()> {
    let program = build("yb-bench", &[])?;
    rows(Command::new(program).arg(text))
}

/// The npm package against npm's, in Node and in a browser: what `cargo xtask build` left in dist/npm.
fn wasm(text: &str) -> Result<()> {
    setup::for_build()?;
    wasm::build(&wasm::EVERY, Effort::Small)?;
    wasm::Engine::build(Effort::Small)?;
    // The tag's own modules are not timed.
    site::modules::build(Effort::Quick)?;
    npm_package::assemble(Effort::Quick)?;
    let script = || {
        let mut node = in_root("node");
        node.arg("bench/wasm.mjs").arg(text);
        node
    };
    rows(&mut script())?;
    rows(script().arg("--chromium").env("CHROME", setup::browser()?))
}

/// How long each calculator of the built site takes to its first answer, in a browser.
pub(crate) fn answers() -> Result<()> {
    setup::npm_packages()?;
    let folder = path("dist/site");
    ensure!(folder.is_dir(), "dist/site is missing: cargo xtask build");
    let hub = serve::Site {
        folder,
        ..serve::Site::default()
    };
    let calculators = modules().flat_map(|module| module.calculators);
    let ids: Vec<&str> = calculators.map(|calculator| calculator.id).collect();
    let mut node = in_root("node");
    node.arg("bench/first-answer.mjs")
        .env("BASE", serve::start(hub, 0)?)
        .env("CALCULATORS", ids.join(","))
        .env("CHROME", setup::browser()?);
    run("first answers", &mut node)
}

/// Lets a program print rows.
fn rows(program: &mut Command) -> Result<()> {
    let status = program.status()?;
    ensure!(status.success(), "a part of the table ended with {status}");
    Ok(())
}

/// Builds a program of `bench/`, and says where it is. For any processor of its kind: the table is not for one machine.
fn build(program: &str, options: &[&str]) -> Result<PathBuf> {
    let folder = target("bench");
    let mut build = cargo();
    build.args(["build", "--release", "--locked", "--quiet"]);
    build.args(["--manifest-path", "bench/Cargo.toml", "--bin", program]);
    build.arg("--target-dir").arg(&folder).args(options);
    if cfg!(target_arch = "x86_64") {
        build.env("RUSTFLAGS", "-Ctarget-cpu=x86-64");
    }
    run(&format!("build {program} (half a minute)"), &mut build)?;
    Ok(folder.join("release").join(program))
}
